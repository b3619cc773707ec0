//! Cover art: a square picture for an episode, from a file, from the article, or drawn from its title.
//!
//! It keeps to what podcast directories ask for (Apple's artwork requirements): square, 1400 to 3000 pixels a side,
//! JPEG or PNG, RGB without alpha. What it is made of comes from outside: pictures are decoded within limits, words
//! are escaped, and a drawing refers to nothing outside itself.

#[cfg(feature = "covers")]
mod colours;
#[cfg(feature = "covers")]
mod drawing;
mod lead;
#[cfg(feature = "covers")]
mod lines;
#[cfg_attr(not(feature = "covers"), expect(dead_code, reason = "covers are read, and not made"))]
mod picture;
#[cfg(feature = "covers")]
mod typesetter;

use std::path::{Path, PathBuf};

#[cfg(feature = "covers")]
use image::RgbImage;

use crate::media;
use crate::{Error, Result, files};

pub use lead::{Fetch, Found, Near, lead};

/// Whether bytes are a whole picture of a kind that is decoded.
pub(crate) fn is_picture(bytes: &[u8]) -> bool {
    picture::decode(bytes).is_ok()
}

/// The longest side of a cover, in pixels.
pub(crate) const LARGEST: u32 = 3000;
/// The shortest side of a cover, and the side of what is embedded in sound files, in pixels.
pub(crate) const SMALLEST: u32 = 1400;
/// No picture's file is larger, in bytes.
const LIMIT: u64 = 64 << 20;
/// The file of a cover has no more bytes, where quality allows: Apple takes no pictures of 512 kB and more.
pub(crate) const MOST_BYTES: usize = 511_000;
/// What is embedded takes no more bytes, where quality allows: it is in each of an episode's files.
const EMBEDDED_BYTES: usize = 300 << 10;
/// Changes when the same design gives another cover.
const EDITION: u32 = 3;

/// What a picture is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// JPEG, used for photographs.
    Jpeg,
    /// PNG, used for drawings.
    Png,
}

impl Media {
    /// The media type, such as `image/jpeg`.
    pub(crate) fn mime(self) -> &'static str {
        match self {
            Media::Jpeg => media::JPEG,
            Media::Png => media::PNG,
        }
    }

    /// The name of the cover's file in an episode's folder.
    pub const fn file(self) -> &'static str {
        match self {
            Media::Jpeg => "cover.jpg",
            Media::Png => "cover.png",
        }
    }
}

/// A cover: a square RGB picture of eight bits a channel, without alpha.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// What it is written in.
    pub media: Media,
    /// The encoded picture, as it is written to the file.
    pub bytes: Vec<u8>,
    /// Its width and its height, in pixels.
    pub side: u32,
}

impl Cover {
    /// The same picture for the inside of sound files: a JPEG of [`SMALLEST`] pixels a side, and of 300 KiB at most
    /// unless it would look bad. The same bytes for the same cover. It is decoded and made small each time.
    #[must_use]
    pub(crate) fn embedded(&self) -> Cover {
        let Ok(whole) = picture::decode(&self.bytes) else { return self.clone() };
        let small = picture::resized(&whole, SMALLEST, SMALLEST);
        let mut bytes = picture::jpeg(&small, 90);
        for quality in [80, 70, 60, 50] {
            if bytes.len() <= EMBEDDED_BYTES {
                break;
            }
            bytes = picture::jpeg(&small, quality);
        }
        Cover { media: Media::Jpeg, bytes, side: SMALLEST }
    }
}

/// A picture of any shape in several sizes, the largest first, for the inside of sound files: JPEG. Nothing where it is
/// none that we read.
pub(crate) fn reduced(bytes: &[u8]) -> Vec<Cover> {
    /// The longer side in pixels, and the quality.
    const SIZES: [(u32, u8); 4] = [(600, 80), (400, 70), (240, 60), (160, 50)];
    let Ok(whole) = picture::decode(bytes) else { return Vec::new() };
    let reduced = SIZES.map(|(side, quality)| {
        let small = picture::within(&whole, side);
        let side = small.width().max(small.height());
        Cover { media: Media::Jpeg, bytes: picture::jpeg(&small, quality), side }
    });
    reduced.into()
}

/// What a cover is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Design {
    /// A picture of the user's, as it is.
    Own {
        /// What errors call it.
        path: PathBuf,
        /// The encoded picture, in any supported format.
        bytes: Vec<u8>,
    },
    /// The article's picture, with its title where that leaves room.
    Lead {
        /// The file of the picture.
        bytes: Vec<u8>,
        /// What is written beside it.
        words: Words,
    },
    /// Words on a colour.
    Drawn(Words),
}

/// What is written on a cover.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The title. From it come the colours and the drawing, too.
    pub title: String,
    /// The author; empty if unknown.
    pub byline: String,
    /// Where it was published.
    pub site: String,
}

/// A cover that was made, and what to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The finished picture, square.
    pub cover: Cover,
    /// What to keep with it, so that it is known again: [`Design::kept`].
    pub seal: String,
    /// Why it may not be what was hoped for.
    pub warning: Option<String>,
}

