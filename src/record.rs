//! Records: the JSON files in which a folder keeps what must not be lost, each with a copy that tells an edit from damage.
//!
//! The copy has a checksum in its first line, and the record's own time. A record that differs from it and has its time was
//! not edited: it is damaged, and the copy is read in its place.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::digest::sha256;
use crate::{Error, Result, files};

/// The GUIDs and dates under which episodes were published.
pub(crate) const PUBLISHED: &str = "published.json";
/// What became of the articles that were followed.
pub(crate) const FOLLOWED: &str = "followed.json";
/// All records of a folder, with the command that keeps each.
pub(crate) const RECORDS: [(&str, &str); 2] =
    [(PUBLISHED, "articast publish"), (FOLLOWED, "articast follow")];

/// The most bytes that are read of a record.
const LIMIT: u64 = 1 << 28;
/// How many digits a checksum has.
const DIGITS: usize = 64;

/// A record of a folder, which need not exist.
#[derive(Debug)]
pub(crate) struct Record {
    /// Where it is.
    pub(crate) path: PathBuf,
    copy: PathBuf,
}

impl Record {
    /// The record of a name in a folder.
    pub(crate) fn of(folder: &Path, name: &str) -> Record {
        let stem = name.strip_suffix(".json").unwrap_or(name);
        Record { path: folder.join(name), copy: folder.join(format!(".articast.{stem}")) }
    }

    /// Its text; none where there is no record. Where it is damaged, this is the text of its copy.
    pub(crate) fn read(&self) -> Result<Option<Vec<u8>>> {
        if !self.path.exists() {
            return Ok(None);
        }
        self.undamaged().map_or_else(|| files::read(&self.path, LIMIT), Ok).map(Some)
    }

    /// Keeps a new text, or the one that [`read`](Record::read) gave, and its copy. Gives whether the record was written.
    pub(crate) fn keep(&self, new: Option<Vec<u8>>) -> Result<bool> {
        let Record { path, copy } = self;
        let new = new.or_else(|| self.undamaged());
        if let Some(text) = &new {
            files::write(path, text)?;
        }
        let is_written = new.is_some();
        let Some(text) = new.or_else(|| files::read(path, LIMIT).ok()) else { return Ok(false) };
        let copied = copy_of(&text);
        if !files::stands(copy, &copied) {
            files::write(copy, &copied)?;
        }
        if modified(path) != modified(copy) {
            let time = path.metadata().and_then(|data| data.modified()).map_err(Error::reading(path))?;
            let file = files::open_to_change(copy).map_err(Error::writing(copy))?;
            file.set_modified(time).map_err(Error::writing(copy))?;
        }
        Ok(is_written)
    }

    /// Why it cannot be proved, as the end of a sentence that begins with its name. None where it can, or where there is
    /// none. `keeper` is the command that keeps it.
    pub(crate) fn unproven(&self, keeper: &str) -> Option<String> {
        let text = files::read(&self.path, LIMIT).ok()?;
        if files::stands(&self.copy, &copy_of(&text)) {
            return None;
        }
        Some(match (self.undamaged(), self.copy.is_file()) {
            (Some(_), _) => format!("is damaged; `{keeper}` restores it from its copy"),
            (None, false) => format!("has no copy to compare it with; `{keeper}` makes one"),
            (None, true) => "and its copy differ: one was edited, or is damaged".into(),
        })
    }

    /// The text of a record that is damaged, from its copy. None where it is whole, or was edited.
    fn undamaged(&self) -> Option<Vec<u8>> {
        let copied = files::read(&self.copy, LIMIT + DIGITS as u64 + 1).ok()?;
        let text = copied.get(DIGITS + 1..).filter(|text| copy_of(text) == copied)?;
        let is_unedited = modified(&self.path)? == modified(&self.copy)?;
        (is_unedited && !files::stands(&self.path, text)).then(|| text.to_vec())
    }
}

/// What the copy of a text holds.
fn copy_of(text: &[u8]) -> Vec<u8> {
    let digest = sha256(text).expect("memory can be read");
    [digest.as_bytes(), b"\n", text].concat()
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|data| data.modified()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    /// Writes over a record, which is given a time.
    fn put(record: &Record, text: &[u8], time: SystemTime) {
        files::write(&record.path, text).unwrap();
        files::open_to_change(&record.path).unwrap().set_modified(time).unwrap();
    }

    #[test]
    fn what_decays_is_restored_and_what_is_edited_is_believed() {
        let dir = tempfile::tempdir().unwrap();
        let record = Record::of(dir.path(), FOLLOWED);
        assert_eq!(
            (record.read().unwrap(), record.keep(None).unwrap(), record.unproven("x")),
            (None, false, None)
        );
        assert!(record.keep(Some(b"one".to_vec())).unwrap());
        assert!(!record.keep(None).unwrap());
        assert_eq!(record.unproven("x"), None);
        let time = modified(&record.path).unwrap();
        for harm in [&b"two"[..], b"", b"on"] {
            put(&record, harm, time);
            assert!(record.unproven("x").unwrap().starts_with("is damaged; `x` restores it"));
            assert_eq!(record.read().unwrap().unwrap(), b"one");
            assert!(record.keep(None).unwrap());
            assert_eq!(
                (files::read(&record.path, 9).unwrap(), record.unproven("x")),
                (b"one".to_vec(), None)
            );
            // It was written anew, so that it has another time.
            put(&record, b"one", time);
            record.keep(None).unwrap();
        }
        put(&record, b"two", time + Duration::from_secs(5));
        assert!(record.unproven("x").unwrap().contains("its copy differ"));
        assert_eq!(record.read().unwrap().unwrap(), b"two");
        assert!(!record.keep(None).unwrap());
        assert_eq!(record.unproven("x"), None);
    }

    #[test]
    fn a_copy_that_decays_is_not_believed() {
        let dir = tempfile::tempdir().unwrap();
        let record = Record::of(dir.path(), PUBLISHED);
        record.keep(Some(b"one".to_vec())).unwrap();
        let whole = files::read(&record.copy, 99).unwrap();
        let time = modified(&record.path).unwrap();
        for at in 0..whole.len() {
            let mut copied = whole.clone();
            copied[at] ^= 1;
            files::write(&record.copy, &copied).unwrap();
            files::open_to_change(&record.copy).unwrap().set_modified(time).unwrap();
            assert_eq!(record.read().unwrap().unwrap(), b"one", "{at}");
            assert!(record.unproven("x").is_some(), "{at}");
        }
        assert!(!record.keep(None).unwrap());
        assert!(files::read(&record.copy, 99).unwrap() == whole);
    }
}
