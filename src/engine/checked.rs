//! An engine whose word is not taken for it.

mod alike;
mod pace;

use std::sync::{Mutex, PoisonError};

use self::alike::Sounds;
use self::pace::Pace;
use super::{Engine, Failure, Fingerprint, Spoken, WordAt};
use crate::Result;
use crate::audio::{Clip, trim};
use crate::speech::Utterance;

/// Says what the engine within says, unless that cannot be speech of the text: then it is [`Failure::Garbage`]. It is held
/// against the text, against how fast this voice has spoken so far, and against what it said for other texts.
///
/// Times of words that cannot be right are dropped; they are a bonus, and no reason to lose the line. A text
/// without any letter or digit may be silence.
#[derive(Debug)]
pub struct Checked<E> {
    engine: E,
    pace: Mutex<Pace>,
    /// What was said for which text; none where different texts may sound alike.
    sounds: Option<Mutex<Sounds>>,
}

impl<E: Engine> Checked<E> {
    /// Checks what an engine says.
    pub fn new(engine: E) -> Checked<E> {
        Checked { engine, pace: Mutex::default(), sounds: Some(Mutex::default()) }
    }

    /// Checks what an engine says that does not say words: it may say the same for different texts.
    pub(crate) fn wordless(engine: E) -> Checked<E> {
        Checked { engine, pace: Mutex::default(), sounds: None }
    }

    /// What is wrong with a sound in the light of what this voice said before, if something is; else it is remembered.
    fn contradiction(&self, clip: &Clip, text: &str) -> Option<String> {
        let speech = trim::speech(clip);
        let seconds = clip.rate.duration(speech.len() as u64).as_secs_f64();
        let mut pace = self.pace.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(why) = pace.doubt(seconds, text) {
            return Some(why);
        }
        if let Some(sounds) = &self.sounds {
            let mut sounds = sounds.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(why) = sounds.doubt(&clip.samples[speech], text) {
                return Some(why);
            }
        }
        pace.note(seconds, text);
        None
    }
}

impl<E: Engine> Engine for Checked<E> {
    fn fingerprint(&self) -> Fingerprint {
        self.engine.fingerprint()
    }

    fn lanes(&self) -> usize {
        self.engine.lanes()
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let mut spoken = self.engine.speak(say)?;
        let flaw = flaw(&spoken, &say.text);
        if let Some(why) = flaw.or_else(|| self.contradiction(&spoken.clip, &say.text)) {
            return Err(Failure::Garbage(why));
        }
        if !are_sane(&spoken.words, &say.text, spoken.clip.len()) {
            spoken.words.clear();
        }
        Ok(spoken)
    }
}

/// The most letters per second that are still speech: espeak at its fastest says some 45.
const FASTEST: f64 = 120.0;
/// No word that counts has more letters.
const LONGEST_WORD: usize = 40;
/// The smallest peak that is not silence: −70 dB of full scale.
const FAINTEST: f32 = 0.000_316;
/// The largest share of samples within 0.1 dB of full scale that speech has: loud voices clip a little, noise all the time.
const MOST_CLIPPED: f64 = 0.1;
/// How much a sample has to do with the next one, as a correlation: white noise has about 0, speech 0.5 and more, hissing
/// sounds alone less. A text of so many letters and seconds is not all hisses.
const LEAST_KINSHIP: f64 = 0.1;
const LETTERS_WITH_VOWELS: usize = 12;