impl Design {
    /// A picture of the user's. Without the feature `covers`, an error.
    pub fn own(path: &Path) -> Result<Design> {
        if cfg!(not(feature = "covers")) {
            return Err(no_covers());
        }
        let bytes = files::read(path, LIMIT).map_err(|error| match error {
            Error::TooLarge { limit, .. } => Error::NoCover {
                path: path.to_owned(),
                why: format!("it is larger than {} MiB", limit >> 20),
            },
            other => other,
        })?;
        Ok(Design::Own { path: path.to_owned(), bytes })
    }

    /// Makes the cover. `fonts` are folders of fonts for the letters that ours lacks. Only the user's own picture can
    /// be at fault; where the article's is, the cover is drawn. Without the feature `covers`, an error.
    #[cfg(feature = "covers")]
    pub fn make(&self, fonts: &[PathBuf]) -> Result<Made> {
        let (square, media, warning) = match self {
            Design::Own { path, bytes } => own(path, bytes)?,
            Design::Lead { bytes, words } => match picture::decode(bytes) {
                Ok(picture) => (drawing::with_picture(&picture, words, fonts), Media::Jpeg, None),
                Err(why) => (drawing::of_words(words, fonts), Media::Png, Some(not_there(&why))),
            },
            Design::Drawn(words) => (drawing::of_words(words, fonts), Media::Png, None),
        };
        let cover = written(&square, media);
        Ok(Made { seal: self.seal(&cover.bytes), cover, warning })
    }

    /// An error: this build has no covers.
    #[cfg(not(feature = "covers"))]
    pub fn make(&self, _: &[PathBuf]) -> Result<Made> {
        Err(no_covers())
    }

    /// What tells a cover of this design from all others, by its bytes.
    fn seal(&self, bytes: &[u8]) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&EDITION.to_le_bytes());
        let (kind, picture, words) = match self {
            Design::Own { bytes, .. } => ("own", bytes.as_slice(), &Words::default()),
            Design::Lead { bytes, words } => ("lead", bytes.as_slice(), words),
            Design::Drawn(words) => ("drawn", [].as_slice(), words),
        };
        let words = [kind, &words.title, &words.byline, &words.site].map(str::as_bytes);
        for part in words.into_iter().chain([picture, bytes]) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        hasher.finalize().to_hex()[..32].to_owned()
    }

    /// The cover in a file, if it is the one that this design gave: `seal` is what was kept with it. Then nothing has
    /// to be made again.
    pub fn kept(&self, file: &Path, seal: &str) -> Option<Made> {
        let bytes = files::read(file, LIMIT).ok().filter(|bytes| self.seal(bytes) == seal)?;
        let (media, side) = picture::header(&bytes)?;
        Some(Made { cover: Cover { media, bytes, side }, seal: seal.into(), warning: None })
    }
}

/// What a build without the feature `covers` says when one is asked for.
fn no_covers() -> Error {
    Error::Unsuited {
        why: "this build has no covers".into(),
        hint: "build it with the feature `covers`, or give `--cover none`",
    }
}

/// The user's picture: at most a tenth of it is cut off to make it square, else it stands whole before itself.
#[cfg(feature = "covers")]
fn own(path: &Path, bytes: &[u8]) -> Result<(RgbImage, Media, Option<String>)> {
    let refuse = |why: String| Error::NoCover { path: path.to_owned(), why };
    let picture = if picture::is_svg(bytes) {
        drawing::of_svg(bytes).map_err(refuse)?
    } else {
        picture::decode(bytes).map_err(refuse)?
    };
    let (width, height) = picture.dimensions();
    let is_small = width.max(height) < SMALLEST;
    let warning = is_small.then(|| {
        format!("`{}` has {width} × {height} pixels and was scaled up to {SMALLEST}", path.display())
    });
    let is_png = picture::is_png(bytes) || picture::is_svg(bytes);
    Ok((picture::square(&picture), if is_png { Media::Png } else { Media::Jpeg }, warning))
}

/// Said where the article's picture is not the cover's.
pub(crate) fn not_there(why: &str) -> String {
    format!("the article's picture is not used for the cover: {why}")
}

/// A picture in a file: as PNG, unless that has more than [`MOST_BYTES`], or as JPEG.
#[cfg(feature = "covers")]
fn written(square: &RgbImage, media: Media) -> Cover {
    let png = (media == Media::Png).then(|| picture::png(square)).filter(|png| png.len() <= MOST_BYTES);
    if let Some(bytes) = png {
        return Cover { media: Media::Png, side: square.width(), bytes };
    }
    let (bytes, side) = picture::fitting(square, MOST_BYTES);
    Cover { media: Media::Jpeg, side, bytes }
}

/// A picture's file made smaller: a JPEG of no more than [`MOST_BYTES`], where quality allows, in which no side is longer
/// than 3000 pixels. `None` if the picture cannot be read.
pub(crate) fn smaller(bytes: &[u8]) -> Option<Vec<u8>> {
    Some(picture::fitting(&picture::decode(bytes).ok()?, MOST_BYTES).0)
}

#[cfg(test)]
#[cfg(feature = "covers")]
mod tests;
