//! The names of sounds: by example, and with eSpeak NG itself as the judge.

use std::process::Command;

use proptest::prelude::*;

use super::*;
use crate::speech::Sound;

#[test]
fn a_transcription_has_names() {
    for (ipa, names) in [
        ("ˈkiːɪv", Some("k'i:Iv")),
        ("ˈt͡ʃɛk.mi", Some("tS'Ekmi")),
        ("ˌmaʊntɪn ˈvjuː", Some("m,aUntIn vj'u:")),
        ("ˈbʌtn̩", Some("b'Vt@n")),
        ("pʰa", Some("pa")),
        ("ʘ", None),
        ("", None),
    ] {
        assert_eq!(Phonemes::English.write(ipa).as_deref(), names, "{ipa}");
    }
    assert_eq!(Phonemes::Other.write("ˈmʏnçən").as_deref(), Some("m'ynC@n"));
    assert_eq!(Phonemes::of("EN-us"), Phonemes::English);
    assert_eq!([Phonemes::of("eng"), Phonemes::of("de")], [Phonemes::Other; 2]);
}

#[test]
fn sounds_stand_where_their_words_stood() {
    let sound = |said, ipa: &str| Sound { said, ipa: ipa.into(), ..Sound::default() };
    let say = Utterance {
        text: "(Kyiv) & ʘ".into(),
        sounds: vec![sound(1..5, "kiv"), sound(9..11, "ʘ")],
        ..Utterance::default()
    };
    let phonemes = |ipa: &str| Phonemes::English.write(ipa).map(|names| format!("[[{names}]]"));
    assert_eq!(sounded(&say, |part| part.replace('&', "and"), phonemes), "( [[kiv]]) and ʘ");
}

/// Words in a transcription that eSpeak NG's own American voice would give.
const JUDGED: &[&str] = &[
    "kˈiːɪv",
    "wˈɪn",
    "ʃɪvˈɔːn",
    "dʒˈɪf",
    "nˈuːkliɚ",
    "hˈɛpbɚn",
    "θˈɔːt",
    "ðˈɛm",
    "ʒˈɑːnɹə",
    "lˈɑːx",
    "bˈɜːd",
    "tʃˈɜːtʃ",
    "sˈɪŋɪŋ",
    "kˈaʊbɔɪ",
    "ɹˈoʊd",
    "jˈɛs",
    "kˈʌp",
    "bˈʊk",
    "zˈiːbɹə",
    "vˈeɪɡ",
];

#[test]
#[expect(clippy::print_stdout, reason = "a test says why it is skipped")]
fn espeak_says_what_is_given() {
    let speak = |text: &str| {
        let run = Command::new("espeak-ng").args(["-v", "en-us", "-q", "--ipa", text]).output().ok()?;
        Some(String::from_utf8_lossy(&run.stdout).trim().to_owned())
    };
    if speak("a").is_none() {
        assert!(option_env!("ARTICAST_ALL_JUDGES").is_none(), "there is no espeak-ng here");
        println!("skipped: there is no espeak-ng here");
        return;
    }
    // It knows two sounds for "r", and says the second where a vowel follows.
    let bare = |ipa: &str| ipa.replace(['ɹ', 'r'], "r").replace("ɑː", "ɑ");
    for ipa in JUDGED {
        let names = Phonemes::English.write(ipa).unwrap();
        let said = speak(&format!("[[{names}]]")).unwrap();
        assert_eq!(bare(&said), bare(ipa), "{names}");
    }
}

proptest! {
    #[test]
    fn names_are_never_markup(ipa in "[a-zɐ-ʒˈˌː\u{300}-\u{36F} .ˈ]{0,20}|\\PC{0,20}") {
        for phonemes in [Phonemes::English, Phonemes::Other] {
            if let Some(names) = phonemes.write(&ipa) {
                prop_assert!(!names.contains(['"', '<', '>', '&', '[', ']']), "{}", names);
                prop_assert!(names.is_ascii());
            }
        }
    }
}
