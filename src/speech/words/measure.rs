//! Numbers with units: "12kg", "60 km/h", "-4°C", "5'10\"".

mod units;

use super::text::{Found, Text};
use super::{fraction, number};

/// Recognises a number and a unit that is written short.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    let (sign, start) = number::sign(text, at);
    let (mut said, mut next, mut one) = quantity(text, start)?;
    let first = next;
    while let Some((more, behind)) = dimension(text, next) {
        said = format!("{said} by {more}");
        (next, one) = (behind, false);
    }
    let several = first < next;
    if several && let Some(pairs) = side(text, start) {
        // "1920×1080": the sides of pictures are said by pairs.
        said = format!("{pairs} by{}", said.split_once(" by").map_or("", |(_, rest)| rest));
    }
    if let Some(found) = height(text, &said, next) {
        return Some(found);
    }
    let before = text.word_before(at);
    let course = 1 < before.len() && before.bytes().all(|b| b.is_ascii_uppercase());
    match unit(text, next, one).filter(|(name, _)| !(course && name.ends_with("illion"))) {
        Some((name, next)) => Some(Found { next, said: format!("{sign}{said} {name}") }),
        None => several.then_some(Found { next, said }),
    }
}

/// A number or a fraction in words, the token behind it, and whether what it counts stands in the singular.
fn quantity(text: &Text<'_>, at: usize) -> Option<(String, usize, bool)> {
    if let Some(found) = fraction::rule(text, at) {
        return Some((found.said, found.next, true));
    }
    let number = number::read(text, at)?;
    Some((number.said(text.region), number.next, number.is_one()))
}

/// Four digits without a separator, by pairs.
fn side(text: &Text<'_>, at: usize) -> Option<String> {
    let number = number::read(text, at)?;
    let plain = number.whole.len() == 4 && !number.grouped && number.fraction.is_empty();
    plain.then(|| number::pairs(&number.whole))
}

/// The next length in "2 x 4 x 6" or "1920×1080", after its sign.
fn dimension(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let sign = text.past_space(at);
    let times = text.is(sign, '×') || text.word(sign) == "x";
    let start = text.past_space(sign + 1);
    // "0x1F" is a number of a machine, "3 x2" nothing in particular.
    let alike = (sign == at) == (start == sign + 1) && text.digits(at.saturating_sub(1)) != "0";
    let (said, next, _) = (times && alike).then(|| quantity(text, start)).flatten()?;
    let said = side(text, start).unwrap_or(said);
    (!text.is_body(next) || text.word(next) == "x" || unit(text, next, false).is_some())
        .then_some((said, next))
}

/// "5'10"" and "6′": feet, perhaps with inches.
fn height(text: &Text<'_>, feet: &str, at: usize) -> Option<Found> {
    let inches = text.digits(at + 1);
    let marked =
        matches!(text.mark(at), Some('\'' | '’' | '′')) && matches!(text.mark(at + 2), Some('"' | '”' | '″'));
    let value: usize = inches.parse().ok().filter(|value| marked && *value < 12)?;
    Some(Found { next: at + 3, said: format!("{feet} foot {}", number::below_hundred(value)) })
}

/// The unit behind a number, in words, and the token behind it.
fn unit(text: &Text<'_>, next: usize, one: bool) -> Option<(String, usize)> {
    let hyphen = text.is(next, '-');
    let start = if hyphen { next + 1 } else { text.past_space(next) };
    let glued = start == next;
    if let Some(name) = sign(text, start, one).filter(|_| !hyphen) {
        return Some(name);
    }
    if text.is(next, '/')
        && let Some((unit, end)) = written(text, next + 1)
    {
        let long = 1 < text.word(next + 1).len() && !text.is_body(end);
        return long.then(|| (format!("per {}", unit.one), end));
    }
    let (unit, mut end) = written(text, start)?;
    if !glued && !hyphen && unit.only_glued || text.is_body(end) || hyphen && unit.one == unit.many {
        return None;
    }
    let mut name = if one || hyphen { unit.one } else { unit.many }.to_owned();
    if text.is(end, '-')
        && let Some((with, behind)) = written(text, end + 1).filter(|(_, next)| !text.is_body(*next))
    {
        // "300 lb-ft": the first of two units stays single.
        return Some((format!("{}-{}", unit.one, if one { with.one } else { with.many }), behind));
    }
    let per = text.is(end, '/').then(|| written(text, end + 1)).flatten();
    if let Some((below, behind)) = per.filter(|(_, behind)| !text.is_body(*behind)) {
        name = format!("{name} per {}", below.one);
        end = behind;
    }
    let dot = text.is(end, '.')
        && !text.is_last(end + 1)
        && !text.word_after(end + 1).starts_with(char::is_uppercase);
    Some((name, end + usize::from(dot)))
}

/// A written unit at a token: its entry, and the token behind it with its power.
fn written(text: &Text<'_>, at: usize) -> Option<(units::Unit, usize)> {
    let mut word = text.word(at).to_owned();
    let mut next = at + 1;
    if word.is_empty() {
        return None;
    }
    let square = matches!(word.as_str(), "sq" | "cu");
    if square {
        let dot = usize::from(text.is(next, '.'));
        let unit = text.past_space(next + dot);
        word = format!("{word} {}", text.word(unit));
        next = unit + 1;
    } else if let Some(power) = text.mark(next).filter(|c| "²³".contains(*c)) {
        word.push(if power == '²' { '2' } else { '3' });
        next += 1;
    } else if matches!(text.digits(next), "2" | "3")
        && units::find(&format!("{word}{}", text.digits(next))).is_some()
    {
        word.push_str(text.digits(next));
        next += 1;
    }
    units::find(&word).map(|unit| (unit, next))
}

/// Units that are signs: degrees, percent, inches.
fn sign(text: &Text<'_>, at: usize, one: bool) -> Option<(String, usize)> {
    let plural = if one { "" } else { "s" };
    match text.mark(at)? {
        '%' => Some(("percent".to_owned(), at + 1)),
        '‰' => Some(("per mille".to_owned(), at + 1)),
        '℃' => Some((format!("degree{plural} Celsius"), at + 1)),
        '℉' => Some((format!("degree{plural} Fahrenheit"), at + 1)),
        '°' | 'º' => {
            let letter = text.past_space(at + 1);
            let scale = match text.word(letter) {
                "C" => " Celsius",
                "F" => " Fahrenheit",
                _ => return Some((format!("degree{plural}"), at + 1)),
            };
            Some((format!("degree{plural}{scale}"), letter + 1))
        }
        '"' | '”' | '″' if closes_no_quote(text, at) => {
            Some((if one { "inch" } else { "inches" }.to_owned(), at + 1))
        }
        _ => None,
    }
}

/// Whether the mark that touches a number can be no closing quote: none is open.
fn closes_no_quote(text: &Text<'_>, at: usize) -> bool {
    let open = (0..at).filter(|index| text.mark(*index).is_some_and(|c| "\"“".contains(c))).count();
    let closed = (0..at).filter(|index| text.is(*index, '”')).count();
    (open - closed.min(open)) % 2 == 0 && !text.is_body(at + 1)
}
