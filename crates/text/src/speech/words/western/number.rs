//! Numbers as they are written, and their words.

use super::Context;
use crate::language::german::{Gender, Noun};

/// A number as it is written: "1 234,50".
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number<'a> {
    /// The digits before the decimals, without separators.
    pub whole: String,
    /// The decimals, or "".
    pub fraction: &'a str,
    /// Whether a point stands before them, and no comma.
    pub pointed: bool,
    /// Whether it is written with separators.
    pub grouped: bool,
    /// The token behind it.
    pub next: usize,
}

/// What a number agrees with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Nothing: it counts, or numbers what stands before it.
    Alone,
    /// A masculine noun behind it.
    Masculine,
    /// A feminine noun behind it.
    Feminine,
}

impl Form {
    /// The form before a noun of a gender. A neuter one asks for none.
    pub(super) fn of(gender: Gender) -> Form {
        match gender {
            Gender::Masculine => Form::Masculine,
            Gender::Feminine => Form::Feminine,
            Gender::Neuter => Form::Alone,
        }
    }
}

impl Number<'_> {
    /// Its value, if it is a whole number that is small enough to compare.
    pub(super) fn value(&self) -> Option<u64> {
        if self.fraction.is_empty() { self.whole.parse().ok() } else { None }
    }

    /// Whether it is one, written as one digit.
    pub(super) fn is_one(&self) -> bool {
        self.whole == "1" && self.fraction.is_empty()
    }

    /// It in words: "mille deux cents virgule cinq".
    pub(super) fn said(&self, context: &Context<'_>, form: Form) -> String {
        if self.fraction.is_empty() {
            return cardinal(context, &self.whole, form);
        }
        let numbers = &context.tables.numbers;
        let mark = if self.pointed { &numbers.point } else { &numbers.comma };
        let whole = cardinal(context, &self.whole, Form::Alone);
        format!("{whole} {mark} {}", decimals(context, self.fraction))
    }
}

/// Decimals: zeros one by one, and the rest as a number if it is short.
fn decimals(context: &Context<'_>, fraction: &str) -> String {
    let rest = fraction.trim_start_matches('0');
    if context.tables.numbers.decimals < rest.len() || rest.is_empty() {
        return digits(context, fraction);
    }
    let zeros = digits(context, &fraction[..fraction.len() - rest.len()]);
    let joint = if zeros.is_empty() { "" } else { " " };
    format!("{zeros}{joint}{}", cardinal(context, rest, Form::Alone))
}

/// Reads a number without its sign. Of "1.2.3" and "1,2,3" only the first is one.
pub(super) fn read<'a>(context: &Context<'a>, at: usize) -> Option<Number<'a>> {
    let first = context.digits(at);
    if first.is_empty() {
        return None;
    }
    let (mut whole, mut next) = (first.to_owned(), at + 1);
    let end = groups(context, at);
    while next < end {
        whole.push_str(context.digits(next + 1));
        next += 2;
    }
    let grouped = at + 1 < next;
    let used = context.mark(at + 1).filter(|_| grouped);
    let mark = context.mark(next).filter(|c| ",.".contains(*c) && Some(*c) != used);
    let is = |index: usize, mark: Option<char>| context.mark(index).is_some_and(|c| Some(c) == mark);
    let more = is(next + 2, mark) && !context.digits(next + 3).is_empty();
    let listed = 1 < at && is(at - 1, mark) && !context.digits(at - 2).is_empty();
    let (mut fraction, mut pointed) = ("", false);
    if let Some(mark) = mark.filter(|_| !more && !listed) {
        fraction = context.digits(next + 1);
        if !fraction.is_empty() {
            pointed = mark == '.';
            next += 2;
        }
    }
    Some(Number { whole, fraction, pointed, grouped, next })
}

/// The token behind the groups of three digits that belong to the digits at a token.
fn groups(context: &Context<'_>, at: usize) -> usize {
    let first = context.digits(at);
    let separator = context.get(at + 1);
    if 3 < first.len() || first.starts_with('0') || separator.is_empty() {
        return at + 1;
    }
    let mut end = at + 1;
    while context.get(end) == separator && context.digits(end + 1).len() == 3 {
        end += 2;
    }
    let count = (end - at) / 2;
    // "1.234.5" is no number, and neither is "01 234 56 78".
    let broken = context.get(end) == separator && !context.digits(end + 1).is_empty();
    let groups = match separator {
        "'" | "’" | " " | "\u{A0}" | "\u{202F}" | "\u{2009}" => !broken,
        "." | "," => {
            let other = if separator == "." { ',' } else { '.' };
            let decimal = context.regional.and_then(|regional| regional.decimal);
            let decimal = decimal.unwrap_or(context.tables.numbers.decimal);
            let decided = 1 < count || context.is(end, other) && !context.digits(end + 1).is_empty();
            !broken && (decided || !separator.starts_with(decimal))
        }
        _ => false,
    };
    if groups { end } else { at + 1 }
}

/// A number below a hundred, as the region says it.
fn small<'a>(context: &Context<'a>, value: usize) -> &'a str {
    let word = context.tables.numbers.small.get(value).map_or("", String::as_str);
    let regional = context.regional.and_then(|regional| regional.small.get(&value.to_string()));
    regional.map_or(word, String::as_str)
}

