//! Times of day, lengths of time that look like them, and scores: "14h30", "14:30 h", "5 p. m.", "2:03:59", "3:1".

use super::number::{self, Form, Number};
use super::{Context, grammar, measure};
use crate::language::german::{Gender, Noun};
use crate::language::western::Clock;
use crate::speech::words::text::{Found, Kind};

/// A time as it is written.
struct Moment<'a> {
    hour: &'a str,
    /// "" where there are none.
    minutes: &'a str,
    /// Whether a sign for the hour stands in it or behind it.
    marked: bool,
    /// Whether that sign stands between the hour and the minutes.
    parted: bool,
    /// The token behind it.
    next: usize,
}

fn clock<'a>(context: &Context<'a>) -> &'a Clock {
    &context.tables.clock
}

/// Recognises a time of day, a length of time or a score.
pub(super) fn rule(context: &Context<'_>, at: usize) -> Option<Found> {
    let before = context.mark(at.wrapping_sub(1));
    if context.joined_left(at)
        || context.digits(at).is_empty()
        || matches!(before, Some(':' | '.' | ',')) && context.kind(at.wrapping_sub(2)) == Some(Kind::Digits)
    {
        return None;
    }
    length(context, at).or_else(|| moments(context, at)).or_else(|| versus(context, at))
}

/// One time, or two with a dash between them.
fn moments(context: &Context<'_>, at: usize) -> Option<Found> {
    let first = moment(context, at)?;
    let dash = context.past_space(first.next);
    let second = context.mark(dash).filter(|c| "-–".contains(*c));
    let second = second.and_then(|_| moment(context, context.past_space(dash + 1)));
    Some(match second {
        Some(second) => {
            let said = format!("{} {} {}", first.said, context.tables.numbers.to, second.said);
            Found { next: second.next, said }
        }
        None => first,
    })
}

fn moment(context: &Context<'_>, at: usize) -> Option<Found> {
    let moment = marked(context, at).or_else(|| figures(context, at)).or_else(|| hour(context, at))?;
    let said = said(context, &moment);
    Some(match half(context, &moment) {
        Some((half, next)) => Found { next, said: format!("{said} {half}") },
        None => Found { next: moment.next, said },
    })
}

/// One or two digits up to a bound.
fn is_within(digits: &str, most: usize) -> bool {
    digits.len() <= 2 && digits.parse::<usize>().is_ok_and(|value| value <= most)
}

/// "14h30", "14 h 30", "9h".
fn marked<'a>(context: &Context<'a>, at: usize) -> Option<Moment<'a>> {
    let hour = context.digits(at);
    let mark = context.past_space(at + 1);
    if !is_within(hour, 24) || !clock(context).marks.iter().any(|known| known == context.word(mark)) {
        return None;
    }
    let start = context.past_space(mark + 1);
    let minutes = context.digits(start);
    let tight = mark == at + 1;
    let free = !context.is_body(start + 1)
        && !context.mark(start + 1).is_some_and(|c| ",.".contains(c) && context.is_body(start + 2));
    // "3 h 45 min" is a length.
    let counted = !minutes.is_empty() && measure::unit(context, context.past_space(start + 1)).is_some();
    let parted = minutes.len() == 2
        && is_within(minutes, 59)
        && free
        && !counted
        && (tight || clock(context).names_hour);
    // "1h30min"
    if let Some((_, next)) =
        measure::unit(context, start + 1).filter(|_| counted && tight && is_within(minutes, 59))
    {
        return Some(Moment { hour, minutes, marked: true, parted: true, next });
    }
    if parted {
        return Some(Moment { hour, minutes, marked: true, parted, next: start + 1 });
    }
    let alone = !context.is(mark + 1, '/') && (counted || !context.is_body(mark + 1));
    let dot = context.is(mark + 1, '.') && !context.is_last(mark + 2);
    alone.then(|| Moment {
        hour,
        minutes: "",
        marked: true,
        parted: false,
        next: mark + 1 + usize::from(dot),
    })
}

/// "14:30", "14:30 h"; with a point only behind a word for it, or before one.
fn figures<'a>(context: &Context<'a>, at: usize) -> Option<Moment<'a>> {
    let (hour, minutes) = (context.digits(at), context.digits(at + 2));
    let mark = context.mark(at + 1).filter(|c| ":.".contains(*c))?;
    if !is_within(hour, 24) || minutes.len() != 2 || !is_within(minutes, 59) || context.is_body(at + 3) {
        return None;
    }
    let clock = clock(context);
    let word = context.past_space(at + 3);
    let marked = clock.words.iter().any(|known| known == context.word(word));
    let cue = clock.cues.holds(context.bare_before(at));
    let longer = context.mark(at + 3).is_some_and(|c| ".,:/".contains(c)) && context.is_body(at + 4)
        || number::read(context, at + 2).is_some_and(|number| number.grouped);
    // "van 9.00 tot 17.30 uur"
    let opens = context.word_after(at + 3) == context.tables.numbers.to && figures(context, at + 6).is_some();
    let led = marked || cue || if mark == '.' { opens } else { !near_score(context, at) };
    if longer || !led {
        return None;
    }
    let dot = marked && context.is(word + 1, '.') && !context.is_last(word + 2);
    let next = if marked { word + 1 + usize::from(dot) } else { at + 3 };
    Some(Moment { hour, minutes, marked, parted: false, next })
}

