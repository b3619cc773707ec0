//! Sound files of many formats, by symphonia: WAV, AIFF, FLAC, MP3, Ogg Vorbis, and AAC and ALAC in MP4 files.

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::Duration;

use symphonia::core::audio::GenericAudioBufferRef;
use symphonia::core::codecs::audio::{AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error as Reason;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, FormatReader, Track, TrackType};
use symphonia::core::io::{MediaSource, MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::default::{get_codecs, get_probe};

use super::{Clip, Rate};
use crate::guard::guarded;
use crate::{Error, Result, files};

/// A sound file that is decoded piece by piece, its channels mixed to mono by their mean. What an encoder put before and
/// after the sound to fill its frames is left out, where the file says how much that is; but symphonia does not read
/// the edit lists of MP4 files, so that AAC in them starts with some 20 to 50 ms of silence. Frames that cannot be
/// decoded are left out, as players do it; a file that is cut short ends where it is cut.
pub struct Decoder {
    path: PathBuf,
    format: Box<dyn FormatReader>,
    codec: Box<dyn AudioDecoder>,
    track: u32,
    rate: Rate,
    /// The block that was decoded to learn the rate, until it is read.
    first: Option<Vec<f32>>,
    /// Scratch: the channels' samples in turn.
    interleaved: Vec<f32>,
}

impl Decoder {
    /// Opens a file and decodes the start of its sound; its format is known by its bytes, with the name as a hint.
    /// [`Error::Decode`] says if it is no sound file, is of a kind that is not decoded, or holds no sound.
    pub fn open(path: &Path) -> Result<Decoder> {
        let file = files::open(path).map_err(Error::reading(path))?;
        Decoder::read_from(Box::new(file), path)
    }

    fn read_from(source: Box<dyn MediaSource>, path: &Path) -> Result<Decoder> {
        sheltered(path, || Decoder::probe(source, path))
    }

    fn probe(source: Box<dyn MediaSource>, path: &Path) -> Result<Decoder> {
        let format = probed(source, path)?;
        let track = sound_of(&*format, path)?;
        let parameters = track.codec_params.as_ref().and_then(|parameters| parameters.audio());
        let codec = parameters
            .ok_or(Reason::Unsupported("it does not declare its encoding"))
            .and_then(|parameters| {
                get_codecs().make_audio_decoder(parameters, &AudioDecoderOptions::default())
            })
            .map_err(|reason| failed(path, format!("its encoding is not supported ({reason})")))?;
        let track = track.id;
        let mut decoder = Decoder {
            path: path.to_owned(),
            format,
            codec,
            track,
            rate: Rate::CD,
            first: None,
            interleaved: Vec::new(),
        };
        let mut first = Vec::new();
        let rate = decoder.decode(&mut first)?.ok_or_else(|| failed(path, "it contains no sound"))?;
        decoder.rate = Rate::of_sound(rate).ok_or_else(|| failed(path, "its sample rate is invalid"))?;
        decoder.first = Some(first);
        Ok(decoder)
    }

    /// The sample rate of the file.
    pub fn rate(&self) -> Rate {
        self.rate
    }

    /// Replaces the block by the next samples, some thousands at most; false at the end.
    pub fn read(&mut self, block: &mut Vec<f32>) -> Result<bool> {
        if let Some(first) = self.first.take() {
            *block = first;
            return Ok(true);
        }
        let path = self.path.clone();
        match sheltered(&path, || self.decode(block))? {
            Some(rate) if rate != self.rate.hertz() => Err(failed(&self.path, "its sample rate changes")),
            Some(_) => Ok(true),
            None => Ok(false),
        }
    }

    /// Decodes frames until one has sound; gives its rate.
    fn decode(&mut self, block: &mut Vec<f32>) -> Result<Option<u32>> {
        block.clear();
        loop {
            let packet = match self.format.next_packet() {
                Ok(Some(packet)) => packet,
                Ok(None) => return Ok(None),
                Err(Reason::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                    return Ok(None);
                }
                Err(Reason::IoError(source)) => return Err(Error::Read { path: self.path.clone(), source }),
                Err(reason) => return Err(failed(&self.path, reason.to_string())),
            };
            if packet.track_id != self.track {
                continue;
            }
            match self.codec.decode(&packet) {
                Ok(sound) if sound.frames() == 0 => {}
                Ok(sound) => {
                    mix(&sound, &mut self.interleaved, block);
                    if block.iter().all(|sample| sample.is_finite()) {
                        return Ok(Some(sound.spec().rate()));
                    }
                    return Err(failed(&self.path, "some of its samples are not numbers"));
                }
                Err(Reason::DecodeError(_) | Reason::IoError(_)) => {}
                Err(reason) => return Err(failed(&self.path, reason.to_string())),
            }
        }
    }
}

/// Decodes a whole file that lasts no longer than `limit`, such as an intro; what is longer is refused.
pub fn all(path: &Path, limit: Duration) -> Result<Clip> {
    whole(Decoder::open(path)?, path, limit)
}

/// Decodes sound in memory that lasts no longer than `limit`; `name` is what to call it, and its ending is a hint.
pub fn all_of(bytes: Vec<u8>, name: &Path, limit: Duration) -> Result<Clip> {
    whole(Decoder::read_from(Box::new(Cursor::new(bytes)), name)?, name, limit)
}

fn whole(mut decoder: Decoder, path: &Path, limit: Duration) -> Result<Clip> {
    let most = decoder.rate().samples(limit);
    let mut clip = Clip { rate: decoder.rate(), samples: Vec::new() };
    let mut block = Vec::new();
    while decoder.read(&mut block)? {
        clip.samples.append(&mut block);
        if most < clip.len() {
            return Err(failed(path, format!("it is longer than {} seconds", limit.as_secs_f64())));
        }
    }
    Ok(clip)
}

/// Appends frames of channels as their means.
fn mix(sound: &GenericAudioBufferRef<'_>, interleaved: &mut Vec<f32>, block: &mut Vec<f32>) {
    let channels = sound.num_planes().max(1);
    sound.copy_to_vec_interleaved(interleaved);
    let mean = channels as f32;
    block.extend(interleaved.chunks_exact(channels).map(|frame| frame.iter().sum::<f32>() / mean));
}

/// The reader of a file, whose format is known by its bytes, with the name as a hint.
pub(super) fn probed(source: Box<dyn MediaSource>, path: &Path) -> Result<Box<dyn FormatReader>> {
    let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
    let mut hint = Hint::new();
    if let Some(extension) = path.extension().and_then(|extension| extension.to_str()) {
        hint.with_extension(extension);
    }
    let probed = get_probe().probe(&hint, stream, FormatOptions::default(), MetadataOptions::default());
    probed.map_err(|reason| failed(path, not_sound(&reason)))
}

/// The track of a file that is to be heard.
pub(super) fn sound_of<'a>(format: &'a dyn FormatReader, path: &Path) -> Result<&'a Track> {
    let track = format.default_track(TrackType::Audio).or_else(|| format.first_track(TrackType::Audio));
    track.ok_or_else(|| failed(path, "it contains no sound"))
}

