//! Brackets, braces and upright lines, and what they close.

use super::super::names::Role;
use super::super::tokens::Token;
use super::{Line, Node, Parser};

impl Parser<'_> {
    /// What stands between brackets. In round and square ones an upright line is a condition.
    pub(super) fn fence(&mut self, open: char) -> Node {
        let wanted = partner(open);
        let body = self.deeper(|parser| {
            parser.line = match open {
                '{' => Line::SuchThat,
                '|' | '‖' => Line::Closes,
                _ => Line::Given,
            };
            parser.sequence(Some(wanted))
        });
        let close = match self.peek() {
            Some(Token::Char(c)) if closes(c, Some(wanted)) => Some(c),
            Some(Token::Command(name)) if closing(name) == Some(wanted) => Some(wanted),
            _ => None,
        };
        self.at += usize::from(close.is_some());
        Node::Fence { open, body, close }
    }

    /// An upright line: the start of an absolute value, or a word between two things.
    pub(super) fn upright(&mut self, bare: bool) -> Node {
        let paired = self.line == Line::Divides && self.closing_line();
        if bare && self.line != Line::Closes || paired {
            return self.fence('|');
        }
        self.separator()
    }

    pub(super) fn separator(&self) -> Node {
        let term = match self.line {
            Line::SuchThat => "such_that",
            Line::Given => "given",
            Line::Divides | Line::Closes => "divides",
        };
        Node::Named(Role::Sign, term)
    }

    /// Whether another upright line follows on this level, near by.
    fn closing_line(&self) -> bool {
        let mut depth = 0_usize;
        for token in self.tokens[self.at..].iter().take(200) {
            match token {
                Token::Open => depth += 1,
                Token::Char('|') if depth == 0 => return true,
                Token::Close | Token::Cell | Token::End | Token::Command("\\" | "right") if depth == 0 => {
                    return false;
                }
                Token::Close => depth -= 1,
                _ => {}
            }
        }
        false
    }

    /// `\left(`: any fence, closed by any `\right`.
    pub(super) fn left(&mut self) -> Option<Node> {
        let open = match self.peek()? {
            Token::Char('.') => ' ',
            Token::Char(c) => c,
            Token::Command(name) => opening(name).unwrap_or('('),
            _ => '(',
        };
        self.at += 1;
        let body = self.deeper(|parser| {
            parser.line = match open {
                '{' => Line::SuchThat,
                '|' | '‖' => Line::Divides,
                _ => Line::Given,
            };
            parser.sequence(None)
        });
        let mut close = None;
        if self.peek() == Some(Token::Command("right")) {
            close = Some(self.tokens.get(self.at + 1).map_or(open, |token| match token {
                Token::Char(c) => *c,
                _ => partner(open),
            }));
            self.at = (self.at + 2).min(self.tokens.len());
        }
        Some(Node::Fence { open, body, close })
    }
}

/// The fence that a command opens.
pub(super) fn opening(name: &str) -> Option<char> {
    Some(match name {
        "{" | "lbrace" => '{',
        "|" | "Vert" | "lVert" => '‖',
        "lvert" | "vert" => '|',
        "lfloor" => '⌊',
        "lceil" => '⌈',
        "langle" => '⟨',
        _ => return None,
    })
}

/// The fence that a command closes.
pub(super) fn closing(name: &str) -> Option<char> {
    Some(match name {
        "}" | "rbrace" => '}',
        "|" | "Vert" | "rVert" => '‖',
        "rvert" => '|',
        "rfloor" => '⌋',
        "rceil" => '⌉',
        "rangle" => '⟩',
        _ => return None,
    })
}

/// What closes a fence.
fn partner(open: char) -> char {
    match open {
        '(' => ')',
        '[' => ']',
        '{' => '}',
        '⌊' => '⌋',
        '⌈' => '⌉',
        '⟨' => '⟩',
        open => open,
    }
}

/// Whether a character closes what the mark would: intervals may open round and close square.
pub(super) fn closes(c: char, close: Option<char>) -> bool {
    match close {
        Some(')' | ']') => matches!(c, ')' | ']'),
        Some('}') | None => false,
        Some(close) => c == close,
    }
}
