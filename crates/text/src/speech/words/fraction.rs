//! Fractions: "1/2", "3 2/4", "¾".

use super::number;
use super::text::{Found, Region, Text};

/// Fractions that are one character, with what they stand for.
#[rustfmt::skip]
const SINGLE: &[(char, &str, &str)] = &[
    ('½', "1", "2"), ('⅓', "1", "3"), ('⅔', "2", "3"), ('¼', "1", "4"), ('¾', "3", "4"), ('⅕', "1", "5"),
    ('⅖', "2", "5"), ('⅗', "3", "5"), ('⅘', "4", "5"), ('⅙', "1", "6"), ('⅚', "5", "6"), ('⅛', "1", "8"),
    ('⅜', "3", "8"), ('⅝', "5", "8"), ('⅞', "7", "8"), ('⅐', "1", "7"), ('⅑', "1", "9"), ('⅒', "1", "10"),
];

/// A fraction as it is said.
pub(super) struct Fraction {
    /// The token behind it.
    pub next: usize,
    /// Its words.
    pub said: String,
    /// Whether it is a part of one thing, which then stands in the singular: "half a mile", but "one and a half miles".
    pub is_part: bool,
}

/// Recognises a fraction, alone or after a whole number.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if let Some(found) = spaced(text, at) {
        return Some(found);
    }
    let Fraction { next, said, .. } = read(text, at)?;
    // "3½–4 miles"
    let goes_on = text.mark(next).is_some_and(|c| "-–".contains(c)) && !text.digits(next + 1).is_empty();
    Some(if goes_on { Found { next: next + 1, said: format!("{said} to") } } else { Found { next, said } })
}

/// "3 / 5": so many of all; where the first is larger, one over the other.
fn spaced(text: &Text<'_>, at: usize) -> Option<Found> {
    let above = number::read(text, at).filter(|_| !text.joined_left(at))?;
    let stroke = above.next + 1;
    let is_stroke = text.is_space(above.next) && text.is(stroke, '/') && text.is_space(stroke + 1);
    let below = number::read(text, stroke + 2).filter(|_| is_stroke)?;
    let after = text.past_space(below.next);
    let goes_on = text.mark(after).is_some_and(|c| "/=".contains(c)) || text.is_body(below.next);
    let before =
        text.index_before(at).is_some_and(|index| text.mark(index).is_some_and(|c| "/=+×−".contains(c)));
    if goes_on || before {
        return None;
    }
    let is_part = above.value()? <= below.value()?;
    let joint = if is_part { "out of" } else { "over" };
    Some(Found {
        next: below.next,
        said: format!("{} {joint} {}", above.said(text.region), below.said(text.region)),
    })
}

/// Recognises "8-1/2": a whole number and a part of one, as workshops write them.
pub(super) fn hyphened(text: &Text<'_>, at: usize) -> Option<Found> {
    let (above, below) = (text.digits(at + 2), text.digits(at + 4));
    let fits = (1..3).contains(&text.digits(at).len())
        && text.is(at + 1, '-')
        && text.is(at + 3, '/')
        && matches!(below, "2" | "3" | "4" | "8" | "16" | "32" | "64")
        && above.parse::<u8>().ok()? < below.parse().ok()?;
    if !fits || text.joined_left(at) || text.is(at + 5, '/') || text.is_body(at + 5) {
        return None;
    }
    let (part, is_half) = simple(text, at + 2)?;
    let whole = number::cardinal(text.digits(at), text.region);
    Some(Found {
        next: part.next,
        said: format!("{whole} and {}", if is_half { "a half" } else { &part.said }),
    })
}

/// Reads a fraction, alone or after a whole number.
pub(super) fn read(text: &Text<'_>, at: usize) -> Option<Fraction> {
    let (sign, start) = number::sign(text, at);
    if at < start && !text.digits(start).is_empty() {
        return read(text, start).map(|found| Fraction { said: format!("{sign}{}", found.said), ..found });
    }
    if text.joined_left(at) && text.digits(at).is_empty() == text.mark(at).is_none() {
        return None;
    }
    let start = text.past_space(at + 1);
    let mixed = !text.digits(at).is_empty() && text.digits(at).len() < 5;
    if mixed
        && (start == at + 2 || text.mark(start).is_some())
        && let Some((part, is_half)) = simple(text, start)
    {
        let whole = number::cardinal(text.digits(at), text.region);
        let said = if is_half { "a half" } else { &part.said };
        return Some(Fraction { next: part.next, said: format!("{whole} and {said}"), is_part: false });
    }
    simple(text, at).map(|(part, _)| part)
}

