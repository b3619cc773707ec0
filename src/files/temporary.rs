//! Temporary files and folders: named so that they are known, locked as long as somebody works with them, and swept
//! when nobody does.
//!
//! A run that is killed leaves its temporary files behind. The system gives their locks back, so a later run sees that
//! they are nobody's. Where there are no locks (some file systems of networks, and files of earlier versions), what
//! nobody has changed for a day is nobody's.

use std::ffi::OsStr;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tempfile::{NamedTempFile, TempDir};

use super::{is_still, room};
use crate::Result;
use crate::error::Failure;

/// How the names of temporary files and folders begin; letters and digits follow.
pub const PREFIX: &str = ".articast-";
/// How those in the system's own folder for temporary files do.
const SHARED: &str = "articast-";
/// How the names of files end that are not complete.
const PART: &str = ".part";
/// The letters of a name that are chosen at random. Earlier versions chose fewer, and locked nothing.
const RANDOM: usize = 8;
/// How long what has no lock must not have changed to be nobody's.
const AGE: Duration = Duration::from_hours(24);

/// Whether a name is one of ours for a temporary file or folder.
pub fn is_name(name: &OsStr) -> bool {
    letters(name, PREFIX).is_some()
}

/// The letters between the prefix and the end of a name.
fn letters<'a>(name: &'a OsStr, prefix: &str) -> Option<&'a str> {
    let name = name.to_str()?.strip_prefix(prefix)?;
    let name = name.strip_suffix(PART).unwrap_or(name);
    (!name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric())).then_some(name)
}

/// Whether a path leads into a temporary folder.
pub(super) fn is_inside(path: &Path) -> bool {
    path.parent().into_iter().flat_map(Path::components).any(|part| is_name(part.as_os_str()))
}

/// A new file in a folder, locked. It is removed when it is dropped.
pub(crate) fn file_in(folder: &Path) -> io::Result<NamedTempFile> {
    // A private file could not be served or shared: ask for the usual mode, less the umask.
    #[cfg(unix)]
    let shared = |options: &mut tempfile::Builder<'_, '_>| {
        options.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    };
    #[cfg(not(unix))]
    let shared = |_: &mut tempfile::Builder<'_, '_>| {};
    file_with(folder, shared)
}

/// As [`file_in`], for this user alone.
#[cfg(feature = "serve")]
pub(crate) fn private_file_in(folder: &Path) -> io::Result<NamedTempFile> {
    file_with(folder, |_| {})
}

fn file_with(folder: &Path, set: impl FnOnce(&mut tempfile::Builder<'_, '_>)) -> io::Result<NamedTempFile> {
    let mut options = tempfile::Builder::new();
    options.prefix(PREFIX).suffix(PART).rand_bytes(RANDOM);
    set(&mut options);
    loop {
        let file = options.tempfile_in(folder)?;
        // A sweep that saw it before it was locked took it for nobody's.
        if keeps(file.as_file(), file.path()) {
            return Ok(file);
        }
    }
}

/// The name of a file in a folder that several runs may want to make: whoever locks it makes it.
pub(crate) fn shared_name(letters: &str) -> String {
    format!("{PREFIX}{letters}{PART}")
}

/// A temporary folder. It is removed, with all that is in it, when it is dropped.
#[derive(Debug)]
pub(crate) struct Folder {
    dir: TempDir,
    /// The system gives the lock back, however the process ends. Not every system has one for folders.
    _lock: Option<File>,
}

impl Folder {
    /// A new folder in another.
    pub(crate) fn new_in(folder: &Path) -> io::Result<Folder> {
        Folder::named(PREFIX, Some(folder))
    }

    /// A new folder where the system keeps temporary files.
    pub(crate) fn new() -> io::Result<Folder> {
        Folder::named(SHARED, None)
    }

    /// A new folder in another that is the system's for temporary files.
    #[cfg(feature = "cli")]
    pub(crate) fn new_in_shared(folder: &Path) -> io::Result<Folder> {
        Folder::named(SHARED, Some(folder))
    }

    fn named(prefix: &str, folder: Option<&Path>) -> io::Result<Folder> {
        let mut options = tempfile::Builder::new();
        options.prefix(prefix).rand_bytes(RANDOM);
        loop {
            let dir = folder.map_or_else(|| options.tempdir(), |folder| options.tempdir_in(folder))?;
            let lock = if cfg!(unix) { File::open(dir.path()).ok() } else { None };
            if lock.as_ref().is_none_or(|lock| keeps(lock, dir.path())) {
                return Ok(Folder { dir, _lock: lock });
            }
        }
    }

    /// Its path.
    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Why a program failed that was to write into it: the disk, if that has no room left.
    pub(crate) fn blamed(&self, failure: Failure) -> Failure {
        match failure {
            Failure::Garbage(_) | Failure::Died(_) | Failure::Refused(_) if room::is_full(self.path()) => {
                Failure::Unkept { path: self.path().to_owned(), kind: ErrorKind::StorageFull }
            }
            failure => failure,
        }
    }

    /// Gives it a name for good. It stays locked until it has it.
    pub(crate) fn rename(mut self, to: &Path) -> Result<()> {
        super::rename(self.path(), to)?;
        self.dir.disable_cleanup(true);
        Ok(())
    }
}

/// Locks a new file or folder. False if a sweep came first; true where there are no locks.
fn keeps(lock: &File, path: &Path) -> bool {
    match lock.try_lock() {
        Ok(()) => is_still(lock, path),
        Err(TryLockError::WouldBlock) => false,
        Err(TryLockError::Error(_)) => true,
    }
}

