//! A sentence as tokens, and the questions that recognisers ask about them.

use std::ops::Range;

use super::Given;
use super::cite::Citations;
use crate::clean::{is_hidden, windows};
use crate::writing::is_mark;

/// Which English is said: it decides about "and" in numbers and about the order of numeric dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// "one hundred twenty"; 1/2 is the second of January.
    American,
    /// "one hundred and twenty"; 1/2 is the first of February.
    British,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters, with the apostrophes and the hidden characters inside them.
    Word,
    /// ASCII digits.
    Digits,
    /// White space.
    Space,
    /// Any other character.
    Mark(char),
    /// A character that is neither seen nor said: controls, zero widths, direction marks.
    Hidden,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// What a recogniser found: the words for the tokens up to `next`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// The token behind the find.
    pub next: usize,
    /// The words; empty for what is silent.
    pub said: String,
}

/// A sentence and its tokens. Every index that the methods take or give is of a token; asking beyond either end
/// is allowed and finds nothing.
#[derive(Debug)]
pub(super) struct Text<'a> {
    source: &'a str,
    tokens: Vec<Token>,
    /// Which English is said.
    pub region: Region,
    /// What becomes of citations.
    pub citations: Citations,
    /// Whether it has several words and no small letter: a heading, not a row of acronyms.
    pub shouted: bool,
}

impl<'a> Text<'a> {
    /// Cuts a sentence into tokens.
    pub(super) fn new(source: &'a str, region: Region) -> Text<'a> {
        let tokens = tokens(source);
        let mut words = tokens.iter().filter(|token| token.kind == Kind::Word && 1 < token.end - token.start);
        let longest = words.clone().map(|token| token.end - token.start).max().unwrap_or_default();
        let shouted = (5 < longest || 3 < longest && 1 < words.clone().count() || 2 < words.clone().count())
            && words.all(|token| !source[token.start..token.end].contains(char::is_lowercase));
        Text { source, tokens, region, citations: Citations::default(), shouted }
    }

    /// Makes one word of each part whose words are given; gives its token.
    pub(super) fn join(&mut self, given: &[Given]) -> Vec<usize> {
        if given.is_empty() {
            return Vec::new();
        }
        let mut places = Vec::with_capacity(given.len());
        let mut tokens = Vec::with_capacity(self.tokens.len());
        let mut old = std::mem::take(&mut self.tokens).into_iter().peekable();
        for Range { start, end } in given.iter().map(|given| given.shown.clone()) {
            while let Some(before) = old.next_if(|token| token.end <= start) {
                tokens.push(before);
            }
            if let Some(cut) = old.peek().filter(|token| token.start < start) {
                tokens.push(Token { end: start, ..*cut });
            }
            places.push(tokens.len());
            tokens.push(Token { kind: Kind::Word, start, end });
            while old.next_if(|token| token.end <= end).is_some() {}
            if let Some(cut) = old.peek_mut() {
                cut.start = cut.start.max(end);
            }
        }
        tokens.extend(old);
        self.tokens = tokens;
        places
    }

    /// How many tokens there are.
    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// What a token is.
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The bytes of the tokens from `at` up to `next`.
    pub(super) fn range(&self, at: usize, next: usize) -> Range<usize> {
        let start = self.tokens.get(at).map_or(self.source.len(), |token| token.start);
        let end = self.tokens.get(next.wrapping_sub(1)).map_or(start, |token| token.end);
        start..end.max(start)
    }

    /// The characters of a range of bytes that came from [`Text::range`].
    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        &self.source[range]
    }

