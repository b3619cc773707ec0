//! From the International Phonetic Alphabet to what engines write for sounds; eSpeak NG's names for them.
//!
//! Its names are those of its documentation (`docs/phonemes.md`, and the tables of each language that it points to),
//! checked against what version 1.51 itself says of each: `espeak-ng -v en-us -q --ipa "[[k'i:Iv]]"` is "kˈiːɪv".

use crate::language::is_english;
use crate::speech::Utterance;

/// The sounds that a voice has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phonemes {
    /// Those of English; others become the nearest of them.
    English,
    /// Those that most other languages share.
    Other,
}

/// Names that all voices have. The longest that fits is taken.
#[rustfmt::skip]
const COMMON: &[(&str, &str)] = &[
    ("tʃ", "tS"), ("dʒ", "dZ"), ("ts", "ts"), ("dz", "dz"), ("p", "p"), ("b", "b"), ("t", "t"), ("d", "d"),
    ("k", "k"), ("ɡ", "g"), ("f", "f"), ("v", "v"), ("θ", "T"), ("ð", "D"), ("s", "s"), ("z", "z"), ("ʃ", "S"),
    ("ʒ", "Z"), ("h", "h"), ("ɦ", "h"), ("ħ", "h"), ("x", "x"), ("χ", "x"), ("ç", "C"), ("ɣ", "Q"), ("m", "m"),
    ("ɱ", "m"), ("n", "n"), ("ŋ", "N"), ("ɲ", "n^"), ("ɳ", "n"), ("l", "l"), ("ɫ", "l"), ("ɭ", "l"), ("ʎ", "l^"),
    ("ɬ", "l#"), ("r", "r"), ("ɹ", "r"), ("ɻ", "r"), ("ʁ", "r"), ("ʀ", "r"), ("ɾ", "*"), ("j", "j"), ("w", "w"),
    ("ʍ", "w"), ("ɥ", "w"), ("ʔ", "?"), ("q", "k"), ("ʕ", "?"), ("ʈ", "t"), ("ɖ", "d"), ("c", "k"), ("ɟ", "g"),
    ("ʂ", "S"), ("ʐ", "Z"), ("ɕ", "S;"), ("ʑ", "z;"), ("ɸ", "f"), ("β", "B"), ("ʋ", "v#"), ("ɓ", "b"), ("ɗ", "d"),
    ("ə", "@"), ("ɘ", "@"), ("i", "i"), ("iː", "i:"), ("uː", "u:"), ("u", "u"), ("ʊ", "U"), ("ɪ", "I"), ("ɛ", "E"),
    ("ɛː", "E:"), ("eː", "e:"), ("e", "e"), ("ɔ", "O"), ("ɔː", "O:"), ("o", "o"), ("oː", "o:"), ("eɪ", "eI"),
    ("aɪ", "aI"), ("ai", "aI"), ("ɔɪ", "OI"), ("ɔʏ", "OI"), ("aʊ", "aU"), ("au", "aU"), ("oʊ", "oU"),
    ("ɔ\u{303}", "O~"), ("ɑ\u{303}", "A~"),
];

/// What English voices have, or have instead.
#[rustfmt::skip]
const ENGLISH: &[(&str, &str)] = &[
    ("a", "a"), ("æ", "a"), ("aː", "A:"), ("ɑ", "A:"), ("ɑː", "A:"), ("ɒ", "0"), ("ʌ", "V"), ("ɐ", "a#"), ("ɚ", "3"),
    ("ɝ", "3:"), ("ɜ", "3:"), ("ɜː", "3:"), ("ɝː", "3:"), ("e", "E"), ("ᵻ", "I#"), ("ɨ", "I#"), ("əʊ", "oU"),
    ("ɪə", "i@"), ("iə", "i@"), ("eə", "e@"), ("ɛə", "e@"), ("ʊə", "U@"), ("aɪə", "aI@"), ("aʊə", "aU@"), ("y", "i"),
    ("yː", "i:"), ("ʏ", "I"), ("ø", "3:"), ("øː", "3:"), ("œ", "3:"), ("ɵ", "@"), ("ɯ", "U"), ("ɤ", "V"),
    ("ɛ\u{303}", "aN"), ("œ\u{303}", "3:n"), ("n\u{329}", "@n"), ("m\u{329}", "@m"), ("l\u{329}", "@L"),
    ("ɹ\u{329}", "3"), ("ɑɹ", "A@"), ("ɑːɹ", "A@"), ("ɔːɹ", "O@"), ("ɔɹ", "O@"), ("ɛɹ", "e@"), ("ʊɹ", "U@"),
];

