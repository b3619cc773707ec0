//! Spoken lines on the disk: found, claimed by the run that says them, and kept.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use super::entry::{self, whole};
use super::lease::{LOOK, Lease, try_lock};
use super::upkeep::Upkeep;
use super::{Facts, Key};
use crate::Result;
use crate::audio::{Clip, wav};
use crate::engine::{CancelToken, EngineContext, Failure, Spoken};
use crate::files::{self, is_still, temporary};

/// No entry is larger: an hour at 48 kHz in 32 bits.
pub(super) const LIMIT: u64 = 3600 * 48_000 * 4;

/// Spoken lines on the disk. Clones share one state.
#[derive(Debug, Clone)]
pub struct Cache(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    upkeep: Upkeep,
    /// The most bytes that are kept.
    limit: u64,
    cancel: CancelToken,
    /// What keeps the entries that this run uses; or why nothing can be written.
    lease: OnceLock<Result<Lease, ErrorKind>>,
    /// The bytes that were added.
    written: AtomicU64,
    set_aside: Mutex<BTreeSet<PathBuf>>,
}

/// What the cache has under a key.
enum State {
    Absent,
    There(Facts),
    Flawed,
}

/// What became of an attempt to say a line.
pub(super) enum Claimed {
    /// Another run has said it meanwhile.
    There(Facts),
    /// It is ours to say.
    Ours(Claim),
}

impl Cache {
    /// A cache in a folder, without a limit; it is made when it is needed.
    pub fn new(dir: PathBuf) -> Cache {
        Cache::with(Upkeep::new(dir), u64::MAX, CancelToken::default())
    }

    /// The cache of spoken lines among the places of a context, with its limit.
    pub fn of(context: &EngineContext<'_>) -> Result<Cache> {
        let upkeep = Upkeep::of(context.places)?;
        let limit = Upkeep::limit(context.places);
        Ok(Cache::with(upkeep, limit, context.cancel.clone()))
    }

    pub(super) fn with(upkeep: Upkeep, limit: u64, cancel: CancelToken) -> Cache {
        let (lease, written, set_aside) = (OnceLock::new(), AtomicU64::new(0), Mutex::default());
        Cache(Arc::new(Inner { upkeep, limit, cancel, lease, written, set_aside }))
    }

    /// Begins to use the cache: from now on until the last clone is dropped, nothing that is used leaves it.
    pub fn begin(&self) {
        let take = || Lease::take(self.0.upkeep.dir()).map_err(|error| error.kind());
        let _ = self.0.lease.get_or_init(take);
    }

    /// Its folder.
    pub fn folder(&self) -> &Path {
        self.0.upkeep.dir()
    }

