//! What a trainer needs of the model of homographs: what it sees of a word, and where weights lie; and what a test asks engines.
//!
//! It is for `examples/train_homographs` and tests, and no part of the API.

use std::ops::Range;

use super::clues::Words;
use super::model;
pub use super::model::{BUCKETS, UNIT};
use crate::language::homographs::homographs;

/// A word, and for each of its readings, the commonest first, the buckets whose weights speak for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The readings by their names.
    pub ids: Vec<&'static str>,
    /// The buckets of each.
    pub buckets: Vec<Vec<usize>>,
}

/// Looks at a word of an English sentence; `word` are its bytes. None if it is no homograph.
pub fn see(sentence: &str, word: &Range<usize>) -> Option<Seen> {
    let readings = homographs("en")?.words.get(&sentence.get(word.clone())?.to_ascii_lowercase())?;
    let clues = Words::new(sentence).around(word).clues();
    let buckets =
        readings.iter().map(|reading| model::buckets(&clues, &reading.id, reading.class()).collect());
    Some(Seen {
        ids: readings.iter().map(|reading| reading.id.as_str()).collect(),
        buckets: buckets.collect(),
    })
}

/// The reading that is sure where so much speaks for each, in units of the model, as its place in [`Seen::ids`].
pub fn sure(sums: &[i32]) -> Option<usize> {
    super::sure(sums)
}

/// The names of all English readings.
pub fn ids() -> impl Iterator<Item = &'static str> {
    let readings = homographs("en").into_iter().flat_map(|known| known.words.values().flatten());
    readings.map(|reading| reading.id.as_str())
}

/// The English respellings, and how each must sound in the International Phonetic Alphabet.
pub fn respellings() -> impl Iterator<Item = (&'static str, &'static str)> {
    let readings = homographs("en").into_iter().flat_map(|known| known.words.values().flatten());
    readings.filter_map(|reading| Some((reading.respelled.as_deref()?, reading.ipa.as_str())))
}
