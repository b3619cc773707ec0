//! The status of an output folder: which episodes it holds, whether they are whole, and what sounds doubtful.
//!
//! What is in the folder may come from anybody. A manifest is read within a limit, a name in it leads to no other
//! folder, and only the heads of sound files are read.

use std::fmt;
use std::fs;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use super::record::{Line, Record};
use super::{chapters, manifest, transcript};
use crate::audio::Rate;
use crate::{Error, Result, files};

/// What an output folder holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The episodes, by folder.
    pub episodes: Vec<Kept>,
    /// What runs left behind that were killed, or that are at work now.
    pub leftovers: Vec<PathBuf>,
}

/// An episode in a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Its folder.
    pub folder: PathBuf,
    /// What its manifest says, if it has one that can be read.
    pub record: Option<Record>,
    /// What is wrong with it; nothing where it is complete.
    pub faults: Vec<Fault>,
}

/// Why an episode is not complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has no manifest: a run was stopped while it put its files there.
    Unfinished,
    /// Its manifest cannot be read.
    Unreadable(String),
    /// The chapters do not cover the timeline.
    Uneven,
    /// The manifest names a file that would be in another folder.
    Outside(String),
    /// A file is not there.
    Missing(String),
    /// A file is not what the manifest says.
    Wrong {
        /// The file.
        file: String,
        /// What is wrong.
        why: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Unfinished => write!(f, "there is no `{}`", manifest::NAME),
            Fault::Unreadable(why) => write!(f, "`{}` cannot be read: {why}", manifest::NAME),
            Fault::Uneven => write!(f, "the chapters of `{}` do not add up", manifest::NAME),
            Fault::Outside(file) => write!(f, "`{file}` is not the name of a file in this folder"),
            Fault::Missing(file) => write!(f, "`{file}` is missing"),
            Fault::Wrong { file, why } => write!(f, "`{file}` {why}"),
        }
    }
}

impl Status {
    /// Looks into an output folder, or into the folder of one episode.
    pub fn of(folder: &Path) -> Result<Status> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
            entries.push(entry.map_err(Error::reading(folder))?.path());
        }
        entries.sort();
        let (leftovers, entries): (Vec<_>, Vec<_>) = entries.into_iter().partition(|path| is_leftover(path));
        let mut status = Status { episodes: Kept::find(folder).into_iter().collect(), leftovers };
        for path in entries.into_iter().filter(|path| path.is_dir()) {
            status.episodes.extend(Kept::find(&path));
            let inside = path.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
            let mut inside: Vec<PathBuf> = inside.filter(|path| is_leftover(path)).collect();
            inside.sort();
            status.leftovers.extend(inside);
        }
        Ok(status)
    }

    /// Whether every episode is complete and beyond doubt, and nothing was left behind.
    pub fn is_well(&self) -> bool {
        let is_well = |kept: &Kept| kept.faults.is_empty() && kept.doubtful().next().is_none();
        self.leftovers.is_empty() && self.episodes.iter().all(is_well)
    }
}

/// Whether we gave a file or a folder its name while it was being made.
fn is_leftover(path: &Path) -> bool {
    let name =
        path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_prefix(".articast-"));
    let is_random = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    name.is_some_and(|name| is_random(name.strip_suffix(".part").unwrap_or(name)))
}

impl Kept {
    /// The episode of a folder, if there is one, or a part of one.
    fn find(folder: &Path) -> Option<Kept> {
        let path = folder.join(manifest::NAME);
        let kept = |record, faults| Some(Kept { folder: folder.to_owned(), record, faults });
        if path.symlink_metadata().is_err() {
            // A plain text of that name may be anybody's.
            let is_ours = [chapters::NAME, transcript::NAME].iter().any(|name| folder.join(name).is_file());
            return is_ours.then(|| kept(None, vec![Fault::Unfinished]))?;
        }
        match Record::read(&path) {
            Ok(record) => {
                let faults = faults(&record, folder);
                kept(Some(record), faults)
            }
            Err(why) => kept(None, vec![Fault::Unreadable(why)]),
        }
    }

    /// The lines that may not be what was to be said, each with the reason.
    pub fn doubtful(&self) -> impl Iterator<Item = (&Line, &str)> {
        let lines = self.record.iter().flat_map(|record| &record.cues);
        lines.filter_map(|line| Some((line, line.doubt.as_deref()?)))
    }
}

