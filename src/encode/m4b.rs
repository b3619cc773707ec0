//! M4B audiobooks: AAC-LC in MP4, with chapters as Nero writes them and as QuickTime does, and iTunes' tags.
//!
//! The length is known before the first sample comes, and with it the number of frames and the size of all that stands
//! in front of them. So the head has its place at the start of the file, where players want it, and the sound is
//! written once; of each frame only its size is kept, in two bytes.

mod aac;
mod about;
mod mp4;

use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::{EncodeOptions, Encoder, File, Format};
use crate::audio::Rate;
use crate::audio::wav::quantise;
use crate::engine::Failure;
use crate::files::Whole;
use crate::language::three_letters;
use crate::{Error, Result};

/// Finds out, before anything is spoken, whether M4B can be made: an encoder is there, knows the rate, and works.
pub(super) fn check(options: &EncodeOptions, rate: Rate) -> Result<()> {
    const SILENCE: [i16; 8192] = [0; 8192];
    let bitrate = options.bitrate(Format::M4b).expect("M4B has one");
    let failed = |failure| unable(&failure);
    let mut encoder = aac::open(options.aac_encoder.as_ref(), rate, bitrate).map_err(failed)?;
    let mut stream = encoder.encode(&SILENCE).map_err(failed)?;
    stream.extend(encoder.finish().map_err(failed)?);
    let mut frames = 0;
    aac::Frames::default().read(&stream, rate, &mut |_| frames += 1).map_err(failed)?;
    let wanted = (encoder.delay() + SILENCE.len() as u64).div_ceil(mp4::FRAME);
    if frames < wanted {
        return Err(unable(&Failure::Garbage(format!("it produced {frames} of {wanted} frames"))));
    }
    Ok(())
}

fn unable(failure: &Failure) -> Error {
    let (engine, why) = ("AAC".into(), failure.to_string());
    let hint = match failure {
        Failure::Missing(_) => {
            "install ffmpeg and give `--aac-encoder ffmpeg`, or build Articast with `--features m4b`"
        }
        Failure::Refused(_) => "use a common `--sample-rate` and `--bitrate`, such as 44100 and m4b=64",
        _ => "give `--aac-encoder` ffmpeg, or a program that takes the same arguments",
    };
    Error::NoEngine { engine, why, hint: hint.into() }
}

/// An M4B file that is being written. It appears when it is finished.
pub(super) struct Writer {
    path: PathBuf,
    rate: Rate,
    movie: mp4::Movie,
    places: mp4::Places,
    encoder: Box<dyn aac::Aac>,
    track: Track,
}

/// The sound of the file.
struct Track {
    file: Whole,
    frames: aac::Frames,
    sound: mp4::Sound,
    /// How many frames there shall be.
    wanted: usize,
}

impl Writer {
    /// Starts the encoder and creates the file, with room for the `moov` box in front.
    pub(super) fn create(path: &Path, to: &File) -> Result<Writer> {
        let kilobits = to.bitrate.or(Format::M4b.usual_bitrate()).expect("M4B has one");
        let encoder =
            aac::open(to.aac_encoder.as_ref(), to.rate, kilobits).map_err(|failure| unable(&failure))?;
        let samples = to.at.end - to.at.start;
        let mut movie = mp4::Movie {
            rate: to.rate.hertz(),
            samples,
            delay: encoder.delay(),
            bitrate: aac::bits_per_second(to.rate, kilobits),
            language: three_letters(&to.tags.language),
            chapters: about::chapters(&to.tags),
            about: Vec::new(),
        };
        movie.about = about::udta(&to.tags, &movie);
        let wanted = movie.frames();
        let places = movie.places();
        let sizes = vec![0; wanted];
        let room = movie.head(&mp4::Sound { sizes, ..mp4::Sound::default() }, places);
        let mut file = Whole::create(path)?;
        file.write_all(&room).map_err(Error::writing(path))?;
        let sound = mp4::Sound { sizes: Vec::with_capacity(wanted), ..mp4::Sound::default() };
        let track = Track { file, frames: aac::Frames::default(), sound, wanted };
        Ok(Writer { path: path.to_owned(), rate: to.rate, movie, places, encoder, track })
    }
}

impl Encoder for Writer {
    fn write(&mut self, samples: &[f32]) -> Result<()> {
        let samples: Vec<i16> = samples.iter().map(|sample| quantise(*sample)).collect();
        let stream = self.encoder.encode(&samples).map_err(failed(&self.path))?;
        self.track.add(&stream, self.rate, &self.path)
    }

    fn finish(mut self: Box<Self>) -> Result<()> {
        let stream = self.encoder.finish().map_err(failed(&self.path))?;
        let Writer { path, rate, movie, places, mut track, .. } = *self;
        track.add(&stream, rate, &path)?;
        if track.sound.sizes.len() < track.wanted {
            let why =
                format!("the AAC encoder produced {} of {} frames", track.sound.sizes.len(), track.wanted);
            return Err(Error::Encode { path, why });
        }
        track.sound.config = track.frames.config().unwrap_or_default();
        let head = movie.head(&track.sound, places);
        let mut file = track.file;
        let written = file.seek(SeekFrom::Start(0)).and_then(|_| file.write_all(&head));
        written.map_err(Error::writing(&path))?;
        file.finish()
    }
}

impl Track {
    /// Writes the frames of a stretch of the encoder's stream. Those beyond the end hold nothing of the episode.
    fn add(&mut self, stream: &[u8], rate: Rate, path: &Path) -> Result<()> {
        let Track { file, frames, sound, wanted } = self;
        let mut written = Ok(());
        let read = frames.read(stream, rate, &mut |frame: &[u8]| {
            if sound.sizes.len() < *wanted && written.is_ok() {
                sound.sizes.push(u16::try_from(frame.len()).expect("frames are short"));
                written = file.write_all(frame);
            }
        });
        read.map_err(failed(path))?;
        written.map_err(Error::writing(path))
    }
}

fn failed(path: &Path) -> impl FnOnce(Failure) -> Error {
    let path = path.to_owned();
    move |failure| Error::Encode { path, why: failure.to_string() }
}

/// The start of a text, at most `most` bytes of it, cut between characters.
fn cut(text: &str, most: usize) -> &str {
    &text[..text.floor_char_boundary(most)]
}
