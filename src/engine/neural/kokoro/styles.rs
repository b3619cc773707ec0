//! The styles of voices: for each number of ids a row of 256 numbers.
//!
//! They come as raw files, `NAME.bin`, with 32-bit little-endian numbers and nothing else, or as an archive of arrays,
//! `.npz` or `.bin`, a ZIP with a file `NAME.npy` for each voice (`numpy.lib.format`), of the shape `[n, 1, 256]` or
//! `[n, 256]`.

use std::io::Read;
use std::path::{Path, PathBuf};

use zip::ZipArchive;

use super::NAME;
use super::blend::is_name;
use crate::engine::neural::files_in;
use crate::{Error, Result, files};

/// The numbers of a row.
const WIDTH: usize = 256;
/// The most rows of a voice; those of Kokoro have 510.
const ROWS: usize = 4096;
/// The most bytes of a voice: its rows and a header.
const LIMIT: u64 = (4 * WIDTH * ROWS) as u64 + 65_536;
/// The most voices of an archive.
const VOICES: usize = 1000;

/// The styles of a voice or a blend.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Style {
    numbers: Vec<f32>,
}

impl Style {
    /// The row for a number of ids, pads not counted; the last one for more.
    pub(super) fn row(&self, ids: usize) -> &[f32] {
        let last = self.numbers.len() / WIDTH - 1;
        &self.numbers[WIDTH * ids.min(last)..][..WIDTH]
    }

    /// What tells it from others.
    pub(super) fn digest(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for number in &self.numbers {
            hasher.update(&number.to_le_bytes());
        }
        hasher.finalize().to_hex()[..16].to_owned()
    }

    /// A share of it.
    pub(super) fn scaled(&self, weight: f32) -> Style {
        Style { numbers: self.numbers.iter().map(|number| weight * number).collect() }
    }

    /// Both together; as many rows as both have.
    pub(super) fn plus(&self, other: &Style) -> Style {
        Style { numbers: self.numbers.iter().zip(&other.numbers).map(|(a, b)| a + b).collect() }
    }

    fn of(bytes: &[u8]) -> Result<Style, String> {
        let numbers: Vec<f32> =
            bytes.chunks_exact(4).map(|b| f32::from_le_bytes([b[0], b[1], b[2], b[3]])).collect();
        if bytes.is_empty() || !bytes.len().is_multiple_of(4 * WIDTH) || 4 * WIDTH * ROWS < bytes.len() {
            return Err(format!("{} bytes are no rows of {WIDTH} numbers", bytes.len()));
        }
        if !numbers.iter().all(|number| number.is_finite()) {
            return Err("it contains values that are not numbers".into());
        }
        Ok(Style { numbers })
    }
}

/// A voice in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kept {
    /// The name, such as `af_heart`.
    pub(super) name: String,
    path: PathBuf,
    place: Place,
}

/// Where in a file a voice is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// It is all of it.
    Whole,
    /// It is a file of the archive.
    Member,
}

/// The voices in a folder, each name once. What cannot be read has none.
pub(super) fn list(folder: &Path) -> Vec<Kept> {
    let mut all: Vec<Kept> =
        files_in(folder, &["bin", "npz"]).iter().flat_map(|path| of_file(path)).collect();
    all.sort();
    all.dedup_by(|a, b| a.name == b.name);
    all
}

fn of_file(path: &Path) -> Vec<Kept> {
    if let Ok(archive) = files::open(path).map_err(drop).and_then(|file| ZipArchive::new(file).map_err(drop))
    {
        let names = archive.file_names().take(VOICES).flatten();
        let names = names.filter_map(|name| Some(name.strip_suffix(".npy")?.to_owned()));
        let kept = |name: String| Kept { name, path: path.into(), place: Place::Member };
        return names.filter(|name| is_name(name)).map(kept).collect();
    }
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let is_raw = is_name(&name) && path.extension().is_some_and(|extension| extension == "bin");
    is_raw.then(|| Kept { name, path: path.into(), place: Place::Whole }).into_iter().collect()
}

impl Kept {
    /// Reads the style from the file; fails if it is damaged.
    pub(super) fn read(&self) -> Result<Style> {
        let style = match self.place {
            Place::Whole => Style::of(&files::read(&self.path, LIMIT)?),
            Place::Member => self.member().and_then(|bytes| Style::of(array(&bytes)?)),
        };
        style.map_err(|why| Error::NoEngine {
            engine: NAME.into(),
            why: format!("the voice `{}` in `{}` cannot be used: {why}", self.name, self.path.display()),
            hint: "check that the file is complete, or download it again".into(),
        })
    }

