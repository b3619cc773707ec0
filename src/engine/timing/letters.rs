//! Letters as the kinds of sound that they mostly stand for.

use std::ops::Range;

/// A kind of sound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::engine) enum Class {
    /// a, e, i, o, u: loud and dark.
    Vowel,
    /// l, r, w, y.
    Liquid,
    /// m, n, ng: dark, softer than a vowel.
    Nasal,
    /// s, z, sh, ch, j: bright.
    Sibilant,
    /// f, v, th, h: weak.
    Fricative,
    /// p, t, k, b, d, g: a short silence and a burst.
    Stop,
    /// Silence between words or at a punctuation mark.
    Pause,
}

/// All classes, in the order of their numbers.
pub(in crate::engine) const CLASSES: [Class; 7] =
    [Class::Vowel, Class::Liquid, Class::Nasal, Class::Sibilant, Class::Fricative, Class::Stop, Class::Pause];

/// A sound that is expected.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Unit {
    pub(super) class: Class,
    /// How long it mostly lasts, in milliseconds at a usual speed.
    pub(super) length: f32,
    /// The word that it is of; for a pause, the word before it.
    pub(super) word: usize,
}

impl Class {
    /// How long such a sound lasts, in milliseconds.
    fn length(self) -> f32 {
        match self {
            Class::Vowel => 78.0,
            Class::Liquid | Class::Nasal => 72.0,
            Class::Sibilant => 105.0,
            Class::Fricative | Class::Stop => 66.0,
            Class::Pause => 170.0,
        }
    }
}

/// The sounds of some words of a text, with a pause of no length between those where no mark asks for one, and around
/// them all.
pub(super) fn units(text: &str, words: &[Range<usize>]) -> Vec<Unit> {
    let silence = |word| Unit { class: Class::Pause, length: 0.0, word };
    let mut units = vec![silence(0)];
    for (n, word) in words.iter().enumerate() {
        let first = units.len();
        let ascii = deunicode::deunicode(&text[word.clone()]);
        for part in
            ascii.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'').filter(|part| !part.is_empty())
        {
            spell(part, &mut |class| units.push(Unit { class, length: class.length(), word: n }));
        }
        let next = words.get(n + 1).map_or(text.len(), |next| next.start);
        let stops = text[word.end..next].contains(|c: char| ".,;:!?…—–()\"“”".contains(c));
        let is_last = n + 1 == words.len();
        if stops || is_last {
            stretch(&mut units[first..]);
        }
        let length = if stops && !is_last { Class::Pause.length() } else { 0.0 };
        units.push(Unit { length, ..silence(n) });
    }
    units
}

/// The last syllable before a pause is longer.
fn stretch(units: &mut [Unit]) {
    const LONGER: f32 = 1.35;
    let last = units.iter().rposition(|unit| unit.class == Class::Vowel).unwrap_or_default();
    for unit in &mut units[last..] {
        unit.length *= LONGER;
    }
}

/// The sounds of a word in ASCII letters and digits.
fn spell(word: &str, say: &mut impl FnMut(Class)) {
    let letters: Vec<u8> = word.bytes().filter(|byte| *byte != b'\'').collect();
    let vowels = letters.iter().filter(|letter| is_vowel(**letter)).count();
    let shouted = 1 < letters.len() && letters.iter().all(u8::is_ascii_uppercase);
    // Letter by letter: each has a consonant and a vowel, as have the names of digits.
    if shouted && letters.len() < 5 || vowels == 0 && letters.len() < 4 {
        for letter in letters {
            if !is_vowel(letter) {
                for class in consonant(letter.to_ascii_lowercase(), b' ') {
                    say(*class);
                }
            }
            say(Class::Vowel);
        }
        return;
    }
    let letters: Vec<u8> = letters.iter().map(u8::to_ascii_lowercase).collect();
    let mut at = 0;
    while at < letters.len() {
        let (classes, count) = sounds(&letters, at);
        for class in classes {
            say(*class);
        }
        at += count;
    }
}

/// The sounds that begin at a letter, and how many letters they have.
fn sounds(letters: &[u8], at: usize) -> (&'static [Class], usize) {
    use Class::{Fricative, Liquid, Nasal, Sibilant, Stop, Vowel};
    let rest = &letters[at..];
    let (letter, next) = (rest[0], rest.get(1).copied().unwrap_or(b' '));
    let before = at.checked_sub(1).map_or(b' ', |before| letters[before]);
    match (letter, next) {
        (b'0'..=b'9', _) => (&[Fricative, Vowel, Nasal], 1),
        // "make", "makes", "asked": a last "e" behind a consonant is silent where another vowel stands before it.
        (b'e', b' ') if is_silent(letters, at) => (&[], 1),
        (b'e', b'd') if rest.len() == 2 && is_silent(letters, at) && !matches!(before, b't' | b'd') => {
            (&[], 1)
        }
        (b'e', b's') if rest.len() == 2 && is_silent(letters, at) && !is_hissing(before) => (&[], 1),
        (b'y', _) if at == 0 && is_vowel(next) => (&[Liquid], 1),
        // Two vowels are one sound mostly.
        (b'a' | b'e' | b'o', b'w') => (&[Vowel], 2),
        (b'a' | b'e' | b'i' | b'o' | b'u' | b'y', _) => (&[Vowel], if is_vowel(next) { 2 } else { 1 }),
        (b't', b'i') if rest.starts_with(b"tion") => (&[Sibilant], 1),
        (b's', b'c') if rest.starts_with(b"sch") => (&[Sibilant], 3),
        (b's' | b'c', b'h') => (&[Sibilant], 2),
        (b't' | b'p', b'h') => (&[Fricative], 2),
        (b'g', b'h') => (&[], 2),
        (b'k', b'n') if at == 0 => (&[], 1),
        (b'w', b'h' | b'r') => (&[Liquid], 2),
        (b'n', b'g') => (&[Nasal], 2),
        (b'c', b'k') => (&[Stop], 2),
        (b'q', b'u') => (&[Stop, Liquid], 2),
        (b'x', _) => (&[Stop, Sibilant], 1),
        _ => (consonant(letter, next), if letter == next { 2 } else { 1 }),
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter.to_ascii_lowercase(), b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

fn is_hissing(letter: u8) -> bool {
    matches!(letter, b's' | b'z' | b'x' | b'c' | b'g' | b'h')
}

/// Whether the "e" at a place is one that nobody says.
fn is_silent(letters: &[u8], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    !is_vowel(letters[before]) && letters[..before].iter().any(|letter| is_vowel(*letter))
}

fn consonant(letter: u8, next: u8) -> &'static [Class] {
    match letter {
        b'm' | b'n' => &[Class::Nasal],
        b'l' | b'r' | b'w' | b'y' => &[Class::Liquid],
        b's' | b'z' | b'j' => &[Class::Sibilant],
        b'c' | b'g' if matches!(next, b'e' | b'i' | b'y') => &[Class::Sibilant],
        b'f' | b'v' | b'h' => &[Class::Fricative],
        _ => &[Class::Stop],
    }
}
