//! The tree of a formula in words.

mod compound;
mod functions;
mod rows;

use self::compound::{is_compound, is_one, runs_on};
use self::functions::{applies, is_function, is_sum};
use super::names::{self, Role};
use super::number;
use super::tree::{Bar, Node};

/// The words of a formula.
pub(super) fn say(nodes: &[Node]) -> String {
    let mut out = Out::default();
    out.sequence(nodes);
    out.text.trim_end_matches([',', ';', ' ']).to_owned()
}

/// The words as they grow.
#[derive(Debug, Default)]
struct Out {
    text: String,
}

/// Letters that name functions before a bracket.
const FUNCTIONS: &str = "fghFGHPEΦφψ";

impl Out {
    fn word(&mut self, word: &str) {
        let word = word.trim();
        if word.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    /// A name, or a mark that follows a word; behind another mark it would be one too many.
    fn mark(&mut self, said: &str) {
        if said.starts_with(char::is_alphanumeric) {
            self.word(said);
        } else if self.text.ends_with(char::is_alphanumeric) {
            self.text.push_str(said);
        }
    }

    /// A comma, unless a mark is there already.
    fn pause(&mut self) {
        if self.text.ends_with(char::is_alphanumeric) {
            self.text.push(',');
        }
    }

    fn sequence(&mut self, nodes: &[Node]) {
        let mut at = 0;
        let chained = is_chain(nodes);
        while at < nodes.len() {
            if let (true, Node::Named(Role::Sign, said)) = (chained, &nodes[at]) {
                // "zero less than x less than one": a second "is" would begin a second clause.
                self.mark(said.trim_start_matches("is "));
                at += 1;
            } else {
                at += self.step(nodes, at);
            }
            if at < nodes.len() && runs_on(&nodes[at - 1]) {
                self.pause();
            }
        }
    }

    /// Says a node by what stands around it, and gives how many nodes that took.
    fn step(&mut self, nodes: &[Node], at: usize) -> usize {
        let (node, before, after) = (&nodes[at], at.checked_sub(1).map(|at| &nodes[at]), nodes.get(at + 1));
        if let (Node::Named(_, said), Some(Node::Number(digits))) = (node, after)
            && said == "dollars"
        {
            self.word(&number::cardinal(digits));
            self.word(said);
            return 2;
        }
        if let Some(Node::Fence { open: '(' | '[', body, .. }) = after
            && applies(node, body)
        {
            self.node(node);
            self.applied(body);
            return 2;
        }
        if let (Node::Script { base, .. }, Some(Node::Fence { open: '(' | '[', body, close: Some(_) })) =
            (node, after)
            && applies(base, body)
        {
            self.node(node);
            self.applied(body);
            return 2;
        }
        if is_function(node) {
            return self.function(node, after);
        }
        if is_sum(node) {
            self.sum(node, after.is_some());
            if let Some(Node::Fence { open: '(' | '{', body, .. }) = after
                && body.iter().any(is_comma)
            {
                // "the maximum of a, b"
                self.sequence(body);
                return 2;
            }
            return 1;
        }
        if let Node::Letter('d') = node
            && matches!(after, Some(Node::Letter(_)))
            && before.is_some()
            && matches!(before, Some(Node::Fence { .. } | Node::Script { .. } | Node::Fraction { .. }))
        {
            // The differential behind an integrand.
            self.word("d");
            return 1;
        }
        if before.is_some_and(|before| multiplies(before, node)) {
            self.word("times");
        }
        self.node(node);
        if let Node::Fraction { above, below, .. } = node
            && compound::is_operator(above)
            && compound::is_differential(below)
            && after.is_some_and(is_one)
        {
            self.word("of");
        }
        1
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Letter(letter) => self.word(&letter.to_string()),
            Node::Number(digits) => self.word(&number::cardinal(digits)),
            Node::Named(role, said) => {
                self.mark(said);
                if *role == Role::Property {
                    self.word("of");
                }
            }
            Node::Text(words) => self.word(&crate::speech::words::say(words, "en").text),
            Node::Group(nodes) => self.sequence(nodes),
            Node::Fraction { above, below, bar } => self.fraction(above, below, *bar),
            Node::Root { degree, of } => self.root(degree, of),
            Node::Script { base, below, above, primes } => self.script(base, below, above, *primes),
            Node::Fence { open, body, close } => self.fence(*open, body, *close),
            Node::Accent { role, said, of } => {
                if *role == Role::Before {
                    self.word(said);
                }
                self.sequence(of);
                if *role == Role::Behind {
                    self.word(said);
                }
            }
            Node::Struck(of) => match of.as_slice() {
                [Node::Letter(letter)] if names::numbers(*letter).is_some() => {
                    self.word(names::numbers(*letter).unwrap_or_default());
                }
                of => self.sequence(of),
            },
            Node::Rows(name, rows) => rows::say(self, name, rows),
        }
    }

