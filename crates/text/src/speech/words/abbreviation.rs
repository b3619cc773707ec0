//! Abbreviations and what they stand for, by what stands around them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::text::{Found, Text};
use crate::language::english::ENGLISH;

/// What must stand around an abbreviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    /// A stop behind it is enough.
    Dot,
    /// A stop, and a word with a capital behind it: a title before a name.
    Name,
    /// A number or a numeral behind it, with or without a stop.
    Number,
    /// A number before it, with a stop or in an address.
    Street,
    /// A stop and a year behind it, in small letters.
    Year,
    /// A date behind it, or a stop and a comma; with a capital.
    Day,
    /// A stop, and a name before it.
    Company,
    /// A name on either side.
    Versus,
    /// Nothing: it is never a word.
    Always,
}

/// Every short form in small letters: what is said for it, and when; the first that fits is taken.
static SHORT: LazyLock<BTreeMap<&str, Vec<(&str, When)>>> = LazyLock::new(|| {
    let all = &ENGLISH.abbreviations;
    let mut short = BTreeMap::<_, Vec<_>>::new();
    for (table, when) in [
        (&all.dotted, When::Dot),
        (&all.titles, When::Name),
        (&all.numbered, When::Number),
        (&all.streets, When::Street),
        (&all.dated, When::Year),
        (&all.days, When::Day),
        (&all.companies, When::Company),
        (&all.opponents, When::Versus),
        (&all.always, When::Always),
    ] {
        for (written, said) in table {
            short.entry(written.as_str()).or_default().push((said.as_str(), when));
        }
    }
    short
});

/// Recognises an abbreviation at a word.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    if 6 < word.len() || text.joined_left(at) || text.is_body(at + 1) || 0 < at && text.is(at - 1, '.') {
        return None;
    }
    if let Some(found) = approved(text, at).or_else(|| lettered(text, at)) {
        return Some(found);
    }
    if let Some(found) = edition(text, at) {
        return Some(found);
    }
    let lower = word.to_ascii_lowercase();
    let dot = usize::from(text.is(at + 1, '.'));
    let (said, when) =
        SHORT.get(lower.as_str())?.iter().find(|(_, when)| fits(text, at, dot, (lower.as_str(), *when)))?;
    // The stop is the abbreviation's own unless the sentence ends with it.
    let next = text.word_after(at + 2);
    let goes_on = matches!(next, "N" | "S" | "E" | "W" | "NE" | "NW" | "SE" | "SW");
    let ends = text.is_last(at + 2)
        || (*when == When::Street || lower == "etc") && next.starts_with(char::is_uppercase) && !goes_on;
    Some(Found { next: at + 1 + if ends { 0 } else { dot }, said: (*said).to_owned() })
}

/// "OK'd", `OKs`: forms of a verb that voices would spell.
fn approved(text: &Text<'_>, at: usize) -> Option<Found> {
    let said = match text.word(at).strip_prefix("OK")?.trim_start_matches(['\'', '’']) {
        "d" | "ed" => "okayed",
        "s" => "okays",
        "ing" => "okaying",
        _ => return None,
    };
    Some(Found { next: at + 1, said: said.to_owned() })
}

/// "2nd ed.", "rev. ed.".
fn edition(text: &Text<'_>, at: usize) -> Option<Found> {
    let before = text.index_before(at)?;
    let ends = ["st", "nd", "rd", "th"].contains(&text.word(before));
    let counted = ends && text.joined_left(before)
        || ["rev", "revised", "first", "second"].contains(&text.word(before));
    let short = text.word(at) == "ed" && text.is(at + 1, '.') && counted;
    let next = if text.is_last(at + 2) { at + 1 } else { at + 2 };
    short.then(|| Found { next, said: "edition".to_owned() })
}

