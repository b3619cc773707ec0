//! Numbers in words: cardinals, ordinals, years, digits one by one.

use super::text::{Found, Kind, Region, Text};
use crate::language::english::ENGLISH;

#[rustfmt::skip]
const SMALL: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
const TENS: [&str; 10] =
    ["", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
#[rustfmt::skip]
const GROUPS: [&str; 12] = [
    "", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion", "sextillion", "septillion",
    "octillion", "nonillion", "decillion",
];

/// A number as it is written: "1,234.50".
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number<'a> {
    /// The digits before the point, without separators; empty in ".5".
    pub whole: String,
    /// The digits after the point, or "".
    pub fraction: &'a str,
    /// Whether it is written with separators.
    pub grouped: bool,
    /// The token behind it.
    pub next: usize,
}

impl Number<'_> {
    /// Its value, if it is a whole number that is small enough to compare.
    pub(super) fn value(&self) -> Option<u64> {
        if self.fraction.is_empty() { self.whole.parse().ok() } else { None }
    }

    /// Whether a thing counted by it stands in the singular.
    pub(super) fn is_one(&self) -> bool {
        self.whole == "1" && self.fraction.bytes().all(|b| b == b'0') && self.fraction.len() != 1
    }

    /// It in words: "one thousand two hundred point five".
    pub(super) fn said(&self, region: Region) -> String {
        let mut said = String::new();
        if !self.whole.is_empty() {
            said = cardinal(&self.whole, region);
        }
        if !self.fraction.is_empty() {
            if !said.is_empty() {
                said.push(' ');
            }
            said.push_str("point ");
            said.push_str(&digits(self.fraction));
        }
        said
    }
}

/// Reads a number without its sign. Nothing is found inside a longer run such as "1.2.3".
pub(super) fn read<'a>(text: &Text<'a>, at: usize) -> Option<Number<'a>> {
    let mut next = at;
    let mut whole = text.digits(at).to_owned();
    let mut grouped = false;
    if !whole.is_empty() {
        next += 1;
        if let Some((groups, behind)) = indian(text, at) {
            whole = groups;
            grouped = true;
            next = behind;
        }
        while ((1..=3).contains(&whole.len()) || grouped) && !whole.starts_with('0') && is_group(text, next) {
            whole.push_str(text.digits(next + 1));
            grouped = true;
            next += 2;
        }
    }
    let mut fraction = "";
    if text.is(next, '.') && text.kind(next + 1) == Some(Kind::Digits) {
        let more = text.is(next + 2, '.') && text.kind(next + 3) == Some(Kind::Digits);
        // Behind a bracket the stop ends a sentence: "(1991).3"
        let closed = 0 < at && matches!(text.mark(at - 1), Some(')' | ']'));
        if more || whole.is_empty() && (text.joined_left(at) || closed) {
            return (!whole.is_empty()).then_some(Number { whole, fraction, grouped, next });
        }
        fraction = text.digits(next + 1);
        next += 2;
    }
    // Europe's comma before a percent sign: "7,3 %".
    let cents = text.digits(next + 1);
    if fraction.is_empty()
        && !grouped
        && text.is(next, ',')
        && (1..3).contains(&cents.len())
        && (1..4).contains(&whole.len())
        && text.is(text.past_space(next + 2), '%')
    {
        fraction = cents;
        next += 2;
    }
    (at < next).then_some(Number { whole, fraction, grouped, next })
}

/// "12,34,567": pairs of digits before the last three, as in India.
fn indian(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let mut whole = text.digits(at).to_owned();
    let mut next = at + 1;
    if 2 < whole.len() {
        return None;
    }
    while text.is(next, ',') && text.digits(next + 1).len() == 2 {
        whole.push_str(text.digits(next + 1));
        next += 2;
    }
    let last = text.digits(next + 1);
    let fits = at + 1 < next && text.is(next, ',') && last.len() == 3;
    fits.then(|| (whole + last, next + 2))
}

