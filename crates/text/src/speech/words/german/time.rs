//! Times of day, lengths of time that look like them, and scores: "14:30 Uhr", "2:03:59 Stunden", "3:1".

use super::super::text::{Found, Kind, Text};
use super::number::{self, One};
use crate::language::german::{Case, Clock, GERMAN, Noun};

fn clock() -> &'static Clock {
    &GERMAN.clock
}

/// Recognises a time of day, a length of time or a score.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let before = text.mark(at.wrapping_sub(1));
    if text.joined_left(at)
        || matches!(before, Some(':' | '.' | ',')) && text.kind(at.wrapping_sub(2)) == Some(Kind::Digits)
    {
        return None;
    }
    range(text, at).or_else(|| {
        let (fields, next) = fields(text, at)?;
        // "um 7:06h", but "nach 7:06h Fahrt"
        if text.word(next) == "h" && clock().cues.holds(text.word_before(at)) && is_clock(&fields) {
            return Some(Found { next: next + 1, said: said(&fields) });
        }
        length(text, &fields, next).or_else(|| moment(text, at, &fields, next)).or_else(|| versus(text, at))
    })
}

/// The digits of "14", "14:30", "14.30" or "14:30:15", and the token behind them.
fn fields<'a>(text: &Text<'a>, at: usize) -> Option<(Vec<&'a str>, usize)> {
    let mut fields = vec![text.digits(at)];
    let mut next = at + 1;
    let mark = text.mark(next).filter(|c| ":.".contains(*c));
    while let Some(mark) = mark
        && text.is(next, mark)
        && !text.digits(next + 1).is_empty()
    {
        fields.push(text.digits(next + 1));
        next += 2;
    }
    let hours = fields.len() == 2 && text.word(next) == "h";
    let whole = !fields[0].is_empty() && fields.len() <= 3 && (hours || !text.is_body(next));
    whole.then_some((fields, next))
}

fn value(digits: &str) -> usize {
    digits.parse().unwrap_or(usize::MAX)
}

/// Whether the fields are an hour with its minutes and seconds.
fn is_clock(fields: &[&str]) -> bool {
    let small = |digits: &&str| digits.len() == 2 && value(digits) < 60;
    fields[0].len() <= 2 && value(fields[0]) <= 24 && fields[1..].iter().all(small)
}

/// "vierzehn Uhr dreißig".
fn said(fields: &[&str]) -> String {
    let clock = clock();
    let mut said = format!("{} {}", number::below_hundred(value(fields[0]), One::Joined), clock.hour);
    let minutes = fields.get(1).map_or(0, |digits| value(digits));
    if 0 < minutes {
        said = format!("{said} {}", number::below_hundred(minutes, One::Alone));
    }
    if let Some(seconds) = fields.get(2) {
        said = format!("{said} {} {}", clock.and, counted(seconds, &clock.seconds));
    }
    said
}

/// A number of seconds, minutes or hours.
fn counted(digits: &str, noun: &Noun) -> String {
    let Noun(gender, one, many) = noun;
    match value(digits) {
        1 => format!("{} {one}", GERMAN.grammar.one.get(*gender, Case::Nominative)),
        _ => format!("{} {many}", number::cardinal(digits.trim_start_matches('0'), One::Alone)),
    }
}

/// The token behind the word for the hour, if it stands there.
fn hour_word(text: &Text<'_>, next: usize) -> Option<usize> {
    let word = text.past_space(next);
    clock().hour_words.iter().any(|known| known == text.word(word)).then_some(word + 1)
}

/// "14:30 Uhr", "um 14.30", "14:30".
fn moment(text: &Text<'_>, at: usize, fields: &[&str], next: usize) -> Option<Found> {
    if !is_clock(fields) {
        return None;
    }
    if let Some(next) = hour_word(text, next) {
        return Some(Found { next, said: said(fields) });
    }
    let colon = text.is(at + 1, ':');
    let cue = clock().cues.holds(text.word_before(at)) && !text.is_space(next);
    let plain = colon && !near_score(text, at) && !text.is(next, '-');
    (1 < fields.len() && (plain || cue && fields[1].len() == 2)).then(|| Found { next, said: said(fields) })
}

/// "14–16 Uhr", "14:30–16:00 Uhr".
fn range(text: &Text<'_>, at: usize) -> Option<Found> {
    let (first, next) = fields(text, at)?;
    let dash = text.past_space(next);
    let (second, end) = fields(text, text.past_space(dash + 1))?;
    let dashed = text.mark(dash).is_some_and(|c| "-–".contains(c)) || text.word(dash) == number::words().to;
    if !dashed || !is_clock(&first) || !is_clock(&second) {
        return None;
    }
    let hour = hour_word(text, end);
    let colons = text.is(at + 1, ':') && 1 < second.len() && !near_score(text, at);
    if hour.is_none() && !colons {
        return None;
    }
    let short = first.len() == 1 && second.len() == 1;
    let first = if short { number::below_hundred(value(first[0]), One::Alone) } else { said(&first) };
    let said = format!("{first} {} {}", number::words().to, said(&second));
    Some(Found { next: hour.unwrap_or(end), said })
}

/// "2:03:59 Stunden", "3:26 Minuten".
fn length(text: &Text<'_>, fields: &[&str], next: usize) -> Option<Found> {
    let clock = clock();
    let word = text.past_space(next);
    let is = |list: &[String]| list.iter().any(|known| known == text.word(word));
    let units = match (fields.len(), is(&clock.hours_after), is(&clock.minutes_after)) {
        (2, true, _) => [Some(&clock.hours), Some(&clock.minutes), None],
        (3, true, _) => [Some(&clock.hours), Some(&clock.minutes), Some(&clock.seconds)],
        (2, _, true) => [Some(&clock.minutes), Some(&clock.seconds), None],
        _ => return None,
    };
    if fields[1..].iter().any(|digits| digits.len() != 2 || 59 < value(digits)) || !text.is(next - 2, ':') {
        return None;
    }
    let said: Vec<String> = fields
        .iter()
        .zip(units.into_iter().flatten())
        .filter(|(digits, _)| 0 < value(digits))
        .map(|(digits, noun)| counted(digits, noun))
        .collect();
    let dot = usize::from(text.is(word + 1, '.') && !text.is_last(word + 2));
    (!said.is_empty()).then(|| Found { next: word + 1 + dot, said: said.join(" ") })
}

/// "3:1", "1:25.000".
fn versus(text: &Text<'_>, at: usize) -> Option<Found> {
    let first = text.digits(at);
    let colon = text.past_space(at + 1);
    let start = text.past_space(colon + 1);
    if !text.is(colon, ':') || first.is_empty() || (colon == at + 1) != (start == colon + 1) {
        return None;
    }
    let second = number::read(text, start)?;
    let free = !text.is_body(second.next) && !text.is(second.next, ':');
    let said =
        format!("{} {} {}", number::cardinal(first, One::Alone), number::words().versus, second.said());
    free.then_some(Found { next: second.next, said })
}

/// Whether a word of games stands within a few words before or behind.
fn near_score(text: &Text<'_>, at: usize) -> bool {
    (at.saturating_sub(12)..at + 12)
        .any(|index| number::words().score_cues.holds(text.word(index)) && text.word(index) != "mit")
        || text.word_before(at) == "mit"
}
