//! Any program that takes text and gives a WAV.
//!
//! The text, in UTF-8 and on one line, is its standard input, never an argument; the WAV is its standard output;
//! success is exit code 0. What it complains about on its standard error is quoted when it fails. The program runs
//! once for each line to say, without any shell. Of the environment it sees who the user is and how things are written
//! ([`Places::variables`](crate::files::Places::variables)): a key that it needs, a script around it gives it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::child::{self, Program, Watch};
use super::platform::plain;
use super::pool::Pool;
use super::{Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget, most_samples};
use crate::audio::wav;
use crate::speech::Utterance;
use crate::voice::{Tuning, words};
use crate::{Error, Result};

const NAME: &str = "command";

/// None: nobody can list all programs that speak.
pub fn voices(_context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    Vec::new()
}

/// Opens `PROGRAM [ARGUMENT…]`, split at white space outside double quotes: a path, or a name in one of
/// [`Places::programs`](crate::files::Places::programs).
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Command::open(name, tuning, context)?))
}

/// A program and its fixed arguments. It is not told the [`Tuning`]: what it should know, its arguments say.
#[derive(Debug)]
pub struct Command {
    /// How long it may take for a text; [`budget`] unless set otherwise.
    pub bound: fn(&Utterance) -> Duration,
    program: Program,
    fingerprint: String,
    lanes: usize,
    runs: Pool<()>,
}

impl Command {
    /// As [`open`], but not boxed.
    pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Command> {
        let mut words = words(name).into_iter();
        let failed = |why: String| Error::NoEngine {
            engine: NAME.into(),
            why,
            hint: "give a program that reads text and writes WAV: `command:PROGRAM ARGUMENTS`".into(),
        };
        let asked = words.next().ok_or_else(|| failed("no program is given".into()))?;
        let path = find(&asked, context).ok_or_else(|| match context.places.refused_program(&asked) {
            Some(path) => failed(format!("other users can change `{}`, so it is not run", path.display())),
            None => failed(format!("the program `{asked}` was not found")),
        })?;
        let program = words.fold(Program::chosen(&path, context.places), Program::arg);
        let Tuning { rate, pitch } = tuning;
        let digest = child::digest(&path);
        let fingerprint =
            format!("{NAME} {} = {} {digest}, rate {rate}, pitch {pitch}", name.trim(), path.display());
        let lanes = context.lanes.max(1);
        let runs = Pool::new(lanes, context.cancel, None);
        Ok(Command { bound: budget, program, fingerprint, lanes, runs })
    }
}

fn find(program: &str, context: &EngineContext<'_>) -> Option<PathBuf> {
    let path = Path::new(program);
    if path.components().count() == 1 {
        return context.places.program(program);
    }
    // A relative path is meant from here, not from wherever the program search happens to look.
    std::path::absolute(path).ok().filter(|path| path.is_file())
}

impl Engine for Command {
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.fingerprint.clone())
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let text = plain::line(&say.text)? + "\n";
        record(&self.program, text, &self.runs, (self.bound)(say), most_bytes(say))
    }
}

/// Runs a program that reads a text and prints a WAV of at most so many bytes.
pub(in crate::engine) fn record(
    program: &Program,
    text: String,
    runs: &Pool<()>,
    budget: Duration,
    most: usize,
) -> Result<Spoken, Failure> {
    let run = |(): &mut (), watch: &Watch<'_>| child::run(program, text.into_bytes(), watch, most);
    let wav = runs.with(budget, |_| Ok(()), run)?;
    wav::read(&wav).map(Spoken::from).map_err(Failure::Garbage)
}

/// The most bytes of a WAV for a text: [`most_samples`] of 32 bits in stereo, and its header.
pub(in crate::engine) fn most_bytes(say: &Utterance) -> usize {
    usize::try_from(most_samples(say)).unwrap_or(usize::MAX).saturating_mul(8).saturating_add(1 << 16)
}
