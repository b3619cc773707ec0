//! eSpeak NG's own program, which speaks one text per run: many languages, formant synthesis.
//!
//! The text goes in on standard input only: among the arguments it could be an option that reads any file aloud.
//! Never with `-m`, which runs programs that the text names.

use std::time::Duration;

use super::plain;
use crate::clean;
use crate::engine::child::{self, Program, Watch};
use crate::engine::command::{most_bytes, record};
use crate::engine::mnemonics::{self, Phonemes};
use crate::engine::pool::Pool;
use crate::engine::{Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget};
use crate::language::is_english;
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result};

const NAME: &str = "espeak-ng";
/// How long it may take to list its voices.
const START: Duration = Duration::from_secs(20);
/// Words per minute at a speed of 1.
const WORDS: f32 = 175.0;

/// One voice for each language, English first.
pub(crate) fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let Some(program) = program(context) else { return Vec::new() };
    let voice = |listed: Listed| VoiceInfo {
        engine: NAME.into(),
        name: listed.language.clone(),
        language: Some(listed.language),
        note: listed.name.replace('_', " "),
    };
    let watch = Watch::new(context.cancel, START);
    list(&program, &watch).unwrap_or_default().into_iter().map(voice).collect()
}

/// Opens a voice by its language, such as `en-us`, and perhaps a variant, such as `en-us+f3`.
pub(crate) fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Espeak::open(name, tuning, context)?))
}

/// A voice of eSpeak NG.
#[derive(Debug)]
pub(crate) struct Espeak {
    /// How long it may take for a text; [`budget`] unless set otherwise.
    pub bound: fn(&Utterance) -> Duration,
    program: Program,
    phonemes: Phonemes,
    fingerprint: String,
    lanes: usize,
    runs: Pool<()>,
}

impl Espeak {
    /// As [`open`], but not boxed.
    pub(crate) fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Espeak> {
        let program =
            program(context).ok_or_else(|| no_engine("the program `espeak-ng` was not found".into()))?;
        let watch = Watch::new(context.cancel, START);
        let failed = |failure: Failure| super::unopened(&failure, no_engine);
        let known = list(&program, &watch).map_err(failed)?;
        let name = if name.is_empty() { "en-us" } else { name };
        let (language, variant) = name.split_once('+').map_or((name, None), |(l, v)| (l, Some(v)));
        let is_known = known.iter().any(|voice| voice.language == language);
        let variants = || variants(&program, &watch).unwrap_or_default();
        // It ignores variants that it does not have.
        if !is_known || variant.is_some_and(|variant| !variants().iter().any(|known| known == variant)) {
            let known = known.into_iter().map(|voice| voice.language).collect();
            return Err(Error::UnknownVoice { engine: NAME.into(), voice: name.into(), known });
        }
        let version = version(&program, &watch);
        let speed = (WORDS * tuning.rate).round();
        let pitch = pitch(tuning.pitch).round();
        let program = ["--stdin", "--stdout", "-b", "1", "-v", name].iter().fold(program, Program::arg);
        let program = program.arg("-s").arg(speed.to_string()).arg("-p").arg(pitch.to_string());
        let fingerprint = format!("{NAME} {version}, {name}, speed {speed}, pitch {pitch}");
        let lanes = context.lanes.max(1);
        let runs = Pool::new(lanes, context.cancel, None);
        let phonemes = Phonemes::of(language);
        Ok(Espeak { bound: budget, program, phonemes, fingerprint, lanes, runs })
    }
}

impl Engine for Espeak {
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.fingerprint.clone())
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        plain::line(&say.text)?;
        let text = mnemonics::sounded(
            say,
            |part| without_phonemes(&clean::audible(part)),
            |ipa| self.phonemes.write(ipa).map(|sounds| format!("[[{sounds}]]")),
        );
        record(&self.program, text, &self.runs, (self.bound)(say), most_bytes(say))
    }
}

