//! Where sentences end, and where an over-long one may be cut.
//!
//! Two mistakes are possible and they do not weigh the same. A sentence that runs on is read with one pause too
//! few; a false end drops the voice in the middle of a thought. So a stop ends a sentence only when what stands
//! on both sides of it agrees.

mod abbreviations;
mod clauses;
mod lists;
mod stops;

use std::ops::Range;

use self::abbreviations::{Kind, Rules};
use self::stops::{Mark, Stop};

pub use self::clauses::{LONGEST, clauses};

/// The sentences of a paragraph as byte ranges, trimmed of white space, in order; together they hold every
/// character that is not white space. `language` is a BCP 47 tag.
pub fn split(paragraph: &str, language: &str) -> Vec<Range<usize>> {
    let rules = abbreviations::rules(language);
    let mut items = lists::items(paragraph).into_iter().peekable();
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while let Some(stop) = stops::next(paragraph, at) {
        while let Some(item) = items.next_if(|item| *item <= stop.at) {
            push(paragraph, start..item, &mut found);
            start = start.max(item);
        }
        at = stop.end;
        if let Some(cut) = ends(paragraph, start, &stop, rules) {
            push(paragraph, start..cut, &mut found);
            start = cut;
            at = at.max(cut);
        }
    }
    for item in items {
        push(paragraph, start..item, &mut found);
        start = start.max(item);
    }
    push(paragraph, start..paragraph.len(), &mut found);
    found
}

/// Adds what is left of a range without the white space around it, if anything is.
fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    if range.end <= range.start {
        return;
    }
    let part = &text[range.clone()];
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let start = range.start + (part.len() - part.trim_start().len());
        found.push(start..start + trimmed.len());
    }
}

/// Where the sentence that began at `start` is cut because of this stop, if it is.
fn ends(text: &str, start: usize, stop: &Stop, rules: &Rules) -> Option<usize> {
    let next = stops::following(text, stop.tail);
    if next.word.is_empty() && next.first.is_none() {
        return None; // the end of the paragraph
    }
    if stop.mark == Mark::Wide {
        return Some(stop.tail);
    }
    if !next.spaced {
        return glued(text, stop, next.word).then_some(stop.tail);
    }
    if stop.quoted && stops::is_source(text, stop.tail) {
        return None;
    }
    let lower = next.first.is_some_and(char::is_lowercase);
    let ends = match stop.mark {
        Mark::Question => !(lower && stop.quoted),
        Mark::Exclamation => {
            !lower || 1 < stop.end - stop.at && !stop.quoted || hurried(text, start, stop.at)
        }
        Mark::Face => !lower,
        // "I" has its capital everywhere, so after a hesitation it opens nothing.
        Mark::Ellipsis => {
            !lower
                && next.word != "I"
                && next.first.is_some_and(|c| c.is_alphanumeric() || "'\"“‘.".contains(c))
        }
        Mark::Dot | Mark::Wide => dot_ends(text, start, stop, rules),
    };
    ends.then_some(stop.cut)
}

/// Whether a stop without white space after it ends a sentence all the same: "the end.The next" is a slip of the
/// keyboard, "example.com" is not.
fn glued(text: &str, stop: &Stop, next: &str) -> bool {
    let word = stops::before(text, stop.at);
    let plain = 2 < word.len() && word.bytes().all(|b| b.is_ascii_lowercase());
    let opens = next.starts_with(|c: char| c.is_ascii_uppercase())
        && next.bytes().skip(1).all(|b| b.is_ascii_lowercase())
        && text[stop.tail..].strip_prefix(next).is_some_and(|rest| rest.starts_with([' ', ',', '\'', '’']));
    plain && opens && matches!(stop.mark, Mark::Dot | Mark::Exclamation | Mark::Question)
}

/// Whether one full stop, with white space after it, ends the sentence.
fn dot_ends(text: &str, start: usize, stop: &Stop, rules: &Rules) -> bool {
    let next = stops::following(text, stop.tail);
    let lower = next.first.is_some_and(char::is_lowercase);
    let word = stops::before(text, stop.at);
    let closed = stop.end < stop.tail;
    if stops::is_start(text, start, stop.at - word.len()) && is_marker(word) {
        return false;
    }
    if lower {
        return !closed && rules.kind(word) == Kind::Word && lower_ends(text, start, word, stop);
    }
    if next.first.is_some_and(|c| ",;:".contains(c)) {
        return false;
    }
    let starter = rules.starts(next.word);
    let digit = next.first.is_some_and(|c| c.is_ascii_digit());
    let initial = word.chars().count() == 1 && word.starts_with(char::is_uppercase);
    let kind = if initial { Kind::Word } else { rules.kind(word) };
    match kind {
        Kind::Never => closed && starter,
        Kind::Numbered => !digit && !stops::is_roman(next.word),
        Kind::Sometimes => starter,
        Kind::Last => starter || !next.opened && !opens_with_time(text, start, stop.at),
        Kind::Ordinal => starter && !rules.is_month(next.word),
        Kind::Word => {
            !(initial || stops::is_lettered(word)) || starter || closed && !stops::is_lettered(word)
        }
    }
}

