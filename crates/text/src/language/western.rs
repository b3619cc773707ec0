//! `words.toml` of French, Spanish, Italian, Portuguese and Dutch: number words, dates, units, abbreviations, letters
//! and signs, all in one schema.
//!
//! The file names every table, or it is refused: what is not there is an empty table and not a forgotten one. Rules
//! in Rust say only what tables cannot. Where usage differs by region, a `regional` table replaces what the language
//! has in common.

mod fractions;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::german::{Gender, Noun, Sections, Tags};
use super::list::List;
use super::{data, primary, region};
use fractions::Fractions;

/// The tables of a language.
type File = LazyLock<Western>;

static FILES: [(&str, File); 5] = [
    ("es", LazyLock::new(|| data::only("es", "words"))),
    ("fr", LazyLock::new(|| data::only("fr", "words"))),
    ("it", LazyLock::new(|| data::only("it", "words"))),
    ("nl", LazyLock::new(|| data::only("nl", "words"))),
    ("pt", LazyLock::new(|| data::only("pt", "words"))),
];

/// The tables of the language of a tag, with its primary subtag and what its region says otherwise; none for a
/// language that has no such file.
pub(crate) fn western(tag: &str) -> Option<(&'static str, &'static Western, Option<&'static Regional>)> {
    let language = primary(tag);
    let (language, file) = FILES.iter().find(|(known, _)| *known == language)?;
    let region = region(tag);
    let regional =
        region.and_then(|region| file.regional.iter().find(|known| known.regions.contains(&region)));
    Some((language, file, regional))
}

/// All tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Western {
    /// The words of numbers.
    pub numbers: Numbers,
    /// Parts of one.
    pub fractions: Fractions,
    /// Ordinals.
    pub ordinals: Ordinals,
    /// Genders of nouns.
    pub grammar: Grammar,
    /// Days, and how dates are put together.
    pub calendar: Calendar,
    /// Times of day and lengths of time.
    pub clock: Clock,
    /// Telephone numbers.
    pub phone: Phone,
    /// Currencies, and the large numbers before them.
    pub money: Money,
    /// Units.
    pub measures: Measures,
    /// Abbreviations by what must stand around them.
    pub abbreviations: Abbreviations,
    /// What is spelled, and how.
    pub letters: Letters,
    /// Where Roman numerals are numbers, and which.
    pub roman: Roman,
    /// Marks that are words wherever they stand.
    pub symbols: BTreeMap<char, String>,
    /// What a word for a sign becomes before the vowel "i": "y" is "e".
    #[serde(default)]
    pub before_i: BTreeMap<String, String>,
    /// The sign of a section of law, one and several.
    pub sections: Sections,
    /// What the number of a note points to, one and several.
    pub references: Sections,
    /// The elements of which isotopes are spoken, by their symbols.
    pub elements: BTreeMap<String, String>,
    /// The marks of addresses.
    pub web: BTreeMap<char, String>,
    /// "#1" and "#word".
    pub tags: Tags,
    /// What regions say otherwise.
    pub regional: Vec<Regional>,
}

/// Endings and what replaces them; the first that fits counts.
pub(crate) type Endings = Vec<[String; 2]>;