/// espeak takes what is between `[[` and `]]` for the names of sounds: only ours are.
pub(in crate::engine) fn without_phonemes(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '[' | ']') && plain.ends_with(c) {
            plain.push(' ');
        }
        plain.push(c);
    }
    plain
}

/// A voice of the list.
struct Listed {
    language: String,
    name: String,
}

/// One voice for each language, English and American first; without those that need another program (MBROLA).
fn list(program: &Program, watch: &Watch<'_>) -> Result<Vec<Listed>, Failure> {
    let mut voices: Vec<Listed> = Vec::new();
    for [language, name, file] in table(program, "--voices", watch)? {
        if !file.starts_with("mb/") && voices.iter().all(|voice| voice.language != language) {
            voices.push(Listed { language, name });
        }
    }
    voices.sort_by_key(|voice| match voice.language.as_str() {
        "en-us" => 0,
        "en-gb" => 1,
        other if is_english(other) => 2,
        _ => 3,
    });
    Ok(voices)
}

/// The variants that any voice can have, such as `f3`.
fn variants(program: &Program, watch: &Watch<'_>) -> Result<Vec<String>, Failure> {
    let rows = table(program, "--voices=variant", watch)?;
    Ok(rows.into_iter().filter_map(|[_, _, file]| Some(file.strip_prefix("!v/")?.to_owned())).collect())
}

/// The columns for language, name and file of the table of voices.
fn table(program: &Program, option: &str, watch: &Watch<'_>) -> Result<Vec<[String; 3]>, Failure> {
    let output = child::run(&program.clone().arg(option), Vec::new(), watch, 1 << 20)?;
    let text = String::from_utf8_lossy(&output);
    let row = |line: &str| {
        let mut columns = line.split_whitespace().skip(1).map(str::to_owned);
        let language = columns.next()?;
        Some([language, columns.nth(1)?, columns.next()?])
    };
    Ok(text.lines().skip(1).filter_map(row).collect())
}

pub(in crate::engine) fn version(program: &Program, watch: &Watch<'_>) -> String {
    let output =
        child::run(&program.clone().arg("--version"), Vec::new(), watch, 1 << 16).unwrap_or_default();
    let text = String::from_utf8_lossy(&output).into_owned();
    let version = text.split_once(": ").and_then(|(_, rest)| rest.split_whitespace().next());
    version.unwrap_or("of unknown version").into()
}

/// espeak's pitch, 0 to 99 with 50 in the middle, that is `semitones` above it. It has no unit of its own: these
/// are the medians that an English sentence had, measured with version 1.51.
pub(super) fn pitch(semitones: f32) -> f32 {
    const MEASURED: [(f32, f32); 5] = [(-5.4, 0.0), (-3.2, 25.0), (0.0, 50.0), (4.2, 75.0), (8.8, 99.0)];
    let mut low = MEASURED[0];
    for high in MEASURED {
        if semitones <= high.0 {
            let part = if high.0 <= low.0 { 0.0 } else { ((semitones - low.0) / (high.0 - low.0)).max(0.0) };
            return low.1 + part * (high.1 - low.1);
        }
        low = high;
    }
    low.1
}

pub(in crate::engine) fn program(context: &EngineContext<'_>) -> Option<Program> {
    context.places.program(NAME).map(|path| Program::bare(&path, context.places))
}

fn no_engine(why: String) -> Error {
    let hint = "on Debian and Ubuntu: `apt-get install espeak-ng`".into();
    Error::NoEngine { engine: NAME.into(), why, hint }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_never_meet() {
        assert_eq!(without_phonemes("a [[h@l'oU]]] [b]"), "a [ [h@l'oU] ] ] [b]");
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "the points of the table are exact")]
    fn pitch_passes_through_what_was_measured() {
        assert_eq!([-12.0, 0.0, 4.2, 12.0].map(pitch), [0.0, 50.0, 75.0, 99.0]);
        assert!((50.0..75.0).contains(&pitch(2.0)));
    }
}
