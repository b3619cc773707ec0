//! Amounts of money, with magnitudes: "$3.2bn".

use super::number::{self, Number};
use super::text::{Found, Text};

/// A currency: how one unit and several are called, and the hundredth part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Currency {
    one: &'static str,
    many: &'static str,
    cent: &'static str,
    cents: &'static str,
}

const fn currency(
    one: &'static str,
    many: &'static str,
    cent: &'static str,
    cents: &'static str,
) -> Currency {
    Currency { one, many, cent, cents }
}

/// Signs and codes, longest first where one begins another. A currency without hundredths has "" for them.
#[rustfmt::skip]
const SIGNS: &[(&str, Currency)] = &[
    ("$", currency("dollar", "dollars", "cent", "cents")),
    ("£", currency("pound", "pounds", "penny", "pence")),
    ("€", currency("euro", "euros", "cent", "cents")),
    ("¥", currency("yen", "yen", "", "")),
    ("₩", currency("won", "won", "", "")),
    ("₹", currency("rupee", "rupees", "paisa", "paise")),
    ("₽", currency("ruble", "rubles", "kopek", "kopeks")),
    ("₺", currency("lira", "lira", "kurus", "kurus")),
    ("₪", currency("shekel", "shekels", "agora", "agorot")),
    ("₫", currency("dong", "dong", "", "")),
    ("₦", currency("naira", "naira", "kobo", "kobo")),
    ("₱", currency("peso", "pesos", "centavo", "centavos")),
    ("฿", currency("baht", "baht", "satang", "satang")),
    ("₿", currency("bitcoin", "bitcoin", "", "")),
    ("₡", currency("colon", "colones", "", "")),
    ("₲", currency("guarani", "guaranies", "", "")),
    ("₵", currency("cedi", "cedis", "pesewa", "pesewas")),
    ("₸", currency("tenge", "tenge", "", "")),
    ("₼", currency("manat", "manat", "", "")),
    ("₾", currency("lari", "lari", "tetri", "tetri")),
    ("₮", currency("tugrik", "tugriks", "", "")),
    ("₭", currency("kip", "kip", "", "")),
    ("￥", currency("yen", "yen", "", "")),
    ("元", currency("yuan", "yuan", "", "")),
    ("円", currency("yen", "yen", "", "")),
    ("₴", currency("hryvnia", "hryvnias", "kopiyka", "kopiykas")),
];

#[rustfmt::skip]
const CODES: &[(&str, Currency)] = &[
    ("AED", currency("dirham", "dirhams", "", "")),
    ("ARS", currency("Argentine peso", "Argentine pesos", "centavo", "centavos")),
    ("BTC", currency("bitcoin", "bitcoin", "", "")),
    ("CLP", currency("Chilean peso", "Chilean pesos", "", "")),
    ("COP", currency("Colombian peso", "Colombian pesos", "", "")),
    ("CZK", currency("Czech koruna", "Czech korunas", "", "")),
    ("DKK", currency("Danish krone", "Danish kroner", "", "")),
    ("EGP", currency("Egyptian pound", "Egyptian pounds", "", "")),
    ("HUF", currency("forint", "forints", "", "")),
    ("IDR", currency("rupiah", "rupiah", "", "")),
    ("ILS", currency("shekel", "shekels", "", "")),
    ("KES", currency("Kenyan shilling", "Kenyan shillings", "", "")),
    ("MXN", currency("Mexican peso", "Mexican pesos", "centavo", "centavos")),
    ("MYR", currency("ringgit", "ringgit", "sen", "sen")),
    ("NGN", currency("naira", "naira", "kobo", "kobo")),
    ("NOK", currency("Norwegian krone", "Norwegian kroner", "", "")),
    ("PKR", currency("Pakistani rupee", "Pakistani rupees", "", "")),
    ("PLN", currency("zloty", "zlotys", "grosz", "groszy")),
    ("Rs", currency("rupee", "rupees", "paisa", "paise")),
    ("RON", currency("leu", "lei", "", "")),
    ("SAR", currency("riyal", "riyals", "", "")),
    ("THB", currency("baht", "baht", "", "")),
    ("TWD", currency("Taiwan dollar", "Taiwan dollars", "cent", "cents")),
    ("UAH", currency("hryvnia", "hryvnias", "", "")),
    ("VND", currency("dong", "dong", "", "")),
    ("kr", currency("krone", "kroner", "", "")),
    ("zł", currency("zloty", "zlotys", "grosz", "groszy")),
    ("AUD", currency("Australian dollar", "Australian dollars", "cent", "cents")),
    ("BRL", currency("real", "reais", "centavo", "centavos")),
    ("CAD", currency("Canadian dollar", "Canadian dollars", "cent", "cents")),
    ("CHF", currency("Swiss franc", "Swiss francs", "centime", "centimes")),
    ("CNY", currency("yuan", "yuan", "", "")),
    ("EUR", currency("euro", "euros", "cent", "cents")),
    ("GBP", currency("pound", "pounds", "penny", "pence")),
    ("HKD", currency("Hong Kong dollar", "Hong Kong dollars", "cent", "cents")),
    ("INR", currency("rupee", "rupees", "paisa", "paise")),
    ("JPY", currency("yen", "yen", "", "")),
    ("KRW", currency("won", "won", "", "")),
    ("NZD", currency("New Zealand dollar", "New Zealand dollars", "cent", "cents")),
    ("RMB", currency("yuan", "yuan", "", "")),
    ("RUB", currency("ruble", "rubles", "kopek", "kopeks")),
    ("SEK", currency("Swedish krona", "Swedish kronor", "", "")),
    ("SGD", currency("Singapore dollar", "Singapore dollars", "cent", "cents")),
    ("USD", currency("US dollar", "US dollars", "cent", "cents")),
    ("ZAR", currency("rand", "rand", "cent", "cents")),
];

