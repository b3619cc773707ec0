//! Files that appear whole or not at all: the one place that writes, renames and removes what is to stay.
//!
//! The order is the same everywhere: a file's bytes are put on the disk, then it gets its name, then the folder is put
//! on the disk. So a name that outlives a power cut stands for bytes that did too, and what is reported as done is done. A
//! file whose bytes could not be put on the disk is discarded: to try once more might succeed without them.

use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{read, temporary};
use crate::{Error, Result};

/// Writes a file whole or not at all.
pub fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = Whole::create(path)?;
    file.write_all(bytes).map_err(Error::writing(path))?;
    file.finish()
}

/// Writes a file that nobody but this user may read, whole or not at all.
#[cfg(feature = "serve")]
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let dir = folder_of(path);
    create_dir(dir)?;
    let file = temporary::private_file_in(dir).map_err(Error::writing(path))?;
    let mut file = Whole { path: path.to_owned(), file: BufWriter::new(file) };
    file.write_all(bytes).map_err(Error::writing(path))?;
    file.finish()
}

/// Keeps a file that the program has inside: writes it where it is not there or holds something else.
///
/// It appears whole or not at all and is compared before it is used, so one that another process is writing, or that
/// was damaged, ends up the same.
pub fn keep(path: &Path, bytes: &[u8]) -> Result<()> {
    if stands(path, bytes) {
        return Ok(());
    }
    match write(path, bytes) {
        // Where a file in use cannot be replaced, another process may have just put it there.
        Err(_) if stands(path, bytes) => Ok(()),
        written => written,
    }
}

/// Whether a file is there and holds just these bytes.
pub fn stands(path: &Path, bytes: &[u8]) -> bool {
    fs::metadata(path).is_ok_and(|data| data.len() == bytes.len() as u64)
        && read(path, bytes.len() as u64).is_ok_and(|found| found == bytes)
}

/// Gives a file or a folder another name, on the same disk, and puts the new name on the disk. Its bytes are there already.
pub(crate) fn rename(from: &Path, to: &Path) -> Result<()> {
    rename_unsynced(from, to).map_err(Error::writing(to))?;
    sync_dir(folder_of(to))
}

/// Gives a file or a folder another name. The name is not put on the disk: whoever gives several does that in the end
/// ([`sync_dir`]), and what can be made again does not need it.
pub(crate) fn rename_unsynced(from: &Path, to: &Path) -> io::Result<()> {
    fs::rename(from, to)
}

/// Removes a file.
pub(crate) fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(Error::writing(path))
}

/// Puts the names of a folder's files on the disk, where the system can: what is renamed after that is not there
/// before them.
pub(crate) fn sync_dir(path: &Path) -> Result<()> {
    // The folder of a bare name is the working folder.
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    #[cfg(unix)]
    match File::open(path).and_then(|folder| folder.sync_all()) {
        // Some file systems put names on the disk by themselves, and say that they cannot be asked to.
        Err(error) if !matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => {
            return Err(Error::writing(path)(error));
        }
        _ => {}
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

/// Puts the names of the files in a folder and in those below it on the disk.
pub(crate) fn sync_tree(path: &Path) -> Result<()> {
    for entry in fs::read_dir(path).map_err(Error::writing(path))?.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sync_tree(&entry.path())?;
        }
    }
    sync_dir(path)
}

/// Makes a folder and those above it.
pub fn create_dir(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(Error::writing(path))
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A file that appears under its name only when [`Whole::finish`] has put all of it on the disk. Dropped
/// before that, it leaves nothing behind.
pub struct Whole {
    path: PathBuf,
    file: BufWriter<tempfile::NamedTempFile>,
}

impl Whole {
    /// Starts a file that will stand at `path`; makes its folder if need be.
    pub fn create(path: &Path) -> Result<Whole> {
        let dir = folder_of(path);
        create_dir(dir)?;
        let file = temporary::file_in(dir).map_err(Error::writing(path))?;
        Ok(Whole { path: path.to_owned(), file: BufWriter::with_capacity(1 << 18, file) })
    }

    /// Puts the file on the disk and gives it its name.
    pub fn finish(self) -> Result<()> {
        let failed = |source: io::Error| Error::Write { path: self.path.clone(), source };
        let file = self.file.into_inner().map_err(|error| failed(error.into_error()))?;
        file.as_file().sync_data().map_err(failed)?;
        file.persist(&self.path).map_err(|error| failed(error.error))?;
        // Whoever makes several files in a temporary folder puts all of their names on the disk at once.
        if temporary::is_inside(&self.path) { Ok(()) } else { sync_dir(folder_of(&self.path)) }
    }
}

impl Write for Whole {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Read for Whole {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        self.file.flush()?;
        self.file.get_mut().read(bytes)
    }
}

impl Seek for Whole {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[test]
fn a_file_appears_whole_or_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("sub/file");
    let mut file = Whole::create(&path).unwrap();
    file.write_all(b"half").unwrap();
    assert!(!path.exists());
    drop(file);
    assert_eq!(fs::read_dir(path.parent().unwrap()).unwrap().count(), 0);

    write(&path, b"whole").unwrap();
    assert_eq!(read(&path, 5).unwrap(), b"whole");
    assert!(matches!(read(&path, 4), Err(Error::TooLarge { limit: 4, .. })));
}
