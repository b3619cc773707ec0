//! Dates, months and decades.

use super::number;
use super::text::{Found, Region, Text};
use crate::language::english::ENGLISH;

fn months() -> &'static [String; 12] {
    &ENGLISH.calendar.months
}

/// The number of a month from 0, from its name or its abbreviation.
fn month(word: &str) -> Option<usize> {
    if word.len() < 3 || 9 < word.len() || !word.is_ascii() {
        return None;
    }
    let found = months().iter().position(|name| name[..3].eq_ignore_ascii_case(&word[..3]))?;
    let whole = months()[found].eq_ignore_ascii_case(word);
    (whole || word.len() == 3 || word.eq_ignore_ascii_case("sept")).then_some(found)
}

/// Whether a word is the whole name of a month, with its capital.
fn is_whole(word: &str) -> bool {
    months().iter().any(|name| name == word)
}

/// Words that are also months: they need a capital, or more around them.
fn is_doubtful(word: &str) -> bool {
    matches!(word, "may" | "mar" | "march" | "dec" | "MAY" | "MARCH" | "MAR")
}

/// Recognises a date, a month with a year, or a decade.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if !text.word(at).is_empty() {
        return month_first(text, at);
    }
    decade(text, at)
        .or_else(|| short_year(text, at))
        .or_else(|| numeric(text, at))
        .or_else(|| month_of_year(text, at))
        .or_else(|| day_first(text, at))
        .or_else(|| bare(text, at))
}

/// "July 25, 1866", "Sept. 7", "January 1906", "Jan." and the like.
fn month_first(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    let name = &months()[month(word)?];
    let dot = usize::from(text.is(at + 1, '.') && word.len() < 5);
    let mut after = at + 1 + dot;
    if text.is(after, ',') && text.is_space(after + 1) {
        after += 1;
    }
    // "Mar-03-2021"
    let dated = text.is(after + 2, '-') && text.digits(after + 3).len() == 4;
    let joint = text.is_space(after) || text.is(after, '-') && (text.is_gap(after + 2) || dated);
    if joint
        && after == at + 1 + dot
        && let Some((day, next)) = day(text, after + 1)
    {
        let (year, next) = year_after(text, next);
        let certain = year.is_some() || word.starts_with(char::is_uppercase) || !is_doubtful(word);
        if certain {
            let (day, next) = days(text, day, next);
            let year = year.map(|year| format!(", {}", number::year(year))).unwrap_or_default();
            return Some(Found { next, said: format!("{name} {day}{year}") });
        }
    }
    if joint && let Some(year) = year(text, after + 1) {
        let comma = if after == at + 1 + dot { "" } else { "," };
        return Some(Found { next: after + 2, said: format!("{name}{comma} {}", number::year(year)) });
    }
    let shortened = dot == 1 && !is_whole(word) && !is_doubtful(word) && !text.is_last(at + 2);
    shortened.then(|| Found { next: at + 2, said: name.clone() })
}

/// "Mon–Fri", "Jan–Mar": two short names with a dash.
pub(super) fn names(text: &Text<'_>, at: usize) -> Option<Found> {
    let dot = usize::from(text.is(at + 1, '.'));
    let end = at + 3 + dot;
    let dash = text.mark(at + 1 + dot).is_some_and(|c| "-–".contains(c)) && !text.is(end, '-');
    let (first, last) = (text.word(at), text.word(at + 2 + dot));
    if !dash || text.joined_left(at) || text.is_body(end) || !last.starts_with(char::is_uppercase) {
        return None;
    }
    let day = |word: &str| ENGLISH.calendar.weekdays_short.get(word);
    let spans = || Some((&months()[month(first)?], &months()[month(last)?]));
    let (from, to) = day(first).zip(day(last)).or_else(spans)?;
    let own = dot == 1 && text.is(end, '.') && !text.is_last(end + 1);
    Some(Found { next: end + usize::from(own), said: format!("{from} to {to}") })
}