/// Whose dollars: letters that stand before the sign.
#[rustfmt::skip]
const OWNERS: &[(&str, &str)] = &[
    ("A", "Australian"), ("AU", "Australian"), ("C", "Canadian"), ("CA", "Canadian"), ("HK", "Hong Kong"),
    ("MX", "Mexican"), ("Mex", "Mexican"), ("NT", "Taiwan"),
    ("NZ", "New Zealand"), ("R", "Brazilian"), ("S", "Singapore"), ("SG", "Singapore"), ("US", "US"),
];

/// Magnitudes: as written, as said, and whether they may only touch the number.
#[rustfmt::skip]
const MAGNITUDES: &[(&str, &str)] = &[
    ("K", "thousand"), ("k", "thousand"), ("M", "million"), ("m", "million"), ("mn", "million"), ("mln", "million"),
    ("MM", "million"), ("B", "billion"), ("b", "billion"), ("bn", "billion"), ("Bn", "billion"), ("bln", "billion"),
    ("T", "trillion"), ("tn", "trillion"), ("trn", "trillion"),
];

const WHOLE_MAGNITUDES: &[&str] = &["hundred", "thousand", "million", "billion", "trillion", "crore", "lakh"];

/// What an amount may be paid for, after a slash.
#[rustfmt::skip]
const PERIODS: &[(&str, &str)] = &[
    ("GB", "gigabyte"), ("MWh", "megawatt hour"), ("acre", "acre"), ("barrel", "barrel"), ("bbl", "barrel"),
    ("bottle", "bottle"), ("bushel", "bushel"), ("day", "day"), ("gal", "gallon"), ("gallon", "gallon"), ("head", "head"),
    ("item", "item"), ("liter", "liter"), ("litre", "liter"), ("mile", "mile"), ("ounce", "ounce"), ("pound", "pound"),
    ("share", "share"), ("ticket", "ticket"), ("tonne", "tonne"), ("unit", "unit"), ("user", "user"), ("yd", "yard"), ("h", "hour"), ("hour", "hour"), ("hr", "hour"), ("kg", "kilogram"),
    ("kWh", "kilowatt hour"), ("lb", "pound"), ("min", "minute"), ("mo", "month"), ("month", "month"),
    ("night", "night"), ("oz", "ounce"), ("person", "person"), ("ton", "ton"), ("week", "week"), ("wk", "week"),
    ("year", "year"), ("yr", "year"),
];

