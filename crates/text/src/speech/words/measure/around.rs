//! What stands around an amount, and tells how its unit is said.

use crate::speech::words::text::Text;

/// Where two amounts begin and end together, one of them in brackets: "12m (40ft)".
pub(super) fn bracketed(text: &Text<'_>, at: usize, end: usize) -> (usize, usize) {
    const FAR: usize = 6;
    if text.is_space(end) && text.is(end + 1, '(') && !text.digits(end + 2).is_empty() {
        let close = (end + 2..end + FAR).find(|index| text.is(*index, ')'));
        return (at, close.map_or(end, |close| close + 1));
    }
    let is_within = text.is(end, ')') && 3 < at && text.is(at - 1, '(') && !text.word(at - 3).is_empty();
    let mut start = at.saturating_sub(3 + usize::from(text.is_space(at.saturating_sub(4))));
    if !is_within || text.digits(start.saturating_sub(1)).is_empty() {
        return (at, end);
    }
    while 0 < start
        && (!text.digits(start - 1).is_empty() || text.mark(start - 1).is_some_and(|c| ".,".contains(c)))
    {
        start -= 1;
    }
    (start, end + 1)
}

/// "2 A" where volts are measured, and "10x" before what it multiplies.
pub(super) fn letter(text: &Text<'_>, at: usize, one: bool) -> Option<(String, usize)> {
    let name = match text.word(at) {
        "A" if !text.is_body(at + 1) && is_electric(text) => {
            if one {
                "amp"
            } else {
                "amps"
            }
        }
        "x" if multiplies(text, at + 1) => "times",
        _ => return None,
    };
    Some((name.to_owned(), at + 1))
}

/// Whether "10x" is so many times of what follows: "10x faster", "3x the price", "2x a day".
fn multiplies(text: &Text<'_>, next: usize) -> bool {
    const BEHIND: [&str; 14] = [
        "a", "as", "better", "daily", "fewer", "its", "less", "more", "per", "that", "the", "their",
        "weekly", "worse",
    ];
    let word = text.word_after(next);
    BEHIND.contains(&word) || 4 < word.len() && word.ends_with("er") && word != "power"
}

/// Whether volts, watts or a charge are measured in the sentence: a lone "A" behind a number then stands for amperes.
fn is_electric(text: &Text<'_>) -> bool {
    const UNITS: [&str; 12] = ["V", "kV", "mV", "W", "kW", "mA", "mAh", "Ah", "Ω", "ohm", "volts", "watts"];
    (2..text.len()).any(|index| {
        UNITS.contains(&text.word(index))
            && [index - 1, index - 2].iter().any(|before| !text.digits(*before).is_empty())
    })
}
