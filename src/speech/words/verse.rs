//! Verses of the Bible: "Gen. 1:1–3", "1 Cor. 13:4".

use super::number;
use super::text::{Found, Text};

/// Short forms with spaces between them, and the name of the book. The name itself need not be repeated.
#[rustfmt::skip]
const BOOKS: &[(&str, &str)] = &[
    ("Acts", "Acts"), ("Am", "Amos"), ("Chr Chron", "Chronicles"), ("Col", "Colossians"), ("Cor", "Corinthians"),
    ("Dan Dn", "Daniel"), ("Deut Dt", "Deuteronomy"), ("Eccl Eccles", "Ecclesiastes"), ("Eph", "Ephesians"),
    ("Esth", "Esther"), ("Ex Exod", "Exodus"), ("Ezek", "Ezekiel"), ("Ezra", "Ezra"), ("Gal", "Galatians"),
    ("Gen Gn", "Genesis"), ("Hab", "Habakkuk"), ("Hag", "Haggai"), ("Heb", "Hebrews"), ("Hos", "Hosea"),
    ("Isa Is", "Isaiah"), ("Jas", "James"), ("Jer", "Jeremiah"), ("Jn", "John"), ("Job", "Job"), ("Joel", "Joel"),
    ("Jon", "Jonah"), ("Josh", "Joshua"), ("Judg", "Judges"), ("Kgs", "Kings"), ("Lam", "Lamentations"),
    ("Lev", "Leviticus"), ("Lk", "Luke"), ("Mal", "Malachi"), ("Matt Mt", "Matthew"), ("Mic", "Micah"), ("Mk", "Mark"),
    ("Neh", "Nehemiah"), ("Num", "Numbers"), ("Pet Pt", "Peter"), ("Phil", "Philippians"), ("Phlm", "Philemon"),
    ("Prov", "Proverbs"), ("Ps Psa Pss", "Psalms"), ("Psalm", "Psalm"), ("Rev", "Revelation"), ("Rom", "Romans"),
    ("Ruth", "Ruth"), ("Sam", "Samuel"), ("Thess", "Thessalonians"), ("Tim", "Timothy"), ("Titus Tit", "Titus"),
    ("Zech", "Zechariah"), ("Zeph", "Zephaniah"),
];

fn book(word: &str) -> Option<&'static str> {
    BOOKS
        .iter()
        .find(|(short, name)| *name == word || short.split(' ').any(|form| form == word))
        .map(|(_, name)| *name)
}

/// Recognises a verse where the name of its book stands, or the number before that name.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    let (first, name_at) = match text.digits(at) {
        "" => ("", at),
        "1" => ("First ", text.past_space(at + 1)),
        "2" => ("Second ", text.past_space(at + 1)),
        "3" => ("Third ", text.past_space(at + 1)),
        _ => return None,
    };
    let name = book(text.word(name_at))?;
    let dot = usize::from(text.is(name_at + 1, '.'));
    let start = text.past_space(name_at + 1 + dot);
    let place = place(text, start).filter(|_| start != name_at + 1 + dot)?;
    Some(Found { said: format!("{first}{name} {}", place.said), ..place })
}

/// "13:4–7": a chapter and its verses.
fn place(text: &Text<'_>, at: usize) -> Option<Found> {
    let count = |index: usize| {
        let digits = text.digits(index);
        (1..4).contains(&digits.len()).then(|| number::cardinal(digits, text.region))
    };
    let (chapter, verse) = (count(at)?, count(at + 2).filter(|_| text.is(at + 1, ':'))?);
    let last = count(at + 4)
        .filter(|_| text.mark(at + 3).is_some_and(|c| "-–".contains(c)) && !text.is(at + 5, ':'));
    Some(match last {
        Some(last) => Found { next: at + 5, said: format!("{chapter} {verse} to {last}") },
        None => Found { next: at + 3, said: format!("{chapter} {verse}") },
    })
}
