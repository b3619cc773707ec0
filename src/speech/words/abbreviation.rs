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

/// Short, said, when. Sorted by the short form in small letters.
#[rustfmt::skip]
const ABBREVIATIONS: &[(&str, &str, When)] = &[
    ("adm", "Admiral", When::Name),
    ("adml", "Admiral", When::Name),
    ("amb", "Ambassador", When::Name),
    ("approx", "approximately", When::Dot),
    ("apt", "apartment", When::Number),
    ("art", "article", When::Number),
    ("assn", "association", When::Dot),
    ("assoc", "associates", When::Dot),
    ("asst", "assistant", When::Dot),
    ("attn", "attention", When::Dot),
    ("atty", "Attorney", When::Name),
    ("ave", "Avenue", When::Street),
    ("avg", "average", When::Dot),
    ("b", "born", When::Year),
    ("bldg", "building", When::Dot),
    ("blvd", "Boulevard", When::Street),
    ("bp", "Bishop", When::Name),
    ("brig", "Brigadier", When::Name),
    ("bros", "brothers", When::Dot),
    ("c", "circa", When::Year),
    ("ca", "circa", When::Number),
    ("capt", "Captain", When::Name),
    ("cdr", "Commander", When::Name),
    ("cdre", "Commodore", When::Name),
    ("cf", "compare", When::Dot),
    ("ch", "chapter", When::Number),
    ("chap", "chapter", When::Number),
    ("chas", "Charles", When::Name),
    ("chs", "chapters", When::Number),
    ("cir", "Circle", When::Street),
    ("cl", "clause", When::Number),
    ("cllr", "Councillor", When::Name),
    ("cmdr", "Commander", When::Name),
    ("co", "Company", When::Company),
    ("col", "Colonel", When::Name),
    ("const", "Constable", When::Name),
    ("cont", "continued", When::Dot),
    ("corp", "corporation", When::Dot),
    ("cpl", "Corporal", When::Name),
    ("cpt", "Captain", When::Name),
    ("cres", "Crescent", When::Street),
    ("ct", "Court", When::Street),
    ("d", "died", When::Year),
    ("dep", "Deputy", When::Name),
    ("dept", "department", When::Dot),
    ("det", "Detective", When::Name),
    ("dist", "district", When::Number),
    ("dr", "Doctor", When::Name),
    ("dr", "Drive", When::Street),
    ("eq", "equation", When::Number),
    ("eqn", "equation", When::Number),
    ("eqs", "equations", When::Number),
    ("esq", "esquire", When::Dot),
    ("est", "established", When::Number),
    ("etc", "et cetera", When::Dot),
    ("excl", "excluding", When::Dot),
    ("expy", "Expressway", When::Street),
    ("ext", "extension", When::Number),
    ("fig", "figure", When::Number),
    ("figs", "figures", When::Number),
    ("fl", "flourished", When::Year),
    ("fr", "Father", When::Name),
    ("fri", "Friday", When::Day),
    ("ft", "Fort", When::Name),
    ("fwd", "forward", When::Dot),
    ("gen", "General", When::Name),
    ("geo", "George", When::Name),
    ("gov", "Governor", When::Name),
    ("govt", "government", When::Dot),
    ("hon", "Honorable", When::Name),
    ("hwy", "Highway", When::Number),
    ("hwy", "Highway", When::Street),
    ("inc", "incorporated", When::Dot),
    ("incl", "including", When::Dot),
    ("insp", "Inspector", When::Name),
    ("intl", "international", When::Dot),
    ("jas", "James", When::Name),
    ("jr", "junior", When::Dot),
    ("lic", "license", When::Dot),
    ("lieut", "Lieutenant", When::Name),
    ("ln", "Lane", When::Street),
    ("lt", "Lieutenant", When::Name),
    ("ltd", "limited", When::Dot),
    ("maj", "Major", When::Name),
    ("max", "maximum", When::Number),
    ("mdme", "Madame", When::Dot),
    ("messrs", "Messieurs", When::Dot),
    ("min", "minimum", When::Number),
    ("misc", "miscellaneous", When::Dot),
    ("mlle", "Mademoiselle", When::Dot),
    ("mme", "Madame", When::Dot),
    ("mon", "Monday", When::Day),
    ("mr", "Mr", When::Dot),
    ("mrs", "Mrs", When::Dot),
    ("ms", "Ms", When::Dot),
    ("msgr", "Monsignor", When::Name),
    ("mt", "Mount", When::Name),
    ("mts", "Mountains", When::Dot),
    ("mx", "Mix", When::Name),
    ("natl", "national", When::Dot),
    ("no", "number", When::Number),
    ("nos", "numbers", When::Number),
    ("ofc", "Officer", When::Name),
    ("op", "opus", When::Number),
    ("p", "page", When::Number),
    ("para", "paragraph", When::Number),
    ("paras", "paragraphs", When::Number),
    ("pfc", "Private First Class", When::Name),
    ("pkwy", "Parkway", When::Street),
    ("pl", "Place", When::Street),
    ("pop", "population", When::Number),
    ("pp", "pages", When::Number),
    ("pres", "President", When::Name),
    ("prof", "Professor", When::Name),
    ("pt", "part", When::Number),
    ("pvt", "Private", When::Name),
    ("r", "reigned", When::Year),
    ("rd", "Road", When::Street),
    ("rep", "Representative", When::Name),
    ("rev", "Reverend", When::Name),
    ("rt", "Right", When::Name),
    ("rte", "Route", When::Number),
    ("sat", "Saturday", When::Day),
    ("sec", "section", When::Number),
    ("secs", "sections", When::Number),
    ("secy", "Secretary", When::Dot),
    ("sen", "Senator", When::Name),
    ("ser", "series", When::Number),
    ("sgt", "Sergeant", When::Name),
    ("sq", "Square", When::Street),
    ("sr", "senior", When::Dot),
    ("st", "Saint", When::Name),
    ("st", "Street", When::Street),
    ("sta", "Santa", When::Name),
    ("ste", "Sainte", When::Name),
    ("ste", "suite", When::Number),
    ("sun", "Sunday", When::Day),
    ("supt", "Superintendent", When::Name),
    ("tel", "telephone", When::Dot),
    ("ter", "Terrace", When::Street),
    ("thos", "Thomas", When::Name),
    ("thu", "Thursday", When::Day),
    ("thur", "Thursday", When::Day),
    ("thurs", "Thursday", When::Day),
    ("tpke", "Turnpike", When::Street),
    ("treas", "Treasurer", When::Dot),
    ("tue", "Tuesday", When::Day),
    ("tues", "Tuesday", When::Day),
    ("univ", "university", When::Dot),
    ("v", "versus", When::Versus),
    ("ven", "Venerable", When::Name),
    ("viz", "namely", When::Always),
    ("vol", "volume", When::Number),
    ("vols", "volumes", When::Number),
    ("vs", "versus", When::Always),
    ("wed", "Wednesday", When::Day),
    ("wm", "William", When::Name),
    ("wwi", "World War one", When::Always),
    ("wwii", "World War two", When::Always),
    ("yoy", "year on year", When::Always),
    ("yrs", "years", When::Dot),
    ("ytd", "year to date", When::Always),
];

