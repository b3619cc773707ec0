//! Numbers as they are written in German, and their words.

use super::super::text::{Kind, Text};
use crate::language::german::{Case, GERMAN, Gender, Noun, Numbers};

/// A number as it is written: "1.234,50".
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number<'a> {
    /// The digits before the comma, without separators.
    pub whole: String,
    /// The digits behind it, or "".
    pub fraction: &'a str,
    /// Whether a point stands for the comma.
    pub pointed: bool,
    /// Whether it is written with separators.
    pub grouped: bool,
    /// The token behind it.
    pub next: usize,
}

/// How a final one is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum One {
    /// "eins": nothing follows.
    Alone,
    /// "ein": something follows in the same word.
    Joined,
}

impl Number<'_> {
    /// Its value, if it is a whole number that is small enough to compare.
    pub(super) fn value(&self) -> Option<u64> {
        if self.fraction.is_empty() { self.whole.parse().ok() } else { None }
    }

    /// It in words: "eintausendzweihundert Komma fünf".
    pub(super) fn said(&self) -> String {
        let whole = cardinal(&self.whole, One::Alone);
        match (self.fraction, self.pointed) {
            ("", _) => whole,
            (fraction, false) => format!("{whole} {} {}", words().comma, digits(fraction)),
            (fraction, true) => format!("{whole} {} {}", words().point, digits(fraction)),
        }
    }
}

pub(super) fn words() -> &'static Numbers {
    &GERMAN.numbers
}

/// Reads a number without its sign. Of "1.2.3" and "1,2,3" only the first is one.
pub(super) fn read<'a>(text: &Text<'a>, at: usize) -> Option<Number<'a>> {
    let digits = text.digits(at);
    if digits.is_empty() {
        return None;
    }
    let (mut whole, mut next) = (digits.to_owned(), at + 1);
    if digits.len() <= 3 && !digits.starts_with('0') {
        while separates(text, at + 1, next) {
            whole.push_str(text.digits(next + 1));
            next += 2;
        }
    }
    let grouped = at + 1 < next;
    let mark = text.mark(next).filter(|c| *c == ',' || *c == '.' && !grouped);
    let more = text.mark(next + 2).is_some_and(|c| Some(c) == mark) && is_digits(text, next + 3);
    let listed =
        0 < at && text.mark(at - 1).is_some_and(|c| Some(c) == mark) && is_digits(text, at.wrapping_sub(2));
    let (mut fraction, mut pointed) = ("", false);
    if let Some(mark) = mark
        && is_digits(text, next + 1)
        && !more
        && !listed
    {
        (fraction, pointed) = (text.digits(next + 1), mark == '.');
        next += 2;
    }
    Some(Number { whole, fraction, pointed, grouped, next })
}

fn is_digits(text: &Text<'_>, at: usize) -> bool {
    text.kind(at) == Some(Kind::Digits)
}

/// Whether a separator of thousands and exactly three digits stand here: a point, a Swiss apostrophe, a narrow space.
/// All separators of a number are the same.
fn separates(text: &Text<'_>, first: usize, at: usize) -> bool {
    let separator = text.get(at);
    matches!(separator, "." | "'" | "’" | " " | "\u{A0}" | "\u{202F}" | "\u{2009}")
        && separator == text.get(first)
        && text.digits(at + 1).len() == 3
        && !(separator == "." && text.is(at + 2, '.') && (1..3).contains(&text.digits(at + 3).len()))
        && !(text.is_space(at) && text.is_space(at + 2) && (1..3).contains(&text.digits(at + 3).len()))
}

/// Whether the sentence goes on behind an abbreviation's stop: with a word, a number, or a sign that is said.
pub(super) fn goes_on(text: &Text<'_>, next: usize) -> bool {
    !text.is_last(next)
        || (next..text.len()).any(|index| text.mark(index).is_some_and(|c| GERMAN.symbols.contains_key(&c)))
}

/// A cardinal. Leading zeros, and more digits than there are names for, are said one by one.
pub(super) fn cardinal(number: &str, one: One) -> String {
    let numbers = words();
    let most = numbers.groups.len() * 3 + 6;
    if 1 < number.len() && number.starts_with('0') || most < number.len() {
        return digits(number);
    }
    match number {
        "0" => return numbers.small[0].clone(),
        "100" => return numbers.hundred.clone(),
        "1000" => return numbers.thousand.clone(),
        _ => {}
    }
    let (large, rest) = number.split_at(number.len().saturating_sub(6));
    let mut said = millions(large);
    let rest = below_million(rest.parse().unwrap_or_default(), one);
    if !rest.is_empty() {
        said.push(rest);
    }
    said.join(" ")
}

