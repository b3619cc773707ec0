//! Comparisons, logic and arithmetic in running text: "x < 5 && y", "p<0.05", "n-1", "6 × 10^8".

use super::number;
use super::text::{Found, Kind, Region, Text};
use crate::language::english::ENGLISH;

/// Signs of one or more marks, longest first, as they are said between two terms.
#[rustfmt::skip]
const SIGNS: &[(&str, &str)] = &[
    ("<=>", "if and only if"), ("===", "is identical to"), ("!==", "is not identical to"),
    ("&&", "and"), ("||", "or"), ("<=", "is less than or equal to"), (">=", "is greater than or equal to"),
    ("!=", "is not equal to"), ("==", "equals"), ("+=", "plus equals"), ("-=", "minus equals"), ("->", "to"),
    ("=>", "to"), (":=", "is set to"), ("++", "plus plus"), ("**", "to the power of"), ("~=", "is about"),
    ("<", "is less than"), (">", "is greater than"),
    ("≤", "is at most"), ("≥", "is at least"), ("≪", "is much less than"), ("≫", "is much greater than"),
];

/// Signs before a number that has nothing on their left: "<5%", ">50".
#[rustfmt::skip]
const LEADING: &[(&str, &str)] = &[
    ("<=", "at most"), (">=", "at least"), ("≤", "at most"), ("≥", "at least"), ("<", "less than"), (">", "more than"),
    ("≈", "about"), ("∼", "about"), ("~", "about"), ("~=", "about"), ("=", "equals"),
];

/// Recognises a sign of a program or of mathematics. What looks like markup is left alone.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    either(text, at)
        .or_else(|| power(text, at))
        .or_else(|| factorial(text, at))
        .or_else(|| minus(text, at))
        .or_else(|| product(text, at))
        .or_else(|| sign(text, at))
}

/// "+/-"
fn either(text: &Text<'_>, at: usize) -> Option<Found> {
    let fits =
        text.is(at, '+') && text.is(at + 1, '/') && text.mark(at + 2).is_some_and(|c| "-−–".contains(c));
    fits.then(|| Found { next: at + 3, said: "plus or minus".to_owned() })
}

/// "a*b"
fn product(text: &Text<'_>, at: usize) -> Option<Found> {
    let short = |index: usize| !text.digits(index).is_empty() || text.word(index).len() == 1;
    let apart = at < 2 || !text.mark(at - 2).is_some_and(|c| "*_".contains(c));
    let fits = text.is(at, '*') && 0 < at && short(at - 1) && short(at + 1) && apart && !text.is(at + 2, '*');
    fits.then(|| Found { next: at + 1, said: "times".to_owned() })
}

fn sign(text: &Text<'_>, at: usize) -> Option<Found> {
    text.mark(at)?;
    if 0 < at && text.mark(at - 1).is_some_and(|c| "<>=|&!+~*-".contains(c)) {
        return None;
    }
    let spaced =
        at == 0 || text.is_gap(at - 1) || text.mark(at - 1).is_some_and(|c| "([\"“,;:–-".contains(c));
    let length = |short: &str| short.chars().count();
    let alone = |end: usize| !text.mark(end).is_some_and(|c| "<>=|&!*/".contains(c));
    if spaced
        && let Some((short, said)) =
            LEADING.iter().filter(|(short, _)| reads(text, at, short)).max_by_key(|(short, _)| short.len())
    {
        let end = at + length(short);
        let number = text.past_space(end);
        let glued = number == end && *short != "=";
        let bare = glued || !has_term(text, at) && (short.len() != 1 || *short == "≈");
        if bare && alone(end) && starts_number(text, number) {
            return Some(Found { next: number, said: (*said).to_owned() });
        }
    }
    let (short, said) = SIGNS.iter().find(|(short, _)| reads(text, at, short))?;
    let end = at + length(short);
    let (left, right) = (has_term(text, at), has_operand(text, end));
    let even = text.is_gap(end) == (0 < at && text.is_gap(at - 1)) || starts_number(text, end);
    let fits = match *short {
        "++" => left && 0 < at && text.is_body(at - 1) && text.word(at - 1) != "C",
        // Where a tag of a page could stand, a sign of one mark needs room or a number.
        "<" | ">" => left && right && even && !is_markup(text, at) && compares(text, at, end),
        "&&" | "||" | "->" | "=>" | "**" => left && right && even,
        _ => left && right,
    };
    // "versions < 2": behind an ordinary word the sign is no verb.
    let noun = at.checked_sub(2).is_some_and(|word| text.is_space(word + 1) && 3 < text.word(word).len());
    let said =
        if noun && starts_number(text, text.past_space(end)) { said.trim_start_matches("is ") } else { said };
    (fits && alone(end)).then(|| Found { next: end, said: said.to_owned() })
}

