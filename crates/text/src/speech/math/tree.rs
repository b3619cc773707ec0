//! A formula as a tree: what stands over, under and within what.

mod fences;

use self::fences::{closes, closing, opening};
use super::names::{self, Role};
use super::tokens::Token;

/// A part of a formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// A variable.
    Letter(char),
    /// Digits, perhaps with a point.
    Number(String),
    /// A thing or a sign, by the name of its term in the data of languages.
    Named(Role, &'static str),
    /// Words of a language, as they are written.
    Text(String),
    /// What braces hold together.
    Group(Vec<Node>),
    /// One over another; without a bar for the choice of two numbers.
    Fraction { above: Vec<Node>, below: Vec<Node>, bar: Bar },
    /// A root and its degree, which is empty for the square root.
    Root { degree: Vec<Node>, of: Vec<Node> },
    /// What has something above or below the line.
    Script { base: Box<Node>, below: Vec<Node>, above: Vec<Node>, primes: usize },
    /// What stands between two fences; the closing one may be missing.
    Fence { open: char, body: Vec<Node>, close: Option<char> },
    /// A mark over something.
    Accent { role: Role, term: &'static str, of: Vec<Node> },
    /// A double-struck letter.
    Struck(Vec<Node>),
    /// Rows of cells, with the name of the environment.
    Rows(String, Vec<Vec<Vec<Node>>>),
}

/// What stands between the halves of a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bar {
    /// A fraction.
    Line,
    /// "n choose k".
    Choice,
}

/// What a single upright line means where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    Divides,
    SuchThat,
    Given,
    /// It ends the absolute value.
    Closes,
}

/// How deep parts may lie in one another; what lies deeper is read on one level.
const DEEPEST: usize = 40;

/// Functions that people write without a backslash.
const PLAIN_FUNCTIONS: &[&str] = &[
    "arctan", "arccos", "arcsin", "cos", "cosh", "det", "exp", "lim", "ln", "log", "max", "min", "sin",
    "sinh", "tan",
];

