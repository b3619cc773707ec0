//! Abbreviations and what they stand for, by what stands around them.

use super::text::{Found, Text};

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
    /// Nothing: it is never a word.
    Always,
}

/// Short, said, when. Sorted by the short form in small letters.
#[rustfmt::skip]
const ABBREVIATIONS: &[(&str, &str, When)] = &[
    ("adm", "Admiral", When::Name),
    ("approx", "approximately", When::Dot),
    ("apt", "apartment", When::Number),
    ("art", "article", When::Number),
    ("assn", "association", When::Dot),
    ("attn", "attention", When::Dot),
    ("ave", "Avenue", When::Street),
    ("bldg", "building", When::Dot),
    ("blvd", "Boulevard", When::Street),
    ("brig", "Brigadier", When::Name),
    ("bros", "brothers", When::Dot),
    ("ca", "circa", When::Number),
    ("capt", "Captain", When::Name),
    ("ch", "chapter", When::Number),
    ("chap", "chapter", When::Number),
    ("cmdr", "Commander", When::Name),
    ("col", "Colonel", When::Name),
    ("corp", "corporation", When::Dot),
    ("cpl", "Corporal", When::Name),
    ("cres", "Crescent", When::Street),
    ("dept", "department", When::Dot),
    ("dr", "Doctor", When::Name),
    ("dr", "Drive", When::Street),
    ("eq", "equation", When::Number),
    ("esq", "esquire", When::Dot),
    ("est", "established", When::Number),
    ("expy", "Expressway", When::Street),
    ("fig", "figure", When::Number),
    ("figs", "figures", When::Number),
    ("fr", "Father", When::Name),
    ("ft", "Fort", When::Name),
    ("gen", "General", When::Name),
    ("gov", "Governor", When::Name),
    ("hon", "Honorable", When::Name),
    ("hwy", "Highway", When::Street),
    ("inc", "incorporated", When::Dot),
    ("jr", "junior", When::Dot),
    ("lieut", "Lieutenant", When::Name),
    ("ln", "Lane", When::Street),
    ("lt", "Lieutenant", When::Name),
    ("ltd", "limited", When::Dot),
    ("maj", "Major", When::Name),
    ("messrs", "Messieurs", When::Dot),
    ("mlle", "Mademoiselle", When::Dot),
    ("mme", "Madame", When::Dot),
    ("mr", "Mr", When::Dot),
    ("mrs", "Mrs", When::Dot),
    ("ms", "Ms", When::Dot),
    ("mt", "Mount", When::Name),
    ("mts", "Mountains", When::Dot),
    ("no", "number", When::Number),
    ("nos", "numbers", When::Number),
    ("p", "page", When::Number),
    ("pkwy", "Parkway", When::Street),
    ("pl", "Place", When::Street),
    ("pp", "pages", When::Number),
    ("pres", "President", When::Name),
    ("prof", "Professor", When::Name),
    ("pt", "part", When::Number),
    ("pvt", "Private", When::Name),
    ("rd", "Road", When::Street),
    ("rep", "Representative", When::Name),
    ("rev", "Reverend", When::Name),
    ("sec", "section", When::Number),
    ("sen", "Senator", When::Name),
    ("sgt", "Sergeant", When::Name),
    ("sq", "Square", When::Street),
    ("sr", "senior", When::Dot),
    ("st", "Saint", When::Name),
    ("st", "Street", When::Street),
    ("ste", "suite", When::Number),
    ("tel", "telephone", When::Dot),
    ("univ", "university", When::Dot),
    ("viz", "namely", When::Always),
    ("vol", "volume", When::Number),
    ("vols", "volumes", When::Number),
    ("vs", "versus", When::Always),
    ("yrs", "years", When::Dot),
];

/// Abbreviations with inner stops.
const LETTERED: &[(&str, &str)] = &[
    ("e.g", "for example"),
    ("i.e", "that is"),
    ("a.k.a", "also known as"),
    ("Ph.D", "PhD"),
    ("w.r.t", "with respect to"),
];

