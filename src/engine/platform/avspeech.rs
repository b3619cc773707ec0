//! macOS's own speech synthesizer, with the voices that the system's settings download.
//!
//! It only speaks on a process's main thread, which has to keep serving the system meanwhile; a library has no
//! say over its caller's main thread, and several lines could not be spoken at once on it. So each line is
//! spoken by a process of its own: `articast avspeech`, whose main thread has nothing else to do. What hangs or
//! crashes there harms nobody here.

#[cfg(target_os = "macos")]
pub mod here;

use std::time::Duration;

use super::say::{plain, system_version};
use crate::Result;
use crate::audio::wav;
use crate::engine::child::{Program, Watch, run};
use crate::engine::{
    CancelToken, Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget, most_samples,
};
use crate::speech::Utterance;
use crate::voice::Tuning;

/// The engine's name in casts.
pub const NAME: &str = "avspeech";

/// The hidden subcommand of the program that speaks one line.
pub(crate) const SUBCOMMAND: &str = "avspeech";

/// The voices of the system; none where the program that speaks is not found.
pub fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let program = context.places.own_program().map(|path| Program::chosen(&path, context.places));
    program.map(|program| listed(&program, context.cancel)).unwrap_or_default()
}

/// Opens a voice by its identifier, such as `com.apple.voice.compact.en-US.Samantha`. Identifiers stay while
/// the names that go with them change between releases of macOS.
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    let program = context.own_program(NAME)?;
    let program = Program::chosen(&program, context.places);
    let voices = listed(&program, context.cancel);
    let voice = super::named(&voices, NAME, name)?;
    let system = system_version(context);
    let Tuning { rate, pitch } = tuning;
    let fingerprint =
        Fingerprint(format!("{NAME} of macOS {system} {} rate {rate} pitch {pitch}", voice.name));
    Ok(Box::new(Voice {
        program,
        name: voice.name.clone(),
        tuning,
        fingerprint,
        lanes: context.lanes.max(1),
        cancel: context.cancel.clone(),
    }))
}

fn listed(program: &Program, cancel: &CancelToken) -> Vec<VoiceInfo> {
    let watch = Watch::new(cancel, Duration::from_secs(20));
    let ask = program.clone().arg(SUBCOMMAND).arg("list");
    let printed = run(&ask, Vec::new(), &watch, 1 << 20).unwrap_or_default();
    String::from_utf8_lossy(&printed).lines().filter_map(parse).collect()
}

/// A line of the list: identifier, language, name and quality, with tabs between them.
fn parse(line: &str) -> Option<VoiceInfo> {
    let mut fields = line.split('\t');
    Some(VoiceInfo {
        engine: NAME.into(),
        name: fields.next()?.into(),
        language: Some(fields.next()?.into()),
        note: format!("{}, {}", fields.next()?, fields.next()?),
    })
}

struct Voice {
    program: Program,
    name: String,
    tuning: Tuning,
    fingerprint: Fingerprint,
    lanes: usize,
    cancel: CancelToken,
}

impl Engine for Voice {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.clone()
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let (rate, pitch) = (self.tuning.rate.to_string(), self.tuning.pitch.to_string());
        let program = self.program.clone().arg(SUBCOMMAND).arg("say");
        let program = program.arg(&self.name).arg(rate).arg(pitch);
        let watch = Watch::new(&self.cancel, budget(say));
        let most = usize::try_from(1000 + 4 * most_samples(say)).unwrap_or(usize::MAX);
        let bytes = run(&program, plain(&say.text).into_bytes(), &watch, most)?;
        let clip = wav::read(&bytes).map_err(Failure::Garbage)?;
        if clip.is_empty() {
            return Err(Failure::Garbage("it sent no sound".into()));
        }
        Ok(clip.into())
    }
}

#[test]
fn the_list_is_understood() {
    let line = "com.apple.voice.premium.en-US.Zoe\ten-US\tZoe (Premium)\tpremium";
    let voice = parse(line).unwrap();
    assert_eq!(
        (voice.name.as_str(), voice.note.as_str()),
        ("com.apple.voice.premium.en-US.Zoe", "Zoe (Premium), premium")
    );
    assert_eq!(parse("nonsense"), None);
}
