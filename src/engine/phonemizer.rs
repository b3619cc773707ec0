//! eSpeak NG's rules for English in the binary: the phonemes of a text, where its program is not installed.
//!
//! This is the one part of the program that is under the GPL. Its voice is not used: nobody understands it.

mod data;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use espeak_ng::EspeakNg;

use super::EngineContext;
use super::mnemonics::{self, Phonemes};
use super::platform::plain::parted;
use crate::speech::Utterance;
use crate::{Error, Result};

/// How the dictionary is pronounced: eSpeak NG's name and the BCP 47 tag.
const ACCENTS: [(&str, &str); 8] = [
    ("en-us", "en-US"),
    ("en-gb", "en-GB"),
    ("en-gb-x-rp", "en-GB"),
    ("en-gb-scotland", "en-GB-scotland"),
    ("en-gb-x-gbclan", "en-GB"),
    ("en-gb-x-gbcwmd", "en-GB"),
    ("en-029", "en-029"),
    ("en-us-nyc", "en-US"),
];

/// How a text of that language is said, in the International Phonetic Alphabet. None where it is not English.
pub(crate) fn transcribe(say: &Utterance, language: &str, cache: &Path) -> Result<Option<String>> {
    if Phonemes::of(language) != Phonemes::English {
        return Ok(None);
    }
    let known = |accent: &&(&str, &str)| accent.1.eq_ignore_ascii_case(language);
    let (accent, _) = ACCENTS.iter().find(known).unwrap_or(&ACCENTS[0]);
    let folder = data::unpack(cache)?;
    let phonemes = |ipa: &str| Phonemes::English.write(ipa).map(|sounds| format!("[[{sounds}]]"));
    let text = mnemonics::sounded(say, plain, phonemes);
    // It keeps no state between calls, so nothing is left half done by a panic.
    let told = catch_unwind(AssertUnwindSafe(|| {
        EspeakNg::with_data_dir(accent, &folder).and_then(|voice| voice.text_to_phonemes(&text))
    }));
    let told = told.ok().and_then(std::result::Result::ok).unwrap_or_default();
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Some(told).filter(|told| !told.is_empty()))
}

/// What makes phonemes of English, for a voice of that name; none for another language.
#[cfg(feature = "neural")]
pub(super) fn open(voice: &str, context: &EngineContext<'_>) -> Result<Option<EspeakNg>> {
    let accent = ACCENTS.iter().map(|(accent, _)| *accent).find(|name| name.eq_ignore_ascii_case(voice));
    // Plain English is what eSpeak NG calls the British one.
    let Some(accent) = accent.or((voice == "en").then_some("en-gb")) else { return Ok(None) };
    let folder = data::unpack(context.places.cache_folder()?)?;
    let made = EspeakNg::with_data_dir(accent, &folder).map_err(|error| Error::NoEngine {
        engine: "the phonemes in the binary".into(),
        why: error.to_string(),
        hint: format!("is `{}` readable?", folder.display()),
    })?;
    Ok(Some(made))
}

/// The longest word that it takes, in characters: it has room for a hundred vowels.
const LONGEST_WORD: usize = 80;

/// The text without what it takes for a command or cannot take: control characters start one, a
/// character of the private range stands for a break, `[[` starts phonemes; and words have an end.
fn plain(text: &str) -> String {
    let taken = |c: char| match c {
        '’' => '\'',
        '[' | ']' | '\u{E000}'..='\u{F8FF}' => ' ',
        c if c.is_control() => ' ',
        c => c,
    };
    parted(&text.chars().map(taken).collect::<String>(), LONGEST_WORD)
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::*;
    use crate::speech::Sound;

    static CACHE: LazyLock<tempfile::TempDir> = LazyLock::new(|| tempfile::tempdir().unwrap());

    fn say(text: &str) -> Utterance {
        Utterance { text: text.into(), ..Utterance::default() }
    }

    #[test]
    fn english_is_transcribed_and_nothing_else() {
        let cache = tempfile::tempdir().unwrap();
        let given = Sound { said: 4..8, ipa: "ˈkiːɪv".into(), ..Sound::default() };
        let given = Utterance { sounds: vec![given], ..say("In (Zzyx) today.") };
        let told = transcribe(&given, "en", cache.path()).unwrap().unwrap();
        assert!(told.contains("kˈiːɪv"), "{told}");
        assert_eq!(transcribe(&say("Ja"), "de", cache.path()).unwrap(), None);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in any::<String>()) {
            prop_assert!(transcribe(&say(&text), "en-GB", CACHE.path()).is_ok());
        }
    }
}
