//! Engines: what turns words into sound.

pub mod timing;
pub mod cached;
mod mnemonics;
pub mod child;
pub(crate) mod pool;
pub mod platform;
pub mod command;
#[cfg(feature = "http")]
pub mod http;
pub mod tone;
#[cfg(feature = "pico")]
pub mod pico;
#[cfg(feature = "phonemes")]
pub(crate) mod phonemizer;
#[cfg(feature = "neural")]
pub mod neural;
pub mod checked;
pub(crate) mod deadline;
pub mod retried;
mod respelled;
pub mod catalogue;
#[cfg(feature = "listen")]
pub(crate) mod aloud;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::audio::Clip;
pub use crate::error::Failure;
use crate::files::Places;
use crate::speech::Utterance;
use crate::voice::VoiceId;

/// A voice, loaded and tuned, that says one thing after another.
///
/// The contract:
/// - [`Engine::speak`] may be called from several threads at once. It returns what the engine said, whole and
///   untouched: leading and trailing silence is the caller's business, and so are retries.
/// - A call ends: by a result, or by [`Failure::Hung`] when the engine takes longer than [`budget`] and [`Engine::slack`] allow,
///   or by [`Failure::Cancelled`] soon after its [`CancelToken`] was cancelled.
/// - The text is only ever text. What an engine would take for markup, an option or a command is escaped.
/// - Whatever fails, no process is left behind.
///
/// To add one: implement this for a type of its own in a file of its own, and name it in `catalogue.rs`.
pub trait Engine: Send + Sync {
    /// All that changes the sound besides the text.
    fn fingerprint(&self) -> Fingerprint;

    /// How many lines it says at once; at least 1.
    fn lanes(&self) -> usize;

    /// What it may take for a text beyond its [`budget`]: the waits of an engine that is not alone on its machine.
    fn slack(&self, _say: &Utterance) -> Duration {
        Duration::ZERO
    }

    /// Synthesizes one utterance. Called from as many threads at once as the engine has lanes.
    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure>;
}

/// All that changes a voice's sound besides the text, as readable text: engine, version, voice, tuning.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub String);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an engine said.
#[derive(Debug, Clone, PartialEq)]
pub struct Spoken {
    /// The sound, at the rate of the engine, with the silence that the engine leaves around it.
    pub clip: Clip,
    /// When which words were said, where the engine tells; in order, may be empty.
    pub words: Vec<WordAt>,
    /// Why this may not be what was to be said, where there is reason to think so: networks babble at times.
    pub doubt: Option<String>,
}

impl From<Clip> for Spoken {
    /// A sound of which nothing else is known.
    fn from(clip: Clip) -> Spoken {
        Spoken { clip, words: Vec::new(), doubt: None }
    }
}

/// A word and when it was said.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct WordAt {
    /// The bytes of [`Utterance::text`].
    pub said: Range<usize>,
    /// The samples of the clip.
    pub at: Range<u64>,
}

/// How long an engine may take for a text before it counts as hung: so long that no working engine on a busy
/// machine reaches it, so short that a person still waits.
pub fn budget(say: &Utterance) -> Duration {
    Duration::from_secs(20) + Duration::from_millis(100) * u32::try_from(say.text.len()).unwrap_or(u32::MAX)
}

/// The most samples that an engine may send for a text: ten seconds and one for each byte at 48 kHz.
pub fn most_samples(say: &Utterance) -> u64 {
    48_000 * (10 + say.text.len() as u64)
}

/// Stops the work from outside: clones share one state.
#[derive(Debug, Clone, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Stops everything that holds a clone of this.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }

    /// The flag itself, for a signal handler to raise.
    pub fn flag(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.0)
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::SeqCst)
    }
}

/// What an engine needs to be opened.
#[derive(Debug, Clone)]
pub struct EngineContext<'a> {
    /// Where programs and files are.
    pub places: &'a Places,
    /// Cancels everything that the engine does.
    pub cancel: &'a CancelToken,
    /// How many lanes the caller can use at most; at least 1.
    pub lanes: usize,
}

impl EngineContext<'_> {
    /// The program `articast`, for an engine that says each line in a process of its own.
    #[cfg(any(feature = "pico", target_os = "macos"))]
    fn own_program(&self, engine: &str) -> crate::Result<std::path::PathBuf> {
        self.places.own_program().ok_or_else(|| crate::Error::NoEngine {
            engine: engine.into(),
            why: "the program `articast`, which speaks each line in its own process, was not found".into(),
            hint: "put it into a folder of the PATH".into(),
        })
    }
}

/// A voice that this machine has.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct VoiceInfo {
    /// The name of the engine, such as `flite`.
    pub engine: String,
    /// The name by which the engine knows the voice.
    pub name: String,
    /// Its language as a BCP 47 tag, where known.
    pub language: Option<String>,
    /// What else is known: gender, kind, sample rate.
    pub note: String,
}

impl VoiceInfo {
    /// The voice as casts name it.
    pub fn id(&self) -> VoiceId {
        VoiceId { engine: self.engine.clone(), name: self.name.clone() }
    }
}
