//! Fractions: "½", "3/4", "2 ½ heures", and "8/10", which is no part of anything.

use unicode_normalization::UnicodeNormalization;

use super::number::{self, Form, Number};
use super::{Context, grammar, measure, ordinal};
use crate::language::german::{Gender, Noun};
use crate::speech::words::text::Found;

/// A fraction as it is written.
struct Fraction<'a> {
    /// The digits of the whole number before it, or "".
    whole: &'a str,
    over: usize,
    under: usize,
    /// The token behind it.
    next: usize,
}

/// Recognises a fraction, with what it is a part of.
pub(super) fn rule(context: &Context<'_>, at: usize) -> Option<Found> {
    let fraction = read(context, at)?;
    let fractions = &context.tables.fractions;
    let (noun, next) =
        counted(context, fraction.next).map_or((None, fraction.next), |(noun, next)| (Some(noun), next));
    let feminine = |noun: &Noun| usize::from(noun.0 == Gender::Feminine);
    let is_half = (fraction.over, fraction.under) == (1, 2);
    if let Some(said) = counted_parts(context, &fraction) {
        return Some(Found { next: fraction.next, said });
    }
    if fraction.whole.is_empty() {
        return match noun {
            Some(noun) if is_half => {
                Some(Found { next, said: format!("{} {}", fractions.half_of[feminine(&noun)], noun.1) })
            }
            Some(noun) if measure::unit(context, context.past_space(fraction.next)).is_some() => {
                let said = format!("{} {}", parts(context, &fraction), grammar::of(context, &noun.1));
                Some(Found { next, said })
            }
            _ => Some(Found { next: fraction.next, said: parts(context, &fraction) }),
        };
    }
    let form = noun.as_ref().map_or(Form::Alone, |noun| Form::of(noun.0));
    let whole = number::cardinal(context, fraction.whole, form);
    match noun {
        Some(noun) if is_half && !fractions.and_half[0].is_empty() => {
            let word = if fraction.whole == "1" { &noun.1 } else { &noun.2 };
            // "1½ horas": one of them.
            let single = word
                .strip_suffix('s')
                .filter(|stem| fraction.whole == "1" && stem.ends_with(['a', 'o', 'e']));
            let word = single.unwrap_or(word);
            Some(Found { next, said: format!("{whole} {word} {}", fractions.and_half[feminine(&noun)]) })
        }
        _ if is_half => {
            let whole = number::cardinal(context, fraction.whole, Form::Alone);
            Some(Found { next: fraction.next, said: format!("{whole} {}", fractions.half_more) })
        }
        _ => {
            let said = format!("{whole} {} {}", fractions.and, parts(context, &fraction));
            Some(Found { next: fraction.next, said })
        }
    }
}

/// "las 2/3 partes": so many of parts that are counted as third ones.
fn counted_parts(context: &Context<'_>, fraction: &Fraction<'_>) -> Option<String> {
    let is_counted = 2 < fraction.under && fraction.whole.is_empty() && has_parts(context, fraction.next);
    let part = ordinal::said(context, fraction.under, Gender::Feminine);
    let over = number::cardinal(context, &fraction.over.to_string(), Form::Feminine);
    let plural = if fraction.over == 1 { "" } else { "s" };
    is_counted.then(|| format!("{over} {part}{plural}"))
}

fn has_parts(context: &Context<'_>, next: usize) -> bool {
    context.tables.fractions.parts.iter().any(|part| part == context.word_after(next))
}

/// What is counted behind a number: a unit, or a noun as it is written; and the token behind it.
fn counted(context: &Context<'_>, next: usize) -> Option<(Noun, usize)> {
    let start = context.past_space(next);
    if let Some(unit) = measure::unit(context, start) {
        return Some(unit);
    }
    let noun = context.word_after(next);
    if noun.is_empty()
        || context.tables.grammar.no_nouns.holds(noun)
        || context.tables.fractions.of.holds(noun)
    {
        return None;
    }
    let gender = grammar::gender(context, noun).unwrap_or(Gender::Masculine);
    Some((Noun(gender, noun.to_owned(), noun.to_owned()), next + 2))
}

