//! flite, which speaks one text per run: clear American voices with a good sense for numbers.
//!
//! The text goes in on standard input. The sound comes in a file of a private folder, since flite appends to what
//! it has written, which no pipe can do. It reads ASCII only. It prints its sounds with their times.

mod words;

use std::path::Path;
use std::time::Duration;

use super::plain::{self, Charset};
use crate::audio::wav;
use crate::engine::child::{self, Child, Program, Watch};
use crate::engine::command::most_bytes;
use crate::engine::pool::Pool;
use crate::engine::{Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget};
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result, files};

const NAME: &str = "flite";
/// How long it may take to list its voices.
const START: Duration = Duration::from_secs(20);

/// What is known of flite's voices. `rms` and `awb` keep their own pitch whatever is set.
const KNOWN: [(&str, &str); 5] = [
    ("slt", "female, American, 16 kHz"),
    ("rms", "male, American, 16 kHz, of fixed pitch"),
    ("awb", "male, Scottish, 16 kHz, of fixed pitch"),
    ("kal16", "male, American, robotic, 16 kHz"),
    ("kal", "male, American, robotic, 8 kHz"),
];

/// The voices that this flite has built in.
pub(crate) fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let Some(program) = program(context) else { return Vec::new() };
    let voice = |name: String| {
        let note = KNOWN.iter().find(|(known, _)| *known == name).map_or("", |(_, note)| note);
        VoiceInfo { engine: NAME.into(), name, language: Some("en".into()), note: note.into() }
    };
    list(&program, &Watch::new(context.cancel, START)).unwrap_or_default().into_iter().map(voice).collect()
}

/// Opens a voice by its name, such as `slt`.
pub(crate) fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Flite::open(name, tuning, context)?))
}

/// A voice of flite.
#[derive(Debug)]
pub(crate) struct Flite {
    /// How long it may take for a text; [`budget`] unless set otherwise.
    pub bound: fn(&Utterance) -> Duration,
    program: Program,
    fingerprint: String,
    lanes: usize,
    folders: Pool<tempfile::TempDir>,
}

impl Flite {
    /// As [`open`], but not boxed.
    pub(crate) fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Flite> {
        let program =
            program(context).ok_or_else(|| no_engine("the program `flite` was not found".into()))?;
        let watch = Watch::new(context.cancel, START);
        let failed = |failure: Failure| super::unopened(&failure, no_engine);
        let known = list(&program, &watch).map_err(failed)?;
        let name = if name.is_empty() { "slt" } else { name };
        // Asked for a voice that it does not have, flite would speak with another.
        if !known.iter().any(|known| known == name) {
            return Err(Error::UnknownVoice { engine: NAME.into(), voice: name.into(), known });
        }
        let version = version(&program, &watch);
        let stretch = 1.0 / tuning.rate;
        let shift = libm::exp2f(tuning.pitch / 12.0);
        let program = program.arg("-voice").arg(name);
        let program = program.arg("--setf").arg(format!("duration_stretch={stretch}"));
        let program = program.arg("--setf").arg(format!("f0_shift={shift}"));
        let fingerprint = format!("{NAME} {version}, {name}, duration_stretch {stretch}, f0_shift {shift}");
        let lanes = context.lanes.max(1);
        let folders = Pool::new(lanes, context.cancel, None);
        Ok(Flite { bound: budget, program, fingerprint, lanes, folders })
    }
}

impl Engine for Flite {
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.fingerprint.clone())
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let text = plain::bytes(&plain::line(&say.text)?, Charset::Ascii).bytes;
        let make = |_: &Watch<'_>| {
            tempfile::tempdir()
                .map_err(|error| Failure::Died(format!("cannot create a folder for its sound: {error}")))
        };
        // A sound is printed in some ten bytes.
        let most_printed = 64 * say.text.len() + (1 << 16);
        let (clip, printed) = self.folders.with((self.bound)(say), make, |folder, watch| {
            let file = folder.path().join("speech.wav");
            let program = self.program.clone().arg("-psdur").arg("-o").arg(&file);
            let spoken = child::run(&program, text, watch, most_printed).and_then(|printed| {
                let wav = take(&file, most_bytes(say))?;
                Ok((wav::read(&wav).map_err(Failure::Garbage)?, printed))
            });
            spoken.map_err(|failure| super::of_disk_or_program(folder.path(), failure))
        })?;
        let printed = String::from_utf8_lossy(&printed);
        let words = words::place(&printed, &say.text, clip.rate, clip.len());
        Ok(Spoken { clip, words, doubt: None })
    }
}

/// Reads a file of at most `most` bytes, and removes it so that nobody takes it for the next.
pub(super) fn take(file: &Path, most: usize) -> Result<Vec<u8>, Failure> {
    let bytes = files::read(file, most as u64).map_err(|error| Failure::Garbage(error.to_string()));
    // It is in a folder that will be removed anyway.
    let _ = std::fs::remove_file(file);
    bytes
}

fn program(context: &EngineContext<'_>) -> Option<Program> {
    context.places.program(NAME).map(|path| Program::bare(&path, context.places))
}

/// The voices that it names, without those that only tell the time.
fn list(program: &Program, watch: &Watch<'_>) -> Result<Vec<String>, Failure> {
    let output = child::run(&program.clone().arg("-lv"), Vec::new(), watch, 1 << 16)?;
    let text = String::from_utf8_lossy(&output);
    let names = text.split_once(':').map_or("", |(_, names)| names).split_whitespace();
    let mut names: Vec<String> = names.filter(|name| !name.ends_with("_time")).map(str::to_owned).collect();
    names.sort_by_key(|name| KNOWN.iter().position(|(known, _)| known == name).unwrap_or(KNOWN.len()));
    names.dedup();
    Ok(names)
}

/// The line of its version; it ends with an exit code of its own liking.
fn version(program: &Program, watch: &Watch<'_>) -> String {
    let asked =
        Child::spawn(&program.clone().arg("--version")).and_then(|mut child| child.rest(watch, 1 << 16));
    let output = asked.unwrap_or_default();
    let text = String::from_utf8_lossy(&output).into_owned();
    let version = text.lines().find_map(|line| line.trim().strip_prefix("version: flite-"));
    version.and_then(|version| version.split_whitespace().next()).unwrap_or("of unknown version").into()
}

fn no_engine(why: String) -> Error {
    let hint = "on Debian and Ubuntu: `apt-get install flite`".into();
    Error::NoEngine { engine: NAME.into(), why, hint }
}
