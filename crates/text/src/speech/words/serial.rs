//! Names that mix letters and digits: "MP3", "COVID-19", "x86", "H2O".

use super::number;
use super::text::{Found, Kind, Text};

/// Recognises a run of letters and digits that touch, perhaps with hyphens.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if let Some(found) = pension(text, at)
        .or_else(|| half_year(text, at))
        .or_else(|| picture_lines(text, at))
        .or_else(|| wireless(text, at))
    {
        return Some(found);
    }
    if text.joined_left(at) || !text.is_body(at) {
        return None;
    }
    let end = end(text, at);
    let bodies = || (at..end).filter(|index| text.is_body(*index));
    let letters = bodies().any(|index| !text.word(index).is_empty());
    let digits = bodies().any(|index| !text.digits(index).is_empty());
    if end < at + 2 || !digits {
        return None;
    }
    let groups = bodies().count();
    if !letters {
        return (2 < groups && text.is(at + 1, '.')).then(|| version(text, at, end));
    }
    // "7.2-inch-long": a number and ordinary words, which other rules say better.
    let hyphen = text.is(at + 1, '-') && !text.digits(at).is_empty() && !text.word(at + 2).is_empty();
    let compound = hyphen && (at + 3..end).all(|index| text.digits(index).is_empty());
    if compound {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for index in at..end {
        match text.kind(index) {
            Some(Kind::Digits) => words.push(said(text, at, index, end)),
            // "B-52s"
            Some(Kind::Word)
                if index + 1 == end
                    && text.word(index) == "s"
                    && at + 2 < index
                    && text.is(index - 2, '-') =>
            {
                let last = words.pop().unwrap_or_default();
                words.push(number::plural(&last));
            }
            Some(Kind::Word) => {
                let word = text.word(index);
                words.push(match super::symbol::greek(word) {
                    Some(name) => name.to_owned(),
                    // Engines spell short rows by themselves.
                    None if 3 < word.len() => super::acronym::letters(word),
                    None => word.to_owned(),
                });
            }
            _ if text.is(index, '.') && !is_letter_point(text, at, index) => words.push("point".to_owned()),
            _ => {}
        }
    }
    Some(Found { next: end, said: words.join(" ") })
}

/// Recognises groups of digits that number a thing, behind a word that says so or of a length that nothing else has:
/// "ISBN 978-3-16-148410-0", "order 302-1234567-1234567".
pub(super) fn groups(text: &Text<'_>, at: usize) -> Option<Found> {
    const NAMES: [&str; 12] = [
        "isbn",
        "issn",
        "order",
        "account",
        "card",
        "tracking",
        "serial",
        "reference",
        "invoice",
        "ticket",
        "booking",
        "policy",
    ];
    if text.digits(at).is_empty() || text.joined_left(at) || 0 < at && text.is(at - 1, '-') {
        return None;
    }
    let mut groups = vec![text.digits(at)];
    let mut next = at + 1;
    while text.is(next, '-') && !text.digits(next + 1).is_empty() {
        groups.push(text.digits(next + 1));
        next += 2;
    }
    let count: usize = groups.iter().map(|group| group.len()).sum();
    let is_name = |index: usize| NAMES.contains(&text.word(index).to_ascii_lowercase().as_str());
    let named = (at.saturating_sub(6)..at).any(is_name);
    let fits = 2 < groups.len() && (named && 7 < count || 12 < count) && !text.is_body(next);
    let said = || groups.iter().map(|group| number::digits(group)).collect::<Vec<_>>().join(", ");
    fits.then(|| Found { next, said: said() })
}

/// "401(k)" and its kin, which have a name of their own.
fn pension(text: &Text<'_>, at: usize) -> Option<Found> {
    let said = match (text.digits(at), text.word(at + 2)) {
        ("401", "k") => "four oh one k",
        ("403", "b") => "four oh three b",
        ("457", "b") => "four fifty-seven b",
        _ => return None,
    };
    let bracketed = text.is(at + 1, '(') && text.is(at + 3, ')');
    bracketed.then(|| Found { next: at + 4, said: said.to_owned() })
}

