//! Formulas of chemistry: "Ca²⁺", `NaCl`, "CH₃COOH", "²³⁵U", "C-14".
//!
//! Who reads them aloud spells the symbols and says the numbers, "F E three plus", "N A C L", and calls an isotope by its
//! element, "carbon fourteen". Voices would say "Fe" and "Na" as words.

use super::number;
use super::text::{Found, Text};
use crate::language::english::ENGLISH;

/// Digits below the line, and above it.
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉";
const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/// Symbols that make up a word which is said as one, or a name.
const WORDS: [&str; 13] =
    ["BaSe", "BiBi", "CoCo", "CoV", "HeLa", "HoHo", "HoReCa", "InCo", "LiPo", "NaN", "NoHo", "PoS", "SiS"];
/// Ions that are written with a plain plus.
#[rustfmt::skip]
const IONS: [&str; 21] = [
    "Ag", "Al", "Ba", "Ca", "Co", "Cr", "Cu", "Fe", "H", "Hg", "K", "Li", "Mg", "Mn", "NAD", "NH", "Na", "Ni", "Pb", "Sr", "Zn",
];
/// Isotopes that are written with a hyphen and are nothing else.
const ISOTOPES: [&str; 14] = [
    "C-14", "Co-60", "Cs-134", "Cs-137", "I-129", "I-131", "Po-210", "Pu-238", "Pu-239", "Sr-90", "Tc-99",
    "U-233", "U-235", "U-238",
];

/// What is said of nitric oxide, and of nothing else behind a shouted "NO".
const GAS: [&str; 6] = ["bioavailability", "signaling", "signalling", "synthase", "synthases", "synthesis"];

/// A part of a formula.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part<'a> {
    /// Symbols of elements: `NaCl`.
    Symbols(&'a str),
    /// How many there are, or how much the charge is, in digits.
    Number(String),
    /// The symbol of an element, before the number of its isotope.
    Element(&'a str),
    /// How heavy an isotope is, in digits.
    Mass(String),
    /// The sign of a charge.
    Charge(char),
}

/// Recognises a formula or an isotope in English.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    // "NO synthase": nobody says "no" there.
    if text.word(at) == "NO" && GAS.contains(&text.word_after(at + 1)) && !text.joined_left(at) {
        return Some(Found { next: at + 1, said: "nitric oxide".to_owned() });
    }
    if let Some(found) = named_isotope(text, at) {
        return Some(found);
    }
    find(text, at, |part| match part {
        Part::Symbols(symbols) => super::letters(symbols),
        Part::Element(symbol) => element(symbol).map_or_else(|| super::letters(symbol), str::to_owned),
        Part::Mass(digits) => mass(&digits, text),
        Part::Number(digits) => number::cardinal(&digits, text.region),
        Part::Charge(sign) => if sign == '+' { "plus" } else { "minus" }.to_owned(),
    })
}

/// Recognises a formula or an isotope, and says its parts.
pub(super) fn find<'a>(text: &Text<'a>, at: usize, say: impl Fn(Part<'a>) -> String) -> Option<Found> {
    if text.joined_left(at) || 0 < at && text.mark(at - 1).is_some_and(|c| "-‑/.@#_".contains(c)) {
        return None;
    }
    let (parts, next) = isotope(text, at).or_else(|| formula(text, at))?;
    Some(Found { next, said: parts.into_iter().map(say).collect::<Vec<_>>().join(" ") })
}

/// The name of an element, by its symbol.
fn element(symbol: &str) -> Option<&'static str> {
    ENGLISH.elements.get(symbol).map(String::as_str)
}

/// "uranium-235": "two thirty-five".
fn named_isotope(text: &Text<'_>, at: usize) -> Option<Found> {
    let digits = text.digits(at + 2);
    let fits = text.is(at + 1, '-') && digits.len() == 3 && !text.is_body(at + 3) && !text.joined_left(at);
    let name = text.word(at);
    let is_element = || ENGLISH.elements.values().any(|element| element.eq_ignore_ascii_case(name));
    (fits && is_element()).then(|| Found { next: at + 3, said: format!("{name} {}", mass(digits, text)) })
}

fn mass(digits: &str, text: &Text<'_>) -> String {
    let by_pairs = digits.len() == 3 && !digits.ends_with("00");
    if by_pairs { number::pairs(digits) } else { number::cardinal(digits, text.region) }
}

/// "²³⁵U", "C-14".
fn isotope<'a>(text: &Text<'a>, at: usize) -> Option<(Vec<Part<'a>>, usize)> {
    let (digits, symbol) = run(text, at, RAISED);
    if !digits.is_empty() && element(text.word(symbol)).is_some() {
        return Some((vec![Part::Element(text.word(symbol)), Part::Mass(digits)], symbol + 1));
    }
    let written = text.slice(text.range(at, at + 3));
    let is_known = ISOTOPES.contains(&written) && !text.is_body(at + 3);
    let parts = || vec![Part::Element(text.word(at)), Part::Mass(text.digits(at + 2).to_owned())];
    is_known.then(|| (parts(), at + 3))
}

