//! Printing: to people and to programs, and nothing from outside unescaped.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, IsTerminal, Write as _};
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use crate::{Error, Result};

/// Why writing to a string cannot fail.
pub(super) const STRING: &str = "a string takes all text";

/// The two streams that people read.
pub(super) struct Terminal {
    /// Whether somebody watches standard error.
    pub(super) watched: bool,
    /// Whether somebody watches standard output.
    pub(super) shown: bool,
}

impl Terminal {
    pub(super) fn new() -> Terminal {
        Terminal { watched: io::stderr().is_terminal(), shown: io::stdout().is_terminal() }
    }

    /// Prints a result. On a terminal, what could steer it is made harmless; a file gets the text as it is.
    pub(super) fn text(&self, text: &str) -> Result<Outcome> {
        let text = if self.shown { harmless(text) } else { Cow::Borrowed(text) };
        self.bytes(text.as_bytes())
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

    /// Tells people something beside the result.
    #[expect(clippy::unused_self, reason = "who prints holds the terminal")]
    pub(super) fn note(&self, text: &str) {
        // Nobody can be told that standard error is gone.
        let _ = writeln!(io::stderr(), "{}", harmless(text));
    }

    /// Tells people what went wrong, why, and what mends it.
    pub(super) fn error(&self, error: &Error) {
        let mut text = format!("error: {}", error.with_causes());
        if let Some(hint) = error.hint() {
            write!(text, "\n  hint: {hint}").expect(STRING);
        }
        self.note(&text);
    }
}

/// The text without what steers a terminal: control characters other than line ends and tabs, and the marks that
/// turn the direction of writing around.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        (c.is_control() && c != '\n' && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.contains(steers) { Cow::Owned(text.replace(steers, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Whether a reader of standard output has gone away, as `head` does: no failure.
pub(super) fn is_closed_pipe(error: &Error) -> bool {
    matches!(error, Error::Write { path, source } if path == Path::new("standard output")
        && source.kind() == io::ErrorKind::BrokenPipe)
}
