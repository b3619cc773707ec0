//! What Flite and Festival are given in place of homographs sounds as it must, by the phonemes that they print.

use std::fmt::Write as _;
use std::process::Command;

use articast::speech::homographs::training::respellings;

use crate::program::tool;

/// The phonemes of English as both engines name them (those of the CMU dictionary), by the International Phonetic Alphabet.
#[rustfmt::skip]
const PHONEMES: &[(&str, &str)] = &[
    ("tʃ", "ch"), ("dʒ", "jh"), ("ɜːɹ", "er"), ("iː", "iy"), ("ɑː", "aa"), ("ɔː", "ao"), ("uː", "uw"), ("eɪ", "ey"),
    ("aɪ", "ay"), ("ɔɪ", "oy"), ("aʊ", "aw"), ("oʊ", "ow"), ("θ", "th"), ("ð", "dh"), ("ʃ", "sh"), ("ʒ", "zh"), ("ŋ", "ng"),
    ("ɹ", "r"), ("ɡ", "g"), ("j", "y"), ("h", "hh"), ("ɪ", "ih"), ("i", "iy"), ("ɛ", "eh"), ("æ", "ae"), ("ɒ", "aa"),
    ("ʌ", "ah"), ("ə", "ax"), ("ɚ", "er"), ("ʊ", "uh"), ("u", "uw"),
];

/// A phoneme, and for a vowel whether it has the main stress.
type Phoneme = (String, Option<bool>);

fn phonemes(ipa: &str) -> Vec<Phoneme> {
    let (mut found, mut is_stressed, mut rest) = (Vec::new(), false, ipa);
    while let Some(first) = rest.chars().next() {
        if "ˈˌ".contains(first) {
            is_stressed = first == 'ˈ';
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let known = PHONEMES.iter().find(|(sound, _)| rest.starts_with(sound));
        let (length, name) =
            known.map_or((first.len_utf8(), first.to_string()), |(s, name)| (s.len(), (*name).to_owned()));
        let stress = is_vowel(&name).then(|| std::mem::take(&mut is_stressed));
        found.push((name, stress));
        rest = &rest[length..];
    }
    found
}

fn is_vowel(name: &str) -> bool {
    name.starts_with(['a', 'e', 'i', 'o', 'u'])
}

/// Whether a phoneme passes for another: vowels without stress are weak, and "cot" may be "caught".
fn passes(wanted: &str, is_stressed: bool, said: &str) -> bool {
    let class = |name: &str| {
        match name {
            "ao" | "aa" if is_stressed => "aa",
            "ax" | "ih" | "ah" | "eh" | "ae" | "uh" | "aa" | "ao" if !is_stressed => "ax",
            _ => return name.to_owned(),
        }
        .to_owned()
    };
    class(wanted) == class(said)
}

fn is_said(ipa: &str, said: &[(String, Option<bool>)], knows_stress: bool) -> bool {
    let wanted = phonemes(ipa);
    wanted.len() == said.len()
        && wanted.iter().zip(said).all(|((wanted, stress), (said, found))| match stress {
            None => wanted == said,
            Some(stressed) => passes(wanted, *stressed, said) && (!knows_stress || *found == Some(*stressed)),
        })
}

#[test]
fn flite_says_respellings_as_they_must_sound() {
    let Some(flite) = tool("flite") else { return };
    for (written, ipa) in respellings() {
        let printed = Command::new(&flite).args(["-t", written, "-ps", "-o", "none"]).output().unwrap();
        let printed = String::from_utf8(printed.stdout).unwrap();
        let said: Vec<Phoneme> = printed
            .split_whitespace()
            .filter(|name| *name != "pau")
            .map(|name| (name.to_owned(), None))
            .collect();
        assert!(is_said(ipa, &said, false), "{written} /{ipa}/: {printed}");
    }
}

#[test]
fn festival_says_respellings_as_they_must_sound() {
    let Some(festival) = tool("festival") else { return };
    let folder = tempfile::tempdir().unwrap();
    let all: Vec<(&str, &str)> = respellings().collect();
    for part in all.chunks(50) {
        let mut asked = String::from("(lex.select \"cmu\")\n");
        for (written, _) in part {
            writeln!(asked, "(format t \"%l\\n\" (lex.lookup \"{written}\" nil))").unwrap();
        }
        let file = folder.path().join("ask.scm");
        articast::files::write(&file, asked.as_bytes()).unwrap();
        let printed = Command::new(&festival).arg("-b").arg(&file).output().unwrap();
        let printed = String::from_utf8(printed.stdout).unwrap();
        assert_eq!(printed.lines().count(), part.len(), "{printed}");
        for ((written, ipa), line) in part.iter().zip(printed.lines()) {
            assert!(is_said(ipa, &syllables(line), true), "{written} /{ipa}/: {line}");
        }
    }
}

/// The phonemes of `("reed" nil (((r iy d) 1)))`.
fn syllables(line: &str) -> Vec<Phoneme> {
    let mut found = Vec::new();
    for syllable in line.split("((").skip(1).flat_map(|rest| rest.split(") (")) {
        let Some((names, rest)) = syllable.trim_start_matches('(').split_once(") ") else { continue };
        let is_stressed = rest.starts_with('1');
        for name in names.split_whitespace() {
            found.push((name.to_owned(), is_vowel(name).then_some(is_stressed)));
        }
    }
    found
}

#[test]
fn phonemes_are_compared_as_listeners_do() {
    assert!(is_said("ˈɹiːd", &syllables("(\"reed\" nil (((r iy d) 1)))"), true));
    assert!(is_said("əbˈstɹækt", &syllables("(\"x\" nil (((ax b) 0) ((s t r ae k t) 1)))"), true));
    assert!(!is_said("ˈæbstɹækt", &syllables("(\"x\" nil (((ax b) 0) ((s t r ae k t) 1)))"), true));
    assert!(!is_said("ˈɹɛd", &syllables("(\"reed\" nil (((r iy d) 1)))"), true));
}
