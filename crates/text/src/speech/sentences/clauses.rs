//! Cutting an over-long sentence at its best clause.

use std::ops::Range;

use crate::language::clauses::{holds, joins, pairs};
use crate::writing::is_mark;

/// The longest sentence that an engine gets in one piece, in characters. Voices lose their breath and their
/// melody well before; engines that refuse long input begin at about a thousand.
pub const LONGEST: usize = 600;

/// A place where a sentence may be cut: before the byte `at`, which `count` characters precede.
#[derive(Debug, Clone, Copy)]
struct Place {
    at: usize,
    count: usize,
    rank: usize,
}

/// Within so many characters, a quotation or a bracket that has opened is held together.
const HELD: usize = 160;

/// Cuts a sentence of more than `longest` characters at its best clauses: byte ranges, trimmed, in order,
/// holding every character that is not white space. A sentence that is short enough comes back whole.
///
/// Parts are of about the same length. A break after a semicolon is better than one after a comma, and that is
/// better than one before a joining word; without any of them a space will do, and without spaces any character.
pub fn clauses(sentence: &str, longest: usize) -> Vec<Range<usize>> {
    let longest = longest.max(2);
    let mut left = sentence.chars().count();
    let mut found = Vec::new();
    let places = if longest < left { places(sentence) } else { Vec::new() };
    let (mut start, mut done, mut first) = (0, 0, 0);
    while longest < left {
        first += places[first..].partition_point(|place| place.count <= done);
        let window = &places[first..];
        let window = &window[..window.partition_point(|place| place.count <= done + longest)];
        let (at, count) = best(window, done, left, longest).unwrap_or_else(|| {
            let (at, count) = anywhere(&sentence[start..], part(left, longest));
            (start + at, done + count)
        });
        super::push(sentence, start..at, &mut found);
        left -= count - done;
        (start, done) = (at, count);
    }
    super::push(sentence, start..sentence.len(), &mut found);
    found
}

/// How long a part is when what is left is divided evenly.
fn part(left: usize, longest: usize) -> usize {
    left.div_ceil(left.div_ceil(longest))
}

/// Where a text without places is cut: after so many characters, but not before a mark that stands on the last, unless
/// there are marks alone.
fn anywhere(text: &str, wanted: usize) -> (usize, usize) {
    let joins = |c: char| is_mark(c) || matches!(c, '\u{200D}' | '\u{FE00}'..='\u{FE0F}');
    let (mut cut, mut last) = (None, (text.len(), wanted));
    for (count, (at, c)) in text.char_indices().enumerate().skip(1).take(wanted) {
        last = (at, count);
        cut = if joins(c) { cut } else { Some(last) };
    }
    cut.unwrap_or(last)
}

/// The best of the places that the next part can reach: its byte and the characters before it.
fn best(places: &[Place], done: usize, left: usize, longest: usize) -> Option<(usize, usize)> {
    let wanted = part(left, longest);
    let worth = |place: &&Place| {
        let length = place.count - done;
        // A tenth of the longest away from the even part weighs as much as three quarters of a rank.
        let away = length.abs_diff(wanted) * 30 / longest;
        let stub = if 3 * length.min(left - length) < wanted { 20 } else { 0 };
        (place.rank * 4 + 60).saturating_sub(away + stub)
    };
    let best = places.iter().rev().max_by_key(worth)?;
    Some((best.at, best.count))
}

/// All places where a word begins, or where a clause begins without a space.
fn places(sentence: &str) -> Vec<Place> {
    let mut found = Vec::new();
    let mut opened: Option<usize> = None;
    let (mut word, mut gap) = (0, None);
    let mut previous = ' ';
    for (count, (at, c)) in sentence.char_indices().enumerate() {
        let held = opened.is_some_and(|from| count - from < HELD);
        let mut place = |rank: usize| {
            let rank = if held { rank.saturating_sub(4).min(2) } else { rank };
            found.push(Place { at, count, rank });
        };
        if c.is_whitespace() {
            gap = gap.or(Some(at));
        } else if let Some(end) = gap.take() {
            let next = sentence[at..].split(char::is_whitespace).next().unwrap_or_default();
            if word < end {
                place(rank(&sentence[word..end], next));
            }
            word = at;
        } else if "、，；：।".contains(previous) || "—–".contains(previous) && c.is_alphabetic() {
            place(if "；：—–।".contains(previous) { 7 } else { 5 });
        }
        opened = nesting(opened, c, count);
        previous = c;
    }
    found
}