/// What is wrong with the sound, if something is.
fn flaw(spoken: &Spoken, text: &str) -> Option<String> {
    let clip = &spoken.clip;
    if clip.samples.iter().any(|sample| !sample.is_finite()) {
        return Some("samples that are not numbers".into());
    }
    // Engines cut what is too long to be a word.
    let letters_of = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).count().min(LONGEST_WORD);
    let letters: usize = text.split_whitespace().map(letters_of).sum();
    let seconds = clip.duration().as_secs_f64();
    if pace::longest(text) < seconds {
        return Some(format!("{seconds:.1} s for {letters} letters"));
    }
    if letters == 0 {
        return None;
    }
    if clip.is_empty() {
        return Some("no sound at all".into());
    }
    if clip.peak() < FAINTEST {
        return Some("only silence".into());
    }
    if seconds < letters as f64 / FASTEST {
        return Some(format!("{seconds:.2} s for {letters} letters"));
    }
    let clipped = clip.samples.iter().filter(|sample| 0.99 <= sample.abs()).count();
    if MOST_CLIPPED * clip.len() as f64 <= clipped as f64 {
        return Some("noise at full scale".into());
    }
    let is_noise = LETTERS_WITH_VOWELS <= letters && kinship(&clip.samples).abs() < LEAST_KINSHIP;
    is_noise.then(|| "noise instead of speech".into())
}

/// The correlation of each sample with the next, from −1 to 1; 1 for silence.
fn kinship(samples: &[f32]) -> f64 {
    let product = |pair: &[f32]| f64::from(pair[0]) * f64::from(pair[1]);
    let energy: f64 = samples.iter().map(|sample| f64::from(*sample).powi(2)).sum();
    if energy <= 0.0 { 1.0 } else { samples.windows(2).map(product).sum::<f64>() / energy }
}

/// Whether words are in order and within text and sound.
fn are_sane(words: &[WordAt], text: &str, samples: u64) -> bool {
    let within = |word: &WordAt| {
        text.get(word.said.clone()).is_some_and(|said| !said.is_empty())
            && word.at.start <= word.at.end
            && word.at.end <= samples
    };
    let in_order =
        |pair: &[WordAt]| pair[0].said.end <= pair[1].said.start && pair[0].at.end <= pair[1].at.start;
    words.iter().all(within) && words.windows(2).all(in_order)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audio::{Clip, Rate};

    fn spoken(samples: Vec<f32>) -> Spoken {
        Spoken { clip: Clip { rate: Rate::new(1000).unwrap(), samples }, words: Vec::new(), doubt: None }
    }

    fn hum(samples: u16) -> Vec<f32> {
        (0..samples).map(|i| if i % 8 < 4 { 0.3 } else { -0.3 }).collect()
    }

    /// White noise of a seed.
    fn noise(samples: usize) -> Vec<f32> {
        let mut state = 1_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f32::from(u16::try_from(state >> 16).unwrap()) / 65_536.0 - 0.5
        };
        (0..samples).map(|_| next()).collect()
    }

    #[test]
    fn noise_is_no_speech() {
        let text = "a text with vowels";
        assert_eq!(flaw(&spoken(noise(2_000)), text).as_deref(), Some("noise instead of speech"));
        assert_eq!(flaw(&spoken(hum(2_000)), text), None);
    }

    #[test]
    fn what_cannot_be_speech_is_refused() {
        let text = "twelve words";
        assert_eq!(flaw(&spoken(hum(900)), text), None);
        let mut broken = hum(900);
        broken[7] = f32::NAN;
        for bad in [vec![], vec![0.0; 900], vec![1e-5; 900], broken, vec![1.0; 900], hum(50), hum(60_000)] {
            assert!(flaw(&spoken(bad), text).is_some());
        }
        assert_eq!(flaw(&spoken(vec![0.0; 10]), "—"), None);
    }

    #[test]
    fn words_must_be_in_order_and_in_range() {
        let word = |said: std::ops::Range<usize>, at: std::ops::Range<u64>| WordAt { said, at };
        assert!(are_sane(&[word(0..2, 0..5), word(3..4, 5..9)], "ab c", 10));
        for bad in [
            vec![word(0..9, 0..5)],
            vec![word(0..2, 0..11)],
            vec![word(2..2, 0..5)],
            vec![word(3..4, 5..9), word(0..2, 0..5)],
            vec![word(0..2, 0..6), word(3..4, 5..9)],
        ] {
            assert!(!are_sane(&bad, "ab c", 10));
        }
        assert!(!are_sane(&[word(0..1, 0..1)], "é", 10));
    }
}