/// Does what a library does with the bytes of a file. Where it panics, the file is at fault: [`Error::Decode`].
pub(super) fn sheltered<T>(path: &Path, work: impl FnOnce() -> Result<T>) -> Result<T> {
    guarded("", work).map_err(|error| match error {
        Error::Fault { what, .. } => failed(path, format!("its decoder gave up: {what}")),
        other => other,
    })
}

/// Why a file's format could not be told.
fn not_sound(reason: &Reason) -> String {
    match reason {
        Reason::IoError(_) | Reason::Unsupported(_) => "it is not a sound file of a known format".into(),
        reason => reason.to_string(),
    }
}

pub(super) fn failed(path: &Path, why: impl Into<String>) -> Error {
    Error::Decode { path: path.to_owned(), why: why.into() }
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};

    use super::super::wav;
    use super::*;

    /// Half a second of two tones.
    fn clip() -> Clip {
        let samples = (0_u16..11_025)
            .map(|n| 0.4 * libm::sinf(f32::from(n) * 0.05) + 0.2 * libm::sinf(f32::from(n) * 0.21))
            .collect();
        Clip { rate: Rate::new(22_050).unwrap(), samples }
    }

    fn save(path: &Path, clip: &Clip) {
        let mut file = Cursor::new(Vec::new());
        wav::write(clip, &mut file).unwrap();
        crate::files::write(path, file.get_ref()).unwrap();
    }

    /// The largest difference of two clips of the same length.
    /// The root of the mean of the squared differences. Late by one sample, the clip differs by 0.03 from itself.
    fn difference(a: &Clip, b: &Clip) -> f32 {
        assert_eq!((a.rate, a.len()), (b.rate, b.len()));
        let squares: f32 = a.samples.iter().zip(&b.samples).map(|(a, b)| (a - b) * (a - b)).sum();
        libm::sqrtf(squares / a.samples.len() as f32)
    }

    #[test]
    fn a_wav_file_decodes_as_the_reader_of_wav_files_has_it() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sound.wav");
        save(&path, &clip());
        let got = all(&path, Duration::from_secs(1)).unwrap();
        assert_eq!(got, wav::read(&crate::files::read(&path, 100_000).unwrap()).unwrap());
        let longer = all(&path, Duration::from_millis(499)).unwrap_err();
        assert!(longer.to_string().ends_with("it is longer than 0.499 seconds"), "{longer}");
    }

    #[test]
    fn what_is_no_sound_says_so() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sound.mp3");
        let why = |bytes: &[u8]| {
            crate::files::write(&path, bytes).unwrap();
            all(&path, Duration::from_secs(1)).unwrap_err().to_string()
        };
        for bytes in [&b""[..], b"some text that is no sound at all, however long it may be", &[0; 5_000]] {
            let why = why(bytes);
            assert!(why.ends_with("it is not a sound file of a known format"), "{why}");
        }
        save(&path, &Clip { rate: Rate::CD, samples: Vec::new() });
        let why = all(&path, Duration::from_secs(1)).unwrap_err().to_string();
        assert!(why.ends_with("it contains no sound"), "{why}");
        let missing = all(&dir.path().join("none.wav"), Duration::from_secs(1));
        assert!(matches!(missing, Err(Error::Read { .. })));
    }

    #[test]
    fn a_decoder_that_panics_is_a_fault_of_the_file() {
        let mut file = Cursor::new(Vec::new());
        wav::write(&clip(), &mut file).unwrap();
        // So many channels overflow the size of a frame.
        let mut bytes = file.into_inner();
        bytes[22..24].copy_from_slice(&[0xff, 0xff]);
        let result = all_of(bytes, Path::new("sound.wav"), Duration::from_secs(1));
        assert!(matches!(result, Err(Error::Decode { .. })), "{result:?}");
        let result = sheltered(Path::new("a.wav"), || -> Result<()> { panic!("an odd frame") });
        assert!(result.unwrap_err().to_string().ends_with("its decoder gave up: an odd frame"));
    }

    /// Passes without a look where there is no ffmpeg, or where it lacks an encoder.
    #[test]
    fn files_of_every_format_have_the_same_sound_and_length() {
        let dir = tempfile::tempdir().unwrap();
        let source = dir.path().join("sound.wav");
        save(&source, &clip());
        let exact = 1.0 / 32_000.0;
        // The last number is the largest difference.
        let formats = [
            ("flac", "flac", exact),
            ("pcm_s16be", "aiff", exact),
            ("alac", "m4a", exact),
            ("aac", "m4a", 0.02),
            ("libmp3lame", "mp3", 0.02),
            ("libvorbis", "ogg", 0.02),
        ];
        for (codec, extension, most) in formats {
            let path = dir.path().join(codec).with_extension(extension);
            let mut command = Command::new("ffmpeg");
            command.args(["-v", "error", "-i"]).arg(&source).args(["-b:a", "128k", "-c:a", codec]).arg(&path);
            let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
            if !status.is_ok_and(|status| status.success()) {
                continue;
            }
            let mut got = all(&path, Duration::from_secs(2)).unwrap();
            if codec == "aac" {
                got.samples.drain(..1_024);
                got.samples.truncate(clip().samples.len());
            }
            let differs = difference(&got, &clip());
            assert!(differs < most, "{codec}: {differs}");
        }
    }
}
