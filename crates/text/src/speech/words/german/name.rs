//! Abbreviations, rows of capitals, and names that mix letters and digits.

use std::collections::BTreeMap;

use super::super::text::{Found, Kind, Text};
use super::grammar::{self, Governor};
use super::number::{self, One};
use crate::language::german::{Abbreviations, GERMAN};
use crate::writing::{capitalized, lowered};

fn tables() -> &'static Abbreviations {
    &GERMAN.abbreviations
}

/// Recognises an abbreviation.
pub(super) fn abbreviation(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) || text.is_body(at + 1) || 0 < at && text.is(at - 1, '.') {
        return None;
    }
    if let Some(found) = road(text, at) {
        return Some(found);
    }
    let (key, next) = written(text, at)?;
    let after = text.past_space(next);
    let number = text.kind(after) == Some(Kind::Digits) || super::roman::is_numeral(text.word(after));
    let counted = text.index_before(at).is_some_and(|index| !text.digits(index).is_empty());
    let name = text.word(after).starts_with(char::is_uppercase) && text.is_space(next);
    let tables = tables();
    let said = [
        (&tables.numbered, number),
        (&tables.after_number, counted),
        (&tables.titles, name || next == after && text.is(after, '-')),
        (&tables.dotted, true),
    ]
    .into_iter()
    .filter(|(_, fits)| *fits)
    .find_map(|(table, _)| table.get(key.as_str()));
    let starts = text.word(at).starts_with(char::is_uppercase) && key.starts_with(char::is_lowercase);
    let said = match said {
        Some(said) if starts => capitalized(said),
        Some(said) => inflected(text, at, said),
        None => compound(text, at, &key)?,
    };
    // The last stop is the abbreviation's own, unless the sentence ends with it.
    let next = if number::goes_on(text, next) { next } else { next - 1 };
    Some(Found { next, said })
}

/// "St 2035": a road of a state, by its letters.
fn road(text: &Text<'_>, at: usize) -> Option<Found> {
    let number = text.digits(at + 2);
    let is_road =
        text.word(at) == "St" && text.is_space(at + 1) && number.len() == 4 && !text.is_body(at + 3);
    is_road.then(|| Found { next: at + 1, said: spell("ST") })
}

/// The longest run of short words with stops that some table knows, without its white space, and the token behind it.
fn written(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let mut key = String::new();
    let mut found = None;
    let mut index = at;
    // "Z. B." starts a sentence.
    let known = |key: &str| {
        let small = || Some(lowered(key)).filter(|small| text.is_first(at) && is_known(small));
        if is_known(key) { Some(key.to_owned()) } else { small() }
    };
    for _ in 0..5 {
        let word = text.word(index);
        if word.is_empty() {
            break;
        }
        key.push_str(word);
        if text.is(index + 1, '-') && text.is(at + 1, '-') {
            key.push('-');
            index += 2;
            continue;
        }
        if !text.is(index + 1, '.') {
            // "d.h" without its last stop.
            let whole = known(&format!("{key}."));
            if let Some(whole) = whole.filter(|_| key.contains('.') && !text.is_body(index + 1)) {
                found = Some((whole, index + 1));
            }
            break;
        }
        key.push('.');
        index += 2;
        if let Some(whole) = known(&key) {
            found = Some((whole, index));
        } else if found.is_none() && index == at + 2 {
            found = Some((key.clone(), index));
        }
        if text.is(index, '-') {
            key.push('-');
            index += 1;
        } else {
            index = text.past_space(index);
        }
    }
    found
}

fn is_known(key: &str) -> bool {
    let tables = tables();
    let all: [&BTreeMap<String, String>; 4] =
        [&tables.dotted, &tables.numbered, &tables.after_number, &tables.titles];
    all.iter().any(|table| table.contains_key(key))
}

/// An expansion as its context asks: "des 19. Jh." is "Jahrhunderts", "die sog. Elite" "sogenannte".
fn inflected(text: &Text<'_>, at: usize, said: &str) -> String {
    let governor = grammar::governor(text, at);
    let genitive = (0..at).rev().take(8).any(|index| matches!(text.word(index), "des" | "eines"));
    if said.ends_with("hundert") && genitive {
        return format!("{said}s");
    }
    if let Some(stem) = said.strip_suffix("sogenannte") {
        let noun = grammar::noun(text, text.past_space(at + 2));
        let ending = grammar::ending(governor, grammar::gender(noun), noun.ends_with("en"));
        let ending = if governor == Governor::None { "e" } else { ending };
        return format!("{stem}sogenannt{ending}");
    }
    said.to_owned()
}

