//! Words of a kind: one look-up says all kinds that a word is of.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use crate::language::boilerplate::of_all;

/// Names a picture.
pub(super) const PICTURE: u16 = 1;
/// Names a picture, but means other things as often.
pub(super) const DOUBTFUL: u16 = 1 << 1;
/// Makes a doubtful one a picture.
pub(super) const VISUAL: u16 = 1 << 2;
/// One of the commonest finite verbs.
pub(super) const VERB: u16 = 1 << 3;
/// Starts a question.
pub(super) const ASKS: u16 = 1 << 4;
/// Asks to do something.
pub(super) const BIDS: u16 = 1 << 5;
/// What headings like to start with.
pub(super) const HEADS: u16 = 1 << 6;
/// Links a person to a trade.
pub(super) const LINKS: u16 = 1 << 7;
/// A trade of those who write for pages.
pub(super) const TRADE: u16 = 1 << 8;
/// Stands before a description's noun only when it is none.
pub(super) const JOINS: u16 = 1 << 9;
/// Leads from a picture's name to what it shows.
pub(super) const SHOWS: u16 = 1 << 10;

static KINDS: LazyLock<HashMap<&str, u16, BuildHasherDefault<Fnv>>> = LazyLock::new(|| {
    let mut kinds = HashMap::default();
    for words in of_all().map(|boilerplate| &boilerplate.words) {
        for (kind, list) in [
            (PICTURE, &words.picture),
            (DOUBTFUL, &words.doubtful),
            (VISUAL, &words.visual),
            (VERB, &words.verb),
            (ASKS, &words.asks),
            (BIDS, &words.bids),
            (HEADS, &words.heads),
            (LINKS, &words.links),
            (TRADE, &words.trade),
            (JOINS, &words.joins),
            (SHOWS, &words.shows),
        ] {
            for word in list {
                *kinds.entry(word.as_str()).or_insert(0) |= kind;
            }
        }
    }
    kinds
});

/// The kinds of a word in any case; 0 if it is of none.
pub(super) fn kinds(word: &str) -> u16 {
    const LONGEST: usize = 20;
    let mut small = [0; LONGEST];
    let known = |word: &str| KINDS.get(word).copied().unwrap_or(0);
    match small.get_mut(..word.len()) {
        Some(small) if word.is_ascii() => {
            small.copy_from_slice(word.as_bytes());
            small.make_ascii_lowercase();
            std::str::from_utf8(small).map_or(0, known)
        }
        Some(_) => known(&word.to_lowercase()),
        None => 0,
    }
}

/// Whether a word is of one of these kinds.
pub(super) fn is(word: &str, kind: u16) -> bool {
    kinds(word) & kind != 0
}

/// The hash of Fowler, Noll and Vo (FNV-1a): quick for short words, and the same on every run.
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Fnv {
        Fnv(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        // The table looks at the upper bits too.
        self.0 ^ self.0 >> 32
    }
}

/// How often each of many numbers occurs.
pub(super) type Counts = HashMap<u32, u32, BuildHasherDefault<Fnv>>;
