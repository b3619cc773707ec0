//! A text with pieces blanked out: all else stays at its place, so that places in it are places in the source.

use std::borrow::Cow;
use std::ops::Range;

use crate::article::{Origin, Skipped, Why};

/// Stands for what is gone without a gap. No text holds it: decoding takes it out.
pub(super) const GONE: char = '\u{fffe}';

/// A text, and what was blanked out of it.
pub(super) struct Mask<'a> {
    text: Cow<'a, str>,
    /// What was blanked out.
    pub(super) skipped: Vec<Skipped>,
}

impl<'a> Mask<'a> {
    pub(super) fn new(text: &'a str) -> Mask<'a> {
        Mask { text: Cow::Borrowed(text), skipped: Vec::new() }
    }

    /// The text as it is now.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text as it is now, to be read while more is blanked out.
    pub(super) fn now(&self) -> Cow<'a, str> {
        self.text.clone()
    }

    /// Blanks a piece out, but for its line ends, and keeps it as skipped.
    pub(super) fn skip(&mut self, range: Range<usize>, why: Why) {
        let inner = &self.text[range.clone()];
        let (start, text) = (range.start + inner.len() - inner.trim_start().len(), inner.trim().to_owned());
        if text.is_empty() {
            return;
        }
        let origin = Origin::bytes(start..start + text.len());
        self.skipped.push(Skipped::certain(text, why, origin));
        self.fill(range, |c| if c == '\n' { '\n' } else { ' ' });
    }

    /// Takes a piece out so that its neighbours touch.
    pub(super) fn cut(&mut self, range: Range<usize>, why: Why) {
        if !range.len().is_multiple_of(GONE.len_utf8()) {
            return self.skip(range, why);
        }
        let text = self.text[range.clone()].to_owned();
        self.skipped.push(Skipped::certain(text, why, Origin::bytes(range.clone())));
        let gone = GONE.to_string().repeat(range.len() / GONE.len_utf8());
        self.text.to_mut().replace_range(range, &gone);
    }

    /// Makes one line end of several, so that a paragraph goes on.
    pub(super) fn join(&mut self, blank: Range<usize>) {
        let last = blank.end;
        self.fill(blank, |_| ' ');
        if let Some(at) = last.checked_sub(1) {
            self.text.to_mut().replace_range(at..last, "\n");
        }
    }

    fn fill(&mut self, range: Range<usize>, blank: impl Fn(char) -> char) {
        let filled: String = self.text[range.clone()]
            .chars()
            .flat_map(|c| std::iter::repeat_n(blank(c), c.len_utf8()))
            .collect();
        self.text.to_mut().replace_range(range, &filled);
    }
}

/// The lines of a text with their places, without their line ends.
pub(super) fn lines(text: &str) -> Vec<(usize, &str)> {
    let mut at = 0;
    text.split('\n')
        .map(|line| {
            let start = at;
            at += line.len() + 1;
            (start, line)
        })
        .collect()
}
