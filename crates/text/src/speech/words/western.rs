//! French, Spanish, Italian, Portuguese and Dutch: their words are data, `crate::language::western`; here are the rules
//! that put them together, the same for all of them.

mod amount;
mod date;
mod fraction;
mod grammar;
mod mark;
mod measure;
mod money;
mod name;
mod number;
mod ordinal;
mod phone;
mod roman;
mod time;
mod web;

use std::ops::Deref;

use super::chemistry::{self, Part};
use super::cite::{self, Citations};
use super::out::Out;
use super::text::{Found, Region, Text};
use super::{Reading, symbol};
use crate::language::western::{Regional, Western, western};

/// A sentence with the tables of its language.
pub(super) struct Context<'a> {
    text: Text<'a>,
    /// The primary subtag of the language.
    pub language: &'static str,
    /// What the language says.
    pub tables: &'static Western,
    /// What its region says otherwise.
    pub regional: Option<&'static Regional>,
}

impl<'a> Deref for Context<'a> {
    type Target = Text<'a>;

    fn deref(&self) -> &Text<'a> {
        &self.text
    }
}

/// Asks whether something of one class begins at a token.
type Rule = fn(&Context<'_>, usize) -> Option<Found>;

/// Asked in this order where digits stand, or a mark that may begin an amount.
const AMOUNTS: &[Rule] = &[
    citation,
    web::rule,
    chemistry,
    phone::rule,
    date::figures,
    time::rule,
    phone::version,
    ordinal::rule,
    measure::angle,
    amount::rule,
    mark::section,
    mark::endings,
    name::serial,
    amount::plain,
];

/// Asked in this order where a word stands.
const WORDS: &[Rule] = &[
    web::rule,
    date::names,
    money::first,
    name::sign,
    roman::rule,
    name::abbreviation,
    measure::alone,
    measure::times,
    chemistry,
    mark::formula,
    phone::lettered,
    name::serial,
    name::capitals,
];

impl<'a> Context<'a> {
    /// A sentence in the language of a tag, if it is one of these.
    pub(super) fn new(show: &'a str, language: &str, citations: Citations) -> Option<Context<'a>> {
        let (language, tables, regional) = western(language)?;
        let mut text = Text::new(show, Region::American);
        text.citations = citations;
        Some(Context { text, language, tables, regional })
    }

    /// The word at a token without the article or the preposition that an apostrophe joins to it: "ONU" in "l'ONU".
    fn bare(&self, at: usize) -> &'a str {
        elided(self.word(at)).1
    }

    /// The word before a token, as [`Context::bare`] gives it.
    fn bare_before(&self, at: usize) -> &'a str {
        elided(self.word_before(at)).1
    }
}

/// Recognises a mark that points to a note or a source.
fn citation(context: &Context<'_>, at: usize) -> Option<Found> {
    let tables = context.tables;
    let names = [&tables.references.one, &tables.references.many].map(String::as_str);
    let number = |digits: &str| number::cardinal(context, digits, number::Form::Alone);
    cite::find(context, at, &cite::Pointer { names, to: &tables.numbers.to, number: &number })
}

/// Recognises a formula of chemistry, or an isotope.
fn chemistry(context: &Context<'_>, at: usize) -> Option<Found> {
    let tables = context.tables;
    let spell = |symbols: &str| name::spell(context, &symbols.to_uppercase());
    chemistry::find(context, at, |part| match part {
        Part::Symbols(symbols) => spell(symbols),
        Part::Element(symbol) => tables.elements.get(symbol).cloned().unwrap_or_else(|| spell(symbol)),
        Part::Number(digits) | Part::Mass(digits) => number::cardinal(context, &digits, number::Form::Alone),
        Part::Charge(sign) => tables.numbers.signs.get(&sign).cloned().unwrap_or_default(),
    })
}

/// The digits of a formula, perhaps with a point among them, in the words of a language.
pub(super) fn number(digits: &str, language: &str) -> Option<String> {
    let context = Context::new("", language, Citations::default())?;
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let number = number::Number { whole: whole.to_owned(), fraction, pointed: false, grouped: true, next: 0 };
    Some(number.said(&context, number::Form::Alone))
}

/// A word as what an apostrophe joins to it, with the apostrophe, and the rest: "l'" and "ONU".
fn elided(word: &str) -> (&str, &str) {
    let start =
        word.rfind(['\'', '’']).map_or(0, |at| at + word[at..].chars().next().map_or(0, char::len_utf8));
    word.split_at(start)
}

/// A text with a straight apostrophe.
fn straight(text: &str) -> String {
    text.replace('’', "'")
}

impl<'a> Reading<'a> for Context<'a> {
    fn text(&self) -> &Text<'a> {
        &self.text
    }

    fn text_mut(&mut self) -> &mut Text<'a> {
        &mut self.text
    }

    fn find(&self, at: usize, is_word: bool, end: usize) -> Option<Found> {
        let rules = if is_word { WORDS } else { AMOUNTS };
        rules.iter().find_map(|rule| rule(self, at).filter(|found| found.next <= end))
    }

    fn mark(&self, at: usize, mark: char, out: &mut Out) -> usize {
        mark::mark(self, at, mark, out)
    }

    /// An ordinary word: apostrophes straightened, and in a shouted heading small letters, so that no engine spells it.
    fn ordinary(&self, at: usize) -> String {
        let word: String = self.get(at).chars().map(symbol::plain).collect();
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if self.shouted && name::is_sayable(self, &word) => {
                format!("{first}{}", letters.as_str().to_lowercase())
            }
            _ => word,
        }
    }
}

#[cfg(test)]
mod tests;
