//! An entry of the cache: how a spoken line is stored, and how it is known to be whole and the one of its name.

use std::io::Cursor;

use super::{Facts, Key};
use crate::audio::{Clip, wav};

/// What makes an entry's name change when the way it is stored does. It stands in each entry too, before its name.
pub(super) const VERSION: &str = "articast spoken line 5";

/// The chunk that holds the facts, as JSON.
const FACTS: [u8; 4] = *b"fact";
/// The chunk that holds the version and the entry's name, on a line each.
const NAME: [u8; 4] = *b"name";
/// The chunk that holds the digest of all bytes before it.
const DIGEST: [u8; 4] = *b"blk3";
/// The bytes of that chunk, its head included.
const SEAL: usize = 8 + blake3::OUT_LEN;

/// What is wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// Its bytes are not those that were written.
    #[error("it is damaged")]
    Damaged,
    /// It is whole, but the sound of another line.
    #[error("it is another line's")]
    Another,
    /// It is whole, but another version of Articast wrote it, which reads it.
    #[error("another version wrote it")]
    OtherVersion,
}

pub(super) fn pack(clip: &Clip, facts: &Facts, key: &Key) -> Vec<u8> {
    let mut file = Cursor::new(Vec::with_capacity(2 * clip.samples.len() + (1 << 12)));
    wav::write_exact(clip, &mut file).expect("memory takes what is written to it");
    let mut bytes = file.into_inner();
    append(&mut bytes, FACTS, &serde_json::to_vec(facts).expect("facts are plain data"));
    append(&mut bytes, NAME, name(key).as_bytes());
    // The head says how long the file is, its seal included, and the seal vouches for the head.
    let size = u32::try_from(bytes.len() + SEAL - 8).expect("a line is shorter than 4 GiB");
    bytes[4..8].copy_from_slice(&size.to_le_bytes());
    let digest = blake3::hash(&bytes);
    append(&mut bytes, DIGEST, digest.as_bytes());
    bytes
}

fn name(key: &Key) -> String {
    format!("{VERSION}\n{}", key.as_str())
}

fn append(bytes: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    bytes.extend_from_slice(&name);
    bytes.extend_from_slice(
        &u32::try_from(content.len()).expect("a line is shorter than 4 GiB").to_le_bytes(),
    );
    bytes.extend_from_slice(content);
    if content.len() % 2 == 1 {
        bytes.push(0);
    }
}

/// The bytes of an entry before its seal, if the seal is unbroken and the entry is the one of this name.
pub(super) fn whole<'a>(bytes: &'a [u8], key: &Key) -> Result<&'a [u8], Flaw> {
    let body = sealed(bytes).ok_or(Flaw::Damaged)?;
    let found = chunk(body, NAME).ok_or(Flaw::OtherVersion)?;
    if found == name(key).as_bytes() {
        Ok(body)
    } else if found.starts_with(format!("{VERSION}\n").as_bytes()) {
        Err(Flaw::Another)
    } else {
        Err(Flaw::OtherVersion)
    }
}

fn sealed(bytes: &[u8]) -> Option<&[u8]> {
    let (body, seal) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
    let digest = seal.strip_prefix(&DIGEST)?.strip_prefix(&32u32.to_le_bytes())?;
    (blake3::hash(body).as_bytes() == digest).then_some(body)
}

/// The facts in an entry that is [`whole`].
pub(super) fn facts(whole: &[u8]) -> Result<Facts, Flaw> {
    let facts = chunk(whole, FACTS).and_then(|facts| serde_json::from_slice(facts).ok());
    facts.ok_or(Flaw::Damaged)
}

/// The content of a chunk of a RIFF file.
fn chunk(file: &[u8], wanted: [u8; 4]) -> Option<&[u8]> {
    let mut rest = file.get(12..)?;
    loop {
        let (head, tail) = rest.split_at_checked(8)?;
        let size = u32::from_le_bytes(head[4..].try_into().ok()?) as usize;
        if head[..4] == wanted {
            return tail.get(..size);
        }
        rest = tail.get(size + size % 2..)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::Rate;
    use crate::engine::{Fingerprint, Spoken, WordAt};
    use crate::speech::Utterance;

    fn spoken() -> Spoken {
        let samples: Vec<f32> = (0i16..4_000).map(|n| f32::from(n % 50 * 300) / 32_768.0).collect();
        let words = vec![WordAt { said: 0..5, at: 3..90 }];
        Spoken { clip: Clip { rate: Rate::new(16_000).unwrap(), samples }, words, doubt: None }
    }

    fn key(text: &str) -> Key {
        Key::new(&Fingerprint("a voice".into()), &Utterance { text: text.into(), ..Utterance::default() })
    }

    fn packed(spoken: &Spoken) -> Vec<u8> {
        pack(&spoken.clip, &Facts::of(spoken).unwrap(), &key("one"))
    }

    #[test]
    fn what_is_packed_comes_out_the_same() {
        let mut odd = spoken();
        odd.clip.samples.push(0.123_456_78);
        for spoken in [spoken(), odd] {
            let bytes = packed(&spoken);
            let whole = whole(&bytes, &key("one")).unwrap();
            assert_eq!(facts(whole), Ok(Facts::of(&spoken).unwrap()));
            assert_eq!(wav::read(whole), Ok(spoken.clip));
        }
    }

    #[test]
    fn no_damage_goes_unnoticed() {
        let bytes = packed(&spoken());
        let one = key("one");
        for at in 0..bytes.len() {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            assert_eq!(whole(&bytes, &one), Err(Flaw::Damaged), "a flipped bit in byte {at}");
        }
        for length in 0..bytes.len() {
            assert_eq!(whole(&bytes[..length], &one), Err(Flaw::Damaged), "cut to {length} bytes");
        }
        assert_eq!(whole(&bytes, &key("another")), Err(Flaw::Another));
    }

    #[test]
    fn an_entry_of_another_version_is_never_read_as_ours() {
        let bytes = packed(&spoken());
        let body = &bytes[..bytes.len() - SEAL];
        let at = body.windows(VERSION.len()).position(|part| part == VERSION.as_bytes()).unwrap();
        for digit in [b'4', b'6'] {
            let mut other = body.to_vec();
            other[at + VERSION.len() - 1] = digit;
            let digest = blake3::hash(&other);
            append(&mut other, DIGEST, digest.as_bytes());
            assert_eq!(whole(&other, &key("one")), Err(Flaw::OtherVersion));
        }
    }
}