    fn fraction(&mut self, above: &[Node], below: &[Node], bar: Bar) {
        if bar == Bar::Choice {
            self.sequence(above);
            self.word("choose");
            self.sequence(below);
            return;
        }
        if let ([Node::Number(top)], [Node::Number(bottom)]) = (above, below)
            && let Some(said) = number::fraction(top, bottom)
        {
            return self.word(&said);
        }
        let joint =
            if compound::is_differential(above) && compound::is_differential(below) { "by" } else { "over" };
        let nested = compound::is_nested(above) || compound::is_nested(below);
        let long = joint == "over" && (is_compound(above) || is_compound(below) || nested);
        if long {
            self.word("the fraction");
        }
        self.sequence(above);
        if above.last().is_some_and(runs_on) || compound::is_nested(above) {
            self.pause();
        }
        self.word(joint);
        self.sequence(below);
    }

    fn root(&mut self, degree: &[Node], of: &[Node]) {
        match degree {
            [] => self.word("the square root of"),
            [Node::Number(digits)] if digits == "3" => self.word("the cube root of"),
            [Node::Number(digits)] => self.word(&format!("the {} root of", number::ordinal(digits))),
            degree => {
                self.word("the");
                self.sequence(degree);
                self.text.push_str("-th root of");
            }
        }
        self.sequence(of);
    }

    fn script(&mut self, base: &Node, below: &[Node], above: &[Node], primes: usize) {
        if let (Node::Struck(of), false) = (base, above.is_empty()) {
            // "R n": the space of n real numbers.
            self.sequence(of);
            return self.sequence(above);
        }
        if let (Node::Fence { open: '‖', body, .. }, false) = (base, below.is_empty()) {
            // "the two norm of v, squared"
            self.word("the");
            self.sequence(below);
            self.word("norm of");
            self.sequence(body);
            if !above.is_empty() {
                self.pause();
                self.raised(base, above);
            }
            return;
        }
        if let (Node::Fence { open: '(', body, .. }, false) = (base, above.is_empty())
            && 1 < body.len()
            && !is_compound(body)
            && !body.iter().any(is_comma)
        {
            // "(2x)^2" is not "two x squared".
            self.word("the quantity");
            self.sequence(body);
            self.pause();
        } else {
            self.node(base);
        }
        if runs_on(base) {
            self.pause();
        }
        if !below.is_empty() {
            self.word("sub");
            for (at, node) in below.iter().enumerate() {
                // The comma between two indices is silent.
                if !matches!(node, Node::Named(_, said) if said == ",") {
                    self.node(node);
                }
                if at + 1 < below.len() && runs_on(node) {
                    self.pause();
                }
            }
        }
        self.word(match primes {
            0 => "",
            1 => "prime",
            2 => "double prime",
            _ => "triple prime",
        });
        if !above.is_empty() {
            self.raised(base, above);
        }
    }

    /// What stands above a base: a power, an inverse, a mark.
    fn raised(&mut self, base: &Node, above: &[Node]) {
        let named = matches!(base, Node::Letter(letter) if letter.is_uppercase() || FUNCTIONS.contains(*letter))
            || matches!(base, Node::Group(_));
        let mark = match above {
            [Node::Named(_, said)] if said == "composed with" => "degrees",
            [Node::Named(_, said)] if matches!(said.as_str(), "prime" | "star" | "dagger" | "degrees") => {
                said
            }
            [Node::Named(_, said)] if matches!(said.as_str(), "plus" | "minus") => said,
            [Node::Named(_, said)] if said == "is perpendicular to" => "perp",
            [Node::Named(_, said)] if said == "times" => "star",
            [Node::Named(_, said)] if said == "top" => "transpose",
            [Node::Letter('T')] if named => "transpose",
            [Node::Letter('c')] if named => "complement",
            [Node::Named(_, sign), Node::Number(one)] if named && sign == "minus" && one == "1" => "inverse",
            _ => "",
        };
        if mark.is_empty() { self.power(above) } else { self.word(mark) }
    }

