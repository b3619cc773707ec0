//! Amounts in two units, the larger first: "6ft 2in", "2h 30m", "8 lb 4 oz".

use super::number;
use super::text::{Found, Text};

/// A larger unit and a smaller one: forms that mean the same, one, several; and how many make the larger.
type Unit = (&'static str, &'static str, &'static str);

#[rustfmt::skip]
const PAIRS: &[(Unit, Unit, u64)] = &[
    (("ft", "foot", "feet"), ("in ins", "inch", "inches"), 12),
    (("lb lbs", "pound", "pounds"), ("oz", "ounce", "ounces"), 16),
    (("st", "stone", "stone"), ("lb lbs", "pound", "pounds"), 14),
    (("d", "day", "days"), ("h hr hrs", "hour", "hours"), 24),
    (("h hr hrs", "hour", "hours"), ("m min mins", "minute", "minutes"), 60),
    (("m min mins", "minute", "minutes"), ("s sec secs", "second", "seconds"), 60),
];

/// Recognises an amount in two units or in three.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let first =
        number::read(text, at).filter(|number| number.fraction.is_empty() && !text.joined_left(at))?;
    PAIRS.iter().find_map(|(large, small, most)| {
        let (said, next) = count(text, at, large)?;
        let start = text.past_space(next);
        let second = number::read(text, start)?;
        second.value().filter(|value| value < most)?;
        // "st" is also an ordinal's.
        first.value().filter(|value| large.0 != "st" || *value % 10 != 1)?;
        let (more, next) = count(text, start, small)?;
        let after = text.past_space(next);
        let third = PAIRS.iter().find(|(larger, ..)| larger.0 == small.0).and_then(|(_, smaller, most)| {
            number::read(text, after)?.value().filter(|value| value < most)?;
            count(text, after, smaller)
        });
        Some(match third {
            Some((last, next)) => Found { next, said: format!("{said} {more} {last}") },
            None => Found { next, said: format!("{said} {more}") },
        })
    })
}

/// A number and its unit in words, and the token behind them.
fn count(text: &Text<'_>, at: usize, (forms, one, many): &Unit) -> Option<(String, usize)> {
    let number = number::read(text, at)?;
    let unit = text.past_space(number.next);
    let known = forms.split(' ').any(|form| form == text.word(unit));
    let dot = usize::from(text.is(unit + 1, '.') && !text.is_last(unit + 2));
    let name = if number.is_one() { one } else { many };
    (known && !text.is_body(unit + 1))
        .then(|| (format!("{} {name}", number.said(text.region)), unit + 1 + dot))
}