/// Whether the marks that begin here are these.
fn reads(text: &Text<'_>, at: usize, marks: &str) -> bool {
    marks.chars().enumerate().all(|(index, mark)| text.is(at + index, mark))
}

/// Whether a term ends before a token, perhaps with white space between them.
fn has_term(text: &Text<'_>, at: usize) -> bool {
    let mut index = at;
    while 0 < index && text.is_space(index - 1) {
        index -= 1;
    }
    0 < index && (text.is_body(index - 1) || text.mark(index - 1).is_some_and(|c| ")]²³%°$".contains(c)))
}

fn has_operand(text: &Text<'_>, at: usize) -> bool {
    let start = text.past_space(at);
    text.is_body(start) || text.mark(start).is_some_and(|c| "([-−.!$£€\"'".contains(c))
}

fn starts_number(text: &Text<'_>, at: usize) -> bool {
    let start = if text.mark(at).is_some_and(|c| "-−.$£€¥₹₩₽".contains(c)) { at + 1 } else { at };
    !text.digits(start).is_empty()
}

/// Whether a name of a tag touches the sign: "<p>", "</b>", "a<b>".
fn is_markup(text: &Text<'_>, at: usize) -> bool {
    // The words within a tag are its name alone, or have values.
    let tag = |from: usize, to: usize| {
        let spaces = (from + 1..to).any(|index| text.is_space(index));
        !text.is_gap(from + 1)
            && (!spaces || (from + 1..to).any(|index| text.is(index, '=') || text.is(index, '/')))
    };
    let (from, to) = (at.saturating_sub(40), (at + 40).min(text.len()));
    if text.is(at, '<') {
        return (at + 1..to).find(|index| text.is(*index, '>')).is_some_and(|end| tag(at, end));
    }
    text.is(at, '>')
        && (from..at).rev().find(|index| text.is(*index, '<')).is_some_and(|start| tag(start, at))
}

/// Whether one side of the sign is a number or a short name, as in a formula; "A > B > C" of a menu is a way.
fn compares(text: &Text<'_>, at: usize, end: usize) -> bool {
    let left = (0..at).rev().find(|index| !text.is_space(*index)).unwrap_or(0);
    let right = text.past_space(end);
    let term = |index: usize| !text.digits(index).is_empty() || (1..3).contains(&text.word(index).len());
    term(left) || starts_number(text, right) || term(right)
}

/// "10^6", "x^2", "2^10".
fn power(text: &Text<'_>, at: usize) -> Option<Found> {
    let touched = 0 < at && (text.is_body(at - 1) || text.mark(at - 1).is_some_and(|c| ")]".contains(c)));
    if !text.is(at, '^') || !touched {
        return None;
    }
    let braced = usize::from(text.mark(at + 1).is_some_and(|c| "({".contains(c)));
    let (sign, start) = if text.mark(at + 1 + braced).is_some_and(|c| "-−".contains(c)) {
        ("minus ", at + 2 + braced)
    } else {
        ("", at + 1 + braced)
    };
    let word = text.word(start);
    let exponent = match (text.digits(start), sign) {
        ("", _) if word.chars().count() == 1 => word.to_owned(),
        ("", _) => return None,
        (digits, _) => number::cardinal(digits, text.region),
    };
    let closes = braced == 1 && text.mark(start + 1).is_some_and(|c| ")}".contains(c));
    let next = start + 1 + usize::from(closes);
    let small = text.word(at - 1).chars().count() == 1 && sign.is_empty();
    let said = match exponent.as_str() {
        "two" if small => "squared".to_owned(),
        "three" if small => "cubed".to_owned(),
        _ => format!("to the power of {sign}{exponent}"),
    };
    Some(Found { next, said })
}

/// Recognises an abbreviation with raised letters, a note of music, or a number taken from a letter: "n-1".
pub(super) fn letter(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    if text.is(at + 1, '^') {
        let braced = usize::from(text.is(at + 2, '{'));
        let raised = text.word(at + 2 + braced);
        let said = ENGLISH.letters.raised.get(&format!("{}^{raised}", text.word(at)))?;
        return Some(Found { next: at + 3 + 2 * braced, said: said.clone() });
    }
    if text.word(at) == "N"
        && text.mark(at + 1).is_some_and(|c| "º°".contains(c))
        && !text.digits(text.past_space(at + 2)).is_empty()
    {
        return Some(Found { next: at + 2, said: "number".to_owned() });
    }
    let note = matches!(text.word(at), "A" | "B" | "C" | "D" | "E" | "F" | "G");
    if let Some(sign) = text.mark(at + 1).and_then(accidental).filter(|_| note) {
        return Some(Found { next: at + 2, said: format!("{} {sign}", text.word(at)) });
    }
    let found = minus(text, at + 1)?;
    let number = number::cardinal(text.digits(found.next), text.region);
    Some(Found { next: found.next + 1, said: format!("{} minus {number}", text.word(at)) })
}