/// What other voices have.
#[rustfmt::skip]
const OTHER: &[(&str, &str)] = &[
    ("a", "a"), ("aː", "a:"), ("ɐ", "a"), ("æ", "E"), ("ɑ", "a"), ("ɑː", "a:"), ("ɒ", "O"), ("ʌ", "a"), ("ɜː", "3:"),
    ("y", "y"), ("yː", "y:"), ("ʏ", "y"), ("ø", "Y"), ("øː", "Y:"), ("œ", "W"), ("ɛ\u{303}", "E~"),
    ("œ\u{303}", "W~"), ("n\u{329}", "@n"), ("m\u{329}", "@m"), ("l\u{329}", "@l"), ("ɯ", "u"), ("ɨ", "i"),
    ("ʂ", "s;"),
];

impl Phonemes {
    /// The sounds of a voice by its language.
    pub(super) fn of(language: &str) -> Phonemes {
        if is_english(language) { Phonemes::English } else { Phonemes::Other }
    }

    /// The names for a transcription; none if a sound has none here.
    pub(super) fn write(self, ipa: &str) -> Option<String> {
        self.notation().write(ipa)
    }

    /// How these sounds are written.
    fn notation(self) -> Notation {
        let own = if self == Phonemes::English { ENGLISH } else { OTHER };
        Notation { common: COMMON, own, stress: ['\'', ','], is_before_vowels: true }
    }
}

/// How an engine writes sounds.
#[derive(Debug, Clone, Copy)]
pub(super) struct Notation {
    /// What it has for sounds of the International Phonetic Alphabet. The longest that fits is taken.
    pub(super) common: &'static [(&'static str, &'static str)],
    /// What it has instead, or besides, for one language.
    pub(super) own: &'static [(&'static str, &'static str)],
    /// Its marks of the main stress and of the second.
    pub(super) stress: [char; 2],
    /// Whether these stand before the vowel and not before the syllable.
    pub(super) is_before_vowels: bool,
}

impl Notation {
    /// A transcription in this notation; none if a sound is not in it.
    pub(super) fn write(&self, ipa: &str) -> Option<String> {
        let plain: String = ipa.chars().filter(|c| !"\u{361}\u{35C}.‿-".contains(*c)).collect();
        let mut names = String::new();
        let mut stress = None;
        let mut rest = plain.as_str();
        while let Some(first) = rest.chars().next() {
            // Of two for the same sound the last is taken, and that is the voice's own.
            let known = self.common.iter().chain(self.own).filter(|(sound, _)| rest.starts_with(sound));
            if let Some((sound, name)) = known.max_by_key(|(sound, _)| sound.len()) {
                if !self.is_before_vowels || is_vowel(sound) {
                    names.extend(stress.take());
                }
                names.push_str(name);
                rest = &rest[sound.len()..];
                continue;
            }
            match first {
                'ˈ' => stress = Some(self.stress[0]),
                'ˌ' => stress = Some(self.stress[1]),
                ' ' | '|' | '‖' => names.push(' '),
                c if is_detail(c) => {}
                _ => return None,
            }
            rest = &rest[first.len_utf8()..];
        }
        names.contains(|c: char| c.is_ascii_alphanumeric() || c == '@').then_some(names)
    }
}

fn is_vowel(sound: &str) -> bool {
    sound.starts_with(|c: char| "aeiouyæøœɐɑɒɔəɘɚɛɜɝɤɨɪɯɵʉʊʌʏᵻ".contains(c)) || sound.ends_with('\u{329}')
}

/// What makes a sound no other one: length that a name lacks, breath, places of the tongue, tones.
fn is_detail(c: char) -> bool {
    matches!(c, 'ː' | 'ˑ' | '↗' | '↘' | 'ⁿ' | '\u{2B0}'..='\u{2FF}' | '\u{300}'..='\u{36F}' | '\u{A717}'..='\u{A71F}')
}

/// The text of an utterance with the sounds that are given as `sound` writes them; where that has no way to, and
/// everywhere else, the words as `text` writes them.
pub(super) fn sounded(
    say: &Utterance,
    text: impl Fn(&str) -> String,
    sound: impl Fn(&str) -> Option<String>,
) -> String {
    let mut out = String::with_capacity(say.text.len());
    let mut from = 0;
    for given in &say.sounds {
        let Some(sounds) = sound(&given.ipa) else { continue };
        out.push_str(&text(&say.text[from..given.said.start]));
        // Behind an opening mark eSpeak NG would drop them.
        if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        out.push_str(&sounds);
        from = given.said.end;
        if say.text[from..].starts_with(char::is_alphanumeric) {
            out.push(' ');
        }
    }
    out.push_str(&text(&say.text[from..]));
    out
}

#[cfg(test)]
mod tests;
