//! Upkeep of the cache: how much is in it, whether it is whole, and what goes when it is full.

use std::fs::{self, File};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Key;
use super::entry::{self, Flaw};
use super::lease::{Lease, Leases, USAGE, lock};
use super::store::LIMIT;
use crate::files::temporary::Abandoned;
use crate::files::{self, Places, room};
use crate::{Error, Result};

/// The folder of spoken lines in that of the cache.
const SPOKEN: &str = "spoken";
/// The folder of damaged entries.
const DAMAGED: &str = "damaged";
/// The most bytes that are kept where nobody says otherwise, if a tenth of the disk is not less.
const USUAL_LIMIT: u64 = 10_000_000_000;
/// How many entries are removed under one lock: runs that begin wait for it.
const AT_ONCE: usize = 64;

/// Looks after the spoken lines in a folder.
#[derive(Debug, Clone)]
pub struct Upkeep {
    dir: PathBuf,
}

/// Files, and their bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Files.
    pub files: usize,
    /// Bytes of all of them.
    pub bytes: u64,
}

impl Size {
    fn add(&mut self, bytes: u64) {
        self.files += 1;
        self.bytes += bytes;
    }
}

/// What is in the cache.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Contents {
    /// Spoken lines.
    pub lines: Size,
    /// Those of them that runs may need that are at work.
    pub in_use: Size,
    /// Damaged entries that were set aside.
    pub damaged: Size,
    /// What runs left behind that were killed.
    pub left: Size,
    /// The runs that are at work.
    pub runs: usize,
}

/// What was removed, or would be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Removed {
    /// Spoken lines.
    pub lines: Size,
    /// Damaged entries, and what killed runs left behind.
    pub others: Size,
    /// What is in the cache now, or would be.
    pub kept: Size,
}

/// An entry with something wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flawed {
    /// Where it is.
    pub path: PathBuf,
    /// What is wrong.
    pub flaw: Flaw,
}

/// Whether something is done or only told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It is done.
    Done,
    /// Nothing is changed.
    Told,
}

/// An entry, and when it was last used.
struct Entry {
    path: PathBuf,
    key: Key,
    bytes: u64,
    used: SystemTime,
}

impl Upkeep {
    /// Looks after a folder of spoken lines.
    pub(super) fn new(dir: PathBuf) -> Upkeep {
        Upkeep { dir }
    }

    /// Looks after the spoken lines of this machine.
    pub fn of(places: &Places) -> Result<Upkeep> {
        Ok(Upkeep::new(places.cache_folder()?.join(SPOKEN)))
    }

    /// The most bytes that spoken lines may have: [`Places::cache_limit`], or else 10 GB or a tenth of the disk, whichever
    /// is less.
    pub fn limit(places: &Places) -> u64 {
        let tenth = || room::disk(&places.cache).map_or(u64::MAX, |disk| disk.total / 10);
        places.cache_limit.unwrap_or_else(|| USUAL_LIMIT.min(tenth()))
    }