/// Whether a separator and exactly three digits stand here: "1,250", "1 250", and "1'250" of Switzerland. Programs
/// have a low line.
fn is_group(text: &Text<'_>, at: usize) -> bool {
    let separator = text.mark(at).is_some_and(|c| ",'’_".contains(c))
        || matches!(text.get(at), "\u{A0}" | "\u{202F}" | "\u{2009}");
    separator && text.digits(at + 1).len() == 3
}

/// A cardinal. Leading zeros, and more digits than there are names for, are said one by one.
pub(super) fn cardinal(number: &str, region: Region) -> String {
    if 1 < number.len() && number.starts_with('0') || GROUPS.len() * 3 < number.len() {
        return digits(number);
    }
    if number.bytes().all(|b| b == b'0') {
        return SMALL[0].to_owned();
    }
    let mut said: Vec<String> = Vec::new();
    let count = number.len().div_ceil(3);
    for group in 0..count {
        let end = number.len() - (count - 1 - group) * 3;
        let value: usize = number[end.saturating_sub(3)..end].parse().unwrap_or_default();
        if value == 0 {
            continue;
        }
        let last = group + 1 == count;
        if last && value < 100 && !said.is_empty() && region == Region::British {
            said.push("and".to_owned());
        }
        said.push(below_thousand(value, region));
        if !last {
            said.push(GROUPS[count - 1 - group].to_owned());
        }
    }
    said.join(" ")
}

fn below_thousand(value: usize, region: Region) -> String {
    if value < 100 {
        return below_hundred(value);
    }
    let hundreds = format!("{} hundred", SMALL[value / 100]);
    match (value % 100, region) {
        (0, _) => hundreds,
        (rest, Region::American) => format!("{hundreds} {}", below_hundred(rest)),
        (rest, Region::British) => format!("{hundreds} and {}", below_hundred(rest)),
    }
}

/// A number from 0 to 99; a larger one as [`cardinal`] has it.
pub(super) fn below_hundred(value: usize) -> String {
    match (value / 10, value % 10) {
        (10.., _) => cardinal(&value.to_string(), Region::American),
        (0 | 1, _) => SMALL[value].to_owned(),
        (tens, 0) => TENS[tens].to_owned(),
        (tens, ones) => format!("{}-{}", TENS[tens], SMALL[ones]),
    }
}

/// An ordinal: "twenty-first".
pub(super) fn ordinal(number: &str, region: Region) -> String {
    last_word(&cardinal(number.trim_start_matches('0'), region), |word| match word {
        "one" => "first".to_owned(),
        "two" => "second".to_owned(),
        "three" => "third".to_owned(),
        "five" => "fifth".to_owned(),
        "eight" => "eighth".to_owned(),
        "nine" => "ninth".to_owned(),
        "twelve" => "twelfth".to_owned(),
        "" => "zeroth".to_owned(),
        word => match word.strip_suffix('y') {
            Some(stem) => format!("{stem}ieth"),
            None => format!("{word}th"),
        },
    })
}

/// A number's plural: "nineties", "sixes".
pub(super) fn plural(number: &str) -> String {
    last_word(number, |word| match word {
        "six" => "sixes".to_owned(),
        word => match word.strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{word}s"),
        },
    })
}

fn last_word(words: &str, change: impl Fn(&str) -> String) -> String {
    let at = words.rfind([' ', '-']).map_or(0, |at| at + 1);
    format!("{}{}", &words[..at], change(&words[at..]))
}

/// Digits one by one.
pub(super) fn digits(number: &str) -> String {
    let words: Vec<&str> = number.bytes().map(|b| SMALL[usize::from(b.wrapping_sub(b'0')) % 10]).collect();
    words.join(" ")
}

/// Two digits of a clock or of a year: "o five", "forty".
pub(super) fn pair(value: usize) -> String {
    if value < 10 { format!("o {}", SMALL[value]) } else { below_hundred(value % 100) }
}

