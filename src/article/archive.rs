//! Zip archives that hold an article: parts by their path, bounded by the bytes that really come out.
//!
//! Nothing is written to disk and no path is opened, so that paths such as `../../etc/passwd` and links are only names.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::decode;
use crate::{Error, Result};

/// No part is larger than this once inflated: the longest novels have 5 MB.
const LARGEST_PART: u64 = 16 << 20;
/// All parts that are read are no larger than this together, or than so many times the archive: text shrinks to a third or
/// a tenth, and only what was made to burst shrinks to less.
const LARGEST_WHOLE: u64 = 32 << 20;
const LARGEST_RATIO: u64 = 20;
/// An archive with more entries is none of an article.
const MOST_ENTRIES: usize = 50_000;
/// What every entry of an archive's directory starts with (APPNOTE.TXT, section 4.3.12).
const ENTRY: &[u8] = b"PK\x01\x02";

/// An archive in memory.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may be inflated, and how many still may.
    whole: u64,
    left: u64,
    name: &'a str,
}

impl<'a> Archive<'a> {
    /// Opens an archive; `name` is what errors call it.
    pub(super) fn open(bytes: &'a [u8], name: &'a str) -> Result<Archive<'a>> {
        let entries =
            bytes.windows(ENTRY.len()).filter(|window| *window == ENTRY).take(MOST_ENTRIES + 1).count();
        if MOST_ENTRIES < entries {
            return Err(refused(name, &format!("it contains more than {MOST_ENTRIES} files")));
        }
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            refused(name, "it is not a complete zip archive; check that it was copied completely")
        })?;
        let whole = LARGEST_WHOLE.max(LARGEST_RATIO * bytes.len() as u64);
        Ok(Archive { zip, whole, left: whole, name })
    }

    /// The error that this is no article, and why.
    pub(super) fn refused(&self, why: &str) -> Error {
        refused(self.name, why)
    }

    /// The error that a part is made to keep a reader busy.
    pub(super) fn excessive(&self) -> Error {
        self.refused("it has too many elements, or nests them too deeply")
    }

    /// The paths of all parts.
    pub(super) fn paths(&self) -> impl Iterator<Item = String> {
        self.zip.file_names().filter_map(|name| name.ok().map(String::from))
    }

    /// The text of a part; `None` if it is missing or damaged.
    pub(super) fn text(&mut self, path: &str) -> Result<Option<String>> {
        Ok(self.read(path)?.map(|bytes| decode::markup(&bytes, None).into_owned()))
    }

    /// The bytes of a part; `None` if it is missing or damaged.
    pub(super) fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>> {
        let file = match self.zip.by_name(path) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(refused(self.name, "it is password-protected"));
            }
            Err(_) => return Ok(None),
        };
        let limit = LARGEST_PART.min(self.left);
        let mut bytes = Vec::new();
        let read = file.take(limit + 1).read_to_end(&mut bytes);
        let size = bytes.len() as u64;
        if limit < size {
            let limit = if limit == LARGEST_PART { LARGEST_PART } else { self.whole };
            return Err(Error::TooLarge { name: self.name.to_owned(), bytes: None, limit });
        }
        self.left -= size;
        Ok(read.is_ok().then_some(bytes))
    }
}

fn refused(name: &str, why: &str) -> Error {
    Error::NotAnArticle { name: name.to_owned(), why: why.to_owned() }
}

/// Where a reference in a part leads: a path in the archive, and the fragment. `None` if it leads out of the archive.
pub(super) fn resolve(base: &str, reference: &str) -> Option<(String, Option<String>)> {
    let reference = reference.trim();
    let (path, fragment) = match reference.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment)).filter(|fragment| !fragment.is_empty())),
        None => (reference, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() {
        return Some((base.to_owned(), fragment));
    }
    let scheme = path.split(['/', '?']).next().unwrap_or_default();
    if scheme.contains(':') || path.starts_with("//") {
        return None;
    }
    let path = decoded(path).replace('\\', "/");
    let mut steps: Vec<&str> = if path.starts_with('/') { Vec::new() } else { base.split('/').collect() };
    steps.pop();
    for step in path.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    Some((steps.join("/"), fragment))
}

/// Text with its `%20` and the like as characters.
pub(crate) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = tail.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()).filter(|_| *first == b'%');
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn references_lead_to_paths_in_the_archive() {
    let path = |reference| resolve("OEBPS/text/one.xhtml", reference);
    let some = |path: &str, fragment: Option<&str>| Some((path.into(), fragment.map(String::from)));
    assert_eq!(path("two%20a.xhtml#s%C3%A9"), some("OEBPS/text/two a.xhtml", Some("sé")));
    assert_eq!(path("../img/a.png"), some("OEBPS/img/a.png", None));
    assert_eq!(path("#x"), some("OEBPS/text/one.xhtml", Some("x")));
    assert_eq!(path("../../../../etc/passwd"), some("etc/passwd", None));
    assert_eq!(path("/OEBPS/%zz.xhtml"), some("OEBPS/%zz.xhtml", None));
    assert_eq!(path("https://example.org/a"), None);
}
