//! The tree of a formula in words.

mod compound;
mod functions;
mod rows;
mod scripts;

use self::compound::{is_compound, is_one, runs_on};
use self::functions::{applies, is_function, is_sum};
use super::names::Role;
use super::number::Language;
use super::tree::{Bar, Node};
use crate::language::{Forms, Math};

/// The words of a formula.
pub(super) fn say(nodes: &[Node], language: Language<'_>) -> String {
    let mut out = Out { text: String::new(), language };
    out.sequence(nodes);
    out.text.trim_end_matches([',', ';', ' ']).to_owned()
}

/// The words as they grow.
#[derive(Debug)]
struct Out<'a> {
    text: String,
    language: Language<'a>,
}

/// Letters that name functions before a bracket.
const FUNCTIONS: &str = "fghFGHPEΦφψ";

impl Out<'_> {
    fn words(&self) -> &'static Math {
        self.language.words
    }

    fn forms(&self) -> &'static Forms {
        &self.language.words.forms
    }

    /// Words of the language. With the preposition before them they may be another: "de" and "el" are "del".
    fn word(&mut self, word: &str) {
        let word = word.trim();
        for (pair, joined) in self.words().contractions.iter().rev() {
            let Some((before, article)) = pair.split_once(' ') else { continue };
            let whole = |rest: &&str| rest.is_empty() || rest.starts_with(' ') || article.ends_with('\'');
            let (Some(rest), Some(start)) =
                (word.strip_prefix(article).filter(whole), self.text.strip_suffix(before))
            else {
                continue;
            };
            if start.is_empty() || start.ends_with(' ') {
                self.text.truncate(start.trim_end().len());
                return self.push(&format!("{joined}{rest}"));
            }
        }
        self.push(word);
    }

    /// A letter, digits or a word, as it is.
    fn push(&mut self, word: &str) {
        if word.is_empty() {
            return;
        }
        if !self.text.is_empty() && !self.text.ends_with('-') {
            self.text.push(' ');
        }
        self.text.push_str(word);
    }

    /// Says a form, and for each of its names in braces what the name stands for.
    fn form(&mut self, form: &str, mut part: impl FnMut(&mut Self, &str)) {
        let mut rest = form;
        while let Some((before, behind)) = rest.split_once('{') {
            self.joined(before, rest.len() < form.len());
            let (name, after) = behind.split_once('}').unwrap_or((behind, ""));
            part(self, name);
            rest = after;
        }
        self.joined(rest, rest.len() < form.len());
    }

    /// Words of a form; behind a part they may go on in its last word: "n-th".
    fn joined(&mut self, words: &str, behind_part: bool) {
        if behind_part && !words.is_empty() && !words.starts_with(' ') {
            self.text.push_str(words.trim_end());
        } else {
            self.word(words);
        }
    }

    fn term(&mut self, term: &str) {
        let words = self.words();
        self.mark(words.said(term));
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
        let chained = self.is_chain(nodes);
        self.run(nodes, chained);
    }

    /// Says nodes one after the other. Where their signs qualify a thing, they make no statements: "zero less than x
    /// less than one", because a second "is" would begin a second clause.
    fn run(&mut self, nodes: &[Node], qualifying: bool) {
        let mut at = 0;
        while at < nodes.len() {
            if let (true, Node::Named(Role::Sign, term)) = (qualifying, &nodes[at]) {
                let words = self.words();
                self.mark(words.qualifying(term));
                at += 1;
            } else {
                at += self.step(nodes, at);
            }
            if at < nodes.len() && runs_on(&nodes[at - 1]) {
                self.pause();
            }
        }
    }

    /// Whether relations follow one another, or a quantifier stands before one.
    fn is_chain(&self, nodes: &[Node]) -> bool {
        let states =
            |node: &&Node| matches!(node, Node::Named(Role::Sign, term) if self.words().is_statement(term));
        let relations = nodes.iter().filter(states).count();
        let quantified = nodes.iter().any(|node| is_named(node, "forall") || is_named(node, "exists"));
        1 < relations || quantified && 0 < relations
    }

    /// Says a node by what stands around it, and gives how many nodes that took.
    fn step(&mut self, nodes: &[Node], at: usize) -> usize {
        let (node, before, after) = (&nodes[at], at.checked_sub(1).map(|at| &nodes[at]), nodes.get(at + 1));
        if let (Node::Named(_, term @ "dollars"), Some(Node::Number(digits))) = (node, after) {
            self.number(digits);
            self.term(term);
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
            self.push("d");
            return 1;
        }
        if before.is_some_and(|before| self.multiplies(before, node)) {
            self.term("times");
        }
        self.node(node);
        if let Node::Fraction { above, below, .. } = node
            && compound::is_operator(above)
            && compound::is_differential(below)
            && after.is_some_and(is_one)
        {
            self.word(&self.forms().of);
        }
        1
    }

    fn number(&mut self, digits: &str) {
        let said = self.language.cardinal(digits);
        self.push(&said);
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::Letter(letter) => self.push(&letter.to_string()),
            Node::Number(digits) => self.number(digits),
            Node::Named(role, term) => {
                self.term(term);
                if *role == Role::Property {
                    self.word(&self.forms().of);
                }
            }
            Node::Text(words) => {
                let said = crate::speech::words::say(words, self.language.tag).text;
                self.push(said.trim());
            }
            Node::Group(nodes) => self.sequence(nodes),
            Node::Fraction { above, below, bar } => self.fraction(above, below, *bar),
            Node::Root { degree, of } => self.root(degree, of),
            Node::Script { base, below, above, primes } => self.script(base, below, above, *primes),
            Node::Fence { open, body, close } => self.fence(*open, body, *close),
            Node::Accent { role, term, of } => {
                if *role == Role::Before {
                    self.term(term);
                }
                self.sequence(of);
                if *role == Role::Behind {
                    self.term(term);
                }
            }
            Node::Struck(of) => {
                let set = match of.as_slice() {
                    [Node::Letter(letter)] => self.words().sets.get(letter),
                    _ => None,
                };
                match set {
                    Some(set) => self.word(set),
                    None => self.sequence(of),
                }
            }
            Node::Rows(name, rows) => rows::say(self, name, rows),
        }
    }

    fn fraction(&mut self, above: &[Node], below: &[Node], bar: Bar) {
        if let (Bar::Line, Some(said)) = (bar, self.number_fraction(above, below)) {
            return self.word(&said);
        }
        let forms = self.forms();
        let derived = compound::is_differential(above) && compound::is_differential(below);
        let nested = compound::is_nested(above) || compound::is_nested(below);
        let form = match bar {
            Bar::Choice => &forms.choice,
            Bar::Line if derived => &forms.derivative,
            Bar::Line if is_compound(above) || is_compound(below) || nested => &forms.long_fraction,
            Bar::Line => &forms.fraction,
        };
        self.form(form, |out, part| {
            if part == "below" {
                return out.sequence(below);
            }
            out.sequence(above);
            if bar == Bar::Line && (above.last().is_some_and(runs_on) || compound::is_nested(above)) {
                out.pause();
            }
        });
    }

    fn number_fraction(&self, above: &[Node], below: &[Node]) -> Option<String> {
        match (above, below) {
            ([Node::Number(top)], [Node::Number(bottom)]) => self.language.fraction(top, bottom),
            _ => None,
        }
    }

    fn root(&mut self, degree: &[Node], of: &[Node]) {
        let forms = self.forms();
        let form = match degree {
            [] => &forms.square_root,
            [Node::Number(digits)] if digits == "3" => &forms.cube_root,
            [Node::Number(_)] => &forms.root,
            _ => &forms.root_by,
        };
        self.form(form, |out, part| match (part, degree) {
            ("of", _) => out.sequence(of),
            ("ordinal", [Node::Number(digits)]) => {
                let said = out.language.ordinal(digits);
                out.word(&said);
            }
            (_, degree) => out.sequence(degree),
        });
    }

    fn fence(&mut self, open: char, body: &[Node], close: Option<char>) {
        let forms = self.forms();
        let commas = body.iter().filter(|node| is_comma(node)).count();
        let close = close.unwrap_or(' ');
        let before: &str = match (open, close) {
            ('|', _) if is_matrix(body) => &forms.determinant,
            ('|', _) => &forms.absolute_value,
            ('‖', _) => &forms.norm,
            ('⌊', _) => &forms.floor,
            ('⌈', _) => &forms.ceiling,
            ('⟨', _) if commas == 1 => &forms.inner_product,
            ('{', '}') if body.is_empty() => self.words().said("emptyset"),
            ('{', '}') if body.iter().any(rules) => &forms.set_of_all,
            ('{', '}') => &forms.set,
            ('(' | '[', ')' | ']') if commas == 1 && (open, close) != ('(', ')') => {
                return self.interval(open, close, body);
            }
            ('(', ')') if commas == 1 => &forms.pair,
            ('(', ')') if 1 < commas => &forms.tuple,
            ('(' | '[', _) if is_compound(body) && !is_matrix(body) => &forms.quantity,
            _ => "",
        };
        self.word(before);
        let members = if open == '{' { body.iter().position(rules) } else { None };
        let rest = members.map_or(0, |rule| {
            // "the set of all x less than two such that": what a rule follows states nothing.
            self.run(&body[..rule], true);
            if 0 < rule && runs_on(&body[rule - 1]) {
                self.pause();
            }
            self.term("such_that");
            rule + 1
        });
        let mut at = rest;
        while at < body.len() {
            at += self.step(body, at);
            if at < body.len() && runs_on(&body[at - 1]) {
                self.pause();
            }
        }
    }

    /// "the closed interval from a to b".
    fn interval(&mut self, open: char, close: char, body: &[Node]) {
        let forms = self.forms();
        let comma = body.iter().position(is_comma).unwrap_or(0);
        let closed = (open, close) == ('[', ']');
        self.form(if closed { &forms.closed_interval } else { &forms.half_open_interval }, |out, part| {
            out.sequence(if part == "from" { &body[..comma] } else { &body[comma + 1..] });
        });
    }

    /// Whether two nodes side by side are multiplied in a way that must be said: one of them is a long bracket.
    fn multiplies(&self, before: &Node, node: &Node) -> bool {
        if is_sum(before) || is_function(before) || is_named(node, "factorial") {
            return false;
        }
        let quotient = matches!(before, Node::Fraction { above, below, .. }
            if self.number_fraction(above, below).is_none() && !compound::is_differential(above));
        let digits = matches!(node, Node::Number(_)) && matches!(before, Node::Number(_) | Node::Letter(_));
        let bracket = is_long_bracket(before) || is_long_bracket(node);
        (bracket || quotient) && is_term(before) && is_term(node) && is_one(node) || digits && is_term(before)
    }
}

fn is_long_bracket(node: &Node) -> bool {
    match node {
        Node::Fence { open: '(' | '[', body, .. } => is_compound(body),
        Node::Script { base, .. } => matches!(&**base, Node::Fence { .. }) && is_long_bracket(base),
        _ => false,
    }
}

fn is_term(node: &Node) -> bool {
    match node {
        Node::Letter(_)
        | Node::Number(_)
        | Node::Script { .. }
        | Node::Fence { .. }
        | Node::Fraction { .. }
        | Node::Root { .. } => true,
        Node::Named(role, _) => *role == Role::Thing,
        _ => false,
    }
}

fn is_comma(node: &Node) -> bool {
    is_named(node, ",")
}

/// Whether a node parts the members of a set from the rule that they follow.
fn rules(node: &Node) -> bool {
    is_named(node, "such_that") || is_named(node, ":")
}

fn is_named(node: &Node, name: &str) -> bool {
    matches!(node, Node::Named(_, term) if *term == name)
}

fn is_matrix(body: &[Node]) -> bool {
    matches!(body, [Node::Rows(..)])
}
