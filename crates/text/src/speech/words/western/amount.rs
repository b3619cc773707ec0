//! Amounts: a number or a range, and the money or the unit that it counts; and numbers that no other rule wants.

use super::number::{self, Form, Number};
use super::{Context, date, fraction, grammar, measure, money, time};
use crate::language::german::Noun;
use crate::speech::words::text::{Found, Kind};

/// Recognises an amount: with its sign, money before or behind it, a unit, or as a range, a row of lengths or a fraction.
pub(super) fn rule(context: &Context<'_>, at: usize) -> Option<Found> {
    if context.joined_left(at) {
        return None;
    }
    let (sign, start) = sign(context, at);
    let found = money::first(context, start).or_else(|| fraction::rule(context, start)).or_else(|| {
        let number = number::read(context, start)?;
        range(context, start, &number)
            .or_else(|| lengths(context, &number))
            .or_else(|| times(context, &number))
            .or_else(|| Some(to_another(context, counted(context, &number)?)))
    })?;
    Some(Found { said: format!("{sign}{}", found.said), ..found })
}

/// The sign before a number or before money, in words with a space, and the token behind it.
fn sign(context: &Context<'_>, at: usize) -> (String, usize) {
    let free =
        at == 0 || context.is_gap(at - 1) || matches!(context.mark(at - 1), Some('(' | '[' | '«' | '/'));
    let compares = context.mark(at).is_some_and(|c| "<>≤≥".contains(c))
        && context.index_before(at).is_some_and(|before| {
            !context.digits(before).is_empty() || context.word(before).chars().count() == 1
        });
    let word = context.mark(at).filter(|_| free && !compares);
    let word = word.and_then(|c| context.tables.numbers.signs.get(&c));
    let start = match context.mark(at) {
        Some('<' | '>' | '≤' | '≥' | '~' | '≈' | '±') => context.past_space(at + 1),
        _ => at + 1,
    };
    match word {
        Some(word) if context.kind(start) == Some(Kind::Digits) || money::first(context, start).is_some() => {
            (format!("{word} "), start)
        }
        _ => (String::new(), at),
    }
}

/// An amount, and another behind a dash: "10 %-20 %".
fn to_another(context: &Context<'_>, first: Found) -> Found {
    let dash = context.past_space(first.next);
    let start = context.past_space(dash + 1);
    let even = (dash == first.next) == (start == dash + 1);
    let dashed = even && context.mark(dash).is_some_and(|c| c == '–' || c == '-' && dash == first.next);
    let second =
        Some(start).filter(|_| dashed).and_then(|start| counted(context, &number::read(context, start)?));
    match second {
        Some(second) => {
            let said = format!("{} {} {}", first.said, context.tables.numbers.to, second.said);
            Found { next: second.next, said }
        }
        None => first,
    }
}

/// What a number counts, with the words for both.
fn counted(context: &Context<'_>, number: &Number<'_>) -> Option<Found> {
    let start = context.past_space(number.next);
    money::behind(context, number, start).or_else(|| {
        let (noun, next) = measure::unit(context, start)?;
        if let Some(said) = measure::height(context, number, start, next) {
            return Some(Found { next, said });
        }
        let said = grammar::counted(context, number, &noun);
        // "7 j/7"
        let of = number::read(context, next + 1).filter(|_| context.is(next, '/'));
        Some(match of {
            Some(of) => {
                let over = &context.tables.numbers.over;
                Found { next: of.next, said: format!("{said} {over} {}", of.said(context, Form::Alone)) }
            }
            None => Found { next, said },
        })
    })
}

/// "10-15 ans", "1914–1918", "20-30 km", "2-1".
fn range(context: &Context<'_>, at: usize, first: &Number<'_>) -> Option<Found> {
    let dash = context.past_space(first.next);
    let start = context.past_space(dash + 1);
    let (spaced, even) = (dash != first.next, (dash == first.next) == (start == dash + 1));
    let touched = 0 < at
        && context.mark(at - 1).is_some_and(|c| "-–/".contains(c))
        && !context.is_gap(at.wrapping_sub(2));
    if touched || !even || context.kind(start) != Some(Kind::Digits) {
        return None;
    }
    let second = number::read(context, start)?;
    let longer = context.mark(second.next).is_some_and(|c| "-–/".contains(c))
        && context.is_body(second.next + 1)
        || context.is_body(second.next) && measure::unit(context, second.next).is_none();
    let zero = [first, &second].iter().any(|number| 1 < number.whole.len() && number.whole.starts_with('0'));
    let mark = context.mark(dash).filter(|c| "-–".contains(*c))?;
    // "n° 12-345"
    let sign = at.checked_sub(1 + usize::from(0 < at && context.is_space(at - 1)));
    let longer = longer || sign.and_then(|sign| context.mark(sign)).is_some_and(|c| "°º".contains(c));
    if longer || zero || mark == '-' && spaced {
        return None;
    }
    let numbers = &context.tables.numbers;
    let rises = match (first.value(), second.value()) {
        (Some(low), Some(high)) => low < high || first.whole.len() == 4 && second.whole.len() == 2,
        _ => true,
    };
    let near_score = time::near_score(context, at);
    let most = if near_score { 200 } else { 100 };
    let small = |number: &Number<'_>| number.value().is_some_and(|value| value < most);
    // "356-323 av. J.-C." falls, and is no score.
    let rises = rises || is_before_christ(context, second.next);
    let is_score = !rises || context.tables.clock.scores.holds(context.word_before(at));
    let joint = match (is_score, small(first) && small(&second)) {
        (true, true) => &numbers.versus,
        (true, false) => return None,
        // "Boeing 737-800"
        (false, _) if first.whole.len() == 3 && second.whole.len() == 3 && is_model(context, at) => {
            return None;
        }
        (false, _) => &numbers.to,
    };
    let joint = if joint.is_empty() { String::new() } else { format!("{joint} ") };
    if let Some(found) = counted(context, &second) {
        let form = noun(context, &second).map_or(Form::Alone, |noun| Form::of(noun.0));
        return Some(Found { said: format!("{} {joint}{}", first.said(context, form), found.said), ..found });
    }
    let form = grammar::form(context, start, &second);
    let low = match date::first_day(context, first, second.next) {
        Some(day) => day,
        None => bare(context, at, first, form),
    };
    let said = format!("{low} {joint}{}", bare(context, start, &second, form));
    Some(Found { next: second.next, said })
}

