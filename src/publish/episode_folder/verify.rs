//! Verifying an episode: whether its files are what its manifest says.
//!
//! What is in the folder may come from anybody. A manifest is read within a limit, a name in it leads to no other
//! folder, and only the headers of sound files are read where their sizes are right.

use std::collections::BTreeSet;
use std::fmt;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use super::identity::Claim;
use super::manifest::Manifest;
use super::names::{self, CLAIM, SIDECARS};
use super::sums::{self, Sums};
use crate::audio::{self, Rate};
use crate::error::count;
use crate::files;

/// Why an episode is incomplete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It has no manifest: a run was stopped while it put its files there.
    Unfinished,
    /// Its manifest cannot be read.
    Unreadable(String),
    /// So many of its lines could not be spoken.
    Unspoken(usize),
    /// The chapters do not cover the timeline, or a line starts after its end.
    Uneven,
    /// The manifest names a file that would be in another folder.
    Outside(String),
    /// This file does not exist.
    Missing(String),
    /// This sound file was edited after the episode was made: it has another size than the manifest says, and is whole.
    Edited(String),
    /// A file is not what the manifest says.
    Wrong {
        /// The name of the file.
        file: String,
        /// How it differs, as the end of a sentence that begins with its name.
        why: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Unfinished => write!(f, "there is no `{}`", names::MANIFEST),
            Fault::Unreadable(why) => write!(f, "`{}` cannot be read: {why}", names::MANIFEST),
            Fault::Unspoken(lines) => write!(f, "{} could not be spoken", count(*lines, "line")),
            Fault::Uneven => write!(f, "the chapters of `{}` do not add up", names::MANIFEST),
            Fault::Outside(file) => write!(f, "`{file}` is not the name of a file in this folder"),
            Fault::Missing(file) => write!(f, "`{file}` is missing"),
            Fault::Edited(file) => write!(f, "`{file}` was edited after the episode was made"),
            Fault::Wrong { file, why } => write!(f, "`{file}` {why}"),
        }
    }
}

/// Compares every byte of an episode with its checksums. Gives the faults, and how many bytes were read.
pub(in crate::publish) fn damage(manifest: &Manifest, folder: &Path) -> (Vec<Fault>, u64) {
    let wrong = |file: &str, why: &str| Fault::Wrong { file: file.to_owned(), why: why.to_owned() };
    let sums = match Sums::read(folder) {
        Ok(Some(sums)) => sums,
        Ok(None) => return (vec![Fault::Missing(names::SUMS.into())], 0),
        Err(why) => {
            return (vec![Fault::Wrong { file: names::SUMS.into(), why: format!("is damaged: {why}") }], 0);
        }
    };
    let (mut faults, mut bytes) = differences(&sums, folder);
    let sidecars = SIDECARS.iter().map(|sidecar| sidecar.name.to_owned()).filter(|name| name != names::SUMS);
    for name in sidecars.chain(manifest.file_names()).collect::<BTreeSet<_>>() {
        if sums.of(&name).is_none() && folder.join(&name).is_file() {
            faults.push(wrong(&name, &format!("has no checksum in `{}`", names::SUMS)));
        }
    }
    if Claim::is_damaged(folder, manifest) {
        faults.push(wrong(CLAIM, DAMAGED));
    }
    bytes += folder.join(names::SUMS).metadata().map_or(0, |data| data.len());
    (faults, bytes)
}

/// How a file is called whose bytes are others than those that were written.
const DAMAGED: &str = "is damaged, or was edited after it was written";

/// Compares the files of a folder with a list of checksums. Gives the faults, and how many bytes were read.
pub(in crate::publish) fn differences(sums: &Sums, folder: &Path) -> (Vec<Fault>, u64) {
    let (mut faults, mut bytes) = (Vec::new(), 0);
    for (name, noted) in sums.iter() {
        let path = folder.join(name);
        if !path.is_file() {
            faults.push(Fault::Missing(name.into()));
            continue;
        }
        bytes += path.metadata().map_or(0, |data| data.len());
        match sums::digest(&path) {
            Ok(found) if found == noted => {}
            Ok(_) => faults.push(Fault::Wrong { file: name.into(), why: DAMAGED.into() }),
            Err(error) => faults.push(Fault::Wrong {
                file: name.into(),
                why: format!("cannot be read: {}", error.with_causes()),
            }),
        }
    }
    (faults, bytes)
}

impl Fault {
    /// The name of the file that is at fault.
    pub fn file(&self) -> &str {
        match self {
            Fault::Unfinished | Fault::Unreadable(_) | Fault::Unspoken(_) | Fault::Uneven => names::MANIFEST,
            Fault::Outside(file) | Fault::Missing(file) | Fault::Edited(file) | Fault::Wrong { file, .. } => {
                file
            }
        }
    }
}

/// A sound file that the manifest names.
struct Expected<'a> {
    name: &'a str,
    /// Its length in samples.
    samples: u64,
    /// Its size, if the manifest knows it.
    bytes: Option<u64>,
}

/// The sound files that a manifest names: those of its list and, in manifests of earlier versions, those of its chapters.
fn expected(manifest: &Manifest) -> Vec<Expected<'_>> {
    let listed = manifest.files.iter().map(|file| Expected {
        name: &file.name,
        samples: file.samples,
        bytes: Some(file.bytes),
    });
    let of_chapters = manifest.chapters.iter().map(|chapter| Expected {
        name: &chapter.file,
        samples: chapter.samples,
        bytes: None,
    });
    let is_other = |file: &str| manifest.files.iter().all(|listed| listed.name != file);
    listed.chain(of_chapters.filter(|file| is_other(file.name))).collect()
}

/// Compares the files of an episode with its manifest. Of sound files, only the headers are read, unless the size is not
/// what the manifest says.
pub(in crate::publish) fn faults(manifest: &Manifest, folder: &Path) -> Vec<Fault> {
    let mut end = Some(0);
    for chapter in &manifest.chapters {
        end = end.filter(|end| *end == chapter.start).and_then(|end: u64| end.checked_add(chapter.samples));
    }
    let is_even =
        end == Some(manifest.samples) && manifest.cues.iter().all(|line| line.start <= manifest.samples);
    let uneven = (!is_even).then_some(Fault::Uneven);
    let missing = SIDECARS.iter().filter(|file| file.is_required && !folder.join(file.name).is_file());
    let missing = missing.map(|file| Fault::Missing(file.name.into()));
    let sound = expected(manifest);
    let sound = sound.iter().filter_map(|file| fault_of(file, manifest.sample_rate, folder));
    unspoken(manifest).into_iter().chain(uneven).chain(sound).chain(missing).collect()
}

/// What an episode lacks that was made without some of its lines.
pub(in crate::publish) fn unspoken(manifest: &Manifest) -> Option<Fault> {
    Some(manifest.unspoken.len()).filter(|lines| 0 < *lines).map(Fault::Unspoken)
}

fn fault_of(expected: &Expected<'_>, rate: Rate, folder: &Path) -> Option<Fault> {
    let Expected { name: file, samples, bytes } = *expected;
    if !names::is_plain(file) {
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
        Some(bytes) if bytes != there && audio::length::of(&path).is_ok() => Some(Fault::Edited(file.into())),
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