/// A second day after a dash: "July 4-6".
fn days(text: &Text<'_>, first: String, next: usize) -> (String, usize) {
    if matches!(text.mark(next), Some('-' | '–'))
        && let Some((last, behind)) = day(text, next + 1)
    {
        return (format!("{first} to {last}"), behind);
    }
    (first, next)
}

/// "25 July 2012", "9th feb 2017", "15 January".
fn day_first(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    let (day, next) = day_token(text, at)?;
    let month_at = next + 1;
    let word = text.word(month_at);
    if !(text.is_space(next) || text.is(next, '-')) {
        return None;
    }
    let name = &months()[month(word)?];
    let short = !is_whole(word) && !text.is_last(month_at + 2);
    let dot = usize::from(short && text.is(month_at + 1, '.'));
    let (year, next) = year_after(text, month_at + 1 + dot);
    let sure = matches!(word, "march" | "mar") && text.is_last(next);
    if is_doubtful(word) && year.is_none() && !sure {
        return None;
    }
    let the = if text.word_before(at).eq_ignore_ascii_case("the") { "" } else { "the " };
    let year = year.map(|year| format!(", {}", number::year(year))).unwrap_or_default();
    Some(Found { next, said: format!("{the}{day} of {name}{year}") })
}

/// "23-26 March 2026".
pub(super) fn span(text: &Text<'_>, at: usize) -> Option<Found> {
    let (first, next) = day_token(text, at).filter(|_| !text.joined_left(at))?;
    let dash = text.mark(next).is_some_and(|c| "-–".contains(c));
    let last = dash.then(|| day_first(text, next + 1)).flatten()?;
    let the = if text.word_before(at).eq_ignore_ascii_case("the") { "" } else { "the " };
    Some(Found { next: last.next, said: format!("{the}{first} to {}", last.said) })
}

/// A day as an ordinal, after a month: not the start of a time, an amount or a longer number.
fn day(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let (day, next) = day_token(text, at)?;
    let time =
        text.is(next, ':') || matches!(text.mark(next), Some('.' | ',')) && !text.digits(next + 1).is_empty();
    let unit = match text.word_after(next) {
        "percent" | "million" | "billion" | "am" | "pm" => true,
        "a" | "p" => text.is(next + 2, '.'),
        _ => false,
    };
    (!time && !unit && !text.is(next, '%')).then_some((day, next))
}

fn day_token(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let digits = text.digits(at);
    let value: usize = digits.parse().ok().filter(|_| digits.len() < 3)?;
    if !(1..=31).contains(&value) {
        return None;
    }
    let suffix = text.word(at + 1);
    let next = match suffix.to_ascii_lowercase().as_str() {
        "" => at + 1,
        "st" | "nd" | "rd" | "th" | "d" => at + 2,
        _ => return None,
    };
    Some((number::ordinal(digits, Region::American), next))
}

/// A year after a day or a month: ", 1866", " 2012".
fn year_after(text: &Text<'_>, at: usize) -> (Option<usize>, usize) {
    let comma = usize::from(text.is(at, ','));
    if (text.is_space(at + comma) || comma == 0 && text.is(at, '-'))
        && let Some(year) = year(text, at + comma + 1)
    {
        return (Some(year), at + comma + 2);
    }
    (None, at)
}

fn year(text: &Text<'_>, at: usize) -> Option<usize> {
    let digits = text.digits(at);
    let longer = matches!(text.mark(at + 1), Some(',' | '.' | ':')) && !text.digits(at + 2).is_empty();
    let value: usize = digits.parse().ok().filter(|_| digits.len() == 4 && !longer)?;
    ((1000..2200).contains(&value) && text.word(at + 1).is_empty()).then_some(value)
}