/// Recognises an abbreviation at a word.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    if 6 < word.len() || text.joined_left(at) || text.is_body(at + 1) || 0 < at && text.is(at - 1, '.') {
        return None;
    }
    if let Some(found) = lettered(text, at) {
        return Some(found);
    }
    let lower = word.to_ascii_lowercase();
    let first = ABBREVIATIONS.partition_point(|(short, ..)| *short < lower.as_str());
    let dot = usize::from(text.is(at + 1, '.'));
    let mut entries = ABBREVIATIONS[first..].iter().take_while(|(short, ..)| *short == lower);
    let (_, said, when) = entries.find(|(short, _, when)| fits(text, at, dot, (short, *when)))?;
    // The stop is the abbreviation's own unless the sentence ends with it.
    let ends = text.is_last(at + 2)
        || *when == When::Street && text.word_after(at + 2).starts_with(char::is_uppercase);
    Some(Found { next: at + 1 + if ends { 0 } else { dot }, said: (*said).to_owned() })
}

fn fits(text: &Text<'_>, at: usize, dot: usize, (short, when): (&str, When)) -> bool {
    let word = text.word(at);
    let next = text.word_after(at + 1 + dot);
    let capital = next.starts_with(char::is_uppercase);
    match when {
        When::Always => true,
        When::Dot => dot == 1 && (!text.is_last(at + 2) || short.len() < 4),
        When::Name => {
            let written = dot == 1 || matches!(word, "dr" | "Dr" | "St" | "st" | "Mt" | "mt" | "Prof");
            let alone = dot == 1 && matches!(short, "mt" | "rev" | "prof") && text.is_first(at);
            written && (capital || alone) && !streets(text, at, next)
        }
        When::Number => {
            let after = text.past_space(at + 1 + dot);
            let number = !text.digits(after).is_empty() || text.is(after, '#');
            let roman = dot == 1 && super::roman::value(text.word(after)).is_some();
            let apart = after != at + 1 + dot || dot == 1;
            let marked = dot == 1 || matches!(word, "No" | "NO" | "Nos" | "VOL" | "Vol" | "Fig" | "pp");
            marked && apart && (number || roman) && (short != "no" || !counted(text, after))
        }
        When::Street => {
            let before = text.index_before(at).map_or("", |index| text.get(index));
            let named = before.starts_with(char::is_uppercase) || matches!(before, "st" | "nd" | "rd" | "th");
            let small = word.starts_with(char::is_lowercase)
                && dot == 0
                && !matches!(before, "st" | "nd" | "rd" | "th");
            named && !small && (dot == 1 || addressed(text, at)) && !matches!(word, "ST" | "DR")
        }
    }
}

/// "no 5 people": "no" as a word, because the number counts something small after it and has no capital.
fn counted(text: &Text<'_>, number: usize) -> bool {
    text.word_after(number + 1).ends_with('s')
        && !text.is(number.saturating_sub(2), '.')
        && text.word(number.saturating_sub(2)) == "No"
}

/// Whether "St." before a capital ends the name of a street: "123 Main St. Springfield", "St. John St. North".
fn streets(text: &Text<'_>, at: usize, next: &str) -> bool {
    let before = text.index_before(at);
    let named = before.is_some_and(|index| text.word(index).starts_with(char::is_uppercase));
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
    for (short, said) in LETTERED {
        let tokens = short.matches('.').count() * 2 + 1;
        let range = text.range(at, at + tokens);
        if text.range(at, at + 1).len() < short.len()
            && range.len() == short.len()
            && text.slice(range).eq_ignore_ascii_case(short)
        {
            let next = at + tokens;
            let dot = text.is(next, '.') && !text.is_last(next + 1);
            return (!text.is_body(next))
                .then(|| Found { next: next + usize::from(dot), said: (*said).to_owned() });
        }
    }
    None
}
