//! An engine whose word is not taken for it.

use super::{Engine, Failure, Fingerprint, Spoken, WordAt};
use crate::Result;
use crate::speech::Utterance;

/// Says what the engine within says, unless that cannot be speech of the text: then it is [`Failure::Garbage`].
///
/// Times of words that cannot be right are dropped; they are a bonus, and no reason to lose the line. A text
/// without any letter or digit may be silence.
#[derive(Debug, Clone)]
pub struct Checked<E>(pub E);

impl<E: Engine> Engine for Checked<E> {
    fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint()
    }

    fn lanes(&self) -> usize {
        self.0.lanes()
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let mut spoken = self.0.speak(say)?;
        if let Some(why) = flaw(&spoken, &say.text) {
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
/// The longest that a character may take, in seconds, and that any text may take besides. A digit or a symbol
/// can stand for several words.
const SLOWEST: f64 = 0.8;
const PAUSES: f64 = 6.0;
/// The smallest peak that is not silence: −70 dB of full scale.
const FAINTEST: f32 = 0.000_316;
/// The largest share of samples within 0.1 dB of full scale that speech has: loud voices clip a little, noise all the time.
const MOST_CLIPPED: f64 = 0.1;

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
    let longest = PAUSES + SLOWEST * text.chars().count() as f64;
    if longest < seconds {
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
    (MOST_CLIPPED * clip.len() as f64 <= clipped as f64).then(|| "noise at full scale".into())
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
        (0..samples).map(|i| if i % 2 == 0 { 0.3 } else { -0.3 }).collect()
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
