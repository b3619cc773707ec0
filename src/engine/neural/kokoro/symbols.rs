//! From espeak-ng's IPA to the symbols that Kokoro was trained with.
//!
//! Kokoro writes a diphthong or an affricate as one symbol (`A` for `eɪ`, `ʤ` for `dʒ`), the r of American vowels by
//! itself, and no length in American English. Its dashes and three dots are symbols too, which espeak-ng has none for:
//! they are taken from the text.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::NAME;
use crate::engine::neural::phonemes::{End, Token};
use crate::engine::neural::voice::Ids;
use crate::language::is_english;
use crate::{Error, Result};

/// The symbols and their ids.
const SYMBOLS: &str = include_str!("symbols.tsv");

/// A language, by the first letter of its voices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Language {
    letter: char,
    /// The voice of espeak-ng that makes its phonemes.
    pub espeak: &'static str,
    /// Its BCP 47 tag.
    pub tag: &'static str,
}

const LANGUAGES: [Language; 7] = [
    Language { letter: 'a', espeak: "en-us", tag: "en-US" },
    Language { letter: 'b', espeak: "en-gb", tag: "en-GB" },
    Language { letter: 'e', espeak: "es", tag: "es" },
    Language { letter: 'f', espeak: "fr-fr", tag: "fr-FR" },
    Language { letter: 'h', espeak: "hi", tag: "hi" },
    Language { letter: 'i', espeak: "it", tag: "it" },
    Language { letter: 'p', espeak: "pt-br", tag: "pt-BR" },
];

impl Language {
    /// The language of a voice. Fails for those that need a reader of their own.
    pub(crate) fn of(voice: &str) -> Result<Language> {
        let letter = voice.chars().next();
        let found = LANGUAGES.iter().find(|language| Some(language.letter) == letter);
        found.copied().ok_or_else(|| Error::NoEngine {
            engine: NAME.into(),
            why: match letter {
                Some('j') => format!("`{voice}` speaks Japanese, which espeak-ng cannot convert to phonemes"),
                Some('z') => {
                    format!("`{voice}` speaks Chinese, and was trained on other phonemes than espeak-ng's")
                }
                _ => format!("the first letter of `{voice}` is not a known language"),
            },
            hint: "the first letter must be a (American English), b (British), e (Spanish), f (French), h (Hindi), \
                   i (Italian) or p (Portuguese)"
                .into(),
        })
    }

    /// Whether it is a kind of English.
    pub(crate) fn is_english(self) -> bool {
        is_english(self.tag)
    }

    /// What is written how; the first that fits counts.
    fn rules(self) -> impl Iterator<Item = &'static (&'static str, &'static str)> {
        let (own, english): (&[_], &[_]) = match self.letter {
            'a' => (AMERICAN, ENGLISH),
            'b' => (BRITISH, ENGLISH),
            _ => (&[], &[]),
        };
        own.iter().chain(english).chain(ALL)
    }
}

const ALL: &[(&str, &str)] = &[
    ("eɪ", "A"),
    ("aɪ", "I"),
    ("aʊ", "W"),
    ("oʊ", "O"),
    ("əʊ", "Q"),
    ("ɔɪ", "Y"),
    ("dʒ", "ʤ"),
    ("tʃ", "ʧ"),
    ("dz", "ʣ"),
    ("ts", "ʦ"),
    ("c\u{327}", "ç"),
    ("g", "ɡ"),
];

/// Sounds that English words have only in espeak-ng's hands, or that Kokoro writes otherwise.
const ENGLISH: &[(&str, &str)] = &[
    ("dz", "dz"),
    ("ts", "ts"),
    ("eɪ", "A"),
    ("l\u{329}", "ᵊl"),
    ("n\u{329}", "ᵊn"),
    ("m\u{329}", "ᵊm"),
    ("oʊ", "O"),
    ("ɔɪ", "Y"),
    ("c\u{327}", "k"),
    ("e", "A"),
    ("o", "ɔ"),
    ("ɚ", "əɹ"),
    ("ɐ", "ə"),
    ("ɾ", "T"),
    ("ʔ", "t"),
    ("r", "ɹ"),
    ("x", "k"),
    ("ɬ", "l"),
    ("\u{303}", ""),
    ("\u{329}", ""),
];

const AMERICAN: &[(&str, &str)] = &[("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", "")];

const BRITISH: &[(&str, &str)] = &[("eə", "ɛː"), ("iə", "ɪə")];

/// A token in Kokoro's symbols. `text` is what its words stand in.
pub(crate) fn respelled(token: &Token, text: &str, language: Language) -> Token {
    let ipa: String = token.symbols.iter().collect();
    let mut symbols = Vec::with_capacity(ipa.len());
    let mut rest = ipa.as_str();
    while let Some(c) = rest.chars().next() {
        let rule = language.rules().find_map(|(from, to)| Some((rest.strip_prefix(from)?, to)));
        let (after, to) = rule.map_or((&rest[c.len_utf8()..], None), |(after, to)| (after, Some(to)));
        match to {
            Some(to) => symbols.extend(to.chars()),
            None => symbols.push(c),
        }
        rest = after;
    }
    if let Some(mark) = mark(token, text) {
        let end = symbols.iter().rposition(|c| !matches!(c, ' ' | ';')).map_or(0, |last| last + 1);
        symbols.truncate(end);
        symbols.extend(mark.chars());
    }
    let is_sound = |c: &&char| c.is_alphabetic() && !matches!(c, 'ː' | 'ˈ' | 'ˌ' | 'ʰ' | 'ʲ');
    let sounding = symbols.iter().filter(is_sound).count();
    Token { symbols, sounding, said: token.said.clone(), end: token.end }
}

