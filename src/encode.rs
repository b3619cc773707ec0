//! Encoding: the stream of samples becomes files, of any number of formats in one pass.

mod digest;
mod flac;
mod id3v2;
mod m4b;
#[cfg(feature = "mp3")]
mod mp3;
mod names;
mod opus;
mod pass;
pub(crate) mod tags;
mod vorbis;
pub mod wav;

use std::collections::BTreeMap;
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use crate::audio::loudness::Levels;
use crate::audio::{Clip, Rate};
use crate::bounds::Bounds;
use crate::engine::cached::Cache;
use crate::engine::child::Program;
use crate::episode::Episode;
use crate::media;
use crate::{Error, Result, files};

pub use digest::digests;
pub use names::{slug, slug_with};
pub use pass::write;
pub use tags::{Figure, Picture, Tags};

/// A kind of sound file.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumString,
    IntoStaticStr,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase", ascii_case_insensitive)]
pub enum Format {
    /// RIFF WAVE with 16-bit PCM; RF64 beyond 4 GiB.
    Wav,
    /// Free Lossless Audio Codec (RFC 9639), 16 bits.
    Flac,
    /// MPEG-1 or MPEG-2 Layer III.
    Mp3,
    /// Opus in Ogg (RFC 7845).
    Opus,
    /// AAC in MP4, as an audiobook.
    M4b,
}

impl Format {
    /// What files of this format end with.
    pub fn extension(self) -> &'static str {
        self.into()
    }

    /// What servers call it.
    pub fn media_type(self) -> &'static str {
        match self {
            Format::Wav => media::WAV,
            Format::Flac => media::FLAC,
            Format::Mp3 => media::MP3,
            Format::Opus => media::OPUS,
            Format::M4b => media::M4A,
        }
    }

    /// The format that a file's name ends with.
    pub fn of(path: &Path) -> Option<Format> {
        path.extension()?.to_str()?.parse().ok()
    }

    /// Whether files of this format show pictures at times of their own, in a way that players know.
    pub(crate) fn holds_figures(self) -> bool {
        self == Format::Mp3
    }

    /// The bit rate in kb/s for one voice, where the format has one.
    pub(crate) fn usual_bitrate(self) -> Option<u32> {
        match self {
            Format::Wav | Format::Flac => None,
            Format::Mp3 => Some(96),
            Format::Opus => Some(48),
            Format::M4b => Some(64),
        }
    }

    /// The fewest bytes that so much sound takes in this format, the bit rate in kb/s where it has one.
    pub(crate) fn least_bytes(self, samples: u64, rate: Rate, bitrate: Option<u32>) -> u64 {
        match self {
            Format::Wav => 2 * samples,
            // Speech is packed to about half; silence to nothing.
            Format::Flac => samples / 2,
            // Where the bit rate is an average, it is less at times.
            Format::Mp3 | Format::Opus | Format::M4b => {
                rate.milliseconds(samples) * u64::from(bitrate.unwrap_or_default()) / 8 / 10 * 7
            }
        }
    }

    /// How an episode is divided among files of this format unless someone says otherwise: WAV files are for
    /// listening chapter by chapter, the others know chapters themselves.
    pub(crate) fn usual_division(self) -> Division {
        match self {
            Format::Wav => Division::Chapters,
            Format::Flac | Format::Mp3 | Format::Opus | Format::M4b => Division::Whole,
        }
    }
}

/// How an episode is divided among files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Division {
    /// A file for each chapter.
    Chapters,
    /// One file with all of it.
    Whole,
}

/// The bit rates that encoders take, in kb/s.
pub const BITRATES: Bounds<u32> = Bounds::new(8, 320, "kb/s");

/// What is wanted of the encoders.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EncodeOptions {
    /// The formats to write, in order; an empty list means none.
    pub formats: Vec<Format>,
    /// The divisions of each; of a format that has none here, [`Format::usual_division`].
    pub divisions: Vec<(Format, Division)>,
    /// Bit rates in kb/s that differ from [`Format::usual_bitrate`]; of several the last.
    pub bitrates: Vec<(Format, u32)>,
    /// The name of the file with the whole episode, without its ending; if there is none, the title gives one.
    pub stem: Option<String>,
    /// The picture for players to show.
    pub cover: Option<Picture>,
    /// The pictures that are told, for files of the whole episode in formats that hold them.
    pub figures: Vec<Figure>,
    /// A program that makes AAC, such as ffmpeg, for builds without an encoder of their own.
    pub aac_encoder: Option<Program>,
}

