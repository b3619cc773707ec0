//! Text normalization: which words are said for what is written.
//!
//! A sentence is cut into tokens, and at each of them a list of small recognisers is asked in turn; the first that
//! finds something says it, and what none wants is said as it is written. Each recogniser knows one class of
//! things (dates, money, units ...) and keeps its tables in its own file.

mod abbreviation;
mod acronym;
mod censor;
mod chemistry;
mod chess;
mod cite;
mod compound;
mod date;
mod emoji;
mod fraction;
mod german;
mod light;
mod measure;
mod money;
mod number;
mod operator;
mod out;
mod phone;
mod place;
mod range;
mod roman;
mod serial;
mod slash;
mod symbol;
mod text;
mod time;
mod verse;
mod web;
mod western;

use std::ops::Range;

pub use self::cite::Citations;
use self::out::Out;
use self::text::{Found, Kind, Region, Text};
use super::Utterance;
use crate::language::{primary, region};

/// Asks whether something of one class begins at a token.
type Rule = fn(&Text<'_>, usize) -> Option<Found>;

/// How a language says what it reads.
struct Rules {
    /// Asked in this order where digits stand, or a mark that may begin an amount.
    amounts: &'static [Rule],
    /// Asked in this order where a word stands.
    words: &'static [Rule],
    /// Says a mark that no rule wanted, and gives the token behind it.
    mark: fn(&Text<'_>, usize, char, &mut Out) -> usize,
    /// Gives a word that no rule wanted.
    word: fn(&Text<'_>, usize) -> String,
}

/// A sentence and how its language says it.
trait Reading<'a> {
    /// The sentence.
    fn text(&self) -> &Text<'a>;
    /// The sentence, to join tokens of it.
    fn text_mut(&mut self) -> &mut Text<'a>;
    /// What a rule finds at a token, where a word stands or anything else. Nothing is found across `end`.
    fn find(&self, at: usize, is_word: bool, end: usize) -> Option<Found>;
    /// Says a mark that no rule wanted, and gives the token behind it.
    fn mark(&self, at: usize, mark: char, out: &mut Out) -> usize;
    /// Gives a word that no rule wanted.
    fn ordinary(&self, at: usize) -> String;
}

/// A sentence with rules that ask for nothing more.
struct Ruled<'a>(Text<'a>, &'static Rules);

impl<'a> Reading<'a> for Ruled<'a> {
    fn text(&self) -> &Text<'a> {
        &self.0
    }

    fn text_mut(&mut self) -> &mut Text<'a> {
        &mut self.0
    }

    fn find(&self, at: usize, is_word: bool, end: usize) -> Option<Found> {
        let rules = if is_word { self.1.words } else { self.1.amounts };
        rules.iter().find_map(|rule| rule(&self.0, at).filter(|found| found.next <= end))
    }

    fn mark(&self, at: usize, mark: char, out: &mut Out) -> usize {
        (self.1.mark)(&self.0, at, mark, out)
    }

    fn ordinary(&self, at: usize) -> String {
        (self.1.word)(&self.0, at)
    }
}

static ENGLISH: Rules = Rules { amounts: AMOUNTS, words: WORDS, mark: symbol::mark, word };

/// Asked in this order where digits stand, or a mark that may begin an amount.
const AMOUNTS: &[Rule] = &[
    emoji::rule,
    cite::rule,
    web::rule,
    chemistry::rule,
    number::joined,
    fraction::hyphened,
    operator::scientific,
    operator::rule,
    slash::rule,
    serial::bits,
    compound::rule,
    verse::rule,
    serial::groups,
    phone::rule,
    time::fractions,
    serial::aircraft,
    range::rule,
    date::rule,
    time::rule,
    money::rule,
    range::ordinal,
    measure::rule,
    serial::row,
    fraction::rule,
    place::rule,
    serial::rule,
    number::rule,
];

/// Asked in this order where a word stands.
const WORDS: &[Rule] = &[
    slash::rule,
    chess::rule,
    censor::rule,
    web::rule,
    range::dates,
    date::rule,
    verse::rule,
    money::rule,
    place::rule,
    abbreviation::rule,
    roman::rule,
    operator::letter,
    chemistry::rule,
    symbol::formula,
    serial::rule,
    acronym::rule,
];

/// A part of a sentence whose words are given, whatever the rules would say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The bytes of the shown text.
    pub shown: Range<usize>,
    /// The words; none if it is silent.
    pub said: String,
    /// How they sound in the International Phonetic Alphabet, where that is given too.
    pub ipa: Option<String>,
}

/// How a sentence is said. `language` is a BCP 47 tag; English, German, French, Spanish, Italian, Portuguese and Dutch
/// are spelled out in words, other languages keep what their engines say well. The links cover every shown character that is not white space, in
/// order.
pub fn say(show: &str, language: &str) -> Utterance {
    say_given(show, &[], language, Citations::default())
}

