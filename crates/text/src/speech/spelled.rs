//! How spelled letters sound, where voices would take one for something else: a lone "A" for the article.

use std::ops::Range;

use super::words;
use super::{Sound, Utterance};

/// The sounds of the letters A to Z, in the International Phonetic Alphabet.
#[rustfmt::skip]
const LETTERS: [&str; 26] = [
    "eɪ", "biː", "siː", "diː", "iː", "ɛf", "dʒiː", "eɪtʃ", "aɪ", "dʒeɪ", "keɪ", "ɛl", "ɛm", "ɛn", "oʊ", "piː", "kjuː",
    "ɑːɹ", "ɛs", "tiː", "juː", "viː", "ˈdʌbəljuː", "ɛks", "waɪ", "ziː",
];

/// Letters that Flite and Festival say as the name of the letter A.
const A: &str = "ay";

/// Gives the sounds of an "A" among spelled letters: of the last of "C I A", and of "A.P.I" as a whole.
pub(super) fn sound(say: &mut Utterance, language: &str) {
    if !words::is_english(language) {
        return;
    }
    let mut sounds = Vec::new();
    for said in runs(&say.text) {
        let letters = &say.text[said.clone()];
        let touches = |sound: &Sound| sound.said.start < said.end && said.start < sound.said.end;
        if say.sounds.iter().any(touches) {
            continue;
        }
        if letters.contains('.') {
            if letters.contains('A') {
                sounds.push(Sound { said: said.clone(), ipa: spelled(letters), respelled: None });
            }
        } else if letters.ends_with('A') {
            sounds.push(Sound {
                said: said.end - 1..said.end,
                ipa: "ˈeɪ".to_owned(),
                respelled: Some(A.to_owned()),
            });
        }
    }
    if !sounds.is_empty() {
        say.sounds.append(&mut sounds);
        say.sounds.sort_by_key(|sound| sound.said.start);
    }
}

/// Runs of two capitals or more with a space or a point between each two, that no letter, hyphen or apostrophe touches.
fn runs(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let is_capital = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
    let joins = |c: char| c.is_alphanumeric() || "'’-_.".contains(c);
    let mut runs = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        let starts = is_capital(at) && !text[..at].ends_with(joins);
        let between = bytes.get(at + 1).copied().filter(|mark| starts && matches!(mark, b' ' | b'.'));
        let mut end = at + 1;
        if let Some(between) = between {
            while bytes.get(end) == Some(&between) && is_capital(end + 1) {
                let touched = text.get(end + 2..).is_some_and(|rest| {
                    rest.starts_with(|c: char| c.is_alphanumeric() || "'’-_".contains(c))
                });
                if touched {
                    break;
                }
                end += 2;
            }
        }
        if at + 1 < end {
            runs.push(at..end);
        }
        at = end;
    }
    runs
}

/// The sounds of letters one after the other, with the stress on the last.
fn spelled(letters: &str) -> String {
    let letters: Vec<u8> = letters.bytes().filter(u8::is_ascii_uppercase).collect();
    let last = letters.len().saturating_sub(1);
    let name = |(n, letter): (usize, &u8)| {
        let name = LETTERS[usize::from(letter - b'A')];
        match n {
            _ if name.starts_with('ˈ') && n != last => name.replace('ˈ', "ˌ"),
            _ if name.starts_with('ˈ') => name.to_owned(),
            n if n == last => format!("ˈ{name}"),
            _ => format!("ˌ{name}"),
        }
    };
    letters.iter().enumerate().map(name).collect()
}

#[test]
fn a_spelled_letter_is_no_article() {
    for (text, sounds) in [
        ("The C I A team met.", vec![("A", "ˈeɪ")]),
        ("The A.P.I failed.", vec![("A.P.I", "ˌeɪˌpiːˈaɪ")]),
        ("The N B A, the V.A.T.", vec![("A", "ˈeɪ"), ("V.A.T", "ˌviːˌeɪˈtiː")]),
        // An article, a word, and parts of words.
        ("A U S company and A I-beam", vec![]),
        ("The F B I and C I A's", vec![]),
        ("Éa A. Smith", vec![]),
    ] {
        let mut say = Utterance { text: text.to_owned(), ..Utterance::default() };
        sound(&mut say, "en-GB");
        let found: Vec<_> =
            say.sounds.iter().map(|sound| (&text[sound.said.clone()], sound.ipa.as_str())).collect();
        assert_eq!(found, sounds, "{text}");
        sound(&mut say, "en");
        assert_eq!(say.sounds.len(), sounds.len());
    }
    let mut german = Utterance { text: "C I A".into(), ..Utterance::default() };
    sound(&mut german, "de");
    assert!(german.sounds.is_empty());
}
