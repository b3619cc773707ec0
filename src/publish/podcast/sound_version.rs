//! The version of a sound file: what it held when it was published first, and what it holds now. Apps and caches know
//! sound by its address, so a file that has changed since gets another one.

use std::fs::File;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{Error, Result, files};

/// What is registered of a sound file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoundVersion {
    /// A digest of its bytes when it was published first: 8 hexadecimal digits.
    pub first: String,
    /// A digest of its bytes when it was read last: 8 hexadecimal digits.
    pub digest: String,
    /// Its size in bytes when it was read last.
    pub bytes: u64,
    /// When it was changed before it was read last.
    pub modified: Timestamp,
    /// How long its sound lasts in whole seconds, if it was edited after the episode was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edited_seconds: Option<u64>,
}

impl SoundVersion {
    /// The version of a file, given what is registered of it. It is read only if its size or its time differ; one that is
    /// the same again, since it was mended, gets its time back.
    pub(super) fn of(path: &Path, known: Option<&SoundVersion>) -> Result<SoundVersion> {
        let file = files::open(path).map_err(Error::reading(path))?;
        let data = file.metadata().map_err(Error::reading(path))?;
        let modified = data.modified().map_err(Error::reading(path))?;
        let modified = Timestamp::try_from(modified).unwrap_or(Timestamp::MIN);
        let bytes = data.len();
        if let Some(known) = known.filter(|known| (known.bytes, known.modified) == (bytes, modified)) {
            return Ok(known.clone());
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update_reader(&file).map_err(Error::reading(path))?;
        let digest = hasher.finalize().to_hex()[..8].to_owned();
        if let Some(known) = known.filter(|known| (known.bytes, &known.digest) == (bytes, &digest)) {
            let change = File::options().write(true).open(path);
            let change = change.ok().zip(known.modified.try_into().ok());
            if change.is_some_and(|(file, time)| file.set_modified(time).is_ok()) {
                return Ok(known.clone());
            }
        }
        let first = known.map_or_else(|| digest.clone(), |known| known.first.clone());
        Ok(SoundVersion { first, digest, bytes, modified, edited_seconds: None })
    }

    /// What its address is told apart by; nothing as long as it is what was published first, so that an address that is
    /// out stays as it is.
    pub(super) fn mark(&self) -> Option<&str> {
        (self.digest != self.first).then_some(&self.digest)
    }
}

#[test]
fn a_file_has_a_mark_while_it_is_another_than_at_first() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("a.mp3");
    let mut known = None;
    let mut marks = Vec::new();
    for bytes in [b"one", b"two", b"two", b"one"] {
        files::write(&path, bytes).unwrap();
        let version = SoundVersion::of(&path, known.as_ref()).unwrap();
        marks.push(version.mark().map(str::to_owned));
        known = Some(version);
    }
    assert_eq!((&marks[0], &marks[3]), (&None, &None));
    assert!(marks[1].is_some() && marks[1] == marks[2], "{marks:?}");
}
