//! Dates as articles, sites and feeds write them.
//!
//! `2024-03-05T17:00:00+01:00` and `20240305T160000Z` (ISO 8601), `Tue, 05 Mar 2024 17:00:00 +0100` (RFC 2822), `Tuesday,
//! 05-Mar-24 16:00:00 GMT` (RFC 850), `Tue Mar  5 16:00:00 2024` (C), `2024-03-05 17:00:00 +0100` (Jekyll, Hugo),
//! `March 5, 2024 at 5 p.m. ET`, `5. März 2024, 17 Uhr`, `05.03.2024`, `3/5/2024`, `2024年3月5日`, and what is like them.

mod clock;
mod tokens;

use jiff::Timestamp;
use jiff::civil::{self, DateTime, Time};
use jiff::tz::TimeZone;

use self::clock::Clock;
use self::tokens::{Item, Token, items, tokens};
use crate::language;

/// Longer texts are no dates.
const LONGEST: usize = 200;

/// How many words may stand between the parts of a date, and how many letters they have at most: "5th of March", "5 de
/// marzo del 2024".
const MOST_BETWEEN: usize = 2;
const LONGEST_BETWEEN: usize = 3;

/// A date that a text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// The moment. Where the text names no time it is midnight, and where it names no zone it is in UTC.
    pub moment: Timestamp,
    /// The day where the article was published; the first of the month or of the year, where the text names no day.
    pub day: civil::Date,
    /// Whether the text names the day.
    pub is_day: bool,
}

/// Reads a date in a text of a language (a BCP 47 tag; empty where it is not known). None if there is none in it, or if
/// a part of it cannot be understood, such as an unknown zone.
pub fn read(text: &str, language: &str) -> Option<Date> {
    if LONGEST < text.len() {
        return None;
    }
    let mut tokens = tokens(text);
    let compact = compact(&mut tokens);
    let clock = match compact.and_then(|(_, time)| time) {
        Some(clock) => Some(clock),
        None => clock::take(&mut tokens).ok()?,
    };
    let Day { date, is_day } = match compact {
        Some((date, _)) => Day { date, is_day: true },
        None => day(&items(&tokens), language)?,
    };
    let Clock { time, zone } = clock.unwrap_or_default();
    let moment = zone.time_zone().to_timestamp(DateTime::from_parts(date, time)).ok()?;
    Some(Date { moment, day: date, is_day })
}

/// A day, as far as a text names it.
#[derive(Debug, Clone, Copy)]
struct Day {
    date: civil::Date,
    is_day: bool,
}

impl Day {
    fn of(year: &str, month: &str, day: &str) -> Option<Day> {
        Day::in_month(year, month.parse().ok()?, day)
    }

    fn in_month(year: &str, month: i8, day: &str) -> Option<Day> {
        let date = civil::Date::new(self::year(year)?, month, day.parse().ok()?).ok()?;
        Some(Day { date, is_day: true })
    }

    /// The first day of a month or of a year.
    fn first(year: &str, month: i8) -> Option<Day> {
        let date = civil::Date::new(self::year(year)?, month, 1).ok()?;
        Some(Day { date, is_day: false })
    }
}