impl EncodeOptions {
    /// One format, divided as usual.
    pub fn of(format: Format) -> EncodeOptions {
        EncodeOptions { formats: vec![format], ..EncodeOptions::default() }
    }

    fn divisions(&self, format: Format) -> Vec<Division> {
        let of_format = self.divisions.iter().filter(|(of, _)| *of == format);
        let mut divisions: Vec<Division> = of_format.map(|(_, division)| *division).collect();
        divisions.sort_unstable();
        divisions.dedup();
        if divisions.is_empty() { vec![format.usual_division()] } else { divisions }
    }

    /// The fewest bytes that files of these formats take. `samples` says how much of the timeline those of a division hold.
    pub(crate) fn least_bytes(&self, rate: Rate, samples: impl Fn(Division) -> u64) -> u64 {
        let of = |format: &Format| {
            let bytes = |division| format.least_bytes(samples(division), rate, self.bitrate(*format));
            self.divisions(*format).into_iter().map(bytes).sum::<u64>()
        };
        self.formats.iter().map(of).sum()
    }

    /// The bit rate of a format in kb/s, if it has one.
    pub(crate) fn bitrate(&self, format: Format) -> Option<u32> {
        let other = self.bitrates.iter().rev().find(|(of, _)| *of == format);
        other.map(|(_, bitrate)| *bitrate).or(format.usual_bitrate())
    }
}

/// A file that is to be made of a stretch of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Its name in the episode's folder.
    pub name: String,
    /// The format of the sound.
    pub format: Format,
    /// Whether it is a chapter or all of it.
    pub division: Division,
    /// The samples of the timeline that it holds.
    pub at: Range<u64>,
    /// The rate of the timeline, which lossless formats keep.
    pub rate: Rate,
    /// The bit rate in kb/s, for formats that have one.
    pub bitrate: Option<u32>,
    /// What it says of itself.
    pub tags: Tags,
    /// A program that makes AAC.
    pub aac_encoder: Option<Program>,
}

/// The files of an episode: for each format and each of its divisions, in order of the timeline.
pub fn plan(episode: &Episode, options: &EncodeOptions) -> Vec<File> {
    let mut formats = options.formats.clone();
    formats.sort_unstable();
    formats.dedup();
    let mut files = Vec::new();
    for format in formats {
        let file = |name, division, at, tags| File {
            name,
            format,
            division,
            at,
            rate: episode.rate,
            bitrate: options.bitrate(format),
            tags,
            aac_encoder: options.aac_encoder.clone(),
        };
        for division in options.divisions(format) {
            match division {
                Division::Whole => {
                    let tags = Tags::of_episode(episode, options.cover.clone());
                    let name = names::whole(episode, options.stem.as_deref(), format);
                    let mut file = file(name, division, 0..episode.samples(), tags);
                    if format.holds_figures() {
                        let bytes = bytes(&file);
                        file.tags.hold_figures(episode, &options.figures, bytes);
                    }
                    files.push(file);
                }
                Division::Chapters => {
                    let names = names::chapters(episode, format);
                    for (n, (mark, name)) in episode.chapters.iter().zip(names).enumerate() {
                        let tags = Tags::of_chapter(episode, n, options.cover.clone());
                        files.push(file(name, division, mark.at.clone(), tags));
                    }
                }
            }
        }
    }
    files
}

/// About how many bytes the sound of a file takes, if its bit rate is constant.
fn bytes(file: &File) -> u64 {
    #[cfg(feature = "mp3")]
    let kilobits = file.bitrate.map(|wanted| mp3::kilobits(wanted, file.rate));
    #[cfg(not(feature = "mp3"))]
    let kilobits = file.bitrate;
    file.rate.milliseconds(file.at.end - file.at.start) * u64::from(kilobits.unwrap_or_default()) / 8
}

impl File {
    /// The fewest bytes that it takes.
    pub(crate) fn least_bytes(&self) -> u64 {
        self.format.least_bytes(self.at.end - self.at.start, self.rate, self.bitrate)
    }
}

/// An episode, and where its sound comes from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The finished timeline that is encoded.
    pub episode: &'a Episode,
    /// Where its takes are kept.
    pub cache: &'a Cache,
    /// The sounds that its pieces count.
    pub clips: &'a [Clip],
}

