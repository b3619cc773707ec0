//! Times of the day and durations written like them.

use super::text::{Found, Text};
use super::{acronym, number};
use crate::language::english::ENGLISH;

/// Recognises a time: "5pm", "3:30 p.m.", "02:30", "14:10:30".
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if let Some(found) = military(text, at) {
        return Some(found);
    }
    let hour: usize = text.digits(at).parse().ok().filter(|_| text.digits(at).len() < 3)?;
    if text.joined_left(at) {
        return None;
    }
    if text.is(at + 1, ':') && text.is(at + 3, ':') {
        return seconds(text, at, hour);
    }
    let minute = minute(text, at + 1);
    let next = if minute.is_some() { at + 3 } else { at + 1 };
    let half = half(text, next).filter(|_| hour <= 24);
    if half.is_none() && (minute.is_none() || text.is(at + 1, '.') || is_ratio(text, at)) {
        return ratio(text, at);
    }
    if text.is_body(next) && half.is_none() && zone(text, next).is_none() {
        return None;
    }
    Some(with_half_and_zone(text, next, half, clock(hour, minute.unwrap_or(0), half.is_some())))
}

/// "at 1600 hours", "0830 hrs".
fn military(text: &Text<'_>, at: usize) -> Option<Found> {
    let digits = text.digits(at);
    let hours = matches!(text.word_after(at + 1), "hours" | "hrs" | "hour" | "h");
    let asked = digits.starts_with('0')
        || matches!(
            text.word_before(at),
            "at" | "At" | "by" | "until" | "till" | "before" | "after" | "from"
        );
    if digits.len() != 4 || !hours || !asked || text.joined_left(at) {
        return None;
    }
    let (hour, minute): (usize, usize) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    if 24 < hour || 59 < minute {
        return None;
    }
    let hour =
        if digits.starts_with('0') { number::digits(&digits[..2]) } else { number::below_hundred(hour) };
    let minute = if minute == 0 { "hundred".to_owned() } else { number::pair(minute) };
    Some(Found { next: at + 3, said: format!("{hour} {minute} hours") })
}

/// A time with what stands behind it: the half of the day, the zone.
fn with_half_and_zone(
    text: &Text<'_>,
    mut next: usize,
    half: Option<(&str, usize)>,
    mut said: String,
) -> Found {
    if let Some((name, behind)) = half {
        said = format!("{said} {name}");
        next = behind;
    }
    if let Some((name, behind)) = zone(text, next) {
        said = format!("{said} {name}");
        next = behind;
    }
    Found { next, said }
}

/// The minutes after a colon or a stop: two digits.
fn minute(text: &Text<'_>, at: usize) -> Option<usize> {
    let digits = text.digits(at + 1);
    let fits = matches!(text.mark(at), Some(':' | '.')) && digits.len() == 2;
    digits.parse().ok().filter(|minute| fits && *minute < 60)
}

fn clock(hour: usize, minute: usize, half: bool) -> String {
    match (hour, minute) {
        (_, 0) if half => number::below_hundred(hour % 100),
        (1..=12, 0) => format!("{} o'clock", number::below_hundred(hour)),
        (_, 0) => format!("{} hundred", number::below_hundred(hour % 100)),
        _ => format!("{} {}", number::below_hundred(hour % 100), number::pair(minute)),
    }
}

/// The half of the day, how it is said, and the token behind it.
fn half(text: &Text<'_>, at: usize) -> Option<(&'static str, usize)> {
    let start = text.past_space(at);
    match text.word(start).to_ascii_lowercase().as_str() {
        "am" => Some(("AM", start + 1)),
        "pm" => Some(("PM", start + 1)),
        letter @ ("a" | "p") if text.is(start + 1, '.') => {
            let second = text.past_space(start + 2);
            if !text.word(second).eq_ignore_ascii_case("m") {
                return None;
            }
            let letter_end = second + 1;
            let dot = usize::from(text.is(letter_end, '.') && !text.is_last(letter_end + 1));
            Some((if letter == "a" { "AM" } else { "PM" }, letter_end + dot))
        }
        _ => None,
    }
}

/// Whether letters are those of a time zone; they are said as written, in capitals.
fn is_zone(letters: &str) -> bool {
    ENGLISH.clock.zones.iter().any(|zone| zone.eq_ignore_ascii_case(letters))
}