/// The words of numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbers {
    /// 0 to 99.
    pub small: Vec<String>,
    /// 0, 100 … 900, alone.
    pub hundreds: [String; 10],
    /// The same before tens and ones.
    pub hundreds_with: [String; 10],
    /// How what follows begins where hundreds lose their last vowel.
    pub elided_before: Vec<String>,
    /// Between hundreds and what follows.
    pub hundred_joint: String,
    /// 1000.
    pub thousand: String,
    /// What makes thousands of the number before it.
    pub thousands: String,
    /// Between thousands and what follows.
    pub joint: String,
    /// Between thousands or more and what follows only one part follows: below a hundred, or whole hundreds.
    pub last_joint: String,
    /// A million and what stands above it, in order.
    pub groups: Vec<Noun>,
    /// How many digits each of these groups holds: 3, or 6 where a thousand millions have no name.
    pub group_digits: usize,
    /// Between millions and what follows, where more than one part follows.
    pub group_joint: String,
    /// One before a noun: masculine and feminine.
    pub one: [String; 2],
    /// The endings of numbers before "thousand".
    pub before_thousand: Endings,
    /// Their endings before a masculine noun.
    pub masculine: Endings,
    /// Their endings before a feminine noun.
    pub feminine: Endings,
    /// Whole words that are written otherwise at the end of a longer one.
    pub joined: BTreeMap<String, String>,
    /// Whether a noun has its plural from two on, and not behind every number but one.
    pub plural_from_two: bool,
    /// Whether years from 1100 to 1999 are counted by hundreds.
    pub years_by_hundreds: bool,
    /// The mark before decimals: a comma or a point.
    pub decimal: char,
    /// The comma before decimals.
    pub comma: String,
    /// The point before decimals and in versions.
    pub point: String,
    /// How many decimals at most are said as one number.
    pub decimals: usize,
    /// Between the ends of a range.
    pub to: String,
    /// Between lengths: "3 × 4".
    pub by: String,
    /// Between the sides of a score.
    pub versus: String,
    /// Between the numbers of "8/10".
    pub over: String,
    /// Between the factors of a product.
    pub times: String,
    /// How many times as much: "3x".
    pub fold: String,
    /// Before an exponent.
    pub power: String,
    /// What stands before a number.
    pub signs: BTreeMap<char, String>,
    /// Words before numbers that are said digit by digit.
    pub digit_cues: List,
}

/// Ordinals.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ordinals {
    /// Those of 0 and what follows, as far as they have words of their own.
    pub small: Vec<String>,
    /// Those of 0, 10 … 90, where longer ones are rows of words; else empty.
    pub tens: Vec<String>,
    /// Those of 0, 100 … 900, in the same case.
    pub hundreds: Vec<String>,
    /// What the ending of a number becomes in all others.
    pub endings: Endings,
    /// The endings of the feminine.
    pub feminine: Endings,
    /// The endings before a masculine noun.
    pub before_noun: Endings,
    /// What may touch a number and makes an ordinal of it, with its gender: "er" in "1er".
    pub written: BTreeMap<String, Gender>,
    /// The endings above that are plural.
    pub plural: Vec<String>,
    /// Words of two letters and digits that are ordinals of their own: "2nd" in French.
    pub words: BTreeMap<String, String>,
    /// Words before "5°" that make an ordinal of it, and no angle.
    pub articles: List,
}

/// Genders of nouns. All lists are in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grammar {
    /// Masculine nouns.
    pub masculine: List,
    /// Feminine nouns.
    pub feminine: List,
    /// Endings of masculine nouns, in the singular and the plural.
    pub masculine_endings: Vec<String>,
    /// Endings of feminine nouns; the longest ending of both lists counts.
    pub feminine_endings: Vec<String>,
    /// How nouns in the plural end; a number other than one agrees with no other word.
    pub plural_endings: Vec<String>,
    /// Words that are no nouns: "1" before them stands alone.
    pub no_nouns: List,
    /// Nouns before a number that is theirs: "page 1".
    pub numbered: List,
    /// Joins a noun to the quantity before it: "millions d'euros".
    pub of: String,
    /// The same before a vowel.
    pub of_elided: String,
}

/// Days, and how dates are put together.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calendar {
    /// The first day of a month.
    pub first: String,
    /// Between the day and the month.
    pub day_month: String,
    /// Between the month and the year.
    pub month_year: String,
    /// The days of the week from Monday.
    pub weekdays: [String; 7],
    /// Abbreviated days in small letters, without the stop.
    pub weekdays_short: BTreeMap<String, usize>,
    /// How what says that years are before Christ begins, up to its first stop.
    pub eras: List,
    /// Words before "12/03" or "lun." that make a date of it.
    pub cues: List,
}

