//! A text written anew, and where each piece of it came from.

use std::ops::Range;

use crate::article::Why;

/// A text that is being written anew from a source.
pub(super) struct Rewriter<'a> {
    source: &'a str,
    text: String,
    pieces: Vec<Piece>,
    skipped: Vec<(Range<usize>, String, Why)>,
}

/// A piece of the new text.
#[derive(Debug, Clone, Copy)]
struct Piece {
    /// Where it starts in the new text.
    start: usize,
    /// Where it stands in the source.
    source: usize,
    /// Whether it is the source's text; else it was put there.
    copied: bool,
}

/// Where pieces of a new text came from.
pub(super) struct Map {
    pieces: Vec<Piece>,
}

/// A text that was written anew.
pub(super) struct Rewritten {
    pub(super) text: String,
    pub(super) map: Map,
    /// What was taken out: its place in the source, its text, the reason.
    pub(super) skipped: Vec<(Range<usize>, String, Why)>,
}

impl<'a> Rewriter<'a> {
    pub(super) fn new(source: &'a str) -> Rewriter<'a> {
        Rewriter {
            source,
            text: String::with_capacity(source.len()),
            pieces: Vec::new(),
            skipped: Vec::new(),
        }
    }

    /// Takes over a piece of the source.
    pub(super) fn copy(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece { start: self.text.len(), source: range.start, copied: true });
            self.text.push_str(&self.source[range]);
        }
    }

    /// Puts a text where the source has another one, or none.
    pub(super) fn put(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.pieces.push(Piece { start: self.text.len(), source: at, copied: false });
            self.text.push_str(text);
        }
    }

    /// Says that a piece of the source was left out.
    pub(super) fn skip(&mut self, range: Range<usize>, why: Why) {
        let text = self.source[range.clone()].trim().to_owned();
        if !text.is_empty() {
            self.skipped.push((range, text, why));
        }
    }

    /// What the new text ends with, so far.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Ends the last line, if it has not ended.
    pub(super) fn end_line(&mut self, at: usize) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.put("\n", at);
        }
    }

    /// The new text; `None` if it is the old one.
    pub(super) fn finish(self) -> Option<Rewritten> {
        let Rewriter { source, text, pieces, skipped } = self;
        (text != source || !skipped.is_empty()).then_some(Rewritten { text, map: Map { pieces }, skipped })
    }
}

impl Map {
    /// Where a piece of the new text stands in the source.
    pub(super) fn source_of(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start, range.start);
        let end = if range.is_empty() { start } else { self.place(range.end - 1, range.end) };
        start..end.max(start)
    }

    /// Where the character at `at` came from; of a copied one, the place of `edge`.
    fn place(&self, at: usize, edge: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        let Some(piece) = next.checked_sub(1).and_then(|last| self.pieces.get(last)) else { return 0 };
        piece.source + if piece.copied { edge - piece.start } else { 0 }
    }
}

#[test]
fn pieces_are_found_in_the_source() {
    let mut rewriter = Rewriter::new("one two three");
    rewriter.copy(0..4);
    rewriter.put("TWO", 4);
    rewriter.skip(4..7, Why::Markup);
    rewriter.copy(7..13);
    let Rewritten { text, map, skipped } = rewriter.finish().unwrap();
    assert_eq!(text, "one TWO three");
    assert_eq!(skipped, [(4..7, "two".to_owned(), Why::Markup)]);
    assert_eq!(map.source_of(&(8..13)), 8..13);
    assert_eq!(map.source_of(&(0..6)), 0..4);
    assert_eq!(map.source_of(&(5..9)), 4..9);
    assert!(Rewriter::new("").finish().is_none());
}
