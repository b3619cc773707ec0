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

use super::chemistry::{self, Part};
use super::text::{Found, Text};
use super::{Rule, Rules, cite, symbol};
use crate::language::german::GERMAN;

/// How German is said.
pub(super) static RULES: Rules = Rules { amounts: AMOUNTS, words: WORDS, mark: mark::mark, word };

/// Asked in this order where digits stand, or a mark that may begin an amount.
const AMOUNTS: &[Rule] = &[
    citation,
    web::rule,
    formula,
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
    amount::each,
    roman::rule,
    name::abbreviation,
    formula,
    mark::formula,
    name::serial,
    name::capitals,
];

/// Recognises a mark that points to a note or a source.
fn citation(text: &Text<'_>, at: usize) -> Option<Found> {
    let names = [&GERMAN.references.one, &GERMAN.references.many].map(String::as_str);
    let number = |digits: &str| number::cardinal(digits, number::One::Alone);
    cite::find(text, at, &cite::Pointer { names, to: &number::words().to, number: &number })
}

/// Recognises a formula of chemistry, or an isotope.
fn formula(text: &Text<'_>, at: usize) -> Option<Found> {
    chemistry::find(text, at, |part| match part {
        Part::Symbols(symbols) => name::spell(&symbols.to_uppercase()),
        Part::Element(symbol) => GERMAN.elements.get(symbol).cloned().unwrap_or_else(|| name::spell(symbol)),
        Part::Number(digits) | Part::Mass(digits) => number::cardinal(&digits, number::One::Alone),
        Part::Charge(sign) => GERMAN.symbols[&if sign == '+' { '+' } else { '−' }].clone(),
    })
}

/// An ordinary word: apostrophes straightened, and in a shouted heading small letters, so that no engine spells it.
fn word(text: &Text<'_>, at: usize) -> String {
    let word: String = text.get(at).chars().map(symbol::plain).collect();
    // "LeserInnen": the breath that speakers make there.
    if let Some((stem, ending)) = word
        .rfind("Innen")
        .or_else(|| word.rfind("In").filter(|at| at + 2 == word.len()))
        .map(|at| word.split_at(at))
        && 2 < stem.len()
        && stem.ends_with(char::is_lowercase)
    {
        return format!("{stem} {}", ending.to_lowercase());
    }
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
