//! Cutting an over-long sentence at its best clause.

use std::ops::Range;

/// The longest sentence that an engine gets in one piece, in characters. Voices lose their breath and their
/// melody well before; engines that refuse long input begin at about a thousand.
pub const LONGEST: usize = 600;

/// Cuts a sentence of more than `longest` characters at its best clauses: byte ranges, trimmed, in order,
/// holding every character that is not white space. A sentence that is short enough comes back whole.
///
/// Parts are of about the same length. A break after a semicolon is better than one after a comma, and that is
/// better than one before a joining word; without any of them a space will do, and without spaces any character.
pub fn clauses(sentence: &str, longest: usize) -> Vec<Range<usize>> {
    let longest = longest.max(2);
    let mut found = Vec::new();
    let mut left = sentence.chars().count();
    let mut start = 0;
    while longest < left {
        let part = left.div_ceil(left.div_ceil(longest));
        let (cut, count) = best(&sentence[start..], part, longest);
        super::push(sentence, start..start + cut, &mut found);
        start += cut;
        left -= count;
    }
    super::push(sentence, start..sentence.len(), &mut found);
    found
}

/// The best cut within the first `longest` characters, near `wanted`: its byte and its character.
fn best(text: &str, wanted: usize, longest: usize) -> (usize, usize) {
    let mut best = (0, 0, 0);
    let mut previous = ' ';
    for (count, (at, c)) in text.char_indices().enumerate().skip(1).take(longest) {
        let rank = if c.is_whitespace() { rank(previous, &text[at..]) } else { 1 };
        // A tenth of the length away from the middle weighs as much as one rank.
        let away = count.abs_diff(wanted) * 10 / longest;
        let worth = if rank == 1 { 1 } else { (rank * 4 + 20).saturating_sub(away * 3).max(2) };
        if best.0 < worth || best.0 == worth && worth == 1 && count <= wanted {
            best = (worth, at, count);
        }
        previous = c;
    }
    (best.1, best.2)
}

/// How good a break is at white space, by what stands on both sides of it; 1 is the worst.
fn rank(previous: char, rest: &str) -> usize {
    let joins =
        ["and ", "but ", "or ", "because ", "which ", "who ", "that ", "while ", "when ", "so ", "if "];
    let word = rest.trim_start();
    let joined = joins.iter().any(|join| word.starts_with(join));
    match previous {
        '.' | '!' | '?' | '…' => 9,
        ';' => 8,
        ':' | '—' | '–' => 7,
        ',' if joined => 6,
        ',' | '、' | '，' | ')' | '"' | '”' => 5,
        _ if word.starts_with(['—', '–', '(']) => 6,
        _ if joined => 4,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_semicolon_beats_a_comma_beats_a_space() {
        let text = "one two, three four; five six, seven eight";
        let parts: Vec<&str> = clauses(text, 30).into_iter().map(|range| &text[range]).collect();
        assert_eq!(parts, ["one two, three four;", "five six, seven eight"]);
    }

    #[test]
    fn a_megabyte_without_a_space_is_cut() {
        let text = "é".repeat(1 << 20);
        assert!(clauses(&text, LONGEST).iter().all(|range| range.len() <= 2 * LONGEST));
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "(\\PC|[ ,;a-z]){0,200}", longest in 1_usize..60) {
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
