//! Dates and ordinals: "am 3. Mai", "3.5.2024", "der 2. Weltkrieg", "vom 1. bis 3. Juni".

use super::super::text::{Found, Kind, Text};
use super::grammar::{self, Governor};
use super::number;
use crate::language::german::{Calendar, GERMAN, Gender};

fn calendar() -> &'static Calendar {
    &GERMAN.calendar
}

/// The number of a month from 1, by its name or an abbreviation.
pub(super) fn month(word: &str) -> Option<usize> {
    if !word.starts_with(char::is_uppercase) {
        return None;
    }
    let at = calendar().months.iter().position(|month| month == word).map(|at| at + 1);
    at.or_else(|| calendar().months_short.get(&word.to_lowercase()).copied())
}

/// Whether a word names a day of the week.
pub(super) fn is_weekday(word: &str) -> bool {
    calendar().weekdays.iter().chain(&calendar().weekdays_more).any(|day| day == word)
}

/// The value of one or two digits within bounds.
fn within(text: &Text<'_>, at: usize, most: usize) -> Option<usize> {
    let digits = text.digits(at);
    let value: usize = digits.parse().ok()?;
    (digits.len() <= 2 && (1..=most).contains(&value)).then_some(value)
}

fn named(month: usize) -> &'static str {
    calendar().months.get(month.wrapping_sub(1)).map_or("", String::as_str)
}

/// Recognises a date in figures: "3.5.2024", "03.05.24", "3.5." after a word that leads to one, "2024-05-03".
pub(super) fn figures(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) || touches(text, at) {
        return None;
    }
    let first = iso(text, at).or_else(|| numeric(text, at)).or_else(|| slashed(text, at))?;
    // "3.5.–5.5.2025"
    let second =
        text.mark(first.next).filter(|c| "-–".contains(*c)).and_then(|_| numeric(text, first.next + 1));
    Some(match second {
        Some(last) => Found { said: format!("{} {} {}", first.said, number::words().to, last.said), ..last },
        None => first,
    })
}

/// "24/11/1918", "09/2017".
fn slashed(text: &Text<'_>, at: usize) -> Option<Found> {
    let year = |at: usize| {
        let value = text.digits(at).parse().ok().filter(|_| text.digits(at).len() == 4)?;
        ((1000..2200).contains(&value) && !text.is_body(at + 1) && !text.is(at + 1, '/'))
            .then(|| number::year(value))
    };
    if !text.is(at + 1, '/') {
        return None;
    }
    if let Some(year) = year(at + 2) {
        let month = within(text, at, 12).filter(|_| text.digits(at).len() == 2)?;
        return Some(Found { next: at + 3, said: format!("{} {year}", named(month)) });
    }
    let (day, month, year) = (within(text, at, 31)?, within(text, at + 2, 12)?, year(at + 4)?);
    let said = format!("{} {} {year}", day_said(text, at, day), named(month));
    text.is(at + 3, '/').then_some(Found { next: at + 5, said })
}

/// Whether a point, a stroke or a hyphen with digits before it makes a longer thing of the number.
fn touches(text: &Text<'_>, at: usize) -> bool {
    1 < at
        && matches!(text.mark(at - 1), Some('.' | '/' | '-' | ':' | ','))
        && text.kind(at - 2) == Some(Kind::Digits)
}

fn iso(text: &Text<'_>, at: usize) -> Option<Found> {
    let year = text.digits(at);
    if year.len() != 4 || !text.is(at + 1, '-') || !text.is(at + 3, '-') {
        return None;
    }
    let (month, day) = (within(text, at + 2, 12)?, within(text, at + 4, 31)?);
    let whole = text.digits(at + 2).len() == 2 && text.digits(at + 4).len() == 2;
    // "2024-05-03T10:00" is a moment of a machine; its day is what people hear.
    let free = !text.is_body(at + 5) && !text.is(at + 5, '-');
    let said = format!("{} {} {}", day_said(text, at, day), named(month), number::year(year.parse().ok()?));
    (whole && free).then_some(Found { next: at + 5, said })
}

