//! How long the sound of a file lasts, by its frames, and whether they are all there. Nothing is decoded.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Duration;

use symphonia::core::codecs::audio::well_known::CODEC_ID_FLAC;
use symphonia::core::errors::Error as Reason;
use symphonia::core::formats::Track;

use super::decode::{failed, probed, sound_of};
use crate::{Error, Result, files};

/// How long the sound of a file lasts. Reads all of it.
///
/// # Errors
///
/// [`Error::Decode`] if it is no sound file, or if it was cut short: a frame is incomplete, there are fewer frames than
/// the file's head promises, or an Ogg stream has no last page. A file that promises nothing, such as an MP3 without the
/// header of LAME, may be of any length.
pub fn of(path: &Path) -> Result<Duration> {
    let mut file = files::open(path).map_err(Error::reading(path))?;
    let is_cut = is_cut_ogg(&mut file).map_err(Error::reading(path))?;
    file.rewind().map_err(Error::reading(path))?;
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
            Err(Reason::IoError(error)) if error.kind() == std::io::ErrorKind::UnexpectedEof => {
                return Err(failed(path, "it is cut short"));
            }
            Err(Reason::IoError(source)) => return Err(Error::Read { path: path.to_owned(), source }),
            Err(reason) => return Err(failed(path, reason.to_string())),
        }
    }
    if is_cut || heard == 0 || promised.is_some_and(|promised| all < promised) {
        return Err(failed(path, "it is cut short"));
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

/// Whether a file is in Ogg and does not end with the last page of its stream (RFC 3533, section 6).
fn is_cut_ogg(file: &mut File) -> std::io::Result<bool> {
    const CAPTURE: &[u8] = b"OggS";
    const HEADER: usize = 27;
    const LAST: u8 = 4;
    /// A page has at most 27 bytes of header, 255 of lengths and 255 times 255 of content.
    const LONGEST: u64 = 1 << 16;
    let mut start = [0; 4];
    let length = file.metadata()?.len();
    if length < 4 || file.read_exact(&mut start).is_err() || start != CAPTURE {
        return Ok(false);
    }
    file.seek(SeekFrom::Start(length.saturating_sub(LONGEST)))?;
    let mut end = Vec::new();
    file.take(LONGEST).read_to_end(&mut end)?;
    let ends = |at: usize| {
        let page = &end[at..];
        let lengths = page.get(HEADER..HEADER + usize::from(*page.get(26)?))?;
        let length = HEADER + lengths.len() + lengths.iter().map(|each| usize::from(*each)).sum::<usize>();
        Some(page[5] & LAST != 0 && page.len() == length)
    };
    let pages = end.windows(4).enumerate().filter(|(_, four)| *four == CAPTURE).map(|(at, _)| at);
    Ok(!pages.into_iter().any(|at| ends(at) == Some(true)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::{Clip, Rate, wav};

    #[test]
    fn a_file_that_holds_less_than_it_promises_is_cut_short() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("sound.ogg");
        // A last page of one empty segment, and one that is not the last.
        for (flags, is_cut) in [(4, false), (0, true)] {
            let page = [b"OggS\0", &[flags][..], &[0; 20], &[1, 3], b"abc"].concat();
            for (bytes, is_cut) in [(&page[..], is_cut), (&page[..page.len() - 1], true)] {
                crate::files::write(&path, bytes).unwrap();
                assert_eq!(is_cut_ogg(&mut crate::files::open(&path).unwrap()).unwrap(), is_cut);
            }
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
