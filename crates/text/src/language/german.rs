//! `words.toml` of German: its number words, months, units, abbreviations, letters and signs.
//!
//! The file names every table, or it is refused: what is not there is an empty table and not a forgotten one. Rules
//! in Rust say only what tables cannot: how numbers are put together, and what a context asks of an ending.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::data;
use super::list::List;

/// The tables of German.
pub(crate) static GERMAN: LazyLock<German> = LazyLock::new(|| data::only("de", "words"));

/// All tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct German {
    /// The words of numbers.
    pub numbers: Numbers,
    /// Genders, cases, and the words that ask for them.
    pub grammar: Grammar,
    /// Months and days.
    pub calendar: Calendar,
    /// Times of day and lengths of time.
    pub clock: Clock,
    /// "Mio.", "Mrd.": what stands between a number and what it counts; keys without the stop.
    pub magnitudes: BTreeMap<String, Noun>,
    /// Currencies by each of their signs.
    pub currencies: BTreeMap<String, Currency>,
    /// Units by their signs.
    pub units: BTreeMap<String, Noun>,
    /// Abbreviations by what must stand around them.
    pub abbreviations: Abbreviations,
    /// What is spelled, and how.
    pub letters: Letters,
    /// Where Roman numerals are numbers.
    pub roman: Roman,
    /// Several marks that are one sign: `>=`.
    pub operators: BTreeMap<String, String>,
    /// Marks that are words wherever they stand.
    pub symbols: BTreeMap<char, String>,
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
}

/// The words of numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbers {
    /// The words of 0 to 19.
    pub small: [String; 20],
    /// 0, 10 … 90.
    pub tens: [String; 10],
    /// 1 within a longer number.
    pub one: String,
    /// Between ones and tens, and between a number and its fraction.
    pub and: String,
    /// 100.
    pub hundred: String,
    /// 1000.
    pub thousand: String,
    /// A million and what a thousand of each makes, in order.
    pub groups: Vec<Noun>,
    /// The stems of the ordinals of 0 to 19.
    pub ordinals: [String; 20],
    /// What makes the stem of every other ordinal.
    pub ordinal: String,
    /// The decimal comma.
    pub comma: String,
    /// The point of versions and of foreign decimals.
    pub point: String,
    /// Before the exponent of a power.
    pub power: String,
    /// Between the ends of a range.
    pub to: String,
    /// Between two units: "km/h".
    pub per: String,
    /// Between lengths: "3 × 4".
    pub by: String,
    /// Between the sides of a score.
    pub versus: String,
    /// 1/2.
    pub half: String,
    /// More than one half.
    pub halves: String,
    /// 1/2 at the end of a whole number: what follows its own word.
    pub half_joined: String,
    /// What an ordinal's stem becomes a part with.
    pub part: String,
    /// Fractions in one character.
    pub fractions: BTreeMap<char, (u64, u64)>,
    /// Signs that touch the number behind them, where they are said otherwise then.
    pub bounds: BTreeMap<char, String>,
    /// What stands before a number.
    pub signs: BTreeMap<char, String>,
    /// What makes one word with a number on its left; adjectives without their endings.
    pub joined: Vec<String>,
    /// The endings of ordinals in figures.
    pub ordinal_endings: Vec<String>,
    /// Words before numbers that are said digit by digit, in small letters.
    pub digit_cues: List,
    /// Words before telephone numbers.
    pub phone_cues: List,
    /// Words that stand near the score of a game.
    pub score_cues: List,
}

/// A gender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Gender {
    /// Masculine.
    #[serde(rename = "m")]
    Masculine,
    /// Feminine.
    #[serde(rename = "f")]
    Feminine,
    /// Neuter.
    #[serde(rename = "n")]
    Neuter,
}

/// A case, in the order of the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    /// The subject: "der Tag".
    Nominative,
    /// The owner: "des Tages".
    Genitive,
    /// The indirect object: "dem Tag".
    Dative,
    /// The direct object: "den Tag".
    Accusative,
}

/// A noun: its gender, one of it, many of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub(crate) struct Noun(pub Gender, pub String, pub String);

/// The forms of a word for each gender and case.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forms {
    m: [String; 4],
    f: [String; 4],
    n: [String; 4],
}

impl Forms {
    /// The form for a gender and a case.
    pub(crate) fn get(&self, gender: Gender, case: Case) -> &str {
        let forms = match gender {
            Gender::Masculine => &self.m,
            Gender::Feminine => &self.f,
            Gender::Neuter => &self.n,
        };
        &forms[case as usize]
    }
}

