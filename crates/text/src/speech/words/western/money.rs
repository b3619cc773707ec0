//! Money: "12,50 €", "3 M€", "$ 5", "CHF 2'500", "2,5 milliards d'euros".

use super::number::{self, Form, Number};
use super::{Context, grammar, measure};
use crate::language::german::Noun;
use crate::language::western::Currency;
use crate::speech::words::text::{Found, Kind};

/// A currency's sign and the token behind it; the longest counts.
pub(super) fn currency<'a>(context: &Context<'a>, at: usize) -> Option<(&'a Currency, usize)> {
    let regional = context.regional.map_or(&[][..], |regional| &regional.currencies);
    let all = || regional.iter().chain(&context.tables.money.currencies);
    context.longest(at, 3, |sign| all().find(|currency| currency.signs.iter().any(|known| known == sign)))
}

/// "millions" and the token behind it and its stop. A short sign stands beside a currency only.
pub(super) fn magnitude<'a>(context: &Context<'a>, at: usize, first: bool) -> Option<(&'a Noun, usize)> {
    let money = &context.tables.money;
    let word = context.word(at);
    let next = at + 1;
    if let Some(noun) = money.magnitudes.get(word).filter(|_| !context.is_body(next)) {
        let shortened = word != noun.1 && word != noun.2;
        let dot = shortened && context.is(next, '.') && !context.is_last(next + 1);
        return Some((noun, next + usize::from(dot)));
    }
    let noun = money.short_magnitudes.get(word).filter(|_| !context.is_body(next))?;
    // "12k visites"
    let thousands = word == "k" && 0 < at && !context.digits(at - 1).is_empty();
    let beside = first || thousands || currency(context, context.past_space(next)).is_some();
    beside.then_some((noun, next))
}

/// Recognises money and large numbers behind a number.
pub(super) fn behind(context: &Context<'_>, number: &Number<'_>, start: usize) -> Option<Found> {
    if let Some((noun, next)) = magnitude(context, start, false) {
        return Some(large(context, number, noun, next));
    }
    let (known, next) = currency(context, start)?;
    Some(per(context, Found { next, said: said(context, number, known) }))
}

/// Money, perhaps for each of something: "3 €/kg", "R$ 1.200/mês".
fn per(context: &Context<'_>, money: Found) -> Found {
    match measure::rate(context, money.next) {
        Some((per, next)) => Found { next, said: format!("{} {per}", money.said) },
        None => money,
    }
}

/// "2,5 milliards d'euros", "3 M€", "5 millions".
fn large(context: &Context<'_>, number: &Number<'_>, noun: &Noun, next: usize) -> Found {
    let said = multiplied(context, number, noun, next);
    match currency(context, context.past_space(next)) {
        Some((known, next)) => Found { next, said: format!("{said} {}", of(context, noun, known)) },
        None => Found { next, said },
    }
}

/// A number of millions or thousands; thousands make one number with it, which agrees with the noun behind `next`.
fn multiplied(context: &Context<'_>, number: &Number<'_>, noun: &Noun, next: usize) -> String {
    if noun.1 == context.tables.numbers.thousand && number.fraction.is_empty() {
        let form = grammar::form_before(context, next, false);
        return number::cardinal(context, &format!("{}000", number.whole), form);
    }
    grammar::counted(context, number, noun)
}

/// A currency behind a large number: "d'euros" behind millions, but "euros" behind a thousand.
fn of(context: &Context<'_>, noun: &Noun, currency: &Currency) -> String {
    let name = &currency.name.2;
    if noun.1 == context.tables.numbers.thousand { name.clone() } else { grammar::of(context, name) }
}

/// "douze euros cinquante", "noventa y nueve céntimos".
pub(super) fn said(context: &Context<'_>, number: &Number<'_>, currency: &Currency) -> String {
    let money = &context.tables.money;
    let Some(part) = currency.part.as_ref().filter(|_| number.fraction.len() == 2) else {
        return grammar::counted(context, number, &currency.name);
    };
    let whole = |digits: &str| Number { whole: digits.to_owned(), fraction: "", ..*number };
    let small = number.fraction.trim_start_matches('0');
    let euros = grammar::counted(context, &whole(&number.whole), &currency.name);
    match (number.whole.as_str(), small) {
        (_, "") => euros,
        ("0", _) => grammar::counted(context, &whole(small), part),
        _ => {
            let cents = if money.names_parts {
                grammar::counted(context, &whole(small), part)
            } else {
                number::cardinal(context, small, Form::Alone)
            };
            let joint = if money.joint.is_empty() { String::new() } else { format!("{} ", money.joint) };
            format!("{euros} {joint}{cents}")
        }
    }
}

/// Recognises money whose sign stands first: "$ 5", "US$ 3,50", "CHF 2'500", "R$ 3 milhões".
pub(super) fn first(context: &Context<'_>, at: usize) -> Option<Found> {
    if context.joined_left(at) || context.word(at).starts_with(char::is_lowercase) || context.is_space(at) {
        return None;
    }
    let (known, next) = currency(context, at)?;
    let start = context.past_space(next);
    if context.kind(start) != Some(Kind::Digits) {
        return None;
    }
    let number = number::read(context, start)?;
    let behind = context.past_space(number.next);
    let Some((noun, next)) = magnitude(context, behind, true) else {
        // "$5 USD"
        let code = currency(context, behind)
            .filter(|(_, next)| context.word(*next - 1).chars().all(char::is_uppercase));
        let (known, next) = code.unwrap_or((known, number.next));
        return Some(per(context, Found { next, said: said(context, &number, known) }));
    };
    let large = multiplied(context, &number, noun, next);
    // "$5 millones de dólares" names its currency itself.
    let grammar = &context.tables.grammar;
    let word = super::straight(context.word_after(next));
    let own = word == grammar.of && currency(context, next + 3).is_some()
        || !grammar.of_elided.is_empty() && word.starts_with(grammar.of_elided.as_str());
    let said = if own { large } else { format!("{large} {}", of(context, noun, known)) };
    Some(Found { next, said })
}
