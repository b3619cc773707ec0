//! Amounts of money, with magnitudes: "$3.2bn".

use super::number::{self, Number};
use super::text::{Found, Text};
use crate::language::english::{self, ENGLISH, Said};

/// A currency: how one unit and several are called, and the hundredth part; "" where it has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Currency {
    one: &'static str,
    many: &'static str,
    cent: &'static str,
    cents: &'static str,
}

impl From<&'static english::Currency> for Currency {
    fn from(currency: &'static english::Currency) -> Currency {
        let [one, many] = currency.name.each_ref().map(String::as_str);
        let [cent, cents] =
            currency.part.as_ref().map_or(["", ""], |part| part.each_ref().map(String::as_str));
        Currency { one, many, cent, cents }
    }
}

/// The currency of a code before or behind a number.
fn by_code(word: &str) -> Option<Currency> {
    ENGLISH.money.codes.get(word).map(Currency::from)
}

/// The currency of a sign that stands at a token.
fn by_sign(text: &Text<'_>, at: usize) -> Option<Currency> {
    text.mark(at)?;
    ENGLISH.money.signs.get(text.get(at)).map(Currency::from)
}

fn find(table: &'static Said, key: &str) -> Option<&'static str> {
    table.get(key).map(String::as_str)
}

/// Recognises money: a sign, or letters and a sign, before a number; a sign or a code after one; a code before.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let (sign, start) = if text.mark(at).is_some_and(|c| "-−".contains(c)) && !text.joined_left(at) {
        ("minus ", at + 1)
    } else {
        ("", at)
    };
    let found = before(text, start).or_else(|| after(text, start))?;
    Some(Found { said: format!("{sign}{}", found.said), ..found })
}

/// "$5", "US$5", "USD 5".
fn before(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    if let Some(currency) = by_code(text.word(at)) {
        let dot = usize::from(text.word(at) == "Rs" && text.is(at + 1, '.'));
        let start = text.past_space(at + 1 + dot);
        return amount(text, at, start, currency, "");
    }
    let owner = find(&ENGLISH.money.owners, text.word(at));
    let sign = if owner.is_some() { at + 1 } else { at };
    let currency = by_sign(text, sign)?;
    if owner.is_some() && !text.is(sign, '$') {
        return None;
    }
    // "$-5"
    if text.mark(sign + 1).is_some_and(|c| "-−".contains(c)) && !text.digits(sign + 2).is_empty() {
        let found = amount(text, at, sign + 2, currency, owner.unwrap_or_default())?;
        return Some(Found { said: format!("minus {}", found.said), ..found });
    }
    let start = if text.is_space(sign + 1) && text.is_gap(at.wrapping_sub(1)) { sign + 2 } else { sign + 1 };
    amount(text, at, start, currency, owner.unwrap_or_default())
}

/// An amount whose number begins at `start`.
fn amount(text: &Text<'_>, at: usize, start: usize, currency: Currency, owner: &str) -> Option<Found> {
    let number = number::read(text, start)?;
    let number = continental(text, at, &number).unwrap_or(number);
    if let Some(found) = span(text, at, &number, currency, owner) {
        return Some(found);
    }
    let full = |unit: &str| if owner.is_empty() { unit.to_owned() } else { format!("{owner} {unit}") };
    let (said, next) = match magnitude(text, number.next) {
        Some((name, next)) => {
            let deal = ENGLISH.money.deals.iter().any(|deal| deal == text.word_after(next));
            let unit = if deal || qualifies(text, at, next) { currency.one } else { currency.many };
            (format!("{} {name} {}", number.said(text.region), full(unit)), next)
        }
        None => (exact(text, at, &number, currency, &full), number.next),
    };
    let (said, next) = period(text, said, next);
    Some(Found { next, said })
}

/// "€5,92": the comma of the Continent before hundredths.
fn continental<'a>(text: &Text<'a>, at: usize, number: &Number<'_>) -> Option<Number<'a>> {
    let cents = text.digits(number.next + 1);
    let fits =
        text.is(at, '€') && text.is(number.next, ',') && cents.len() == 2 && !text.is_body(number.next + 2);
    (fits && !number.grouped && number.fraction.is_empty()).then(|| Number {
        whole: number.whole.clone(),
        fraction: cents,
        grouped: true,
        next: number.next + 2,
    })
}