/// A text whose ending is replaced by the first that fits.
pub(super) fn replaced(text: &str, endings: &[[String; 2]]) -> Option<String> {
    endings.iter().find_map(|[old, new]| Some(format!("{}{new}", text.strip_suffix(old.as_str())?)))
}

/// A cardinal. Leading zeros, and more digits than there are names for, are said one by one.
pub(super) fn cardinal(context: &Context<'_>, number: &str, form: Form) -> String {
    let numbers = &context.tables.numbers;
    let (group_digits, groups) = match context.regional.and_then(|regional| regional.groups.as_ref()) {
        Some((digits, groups)) => (*digits, groups),
        None => (numbers.group_digits, &numbers.groups),
    };
    let most = groups.len() * group_digits + 6;
    if 1 < number.len() && number.starts_with('0') || most < number.len() {
        return digits(context, number);
    }
    match (number, form) {
        ("0", _) => return small(context, 0).to_owned(),
        ("1", Form::Masculine) => return numbers.one[0].clone(),
        ("1", Form::Feminine) => return numbers.one[1].clone(),
        _ => {}
    }
    let (large, rest) = number.split_at(number.len().saturating_sub(6));
    let mut said = Vec::new();
    let count = large.len().div_ceil(group_digits);
    for (group, noun) in (0..count).zip(groups[..count].iter().rev()) {
        let end = large.len() - (count - 1 - group) * group_digits;
        let value: usize = large[end.saturating_sub(group_digits)..end].parse().unwrap_or_default();
        let Noun(gender, single, many) = noun;
        match value {
            0 => {}
            1 => said.push(format!("{} {single}", numbers.one[usize::from(*gender == Gender::Feminine)])),
            value => said.push(format!("{} {many}", below_million(context, value, Form::of(*gender)))),
        }
    }
    let rest: usize = rest.parse().unwrap_or_default();
    if said.is_empty() {
        return below_million(context, rest, form);
    }
    let joint =
        Some(joint(context, rest, &numbers.group_joint)).filter(|joint| !joint.is_empty()).unwrap_or(" ");
    let large = said.join(" ");
    if rest == 0 { large } else { format!("{large}{joint}{}", below_million(context, rest, form)) }
}

/// What stands between a large number and the rest of it: `several`, unless the rest is one part.
fn joint<'a>(context: &Context<'a>, rest: usize, several: &'a str) -> &'a str {
    let numbers = &context.tables.numbers;
    let part = if rest.is_multiple_of(1000) { rest / 1000 } else { rest };
    if part < 100 || part < 1000 && part.is_multiple_of(100) { &numbers.last_joint } else { several }
}

fn below_million(context: &Context<'_>, value: usize, form: Form) -> String {
    let numbers = &context.tables.numbers;
    let (thousands, rest) = (value / 1000, value % 1000);
    let head = match thousands {
        0 => return below_thousand(context, rest, form, false),
        1 => numbers.thousand.clone(),
        _ => format!("{}{}", below_thousand(context, thousands, form, true), numbers.thousands),
    };
    if rest == 0 {
        return head;
    }
    let tail = joined(context, &below_thousand(context, rest, form, false));
    format!("{head}{}{tail}", joint(context, rest, &numbers.joint))
}

/// A number below a thousand in a form, perhaps before "thousand".
fn below_thousand(context: &Context<'_>, value: usize, form: Form, before_thousand: bool) -> String {
    let numbers = &context.tables.numbers;
    let (hundreds, rest) = (value / 100 % 10, value % 100);
    let formed = |word: &str| {
        let endings = match form {
            Form::Alone => &[][..],
            Form::Masculine => &numbers.masculine,
            Form::Feminine => &numbers.feminine,
        };
        let before = if before_thousand { replaced(word, &numbers.before_thousand) } else { None };
        before.or_else(|| replaced(word, endings)).unwrap_or_else(|| word.to_owned())
    };
    match (hundreds, rest) {
        (0, _) => formed(small(context, rest)),
        (_, 0) => formed(&numbers.hundreds[hundreds]),
        _ => {
            let rest = formed(small(context, rest));
            let rest = if before_thousand { rest } else { joined(context, &rest) };
            let mut head = formed(&numbers.hundreds_with[hundreds]);
            if numbers.elided_before.iter().any(|start| rest.starts_with(start.as_str())) {
                head.pop();
            }
            format!("{head}{}{rest}", numbers.hundred_joint)
        }
    }
}

/// The last part of a longer number.
fn joined(context: &Context<'_>, part: &str) -> String {
    context.tables.numbers.joined.get(part).map_or_else(|| part.to_owned(), Clone::clone)
}

/// A year.
pub(super) fn year(context: &Context<'_>, value: usize) -> String {
    let numbers = &context.tables.numbers;
    if !numbers.years_by_hundreds || !(1100..2000).contains(&value) {
        return cardinal(context, &value.to_string(), Form::Alone);
    }
    let hundreds = format!("{}{}", small(context, value / 100), numbers.hundreds[1]);
    match value % 100 {
        0 => hundreds,
        rest => format!("{hundreds}{}{}", numbers.hundred_joint, joined(context, small(context, rest))),
    }
}

/// Digits one by one.
pub(super) fn digits(context: &Context<'_>, number: &str) -> String {
    let words: Vec<&str> =
        number.bytes().map(|b| small(context, usize::from(b.wrapping_sub(b'0')) % 10)).collect();
    words.join(" ")
}
