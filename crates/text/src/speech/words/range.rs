//! Two amounts with a dash between them, and small sums.

use super::number;
use super::text::{Found, Text};
use super::{date, measure, money, time};

/// Recognises a range, a score or a sum that begins with a number.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    date::span(text, at)
        .or_else(|| ratio(text, at))
        .or_else(|| to_present(text, at))
        .or_else(|| formation(text, at))
        .or_else(|| sum(text, at))
        .or_else(|| range(text, at))
}

/// "May 2020–June 2021", "Jan. 5 – Feb. 3": two dates that begin with a month.
pub(super) fn dates(text: &Text<'_>, at: usize) -> Option<Found> {
    if let Some(found) = date::names(text, at) {
        return Some(found);
    }
    let first = date::rule(text, at)?;
    let dash = text.past_space(first.next);
    let spaced = dash != first.next;
    let mark = text.mark(dash).filter(|c| "‒–-".contains(*c))?;
    let start = text.past_space(dash + 1);
    if spaced != (start != dash + 1) || mark == '-' && spaced || text.word(start).is_empty() {
        return None;
    }
    let second = date::rule(text, start)?;
    Some(Found { next: second.next, said: format!("{} to {}", first.said, second.said) })
}

/// "1 : 3", "1:25,000": two numbers that can be no time of day.
fn ratio(text: &Text<'_>, at: usize) -> Option<Found> {
    let first = number::read(text, at).filter(|number| number.fraction.is_empty())?;
    let colon = text.past_space(first.next);
    let spaced = colon != first.next;
    let second = number::read(text, text.past_space(colon + 1)).filter(|_| text.is(colon, ':'))?;
    let fits = if spaced { text.is_space(colon + 1) } else { second.grouped };
    let said = format!("{} to {}", first.said(text.region), second.said(text.region));
    (fits && !text.is_body(second.next) && !text.is(second.next, ':'))
        .then_some(Found { next: second.next, said })
}

/// "1980–present".
fn to_present(text: &Text<'_>, at: usize) -> Option<Found> {
    let number = number::read(text, at).filter(|number| number.whole.len() == 4 && !number.grouped)?;
    let year = number.value().and_then(|value| usize::try_from(value).ok()).filter(|year| *year < 2200)?;
    let dash = text.past_space(number.next);
    let word = text.past_space(dash + 1);
    let present = text.word(word).eq_ignore_ascii_case("present") && !text.is_body(word + 1);
    (present && text.mark(dash).is_some_and(|c| "-–—".contains(c)))
        .then(|| Found { next: word + 1, said: format!("{} to the present", number::year(year)) })
}

/// "5pm-7 pm", "1990–1995", "$250-$300", "5–3".
fn range(text: &Text<'_>, at: usize) -> Option<Found> {
    let first = amount(text, at)?;
    let spaced = text.is_space(first.next);
    let dash = text.past_space(first.next);
    let mark = text.mark(dash).filter(|c| "‒-–—−".contains(*c))?;
    if spaced != text.is_space(dash + 1) || mark == '—' && !spaced && text.mark(at).is_some() {
        return None;
    }
    let start = text.past_space(dash + 1);
    let second = amount(text, start)?;
    if text.is_body(second.next)
        || matches!(text.mark(second.next), Some('-' | '–' | '=')) && text.is_body(second.next + 1)
    {
        return None;
    }
    match joint(text, at, first.next, start, second.next) {
        Joint::To => {
            let last = short_year(text, at, start, second.next).unwrap_or(second.said);
            // In "1200-1500 km" the first number shares the unit of the second: it is no year.
            let bare = number::read(text, at).filter(|number| number.next == first.next);
            let shares = number::read(text, start)
                .is_some_and(|number| number.next < second.next && text.word(number.next) != "s");
            let first = bare.filter(|_| shares).map_or(first.said, |number| number.said(text.region));
            Some(Found { next: second.next, said: format!("{first} to {last}") })
        }
        Joint::Minus => {
            Some(Found { next: second.next, said: format!("{} minus {}", first.said, second.said) })
        }
        Joint::None => None,
    }
}

/// "4-4-2": three small numbers or more, as teams line up.
fn formation(text: &Text<'_>, at: usize) -> Option<Found> {
    let mut numbers = Vec::new();
    let mut next = at;
    while (1..3).contains(&text.digits(next).len())
        && (text.digits(next) == "0" || !text.digits(next).starts_with('0'))
    {
        numbers.push(number::cardinal(text.digits(next), text.region));
        next += 2;
        if !text.is(next - 1, '-') {
            break;
        }
    }
    let end = next.checked_sub(1)?;
    let few = (3..6).contains(&numbers.len()) && numbers.iter().all(|number| !number.contains('-'));
    let free = !text.is(end, '-')
        && !text.is_body(end)
        && !text.is(end, '=')
        && at.checked_sub(1).is_none_or(|index| !text.is(index, '-'));
    (few && free).then(|| Found { next: end, said: numbers.join("-") })
}

/// What a dash between two amounts means.
enum Joint {
    To,
    Minus,
    None,
}