/// "1H23", "3Q 2024": how reports call a part of a year.
fn half_year(text: &Text<'_>, at: usize) -> Option<Found> {
    let part = match text.word(at + 1) {
        "H" => "half",
        "Q" => "quarter",
        _ => return None,
    };
    let name = match text.digits(at) {
        "1" => "first",
        "2" => "second",
        "3" if part == "quarter" => "third",
        "4" if part == "quarter" => "fourth",
        _ => return None,
    };
    let start = text.past_space(at + 2);
    let digits = text.digits(start);
    let fits =
        matches!(digits.len(), 2 | 4) && !text.is_body(start + 1) && (start == at + 2 || digits.len() == 4);
    let year: usize = digits.parse().ok().filter(|_| fits)?;
    let year = if year < 100 { number::below_hundred(year) } else { number::year(year) };
    Some(Found { next: start + 1, said: format!("the {name} {part} of {year}") })
}

/// "1080p": how many lines a picture has.
fn picture_lines(text: &Text<'_>, at: usize) -> Option<Found> {
    let known =
        matches!(text.digits(at), "240" | "360" | "480" | "576" | "720" | "1080" | "1440" | "2160" | "4320");
    let letter = text.word(at + 1);
    (known && matches!(letter, "p" | "i") && !text.is_body(at + 2) && !text.joined_left(at))
        .then(|| Found { next: at + 2, said: format!("{} {letter}", number::pairs(text.digits(at))) })
}

/// "802.11ac": the standard for networks without wires.
fn wireless(text: &Text<'_>, at: usize) -> Option<Found> {
    let known = text.digits(at) == "802"
        && text.is(at + 1, '.')
        && text.digits(at + 2) == "11"
        && !text.joined_left(at);
    let letters = text.word(at + 3);
    let said = format!("eight oh two dot eleven {letters}");
    known.then(|| Found { next: at + 3 + usize::from(!letters.is_empty()), said: said.trim_end().to_owned() })
}

/// "1s and 0s".
pub(super) fn bits(text: &Text<'_>, at: usize) -> Option<Found> {
    let pair = |index: usize| text.word(index + 1) == "s" && !text.is_body(index + 2);
    let other =
        |digit: &str| (at.saturating_sub(6)..at + 8).any(|index| text.digits(index) == digit && pair(index));
    let said = match text.digits(at) {
        "0" => "zeros",
        "1" if other("0") => "ones",
        _ => return None,
    };
    (pair(at) && !text.joined_left(at) && !(0 < at && text.is(at - 1, '.')))
        .then(|| Found { next: at + 2, said: said.to_owned() })
}

/// Recognises an aircraft: "747-400", and "737" behind the name of its maker: by pairs.
pub(super) fn aircraft(text: &Text<'_>, at: usize) -> Option<Found> {
    let jet = |digits: &str| digits.len() == 3 && digits.starts_with('7') && digits.ends_with('7');
    let digits = text.digits(at);
    if text.joined_left(at)
        || !jet(digits)
        || 0 < at && text.mark(at - 1).is_some_and(|c| "$£€.,-/".contains(c))
    {
        return None;
    }
    let series = text.digits(at + 2);
    let variant = text.is(at + 1, '-')
        && matches!(series.len(), 1 | 3)
        && !text.is(at + 3, '-')
        && (!text.is_body(at + 3) || text.word(at + 3) == "s");
    if variant {
        let series = number::cardinal(series, text.region);
        // "737-800s"
        let several = text.word(at + 3) == "s";
        let series = if several { number::plural(&series) } else { series };
        let next = at + 3 + usize::from(several);
        return Some(Found { next, said: format!("{} {series}", number::pairs(digits)) });
    }
    let named = text.word_before(at) == "Boeing" || text.word_after(at + 1) == "MAX";
    (named && !text.is_body(at + 1)).then(|| Found { next: at + 1, said: number::pairs(digits) })
}