/// What stands above the last six digits, group by group.
fn millions(number: &str) -> Vec<String> {
    let count = number.len().div_ceil(3);
    let mut said = Vec::new();
    for (group, noun) in (0..count).zip(words().groups[..count].iter().rev()) {
        let end = number.len() - (count - 1 - group) * 3;
        let value: usize = number[end.saturating_sub(3)..end].parse().unwrap_or_default();
        let Noun(gender, single, many) = noun;
        match value {
            0 => {}
            1 => said.push(format!("{} {single}", one_of(*gender))),
            value => said.push(format!("{} {many}", below_thousand(value, One::Alone))),
        }
    }
    said
}

fn one_of(gender: Gender) -> &'static str {
    GERMAN.grammar.one.get(gender, Case::Nominative)
}

/// A number below a million in one word; nothing for 0.
fn below_million(value: usize, one: One) -> String {
    match (value / 1000, value % 1000) {
        (0, rest) => below_thousand(rest, one),
        (thousands, rest) => {
            let thousands = below_thousand(thousands, One::Joined);
            format!("{thousands}{}{}", words().thousand, below_thousand(rest, one))
        }
    }
}

fn below_thousand(value: usize, one: One) -> String {
    match (value / 100, value % 100) {
        (0, 0) => String::new(),
        (0, rest) => below_hundred(rest, one),
        (hundreds, 0) => format!("{}{}", below_hundred(hundreds, One::Joined), words().hundred),
        (hundreds, rest) => {
            format!("{}{}{}", below_hundred(hundreds, One::Joined), words().hundred, below_hundred(rest, one))
        }
    }
}

/// A number from 0 to 99.
pub(super) fn below_hundred(value: usize, one: One) -> String {
    let numbers = words();
    match (value / 10, value % 10) {
        (0, 1) if one == One::Joined => numbers.one.clone(),
        (0 | 1, _) => numbers.small[value % 20].clone(),
        (tens, 0) => numbers.tens[tens % 10].clone(),
        (tens, 1) => format!("{}{}{}", numbers.one, numbers.and, numbers.tens[tens % 10]),
        (tens, ones) => format!("{}{}{}", numbers.small[ones], numbers.and, numbers.tens[tens % 10]),
    }
}

/// The stem of an ordinal: "dritt", "neunzehnt", "hunderterst". The number has at most six digits.
pub(super) fn ordinal(value: usize) -> String {
    let numbers = words();
    match value % 100 {
        rest @ 1..=19 => {
            let above = if value == rest {
                String::new()
            } else {
                cardinal(&(value - rest).to_string(), One::Joined)
            };
            format!("{above}{}", numbers.ordinals[rest])
        }
        _ if value == 0 => numbers.ordinals[0].clone(),
        _ => format!("{}{}", cardinal(&value.to_string(), One::Joined), numbers.ordinal),
    }
}

/// A year: from 1100 to 1999 by hundreds.
pub(super) fn year(value: usize) -> String {
    if !(1100..2000).contains(&value) {
        return cardinal(&value.to_string(), One::Alone);
    }
    let rest = match value % 100 {
        0 => String::new(),
        rest => below_hundred(rest, One::Alone),
    };
    format!("{}{}{rest}", below_hundred(value / 100, One::Joined), words().hundred)
}

/// Digits one by one.
pub(super) fn digits(number: &str) -> String {
    let small = &words().small;
    let said: Vec<&str> =
        number.bytes().map(|b| small[usize::from(b.wrapping_sub(b'0')) % 10].as_str()).collect();
    said.join(" ")
}

#[test]
fn numbers_are_put_together() {
    for (number, said) in [
        ("0", "null"),
        ("1", "eins"),
        ("16", "sechzehn"),
        ("17", "siebzehn"),
        ("21", "einundzwanzig"),
        ("30", "dreißig"),
        ("99", "neunundneunzig"),
        ("100", "hundert"),
        ("101", "einhunderteins"),
        ("111", "einhundertelf"),
        ("200", "zweihundert"),
        ("1000", "tausend"),
        ("1001", "eintausendeins"),
        ("12345", "zwölftausenddreihundertfünfundvierzig"),
        ("101000", "einhunderteintausend"),
        ("1000000", "eine Million"),
        ("2000001", "zwei Millionen eins"),
        ("1000000000", "eine Milliarde"),
        ("21000000", "einundzwanzig Millionen"),
        ("3000000000000", "drei Billionen"),
        ("007", "null null sieben"),
    ] {
        assert_eq!(cardinal(number, One::Alone), said);
    }
    for (value, stem) in [
        (1, "erst"),
        (3, "dritt"),
        (7, "siebt"),
        (20, "zwanzigst"),
        (101, "hunderterst"),
        (1000, "tausendst"),
    ] {
        assert_eq!(ordinal(value), stem);
    }
    assert_eq!(year(1998), "neunzehnhundertachtundneunzig");
    assert_eq!(year(1900), "neunzehnhundert");
    assert_eq!(year(2024), "zweitausendvierundzwanzig");
}
