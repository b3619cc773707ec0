//! Amounts: a number, a fraction or a range, and the money or the unit that it counts.

use super::super::text::{Found, Kind, Text};
use super::grammar::Governor;
use super::number::{self, Number, One};
use super::{date, grammar};
use crate::language::german::{Case, Currency, GERMAN, Noun};

/// A number, a fraction, a range or a row of lengths in words.
struct Quantity<'a> {
    said: String,
    next: usize,
    /// The number, where it is one alone.
    number: Option<Number<'a>>,
}

/// Recognises an amount: with its sign, money before or behind it, a unit, or as a range or fraction alone.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    if let Some(found) = money_first(text, at) {
        return Some(found);
    }
    let (sign, start) = sign(text, at);
    let quantity = quantity(text, start)?;
    if let Some(found) = quantity.number.as_ref().and_then(|number| joined(text, start, number)) {
        return Some(found);
    }
    let found = match counted(text, at, &quantity) {
        Some(found) => found,
        None if quantity.number.is_none() => Found { next: quantity.next, said: quantity.said },
        None => return None,
    };
    Some(Found { said: format!("{sign}{}", found.said), ..found })
}

/// The sign before a number, in words with a space, and the token behind it.
pub(super) fn sign(text: &Text<'_>, at: usize) -> (String, usize) {
    let free = at == 0 || text.is_gap(at - 1) || matches!(text.mark(at - 1), Some('(' | '[' | '„' | '/'));
    let words = number::words();
    let bound =
        text.mark(at).filter(|_| text.kind(at + 1) == Some(Kind::Digits)).and_then(|c| words.bounds.get(&c));
    let word = text.mark(at).filter(|_| free).and_then(|c| bound.or_else(|| words.signs.get(&c)));
    let start = match text.mark(at) {
        Some('<' | '>' | '≤' | '≥' | '~' | '≈' | '±') => text.past_space(at + 1),
        _ => at + 1,
    };
    match word {
        Some(word) if text.kind(start) == Some(Kind::Digits) => (format!("{word} "), start),
        _ => (String::new(), at),
    }
}

/// What a quantity counts, with the words for it.
fn counted(text: &Text<'_>, at: usize, quantity: &Quantity<'_>) -> Option<Found> {
    let hyphen = text.is(quantity.next, '-');
    let start = if hyphen { quantity.next + 1 } else { text.past_space(quantity.next) };
    if let Some((noun, next)) = magnitude(text, start).filter(|_| !hyphen) {
        return Some(large(text, at, quantity, (noun, next)));
    }
    if let Some((currency, next)) = currency(text, start).filter(|(_, next)| !hyphen || text.is(*next, '-')) {
        let said = money(text, at, quantity, currency);
        // "10 €/m²"
        if let Some((unit, next)) = text.is(next, '/').then(|| unit(text, next + 1)).flatten() {
            return Some(Found { next, said: format!("{said} {} {}", number::words().per, unit.1) });
        }
        // "12 €/Monat"
        let period = text.word(next + 1);
        if text.is(next, '/') && 2 < period.len() && period.starts_with(char::is_uppercase) {
            return Some(Found { next: next + 2, said: format!("{said} {} {period}", number::words().per) });
        }
        return Some(Found { next, said });
    }
    let (noun, next) = unit(text, start).filter(|(_, next)| !hyphen || text.is(*next, '-'))?;
    Some(Found { next, said: of(text, at, quantity, &noun) })
}

/// "3,2 Mrd. Euro".
fn large(text: &Text<'_>, at: usize, quantity: &Quantity<'_>, (noun, next): (&Noun, usize)) -> Found {
    let mut said = of(text, at, quantity, noun);
    let start = text.past_space(next);
    if let Some((currency, next)) = currency(text, start) {
        said = format!("{said} {}", currency.name.2);
        return Found { next, said };
    }
    if let Some((noun, next)) = unit(text, start) {
        said = format!("{said} {}", noun.2);
        return Found { next, said };
    }
    Found { next, said }
}

