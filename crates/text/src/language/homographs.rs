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
    /// Or one of these right behind it; `0` is any number.
    #[serde(default)]
    pub before: Vec<String>,
    /// Or more of these near it than of those of any other reading.
    #[serde(default)]
    pub near: Vec<String>,
    /// Whether it is a name: a word in small letters is none.
    #[serde(default)]
    pub name: bool,
}

impl Reading {
    /// What kind of sense it is, shared by many words: `nou`, `vrb`; empty for the plain one.
    pub(crate) fn class(&self) -> &str {
        self.id.split_once('_').map_or("", |(_, class)| class)
    }
}

/// The homographs of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Homographs {
    /// Right before a word, these tell that a reading of the class `vrb` is meant.
    pub verbs_after: Vec<String>,
    /// The words in small letters, and the readings of each, the commonest first.
    pub words: BTreeMap<String, Vec<Reading>>,
}

static FILES: Files<Homographs> = Files::new("homographs");

/// The homographs of a language, a BCP 47 tag, where they are known.
pub(crate) fn homographs(language: &str) -> Option<&'static Homographs> {
    FILES.get(&primary(language))
}

#[test]
fn every_homograph_has_readings_that_sound_otherwise() {
    for (language, known) in FILES.all() {
        for (word, readings) in &known.words {
            assert!(1 < readings.len(), "{language}: {word}");
            assert!(readings.iter().any(|reading| !reading.name), "{language}: {word}");
            for (n, reading) in readings.iter().enumerate() {
                let is_own = reading.id == *word || reading.id.starts_with(&format!("{word}_"));
                assert!(is_own, "{language}: {}", reading.id);
                let others = &readings[n + 1..];
                assert!(
                    others.iter().all(|other| other.ipa != reading.ipa && other.id != reading.id),
                    "{word}"
                );
                let neighbours = || reading.after.iter().chain(&reading.before).chain(&reading.near);
                assert!(neighbours().all(|word| !word.contains(char::is_uppercase)), "{word}");
                let is_near = |other: &Reading| reading.near.iter().any(|near| other.near.contains(near));
                assert!(!others.iter().any(is_near), "{word}: near two readings");
            }
        }
    }
}
