//! Words that are written alike and said otherwise: the readings of each (`homographs.toml`).

use std::collections::BTreeMap;

use serde::Deserialize;

use super::data::Files;
use super::primary;

/// One way to say a word.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Reading {
    /// The word and its sense, as in the Wikipedia Homograph Data: `lead_nou`.
    pub id: String,
    /// The International Phonetic Alphabet. `ɒ` is the vowel of "lot", `ɚ` the end of "letter", and each `ɹ` is written:
    /// voices say them in their own accent.
    pub ipa: String,
    /// Other letters that engines say so, for those that take no sounds.
    pub respelled: Option<String>,
    /// Where nothing else tells that it is meant, one of these words before it does, perhaps with an adverb between.
    #[serde(default)]
    pub after: Vec<String>,
    /// Or one of these right behind it.
    #[serde(default)]
    pub before: Vec<String>,
}

impl Reading {
    /// What kind of sense it is, shared by many words: `nou`, `vrb`; empty for the plain one.
    pub(crate) fn class(&self) -> &str {
        self.id.split_once('_').map_or("", |(_, class)| class)
    }
}

/// The words of a language, in small letters, and the readings of each, the commonest first.
pub(crate) type Homographs = BTreeMap<String, Vec<Reading>>;

static FILES: Files<Homographs> = Files::new("homographs");

/// The homographs of a language, a BCP 47 tag, where they are known.
pub(crate) fn homographs(language: &str) -> Option<&'static Homographs> {
    FILES.get(&primary(language))
}

#[test]
fn every_homograph_has_readings_that_sound_otherwise() {
    for (language, words) in FILES.all() {
        for (word, readings) in words {
            assert!(1 < readings.len(), "{language}: {word}");
            for (n, reading) in readings.iter().enumerate() {
                let is_own = reading.id == *word || reading.id.starts_with(&format!("{word}_"));
                assert!(is_own, "{language}: {}", reading.id);
                let others = &readings[n + 1..];
                assert!(
                    others.iter().all(|other| other.ipa != reading.ipa && other.id != reading.id),
                    "{word}"
                );
                let neighbours = || reading.after.iter().chain(&reading.before);
                assert!(neighbours().all(|word| !word.contains(char::is_uppercase)), "{word}");
            }
        }
    }
}
