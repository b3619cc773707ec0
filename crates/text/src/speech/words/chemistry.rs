//! Formulas of chemistry: "Ca²⁺", "SO₄²⁻", "Na+", "¹⁴C".

use super::number;
use super::text::{Found, Region, Text};
use crate::language::english::ENGLISH;

/// The name of an element, by its symbol.
fn element(symbol: &str) -> Option<&'static str> {
    ENGLISH.elements.get(symbol).map(String::as_str)
}

/// Recognises an isotope at its raised number, or an ion at its first letter.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    if text.word(at).is_empty() { isotope(text, at) } else { ion(text, at) }
}

/// "¹⁴C": "carbon fourteen".
fn isotope(text: &Text<'_>, at: usize) -> Option<Found> {
    text.mark(at).filter(|c| "¹²³⁴⁵⁶⁷⁸⁹".contains(*c))?;
    let (said, next) = super::operator::raised(text, at)?;
    let name = element(text.word(next))?;
    let number = said.strip_prefix("to the power of ")?;
    Some(Found { next: next + 1, said: format!("{name} {number}") })
}

/// "Ca²⁺", "SO₄²⁻", "Na+", "OH-": symbols with lowered digits, and a charge at the end.
fn ion(text: &Text<'_>, at: usize) -> Option<Found> {
    let mut said: Vec<String> = Vec::new();
    let mut next = at;
    loop {
        if !text.word(next).is_empty() {
            said.extend(symbols(text.word(next))?);
        } else if !text.digits(next).is_empty() {
            said.push(number::cardinal(text.digits(next), Region::American));
        } else if let Some(digit) = text.mark(next).and_then(|c| "₀₁₂₃₄₅₆₇₈₉".chars().position(|d| d == c))
        {
            said.push(number::below_hundred(digit));
        } else {
            break;
        }
        next += 1;
    }
    let raised = text.mark(next).and_then(|c| "¹²³⁴⁵".chars().position(|d| d == c));
    if let Some(value) = raised {
        said.push(number::below_hundred(value + 1));
        next += 1;
    }
    let charge = match text.mark(next)? {
        '⁺' => "plus",
        '⁻' => "minus",
        '+' if raised.is_none() && is_plain_ion(text, at, next) => "plus",
        _ => return None,
    };
    said.push(charge.to_owned());
    (at < next).then(|| Found { next: next + 1, said: said.join(" ") })
}

/// Whether a plain "+" is the charge of an ion: the usual ones alone, with nothing behind.
fn is_plain_ion(text: &Text<'_>, at: usize, sign: usize) -> bool {
    let known = matches!(text.word(at), "Na" | "K" | "H" | "Li" | "Ag" | "NH" | "Ca" | "Mg" | "NAD");
    known && !text.is_body(sign + 1) && !text.mark(sign + 1).is_some_and(|c| "+=".contains(c))
}

/// The symbols of a formula as letters: one by one, or none if it is no formula.
fn symbols(word: &str) -> Option<Vec<String>> {
    let mut found = Vec::new();
    let mut rest = word;
    while !rest.is_empty() {
        let two = rest.get(..2).filter(|symbol| element(symbol).is_some());
        let symbol = two.or_else(|| rest.get(..1).filter(|symbol| element(symbol).is_some()))?;
        found.push(symbol.to_owned());
        rest = &rest[symbol.len()..];
    }
    Some(found)
}
