//! Printing: to people and to programs, and nothing from outside unescaped.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write as _};
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use crate::clean;
pub(super) use crate::error::count;
use crate::{Error, Result};

/// Why writing to a string cannot fail.
pub(super) const STRING: &str = "a string takes all text";

/// How much people are told beside results, warnings and errors.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Volume {
    /// Nothing.
    Quiet,
    /// Progress, and what was done.
    #[default]
    Usual,
    /// Each line that is spoken, and why voices were passed over.
    Verbose,
}

/// The two streams that people read.
pub(super) struct Terminal {
    /// How much is told.
    pub(super) volume: Volume,
    /// Whether somebody watches standard error.
    pub(super) watched: bool,
    /// Whether somebody watches standard output.
    pub(super) shown: bool,
}

impl Terminal {
    pub(super) fn new(volume: Volume) -> Terminal {
        Terminal { volume, watched: io::stderr().is_terminal(), shown: io::stdout().is_terminal() }
    }

    /// Prints a result. On a terminal, what could steer it is made harmless; a file gets the text as it is.
    pub(super) fn text(&self, text: &str) -> Result<Outcome> {
        let text = if self.shown { clean::terminal(text) } else { Cow::Borrowed(text) };
        self.bytes(text.as_bytes())
    }

    /// Prints a result as [`text`](Terminal::text) does, piece by piece: a long one is never held whole.
    pub(super) fn display(&self, value: &impl fmt::Display) -> Result<Outcome> {
        let mut pieces = Pieces { out: BufWriter::new(io::stdout().lock()), shown: self.shown, failed: None };
        let written = write!(pieces, "{value}");
        let failed = pieces.failed.or_else(|| pieces.out.flush().err());
        match failed.or(written.err().map(io::Error::other)) {
            None => Ok(Outcome::Done),
            Some(error) => Err(Error::writing(Path::new("standard output"))(error)),
        }
    }

    /// Prints bytes as they are.
    #[expect(clippy::unused_self, reason = "who prints holds the terminal")]
    pub(super) fn bytes(&self, bytes: &[u8]) -> Result<Outcome> {
        let mut out = io::stdout().lock();
        let done = out.write_all(bytes).and_then(|()| out.flush());
        done.map_err(Error::writing(Path::new("standard output")))?;
        Ok(Outcome::Done)
    }

    /// Prints a value as one line of JSON.
    pub(super) fn json(&self, value: &impl Serialize) -> Result<Outcome> {
        let mut line = serde_json::to_vec(value).expect("what is printed is plain data");
        line.push(b'\n');
        self.bytes(&line)
    }

    /// Tells people something beside the result, unless they want to hear nothing.
    pub(super) fn note(&self, text: &str) {
        if Volume::Quiet < self.volume {
            self.say(text);
        }
    }

    /// Tells people what may be wrong.
    pub(super) fn warn(&self, text: &str) {
        self.say(&format!("warning: {text}"));
    }

    #[expect(clippy::unused_self, reason = "who prints holds the terminal")]
    fn say(&self, text: &str) {
        // Nobody can be told that standard error is gone.
        let _ = writeln!(io::stderr(), "{}", clean::terminal(text));
    }

    /// Asks people something; what they answer comes on the same line.
    #[expect(clippy::unused_self, reason = "who prints holds the terminal")]
    fn ask(&self, question: &str) {
        let mut err = io::stderr();
        // Nobody can be asked where standard error is gone.
        let _ = write!(err, "{}", clean::terminal(question)).and_then(|()| err.flush());
    }

    /// Whether somebody is there to be asked.
    pub(super) fn can_ask(&self) -> bool {
        self.watched && io::stdin().is_terminal()
    }

    /// Asks people something, and reads their line.
    pub(super) fn answer(&self, question: &str) -> Result<String> {
        self.ask(question);
        let mut answer = String::new();
        io::stdin().read_line(&mut answer).map_err(Error::reading(Path::new("standard input")))?;
        Ok(answer)
    }

    /// Asks people for a yes; where nobody is there, that is none.
    pub(super) fn confirm(&self, question: &str) -> Result<bool> {
        if !self.can_ask() {
            return Ok(false);
        }
        let answer = self.answer(&format!("{question} [y/N] "))?;
        Ok(["y", "yes"].contains(&answer.trim().to_lowercase().as_str()))
    }

    /// Tells people what went wrong, why, and what mends it.
    pub(super) fn error(&self, error: &Error) {
        let mut text = format!("error: {}", error.with_causes());
        if let Some(hint) = error.hint() {
            write!(text, "\n  hint: {hint}").expect(STRING);
        }
        self.say(&text);
    }
}

/// Standard output, as something is written to it in pieces.
struct Pieces<'a> {
    out: BufWriter<StdoutLock<'a>>,
    shown: bool,
    /// Why it could not be written: formatting does not tell.
    failed: Option<io::Error>,
}

impl fmt::Write for Pieces<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        let piece = if self.shown { clean::terminal(piece) } else { Cow::Borrowed(piece) };
        self.out.write_all(piece.as_bytes()).map_err(|error| {
            self.failed = Some(error);
            fmt::Error
        })
    }
}

/// Whether a reader of standard output has gone away, as `head` does: no failure.
pub(super) fn is_closed_pipe(error: &Error) -> bool {
    matches!(error, Error::Write { path, source } if path == Path::new("standard output")
        && source.kind() == io::ErrorKind::BrokenPipe)
}
