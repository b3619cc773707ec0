//! A conversation with one running output module.

use super::wire::{self, Block};
use crate::audio::{Clip, Rate};
use crate::engine::Failure;
use crate::engine::child::{Child, Program, Watch};

/// The longest line of any module: the blocks of those that exist have 10,000 bytes before escaping.
const LONGEST_LINE: usize = 1 << 20;
/// The most voices that are read. espeak-ng lists some 13,000: its languages times its variants.
const MOST_VOICES: usize = 200_000;

/// A voice as a module lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Voice {
    /// The name by which the module knows it.
    pub(super) name: String,
    /// Its language, as a tag.
    pub(super) language: String,
    /// Its variant: most often `none`.
    pub(super) variant: String,
}

/// A running module that sends its sound to us.
#[derive(Debug)]
pub(super) struct Module(Child);

impl Module {
    /// Starts a module and asks it for its sound. [`Failure::Refused`] means that it works but has no voice for
    /// us: it lacks a voice, a setting or the server mode.
    pub(super) fn start(program: &Program, watch: &Watch<'_>) -> Result<Module, Failure> {
        let mut module = Module(Child::spawn(program)?);
        module.command("INIT\n", watch, 299)?;
        module.command("AUDIO\n", watch, 207)?;
        module.command(&wire::stuffed("audio_output_method=server"), watch, 203)?;
        Ok(module)
    }

    /// Sets what `lines` say, one `name=value` each. Must happen before the first [`Module::speak`]: espeak-ng
    /// aborts on a text while it knows no language.
    pub(super) fn set(&mut self, lines: &str, watch: &Watch<'_>) -> Result<(), Failure> {
        self.command("SET\n", watch, 203)?;
        self.command(&wire::stuffed(lines), watch, 203)?;
        Ok(())
    }

    /// All voices that it lists.
    pub(super) fn voices(&mut self, watch: &Watch<'_>) -> Result<Vec<Voice>, Failure> {
        let lines = self.command("LIST VOICES\n", watch, 200)?;
        let voices = lines.iter().filter_map(|line| {
            let text = std::str::from_utf8(line).ok()?;
            let mut fields = text.split('\t').map(str::to_owned);
            Some(Voice { name: fields.next()?, language: fields.next()?, variant: fields.next()? })
        });
        Ok(voices.collect())
    }

    /// Says a message of [`wire::message`]; at most `most` samples.
    pub(super) fn speak(&mut self, message: &str, most: u64, watch: &Watch<'_>) -> Result<Clip, Failure> {
        self.command("SPEAK\n", watch, 202)?;
        self.command(message, watch, 200)?;
        let mut format: Option<Rate> = None;
        let mut samples = Vec::new();
        let mut block = Block::default();
        loop {
            let line = self.0.line(watch, LONGEST_LINE)?;
            let reply = wire::reply(&line).ok_or_else(|| odd(&line))?;
            match (reply.code, reply.is_last) {
                // The beginning, marks and sound icons carry no sound.
                (700 | 701 | 706, _) => {}
                (702, true) => break,
                (705, false) => block.take(reply.rest).map_err(Failure::Garbage)?,
                (705, true) => {
                    let (rate, sound) = std::mem::take(&mut block).finish().map_err(Failure::Garbage)?;
                    if format.is_some_and(|format| format != rate) {
                        return Err(Failure::Garbage("the sample rate changed in the middle".into()));
                    }
                    format = Some(rate);
                    samples.extend(sound);
                    if most < samples.len() as u64 {
                        return Err(Failure::Garbage(format!("more than {most} samples")));
                    }
                }
                _ => return Err(odd(&line)),
            }
        }
        let rate = format.ok_or_else(|| Failure::Garbage("no sound at all".into()))?;
        Ok(Clip { rate, samples })
    }

    /// Sends a command and reads the whole answer, whose last line must have the code `expected`; gives what
    /// follows the codes of the lines before it.
    fn command(&mut self, text: &str, watch: &Watch<'_>, expected: u16) -> Result<Vec<Vec<u8>>, Failure> {
        self.0.send(text);
        let mut lines = Vec::new();
        loop {
            let line = self.0.line(watch, LONGEST_LINE)?;
            let reply = wire::reply(&line).ok_or_else(|| odd(&line))?;
            match (reply.is_last, reply.code) {
                (true, code) if code == expected => return Ok(lines),
                (true, 300..500) => {
                    lines.push(reply.rest.to_vec());
                    return Err(Failure::Refused(crate::engine::child::printable(&lines.join(&b' '))));
                }
                (true, _) => return Err(odd(&line)),
                (false, _) if MOST_VOICES < lines.len() => {
                    return Err(Failure::Garbage("an endless answer".into()));
                }
                (false, _) => lines.push(reply.rest.to_vec()),
            }
        }
    }
}

fn odd(line: &[u8]) -> Failure {
    let shown = &line[..line.len().min(80)];
    Failure::Garbage(format!("the line `{}`", crate::engine::child::printable(shown)))
}