fn joint(text: &Text<'_>, at: usize, first_end: usize, start: usize, end: usize) -> Joint {
    let (Some(first), Some(second)) = (number::read(text, at), number::read(text, start)) else {
        return Joint::To;
    };
    let plain = first.next == first_end && second.next == end;
    let zeros = |number: &number::Number<'_>| 1 < number.whole.len() && number.whole.starts_with('0');
    let en = text.is(first_end, '–') || text.is(first_end + 1, '–');
    let spaced = text.is_space(first_end);
    match (first.value(), second.value()) {
        _ if !plain => Joint::To,
        _ if zeros(&first) || zeros(&second) && second.whole.len() != 2 => Joint::None,
        (Some(a), Some(b)) if spaced && !en && b < a => Joint::Minus,
        (Some(_), Some(_)) if spaced && !en && first.whole.len() != second.whole.len() => Joint::None,
        // "Table 3-1" is the first of the third chapter.
        _ if !spaced && is_numbered(text.word_before(at)) => Joint::None,
        _ if !spaced && is_decided(text, at, end) => Joint::To,
        // "100-1" is an outsider.
        (Some(_), Some(1)) if !spaced && !first.whole.is_empty() => Joint::To,
        (Some(a), Some(b)) if a == b => Joint::None,
        (Some(a), Some(b)) if b < a && !en && 2 < first.whole.len() && second.whole.len() != 2 => Joint::None,
        _ => Joint::To,
    }
}

/// Whether two numbers are for and against: "a 240-2 vote", "passed 218-206".
fn is_decided(text: &Text<'_>, at: usize, end: usize) -> bool {
    let after = matches!(
        text.word_after(end),
        "vote"
            | "votes"
            | "win"
            | "loss"
            | "defeat"
            | "victory"
            | "decision"
            | "majority"
            | "margin"
            | "lead"
    );
    after || matches!(text.word_before(at), "voted" | "passed" | "approved" | "rejected" | "ratified")
}

/// Words before a number with a part of its own, in the singular.
fn is_numbered(before: &str) -> bool {
    matches!(
        before,
        "Table" | "Figure" | "Fig" | "Exhibit" | "Section" | "Exercise" | "Problem" | "Equation" | "Listing"
    )
}

/// The second half of "1990-95": the last two digits of a year.
fn short_year(text: &Text<'_>, at: usize, start: usize, end: usize) -> Option<String> {
    let (first, second) =
        (number::read(text, at)?, number::read(text, start).filter(|number| number.next == end)?);
    let years =
        first.whole.len() == 4 && !first.grouped && second.whole.len() == 2 && second.fraction.is_empty();
    let value = first.value().filter(|value| years && (1100..2100).contains(value))?;
    let last = second.value().filter(|last| value % 100 < *last || *last < 10)?;
    Some(number::pair(usize::try_from(last).ok()?))
}

/// One amount of any kind.
fn amount(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.digits(at).is_empty() && money::rule(text, at).is_none() && date::rule(text, at).is_none() {
        return None;
    }
    money::rule(text, at)
        .or_else(|| time::rule(text, at))
        .or_else(|| date::rule(text, at).filter(|_| text.word(at).is_empty()))
        .or_else(|| measure::rule(text, at))
        .or_else(|| ordinal(text, at))
        .or_else(|| {
            let number = number::read(text, at)?;
            let year = number.whole.len() == 4 && !number.grouped && number.fraction.is_empty();
            let value = number.value().filter(|value| year && (1010..2100).contains(value));
            let said = match value.and_then(|value| usize::try_from(value).ok()) {
                Some(value) => number::year(value),
                None => number::plain(text, at, &number),
            };
            Some(Found { next: number.next, said })
        })
}

/// Recognises an ordinal: "21st", but not "21th".
pub(super) fn ordinal(text: &Text<'_>, at: usize) -> Option<Found> {
    let number =
        number::read(text, at).filter(|number| number.fraction.is_empty() && !text.joined_left(at))?;
    // "7-th" is written too.
    let hyphen = usize::from(
        text.is(number.next, '-') && matches!(text.word(number.next + 1), "st" | "nd" | "rd" | "th"),
    );
    let suffix = text.word(number.next + hyphen);
    let (suffix, possessive) = match suffix.strip_suffix("'s").or_else(|| suffix.strip_suffix("’s")) {
        Some(stem) => (stem, "'s"),
        None => (suffix, ""),
    };
    // "3d" for "3rd" is old, and "3D" is something else.
    let old = suffix == "d" && text.word_before(at) != "in" && text.word_after(number.next + 1) == "of";
    let suffix = suffix.to_ascii_lowercase();
    let teen = number.whole.len() != 1 && number.whole[number.whole.len() - 2..].starts_with('1');
    if 1 < number.whole.len() && number.whole.starts_with('0') {
        return None;
    }
    let right = match (number.whole.as_bytes().last(), teen) {
        (Some(b'1'), false) => suffix == "st",
        (Some(b'2'), false) => suffix == "nd" || old,
        (Some(b'3'), false) => suffix == "rd" || old,
        _ => suffix == "th",
    };
    let said = number::ordinal(&number.whole, text.region);
    right.then(|| Found { next: number.next + hyphen + 1, said: format!("{said}{possessive}") })
}

/// "1-2=5", "2+3", "8*7": a run of numbers without white space in which signs are signs.
fn sum(text: &Text<'_>, at: usize) -> Option<Found> {
    let end = text.chunk_end(at);
    let equals = (at..end).any(|index| text.is(index, '='));
    let first = number::read(text, at)?;
    let mut said = first.said(text.region);
    let mut next = first.next;
    while let Some(mark) = text.mark(next) {
        let sign = match mark {
            '+' => "plus",
            '*' | '·' => "times",
            '×' if equals => "times",
            '÷' => "divided by",
            '=' => "equals",
            '-' | '−' | '–' if equals => "minus",
            '/' if equals => "over",
            '^' => "to the power of",
            _ => break,
        };
        let Some(number) = number::read(text, next + 1) else { break };
        said = format!("{said} {sign} {}", number.said(text.region));
        next = number.next;
    }
    (first.next < next && !text.is_body(next)).then_some(Found { next, said })
}
