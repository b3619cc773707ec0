//! Dates: "12/03/2024", "2024-03-12", "1er janvier", "lun. 3 févr.".

use super::number::{self, Form, Number};
use super::{Context, fraction};
use crate::language;
use crate::speech::words::text::{Found, Kind};

/// The number of a month that a word names in the language of the text, and whether it is its whole name.
fn month(context: &Context<'_>, word: &str) -> Option<(usize, bool)> {
    if word.len() < 3 {
        return None;
    }
    language::own_month(word, context.language)
}

/// Whether the name of a month stands at a token, or behind the word that joins a day to it.
fn month_at(context: &Context<'_>, at: usize) -> Option<usize> {
    let start = context.past_space(at);
    let joint = context.tables.calendar.day_month.trim();
    let start =
        if !joint.is_empty() && context.word(start) == joint { context.past_space(start + 1) } else { start };
    month(context, context.word(start)).map(|_| start)
}

/// The first day of a month, before the name of it.
pub(super) fn first_day(context: &Context<'_>, number: &Number<'_>, next: usize) -> Option<String> {
    if !number.is_one() || !context.is_space(next) {
        return None;
    }
    let whole = |at: usize| {
        month(context, context.word(at)).is_some_and(|(_, is_whole)| is_whole || context.is(at + 1, '.'))
    };
    let regional = context.regional.and_then(|regional| regional.first.as_ref());
    let first = regional.unwrap_or(&context.tables.calendar.first);
    month_at(context, next).filter(|at| whole(*at)).map(|_| first.clone())
}

/// A day and a month, perhaps with a year, in words.
fn said(context: &Context<'_>, day: usize, month: usize, year: Option<usize>) -> String {
    let calendar = &context.tables.calendar;
    let first = context.regional.and_then(|regional| regional.first.as_ref()).unwrap_or(&calendar.first);
    let day = if day == 1 { first.clone() } else { number::cardinal(context, &day.to_string(), Form::Alone) };
    let month = language::month_name(month, context.language);
    let year = year.map(|year| format!("{}{}", calendar.month_year, number::year(context, year)));
    format!("{day}{}{month}{}", calendar.day_month, year.unwrap_or_default())
}

/// The value of one or two digits within bounds.
fn within(context: &Context<'_>, at: usize, most: usize) -> Option<usize> {
    let digits = context.digits(at);
    let value: usize = digits.parse().ok()?;
    (digits.len() <= 2 && (1..=most).contains(&value)).then_some(value)
}

/// Recognises a date in figures, and a range of them.
pub(super) fn figures(context: &Context<'_>, at: usize) -> Option<Found> {
    let touches = 1 < at
        && matches!(context.mark(at - 1), Some('.' | '/' | '-' | ':' | ','))
        && context.kind(at - 2) == Some(Kind::Digits);
    if context.joined_left(at) || touches || context.digits(at).is_empty() {
        return None;
    }
    let first = one(context, at)?;
    let dash = context.past_space(first.next);
    let second = context
        .mark(dash)
        .filter(|c| "-–".contains(*c))
        .and_then(|_| one(context, context.past_space(dash + 1)));
    Some(match second {
        Some(second) => {
            let said = format!("{} {} {}", first.said, context.tables.numbers.to, second.said);
            Found { next: second.next, said }
        }
        None => first,
    })
}

fn one(context: &Context<'_>, at: usize) -> Option<Found> {
    iso(context, at).or_else(|| numeric(context, at))
}

/// "2024-03-12", "2024/03/12".
fn iso(context: &Context<'_>, at: usize) -> Option<Found> {
    let year = context.digits(at);
    let mark = context.mark(at + 1).filter(|c| "-/".contains(*c))?;
    if year.len() != 4 || !context.is(at + 3, mark) || context.is_body(at + 5) || context.is(at + 5, mark) {
        return None;
    }
    let (month, day) = (within(context, at + 2, 12)?, within(context, at + 4, 31)?);
    Some(Found { next: at + 5, said: said(context, day, month, Some(year.parse().ok()?)) })
}

