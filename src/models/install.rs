//! Installing: files fetched, verified, and given their names all at once.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::store::{folder, installed, installed_one, record, root};
use super::{Model, Part, Supply};
use crate::digest::sha256;
use crate::error::Unfetched;
use crate::files::{self, Places};
use crate::retry::{Attempts, Policy};
use crate::{Error, Result};

/// How often a file is tried without progress.
const RETRY: Policy =
    Policy { attempts: 3, first_wait: Duration::from_secs(1), longest_wait: Duration::ZERO };
/// So many bytes more are progress: then the attempts are counted anew.
const STEP: u64 = 1 << 20;

/// What happens while a model is installed.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// Another run is installing; this one waits for it.
    Waiting,
    /// A file is on its way, from this byte on.
    Fetching {
        /// The file that this is about.
        part: &'a Part,
        /// The byte from which on it comes.
        from: u64,
    },
    /// So many bytes of a file are here.
    Got {
        /// The file that this is about.
        part: &'a Part,
        /// How many bytes have arrived so far.
        bytes: u64,
    },
    /// The connection was lost; it is tried again from where it was.
    Again {
        /// The file that this is about.
        part: &'a Part,
        /// Why the last try failed.
        error: &'a Error,
    },
    /// A file is whole, and its digest is right.
    Verified {
        /// The file that this is about.
        part: &'a Part,
    },
}

/// How adding ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Added {
    /// It is installed now.
    Now,
    /// It was installed before.
    Before,
}

/// Installs a model: gets its files from a supply, verifies size and SHA-256 of each, and gives them their names when
/// all are right. On an error nothing counts as installed; what came of a file is kept as `NAME.part` for the next
/// time, unless it proved wrong. Two runs at once do it one after the other.
pub fn add(model: &Model, supply: &dyn Supply, places: &Places, tell: &dyn Fn(Event<'_>)) -> Result<Added> {
    let dir = folder(places, &model.voice.engine);
    files::create_dir(&dir)?;
    let _lock = lock(&root(places).join(".lock"), tell)?;
    if let Some(here) = installed_one(places, &model.voice) {
        let digests = |model: &Model| model.files.iter().map(|part| part.sha256.clone()).collect::<Vec<_>>();
        let is_same = digests(&here) == digests(model);
        return if is_same { Ok(Added::Before) } else { Err(Error::Taken { name: model.voice.to_string() }) };
    }
    refuse_clash(model, places)?;
    let job = Job { model, supply, tell };
    let mut ready = Vec::new();
    for part in &model.files {
        let to = dir.join(part.name());
        if !is_right(&to, part)? {
            let half = dir.join(format!("{}.part", part.name()));
            job.obtain(part, &half)?;
            ready.push((half, to));
        }
        tell(Event::Verified { part });
    }
    name(&ready, || {
        let text = toml::to_string(model).expect("a model is plain data");
        files::write(&record(places, &model.voice), text.as_bytes())
    })?;
    Ok(Added::Now)
}

/// Holds off other runs until it is dropped, or this process ends.
pub(super) fn lock(path: &Path, tell: &dyn Fn(Event<'_>)) -> Result<File> {
    let file = files::open_lock(path)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            tell(Event::Waiting);
            file.lock().map_err(Error::writing(path))?;
        }
        Err(TryLockError::Error(error)) => return Err(Error::writing(path)(error)),
    }
    Ok(file)
}

/// A file of the same name that another voice needs must not be replaced by a different one.
fn refuse_clash(model: &Model, places: &Places) -> Result<()> {
    for other in installed(places).iter().filter(|other| other.voice.engine == model.voice.engine) {
        let clashes = |part: &&Part| {
            model.files.iter().any(|own| own.name() == part.name() && own.sha256 != part.sha256)
        };
        if other.files.iter().any(|part| clashes(&part)) {
            return Err(Error::Taken { name: other.voice.to_string() });
        }
    }
    Ok(())
}

/// Gives files their names, and then writes the record. If that fails, they go back to being beginnings.
fn name(ready: &[(PathBuf, PathBuf)], write_record: impl FnOnce() -> Result<()>) -> Result<()> {
    let place = |(from, to): &(PathBuf, PathBuf)| files::rename(from, to);
    let mut placed = 0;
    let mut done = Ok(());
    while placed < ready.len() && done.is_ok() {
        done = place(&ready[placed]);
        placed += usize::from(done.is_ok());
    }
    done.and_then(|()| write_record()).inspect_err(|_| {
        for (from, to) in &ready[..placed] {
            // If even this fails, what lies there is whole, verified, and counts for nothing without a record.
            let _ = files::rename_unsynced(to, from);
        }
    })
}

