//! Verses of the Bible: "Gen. 1:1–3", "1 Cor. 13:4".

use super::number;
use super::text::{Found, Text};
use crate::language::english::ENGLISH;

/// The name of a book, by itself or by one of its short forms.
fn book(word: &str) -> Option<&'static str> {
    let known =
        ENGLISH.books.iter().find(|(name, short)| *name == word || short.iter().any(|form| form == word));
    known.map(|(name, _)| name.as_str())
}

/// Recognises a verse where the name of its book stands, or the number before that name.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    let (first, name_at) = match text.digits(at) {
        "" => ("", at),
        "1" => ("First ", text.past_space(at + 1)),
        "2" => ("Second ", text.past_space(at + 1)),
        "3" => ("Third ", text.past_space(at + 1)),
        _ => return None,
    };
    let name = book(text.word(name_at))?;
    let dot = usize::from(text.is(name_at + 1, '.'));
    let start = text.past_space(name_at + 1 + dot);
    let place = place(text, start).filter(|_| start != name_at + 1 + dot)?;
    Some(Found { said: format!("{first}{name} {}", place.said), ..place })
}

/// "13:4–7": a chapter and its verses.
fn place(text: &Text<'_>, at: usize) -> Option<Found> {
    let count = |index: usize| {
        let digits = text.digits(index);
        (1..4).contains(&digits.len()).then(|| number::cardinal(digits, text.region))
    };
    let (chapter, verse) = (count(at)?, count(at + 2).filter(|_| text.is(at + 1, ':'))?);
    let last = count(at + 4)
        .filter(|_| text.mark(at + 3).is_some_and(|c| "-–".contains(c)) && !text.is(at + 5, ':'));
    Some(match last {
        Some(last) => Found { next: at + 5, said: format!("{chapter} {verse} to {last}") },
        None => Found { next: at + 3, said: format!("{chapter} {verse}") },
    })
}
