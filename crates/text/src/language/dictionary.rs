//! The common words of a language: those that every voice knows how to say.
//!
//! The English words are those of SCOWL, as `english.licence` says, from Debian's `wamerican` and `wbritish` 2020.12.07.
//! Each word with two letters or more that does not end in `'s` is in the file, which the `fst` crate wrote:
//! `fst::Set::from_iter` of the sorted words, as bytes.

use std::sync::LazyLock;

use fst::Set;

use crate::writing::capitalized;

/// The common words of a language.
#[derive(Debug, Clone, Copy)]
pub struct Dictionary(&'static Set<&'static [u8]>);

static ENGLISH: LazyLock<Set<&'static [u8]>> = LazyLock::new(|| {
    Set::new(&include_bytes!("dictionary/english.fst")[..]).expect("a test has opened this very file")
});

/// Endings of words that a voice says as well as their stem, and what the stem may end in instead.
#[rustfmt::skip]
const ENDINGS: &[(&str, &[&str])] = &[
    ("'s", &[""]), ("s", &[""]), ("es", &["", "e"]), ("ies", &["y"]), ("ed", &["", "e"]), ("ied", &["y"]),
    ("ing", &["", "e"]), ("er", &["", "e"]), ("ers", &["", "e"]), ("est", &["", "e"]), ("ly", &[""]), ("ily", &["y"]),
    ("ness", &[""]), ("iness", &["y"]), ("less", &[""]), ("ful", &[""]), ("able", &["", "e"]), ("ish", &[""]),
    ("like", &[""]), ("ization", &["", "ize"]), ("isation", &["", "ise"]), ("ism", &[""]), ("ist", &[""]),
];

/// Beginnings that change nothing about the rest.
const BEGINNINGS: [&str; 14] =
    ["anti", "bio", "co", "inter", "micro", "mis", "multi", "non", "over", "pre", "re", "sub", "super", "un"];

impl Dictionary {
    /// The dictionary of a language, a BCP 47 tag, if there is one.
    pub fn of(language: &str) -> Option<Dictionary> {
        (language.is_empty() || super::is_english(language)).then(|| Dictionary(&ENGLISH))
    }

    /// Whether a word, with a common ending or beginning or without, is one of the language.
    pub fn knows(self, word: &str) -> bool {
        let word = word.replace('’', "'");
        let small = word.to_lowercase();
        self.has(&word)
            || self.has(&small)
            || self.has(&capitalized(&small))
            || self.derives(&word)
            || self.derives(&small)
    }

    /// Whether a word stands in the list as it is.
    pub fn has(self, word: &str) -> bool {
        self.0.contains(word)
    }

    fn derives(self, word: &str) -> bool {
        let stems = |word: &str| {
            ENDINGS.iter().any(|(ending, others)| {
                let stem = word.strip_suffix(ending).filter(|stem| 2 < stem.len());
                stem.is_some_and(|stem| {
                    others.iter().any(|other| self.has(&format!("{stem}{other}")))
                        || self.doubles(stem, ending)
                })
            })
        };
        let rest = |beginning: &&str| word.strip_prefix(*beginning).filter(|rest| 3 < rest.len());
        stems(word) || BEGINNINGS.iter().filter_map(rest).any(|rest| self.has(rest) || stems(rest))
    }

    /// "podding" is "pod" with one letter more.
    fn doubles(self, stem: &str, ending: &str) -> bool {
        let bytes = stem.as_bytes();
        let twice =
            bytes.len().checked_sub(2).is_some_and(|at| bytes[at] == bytes[at + 1] && bytes[at].is_ascii());
        twice && ending.starts_with(['e', 'i']) && self.has(&stem[..stem.len() - 1])
    }
}

#[test]
fn common_words_are_known_with_their_endings() {
    let english = Dictionary::of("en-GB").expect("there is one");
    for word in [
        "walk",
        "Walked",
        "COLOUR",
        "color",
        "Paris",
        "PARIS",
        "podding",
        "microservices",
        "don't",
        "Smith’s",
        "cafés",
        "rereadable",
    ] {
        assert!(english.knows(word), "{word}");
    }
    for word in ["Kyiv", "kubectl", "schadenfroh", "QXZ", "Siobhan", "x"] {
        assert!(!english.knows(word), "{word}");
    }
    assert!(Dictionary::of("de").is_none());
    assert!(ENGLISH.as_fst().as_bytes().len() < 400_000, "{}", ENGLISH.as_fst().as_bytes().len());
}
