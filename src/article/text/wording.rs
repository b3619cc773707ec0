//! What the words of a unit say by themselves: how much each word, and each word after another, speaks for a role.
//!
//! Captions have words of their own (`logo`, `wearing`, `screenshot of`), and so have headings. A lexicon holds two weights for
//! each of many buckets; a word falls into a bucket by its hash.

use crate::hash::{EMPTY, mix};

/// How many buckets words fall into.
pub const BUCKETS: usize = 1 << 13;
/// How many roles words are weighed for: a picture's text, and a heading.
pub const WEIGHED: usize = 2;

/// The words of a unit, as the lexicon knows them.
pub type Terms = Vec<u16>;

/// From this many words on, nothing more of a unit is looked at.
const WORDS: usize = 40;
/// Stands for what is before the first word and after the last.
const EDGE: u64 = 1;

/// The hash of a word in any case, with any digits.
fn hash(word: &str) -> u64 {
    let add = |hash, c: char| mix(hash, u64::from(u32::from(if c.is_numeric() { '0' } else { c })));
    word.chars().fold(EMPTY, |hash, c| {
        if c.is_ascii() { add(hash, c.to_ascii_lowercase()) } else { c.to_lowercase().fold(hash, add) }
    })
}

fn bucket(hash: u64) -> u16 {
    u16::try_from((hash ^ hash >> 17 ^ hash >> 35) % BUCKETS as u64).unwrap_or_default()
}

/// The buckets of a text's words, and of each two words that follow each other.
pub(super) fn terms(text: &str) -> Terms {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let (mut terms, mut before) = (Terms::with_capacity(24), EDGE);
    for word in words.take(WORDS) {
        let hash = hash(word);
        terms.extend([bucket(hash), bucket(mix(before.rotate_left(7), hash))]);
        before = hash;
    }
    terms.push(bucket(mix(before.rotate_left(7), EDGE)));
    terms
}

/// Weights of words, in sixteenths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexicon(Vec<[i8; WEIGHED]>);

impl Lexicon {
    /// A lexicon of weights; those that are missing count nothing.
    pub fn new(mut weights: Vec<[i8; WEIGHED]>) -> Lexicon {
        weights.resize(BUCKETS, [0; WEIGHED]);
        Lexicon(weights)
    }

    /// The weights of all buckets.
    pub fn weights(&self) -> &[[i8; WEIGHED]] {
        &self.0
    }

    /// How much the words of a unit speak for each role: 32 is neither for nor against it, and 4 more are one on the logistic
    /// scale.
    pub fn scores(&self, terms: &[u16]) -> [u8; WEIGHED] {
        #[expect(clippy::cast_precision_loss, reason = "there are at most some dozens of terms")]
        let norm = (terms.len().max(1) as f32).sqrt();
        std::array::from_fn(|role| {
            let sum: i16 = terms.iter().map(|term| i16::from(self.0[usize::from(*term)][role])).sum();
            let level = (32.0 + f32::from(sum) / (4.0 * norm)).round().clamp(0.0, 63.0);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is clamped")]
            let level = level as u8;
            level
        })
    }
}

#[test]
fn words_are_weighed_in_any_case_and_with_any_digits() {
    assert_eq!(terms("Figure 12, a map"), terms("figure 34: A MAP"));
    assert_ne!(terms("a map"), terms("map a"));
    assert_eq!(terms("").len(), 1);
    let mut weights = vec![[0; WEIGHED]; BUCKETS];
    weights[usize::from(terms("logo")[0])] = [64, -64];
    let lexicon = Lexicon::new(weights);
    let [picture, heading] = lexicon.scores(&terms("logo"));
    assert!(32 < picture && heading < 32, "{picture} {heading}");
    assert_eq!(lexicon.scores(&[]), [32, 32]);
}