/// "$5–10 million": two numbers that share the sign and the magnitude.
fn span(text: &Text<'_>, at: usize, first: &Number<'_>, currency: Currency, owner: &str) -> Option<Found> {
    text.mark(first.next).filter(|c| "-–".contains(*c))?;
    // "$3-$13 million" share the magnitude too.
    let repeated = text.mark(first.next + 1).is_some_and(|c| !c.is_ascii_digit())
        && by_sign(text, first.next + 1) == Some(currency);
    let second = number::read(text, first.next + 1 + usize::from(repeated))?;
    if text.mark(second.next).is_some_and(|c| "-–%/:".contains(c)) {
        return None;
    }
    let (magnitude, next) = match magnitude(text, second.next) {
        Some((name, next)) => (format!(" {name}"), next),
        None if repeated || text.is_body(second.next) || second.fraction.len() == 2 => return None,
        None => (String::new(), second.next),
    };
    let unit = if qualifies(text, at, next) { currency.one } else { currency.many };
    let unit = if owner.is_empty() { unit.to_owned() } else { format!("{owner} {unit}") };
    let (first, second) = (first.said(text.region), second.said(text.region));
    let (said, next) = period(text, format!("{first} to {second}{magnitude} {unit}"), next);
    Some(Found { next, said })
}

/// An amount without a magnitude, with its hundredths if it has them.
fn exact(
    text: &Text<'_>,
    at: usize,
    number: &Number<'_>,
    currency: Currency,
    full: &dyn Fn(&str) -> String,
) -> String {
    let qualifies = qualifies(text, at, number.next);
    let fraction = number.fraction.trim_end_matches('0');
    if !fraction.is_empty() && (2 < fraction.len() || currency.cent.is_empty()) {
        return format!("{} {}", number.said(text.region), full(currency.many));
    }
    let whole = number.whole.trim_start_matches('0');
    let unit = if whole == "1" || qualifies && fraction.is_empty() { currency.one } else { currency.many };
    let main = format!(
        "{} {}",
        number::cardinal(if whole.is_empty() { "0" } else { whole }, text.region),
        full(unit)
    );
    if fraction.is_empty() {
        return main;
    }
    let cents: usize = format!("{fraction:0<2}").parse().unwrap_or_default();
    let unit = if cents == 1 { currency.cent } else { currency.cents };
    let cents = format!("{} {unit}", number::below_hundred(cents % 100));
    if whole.is_empty() { cents } else { format!("{main} and {cents}") }
}

/// "5€", "5 EUR", "50¢".
fn after(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    let number = number::read(text, at)?;
    if text.is(number.next, '¢') {
        let is_one = number.is_one() || qualifies(text, at, number.next + 1);
        let unit = if is_one { "cent" } else { "cents" };
        return Some(Found { next: number.next + 1, said: format!("{} {unit}", number.said(text.region)) });
    }
    if let Some(found) = comma(text, &number).or_else(|| pence(text, &number)) {
        return Some(found);
    }
    let (name, next) = magnitude(text, number.next).map_or(("", number.next), |(name, next)| (name, next));
    let sign = text.past_space(next);
    if let Some((name, currency)) =
        prefixed(text.word(sign)).filter(|_| name.is_empty() && !text.is_body(sign + 1))
    {
        let said = format!("{} {name} {}", number.said(text.region), currency.many);
        return Some(Found { next: sign + 1, said });
    }
    let code = by_code(text.word(sign));
    let currency = code.or_else(|| by_sign(text, sign))?;
    if text.is_body(sign + 1)
        || code.is_none() && sign != next && !text.is_gap(sign + 1) && !text.is(sign + 1, '/')
    {
        return None;
    }
    let full = |unit: &str| unit.to_owned();
    let said = if name.is_empty() {
        exact(text, at, &number, currency, &full)
    } else {
        format!("{} {name} {}", number.said(text.region), currency.many)
    };
    let (said, next) = period(text, said, sign + 1);
    Some(Found { next, said })
}