/// Where the innermost open quotation or bracket opened, after this character.
fn nesting(opened: Option<usize>, c: char, count: usize) -> Option<usize> {
    match c {
        '"' if opened.is_some() => None,
        '(' | '[' | '{' | '“' | '„' | '«' | '「' | '『' | '《' | '（' | '"' => Some(count),
        ')' | ']' | '}' | '”' | '»' | '」' | '』' | '》' | '）' => None,
        _ => opened,
    }
}

/// How good a break is between two words, by what stands on both sides of it; 0 is the worst.
fn rank(last: &str, next: &str) -> usize {
    let word = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let joined = joins(&word(next));
    let bare = last.trim_end_matches(['"', '”', '’', '\'', '»']);
    match bare.chars().next_back() {
        Some('.') => {
            if is_abbreviation(bare) {
                0
            } else {
                7
            }
        }
        Some('!' | '?' | '…' | ';' | '؛' | '؟') => 8,
        Some(':') if next.starts_with(|c: char| c.is_ascii_digit()) => 3,
        Some(':' | '—' | '–') => 7,
        Some(',' | '،') if joined => 6,
        // "Paris, France" and "1, 2" are one thing.
        Some(',' | '،') => {
            if is_name(bare) && is_name(next) {
                4
            } else {
                5
            }
        }
        Some(')' | ']') => 5,
        _ if next.starts_with(['—', '–']) => 7,
        _ if next.starts_with('(') => 6,
        // "[21]" belongs to what it proves.
        _ if next.starts_with('[') => 0,
        _ if bare.len() < last.len() => 4,
        _ if holds(&word(last)) => 0,
        // "heart and soul", but "the man who came"
        _ if pairs(&word(next)) => 3,
        _ if joined => 4,
        _ if last.ends_with(|c: char| c.is_ascii_digit()) => 0,
        _ if is_name(last) && is_name(next) => 0,
        _ => 2,
    }
}

/// Whether a word with a full stop within a sentence is short for another: "Dr.", "U.", "approx.".
fn is_abbreviation(word: &str) -> bool {
    let word = word.trim_end_matches('.');
    word.contains('.') || word.chars().filter(|c| c.is_alphabetic()).count() < 4 || is_name(word)
}

/// Whether a word is part of a name or a number.
fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(longest: usize, parts: &[&str]) {
        let text = parts.join(" ");
        let found: Vec<&str> = clauses(&text, longest).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, parts);
    }

    #[test]
    fn a_semicolon_beats_a_comma_beats_a_space() {
        check(30, &["one two, three four;", "five six, seven eight"]);
        check(30, &["one two three,", "four five six seven eight"]);
        check(34, &["one two three four five", "because six seven eight nine"]);
        check(34, &["one two, three, four", "(five, six, seven, eight, nine)"]);
        check(34, &["one two, three four five", "— six seven, eight nine ten"]);
    }

    #[test]
    fn what_belongs_together_stays_together() {
        check(40, &["he went along with the men of his own", "far country and was never seen again"]);
        check(30, &["they asked for Ann Mary Hall", "and then for nobody else"]);
        check(36, &["a story they call", "“The Old, Old House” is read tonight"]);
        check(30, &["they counted about 12 million", "in the town and in the hills"]);
        check(40, &["we saw the U. S. Navy leaving", "the harbour before the early dawn"]);
    }

    #[test]
    fn scripts_without_spaces_have_commas() {
        let text = "一二三四五六、七八九十。".repeat(3).replace('。', "、");
        let clauses = clauses(&text, 14);
        assert!(1 < clauses.len() && clauses.iter().all(|range| text[range.clone()].ends_with('、')));
    }

    #[test]
    fn parts_are_even() {
        let text = "word and word ".repeat(100);
        let lengths: Vec<usize> = clauses(&text, LONGEST).iter().map(ExactSizeIterator::len).collect();
        assert_eq!(lengths.len(), 3);
        assert!(lengths.iter().all(|length| (400..550).contains(length)), "{lengths:?}");
    }

    #[test]
    fn megabytes_without_marks_are_cut() {
        for unit in ["é", "a ", " ", "(", "\"a ", "a—"] {
            let text = unit.repeat(1 << 20);
            assert!(clauses(&text, LONGEST).iter().all(|range| range.len() <= 2 * LONGEST), "{unit:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "(\\PC|[ ,;a-z—(\"]){0,200}", longest in 1_usize..60) {
            let mut end = 0;
            for range in clauses(&text, longest) {
                prop_assert!(text[end..range.start].trim().is_empty());
                prop_assert!(text[range.clone()].chars().count() <= longest.max(2));
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
