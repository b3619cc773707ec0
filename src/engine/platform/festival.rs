//! Festival, as `festival --pipe`: the best voices that Debian has, and the time of each word.
//!
//! It is an evaluator of Scheme, so that a text must never leave its string literal: `literal` sees to that.
//! Its server is not used: it would listen on all addresses and evaluate what anybody sends.
//!
//! Speed works with all voices; the pitch of voices made with HTS, such as `cmu_us_slt_arctic_hts`, cannot be set.

mod words;

use std::time::Duration;

use super::flite::take;
use super::plain::{self, Charset};
use crate::audio::wav;
use crate::engine::child::{Child, Program, Watch, printable};
use crate::engine::command::most_bytes;
use crate::engine::pool::Pool;
use crate::engine::{Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, budget};
use crate::speech::Utterance;
use crate::voice::Tuning;
use crate::{Error, Result};

const NAME: &str = "festival";
/// How long it may take to start and to load a voice.
const START: Duration = Duration::from_secs(30);
/// What it prints when a command is done, whether well or not.
const END: &[u8] = b"@articast-end";
/// The voice that is taken when none is asked for, if it is there.
const USUAL: &str = "cmu_us_slt_arctic_hts";

/// What each child learns first. For each word that is spoken it prints a line with its end and its token.
const LESSON: &str = include_str!("festival/lesson.scm");

/// The voices that Festival finds in its folders.
pub(crate) fn voices(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let Some(program) = program(context) else { return Vec::new() };
    let watch = Watch::new(context.cancel, START);
    let listed = Worker::start(&program, &watch).and_then(|mut worker| worker.voices(&watch));
    let voice = |voice: Voice| VoiceInfo {
        engine: NAME.into(),
        language: voice.tag().map(str::to_owned),
        note: format!("{}, {}", voice.gender, voice.dialect),
        name: voice.name,
    };
    listed.unwrap_or_default().into_iter().map(voice).collect()
}

/// Opens a voice by its name, such as `cmu_us_slt_arctic_hts`.
pub(crate) fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Festival::open(name, tuning, context)?))
}

/// A voice of Festival.
#[derive(Debug)]
pub(crate) struct Festival {
    /// How long it may take for a text; [`budget`] unless set otherwise.
    pub bound: fn(&Utterance) -> Duration,
    program: Program,
    choice: String,
    charset: Charset,
    fingerprint: String,
    lanes: usize,
    workers: Pool<Worker>,
}

impl Festival {
    /// As [`open`], but not boxed.
    pub(crate) fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Festival> {
        let program =
            program(context).ok_or_else(|| no_engine("the program `festival` was not found".into()))?;
        let watch = Watch::new(context.cancel, START);
        let failed = |failure: Failure| super::unopened(&failure, no_engine);
        let mut worker = Worker::start(&program, &watch).map_err(failed)?;
        let known = worker.voices(&watch).map_err(failed)?;
        let asked = |voice: &&Voice| voice.name == name || (name.is_empty() && voice.name == USUAL);
        let voice = known.iter().find(asked).or_else(|| known.first().filter(|_| name.is_empty()));
        let Some(voice) = voice else {
            let known = known.into_iter().map(|voice| voice.name).collect();
            return Err(Error::UnknownVoice { engine: NAME.into(), voice: name.into(), known });
        };
        let Tuning { rate, pitch } = tuning;
        let factor = libm::exp2f(pitch / 12.0);
        let choice = format!("(articast_voice '{} {rate} {factor})\n", voice.name);
        let version =
            worker.ask("(format t \"%s\\n\" festival_version)\n", &watch).map_err(failed)?.join(" ");
        // English voices know no letters with accents, and skip them.
        let charset = if voice.language == "english" { Charset::Ascii } else { Charset::Latin1 };
        let fingerprint = format!("{NAME} {version}, {}, rate {rate}, pitch {pitch}", voice.name);
        let lanes = context.lanes.max(1);
        // A voice takes half a second to load: workers do that once there is something to say.
        let workers = Pool::new(lanes, context.cancel, None);
        Ok(Festival { bound: budget, program, choice, charset, fingerprint, lanes, workers })
    }
}

impl Engine for Festival {
    fn fingerprint(&self) -> Fingerprint {
        Fingerprint(self.fingerprint.clone())
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        plain::line(&say.text)?;
        let text = plain::bytes(&say.text, self.charset);
        let start = |watch: &Watch<'_>| {
            let mut worker = Worker::start(&self.program, watch)?;
            worker.choose(&self.choice, watch)?;
            Ok(worker)
        };
        let speak = |worker: &mut Worker, watch: &Watch<'_>| {
            let said = worker
                .speak(&text.bytes, most_bytes(say), watch)
                .and_then(|(wav, spoken)| Ok((wav::read(&wav).map_err(Failure::Garbage)?, spoken)));
            said.map_err(|failure| super::of_disk_or_program(worker.folder.path(), failure))
        };
        let (clip, spoken) = self.workers.with((self.bound)(say), start, speak)?;
        let words = words::place(&spoken, &text, &say.text, clip.rate);
        Ok(Spoken { clip, words, doubt: None })
    }
}

/// A running Festival, and the private folder that its sound comes in.
#[derive(Debug)]
struct Worker {
    child: Child,
    folder: tempfile::TempDir,
}