/// Times of day and lengths of time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    /// An hour.
    pub hour: Noun,
    /// A minute.
    pub minute: Noun,
    /// A second.
    pub second: Noun,
    /// Whether the word for the hour always stands behind its number, and not only where it is written.
    pub names_hour: bool,
    /// Between the hour and the minutes.
    pub joint: String,
    /// Between the hour and fewer than ten minutes.
    pub small_joint: String,
    /// What stands between hours and minutes, or behind the hour: "h".
    pub marks: Vec<String>,
    /// Words behind a time that stand for the hour.
    pub words: Vec<String>,
    /// Words before a time that is written with a point.
    pub cues: List,
    /// Words near the score of a game that is written like a time.
    pub scores: List,
    /// The halves of the day by how they are written without white space: from which hour (0 to 11) which words.
    pub halves: BTreeMap<String, Vec<(usize, String)>>,
}

/// Telephone numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Phone {
    /// How many digits of a group at most are said as one number; 0 for none.
    pub grouped: usize,
    /// The lengths of groups that nothing else has.
    pub shapes: Vec<Vec<usize>>,
    /// Words before telephone numbers and other numbers in groups.
    pub cues: List,
}

/// Currencies, and the large numbers before them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    /// Between the whole and the hundredth parts.
    pub joint: String,
    /// Whether the hundredth parts are named.
    pub names_parts: bool,
    /// What stands between a number and what it counts; keys without the stop.
    pub magnitudes: BTreeMap<String, Noun>,
    /// The same, before or behind a currency only.
    pub short_magnitudes: BTreeMap<String, Noun>,
    /// Currencies.
    pub currencies: Vec<Currency>,
}

/// A currency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Currency {
    /// Its signs, codes and names, as they are written.
    pub signs: Vec<String>,
    /// Its name.
    pub name: Noun,
    /// Its hundredth part.
    pub part: Option<Noun>,
}

/// Units.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Measures {
    /// Between two units: "km/h".
    pub per: String,
    /// The same before a number: "kWh/100 km".
    pub per_many: String,
    /// Between metres and centimetres: "un metro e ottantadue".
    pub and_centimetres: String,
    /// Words before a unit without a number that ask for its singular: "au" in "prix au m²".
    pub singular: List,
    /// Units by their signs. A neuter one asks for no form of the number.
    pub units: BTreeMap<String, Noun>,
    /// Units that take a prefix.
    pub bases: BTreeMap<String, Noun>,
    /// The prefixes.
    pub prefixes: BTreeMap<String, String>,
    /// What a raised digit makes of a length, one and several.
    pub powers: BTreeMap<char, [String; 2]>,
    /// Whether the words of powers stand before the unit.
    pub power_first: bool,
}

/// Abbreviations by what must stand around them. Keys hold their stops and no white space; one without a stop is
/// written so.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Abbreviations {
    /// They stand anywhere.
    pub anywhere: BTreeMap<String, String>,
    /// A number stands behind them.
    pub numbered: BTreeMap<String, String>,
    /// A number stands before them.
    pub after_number: BTreeMap<String, String>,
    /// A name stands behind them.
    pub titles: BTreeMap<String, String>,
    /// A given name stands behind them: before others they are initials.
    pub before_given: BTreeMap<String, String>,
    /// Given names, besides those of rulers, in small letters.
    pub given_names: List,
    /// Signs before a number, or, where they end with a stroke, before a word: "n°", "c/".
    pub signs: BTreeMap<String, String>,
}

/// What is spelled, and how.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Letters {
    /// Rows of capitals that are said as a word.
    pub words: List,
    /// Rows of capitals that are spelled although they could be said.
    pub spelled: List,
    /// Rows of letters that are said otherwise.
    pub said: BTreeMap<String, String>,
    /// Whether three letters with a vowel between consonants, or around one, are a word.
    pub short_words: bool,
    /// Two consonants that a word may begin with, in small letters.
    pub heads: List,
    /// Two consonants that a word may end with.
    pub tails: List,
    /// What stands behind a raised point or in brackets at a word for its other gender: "e" in "inscrit·e·s".
    pub endings: List,
    /// Letters that an engine does not spell by itself.
    pub names: BTreeMap<char, String>,
    /// Greek letters.
    pub greek: BTreeMap<char, String>,
}