/// Abbreviations with inner stops.
const LETTERED: &[(&str, &str)] = &[
    ("e.g", "for example"),
    ("i.e", "that is"),
    ("a.k.a", "also known as"),
    ("Ph.D", "PhD"),
    ("w.r.t", "with respect to"),
    ("p.a", "per annum"),
    ("B.Sc", "B S C"),
    ("M.Sc", "M S C"),
    ("Ed.D", "E D D"),
    ("q.v", "which see"),
    ("n.b", "note well"),
];

/// Titles that are often written without their stop.
const UNDOTTED: &[&str] = &["Capt", "Cllr", "Dr", "Lt", "Mt", "Prof", "Sgt", "St", "dr", "mt", "st"];

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
    let next = text.word_after(at + 2);
    let goes_on = matches!(next, "N" | "S" | "E" | "W" | "NE" | "NW" | "SE" | "SW");
    let ends = text.is_last(at + 2)
        || (*when == When::Street || lower == "etc") && next.starts_with(char::is_uppercase) && !goes_on;
    Some(Found { next: at + 1 + if ends { 0 } else { dot }, said: (*said).to_owned() })
}

fn fits(text: &Text<'_>, at: usize, dot: usize, (short, when): (&str, When)) -> bool {
    let word = text.word(at);
    let next = text.word_after(at + 1 + dot);
    let capital = next.starts_with(char::is_uppercase);
    match when {
        When::Always => true,
        When::Year => {
            let year = text.past_space(at + 1 + dot);
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
            let written = dot == 1 || UNDOTTED.contains(&word);
            let alone = dot == 1 && matches!(short, "mt" | "rev" | "prof") && text.is_first(at);
            written && (capital || alone) && !streets(text, at, next)
        }
        When::Number => {
            let after = text.past_space(at + 1 + dot);
            let number = !text.digits(after).is_empty() || text.is(after, '#');
            // "No. I am" answers.
            let roman =
                dot == 1 && text.word(after) != "I" && super::roman::value(text.word(after)).is_some();
            let apart = after != at + 1 + dot || dot == 1;
            let marked = dot == 1 || matches!(word, "No" | "NO" | "Nos" | "VOL" | "Vol" | "Fig" | "pp");
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
            named && !small && (dot == 1 || addressed(text, at)) && !matches!(word, "ST" | "DR")
        }
    }
}

/// Whether the short name of a day has a date or a comma behind it: "Mon., Jan. 5", "Sat 6 May".
fn is_dated(text: &Text<'_>, at: usize, dot: usize) -> bool {
    let comma = usize::from(text.is(at + 1 + dot, ','));
    let behind = text.past_space(at + 1 + dot + comma);
    let date = super::date::rule(text, behind).is_some();
    date && behind != at + 1 + dot + comma || dot == 1 && comma == 1
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