/// A quantity of something: "ein Kilometer", "eine Tonne", "eins Komma fünf Tonnen".
fn of(text: &Text<'_>, at: usize, quantity: &Quantity<'_>, Noun(gender, one, many): &Noun) -> String {
    match &quantity.number {
        Some(number) if number.value() == Some(1) && number.whole == "1" => {
            format!("{} {one}", grammar::one(text, at, *gender))
        }
        // "mit fünf Kilometern pro Stunde"
        _ if grammar::governor(text, at) == Governor::Preposition(Case::Dative) => {
            let (first, rest) = many.split_at(many.find(' ').unwrap_or(many.len()));
            let ending = if first.ends_with("er") { "n" } else { "" };
            format!("{} {first}{ending}{rest}", quantity.said)
        }
        _ => format!("{} {many}", quantity.said),
    }
}

/// "zwölf Euro fünfzig", "neunundneunzig Cent".
fn money(text: &Text<'_>, at: usize, quantity: &Quantity<'_>, currency: &Currency) -> String {
    // The Swiss write a point before hundredths.
    let swiss = currency.name.1 == "Franken";
    let parts =
        quantity.number.as_ref().filter(|number| number.fraction.len() == 2 && (swiss || !number.pointed));
    let (Some(number), Some(part)) = (parts, &currency.part) else {
        return of(text, at, quantity, &currency.name);
    };
    let whole = Quantity {
        said: number::cardinal(&number.whole, One::Alone),
        next: number.next,
        number: Some(Number { whole: number.whole.clone(), fraction: "", ..*number }),
    };
    let small: usize = number.fraction.parse().unwrap_or_default();
    let cents = number::below_hundred(small, One::Alone);
    match (number.whole.as_str(), small) {
        (_, 0) => of(text, at, &whole, &currency.name),
        ("0", 1) => format!("{} {}", grammar::one(text, at, part.0), part.1),
        ("0", _) => format!("{cents} {}", part.2),
        _ => format!("{} {cents}", of(text, at, &whole, &currency.name)),
    }
}

/// "€ 5 Mio.", "US-$ 3,50".
fn money_first(text: &Text<'_>, at: usize) -> Option<Found> {
    let (currency, next) = currency(text, at)?;
    let sign = text.mark(at).is_some_and(|c| c.is_ascii_punctuation() || "€£¥¢₽₹₺".contains(c));
    // Where "Fr." stands before a number and is no Friday, it is money.
    let short =
        text.word(at).bytes().all(|b| b.is_ascii_uppercase()) || matches!(text.word(at), "Fr" | "SFr");
    let start = text.past_space(next);
    if !(sign || short) || text.kind(start) != Some(Kind::Digits) {
        return None;
    }
    let quantity = quantity(text, start)?;
    let behind = text.past_space(quantity.next);
    if let Some((noun, next)) = magnitude(text, behind) {
        return Some(Found { next, said: format!("{} {}", of(text, at, &quantity, noun), currency.name.2) });
    }
    Some(Found { next: quantity.next, said: money(text, at, &quantity, currency) })
}

/// "Mio." and the token behind its stop.
fn magnitude(text: &Text<'_>, at: usize) -> Option<(&'static Noun, usize)> {
    let noun = GERMAN.magnitudes.get(text.word(at)).filter(|_| !text.is_body(at + 1))?;
    let dot = usize::from(text.is(at + 1, '.') && number::goes_on(text, at + 2));
    Some((noun, at + 1 + dot))
}

/// A currency's sign and the token behind it; the longest counts.
fn currency(text: &Text<'_>, at: usize) -> Option<(&'static Currency, usize)> {
    let (currency, next) = text.longest(at, 3, |sign| GERMAN.currencies.get(sign))?;
    let dot = text.word(at) == "Fr" && text.is(next, '.') && !text.is_last(next + 1);
    Some((currency, next + usize::from(dot)))
}

