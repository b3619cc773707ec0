//! When words are said, found in the sound (forced alignment): for engines that do not tell.
//!
//! Letters are taken for the kind of sound that they mostly stand for (vowels, nasals, sibilants and so on), with the
//! time that such a sound takes. The sound is taken for its loudness and its brightness in steps of 10 ms. The
//! likeliest way to lay the one over the other gives the start and the end of each word. This knows no language and
//! needs no model; `docs/captions.md` says how far it is off.

mod letters;
mod path;
mod sound;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::WordAt;
use crate::audio::Clip;

pub(super) use letters::{CLASSES, Class};
pub(super) use path::{Evidence, lay};
pub(super) use sound::STEPS;

/// Where the times of words are from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Timing {
    /// The engine told them: its marks, its word events or the durations of its sounds.
    #[default]
    Engine,
    /// They were found in the sound.
    Estimated,
}

/// The words of a said text: what stands between white space, if there is a letter or a digit in it, without the marks
/// around it. Bytes.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut words: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_whitespace(), open) {
            (true, Some(start)) => {
                words.push(start..at);
                open = None;
            }
            (false, None) => open = Some(at),
            _ => {}
        }
    }
    let bare = |word: Range<usize>| {
        let first = text[word.clone()].find(char::is_alphanumeric)?;
        let (last, c) = text[word.clone()].char_indices().rfind(|(_, c)| c.is_alphanumeric())?;
        Some(word.start + first..word.start + last + c.len_utf8())
    };
    words.into_iter().filter_map(bare).collect()
}

/// When each of the [`words`] of a text is said in these samples of a clip.
pub fn estimate(text: &str, clip: &Clip, within: Range<usize>) -> Vec<WordAt> {
    find(text, &words(text), clip, within)
}

/// When some words in a row are said in these samples of a clip.
fn find(text: &str, words: &[Range<usize>], clip: &Clip, within: Range<usize>) -> Vec<WordAt> {
    let (evidence, hop) = sound::listen(clip, within.clone());
    let spans = lay(text, words, &evidence);
    let sample = |frame: usize| (within.start + (frame * hop)).min(within.end) as u64;
    let timed = words.iter().zip(spans);
    timed.map(|(said, at)| WordAt { said: said.clone(), at: sample(at.start)..sample(at.end) }).collect()
}

/// Completes what an engine told of a text's words: those that it left out are found in the sound between the others.
/// An engine that told less than half of them is taken for one that told nothing. `sound` is asked only where
/// something is to be found, and gives the clip and the samples that are speech.
pub fn complete(
    text: &str,
    told: &mut Vec<WordAt>,
    sound: impl FnOnce() -> Option<(Clip, Range<usize>)>,
) -> Timing {
    let words = words(text);
    let is_told = |word: &Range<usize>| {
        let at = told.partition_point(|known| known.said.end <= word.start);
        told.get(at).is_some_and(|known| known.said.start < word.end)
    };
    let missing: Vec<bool> = words.iter().map(|word| !is_told(word)).collect();
    let count = missing.iter().filter(|missing| **missing).count();
    if count == 0 {
        return Timing::Engine;
    }
    let timing = if words.len() < 2 * count { Timing::Estimated } else { Timing::Engine };
    let Some((clip, speech)) = sound() else { return timing };
    if timing == Timing::Estimated {
        *told = find(text, &words, &clip, speech);
        return timing;
    }
    let mut all: Vec<WordAt> = Vec::with_capacity(words.len());
    let mut known = std::mem::take(told).into_iter().peekable();
    for gap in words.iter().zip(&missing).collect::<Vec<_>>().chunk_by(|a, b| a.1 == b.1) {
        let Some((first, true)) = gap.first().map(|(word, missing)| (word, **missing)) else { continue };
        while let Some(word) = known.next_if(|known| known.said.end <= first.start) {
            all.push(word);
        }
        let start = all.last().map_or(speech.start, |word| index(word.at.end));
        let end = known.peek().map_or(speech.end, |word| index(word.at.start)).max(start);
        let run: Vec<Range<usize>> = gap.iter().map(|(word, _)| (*word).clone()).collect();
        all.extend(find(text, &run, &clip, start..end.min(clip.samples.len()).max(start)));
    }
    all.extend(known);
    *told = all;
    Timing::Engine
}

fn index(sample: u64) -> usize {
    usize::try_from(sample).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests;