/// The dash or the three dots that end a clause, with the space after them.
fn mark(token: &Token, text: &str) -> Option<&'static str> {
    let end = token.said.last().filter(|_| token.end != End::Word)?.end;
    let after = text.get(end..)?.trim_start();
    match after.chars().next()? {
        '—' | '–' => Some("— "),
        '…' => Some("… "),
        '.' if after.starts_with("...") => Some("… "),
        _ => None,
    }
}

/// The ids of symbols, with a pad at both ends. Symbols that Kokoro does not know are left out.
pub(super) fn ids(symbols: &[char]) -> Ids {
    let mut ids = vec![0];
    let mut ends = Vec::with_capacity(symbols.len());
    for symbol in symbols {
        ids.extend(table().get(symbol));
        ends.push(ids.len());
    }
    ids.push(0);
    Ids { ids, first: 1, ends }
}

fn table() -> &'static BTreeMap<char, i64> {
    static TABLE: OnceLock<BTreeMap<char, i64>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let entry = |line: &str| {
            let mut cells = line.split('\t');
            let symbol = char::from_u32(u32::from_str_radix(cells.next()?, 16).ok()?)?;
            Some((symbol, cells.next()?.parse().ok()?))
        };
        SYMBOLS.lines().filter(|line| !line.starts_with('#')).filter_map(entry).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(voice: &str, ipa: &str) -> String {
        let symbols = crate::engine::neural::phonemes::symbols(ipa);
        let token = Token { symbols, sounding: 0, said: Vec::new(), end: End::Word };
        respelled(&token, "", Language::of(voice).unwrap()).symbols.into_iter().collect()
    }

    #[test]
    fn espeaks_sounds_are_written_as_kokoros() {
        for (voice, ipa, wanted) in [
            ("af_heart", "nˈeɪm", "nˈAm"),
            ("af_heart", "dʒˈɔɪ", "ʤˈY"),
            ("af_heart", "tʃˈaɪld", "ʧˈIld"),
            ("af_heart", "hˈaʊs", "hˈWs"),
            ("af_heart", "bˈɜːd", "bˈɜɹd"),
            ("af_heart", "fˈɜːɹ", "fˈɜɹ"),
            ("af_heart", "lˈiːdɚ", "lˈidəɹ"),
            ("af_heart", "ɐbˈoʊt", "əbˈOt"),
            ("af_heart", "wˈɔːɾɚ", "wˈɔTəɹ"),
            ("af_heart", "bˈʌʔn̩", "bˈʌtᵊn"),
            ("af_heart", "stˈoːɹi", "stˈɔɹi"),
            ("af_heart", "kˈæts.", "kˈæts."),
            ("bf_emma", "bˈəʊt", "bˈQt"),
            ("bf_emma", "bˈɜːd", "bˈɜːd"),
            ("bf_emma", "ðˈeə", "ðˈɛː"),
            ("bf_emma", "nˈiə", "nˈɪə"),
            ("ff_siwis", "ɡaʁsˈɔ̃", "ɡaʁsˈɔ\u{303}"),
            ("ef_dora", "mˈutʃo", "mˈuʧo"),
            ("if_sara", "pˈittsa", "pˈitʦa"),
        ] {
            assert_eq!(written(voice, ipa), wanted, "{voice} {ipa}");
        }
    }

    #[test]
    fn dashes_and_dots_are_symbols() {
        let text = "one — two… three; four";
        for (said, end, symbols, wanted) in [
            (0..3, End::Clause, "wˈʌn; ", "wˈʌn— "),
            (8..11, End::Clause, "tˈuː ", "tˈu… "),
            (15..20, End::Clause, "θɹˈiː; ", "θɹˈi; "),
            (8..11, End::Word, "tˈuː ", "tˈu "),
        ] {
            let token = Token { symbols: symbols.chars().collect(), sounding: 0, said: vec![said], end };
            let found = respelled(&token, text, LANGUAGES[0]).symbols.into_iter().collect::<String>();
            assert_eq!(found, wanted);
        }
    }

    #[test]
    fn ids_have_pads_and_every_language_its_voices() {
        assert_eq!(table().len(), 114);
        let Ids { ids, first, ends } = super::ids(&['h', '☃', 'A', '.']);
        assert_eq!((ids, first, ends), (vec![0, 50, 24, 4, 0], 1, vec![2, 2, 3, 4]));
        for (voice, why) in [
            ("jf_alpha", "Japanese"),
            ("zf_xiaobei", "Chinese"),
            ("x", "not a known language"),
            ("", "not a known language"),
        ] {
            let error = Language::of(voice).unwrap_err().to_string();
            assert!(error.contains(why), "{error}");
        }
        let to = LANGUAGES.iter().flat_map(|language| language.rules()).flat_map(|(_, to)| to.chars());
        assert!(to.into_iter().all(|c| table().contains_key(&c)), "a rule writes what Kokoro does not know");
    }
}
