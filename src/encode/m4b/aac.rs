//! AAC-LC from an encoder: a program that the user names, or Fraunhofer's FDK in builds with the feature `m4b`. Both
//! give a stream with ADTS headers (ISO/IEC 13818-7, 6.2).

use std::ffi::OsString;
use std::time::Duration;

use super::mp4::MOST_BYTES;
use crate::audio::Rate;
use crate::engine::child::{Child, Program, Watch};
use crate::engine::{CancelToken, Failure};

/// The rates of AAC in Hz, by their index (ISO/IEC 14496-3, 1.6.3.4).
const RATES: [u32; 13] =
    [96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350];

/// How long a program may do nothing at all: far longer than any needs for a block of sound on a busy machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// An encoder at work.
pub(super) trait Aac {
    /// How many samples of its own come before the first that it is given.
    fn delay(&self) -> u64;

    /// Takes the next samples, and gives what is ready of the stream.
    fn encode(&mut self, samples: &[i16]) -> Result<Vec<u8>, Failure>;

    /// Ends the sound, and gives the rest of the stream: at least all that holds something of the sound.
    fn finish(&mut self) -> Result<Vec<u8>, Failure>;
}

/// Starts an encoder: the program, if one is named, else our own.
pub(super) fn open(program: Option<&Program>, rate: Rate, kilobits: u32) -> Result<Box<dyn Aac>, Failure> {
    if !RATES.contains(&rate.hertz()) {
        let why = format!("AAC does not support {} Hz; use 44100 or 48000", rate.hertz());
        return Err(Failure::Refused(why));
    }
    let bitrate = bits_per_second(rate, kilobits);
    match program {
        Some(program) => Ok(Box::new(Ffmpeg::start(program, rate, bitrate)?)),
        #[cfg(feature = "m4b")]
        None => Ok(Box::new(fdk::Fdk::open(rate, bitrate)?)),
        #[cfg(not(feature = "m4b"))]
        None => {
            Err(Failure::Missing("this build has no AAC encoder, and `--aac-encoder` was not given".into()))
        }
    }
}

/// A bit rate that AAC can have: 6,144 bits a frame of 1,024 samples at most.
pub(super) fn bits_per_second(rate: Rate, kilobits: u32) -> u32 {
    kilobits.saturating_mul(1000).min(rate.hertz().saturating_mul(6))
}

/// The frames of a stream.
#[derive(Debug, Default)]
pub(super) struct Frames {
    /// What came of a frame that is not whole yet.
    rest: Vec<u8>,
    config: Option<[u8; 2]>,
}

impl Frames {
    /// Gives the frames that the next bytes of the stream complete to `each`, without their headers.
    pub(super) fn read(
        &mut self,
        stream: &[u8],
        rate: Rate,
        each: &mut dyn FnMut(&[u8]),
    ) -> Result<(), Failure> {
        self.rest.extend_from_slice(stream);
        let mut at = 0;
        while let Some(header) = self.rest[at..].first_chunk::<7>() {
            let header = Header::read(*header)?;
            let Some(frame) = self.rest.get(at + header.length..at + header.frame) else { break };
            let config = *self.config.get_or_insert(header.config);
            if config != header.config || RATES.get(header.rate) != Some(&rate.hertz()) {
                return Err(Failure::Garbage("its AAC does not have the requested parameters".into()));
            }
            each(frame);
            at += header.frame;
        }
        self.rest.drain(..at);
        Ok(())
    }

    /// What decoders must know, as soon as there was a frame.
    pub(super) fn config(&self) -> Option<[u8; 2]> {
        self.config
    }
}

/// What stands before a frame.
struct Header {
    /// Bytes of the header.
    length: usize,
    /// Bytes of the frame with its header.
    frame: usize,
    /// An index into [`RATES`].
    rate: usize,
    /// As `AudioSpecificConfig`: the object type in 5 bits, the index of the rate in 4, the channels in 4.
    config: [u8; 2],
}

impl Header {
    fn read(bytes: [u8; 7]) -> Result<Header, Failure> {
        const LOW_COMPLEXITY: u8 = 2;
        let garbage = |why: &str| Err(Failure::Garbage(format!("its AAC {why}")));
        if bytes[0] != 0xff || bytes[1] & 0xf6 != 0xf0 {
            return garbage("lacks an ADTS header");
        }
        let length = if bytes[1] & 1 == 1 { 7 } else { 9 };
        let (kind, rate) = ((bytes[2] >> 6) + 1, bytes[2] >> 2 & 0xf);
        let channels = (bytes[2] & 1) << 2 | bytes[3] >> 6;
        let frame = usize::from(bytes[3] & 3) << 11 | usize::from(bytes[4]) << 3 | usize::from(bytes[5]) >> 5;
        if kind != LOW_COMPLEXITY || channels != 1 || bytes[6] & 3 != 0 {
            return garbage("is not mono AAC-LC");
        }
        if frame <= length || length + MOST_BYTES < frame {
            return garbage("has a frame of invalid length");
        }
        let config = [kind << 3 | rate >> 1, (rate & 1) << 7 | channels << 3];
        Ok(Header { length, frame, rate: usize::from(rate), config })
    }
}

/// A program with the arguments of ffmpeg.
struct Ffmpeg {
    child: Child,
    /// Never cancelled: who stops the work drops the encoder, and the program with it.
    cancel: CancelToken,
}

