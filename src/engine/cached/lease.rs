//! The lease of a run: as long as it lasts, nothing that the run uses leaves the cache.
//!
//! A lease is a locked file, whose time of change is the beginning of the run by the clock of the disk. An entry that is
//! used gets that time, unless it is newer. So an entry may go only if it is older than every lease: that is all that runs
//! have to tell each other, and entries that were not used for the longest time are the oldest.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use crate::files::{self, is_still, temporary};

/// The file whose lock keeps uses and removals apart. It holds the number of bytes in the cache.
pub(super) const USAGE: &str = "usage";

/// How often a lock is looked at that another holds.
pub(super) const LOOK: Duration = Duration::from_millis(20);

/// What a run holds.
#[derive(Debug)]
pub(super) struct Lease {
    /// Locked until it is removed.
    _file: NamedTempFile,
    /// When the run began, by the clock of the disk.
    began: SystemTime,
    /// The file whose lock keeps uses and removals apart.
    usage: PathBuf,
    /// Whether a run was killed that did not count what it wrote.
    pub(super) is_miscounted: bool,
}

impl Lease {
    /// Takes a lease on a cache.
    pub(super) fn take(dir: &Path) -> io::Result<Lease> {
        std::fs::create_dir_all(dir)?;
        let left = temporary::Abandoned::find(dir);
        let is_miscounted = !left.is_empty();
        let file = temporary::file_in(dir)?;
        // What cannot be removed now is found the next time.
        for left in left {
            let _ = left.remove();
        }
        let began = file.as_file().metadata()?.modified()?;
        Ok(Lease { _file: file, began, usage: dir.join(USAGE), is_miscounted })
    }

    /// Keeps an entry that is open until the end of the run. False if it was removed meanwhile.
    pub(super) fn hold(&self, entry: &File, path: &Path) -> bool {
        if self.is_younger(entry) {
            return true;
        }
        let lock = files::open_or_make(&self.usage).ok();
        // Where there are no locks, or somebody else's entry cannot be marked, the entry is used as long as it is there.
        if let Some(lock) = &lock {
            wait(|| lock.try_lock_shared());
        }
        let _ = entry.set_modified(self.began);
        is_still(entry, path)
    }

    /// Gives an entry that is being written a time that is not before the run.
    pub(super) fn date(&self, entry: &File) {
        if !self.is_younger(entry) {
            let _ = entry.set_modified(self.began);
        }
    }

    /// Whether an entry was used or written since the run began.
    fn is_younger(&self, entry: &File) -> bool {
        let used = entry.metadata().and_then(|data| data.modified());
        used.is_ok_and(|used| self.began <= used)
    }
}

/// The leases of runs that are at work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Leases {
    /// How many there are.
    pub(super) runs: usize,
    /// Since when the first of them is.
    pub(super) since: Option<SystemTime>,
}

impl Leases {
    /// Whether an entry that was used at a time is needed by none of the runs.
    pub(super) fn let_go(&self, used: SystemTime) -> bool {
        self.since.is_none_or(|since| used < since)
    }

    /// Finds the leases on a cache.
    pub(super) fn find(dir: &Path) -> Leases {
        let entries = dir.read_dir().into_iter().flatten().flatten();
        let ours = entries.filter(|entry| temporary::is_name(&entry.file_name()));
        let alive = ours.filter_map(|entry| {
            let file = files::open(&entry.path()).ok()?;
            // Where there are no locks, a lease counts until it is swept.
            let is_ended = matches!(try_lock(&file), Ok(true));
            file.metadata().ok().filter(|_| !is_ended)?.modified().ok()
        });
        let times: Vec<SystemTime> = alive.collect();
        Leases { runs: times.len(), since: times.into_iter().min() }
    }
}

/// Holds the lock of a cache, so that nobody begins to use an entry meanwhile; where there are no locks, nothing does.
pub(super) fn lock(dir: &Path) -> io::Result<File> {
    let file = files::open_or_make(&dir.join(USAGE))?;
    wait(|| file.try_lock());
    Ok(file)
}

/// Waits for a lock that others hold for moments. One that is held for long is held by a run that was halted, for which
/// nobody waits.
fn wait(lock: impl Fn() -> Result<(), TryLockError>) {
    const LOOKS: usize = 500;
    for _ in 0..LOOKS {
        match lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(LOOK),
            _ => return,
        }
    }
}

/// Tries a lock that another may hold; gives whether it is ours. Where there are no locks, an error.
pub(super) fn try_lock(file: &File) -> io::Result<bool> {
    match file.try_lock() {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => Err(error),
    }
}
