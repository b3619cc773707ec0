//! The output modules of speech-dispatcher, run as child processes that send their sound to us. The daemon itself
//! plays no part: it cannot hand out sound. <https://freebsoft.org/doc/speechd/speech-dispatcher.html>
//!
//! Any program `sd_*` in one of [`Places::modules`] counts that speaks the protocol and has the server mode, so
//! that a module from elsewhere brings its voices by being there; not one that other users could change.
//!
//! Sounds that are given cannot reach them: espeak-ng's module does not ask for its phonemes, so that it reads the names
//! in `<phoneme alphabet="espeak">` as if they were words, and it skips those in the IPA. The words for them are said.

mod module;
mod wire;

use std::path::{Path, PathBuf};
use std::time::Duration;

use self::module::{Module, Voice};
use super::plain;
use crate::engine::child::{self, Program, Watch};
use crate::engine::pool::Pool;
use crate::engine::{Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget, most_samples};
use crate::files::{self, Places, trust};
use crate::language::{hyphenated, is_english};
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result};

const NAME: &str = "speechd";
/// How long a module may take to start and to list its voices: some read hundreds of megabytes.
const START: Duration = Duration::from_secs(30);

/// The voices of all modules that work here: espeak-ng's languages, but not their thousands of variants.
pub fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let mut found = Vec::new();
    for (module, path) in modules(context.places) {
        let watch = Watch::new(context.cancel, START);
        let listed = Module::start(&program(&module, &path, context.places), &watch)
            .and_then(|mut running| running.voices(&watch))
            .unwrap_or_default();
        for voice in sorted(listed).into_iter().filter(|voice| voice.variant == "none") {
            found.push(VoiceInfo {
                engine: NAME.into(),
                name: format!("{module}/{}", voice.name),
                language: Some(voice.language),
                note: format!("speech-dispatcher's {module}"),
            });
        }
    }
    found
}

/// Opens a voice: `MODULE/VOICE` by the voice's name, `MODULE/LANGUAGE`, or a bare `MODULE` for its English.
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Speechd::open(name, tuning, context)?))
}

/// A voice of a module.
#[derive(Debug)]
pub struct Speechd {
    /// How long it may take for a text; [`budget`] unless set otherwise.
    pub bound: fn(&Utterance) -> Duration,
    program: Program,
    settings: String,
    fingerprint: String,
    lanes: usize,
    /// Whether each line needs a module of its own.
    is_alone: bool,
    workers: Pool<Option<Module>>,
}

impl Speechd {
    /// As [`open`], but not boxed.
    pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Speechd> {
        let name = if name.is_empty() { "espeak-ng" } else { name };
        let (module, asked) =
            name.split_once('/').map_or((name, None), |(module, voice)| (module, Some(voice)));
        let known = modules(context.places);
        let Some((_, path)) = known.iter().find(|(known, _)| known == module) else {
            return Err(if known.is_empty() {
                no_engine("no output module of speech-dispatcher is installed".into())
            } else {
                unknown_voice(name, known.into_iter().map(|(module, _)| module).collect())
            });
        };
        let program = program(module, path, context.places);
        let watch = Watch::new(context.cancel, START);
        let no_module = |why: String| no_engine(format!("its module `{module}`: {why}"));
        let failed = |failure: Failure| super::unopened(&failure, no_module);
        let mut worker = Module::start(&program, &watch).map_err(failed)?;
        let listed = sorted(worker.voices(&watch).map_err(failed)?);
        let Some(voice) = pick(&listed, asked) else {
            let names = listed.iter().filter(|voice| voice.variant == "none");
            return Err(unknown_voice(name, names.map(|voice| format!("{module}/{}", voice.name)).collect()));
        };
        let settings = settings(module, voice, tuning);
        worker.set(&settings, &watch).map_err(failed)?;
        let is_alone = remembers(module);
        let fingerprint = format!(
            "{NAME} module {module} {}, configuration {}, {}{}",
            child::digest(path),
            config_digest(module, context.places),
            settings.replace('\n', " "),
            if is_alone { ", each line alone" } else { "" }
        );
        let lanes = context.lanes.max(1);
        let workers = Pool::new(lanes, context.cancel, Some(Some(worker)));
        Ok(Speechd { bound: budget, program, settings, fingerprint, lanes, is_alone, workers })
    }
}

