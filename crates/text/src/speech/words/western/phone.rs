//! Telephone numbers, versions and other numbers that are said in pieces.

use super::number::{self, Form};
use super::{Context, measure, money};
use crate::speech::words::text::{Found, Kind};

/// Recognises a telephone number: it begins with a plus or a zero, has groups like no other number, or a word before
/// it says what it is.
pub(super) fn rule(context: &Context<'_>, at: usize) -> Option<Found> {
    let before = context.mark(at.wrapping_sub(1));
    if context.joined_left(at) || matches!(before, Some('.' | ',' | '/' | '-' | ':' | '$' | '€')) {
        return None;
    }
    let phone = &context.tables.phone;
    let plus = context.is(at, '+');
    let (mut groups, next) = context.digit_groups(at + usize::from(plus), "-/–‑.");
    // "+33 (0)1 23 45 67 89": the zero is not dialled behind the plus.
    groups.retain(|group| !plus || *group != "0");
    let first = groups.first()?;
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let count: usize = lengths.iter().sum();
    let cue = (1..6).any(|back| phone.cues.holds(context.bare(at.wrapping_sub(back))));
    let zero = first.starts_with('0') && (2..=5).contains(&first.len()) && 1 < groups.len();
    let dated = groups.iter().any(|group| group.len() == 4) && count == 8 && groups.len() == 3;
    let is_phone = if plus {
        first.len() <= 3 && 7 < count || groups.len() == 1 && 8 < count
    } else {
        cue && 2 < count && 1 < groups.len()
            || cue && 8 < count
            || zero && 8 < count
            || first.starts_with('0') && 9 < first.len()
            || first == &"0" && 3 < groups.len() && 8 < count
            || phone.shapes.contains(&lengths) && !is_amount(context, at, next, &lengths)
    };
    if !is_phone || dated || 24 < count || context.is_body(next) {
        return None;
    }
    let said: Vec<String> = groups.iter().map(|group| grouped(context, group)).collect();
    let plus = if plus { context.tables.symbols.get(&'+').map_or("", String::as_str) } else { "" };
    let space = if plus.is_empty() { "" } else { " " };
    Some(Found { next, said: format!("{plus}{space}{}", said.join(", ")) })
}

/// Whether groups of digits are rather a large number: of three digits each, with a noun behind them.
fn is_amount(context: &Context<'_>, at: usize, next: usize, lengths: &[usize]) -> bool {
    let grouped = number::read(context, at).is_some_and(|number| number.next == next);
    let noun = context.word_after(next);
    let spaced = (at..next).all(|index| !context.is(index, '.'));
    lengths[1..].iter().all(|length| *length == 3)
        && (!grouped
            || !spaced
            || !noun.is_empty() && !context.tables.grammar.no_nouns.holds(noun)
            || noun == context.tables.grammar.of
            || money::currency(context, context.past_space(next)).is_some()
            || measure::unit(context, context.past_space(next)).is_some())
}

/// A group of digits: as a number if it is short, with its zeros before it; else digit by digit.
fn grouped(context: &Context<'_>, group: &str) -> String {
    let rest = group.trim_start_matches('0');
    if context.tables.phone.grouped < group.len() || rest.is_empty() {
        return number::digits(context, group);
    }
    let zeros = number::digits(context, &group[..group.len() - rest.len()]);
    let space = if zeros.is_empty() { "" } else { " " };
    format!("{zeros}{space}{}", number::cardinal(context, rest, Form::Alone))
}

/// Recognises a version behind its letter: "v1.2.3".
pub(super) fn lettered(context: &Context<'_>, at: usize) -> Option<Found> {
    let letter = context.word(at);
    let found =
        version(context, at + 1).filter(|_| letter.eq_ignore_ascii_case("v") && !context.joined_left(at))?;
    Some(Found { said: format!("{letter} {}", found.said), ..found })
}

/// Recognises a version or an address of a machine: "1.2.3", "192.168.0.1".
pub(super) fn version(context: &Context<'_>, at: usize) -> Option<Found> {
    if context.joined_left(at) && !context.word(at.wrapping_sub(1)).eq_ignore_ascii_case("v") {
        return None;
    }
    let mut said = vec![number::cardinal(context, context.digits(at), Form::Alone)];
    let mut next = at + 1;
    while context.is(next, '.') && context.kind(next + 1) == Some(Kind::Digits) {
        said.push(number::cardinal(context, context.digits(next + 1), Form::Alone));
        next += 2;
    }
    let point = format!(" {} ", context.tables.numbers.point);
    let grouped = number::read(context, at).is_some_and(|number| number.grouped);
    (2 < said.len() && !grouped && !context.is_body(next)).then(|| Found { next, said: said.join(&point) })
}
