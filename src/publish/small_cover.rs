//! The smaller copy of a cover that has more bytes than Apple takes: the feed names it instead of the cover, which may be
//! the user's own and stays as it is.

use std::fs::File;
use std::path::Path;

use jiff::Timestamp;

use super::episode_folder::names::small_cover;
use crate::cover::{MOST_BYTES, smaller};
use crate::{Error, Result, files};

/// No picture's file is larger, in bytes.
const LIMIT: u64 = 64 << 20;

/// Whether a cover has more bytes than Apple takes.
fn is_large(cover: &Path) -> bool {
    cover.metadata().is_ok_and(|data| MOST_BYTES as u64 <= data.len())
}

fn modified(path: &Path) -> Option<Timestamp> {
    Timestamp::try_from(path.metadata().and_then(|data| data.modified()).ok()?).ok()
}

/// Whether a copy is that of the cover as it is: it has the cover's time.
fn is_current(copy: &Path, cover: &Path) -> bool {
    copy.is_file() && modified(copy) == modified(cover)
}

/// The file name of the picture that a feed gives for a cover in `folder`: its own, or that of its smaller copy.
pub(super) fn named(folder: &Path, cover: &str) -> String {
    let copy = small_cover(cover);
    let of = folder.join(cover);
    if is_large(&of) && is_current(&folder.join(&copy), &of) { copy } else { cover.to_owned() }
}

/// Writes the smaller copy of a cover in `folder` that needs one and has none. Gives its file name if it was written.
/// A cover that cannot be read stays as it is.
pub(super) fn refresh(folder: &Path, cover: &str) -> Result<Option<String>> {
    let (name, of) = (small_cover(cover), folder.join(cover));
    let copy = folder.join(&name);
    if !is_large(&of) || is_current(&copy, &of) {
        return Ok(None);
    }
    let Some(bytes) = files::read(&of, LIMIT).ok().and_then(|bytes| smaller(&bytes)) else { return Ok(None) };
    let is_new = !files::stands(&copy, &bytes);
    if is_new {
        files::write(&copy, &bytes)?;
    }
    if let Ok(time) = of.metadata().and_then(|data| data.modified()) {
        let file = File::options().write(true).open(&copy).map_err(Error::writing(&copy))?;
        file.set_modified(time).map_err(Error::writing(&copy))?;
    }
    Ok(is_new.then_some(name))
}

#[cfg(test)]
mod tests {
    use image::RgbImage;

    use super::*;

    #[test]
    fn a_large_cover_has_a_copy_until_it_changes() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path();
        let path = folder.join("art.png");
        let noise = |side: u32, seed: &[u8]| {
            let mut dice = blake3::Hasher::new().update(seed).finalize_xof();
            let mut noise = RgbImage::new(side, side);
            dice.fill(&mut noise);
            noise.save(&path).unwrap();
        };
        noise(450, b"one");
        assert_eq!(named(folder, "art.png"), "art.png");
        assert_eq!(refresh(folder, "art.png").unwrap().as_deref(), Some("art-512k.jpg"));
        assert_eq!(
            (named(folder, "art.png"), refresh(folder, "art.png").unwrap()),
            ("art-512k.jpg".into(), None)
        );
        assert!(folder.join("art-512k.jpg").metadata().unwrap().len() < MOST_BYTES as u64);
        noise(460, b"two");
        let long_ago = Timestamp::UNIX_EPOCH.try_into().unwrap();
        File::options().write(true).open(&path).unwrap().set_modified(long_ago).unwrap();
        assert_eq!(named(folder, "art.png"), "art.png");
        assert!(refresh(folder, "art.png").unwrap().is_some());
        noise(20, b"one");
        assert_eq!((named(folder, "art.png"), refresh(folder, "art.png").unwrap()), ("art.png".into(), None));
        files::write(&path, &vec![0; MOST_BYTES]).unwrap();
        assert_eq!(refresh(folder, "art.png").unwrap(), None);
    }
}
