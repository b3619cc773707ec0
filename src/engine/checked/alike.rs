//! Whether a voice said the same for two texts that do not sound the same.

use std::collections::HashMap;

/// How many letters a text must have for its sound to be its own.
const LETTERS: u32 = 8;
/// The share of letters by which texts differ that cannot sound the same: "colour" and "color" differ by less.
const DIFFERENT: f64 = 0.3;

/// How often each letter of ASCII is in a text, whatever its case. Others count for nothing: a voice may not know them, and say
/// the same for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Letters([u16; 26]);

impl Letters {
    /// The letters of a text; none where it has too few, or digits, which are said as words.
    fn of(text: &str) -> Option<Letters> {
        let mut counts = [0_u16; 26];
        let mut before = [0; 2];
        for letter in text.bytes().filter(u8::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()) {
            let count = &mut counts[usize::from(letter - b'a')];
            // "Ahhhhh" sounds as "ahhh" does.
            *count = count.saturating_add(u16::from(before != [letter; 2]));
            before = [before[1], letter];
        }
        let letters = Letters(counts);
        (LETTERS <= letters.count() && !text.chars().any(char::is_numeric)).then_some(letters)
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|count| u32::from(*count)).sum()
    }

    /// Whether two texts differ so much that they cannot sound the same.
    fn is_other(&self, other: &Letters) -> bool {
        let pairs = self.0.iter().zip(&other.0);
        let different: u32 = pairs.map(|(a, b)| u32::from(a.abs_diff(*b))).sum();
        DIFFERENT * f64::from(self.count() + other.count()) < f64::from(different)
    }
}

/// What a voice has said, by the digest of its samples.
#[derive(Debug, Default)]
pub(super) struct Sounds(HashMap<[u8; 32], Said>);

#[derive(Debug)]
struct Said {
    letters: Letters,
    start: String,
}

impl Sounds {
    /// Why a sound cannot be that of this text, if it was heard for another one before; else it is remembered.
    pub(super) fn doubt(&mut self, samples: &[f32], text: &str) -> Option<String> {
        let letters = Letters::of(text)?;
        let mut hasher = blake3::Hasher::new();
        for sample in samples {
            hasher.update(&sample.to_le_bytes());
        }
        let start = || text.chars().take(40).collect();
        let said = self.0.entry(hasher.finalize().into()).or_insert_with(|| Said { letters, start: start() });
        let is_other = said.letters.is_other(&letters);
        is_other.then(|| format!("the sound of another line, “{}”", said.start))
    }
}

#[test]
fn a_sound_is_that_of_one_text() {
    let mut sounds = Sounds::default();
    let (one, two) = ([0.1, 0.2], [0.3, 0.4]);
    assert_eq!(sounds.doubt(&one, "The colour of the harbour."), None);
    for alike in ["The color of the harbor.", "the colour, of the harbour", "Short", "1234 tides", "Ночь"]
    {
        assert_eq!(sounds.doubt(&one, alike), None, "{alike}");
    }
    let doubt = sounds.doubt(&one, "A train leaves at noon.").unwrap();
    assert!(doubt.contains("The colour of"), "{doubt}");
    assert_eq!(sounds.doubt(&two, "A train leaves at noon."), None);
    for drawn in ["A looooong waaaaay home", "A looooooooooooong waaay home"] {
        assert_eq!(sounds.doubt(&[0.5], drawn), None);
    }
}
