//! From the said words to the shown ones: every word of a caption has its time.

use std::ops::Range;

use super::Word;
use crate::engine::WordAt;
use crate::speech::{Link, Utterance};
use crate::writing::is_ideograph;

/// The shown words of a line that sounds at `at`, for the times of its said words: all of them, in order, without overlap,
/// inside `at`. Said words that stand for one shown word are joined; shown words that share said ones divide them.
/// What is not said has no length.
pub(super) fn shown(text: &str, say: &Utterance, said: &[WordAt], at: &Range<u64>) -> Vec<Word> {
    let ways = Ways { say, said, shown: text, at };
    let mut end = at.start;
    let mut times = Vec::new();
    for shown in split(text) {
        let time = ways.time(&shown).unwrap_or(end..end);
        let start = time.start.clamp(end, at.end);
        end = time.end.clamp(start, at.end);
        times.push(Word { shown, at: start..end });
    }
    times
}

/// The words of a shown text: runs without white space, cut behind dashes between letters and around characters of
/// scripts that put no spaces.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut last = ' ';
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let cut = (is_dash(last) || is_ideograph(last)) && c.is_alphanumeric() || is_ideograph(c);
        match words.last_mut() {
            _ if c.is_whitespace() => {}
            // An opening mark stays with what it opens.
            Some(word) if word.end == at && !(cut && text[word.clone()].contains(char::is_alphanumeric)) => {
                word.end = end;
            }
            _ => words.push(at..end),
        }
        last = c;
    }
    words
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2013}'..='\u{2015}')
}

/// The ways from shown bytes over said bytes to samples.
struct Ways<'a> {
    say: &'a Utterance,
    said: &'a [WordAt],
    shown: &'a str,
    at: &'a Range<u64>,
}

impl Ways<'_> {
    /// When a shown word is said, if it is.
    fn time(&self, shown: &Range<usize>) -> Option<Range<u64>> {
        let said = self.said_for(shown)?;
        let start = self.start(said.start);
        Some(start..self.end(said.end).max(start))
    }

    /// The said bytes of a shown word.
    fn said_for(&self, shown: &Range<usize>) -> Option<Range<usize>> {
        let links = &self.say.links;
        let first = links.partition_point(|link| link.shown.end <= shown.start);
        let mine = links[first..].iter().take_while(|link| link.shown.start < shown.end);
        let mut found: Option<Range<usize>> = None;
        for link in mine.filter(|link| !link.said.is_empty() && is_word(self.say, &link.said)) {
            let part = self.part(link, shown);
            found = Some(found.map_or(part.start, |before| before.start)..part.end);
        }
        found.filter(|said| !said.is_empty())
    }

    /// The said bytes of a link that belong to a shown word, which may be one of several in the link: then each has as
    /// many of the said words as it has of the shown characters.
    fn part(&self, link: &Link, shown: &Range<usize>) -> Range<usize> {
        let Link { said, shown: whole } = link;
        if shown.start <= whole.start && whole.end <= shown.end {
            return said.clone();
        }
        let seen = self.shown.get(whole.clone()).unwrap_or_default();
        let parts: Vec<Range<usize>> = split(seen);
        let words: Vec<Range<usize>> = split(&self.say.text[said.clone()]);
        let (Some(all), false) = (parts.last().map(|last| last.end), words.is_empty()) else {
            return said.clone();
        };
        let edge = |at: usize| (at * words.len() + all / 2) / all;
        let (first, last) =
            (edge(shown.start.saturating_sub(whole.start)), edge((shown.end - whole.start).min(all)));
        match words.get(first..last) {
            Some([only]) => said.start + only.start..said.start + only.end,
            Some([first, .., last]) => said.start + first.start..said.start + last.end,
            // Fewer said words than shown ones: a part of one.
            _ => {
                let inside = |at: usize| said.start + at * said.len() / all;
                inside(shown.start.saturating_sub(whole.start))..inside((shown.end - whole.start).min(all))
            }
        }
    }

    /// When something starts that is said from a byte on.
    fn start(&self, byte: usize) -> u64 {
        let next = self.said.partition_point(|word| word.said.end <= byte);
        match self.said.get(next) {
            Some(word) if word.said.start < byte => inside(word, byte),
            Some(word) => word.at.start,
            None => self.said.last().map_or(self.at.start, |last| last.at.end),
        }
    }

    /// When something ends that is said up to a byte.
    fn end(&self, byte: usize) -> u64 {
        let next = self.said.partition_point(|word| word.said.start < byte);
        match next.checked_sub(1).map(|last| &self.said[last]) {
            Some(word) if byte < word.said.end => inside(word, byte),
            Some(word) => word.at.end,
            None => self.said.first().map_or(self.at.end, |first| first.at.start),
        }
    }
}

/// Whether something is said that is a word, and not only a mark.
fn is_word(say: &Utterance, said: &Range<usize>) -> bool {
    say.text.get(said.clone()).is_some_and(|said| said.contains(char::is_alphanumeric))
}

/// The sample within a word at one of its bytes.
fn inside(word: &WordAt, byte: usize) -> u64 {
    let (done, all) = ((byte - word.said.start) as u64, word.said.len() as u64);
    word.at.start + (word.at.end - word.at.start) * done / all.max(1)
}

#[cfg(test)]
mod tests;