/// A year of four digits, or of two: those from 70 on are of the last century, as POSIX has it.
fn year(digits: &str) -> Option<i16> {
    let year: i16 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

/// A date without marks between its parts, `20240305`, `20240305T170000`, `20240305170000`, or the seconds or milliseconds
/// since 1970. What stands behind its time is left.
fn compact(tokens: &mut Vec<Token>) -> Option<(civil::Date, Option<Clock>)> {
    let at = tokens.iter().position(|token| token.digits().is_some())?;
    let digits = tokens[at].digits()?.to_owned();
    if matches!(digits.len(), 10 | 13) && tokens.len() == 1 {
        let seconds: i64 = digits[..10].parse().ok()?;
        let moment = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
        return Some((moment.date(), Some(Clock { time: moment.time(), ..Clock::default() })));
    }
    if !matches!(digits.len(), 8 | 12 | 14) {
        return None;
    }
    let date = Day::of(&digits[..4], &digits[4..6], &digits[6..8])?.date;
    let mut end = at + 1;
    let mut time = digits[8..].to_owned();
    if time.is_empty() {
        let is_gap = |token: &Token| *token == Token::Space || token.is_word("t");
        let after = end + tokens[end..].iter().take_while(|token| is_gap(token)).count();
        let digits = tokens.get(after).and_then(Token::digits);
        if let Some(digits) = digits.filter(|digits| matches!(digits.len(), 4 | 6)) {
            digits.clone_into(&mut time);
            end = after + 1;
        }
    }
    let part = |at: usize| time.get(at..at + 2).map_or(Some(0), |part| part.parse().ok());
    if time.is_empty() {
        tokens.drain(..end);
        return Some((date, None));
    }
    let time = Time::new(part(0)?, part(2)?, part(4)?, 0).ok()?;
    let zone = clock::zone(tokens, end).ok()?.map(|(zone, _)| zone).unwrap_or_default();
    Some((date, Some(Clock { time, zone })))
}

/// The day that a text names, without its time.
fn day(items: &[Item<'_>], language: &str) -> Option<Day> {
    let numeric = (0..items.len()).find_map(|at| in_figures(&items[at..], language));
    numeric.or_else(|| in_words(items, language)).or_else(|| alone(items))
}

/// A date of three numbers with the same mark between them.
fn in_figures(items: &[Item<'_>], language: &str) -> Option<Day> {
    let [one, two, three, ..] = items else { return None };
    let [a, b, c] = [one.digits()?, two.digits()?, three.digits()?];
    if two.before != three.before || !["-", "/", ".", "–", "‑"].contains(&two.before.as_str()) || 2 < b.len()
    {
        return None;
    }
    match (a.len(), c.len()) {
        (4, 1 | 2) => Day::of(a, b, c),
        (1 | 2, 4) => by_order([a, b, c], &two.before, language),
        (1 | 2, 2) if two.before != "-" => by_order([a, b, c], &two.before, language),
        _ => None,
    }
}

/// A date whose year stands last. Days come first, but not in America, whose dates have no stops.
fn by_order([a, b, year]: [&str; 3], mark: &str, language: &str) -> Option<Day> {
    let day_first = || Day::of(year, b, a);
    let month_first = || Day::of(year, a, b);
    let is_american = language.is_empty() || language::is_english(language);
    let region = language::region(language);
    let is_american = is_american && region.is_none_or(|region| ["US", "PH"].contains(&region.as_str()));
    if is_american && mark != "." {
        month_first().or_else(day_first)
    } else {
        day_first().or_else(month_first)
    }
}

/// A date whose month is a word.
fn in_words(items: &[Item<'_>], language: &str) -> Option<Day> {
    let months = items.iter().enumerate();
    let months = months.filter_map(|(at, item)| Some((at, language::month(item.word()?, language)?)));
    let (whole, short): (Vec<_>, Vec<_>) = months.partition(|(_, month)| month.is_whole);
    // The shortened name of a day comes before that of a month: "mar, 5 nov 2024".
    let mut candidates = whole.into_iter().chain(short.into_iter().rev());
    candidates.find_map(|(at, month)| around(items, at, month.number))
}

/// The date around the month at a place.
fn around(items: &[Item<'_>], at: usize, month: i8) -> Option<Day> {
    let before = number(items[..at].iter().rev()).map(|(_, digits)| digits);
    let after = number(items[at + 1..].iter());
    let then = after.and_then(|(skipped, _)| number(items[at + 2 + skipped..].iter()));
    let (after, then) = (after.map(|(_, digits)| digits), then.map(|(_, digits)| digits));
    let short = |digits: &&str| digits.len() <= 2;
    let long = |digits: &&str| digits.len() == 4;
    // The day stands next to the month, and the year beside both.
    match (before, after, then) {
        (_, Some(day), Some(year)) | (Some(day), Some(year), _) | (Some(year), Some(day), _)
            if short(&day) && long(&year) =>
        {
            Day::in_month(year, month, day)
        }
        (Some(day), Some(year), _) if short(&day) && year.len() == 2 => Day::in_month(year, month, day),
        (_, Some(year), _) | (Some(year), None, _) if long(&year) => Day::first(year, month),
        _ => None,
    }
}

/// The next number, and how many words stand before it; none, if these are no small words.
fn number<'a>(items: impl Iterator<Item = &'a Item<'a>>) -> Option<(usize, &'a str)> {
    for (skipped, item) in items.take(MOST_BETWEEN + 1).enumerate() {
        match (item.digits(), item.word()) {
            (Some(digits), _) => return Some((skipped, digits)),
            (None, Some(word)) if word.chars().count() <= LONGEST_BETWEEN => {}
            _ => return None,
        }
    }
    None
}

/// A year, or a year and the number of a month, and nothing else.
fn alone(items: &[Item<'_>]) -> Option<Day> {
    match items {
        [year] if year.digits()?.len() == 4 => Day::first(year.digits()?, 1),
        [year, month] if year.digits()?.len() == 4 && ["-", "/", "."].contains(&month.before.as_str()) => {
            Day::first(year.digits()?, month.digits()?.parse().ok()?)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests;