/// What raises or lowers a note.
fn accidental(mark: char) -> Option<&'static str> {
    match mark {
        '♯' => Some("sharp"),
        '♭' => Some("flat"),
        '♮' => Some("natural"),
        _ => None,
    }
}

/// "5!" between signs of a sum.
fn factorial(text: &Text<'_>, at: usize) -> Option<Found> {
    let number = text.is(at, '!') && 0 < at && (!text.digits(at - 1).is_empty() || text.word(at - 1) == "n");
    let after = text.past_space(at + 1);
    let sum = text.mark(after).is_some_and(|c| "=+×*/<>".contains(c));
    (number && sum && !text.is(at + 1, '=')).then(|| Found { next: at + 1, said: "factorial".to_owned() })
}

/// "n-1", "k − 2": behind a letter that counts, a dash before a number takes away.
fn minus(text: &Text<'_>, at: usize) -> Option<Found> {
    let counts = |word: &str| matches!(word, "i" | "j" | "k" | "m" | "n" | "x" | "y" | "z");
    let left = 0 < at && counts(text.word(at - 1)) && !text.joined_left(at - 1);
    let apart = at < 2 || !text.mark(at - 2).is_some_and(|c| "-–'’".contains(c));
    let right = text.digits(at + 1).len();
    let fits = text.mark(at).is_some_and(|c| "-−–".contains(c)) && left && apart && (1..3).contains(&right);
    (fits && !text.is_body(at + 2)).then(|| Found { next: at + 1, said: "minus".to_owned() })
}

/// "3.2 × 10^8", "6.02×10²³", "1.5e-3": a number and a power of ten.
pub(super) fn scientific(text: &Text<'_>, at: usize) -> Option<Found> {
    let (sign, start) = number::sign(text, at);
    let first = number::read(text, start).filter(|_| !text.joined_left(start))?;
    let said = first.said(text.region);
    if let Some((power, next)) =
        raised(text, first.next).filter(|_| text.is(first.next, '⁻') || first.whole == "10")
    {
        return Some(with_unit(text, Found { next, said: format!("{sign}{said} {power}") }));
    }
    if matches!(text.word(first.next), "e" | "E") {
        let mark = text.mark(first.next + 1).filter(|c| "+-−".contains(*c));
        let at = first.next + 1 + usize::from(mark.is_some());
        let plain = !first.fraction.is_empty() || first.whole.len() == 1;
        let digits = text.digits(at);
        if !plain || digits.is_empty() || 3 < digits.len() || text.is_body(at + 1) {
            return None;
        }
        let minus = if mark.is_some_and(|c| c != '+') { "minus " } else { "" };
        let power = number::cardinal(digits.trim_start_matches('0'), text.region);
        return Some(Found {
            next: at + 1,
            said: format!("{sign}{said} times ten to the power of {minus}{power}"),
        });
    }
    let times = text.past_space(first.next);
    let ten = text.past_space(times + 1);
    if !(text.mark(times).is_some_and(|c| "×·*⋅".contains(c)) || text.word(times) == "x")
        || text.digits(ten) != "10"
    {
        return None;
    }
    let (power, next) = if text.is(ten + 1, '^') {
        let found = power(text, ten + 1)?;
        (found.said, found.next)
    } else {
        raised(text, ten + 1)?
    };
    let power = power.replace("squared", "to the power of two").replace("cubed", "to the power of three");
    Some(with_unit(text, Found { next, said: format!("{sign}{said} times ten {power}") }))
}

/// The same with the unit that stands behind it.
fn with_unit(text: &Text<'_>, found: Found) -> Found {
    match super::measure::unit_behind(text, found.next) {
        Some((unit, next)) => Found { next, said: format!("{} {unit}", found.said) },
        None => found,
    }
}

/// A run of raised digits, perhaps with a sign: "to the power of twenty-three".
pub(super) fn raised(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let minus = text.is(at, '⁻');
    let mut next = at + usize::from(minus);
    let mut digits = String::new();
    while let Some(Kind::Mark(mark)) = text.kind(next)
        && let Some(value) = DIGITS.chars().position(|c| c == mark)
    {
        digits.push_str(&value.to_string());
        next += 1;
    }
    let cardinal = number::cardinal(&digits, Region::American);
    (!digits.is_empty())
        .then(|| (format!("to the power of {}{cardinal}", if minus { "minus " } else { "" }), next))
}
