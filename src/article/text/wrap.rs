//! Undoing line breaks: lines become one text again, and words broken by a hyphen become whole.

use std::collections::HashSet;

use super::lines::{Line, collapse};
use super::scripts::{is_spaceless, is_wide_sign};
use crate::language::dictionary::Dictionary;

/// What the document itself says about its hyphens: the words that it spells out elsewhere.
#[derive(Debug, Default)]
pub(super) struct Hyphens<'a> {
    words: HashSet<&'a str>,
    /// Whether some line end surely breaks a word: the text has been hyphenated.
    hyphenated: bool,
}

impl<'a> Hyphens<'a> {
    /// Learns the words of wrapped lines.
    pub(super) fn new(lines: &[Line<'a>]) -> Hyphens<'a> {
        let breaks = lines.iter().any(|line| line.text.ends_with('-'));
        let lines = if breaks { lines } else { &[] };
        let words: HashSet<&str> = lines.iter().flat_map(|line| line.text.split(|c| !in_word(c))).collect();
        let broken = |two: &[Line<'a>]| {
            let stem = two[0].text.strip_suffix('-')?;
            let whole = [last_word(stem), first_word(two[1].text)].concat();
            words.contains(whole.as_str()).then_some(())
        };
        let hyphenated = lines.windows(2).any(|two| broken(two).is_some());
        Hyphens { words, hyphenated }
    }

    /// One text of several lines.
    pub(super) fn join<'b>(&self, lines: impl Iterator<Item = &'b str>) -> String {
        let mut joined = String::new();
        for line in lines {
            let glue = if joined.is_empty() { "" } else { self.glue(&mut joined, line) };
            joined.push_str(glue);
            joined.push_str(line);
        }
        collapse(&joined)
    }

    /// What to put between a text and its next line; takes away a hyphen that the break put there.
    fn glue(&self, before: &mut String, next: &str) -> &'static str {
        if before.ends_with('\u{ad}') {
            before.pop();
            return "";
        }
        let Some(stem) = before.strip_suffix('-') else {
            let touches = |c: char| is_spaceless(c) || is_wide_sign(c);
            let both = before.ends_with(touches) && next.starts_with(touches);
            return if both { "" } else { " " };
        };
        let (first, last) = (last_word(stem), first_word(next));
        if first.is_empty() || last.is_empty() || first.ends_with('-') {
            return " ";
        }
        let whole = [first, last].concat();
        let compound = [first, "-", last].concat();
        let lower = last.starts_with(char::is_lowercase) && first.ends_with(char::is_alphabetic);
        // A compound stays one; so does what the document never spells as one word.
        let is_whole = || self.words.contains(whole.as_str()) || is_broken(first, last);
        if lower && !self.words.contains(compound.as_str()) && is_whole() {
            before.pop();
        } else if lower && self.hyphenated && !first.contains('-') && !self.knows(first) {
            // `well` is a word of its own; `exam` is not in this text: the break cut it.
            before.pop();
        }
        ""
    }

    fn knows(&self, word: &str) -> bool {
        self.words.contains(word) || word.chars().count() < 3
    }
}

/// Whether a break surely cut a word of English in two: the whole is one, and not both parts are.
fn is_broken(first: &str, last: &str) -> bool {
    let Some(english) = Dictionary::of("en") else { return false };
    let has = |word: &str| english.has(word) || english.has(&word.to_lowercase());
    let whole = [first, last].concat();
    has(&whole) && !(has(first) && 2 < first.len() && has(last) && 2 < last.len())
        || !first.contains('-') && !has(first) && !has(last) && english.knows(&whole)
}

fn last_word(text: &str) -> &str {
    &text[text.trim_end_matches(in_word).len()..]
}

fn first_word(text: &str) -> &str {
    &text[..text.len() - text.trim_start_matches(in_word).len()]
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '-' || c == '’' || c == '\''
}
