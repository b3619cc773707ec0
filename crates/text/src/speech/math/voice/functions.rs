//! Functions, sums and limits, with what they are taken of.

use super::super::names::Role;
use super::super::tree::Node;
use super::compound::is_compound;
use super::{FUNCTIONS, Out, is_comma, is_named};

impl Out {
    /// "of x", "of x and y".
    pub(super) fn applied(&mut self, body: &[Node]) {
        self.word("of");
        self.sequence(body);
        if is_compound(body) {
            self.pause();
        }
    }

    /// A function with its power and its base: "log base two", "sine squared", "inverse tangent".
    pub(super) fn function(&mut self, node: &Node, after: Option<&Node>) -> usize {
        let (name, below, above) = parts(node);
        let inverse =
            matches!(above, [Node::Named(_, sign), Node::Number(one)] if sign == "minus" && one == "1");
        if inverse {
            self.word("inverse");
        }
        self.word(name);
        if !below.is_empty() {
            self.word("base");
            self.sequence(below);
        }
        if !inverse && !above.is_empty() {
            self.power(above);
        }
        match after {
            Some(Node::Fence { open: '(' | '[', body, .. }) => {
                self.applied(body);
                2
            }
            Some(_) if role(node) == Some(Role::Property) => {
                self.word("of");
                1
            }
            _ => 1,
        }
    }

    /// A sum, an integral or a limit with its bounds: "the sum from i equals one to n of".
    pub(super) fn sum(&mut self, node: &Node, of: bool) {
        let (name, below, above) = parts(node);
        self.word(name);
        let ranged = below.iter().any(|node| matches!(node, Node::Named(_, said) if said == "equals"));
        if role(node) == Some(Role::Limit) && !below.is_empty() {
            self.word("as");
            self.goes_to(below);
        } else if !above.is_empty() && !below.is_empty() {
            self.word("from");
            self.sequence(below);
            self.word("to");
            self.sequence(above);
        } else if !below.is_empty() {
            self.word(if ranged { "from" } else { "over" });
            self.sequence(below);
        } else if !above.is_empty() {
            self.word("to");
            self.sequence(above);
        }
        if of {
            self.word("of");
        }
    }

    /// "x goes to zero", below a limit.
    fn goes_to(&mut self, below: &[Node]) {
        match below.iter().position(|node| matches!(node, Node::Named(Role::Sign, said) if said == "to")) {
            Some(arrow) => {
                self.sequence(&below[..arrow]);
                self.word("goes to");
                match &below[arrow + 1..] {
                    // "x to zero from above": a sign behind the point.
                    [rest @ .., Node::Script { base, above, .. }]
                        if matches!(above.as_slice(), [Node::Named(Role::Sign, _)]) =>
                    {
                        self.sequence(rest);
                        self.node(base);
                        let plus = matches!(&above[0], Node::Named(_, sign) if sign == "plus");
                        self.word(if plus { "from above" } else { "from below" });
                    }
                    rest => self.sequence(rest),
                }
            }
            None => self.sequence(below),
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
        Node::Named(Role::Thing, said) => {
            let small = matches!(said.as_str(), "phi" | "psi" | "gamma" | "zeta" | "theta" | "delta" | "eta");
            let capital =
                matches!(said.as_str(), "capital phi" | "capital psi" | "capital gamma" | "capital theta");
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
fn parts(node: &Node) -> (&str, &[Node], &[Node]) {
    match node {
        Node::Named(_, said) => (said, &[], &[]),
        Node::Script { base, below, above, .. } => (parts(base).0, below, above),
        _ => ("", &[], &[]),
    }
}
