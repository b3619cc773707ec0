//! What stands above and below a thing: indices, powers, marks.

use super::super::tree::Node;
use super::compound::{is_compound, runs_on};
use super::{FUNCTIONS, Out, is_comma};

impl Out<'_> {
    pub(super) fn script(&mut self, base: &Node, below: &[Node], above: &[Node], primes: usize) {
        let forms = self.forms();
        if let (Node::Struck(of), false) = (base, above.is_empty()) {
            // "R n": the space of n real numbers.
            self.sequence(of);
            return self.sequence(above);
        }
        if let (Node::Fence { open: '‖', body, .. }, false) = (base, below.is_empty()) {
            // "the two norm of v, squared"
            self.form(&forms.norm_by, |out, part| out.sequence(if part == "of" { body } else { below }));
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
            self.word(&forms.quantity);
            self.sequence(body);
            self.pause();
        } else {
            self.node(base);
        }
        if runs_on(base) {
            self.pause();
        }
        self.index(below);
        if let Some(last) = primes.checked_sub(1) {
            let words = self.words();
            self.word(&words.primes[last.min(2)]);
        }
        if !above.is_empty() {
            self.raised(base, above);
        }
    }

    fn index(&mut self, below: &[Node]) {
        if below.is_empty() {
            return;
        }
        self.word(&self.forms().index);
        for (at, node) in below.iter().enumerate() {
            // The comma between two indices is silent.
            if !is_comma(node) {
                self.node(node);
            }
            if at + 1 < below.len() && runs_on(node) {
                self.pause();
            }
        }
    }

    /// What stands above a base: a power, an inverse, a mark.
    fn raised(&mut self, base: &Node, above: &[Node]) {
        let named = matches!(base, Node::Letter(letter) if letter.is_uppercase() || FUNCTIONS.contains(*letter))
            || matches!(base, Node::Group(_));
        let mark = match above {
            [Node::Named(_, "circ")] => "degree",
            [Node::Named(_, "times")] => "star",
            [Node::Named(_, "top")] => "transpose",
            [Node::Named(_, term)] => term,
            [Node::Letter('T')] if named => "transpose",
            [Node::Letter('c')] if named => "complement",
            [Node::Named(_, "minus"), Node::Number(one)] if named && one == "1" => "inverse",
            _ => "",
        };
        match self.words().raised.get(mark) {
            Some(said) => self.word(said),
            None => self.power(above),
        }
    }

    /// "squared", "to the n", "to the fourth".
    pub(super) fn power(&mut self, above: &[Node]) {
        let forms = self.forms();
        match above {
            [Node::Number(digits)] if digits == "2" => self.word(&forms.squared),
            [Node::Number(digits)] if digits == "3" => self.word(&forms.cubed),
            [Node::Number(digits)] if digits != "0" && !digits.contains('.') => {
                self.form(&forms.power_whole, |out, part| {
                    let ordinal = part == "ordinal";
                    let said =
                        if ordinal { out.language.ordinal(digits) } else { out.language.cardinal(digits) };
                    out.word(&said);
                });
            }
            [Node::Text(words)] if is_ending(words.trim()) => {
                self.text.push('-');
                self.text.push_str(words.trim());
            }
            above => self.form(&forms.power, |out, _| out.sequence(above)),
        }
    }
}

/// Whether a raised text makes an ordinal of what it stands behind.
fn is_ending(text: &str) -> bool {
    matches!(
        text,
        "th" | "st"
            | "nd"
            | "rd"
            | "te"
            | "ten"
            | "ter"
            | "e"
            | "ème"
            | "ième"
            | "ésimo"
            | "ésima"
            | "esimo"
            | "esima"
            | "de"
    )
}
