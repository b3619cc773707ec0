//! The numbers, words and marks of a date.

use crate::writing::is_mark;

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Digits of ASCII, whichever the text has.
    Number(String),
    /// Letters.
    Word(String),
    /// Any other character.
    Mark(char),
    /// White space.
    Space,
}

impl Token {
    pub(super) fn digits(&self) -> Option<&str> {
        if let Token::Number(digits) = self { Some(digits) } else { None }
    }

    pub(super) fn word(&self) -> Option<&str> {
        if let Token::Word(word) = self { Some(word) } else { None }
    }

    /// Whether it is this word, in small or capital letters.
    pub(super) fn is_word(&self, word: &str) -> bool {
        self.word().is_some_and(|own| own.eq_ignore_ascii_case(word))
    }

    pub(super) fn is_mark(&self, marks: &[char]) -> bool {
        matches!(self, Token::Mark(mark) if marks.contains(mark))
    }
}

/// What stands behind a year and behind a month, where numbers are named: `2024年3月5日`, `5 tháng 3 năm 2024`.
const BETWEEN: [&str; 6] = ["年", "月", "년", "월", "tháng", "năm"];
/// What stands behind or before the day.
const OF_DAYS: [&str; 4] = ["日", "号", "일", "ngày"];

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for c in text.trim().chars() {
        let digit = digit(c);
        match (digit, tokens.last_mut()) {
            (Some(digit), Some(Token::Number(digits))) => digits.push(digit),
            (Some(digit), _) => tokens.push(Token::Number(digit.into())),
            (None, Some(Token::Word(word))) if is_letter(c) && !is_between(word) => word.push(c),
            (None, _) if is_letter(c) => tokens.push(Token::Word(c.into())),
            (None, Some(Token::Space)) if c.is_whitespace() => {}
            (None, _) if c.is_whitespace() => tokens.push(Token::Space),
            // A minus sign, and the hyphen that does not break.
            (None, _) => tokens.push(Token::Mark(if matches!(c, '−' | '‐' | '‑') { '-' } else { c })),
        }
    }
    for token in &mut tokens {
        match token.word() {
            Some(word) if is_between(&word.to_lowercase()) => *token = Token::Mark('-'),
            Some(word) if OF_DAYS.contains(&word.to_lowercase().as_str()) => *token = Token::Space,
            _ => {}
        }
    }
    tokens
}

fn is_between(word: &str) -> bool {
    BETWEEN.contains(&word)
}

/// A digit of any script as that of ASCII.
fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c).filter(char::is_ascii_digit);
    }
    let ascii = if c.is_numeric() { deunicode::deunicode_char(c)? } else { return None };
    ascii.parse::<u8>().ok().filter(|digit| *digit < 10).and_then(|digit| char::from_digit(digit.into(), 10))
}

/// Whether a character is a letter or a mark on one; scripts of India have marks that are no letters by themselves.
fn is_letter(c: char) -> bool {
    c.is_alphabetic() || c == '_' || is_mark(c)
}

/// A number or a word, with the marks that stand before it.
#[derive(Debug)]
pub(super) struct Item<'a> {
    token: &'a Token,
    /// The marks between this and the item before, without white space.
    pub(super) before: String,
}

impl Item<'_> {
    pub(super) fn digits(&self) -> Option<&str> {
        self.token.digits()
    }

    pub(super) fn word(&self) -> Option<&str> {
        self.token.word()
    }
}

/// The numbers and words among tokens.
pub(super) fn items(tokens: &[Token]) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    let mut before = String::new();
    for token in tokens {
        match token {
            Token::Space => {}
            Token::Mark(mark) => before.push(*mark),
            Token::Number(_) | Token::Word(_) => {
                items.push(Item { token, before: std::mem::take(&mut before) });
            }
        }
    }
    items
}
