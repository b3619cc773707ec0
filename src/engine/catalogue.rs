//! All engines of this build: their names, their voices, and how to open one.

use std::sync::Arc;

use super::checked::Checked;
use super::deadline::Deadline;
use super::platform::{espeak, festival, flite, speechd};
use super::respelled::Respelled;
use super::retried::Retried;
use super::{Engine, EngineContext, VoiceInfo, command, tone};
#[cfg(feature = "pico")]
use crate::language::{hyphenated, primary};
use crate::voice::{Tuning, VoiceId};
use crate::{Error, Result};

#[cfg(feature = "http")]
use super::http;
#[cfg(feature = "neural")]
use super::neural::{kokoro, piper};
#[cfg(feature = "pico")]
use super::pico;
#[cfg(windows)]
use super::platform::winrt;
#[cfg(target_os = "macos")]
use super::platform::{avspeech, say};

/// How an engine is reached: the two functions that each engine's module has.
struct Maker {
    name: &'static str,
    voices: fn(&EngineContext<'_>) -> Vec<VoiceInfo>,
    open: fn(&str, Tuning, &EngineContext<'_>) -> Result<Box<dyn Engine>>,
    listing: Listing,
}

/// Whether an engine is shown to people who look for one.
#[derive(PartialEq, Eq)]
enum Listing {
    Shown,
    Hidden,
}

use Listing::{Hidden, Shown};

/// The engines, best known first. To add one, add a line.
const MAKERS: &[Maker] = &[
    Maker { name: "speechd", voices: speechd::voices, open: speechd::open, listing: Shown },
    Maker { name: "festival", voices: festival::voices, open: festival::open, listing: Shown },
    Maker { name: "flite", voices: flite::voices, open: flite::open, listing: Shown },
    Maker { name: "espeak-ng", voices: espeak::voices, open: espeak::open, listing: Shown },
    #[cfg(target_os = "macos")]
    Maker { name: "avspeech", voices: avspeech::voices, open: avspeech::open, listing: Shown },
    #[cfg(target_os = "macos")]
    Maker { name: "say", voices: say::voices, open: say::open, listing: Shown },
    #[cfg(windows)]
    Maker { name: "winrt", voices: winrt::voices, open: winrt::open, listing: Shown },
    #[cfg(feature = "pico")]
    Maker { name: "pico", voices: pico::voices, open: pico::open, listing: Shown },
    #[cfg(feature = "http")]
    Maker { name: "http", voices: http::voices, open: http::open, listing: Shown },
    #[cfg(feature = "neural")]
    Maker { name: "kokoro", voices: kokoro::voices, open: kokoro::open, listing: Shown },
    #[cfg(feature = "neural")]
    Maker { name: "piper", voices: piper::voices, open: piper::open, listing: Shown },
    Maker { name: "command", voices: command::voices, open: command::open, listing: Shown },
    Maker { name: "tone", voices: tone::voices, open: tone::open, listing: Hidden },
];

/// The engines that take no sounds and say the respellings of homographs right: a test has asked them.
const RESPELLED: [&str; 2] = ["festival", "flite"];

/// Engines that other builds have, and which: a name from a friend's cast deserves more than "unknown".
const ELSEWHERE: &[(&str, &str)] = &[
    ("embedded", "use a voice of `pico` instead, such as `pico:en-US`"),
    ("http", "build Articast with the feature `http`"),
    ("kokoro", "build Articast with the feature `neural`"),
    ("pico", "build Articast with the feature `pico`"),
    ("piper", "build Articast with the feature `neural`"),
    ("say", "it is available only on macOS"),
    ("avspeech", "it is available only on macOS"),
    ("winrt", "it is available only on Windows"),
];

/// The names of the engines of this build.
pub const ENGINES: [&str; MAKERS.len()] = {
    let mut names = [""; MAKERS.len()];
    let mut i = 0;
    while i < MAKERS.len() {
        names[i] = MAKERS[i].name;
        i += 1;
    }
    names
};

/// The voices of this machine, engine by engine. Starts each engine's programs for a moment, all engines at once.
pub fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let shown = MAKERS.iter().filter(|maker| maker.listing == Shown);
    std::thread::scope(|scope| {
        let asked: Vec<_> = shown.map(|maker| scope.spawn(|| (maker.voices)(context))).collect();
        // An engine that panics has no voices.
        asked.into_iter().flat_map(|thread| thread.join().unwrap_or_default()).collect()
    })
}

/// Whether a voice's words leave this program for a server, where they may cost money.
pub fn is_sent_away(id: &VoiceId) -> bool {
    id.engine == "http"
}

/// The voice of the binary itself that speaks a language best, if one does.
#[cfg(feature = "pico")]
pub(crate) fn built_in(language: &str) -> Option<VoiceId> {
    let is_exact = |voice: &&pico::Voice| voice.name.eq_ignore_ascii_case(&hyphenated(language));
    let is_close = |voice: &&pico::Voice| primary(voice.name).eq_ignore_ascii_case(&primary(language));
    let voices = || pico::VOICES.iter();
    let voice = voices().find(is_exact).or_else(|| voices().find(is_close))?;
    Some(VoiceId { engine: pico::NAME.into(), name: voice.name.into() })
}

/// This build has no voices of its own.
#[cfg(not(feature = "pico"))]
pub(crate) fn built_in(_language: &str) -> Option<VoiceId> {
    None
}

/// Opens a voice, bounded in time, checked and retried: what it says is speech of a plausible length, and a failure
/// comes in time.
pub fn open(id: &VoiceId, tuning: Tuning, context: &EngineContext<'_>) -> Result<Arc<dyn Engine>> {
    let Some(maker) = MAKERS.iter().find(|maker| maker.name == id.engine) else {
        if let Some((_, hint)) = ELSEWHERE.iter().find(|(name, _)| *name == id.engine) {
            let why = "it is not part of this build".into();
            return Err(Error::NoEngine { engine: id.engine.clone(), why, hint: (*hint).into() });
        }
        let shown = MAKERS.iter().filter(|maker| maker.listing == Shown);
        let known = shown.map(|maker| maker.name.into()).collect();
        return Err(Error::UnknownEngine { name: id.engine.clone(), known });
    };
    let mut engine = (maker.open)(&id.name, tuning, context)?;
    if RESPELLED.contains(&maker.name) {
        engine = Box::new(Respelled(engine));
    }
    let bounded = Deadline::new(engine.into(), context.cancel);
    // Hums of equally long texts are the same.
    let checked = if maker.name == tone::NAME { Checked::wordless(bounded) } else { Checked::new(bounded) };
    Ok(Arc::new(Retried(checked)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::CancelToken;
    use crate::files::Places;
    use crate::speech::Utterance;

    #[test]
    fn engines_are_opened_by_name() {
        let (places, cancel) = (Places::default(), CancelToken::default());
        let context = EngineContext { places: &places, cancel: &cancel, lanes: 2 };
        let tone = open(&"tone:low".into(), Tuning::default(), &context).unwrap();
        assert_eq!(tone.lanes(), 2);
        assert!(tone.speak(&Utterance { text: "Hello.".into(), ..Utterance::default() }).is_ok());
        let failed = |id: &str| open(&id.into(), Tuning::default(), &context).err().unwrap();
        let Error::UnknownEngine { known, .. } = failed("nobody:x") else { panic!() };
        assert!(known.iter().all(|name| name != "tone"));
        for missing in [
            "piper:x",
            "kokoro:af_heart",
            "speechd:espeak-ng",
            "festival",
            "flite:slt",
            "espeak-ng:en-us",
            "command:nothing",
        ] {
            assert!(matches!(failed(missing), Error::NoEngine { .. }), "{missing}");
        }
        assert!(voices(&context).is_empty());
        let Error::NoEngine { hint, .. } = failed("embedded:en-us") else { panic!() };
        assert!(hint.contains("pico:en-US"));
    }
}