    /// The damaged entries that were found and set aside, each by its new path.
    pub fn set_aside(&self) -> Vec<PathBuf> {
        self.0.set_aside.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    /// Whether there is something under a key, which may be damaged.
    pub(crate) fn has(&self, key: &Key) -> bool {
        self.path(key).exists()
    }

    pub(super) fn path(&self, key: &Key) -> PathBuf {
        self.0.upkeep.path(key)
    }

    fn read(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        // A pipe of that name would be waited for.
        let file = files::open(&path).ok()?;
        if let Some(Ok(lease)) = self.0.lease.get()
            && !lease.hold(&file, &path)
        {
            return None;
        }
        files::read_from_file(file, LIMIT, &path).ok()
    }

    /// What is known of the line under a key, if it is there and whole.
    pub fn facts(&self, key: &Key) -> Option<Facts> {
        entry::facts(whole(&self.read(key)?, key).ok()?).ok()
    }

    /// What is known of the line under a key and its sound, if they are there and whole.
    pub fn line(&self, key: &Key) -> Option<(Facts, Clip)> {
        let bytes = self.read(key)?;
        let whole = whole(&bytes, key).ok()?;
        Some((entry::facts(whole).ok()?, wav::read(whole).ok()?))
    }

    fn state(&self, key: &Key) -> State {
        match self.facts(key) {
            Some(facts) => State::There(facts),
            None if self.path(key).symlink_metadata().is_ok() => State::Flawed,
            None => State::Absent,
        }
    }

    /// Claims a line, so that no other run says it too. Waits for one that does, at most for `patience`, and takes what it
    /// said: one that takes longer was halted. Where there are no locks, nobody waits, and a line may be said twice.
    pub(super) fn claim(&self, key: &Key, patience: Duration) -> Result<Claimed, Failure> {
        let path = self.path(key);
        let unkept = |kind| Failure::Unkept { path: path.clone(), kind };
        if let Some(Err(kind)) = self.0.lease.get() {
            return Err(unkept(*kind));
        }
        let mut waited = Duration::ZERO;
        let claim = loop {
            let attempt =
                if waited <= patience { Claim::attempt(&path, key) } else { Claim::alone(&path).map(Some) };
            match attempt.map_err(|error| unkept(error.kind()))? {
                Some((file, part)) => break Claim { cache: self.clone(), file, part, path: path.clone() },
                None if self.0.cancel.is_cancelled() => return Err(Failure::Cancelled),
                None => {
                    std::thread::sleep(LOOK);
                    waited += LOOK;
                }
            }
        };
        match self.state(key) {
            State::There(facts) => return Ok(Claimed::There(facts)),
            State::Flawed => self.put_aside(key).map_err(|error| unkept(error.kind()))?,
            State::Absent => {}
        }
        Ok(Claimed::Ours(claim))
    }

    /// Moves what stands under a key out of the way. Whoever claimed the key does it.
    fn put_aside(&self, key: &Key) -> io::Result<()> {
        let aside = self.0.upkeep.damaged();
        fs::create_dir_all(&aside)?;
        let names = (1..).map(|n| format!("{}-{n}.wav", key.as_str()));
        let free = names.map(|name| aside.join(name)).find(|path| path.symlink_metadata().is_err());
        let to = free.expect("a number is free");
        files::rename_unsynced(&self.path(key), &to)?;
        self.0.set_aside.lock().unwrap_or_else(PoisonError::into_inner).insert(to);
        Ok(())
    }
}

impl Drop for Inner {
    /// Ends the lease, and keeps the cache within its limit.
    fn drop(&mut self) {
        if let Some(Ok(lease)) = self.lease.take() {
            // What cannot be done now is done after the next run.
            let _ = self.upkeep.settle(lease, self.written.load(Ordering::Relaxed), self.limit);
        }
    }
}

/// A line that is ours to say. Its file has a name that all runs know and is locked by the one that says it. If the line is
/// not kept, the file is removed.
pub(super) struct Claim {
    cache: Cache,
    file: File,
    part: PathBuf,
    path: PathBuf,
}

impl Claim {
    /// Tries to lock the file of a line. None if another run has it.
    fn attempt(path: &Path, key: &Key) -> io::Result<Option<(File, PathBuf)>> {
        let dir = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(dir)?;
        let part = dir.join(temporary::shared_name(&key.as_str()[2..]));
        // A pipe or a link in its place is somebody's, and not to be written into.
        if part.symlink_metadata().is_ok_and(|data| !data.is_file()) {
            return Claim::alone(path).map(Some);
        }
        let file = files::open_or_make(&part)?;
        match try_lock(&file) {
            Ok(true) => Ok(is_still(&file, &part).then_some((file, part))),
            Ok(false) => Ok(None),
            Err(_) => Claim::alone(path).map(Some),
        }
    }

    /// A file of a name that no other run knows.
    fn alone(path: &Path) -> io::Result<(File, PathBuf)> {
        let dir = path.parent().unwrap_or(Path::new("."));
        temporary::file_in(dir)?.keep().map_err(|error| error.error)
    }

    /// Keeps what was said, and what is known of it. The bytes are not put on the disk at once: an entry is verified when
    /// it is read, and one that a power cut damaged is said again.
    pub(super) fn keep(mut self, spoken: &Spoken, facts: &Facts, key: &Key) -> Result<(), Failure> {
        let bytes = entry::pack(&spoken.clip, facts, key);
        self.fill(&bytes).map_err(|error| Failure::Unkept { path: self.path.clone(), kind: error.kind() })?;
        self.cache.0.written.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        Ok(())
    }

    fn fill(&mut self, bytes: &[u8]) -> io::Result<()> {
        // A run that was killed may have begun it.
        self.file.set_len(0)?;
        self.file.rewind()?;
        self.file.write_all(bytes)?;
        if let Some(Ok(lease)) = self.cache.0.lease.get() {
            lease.date(&self.file);
        }
        files::rename_unsynced(&self.part, &self.path)
    }
}

impl Drop for Claim {
    /// Whoever waits sees the file go before its lock does, and does not take it for its own.
    fn drop(&mut self) {
        if is_still(&self.file, &self.part) {
            let _ = fs::remove_file(&self.part);
        }
    }
}