    /// The characters of one token; none behind the end.
    pub(super) fn get(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| &self.source[token.start..token.end])
    }

    /// The word at a token, or "".
    pub(super) fn word(&self, at: usize) -> &'a str {
        if self.kind(at) == Some(Kind::Word) { self.get(at) } else { "" }
    }

    /// The digits at a token, or "".
    pub(super) fn digits(&self, at: usize) -> &'a str {
        if self.kind(at) == Some(Kind::Digits) { self.get(at) } else { "" }
    }

    /// The mark at a token.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.kind(at) {
            Some(Kind::Mark(c)) => Some(c),
            _ => None,
        }
    }

    /// Whether a token is this mark.
    pub(super) fn is(&self, at: usize, mark: char) -> bool {
        self.mark(at) == Some(mark)
    }

    /// Whether a token is white space.
    pub(super) fn is_space(&self, at: usize) -> bool {
        self.kind(at) == Some(Kind::Space)
    }

    /// Whether a token is white space or beyond the end.
    pub(super) fn is_gap(&self, at: usize) -> bool {
        matches!(self.kind(at), None | Some(Kind::Space | Kind::Hidden))
    }

    /// Whether a word or digits touch the token from the left.
    pub(super) fn joined_left(&self, at: usize) -> bool {
        0 < at && matches!(self.kind(at - 1), Some(Kind::Word | Kind::Digits))
    }

    /// Whether a token is a word or digits.
    pub(super) fn is_body(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Word | Kind::Digits))
    }

    /// The token after white space, if there is some, or the token itself.
    pub(super) fn past_space(&self, at: usize) -> usize {
        if self.is_space(at) { at + 1 } else { at }
    }

    /// The word before a token, with white space between them and perhaps a full stop, or "".
    pub(super) fn word_before(&self, at: usize) -> &'a str {
        self.index_before(at).map_or("", |index| self.word(index))
    }

    /// The token before the white space before a token; a full stop there is passed over.
    pub(super) fn index_before(&self, at: usize) -> Option<usize> {
        let space = at.checked_sub(1).filter(|index| self.is_space(*index))?;
        let index = space.checked_sub(1)?;
        if self.is(index, '.') { index.checked_sub(1) } else { Some(index) }
    }

    /// The word after a token that ends before `next`, with white space between them, or "".
    pub(super) fn word_after(&self, next: usize) -> &'a str {
        if self.is_space(next) { self.word(next + 1) } else { "" }
    }

    /// Where the run without white space that holds a token ends.
    pub(super) fn chunk_end(&self, at: usize) -> usize {
        (at..self.len()).find(|index| self.is_gap(*index)).unwrap_or(self.len())
    }

    /// The longest sign of at most `most` tokens that a table has, and the token behind it. No letter follows it.
    pub(super) fn longest<T>(
        &self,
        at: usize,
        most: usize,
        find: impl Fn(&str) -> Option<T>,
    ) -> Option<(T, usize)> {
        (at + 1..=(at + most).min(self.len())).rev().find_map(|next| {
            let found = find(self.slice(self.range(at, next)))?;
            let word = self.is_body(next - 1) && self.is_body(next);
            (!word).then_some((found, next))
        })
    }

    /// Groups of digits with a space, one of some marks or brackets between them, and the token behind the last.
    pub(super) fn digit_groups(&self, at: usize, marks: &str) -> (Vec<&'a str>, usize) {
        let (mut groups, mut next, mut index) = (Vec::new(), at, at);
        while groups.len() < 10 {
            let open = self.is(index, '(');
            index += usize::from(open);
            if self.digits(index).is_empty() {
                break;
            }
            groups.push(self.digits(index));
            index += 1;
            next = index;
            if open && self.is(index, ')') {
                index += 1;
                next = index;
            }
            let space = self.past_space(index);
            index = match self.mark(space) {
                Some(mark) if marks.contains(mark) => self.past_space(space + 1),
                _ => space,
            };
        }
        (groups, next)
    }

    /// Whether only white space and closing marks follow.
    pub(super) fn is_last(&self, next: usize) -> bool {
        (next..self.len()).all(|index| !self.is_body(index))
    }

    /// Whether no word or number stands before a token.
    pub(super) fn is_first(&self, at: usize) -> bool {
        (0..at).rev().all(|index| !self.is_body(index))
    }
}

fn tokens(source: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::with_capacity(source.len() / 3 + 1);
    let mut rest = source.char_indices().peekable();
    while let Some((start, c)) = rest.next() {
        let kind = kind(c);
        let end = start + c.len_utf8();
        let inner = (matches!(c, '\'' | '’' | '\u{92}') || kind == Kind::Hidden && !c.is_control())
            && tokens.last().is_some_and(|last| last.kind == Kind::Word)
            && rest.peek().is_some_and(|(_, next)| next.is_alphabetic());
        let kind = if inner { Kind::Word } else { kind };
        match tokens.last_mut() {
            Some(last) if last.kind == kind && !matches!(kind, Kind::Mark(_)) => last.end = end,
            _ => tokens.push(Token { kind, start, end }),
        }
    }
    tokens
}

fn kind(c: char) -> Kind {
    match windows(c).unwrap_or(c) {
        '0'..='9' => Kind::Digits,
        'a'..='z' | 'A'..='Z' => Kind::Word,
        ' ' => Kind::Space,
        c if is_hidden(c) => Kind::Hidden,
        // Letters to the standard, marks to a reader: raised and lowered ones, numerals, "№".
        'ª' | 'º' | '²' | '³' | '¹' | '\u{2070}'..='\u{209C}' | '\u{2100}'..='\u{2188}' => Kind::Mark(c),
        c if c.is_whitespace() => Kind::Space,
        c if c.is_alphabetic() || is_mark(c) => Kind::Word,
        c => Kind::Mark(c),
    }
}