/// "Hauptstr.": the end of a compound.
fn compound(text: &Text<'_>, at: usize, key: &str) -> Option<String> {
    let word = text.word(at);
    let (end, said) =
        tables().endings.iter().find(|(end, _)| key.ends_with(end.as_str()) && end.len() < key.len())?;
    let stem = word.strip_suffix(end.trim_end_matches('.'))?;
    let named = stem.starts_with(char::is_uppercase) && key == format!("{word}.");
    let addressed = text.kind(text.past_space(at + 2)) == Some(Kind::Digits);
    (named && (addressed || end.starts_with("str"))).then(|| format!("{stem}{said}"))
}

/// Recognises capitals that are spelled: "CDU", "F.D.P.", and mixed ones.
pub(super) fn capitals(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    if text.joined_left(at) || text.is_body(at + 1) || word.is_empty() {
        return None;
    }
    if let Some(said) = GERMAN.letters.mixed.get(word) {
        return Some(Found { next: at + 1, said: said.clone() });
    }
    if let Some(found) = stopped(text, at) {
        return Some(found);
    }
    let (stem, plural) = match word.strip_suffix('s') {
        Some(stem) if 1 < stem.len() => (stem, true),
        _ => (word, false),
    };
    if text.shouted || !is_spelled(stem) {
        return None;
    }
    let said = spell(stem);
    Some(Found { next: at + 1, said: if plural { format!("{said}s") } else { said } })
}

/// Whether a row of capitals is spelled: it is short or nobody can say it, and no word by now.
pub(super) fn is_spelled(word: &str) -> bool {
    let count = word.chars().count();
    let capitals = word.chars().all(char::is_uppercase);
    let sayable = word.contains(['A', 'E', 'I', 'O', 'U', 'Ä', 'Ö', 'Ü']);
    let known = GERMAN.letters.words.iter().any(|known| known == word);
    capitals
        && 1 < count
        && !known
        && (count < 5 || !sayable)
        && super::roman::value_of(word).is_none_or(|_| count < 3)
}

/// Whether capitals in a shouted text are an ordinary word.
pub(super) fn is_sayable(word: &str) -> bool {
    let vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y', 'Ä', 'Ö', 'Ü']);
    vowel && GERMAN.letters.words.iter().all(|known| known != word)
}

/// Letters one by one.
pub(super) fn spell(word: &str) -> String {
    let letter = |c: char| GERMAN.letters.names.get(&c).cloned().unwrap_or_else(|| c.to_string());
    let letters: Vec<String> = word.chars().map(letter).collect();
    letters.join(" ")
}

/// "F.D.P.", "U.S."
fn stopped(text: &Text<'_>, at: usize) -> Option<Found> {
    let mut letters = String::new();
    let mut next = at;
    while text.word(next).chars().count() == 1
        && text.word(next).starts_with(char::is_uppercase)
        && text.is(next + 1, '.')
    {
        letters.push_str(text.word(next));
        next += 2;
    }
    if letters.chars().count() < 2 || text.is_body(next) {
        return None;
    }
    let next = if text.is_last(next) { next - 1 } else { next };
    Some(Found { next, said: spell(&letters) })
}

/// Recognises a run of letters and digits that touch: "A7", "MP3", "G20", "5G", "H2O".
pub(super) fn serial(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) || !text.is_body(at) || !text.is_body(at + 1) {
        return None;
    }
    let end = (at..text.len()).find(|index| !text.is_body(*index)).unwrap_or(text.len());
    let said: Vec<String> = (at..end)
        .map(|index| match text.digits(index) {
            "" => part(text.word(index)),
            digits if 4 < digits.len() => number::digits(digits),
            digits => number::cardinal(digits, One::Alone),
        })
        .collect();
    Some(Found { next: end, said: said.join(" ") })
}

fn part(word: &str) -> String {
    if is_spelled(word) { spell(word) } else { word.to_owned() }
}
