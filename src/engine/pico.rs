//! SVOX Pico, the voices inside the binary: six languages that are understood on a machine that has nothing else.
//!
//! It is C from 2009, made for telephones: it obeys markup in its text, keeps state, and may hang or crash on odd
//! input. So each line is said by a process of its own, `articast pico`, with a deadline and limits: what goes wrong
//! there is a line that is tried again. That process reads the text, with Pico's markup, and prints a WAV of 16 kHz.

mod data;
#[doc(hidden)]
pub mod fuzzed;
pub(crate) mod here;
mod text;
mod xsampa;

use std::path::PathBuf;

use super::child::{Program, Watch, run};
use super::command::most_bytes;
use super::pool::Pool;
use super::{Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget};
use crate::audio::{Clip, Rate, wav};
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result};

/// The engine's name in casts.
pub const NAME: &str = "pico";

/// The hidden subcommand of the program that says one line.
pub(crate) const SUBCOMMAND: &str = "pico";

/// A voice, one for a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voice {
    /// Its name, which is its language as a BCP 47 tag.
    pub name: &'static str,
    /// The file of its sounds.
    signals: &'static str,
    /// The letters besides those of ASCII that it reads, in small letters.
    letters: &'static str,
}

/// The six voices, each with the file of its sounds and the letters that it reads beyond ASCII.
pub const VOICES: [Voice; 6] = [
    Voice { name: "en-US", signals: "en-US_lh0_sg.bin", letters: "" },
    Voice { name: "en-GB", signals: "en-GB_kh0_sg.bin", letters: "" },
    Voice { name: "de-DE", signals: "de-DE_gl0_sg.bin", letters: "äöüßàâéèêç" },
    Voice { name: "es-ES", signals: "es-ES_zl0_sg.bin", letters: "áéíóúüñç" },
    Voice { name: "fr-FR", signals: "fr-FR_nk0_sg.bin", letters: "àâæçéèêëîïôùûüÿ" },
    Voice { name: "it-IT", signals: "it-IT_cm0_sg.bin", letters: "àèéìíîòóùú" },
];

impl Voice {
    /// The voice of a name, whatever its case; the first one for none.
    pub fn named(name: &str) -> Option<Voice> {
        let is_meant = |voice: &&Voice| name.is_empty() || voice.name.eq_ignore_ascii_case(name);
        VOICES.iter().find(is_meant).copied()
    }

    /// The file with what it knows of its language.
    fn analysis(&self) -> String {
        format!("{}_ta.bin", self.name)
    }
}

/// The voices of this build, where the program that speaks with them is found.
pub fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    if context.places.own_program().is_none() {
        return Vec::new();
    }
    let info = |voice: &Voice| VoiceInfo {
        engine: NAME.into(),
        name: voice.name.into(),
        language: Some(voice.name.into()),
        note: "female, in the binary, 16 kHz".into(),
    };
    VOICES.iter().map(info).collect()
}

/// Opens a voice; unpacks its data into the cache the first time.
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    let voice = Voice::named(name).ok_or_else(|| {
        let known = VOICES.iter().map(|voice| voice.name.into()).collect();
        Error::UnknownVoice { engine: NAME.into(), voice: name.into(), known }
    })?;
    let program = context.own_program(NAME)?;
    let cache = context.places.cache_folder()?.to_owned();
    let folder = data::unpack(&cache, &voice)?;
    let program = Program::bare(&program, context.places).arg(SUBCOMMAND).arg(&folder).arg(voice.name);
    let manner = text::Manner::of(tuning);
    let fingerprint = Fingerprint(format!("{NAME} {} {} {manner}", data::version(), voice.name));
    let lanes = context.lanes.max(1);
    let runs = Pool::new(lanes, context.cancel, None);
    Ok(Box::new(Pico { voice, manner, program, fingerprint, lanes, runs, cache }))
}

struct Pico {
    voice: Voice,
    manner: text::Manner,
    program: Program,
    fingerprint: Fingerprint,
    lanes: usize,
    runs: Pool<()>,
    cache: PathBuf,
}

impl Engine for Pico {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.clone()
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let mut said = Said::default();
        self.runs.with(budget(say), |_| Ok(()), |(), watch| self.say(say, watch, &mut said))?;
        match said.failure {
            Some(failure) if said.samples.is_empty() => Err(failure),
            _ => Ok(said.spoken()),
        }
    }
}

impl Pico {
    /// Says a text; one that fails twice, in two halves. A word that fails alone is told of.
    fn say(&self, say: &Utterance, watch: &Watch<'_>, said: &mut Said) -> Result<(), Failure> {
        let written = match text::written(say, &self.voice, self.manner) {
            // A half may have nothing to say.
            Err(_) if !said.is_empty() => return Ok(()),
            written => written?,
        };
        let once = || {
            let wav = run(&self.program, written.text.clone().into_bytes(), watch, most_bytes(say))?;
            let clip = wav::read(&wav).map_err(Failure::Garbage)?;
            let is_mute = clip.is_empty() && say.text.contains(char::is_alphanumeric);
            if is_mute { Err(Failure::Garbage("no sound at all".into())) } else { Ok(clip) }
        };
        let again = |failure: Failure| {
            if !matches!(failure, Failure::Died(_) | Failure::Garbage(_)) {
                return Err(failure);
            }
            // It reads its data anew for each line: whoever emptied the cache took them away.
            data::unpack(&self.cache, &self.voice).map_err(|error| Failure::Missing(error.to_string()))?;
            once()
        };
        match once().or_else(again) {
            Ok(clip) => {
                said.samples.extend(clip.samples);
                said.doubts.extend(written.doubt);
            }
            Err(failure @ (Failure::Died(_) | Failure::Garbage(_))) => {
                said.failure = Some(failure);
                if let Some((first, second)) = text::halves(say) {
                    self.say(&first, watch, said)?;
                    self.say(&second, watch, said)?;
                } else {
                    said.doubts.push(format!("the voice cannot say “{}”", say.text.trim()));
                }
            }
            Err(failure) => return Err(failure),
        }
        Ok(())
    }
}

/// What was said of an utterance.
#[derive(Debug, Default)]
struct Said {
    samples: Vec<f32>,
    doubts: Vec<String>,
    /// The last failure of a piece.
    failure: Option<Failure>,
}

impl Said {
    fn is_empty(&self) -> bool {
        self.samples.is_empty() && self.failure.is_none()
    }

    fn spoken(self) -> Spoken {
        let rate = Rate::new(here::HERTZ).expect("it is not zero");
        let doubt = (!self.doubts.is_empty()).then(|| self.doubts.join("; "));
        Spoken { clip: Clip { rate, samples: self.samples }, words: Vec::new(), doubt }
    }
}