/// The tree of a formula. Whatever the tokens are, they have one.
/// `decimal` is the mark before decimal places in the language of the text.
pub(super) fn parse(tokens: &[Token<'_>], decimal: char) -> Vec<Node> {
    let mut parser = Parser { tokens, decimal, at: 0, depth: 0, line: Line::Divides };
    let mut nodes = Vec::new();
    while parser.at < tokens.len() {
        nodes.extend(parser.sequence(None));
        // What closes nothing is passed over; the rows of a formula without an environment are parts of it.
        if matches!(parser.peek(), Some(Token::Command("\\" | "newline"))) {
            nodes.push(Node::Named(Role::Silent, ","));
        }
        parser.at += 1;
    }
    nodes
}

struct Parser<'a> {
    tokens: &'a [Token<'a>],
    decimal: char,
    at: usize,
    depth: usize,
    line: Line,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<Token<'a>> {
        self.tokens.get(self.at).copied()
    }

    fn char(&self, ahead: usize) -> Option<char> {
        match self.tokens.get(self.at + ahead) {
            Some(Token::Char(c)) => Some(*c),
            _ => None,
        }
    }

    /// Nodes up to what ends them, which stays: the given closing mark, or the end of what holds them all.
    fn sequence(&mut self, close: Option<char>) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(token) = self.peek() {
            let ends = match token {
                Token::Close | Token::Cell | Token::End => true,
                Token::Command(name) => {
                    matches!(name, "\\" | "cr" | "newline" | "right")
                        || closing(name).is_some_and(|closed| close == Some(closed))
                }
                Token::Char(c) => closes(c, close),
                _ => false,
            };
            if ends {
                break;
            }
            match token {
                Token::Above | Token::Below => {
                    let base = nodes.pop().unwrap_or(Node::Group(Vec::new()));
                    nodes.push(self.scripts(base));
                }
                Token::Char(c) if names::raised(c).is_some() || matches!(c, '\'' | '’') => {
                    let base = nodes.pop().unwrap_or(Node::Group(Vec::new()));
                    nodes.push(self.scripts(base));
                }
                // "a \over b" divides all that stands before from all behind.
                Token::Command(name @ ("over" | "choose")) if self.depth < DEEPEST => {
                    self.at += 1;
                    let bar = if name == "over" { Bar::Line } else { Bar::Choice };
                    self.depth += 1;
                    let below = self.sequence(close);
                    self.depth -= 1;
                    return vec![Node::Fraction { above: nodes, below, bar }];
                }
                _ => {
                    let bare = nodes.last().is_none_or(is_sign);
                    let node = self.atom(bare);
                    nodes.extend(node);
                }
            }
        }
        nodes
    }

    /// What stands above and below a base, in any order.
    fn scripts(&mut self, base: Node) -> Node {
        let (mut below, mut above, mut primes) = (Vec::new(), Vec::new(), 0);
        loop {
            match self.peek() {
                Some(Token::Above) => {
                    self.at += 1;
                    above.extend(self.argument());
                }
                Some(Token::Below) => {
                    self.at += 1;
                    below.extend(self.argument());
                }
                Some(Token::Char('\'' | '’')) => {
                    self.at += 1;
                    primes += 1;
                }
                Some(Token::Char(c)) => match names::raised(c) {
                    Some((plain, up)) => {
                        self.at += 1;
                        push(if up { &mut above } else { &mut below }, plain);
                    }
                    None => break,
                },
                Some(Token::Command("limits" | "nolimits")) => self.at += 1,
                _ => break,
            }
        }
        Node::Script { base: Box::new(base), below, above, primes }
    }

    /// The argument of a command: a group, or the next thing.
    fn argument(&mut self) -> Vec<Node> {
        match self.peek() {
            Some(Token::Char(c)) if c.is_ascii_digit() => {
                self.at += 1;
                vec![Node::Number(c.to_string())]
            }
            Some(Token::Close | Token::Cell | Token::End | Token::Above | Token::Below) | None => Vec::new(),
            Some(_) => match self.atom(true) {
                Some(Node::Group(nodes)) => nodes,
                node => node.into_iter().collect(),
            },
        }
    }

    /// The optional argument in square brackets.
    fn option(&mut self) -> Vec<Node> {
        if self.char(0) != Some('[') {
            return Vec::new();
        }
        self.at += 1;
        let nodes = self.deeper(|parser| parser.sequence(Some(']')));
        self.at += usize::from(self.char(0) == Some(']'));
        nodes
    }

    /// Reads one level deeper; at the deepest nothing is read, and the tokens stay for the levels above.
    fn deeper(&mut self, read: impl FnOnce(&mut Self) -> Vec<Node>) -> Vec<Node> {
        if DEEPEST <= self.depth {
            return Vec::new();
        }
        self.depth += 1;
        let line = self.line;
        let nodes = read(self);
        self.line = line;
        self.depth -= 1;
        nodes
    }

    /// One thing. `bare` says that no term stands before it. At least one token is taken.
    fn atom(&mut self, bare: bool) -> Option<Node> {
        let token = self.peek()?;
        self.at += 1;
        match token {
            Token::Open => {
                let nodes = self.deeper(|parser| parser.sequence(None));
                self.at += usize::from(self.peek() == Some(Token::Close));
                Some(Node::Group(nodes))
            }
            Token::Char(c) => self.character(c, bare),
            Token::Raw(name, words) => raw(name, words),
            Token::Begin(name) => Some(self.environment(name)),
            Token::Command(name) => self.command(name, bare),
            Token::Close | Token::Cell | Token::End | Token::Above | Token::Below => None,
        }
    }

    fn character(&mut self, c: char, bare: bool) -> Option<Node> {
        if c.is_ascii_digit() || c == '.' && self.char(0).is_some_and(|next| next.is_ascii_digit()) {
            return Some(self.number(c));
        }
        if matches!(c, '(' | '[' | '⌊' | '⌈' | '⟨') {
            return Some(self.fence(c));
        }
        if c == '|' {
            return Some(self.upright(bare));
        }
        if c == '√' {
            return Some(Node::Root { degree: Vec::new(), of: self.deeper(Parser::argument) });
        }
        if let Some(letter) = names::struck(c) {
            return Some(Node::Struck(vec![Node::Letter(letter)]));
        }
        if let Some((role, term)) = names::command(c).and_then(names::find).or_else(|| names::sign(c)) {
            return Some(Node::Named(role, term));
        }
        if c.is_alphabetic() {
            return Some(self.letter(c));
        }
        None
    }

    /// A variable, or a function that was written without its backslash.
    fn letter(&mut self, first: char) -> Node {
        for name in PLAIN_FUNCTIONS.iter().filter(|name| name.starts_with(first)) {
            let here = name.chars().skip(1).enumerate().all(|(at, c)| self.char(at) == Some(c));
            let longer = self.char(name.len() - 1).is_some_and(|c| c == 'h' || c == 'i');
            if let Some((role, term)) = names::find(name).filter(|_| here && !longer) {
                self.at += name.len() - 1;
                return Node::Named(role, term);
            }
        }
        Node::Letter(first)
    }

    fn number(&mut self, first: char) -> Node {
        let mut digits = first.to_string();
        loop {
            let point = self.char(0) == Some('.') && !digits.contains('.');
            match self.char(0) {
                Some(c) if c.is_ascii_digit() => digits.push(c),
                Some('.') if point && self.char(1).is_some_and(|c| c.is_ascii_digit()) => digits.push('.'),
                // "1{,}000": a separator, or in many languages the decimal mark.
                _ if self.tokens[self.at..].starts_with(&[Token::Open, Token::Char(','), Token::Close]) => {
                    if self.decimal == ',' && !digits.contains('.') {
                        digits.push('.');
                    }
                    self.at += 2;
                }
                _ => return Node::Number(digits),
            }
            self.at += 1;
        }
    }

    fn command(&mut self, name: &'a str, bare: bool) -> Option<Node> {
        match name {
            "frac" | "dfrac" | "tfrac" | "cfrac" | "sfrac" | "nicefrac" => Some(self.fraction(Bar::Line)),
            "binom" | "dbinom" | "tbinom" => Some(self.fraction(Bar::Choice)),
            "sqrt" => {
                let degree = self.option();
                Some(Node::Root { degree, of: self.deeper(Parser::argument) })
            }
            "left" => self.left(),
            "vert" | "mid" => Some(self.separator()),
            _ if opening(name).is_some() => opening(name).map(|open| self.fence(open)),
            "mathbb" => Some(Node::Struck(self.deeper(Parser::argument))),
            "not" => Some(self.negated()),
            "pmod" => {
                let modulus = self.deeper(Parser::argument);
                let sign = Node::Named(Role::Sign, "mod");
                Some(Node::Group(std::iter::once(sign).chain(modulus).collect()))
            }
            "stackrel" | "overset" | "underset" | "xrightarrow" | "textcolor" | "substack" => {
                Some(self.stacked(name))
            }
            _ => self.known(name, bare),
        }
    }

    fn fraction(&mut self, bar: Bar) -> Node {
        let above = self.deeper(Parser::argument);
        let below = self.deeper(Parser::argument);
        Node::Fraction { above, below, bar }
    }

    /// `\not=`.
    fn negated(&mut self) -> Node {
        let term = match self.peek() {
            Some(Token::Char('=')) => "ne",
            Some(Token::Command("in")) => "notin",
            Some(Token::Command("subset")) => "not_subset",
            Some(Token::Command("equiv")) => "not_equiv",
            _ => return Node::Named(Role::Thing, "not"),
        };
        self.at += 1;
        Node::Named(Role::Sign, term)
    }

    /// Something set over or under something, or coloured: only what it belongs to is read.
    fn stacked(&mut self, name: &str) -> Node {
        let first = self.deeper(Parser::argument);
        match name {
            "substack" => Node::Group(first),
            "xrightarrow" => Node::Named(Role::Sign, "to"),
            _ => Node::Group(self.deeper(Parser::argument)),
        }
    }

    fn known(&mut self, name: &str, bare: bool) -> Option<Node> {
        match names::find(name) {
            Some((role @ (Role::Behind | Role::Before), term)) => {
                Some(Node::Accent { role, term, of: self.deeper(Parser::argument) })
            }
            Some((Role::Font, _)) => Some(Node::Group(self.deeper(Parser::argument))),
            Some((Role::Silent, "")) => None,
            // A command of one sign that is no term yet: "{}^\circ".
            Some((role, term)) => {
                Some(Node::Named(if bare && term == "star" { Role::Thing } else { role }, term))
            }
            // An unknown command is said by its name.
            None if name.len() < 2 => None,
            None => Some(Node::Text(name.to_owned())),
        }
    }

    fn environment(&mut self, name: &str) -> Node {
        if matches!(name, "array" | "tabular" | "alignat" | "alignedat") && self.peek() == Some(Token::Open) {
            self.deeper(Parser::argument);
        }
        let mut rows = vec![Vec::new()];
        self.deeper(|parser| {
            parser.line = Line::Divides;
            loop {
                let cell = parser.sequence(None);
                rows.last_mut().expect("there is a first row").push(cell);
                match parser.peek() {
                    Some(Token::Cell) => {}
                    Some(Token::Command("\\" | "cr" | "newline")) => rows.push(Vec::new()),
                    Some(Token::Close | Token::Command("right")) => break,
                    _ => {
                        parser.at += usize::from(parser.peek() == Some(Token::End));
                        break;
                    }
                }
                parser.at += 1;
            }
            Vec::new()
        });
        rows.retain(|row| row.iter().any(|cell| !cell.is_empty()));
        Node::Rows(name.to_owned(), rows)
    }
}

