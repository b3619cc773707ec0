//! Removing an episode: its files go, and what the user put into its folder stays.

use std::collections::BTreeSet;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::manifest::Manifest;
use super::names::{CLAIM, NEXT, RETIRED};
use super::{names, staging};
use crate::files::{self, temporary};
use crate::publish::existing_feeds;
use crate::{Error, Result};

/// An episode that is to be removed, locked.
#[derive(Debug)]
pub struct Removal {
    folder: PathBuf,
    /// Its files, by their paths from the folder.
    own: Vec<PathBuf>,
    /// The files of others in the folder.
    foreign: Vec<PathBuf>,
    bytes: u64,
    /// The system gives the lock back, however the process ends. None where the claim is lost.
    _lock: Option<File>,
}

impl Removal {
    /// Locks an episode and finds out what of its folder is its own.
    ///
    /// # Errors
    ///
    /// [`Error::BeingMade`] while another run writes the episode; a claim that cannot be read.
    pub fn of(folder: &Path) -> Result<Removal> {
        let path = folder.join(CLAIM);
        let lock = match files::open(&path) {
            Ok(lock) => {
                lock.try_lock().map_err(|_| Error::BeingMade { folder: folder.to_owned() })?;
                Some(lock)
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => None,
            Err(error) => return Err(Error::reading(&path)(error)),
        };
        let mut named: BTreeSet<PathBuf> = staging::retired(folder).into_iter().map(Into::into).collect();
        for place in [folder.to_owned(), folder.join(NEXT)] {
            let manifest = Manifest::read(&place);
            named.extend(manifest.iter().flat_map(Manifest::file_names).map(PathBuf::from));
        }
        let is_own = |path: &PathBuf| {
            let name = path.to_str().unwrap_or_default();
            let first = path.iter().next().unwrap_or_default();
            named.contains(path)
                || [CLAIM, RETIRED].contains(&name)
                || first == NEXT
                || temporary::is_name(first)
                || names::SIDECARS.iter().any(|sidecar| sidecar.name == name)
        };
        let (own, foreign): (Vec<_>, Vec<_>) = staging::below(folder).into_iter().partition(is_own);
        let bytes = own.iter().filter_map(|path| Some(folder.join(path).metadata().ok()?.len())).sum();
        Ok(Removal { folder: folder.to_owned(), own, foreign, bytes, _lock: lock })
    }

    /// The path of the episode's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How many bytes the episode's files have.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The paths, from the folder, of what is not the episode's and stays.
    pub fn foreign(&self) -> &[PathBuf] {
        &self.foreign
    }

    /// Whether a feed beside the folder names a file of the episode.
    ///
    /// # Errors
    ///
    /// A feed that cannot be read.
    pub fn is_in_a_feed(&self) -> Result<bool> {
        let feeds = existing_feeds::texts(self.folder.parent().unwrap_or(Path::new(".")))?;
        let mut names = self.own.iter().filter_map(|path| path.to_str());
        Ok(names.any(|name| existing_feeds::names_file(&feeds, &self.folder, name)))
    }

    /// Removes the episode. The manifest goes first: from then on there is no episode, wherever it ends.
    ///
    /// # Errors
    ///
    /// A file that cannot be removed.
    pub fn run(self) -> Result<()> {
        let manifest = |path: &&PathBuf| **path == Path::new(names::MANIFEST);
        let claim = |path: &&PathBuf| **path == Path::new(CLAIM);
        let rest = self.own.iter().filter(|path| !manifest(path) && !claim(path));
        let in_order = self.own.iter().filter(manifest).chain(rest).chain(self.own.iter().filter(claim));
        let mut folders = BTreeSet::from([self.folder.clone()]);
        for path in in_order {
            let path = self.folder.join(path);
            files::remove(&path)?;
            folders.extend(
                path.ancestors().skip(1).take_while(|above| above.starts_with(&self.folder)).map(Into::into),
            );
        }
        // The inner ones first. One that holds something else stays.
        for folder in folders.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
        files::sync_dir(
            self.folder.parent().filter(|above| !above.as_os_str().is_empty()).unwrap_or(Path::new(".")),
        )
    }
}