/// What is fetched, and from where.
pub(super) struct Job<'a> {
    pub(super) model: &'a Model,
    pub(super) supply: &'a dyn Supply,
    pub(super) tell: &'a dyn Fn(Event<'_>),
}

impl Job<'_> {
    /// Gets a file and verifies it, from where an earlier run left off.
    pub(super) fn obtain(&self, part: &Part, half: &Path) -> Result<()> {
        let mut attempts = Attempts::new(RETRY);
        loop {
            let before = length(half);
            if before == part.bytes {
                break;
            }
            let Err(error) = self.transfer(part, half) else { break };
            let passes = matches!(&error, Error::Fetch { source: Unfetched::Passing(_), .. });
            if before + STEP <= length(half) {
                attempts.restart();
            }
            let Some(wait) = attempts.wait_after_failure(None).ok().filter(|_| passes) else {
                return Err(error);
            };
            (self.tell)(Event::Again { part, error: &error });
            std::thread::sleep(wait);
        }
        verify(part, half, &self.supply.place(self.model, part))
    }

    /// Appends what is missing of a file.
    fn transfer(&self, part: &Part, half: &Path) -> Result<()> {
        let place = self.supply.place(self.model, part);
        let wrong = |size: u64, more: &str| Error::WrongFile {
            name: place.clone(),
            why: format!("it has {size} bytes{more} instead of {}", part.bytes),
        };
        // What is longer than the file is not its beginning.
        let have = Some(length(half)).filter(|have| *have < part.bytes).unwrap_or(0);
        let mut stream = self.supply.open(self.model, part, have)?;
        if let Some(total) = stream.total.filter(|total| *total != part.bytes) {
            return Err(wrong(total, ""));
        }
        let mut file = files::open_or_make(half).map_err(Error::writing(half))?;
        // What is there beyond the byte that comes next goes.
        file.set_len(stream.from).map_err(Error::writing(half))?;
        file.seek(SeekFrom::End(0)).map_err(Error::writing(half))?;
        let mut bytes = stream.from;
        (self.tell)(Event::Fetching { part, from: bytes });
        let mut block = vec![0; 1 << 16];
        loop {
            let read = match stream.bytes.read(&mut block) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(cut(&place, bytes, part, &error.to_string())),
            };
            if part.bytes < bytes + read as u64 {
                return Err(wrong(bytes + read as u64, " or more"));
            }
            file.write_all(&block[..read]).map_err(Error::writing(half))?;
            bytes += read as u64;
            (self.tell)(Event::Got { part, bytes });
        }
        if bytes < part.bytes {
            return Err(cut(&place, bytes, part, "it ended too early"));
        }
        Ok(())
    }
}

/// The size of what is there of a file.
fn length(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |meta| meta.len())
}

/// The connection was lost.
fn cut(place: &str, bytes: u64, part: &Part, why: &str) -> Error {
    let why = format!("the connection was cut after {bytes} of {} bytes: {why}", part.bytes);
    Error::Fetch { address: place.into(), source: Unfetched::Passing(why) }
}

/// Whether a file is there and the right one.
pub(super) fn is_right(path: &Path, part: &Part) -> Result<bool> {
    if length(path) != part.bytes {
        return Ok(false);
    }
    let found = files::open(path).and_then(sha256).map_err(Error::reading(path))?;
    Ok(found == part.sha256)
}

/// Verifies a file that is whole. One that is not the right one is removed: going on with it would lead nowhere.
pub(super) fn verify(part: &Part, half: &Path, place: &str) -> Result<()> {
    let file = files::open_to_change(half).map_err(Error::writing(half))?;
    let found = sha256(&file).map_err(Error::reading(half))?;
    if found == part.sha256 && length(half) == part.bytes {
        // A name that outlives a power cut must not stand for bytes that did not.
        return file.sync_data().map_err(Error::writing(half));
    }
    drop(file);
    files::remove(half)?;
    let why = format!("its SHA-256 is {found} instead of {}", part.sha256);
    Err(Error::WrongFile { name: place.into(), why })
}