impl Worker {
    fn start(program: &Program, watch: &Watch<'_>) -> Result<Worker, Failure> {
        let folder = tempfile::tempdir();
        let folder = folder
            .map_err(|error| Failure::Died(format!("cannot create a folder for its sound: {error}")))?;
        let mut worker = Worker { child: Child::spawn(program)?, folder };
        worker.ask(LESSON, watch)?;
        Ok(worker)
    }

    /// Has Scheme evaluated, and gives the lines that it printed.
    fn ask(&mut self, scheme: impl Into<Vec<u8>>, watch: &Watch<'_>) -> Result<Vec<String>, Failure> {
        const MOST_LINES: usize = 100_000;
        self.child.send(scheme);
        // A command of its own, since an error ends the command that it is in; and it keeps what it prints until
        // it is told not to.
        self.child.send("(format t \"\\n@articast-end\\n\")\n(fflush nil)\n");
        let mut lines = Vec::new();
        loop {
            let line = self.child.line(watch, 1 << 16)?;
            match line.as_slice() {
                END => return Ok(lines),
                b"" => {}
                _ if lines.len() == MOST_LINES => {
                    return Err(Failure::Garbage("an endless answer".into()));
                }
                // It writes what it reads: Latin-1.
                line => lines.push(line.iter().copied().map(char::from).collect()),
            }
        }
    }

    /// The voices, as many as have names that can be written as symbols.
    fn voices(&mut self, watch: &Watch<'_>) -> Result<Vec<Voice>, Failure> {
        let lines = self.ask("(articast_voices)\n", watch)?;
        let voice = |line: &String| {
            let mut fields = line.strip_prefix("voice\t")?.split('\t').map(str::to_owned);
            let name = fields.next().filter(|name| is_symbol(name))?;
            Some(Voice { name, language: fields.next()?, gender: fields.next()?, dialect: fields.next()? })
        };
        let mut voices: Vec<Voice> = lines.iter().filter_map(voice).collect();
        voices.sort_by_key(|voice| (voice.language != "english", voice.name != USUAL, voice.name.clone()));
        Ok(voices)
    }

    fn choose(&mut self, choice: &str, watch: &Watch<'_>) -> Result<(), Failure> {
        let lines = self.ask(choice, watch)?;
        if lines.iter().any(|line| line == "chosen") { Ok(()) } else { Err(self.silent(&lines)) }
    }

    /// Says Latin-1, and gives the WAV and the words' ends.
    fn speak(
        &mut self,
        text: &[u8],
        most: usize,
        watch: &Watch<'_>,
    ) -> Result<(Vec<u8>, Vec<words::Spoken>), Failure> {
        let file = self.folder.path().join("speech.wav");
        let path =
            file.to_str().ok_or_else(|| Failure::Refused("a temporary folder that is not UTF-8".into()))?;
        let mut scheme = b"(articast_say ".to_vec();
        scheme.extend(literal(text));
        scheme.push(b' ');
        scheme.extend(literal(path.as_bytes()));
        scheme.extend(b")\n");
        let lines = self.ask(scheme, watch)?;
        if !lines.iter().any(|line| line == "said") {
            return Err(self.silent(&lines));
        }
        let spoken = lines.iter().filter_map(|line| words::Spoken::read(line)).collect();
        Ok((take(&file, most)?, spoken))
    }

    /// Why a command did not do what it should: its error goes to the standard error, which may arrive later.
    fn silent(&self, lines: &[String]) -> Failure {
        let said = [self.child.complaints(), printable(lines.join(" ").as_bytes())].join(" ");
        Failure::Garbage(format!("no sound: {}", said.trim()))
    }
}

/// A voice as Festival describes it.
#[derive(Debug)]
struct Voice {
    name: String,
    language: String,
    gender: String,
    dialect: String,
}

impl Voice {
    /// The BCP 47 tag of the language, where it is one of those that Festival's voices commonly have.
    fn tag(&self) -> Option<&'static str> {
        Some(match (self.language.as_str(), self.dialect.as_str()) {
            ("english" | "americanenglish", "american") => "en-US",
            ("english" | "britishenglish", "british") => "en-GB",
            ("english", "scottish") => "en-GB-scotland",
            ("english" | "americanenglish" | "britishenglish", _) => "en",
            ("spanish" | "castillian", _) => "es",
            ("italian", _) => "it",
            ("finnish", _) => "fi",
            ("czech", _) => "cs",
            ("russian", _) => "ru",
            ("german", _) => "de",
            ("french", _) => "fr",
            ("catalan", _) => "ca",
            _ => return None,
        })
    }
}

/// A name that is one symbol of Scheme and nothing else.
fn is_symbol(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
}

/// A string literal of Scheme that evaluates to the bytes, whatever they are. Lines and NULs would confuse the
/// reader: they become spaces.
fn literal(bytes: &[u8]) -> Vec<u8> {
    let mut literal = vec![b'"'];
    for &byte in bytes {
        match byte {
            b'"' | b'\\' => literal.extend([b'\\', byte]),
            0..0x20 | 0x7f => literal.push(b' '),
            _ => literal.push(byte),
        }
    }
    literal.push(b'"');
    literal
}

fn program(context: &EngineContext<'_>) -> Option<Program> {
    let path = context.places.program(NAME)?;
    Some(Program::bare(&path, context.places).arg("--pipe"))
}

fn no_engine(why: String) -> Error {
    let hint = "on Debian and Ubuntu: `apt-get install festival festvox-us-slt-hts`".into();
    Error::NoEngine { engine: NAME.into(), why, hint }
}

#[cfg(test)]
mod tests;
