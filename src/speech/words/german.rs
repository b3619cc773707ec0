//! German: its words come from `language/de.toml`, and here are the rules that put them together.

mod amount;
mod date;
mod grammar;
mod mark;
mod name;
mod number;
mod phone;
mod roman;
mod time;
mod web;

use super::Rule;
use super::out::Out;
use super::symbol;
use super::text::{Kind, Region, Text};
use crate::speech::Say;

/// Asked in this order where digits stand, or a mark that may begin an amount.
const AMOUNTS: &[Rule] = &[
    symbol::note,
    web::rule,
    phone::rule,
    date::figures,
    time::rule,
    phone::version,
    date::ordinal,
    amount::rule,
    mark::section,
    amount::plain,
    name::serial,
];

/// Asked in this order where a word stands.
const WORDS: &[Rule] = &[
    web::rule,
    date::names,
    amount::rule,
    roman::rule,
    name::abbreviation,
    mark::formula,
    name::serial,
    name::capitals,
];

/// How a German sentence is said. The links cover every shown character that is not white space, in order.
pub(super) fn say(show: &str) -> Say {
    let text = Text::new(show, Region::British);
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
        return mark::mark(text, at, mark, out);
    }
    out.word(&word(text, at), text.range(at, at + 1));
    at + 1
}

/// An ordinary word: apostrophes straightened, and in a shouted heading small letters, so that no engine spells it.
fn word(text: &Text<'_>, at: usize) -> String {
    let word: String = text.get(at).chars().map(symbol::plain).collect();
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if text.shouted && name::is_sayable(&word) => {
            format!("{first}{}", letters.as_str().to_lowercase())
        }
        _ => word,
    }
}

#[cfg(test)]
mod tests;