/// A unit and the token behind it, perhaps for each of another: "€/m²" is "Euro pro Quadratmeter".
fn unit(text: &Text<'_>, at: usize) -> Option<(Noun, usize)> {
    // "° C"
    let degree = text.is(at, '°') && text.is_space(at + 1) && matches!(text.word(at + 2), "C" | "F");
    if degree && !text.is_body(at + 3) {
        let unit = if text.word(at + 2) == "C" { "°C" } else { "°F" };
        return GERMAN.units.get(unit).map(|noun| (noun.clone(), at + 3));
    }
    let (noun, next) = text.longest(at, 5, |sign| GERMAN.units.get(sign))?;
    let below =
        text.is(next, '/').then(|| text.longest(next + 1, 2, |sign| GERMAN.units.get(sign))).flatten();
    let (noun, next) = match below {
        Some((below, next)) => {
            let per = &number::words().per;
            let Noun(gender, one, many) = noun;
            (Noun(*gender, format!("{one} {per} {}", below.1), format!("{many} {per} {}", below.1)), next)
        }
        None => (noun.clone(), next),
    };
    let stopped = matches!(text.get(next - 1), "Std" | "Min" | "min" | "Sek" | "sec" | "Stk");
    let dot = usize::from(stopped && text.is(next, '.') && !text.is_last(next + 1));
    Some((noun, next + dot))
}

/// Recognises a unit without a number behind a word for each: "pro kg", "je m²".
pub(super) fn each(text: &Text<'_>, at: usize) -> Option<Found> {
    let led = matches!(text.word_before(at), "pro" | "je" | "per") && !text.joined_left(at);
    let (noun, next) = led.then(|| unit(text, at)).flatten()?;
    let is_name = text.word(at).len() == 1 && text.word(at).starts_with(char::is_uppercase);
    (!is_name && !text.is_body(next)).then_some(Found { next, said: noun.1 })
}

/// Reads a number, and what makes a fraction, a range or a row of lengths of it.
fn quantity<'a>(text: &Text<'a>, at: usize) -> Option<Quantity<'a>> {
    let first = single(text, at)?;
    if let Some(range) = range(text, at, &first) {
        return Some(range);
    }
    let (mut said, mut next, mut rows) = (first.said.clone(), first.next, 0);
    while let Some(more) = dimension(text, next) {
        said = format!("{said} {} {}", number::words().by, more.said);
        next = more.next;
        rows += 1;
    }
    Some(if rows == 0 { first } else { Quantity { said, next, number: None } })
}

/// One number or fraction; "5,–" is 5.
fn single<'a>(text: &Text<'a>, at: usize) -> Option<Quantity<'a>> {
    if let Some((said, next)) = fraction(text, at) {
        return Some(Quantity { said, next, number: None });
    }
    let number = number::read(text, at)?;
    let mut next = number.next;
    let dashed = text.mark(next).is_some_and(|c| ",.".contains(c))
        && text.mark(next + 1).is_some_and(|c| "-–—".contains(c));
    let led = 1 < at && currency_before(text, at);
    if dashed && (led || currency(text, text.past_space(next + 2)).is_some()) {
        next += 2;
    }
    Some(Quantity { said: number.said(), next, number: Some(Number { next, ..number }) })
}

/// Whether a currency stands before a number: "Fr. 250.–".
fn currency_before(text: &Text<'_>, at: usize) -> bool {
    let end = if text.is_space(at - 1) { at - 1 } else { at };
    let word = if 1 < end && text.is(end - 1, '.') { end - 2 } else { end - 1 };
    GERMAN.currencies.contains_key(text.get(word))
}

/// Whether money or a unit follows: then a number is no year.
fn follows(text: &Text<'_>, next: usize) -> bool {
    let start = text.past_space(next);
    currency(text, start).is_some() || unit(text, start).is_some() || magnitude(text, start).is_some()
}

