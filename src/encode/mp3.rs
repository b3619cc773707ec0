//! MP3 (ISO/IEC 11172-3 and 13818-3, Layer III) by LAME: mono, of constant bit rate, with an ID3 tag before the sound
//! and the Xing/LAME header that lets players cut to the sample.

use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use mp3lame_encoder::{Bitrate, Builder, FlushGap, Mode, MonoPcm, Quality, max_required_buffer_size};

use super::{File, id3v2};
use crate::audio::Rate;
use crate::audio::resample::Stream;
use crate::files::Whole;
use crate::{Error, Result};

/// The rates that MPEG knows: of version 1, of version 2, and of the unofficial 2.5.
const RATES: [u32; 9] = [8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000];

/// LAME's bit rates in kb/s.
const BITRATES: [(u32, Bitrate); 16] = [
    (8, Bitrate::Kbps8),
    (16, Bitrate::Kbps16),
    (24, Bitrate::Kbps24),
    (32, Bitrate::Kbps32),
    (40, Bitrate::Kbps40),
    (48, Bitrate::Kbps48),
    (64, Bitrate::Kbps64),
    (80, Bitrate::Kbps80),
    (96, Bitrate::Kbps96),
    (112, Bitrate::Kbps112),
    (128, Bitrate::Kbps128),
    (160, Bitrate::Kbps160),
    (192, Bitrate::Kbps192),
    (224, Bitrate::Kbps224),
    (256, Bitrate::Kbps256),
    (320, Bitrate::Kbps320),
];

/// How many samples LAME is given at once.
const BLOCK: usize = 1 << 13;

/// The rate of the file: that of the timeline if MPEG knows it, or else the next higher one, or the highest.
fn rate(timeline: Rate) -> Rate {
    let hertz = timeline.hertz();
    let higher = RATES.into_iter().find(|rate| hertz <= *rate);
    // 88.2 and 176.4 kHz are multiples of 44.1 kHz, which they become with the least effort.
    let highest = if hertz.is_multiple_of(44_100) { 44_100 } else { 48_000 };
    Rate::new(higher.unwrap_or(highest)).expect("no rate is zero")
}

/// The bit rate nearest to the one that is wanted, of those that MPEG has at this rate; the lower of two. Frames of the
/// lowest ones are too short for the header that tells the length, and LAME leaves it out: they are not taken.
fn bitrate(wanted: u32, rate: Rate) -> (u32, Bitrate) {
    // The most kb/s, the bytes of a frame times hertz for each, and the header (`VbrTag.c`: 156 bytes behind the frame's
    // own header and side information).
    let (most, frame, header) = match rate.hertz() {
        32_000.. => (320, 144_000, 156 + 4 + 17),
        16_000.. => (160, 72_000, 156 + 4 + 9),
        // LAME takes no more for MPEG 2.5.
        _ => (64, 72_000, 156 + 4 + 9),
    };
    let fits = |kilobits: u32| kilobits <= most && header <= kilobits * frame / rate.hertz();
    let known = BITRATES.into_iter().filter(|(kilobits, _)| fits(*kilobits));
    known.min_by_key(|(kilobits, _)| kilobits.abs_diff(wanted)).expect("there are several")
}

/// The bit rate in kb/s of a file of this timeline, if this one is wanted.
pub(super) fn kilobits(wanted: u32, timeline: Rate) -> u32 {
    bitrate(wanted, rate(timeline)).0
}

/// What undoes the factor by which LAME makes everything less loud, lest an encoder of little bits clips: the column
/// `scale` in `presets.c` of LAME 3.100. Our sound is limited already, and all formats of it are to be equally loud.
fn undone(kilobits: u32) -> f32 {
    match kilobits {
        ..192 => 1.0 / 0.95,
        192 => 1.0 / 0.97,
        224 => 1.0 / 0.98,
        _ => 1.0,
    }
}

/// An MP3 file that is being written. It appears when it is finished.
pub(super) struct Writer {
    path: PathBuf,
    file: Whole,
    /// Where the sound begins: behind the tag.
    sound: u64,
    lame: mp3lame_encoder::Encoder,
    resampler: Option<Stream>,
    gain: f32,
    /// What was resampled and waits for LAME.
    samples: Vec<f32>,
    /// Encoded frames that were not written yet.
    frames: Vec<u8>,
}

