//! What is seen of the words around a homograph.

use std::ops::Range;

use crate::hash::{EMPTY, mix, mix_text};
use crate::language::homographs::Reading;

/// How many words on each side count.
const REACH: usize = 8;
/// Stands for what is before the first word and after the last.
const EDGE: &str = "\u{2}";

/// The words, numbers and marks of a sentence.
#[derive(Debug)]
pub(super) struct Words<'a> {
    text: &'a str,
    ranges: Vec<Range<usize>>,
}

/// What stands around a word.
#[derive(Debug)]
pub(super) struct Around<'a> {
    word: &'a str,
    /// What stands before it, the nearest first.
    before: Vec<&'a str>,
    /// What stands behind it, the nearest first.
    behind: Vec<&'a str>,
}

/// What is seen of a word: the hash of each clue.
#[derive(Debug, Default)]
pub(super) struct Clues {
    /// What tells of many words alike: its neighbours, their endings, capitals.
    pub(super) shared: Vec<u64>,
    /// What tells only of this word: which words stand near.
    pub(super) own: Vec<u64>,
}

/// The words, runs of digits and single marks of a text.
pub(super) fn runs(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(|c: char| !c.is_whitespace())?;
        let rest = &text[at..];
        let first = rest.chars().next()?;
        let length = match first {
            _ if first.is_alphabetic() => word(rest),
            _ if first.is_numeric() => rest.find(|c: char| !c.is_numeric()).unwrap_or(rest.len()),
            _ => first.len_utf8(),
        };
        at += length;
        Some(at - length..at)
    })
}

/// How many bytes the word at the start of a text has; an apostrophe between letters belongs to it.
fn word(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inner = matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !inner && !c.is_alphabetic() {
            return at;
        }
    }
    text.len()
}

impl<'a> Words<'a> {
    pub(super) fn new(text: &'a str) -> Words<'a> {
        Words { text, ranges: runs(text).collect() }
    }

    /// What stands around a part of the text.
    pub(super) fn around(&self, part: &Range<usize>) -> Around<'a> {
        let first = self.ranges.partition_point(|range| range.end <= part.start);
        let next = self.ranges.partition_point(|range| range.start < part.end);
        let get = |range: &Range<usize>| &self.text[range.clone()];
        Around {
            word: &self.text[part.clone()],
            before: self.ranges[..first].iter().rev().take(REACH).map(get).collect(),
            behind: self.ranges[next..].iter().take(REACH).map(get).collect(),
        }
    }
}

impl Around<'_> {
    /// Whether the word is written in small letters.
    pub(super) fn is_small(&self) -> bool {
        self.word.starts_with(char::is_lowercase)
    }

    /// The word before it, in small letters, past at most so many adverbs.
    pub(super) fn before(&self, adverbs: usize) -> Option<String> {
        let is_adverb =
            |word: &str| word.ends_with("ly") || ["not", "never", "also", "just", "ever"].contains(&word);
        let mut before = self.before.iter().map(|word| straight(word)).enumerate();
        before.find(|(passed, word)| adverbs <= *passed || !is_adverb(word)).map(|(_, word)| word)
    }

    /// What stands right behind it, in small letters.
    pub(super) fn behind(&self) -> Option<String> {
        self.behind.first().map(|word| straight(word))
    }

    /// The reading of whose words more stand near than of any other's.
    pub(super) fn nearest(&self, readings: &[Reading]) -> Option<usize> {
        if readings.iter().all(|reading| reading.near.is_empty()) {
            return None;
        }
        let around: Vec<String> = self.before.iter().chain(&self.behind).map(|word| straight(word)).collect();
        let near = |reading: &Reading| around.iter().filter(|word| reading.near.contains(word)).count();
        let counts: Vec<usize> = readings.iter().map(near).collect();
        let most = counts.iter().copied().max().filter(|most| 0 < *most)?;
        let mut best = (0..counts.len()).filter(|n| counts[*n] == most);
        best.next().filter(|_| best.next().is_none())
    }

    /// What is seen of the word.
    pub(super) fn clues(&self) -> Clues {
        let near = |side: &[&str], n: usize| side.get(n).map_or_else(|| EDGE.to_owned(), |word| plain(word));
        let [l1, l2, l3] = [0, 1, 2].map(|n| near(&self.before, n));
        let [r1, r2, r3] = [0, 1, 2].map(|n| near(&self.behind, n));
        let large =
            |word: Option<&&str>| u64::from(word.is_some_and(|word| word.starts_with(char::is_uppercase)));
        let is_large = large(Some(&self.word));
        let is_shouted = u64::from(self.word.chars().all(char::is_uppercase));
        let is_first = u64::from(self.before.is_empty());
        let pairs = [
            ("", ""),
            (&l1, ""),
            (&l2, ""),
            (&l3, ""),
            (&r1, ""),
            (&r2, ""),
            (&r3, ""),
            (&l2, &l1),
            (&r1, &r2),
            (&l1, &r1),
            (ending(&l1, 3), ""),
            (ending(&r1, 3), ""),
            (ending(&l2, 3), ""),
            (ending(&l1, 2), ""),
            (ending(&r1, 2), ""),
            (ending(&l2, 2), ""),
            (ending(&r2, 2), ""),
            (ending(&l2, 2), &l1),
            (ending(&l1, 3), ending(&r1, 3)),
        ];
        let mut shared: Vec<u64> = (1..).zip(pairs).map(|(kind, (one, two))| clue(kind, one, two)).collect();
        shared.extend([
            mix(mix(EMPTY, 40), is_large + 2 * is_shouted + 4 * is_first),
            mix(mix(EMPTY, 41), large(self.before.first())),
            mix(mix(EMPTY, 42), large(self.behind.first())),
        ]);
        let words =
            self.before.iter().chain(&self.behind).filter(|word| word.starts_with(char::is_alphabetic));
        let mut own: Vec<u64> = words.map(|word| clue(50, &plain(word), "")).collect();
        own.sort_unstable();
        own.dedup();
        own.push(clue(51, self.word, ""));
        Clues { shared, own }
    }
}

/// A word in small letters; numbers are all alike.
fn plain(word: &str) -> String {
    if word.starts_with(char::is_numeric) { "0".to_owned() } else { word.to_lowercase() }
}

/// The same with a straight apostrophe.
fn straight(word: &str) -> String {
    plain(word).replace('’', "'")
}

/// The last characters of a word.
fn ending(word: &str, characters: usize) -> &str {
    let start = word.char_indices().rev().nth(characters - 1).map_or(0, |(at, _)| at);
    &word[start..]
}

fn clue(kind: u64, one: &str, two: &str) -> u64 {
    let add = |hash, text: &str| mix_text(mix(hash, 0x100), text);
    add(add(mix(EMPTY, kind), one), two)
}