/// A fraction without a whole number before it, and whether it is one half.
fn simple(text: &Text<'_>, at: usize) -> Option<(Fraction, bool)> {
    let told = |above: &str, below: &str, next: usize| {
        let (said, is_part) = said(above, below, text.region);
        Some((Fraction { next, said, is_part }, above == "1" && below == "2"))
    };
    if let Some(mark) = text.mark(at) {
        let (_, above, below) = SINGLE.iter().find(|(single, _, _)| *single == mark)?;
        return told(above, below, at + 1);
    }
    let above = number::read(text, at)?;
    let whole = 0 < at && text.is(at - 1, '-') && 1 < at && !text.digits(at - 2).is_empty();
    if text.joined_left(at) && !whole || !matches!(text.mark(above.next), Some('/' | '⁄')) {
        return None;
    }
    let below = number::read(text, above.next + 1).filter(|number| number.fraction.is_empty())?;
    let mut next = below.next;
    if matches!(text.word(next).to_ascii_lowercase().as_str(), "st" | "nd" | "rd" | "th" | "ths" | "rds") {
        next += 1;
    }
    let rated = matches!(below.whole.as_str(), "5" | "10" | "100") && text.word_after(next) != "of";
    let rated = rated && above.whole.parse::<u64>().unwrap_or_default() <= below.value().unwrap_or_default();
    let marks = rated && (above.whole != "1" || !above.fraction.is_empty());
    if !above.fraction.is_empty() && !marks {
        return None;
    }
    let longer = text.is(next, '/') && !text.digits(next + 1).is_empty();
    if longer || text.is_body(next) || 0 < at && text.is(at - 1, '/') || 6 < above.whole.len() {
        return None;
    }
    if marks && (below.whole != "5" || !above.fraction.is_empty() || text.word_after(next) == "stars") {
        let said = format!("{} out of {}", above.said(text.region), below.said(text.region));
        return Some((Fraction { next, said, is_part: false }, false));
    }
    // "4/4 time"
    if text.word_after(next) == "time" && ["2", "4", "8", "16"].contains(&below.whole.as_str()) {
        let said = format!("{} {}", above.said(text.region), below.said(text.region));
        return Some((Fraction { next, said, is_part: false }, false));
    }
    told(&above.whole, &below.whole, next)
}

/// The words of a fraction, and whether it is a part of one thing.
fn said(above: &str, below: &str, region: Region) -> (String, bool) {
    let top = number::cardinal(above, region);
    let one = above == "1";
    // The pressure of blood, and others that are no part of a whole.
    let (over, under) = (above.parse::<u64>().unwrap_or_default(), below.parse::<u64>().unwrap_or_default());
    if (40..200).contains(&under) && under < over && over < 300 {
        return (format!("{top} over {}", number::cardinal(below, region)), false);
    }
    let said = match (above, below) {
        ("24", "7") => "twenty-four seven".to_owned(),
        ("9", "11") => "nine eleven".to_owned(),
        // Halves of a whole, and the sight of a good eye.
        ("50", "50") | ("20" | "80", "20") | ("60", "40") | ("70", "30") => {
            format!("{top} {}", number::cardinal(below, region))
        }
        (_, "1") if !one && above != "0" => format!("{top} to one"),
        (_, "0" | "1") => format!("{top} divided by {}", number::cardinal(below, region)),
        (_, "2") if one => "one half".to_owned(),
        (_, "2") => format!("{top} halves"),
        (_, "4") if one => "one quarter".to_owned(),
        (_, "4") => format!("{top} quarters"),
        _ if one => format!("{top} {}", number::ordinal(below, region)),
        _ => format!("{top} {}s", number::ordinal(below, region)),
    };
    (said, true)
}