/// As [`say`], with words that are given for some parts, in order and without overlap, and a choice of what becomes
/// of citations.
pub fn say_given(show: &str, given: &[Given], language: &str, citations: Citations) -> Utterance {
    if let Some(context) = western::Context::new(show, language, citations) {
        return read(context, given);
    }
    let Some(rules) = rules(language) else { return light::say(show, given) };
    let american = ["US", "PH", "CA"];
    let region = match region(language) {
        Some(region) if !american.contains(&region.as_str()) => Region::British,
        _ => Region::American,
    };
    let mut text = Text::new(show, region);
    text.citations = citations;
    read(Ruled(text, rules), given)
}

/// Says a sentence from its start to its end.
fn read<'a>(mut reading: impl Reading<'a>, given: &[Given]) -> Utterance {
    let places = reading.text_mut().join(given);
    let mut given = places.into_iter().zip(given).peekable();
    let mut out = Out::default();
    let mut at = 0;
    while at < reading.text().len() {
        if let Some((_, given)) = given.next_if(|(place, _)| *place == at) {
            out.given(given);
            at += 1;
        } else {
            let end = given.peek().map_or(reading.text().len(), |(place, _)| *place);
            at = step(&reading, at, end, &mut out);
        }
    }
    out.finish()
}

/// The digits of a formula in words, perhaps with a point among them, if the language has rules for numbers.
pub(super) fn number(digits: &str, language: &str) -> Option<String> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    match primary(language).as_str() {
        "" | "en" => {
            let number = number::Number { whole: whole.to_owned(), fraction, grouped: true, next: 0 };
            Some(number.said(Region::American))
        }
        "de" => Some(german::number(whole, fraction)),
        _ => western::number(digits, language),
    }
}

/// Digits as an ordinal, in the form that powers and roots take, if the language has rules for numbers.
pub(super) fn ordinal(digits: &str, language: &str) -> Option<String> {
    match primary(language).as_str() {
        "" | "en" => Some(number::ordinal(digits, Region::American)),
        "de" => german::ordinal(digits),
        _ => None,
    }
}

/// A part of a whole, if the language has rules for numbers: "two thirds", "zwei Drittel".
pub(super) fn fraction(above: u32, below: u32, language: &str) -> Option<String> {
    match primary(language).as_str() {
        "" | "en" => {
            let part = match (below, above) {
                (2, 1) => "half".to_owned(),
                (2, _) => "halves".to_owned(),
                (4, 1) => "quarter".to_owned(),
                (4, _) => "quarters".to_owned(),
                (_, 1) => ordinal(&below.to_string(), language)?,
                _ => format!("{}s", ordinal(&below.to_string(), language)?),
            };
            Some(format!("{} {part}", number(&above.to_string(), language)?))
        }
        "de" => german::fraction(above, below),
        _ => None,
    }
}

/// A word letter by letter, as engines spell it.
pub(super) fn letters(word: &str) -> String {
    acronym::spell(&word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase())
}

/// The rules of a language, if it has any of its own.
fn rules(language: &str) -> Option<&'static Rules> {
    match primary(language).as_str() {
        "" | "en" => Some(&ENGLISH),
        "de" => Some(&german::RULES),
        _ => None,
    }
}

/// Whether a BCP 47 tag stands for English, as an empty one does.
pub(super) fn is_english(language: &str) -> bool {
    language.is_empty() || crate::language::is_english(language)
}

/// Says what stands at a token, and gives the token behind it. Nothing is found across `end`.
fn step<'a>(reading: &impl Reading<'a>, at: usize, end: usize, out: &mut Out) -> usize {
    let text = reading.text();
    let is_word = match text.kind(at) {
        Some(Kind::Word) => true,
        Some(Kind::Digits | Kind::Mark(_)) => false,
        Some(Kind::Space) => {
            out.space();
            return at + 1;
        }
        Some(Kind::Hidden) | None => {
            out.close("", text.range(at, at + 1));
            return at + 1;
        }
    };
    if let Some(found) = reading.find(at, is_word, end) {
        let shown = text.range(at, found.next);
        if found.said.is_empty() {
            out.close("", shown);
        } else {
            out.word(&found.said, shown);
        }
        return found.next;
    }
    if let Some(mark) = text.mark(at) {
        return reading.mark(at, mark, out);
    }
    out.word(&reading.ordinary(at), text.range(at, at + 1));
    at + 1
}

/// An ordinary word: curly apostrophes straightened, and in a shouted heading small letters, so that no engine
/// spells it. What has no vowel is spelled there too.
fn word(text: &Text<'_>, at: usize) -> String {
    let word: String = text.get(at).chars().map(symbol::plain).collect();
    if !text.shouted && acronym::is_stressed(&word) {
        return word.to_lowercase();
    }
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if text.shouted && word.contains(acronym::VOWELS) && !acronym::is_read(&word) => {
            format!("{first}{}", letters.as_str().to_lowercase())
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests;
