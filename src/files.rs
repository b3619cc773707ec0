//! Files: read with limits, write whole or not at all.

mod order;
pub(crate) mod room;
pub mod temporary;
pub(crate) mod trust;
mod whole;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::{Error, Result};

pub(crate) use order::human_order;
#[cfg(feature = "serve")]
pub(crate) use whole::write_private;
pub use whole::{Whole, create_dir, keep, stands, write};
pub(crate) use whole::{remove, rename, rename_unsynced, sync_dir, sync_tree};

/// The places of this machine that Articast looks into. The program fills it from the environment;
/// the library reads no environment of its own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// The program `articast` itself: engines that need a process of their own for each line run it.
    pub own: Option<PathBuf>,
    /// Where programs are looked for, in order.
    pub programs: Vec<PathBuf>,
    /// Where speech-dispatcher's output modules may be, in order.
    pub modules: Vec<PathBuf>,
    /// Where the configuration of speech-dispatcher's modules may be, in order (`X.conf`).
    pub module_configs: Vec<PathBuf>,
    /// The user's own casts and settings.
    pub config: PathBuf,
    /// What can be made again: spoken lines. Where it is empty there is none: see [`Places::cache_folder`].
    pub cache: PathBuf,
    /// The most bytes that the spoken lines may have; where nothing is said, what
    /// [`Upkeep::limit`](crate::engine::cached::Upkeep::limit) says.
    pub cache_limit: Option<u64>,
    /// What was installed: voice models.
    pub data: PathBuf,
    /// The user's own speech server, if there is one.
    pub speech: Option<SpeechServer>,
    /// Folders that are searched for fonts, in order.
    pub fonts: Vec<PathBuf>,
    /// Where the library of onnxruntime is.
    pub onnxruntime: Library,
    /// Folders in which programs are not looked for, since others can write there.
    pub left_aside: Vec<PathBuf>,
    /// The variables that a program of the user's choice sees besides `PATH`: nothing secret.
    pub variables: Vec<(OsString, OsString)>,
}

/// A server that speaks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeechServer {
    /// The address that requests go to, without a path of the API.
    pub url: String,
    /// What it is to be shown, and nobody else.
    pub key: Option<Secret>,
}

/// A text that is never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A text that is shown to nobody, in messages least of all.
    pub fn new(text: String) -> Secret {
        Secret(text)
    }

    /// The text itself, for a request to its own server.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// A text from outside without what it holds of this: all of it, or eight of its characters and more.
    pub(crate) fn mask(&self, text: &str) -> String {
        const PART: usize = 8;
        let secret = self.0.trim().to_ascii_lowercase();
        // As long as the text: what is lowered keeps its place.
        let lowered = text.to_ascii_lowercase();
        let mut masked = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(first) = text[at..].chars().next() {
            let ends = lowered[at..].char_indices().map(|(n, c)| at + n + c.len_utf8());
            let end = ends.take_while(|end| secret.contains(&lowered[at..*end])).last().unwrap_or(at);
            let is_held = at < end && (PART <= end - at || end - at == secret.len());
            masked.push(if is_held { '…' } else { first });
            at = if is_held { end } else { at + first.len_utf8() };
        }
        masked
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// Where a library is that is loaded at run time, if it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Library {
    /// The first of these files that is there.
    Usual(Vec<PathBuf>),
    /// This file, and it is an error if it is not there.
    Named(PathBuf),
    /// Nowhere: do without it.
    Off,
}

impl Default for Library {
    fn default() -> Library {
        Library::Usual(Vec::new())
    }
}

impl Library {
    /// The file to load. Of the usual ones, those that others could change are not there.
    pub fn find(&self) -> Option<&Path> {
        let is_own = |path: &&PathBuf| path.is_file() && trust::is_own(path);
        match self {
            Library::Usual(files) => files.iter().find(is_own).map(PathBuf::as_path),
            Library::Named(file) => Some(file),
            Library::Off => None,
        }
    }
}

impl Places {
    /// The folder of what can be made again. An empty path would be the working folder, which is nobody's cache.
    pub(crate) fn cache_folder(&self) -> Result<&Path> {
        Some(self.cache.as_path()).filter(|path| !path.as_os_str().is_empty()).ok_or(Error::NoCache)
    }

    /// The full path of a program, if it is in one of [`Places::programs`] and out of the [reach](trust) of others.
    pub fn program(&self, name: &str) -> Option<PathBuf> {
        named(&self.programs, name).find(|path| trust::is_own(path))
    }

    /// The program `articast`: the one that says it is, else one that is found.
    pub(crate) fn own_program(&self) -> Option<PathBuf> {
        self.own.clone().or_else(|| self.program("articast"))
    }

    /// The path of a program that the user names: a bare name is looked for, if it is there.
    pub fn path_of(&self, named: &Path) -> PathBuf {
        let bare = named.to_str().filter(|_| named.components().count() == 1);
        bare.and_then(|name| self.program(name)).unwrap_or_else(|| named.to_owned())
    }

    /// The full path of a program that is not used, since others could change it.
    pub(crate) fn refused_program(&self, name: &str) -> Option<PathBuf> {
        named(&self.left_aside, name).next().or_else(|| named(&self.programs, name).next())
    }
}

