//! Units: by their signs, with prefixes and powers, and for each of another.

use super::number::{self, Form, Number};
use super::{Context, grammar};
use crate::language::german::Noun;
use crate::speech::words::text::Found;

/// A unit and the token behind it, perhaps for each of another: "km/h", "kWh/100 km", "€/m²" without its "€".
pub(super) fn unit(context: &Context<'_>, at: usize) -> Option<(Noun, usize)> {
    // "° C"
    let scale = context.word(at + 2);
    if context.is(at, '°')
        && context.is_space(at + 1)
        && matches!(scale, "C" | "F")
        && !context.is_body(at + 3)
    {
        return Some((find(context, &format!("°{scale}"))?, at + 3));
    }
    let (noun, next) = simple(context, at)?;
    Some(match rate(context, next) {
        Some((per, next)) => (Noun(noun.0, format!("{} {per}", noun.1), format!("{} {per}", noun.2)), next),
        None => (noun, next),
    })
}

/// What stands below the stroke of a rate, with the word for the stroke, and the token behind it.
pub(super) fn rate(context: &Context<'_>, at: usize) -> Option<(String, usize)> {
    if !context.is(at, '/') {
        return None;
    }
    let measures = &context.tables.measures;
    if let Some(number) = number::read(context, at + 1) {
        let (noun, next) = simple(context, context.past_space(number.next))?;
        return Some((
            format!("{} {} {}", measures.per_many, number.said(context, Form::of(noun.0)), noun.2),
            next,
        ));
    }
    if let Some((noun, next)) = simple(context, at + 1) {
        return Some((format!("{} {}", measures.per, noun.1), next));
    }
    // "€/mois"
    let word = context.word(at + 1);
    let named = 2 < word.chars().count() && word.chars().all(char::is_lowercase);
    named.then(|| (format!("{} {word}", measures.per), at + 2))
}

/// The longest sign of a unit without a rate.
fn simple(context: &Context<'_>, at: usize) -> Option<(Noun, usize)> {
    let (noun, next) = context.longest(at, 8, |sign| find(context, sign))?;
    // The stop of "hab." also ends a sentence.
    let own = context.is(next - 1, '.') && context.is_last(next);
    Some((noun, next - usize::from(own)))
}

/// A unit by its sign.
fn find(context: &Context<'_>, sign: &str) -> Option<Noun> {
    let measures = &context.tables.measures;
    let regional = context.regional.and_then(|regional| regional.units.get(sign));
    if let Some(known) = regional.or_else(|| measures.units.get(sign)) {
        return Some(known.clone());
    }
    let last = sign.chars().next_back()?;
    if let Some([one, many]) = measures.powers.get(&raised(last)) {
        let base = &sign[..sign.len() - last.len_utf8()];
        let noun = find(context, base).filter(|_| base.ends_with('m') && base.len() < 4)?;
        let put = |noun: &str, power: &str| {
            if measures.power_first { format!("{power} {noun}") } else { format!("{noun} {power}") }
        };
        return Some(Noun(noun.0, put(&noun.1, one), put(&noun.2, many)));
    }
    measures.bases.iter().find_map(|(base, noun)| {
        let prefix = sign.strip_suffix(base.as_str())?;
        if prefix.is_empty() {
            return Some(noun.clone());
        }
        // Two letters stand for a millionth.
        let prefix = measures.prefixes.get(if prefix == "μ" { "µ" } else { prefix })?;
        Some(Noun(noun.0, format!("{prefix}{}", noun.1), format!("{prefix}{}", noun.2)))
    })
}

/// A power in its usual place: "m2" is written for "m²".
fn raised(digit: char) -> char {
    match digit {
        '2' => '²',
        '3' => '³',
        other => other,
    }
}

/// Recognises a unit without a number: "en km/h", "par m²", "al kg".
pub(super) fn alone(context: &Context<'_>, at: usize) -> Option<Found> {
    let beside = context.mark(at + 1).is_some_and(|c| "/²³".contains(c));
    let word = context.word(at);
    let single = context.tables.measures.singular.holds(context.bare_before(at));
    // No language has words like these.
    let is_sign = (2..4).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_alphabetic() && !b"aeiouy".contains(&b.to_ascii_lowercase()));
    let led = single && is_sign && context.is_gap(at.wrapping_sub(1)) && !context.is_body(at + 1);
    if !(beside || led)
        || context.joined_left(at)
        || context.mark(at.wrapping_sub(1)).is_some_and(|c| "./-".contains(c))
    {
        return None;
    }
    let (noun, next) = unit(context, at)?;
    let raised = context.mark(next - 1).is_some_and(|c| "²³".contains(c));
    let rate = (at..next).any(|index| context.is(index, '/'));
    if !(raised || rate || led) {
        return None;
    }
    Some(Found { next, said: if single { noun.1 } else { noun.2 } })
}

/// Recognises the sign between lengths with units: "2 m x 3 m".
pub(super) fn times(context: &Context<'_>, at: usize) -> Option<Found> {
    let apart = context.is_space(at.wrapping_sub(1)) && context.is_space(at + 1);
    let before = at.checked_sub(2).filter(|_| context.word(at) == "x" && apart)?;
    let behind = !context.digits(at + 2).is_empty();
    let unit =
        find(context, context.get(before)).is_some() && !context.digits(before.saturating_sub(2)).is_empty();
    (behind && unit).then(|| Found { next: at + 1, said: context.tables.numbers.by.clone() })
}

/// Recognises an angle in degrees, minutes and seconds: "48° 51′ 24″".
pub(super) fn angle(context: &Context<'_>, at: usize) -> Option<Found> {
    let clock = &context.tables.clock;
    let degree = find(context, "°")?;
    let parts = [(&degree, "°"), (&clock.minute, "′'’"), (&clock.second, "″\"”")];
    let (mut said, mut next) = (Vec::new(), at);
    for (noun, marks) in parts {
        let start = if said.is_empty() { next } else { context.past_space(next) };
        let number = number::read(context, start);
        let number = number.filter(|number| context.mark(number.next).is_some_and(|c| marks.contains(c)));
        let Some(number) = number else { break };
        said.push(grammar::counted(context, &number, noun));
        next = number.next + 1;
    }
    (1 < said.len() && !context.joined_left(at)).then(|| Found { next, said: said.join(" ") })
}

/// Metres and centimetres as people say their heights: "1,82 m" is "un mètre quatre-vingt-deux".
pub(super) fn height(
    context: &Context<'_>,
    number: &Number<'_>,
    start: usize,
    next: usize,
) -> Option<String> {
    let few = number.whole.len() == 1 && number.whole != "0" && number.fraction.len() == 2;
    let rest = number.fraction.trim_start_matches('0');
    if !few || rest.is_empty() || context.slice(context.range(start, next)) != "m" {
        return None;
    }
    let whole = Number { whole: number.whole.clone(), fraction: "", ..*number };
    let metres = grammar::counted(context, &whole, &find(context, "m")?);
    let joint = &context.tables.measures.and_centimetres;
    let joint = if joint.is_empty() { String::new() } else { format!("{joint} ") };
    Some(format!("{metres} {joint}{}", number::cardinal(context, rest, Form::Alone)))
}
