//! The sound in an answer. What was cut short is no sound: half a sentence would go unnoticed into the episode.

use std::path::Path;
use std::time::Duration;

use super::server::Server;
use crate::audio::{Clip, Rate, decode, wav};
use crate::engine::child::printable;

/// No line is longer.
const LONGEST: Duration = Duration::from_hours(1);

/// Whether the server said where its answer ends, so that a cut would have been noticed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// By a length, or by chunks.
    Told,
    /// It ends where the connection ends.
    Untold,
}

/// The body of a response, with what its headers say of it.
pub(super) struct Answer {
    /// The media type, in lower case.
    pub(super) kind: String,
    /// Whether its end is known.
    pub(super) extent: Extent,
    /// The body.
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    /// The same without the key, where it is a text that a message may quote a part of: what is cut afterwards must not be
    /// a part of the key.
    pub(super) fn masked(mut self, server: &Server) -> Answer {
        if self.is_text() {
            self.bytes = server.mask(&String::from_utf8_lossy(&self.bytes)).into_bytes();
        }
        self
    }

    fn is_text(&self) -> bool {
        ["text/", "application/json", "application/xml"].iter().any(|kind| self.kind.starts_with(kind))
    }

    /// The sound, known by its first bytes; only bare samples are known by what the server declares.
    pub(super) fn decode(self) -> Result<Clip, String> {
        match self.bytes.as_slice() {
            [] => Err("nothing at all".into()),
            [b'R', b'I', b'F', b'F', ..] => {
                check_wav(&self.bytes, self.extent)?;
                wav::read(&self.bytes)
            }
            [b'f', b'L', b'a', b'C', ..] => {
                let told = flac_samples(&self.bytes);
                let clip = sound(self.bytes, "flac")?;
                let is_whole = told.is_none_or(|told| told <= clip.len());
                if is_whole { Ok(clip) } else { Err("a truncated FLAC file".into()) }
            }
            [b'O', b'g', b'g', b'S', ..] => {
                if ogg_ends(&self.bytes) {
                    sound(self.bytes, "ogg")
                } else {
                    Err("a truncated Ogg file".into())
                }
            }
            [b'I', b'D', b'3', ..] | [0xff, 0xe0..=0xff, ..] => {
                self.check_end()?;
                sound(self.bytes, "mp3")
            }
            _ => match declared(&self.kind) {
                Some((rate, order)) => {
                    self.check_end()?;
                    samples(&self.bytes, rate, order)
                }
                None => Err(self.unknown()),
            },
        }
    }

    /// What tells nothing of its length must come in an answer that does.
    fn check_end(&self) -> Result<(), String> {
        match self.extent {
            Extent::Told => Ok(()),
            Extent::Untold => Err("sound that may be truncated, since it does not declare its length".into()),
        }
    }

    fn unknown(&self) -> String {
        let start = &self.bytes[..self.bytes.len().min(200)];
        let quoted = if self.is_text() { format!(": {}", printable(start)) } else { String::new() };
        match self.kind.as_str() {
            "" => "no sound of a known kind".into(),
            kind => format!("no sound of a known kind ({}){quoted}", printable(kind.as_bytes())),
        }
    }
}

/// Refuses a WAV file that ends before its sound does.
fn check_wav(bytes: &[u8], extent: Extent) -> Result<(), String> {
    let mut rest = bytes.get(12..).unwrap_or_default();
    while let Some((&[a, b, c, d, l0, l1, l2, l3], body)) = rest.split_first_chunk::<8>() {
        let length = u32::from_le_bytes([l0, l1, l2, l3]);
        if [a, b, c, d] == *b"data" {
            let is_unknown = wav::PLACEHOLDER <= length as usize || length == 0;
            return match (is_unknown, extent) {
                (false, _) if body.len() < length as usize => Err("a truncated WAV file".into()),
                (true, Extent::Untold) => {
                    Err("a WAV file that may be truncated, since it does not declare its length".into())
                }
                _ => Ok(()),
            };
        }
        let length = length as usize;
        rest = body.get(length.saturating_add(length % 2)..).unwrap_or_default();
    }
    Err("a truncated WAV file".into())
}

/// How many samples a FLAC file says that it has (RFC 9639, section 8.2).
fn flac_samples(bytes: &[u8]) -> Option<u64> {
    let fields: [u8; 8] = bytes.get(18..26)?.try_into().ok()?;
    let samples = u64::from_be_bytes(fields) & 0xf_ffff_ffff;
    (samples != 0).then_some(samples)
}

/// Whether an Ogg file has whole pages only, and the last is marked as the last (RFC 3533, section 6).
fn ogg_ends(mut bytes: &[u8]) -> bool {
    let mut is_last = false;
    while let Some((head, rest)) =
        bytes.split_first_chunk::<27>().filter(|(head, _)| head.starts_with(b"OggS"))
    {
        let Some((lengths, rest)) = rest.split_at_checked(head[26].into()) else { return false };
        let length = lengths.iter().map(|length| usize::from(*length)).sum();
        let Some(rest) = rest.get(length..) else { return false };
        (is_last, bytes) = (head[5] & 4 != 0, rest);
    }
    is_last && bytes.is_empty()
}

