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

use std::sync::Arc;

pub use self::settings::{Inference, PhonemeType, Settings};

use super::phonemes::Phonemizer;
use super::voice::{self, Ids, Voice};
use super::{Model, Tensor, load};
use crate::engine::{CancelToken, Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo};
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result};

/// The engine's name in casts.
pub const NAME: &str = "piper";

/// No run has more ids, at the usual speed.
pub const MOST: usize = 400;

/// The voices in the user's data folder.
pub fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    voices::list(context)
}

/// Opens a voice by its name or the path of its model; `#` and a name or a number choose the speaker.
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    let found = voices::find(name, context.places)?;
    let (settings, digest) = Settings::read(&found.path)?;
    let speaker = speaker(name, found.speaker.as_deref(), &settings)?;
    let phonemizer = phonemizer(&settings, context)?;
    let model = load(&found.path, context)?;
    if let Some(missing) = ["input", "input_lengths", "scales"].iter().find(|name| !model.takes(name)) {
        return Err(Error::NoEngine {
            engine: NAME.into(),
            why: format!("`{}` is not a Piper model: it has no input `{missing}`", found.path.display()),
            hint: "use one of Piper's own voices; other networks are not supported".into(),
        });
    }
    let mut piper = Piper::new(model, settings, phonemizer, context);
    piper.speaker = speaker;
    piper.scales[1] /= tuning.rate;
    piper.digest = digest;
    Ok(Box::new(piper))
}

fn speaker(voice: &str, wanted: Option<&str>, settings: &Settings) -> Result<i64> {
    let Some(wanted) = wanted.filter(|wanted| !wanted.is_empty()) else { return Ok(0) };
    settings.speaker(wanted).ok_or_else(|| {
        let name = voice.strip_suffix(wanted).unwrap_or(voice);
        let known = settings.speakers().into_iter().map(|speaker| format!("{name}{speaker}")).collect();
        Error::UnknownVoice { engine: NAME.into(), voice: voice.into(), known }
    })
}

fn phonemizer(settings: &Settings, context: &EngineContext<'_>) -> Result<Phonemizer> {
    match settings.phoneme_type {
        PhonemeType::Espeak => Phonemizer::open(&settings.espeak.voice, context),
        PhonemeType::Text => Ok(Phonemizer::Letters),
        PhonemeType::Other => Err(Error::NoEngine {
            engine: NAME.into(),
            why: "the voice needs phonemes that Articast cannot make".into(),
            hint: "use another voice for this language".into(),
        }),
    }
}

/// A Piper voice, loaded into a runtime.
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
    cancel: CancelToken,
}

impl Piper {
    /// A voice of its parts, which speaks as it usually does.
    pub fn new(
        model: Arc<Model>,
        settings: Settings,
        phonemizer: Phonemizer,
        context: &EngineContext<'_>,
    ) -> Piper {
        let Inference { noise_scale, length_scale, noise_w } = settings.inference;
        let scales = [noise_scale, length_scale, noise_w];
        let (lanes, cancel) = (context.lanes.max(1), context.cancel.clone());
        Piper { speaker: 0, scales, model, settings, phonemizer, digest: String::new(), lanes, cancel }
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

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let tokens = self.phonemizer.tokens(say, self.settings.is_english())?;
        voice::speak(self, say, &tokens, &self.cancel)
    }
}

impl Voice for Piper {
    fn hertz(&self) -> u32 {
        self.settings.audio.sample_rate
    }

    fn slowness(&self) -> f32 {
        self.scales[1]
    }

    fn most(&self) -> usize {
        voice::most(MOST, self.slowness())
    }

    fn ids(&self, symbols: &[char]) -> Ids {
        self.settings.ids(symbols)
    }

    fn character(&self) -> Vec<Vec<u8>> {
        let scales = self.scales.map(f32::to_le_bytes).concat();
        vec![self.digest.as_bytes().to_vec(), self.speaker.to_le_bytes().to_vec(), scales]
    }

    fn run(&self, ids: Vec<i64>, seed: u64) -> Result<(Vec<f32>, Vec<f32>), Failure> {
        let count = ids.len();
        let length = i64::try_from(count).expect("a run is short");
        let mut inputs = vec![
            ("input", Tensor::Ints(vec![1, count], ids)),
            ("input_lengths", Tensor::ints(vec![length])),
            ("scales", Tensor::floats(self.scales.to_vec())),
        ];
        if self.model.takes("sid") {
            inputs.push(("sid", Tensor::ints(vec![self.speaker])));
        }
        let graph = &self.model.graph;
        self.model.sound(inputs, graph.durations.as_deref(), seed)
    }
}

#[cfg(test)]
mod tests;
