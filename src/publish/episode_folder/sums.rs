//! The checksums of a folder's files, `SHA256SUMS`: what proves that their bytes are those that were written.
//!
//! The format is that of `sha256sum`, so that `sha256sum -c SHA256SUMS` proves them too. Whoever writes a file notes its
//! checksum; nobody else does. What is damaged never gets a new one, but is made again.

use std::collections::BTreeMap;
use std::path::Path;

use super::names::{self, is_figure, is_plain};
use crate::encode::{Division, EncodeOptions, Format};
use crate::hash::sha256;
use crate::{Error, Result, files};

/// The most bytes that are read of a list.
const LIMIT: u64 = 1 << 26;
/// How many digits a checksum has.
const DIGITS: usize = 64;

/// The checksums of the files in a folder and in [`names::FIGURES`], by their paths from there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    digests: BTreeMap<String, String>,
}

impl Sums {
    /// Reads the list of a folder. None where there is none.
    ///
    /// # Errors
    ///
    /// What is wrong with the list, for people: it is one only if it is as [`Sums::text`] writes it.
    pub fn read(folder: &Path) -> Result<Option<Sums>, String> {
        let path = folder.join(names::SUMS);
        if path.symlink_metadata().is_err() {
            return Ok(None);
        }
        let bytes = files::read(&path, LIMIT).map_err(|error| error.with_causes())?;
        let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
        let mut sums = Sums::default();
        for (n, line) in text.lines().enumerate() {
            let parts = line
                .split_at_checked(DIGITS)
                .and_then(|(digest, rest)| Some((digest, rest.strip_prefix("  ")?)));
            let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
            let known = parts.filter(|(digest, name)| digest.bytes().all(is_digit) && is_listed(name));
            let Some((digest, name)) = known else {
                return Err(format!("line {} is no checksum of a file", n + 1));
            };
            sums.set(name, digest.to_owned());
        }
        if sums.text() == text { Ok(Some(sums)) } else { Err("its lines are not in order".into()) }
    }

    /// The list of a folder, as far as it can be read; empty otherwise.
    pub fn known(folder: &Path) -> Sums {
        Sums::read(folder).ok().flatten().unwrap_or_default()
    }

    /// The SHA-256 of a file as it was written: 64 hexadecimal digits.
    pub fn of(&self, name: &str) -> Option<&str> {
        self.digests.get(name).map(String::as_str)
    }

    /// Notes the SHA-256 of a file that was written. A name that a line cannot hold is left out.
    pub fn set(&mut self, name: &str, digest: String) {
        if is_listed(name) {
            self.digests.insert(name.to_owned(), digest);
        }
    }

    /// Forgets the files that are not of these.
    pub fn retain(&mut self, is_one: impl Fn(&str) -> bool) {
        self.digests.retain(|name, _| is_one(name));
    }

    /// The files and their checksums, in order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.digests.iter().map(|(name, digest)| (name.as_str(), digest.as_str()))
    }

    /// Whether a file of the folder is as it was written, or nobody noted how that was. Reads all of it.
    pub fn is_intact(&self, folder: &Path, name: &str) -> bool {
        self.of(name).is_none_or(|noted| digest(&folder.join(name)).is_ok_and(|found| found == noted))
    }

    /// Whether a file is not as it was written, though its time does not tell of a change: so it is where a disk fails, and
    /// not where somebody edited it.
    pub fn is_decayed(&self, folder: &Path, name: &str) -> bool {
        let changed = |name: &str| folder.join(name).metadata().and_then(|data| data.modified()).ok();
        changed(name).is_some_and(|at| changed(names::SUMS).is_some_and(|noted| at <= noted))
            && !self.is_intact(folder, name)
    }

    /// The text of the file.
    pub fn text(&self) -> String {
        let lines = self.iter().flat_map(|(name, digest)| [digest, "  ", name, "\n"]);
        lines.collect()
    }

    /// What was ordered of the encoders, as far as the names of the sound files tell it: the formats, and how each divides
    /// the episode. It is asked where the manifest is damaged.
    pub fn encode_options(&self) -> EncodeOptions {
        let mut options = EncodeOptions::default();
        for (name, format) in self.sound() {
            if !options.formats.contains(&format) {
                options.formats.push(format);
            }
            let is_chapters = self.sound().any(|(first, of)| of == format && is_first(first));
            let division =
                if is_chapters && is_numbered(name) { Division::Chapters } else { Division::Whole };
            if !options.divisions.contains(&(format, division)) {
                options.divisions.push((format, division));
            }
        }
        options.stem = self.stem().map(Into::into);
        options
    }

    /// The name of the files with the whole episode, without their endings.
    fn stem(&self) -> Option<&str> {
        let has_chapters = |format| self.sound().any(|(first, of)| of == format && is_first(first));
        let mut whole = self.sound().filter(|(name, format)| !has_chapters(*format) || !is_numbered(name));
        whole.next()?.0.rsplit_once('.').map(|(stem, _)| stem)
    }

    fn sound(&self) -> impl Iterator<Item = (&str, Format)> {
        self.iter().filter_map(|(name, _)| Some((name, Format::of(Path::new(name))?)))
    }
}

