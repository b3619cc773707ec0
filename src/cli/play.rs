//! Playing a sound file, through the player that the system has.

use std::path::Path;
use std::time::Duration;

use super::session::Session;
use crate::engine::child::{self, Program, Watch};
use crate::error::Failure;
use crate::files::Places;
use crate::{Error, Result};

/// A player: its program, and the arguments before the file.
type Player = (&'static str, &'static [&'static str]);

/// The players of a system, the usual one first.
#[cfg(target_os = "macos")]
const PLAYERS: [Player; 2] = [("afplay", &[]), ("ffplay", FFPLAY)];
#[cfg(windows)]
const PLAYERS: [Player; 1] = [("ffplay.exe", FFPLAY)];
#[cfg(not(any(target_os = "macos", windows)))]
const PLAYERS: [Player; 6] = [
    ("pw-play", &[]),
    ("paplay", &[]),
    ("aplay", &["-q"]),
    ("ffplay", FFPLAY),
    ("mpv", &["--no-video", "--really-quiet", "--"]),
    ("play", &["-q"]),
];

/// Without a window, and not forever.
const FFPLAY: &[&str] = &["-nodisp", "-autoexit", "-loglevel", "error", "-i"];

/// No sound that is played is longer.
const LONGEST: Duration = Duration::from_hours(24);
/// A player has less to say.
const WORDS: usize = 1 << 16;

/// Plays a sound file to its end, with the first player that can.
///
/// # Errors
///
/// [`Error::NoSound`] where there is no player or no sound device, [`Error::Stopped`] when the session is stopped.
pub(super) fn play(file: &Path, session: &Session) -> Result<()> {
    let file = std::path::absolute(file).map_err(Error::reading(file))?;
    let mut why = None;
    for (name, arguments) in PLAYERS {
        let Some(path) = session.places.program(name) else { continue };
        match child::run(
            &program(&path, arguments, &file, &session.places),
            Vec::new(),
            &watch(session),
            WORDS,
        ) {
            Ok(_) => return Ok(()),
            Err(Failure::Cancelled) => return Err(Error::Stopped),
            Err(failure) => why = why.or(Some(format!("`{name}`: {failure}"))),
        }
    }
    let names: Vec<&str> = PLAYERS.iter().map(|(name, _)| *name).collect();
    Err(Error::NoSound { why: why.unwrap_or_else(|| format!("there is no player ({})", names.join(", "))) })
}

fn watch(session: &Session) -> Watch<'_> {
    Watch::new(&session.cancel, LONGEST)
}

fn program(path: &Path, arguments: &[&str], file: &Path, places: &Places) -> Program {
    arguments.iter().fold(Program::chosen(path, places), Program::arg).arg(file)
}
