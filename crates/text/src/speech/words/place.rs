//! Addresses: house numbers, points of the compass, states and postal codes.

use super::abbreviation::addressed;
use super::number;
use super::text::{Found, Text};
use crate::language::english::{ENGLISH, State};

fn states() -> impl Iterator<Item = (&'static String, &'static State)> {
    ENGLISH.addresses.states.iter()
}

pub(super) fn is_street(word: &str) -> bool {
    ENGLISH.addresses.streets.iter().any(|street| street == word)
}

/// Recognises a state after a comma, a point of the compass in an address, a house number, or a postal code.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) || text.is_body(at + 1) {
        return None;
    }
    if text.digits(at).is_empty() { state(text, at).or_else(|| compass(text, at)) } else { house(text, at) }
}

/// "Kansas City, Mo.", "Austin, TX".
fn state(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    let comma = 3 <= at && text.is_space(at - 1) && text.is(at - 2, ',');
    let place = comma && text.word(at - 3).starts_with(char::is_uppercase);
    let joined = text.mark(at + 1).is_some_and(|c| "-–/&'’".contains(c));
    if !place || joined || !word.starts_with(char::is_uppercase) || 5 < word.len() {
        return None;
    }
    let dot = usize::from(text.is(at + 1, '.'));
    let spaced = dot == 1 && word.len() == 1 && text.is_space(at + 2);
    let second = if spaced { at + 3 } else { at + 2 };
    let lettered = dot == 1 && word.len() == 1 && text.word(second).len() == 1;
    let key = if lettered { format!("{word}.{}", text.word(second)) } else { word.to_owned() };
    let next = if lettered { second + 1 } else { at + 1 };
    let stop = text.is(next, '.');
    let capitals = key == key.to_ascii_uppercase();
    let is_short = |short: &String| short.eq_ignore_ascii_case(&key) && (capitals || *short == key);
    let found = states().find(|(code, state)| **code == key || stop && state.short.iter().any(is_short));
    let (code, state) = found?;
    if *code == key && is_degree(code) && !is_place(text, at) {
        return None;
    }
    let own = stop && !text.is_last(next + 1);
    Some(Found { next: next + usize::from(own), said: state.name.clone() })
}

/// Codes that are also degrees behind the name of a person, or words of their own.
fn is_degree(code: &str) -> bool {
    matches!(
        code,
        "AK" | "AL" | "HI" | "ID" | "IN" | "LA" | "MA" | "MD" | "ME" | "MS" | "MT" | "OK" | "OR" | "PA"
    )
}

/// Whether "Bethesda, MD" names a place: a postal code follows or a preposition leads to it.
fn is_place(text: &Text<'_>, at: usize) -> bool {
    let zip = text.is_space(at + 1) && text.digits(at + 2).len() == 5;
    let first = (0..at).rev().take(8).take_while(|index| {
        text.is_space(*index) || text.is(*index, ',') || text.word(*index).starts_with(char::is_uppercase)
    });
    let start = first.last();
    let leads = |index: usize| {
        let word = text.word(index).to_ascii_lowercase();
        ["in", "from", "near", "at", "of", "to", "around", "outside", "through"].contains(&word.as_str())
    };
    zip || start.is_some_and(|start| leads(start) || 0 < start && leads(start - 1))
}

/// "N" and "S." between a house number and a street.
fn compass(text: &Text<'_>, at: usize) -> Option<Found> {
    let name = match text.word(at) {
        "N" => "North",
        "S" => "South",
        "E" => "East",
        "W" => "West",
        "NE" => "Northeast",
        "NW" => "Northwest",
        "SE" => "Southeast",
        "SW" => "Southwest",
        _ => return None,
    };
    // Many streets have it behind them: "1600 Pennsylvania Ave. NW", "45 King St W".
    let street = text.index_before(at).map_or("", |index| text.word(index));
    if is_street(street) && addressed(text, at) {
        return Some(Found { next: at + 1, said: name.to_owned() });
    }
    let numbered = text.index_before(at).is_some_and(|index| !text.digits(index).is_empty());
    let dot = usize::from(text.is(at + 1, '.'));
    let after = text.past_space(at + 1 + dot);
    let street = text.is_body(after)
        && !text.get(after).starts_with(char::is_lowercase)
        && leads_to_street(text, after);
    (numbered && street).then(|| Found { next: at + 1 + dot, said: name.to_owned() })
}

/// A number before the name of a street, by pairs; five digits after a state, one by one.
fn house(text: &Text<'_>, at: usize) -> Option<Found> {
    let digits = text.digits(at);
    let apart = text.is_space(at + 1) || text.is_gap(at + 1);
    if digits.len() == 5 && after_state(text, at) {
        return Some(Found { next: at + 1, said: number::digits(digits) });
    }
    let capital = text.word_after(at + 1).starts_with(char::is_uppercase) || !text.digits(at + 2).is_empty();
    let fits = apart && text.is_space(at + 1) && (2..=5).contains(&digits.len()) && capital;
    (fits && leads_to_street(text, at + 2)).then(|| Found { next: at + 1, said: number::pairs(digits) })
}

/// Whether the next few words with capitals end in a word for a street.
fn leads_to_street(text: &Text<'_>, at: usize) -> bool {
    let mut words = 0;
    let mut index = at;
    while words < 5 {
        let word = text.get(index);
        if 0 < words && is_street(word) {
            return true;
        }
        let ordinal =
            matches!(word, "st" | "nd" | "rd" | "th") && !text.digits(index.saturating_sub(1)).is_empty();
        if text.is_body(index)
            && (word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || ordinal)
        {
            words += 1;
        } else if !(text.is_space(index) || text.is(index, '.') && text.get(index - 1).len() == 1) {
            return false;
        }
        index += 1;
    }
    false
}

fn after_state(text: &Text<'_>, at: usize) -> bool {
    let before = (0..at).rev().take(3).find(|index| !text.word(*index).is_empty());
    before.is_some_and(|index| {
        let word = text.word(index);
        let is_code = ENGLISH.addresses.states.contains_key(word);
        is_code || states().any(|(_, state)| state.name == word) && !addressed(text, index)
    })
}
