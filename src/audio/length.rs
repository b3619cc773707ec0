//! How long the sound of a file lasts, by its frames, and whether they are all there. Nothing is decoded.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Duration;

use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::errors::Error as Reason;
use symphonia::core::formats::Track;

use super::decode::{failed, probed, sheltered, sound_of};
use crate::{Error, Result, files};

/// Why a file is not whole.
const CUT_SHORT: &str = "it is cut short";

/// How long the sound of a file lasts. Reads all of it, but of Opus files only the ends.
///
/// # Errors
///
/// [`Error::Decode`] if it is no sound file, or if it was cut short: a frame is incomplete, there are fewer frames than
/// the file's head promises, or an Ogg stream has no last page. A file that promises nothing, such as an MP3 without the
/// header of LAME, may be of any length.
pub fn of(path: &Path) -> Result<Duration> {
    let mut file = files::open(path).map_err(Error::reading(path))?;
    let start = start(&mut file).map_err(Error::reading(path))?;
    if start.starts_with(CAPTURE) {
        let end = ogg_end(&mut file).map_err(Error::reading(path))?;
        let end = end.ok_or_else(|| failed(path, CUT_SHORT))?;
        if let Some(skip) = pre_skip(&start) {
            let milliseconds = end.saturating_sub(skip).saturating_mul(1000) / OPUS;
            return Ok(Duration::from_millis(milliseconds));
        }
    }
    file.rewind().map_err(Error::reading(path))?;
    sheltered(path, || frames(file, path))
}

/// How long the frames of a file last.
fn frames(file: File, path: &Path) -> Result<Duration> {
    let mut format = probed(Box::new(file), path)?;
    let track = sound_of(&*format, path)?;
    let (id, promised, second) = (track.id, promised(track), ticks(track));
    let second = second.ok_or_else(|| failed(path, "it does not declare its sample rate"))?;
    let (mut heard, mut all) = (0_u64, 0_u64);
    loop {
        match format.next_packet() {
            Ok(Some(packet)) if packet.track_id == id => {
                heard += packet.dur.get();
                all += packet.dur.get() + packet.trim_start.get() + packet.trim_end.get();
            }
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(Reason::IoError(error)) if error.kind() == io::ErrorKind::UnexpectedEof => {
                return Err(failed(path, CUT_SHORT));
            }
            Err(Reason::IoError(source)) => return Err(Error::Read { path: path.to_owned(), source }),
            Err(reason) => return Err(failed(path, reason.to_string())),
        }
    }
    if heard == 0 || promised.is_some_and(|promised| all < promised) {
        return Err(failed(path, CUT_SHORT));
    }
    Ok(Duration::from_secs_f64(heard as f64 / second))
}

/// How many samples there are to be by what the file's head says, with those that are not to be heard. For MP3 files
/// without a header of LAME, symphonia guesses the number from the size.
fn promised(track: &Track) -> Option<u64> {
    let codec = track.codec_params.as_ref().and_then(|parameters| parameters.audio());
    let is_exact = track.delay.is_some() || codec.is_some_and(|audio| audio.codec == CODEC_ID_FLAC);
    let edges = u64::from(track.delay.unwrap_or(0)) + u64::from(track.padding.unwrap_or(0));
    track.num_frames.filter(|_| is_exact).map(|frames| frames + edges)
}

/// How many units of the track's time make a second.
fn ticks(track: &Track) -> Option<f64> {
    if let Some(base) = track.time_base {
        return Some(f64::from(base.denom.get()) / f64::from(base.numer.get()));
    }
    track.codec_params.as_ref()?.audio()?.sample_rate.map(f64::from)
}

/// Opus counts at this rate, in hertz, whatever the rate of what was encoded (RFC 7845, section 4).
const OPUS: u64 = 48_000;

/// What the first bytes of a page of Ogg are.
const CAPTURE: &[u8] = b"OggS";

/// The start of a file, as far as it is needed to know an Ogg file.
fn start(file: &mut File) -> io::Result<Vec<u8>> {
    let mut start = Vec::new();
    file.take(64).read_to_end(&mut start)?;
    Ok(start)
}

/// How many samples at the start of an Opus file are not to be heard, by the file's first bytes; nothing where it is no
/// Opus file. Its first page holds its head alone (RFC 7845, section 5.1).
fn pre_skip(start: &[u8]) -> Option<u64> {
    let head = start.get(28..).filter(|head| head.starts_with(b"OpusHead"))?;
    Some(u64::from(u16::from_le_bytes(head.get(10..12)?.try_into().ok()?)))
}

/// Where an Ogg file ends, in the units of its codec: the position of the last page of its stream, if the file ends with
/// that (RFC 3533, section 6).
fn ogg_end(file: &mut File) -> io::Result<Option<u64>> {
    const HEADER: usize = 27;
    const LAST: u8 = 4;
    /// A page has at most 27 bytes of header, 255 of lengths and 255 times 255 of content.
    const LONGEST: u64 = 1 << 16;
    let length = file.metadata()?.len();
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST)))?;
    let mut end = Vec::new();
    file.take(LONGEST).read_to_end(&mut end)?;
    let last = |at: usize| {
        let page = &end[at..];
        let lengths = page.get(HEADER..HEADER + usize::from(*page.get(26)?))?;
        let length = HEADER + lengths.len() + lengths.iter().map(|each| usize::from(*each)).sum::<usize>();
        let position = u64::from_le_bytes(page[6..14].try_into().ok()?);
        (page[5] & LAST != 0 && page.len() == length).then_some(position)
    };
    let pages = end.windows(4).enumerate().filter(|(_, four)| *four == CAPTURE);
    Ok(pages.map(|(at, _)| at).find_map(last))
}

#[cfg(test)]
#[expect(clippy::cast_possible_truncation, reason = "test pages are short")]
mod tests {
    use super::*;
    use crate::audio::{Clip, Rate, wav};

    #[test]
    fn a_file_that_holds_less_than_it_promises_is_cut_short() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sound.ogg");
        let position = 96_312_u64.to_le_bytes();
        let page = |flags: u8, content: &[u8]| {
            let head = [b"OggS\0", &[flags][..], &position, &[0; 12], &[1, content.len() as u8]].concat();
            [head, content.to_vec()].concat()
        };
        let first = page(2, b"OpusHead\x01\x01\x38\x01\x44\xac\0\0\0\0\0");
        let whole = [first.clone(), page(4, b"abc")].concat();
        for (bytes, length) in [
            (&whole[..], Some(Duration::from_secs(2))),
            (&whole[..whole.len() - 1], None),
            (&[first, page(0, b"abc")].concat()[..], None),
        ] {
            crate::files::write(&path, bytes).unwrap();
            assert_eq!(of(&path).ok(), length);
        }
        let path = dir.path().join("sound.wav");
        let clip = Clip { rate: Rate::new(8_000).unwrap(), samples: vec![0.0; 12_000] };
        let mut file = std::io::Cursor::new(Vec::new());
        wav::write(&clip, &mut file).unwrap();
        crate::files::write(&path, file.get_ref()).unwrap();
        assert_eq!(of(&path).unwrap(), Duration::from_millis(1_500));
        crate::files::write(&path, b"no sound").unwrap();
        assert!(of(&path).is_err());
    }
}