fn read<'a>(context: &Context<'a>, at: usize) -> Option<Fraction<'a>> {
    if let Some((over, under)) = context.mark(at).and_then(sign) {
        return Some(Fraction { whole: "", over, under, next: at + 1 });
    }
    let whole = context.digits(at);
    let second = context.past_space(at + 1);
    if let Some((over, under)) = context.mark(second).and_then(sign).filter(|_| !whole.is_empty()) {
        return Some(Fraction { whole, over, under, next: second + 1 });
    }
    if second != at + 1
        && (1..3).contains(&whole.len())
        && let Some((over, under)) = stroke(context, second)
        && is_common(over, under)
    {
        return Some(Fraction { whole, over, under, next: second + 3 });
    }
    let (over, under) = stroke(context, at)?;
    let next = at + 3;
    let is_part = context.tables.fractions.of.holds(context.word_after(next)) || has_parts(context, next);
    let named = matches!(under, 2..=10 | 100 | 1000) && is_part;
    (is_common(over, under) || named).then_some(Fraction { whole: "", over, under, next })
}

/// The fraction that one character holds.
fn sign(mark: char) -> Option<(usize, usize)> {
    if mark.is_ascii() {
        return None;
    }
    let parts: String = std::iter::once(mark).nfkd().collect();
    let (over, under) = parts.split_once('⁄')?;
    Some((over.parse().ok()?, under.parse().ok()?))
}

/// "3/4": two numbers of which the first is smaller, and nothing longer.
fn stroke(context: &Context<'_>, at: usize) -> Option<(usize, usize)> {
    let (over, under): (usize, usize) =
        (context.digits(at).parse().ok()?, context.digits(at + 2).parse().ok()?);
    let stroke = context.is(at + 1, '/') || context.is(at + 1, '⁄');
    let longer = context.is_body(at + 3) || context.is(at + 3, '/') || 0 < at && context.is(at - 1, '/');
    (stroke && 0 < over && over < under && !longer).then_some((over, under))
}

/// Whether people say a fraction so whatever stands around it.
pub(super) fn is_common(over: usize, under: usize) -> bool {
    matches!((over, under), (1, 2..=4) | (2, 3) | (3, 4))
}

/// A fraction in words: "un tiers", "trois quarts".
fn parts(context: &Context<'_>, fraction: &Fraction<'_>) -> String {
    let fractions = &context.tables.fractions;
    let over = number::cardinal(context, &fraction.over.to_string(), Form::Masculine);
    if let Some([one, many]) = fractions.names.get(&fraction.under.to_string()) {
        return if fraction.over == 1 { one.clone() } else { format!("{over} {many}") };
    }
    let ordinal = ordinal::said(context, fraction.under, Gender::Masculine);
    let plural = number::replaced(&ordinal, &fractions.plural).filter(|_| 1 < fraction.over);
    format!("{over} {}", plural.unwrap_or(ordinal))
}

/// Recognises "8/10", "14,5/20" and "24/7": two numbers on the sides of a stroke.
pub(super) fn over(context: &Context<'_>, at: usize) -> Option<Found> {
    let first = number::read(context, at)?;
    let second = number::read(context, first.next + 1).filter(|_| context.is(first.next, '/'))?;
    let long =
        |number: &Number<'_>| 3 < number.whole.len() && !number.grouped || number.whole.starts_with('0');
    let longer = context.is_body(second.next)
        || context.is(second.next, '/')
        || 0 < at && context.mark(at - 1).is_some_and(|c| "/.,-".contains(c));
    if longer || long(&first) && first.fraction.is_empty() || long(&second) {
        return None;
    }
    // Around the clock.
    let around = (first.whole.as_str(), second.whole.as_str()) == ("24", "7");
    let joint = if around { "" } else { context.tables.numbers.over.as_str() };
    let space = if joint.is_empty() { "" } else { " " };
    let said = |number: &Number<'_>| number.said(context, Form::Alone);
    Some(Found { next: second.next, said: format!("{}{space}{joint} {}", said(&first), said(&second)) })
}
