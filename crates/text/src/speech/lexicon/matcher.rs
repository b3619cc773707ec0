//! Finding a lexicon's words in a text: in one pass for some thousands of them.

use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Case, Entry};
use crate::writing::is_mark;

/// The most words of one automaton: the time that it takes to build grows with their square.
const MOST: usize = 4096;

/// All words of a lexicon as automata, one for some thousands of words.
#[derive(Debug, Clone, Default)]
pub(super) struct Matcher {
    automata: Vec<AhoCorasick>,
    /// For each word, [`MOST`] of each automaton, the entries that are for it, the best first.
    entries: Vec<Vec<usize>>,
}

/// A word that was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The bytes of the word and its ending.
    pub(super) range: Range<usize>,
    /// Where the word ends and its ending begins.
    pub(super) end: usize,
    /// The entry.
    pub(super) entry: usize,
}

impl Matcher {
    pub(super) fn new(entries: &[Entry]) -> Matcher {
        let mut words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            words.entry(Folded::new(entry.word.trim()).text).or_default().push(index);
        }
        words.remove("");
        let (words, entries): (Vec<String>, Vec<Vec<usize>>) = words.into_iter().unzip();
        let build = |words: &[String]| AhoCorasick::builder().match_kind(MatchKind::Standard).build(words);
        let automata = words.chunks(MOST).map(build).collect::<Result<_, _>>();
        Matcher { automata: automata.expect("the limit of files keeps them small"), entries }
    }

    /// The words in a text, in order, without overlap; of those that begin together, the longest.
    pub(super) fn find(&self, text: &str, entries: &[Entry], applies: impl Fn(&Entry) -> bool) -> Vec<Found> {
        if self.automata.is_empty() {
            return Vec::new();
        }
        let folded = Folded::new(text);
        let mut found: Vec<Found> = Vec::new();
        let hits = |(n, automaton)| {
            let hits = AhoCorasick::find_overlapping_iter(automaton, &folded.text);
            hits.map(move |hit| (n * MOST + hit.pattern().as_usize(), hit.range()))
        };
        for (word, range) in self.automata.iter().enumerate().flat_map(hits) {
            let Some(range) = folded.range(range) else { continue };
            let Some(next) = ends_word(text, &range) else { continue };
            let written = straight(&text[range.clone()]);
            let candidates = &self.entries[word];
            let fits = |index: &usize| {
                let entry = &entries[*index];
                applies(entry) && is_spelled(entry, &written)
            };
            let Some(entry) = candidates.iter().copied().find(fits) else { continue };
            found.push(Found { end: range.end, range: range.start..next, entry });
        }
        found.sort_by_key(|found| (found.range.start, std::cmp::Reverse(found.end)));
        let mut end = 0;
        found.retain(|found| {
            let free = end <= found.range.start;
            end = if free { found.range.end } else { end };
            free
        });
        found
    }
}

/// Whether an entry is for a spelling.
fn is_spelled(entry: &Entry, written: &str) -> bool {
    let word = straight(entry.word.trim());
    match entry.case {
        Case::Any => true,
        Case::Exact => word == written,
        Case::Smart => !word.contains(char::is_uppercase) || word == written,
    }
}

fn straight(text: &str) -> String {
    text.replace('’', "'")
}

/// Whether a range is a whole word, or several, and no part of an address; and where its ending ends: "'s", or
/// the "s" of several "GIFs".
fn ends_word(text: &str, range: &Range<usize>) -> Option<usize> {
    let (before, word, after) = (&text[..range.start], &text[range.clone()], &text[range.end..]);
    let part = |c: char| c.is_alphanumeric() || c == '_' || is_mark(c);
    let opens = word.starts_with(part);
    let closes = word.ends_with(part);
    let mut earlier = before.chars().rev();
    let touches = |mark: Option<char>, next: Option<char>| match mark {
        Some('\'' | '’' | '.' | '@') => next.is_some_and(char::is_alphanumeric),
        Some(c) => part(c),
        None => false,
    };
    if opens && touches(earlier.next(), earlier.next()) {
        return None;
    }
    let ending = ending(word, after);
    let mut later = after[ending..].chars();
    if (closes || 0 < ending) && touches(later.next(), later.next()) {
        return None;
    }
    (!is_in_address(text, range)).then_some(range.end + ending)
}

/// How many bytes of an ending follow a word.
fn ending(word: &str, after: &str) -> usize {
    let alone = |rest: &str| !rest.starts_with(char::is_alphanumeric);
    for ending in ["'s", "’s"] {
        if after.strip_prefix(ending).is_some_and(alone) {
            return ending.len();
        }
    }
    let capitals = 1 < word.chars().count() && word.chars().all(char::is_uppercase);
    usize::from(capitals && after.strip_prefix('s').is_some_and(alone))
}

/// Whether a range is only a part of an address: of the web, or of mail.
fn is_in_address(text: &str, range: &Range<usize>) -> bool {
    // An address is short; a text without spaces may not be.
    const LONGEST: usize = 300;
    let bytes = text.as_bytes();
    let (from, to) = (range.start.saturating_sub(LONGEST), bytes.len().min(range.end + LONGEST));
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let Some(start) = bytes[from..range.start]
        .iter()
        .rposition(is_space)
        .map(|at| from + at + 1)
        .or((from == 0).then_some(0))
    else {
        return false;
    };
    let end = bytes[range.end..to].iter().position(is_space).map_or(to, |at| range.end + at);
    let (left, chunk) = (range.start - start, text.get(start..end).unwrap_or_default());
    let inside = 0 < left && !chunk.starts_with(['"', '(', '“', '\'']);
    inside && (chunk.contains("://") || chunk.starts_with("www."))
}

/// A text without the difference between large and small letters, and the way back.
struct Folded {
    text: String,
    /// For each byte of the folded text, the byte of the original where its character begins; and the end. Empty
    /// where they are the same.
    origins: Vec<usize>,
}

impl Folded {
    fn new(text: &str) -> Folded {
        if text.is_ascii() {
            return Folded { text: text.to_ascii_lowercase(), origins: Vec::new() };
        }
        let mut folded = Folded { text: String::with_capacity(text.len()), origins: Vec::new() };
        for (at, c) in text.char_indices() {
            let c = if c == '’' { '\'' } else { c };
            for small in c.to_lowercase() {
                folded.text.push(small);
                folded.origins.extend(std::iter::repeat_n(at, small.len_utf8()));
            }
        }
        folded.origins.push(text.len());
        folded
    }

    /// The bytes of the original for a range, if it begins and ends with characters of the original.
    fn range(&self, range: Range<usize>) -> Option<Range<usize>> {
        if self.origins.is_empty() {
            return Some(range);
        }
        let (start, end) = (self.origins[range.start], self.origins[range.end]);
        let is_edge = |at: usize| at == 0 || self.origins[at - 1] != self.origins[at];
        (is_edge(range.start) && is_edge(range.end) && start < end).then_some(start..end)
    }
}
