//! `words.toml` of English: how its abbreviations, months, units, money, letters and signs are said.
//!
//! The file names every table, or it is refused. What a context asks is in the rules of `speech::words`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use serde::Deserialize;

use super::data;

/// The tables of English.
pub(crate) static ENGLISH: LazyLock<English> = LazyLock::new(|| data::only("en", "words"));

/// What is written, and what is said.
pub(crate) type Said = BTreeMap<String, String>;

/// All tables.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct English {
    pub calendar: Calendar,
    pub clock: Clock,
    pub abbreviations: Abbreviations,
    pub letters: Letters,
    /// Marks that are words wherever they stand.
    pub symbols: BTreeMap<char, String>,
    pub measures: Measures,
    pub money: Money,
    pub addresses: Addresses,
    pub roman: Roman,
    /// Words with a slash between them that stand for something else, in small letters: `w/o`.
    pub slashes: Said,
    /// Chemical elements by their symbols.
    pub elements: Said,
    /// Books of the Bible, with their short forms.
    pub books: BTreeMap<String, Vec<String>>,
}

/// Months and days.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calendar {
    pub months: [String; 12],
    /// Short names of the days of the week, with their capitals.
    pub weekdays_short: Said,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Clock {
    /// Time zones, in small letters.
    pub zones: Vec<String>,
}

/// Abbreviations by what must stand around them. Keys are in small letters, without the last stop.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Abbreviations {
    /// Titles that are often written without their stop, as they are written.
    pub undotted: Vec<String>,
    /// A stop behind it is enough.
    pub dotted: Said,
    /// A stop, and a word with a capital behind it: a title before a name.
    pub titles: Said,
    /// A number or a numeral behind it, with or without a stop.
    pub numbered: Said,
    /// A number before it, with a stop or in an address.
    pub streets: Said,
    /// A stop and a year behind it, in small letters.
    pub dated: Said,
    /// A date behind it, or a stop and a comma; with a capital.
    pub days: Said,
    /// A stop, and a name before it.
    pub companies: Said,
    /// A name on either side.
    pub opponents: Said,
    /// Nothing: it is never a word.
    pub always: Said,
    /// They have stops within, and are found in any case.
    pub lettered: Said,
}

/// What is spelled, and how.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Letters {
    /// Rows of capitals that engines would read as words. Those that no mouth could read (PDF, BBC) need no telling,
    /// and those that are words by now (NASA) are not here.
    pub spelled: BTreeSet<String>,
    /// Rows of two or three capitals that are words or names; any other is spelled.
    pub words: BTreeSet<String>,
    /// Those with stops that every engine spells without them.
    pub read: Vec<String>,
    /// Greek letters, which voices skip or spell in their own way.
    pub greek: BTreeMap<char, String>,
    /// Letters above and below the line, and others that stand for common ones.
    pub small: BTreeMap<char, String>,
    /// Titles and the like whose last letters were raised: `M^me`.
    pub raised: Said,
}

/// Units of measure.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Measures {
    /// Those of the units that are letters with other uses: they must touch their number.
    pub glued: Vec<String>,
    /// Those of the units that are numbers themselves: `5M`, `5x`.
    pub numbers: Vec<String>,
    /// Units by their signs, with capitals as they are written: one and several.
    pub units: BTreeMap<String, [String; 2]>,
}

/// Amounts of money.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    /// Magnitudes that are written out.
    pub whole_magnitudes: Vec<String>,
    /// What an amount is written before without an article: "the record $2.5m deal".
    pub deals: Vec<String>,
    /// Currencies by their signs.
    pub signs: BTreeMap<String, Currency>,
    /// Currencies by letters.
    pub codes: BTreeMap<String, Currency>,
    /// Whose dollars: letters that stand before the sign.
    pub owners: Said,
    /// Magnitudes that are written short.
    pub magnitudes: Said,
    /// What an amount may be paid for, after a slash.
    pub periods: Said,
}

/// A currency.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Currency {
    /// One unit and several.
    pub name: [String; 2],
    /// Its hundredth part, one and several.
    pub part: Option<[String; 2]>,
}

/// What stands in addresses of the United States.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Addresses {
    /// Words for streets, as they are written.
    pub streets: Vec<String>,
    /// States by the code of the post.
    pub states: BTreeMap<String, State>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    pub name: String,
    /// Older abbreviations, without their last stop.
    pub short: Vec<String>,
}

/// Where Roman numerals are numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Roman {
    /// Words before a numeral that count, in small letters: "Chapter IX".
    pub counted: BTreeSet<String>,
    /// Names that rulers and popes bore, before a single letter that would else be a word or an initial.
    pub rulers: Vec<String>,
    /// Titles before a name that is not in the list of rulers.
    pub titles: Vec<String>,
    /// Verbs that make the "I" before them the speaker.
    pub speaker: Vec<String>,
}

#[test]
fn the_english_file_is_whole() {
    let english = &*ENGLISH;
    let all = &english.abbreviations;
    let tables = [
        &all.dotted,
        &all.titles,
        &all.numbered,
        &all.streets,
        &all.dated,
        &all.days,
        &all.companies,
        &all.opponents,
        &all.always,
    ];
    for short in tables.iter().flat_map(|table| table.keys()) {
        // Longer ones are not looked up.
        assert!(short.len() <= 6 && short.bytes().all(|byte| byte.is_ascii_lowercase()), "{short}");
    }
    let measures = &english.measures;
    assert!(measures.glued.iter().chain(&measures.numbers).all(|sign| measures.units.contains_key(sign)));
    let said = tables.into_iter().chain([&english.elements, &english.slashes]).flat_map(BTreeMap::values);
    for words in said.chain(english.symbols.values()).chain(english.measures.units.values().flatten()) {
        assert!(!words.trim().is_empty() && !words.contains(|c: char| c.is_ascii_digit()), "{words}");
    }
}
