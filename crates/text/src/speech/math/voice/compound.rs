//! What is more than one term, and where a listener would lose the end of it.

use super::super::names::Role;
use super::super::tree::{Bar, Node};

/// Whether nodes are several terms: a sign stands between them.
pub(super) fn is_compound(nodes: &[Node]) -> bool {
    nodes.iter().enumerate().any(|(at, node)| match node {
        Node::Named(Role::Sign, term) => 0 < at && *term != ",",
        Node::Named(role, _) if role.is_sum() => true,
        Node::Group(inner) => is_compound(inner),
        Node::Fence { open: '(' | '[', body, .. } => 1 < nodes.len() && is_compound(body),
        Node::Fraction { above, below, bar: Bar::Line } => {
            1 < nodes.len()
                && !matches!((above.as_slice(), below.as_slice()), ([Node::Number(_)], [Node::Number(_)]))
        }
        _ => false,
    })
}

/// Whether what follows a node would be heard as a part of it, so that a pause must end it.
pub(super) fn runs_on(node: &Node) -> bool {
    match node {
        Node::Fence { open: '(' | '[', body, .. } => is_compound(body),
        Node::Fence { open, body, .. } => *open == '{' || is_compound(body),
        Node::Root { of, .. } => is_compound(of),
        Node::Fraction { above, below, bar: Bar::Line } => {
            !(is_differential(above) && is_differential(below)) && (is_compound(above) || is_compound(below))
        }
        Node::Script { base, below, above, .. } => {
            let sum = matches!(**base, Node::Named(role, _) if role.is_sum() || role.is_function());
            !sum && (is_compound(above) || is_compound(below) || above.is_empty() && runs_on(base))
        }
        Node::Rows(..) => true,
        _ => false,
    }
}

/// Whether a node is something that can be a factor.
pub(super) fn is_one(node: &Node) -> bool {
    !matches!(node, Node::Named(Role::Sign | Role::Silent, _) | Node::Text(_))
}

/// Whether one fraction stands within a half of another.
pub(super) fn is_nested(nodes: &[Node]) -> bool {
    matches!(nodes, [Node::Fraction { above, below, bar: Bar::Line }]
        if !matches!((above.as_slice(), below.as_slice()), ([Node::Number(_)], [Node::Number(_)])))
}

/// "d", "partial squared": the upper half of a derivative without what is derived.
pub(super) fn is_operator(nodes: &[Node]) -> bool {
    nodes.len() == 1 && is_differential(nodes)
}

/// "dx", "d^2 y", "partial f": half of a derivative.
pub(super) fn is_differential(nodes: &[Node]) -> bool {
    let sign = |node: &Node| match node {
        Node::Letter('d') => true,
        Node::Named(_, term) => *term == "partial",
        _ => false,
    };
    match nodes.first() {
        Some(Node::Script { base, .. }) => sign(base),
        Some(node) => sign(node),
        None => false,
    }
}
