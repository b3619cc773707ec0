//! Playing a sound file, through the player that the system has.

use std::path::Path;
use std::time::{Duration, Instant};

use super::session::Session;
use crate::engine::child::{self, Program, Watch};
use crate::error::Failure;
use crate::files::{Places, temporary};
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

/// Has something said into a WAV file that is there as long as it is heard.
pub(super) fn aside<T>(
    say: impl FnOnce(&Path) -> Result<()>,
    hear: impl FnOnce(&Path) -> Result<T>,
) -> Result<T> {
    let folder = temporary::Folder::new().map_err(Error::writing(Path::new("a temporary folder")))?;
    let file = folder.path().join("said.wav");
    say(&file)?;
    hear(&file)
}

/// Plays a WAV file to its end, with the first player that can.
///
/// # Errors
///
/// [`Error::NoSound`] where there is no player or no sound device, [`Error::Stopped`] when the session is stopped.
pub(super) fn play(file: &Path, session: &Session) -> Result<()> {
    let file = std::path::absolute(file).map_err(Error::reading(file))?;
    let length = length(&file)?;
    let mut why: Option<String> = None;
    for (name, arguments) in PLAYERS {
        let Some(path) = session.places.program(name) else { continue };
        let (program, began) = (program(&path, arguments, &file, &session.places), Instant::now());
        let trouble = match child::run(&program, Vec::new(), &watch(session), WORDS) {
            // Some are content where there is no sound device.
            Ok(_) if began.elapsed() < length / 2 => "it ended before the sound did".into(),
            Ok(_) => return Ok(()),
            Err(Failure::Cancelled) => return Err(Error::Stopped),
            Err(failure) => failure.to_string(),
        };
        why = why.or(Some(format!("`{name}`: {trouble}")));
    }
    let names: Vec<&str> = PLAYERS.iter().map(|(name, _)| *name).collect();
    Err(Error::NoSound { why: why.unwrap_or_else(|| format!("there is no player ({})", names.join(", "))) })
}

/// How long the sound of a WAV file is.
fn length(file: &Path) -> Result<Duration> {
    let unread = |error: hound::Error| Error::reading(file)(std::io::Error::other(error));
    let reader = hound::WavReader::open(file).map_err(unread)?;
    Ok(Duration::from_secs_f64(f64::from(reader.duration()) / f64::from(reader.spec().sample_rate)))
}

fn watch(session: &Session) -> Watch<'_> {
    Watch::new(&session.cancel, LONGEST)
}

fn program(path: &Path, arguments: &[&str], file: &Path, places: &Places) -> Program {
    arguments.iter().fold(Program::chosen(path, places), Program::arg).arg(file)
}
