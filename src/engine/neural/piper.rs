//! Piper: fast neural voices for many languages, each two files, `NAME.onnx` and `NAME.onnx.json`.
//!
//! A voice is a VITS network: phonemes in, sound out, in one run for a sentence. Inputs and ids are those of Piper's
//! own programs (`input`, `input_lengths`, `scales`, `sid`; `^ _ p _ p _ … $`). The speed is the network's own
//! (`length_scale`); a voice has one pitch, and a cast's is not heard.
//!
//! A run is kept short, so that memory stays bounded: the network takes some 30 MB for each second that it says. What
//! is longer than [`MOST`] ids, about 20 s, is cut between clauses, or between words.

mod settings;
mod voices;

use std::ops::Range;
use std::sync::Arc;

pub use self::settings::{Inference, PhonemeType, Settings};

use super::doubt::{Heard, Part, careful, doubt, is_varied, middle};
use super::phonemes::{End, Phonemizer, Token};
use super::{Model, Tensor, load};
use crate::audio::{Clip, Rate};
use crate::engine::{Engine, Failure, Fingerprint, Halt, Opening, Spoken, VoiceInfo, WordAt};
use crate::speech::Say;
use crate::voice::Tuning;
use crate::{Error, Result};

/// The engine's name in casts.
pub const NAME: &str = "piper";

/// No run has more ids, at the usual speed.
pub const MOST: usize = 400;

/// The voices in the user's data folder.
pub fn voices(opening: &Opening<'_>) -> Vec<VoiceInfo> {
    voices::list(opening)
}

/// Opens a voice by its name or the path of its model; `#` and a name or a number choose the speaker.
pub fn open(name: &str, tuning: Tuning, opening: &Opening<'_>) -> Result<Box<dyn Engine>> {
    let found = voices::find(name, opening.places)?;
    let (settings, digest) = Settings::read(&found.path)?;
    let speaker = speaker(name, found.speaker.as_deref(), &settings)?;
    let phonemizer = phonemizer(&settings, opening)?;
    let model = load(&found.path, opening)?;
    if let Some(missing) = ["input", "input_lengths", "scales"].iter().find(|name| !has(&model, name)) {
        return Err(Error::NoEngine {
            engine: NAME.into(),
            why: format!("`{}` is not a Piper model: it has no input `{missing}`", found.path.display()),
            hint: "Piper's own voices have it; other networks need an engine of their own".into(),
        });
    }
    let mut piper = Piper::new(model, settings, phonemizer, opening);
    piper.speaker = speaker;
    piper.scales[1] /= tuning.rate;
    piper.digest = digest;
    Ok(Box::new(piper))
}

fn has(model: &Model, input: &str) -> bool {
    model.graph.inputs.iter().any(|name| name == input)
}

fn speaker(voice: &str, wanted: Option<&str>, settings: &Settings) -> Result<i64> {
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else { return Ok(0) };
    settings.speaker(wanted).ok_or_else(|| {
        let name = voice.strip_suffix(wanted).unwrap_or(voice);
        let known = settings.speakers().into_iter().map(|speaker| format!("{name}{speaker}")).collect();
        Error::UnknownVoice { engine: NAME.into(), voice: voice.into(), known }
    })
}

fn phonemizer(settings: &Settings, opening: &Opening<'_>) -> Result<Phonemizer> {
    match settings.phoneme_type {
        PhonemeType::Espeak => Phonemizer::open(&settings.espeak.voice, opening),
        PhonemeType::Text => Ok(Phonemizer::Letters),
        PhonemeType::Other => Err(Error::NoEngine {
            engine: NAME.into(),
            why: "the voice takes phonemes that neither espeak-ng nor the alphabet gives".into(),
            hint: "take another voice of this language".into(),
        }),
    }
}

/// A Piper voice.
pub struct Piper {
    /// The number of the speaker; voices of one speaker do not ask.
    pub speaker: i64,
    /// How lively, how slow, how uneven.
    pub scales: [f32; 3],
    model: Arc<Model>,
    settings: Settings,
    phonemizer: Phonemizer,
    digest: String,
    lanes: usize,
    halt: Halt,
}

impl Piper {
    /// A voice of its parts, which speaks as it usually does.
    pub fn new(
        model: Arc<Model>,
        settings: Settings,
        phonemizer: Phonemizer,
        opening: &Opening<'_>,
    ) -> Piper {
        let Inference { noise_scale, length_scale, noise_w } = settings.inference;
        let scales = [noise_scale, length_scale, noise_w];
        let (lanes, halt) = (opening.lanes.max(1), opening.halt.clone());
        Piper { speaker: 0, scales, model, settings, phonemizer, digest: String::new(), lanes, halt }
    }
}