/// A year: "nineteen o six", "two thousand six", "eight eighty-six".
pub(super) fn year(year: usize) -> String {
    let (century, rest) = (year / 100, year % 100);
    if year < 100 || year % 1000 < 10 && 1000 <= year || 9999 < year {
        return cardinal(&year.to_string(), Region::American);
    }
    match rest {
        0 => format!("{} hundred", below_hundred(century)),
        rest => format!("{} {}", below_hundred(century), pair(rest)),
    }
}

/// A house number or the like, by pairs: "twenty-seven eighty-eight", "one twenty-three".
pub(super) fn pairs(number: &str) -> String {
    let value: usize = number.parse().unwrap_or_default();
    match number.len() {
        3 | 4 if !number.starts_with('0') && !value.is_multiple_of(1000) => year(value),
        1 | 2 => cardinal(number, Region::American),
        _ => digits(number),
    }
}

/// Recognises a number that no other rule wanted, with its sign.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let (sign, start) = sign(text, at);
    if let Some(time) = super::time::rule(text, start) {
        return Some(Found { said: format!("{sign}{}", time.said), ..time });
    }
    let number = read(text, start)?;
    let said = plain(text, at, &number);
    Some(Found { next: number.next, said: format!("{sign}{said}") })
}

/// Recognises a decimal that a hyphen joins to a word: "0.688-fold".
pub(super) fn joined(text: &Text<'_>, at: usize) -> Option<Found> {
    let number = read(text, at).filter(|number| !number.fraction.is_empty() && !text.joined_left(at))?;
    let word = text.is(number.next, '-') && text.word(number.next + 1).starts_with(char::is_lowercase);
    (word && super::measure::rule(text, at).is_none())
        .then(|| Found { next: number.next, said: number.said(text.region) })
}

/// The sign before a number, in words with a space, and the token behind it.
pub(super) fn sign(text: &Text<'_>, at: usize) -> (&'static str, usize) {
    let free = at == 0 || !text.joined_left(at) && !matches!(text.mark(at - 1), Some(')' | ']' | '%'));
    match text.mark(at) {
        Some('-' | '−' | '–') if free => ("minus ", at + 1),
        Some('+') if free => ("plus ", at + 1),
        Some('±') => ("plus or minus ", at + 1),
        Some('~' | '≈') => ("about ", at + 1),
        _ => ("", at),
    }
}

/// A number by what stands around it: a year, digits one by one, or a cardinal.
pub(super) fn plain(text: &Text<'_>, at: usize, number: &Number<'_>) -> String {
    if !number.fraction.is_empty() || number.grouped || is_quantity(text, at, number) {
        return number.said(text.region);
    }
    if is_secret(text, at) && (3..12).contains(&number.whole.len()) {
        return digits(&number.whole);
    }
    if is_year(text, at, number) {
        return year(number.whole.parse().unwrap_or_default());
    }
    // "Chapter 07": zeros that only keep names in order.
    let padded = (2..4).contains(&number.whole.len()) && number.whole.starts_with('0');
    if padded && ENGLISH.roman.counted.contains(&text.word_before(at).to_ascii_lowercase()) {
        return cardinal(number.whole.trim_start_matches('0'), text.region);
    }
    let ending = text.word_before(at) == "in"
        && text.index_before(at).is_some_and(|index| text.word_before(index) == "ending");
    if ending || 9 < number.whole.len() && !number.whole.ends_with("00") || is_code(text, at, number) {
        return digits(&number.whole);
    }
    let before = text.word_before(at);
    let model = number.whole.len() == 4
        && 1 < before.len()
        && !text.shouted
        && before.bytes().all(|b| b.is_ascii_uppercase())
        && number.value().is_some_and(|value| 9 < value % 1000);
    // "Hwy 101", "Route 128".
    if number.whole.len() == 3 && matches!(before, "Highway" | "Hwy" | "Interstate" | "Route" | "Rte") {
        return pairs(&number.whole).replace(" o ", " oh ");
    }
    // "RTX 3050", "RFC 2119".
    if model && !counts(text, number.next) {
        return pairs(&number.whole);
    }
    cardinal(&number.whole, text.region)
}