/// "2016-07-03", "01/07/98", "15.01.2020".
fn numeric(text: &Text<'_>, at: usize) -> Option<Found> {
    let separator = text.mark(at + 1).filter(|c| "-/.–".contains(*c))?;
    let parts = [text.digits(at), text.digits(at + 2), text.digits(at + 4)];
    if text.joined_left(at)
        || !text.is(at + 3, separator)
        || parts.contains(&"")
        || text.is(at + 5, separator) && (separator != '.' || !text.digits(at + 6).is_empty())
        || text.is(at + 5, '.') && !text.digits(at + 6).is_empty()
    {
        return None;
    }
    let values = parts.map(|part| part.parse::<usize>().unwrap_or(usize::MAX));
    let (day, month, year, first) = match parts.map(str::len) {
        [4, 1 | 2, 1 | 2] => (values[2], values[1], values[0], "month"),
        [1 | 2, 1 | 2, 4 | 2] if parts[2].len() == 4 || separator == '/' => {
            match (values[0], values[1], text.region) {
                (day, month, Region::British) if month <= 12 => (day, month, values[2], "day"),
                (month, day, _) if month <= 12 => (day, month, values[2], "month"),
                (day, month, _) => (day, month, values[2], "day"),
            }
        }
        _ => return None,
    };
    let name = months().get(month.checked_sub(1)?)?;
    if !(1..=31).contains(&day) {
        return None;
    }
    let day = number::ordinal(&day.to_string(), Region::American);
    let year = if parts[2].len() == 2 && year < 100 { number::pair(year) } else { number::year(year) };
    let said =
        if first == "day" { format!("the {day} of {name} {year}") } else { format!("{name} {day} {year}") };
    let (time, next) = stamp(text, at + 5);
    Some(Found { next, said: format!("{said}{time}") })
}

/// "02/2007", and "2007-04" where that can be no span of years.
fn month_of_year(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at)
        || text.is_body(at + 3)
        || 0 < at && text.mark(at - 1).is_some_and(|c| "/-.–".contains(c))
    {
        return None;
    }
    let (first, second) = (text.digits(at), text.digits(at + 2));
    let longer = text.mark(at + 3).is_some_and(|c| "/-.,–".contains(c)) && !text.digits(at + 4).is_empty();
    let (month, year) = match (first.len(), second.len()) {
        (2, 4) if text.is(at + 1, '/') => (first, second),
        (4, 2) if text.is(at + 1, '-') && second <= &first[2..] => (second, first),
        _ => return None,
    };
    let year = year.parse().ok().filter(|year| (1000..2200).contains(year) && !longer)?;
    let name = months().get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    Some(Found { next: at + 3, said: format!("{name} {}", number::year(year)) })
}

/// "T12:30:00Z" behind a date that programs wrote: the hour and the minute.
fn stamp(text: &Text<'_>, at: usize) -> (String, usize) {
    let value =
        |index: usize| text.digits(index).parse::<usize>().ok().filter(|_| text.digits(index).len() == 2);
    let (Some(hour), Some(minute)) = (value(at + 1), value(at + 3)) else { return (String::new(), at) };
    if text.word(at) != "T" || !text.is(at + 2, ':') || 24 < hour || 59 < minute {
        return (String::new(), at);
    }
    let mut next = at + 4;
    if text.is(next, ':') && value(next + 1).is_some() {
        next += 2;
    }
    if text.is(next, '.') && !text.digits(next + 1).is_empty() {
        next += 2;
    }
    let zone = if text.word(next) == "Z" { " UTC" } else { "" };
    let minute = if minute == 0 { "hundred".to_owned() } else { number::pair(minute) };
    (format!(" at {} {minute}{zone}", number::below_hundred(hour)), next + usize::from(!zone.is_empty()))
}

/// Words before a day and a month.
const ASKING: [&str; 20] = [
    "before", "began", "begins", "by", "closes", "dated", "due", "ended", "ends", "expires", "on", "opens",
    "since", "started", "starts", "through", "thru", "till", "until", "updated",
];

