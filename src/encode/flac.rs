//! FLAC (RFC 9639): the samples of the WAV file, with tags, a picture, a seek table, and chapters.
//!
//! Chapters stand there twice: to the sample in a cue sheet, which has no titles, and to the millisecond in the
//! comments. ffmpeg, and all that stands on it, takes what comes last, so the cue sheet comes first.

use std::cell::RefCell;
use std::io::{BufReader, Seek, SeekFrom, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use flac_codec::encode::{FlacSampleWriter, Options};
use flac_codec::metadata::contiguous::Contiguous;
use flac_codec::metadata::cuesheet::{ISRC, Index, LeadOutNonCDDA, TrackNonCDDA};
use flac_codec::metadata::{
    BlockList, Cuesheet, OptionalBlockType, Picture, PictureType, VorbisComment, write_blocks,
};

use super::{Encoder, File, Tags, vorbis};
use crate::audio::wav::quantise;
use crate::files::Whole;
use crate::{Error, Result};

/// A FLAC file that is being written. It appears when it is finished.
pub(super) struct Writer {
    path: PathBuf,
    file: Shared,
    inner: FlacSampleWriter<Shared>,
}

impl Writer {
    /// Creates the file and writes its metadata; the MD5 sum follows at the end.
    pub(super) fn create(path: &Path, to: &File) -> Result<Writer> {
        const BITS: u32 = 16;
        let samples = to.at.end - to.at.start;
        let fields = vorbis::comments(&to.tags, to.rate);
        let mut options =
            Options::best().comment(VorbisComment { vendor_string: Tags::MAKER.into(), fields });
        if let Some(cover) = &to.tags.cover {
            options = options.picture(Picture {
                picture_type: PictureType::FrontCover,
                media_type: cover.media_type.into(),
                description: String::new(),
                width: cover.side,
                height: cover.side,
                color_depth: 24,
                colors_used: None,
                data: cover.bytes.to_vec(),
            });
        }
        if let Some(sheet) = sheet(&to.tags, samples) {
            options = options.cuesheet(sheet);
        }
        let file = Shared(Rc::new(RefCell::new(Whole::create(path)?)));
        let inner = FlacSampleWriter::new(file.clone(), options, to.rate.hertz(), BITS, 1, Some(samples));
        Ok(Writer { path: path.to_owned(), file, inner: inner.map_err(failed(path))? })
    }
}

/// The chapters as tracks, to the sample; none where there are more than a sheet holds. No track is of a CD, whose
/// tracks start at whole frames.
fn sheet(tags: &Tags, samples: u64) -> Option<Cuesheet> {
    let track = |(n, start): (usize, u64)| {
        let index = Contiguous::try_from(vec![Index { offset: 0, number: 1 }]).ok()?;
        Some(TrackNonCDDA {
            offset: start,
            number: NonZero::new(u8::try_from(n + 1).ok()?)?,
            isrc: ISRC::None,
            non_audio: false,
            pre_emphasis: false,
            index_points: index.try_into().ok()?,
        })
    };
    let starts = tags.chapters.iter().map(|mark| mark.at.start);
    let tracks: Vec<TrackNonCDDA> = starts.enumerate().map(track).collect::<Option<_>>()?;
    let lead_out = LeadOutNonCDDA::new(Some(tracks.last()?), samples).ok()?;
    Some(Cuesheet::NonCDDA { catalog_number: Vec::new(), tracks: tracks.try_into().ok()?, lead_out })
}

impl Encoder for Writer {
    fn write(&mut self, samples: &[f32]) -> Result<()> {
        let samples: Vec<i32> = samples.iter().map(|sample| i32::from(quantise(*sample))).collect();
        self.inner.write(&samples).map_err(failed(&self.path))
    }

    fn finish(self: Box<Self>) -> Result<()> {
        let failed = failed(&self.path);
        self.inner.finalize().map_err(&failed)?;
        let mut file = Rc::into_inner(self.file.0).expect("the encoder has dropped its handle").into_inner();
        file.seek(SeekFrom::Start(0)).map_err(Error::writing(&self.path))?;
        let mut blocks = BlockList::read(BufReader::new(&mut file)).map_err(&failed)?;
        blocks.sort_by(|block| match block {
            OptionalBlockType::SeekTable => 0,
            OptionalBlockType::Cuesheet => 1,
            OptionalBlockType::VorbisComment => 2,
            OptionalBlockType::Picture => 3,
            OptionalBlockType::Application => 4,
            OptionalBlockType::Padding => 5,
        });
        file.seek(SeekFrom::Start(0)).map_err(Error::writing(&self.path))?;
        write_blocks(&mut file, blocks.blocks()).map_err(&failed)?;
        file.finish()
    }
}

/// A file that the encoder writes and that outlives it, since it does not give it back.
#[derive(Clone)]
struct Shared(Rc<RefCell<Whole>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

impl Seek for Shared {
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        self.0.borrow_mut().seek(to)
    }
}

fn failed(path: &Path) -> impl Fn(flac_codec::Error) -> Error {
    let path = path.to_owned();
    move |error| match error {
        flac_codec::Error::Io(source) => Error::Write { path: path.clone(), source },
        other => Error::Encode { path: path.clone(), why: other.to_string() },
    }
}
