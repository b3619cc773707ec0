//! Which words are said for what is written.
//!
//! A sentence is cut into tokens, and at each of them a list of small recognisers is asked in turn; the first that
//! finds something says it, and what none wants is said as it is written. Each recogniser knows one class of
//! things (dates, money, units ...) and keeps its tables in its own file.

mod abbreviation;
mod acronym;
mod date;
mod fraction;
mod german;
mod language;
mod light;
mod measure;
mod money;
mod number;
mod out;
mod phone;
mod place;
mod range;
mod roman;
mod serial;
mod symbol;
mod text;
mod time;
mod web;

use self::out::Out;
use self::text::{Found, Kind, Region, Text};
use super::Say;

/// Asks whether something of one class begins at a token.
type Rule = fn(&Text<'_>, usize) -> Option<Found>;

/// Asked in this order where digits stand, or a mark that may begin an amount.
const AMOUNTS: &[Rule] = &[
    symbol::note,
    web::rule,
    phone::rule,
    range::rule,
    date::rule,
    time::rule,
    money::rule,
    range::ordinal,
    measure::rule,
    fraction::rule,
    place::rule,
    serial::rule,
    number::rule,
];

/// Asked in this order where a word stands.
const WORDS: &[Rule] = &[
    web::rule,
    date::rule,
    money::rule,
    place::rule,
    abbreviation::rule,
    roman::rule,
    symbol::formula,
    serial::rule,
    acronym::rule,
];

/// How a sentence is said. `language` is a BCP 47 tag; English and German are spelled out in words, other
/// languages keep what their engines say well. The links cover every shown character that is not white space, in order.
pub fn say(show: &str, language: &str) -> Say {
    let mut parts = language.split(['-', '_']);
    match parts.next().unwrap_or_default().to_ascii_lowercase().as_str() {
        "" | "en" => {}
        "de" => return german::say(show),
        _ => return light::say(show),
    }
    let american = ["US", "PH", "CA"];
    let region = match parts.next() {
        Some(region) if !american.iter().any(|known| region.eq_ignore_ascii_case(known)) => Region::British,
        _ => Region::American,
    };
    let text = Text::new(show, region);
    let mut out = Out::default();
    let mut at = 0;
    while at < text.len() {
        at = step(&text, at, &mut out);
    }
    out.finish()
}

/// Says what stands at a token, and gives the token behind it.
fn step(text: &Text<'_>, at: usize, out: &mut Out) -> usize {
    let rules = match text.kind(at) {
        Some(Kind::Word) => WORDS,
        Some(Kind::Digits | Kind::Mark(_)) => AMOUNTS,
        Some(Kind::Space) => {
            out.space();
            return at + 1;
        }
        Some(Kind::Hidden) | None => {
            out.close("", text.range(at, at + 1));
            return at + 1;
        }
    };
    if let Some(found) = rules.iter().find_map(|rule| rule(text, at)) {
        let shown = text.range(at, found.next);
        if found.said.is_empty() {
            out.close("", shown);
        } else {
            out.word(&found.said, shown);
        }
        return found.next;
    }
    if let Some(mark) = text.mark(at) {
        return symbol::mark(text, at, mark, out);
    }
    out.word(&word(text, at), text.range(at, at + 1));
    at + 1
}

/// An ordinary word: curly apostrophes straightened, and in a shouted heading small letters, so that no engine
/// spells it. What has no vowel is spelled there too.
fn word(text: &Text<'_>, at: usize) -> String {
    let word: String = text.get(at).chars().map(symbol::plain).collect();
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if text.shouted && word.contains(['A', 'E', 'I', 'O', 'U', 'Y']) => {
            format!("{first}{}", letters.as_str().to_lowercase())
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests;
