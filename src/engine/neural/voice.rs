//! What families of neural voices share: from tokens to one utterance, run by run, with the times of its words.

use std::ops::Range;

use super::doubt::{Heard, Part, careful, doubt, is_varied, middle};
use super::phonemes::{End, Token};
use crate::audio::{Clip, Rate};
use crate::engine::{CancelToken, Failure, Spoken, WordAt};
use crate::speech::Utterance;

/// A voice of a family: what it does in its own way.
pub(super) trait Voice {
    /// The sample rate in hertz.
    fn hertz(&self) -> u32;

    /// How slowly it speaks, as a factor.
    fn slowness(&self) -> f32;

    /// How many ids a run may have, so that its memory stays bounded.
    fn most(&self) -> usize;

    /// The ids of some symbols. Those that the voice does not know have none.
    fn ids(&self, symbols: &[char]) -> Ids;

    /// What the seed of an utterance depends on besides its text, as bytes.
    fn character(&self) -> Vec<Vec<u8>>;

    /// The samples for some ids, and how many frames each lasts, if the network tells.
    fn run(&self, ids: Vec<i64>, seed: u64) -> Result<(Vec<f32>, Vec<f32>), Failure>;
}

/// What a network is given for some symbols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ids {
    /// The numbers, with all that stands before, between and after the symbols.
    pub ids: Vec<i64>,
    /// How many stand before the first symbol's own.
    pub first: usize,
    /// For each symbol the id after its own.
    pub ends: Vec<usize>,
}

/// Says the tokens of an utterance: a sentence a run, none too long, each beyond doubt where that can be.
pub(super) fn speak(
    voice: &impl Voice,
    say: &Utterance,
    tokens: &[Token],
    cancel: &CancelToken,
) -> Result<Spoken, Failure> {
    if tokens.is_empty() {
        return Err(Failure::Refused("there is nothing to say".into()));
    }
    let mut whole = Part::default();
    for (n, run) in runs(voice, tokens).into_iter().enumerate() {
        let say_run = |tokens: &[Token], nth: u64| {
            if cancel.is_cancelled() {
                return Err(Failure::Cancelled);
            }
            take(voice, tokens, seed(&voice.character(), say, n, u64::from(say.take) << 32 | nth))
        };
        whole.append(careful(run, &say_run)?);
    }
    let Part { samples, words, doubt } = whole;
    let rate = Rate::new(voice.hertz())
        .ok_or_else(|| Failure::Refused("the voice has a sample rate of 0".into()))?;
    Ok(Spoken { clip: Clip { rate, samples }, words: once(words), doubt })
}

/// A seed for each run and each take of it: the same voice says the same text the same way. The runtime is left out:
/// on any of them it is the same sound.
fn seed(character: &[Vec<u8>], say: &Utterance, run: usize, take: u64) -> u64 {
    let mut hasher = blake3::Hasher::new();
    for part in character.iter().map(Vec::as_slice).chain([say.text.as_bytes()]) {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.update(&(run as u64).to_le_bytes());
    hasher.update(&take.to_le_bytes());
    let mut seed = [0; 8];
    hasher.finalize_xof().fill(&mut seed);
    u64::from_le_bytes(seed)
}

/// Synthesizes one run of tokens, and checks the sound for typical faults.
fn take(voice: &impl Voice, tokens: &[Token], seed: u64) -> Result<Part, Failure> {
    let symbols = symbols(tokens);
    let Ids { ids, first, ends } = voice.ids(&symbols);
    let count = ids.len();
    let (samples, durations) = voice.run(ids, seed)?;
    let edges = if durations.len() == count { edges(samples.len(), &durations) } else { Vec::new() };
    let times = Times { edges: &edges, first, ends: &ends };
    let spans = times.spans(&symbols);
    let heard = Heard {
        samples: &samples,
        hertz: voice.hertz(),
        sounds: tokens.iter().map(|token| token.sounding).sum(),
        slowness: voice.slowness(),
        is_varied: is_varied(tokens.iter().map(Token::phonemes)),
        spans: &spans,
    };
    let doubt = doubt(&heard);
    let words = times.words(tokens);
    Ok(Part { samples, words, doubt })
}

fn symbols(tokens: &[Token]) -> Vec<char> {
    tokens.iter().flat_map(|token| token.symbols.iter().copied()).collect()
}

/// The runs of an utterance: its sentences, as voices were trained with, and none too long.
pub(super) fn runs<'a>(voice: &impl Voice, tokens: &'a [Token]) -> Vec<&'a [Token]> {
    let most = voice.most();
    let mut runs = Vec::new();
    let mut open: Vec<&[Token]> = tokens.split_inclusive(|token| token.end == End::Sentence).rev().collect();
    while let Some(run) = open.pop() {
        match middle(run) {
            Some(at) if most < voice.ids(&symbols(run)).ids.len() => open.extend([&run[at..], &run[..at]]),
            _ => runs.push(run),
        }
    }
    runs
}