/// "12/03/2024", "12.03.24", "le 12/03".
fn numeric(context: &Context<'_>, at: usize) -> Option<Found> {
    let (mut day, mut month) = (within(context, at, 31)?, within(context, at + 2, 31)?);
    let mark = context.mark(at + 1).filter(|c| "/.-".contains(*c))?;
    if day <= 12 && 12 < month {
        std::mem::swap(&mut day, &mut month);
    }
    if 12 < month {
        return None;
    }
    let year = context.digits(at + 4);
    let value: usize = year.parse().unwrap_or_default();
    let next = at + 5;
    let longer = context.is_body(next) || context.is(next, mark) && context.is_body(next + 1);
    if context.is(at + 3, mark) && !longer {
        let year = match year.len() {
            4 if (1000..2200).contains(&value) => Some(value),
            2 if mark != '.' || context.digits(at + 2).len() == 2 => {
                Some(if value < 50 { 2000 + value } else { 1900 + value })
            }
            _ => None,
        };
        return year.map(|year| Found { next, said: said(context, day, month, Some(year)) });
    }
    let before = context.bare_before(at);
    let calendar = &context.tables.calendar;
    let led =
        calendar.cues.holds(before) || calendar.weekdays.iter().any(|day| day.eq_ignore_ascii_case(before));
    let alone = mark == '/' && !context.is_body(at + 3) && !context.is(at + 3, '/');
    // "le 3/4 des voix", "le 1/8 de finale" are fractions.
    let part =
        fraction::is_common(day, month) || context.tables.fractions.of.holds(context.word_after(at + 3));
    let short = context.digits(at + 2).len() == 1;
    (led && alone && !(short && part)).then(|| Found { next: at + 3, said: said(context, day, month, None) })
}

/// Recognises an abbreviated month behind a day, and an abbreviated day of the week before a date or in a range.
pub(super) fn names(context: &Context<'_>, at: usize) -> Option<Found> {
    let word = context.word(at);
    if context.joined_left(at) || context.is_body(at + 1) || word.len() < 2 || 8 < word.len() {
        return None;
    }
    let dot = usize::from(context.is(at + 1, '.'));
    let next = if context.is_last(at + 2) { at + 1 } else { at + 1 + dot };
    let behind_day = is_behind_day(context, at);
    let year = context.digits(context.past_space(at + 1 + dot)).len() == 4;
    let led = is_led(context, at);
    if (behind_day || (year || led) && dot == 1)
        && let Some((number, false)) = month(context, word)
        && (dot == 1 || year)
    {
        return Some(Found { next, said: language::month_name(number, context.language).to_owned() });
    }
    let beside = |index: usize| context.mark(index).is_some_and(|c| ".,-–".contains(c));
    let touches = beside(at + 1) || beside(context.past_space(at + 1)) || 0 < at && beside(at - 1);
    if touches { weekday(context, at, dot, next) } else { None }
}

/// Whether the word before a token leads to a day or a month: "du lun. au ven.", "de janv. à mars".
fn is_led(context: &Context<'_>, at: usize) -> bool {
    let before = context.word_before(at).to_lowercase();
    let joins =
        [&context.tables.numbers.to, &context.tables.grammar.of].into_iter().any(|word| *word == before);
    joins || context.tables.calendar.cues.holds(&before)
}

/// Whether a day stands before a token: "3", "1er", "3 de".
fn is_behind_day(context: &Context<'_>, at: usize) -> bool {
    let Some(before) = context.index_before(at) else { return false };
    let joint = context.tables.calendar.day_month.trim();
    let before = if !joint.is_empty() && context.word(before) == joint {
        context.index_before(before)
    } else {
        Some(before)
    };
    before.is_some_and(|before| {
        let ordinal = context.tables.ordinals.written.contains_key(context.get(before));
        let digits = context.digits(before - usize::from(ordinal && 0 < before));
        (1..3).contains(&digits.len())
    })
}

fn weekday(context: &Context<'_>, at: usize, dot: usize, next: usize) -> Option<Found> {
    let calendar = &context.tables.calendar;
    let day = |index: usize| calendar.weekdays_short.get(&context.word(index).to_lowercase()).copied();
    let said = calendar.weekdays.get(day(at)? - 1)?;
    let dotted = at + 1 + dot;
    let dashed = |index: usize| context.mark(index).is_some_and(|c| "-–".contains(c));
    let dash = context.past_space(dotted);
    let behind = context.past_space(dash + 1);
    if dashed(dash) && day(behind).is_some() {
        return Some(Found { next: behind, said: format!("{said} {}", context.tables.numbers.to) });
    }
    let closes = [at.checked_sub(1), at.checked_sub(2).filter(|_| context.is_space(at - 1))]
        .into_iter()
        .flatten()
        .any(|dash| {
            let before = (0..dash).rev().find(|index| context.is_body(*index));
            dashed(dash) && before.is_some_and(|before| day(before).is_some())
        });
    let date = context.past_space(if context.is(dotted, ',') { dotted + 1 } else { dotted });
    let dated = context.kind(date) == Some(Kind::Digits)
        && (month_at(context, date + 1).is_some() || context.is(date + 1, '/'));
    let led = dot == 1 && is_led(context, at) && !context.is_last(dotted);
    (closes || led || dated && (dot == 1 || context.is(dotted, ',')))
        .then(|| Found { next, said: said.clone() })
}