/// The files that every episode has beside its chapters and its manifest.
fn beside() -> impl Iterator<Item = &'static str> {
    std::iter::once(chapters::NAME).chain(transcript::NAMES)
}

/// A sound file that shall be there: its name, its samples, and its bytes where the manifest knows.
type Promised<'a> = (&'a str, u64, Option<u64>);

/// The sound files that a manifest names: its own list, or in one of an earlier version those of the chapters.
fn promised(record: &Record) -> Vec<Promised<'_>> {
    let listed = record.files.iter().map(|file| (&*file.name, file.samples, Some(file.bytes)));
    let of_chapters = record.chapters.iter().map(|chapter| (&*chapter.file, chapter.samples, None));
    let is_other = |file: &str| record.files.iter().all(|listed| listed.name != file);
    listed.chain(of_chapters.filter(|(file, ..)| is_other(file))).collect()
}

/// What is wrong with the files of an episode.
pub(super) fn faults(record: &Record, folder: &Path) -> Vec<Fault> {
    let mut end = Some(0);
    for chapter in &record.chapters {
        end = end.filter(|end| *end == chapter.start).and_then(|end: u64| end.checked_add(chapter.samples));
    }
    let is_even = end == Some(record.samples) && record.cues.iter().all(|line| line.start <= record.samples);
    let uneven = (!is_even).then_some(Fault::Uneven);
    let missing = beside().filter(|name| !folder.join(name).is_file());
    let missing = missing.map(|name| Fault::Missing(name.into()));
    let sound = promised(record).into_iter().filter_map(|file| fault_of(file, record.sample_rate, folder));
    uneven.into_iter().chain(sound).chain(missing).collect()
}

fn fault_of((file, samples, bytes): Promised<'_>, rate: Rate, folder: &Path) -> Option<Fault> {
    if !manifest::is_plain(file) {
        return Some(Fault::Outside(file.into()));
    }
    let path = folder.join(file);
    if !path.is_file() {
        return Some(Fault::Missing(file.into()));
    }
    let wrong = |why: String| Some(Fault::Wrong { file: file.into(), why });
    let there = path.metadata().map_or(0, |data| data.len());
    if path.extension().is_some_and(|extension| extension == "wav") {
        match length(&path) {
            Ok(Some((hertz, _))) if hertz != rate.hertz() => {
                return wrong(format!("has {hertz} Hz instead of {}", rate.hertz()));
            }
            Ok(Some((_, length))) if length != samples => {
                return wrong(format!("has {length} samples instead of {samples}"));
            }
            Ok(_) => {}
            Err(why) => return wrong(format!("cannot be read: {why}")),
        }
    }
    match bytes {
        Some(bytes) if bytes != there => wrong(format!("has {there} bytes instead of {bytes}")),
        None if there == 0 => wrong("is empty".into()),
        _ => None,
    }
}

/// The rate of a WAV file and how many samples a channel of it has: as many as its head says, if they are there.
/// Nothing where it is RF64, which hound does not read.
fn length(path: &Path) -> Result<Option<(u32, u64)>, String> {
    let mut file = files::open(path).map_err(|error| error.to_string())?;
    let bytes = file.metadata().map_err(|error| error.to_string())?.len();
    let mut kind = [0; 4];
    if file.read_exact(&mut kind).is_ok() && kind == *b"RF64" {
        return Ok(None);
    }
    file.rewind().map_err(|error| error.to_string())?;
    let reader = hound::WavReader::new(BufReader::new(file)).map_err(|error| error.to_string())?;
    let (spec, promised) = (reader.spec(), u64::from(reader.duration()));
    let start = reader.into_inner().stream_position().map_err(|error| error.to_string())?;
    let frame = u64::from(spec.channels) * u64::from(spec.bits_per_sample.div_ceil(8));
    let there = bytes.saturating_sub(start) / frame.max(1);
    Ok(Some((spec.sample_rate, promised.min(there))))
}

#[test]
fn leftovers_are_known_by_their_names() {
    for (name, is_ours) in [
        (".articast-aB3x9Z", true),
        (".articast-aB3x9Z.part", true),
        (".articast-", false),
        (".articast-a b", false),
        (".articast-$(x)", false),
        ("articast-aB3x9Z", false),
    ] {
        assert_eq!(is_leftover(&Path::new("out").join(name)), is_ours, "{name}");
    }
}