/// Genders, cases, and the words that ask for them. All lists are in small letters.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Grammar {
    /// The number one before a noun.
    pub one: Forms,
    /// The definite article.
    pub the: Forms,
    /// Words after which an ordinal ends in "en" whatever follows.
    pub en: List,
    /// Words after which it ends in "e".
    pub e: List,
    /// Words after which the gender decides.
    pub der: List,
    /// The stems of words that are inflected as the definite article.
    pub like_der: Vec<String>,
    /// The stems of words that are inflected as the indefinite article.
    pub like_ein: Vec<String>,
    /// Prepositions with the dative.
    pub dative: List,
    /// Prepositions with the accusative.
    pub accusative: List,
    /// Prepositions that stand before a date without an article.
    pub dated: List,
    /// Masculine nouns.
    pub masculine: Vec<String>,
    /// Feminine nouns.
    pub feminine: Vec<String>,
    /// Neuter nouns.
    pub neuter: Vec<String>,
    /// Endings of masculine nouns.
    pub masculine_endings: Vec<String>,
    /// Endings of feminine nouns.
    pub feminine_endings: Vec<String>,
    /// Endings of neuter nouns.
    pub neuter_endings: Vec<String>,
}

/// Months and days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calendar {
    /// The months.
    pub months: [String; 12],
    /// Abbreviated months and other names, in small letters, without the stop.
    pub months_short: BTreeMap<String, usize>,
    /// The days of the week from Monday.
    pub weekdays: [String; 7],
    /// Other names of days.
    pub weekdays_more: Vec<String>,
    /// Abbreviated days, without the stop.
    pub weekdays_short: BTreeMap<String, usize>,
    /// Words before a number that say it is a year, in small letters.
    pub year_cues: List,
}

/// Times of day and lengths of time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    /// Between hour and minute.
    pub hour: String,
    /// What may follow a time in the text.
    pub hour_words: Vec<String>,
    /// Before the seconds.
    pub and: String,
    /// A second.
    pub seconds: Noun,
    /// A minute.
    pub minutes: Noun,
    /// An hour.
    pub hours: Noun,
    /// Words after a length in hours that is written like a time of day.
    pub hours_after: Vec<String>,
    /// Words after one in minutes.
    pub minutes_after: Vec<String>,
    /// Words before a time, in small letters.
    pub cues: List,
}

/// A currency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Currency {
    /// Its name.
    pub name: Noun,
    /// Its hundredth part.
    pub part: Option<Noun>,
}

/// Abbreviations by what must stand around them. Keys hold their stops and no white space.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Abbreviations {
    /// Their stops are enough.
    pub dotted: BTreeMap<String, String>,
    /// A number stands behind them.
    pub numbered: BTreeMap<String, String>,
    /// A number stands before them.
    pub after_number: BTreeMap<String, String>,
    /// A name stands behind them.
    pub titles: BTreeMap<String, String>,
    /// The ends of compounds.
    pub endings: BTreeMap<String, String>,
}

/// What is spelled, and how.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Letters {
    /// Rows of capitals that are said as a word.
    pub words: Vec<String>,
    /// Rows of capitals and small letters that are spelled.
    pub mixed: BTreeMap<String, String>,
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
    /// Names of kings and popes.
    pub masculine: List,
    /// Names of queens.
    pub feminine: List,
}

/// The sign of a section of law.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Sections {
    /// What "§" is said as.
    pub one: String,
    /// What "§§" is said as.
    pub many: String,
}

/// "#1" and "#word".
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tags {
    /// Before a number.
    pub number: String,
    /// Before a word.
    pub hashtag: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_german_file_is_whole() {
        let german = &*GERMAN;
        for list in [&german.grammar.masculine, &german.grammar.feminine, &german.grammar.neuter] {
            assert!(list.iter().all(|word| *word == word.to_lowercase()));
        }
        let days: Vec<usize> = german.calendar.weekdays_short.values().copied().collect();
        assert!((1..=7).all(|day| days.contains(&day)));
        assert!(german.calendar.months_short.values().all(|month| (1..=12).contains(month)));
        let all = &german.abbreviations;
        let keys = [&all.dotted, &all.numbered, &all.after_number, &all.titles];
        for key in keys.iter().flat_map(|table| table.keys()) {
            assert!(key.ends_with('.') && !key.contains(char::is_whitespace), "{key}");
        }
        // What a table says is words: nothing in it needs to be said differently once more.
        let said = german.symbols.values().chain(german.web.values());
        let said = said.chain(keys.iter().flat_map(|table| table.values()));
        let said = said.chain(german.units.values().flat_map(|noun| [&noun.1, &noun.2]));
        for words in said {
            assert!(!words.contains(|c: char| c.is_ascii_digit() || "./%&".contains(c)), "{words}");
            assert!(!words.trim().is_empty());
        }
    }

    #[test]
    fn a_table_that_is_missing_or_unknown_is_refused() {
        let text = include_str!("data/de/words.toml");
        let without = text.replace("[tags]", "[other]");
        assert!(toml::from_str::<German>(&without).is_err());
        let half: String = text.replace("hashtag = \"Hashtag\"", "");
        assert!(toml::from_str::<German>(&half).is_err());
    }
}