/// Whether a node stands between terms, so that a new one begins behind it.
pub(super) fn is_sign(node: &Node) -> bool {
    match node {
        Node::Named(role, _) => *role == Role::Sign,
        Node::Group(nodes) => nodes.first().is_some_and(is_sign),
        _ => false,
    }
}

/// Adds a character that stood above or below the line.
fn push(nodes: &mut Vec<Node>, plain: char) {
    match (nodes.last_mut(), plain) {
        (Some(Node::Number(digits)), '0'..='9') => digits.push(plain),
        (_, '0'..='9') => nodes.push(Node::Number(plain.to_string())),
        (_, '+') => nodes.push(Node::Named(Role::Sign, "plus")),
        (_, '-') => nodes.push(Node::Named(Role::Sign, "minus")),
        _ => nodes.push(Node::Letter(plain)),
    }
}

/// The words of a command that takes them as they are.
fn raw(name: &str, words: &str) -> Option<Node> {
    match name {
        "label" | "ref" | "eqref" | "tag" | "color" | "hspace" | "vspace" => None,
        // An upright letter is a variable or the sign of a differential.
        "mathrm" | "mathsf" | "rm" if words.trim().chars().count() == 1 => {
            words.trim().chars().next().map(Node::Letter)
        }
        "operatorname" | "mathop" | "mathrm" => {
            let name = words.trim();
            Some(
                names::find(name)
                    .filter(|(role, _)| role.is_function() || role.is_sum())
                    .map_or_else(|| Node::Text(name.to_owned()), |(role, term)| Node::Named(role, term)),
            )
        }
        _ => Some(Node::Text(words.to_owned())),
    }
}
