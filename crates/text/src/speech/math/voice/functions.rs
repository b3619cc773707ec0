//! Functions, sums and limits, with what they are taken of.

use super::super::names::Role;
use super::super::tree::Node;
use super::compound::{is_compound, is_one};
use super::{FUNCTIONS, Out, is_comma, is_named};

impl Out<'_> {
    /// "of x", "of x and y".
    pub(super) fn applied(&mut self, body: &[Node]) {
        self.word(&self.forms().of);
        self.sequence(body);
        if is_compound(body) {
            self.pause();
        }
    }

    /// A function with its power and its base: "log base two", "sine squared", "inverse tangent".
    pub(super) fn function(&mut self, node: &Node, after: Option<&Node>) -> usize {
        let forms = self.forms();
        let (name, below, above) = parts(node);
        let inverse = matches!(above, [Node::Named(_, "minus"), Node::Number(one)] if one == "1");
        if inverse {
            self.form(&forms.inverse_function, |out, _| out.term(name));
        } else {
            self.term(name);
        }
        if !below.is_empty() {
            self.word(&forms.base);
            self.sequence(below);
        }
        match above {
            [] => {}
            _ if inverse => {}
            [Node::Number(digits)] if digits == "2" => self.word(&forms.function_squared),
            above => self.power(above),
        }
        match after {
            Some(Node::Fence { open: '(' | '[', body, .. }) => {
                self.applied(body);
                return 2;
            }
            Some(_) if role(node) == Some(Role::Property) => self.word(&forms.of),
            Some(node) if is_one(node) => {
                self.word(if below.is_empty() { &forms.function_of } else { &forms.based_of });
            }
            _ => {}
        }
        1
    }

    /// A sum, an integral or a limit with its bounds: "the sum from i equals one to n of".
    pub(super) fn sum(&mut self, node: &Node, of: bool) {
        let forms = self.forms();
        let (name, below, above) = parts(node);
        let ranged = below.iter().any(|node| is_named(node, "equals"));
        let is_limit = role(node) == Some(Role::Limit) && !below.is_empty();
        let form = match (below, above) {
            ([], []) => "{name}",
            _ if is_limit => &forms.limit,
            ([], _) => &forms.sum_to,
            (_, []) if ranged => &forms.sum_from,
            (_, []) => &forms.sum_over,
            _ => &forms.sum_range,
        };
        self.form(form, |out, part| match part {
            "name" => out.term(name),
            "above" => out.sequence(above),
            _ if is_limit => out.goes_to(below),
            _ => out.run(below, true),
        });
        if of {
            self.word(&forms.of);
        }
    }

    /// "x goes to zero", below a limit.
    fn goes_to(&mut self, below: &[Node]) {
        let forms = self.forms();
        let Some(arrow) = below.iter().position(|node| is_named(node, "to")) else {
            return self.sequence(below);
        };
        self.sequence(&below[..arrow]);
        self.word(&forms.goes_to);
        match &below[arrow + 1..] {
            // "x to zero from above": a sign behind the point.
            [rest @ .., Node::Script { base, above, .. }]
                if matches!(above.as_slice(), [Node::Named(Role::Sign, _)]) =>
            {
                self.sequence(rest);
                self.node(base);
                let plus = is_named(&above[0], "plus");
                self.word(if plus { &forms.from_above } else { &forms.from_below });
            }
            rest => self.sequence(rest),
        }
    }
}

/// Whether a letter before a bracket is a function: its name is one, or what stands in the bracket is one thing or
/// several with commas, which nobody multiplies.
pub(super) fn applies(node: &Node, body: &[Node]) -> bool {
    let plain =
        || !is_compound(body) || body.iter().any(is_comma) || body.iter().any(|node| is_named(node, "given"));
    match node {
        Node::Letter(letter) => FUNCTIONS.contains(*letter) || plain() && *letter != 'd',
        Node::Named(Role::Thing, term) => {
            let small = matches!(*term, "phi" | "psi" | "gamma" | "zeta" | "theta" | "delta" | "eta");
            let capital = matches!(*term, "Phi" | "Psi" | "Gamma" | "Theta");
            (small || capital) && plain()
        }
        Node::Struck(_) => true,
        Node::Group(nodes) => matches!(nodes.as_slice(), [node] if applies(node, body)),
        _ => false,
    }
}

pub(super) fn is_function(node: &Node) -> bool {
    role(node).is_some_and(Role::is_function)
}

pub(super) fn is_sum(node: &Node) -> bool {
    role(node).is_some_and(Role::is_sum)
}

/// The role of a node or of what its scripts belong to.
fn role(node: &Node) -> Option<Role> {
    match node {
        Node::Named(role, _) => Some(*role),
        Node::Script { base, .. } => match &**base {
            Node::Named(role, _) => Some(*role),
            _ => None,
        },
        _ => None,
    }
}

/// The name of a function or a sum, with what stands below and above.
fn parts(node: &Node) -> (&'static str, &[Node], &[Node]) {
    match node {
        Node::Named(_, term) => (term, &[], &[]),
        Node::Script { base, below, above, .. } => (parts(base).0, below, above),
        _ => ("", &[], &[]),
    }
}