/// "10–20", "1939–45", "2,5 bis 3" stays with its word.
fn range<'a>(text: &Text<'a>, at: usize, first: &Quantity<'a>) -> Option<Quantity<'a>> {
    let number = first.number.as_ref()?;
    let dash = text.past_space(first.next);
    let start = text.past_space(dash + 1);
    let (spaced, even) = (dash != first.next, (dash == first.next) == (start == dash + 1));
    let touched =
        0 < at && text.mark(at - 1).is_some_and(|c| "-–/".contains(c)) && !text.is_gap(at.wrapping_sub(2));
    if touched || !even || text.kind(start) != Some(Kind::Digits) {
        return None;
    }
    let second = number::read(text, start)?;
    let rises = || match (number.value(), second.value()) {
        (Some(low), Some(high)) => low < high || number.whole.len() == 4 && second.whole.len() == 2,
        _ => true,
    };
    let longer = text.mark(second.next).is_some_and(|c| "-–".contains(c)) && text.is_body(second.next + 1)
        || text.is_body(second.next) && unit(text, second.next).is_none();
    let dashed = match text.mark(dash)? {
        '–' => true,
        '-' => !spaced && rises() && number.whole.len() <= 4,
        _ => false,
    };
    if !dashed || longer {
        return None;
    }
    let years = date::is_year(text, at, number)
        && (date::is_year(text, start, &second) || second.whole.len() == 2 || second.whole.starts_with("20"))
        && !follows(text, second.next);
    let said = |number: &Number<'_>| match number.value().and_then(|value| usize::try_from(value).ok()) {
        Some(value) if years => number::year(value),
        _ => number.said(),
    };
    let said = format!("{} {} {}", said(number), number::words().to, said(&second));
    Some(Quantity { said, next: second.next, number: None })
}

/// The next length in "3 x 4" or "1920×1080".
fn dimension<'a>(text: &Text<'a>, at: usize) -> Option<Quantity<'a>> {
    let sign = text.past_space(at);
    let times = text.is(sign, '×') || text.word(sign) == "x";
    let start = text.past_space(sign + 1);
    let even = (sign == at) == (start == sign + 1);
    if !times || !even || text.kind(start) != Some(Kind::Digits) {
        return None;
    }
    single(text, start).filter(|more| !text.is_body(more.next) || unit(text, more.next).is_some())
}

/// "½", "2½", "1 1/2", "3/4".
fn fraction(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let sign = |index: usize| text.mark(index).and_then(|c| number::words().fractions.get(&c)).copied();
    if let Some((over, under)) = sign(at) {
        return Some((parts(over, under)?, at + 1));
    }
    let whole = text.digits(at);
    if whole.is_empty() {
        return None;
    }
    let second = text.past_space(at + 1);
    if let Some((over, under)) = sign(second) {
        return Some((mixed(whole, over, under)?, second + 1));
    }
    if let Some((over, under, next)) = stroke(text, second).filter(|_| second != at + 1 && whole.len() < 3) {
        return Some((mixed(whole, over, under)?, next));
    }
    let (over, under, next) = stroke(text, at)?;
    Some((parts(over, under)?, next))
}

/// "3/4": a part of a whole by a number that people divide by.
fn stroke(text: &Text<'_>, at: usize) -> Option<(u64, u64, usize)> {
    let (over, under): (u64, u64) = (text.digits(at).parse().ok()?, text.digits(at + 2).parse().ok()?);
    let stroke = text.is(at + 1, '/') || text.is(at + 1, '⁄');
    let divided = matches!(under, 2..=10 | 12 | 16 | 20 | 100 | 1000);
    let longer = text.is_body(at + 3) || text.is(at + 3, '/') || 0 < at && text.is(at - 1, '/');
    (stroke && divided && 0 < over && (over < under || is_improper(text, at, over, under)) && !longer)
        .then_some((over, under, at + 3))
}

/// Whether a fraction is more than a whole: "7/4". What numbers a thing is none.
fn is_improper(text: &Text<'_>, at: usize, over: u64, under: u64) -> bool {
    let plain = matches!(under, 2..=6 | 8) && over < 20 && !over.is_multiple_of(under);
    let numbers = text
        .index_before(at)
        .is_some_and(|index| text.is(index + 1, '.') || text.word(index).starts_with(char::is_uppercase));
    plain && !numbers
}

/// A fraction in words: "ein halb", "drei Viertel".
pub(super) fn parts(over: u64, under: u64) -> Option<String> {
    let numbers = number::words();
    let count = number::cardinal(&over.to_string(), One::Joined);
    if under == 2 {
        return Some(format!("{count} {}", if over == 1 { &numbers.half } else { &numbers.halves }));
    }
    let stem = number::ordinal(usize::try_from(under).ok()?);
    let mut letters = stem.chars();
    let first: String = letters.next()?.to_uppercase().collect();
    Some(format!("{count} {first}{}{}", letters.as_str(), numbers.part))
}