impl Engine for Speechd {
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.fingerprint.clone())
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let message = wire::message(&plain::line(&say.text)?);
        let start = |watch: &Watch<'_>| {
            let mut module = Module::start(&self.program, watch)?;
            module.set(&self.settings, watch)?;
            Ok(module)
        };
        let speak = |worker: &mut Option<Module>, watch: &Watch<'_>| {
            let mut module = worker.take().map_or_else(|| start(watch), Ok)?;
            let clip = module.speak(&message, most_samples(say), watch)?;
            *worker = Some(module).filter(|_| !self.is_alone);
            Ok(clip)
        };
        let clip = self.workers.with((self.bound)(say), |_| Ok(None), speak)?;
        Ok(clip.into())
    }
}

/// Whether what a module said before changes the sound of what it says next. espeak-ng's synthesizer goes on where it
/// stopped, and no setting takes it back: the same sentence is some samples longer or shorter each time. Its first one
/// is always the same.
fn remembers(module: &str) -> bool {
    module.starts_with("espeak")
}

/// The modules that are there, by name, in order; of two with the same name, the one in the earlier folder.
fn modules(places: &Places) -> Vec<(String, PathBuf)> {
    let mut found: Vec<(String, PathBuf)> = Vec::new();
    for dir in &places.modules {
        let entries = std::fs::read_dir(dir).into_iter().flatten().filter_map(std::result::Result::ok);
        for path in entries.map(|entry| entry.path()).filter(|path| path.is_file() && trust::is_own(path)) {
            let name =
                path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix("sd_"));
            if let Some(name) = name.filter(|name| found.iter().all(|(known, _)| known != name)) {
                found.push((name.to_owned(), path.clone()));
            }
        }
    }
    found.sort();
    found
}

/// A module's configuration is optional, but without it espeak-ng sends its sound in other blocks and speaks at a
/// slightly different speed.
fn config(module: &str, places: &Places) -> Option<PathBuf> {
    places
        .module_configs
        .iter()
        .map(|dir| dir.join(format!("{module}.conf")))
        .find(|path| trust::is_own(path))
}

/// What a fingerprint says of the configuration: it sets what the scales of speed mean.
fn config_digest(module: &str, places: &Places) -> String {
    let bytes = config(module, places).and_then(|path| files::read(&path, 1 << 20).ok()).unwrap_or_default();
    blake3::hash(&bytes).to_hex()[..16].to_owned()
}

fn program(module: &str, path: &Path, places: &Places) -> Program {
    let program = Program::bare(path, places);
    match config(module, places) {
        Some(config) => program.arg(config),
        None => program,
    }
}

/// The voices with English first, American before others: what is asked for most.
fn sorted(mut voices: Vec<Voice>) -> Vec<Voice> {
    voices.sort_by_cached_key(|voice| {
        let language = hyphenated(&voice.language).to_ascii_lowercase();
        let rank = match language.as_str() {
            "en-us" => 0,
            "en" => 1,
            "en-gb" => 2,
            other if is_english(other) => 3,
            _ => 4,
        };
        (rank, voice.variant != "none", voice.name.clone())
    });
    voices
}

/// The voice that was asked for, by its name or else its language; without either, the first.
fn pick<'a>(voices: &'a [Voice], asked: Option<&str>) -> Option<&'a Voice> {
    let Some(asked) = asked else { return voices.first() };
    let plain = || voices.iter().filter(|voice| voice.variant == "none");
    let by_name = voices.iter().find(|voice| voice.name == asked);
    by_name.or_else(|| plain().find(|voice| voice.language.eq_ignore_ascii_case(asked)))
}

