//! An utterance as Pico takes it: letters that the voice reads, no markup but ours, given sounds as X-SAMPA.

use std::fmt;

use super::{Voice, xsampa};
use crate::clean;
use crate::engine::Failure;
use crate::engine::mnemonics;
use crate::engine::platform::plain;
use crate::speech::Utterance;
use crate::voice::Tuning;

/// The longest run of letters or digits without a space. It says nothing at all of two hundred digits in a row.
const LONGEST_WORD: usize = 40;

/// How it is to speak, in its own numbers: percents of the voice's usual way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Manner {
    speed: u32,
    pitch: u32,
}

impl Manner {
    /// The numbers for a tuning.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both are from 20 to 500")]
    pub(super) fn of(tuning: Tuning) -> Manner {
        /// The part of a paragraph's length that no speed changes: pauses. Measured on 8.5 s at speeds of 50 to 300,
        /// where length is `STILL + (1 - STILL) * 100 / speed` to within one in a hundred.
        const STILL: f64 = 0.157;
        let rate = f64::from(tuning.rate).clamp(0.5, 2.0);
        let speed = 100.0 * (1.0 - STILL) / (1.0 / rate - STILL);
        let pitch = 100.0 * libm::exp2(f64::from(tuning.pitch).clamp(-12.0, 12.0) / 12.0);
        Manner { speed: speed.round() as u32, pitch: pitch.round() as u32 }
    }
}

impl fmt::Display for Manner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "speed {} pitch {}", self.speed, self.pitch)
    }
}

/// An utterance as it is passed to Pico.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    /// The text, with its markup.
    pub(super) text: String,
    /// What of the utterance is not in it.
    pub(super) doubt: Option<String>,
}

/// An utterance for a voice. Refuses one of which nothing can be said.
pub(super) fn written(say: &Utterance, voice: &Voice, manner: Manner) -> Result<Written, Failure> {
    let mut lost = String::new();
    for c in say.text.chars().filter(|c| c.is_alphanumeric() && !plain::is_readable(*c, voice.letters)) {
        if !lost.contains(c) {
            lost.push(c);
        }
    }
    // What starts markup is no text.
    let spelled = |text: &str| {
        let letters = in_letters(&clean::audible(text), voice.letters).replace(['<', '>'], " ");
        plain::parted(&letters, LONGEST_WORD)
    };
    let sound = |ipa: &str| {
        let sounds = xsampa::write(ipa, voice.name)?;
        // A backslash would escape the quote behind it ("r\\"), and the markup would be read aloud.
        let apart = if sounds.ends_with('\\') { " " } else { "" };
        Some(format!("<phoneme alphabet=\"xsampa\" ph='{sounds}{apart}'/>"))
    };
    let said = mnemonics::sounded(say, spelled, sound);
    if said.trim().is_empty() {
        return Err(Failure::Refused("there is nothing to say".into()));
    }
    let Manner { speed, pitch } = manner;
    let text = format!("<speed level=\"{speed}\"><pitch level=\"{pitch}\">{}", said.trim());
    let doubt = (!lost.is_empty()).then(|| format!("the voice has no sound for {lost}"));
    Ok(Written { text, doubt })
}

/// An utterance in two at the space nearest to its middle; none where there is no space.
pub(super) fn halves(say: &Utterance) -> Option<(Utterance, Utterance)> {
    let text = say.text.trim();
    let start = say.text.len() - say.text.trim_start().len();
    let is_within = |at: usize| say.sounds.iter().any(|sound| sound.said.start < at && at < sound.said.end);
    let spaces = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| start + at);
    let middle = start + text.len() / 2;
    let at = spaces.filter(|at| !is_within(*at)).min_by_key(|at| at.abs_diff(middle))?;
    Some((say.part(start..at), say.part(at..start + text.len())))
}

