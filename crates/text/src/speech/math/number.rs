//! The numbers of formulas in the words of a language.

use crate::language::Math;
use crate::speech::words;

/// A language and its words for formulas.
#[derive(Debug, Clone, Copy)]
pub(super) struct Language<'a> {
    pub tag: &'a str,
    pub words: &'static Math,
}

impl Language<'_> {
    /// A number with or without a point. Where no rules say it, engines get the digits.
    pub(super) fn cardinal(self, digits: &str) -> String {
        let as_written = || digits.replace('.', &self.words.decimal.to_string());
        words::number(digits, self.tag).unwrap_or_else(as_written)
    }

    /// "fourth", "vierte", "quatrième".
    pub(super) fn ordinal(self, digits: &str) -> String {
        let listed = || {
            let at = digits.parse::<usize>().ok()?.checked_sub(1)?;
            self.words.ordinals.get(at).cloned()
        };
        words::ordinal(digits, self.tag)
            .or_else(listed)
            .unwrap_or_else(|| self.words.ordinal.replace("{number}", digits))
    }

    /// A fraction of two whole numbers, if it has a name: "two thirds".
    pub(super) fn fraction(self, above: &str, below: &str) -> Option<String> {
        let top: u32 = above.parse().ok().filter(|top| *top < 1000)?;
        let bottom: u32 = below.parse().ok().filter(|bottom| (2..=100).contains(bottom))?;
        if let Some(said) = words::fraction(top, bottom, self.tag) {
            return Some(said);
        }
        let [one, several] = self.words.fractions.get(&bottom.to_string())?;
        Some(if top == 1 {
            format!("{} {one}", self.words.one)
        } else {
            format!("{} {several}", self.cardinal(above))
        })
    }
}
