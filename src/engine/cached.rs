//! An engine that remembers: what was said once is not said again.
//!
//! The cache is content-addressed. An entry is a WAV file that any player plays, under a name made of the engine's
//! fingerprint and the text. The name stands in the entry too, and its last chunk holds the digest of all bytes before
//! it, so that an entry that is damaged or stands under another name is a miss and never a wrong sound. Entries appear whole or not at all, need no lock, are as fresh as the
//! fingerprint is exact, and
//! may be deleted whenever no episode is being made.

use std::io::Cursor;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Engine, Failure, Fingerprint, Spoken, WordAt};
use crate::audio::loudness::Loudness;
use crate::audio::{Clip, Rate, trim, wav};
use crate::files;
use crate::speech::Utterance;

/// What makes an entry's name change when the way it is stored does.
const VERSION: &str = "articast spoken line 4";

/// No entry is larger: an hour at 48 kHz in 32 bits.
const LIMIT: u64 = 3600 * 48_000 * 4;

/// The name of an entry: a BLAKE3 digest in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(String);

impl Key {
    /// The key of a text said by an engine.
    pub fn new(fingerprint: &Fingerprint, say: &Utterance) -> Key {
        let mut hasher = blake3::Hasher::new();
        for part in [VERSION, &fingerprint.0, &say.text] {
            // The length keeps apart what would run together.
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        for sound in &say.sounds {
            let (start, end) = (sound.said.start as u64, sound.said.end as u64);
            for number in [start, end, sound.ipa.len() as u64] {
                hasher.update(&number.to_le_bytes());
            }
            hasher.update(sound.ipa.as_bytes());
        }
        if say.take != 0 {
            hasher.update(b"take");
            hasher.update(&say.take.to_le_bytes());
        }
        Key(hasher.finalize().to_hex().to_string())
    }

    /// The digest in hexadecimal.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What is known of a spoken line without listening to it again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// The rate of the sound.
    pub rate: Rate,
    /// The samples that are speech; the silence before and after is the engine's.
    pub speech: Range<usize>,
    /// How loud the speech is.
    pub loudness: Loudness,
    /// When which words are said, in samples of the whole sound.
    pub words: Vec<WordAt>,
    /// Why it may not be what was to be said, where there is reason to think so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

impl Facts {
    /// Listens to what was said. Nothing but silence is [`Failure::Garbage`].
    fn of(spoken: &Spoken) -> Result<Facts, Failure> {
        let Spoken { clip, words, doubt } = spoken;
        let speech = trim::speech(clip);
        if speech.is_empty() {
            return Err(Failure::Garbage("it is silent".into()));
        }
        let loudness = Loudness::measure(clip.rate, &clip.samples[speech.clone()]);
        Ok(Facts { rate: clip.rate, speech, loudness, words: words.clone(), doubt: doubt.clone() })
    }
}

/// Spoken lines on the disk.
#[derive(Debug, Clone)]
pub struct Cache {
    dir: PathBuf,
}

impl Cache {
    /// A cache in a folder; it is made when it is needed.
    pub fn new(dir: PathBuf) -> Cache {
        Cache { dir }
    }

    fn path(&self, key: &Key) -> PathBuf {
        self.dir.join(&key.0[..2]).join(&key.0[2..]).with_extension("wav")
    }

    fn read(&self, key: &Key) -> Option<Vec<u8>> {
        // A pipe of that name would be waited for.
        let path = self.path(key);
        path.is_file().then(|| files::read(&path, LIMIT).ok())?
    }

    /// What is known of the line under a key, if it is there and whole.
    pub fn facts(&self, key: &Key) -> Option<Facts> {
        facts(whole(&self.read(key)?, key)?)
    }

    /// What is known of the line under a key and its sound, if they are there and whole.
    pub fn line(&self, key: &Key) -> Option<(Facts, Clip)> {
        let bytes = self.read(key)?;
        let whole = whole(&bytes, key)?;
        Some((facts(whole)?, wav::read(whole).ok()?))
    }

    /// Keeps what was said under a key, and what is known of it.
    fn put(&self, key: &Key, spoken: &Spoken, facts: &Facts) -> Result<(), Failure> {
        let path = self.path(key);
        files::write_unsynced(&path, &pack(&spoken.clip, facts, key)).map_err(|error| match error {
            crate::Error::Write { source, .. } => Failure::Unkept { path, kind: source.kind() },
            _ => Failure::Unkept { path, kind: std::io::ErrorKind::Other },
        })
    }
}

/// The chunk that holds the facts, as JSON.
const FACTS: [u8; 4] = *b"fact";
/// The chunk that holds the entry's name.
const NAME: [u8; 4] = *b"name";
/// The chunk that holds the digest of all bytes before it.
const DIGEST: [u8; 4] = *b"blk3";
/// The bytes of that chunk, its head included.
const SEAL: usize = 8 + blake3::OUT_LEN;

fn pack(clip: &Clip, facts: &Facts, key: &Key) -> Vec<u8> {
    let mut file = Cursor::new(Vec::with_capacity(2 * clip.samples.len() + (1 << 12)));
    wav::write_exact(clip, &mut file).expect("memory takes what is written to it");
    let mut bytes = file.into_inner();
    append(&mut bytes, FACTS, &serde_json::to_vec(facts).expect("facts are plain data"));
    append(&mut bytes, NAME, key.0.as_bytes());
    // The head says how long the file is, its seal included, and the seal vouches for the head.
    let size = u32::try_from(bytes.len() + SEAL - 8).expect("a line is shorter than 4 GiB");
    bytes[4..8].copy_from_slice(&size.to_le_bytes());
    let digest = blake3::hash(&bytes);
    append(&mut bytes, DIGEST, digest.as_bytes());
    bytes
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
fn whole<'a>(bytes: &'a [u8], key: &Key) -> Option<&'a [u8]> {
    let (body, seal) = bytes.split_at_checked(bytes.len().checked_sub(SEAL)?)?;
    let digest = seal.strip_prefix(&DIGEST)?.strip_prefix(&32u32.to_le_bytes())?;
    let is_whole = blake3::hash(body).as_bytes() == digest;
    (is_whole && chunk(body, NAME)? == key.0.as_bytes()).then_some(body)
}

fn facts(whole: &[u8]) -> Option<Facts> {
    let facts: Facts = serde_json::from_slice(chunk(whole, FACTS)?).ok()?;
    Some(facts)
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

/// An engine that looks into the cache before it speaks. If an entry cannot be written, the failure is
/// [`Failure::Unkept`]: a line that is not kept could not be put into the episode.
pub struct Cached {
    inner: Arc<dyn Engine>,
    fingerprint: Fingerprint,
    cache: Cache,
}

impl Cached {
    /// `inner`, with a memory.
    pub fn new(inner: Arc<dyn Engine>, cache: Cache) -> Cached {
        Cached { fingerprint: inner.fingerprint(), inner, cache }
    }

    /// The key under which this engine keeps a text.
    pub fn key(&self, say: &Utterance) -> Key {
        Key::new(&self.fingerprint, say)
    }

    /// What is known of a text that was said before.
    pub(crate) fn recall(&self, key: &Key) -> Option<Facts> {
        self.cache.facts(key)
    }

    /// The sound of a text that was said before.
    pub fn sound(&self, key: &Key) -> Option<Clip> {
        self.cache.line(key).map(|(_, clip)| clip)
    }

    /// Says a text and keeps it under its key.
    pub fn record(&self, key: &Key, say: &Utterance) -> Result<Facts, Failure> {
        let spoken = self.inner.speak(say)?;
        let facts = Facts::of(&spoken)?;
        self.cache.put(key, &spoken, &facts)?;
        Ok(facts)
    }
}

impl Engine for Cached {
    fn fingerprint(&self) -> Fingerprint {
        self.fingerprint.clone()
    }

    fn lanes(&self) -> usize {
        self.inner.lanes()
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let key = self.key(say);
        if self.recall(&key).is_none() {
            self.record(&key, say)?;
        }
        let lost = || Failure::Garbage("the cached sound is damaged".into());
        let (facts, clip) = self.cache.line(&key).ok_or_else(lost)?;
        Ok(Spoken { clip, words: facts.words, doubt: facts.doubt })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert_eq!(facts(whole), Some(Facts::of(&spoken).unwrap()));
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
            assert_eq!(whole(&bytes, &one), None, "a flipped bit in byte {at}");
        }
        for length in 0..bytes.len() {
            assert_eq!(whole(&bytes[..length], &one), None, "cut to {length} bytes");
        }
        assert_eq!(whole(&bytes, &key("another")), None, "an entry under another's name");
    }

    #[test]
    fn silence_is_not_kept() {
        let mut silent = spoken();
        silent.clip.samples.fill(0.0);
        assert!(matches!(Facts::of(&silent), Err(Failure::Garbage(_))));
    }
}