/// Where Roman numerals are numbers. All lists are in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Roman {
    /// Words before a numeral that counts.
    pub cues: List,
    /// Words between numerals of one row: "XVI y XVII".
    pub between: List,
    /// Words for centuries.
    pub centuries: List,
    /// Up to which century the number behind the word is an ordinal.
    pub centuries_to: usize,
    /// Whether a numeral before a century is an ordinal.
    pub before_centuries: bool,
    /// Up to which number a numeral before a noun with a capital is an ordinal: "II Guerra Mundial".
    pub events_to: usize,
    /// Nouns with a small letter before which a single letter is such an ordinal too: "X aniversario".
    pub events: List,
    /// Names of kings and popes.
    pub masculine: List,
    /// Names of queens.
    pub feminine: List,
    /// Up to which number rulers have an ordinal.
    pub rulers_to: usize,
    /// What stands between a ruler's name and the ordinal, with its white space.
    pub article: String,
}

/// What regions say otherwise. What is empty or absent stays as it is.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Regional {
    /// The regions, as in tags.
    pub regions: Vec<String>,
    /// Numbers below a hundred.
    pub small: BTreeMap<String, String>,
    /// What stands above the millions, with the digits of each group.
    pub groups: Option<(usize, Vec<Noun>)>,
    /// The mark before decimals.
    pub decimal: Option<char>,
    /// The first day of a month.
    pub first: Option<String>,
    /// Currencies that go before those of all regions.
    pub currencies: Vec<Currency>,
    /// Units that go before those of all regions.
    pub units: BTreeMap<String, Noun>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_whole() {
        for (language, file) in &FILES {
            let file: &Western = file;
            assert_eq!(file.numbers.small.len(), 100, "{language}");
            for row in [&file.ordinals.tens, &file.ordinals.hundreds] {
                assert!(row.is_empty() || row.len() == 10, "{language}");
            }
            assert!((1..=7).all(|day| file.calendar.weekdays_short.values().any(|known| *known == day)));
            for regional in &file.regional {
                assert!(
                    regional
                        .small
                        .keys()
                        .all(|number| number.parse::<usize>().is_ok_and(|number| number < 100))
                );
                assert!(regional.regions.iter().all(|region| *region == region.to_uppercase()));
            }
            let lists = [
                &file.grammar.feminine,
                &file.grammar.masculine,
                &file.grammar.no_nouns,
                &file.letters.words,
                &file.letters.spelled,
                &file.roman.cues,
                &file.roman.masculine,
                &file.phone.cues,
            ];
            // They are asked for words in small letters.
            assert!(lists.iter().flat_map(|list| list.iter()).all(|word| word == word.to_lowercase()));
        }
    }

    #[test]
    fn what_a_table_says_is_words() {
        for (language, file) in &FILES {
            let all = &file.abbreviations;
            let tables =
                [&all.anywhere, &all.numbered, &all.after_number, &all.titles, &all.signs, &all.before_given];
            let spaces = |key: &&String| key.contains(char::is_whitespace);
            assert_eq!(tables.iter().flat_map(|table| table.keys()).find(spaces), None, "{language}");
            let said = file.symbols.values().chain(file.web.values());
            let said = said.chain(tables.iter().flat_map(|table| table.values()));
            let nouns = file.measures.units.values().chain(file.measures.bases.values());
            let said = said.chain(nouns.flat_map(|noun| [&noun.1, &noun.2]));
            for words in said {
                let written = |c: char| c.is_ascii_digit() || "./%&".contains(c);
                assert!(!words.trim().is_empty() && !words.contains(written), "{language}: {words}");
            }
        }
    }

    #[test]
    fn a_table_that_is_missing_is_refused() {
        let text = include_str!("data/fr/words.toml");
        assert!(toml::from_str::<Western>(text).is_ok());
        assert!(toml::from_str::<Western>(&text.replace("[tags]", "[other]")).is_err());
        assert!(toml::from_str::<Western>(&text.replace("hashtag = \"hashtag\"", "")).is_err());
    }

    #[test]
    fn a_tag_has_the_tables_of_its_region() {
        let regional = |tag: &str| western(tag).and_then(|(_, _, regional)| regional).is_some();
        assert!(regional("fr-BE") && regional("es-MX") && regional("pt_PT"));
        assert!(!regional("fr") && !regional("es-ES") && !regional("pl-PL"));
    }
}