fn fits(text: &Text<'_>, at: usize, dot: usize, (short, when): (&str, When)) -> bool {
    let word = text.word(at);
    let next = text.word_after(at + 1 + dot);
    let capital = next.starts_with(char::is_uppercase);
    match when {
        When::Always => true,
        When::Year => {
            let year = text.past_space(at + 1 + dot);
            let year = if text.word(year) == "AD" { text.past_space(year + 1) } else { year };
            let small = word.starts_with(char::is_lowercase) && !text.is(at.wrapping_sub(1), '.');
            dot == 1 && small && matches!(text.digits(year).len(), 3 | 4)
        }
        When::Day => word.starts_with(char::is_uppercase) && !text.shouted && is_dated(text, at, dot),
        When::Company => {
            let before = text.index_before(at).map_or("", |index| text.get(index));
            dot == 1
                && word == "Co"
                && (before == "&" || before.starts_with(char::is_uppercase) || before == "and")
        }
        When::Versus => {
            let before = text.word_before(at);
            word == "v" && capital && before.starts_with(char::is_uppercase)
        }
        When::Dot => dot == 1 && (!text.is_last(at + 2) || short.len() < 4),
        When::Name => {
            let written = dot == 1 || ENGLISH.abbreviations.undotted.iter().any(|title| title == word);
            let alone = dot == 1 && matches!(short, "mt" | "rev" | "prof") && text.is_first(at);
            written && (capital || alone) && !streets(text, at, next)
        }
        When::Number => {
            let after = text.past_space(at + 1 + dot);
            // "eq. (2)"
            let bracketed = dot == 1 && text.is(after, '(') && text.is(after + 2, ')');
            let number = !text.digits(after + usize::from(bracketed)).is_empty() || text.is(after, '#');
            // "No. I am" answers.
            let numeral = text.word(after);
            let value = super::roman::value(numeral).or_else(|| super::roman::small_value(numeral));
            let roman = dot == 1 && numeral != "I" && value.is_some();
            let apart = after != at + 1 + dot || dot == 1;
            let marked = dot == 1
                || matches!(word, "No" | "NO" | "Nos" | "VOL" | "Vol" | "Fig" | "pp" | "Hwy" | "Rte");
            marked
                && apart
                && (number || roman)
                && (1 < word.len() || word != "P")
                && (short != "no" || !counted(text, after))
        }
        When::Street => {
            let before = text.index_before(at).map_or("", |index| text.get(index));
            let named = before.starts_with(char::is_uppercase) || matches!(before, "st" | "nd" | "rd" | "th");
            let small = word.starts_with(char::is_lowercase)
                && dot == 0
                && !matches!(before, "st" | "nd" | "rd" | "th");
            let plain = matches!(word, "Blvd" | "Expy" | "Pkwy" | "Tpke");
            named && !small && (dot == 1 || plain || addressed(text, at)) && !matches!(word, "ST" | "DR")
        }
    }
}

/// Whether the short name of a day has a date, a comma or more of a sentence behind it: "Mon., Jan. 5", "Sat 6 May", "on Fri.
/// from nine".
fn is_dated(text: &Text<'_>, at: usize, dot: usize) -> bool {
    let comma = usize::from(text.is(at + 1 + dot, ','));
    let behind = text.past_space(at + 1 + dot + comma);
    let date = super::date::rule(text, behind).is_some();
    let small = |index: usize| text.word_after(index).starts_with(char::is_lowercase);
    let goes_on = small(at + 2) || text.mark(at + 2).is_some_and(|c| "-–/&".contains(c));
    date && behind != at + 1 + dot + comma || dot == 1 && (comma == 1 || goes_on && !text.is_first(at))
}

/// "no 5 people", "said no. 5 points": "no" as a word, because the number counts what stands after it.
fn counted(text: &Text<'_>, number: usize) -> bool {
    let small = (number.saturating_sub(3)..number).any(|index| text.word(index) == "no");
    if small && super::number::counts(text, number + 1) {
        return true;
    }
    text.word_after(number + 1).ends_with('s')
        && !text.is(number.saturating_sub(2), '.')
        && text.word(number.saturating_sub(2)) == "No"
}

/// Whether "St." before a capital ends the name of a street: "123 Main St. Springfield", "St. John St. North".
fn streets(text: &Text<'_>, at: usize, next: &str) -> bool {
    let before = text.index_before(at);
    let named = before.is_some_and(|index| {
        let word = text.word(index);
        word.starts_with(char::is_uppercase) || matches!(word, "st" | "nd" | "rd" | "th")
    });
    let saint = before.is_some_and(|index| text.word_before(index).eq_ignore_ascii_case("st"));
    let starts =
        matches!(next, "It" | "He" | "She" | "The" | "They" | "We" | "In" | "On" | "A" | "And" | "But");
    named && (saint || starts || addressed(text, at))
}

/// Whether a house number stands a few words before.
pub(super) fn addressed(text: &Text<'_>, at: usize) -> bool {
    let mut index = at;
    for _ in 0..12 {
        let Some(before) = index.checked_sub(1) else { return false };
        index = before;
        if text.mark(index).is_some_and(|c| c != '.') {
            return false;
        }
        if !text.digits(index).is_empty() {
            return true;
        }
        let word = text.word(index);
        if !word.is_empty()
            && !word.starts_with(char::is_uppercase)
            && !matches!(word, "st" | "nd" | "rd" | "th")
        {
            return false;
        }
    }
    false
}

/// "e.g.", "Ph.D.".
fn lettered(text: &Text<'_>, at: usize) -> Option<Found> {
    for (short, said) in &ENGLISH.abbreviations.lettered {
        let tokens = short.matches('.').count() * 2 + 1;
        let range = text.range(at, at + tokens);
        if text.range(at, at + 1).len() < short.len()
            && range.len() == short.len()
            && text.slice(range).eq_ignore_ascii_case(short)
        {
            let next = at + tokens;
            let dot = text.is(next, '.') && !text.is_last(next + 1);
            return (!text.is_body(next))
                .then(|| Found { next: next + usize::from(dot), said: said.clone() });
        }
    }
    None
}
