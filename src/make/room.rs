//! The room that an episode needs on the disks: asked for before an hour of speaking, and told where a disk runs full.
//!
//! What is asked for is the least that may come: nothing that would fit is refused. What is known exactly once the lines are
//! recorded is asked for again before the files are written.

use std::path::{Path, PathBuf};

use crate::audio::Rate;
use crate::cast::OpenedCast;
use crate::encode::{Division, EncodeOptions};
use crate::files::room::disk;
use crate::script::{Line, Script, Segment};
use crate::{Error, Result};

/// The most characters that a voice says in a second, at a rate of 1: more than anybody follows.
const CHARACTERS_PER_SECOND: f64 = 25.0;
/// The fewest samples per second that voices speak with, of two bytes each.
const VOICE: f64 = 16_000.0;

/// Bytes that are to be written into a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) folder: PathBuf,
    pub(super) bytes: u64,
}

/// What the lines of a script that are not spoken yet need, and the files that they change.
pub(super) fn of_script(
    script: &Script,
    opened: &OpenedCast,
    output: &Path,
    encode: &EncodeOptions,
    rate: Rate,
) -> Vec<Need> {
    let (mut spoken, mut all, mut changed) = (0.0, 0.0, 0.0);
    for chapter in &script.chapters {
        let lines = chapter.segments.iter().filter_map(|segment| match segment {
            Segment::Line(line) => Some(line),
            Segment::Rest(_) | Segment::Sound(_) => None,
        });
        let (mut length, mut new) = (0.0, 0.0);
        for line in lines {
            let (seconds, is_new) = least(script, opened, line);
            length += seconds;
            new += if is_new { seconds } else { 0.0 };
        }
        all += length;
        spoken += new;
        changed += if 0.0 < new { length } else { 0.0 };
    }
    if spoken == 0.0 {
        return Vec::new();
    }
    let samples = |division| match division {
        Division::Whole => whole(all * f64::from(rate.hertz())),
        Division::Chapters => whole(changed * f64::from(rate.hertz())),
    };
    vec![
        Need { folder: output.to_owned(), bytes: encode.least_bytes(rate, samples) },
        Need { folder: opened.cache.folder().to_owned(), bytes: whole(spoken * VOICE * 2.0) },
    ]
}

/// How many seconds a line takes at least, and whether it is to be spoken.
fn least(script: &Script, opened: &OpenedCast, line: &Line) -> (f64, bool) {
    let part = &opened.parts[opened.speaker(script, line)];
    let seconds = line.say.text.chars().count() as f64 / CHARACTERS_PER_SECOND / f64::from(part.tuning.rate);
    (seconds, !part.engine.has(&line.say))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is positive and far from the end"
)]
fn whole(number: f64) -> u64 {
    number as u64
}

/// Fails where a disk has less room than is needed. Where the system does not tell, the disk has room.
pub(super) fn check(needs: &[Need]) -> Result<()> {
    let disks: Vec<_> = needs.iter().map(|need| (need, disk(&need.folder))).collect();
    for (need, found) in &disks {
        let Some(found) = found else { continue };
        // What goes to the same disk needs room together.
        let same = disks.iter().filter(|(_, other)| other.is_some_and(|other| other.id == found.id));
        let needed = same.map(|(need, _)| need.bytes).sum();
        if found.free < needed {
            return Err(Error::NoRoom { folder: need.folder.clone(), needed, free: found.free });
        }
    }
    Ok(())
}

/// Says how much room is missing, where that is why something could not be written.
pub(super) fn explained(error: Error, needs: impl FnOnce() -> Vec<Need>) -> Error {
    if error.is_of_a_full_disk() { check(&needs()).err().unwrap_or(error) } else { error }
}

#[cfg(unix)]
#[test]
fn what_goes_to_one_disk_needs_room_together() {
    let dir = tempfile::tempdir().unwrap();
    let free = disk(dir.path()).unwrap().free;
    let need = |name: &str, bytes| Need { folder: dir.path().join(name), bytes };
    assert!(check(&[need("a", free / 4), need("b", free / 4)]).is_ok());
    let failed = check(&[need("a", free / 3 * 2), need("b", free / 3 * 2)]);
    let Err(Error::NoRoom { folder, needed, .. }) = failed else { panic!("{failed:?}") };
    assert_eq!((folder, needed), (dir.path().join("a"), free / 3 * 4));
}