fn numeric(text: &Text<'_>, at: usize) -> Option<Found> {
    let day = within(text, at, 31).filter(|_| text.word_before(at) != "Version")?;
    let second = text.past_space(at + 2);
    let month = within(text, second, 12)?;
    if !text.is(at + 1, '.') || !text.is(second + 1, '.') {
        return None;
    }
    let third = text.past_space(second + 2);
    let spaced = second != at + 2;
    let year = text.digits(third);
    let value: usize = year.parse().unwrap_or_default();
    let dated = format!("{} {}", day_said(text, at, day), named(month));
    let with_year = match year.len() {
        4 => (1000..2200).contains(&value),
        2 => third == second + 2,
        _ => false,
    };
    if with_year
        && !text.is_body(third + 1)
        && !(text.is(third + 1, '.') && text.kind(third + 2) == Some(Kind::Digits))
    {
        let year = match year.len() {
            2 if value < 50 => 2000 + value,
            2 => 1900 + value,
            _ => value,
        };
        return Some(Found { next: third + 1, said: format!("{dated} {}", number::year(year)) });
    }
    // A number of a chapter stands first, or before white space.
    let closed = !text.is_first(at) && text.mark(second + 2).is_some_and(|c| "),–-".contains(c));
    let leads = closed || grammar::governor(text, at) != Governor::None || is_weekday(text.word_before(at));
    let whole = !spaced && !text.is_body(second + 2) && leads;
    let own = usize::from(!text.is_last(second + 2));
    whole.then_some(Found { next: second + 1 + own, said: dated })
}

/// A day of the month with the ending that its context asks for.
fn day_said(text: &Text<'_>, at: usize, day: usize) -> String {
    let governor = match grammar::governor(text, at) {
        Governor::Preposition(_) => Governor::En,
        governor => governor,
    };
    format!("{}{}", number::ordinal(day), grammar::ending(governor, Some(Gender::Masculine), false))
}

/// Recognises an ordinal with its stop, and a month's abbreviation and a year behind it.
pub(super) fn ordinal(text: &Text<'_>, at: usize) -> Option<Found> {
    let digits = text.digits(at);
    let value: usize = digits.parse().ok().filter(|_| digits.len() <= 4 && !digits.starts_with("00"))?;
    if text.joined_left(at) || touches(text, at) || value == 0 {
        return None;
    }
    if !text.is(at + 1, '.') {
        return in_figures(text, at, value);
    }
    let noun = grammar::noun(text, at + 2);
    if digits.len() == 4 && !counts_in_thousands(text, at, noun) {
        return None;
    }
    let month = month(text.word(text.past_space(at + 2)));
    let governor = grammar::governor(text, at);
    if text.is_last(at + 2) {
        // "am 3." at the end: the stop also ends the sentence.
        let leads = governor == Governor::En;
        let said = format!("{}en", number::ordinal(value));
        return leads.then_some(Found { next: at + 1, said });
    }
    let spaced = text.is_space(at + 2);
    let row = text.mark(at + 2).is_some_and(|c| "/-–,".contains(c));
    let opens = text.is_first(at) && grammar::named_gender(noun).is_none() && !coordinated(text, at + 2);
    // "die 2. in der Liga": what is counted was named before.
    let alone = noun.is_empty() && matches!(governor, Governor::None | Governor::Preposition(_));
    if !(spaced || row) || opens || alone {
        return None;
    }
    let gender = if month.is_some() { Some(Gender::Masculine) } else { grammar::gender(noun) };
    let governor = match (governor, month) {
        (Governor::Preposition(_), Some(_)) => Governor::En,
        (governor, _) => governor,
    };
    let plural = text.word(text.past_space(at + 2)).ends_with("en") && grammar::named_gender(noun).is_none();
    let said = format!("{}{}", number::ordinal(value), grammar::ending(governor, gender, plural));
    let Some(to) = range(text, at + 2) else { return Some(Found { next: at + 2, said }) };
    // "1.–3. Mai"
    Some(Found { next: to, said: format!("{said} {}", number::words().to) })
}

/// Whether four digits with a stop count what stands behind them: "der 1000. Besucher". A year ends a sentence.
fn counts_in_thousands(text: &Text<'_>, at: usize, noun: &str) -> bool {
    let led = !matches!(grammar::governor(text, at), Governor::None | Governor::Preposition(_));
    led && !noun.is_empty() && text.is_space(at + 2) && text.word_after(at + 2) == noun
}

