//! Marks that point to notes and to sources: "[12]", "[a]", "(Smith et al., 2019)".

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::number;
use super::text::{Found, Text};

/// What becomes of citations.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Citations {
    /// The numbers of notes are silent; names and years in brackets are read.
    #[default]
    Silent,
    /// Numbers are read too: "reference twelve".
    Read,
    /// Names and years in brackets are silent as well.
    Skip,
}

/// How a language says that it points to sources.
pub(super) struct Pointer<'a> {
    /// One reference, and several.
    pub names: [&'a str; 2],
    /// Between the first and the last of several.
    pub to: &'a str,
    /// Digits in words.
    pub number: &'a dyn Fn(&str) -> String,
}

/// Recognises a citation in English.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let number = |digits: &str| number::cardinal(digits, text.region);
    find(text, at, &Pointer { names: ["reference", "references"], to: "to", number: &number })
}

/// Recognises a citation.
pub(super) fn find(text: &Text<'_>, at: usize, pointer: &Pointer<'_>) -> Option<Found> {
    note(text, at, pointer).or_else(|| sources(text, at))
}

/// "(Smith et al., 2019; Lee & Kim, 2010)": names, each with a year.
fn sources(text: &Text<'_>, at: usize) -> Option<Found> {
    const FAR: usize = 80;
    if text.citations != Citations::Skip || !text.is(at, '(') {
        return None;
    }
    let end = (at + 1..(at + FAR).min(text.len())).find(|index| text.is(*index, ')'))?;
    // Each part ends with a year, perhaps with a letter or a page behind it, and begins with a name.
    let parts: Vec<Vec<usize>> = (at + 1..end)
        .collect::<Vec<_>>()
        .split(|index| text.is(*index, ';'))
        .map(|part| part.iter().copied().filter(|index| text.is_body(*index)).collect())
        .collect();
    let dated = |part: &Vec<usize>| {
        let year = part.iter().position(|index| text.digits(*index).len() == 4);
        let first = part
            .iter()
            .map(|index| text.word(*index))
            .find(|word| !matches!(*word, "see" | "cf" | "e" | "g" | "also"));
        let named = first.is_some_and(|word| word.starts_with(char::is_uppercase));
        let small = |index: &&usize| text.word(**index).starts_with(char::is_lowercase);
        let plain = part.iter().filter(small).all(|index| {
            matches!(
                text.word(*index),
                "see"
                    | "cf"
                    | "e"
                    | "g"
                    | "also"
                    | "et"
                    | "al"
                    | "and"
                    | "von"
                    | "van"
                    | "de"
                    | "p"
                    | "pp"
                    | "a"
                    | "b"
                    | "c"
            )
        });
        named && plain && year.is_some_and(|at| 0 < at)
    };
    parts.iter().all(dated).then(|| Found { next: end + 1, said: String::new() })
}

/// Recognises a note's number in brackets behind a word: "[12]", "[1]–[3]". It is silent.
fn note(text: &Text<'_>, at: usize, pointer: &Pointer<'_>) -> Option<Found> {
    // A note's number that lost its place above the line: "in the end.12"
    let behind_word = |word: &str| 2 < word.len() && word.ends_with(char::is_lowercase);
    // "2.0-beta.2" is a version.
    let is_version = 4 < at && text.is(at - 3, '-') && !text.digits(at - 4).is_empty();
    let fallen = 2 < at
        && !is_version
        && text.is(at - 1, '.')
        && (behind_word(text.word(at - 2)) || text.is(at - 2, ')'))
        && text.is_gap(at + 1);
    if fallen && (1..4).contains(&text.digits(at).len()) {
        let value = |index: usize| text.digits(index).parse::<u32>().ok();
        let pair =
            text.is_space(at + 1) && value(at + 2) == value(at).map(|own| own + 1) && text.is_gap(at + 3);
        return Some(Found { next: if pair { at + 3 } else { at + 1 }, said: String::new() });
    }
    if !text.is(at, '[') || text.is_first(at) {
        return None;
    }
    let first = at + 1 + usize::from(text.is(at + 1, '*'));
    let mut index = first;
    while !text.digits(index).is_empty()
        || text.is_space(index)
        || text.mark(index).is_some_and(|c| ",-–".contains(c))
    {
        index += 1;
    }
    let numbered = (1..4).contains(&text.digits(first).len());
    let close = text.is(index, ']') && numbered && !text.is_body(index + 1);
    if !close {
        return worded(text, at);
    }
    let mut next = index + 1;
    if text.mark(next).is_some_and(|c| "-–,".contains(c))
        && let Some(more) = note(text, next + 1, pointer)
    {
        next = more.next;
    }
    let is_read = text.citations == Citations::Read;
    let said = if is_read { references(text, at..index, pointer) } else { String::new() };
    Some(Found { next, said })
}

/// "reference twelve", "references three, five to seven".
fn references(text: &Text<'_>, within: Range<usize>, pointer: &Pointer<'_>) -> String {
    let (mut said, mut several) = (String::new(), false);
    for index in within.skip(1) {
        match (text.digits(index), text.mark(index)) {
            ("", None) => {}
            ("", Some(mark)) => {
                several = true;
                let joint = if mark == ',' { [",", ""] } else { [" ", pointer.to] };
                said.extend(joint);
            }
            (digits, _) => {
                said.push(' ');
                said.push_str(&(pointer.number)(digits));
            }
        }
    }
    format!("{}{said}", pointer.names[usize::from(several)])
}

/// "[a]" behind a word, "[note 3]", "[citation needed]".
fn worded(text: &Text<'_>, at: usize) -> Option<Found> {
    let touches = 0 < at && !text.is_gap(at - 1);
    let word = text.word(at + 1);
    let letter = word.len() == 1 && word.starts_with(char::is_lowercase) && text.is(at + 2, ']');
    let follows = touches
        && (3 < text.word(at - 1).len() || text.mark(at - 1).is_some_and(|c| ".,;!?”\")]".contains(c)));
    if letter && follows && !text.is_body(at + 3) {
        return Some(Found { next: at + 3, said: String::new() });
    }
    let second = text.get(at + 3);
    let known = matches!(word, "note" | "Note" | "nb") && !text.digits(at + 3).is_empty()
        || word == "citation" && second == "needed"
        || matches!(word, "clarification" | "attribution" | "source") && second.starts_with("need")
        || word == "better" && second == "source";
    let close = (at + 3..at + 8).find(|index| text.is(*index, ']'))?;
    (known && text.is_space(at + 2)).then(|| Found { next: close + 1, said: String::new() })
}
