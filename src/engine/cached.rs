//! An engine that remembers: what was said once is not said again.
//!
//! The cache is content-addressed. An entry is a WAV file that any player plays, under a name made of the engine's
//! fingerprint and the text. The name stands in the entry too, and its last chunk holds the digest of all bytes before
//! it, so that an entry that is damaged or stands under another name is never a wrong sound: it is set aside and said
//! again. Entries appear whole or not at all and are as fresh as the fingerprint is exact.
//!
//! Runs at the same time share it: each line is said by the one that [claims](Cache) it first. Those that were not used
//! for the longest time go when there are too many ([`Upkeep`]), but none that a run needs.

mod entry;
mod lease;
mod store;
mod upkeep;

use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Engine, Failure, Fingerprint, Spoken, WordAt, budget};
use crate::audio::loudness::Loudness;
use crate::audio::{Clip, Rate, trim};
use crate::speech::Utterance;

use entry::VERSION;
use store::Claimed;

pub use entry::Flaw;
pub use store::Cache;
pub use upkeep::{Contents, Flawed, Mode, Removed, Size, Upkeep};

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

/// A line that is in the cache now.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// What is known of it.
    pub facts: Facts,
    /// Whether it was said by this run, and not by another.
    pub is_new: bool,
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

    /// Whether a text was said before, as far as can be told without reading it.
    pub(crate) fn has(&self, say: &Utterance) -> bool {
        self.cache.has(&self.key(say))
    }

    /// The sound of a text that was said before.
    pub fn sound(&self, key: &Key) -> Option<Clip> {
        self.cache.line(key).map(|(_, clip)| clip)
    }

    /// Says a text and keeps it under its key, or takes what another run says of it meanwhile.
    pub fn record(&self, key: &Key, say: &Utterance) -> Result<Recorded, Failure> {
        // As long as a run may take that tries it several times.
        let claim = match self.cache.claim(key, 4 * budget(say))? {
            Claimed::There(facts) => return Ok(Recorded { facts, is_new: false }),
            Claimed::Ours(claim) => claim,
        };
        let spoken = self.inner.speak(say)?;
        let facts = Facts::of(&spoken)?;
        claim.keep(&spoken, &facts, key)?;
        Ok(Recorded { facts, is_new: true })
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
mod tests;