/// The programs of a name in folders.
fn named<'a>(folders: &'a [PathBuf], name: &'a str) -> impl Iterator<Item = PathBuf> + 'a {
    let names = [name.to_owned(), format!("{name}{}", std::env::consts::EXE_SUFFIX)];
    folders.iter().flat_map(move |dir| names.clone().map(|name| dir.join(name))).filter(|path| path.is_file())
}

/// Reads a whole file of at most `limit` bytes; refuses what [`open`] refuses.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let file = open(path).map_err(Error::reading(path))?;
    read_from_file(file, limit, path)
}

/// Opens a file to read it. What is no file on a disk is refused: a pipe would be waited for.
pub fn open(path: &Path) -> std::io::Result<File> {
    regular(path)?;
    File::open(path)
}

/// Opens a file that is there, to read and change it; refuses what [`open`] refuses.
pub(crate) fn open_to_change(path: &Path) -> std::io::Result<File> {
    regular(path)?;
    File::options().read(true).write(true).open(path)
}

/// Opens a file that is locked and holds nothing; makes it, if it is not there.
pub fn open_lock(path: &Path) -> Result<File> {
    open_or_make(path).map_err(Error::writing(path))
}

/// Opens a file that is written piece by piece, over several runs if need be, at its start; makes it, if it is not
/// there. Refuses what [`open`] refuses.
pub fn open_or_make(path: &Path) -> std::io::Result<File> {
    use std::io::ErrorKind::{AlreadyExists, NotFound};
    /// Others may remove a file between two looks at it; a link that leads nowhere is never there.
    const LOOKS: usize = 100;
    let mut looks = 0;
    loop {
        looks += 1;
        let made = File::options().create_new(true).read(true).write(true).open(path);
        let opened = match made {
            Err(error) if error.kind() == AlreadyExists => open_to_change(path),
            made => return made,
        };
        match opened {
            Err(error) if error.kind() == NotFound && looks < LOOKS => {}
            opened => return opened,
        }
    }
}

/// Whether an open file is still the one of this name, and not one that was removed or replaced.
#[cfg(unix)]
pub(crate) fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let of = |data: fs::Metadata| (data.dev(), data.ino());
    file.metadata().ok().map(of).is_some_and(|open| path.metadata().ok().map(of) == Some(open))
}

/// Whether an open file is still the one of this name, as far as it can be told.
#[cfg(not(unix))]
pub(crate) fn is_still(_: &File, path: &Path) -> bool {
    path.exists()
}

fn regular(path: &Path) -> std::io::Result<()> {
    if fs::metadata(path)?.is_file() {
        Ok(())
    } else {
        Err(std::io::Error::other("it is not a regular file"))
    }
}

/// Reads what the user names, which may be a pipe, to its end, at most `limit` bytes.
pub fn read_named(path: &Path, limit: u64) -> Result<Vec<u8>> {
    let file = File::open(path).map_err(Error::reading(path))?;
    read_from_file(file, limit, path)
}

/// Reads a file that is open to its end, at most `limit` bytes; `path` is for the error.
pub(crate) fn read_from_file(file: File, limit: u64, path: &Path) -> Result<Vec<u8>> {
    let size = file.metadata().map_or(0, |meta| meta.len());
    if limit < size {
        return Err(Error::TooLarge { name: path.display().to_string(), bytes: Some(size), limit });
    }
    read_into(Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1), file, limit, path)
}

/// Reads a stream to its end, at most `limit` bytes; `name` is for the error.
pub fn read_from(stream: impl Read, limit: u64, name: &Path) -> Result<Vec<u8>> {
    read_into(Vec::with_capacity(1 << 16), stream, limit, name)
}

fn read_into(mut bytes: Vec<u8>, stream: impl Read, limit: u64, name: &Path) -> Result<Vec<u8>> {
    let read = stream.take(limit + 1).read_to_end(&mut bytes).map_err(Error::reading(name))?;
    if limit < read as u64 {
        return Err(Error::TooLarge { name: name.display().to_string(), bytes: None, limit });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn what_others_could_change_is_not_found() {
        use std::os::unix::fs::PermissionsExt;
        let dir = tempfile::tempdir().unwrap();
        let (lib, bin) = (dir.path().join("lib.so"), dir.path().join("tts"));
        write(&lib, b"").unwrap();
        write(&bin, b"").unwrap();
        let library = Library::Usual(vec![dir.path().join("none.so"), lib.clone()]);
        let places = Places { programs: vec![dir.path().into()], ..Places::default() };
        let mode = |mode: u32| {
            for path in [&lib, &bin] {
                fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            }
            (library.find().is_some(), places.program("tts").is_some())
        };
        assert_eq!(mode(0o755), (true, true));
        assert_eq!(mode(0o757), (false, false));
        assert_eq!(places.refused_program("tts"), Some(bin.clone()));
    }

    #[test]
    fn a_secret_is_masked_whole_and_in_parts() {
        let secret = Secret::new("sk-hush-hush-1234 ".into());
        for (text, wanted) in [
            ("Bearer sk-hush-hush-1234.", "Bearer …."),
            ("cut off: SK-hush-hu", "cut off: …"),
            ("…{\"k\":\"hush-1234\"}", "…{\"k\":\"…\"}"),
            ("a sk-hush", "a sk-hush"),
            ("1234 times", "1234 times"),
        ] {
            assert_eq!(secret.mask(text), wanted);
        }
        assert_eq!(Secret::new("ab".into()).mask("cab a"), "c… a");
        assert_eq!(Secret::new(String::new()).mask("cab"), "cab");
    }
}
