//! Opus in Ogg (RFC 6716, RFC 7845): mono at 48 kHz, of variable bit rate.

use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use ebur128::EbuR128;
use ogg::writing::{PacketWriteEndInfo, PacketWriter};
use ropus::{Application, Bitrate, Channels, Signal};

use super::{File, vorbis};
use crate::audio::Rate;
use crate::audio::resample::Stream;
use crate::files::Whole;
use crate::{Error, Result};

/// The rate of the clock of Ogg Opus, at which the sound is encoded.
const HERTZ: u32 = 48_000;
/// The samples of a packet: 20 ms.
const FRAME: usize = 960;
/// The packets of a page, which is where players can seek to: a second.
const PAGE: u64 = 50;
/// The longest packet of one frame (RFC 6716, section 3.2.1), and its first byte.
const LONGEST_PACKET: usize = 1_276;
/// The loudness that gains in Opus lead to, in LUFS (RFC 7845, section 5.2.1).
const REFERENCE: f64 = -23.0;

/// An Opus file that is being written. It appears when it is finished.
pub(super) struct Writer {
    path: PathBuf,
    header: Header,
    pages: PacketWriter<'static, Whole>,
    encoder: ropus::Encoder,
    resampler: Option<Stream>,
    meter: EbuR128,
    /// What was resampled and waits to be a packet.
    samples: Vec<f32>,
    /// How many samples the sound has so far.
    length: u64,
    /// How many packets there are, and the last of them, which may have to end the stream.
    packets: u64,
    last: Vec<u8>,
}

impl Writer {
    /// Creates the file and writes the Ogg headers.
    pub(super) fn create(path: &Path, to: &File) -> Result<Writer> {
        let encoder = encoder(to.bitrate.unwrap_or(48)).map_err(|error| failed(path, &error))?;
        let header = Header::of(to, encoder.lookahead());
        let mut pages = PacketWriter::new(Whole::create(path)?);
        header.write(0, &mut pages).map_err(Error::writing(path))?;
        let meter = EbuR128::new(1, HERTZ, ebur128::Mode::I | ebur128::Mode::HISTOGRAM);
        Ok(Writer {
            path: path.to_owned(),
            header,
            pages,
            encoder,
            resampler: Some(Stream::new(to.rate, Rate::new(HERTZ).expect("it is not zero"))),
            meter: meter.expect("the meter takes mono at 48 kHz"),
            samples: Vec::new(),
            length: 0,
            packets: 0,
            last: Vec::new(),
        })
    }

    /// Measures and counts what was resampled: `samples` from `start` on.
    fn hear(&mut self, start: usize) {
        let new = &self.samples[start..];
        self.length += new.len() as u64;
        self.meter.add_frames_f32(new).expect("one channel has whole frames");
    }

    /// Encodes all whole frames that wait.
    fn encode(&mut self) -> Result<()> {
        let samples = std::mem::take(&mut self.samples);
        let (frames, rest) = samples.as_chunks::<FRAME>();
        for frame in frames {
            if 0 < self.packets {
                self.put(PacketWriteEndInfo::NormalPacket)?;
            }
            let mut packet = vec![0; LONGEST_PACKET];
            let encoded = self.encoder.encode_float(frame, &mut packet);
            packet.truncate(encoded.map_err(|error| failed(&self.path, &error))?);
            self.last = packet;
            self.packets += 1;
        }
        self.samples = rest.to_vec();
        Ok(())
    }

    /// Puts the last packet on its page. A page is dated by the end of its last packet, and the stream by that of the
    /// sound, so that what fills the last frame up is cut off (RFC 7845, sections 4 and 4.4).
    fn put(&mut self, end: PacketWriteEndInfo) -> Result<()> {
        let whole_page = self.packets.is_multiple_of(PAGE) && end == PacketWriteEndInfo::NormalPacket;
        let end = if whole_page { PacketWriteEndInfo::EndPage } else { end };
        let time = (self.packets * FRAME as u64).min(self.header.end(self.length));
        let packet = std::mem::take(&mut self.last);
        self.pages.write_packet(packet, self.header.serial, end, time).map_err(Error::writing(&self.path))
    }

    /// The gain that leads to the reference loudness, in 1/256 dB; 0 for silence.
    fn gain(&self) -> i16 {
        let loudness = self.meter.loudness_global().expect("the meter was asked to integrate");
        if loudness.is_finite() { gain(loudness) } else { 0 }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "it is clamped")]
fn gain(loudness: f64) -> i16 {
    ((REFERENCE - loudness) * 256.0).round().clamp(f64::from(i16::MIN), f64::from(i16::MAX)) as i16
}