impl Writer {
    /// Creates the file, writes its ID3 tag, and sets LAME up.
    pub(super) fn create(path: &Path, to: &File) -> Result<Writer> {
        let rate = rate(to.rate);
        let (kilobits, bitrate) = bitrate(to.bitrate.unwrap_or(96), rate);
        let lame = lame(rate, bitrate).map_err(|error| failed(path, &error))?;
        let mut file = Whole::create(path)?;
        let tag = id3v2::bytes(to);
        file.write_all(&tag).map_err(Error::writing(path))?;
        Ok(Writer {
            path: path.to_owned(),
            file,
            sound: tag.len() as u64,
            lame,
            resampler: Some(Stream::new(to.rate, rate)),
            gain: undone(kilobits),
            samples: Vec::new(),
            frames: Vec::new(),
        })
    }

    /// Encodes all samples that wait.
    fn encode(&mut self) -> Result<()> {
        for block in self.samples.chunks_mut(BLOCK) {
            for sample in &mut *block {
                *sample *= self.gain;
            }
            self.frames.clear();
            self.frames.reserve(max_required_buffer_size(block.len()));
            let made = self.lame.encode_to_vec(MonoPcm(&*block), &mut self.frames);
            made.map_err(|error| failed(&self.path, &error))?;
            self.file.write_all(&self.frames).map_err(Error::writing(&self.path))?;
        }
        self.samples.clear();
        Ok(())
    }
}

fn lame(
    rate: Rate,
    bitrate: Bitrate,
) -> std::result::Result<mp3lame_encoder::Encoder, mp3lame_encoder::BuildError> {
    let builder = Builder::new().ok_or(mp3lame_encoder::BuildError::NoMem)?;
    builder
        .with_num_channels(1)?
        .with_mode(Mode::Mono)?
        .with_sample_rate(rate.hertz())?
        // Left to itself, LAME takes a lower rate for few bits, and the count of the samples would be another.
        .with_output_sample_rate(std::num::NonZeroU32::new(rate.hertz()))?
        .with_brate(bitrate)?
        .with_quality(Quality::NearBest)?
        .with_to_write_vbr_tag(true)?
        .build()
}

impl super::Encoder for Writer {
    fn write(&mut self, samples: &[f32]) -> Result<()> {
        let resampler = self.resampler.as_mut().expect("it is there until the end");
        resampler.push(samples, &mut self.samples);
        self.encode()
    }

    /// Completes the last frame, and the header, which LAME left room for before the first.
    fn finish(mut self: Box<Self>) -> Result<()> {
        let resampler = self.resampler.take().expect("there is one end");
        resampler.finish(&mut self.samples);
        self.encode()?;
        self.frames.clear();
        self.frames.reserve(max_required_buffer_size(0));
        // With a gap: without it the last samples would be lost.
        let made = self.lame.flush_to_vec::<FlushGap>(&mut self.frames);
        made.map_err(|error| failed(&self.path, &error))?;
        let mut header = Vec::with_capacity(self.lame.lame_tag_size());
        self.lame.lame_tag_encode_to_vec(&mut header);
        let mut end = || -> std::io::Result<()> {
            self.file.write_all(&self.frames)?;
            self.file.seek(SeekFrom::Start(self.sound))?;
            self.file.write_all(&header)
        };
        end().map_err(Error::writing(&self.path))?;
        self.file.finish()
    }
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Encode { path: path.to_owned(), why: format!("LAME reports: {error}") }
}

#[test]
fn rates_and_bit_rates_are_those_of_mpeg() {
    for (timeline, want) in [
        (44_100, 44_100),
        (22_050, 22_050),
        (8_000, 8_000),
        (37_800, 44_100),
        (44_101, 48_000),
        (96_000, 48_000),
        (88_200, 44_100),
        (4_000, 8_000),
    ] {
        assert_eq!(rate(Rate::new(timeline).unwrap()).hertz(), want, "{timeline}");
    }
    for (wanted, rate, want) in [
        (96, 44_100, 96),
        (8, 44_100, 64),
        (8, 16_000, 40),
        (8, 8_000, 24),
        (100, 48_000, 96),
        (104, 48_000, 96),
        (320, 22_050, 160),
        (96, 8_000, 64),
    ] {
        assert_eq!(bitrate(wanted, Rate::new(rate).unwrap()).0, want, "{wanted} at {rate}");
    }
}