fn find<T: Copy>(table: &[(&str, T)], key: &str) -> Option<T> {
    table.iter().find(|(written, _)| *written == key).map(|(_, value)| *value)
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
    if let Some(currency) = find(CODES, text.word(at)) {
        let dot = usize::from(text.word(at) == "Rs" && text.is(at + 1, '.'));
        let start = text.past_space(at + 1 + dot);
        return amount(text, at, start, currency, "");
    }
    let owner = find(OWNERS, text.word(at));
    let sign = if owner.is_some() { at + 1 } else { at };
    let currency = find(SIGNS, text.get(sign)).filter(|_| text.mark(sign).is_some())?;
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
    if let Some(found) = span(text, at, &number, currency, owner) {
        return Some(found);
    }
    let full = |unit: &str| if owner.is_empty() { unit.to_owned() } else { format!("{owner} {unit}") };
    let (said, next) = match magnitude(text, number.next) {
        Some((name, next)) => {
            let deal = DEALS.contains(&text.word_after(next));
            let unit = if deal || qualifies(text, at, next) { currency.one } else { currency.many };
            (format!("{} {name} {}", number.said(text.region), full(unit)), next)
        }
        None => (exact(text, at, &number, currency, &full), number.next),
    };
    let (said, next) = period(text, said, next);
    Some(Found { next, said })
}

/// "$5–10 million": two numbers that share the sign and the magnitude.
fn span(text: &Text<'_>, at: usize, first: &Number<'_>, currency: Currency, owner: &str) -> Option<Found> {
    text.mark(first.next).filter(|c| "-–".contains(*c))?;
    let second = number::read(text, first.next + 1)?;
    if text.mark(second.next).is_some_and(|c| "-–%/:".contains(c)) {
        return None;
    }
    let (magnitude, next) = match magnitude(text, second.next) {
        Some((name, next)) => (format!(" {name}"), next),
        None if text.is_body(second.next) || second.fraction.len() == 2 => return None,
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
        let unit = if number.is_one() { "cent" } else { "cents" };
        return Some(Found { next: number.next + 1, said: format!("{} {unit}", number.said(text.region)) });
    }
    if let Some(found) = comma(text, &number).or_else(|| pence(text, &number)) {
        return Some(found);
    }
    let (name, next) = magnitude(text, number.next).map_or(("", number.next), |(name, next)| (name, next));
    let sign = text.past_space(next);
    let code = find(CODES, text.word(sign));
    let currency = code.or_else(|| find(SIGNS, text.get(sign)).filter(|_| text.mark(sign).is_some()))?;
    if text.is_body(sign + 1) || code.is_none() && sign != next && !text.is_gap(sign + 1) {
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

/// "1,50 €": the comma of the Continent before hundredths.
fn comma(text: &Text<'_>, number: &Number<'_>) -> Option<Found> {
    let cents = text.digits(number.next + 1);
    let sign = text.past_space(number.next + 2);
    if !text.is(number.next, ',') || cents.len() != 2 || number.grouped || !number.fraction.is_empty() {
        return None;
    }
    let currency = find(SIGNS, text.get(sign)).filter(|_| text.mark(sign).is_some())?;
    let whole = Number { whole: number.whole.clone(), fraction: cents, grouped: true, next: sign };
    let said = exact(text, sign, &whole, currency, &|unit: &str| unit.to_owned());
    Some(Found { next: sign + 1, said })
}

/// "50p".
fn pence(text: &Text<'_>, number: &Number<'_>) -> Option<Found> {
    let value = number.value().filter(|value| (1..100).contains(value) && !number.grouped)?;
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
    let whole = WHOLE_MAGNITUDES.iter().find(|name| name.eq_ignore_ascii_case(word)).copied();
    let short = find(MAGNITUDES, word).filter(|_| !text.is_body(next + space + 1) && !text.is(next, '-'));
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

/// What an amount is written before without an article: "the record $2.5m deal".
#[rustfmt::skip]
const DEALS: &[&str] = &[
    "acquisition", "bailout", "bet", "bid", "bill", "bonus", "bounty", "budget", "campaign", "cheque", "contract", "deal",
    "deficit", "donation", "factory", "fine", "fund", "gift", "grant", "home", "house", "industry", "investment", "lawsuit",
    "loan", "mansion", "market", "merger", "note", "offer", "order", "package", "plan", "prize", "program", "programme",
    "project", "purchase", "reward", "scheme", "settlement", "stake", "takeover", "upgrade", "valuation",
];

/// "/mo" behind an amount.
fn period(text: &Text<'_>, said: String, next: usize) -> (String, usize) {
    let name = find(PERIODS, text.word(next + 1)).filter(|_| text.is(next, '/') && !text.is_body(next + 2));
    match name {
        Some(name) => (format!("{said} per {name}"), next + 2),
        None => (said, next),
    }
}
