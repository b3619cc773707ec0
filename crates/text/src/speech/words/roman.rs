//! Roman numerals, where what stands around them says that they are some.

use super::number;
use super::text::{Found, Text};
use crate::language::english::ENGLISH;

/// The value of a Roman numeral in its usual spelling, up to 3999.
pub(super) fn value(word: &str) -> Option<usize> {
    const PARTS: [(&str, usize); 13] = [
        ("M", 1000),
        ("CM", 900),
        ("D", 500),
        ("CD", 400),
        ("C", 100),
        ("XC", 90),
        ("L", 50),
        ("XL", 40),
        ("X", 10),
        ("IX", 9),
        ("V", 5),
        ("IV", 4),
        ("I", 1),
    ];
    let mut value = 0;
    let mut rest = word;
    for (part, worth) in PARTS {
        let most = if part.len() == 1 && !matches!(part, "D" | "L" | "V") { 4 } else { 1 };
        let mut count = 0;
        while count < most && rest.starts_with(part) {
            rest = &rest[part.len()..];
            value += worth;
            count += 1;
        }
    }
    (rest.is_empty() && !word.is_empty()).then_some(value)
}

/// The value of a numeral in small letters, as the pages of a preface have.
pub(super) fn small_value(word: &str) -> Option<usize> {
    let is_small =
        (1 < word.len() || matches!(word, "i" | "v" | "x")) && word.bytes().all(|b| b"ivxlc".contains(&b));
    is_small.then(|| value(&word.to_ascii_uppercase())).flatten()
}

/// Recognises a Roman numeral and says it as an ordinal after a ruler, as a cardinal elsewhere.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    if let Some(found) = century(text, at) {
        return Some(found);
    }
    let (numeral, possessive) = match word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")) {
        Some(numeral) => (numeral, "'s"),
        None => (word, ""),
    };
    if numeral.is_empty() || 8 < numeral.len() || !numeral.bytes().all(|b| b"IVXLCDMivxlc".contains(&b)) {
        return None;
    }
    let upper = numeral.to_ascii_uppercase();
    let value = value(&upper).filter(|_| !text.is_body(at + 1) && !text.joined_left(at))?;
    let capital = upper == numeral;
    // "(iii)" numbers an entry.
    let bracketed = 0 < at && text.is(at - 1, '(') && text.is(at + 1, ')');
    if !capital && bracketed && (1 < numeral.len() || numeral == "i") && value < 40 {
        return Some(Found { next: at + 1, said: cardinal(value, &upper) });
    }
    let ruled = capital && value < 40 && is_ruler(text, at) && (numeral != "I" || !speaks(text, at));
    let said = if counts(text.word_before(at), numeral) || capital && !ruled && is_number(text, at, numeral) {
        cardinal(value, numeral)
    } else if ruled {
        format!("the {}", number::ordinal(&value.to_string(), text.region))
    } else {
        return None;
    };
    // "pages IV–XI"
    let last = text.word(at + 2);
    let is_last = |last: &str| if capital { self::value(last) } else { small_value(last) };
    if text.mark(at + 1).is_some_and(|c| "-–".contains(c))
        && (1 < last.len() || matches!(last, "V" | "X" | "v" | "x"))
        && let Some(end) = is_last(last).filter(|end| value < *end && !text.is_body(at + 3))
    {
        return Some(Found { next: at + 3, said: format!("{said} to {}", cardinal(end, last)) });
    }
    // Old books put a stop after a ruler's number, even before the "'s"; it is no sentence's.
    let dot = text.is(at + 1, '.') && possessive.is_empty() && !text.is_last(at + 2);
    if dot && matches!(text.mark(at + 2), Some('\'' | '’')) && text.word(at + 3) == "s" {
        return Some(Found { next: at + 4, said: format!("{said}'s") });
    }
    let next = at + 1 + usize::from(dot && ruled && goes_on(text, at + 2));
    Some(Found { next, said: format!("{said}{possessive}") })
}

/// "the `XIXth`", "XXI century", "XVI–XVII centuries": numerals that are ordinals by what follows.
fn century(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    let stem = ["th", "st", "nd", "rd"].iter().find_map(|suffix| word.strip_suffix(suffix));
    let counted = matches!(text.word_after(at + 1), "century" | "centuries" | "Century");
    let numeral = stem.or(counted.then_some(word))?;
    let value = value(numeral).filter(|value| (1..100).contains(value))?;
    let alone = !text.is_body(at + 1) && !text.joined_left(at) && (1 < numeral.len() || counted);
    alone.then(|| Found { next: at + 1, said: number::ordinal(&value.to_string(), text.region) })
}

fn cardinal(value: usize, numeral: &str) -> String {
    if 1000 <= value && 3 < numeral.len() {
        return number::year(value);
    }
    number::cardinal(&value.to_string(), super::text::Region::American)
}