/// The text in letters that the voice reads. A word of another script that has no vowel then, as of Hebrew, is said by
/// its letters: as a word, it would be a breath.
fn in_letters(text: &str, own: &str) -> String {
    let is_vowel = |c: char| !c.is_ascii() || "aeiouyAEIOUY".contains(c);
    let word = |word: &str| {
        let letters = plain::letters(word, own);
        let is_foreign = word.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
        if !is_foreign || letters.contains(is_vowel) {
            return letters;
        }
        let apart = |c: char| {
            if c.is_ascii_alphabetic() { format!(" {} ", c.to_ascii_uppercase()) } else { c.into() }
        };
        letters.chars().map(apart).collect()
    };
    text.split_inclusive(char::is_whitespace).map(word).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::pico::VOICES;
    use crate::speech::Sound;

    fn of(text: &str, voice: &str) -> Written {
        let say = Utterance { text: text.into(), ..Utterance::default() };
        let written = written(&say, &Voice::named(voice).unwrap(), Manner::of(Tuning::default())).unwrap();
        Written { text: written.text.replace("<speed level=\"100\"><pitch level=\"100\">", ""), ..written }
    }

    #[test]
    fn speed_and_pitch_are_percents() {
        let of = |rate, pitch| Manner::of(Tuning { rate, pitch });
        assert_eq!(of(1.0, 0.0), Manner { speed: 100, pitch: 100 });
        assert_eq!(
            (of(2.0, 12.0), of(0.5, -12.0)),
            (Manner { speed: 246, pitch: 200 }, Manner { speed: 46, pitch: 50 })
        );
        assert_eq!(of(f32::NAN, 0.0).pitch, 100);
    }

    #[test]
    fn letters_become_those_of_the_voice() {
        for (text, voice, told) in [
            ("We saw Łódź today.", "en-US", "We saw Lodz today."),
            ("Smørrebrød, café", "en-GB", "Smorrebrod, cafe"),
            ("Größe und Łódź", "de-DE", "Größe und Lodz"),
            ("L’œuvre déjà", "fr-FR", "L'oeuvre déjà"),
            ("東京, Москва", "it-IT", "Dong Jing , Moskva"),
            ("We saw תל.", "en-US", "We saw  T  L ."),
            ("5 <speed level=\"50\"> & more", "en-US", "5  speed level=\"50\"  & more"),
        ] {
            assert_eq!(of(text, voice), Written { text: told.into(), doubt: None }, "{text}");
        }
    }

    #[test]
    fn what_it_cannot_say_is_told() {
        let written = of("The sign \u{12000}\u{12000} and \u{12001}.", "en-US");
        assert_eq!(written.doubt.as_deref(), Some("the voice has no sound for \u{12000}\u{12001}"));
        let nothing = Utterance { text: " \u{12000} ".into(), ..Utterance::default() };
        let refused = super::written(&nothing, &VOICES[0], Manner::of(Tuning::default()));
        assert!(matches!(refused, Err(Failure::Refused(_))));
    }

    #[test]
    fn given_sounds_are_x_sampa() {
        let sounds = vec![Sound { said: 3..7, ipa: "ˈɡædʒəlɪn".into(), ..Sound::default() }];
        let say = Utterance { text: "In Zzyx today.".into(), sounds, ..Utterance::default() };
        let written = written(&say, &VOICES[0], Manner::of(Tuning::default())).unwrap();
        assert!(
            written.text.ends_with("In <phoneme alphabet=\"xsampa\" ph='\"g{dZ@lIn'/> today."),
            "{written:?}"
        );
    }

    #[test]
    fn a_sound_that_ends_in_a_backslash_ends_its_attribute() {
        let sounds = vec![Sound { said: 2..6, ipa: "ˈtɛɹ".into(), ..Sound::default() }];
        let say = Utterance { text: "A tare.".into(), sounds, ..Utterance::default() };
        let written = written(&say, &VOICES[0], Manner::of(Tuning::default())).unwrap();
        assert!(written.text.ends_with("ph='\"tEr\\ '/>."), "{written:?}");
    }

    #[test]
    fn halves_are_the_whole_and_keep_their_sounds() {
        let sounds = vec![
            Sound { said: 4..9, ipa: "a".into(), ..Sound::default() },
            Sound { said: 10..13, ipa: "b".into(), ..Sound::default() },
        ];
        let say = Utterance { text: " to A B C xyz ".into(), sounds, ..Utterance::default() };
        let (first, second) = halves(&say).unwrap();
        assert_eq!((first.text.as_str(), second.text.as_str()), ("to A B C", " xyz"));
        assert_eq!((first.sounds[0].said.clone(), second.sounds[0].said.clone()), (3..8, 1..4));
        assert_eq!(halves(&Utterance { text: " word ".into(), ..Utterance::default() }), None);
    }

    proptest! {
        #[test]
        fn no_text_is_markup_and_no_word_has_no_end(text in any::<String>(), at in 0..VOICES.len()) {
            let say = Utterance { text, ..Utterance::default() };
            if let Ok(written) = written(&say, &VOICES[at], Manner::of(Tuning::default())) {
                prop_assert_eq!(written.text.matches('<').count(), 2);
                let (_, said) = written.text.split_once("100\">").unwrap();
                let (_, said) = said.split_once("100\">").unwrap();
                prop_assert!(said.split_whitespace().all(|word| word.chars().count() <= LONGEST_WORD));
                prop_assert!(said.chars().all(|c| c.is_ascii() || VOICES[at].letters.contains(&c.to_lowercase().to_string())));
            }
        }
    }
}