/// Where the run ends: hyphens, slashes and points count only between letters or digits.
fn end(text: &Text<'_>, at: usize) -> usize {
    let mut end = at;
    loop {
        let joint = text.mark(end).is_some_and(|c| "-‑".contains(c))
            || text.is(end, '/') && mixed(text, at, end)
            || text.is(end, '.')
                && !text.digits(end + 1).is_empty()
                && at < end
                && (!text.digits(end - 1).is_empty() || is_letter_point(text, at, end));
        if text.is_body(end) {
            end += 1;
        } else if at < end && joint && text.is_body(end + 1) && near(text, end) && !starts_amount(text, end) {
            end += 2;
        } else {
            return end;
        }
    }
}

/// "H.264": a point between one capital and digits is silent.
fn is_letter_point(text: &Text<'_>, at: usize, point: usize) -> bool {
    let letter = text.word(at);
    point == at + 1
        && letter.len() == 1
        && letter.starts_with(char::is_uppercase)
        && 1 < text.digits(point + 1).len()
}

/// Whether letters and digits have both been met.
fn mixed(text: &Text<'_>, at: usize, end: usize) -> bool {
    (at..end).any(|index| !text.word(index).is_empty())
        && (at..end).any(|index| !text.digits(index).is_empty())
}

/// Whether a joint stands beside digits or single letters: "B-52", "e-5", but not "MP3-player".
fn near(text: &Text<'_>, joint: usize) -> bool {
    let short = |index: usize| !text.digits(index).is_empty() || text.word(index).len() < 3;
    short(joint + 1) || short(joint - 1)
}

/// Whether a prefix ends at a hyphen and something else begins: "mid-1980s", "pre-1914", "Agenda-2030".
fn starts_amount(text: &Text<'_>, joint: usize) -> bool {
    let prefix = 2 < text.word(joint - 1).len();
    let digits = text.digits(joint + 1);
    prefix
        && (digits.len() == 4 && !text.is_body(joint + 2)
            || matches!(text.word(joint + 2), "s" | "st" | "nd" | "rd" | "th"))
}

/// Three numbers or more with slashes: "24/7/365". The slash is a breath.
pub(super) fn row(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) || 0 < at && text.mark(at - 1).is_some_and(|c| "/.-".contains(c)) {
        return None;
    }
    let mut numbers = Vec::new();
    let mut next = at;
    while !text.digits(next).is_empty() && numbers.len() < 6 {
        numbers.push(match text.digits(next) {
            digits if digits.len() == 3 && !digits.ends_with("00") => number::pairs(digits),
            digits => number::cardinal(digits, text.region),
        });
        next += 2;
        if !text.is(next - 1, '/') {
            break;
        }
    }
    let end = next.checked_sub(1)?;
    let point = text.is(end, '.') && !text.digits(end + 1).is_empty();
    (2 < numbers.len() && !point && !text.is(end, '/') && !text.is_body(end))
        .then(|| Found { next: end, said: numbers.join(", ") })
}

/// Digits by how many they are and whether letters touch them.
fn said(text: &Text<'_>, at: usize, index: usize, end: usize) -> String {
    let digits = text.digits(index);
    let touched =
        at < index && !text.word(index - 1).is_empty() || index + 1 < end && !text.word(index + 1).is_empty();
    match digits.len() {
        _ if digits.starts_with('0') && 1 < digits.len() => number::digits(digits),
        3 if touched && !digits.ends_with("00") => number::pairs(digits),
        1..=3 => number::cardinal(digits, text.region),
        // "2010a": the first work of a year.
        4 if index == at
            && end == at + 2
            && matches!(text.word(at + 1), "a" | "b" | "c" | "d")
            && digits.parse().is_ok_and(|year: usize| (1700..2100).contains(&year)) =>
        {
            number::year(digits.parse().unwrap_or_default())
        }
        4 if digits.ends_with("000") => number::cardinal(digits, text.region),
        4 if digits.ends_with("00") => number::pairs(digits),
        // "FY2024": a financial year.
        4 if index == at + 1 && matches!(text.word(at), "FY" | "AY" | "CY") => number::pairs(digits),
        _ => number::digits(digits),
    }
}

/// "1.2.3": a version.
fn version(text: &Text<'_>, at: usize, end: usize) -> Found {
    let parts: Vec<String> =
        (at..end).step_by(2).map(|index| number::cardinal(text.digits(index), text.region)).collect();
    Found { next: end, said: parts.join(" point ") }
}
