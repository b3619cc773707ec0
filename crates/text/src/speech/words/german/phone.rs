//! Telephone numbers, versions and other numbers that are said in pieces.

use super::super::text::{Found, Kind, Text};
use super::number::{self, One};
use crate::language::german::GERMAN;

/// Recognises a telephone number: it begins with a plus or a zero, or a word before it says what it is.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let before = text.mark(at.wrapping_sub(1));
    if text.joined_left(at) || matches!(before, Some('.' | ',' | '/' | '-' | ':' | '$' | '€')) {
        return None;
    }
    let plus = text.is(at, '+');
    let (groups, next) = text.digit_groups(at + usize::from(plus), "-/–‑");
    let first = groups.first()?;
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let cue = (1..6).any(|back| number::words().phone_cues.holds(text.word(at.wrapping_sub(back))));
    let zero = first.starts_with('0') && (2..=5).contains(&first.len()) && 1 < groups.len();
    let phone = if plus {
        first.len() <= 3 && 7 < count
    } else if cue {
        2 < count
    } else {
        zero && 6 < count || first.starts_with('0') && 9 < first.len()
    };
    if !phone || 16 < count || text.is_body(next) {
        return None;
    }
    let said: Vec<String> = groups.iter().map(|group| number::digits(group)).collect();
    let sign = if plus { format!("{} ", GERMAN.symbols[&'+']) } else { String::new() };
    Some(Found { next, said: format!("{sign}{}", said.join(", ")) })
}

/// Recognises "v1.2.3".
pub(super) fn named_version(text: &Text<'_>, at: usize) -> Option<Found> {
    let is_named = text.word(at).eq_ignore_ascii_case("v") && !text.joined_left(at);
    let found = version(text, at + 1).filter(|_| is_named)?;
    Some(Found { said: format!("{} {}", text.word(at), found.said), ..found })
}

/// Recognises a version or an address of a machine: "1.2.3", "192.168.0.1".
pub(super) fn version(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) && !text.word(at.wrapping_sub(1)).eq_ignore_ascii_case("v") {
        return None;
    }
    let mut said = vec![number::cardinal(text.digits(at), One::Alone)];
    let mut next = at + 1;
    while text.is(next, '.') && text.kind(next + 1) == Some(Kind::Digits) {
        said.push(number::cardinal(text.digits(next + 1), One::Alone));
        next += 2;
    }
    let point = format!(" {} ", number::words().point);
    let grouped = number::read(text, at).is_some_and(|number| number.grouped);
    (2 < said.len() && !grouped && !text.is_body(next)).then(|| Found { next, said: said.join(&point) })
}
