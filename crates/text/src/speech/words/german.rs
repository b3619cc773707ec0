//! German: its words are data, `crate::language::german`; here are the rules that put them together.

mod amount;
mod date;
mod grammar;
mod mark;
mod name;
mod number;
mod phone;
mod roman;
mod time;
mod web;

use super::text::Text;
use super::{Rule, Rules, cite, symbol};

/// How German is said.
pub(super) static RULES: Rules = Rules { amounts: AMOUNTS, words: WORDS, mark: mark::mark, word };

/// Asked in this order where digits stand, or a mark that may begin an amount.
const AMOUNTS: &[Rule] = &[
    cite::rule,
    web::rule,
    phone::rule,
    date::figures,
    time::rule,
    phone::version,
    date::ordinal,
    mark::operator,
    mark::power,
    mark::scientific,
    amount::rule,
    mark::section,
    amount::plain,
    name::serial,
];

/// Asked in this order where a word stands.
const WORDS: &[Rule] = &[
    web::rule,
    phone::named_version,
    date::names,
    amount::rule,
    roman::rule,
    name::abbreviation,
    mark::formula,
    name::serial,
    name::capitals,
];

/// An ordinary word: apostrophes straightened, and in a shouted heading small letters, so that no engine spells it.
fn word(text: &Text<'_>, at: usize) -> String {
    let word: String = text.get(at).chars().map(symbol::plain).collect();
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if text.shouted && name::is_sayable(&word) => {
            format!("{first}{}", letters.as_str().to_lowercase())
        }
        _ => word,
    }
}

/// The digits of a formula before and behind its decimal mark.
pub(super) fn number(whole: &str, fraction: &str) -> String {
    let whole = whole.to_owned();
    number::Number { whole, fraction, pointed: false, grouped: true, next: 0 }.said()
}

/// "vierte": an ordinal before a noun that is feminine.
pub(super) fn ordinal(digits: &str) -> Option<String> {
    let value = digits.parse().ok().filter(|value| *value < 1_000_000)?;
    Some(format!("{}e", number::ordinal(value)))
}

/// "zwei Drittel".
pub(super) fn fraction(above: u32, below: u32) -> Option<String> {
    amount::parts(above.into(), below.into())
}

#[cfg(test)]
mod tests;