/// Whether a stop before a small letter ends the sentence. Hurried writing has no capitals; even there, only a
/// word that no abbreviation looks like can be the last.
fn lower_ends(text: &str, start: usize, word: &str, stop: &Stop) -> bool {
    let next = stops::following(text, stop.tail).word;
    if ["http", "https", "www", "i"].contains(&next)
        || 2 < word.len() && word.ends_with(|c: char| c.is_ascii_digit())
    {
        return true;
    }
    let shortest = if hurried(text, start, stop.at) { 2 } else { 3 };
    shortest <= word.len()
        && word.bytes().all(|b| b.is_ascii_lowercase())
        && word.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// "1", "12", "a", "iv" before a stop at the start of a sentence count an item; they are not one.
fn is_marker(word: &str) -> bool {
    let number = word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
    let letter = word.len() == 1 && word.bytes().all(|b| b.is_ascii_alphabetic());
    !word.is_empty() && (number || letter || stops::is_roman(word) && word.len() <= 4)
}

/// Whether what stands before the hour is only "At 5 a.m.": then the sentence has hardly begun.
fn opens_with_time(text: &str, start: usize, at: usize) -> bool {
    at - start < 40 && text[start..at].split_whitespace().count() <= 3
}

/// Whether the sentence so far shows a writer who does without capitals: it begins with a small letter.
fn hurried(text: &str, start: usize, at: usize) -> bool {
    let first = text[start..at].chars().find(|c| c.is_alphanumeric());
    first.is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(sentences: &[&str]) {
        let text = sentences.join(" ");
        let found: Vec<&str> = split(&text, "en").into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, sentences);
    }

    #[test]
    fn a_stop_ends_a_sentence_when_both_sides_agree() {
        check(&["The rain stopped.", "We went out."]);
        check(&["So, who is he?", "He's a lawyer!", "Really?"]);
        check(&["It cost 3.5 dollars in 1999.", "Now it costs 7."]);
        check(&["He wrote to the editor of the paper (who had asked him to.) and left."]);
    }

    #[test]
    fn abbreviations_and_initials_do_not() {
        check(&["Dr. A. B. Meier of Acme Inc. and Mrs. Hall met at No. 5 St. James St. in London."]);
        check(&["The U.S. Army left at 5 p.m.", "The navy stayed, i.e. it did not leave."]);
        check(&["They moved to the U.S.", "They liked it."]);
        check(&["See pp. 12 and Fig. 3 for more."]);
    }

    #[test]
    fn quotes_stay_with_their_sentence() {
        check(&["He called it \u{201C}no breakthrough.\u{201D}", "The Kremlin agreed."]);
        check(&["\"Stop.\" she said."]);
        check(&["\"I came.", "I saw.\"", "That was all."]);
    }

    #[test]
    fn list_markers_stand_with_their_item() {
        check(&["1. The first thing.", "2. The second thing."]);
        check(&["1) The first thing", "2) The second thing"]);
        check(&["a. A pear", "b. A plum", "c. A fig"]);
    }

    #[test]
    fn ellipses_end_a_sentence_only_before_a_capital() {
        check(&["Well ... what I mean...is this."]);
        check(&["I never knew....", "She left."]);
    }

    #[test]
    fn other_scripts_have_their_own_stops() {
        let text = "今日は晴れ。明日は雨。";
        assert_eq!(split(text, "ja").len(), 2);
        let text = "Am 3. Oktober feiern wir. Das ist z. B. ein Feiertag.";
        assert_eq!(split(text, "de").len(), 2);
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "(\\PC|[ .!?\n\"')(a-zA-Z0-9]){0,80}", language in "(en|de|ja|xx)") {
            let mut end = 0;
            for range in split(&text, &language) {
                prop_assert!(text[end..range.start].trim().is_empty());
                prop_assert!(!text[range.clone()].is_empty());
                prop_assert_eq!(text[range.clone()].trim(), &text[range.clone()]);
                end = range.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