/// Whether the word before is one that counts. Letters also name sections, types and vitamins, so a single one
/// must be a likely number.
fn counts(before: &str, numeral: &str) -> bool {
    let mut lower = before.to_ascii_lowercase();
    if lower.ends_with('s') && !lower.ends_with("ss") {
        lower.pop();
    }
    let likely = match numeral {
        // "No. I am" answers.
        "I" => lower != "no",
        // Letters number parts and steps too.
        "i" | "v" | "x" => {
            matches!(lower.as_str(), "ch" | "chap" | "chapter" | "p" | "page" | "pp" | "vol" | "volume")
        }
        "V" | "X" => {
            !matches!(lower.as_str(), "class" | "figure" | "grade" | "group" | "level" | "table" | "type")
        }
        _ => 1 < numeral.len(),
    };
    let short = &ENGLISH.abbreviations.numbered;
    likely
        && (ENGLISH.roman.counted.contains(&lower)
            || matches!(lower.as_str(), "p" | "pp") && short.contains_key(&lower))
}

/// Whether the name of a ruler stands before, or a name with a ruler's title.
fn is_ruler(text: &Text<'_>, at: usize) -> bool {
    let before = text.word_before(at);
    let title = text.index_before(at).map_or("", |index| text.word_before(index));
    // Malcolm X took the letter for the name that he did not know.
    if before == "Malcolm" && text.word(at) == "X" && !matches!(title, "King" | "king") {
        return false;
    }
    // "Robert E. Lee III": a man with an initial.
    let initial = text.index_before(at).and_then(|index| index.checked_sub(2));
    if initial.is_some_and(|dot| text.is(dot, '.') && text.word(dot.wrapping_sub(1)).len() == 1)
        && before.starts_with(char::is_uppercase)
    {
        return true;
    }
    let roman = &ENGLISH.roman;
    let known = roman.rulers.iter().any(|name| name.eq_ignore_ascii_case(before))
        || roman.titles.iter().any(|known| known == title);
    known && before.starts_with(char::is_uppercase)
}

/// Whether "I" after a name is the speaker and not a number.
fn speaks(text: &Text<'_>, at: usize) -> bool {
    ENGLISH.roman.speaker.iter().any(|verb| verb == text.word_after(at + 1))
}

fn goes_on(text: &Text<'_>, at: usize) -> bool {
    text.mark(at).is_some() || text.word_after(at).starts_with(char::is_lowercase)
}

/// Whether capitals are a number by their look: alone, or behind a name or a dash.
fn is_number(text: &Text<'_>, at: usize, numeral: &str) -> bool {
    if stands_alone(text, at, numeral) {
        return true;
    }
    // "2.XXVI": a part of a numbered chapter.
    if 1 < at && text.is(at - 1, '.') && !text.digits(at - 2).is_empty() && is_certain(numeral) {
        return true;
    }
    if continues(text, at) {
        return true;
    }
    let before = text.word_before(at);
    let dash = 0 < at && matches!(text.mark(at - 1), Some('-' | '—' | '–')) && !text.joined_left(at - 1);
    let article = matches!(before, "The" | "A" | "An" | "In" | "On" | "My" | "This" | "Your" | "No");
    let named = before.starts_with(char::is_uppercase) && !article || dash;
    named && is_certain(numeral) && (!text.shouted || is_small(numeral))
}

/// "Books I and II", "Chapters I–V", "James I and VI": a numeral behind another that is one by its own place.
fn continues(text: &Text<'_>, at: usize) -> bool {
    let first = match text.word_before(at) {
        "and" | "or" | "to" | "through" => text.index_before(at).and_then(|index| text.index_before(index)),
        _ if 1 < at && text.mark(at - 1).is_some_and(|c| "-–/".contains(c)) => Some(at - 2),
        _ => None,
    };
    first.is_some_and(|first| {
        let numeral = text.word(first);
        value(numeral).is_some()
            && (super::roman::counts(text.word_before(first), numeral) || is_ruler(text, first))
    })
}

/// Whether a numeral is the whole text, or opens it as the number of what follows: "VII. Treatment".
fn stands_alone(text: &Text<'_>, at: usize, numeral: &str) -> bool {
    if !text.is_first(at) {
        return false;
    }
    let alone = text.is_last(at + 1);
    let heads = text.is(at + 1, '.') && 1 < numeral.len();
    let certain = is_certain(numeral)
        || numeral.contains('L') && numeral.contains(['X', 'V', 'I']) && numeral.len() < 4;
    let bracketed = text.is(at + 1, ']') || text.is(at + 1, ')');
    bracketed && certain
        || alone && (certain || matches!(numeral, "V" | "X" | "I") && text.is(at + 1, '.'))
        || heads && certain
        || certain && text.is_space(at + 1) && text.word_after(at + 1).starts_with(char::is_uppercase)
}

fn is_small(numeral: &str) -> bool {
    1 < numeral.len() && numeral.bytes().all(|b| b"IVX".contains(&b))
}

/// Whether letters can hardly be anything but a numeral: only I, V and X, or too many to be an acronym.
fn is_certain(numeral: &str) -> bool {
    is_small(numeral) && numeral != "XXX" || 4 <= numeral.len()
}