/// A whole number and a fraction: "zweieinhalb", "zwei und drei Viertel".
fn mixed(whole: &str, over: u64, under: u64) -> Option<String> {
    let numbers = number::words();
    if (over, under) == (1, 2) {
        return Some(format!("{}{}", number::cardinal(whole, One::Joined), numbers.half_joined));
    }
    let parts = parts(over, under)?;
    Some(format!("{} {} {parts}", number::cardinal(whole, One::Alone), numbers.and))
}

/// Recognises a number that no other rule wanted: with what it is joined to, before a noun, as a year or alone.
pub(super) fn plain(text: &Text<'_>, at: usize) -> Option<Found> {
    let (sign, start) = sign(text, at);
    let number = number::read(text, start)?;
    if let Some(found) = joined(text, start, &number) {
        return Some(found);
    }
    let said = bare(text, start, &number);
    Some(Found { next: number.next, said: format!("{sign}{said}") })
}

fn bare(text: &Text<'_>, at: usize, number: &Number<'_>) -> String {
    let cue = number::words().digit_cues.holds(text.word_before(at));
    if cue || 12 < number.whole.len() || is_postal(text, at, number) {
        return number::digits(&number.whole);
    }
    if date::is_year(text, at, number) {
        return number::year(number.value().and_then(|value| value.try_into().ok()).unwrap_or_default());
    }
    let noun = text.word_after(number.next);
    if number.whole == "1" && number.fraction.is_empty() && noun.starts_with(char::is_uppercase) {
        // "Platz 1 Tore" aside, a noun behind the one is what there is one of, unless one before it is numbered.
        let numbered =
            text.word_before(at).starts_with(char::is_uppercase) && !text.is_first(at.saturating_sub(2));
        if !numbered {
            return grammar::gender(noun)
                .map_or(number::words().one.as_str(), |gender| grammar::one(text, at, gender))
                .to_owned();
        }
    }
    number.said()
}

/// "Goethestr. 12, 10115 Berlin": five digits between a house and a town.
fn is_postal(text: &Text<'_>, at: usize, number: &Number<'_>) -> bool {
    let house = (1..3).any(|back| 3 < at && !text.digits(at - 2 - back).is_empty());
    let behind = 2 < at && text.is_space(at - 1) && text.is(at - 2, ',') && house;
    let town = text.word_after(number.next).starts_with(char::is_uppercase);
    number.whole.len() == 5 && !number.grouped && number.fraction.is_empty() && behind && town
}

/// "90er", "5-jährig", "3D", "50%ige", "5-Euro-Schein".
fn joined(text: &Text<'_>, at: usize, number: &Number<'_>) -> Option<Found> {
    let percent = usize::from(text.is(number.next, '%'));
    let hyphen = usize::from(text.is(number.next + percent, '-'));
    let next = number.next + percent + hyphen;
    let word = text.word(next);
    if word.is_empty() {
        return None;
    }
    let numbers = number::words();
    let lower = word.to_lowercase();
    let stems = ["", "e", "en", "er", "es", "em"].into_iter().filter_map(|ending| lower.strip_suffix(ending));
    let known = stems.into_iter().any(|stem| numbers.joined.iter().any(|known| known == stem))
        && !number.grouped
        && number.fraction.is_empty();
    let stem = || match number.value().and_then(|value| usize::try_from(value).ok()) {
        Some(value) if (1100..2000).contains(&value) && lower.starts_with("er") => number::year(value),
        // "1er" is "Einser"; before anything else one is "ein".
        Some(1) if lower.starts_with("er") => number::cardinal("1", One::Alone),
        _ => number::cardinal(&number.whole, One::Joined),
    };
    if known && percent == 0 {
        return Some(Found { next: next + 1, said: format!("{}{lower}", stem()) });
    }
    if known && lower.starts_with("ig") {
        let percent = GERMAN.units.get("%").map_or("", |noun| noun.1.as_str()).to_lowercase();
        return Some(Found { next: next + 1, said: format!("{}{percent}{lower}", stem()) });
    }
    if hyphen == 1 && percent == 0 && unit(text, next).is_none() {
        let one = number.whole == "1" && number.fraction.is_empty();
        let said = if one { stem() } else { bare(text, at, number) };
        return Some(Found { next: number.next, said });
    }
    None
}