fn sound(bytes: Vec<u8>, ending: &str) -> Result<Clip, String> {
    let name = Path::new("answer").with_extension(ending);
    decode::all_of(bytes, &name, LONGEST).map_err(|error| match error {
        crate::Error::Decode { why, .. } => why,
        other => other.to_string(),
    })
}

/// Which byte of a sample comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Little-endian: the low byte comes first.
    Little,
    /// The high one, as networks have it.
    Big,
}

/// The rate and the order of bytes of bare samples of 16 bits in one channel, if a media type declares them:
/// `audio/L16;rate=…` (RFC 2586) or `audio/pcm;rate=…`.
fn declared(kind: &str) -> Option<(Rate, Order)> {
    let mut parts = kind.split(';').map(str::trim);
    let order = match parts.next()? {
        "audio/l16" => Order::Big,
        "audio/pcm" | "audio/x-pcm" => Order::Little,
        _ => return None,
    };
    let fields: Vec<(&str, &str)> = parts.filter_map(|part| part.split_once('=')).collect();
    let field = |wanted: &str| fields.iter().find(|(name, _)| *name == wanted).map(|(_, value)| *value);
    let is_mono = field("channels").is_none_or(|channels| channels == "1");
    let rate = Rate::of_sound(field("rate")?.parse().ok()?)?;
    is_mono.then_some((rate, order))
}

fn samples(bytes: &[u8], rate: Rate, order: Order) -> Result<Clip, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return Err("half a sample at the end".into());
    }
    let read = |pair: &[u8; 2]| match order {
        Order::Little => i16::from_le_bytes(*pair),
        Order::Big => i16::from_be_bytes(*pair),
    };
    Ok(Clip { rate, samples: pairs.iter().map(|pair| f32::from(read(pair)) / 32_768.0).collect() })
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn clip() -> Clip {
        let samples = (0..2_400_u16).map(|n| f32::from(n % 100) / 256.0).collect();
        Clip { rate: Rate::new(24_000).unwrap(), samples }
    }

    fn decode(kind: &str, extent: Extent, bytes: &[u8]) -> Result<Clip, String> {
        Answer { kind: kind.into(), extent, bytes: bytes.into() }.decode()
    }

    #[test]
    fn a_wav_is_whole_or_refused() {
        let mut file = Cursor::new(Vec::new());
        wav::write(&clip(), &mut file).unwrap();
        let whole = file.into_inner();
        for extent in [Extent::Told, Extent::Untold] {
            assert_eq!(decode("audio/wav", extent, &whole), Ok(clip()));
            for length in [0, 3, 12, 40, 44, 1_000, whole.len() - 1] {
                assert!(decode("audio/wav", extent, &whole[..length]).is_err(), "{length}");
            }
        }
        // A server that did not know the length when it wrote it.
        let mut open = whole.clone();
        open[40..44].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(decode("audio/wav", Extent::Told, &open), Ok(clip()));
        assert!(decode("audio/wav", Extent::Untold, &open).is_err());
        let mut odd = whole;
        odd[24..28].copy_from_slice(&3_u32.to_le_bytes());
        assert!(decode("audio/wav", Extent::Told, &odd).is_err());
    }

    #[test]
    fn an_ogg_file_ends_with_its_last_page() {
        let page = |flags: u8| {
            let mut page = b"OggS".to_vec();
            page.extend([0, flags]);
            page.resize(26, 0);
            page.extend([2, 3, 1]);
            page.extend([7; 4]);
            page
        };
        let whole = [page(2), page(0), page(4)].concat();
        assert!(ogg_ends(&whole));
        for length in 0..whole.len() {
            assert!(!ogg_ends(&whole[..length]), "{length}");
        }
    }

    #[test]
    fn bare_samples_need_to_be_declared() {
        let bytes: Vec<u8> = clip().samples.iter().flat_map(|s| wav::quantise(*s).to_le_bytes()).collect();
        let swapped: Vec<u8> = bytes.as_chunks::<2>().0.iter().flat_map(|[a, b]| [*b, *a]).collect();
        assert_eq!(decode("audio/pcm; rate=24000", Extent::Told, &bytes), Ok(clip()));
        assert_eq!(decode("audio/l16;rate=24000;channels=1", Extent::Told, &swapped), Ok(clip()));
        for kind in [
            "audio/pcm",
            "",
            "application/octet-stream",
            "audio/pcm;rate=1",
            "audio/pcm;rate=8000;channels=2",
        ] {
            assert!(decode(kind, Extent::Told, &bytes).is_err(), "{kind}");
        }
        assert!(decode("audio/pcm;rate=24000", Extent::Untold, &bytes).is_err());
        assert!(decode("audio/pcm;rate=24000", Extent::Told, &bytes[1..]).is_err());
    }

    #[test]
    fn what_is_no_sound_is_quoted_only_if_it_is_text() {
        let why = decode("text/html", Extent::Told, b"<h1>\x1b[31mSorry</h1>").unwrap_err();
        assert!(why.ends_with("(text/html): <h1> [31mSorry</h1>"), "{why}");
        assert_eq!(decode("", Extent::Told, b"\x01\x02").unwrap_err(), "no sound of a known kind");
    }
}