impl Engine for Piper {
    fn fingerprint(&self) -> Fingerprint {
        let Piper { speaker, scales: [lively, slow, uneven], digest, .. } = self;
        let (model, phonemes) = (self.model.print(), self.phonemizer.print());
        Fingerprint(format!(
            "{NAME} 1, {model}, settings {digest}, speaker {speaker}, scales {lively} {slow} {uneven}, {phonemes}"
        ))
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Say) -> Result<Spoken, Failure> {
        let tokens = self.phonemizer.tokens(say, self.settings.is_english())?;
        if tokens.is_empty() {
            return Err(Failure::Refused("there is nothing to say".into()));
        }
        let mut whole = Part::default();
        for (n, run) in runs(&tokens, self.most()).into_iter().enumerate() {
            let take = |tokens: &[Token], take: u64| self.take(tokens, self.seed(say, n, take));
            whole.append(careful(run, &take)?);
        }
        let Part { samples, words, doubt } = whole;
        let rate = Rate::new(self.settings.audio.sample_rate)
            .ok_or_else(|| Failure::Refused("the voice has a sample rate of 0".into()))?;
        Ok(Spoken { clip: Clip { rate, samples }, words: once(words), doubt })
    }
}

impl Piper {
    /// How many ids a run may have: a slow voice makes more of each.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is small and positive")]
    fn most(&self) -> usize {
        (MOST as f32 / self.scales[1].max(1.0)) as usize
    }

    /// A seed for each run and each take of it: the same voice says the same text the same way.
    fn seed(&self, say: &Say, run: usize, take: u64) -> u64 {
        let mut hasher = blake3::Hasher::new();
        // The runtime is left out: on any of them it is the same sound.
        let scales = self.scales.map(f32::to_le_bytes).concat();
        for part in [self.digest.as_bytes(), &self.speaker.to_le_bytes(), &scales, say.text.as_bytes()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.update(&(run as u64).to_le_bytes());
        hasher.update(&take.to_le_bytes());
        let mut seed = [0; 8];
        hasher.finalize_xof().fill(&mut seed);
        u64::from_le_bytes(seed)
    }

    /// Says a run.
    fn take(&self, tokens: &[Token], seed: u64) -> Result<Part, Failure> {
        if self.halt.is_pulled() {
            return Err(Failure::Halted);
        }
        let symbols: Vec<char> = tokens.iter().flat_map(|token| token.symbols.iter().copied()).collect();
        let (ids, ends) = self.settings.ids(&symbols);
        let (samples, durations) = self.run(ids, seed)?;
        let edges = edges(samples.len(), &durations);
        let times = Times { edges: &edges, ends: &ends };
        let spans = times.spans(&symbols);
        let heard = Heard {
            samples: &samples,
            hertz: self.settings.audio.sample_rate,
            sounds: tokens.iter().map(|token| token.sounding).sum(),
            slowness: self.scales[1],
            is_varied: is_varied(tokens.iter().map(Token::phonemes)),
            spans: &spans,
        };
        let doubt = doubt(&heard);
        let words = times.words(tokens);
        Ok(Part { samples, words, doubt })
    }

    /// The samples for some ids, and how many frames each lasts, if the network tells.
    fn run(&self, ids: Vec<i64>, seed: u64) -> Result<(Vec<f32>, Vec<f32>), Failure> {
        let count = ids.len();
        let length = i64::try_from(count).expect("a run is short");
        let mut inputs = vec![
            ("input", Tensor::Ints(vec![1, count], ids)),
            ("input_lengths", Tensor::ints(vec![length])),
            ("scales", Tensor::floats(self.scales.to_vec())),
        ];
        if has(&self.model, "sid") {
            inputs.push(("sid", Tensor::ints(vec![self.speaker])));
        }
        let graph = &self.model.graph;
        let sound = graph.outputs.iter().find(|name| Some(*name) != graph.durations.as_ref());
        let sound = sound.ok_or_else(|| Failure::Refused("the network has no sound".into()))?;
        let outputs: Vec<&str> = [sound].into_iter().chain(&graph.durations).map(String::as_str).collect();
        let mut given = self.model.run(inputs, &outputs, seed)?.into_iter().map(Tensor::into_floats);
        let samples = given.next().unwrap_or_default();
        let durations = given.next().unwrap_or_default();
        Ok((samples, if durations.len() == count { durations } else { Vec::new() }))
    }
}

/// The runs of an utterance: its sentences, as Piper was trained with, and none too long.
fn runs(tokens: &[Token], most: usize) -> Vec<&[Token]> {
    let mut runs = Vec::new();
    let mut open: Vec<&[Token]> = tokens.split_inclusive(|token| token.end == End::Sentence).rev().collect();
    while let Some(run) = open.pop() {
        let ids = 3 + 2 * run.iter().map(|token| token.symbols.len()).sum::<usize>();
        match middle(run) {
            Some(at) if most < ids => open.extend([&run[at..], &run[..at]]),
            _ => runs.push(run),
        }
    }
    runs
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
    /// For each symbol the id after its own.
    ends: &'a [usize],
}

impl Times<'_> {
    /// The samples of symbols.
    fn span(&self, symbols: Range<usize>) -> Range<usize> {
        // The first symbol comes after the start and a pad, which are silent.
        let first = if symbols.start == 0 { 2 } else { self.ends[symbols.start - 1] };
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

#[cfg(test)]
mod tests;
