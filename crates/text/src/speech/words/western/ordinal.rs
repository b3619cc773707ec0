//! Ordinals: "1er", "2e", "3.ª", and how they are put together.

use super::number::{self, Form};
use super::{Context, grammar};
use crate::language::german::Gender;
use crate::speech::words::text::Found;

/// An ordinal in words. One that has no words of its own is a cardinal.
pub(super) fn said(context: &Context<'_>, value: usize, gender: Gender) -> String {
    let ordinals = &context.tables.ordinals;
    let Some(said) = masculine(context, value) else {
        return number::cardinal(context, &value.to_string(), Form::Alone);
    };
    if gender != Gender::Feminine {
        return said;
    }
    let feminine = |word: &str| number::replaced(word, &ordinals.feminine).unwrap_or_else(|| word.to_owned());
    said.split(' ').map(feminine).collect::<Vec<_>>().join(" ")
}

fn masculine(context: &Context<'_>, value: usize) -> Option<String> {
    let ordinals = &context.tables.ordinals;
    if let Some(word) = ordinals.small.get(value) {
        return Some(word.clone());
    }
    if !ordinals.tens.is_empty() {
        let (hundreds, tens, ones) = (value / 100, value / 10 % 10, value % 10);
        let hundreds = ordinals.hundreds.get(hundreds)?;
        let parts =
            [hundreds, &ordinals.tens[tens], if ones == 0 { hundreds } else { &ordinals.small[ones] }];
        let parts = parts.into_iter().take(2 + usize::from(ones != 0)).filter(|part| !part.is_empty());
        return Some(parts.map(String::as_str).collect::<Vec<_>>().join(" "));
    }
    number::replaced(&number::cardinal(context, &value.to_string(), Form::Alone), &ordinals.endings)
}

/// An ordinal before a noun: "primer piso".
pub(super) fn before_noun(context: &Context<'_>, value: usize, gender: Gender) -> String {
    let said = said(context, value, gender);
    let short = number::replaced(&said, &context.tables.ordinals.before_noun);
    short.filter(|_| gender != Gender::Feminine).unwrap_or(said)
}

/// Recognises an ordinal in figures.
pub(super) fn rule(context: &Context<'_>, at: usize) -> Option<Found> {
    let ordinals = &context.tables.ordinals;
    let digits = context.digits(at);
    let value: usize = digits.parse().ok().filter(|_| digits.len() <= 4 && !digits.starts_with('0'))?;
    if context.joined_left(at) {
        return None;
    }
    if let Some(said) = ordinals.words.get(context.slice(context.range(at, at + 2))) {
        return (!context.is_body(at + 2)).then(|| Found { next: at + 2, said: said.clone() });
    }
    let dot = usize::from(context.is(at + 1, '.'));
    let ending = context.get(at + 1 + dot);
    let next = at + 2 + dot;
    let gender = *ordinals.written.get(ending).filter(|_| !context.is_body(next))?;
    let noun = Some(context.word_after(next)).filter(|noun| !context.tables.grammar.no_nouns.holds(noun));
    let noun = noun.unwrap_or_default();
    let degree = ending == "°" && (noun.is_empty() || !ordinals.articles.holds(context.bare_before(at)));
    let first = ending == "er" && value != 1 && ordinals.tens.is_empty();
    if degree || first {
        return None;
    }
    let gender = match gender {
        Gender::Neuter => grammar::gender(context, noun).unwrap_or(Gender::Masculine),
        gender => gender,
    };
    let shortened = ending == "er" || !noun.is_empty();
    let said = if shortened { before_noun(context, value, gender) } else { said(context, value, gender) };
    let plural = if ordinals.plural.iter().any(|known| known == ending) { "s" } else { "" };
    // "1er. piso"
    let stray = ending.starts_with(char::is_alphabetic) && context.is(next, '.');
    let stray = stray && context.word_after(next + 1).starts_with(char::is_lowercase);
    Some(Found { next: next + usize::from(stray), said: format!("{said}{plural}") })
}