    fn member(&self) -> Result<Vec<u8>, String> {
        let text = |error: &dyn std::fmt::Display| error.to_string();
        let file = files::open(&self.path).map_err(|error| text(&error))?;
        let mut archive = ZipArchive::new(file).map_err(|error| text(&error))?;
        let member = archive.by_name(&format!("{}.npy", self.name)).map_err(|error| text(&error))?;
        let mut bytes = Vec::new();
        member.take(LIMIT + 1).read_to_end(&mut bytes).map_err(|error| text(&error))?;
        if LIMIT < bytes.len() as u64 { Err("it is too large".into()) } else { Ok(bytes) }
    }
}

/// The numbers of an array file, if it holds rows of 32-bit ones.
fn array(bytes: &[u8]) -> Result<&[u8], String> {
    let wrong = |what: &str| Err(format!("it is not an array of rows of {WIDTH} 32-bit numbers: {what}"));
    let (length, start) = match bytes {
        [0x93, b'N', b'U', b'M', b'P', b'Y', 1, 0, a, b, ..] => {
            (usize::from(u16::from_le_bytes([*a, *b])), 10)
        }
        [0x93, b'N', b'U', b'M', b'P', b'Y', 2 | 3, 0, a, b, 0, 0, ..] => {
            (usize::from(u16::from_le_bytes([*a, *b])), 12)
        }
        _ => return wrong("its beginning"),
    };
    let Some(header) = bytes.get(start..start + length) else { return wrong("it is truncated") };
    let header: String = header.iter().filter(|b| !b.is_ascii_whitespace()).map(|b| char::from(*b)).collect();
    let shape = header
        .strip_prefix("{'descr':'<f4','fortran_order':False,'shape':(")
        .and_then(|rest| rest.strip_suffix(",}").or(rest.strip_suffix('}')))
        .and_then(|rest| rest.strip_suffix(')'));
    let Some(shape) = shape else { return wrong(&header) };
    let sizes: Vec<&str> = shape.split(',').collect();
    let ([rows, "256"] | [rows, "1", "256"]) = sizes.as_slice() else { return wrong(&header) };
    let numbers = &bytes[start + length..];
    match rows.parse::<usize>() {
        Ok(rows) if rows <= ROWS && numbers.len() == 4 * WIDTH * rows => Ok(numbers),
        _ => wrong("its length"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn npy(version: u8, header: &str, numbers: &[u8]) -> Vec<u8> {
        let length = u16::try_from(header.len()).unwrap().to_le_bytes();
        let more: &[u8] = if version == 1 { &[] } else { &[0, 0] };
        [b"\x93NUMPY", &[version, 0][..], &length, more, header.as_bytes(), numbers].concat()
    }

    #[test]
    fn arrays_are_read_strictly() {
        let numbers = vec![0; 4 * WIDTH * 2];
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1, 256), }      \n";
        assert_eq!(array(&npy(1, header, &numbers)), Ok(&numbers[..]));
        assert_eq!(array(&npy(2, &header.replace("1, ", ""), &numbers)), Ok(&numbers[..]));
        for (from, to) in [
            ("<f4", "<f8"),
            ("False", "True"),
            ("256", "255"),
            ("(2,", "(3,"),
            ("(2,", "(-2,"),
            ("}", ""),
            ("1,", "2,"),
        ] {
            assert!(array(&npy(1, &header.replace(from, to), &numbers)).is_err(), "{from} {to}");
        }
        let whole = npy(1, header, &numbers);
        for length in [0, 5, 9, 40, whole.len() - 1] {
            assert!(array(&whole[..length]).is_err(), "{length}");
        }
        assert!(array(&npy(4, header, &numbers)).is_err());
    }

    #[test]
    fn rows_are_found_by_the_number_of_ids() {
        let bytes: Vec<u8> = [1.0_f32, 2.0, 3.0].iter().flat_map(|n| n.to_le_bytes().repeat(WIDTH)).collect();
        let style = Style::of(&bytes).unwrap();
        let rows = [0, 1, 2, 3, 510].map(|ids| style.row(ids)[255]);
        assert_eq!(rows.map(f32::to_bits), [1.0_f32, 2.0, 3.0, 3.0, 3.0].map(f32::to_bits));
        assert!(Style::of(&bytes[4..]).is_err() && Style::of(&[]).is_err());
        assert!(Style::of(&f32::NAN.to_le_bytes().repeat(WIDTH)).is_err());
        assert_ne!(style.digest(), style.scaled(0.5).digest());
        assert_eq!(style.scaled(0.25).plus(&style.scaled(0.75)), style);
    }
}
