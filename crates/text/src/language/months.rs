//! `months.toml`: how dates name the months. English and German have theirs in `words.toml`.

use serde::Deserialize;

use super::data::Files;
use super::english::ENGLISH;
use super::german::GERMAN;
use super::primary;

static FILES: Files<Months> = Files::new("months");

/// The shortest beginning of a name that stands for it.
const SHORTEST: usize = 3;

/// The months of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Months {
    /// The names of each month: in a date, by itself, and those short forms that none of these begins with.
    months: [Vec<String>; 12],
}

/// A month that a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Month {
    /// Its number, from 1.
    pub number: i8,
    /// Whether the word is its whole name: a shortened one may be a day of the week as well.
    pub is_whole: bool,
}

/// The month that a word names in a text of a language: in that language, in English, or else in all languages that know
/// the word.
pub fn month(word: &str, tag: &str) -> Option<Month> {
    let word = key(word);
    let own = primary(tag);
    let own = if own == "de" { None } else { FILES.get(&own).and_then(|own| own.find(&word)) };
    let german = || if primary(tag) == "de" { german(&word) } else { None };
    own.or_else(german).or_else(|| english(&word)).or_else(|| agreed(&word))
}

/// The number from 1 of the month that a word names in one language, by its primary subtag, and whether the word is its
/// whole name.
pub(crate) fn own_month(word: &str, language: &str) -> Option<(usize, bool)> {
    let month = FILES.get(language)?.find(&key(word))?;
    Some((usize::try_from(month.number).ok()?, month.is_whole))
}

/// How a date names a month, by its number from 1; "" where a language has no names.
pub(crate) fn month_name(number: usize, language: &str) -> &'static str {
    let names = FILES.get(language).and_then(|own| own.months.get(number.wrapping_sub(1)));
    names.and_then(|names| names.first()).map_or("", String::as_str)
}

/// The month for which all languages take a word that know it.
fn agreed(word: &str) -> Option<Month> {
    let others = FILES.all().filter_map(|(_, months)| months.find(word));
    let mut found = others.chain(german(word));
    let first = found.next()?;
    let mut is_whole = first.is_whole;
    let is_same = found.all(|other| {
        is_whole |= other.is_whole;
        other.number == first.number
    });
    is_same.then_some(Month { is_whole, ..first })
}

fn english(word: &str) -> Option<Month> {
    among(word, ENGLISH.calendar.months.iter().enumerate().map(|(at, name)| (at, name.as_str())))
}

fn german(word: &str) -> Option<Month> {
    let calendar = &GERMAN.calendar;
    let short = calendar.months_short.iter().map(|(name, number)| (number - 1, name.as_str()));
    among(word, calendar.months.iter().enumerate().map(|(at, name)| (at, name.as_str())).chain(short))
}

impl Months {
    fn find(&self, word: &str) -> Option<Month> {
        let months = self.months.iter().enumerate();
        among(word, months.flat_map(|(at, names)| names.iter().map(move |name| (at, name.as_str()))))
    }
}

/// The month that has a word as its name, or whose names alone begin with it.
fn among<'a>(word: &str, names: impl Iterator<Item = (usize, &'a str)>) -> Option<Month> {
    let (mut begun, mut is_clear) = (None, true);
    for (at, name) in names {
        let name = key(name);
        let number = i8::try_from(at + 1).ok()?;
        if name == word {
            return Some(Month { number, is_whole: true });
        }
        if SHORTEST <= word.chars().count() && name.starts_with(word) {
            is_clear &= begun.is_none_or(|before| before == number);
            begun = Some(number);
        }
    }
    begun.filter(|_| is_clear).map(|number| Month { number, is_whole: false })
}

/// A word in small letters, without the marks on them: `fevrier` is written too.
fn key(word: &str) -> String {
    deunicode::deunicode(word).to_lowercase()
}

#[test]
fn months_are_named_in_many_languages() {
    for (word, tag, number, is_whole) in [
        ("March", "en", 3, true),
        ("Sept", "", 9, false),
        ("März", "de", 3, true),
        ("maerz", "de", 0, false),
        ("Jänner", "de-AT", 1, true),
        ("fevrier", "fr-CA", 2, true),
        ("juil", "fr", 7, false),
        // `juin` and `juillet` begin so.
        ("jui", "fr", 0, false),
        ("марта", "ru", 3, true),
        ("Μαρτίου", "el", 3, true),
        ("Şubat", "tr", 2, true),
        // In a text whose language is not known, or another.
        ("März", "en", 3, true),
        ("octobre", "de", 10, true),
        ("okt", "", 10, true),
        // In Czech and Polish it is November, in Croatian October.
        ("listopada", "pl", 11, true),
        ("listopada", "hr", 10, true),
        ("listopada", "en", 0, false),
        ("ma", "fr", 0, false),
        ("fox", "en", 0, false),
    ] {
        let expected = (number != 0).then_some(Month { number, is_whole });
        assert_eq!(month(word, tag), expected, "{word} ({tag})");
    }
    // Every name stands for its month in its own language.
    for (language, months) in FILES.all() {
        for (at, names) in months.months.iter().enumerate() {
            assert!(!names.is_empty(), "{language}");
            for name in names {
                let found = month(name, language).map(|month| usize::try_from(month.number).unwrap());
                assert_eq!(found, Some(at + 1), "{name} ({language})");
            }
        }
    }
}
