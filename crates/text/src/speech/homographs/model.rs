//! The model: how much each clue speaks for each reading.
//!
//! A reading weighs a clue twice: as the reading of this word, and as one of its class (a noun, a verb), so that what is known
//! of many words helps with the rare ones. Weights lie in buckets, which clues and readings find by their hash; their sum
//! over all clues is the logit of the reading. `examples/train_homographs` fits them; `weights.bin` holds one signed byte
//! for each bucket. They were fitted to the Wikipedia Homograph Data (Gorman, Mazovetskiy, Nikolaev, 2018; Apache-2.0).

use crate::hash::{EMPTY, mix, mix_text};

use super::clues::Clues;

/// How many buckets there are.
pub const BUCKETS: usize = 1 << 17;
/// What a weight counts.
pub const UNIT: f64 = 1.0 / 128.0;

const _: () = assert!(WEIGHTS.len() == BUCKETS);
static WEIGHTS: &[u8] = include_bytes!("weights.bin");

/// The buckets of a reading of a class, for what is seen of its word.
pub(super) fn buckets<'a>(clues: &'a Clues, id: &str, class: &str) -> impl Iterator<Item = usize> + 'a {
    let label = |kind: u64, text: &str| mix_text(mix(EMPTY, kind), text);
    let (class, id) = (label(1, class), label(2, id));
    let all = clues.shared.iter().map(move |clue| mix(*clue, class));
    let own = clues.shared.iter().chain(&clues.own).map(move |clue| mix(*clue, id));
    all.chain(own).map(bucket)
}

fn bucket(hash: u64) -> usize {
    usize::try_from((hash ^ hash >> 17 ^ hash >> 37) % BUCKETS as u64).unwrap_or_default()
}

/// How much speaks for each reading, given as its id and its class, in [`UNIT`]s: a whole number, so that every machine
/// decides alike.
pub(super) fn sums<'a>(clues: &Clues, readings: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<i32> {
    let weight = |bucket: usize| i32::from(WEIGHTS[bucket].cast_signed());
    readings.map(|(id, class)| buckets(clues, id, class).map(weight).sum()).collect()
}