fn zone(text: &Text<'_>, at: usize) -> Option<(String, usize)> {
    let start = text.past_space(at);
    let word = text.word(start);
    if word.len() == 1 && text.is(start + 1, '.') && text.word(start + 2).len() == 1 {
        let letters = [word, text.word(start + 2), text.word(start + 4)].concat();
        let known = is_zone(&letters) && text.is(start + 3, '.');
        return known.then(|| (acronym::spell(&letters.to_uppercase()), start + 5));
    }
    let spelled = start == at || word.chars().all(char::is_uppercase) || word == "est" || word == "gmt";
    let known = spelled && is_zone(word);
    known.then(|| (acronym::spell(&word.to_uppercase()), start + 1))
}

/// "14:10:30" as hours, minutes and seconds.
fn seconds(text: &Text<'_>, at: usize, hour: usize) -> Option<Found> {
    let minute: usize = text.digits(at + 2).parse().ok()?;
    let second: usize = text.digits(at + 4).parse().ok()?;
    if text.digits(at + 2).len() != 2 || text.digits(at + 4).len() != 2 {
        return None;
    }
    if 59 < minute || 59 < second || text.is(at + 5, ':') {
        return None;
    }
    let count = |value: usize, name: &str| {
        let plural = if value == 1 { "" } else { "s" };
        format!("{} {name}{plural}", number::below_hundred(value % 100))
    };
    let parts = [count(hour, "hour"), count(minute, "minute"), count(second, "second")];
    let said = format!("{} {} and {}", parts[0], parts[1], parts[2]);
    Some(with_half_and_zone(text, at + 5, half(text, at + 5), said))
}

/// Whether the word behind two numbers makes them a ratio: "1:10 dilution".
fn is_ratio(text: &Text<'_>, at: usize) -> bool {
    matches!(text.word_after(at + 3), "ratio" | "dilution" | "scale" | "odds" | "mix" | "split" | "aspect")
}

/// Recognises a ratio of numbers that are not whole: "4.5:1", "1:2.5".
pub(super) fn fractions(text: &Text<'_>, at: usize) -> Option<Found> {
    let first = number::read(text, at).filter(|_| !text.joined_left(at))?;
    let second = number::read(text, first.next + 1).filter(|_| text.is(first.next, ':'))?;
    let whole = first.fraction.is_empty() && second.fraction.is_empty();
    let fits = !whole && !text.is_body(second.next) && !text.is(second.next, ':');
    let said = |number: &number::Number<'_>| number.said(text.region);
    // "5:23.4": minutes and seconds of a race.
    let is_length = first.fraction.is_empty()
        && second.whole.len() == 2
        && [&first, &second].iter().all(|part| part.whole.parse().is_ok_and(|value: u8| value < 60));
    if fits && is_length && !is_ratio(text, at + 2) {
        let minutes = number::pair(second.whole.parse().unwrap_or_default());
        let decimals = number::digits(second.fraction);
        let said = format!("{} {minutes} point {decimals}", said(&first));
        return Some(Found { next: second.next, said });
    }
    fits.then(|| Found { next: second.next, said: format!("{} to {}", said(&first), said(&second)) })
}

/// "2:8", "16:9": a ratio or a score, if it is no time.
fn ratio(text: &Text<'_>, at: usize) -> Option<Found> {
    let (first, second) = (text.digits(at), text.digits(at + 2));
    if first == "1"
        && text.is(at + 1, ':')
        && let Some(scale) = number::read(text, at + 2)
        && scale.value().is_some_and(|value| 99 < value)
        && !text.is_body(scale.next)
    {
        return Some(Found { next: scale.next, said: format!("one to {}", scale.said(text.region)) });
    }
    let alone = text.is(at + 1, ':') && !second.is_empty() && !text.is_body(at + 3);
    let value: usize = second.parse().ok().filter(|_| alone && second.len() < 4)?;
    let asked = is_ratio(text, at);
    let small = asked || second.len() < 2 || value == 100 && first.len() < 3;
    let joint = if small { "to " } else { "" };
    let said = format!(
        "{} {joint}{}",
        number::cardinal(first, text.region),
        number::cardinal(&value.to_string(), text.region)
    );
    (value < 100 || small || second.len() == 3 && first == "1").then_some(Found { next: at + 3, said })
}