/// "a reminder for 4/9": what is planned has a day.
fn is_planned(text: &Text<'_>, at: usize) -> bool {
    const PLANNED: [&str; 12] = [
        "agenda",
        "appointment",
        "booked",
        "booking",
        "deadline",
        "forecast",
        "invite",
        "planned",
        "reminder",
        "reservation",
        "scheduled",
        "set",
    ];
    let before = text.index_before(at).filter(|index| text.word(*index) == "for");
    before.is_some_and(|index| PLANNED.contains(&text.word_before(index).to_lowercase().as_str()))
}

/// "on 1/4": a day and a month only where the word before asks for a date.
fn bare(text: &Text<'_>, at: usize) -> Option<Found> {
    if !text.is(at + 1, '/') || text.is(at + 3, '/') || text.is_body(at + 3) || text.joined_left(at) {
        return None;
    }
    // "on 1/2 of the days" is a fraction.
    let is_part = text.word_after(at + 3) == "of";
    let asked = ASKING.contains(&text.word_before(at).to_lowercase().as_str()) && !is_part;
    let asked = asked || is_planned(text, at);
    let (first, second) = (text.digits(at), text.digits(at + 2));
    // "9/20: Ongoing" heads an entry of a day; no fraction has such a number below.
    let labelled = text.is(at + 3, ':') && 2 == second.len() && second > "16";
    let asked = asked || labelled || (first, second) == ("12", "25") && !is_part;
    let (month, day) = if text.region == Region::British { (second, first) } else { (first, second) };
    let name = months().get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
    let day = day.parse::<usize>().ok().filter(|day| asked && (1..=31).contains(day))?;
    let day = number::ordinal(&day.to_string(), Region::American);
    Some(Found { next: at + 3, said: format!("{name} {day}") })
}

/// "the class of '99": a year without its century.
fn short_year(text: &Text<'_>, at: usize) -> Option<Found> {
    text.mark(at).filter(|c| "'’‘".contains(*c))?;
    let digits = text.digits(at + 1);
    let free = at == 0 || text.is_gap(at - 1) || text.is(at - 1, '(');
    let closed = text.is_body(at + 2) || text.mark(at + 2).is_some_and(|c| "'’\"″".contains(c));
    let value: usize = digits.parse().ok().filter(|_| digits.len() == 2 && free && !closed)?;
    let before = text.word_before(at);
    let asked = matches!(
        before.to_ascii_lowercase().as_str(),
        "of" | "in" | "since" | "by" | "until" | "from" | "to" | "and" | "early" | "late"
    ) || month(before).is_some()
        || before.is_empty();
    (asked && !number::counts(text, at + 2))
        .then(|| Found { next: at + 2, said: format!("'{}", number::pair(value)) })
}

/// "1980s", "'80s", "1980's".
fn decade(text: &Text<'_>, at: usize) -> Option<Found> {
    let apostrophe = usize::from(matches!(text.mark(at), Some('\'' | '’' | '‘')));
    let digits = text.digits(at + apostrophe);
    if digits.is_empty() || !digits.ends_with('0') || text.joined_left(at) || !matches!(digits.len(), 2 | 4) {
        return None;
    }
    let after = at + apostrophe + 1;
    let next = match (text.word(after), text.mark(after), text.word(after + 1)) {
        ("s", ..) => after + 1,
        (_, Some('\'' | '’'), "s") => after + 2,
        // "the 1990 s"
        (.., "s") if text.is_space(after) && text.word_before(at) == "the" && digits.len() == 4 => after + 2,
        _ => return None,
    };
    let value: usize = digits.parse().ok()?;
    let is_short = digits.len() == 2;
    // "0690s" is no decade.
    if value < if is_short { 10 } else { 1000 } || text.is_body(next) || apostrophe == 1 && !is_short {
        return None;
    }
    let year = if is_short { number::below_hundred(value) } else { number::year(value) };
    Some(Found { next, said: number::plural(&year) })
}