/// A temporary file or folder that nobody works with any more, held so that nobody begins to.
#[derive(Debug)]
pub struct Abandoned {
    /// Where it is.
    pub path: PathBuf,
    /// The bytes of its files.
    pub bytes: u64,
    lock: Option<File>,
}

impl Abandoned {
    /// Finds the temporary files and folders in a folder that nobody works with any more.
    pub fn find(folder: &Path) -> Vec<Abandoned> {
        Abandoned::of_prefix(folder, PREFIX)
    }

    /// Finds those of this user in the system's own folder for temporary files.
    pub fn find_shared(folder: &Path) -> Vec<Abandoned> {
        Abandoned::of_prefix(folder, SHARED)
    }

    fn of_prefix(folder: &Path, prefix: &str) -> Vec<Abandoned> {
        let entries = folder.read_dir().into_iter().flatten().flatten();
        let ours = entries.filter(|entry| letters(&entry.file_name(), prefix).is_some());
        let mut paths: Vec<PathBuf> = ours.map(|entry| entry.path()).collect();
        paths.sort();
        paths.into_iter().filter_map(|path| Abandoned::of(path, prefix)).collect()
    }

    fn of(path: PathBuf, prefix: &str) -> Option<Abandoned> {
        let data =
            path.symlink_metadata().ok().filter(|data| is_own(data) && (data.is_file() || data.is_dir()))?;
        let is_locked = RANDOM <= letters(path.file_name()?, prefix)?.len();
        let lock = File::open(&path).ok();
        let attempt = lock.as_ref().map(File::try_lock);
        match attempt {
            Some(Err(TryLockError::WouldBlock)) => return None,
            Some(Ok(())) if is_locked => {}
            _ if is_old(&path, &data) => {}
            _ => return None,
        }
        if lock.as_ref().is_some_and(|lock| !is_still(lock, &path)) {
            return None;
        }
        Some(Abandoned { bytes: bytes(&path, &data), path, lock })
    }

    /// Removes it.
    pub fn remove(self) -> io::Result<()> {
        let Abandoned { path, lock, .. } = self;
        // Windows removes nothing that is open.
        let held = lock.filter(|_| !cfg!(windows));
        let removed = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
        drop(held);
        match removed {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }
}

/// Removes what runs left behind in a folder that are gone; what cannot be removed stays for the next time.
pub(crate) fn sweep(folder: &Path) {
    for abandoned in Abandoned::find(folder) {
        let _ = abandoned.remove();
    }
}

/// Whether a file is this user's: what another left is not ours to remove.
#[cfg(unix)]
fn is_own(data: &fs::Metadata) -> bool {
    std::os::unix::fs::MetadataExt::uid(data) == nix::unistd::Uid::effective().as_raw()
}

#[cfg(not(unix))]
fn is_own(_: &fs::Metadata) -> bool {
    true
}

/// Whether a file was not changed for a day, by the clock of the disk that it is on.
fn is_old(path: &Path, data: &fs::Metadata) -> bool {
    let now =
        path.parent().and_then(|folder| tempfile::tempfile_in(folder).ok()?.metadata().ok()?.modified().ok());
    let age = now.zip(data.modified().ok()).and_then(|(now, then)| now.duration_since(then).ok());
    age.is_some_and(|age| AGE <= age)
}

/// The bytes of a file, or of all files in a folder. Links are not followed.
fn bytes(path: &Path, data: &fs::Metadata) -> u64 {
    if !data.is_dir() {
        return data.len();
    }
    let inside = path.read_dir().into_iter().flatten().flatten();
    inside.map(|entry| entry.metadata().map_or(0, |data| bytes(&entry.path(), &data))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known() {
        for (name, is_ours) in [
            (".articast-aB3x9Z", true),
            (".articast-aB3x9Z.part", true),
            (".articast-", false),
            (".articast-a b", false),
            (".articast-$(x)", false),
            ("articast-aB3x9Z", false),
        ] {
            assert_eq!(is_name(name.as_ref()), is_ours, "{name}");
        }
        assert!(is_inside(Path::new("a/.articast-aB3x9Z/figures/01.png")));
        assert!(!is_inside(Path::new("a/.articast-aB3x9Z")));
    }

    #[test]
    fn what_somebody_works_with_stays_and_what_nobody_does_goes() {
        let dir = tempfile::tempdir().unwrap();
        let (file, folder) = (file_in(dir.path()).unwrap(), Folder::new_in(dir.path()).unwrap());
        fs::create_dir(dir.path().join(".articast-notes of mine")).unwrap();
        super::super::write(&dir.path().join(".articast-abcdefgh.part"), b"left").unwrap();
        super::super::write(&dir.path().join(".articast-ijklmnop/a/b"), b"behind").unwrap();
        let left = Abandoned::find(dir.path());
        let sizes: Vec<u64> = left.iter().map(|left| left.bytes).collect();
        let expected: &[u64] = if cfg!(unix) { &[4, 6] } else { &[4] };
        assert_eq!(sizes, expected);
        drop(left);
        sweep(dir.path());
        assert!(file.path().exists() && folder.path().exists());
        assert!(!dir.path().join(".articast-abcdefgh.part").exists());
        assert!(dir.path().join(".articast-notes of mine").exists());
    }

    #[cfg(unix)]
    #[test]
    fn what_is_not_locked_goes_when_it_is_old() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(".articast-x7Kq2Z");
        fs::create_dir(&path).unwrap();
        assert!(Abandoned::find(dir.path()).is_empty());
        let now = path.metadata().unwrap().modified().unwrap();
        File::open(&path).unwrap().set_modified(now - 2 * AGE).unwrap();
        assert_eq!(Abandoned::find(dir.path()).len(), 1);
        assert!(Abandoned::find_shared(dir.path()).is_empty());
    }
}