/// What is set once in each worker.
fn settings(module: &str, voice: &Voice, tuning: Tuning) -> String {
    let (rate, pitch) = match module {
        "flite" => (flite_rate(tuning.rate), flite_pitch(tuning.pitch)),
        _ => (espeak_rate(tuning.rate), espeak_pitch(tuning.pitch)),
    };
    // A volume of 0 is the voice as it is; at 100, which the daemon sets, espeak-ng clips.
    format!(
        "pitch={pitch}\npitch_range=0\nrate={rate}\nvolume=0\npunctuation_mode=none\nspelling_mode=off\n\
         cap_let_recogn=none\nvoice=male1\nlanguage={}\nsynthesis_voice={}",
        voice.language, voice.name
    )
}

/// Modules count speed from −100 to 100. espeak's take it for 80, 170 and 449 words per minute at −100, 0 and 100.
fn espeak_rate(factor: f32) -> i32 {
    let words = 170.0 * factor;
    whole(if words < 170.0 { (words - 170.0) / 0.9 } else { (words - 170.0) / 2.79 })
}

/// espeak's modules map −100 to 100 onto the 0 to 99 of espeak.
fn espeak_pitch(semitones: f32) -> i32 {
    whole((super::espeak::pitch(semitones) - 50.0) * 2.0)
}

/// flite's module stretches by 1 − r/50 below 0 and by 1 − r/175 above.
fn flite_rate(factor: f32) -> i32 {
    let stretch = 1.0 / factor;
    whole((1.0 - stretch) * if stretch < 1.0 { 175.0 } else { 50.0 })
}

/// flite's module speaks at 100 + 0.8 p hertz on average.
fn flite_pitch(semitones: f32) -> i32 {
    whole((libm::exp2f(semitones / 12.0) - 1.0) * 125.0)
}

#[expect(clippy::cast_possible_truncation, reason = "it is clamped before")]
fn whole(value: f32) -> i32 {
    value.round().clamp(-100.0, 100.0) as i32
}

fn no_engine(why: String) -> Error {
    let hint = "on Debian and Ubuntu: `apt-get install speech-dispatcher-espeak-ng`".into();
    Error::NoEngine { engine: NAME.into(), why, hint }
}

fn unknown_voice(name: &str, known: Vec<String>) -> Error {
    Error::UnknownVoice { engine: NAME.into(), voice: name.into(), known }
}

/// What fuzzers reach of the protocol.
#[doc(hidden)]
pub fn fuzzed(bytes: &[u8]) {
    wire::fuzzed(bytes);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tuning_is_mapped_to_the_modules_scales() {
        assert_eq!([0.5, 1.0, 2.0].map(espeak_rate), [-94, 0, 61]);
        assert_eq!([0.5, 1.0, 2.0].map(flite_rate), [-50, 0, 88]);
        assert_eq!([-12.0, 0.0, 12.0].map(flite_pitch), [-63, 0, 100]);
        assert_eq!([-12.0, 0.0, 12.0].map(espeak_pitch), [-100, 0, 98]);
        assert!((1..100).contains(&espeak_pitch(3.0)));
    }

    #[test]
    fn voices_are_found_by_name_and_by_language() {
        let voice = |name: &str, language: &str, variant: &str| Voice {
            name: name.into(),
            language: language.into(),
            variant: variant.into(),
        };
        let voices = sorted(vec![
            voice("Afrikaans", "af", "none"),
            voice("English (Great Britain)", "en-GB", "none"),
            voice("English (America)+Alex", "en-us", "Alex"),
            voice("English (America)", "en-us", "none"),
        ]);
        let name = |asked| pick(&voices, asked).map(|voice| voice.name.as_str());
        assert_eq!(name(None), Some("English (America)"));
        assert_eq!(name(Some("en-gb")), Some("English (Great Britain)"));
        assert_eq!(name(Some("English (America)+Alex")), Some("English (America)+Alex"));
        assert_eq!(name(Some("Klingon")), None);
    }
}
