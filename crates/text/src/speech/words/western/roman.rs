//! Roman numerals: of centuries (`XIXe siècle`, "siglo XXI"), of kings and popes ("Louis XIV"), of events ("II Guerra
//! Mundial") and of things that are counted ("chapitre IX").

use super::number::{self, Form};
use super::{Context, elided, grammar, ordinal, straight};
use crate::language::german::Gender;
use crate::speech::words::roman;
use crate::speech::words::text::Found;

/// The value of a numeral in capitals that a person would write.
pub(super) fn value_of(word: &str) -> Option<usize> {
    roman::value(word).filter(|value| (1..4000).contains(value))
}

/// Whether a word is a numeral of more than one letter, or one that counts often.
pub(super) fn is_numeral(word: &str) -> bool {
    matches!(word, "I" | "V" | "X") || 1 < word.len() && value_of(word).is_some()
}

/// Recognises a numeral by its ending, or by the word before it or behind it.
pub(super) fn rule(context: &Context<'_>, at: usize) -> Option<Found> {
    if context.joined_left(at) || context.is_body(at + 1) || context.shouted {
        return None;
    }
    let (prefix, word) = elided(context.word(at));
    let end = word.find(|c: char| !"IVXLCDM".contains(c)).unwrap_or(word.len());
    let (numeral, ending) = word.split_at(end);
    if !is_numeral(numeral) {
        return None;
    }
    let value = value_of(numeral)?;
    let said = if ending.is_empty() {
        bare(context, at, numeral, value)?
    } else {
        ended(context, at, ending, value)?
    };
    let said = format!("{}{said}", straight(prefix));
    // "XVI-XVII"
    let dashed = context.mark(at + 1).is_some_and(|c| "-–".contains(c));
    let second = context.word(at + 2).trim_end_matches(char::is_lowercase);
    if dashed && is_numeral(second) {
        return Some(Found { next: at + 2, said: format!("{said} {}", context.tables.numbers.to) });
    }
    Some(Found { next: at + 1, said })
}

/// `XIXe`, `Ier`, `IIe`.
fn ended(context: &Context<'_>, at: usize, ending: &str, value: usize) -> Option<String> {
    let ordinals = &context.tables.ordinals;
    let gender = *ordinals.written.get(ending).filter(|_| value < 400 && ordinals.tens.is_empty())?;
    // "Vers" is a word.
    if ending == "er" && value != 1 || ordinals.plural.iter().any(|plural| plural == ending) {
        return None;
    }
    let gender = match gender {
        Gender::Neuter => grammar::gender(context, context.word_after(at + 1)).unwrap_or(Gender::Masculine),
        gender => gender,
    };
    Some(ordinal::said(context, value, gender))
}

fn bare(context: &Context<'_>, at: usize, numeral: &str, value: usize) -> Option<String> {
    let roman = &context.tables.roman;
    let cardinal = || number::cardinal(context, &value.to_string(), Form::Alone);
    let before = cue(context, at);
    let (after, next) = (context.word_after(at + 1), at + 1);
    if roman.centuries.holds(before) {
        return Some(if value <= roman.centuries_to {
            ordinal::said(context, value, Gender::Masculine)
        } else {
            cardinal()
        });
    }
    if roman.before_centuries && roman.centuries.holds(followed(context, next)) {
        return Some(ordinal::said(context, value, Gender::Masculine));
    }
    for (names, gender) in [(&roman.feminine, Gender::Feminine), (&roman.masculine, Gender::Masculine)] {
        if names.holds(before) && before.starts_with(char::is_uppercase) {
            let is_ordinal = value <= roman.rulers_to;
            let said = if is_ordinal { ordinal::said(context, value, gender) } else { cardinal() };
            return Some(if is_ordinal { format!("{}{said}", roman.article) } else { said });
        }
    }
    let dotted = format!("{}.", before.to_lowercase());
    if roman.cues.holds(before) || context.tables.abbreviations.numbered.contains_key(&dotted) {
        return Some(cardinal());
    }
    let opens = context.is_first(at) && context.is_gap(at.wrapping_sub(1));
    let led = context.tables.ordinals.articles.holds(before) || before.is_empty() && opens;
    let event = value <= roman.events_to && led && !after.is_empty();
    let named = after.starts_with(char::is_uppercase)
        || roman.events.holds(after)
        || 1 < numeral.len() && !context.tables.grammar.no_nouns.holds(after);
    if event && named {
        let gender = grammar::gender(context, after).unwrap_or(Gender::Masculine);
        return Some(ordinal::before_noun(context, value, gender));
    }
    let plain = 1 < numeral.len() && numeral.bytes().all(|b| b"IVX".contains(&b)) || 3 < numeral.len();
    plain.then(cardinal)
}

/// The word that a numeral belongs to: past other numerals of its row, "siglos XVI y XVII".
fn cue<'a>(context: &Context<'a>, at: usize) -> &'a str {
    let mut index = at;
    for _ in 0..4 {
        let dashed = 1 < index && context.mark(index - 1).is_some_and(|c| "-–/".contains(c));
        let before = if dashed { Some(index - 2) } else { context.index_before(index) };
        let Some(before) = before else { return "" };
        let word = elided(context.word(before)).1;
        if dashed && is_numeral(word) {
            index = before;
            continue;
        }
        let row = context.tables.roman.between.holds(word) || context.is(before, ',');
        let numeral = context.index_before(before).filter(|_| !context.is(before, ','));
        let numeral = if context.is(before, ',') { before.checked_sub(1) } else { numeral };
        match numeral.filter(|numeral| row && is_numeral(context.word(*numeral))) {
            Some(numeral) => index = numeral,
            None => return word,
        }
    }
    ""
}

/// The word behind a numeral, past other numerals of its row: "XVIII e XIX secolo", "il IV e il I secolo".
fn followed<'a>(context: &Context<'a>, next: usize) -> &'a str {
    let word = context.word_after(next);
    if !context.tables.roman.between.holds(word) {
        return word;
    }
    let article = context.tables.ordinals.articles.holds(context.word_after(next + 2));
    let second = next + if article { 4 } else { 2 };
    if is_numeral(context.word_after(second)) { context.word_after(second + 2) } else { word }
}