/// A file that is being written. It appears under its name when it is finished; dropped before that, it leaves nothing.
pub trait Encoder {
    /// Takes the next samples: mono at the file's rate, full scale ±1.
    fn write(&mut self, samples: &[f32]) -> Result<()>;

    /// Completes the file and gives it its name.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// Finds out, before anything is spoken, which of the formats can be made at this rate. Gives those that cannot, with the
/// reason, so that they do not take the others with them.
///
/// # Errors
///
/// The reason of the first, where none can be made.
pub fn check(options: &mut EncodeOptions, rate: Rate) -> Result<Vec<Unmade>> {
    let mut unmade = Vec::new();
    for format in std::mem::take(&mut options.formats) {
        match check_one(format, options, rate) {
            Ok(()) => options.formats.push(format),
            Err(error) => unmade.push(Unmade { format, error }),
        }
    }
    if options.formats.is_empty() && !unmade.is_empty() {
        return Err(unmade.swap_remove(0).error);
    }
    Ok(unmade)
}

fn check_one(format: Format, options: &EncodeOptions, rate: Rate) -> Result<()> {
    match format {
        #[cfg(not(feature = "mp3"))]
        Format::Mp3 => Err(Error::NoEncoder { format: "MP3", feature: "mp3" }),
        Format::M4b => m4b::check(options, rate),
        _ => Ok(()),
    }
}

/// What a pass made.
#[derive(Debug, Default)]
pub struct Written {
    /// How loud each file is, by its name; files of nothing but silence are left out.
    pub levels: BTreeMap<String, Levels>,
    /// The formats whose encoder failed while others went on: none of their files counts.
    pub unmade: Vec<Unmade>,
}

/// A format that could not be made, though others could.
#[derive(Debug)]
pub struct Unmade {
    /// The format, of which there is no file.
    pub format: Format,
    /// Why.
    pub error: Error,
}

/// Starts a file in a folder.
fn open(file: &File, dir: &Path) -> Result<Box<dyn Encoder>> {
    let path = dir.join(&file.name);
    match file.format {
        Format::Wav => Ok(Box::new(wav::Writer::create(&path, file)?)),
        Format::Flac => Ok(Box::new(flac::Writer::create(&path, file)?)),
        #[cfg(feature = "mp3")]
        Format::Mp3 => Ok(Box::new(mp3::Writer::create(&path, file)?)),
        #[cfg(not(feature = "mp3"))]
        Format::Mp3 => Err(Error::NoEncoder { format: "MP3", feature: "mp3" }),
        Format::Opus => Ok(Box::new(opus::Writer::create(&path, file)?)),
        Format::M4b => Ok(Box::new(m4b::Writer::create(&path, file)?)),
    }
}

/// Whether Articast made a sound file: all that it makes say so in their tags, which stand at either end.
pub fn is_ours(path: &Path) -> bool {
    const END: u64 = 1 << 16;
    let name = "Articast ";
    // ID3 writes UTF-16.
    let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let names = [name.as_bytes(), &wide];
    let holds = |bytes: &[u8]| names.iter().any(|name| bytes.windows(name.len()).any(|part| part == *name));
    let Ok(mut file) = files::open(path) else { return false };
    let (mut head, mut tail) = (Vec::new(), Vec::new());
    let length = file.metadata().map_or(0, |data| data.len());
    let read = (&mut file).take(END).read_to_end(&mut head).and_then(|_| {
        file.seek(SeekFrom::Start(length.saturating_sub(END)))?;
        (&mut file).take(END).read_to_end(&mut tail)
    });
    read.is_ok() && Format::of(path).is_some() && (holds(&head) || holds(&tail))
}

/// Writes the whole episode as one file, in the format that its name ends with, or WAV. `tell` hears how many samples
/// of how many are done, and may stop it.
pub fn single(input: Input<'_>, path: &Path, tell: &dyn Fn(u64, u64) -> Result<()>) -> Result<()> {
    let format = Format::of(path).unwrap_or(Format::Wav);
    let options = EncodeOptions { divisions: vec![(format, Division::Whole)], ..EncodeOptions::of(format) };
    let mut files = plan(input.episode, &options);
    let unnamed = || Error::Encode { path: path.to_owned(), why: "it is not a file name".into() };
    let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(unnamed)?;
    for file in &mut files {
        name.clone_into(&mut file.name);
    }
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // Of one format, all fail or none.
    write(input, &files, dir, tell).map(drop)
}