/// The token behind the dash of "1.–3.", where another ordinal begins.
fn range(text: &Text<'_>, next: usize) -> Option<usize> {
    let dash = text.past_space(next);
    let second = text.past_space(dash + 1);
    let dashed = text.mark(dash).is_some_and(|c| "-–".contains(c));
    (dashed && !text.digits(second).is_empty() && text.is(second + 1, '.')).then_some(second)
}

/// Whether "und 3." or the like goes on.
fn coordinated(text: &Text<'_>, next: usize) -> bool {
    let word = text.word(text.past_space(next));
    let second = text.past_space(text.past_space(next) + 1);
    matches!(word, "und" | "oder" | "bis") && !text.digits(second).is_empty() && text.is(second + 1, '.')
        || range(text, next).is_some()
}

/// "2te", "19ten".
fn in_figures(text: &Text<'_>, at: usize, value: usize) -> Option<Found> {
    let ending = text.word(at + 1);
    let known = number::words().ordinal_endings.iter().any(|known| known == ending);
    let ending = ending.trim_start_matches(['s', 't']);
    known.then(|| Found { next: at + 2, said: format!("{}{ending}", number::ordinal(value)) })
}

/// Recognises an abbreviated month between a day and a year, and days of the week in ranges and before dates.
pub(super) fn names(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    if text.joined_left(at) || text.is_body(at + 1) {
        return None;
    }
    let dot = usize::from(text.is(at + 1, '.'));
    if let Some(month) = month(word).filter(|month| named(*month) != word) {
        let before = at.checked_sub(2).filter(|_| text.is_space(at - 1));
        let day =
            before.is_some_and(|index| text.is(index, '.') && !text.digits(index.wrapping_sub(1)).is_empty());
        let year = text.digits(text.past_space(at + 1 + dot)).len() == 4;
        if day && (dot == 1 || year) || year && dot == 1 {
            return Some(Found { next: at + 1 + own(text, at, dot), said: named(month).to_owned() });
        }
        return None;
    }
    // "Fr. 250.–" is money.
    let money = word == "Fr"
        && dot == 1
        && number::read(text, text.past_space(at + 2)).is_some_and(|number| {
            2 < number.whole.len()
                || text.is(number.next, '.') && text.mark(number.next + 1).is_some_and(|c| "-–".contains(c))
        });
    let day = calendar().weekdays_short.get(word).filter(|_| !money)?;
    let dotted = at + 1 + dot;
    let is_day = |index: usize| calendar().weekdays_short.contains_key(text.word(index));
    let dashed = |index: usize| text.mark(index).is_some_and(|c| "-–/".contains(c));
    let dash = text.past_space(dotted);
    let opens = dashed(dash) && is_day(text.past_space(dash + 1));
    let closes = [at.checked_sub(1), at.checked_sub(2).filter(|_| text.is_space(at - 1))]
        .into_iter()
        .flatten()
        .any(|dash| {
            let before = (0..dash).rev().find(|index| text.is_body(*index));
            dashed(dash) && before.is_some_and(is_day)
        });
    let comma = text.is(dotted, ',') && text.kind(text.past_space(dotted + 1)) == Some(Kind::Digits);
    let dated = dot == 1 && text.kind(text.past_space(dotted)) == Some(Kind::Digits);
    let said = calendar().weekdays[*day - 1].clone();
    if opens && !text.is(dash, '/') {
        let next = text.past_space(dash + 1);
        return Some(Found { next, said: format!("{said} {}", number::words().to) });
    }
    (opens || closes || comma || dated).then(|| Found { next: at + 1 + own(text, at, dot), said })
}

/// The abbreviation's own stop, unless the sentence ends with it.
fn own(text: &Text<'_>, at: usize, dot: usize) -> usize {
    if text.is_last(at + 2) { 0 } else { dot }
}

/// Whether a whole number of four digits is a year.
pub(super) fn is_year(text: &Text<'_>, at: usize, number: &number::Number<'_>) -> bool {
    let Some(value) = number.value().filter(|_| number.whole.len() == 4 && !number.grouped) else {
        return false;
    };
    if !(1100..2000).contains(&value) {
        return false;
    }
    let before = text.word_before(at);
    let cue = calendar().year_cues.holds(before) || month(before).is_some();
    let counts = text.word_after(number.next).starts_with(char::is_uppercase);
    // Nobody counts 1987 of anything without a point; 1500 they do.
    cue || !counts || 1700 < value && value % 10 != 0
}