/// "5 p. m.": an hour alone, before the half of its day.
fn hour<'a>(context: &Context<'a>, at: usize) -> Option<Moment<'a>> {
    let moment = Moment { hour: context.digits(at), minutes: "", marked: false, parted: false, next: at + 1 };
    (is_within(moment.hour, 12) && half(context, &moment).is_some()).then_some(moment)
}

/// The words for the half of the day behind a time, and the token behind its last stop.
fn half<'a>(context: &Context<'a>, moment: &Moment<'_>) -> Option<(&'a str, usize)> {
    let start = context.past_space(moment.next);
    let mut key = String::new();
    let mut next = start;
    while key.len() < 4 && (!context.word(next).is_empty() || context.is(next, '.') || context.is_space(next))
    {
        if !context.is_space(next) {
            key.push_str(&context.get(next).to_lowercase());
        }
        next += 1;
        let halves = &clock(context).halves;
        let longer = context.is(next, '.') && halves.contains_key(&format!("{key}."));
        let found = halves.get(&key).filter(|_| !context.is_body(next) && !longer);
        let Some(halves) = found else { continue };
        let value = moment.hour.parse::<usize>().ok()? % 12;
        let (_, words) = halves.iter().rev().find(|(from, _)| *from <= value)?;
        let own = key.ends_with('.') && context.is_last(next);
        return Some((words, next - usize::from(own)));
    }
    None
}

/// "quatorze heures trente", "catorce treinta", "veertien uur dertig".
fn said(context: &Context<'_>, moment: &Moment<'_>) -> String {
    let clock = clock(context);
    let whole = moment.hour.strip_prefix('0').filter(|rest| !rest.is_empty()).unwrap_or(moment.hour);
    let number = Number { whole: whole.to_owned(), fraction: "", pointed: false, grouped: false, next: 0 };
    let minutes: usize = moment.minutes.parse().unwrap_or_default();
    let midnight = minutes == 0 && whole.trim_matches('0').is_empty();
    let named = clock.names_hour || moment.parted || moment.marked && minutes == 0 || midnight;
    let mut said = if named {
        grammar::counted(context, &number, &clock.hour)
    } else {
        number.said(context, Form::of(clock.hour.0))
    };
    if 0 < minutes {
        let joint = if minutes < 10 { &clock.small_joint } else { &clock.joint };
        let form = if clock.minute.0 == Gender::Feminine { Form::Feminine } else { Form::Alone };
        for part in [joint.as_str(), &number::cardinal(context, &minutes.to_string(), form)] {
            if !part.is_empty() {
                said.push(' ');
                said.push_str(part);
            }
        }
        if moment.marked && !named {
            said = format!("{said} {}", clock.hour.2);
        }
    }
    said
}

/// "2:03:59": hours, minutes and seconds, or, behind a moment of a day, a moment.
fn length(context: &Context<'_>, at: usize) -> Option<Found> {
    let fields = [context.digits(at), context.digits(at + 2), context.digits(at + 4)];
    let colons = context.is(at + 1, ':') && context.is(at + 3, ':');
    let whole = fields[1..].iter().all(|digits| digits.len() == 2 && is_within(digits, 59));
    if !colons || !whole || context.is_body(at + 5) || context.is(at + 5, ':') || fields[0].is_empty() {
        return None;
    }
    let clock = clock(context);
    let units = [&clock.hour, &clock.minute, &clock.second];
    let said: Vec<String> = fields
        .iter()
        .zip(units)
        .filter(|(digits, _)| !digits.trim_matches('0').is_empty())
        .map(|(digits, noun)| counted(context, digits, noun))
        .collect();
    (!said.is_empty()).then(|| Found { next: at + 5, said: said.join(" ") })
}

fn counted(context: &Context<'_>, digits: &str, noun: &Noun) -> String {
    let whole = digits.trim_start_matches('0').to_owned();
    let number = Number { whole, fraction: "", pointed: false, grouped: false, next: 0 };
    grammar::counted(context, &number, noun)
}

/// "3:1", "1:25 000".
fn versus(context: &Context<'_>, at: usize) -> Option<Found> {
    let first = context.digits(at);
    if !context.is(at + 1, ':') || first.is_empty() {
        return None;
    }
    let second = number::read(context, at + 2)?;
    let free = !context.is_body(second.next) && !context.is(second.next, ':');
    let versus = &context.tables.numbers.versus;
    let joint = if versus.is_empty() { String::new() } else { format!("{versus} ") };
    let first = number::cardinal(context, first, Form::Alone);
    free.then(|| Found {
        next: second.next,
        said: format!("{first} {joint}{}", second.said(context, Form::Alone)),
    })
}

/// Whether a word of games stands within a few words before or behind.
pub(super) fn near_score(context: &Context<'_>, at: usize) -> bool {
    (at.saturating_sub(10)..at + 10).any(|index| clock(context).scores.holds(context.bare(index)))
}