    /// The folder of spoken lines.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub(super) fn path(&self, key: &Key) -> PathBuf {
        let (folder, name) = key.as_str().split_at(2);
        self.dir.join(folder).join(name).with_extension("wav")
    }

    pub(super) fn damaged(&self) -> PathBuf {
        self.dir.join(DAMAGED)
    }

    /// The folders of entries, in order.
    fn folders(&self) -> Vec<PathBuf> {
        let entries = self.dir.read_dir().into_iter().flatten().flatten();
        let is_ours = |name: &str| name.len() == 2 && is_hexadecimal(name);
        let ours = entries.filter(|entry| entry.file_name().to_str().is_some_and(is_ours));
        let mut folders: Vec<PathBuf> = ours.map(|entry| entry.path()).collect();
        folders.sort();
        folders
    }

    /// The entries, in order. What has another name is not ours.
    fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for folder in self.folders() {
            let start = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            for found in folder.read_dir().into_iter().flatten().flatten() {
                let name = found.file_name();
                let rest = name.to_str().and_then(|name| name.strip_suffix(".wav"));
                let rest = rest.filter(|rest| rest.len() == 62 && is_hexadecimal(rest));
                let data = found.metadata().ok().filter(fs::Metadata::is_file);
                let used = data.as_ref().and_then(|data| data.modified().ok());
                if let (Some(rest), Some(data), Some(used)) = (rest, data, used) {
                    let key = Key(format!("{start}{rest}"));
                    entries.push(Entry { path: found.path(), key, bytes: data.len(), used });
                }
            }
        }
        entries.sort_by(|one, other| one.path.cmp(&other.path));
        entries
    }

    /// What runs left behind that were killed.
    pub fn left(&self) -> Vec<Abandoned> {
        let folders = self.folders();
        let all = std::iter::once(&self.dir).chain(&folders);
        all.flat_map(|folder| Abandoned::find(folder)).collect()
    }

    /// Has the next run count what is there, since what told that a run did not count was removed.
    pub fn recount(&self) {
        if let Ok(usage) = lock(&self.dir) {
            // Nobody knows how much there is, until somebody counts.
            let _ = usage.set_len(0);
        }
    }

    /// The damaged entries that were set aside.
    fn set_aside(&self) -> Vec<(PathBuf, u64)> {
        let entries = self.damaged().read_dir().into_iter().flatten().flatten();
        entries.map(|entry| (entry.path(), entry.metadata().map_or(0, |data| data.len()))).collect()
    }

    /// What is in the cache.
    pub fn contents(&self) -> Contents {
        let leases = Leases::find(&self.dir);
        let mut contents = Contents { runs: leases.runs, ..Contents::default() };
        for entry in self.entries() {
            contents.lines.add(entry.bytes);
            if !leases.let_go(entry.used) {
                contents.in_use.add(entry.bytes);
            }
        }
        self.set_aside().iter().for_each(|(_, bytes)| contents.damaged.add(*bytes));
        self.left().iter().for_each(|left| contents.left.add(left.bytes));
        contents
    }

    /// Reads every entry, and finds those that are not what was written. Gives how many were read.
    pub fn verify(&self) -> (Size, Vec<Flawed>) {
        let (mut read, mut flawed) = (Size::default(), Vec::new());
        for Entry { path, key, bytes, .. } in self.entries() {
            let found = files::read(&path, LIMIT);
            if matches!(&found, Err(Error::Read { source, .. }) if source.kind() == io::ErrorKind::NotFound) {
                continue;
            }
            read.add(bytes);
            let found = found.map_err(|_| Flaw::Damaged);
            let found = found.and_then(|bytes| entry::whole(&bytes, &key).and_then(entry::facts));
            flawed.extend(found.err().map(|flaw| Flawed { path, flaw }));
        }
        (read, flawed)
    }

    /// Removes the lines that were not used for the longest time, until those that stay have at most `limit` bytes, and what
    /// is of no use: damaged entries and what killed runs left behind. What a run needs that is at work stays.
    pub fn prune(&self, limit: u64, mode: Mode) -> Result<Removed> {
        let failed = |error: io::Error| Error::writing(&self.dir)(error);
        let mut removed = Removed { others: self.discard(mode), ..Removed::default() };
        let mut entries = self.entries();
        for entry in &entries {
            removed.kept.add(entry.bytes);
        }
        entries.sort_by(|one, other| (one.used, &one.path).cmp(&(other.used, &other.path)));
        let (mut first, mut left) = (0, removed.kept.bytes);
        while limit < left {
            left -= entries[first].bytes;
            first += 1;
        }
        for some in entries[..first].chunks(AT_ONCE) {
            let gone = self.remove(some, mode).map_err(failed)?;
            removed.lines.files += gone.files;
            removed.lines.bytes += gone.bytes;
        }
        removed.kept.files -= removed.lines.files;
        removed.kept.bytes -= removed.lines.bytes;
        if mode == Mode::Done && self.dir.is_dir() {
            let usage = lock(&self.dir).map_err(failed)?;
            write_usage(&usage, removed.kept.bytes).map_err(failed)?;
        }
        Ok(removed)
    }

    /// Removes entries that nobody needs and that have not been used since they were found.
    fn remove(&self, entries: &[Entry], mode: Mode) -> io::Result<Size> {
        let mut gone = Size::default();
        let _held = (mode == Mode::Done).then(|| lock(&self.dir)).transpose()?;
        let leases = Leases::find(&self.dir);
        for entry in entries.iter().filter(|entry| leases.let_go(entry.used)) {
            let is_unused =
                || entry.path.metadata().and_then(|data| data.modified()).ok() == Some(entry.used);
            if mode == Mode::Told || is_unused() && fs::remove_file(&entry.path).is_ok() {
                gone.add(entry.bytes);
            }
        }
        Ok(gone)
    }

    /// Removes damaged entries and what killed runs left behind.
    fn discard(&self, mode: Mode) -> Size {
        let mut gone = Size::default();
        for left in self.left() {
            let bytes = left.bytes;
            if mode == Mode::Told || left.remove().is_ok() {
                gone.add(bytes);
            }
        }
        for (path, bytes) in self.set_aside() {
            let is_folder = path.symlink_metadata().is_ok_and(|data| data.is_dir());
            let remove = || if is_folder { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
            if mode == Mode::Told || remove().is_ok() {
                gone.add(bytes);
            }
        }
        gone
    }

    /// Removes flawed entries. Whoever needs one says it again.
    pub fn remove_flawed(&self, flawed: &[Flawed]) -> Result<()> {
        flawed.iter().try_for_each(|flawed| files::remove(&flawed.path))
    }

    /// Ends the lease of a run, counts what it wrote, and keeps the cache within its limit: all entries are looked at only
    /// if it is over the limit, or nobody knows how much there is.
    pub(super) fn settle(&self, lease: Lease, written: u64, limit: u64) -> Result<()> {
        let is_miscounted = lease.is_miscounted;
        drop(lease);
        let failed = |error: io::Error| Error::writing(&self.dir.join(USAGE))(error);
        let usage = lock(&self.dir).map_err(failed)?;
        let known = read_usage(&usage).filter(|_| !is_miscounted);
        if let Some(bytes) = known.map(|known| known.saturating_add(written)).filter(|bytes| *bytes <= limit)
        {
            return write_usage(&usage, bytes).map_err(failed);
        }
        drop(usage);
        // Not only just within it, or the next run would be over it again.
        let bytes: u64 = self.entries().iter().map(|entry| entry.bytes).sum();
        let limit = if limit < bytes { limit - limit / 10 } else { u64::MAX };
        self.prune(limit, Mode::Done).map(drop)
    }
}

fn is_hexadecimal(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// How many bytes there were when somebody counted. None if nobody did.
fn read_usage(mut file: &File) -> Option<u64> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(32).read_to_string(&mut text).ok()?;
    text.trim().parse().ok()
}

fn write_usage(mut file: &File, bytes: u64) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(format!("{bytes}\n").as_bytes())
}