/// Whether a sound file is named as the first chapter is.
fn is_first(name: &str) -> bool {
    is_numbered(name)
        && name.split(['-', '.']).next().is_some_and(|number| number.trim_start_matches('0') == "1")
}

/// Whether a sound file is named as chapters are: by a number of two digits or more.
fn is_numbered(name: &str) -> bool {
    let number = name.split(['-', '.']).next().unwrap_or_default();
    1 < number.len() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a line may name a file so.
fn is_listed(name: &str) -> bool {
    let is_here = is_plain(name) && !name.starts_with('.') && name != names::SUMS;
    (is_here || is_figure(name)) && !name.contains(|c: char| c.is_control() || c == '\\')
}

/// The SHA-256 of a file, as the list has it.
pub fn digest(path: &Path) -> Result<String> {
    files::open(path).and_then(sha256).map_err(Error::reading(path))
}

/// The SHA-256 of a text, as the list has it.
pub fn digest_of(text: &[u8]) -> String {
    sha256(text).expect("memory can be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Result<Option<Sums>, String> {
        let dir = tempfile::tempdir().unwrap();
        files::write(&dir.path().join(names::SUMS), text.as_bytes()).unwrap();
        Sums::read(dir.path())
    }

    #[test]
    fn every_flipped_bit_of_a_list_shows() {
        let mut sums = Sums::default();
        for name in ["01-one.wav", "figures/01.png", "a b é.mp3"] {
            sums.set(name, digest_of(name.as_bytes()));
        }
        for hidden in ["../x", ".hidden", "a/b", "a\nb", names::SUMS] {
            sums.set(hidden, digest_of(b""));
        }
        let text = sums.text();
        assert_eq!((list(&text), text.lines().count()), (Ok(Some(sums.clone())), 3));
        let mut bytes = text.into_bytes();
        for bit in 0..8 * bytes.len() {
            bytes[bit / 8] ^= 1 << (bit % 8);
            let told = std::str::from_utf8(&bytes).map_or_else(|_| Err(String::new()), list);
            assert!(told != Ok(Some(sums.clone())), "bit {bit}");
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
    }

    #[test]
    fn names_tell_what_was_ordered() {
        let of = |names: &[&str]| {
            let mut sums = Sums::default();
            for name in names {
                sums.set(name, digest_of(b""));
            }
            let EncodeOptions { divisions, stem, .. } = sums.encode_options();
            (divisions, stem)
        };
        let (chapters, whole) = (Division::Chapters, Division::Whole);
        assert_eq!(
            of(&["01-one.wav", "02-two.wav", "birds.mp3", "cover.jpg"]),
            (vec![(Format::Wav, chapters), (Format::Mp3, whole)], Some("birds".into()))
        );
        assert_eq!(of(&["10-things.mp3"]), (vec![(Format::Mp3, whole)], Some("10-things".into())));
        assert_eq!(of(&["01.wav", "02.wav"]), (vec![(Format::Wav, chapters)], None));
    }

    #[test]
    fn what_decays_differs_from_what_is_edited() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.txt");
        files::write(&path, b"one").unwrap();
        let mut sums = Sums::default();
        sums.set("a.txt", digest(&path).unwrap());
        files::write(&dir.path().join(names::SUMS), sums.text().as_bytes()).unwrap();
        assert!(sums.is_intact(dir.path(), "a.txt") && !sums.is_decayed(dir.path(), "a.txt"));
        let noted = dir.path().join(names::SUMS).metadata().unwrap().modified().unwrap();
        for (at, is_decayed) in [(0, true), (60, false)] {
            files::write(&path, b"two").unwrap();
            let file = std::fs::File::options().write(true).open(&path).unwrap();
            file.set_modified(noted + std::time::Duration::from_secs(at)).unwrap();
            assert!(!sums.is_intact(dir.path(), "a.txt"));
            assert_eq!(sums.is_decayed(dir.path(), "a.txt"), is_decayed);
        }
    }
}