/// Whether the years before a token are counted down.
fn is_before_christ(context: &Context<'_>, next: usize) -> bool {
    let word = context.word_after(next);
    context.is(next + 2, '.') && context.tables.calendar.eras.holds(word)
}

/// The unit or the currency behind a number.
fn noun(context: &Context<'_>, number: &Number<'_>) -> Option<Noun> {
    let start = context.past_space(number.next);
    let currency = || money::currency(context, start).map(|(currency, _)| currency.name.clone());
    currency().or_else(|| Some(measure::unit(context, start)?.0))
}

/// Whether a name stands before the number of a type.
fn is_model(context: &Context<'_>, at: usize) -> bool {
    context.word_before(at).starts_with(char::is_uppercase)
}

/// "3 x 4 m", "1920×1080".
fn lengths(context: &Context<'_>, first: &Number<'_>) -> Option<Found> {
    let mut rows = Vec::new();
    let mut next = first.next;
    while let Some(number) = length(context, next) {
        next = number.next;
        rows.push(number);
    }
    let last = rows.pop()?;
    let found = counted(context, &last);
    let found = found.unwrap_or_else(|| Found { next: last.next, said: last.said(context, Form::Alone) });
    // "3 × 4 = 12", "2 x 50 g", "4 x 100 m"
    // "1920×1080", but "4x4"
    let large = found.next == last.next && first.value().is_some_and(|first| 100 <= first);
    let is_length = context.word(found.next - 1).ends_with(['m', 'x']) || large;
    let far = match (first.value(), last.value()) {
        (Some(first), Some(last)) => first * 20 <= last,
        _ => false,
    };
    let raised = context.mark(last.next).is_some_and(|c| "⁻⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c));
    let multiplies = context.is(context.past_space(last.next), '=') || raised || !is_length || far;
    let numbers = &context.tables.numbers;
    let joint = if multiplies { &numbers.times } else { &numbers.by };
    let mut said = String::new();
    for number in std::iter::once(first).chain(&rows) {
        said = format!("{said}{} {joint} ", number.said(context, Form::Alone));
    }
    Some(Found { said: format!("{said}{}", found.said), ..found })
}

/// "3x par semaine".
fn times(context: &Context<'_>, number: &Number<'_>) -> Option<Found> {
    let next = number.next + 1;
    let times = context.word(number.next) == "x" || context.is(number.next, '×');
    let alone = context.is_gap(next) && context.digits(next + 1).is_empty();
    let said = || format!("{} {}", number.said(context, Form::Feminine), context.tables.numbers.fold);
    (times && alone).then(|| Found { next, said: said() })
}

/// The next length of a row.
fn length<'a>(context: &Context<'a>, at: usize) -> Option<Number<'a>> {
    let sign = context.past_space(at);
    let times = context.is(sign, '×') || context.word(sign) == "x";
    let start = context.past_space(sign + 1);
    let even = (sign == at) == (start == sign + 1);
    let number = number::read(context, start).filter(|_| times && even)?;
    let free = !context.is_body(number.next)
        || measure::unit(context, number.next).is_some()
        || context.word(number.next) == "x";
    free.then_some(number)
}

/// Recognises a number that no other rule wanted: as a day, a year, before a noun or alone.
pub(super) fn plain(context: &Context<'_>, at: usize) -> Option<Found> {
    if let Some(found) = fraction::over(context, at) {
        return Some(found);
    }
    let (sign, start) = sign(context, at);
    let number = number::read(context, start)?;
    if let Some(found) = grammar::millions(context, &number) {
        return Some(Found { said: format!("{sign}{}", found.said), ..found });
    }
    let said = match date::first_day(context, &number, number.next) {
        Some(day) => day,
        None => bare(context, start, &number, grammar::form(context, start, &number)),
    };
    Some(Found { next: number.next, said: format!("{sign}{said}") })
}

fn bare(context: &Context<'_>, at: usize, number: &Number<'_>, form: Form) -> String {
    let cue = context.tables.numbers.digit_cues.holds(context.bare_before(at));
    // "B-12345678"
    let code =
        1 < at && context.is(at - 1, '-') && !context.word(at - 2).is_empty() && 4 < number.whole.len();
    if cue || !number.grouped && (code || 12 < number.whole.len()) {
        return number::digits(context, &number.whole);
    }
    let value = number.value().filter(|_| number.whole.len() == 4 && !number.grouped);
    match value.and_then(|value| usize::try_from(value).ok()) {
        Some(value) if !grammar::is_counted(context, number) => number::year(context, value),
        _ => number.said(context, form),
    }
}
