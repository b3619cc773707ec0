//! The status of an output folder: which episodes it holds, whether they are complete, and which lines are doubtful.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files::temporary;
use crate::publish::episode_folder::manifest::{Line, Manifest};
use crate::publish::episode_folder::verify::{Fault, faults};
use crate::publish::episode_folder::{names, staging};
use crate::{Error, Result};

/// What an output folder holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Status {
    /// The episodes, by folder.
    pub episodes: Vec<EpisodeStatus>,
    /// What runs left behind that were killed, or that are at work now.
    pub leftovers: Vec<PathBuf>,
}

/// An episode in a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct EpisodeStatus {
    /// The path of its folder.
    pub folder: PathBuf,
    /// What its manifest says, if it has one that can be read.
    pub manifest: Option<Manifest>,
    /// What is wrong with it; nothing where it is complete.
    pub faults: Vec<Fault>,
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
        let mut status = Status { episodes: EpisodeStatus::find(folder).into_iter().collect(), leftovers };
        for path in entries.into_iter().filter(|path| path.is_dir()) {
            status.episodes.extend(EpisodeStatus::find(&path));
            let inside = path.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
            let mut inside: Vec<PathBuf> = inside.filter(|path| is_leftover(path)).collect();
            inside.sort();
            status.leftovers.extend(inside);
        }
        Ok(status)
    }

    /// Whether every episode is complete and beyond doubt, and nothing was left behind.
    pub fn is_well(&self) -> bool {
        let is_well = |one: &EpisodeStatus| one.is_complete() && one.doubtful().next().is_none();
        self.leftovers.is_empty() && self.episodes.iter().all(is_well)
    }
}

/// Whether we gave a file or a folder its name while it was being made.
fn is_leftover(path: &Path) -> bool {
    path.file_name().is_some_and(temporary::is_name)
}

impl EpisodeStatus {
    /// The episode of a folder, if there is one, or a part of one.
    pub fn find(folder: &Path) -> Option<EpisodeStatus> {
        let settled = staging::settle(folder);
        let path = folder.join(names::MANIFEST);
        let status = |manifest, faults| Some(EpisodeStatus { folder: folder.to_owned(), manifest, faults });
        if path.symlink_metadata().is_err() {
            // A plain text of that name may be anybody's.
            let is_ours =
                [names::CHAPTERS, names::TRANSCRIPT_VTT].iter().any(|name| folder.join(name).is_file());
            return is_ours.then(|| status(None, vec![Fault::Unfinished]))?;
        }
        match settled.and_then(|()| Manifest::read(folder)) {
            Ok(manifest) => {
                let faults = faults(&manifest, folder);
                status(Some(manifest), faults)
            }
            Err(why) => status(None, vec![Fault::Unreadable(why)]),
        }
    }

    /// Whether nothing is wrong with it. Without a manifest that can be read, something is.
    pub fn is_complete(&self) -> bool {
        self.faults.is_empty()
    }

    /// The lines that may not be what was to be said, each with the reason.
    pub fn doubtful(&self) -> impl Iterator<Item = (&Line, &str)> {
        let lines = self.manifest.iter().flat_map(|manifest| &manifest.cues);
        lines.filter_map(|line| Some((line, line.doubt.as_deref()?)))
    }
}