    /// "squared", "to the n", "to the fourth".
    fn power(&mut self, above: &[Node]) {
        match above {
            [Node::Number(digits)] if digits == "2" => self.word("squared"),
            [Node::Number(digits)] if digits == "3" => self.word("cubed"),
            [Node::Number(digits)] if digits != "0" && !digits.contains('.') => {
                self.word(&format!("to the {}", number::ordinal(digits)));
            }
            [Node::Text(words)] if matches!(words.trim(), "th" | "st" | "nd" | "rd") => {
                self.text.push('-');
                self.text.push_str(words.trim());
            }
            above => {
                self.word("to the");
                self.sequence(above);
            }
        }
    }

    fn fence(&mut self, open: char, body: &[Node], close: Option<char>) {
        let commas = body.iter().filter(|node| matches!(node, Node::Named(_, said) if said == ",")).count();
        let close = close.unwrap_or(' ');
        match (open, close) {
            ('|', _) => {
                self.word(if is_matrix(body) { "the determinant of" } else { "the absolute value of" });
            }
            ('‖', _) => self.word("the norm of"),
            ('⌊', _) => self.word("the floor of"),
            ('⌈', _) => self.word("the ceiling of"),
            ('⟨', _) if commas == 1 => self.word("the inner product of"),
            ('{', '}') if body.is_empty() => self.word("the empty set"),
            ('{', '}') => {
                let ruled = body
                    .iter()
                    .any(|node| matches!(node, Node::Named(_, said) if said == "such that" || said == ":"));
                self.word(if ruled { "the set of all" } else { "the set" });
            }
            ('(' | '[', ')' | ']') if commas == 1 && (open, close) != ('(', ')') => {
                return self.interval(open, close, body);
            }
            ('(', ')') if commas == 1 => self.word("the pair"),
            ('(', ')') if 1 < commas => self.word("the tuple"),
            ('(' | '[', _) if is_compound(body) && !is_matrix(body) => self.word("the quantity"),
            _ => {}
        }
        let mut at = 0;
        while at < body.len() {
            if open == '{' && is_named(&body[at], ":") {
                self.word("such that");
                at += 1;
            } else {
                at += self.step(body, at);
            }
            if at < body.len() && runs_on(&body[at - 1]) {
                self.pause();
            }
        }
    }

    /// "the closed interval from a to b".
    fn interval(&mut self, open: char, close: char, body: &[Node]) {
        let comma =
            body.iter().position(|node| matches!(node, Node::Named(_, said) if said == ",")).unwrap_or(0);
        self.word(if (open, close) == ('[', ']') {
            "the closed interval from"
        } else {
            "the half-open interval from"
        });
        self.sequence(&body[..comma]);
        self.word("to");
        self.sequence(&body[comma + 1..]);
    }
}

/// Whether two nodes side by side are multiplied in a way that must be said: one of them is a long bracket.
fn multiplies(before: &Node, node: &Node) -> bool {
    let bracket = |node: &Node| match node {
        Node::Fence { open: '(' | '[', body, .. } => is_compound(body),
        Node::Script { base, .. } => {
            matches!(&**base, Node::Fence { open: '(' | '[', body, .. } if is_compound(body))
        }
        _ => false,
    };
    let term = |node: &Node| match node {
        Node::Letter(_)
        | Node::Number(_)
        | Node::Script { .. }
        | Node::Fence { .. }
        | Node::Fraction { .. }
        | Node::Root { .. } => true,
        Node::Named(role, _) => *role == Role::Thing,
        _ => false,
    };
    if is_sum(before) || is_function(before) || matches!(node, Node::Named(_, said) if said == "factorial") {
        return false;
    }
    let quotient = matches!(before, Node::Fraction { above, below, .. }
        if number_fraction(above, below).is_none() && !compound::is_differential(above));
    let digits = matches!(node, Node::Number(_)) && matches!(before, Node::Number(_) | Node::Letter(_));
    (bracket(before) || bracket(node) || quotient) && term(before) && term(node) && is_one(node)
        || digits && term(before)
}

fn number_fraction(above: &[Node], below: &[Node]) -> Option<String> {
    match (above, below) {
        ([Node::Number(top)], [Node::Number(bottom)]) => number::fraction(top, bottom),
        _ => None,
    }
}

fn is_comma(node: &Node) -> bool {
    is_named(node, ",")
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Named(_, said) if said == name)
}

/// Whether relations follow one another, or a quantifier stands before one.
fn is_chain(nodes: &[Node]) -> bool {
    let relations = nodes
        .iter()
        .filter(|node| matches!(node, Node::Named(Role::Sign, said) if said.starts_with("is ")))
        .count();
    let quantified = nodes.iter().any(|node| is_named(node, "for all") || is_named(node, "there exists"));
    1 < relations || quantified && 0 < relations
}

fn is_matrix(body: &[Node]) -> bool {
    matches!(body, [Node::Rows(..)])
}
