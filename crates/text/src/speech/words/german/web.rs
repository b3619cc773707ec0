//! Addresses of mail and pages, names and tags of social media.

use super::super::text::{Found, Kind, Text};
use super::super::web;
use super::number;
use crate::language::german::GERMAN;

/// Recognises an address, a name or a tag. What is one is the same in every language; its marks have German names.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let found = web::rule(text, at)?;
    let tags = &GERMAN.tags;
    match text.mark(at) {
        Some('#') if text.kind(found.next - 1) == Some(Kind::Digits) => {
            let start = (at..found.next).find(|index| !text.digits(*index).is_empty())?;
            let number = number::read(text, start)?;
            Some(Found { next: number.next, said: format!("{} {}", tags.number, number.said()) })
        }
        Some('#') => {
            let words = found.said.split_once(' ').map_or("", |(_, words)| words);
            Some(Found { next: found.next, said: format!("{} {words}", tags.hashtag) })
        }
        Some('@') => Some(Found { next: found.next, said: spelled(text, at, found.next) }),
        _ if found.said.is_empty() => Some(found),
        _ => {
            let mut start = at;
            if text.is(at + 1, ':') {
                start = at + 4;
            }
            if text.word(start).eq_ignore_ascii_case("www") && text.is(start + 1, '.') {
                start += 2;
            }
            let path = (start..found.next).find(|index| text.is(*index, '/')).unwrap_or(found.next);
            let long = LONGEST_PATH < text.range(path, found.next).len();
            let end = if long { path } else { found.next };
            Some(Found { next: found.next, said: spelled(text, start, end) })
        }
    }
}

/// The longest path, in bytes, that is said after the name of its host.
const LONGEST_PATH: usize = 24;

/// An address word by word: its marks named, its country spelled.
fn spelled(text: &Text<'_>, at: usize, end: usize) -> String {
    let mut words: Vec<String> = Vec::new();
    for index in at..end {
        let word = text.get(index);
        words.push(match text.kind(index) {
            Some(Kind::Digits) => number::digits(word),
            Some(Kind::Mark(mark)) => GERMAN.web.get(&mark).cloned().unwrap_or_default(),
            _ if word.len() == 2 && text.is(index.wrapping_sub(1), '.') => {
                super::name::spell(&word.to_uppercase())
            }
            _ => word.to_owned(),
        });
    }
    words.retain(|word| !word.is_empty());
    words.join(" ")
}
