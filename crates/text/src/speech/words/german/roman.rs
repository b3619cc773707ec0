//! Roman numerals: of kings and popes ("Ludwig XIV."), of things that are counted ("Kapitel IX", "II. Weltkrieg").

use super::super::roman;
use super::super::text::{Found, Text};
use super::grammar;
use super::number::{self, One};
use crate::language::german::{Case, GERMAN, Gender};

/// The value of a numeral in capitals that a person would write.
pub(super) fn value_of(word: &str) -> Option<usize> {
    roman::value(word).filter(|value| (1..400).contains(value))
}

/// Whether a word is a numeral of more than one letter, or one that counts often.
pub(super) fn is_numeral(word: &str) -> bool {
    matches!(word, "I" | "V" | "X") || 1 < word.len() && value_of(word).is_some()
}

/// Recognises a numeral by the word before it or behind it.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    if text.joined_left(at) || text.is_body(at + 1) || !is_numeral(word) || text.shouted {
        return None;
    }
    let value = value_of(word)?;
    let dot = text.is(at + 1, '.');
    if let Some(found) = counts(text, at, value) {
        return Some(found);
    }
    let before = text.word_before(at);
    if GERMAN.roman.cues.holds(before) || GERMAN.abbreviations.numbered.contains_key(&format!("{before}.")) {
        return Some(Found { next: at + 1, said: number::cardinal(&value.to_string(), One::Alone) });
    }
    let (gender, genitive) = monarch(before, dot)?;
    let case = if genitive { Case::Genitive } else { case(text, at) };
    let mut stem = number::ordinal(value);
    let first: String = stem.drain(..stem.chars().next().map_or(0, char::len_utf8)).collect();
    let ending = match (gender, case) {
        (_, Case::Nominative) | (Gender::Feminine, Case::Accusative) => "e",
        _ => "en",
    };
    let article = GERMAN.grammar.the.get(gender, case);
    let own = usize::from(dot && !text.is_last(at + 2));
    Some(Found { next: at + 1 + own, said: format!("{article} {}{stem}{ending}", first.to_uppercase()) })
}

/// "II. Weltkrieg", "im XX. Jahrhundert".
fn counts(text: &Text<'_>, at: usize, value: usize) -> Option<Found> {
    if !text.is(at + 1, '.') || !text.is_space(at + 2) {
        return None;
    }
    let gender = grammar::named_gender(text.word(at + 3))?;
    let monarch = monarch(text.word_before(at), false).is_some();
    let said = format!(
        "{}{}",
        number::ordinal(value),
        grammar::ending(grammar::governor(text, at), Some(gender), false)
    );
    (!monarch).then_some(Found { next: at + 2, said })
}

/// The gender of the person before a numeral, and whether the name is in the genitive. With a stop behind the
/// numeral any name will do; without, only one that kings had.
fn monarch(before: &str, dot: bool) -> Option<(Gender, bool)> {
    let tables = [(&GERMAN.roman.feminine, Gender::Feminine), (&GERMAN.roman.masculine, Gender::Masculine)];
    for (table, gender) in tables {
        if table.holds(before) {
            return Some((gender, false));
        }
        if before.strip_suffix('s').is_some_and(|name| table.holds(name)) {
            return Some((gender, true));
        }
    }
    let named = dot && 2 < before.len() && before.starts_with(char::is_uppercase);
    named.then_some((Gender::Masculine, false))
}

/// The case that the preposition before a name and its titles asks for.
fn case(text: &Text<'_>, at: usize) -> Case {
    let mut index = at;
    for _ in 0..10 {
        let Some(before) = index.checked_sub(1) else { break };
        index = before;
        let word = text.word(index);
        if word.is_empty() && text.is_space(index) || word.starts_with(char::is_uppercase) && 0 < index {
            continue;
        }
        return match word.to_lowercase().as_str() {
            "dem" => Case::Dative,
            "den" => Case::Accusative,
            "des" => Case::Genitive,
            word if GERMAN.grammar.dative.holds(word) || word == "seit" => Case::Dative,
            word if GERMAN.grammar.accusative.holds(word) => Case::Accusative,
            _ => Case::Nominative,
        };
    }
    Case::Nominative
}