/// How many ids a run may have that has `usual` of them at the usual speed: a slow voice makes more of each.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is small and positive")]
pub(super) fn most(usual: usize, slowness: f32) -> usize {
    (usual as f32 / slowness.max(1.0)) as usize
}

/// Where each id starts, in samples, and where the last ends. Empty where durations and sound do not agree: frames
/// have a whole number of samples, and add up to all of them.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "frames are few and not negative"
)]
fn edges(samples: usize, durations: &[f32]) -> Vec<usize> {
    let frames: Vec<usize> = durations.iter().map(|frames| frames.max(0.0) as usize).collect();
    let all: usize = frames.iter().sum();
    if all == 0 || !samples.is_multiple_of(all) {
        return Vec::new();
    }
    let hop = samples / all;
    let mut at = 0;
    let mut edges = vec![0];
    edges.extend(frames.iter().map(|frames| {
        at += frames * hop;
        at
    }));
    edges
}

/// When what is said.
struct Times<'a> {
    /// Where each id starts, and the last ends; empty if that is not known.
    edges: &'a [usize],
    /// How many ids stand before the first symbol's own.
    first: usize,
    /// For each symbol the id after its own.
    ends: &'a [usize],
}

impl Times<'_> {
    /// The samples of symbols.
    fn span(&self, symbols: Range<usize>) -> Range<usize> {
        let first = if symbols.start == 0 { self.first } else { self.ends[symbols.start - 1] };
        let last = if symbols.end == 0 { first } else { self.ends[symbols.end - 1] };
        self.edges[first.min(last)]..self.edges[last]
    }

    /// The samples of each phoneme; those of stress and accents belong to none.
    fn spans(&self, symbols: &[char]) -> Vec<Range<usize>> {
        if self.edges.is_empty() {
            return Vec::new();
        }
        let sounding =
            symbols.iter().enumerate().filter(|(_, c)| c.is_alphabetic() && !matches!(c, 'ː' | 'ˈ' | 'ˌ'));
        sounding.map(|(n, _)| self.span(n..n + 1)).collect()
    }

    /// The words. Those that run together share the time by their letters.
    fn words(&self, tokens: &[Token]) -> Vec<WordAt> {
        let mut words = Vec::new();
        if self.edges.is_empty() {
            return words;
        }
        let mut at = 0;
        for token in tokens {
            let span = self.span(at..at + token.phonemes().len());
            at += token.symbols.len();
            let letters: usize = token.said.iter().map(Range::len).sum();
            let mut before = 0;
            words.extend(token.said.iter().map(|said| {
                let edge = |letters_before: usize| {
                    (span.start + span.len() * letters_before / letters.max(1)) as u64
                };
                let start = edge(before);
                before += said.len();
                WordAt { said: said.clone(), at: start..edge(before) }
            }));
        }
        words
    }
}

/// Each word once: one that is said as several has the time of all of them.
fn once(words: Vec<WordAt>) -> Vec<WordAt> {
    let mut merged: Vec<WordAt> = Vec::with_capacity(words.len());
    for word in words {
        match merged.last_mut() {
            Some(last) if last.said == word.said => last.at.end = word.at.end,
            _ => merged.push(word),
        }
    }
    merged
}

#[test]
fn durations_that_do_not_add_up_tell_nothing() {
    assert_eq!(edges(60, &[1.0, 2.0, 0.0]), [0, 20, 60, 60]);
    for (samples, durations) in [(61, &[1.0, 2.0][..]), (10, &[]), (10, &[0.0])] {
        assert!(edges(samples, durations).is_empty());
    }
}
