//! Words of a kind: one look-up says all kinds that a word is of.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

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

const LISTS: [(u16, &str); 11] = [
    (
        PICTURE,
        "image images picture photo photograph illustration photos graphic rendering depiction portrait painting \
        drawing sketch screenshot logo icon diagram chart graph infographic collage headshot close-up closeup \
        cartoon silhouette thumbnail banner avatar photography screengrab render mockup selfie snapshot gif poster \
        map shot scene view visualization animation screenshots",
    ),
    (DOUBTFUL, "shot scene view map picture render poster"),
    (
        VISUAL,
        "cinematic aerial wide close-up overhead wide-angle low-angle high-angle panoramic dramatic surreal \
        stylized stylised conceptual abstract split macro photorealistic minimalist moody detailed digital",
    ),
    (
        VERB,
        "is are was were be been has have had will would can could should may might must do does did it's it’s \
        don’t don't isn’t isn't that's that’s you’ll you'll we’re we're i’m i'm makes comes became said says wants",
    ),
    (ASKS, "what how why when where who which is are can do does should what’s what's will"),
    (
        BIDS,
        "get start use make create choose find try learn see read check click keep set build discover explore join \
        view shop download",
    ),
    (
        HEADS,
        "conclusion introduction overview summary faq faqs frequently key takeaways pros cons benefits final \
        ingredients instructions background methods results abstract tips bottom features pricing best types step",
    ),
    (
        LINKS,
        "is was been works worked writes wrote serves served joined covers holds specializes specialises brings has",
    ),
    (
        TRADE,
        "writer author editor journalist founder co-founder cofounder reporter freelance freelancer blogger consultant \
        director manager ceo specialist professor expert contributor strategist engineer coach dietitian nutritionist \
        marketer enthusiast photographer designer developer copywriter analyst researcher advisor adviser attorney \
        lawyer physician therapist lecturer producer columnist correspondent economist scientist entrepreneur \
        speaker trainer cto president instructor educator graduate degree bachelor's bachelor’s master's master’s \
        experience bylines husband wife",
    ),
    (JOINS, "of in is to for that with on"),
    (
        SHOWS,
        "of showing shows capturing illustrating depicting featuring displaying representing with in where \
        portraying symbolizing showcasing highlighting for depicts captures from on illustrates by taken at comparing",
    ),
];

static KINDS: LazyLock<HashMap<&str, u16, BuildHasherDefault<Fnv>>> = LazyLock::new(|| {
    let mut kinds = HashMap::default();
    for (kind, list) in LISTS {
        for word in list.split_whitespace() {
            *kinds.entry(word).or_insert(0) |= kind;
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