/// Measured on three voices at 24 to 48 kb/s: the spectra of `Audio` and `Voip` are equally near to the original's
/// (log-spectral distances within 0.03 dB), and the wave of `Audio` is nearer by 6 to 14 dB, since `Voip` begins with
/// a high-pass filter.
fn encoder(kilobits: u32) -> std::result::Result<ropus::Encoder, ropus::EncoderBuildError> {
    ropus::Encoder::builder(HERTZ, Channels::Mono, Application::Audio)
        .bitrate(Bitrate::Bits(kilobits * 1000))
        .signal(Signal::Voice)
        .vbr(true)
        .vbr_constraint(false)
        .complexity(10)
        .build()
}

impl super::Encoder for Writer {
    fn write(&mut self, samples: &[f32]) -> Result<()> {
        let start = self.samples.len();
        let resampler = self.resampler.as_mut().expect("it is there until the end");
        resampler.push(samples, &mut self.samples);
        self.hear(start);
        self.encode()
    }

    /// Encodes what is left and the silence that brings the encoder's delay to light, ends the stream, and writes the
    /// header again, now that the loudness is known.
    fn finish(mut self: Box<Self>) -> Result<()> {
        let start = self.samples.len();
        self.resampler.take().expect("there is one end").finish(&mut self.samples);
        self.hear(start);
        let packets = self.header.end(self.length).div_ceil(FRAME as u64).max(1);
        let missing = packets - self.packets;
        self.samples.resize(usize::try_from(missing).expect("some packets") * FRAME, 0.0);
        self.encode()?;
        self.put(PacketWriteEndInfo::EndStream)?;
        let gain = self.gain();
        let mut file = self.pages.into_inner();
        let mut rewrite = || {
            file.seek(SeekFrom::Start(0))?;
            self.header.write(gain, &mut PacketWriter::new(&mut file))
        };
        rewrite().map_err(Error::writing(&self.path))?;
        file.finish()
    }
}

/// The two packets before the sound.
struct Header {
    /// The number of the stream: the same for the same title, since files do not come from chance.
    serial: u32,
    /// The samples before the sound.
    skipped: u16,
    /// The rate of the timeline, which is for information.
    hertz: u32,
    comments: Vec<String>,
}

impl Header {
    fn of(file: &File, lookahead: u32) -> Header {
        let name = format!("{}\n{}", file.format.extension(), file.tags.title);
        let hash = blake3::hash(name.as_bytes());
        let serial = hash.as_bytes().first_chunk().expect("a hash is longer");
        let mut comments = vorbis::comments(&file.tags, file.rate);
        comments.extend(file.tags.cover.as_ref().map(vorbis::picture_comment));
        Header {
            serial: u32::from_le_bytes(*serial),
            skipped: u16::try_from(lookahead).expect("an encoder looks some milliseconds ahead"),
            hertz: file.rate.hertz(),
            comments,
        }
    }

    /// The date of the sound's end.
    fn end(&self, length: u64) -> u64 {
        u64::from(self.skipped) + length
    }

    /// Writes the packets, each on pages of its own; as many bytes for any gain.
    fn write<W: Write>(&self, gain: i16, pages: &mut PacketWriter<'static, W>) -> std::io::Result<()> {
        pages.write_packet(self.identification(), self.serial, PacketWriteEndInfo::EndPage, 0)?;
        pages.write_packet(self.tags(gain), self.serial, PacketWriteEndInfo::EndPage, 0)
    }

    /// RFC 7845, section 5.1.
    fn identification(&self) -> Vec<u8> {
        const VERSION: u8 = 1;
        const CHANNELS: u8 = 1;
        const OUTPUT_GAIN: i16 = 0;
        const MAPPING_FAMILY: u8 = 0;
        let mut packet = b"OpusHead".to_vec();
        packet.extend([VERSION, CHANNELS]);
        packet.extend(self.skipped.to_le_bytes());
        packet.extend(self.hertz.to_le_bytes());
        packet.extend(OUTPUT_GAIN.to_le_bytes());
        packet.push(MAPPING_FAMILY);
        packet
    }

    /// RFC 7845, section 5.2. What a shorter gain leaves over is zeros behind the comments, as padding.
    fn tags(&self, gain: i16) -> Vec<u8> {
        const VENDOR: &str = "ropus";
        let packet = |gain: i16| {
            let mut comments = self.comments.clone();
            comments.insert(0, format!("R128_TRACK_GAIN={gain}"));
            [b"OpusTags", vorbis::header(VENDOR, &comments).as_slice()].concat()
        };
        let longest = packet(i16::MIN).len();
        let mut packet = packet(gain);
        packet.resize(longest, 0);
        packet
    }
}

fn failed(path: &Path, error: &dyn std::fmt::Display) -> Error {
    Error::Encode { path: path.to_owned(), why: format!("the Opus encoder reports: {error}") }
}

#[test]
fn gains_lead_to_the_reference() {
    assert_eq!(gain(-23.0), 0);
    assert_eq!(gain(-19.0), -1024);
    assert_eq!(gain(-30.5), 1920);
    assert_eq!(gain(300.0), i16::MIN);
}