impl Ffmpeg {
    fn start(program: &Program, rate: Rate, bitrate: u32) -> Result<Ffmpeg, Failure> {
        let (rate, bitrate) = (rate.hertz().to_string(), bitrate.to_string());
        let arguments = [
            &["-hide_banner", "-nostats", "-loglevel", "error", "-f", "s16le", "-ar", &rate, "-ac", "1"][..],
            &["-i", "pipe:0", "-map_metadata", "-1", "-bitexact", "-threads", "1", "-c:a", "aac"],
            &["-profile:a", "aac_low", "-b:a", &bitrate, "-f", "adts", "pipe:1"],
        ];
        let arguments = arguments.concat();
        let program = arguments.into_iter().map(OsString::from).fold(program.clone(), Program::arg);
        Ok(Ffmpeg { child: Child::spawn(&program)?, cancel: CancelToken::default() })
    }
}

impl Aac for Ffmpeg {
    /// One frame: what its encoder `aac` says of itself (`initial_padding` in libavcodec's `aacenc.c`).
    fn delay(&self) -> u64 {
        1024
    }

    fn encode(&mut self, samples: &[i16]) -> Result<Vec<u8>, Failure> {
        let bytes: Vec<u8> = samples.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        self.child.exchange(bytes, &Watch::new(&self.cancel, PATIENCE))
    }

    fn finish(&mut self) -> Result<Vec<u8>, Failure> {
        /// More than waits in the program and in its pipes.
        const MOST: usize = 1 << 26;
        self.child.close();
        let watch = Watch::new(&self.cancel, PATIENCE);
        let stream = self.child.rest(&watch, MOST)?;
        self.child.end(&watch)?;
        Ok(stream)
    }
}

/// Fraunhofer's FDK AAC, linked with the feature `m4b`.
#[cfg(feature = "m4b")]
mod fdk {
    use fdk_aac::enc::{
        AudioObjectType, BitRate, ChannelMode, Encoder, EncoderError, EncoderParams, Transport,
    };

    use super::{Aac, Failure, Rate};

    pub(super) struct Fdk {
        encoder: Encoder,
        delay: u64,
    }

    impl Fdk {
        pub(super) fn open(rate: Rate, bitrate: u32) -> Result<Fdk, Failure> {
            let encoder = Encoder::new(EncoderParams {
                bit_rate: BitRate::Cbr(bitrate),
                sample_rate: rate.hertz(),
                transport: Transport::Adts,
                channels: ChannelMode::Mono,
                audio_object_type: AudioObjectType::Mpeg4LowComplexity,
            });
            let encoder = encoder.map_err(|error| refused(&error))?;
            let delay = u64::from(encoder.info().map_err(|error| refused(&error))?.nDelay);
            Ok(Fdk { encoder, delay })
        }
    }

    impl Aac for Fdk {
        fn delay(&self) -> u64 {
            self.delay
        }

        fn encode(&mut self, samples: &[i16]) -> Result<Vec<u8>, Failure> {
            let mut stream = Vec::new();
            let mut frame = [0; 8192];
            let mut rest = samples;
            while !rest.is_empty() {
                let done = self.encoder.encode(rest, &mut frame).map_err(|error| refused(&error))?;
                stream.extend_from_slice(&frame[..done.output_size]);
                rest = &rest[done.input_consumed..];
            }
            Ok(stream)
        }

        /// Silence drives out what is still inside.
        fn finish(&mut self) -> Result<Vec<u8>, Failure> {
            let silence = usize::try_from(self.delay).expect("it is some frames") + 2048;
            self.encode(&vec![0; silence])
        }
    }

    fn refused(error: &EncoderError) -> Failure {
        Failure::Refused(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A frame of AAC-LC, mono, 44.1 kHz, with a header as ffmpeg writes it.
    fn frame(content: &[u8]) -> Vec<u8> {
        let length = u8::try_from(content.len() + 7).unwrap();
        [&[0xff, 0xf1, 0x50, 0x40, length >> 3, length << 5 | 0x1f, 0xfc], content].concat()
    }

    fn read(stream: &[u8], pieces: usize) -> Result<Vec<Vec<u8>>, Failure> {
        let (mut frames, mut all) = (Frames::default(), Vec::new());
        for piece in stream.chunks(pieces) {
            frames.read(piece, Rate::CD, &mut |frame| all.push(frame.to_vec()))?;
        }
        assert!(all.is_empty() || frames.config() == Some([0x12, 0x08]));
        Ok(all)
    }

    #[test]
    fn a_stream_is_cut_into_frames_however_it_comes() {
        let stream = [frame(b"one"), frame(b"and"), frame(b"two")].concat();
        for pieces in [1, 2, 9, 10, 64] {
            assert_eq!(read(&stream, pieces).unwrap(), [b"one", b"and", b"two"], "{pieces}");
        }
        // A frame that is cut is none.
        assert_eq!(read(&stream[..stream.len() - 1], 64).unwrap().len(), 2);
    }

    #[test]
    fn what_is_no_aac_of_ours_is_refused() {
        let mut stereo = frame(b"one");
        stereo[3] = 0x80;
        let mut other_rate = frame(b"one");
        other_rate[2] = 0x4c;
        for stream in [&b"ID3 and so on"[..], &stereo, &other_rate, &frame(b"")] {
            assert!(matches!(read(stream, 64), Err(Failure::Garbage(_))), "{stream:?}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            let _ = read(&[&frame(b"one")[..], &bytes].concat(), 5);
        }
    }
}
