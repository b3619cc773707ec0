//! Homographs: words that are written alike and said otherwise, and which of their readings a sentence means.
//!
//! "Read the lead story" and "lead pipes, often read about" hold two words each that no list can decide. A model of the
//! words around them does ([`model`]). What a word's own neighbours tell goes before it; where it is not sure, the engine
//! decides.

mod clues;
mod model;
pub mod training;

use std::ops::Range;

use super::{Passage, Sound, Utterance};
use crate::language::homographs::{Homographs, Reading, homographs};
use crate::speech::Markup;
use clues::{Around, Words};

/// How much more must speak for the commonest reading than for any other, in units of the model: it is four times as
/// likely.
const SURE: i32 = 177;
/// And for another reading than the commonest: it is nine times as likely.
const SURE_OF_ANOTHER: i32 = 281;
/// How many adverbs may stand between a word and the one before it that tells its reading.
const ADVERBS: usize = 2;

/// A word with several readings, and which is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Homograph {
    /// The bytes of the word in its sentence.
    pub shown: Range<usize>,
    /// The likeliest reading, or the commonest where none is sure, by its name in `homographs.toml`.
    pub id: &'static str,
    /// How it sounds, in the International Phonetic Alphabet.
    pub ipa: &'static str,
    /// Letters that engines say so, where there are such.
    pub respelled: Option<&'static str>,
    /// Whether it is sure: what is not is left to the engine.
    pub is_sure: bool,
}

/// The homographs of a sentence, in order, with the readings that it means. `language` is a BCP 47 tag; languages of which
/// none are known have none.
pub fn find(sentence: &str, language: &str) -> Vec<Homograph> {
    let Some(known) = homographs(language) else { return Vec::new() };
    let mut places = places(sentence, known).peekable();
    if places.peek().is_none() {
        return Vec::new();
    }
    let words = Words::new(sentence);
    places.map(|(shown, readings)| decide(&words, shown, readings, &known.verbs_after)).collect()
}

/// Where the homographs of a language stand in a text, and the readings of each.
fn places<'a>(
    text: &'a str,
    known: &'static Homographs,
) -> impl Iterator<Item = (Range<usize>, &'static [Reading])> + 'a {
    clues::runs(text).filter_map(|range| {
        let word = &text[range.clone()];
        let is_whole = word.bytes().all(|byte| byte.is_ascii_alphabetic());
        let readings = is_whole.then(|| known.words.get(&word.to_ascii_lowercase())).flatten()?;
        Some((range, readings.as_slice()))
    })
}

fn decide(
    words: &Words<'_>,
    shown: Range<usize>,
    readings: &'static [Reading],
    verbs_after: &[String],
) -> Homograph {
    let around = words.around(&shown);
    let sure = only(&around, readings)
        // "will read": the word right before goes before the model.
        .or_else(|| told(&around, readings, verbs_after, 0))
        .or_else(|| around.nearest(readings))
        .or_else(|| {
            let named = readings.iter().map(|reading| (reading.id.as_str(), reading.class()));
            sure(&model::sums(&around.clues(), named))
        })
        .or_else(|| told(&around, readings, verbs_after, ADVERBS));
    let reading = &readings[sure.unwrap_or_default()];
    Homograph {
        shown,
        id: &reading.id,
        ipa: &reading.ipa,
        respelled: reading.respelled.as_deref(),
        is_sure: sure.is_some(),
    }
}

/// The only reading that a word in small letters has, if its others are names.
fn only(around: &Around<'_>, readings: &[Reading]) -> Option<usize> {
    let mut plain = (0..readings.len()).filter(|n| !readings[*n].name);
    plain.next().filter(|_| around.is_small() && plain.next().is_none())
}

/// The reading that a word beside it tells, the word behind it first; at most so many adverbs may stand between it and the
/// word before.
fn told(around: &Around<'_>, readings: &[Reading], verbs_after: &[String], adverbs: usize) -> Option<usize> {
    // "To Polish parents", "Wind Farm I Project": neighbours tell little of names.
    let is_name = !around.is_small() && readings.iter().any(|reading| reading.name);
    let (before, behind) = (around.before(adverbs), around.behind());
    let has = |all: &[String], word: Option<&String>| word.is_some_and(|word| all.contains(word));
    let find = |is_told: &dyn Fn(&Reading) -> bool| readings.iter().position(is_told).filter(|_| !is_name);
    find(&|reading| has(&reading.before, behind.as_ref()))
        .or_else(|| find(&|reading| has(&reading.after, before.as_ref())))
        .or_else(|| {
            let is_told = around.is_small() && has(verbs_after, before.as_ref());
            find(&|reading| is_told && reading.class() == "vrb")
        })
}

/// The reading that is sure, by what speaks for each, the commonest first.
fn sure(sums: &[i32]) -> Option<usize> {
    let likeliest = (1..sums.len()).fold(0, |best, n| if sums[best] < sums[n] { n } else { best });
    let second = (0..sums.len()).filter(|n| *n != likeliest).map(|n| sums[n]).max()?;
    let enough = if likeliest == 0 { SURE } else { SURE_OF_ANOTHER };
    (enough <= sums[likeliest] - second).then_some(likeliest)
}

/// Gives the sounds of the homographs of a passage whose readings are sure, where they are said as they are written and have
/// no sounds yet.
pub(super) fn sound(passage: &Passage, say: &mut Utterance, language: &str) {
    let is_code = |shown: &Range<usize>| {
        let covers = |span: &super::Span| span.range.start < shown.end && shown.start < span.range.end;
        passage.spans.iter().any(|span| matches!(span.kind, Markup::Code(_) | Markup::Math) && covers(span))
    };
    let mut sounds = Vec::new();
    let mut links = say.links.iter().peekable();
    for found in find(&passage.text, language).into_iter().filter(|found| found.is_sure) {
        while links.next_if(|link| link.shown.end <= found.shown.start).is_some() {}
        let Some(link) = links.peek().filter(|link| link.shown.start <= found.shown.start) else { continue };
        // The link may hold marks that touch the word.
        let word = &passage.text[found.shown.clone()];
        let Some(at) = say.text[link.said.clone()].find(word) else { continue };
        let said = link.said.start + at..link.said.start + at + word.len();
        let touches = |sound: &Sound| sound.said.start < said.end && said.start < sound.said.end;
        let is_alone = is_alone(&say.text, &said);
        if is_alone && !is_code(&found.shown) && !say.sounds.iter().any(touches) {
            let respelled = found.respelled.map(str::to_owned);
            sounds.push(Sound { said, ipa: found.ipa.to_owned(), respelled });
        }
    }
    if !sounds.is_empty() {
        say.sounds.append(&mut sounds);
        say.sounds.sort_by_key(|sound| sound.said.start);
    }
}

/// Whether no letter, digit, hyphen or apostrophe touches a part of a text: half a word has no sounds of its own.
fn is_alone(text: &str, part: &Range<usize>) -> bool {
    let joins = |c: char| c.is_alphanumeric() || "'’-_".contains(c);
    !text[..part.start].ends_with(joins) && !text[part.end..].starts_with(joins)
}

#[cfg(test)]
mod tests;