/// "SO₄²⁻", "Al2(SO4)3", `NaCl`.
fn formula<'a>(text: &Text<'a>, at: usize) -> Option<(Vec<Part<'a>>, usize)> {
    let (mut parts, mut next, mut open) = (Vec::new(), at, 0);
    let mut is_lowered = false;
    loop {
        let (lowered, behind) = run(text, next, LOWERED);
        if is_symbols(text.word(next)) {
            parts.push(Part::Symbols(text.word(next)));
        } else if parts.is_empty() || !text.word(next).is_empty() {
            return None;
        } else if !text.digits(next).is_empty() {
            parts.push(Part::Number(text.digits(next).to_owned()));
        } else if !lowered.is_empty() {
            is_lowered = true;
            parts.push(Part::Number(lowered));
            next = behind - 1;
        } else if text.mark(next).is_some_and(|c| "([".contains(c)) && is_group(text, next) {
            open += 1;
        } else if text.mark(next).is_some_and(|c| ")]".contains(c)) && 0 < open {
            open -= 1;
        } else if !(text.is(next, '·') && text.is_body(next + 1)) {
            break;
        }
        next += 1;
        if text.is_gap(next) {
            break;
        }
    }
    let charge = charge(text, &parts, next);
    let is_formula = is_lowered || charge.is_some() || is_compound(&parts);
    let (charge, next) = charge.unwrap_or((Vec::new(), next));
    parts.extend(charge);
    (is_formula && open == 0 && !text.is_body(next)).then_some((parts, next))
}

/// The charge that ends a formula, and the token behind it.
fn charge<'a>(text: &Text<'a>, parts: &[Part<'a>], at: usize) -> Option<(Vec<Part<'a>>, usize)> {
    let (digits, sign) = run(text, at, RAISED);
    let is_ion = || match parts {
        [Part::Symbols(ion)] => IONS.contains(ion),
        [Part::Symbols(ion), Part::Number(charge)] => charge.len() == 1 && IONS.contains(ion),
        _ => false,
    };
    let is_last = || !text.is_body(sign + 1) && !text.mark(sign + 1).is_some_and(|c| "+=".contains(c));
    let charge = match text.mark(sign)? {
        '⁺' => '+',
        '⁻' => '-',
        '+' if digits.is_empty() && is_ion() && is_last() => '+',
        _ => return None,
    };
    let number = Some(Part::Number(digits)).filter(|part| *part != Part::Number(String::new()));
    Some((number.into_iter().chain([Part::Charge(charge)]).collect(), sign + 1))
}

/// Whether plain letters and digits can be nothing but a formula.
fn is_compound(parts: &[Part<'_>]) -> bool {
    let words =
        || parts.iter().filter_map(|part| if let Part::Symbols(word) = part { Some(*word) } else { None });
    let count: usize = words().map(|word| word.chars().filter(|c| c.is_uppercase()).count()).sum();
    let is_mixed = words().any(|word| word.contains(char::is_lowercase));
    // "PCs", `IPOs`
    let is_plural =
        |word: &str| word.strip_suffix('s').is_some_and(|stem| stem.bytes().all(|b| b.is_ascii_uppercase()));
    let is_word = words().any(|word| WORDS.contains(&word) || 2 < word.len() && is_plural(word));
    !is_word && 1 < count && (is_mixed || 1 < words().count() && words().count() < parts.len())
}

/// Whether a bracket holds symbols, and how often they are there stands behind it: "(OH)₂".
fn is_group(text: &Text<'_>, at: usize) -> bool {
    let close = (at + 1..at + 10).find(|index| text.mark(*index).is_some_and(|c| ")]".contains(c)));
    let is_counted = |close: usize| {
        !text.digits(close + 1).is_empty() || text.mark(close + 1).is_some_and(|c| LOWERED.contains(c))
    };
    is_symbols(text.word(at + 1)) && close.is_some_and(is_counted)
}

/// A row of digits above or below the line as plain ones, and the token behind it.
fn run(text: &Text<'_>, at: usize, digits: &str) -> (String, usize) {
    let value = |index: usize| digits.chars().position(|digit| text.is(index, digit));
    let found: String = (at..).map_while(value).map(|value| value.to_string()).collect();
    let next = at + found.len();
    (found, next)
}

/// Whether a word is made of symbols of elements.
fn is_symbols(word: &str) -> bool {
    let mut rest = word;
    while !rest.is_empty() {
        let fits = |length: &usize| rest.get(..*length).is_some_and(|symbol| element(symbol).is_some());
        let Some(length) = [2, 1].into_iter().find(fits) else { return false };
        rest = &rest[length..];
    }
    !word.is_empty()
}