/// Whether a sign says that a number is an amount, and neither a code nor a year: "~1329", ">68977", "320030+".
fn is_quantity(text: &Text<'_>, at: usize, number: &Number<'_>) -> bool {
    let before = |at: usize| text.mark(at).is_some_and(|c| "~≈∼<>≤≥±".contains(c));
    let negative = text.mark(at).is_some_and(|c| "-−".contains(c)) && !text.joined_left(at);
    before(at)
        || 0 < at && before(at - 1)
        || negative
        || text.is(number.next, '+') && text.is_gap(number.next + 1)
}

/// Whether a word before says that the digits are a code: "your PIN is 1234".
fn is_secret(text: &Text<'_>, at: usize) -> bool {
    const CODES: &[&str] = &["code", "combination", "otp", "passcode", "password", "pin", "postcode", "zip"];
    let known = |word: &str| CODES.contains(&word.to_ascii_lowercase().as_str());
    let before = text.word_before(at);
    let linked = matches!(before, "is" | "was" | "number" | "of" | "code")
        && text.index_before(at).is_some_and(|index| known(text.word_before(index)));
    known(before) && before != "combination" || linked
}

/// Whether five digits or more without separators name a thing instead of counting: they are not round, count
/// nothing, and no word before speaks of an amount.
fn is_code(text: &Text<'_>, at: usize, number: &Number<'_>) -> bool {
    const AMOUNTS: &[&str] = &[
        "about",
        "above",
        "almost",
        "and",
        "approximately",
        "are",
        "around",
        "at",
        "be",
        "below",
        "between",
        "by",
        "equals",
        "exactly",
        "from",
        "had",
        "has",
        "have",
        "is",
        "least",
        "most",
        "nearly",
        "of",
        "only",
        "or",
        "over",
        "reached",
        "roughly",
        "some",
        "than",
        "the",
        "to",
        "total",
        "totaled",
        "totalled",
        "under",
        "was",
        "were",
        "with",
    ];
    let long = 4 < number.whole.len() && !number.whole.ends_with("00");
    let spoken = AMOUNTS.contains(&text.word_before(at).to_ascii_lowercase().as_str());
    let alone = text.is_first(at) && text.is_last(number.next);
    long && !spoken && !alone && text.word_after(number.next).is_empty()
}

/// Whether a whole number is a year: four digits that count nothing, or fewer with an era.
pub(super) fn is_year(text: &Text<'_>, at: usize, number: &Number<'_>) -> bool {
    let Some(value) = number.value() else { return false };
    if number.grouped {
        return false;
    }
    let era = text.past_space(number.next);
    let has_era = matches!(text.word(era), "BC" | "BCE" | "AD" | "CE")
        || text.is(era + 1, '.') && matches!((text.word(era), text.word(era + 2)), ("B", "C") | ("A", "D"));
    match number.whole.len() {
        4 if (1010..2100).contains(&value) => {
            // Nobody counts 1906 of anything without a comma, but "takes" looks like a plural.
            let odd = 1700 < value && value % 10 != 0 || matches!(text.word_before(at), "year" | "circa");
            odd && !is_counted(text.word_after(number.next))
                || !counts(text, number.next) && !amounts(text.word_before(at))
        }
        3 | 4 => has_era,
        _ => false,
    }
}

/// Whether the word after a number names what is counted: a plural.
pub(super) fn counts(text: &Text<'_>, next: usize) -> bool {
    let word = text.word_after(next);
    let plural = 3 < word.len()
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && word.starts_with(char::is_lowercase)
        && !matches!(
            word,
            "does" | "says" | "always" | "perhaps" | "sometimes" | "besides" | "towards" | "series"
        );
    plural || is_counted(word)
}

fn is_counted(word: &str) -> bool {
    matches!(word, "people" | "men" | "women" | "children" | "feet" | "dead" | "million" | "cubic" | "square")
}

fn amounts(before: &str) -> bool {
    matches!(before, "nearly" | "exactly" | "approximately" | "additional" | "another" | "page" | "pages")
}