/// "MUSD", "kEUR": a magnitude and the code of a currency.
fn prefixed(word: &str) -> Option<(&'static str, Currency)> {
    let (letter, code) = word.split_at_checked(1)?;
    let name = match letter {
        "k" | "K" | "T" => "thousand",
        "M" => "million",
        "B" | "G" => "billion",
        _ => return None,
    };
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    Some((name, by_code(code).filter(|_| is_code)?))
}

/// "1,50 €": the comma of the Continent before hundredths.
fn comma(text: &Text<'_>, number: &Number<'_>) -> Option<Found> {
    let cents = text.digits(number.next + 1);
    let sign = text.past_space(number.next + 2);
    if !text.is(number.next, ',') || cents.len() != 2 || number.grouped || !number.fraction.is_empty() {
        return None;
    }
    let currency = by_sign(text, sign)?;
    let whole = Number { whole: number.whole.clone(), fraction: cents, grouped: true, next: sign };
    let said = exact(text, sign, &whole, currency, &|unit: &str| unit.to_owned());
    Some(Found { next: sign + 1, said })
}

/// "50p".
fn pence(text: &Text<'_>, number: &Number<'_>) -> Option<Found> {
    // "1080p" is a picture.
    let value = number.value().filter(|value| (1..1000).contains(value) && !number.grouped)?;
    let before = number.next.wrapping_sub(2);
    let dash = text.is(before, '–') || text.is(before, '-');
    let is_price = || {
        dash || matches!(
            text.word_before(number.next - 1),
            "to" | "at" | "from" | "by" | "for" | "costs" | "of"
        )
    };
    if 99 < value && !is_price() {
        return None;
    }
    let next = number.next + 1;
    if text.word(number.next) != "p" || text.is(next, '.') && text.word(next + 1) == "m" || text.is_body(next)
    {
        return None;
    }
    let unit = if value == 1 { "penny" } else { "pence" };
    Some(Found { next, said: format!("{} {unit}", number.said(text.region)) })
}

/// The magnitude behind a number, how it is said, and the token behind it.
fn magnitude(text: &Text<'_>, next: usize) -> Option<(&'static str, usize)> {
    let space = usize::from(text.is_space(next) || text.is(next, '-'));
    let word = text.word(next + space);
    let money = &ENGLISH.money;
    let whole =
        money.whole_magnitudes.iter().find(|name| name.eq_ignore_ascii_case(word)).map(String::as_str);
    let short =
        find(&money.magnitudes, word).filter(|_| !text.is_body(next + space + 1) && !text.is(next, '-'));
    whole.or(short).map(|name| (name, next + space + 1))
}

/// Whether the amount describes the word after it: "a $5 bill", "$5-a-day".
fn qualifies(text: &Text<'_>, at: usize, next: usize) -> bool {
    let article = matches!(text.word_before(at), "a" | "an" | "A" | "An");
    let noun = text.word_after(next);
    let small = noun.starts_with(char::is_lowercase)
        && !matches!(noun, "a" | "per" | "and" | "or" | "to" | "for" | "in");
    let hyphen = text.is(next, '-') && text.word(next + 1).starts_with(char::is_lowercase);
    hyphen || article && small
}

/// "/mo", "/user/month" behind an amount.
fn period(text: &Text<'_>, mut said: String, mut next: usize) -> (String, usize) {
    let name = |next: usize| {
        find(&ENGLISH.money.periods, text.word(next + 1))
            .filter(|_| text.is(next, '/') && !text.is_body(next + 2))
    };
    while let Some(name) = name(next) {
        said = format!("{said} per {name}");
        next += 2;
    }
    // "€0.30/kWh"
    let unit = ENGLISH
        .measures
        .units
        .get(text.word(next + 1))
        .filter(|_| text.is(next, '/') && !text.is_body(next + 2));
    if let Some([one, _]) = unit {
        return (format!("{said} per {one}"), next + 2);
    }
    (said, next)
}
