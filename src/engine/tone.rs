//! Hums: exact, instant and the same everywhere. For tests, and to hear the shape of an episode.

use std::f64::consts::TAU;

use super::{Engine, EngineContext, Failure, Fingerprint, Spoken, VoiceInfo, WordAt};
use crate::Result;
use crate::audio::{Clip, Rate};
use crate::speech::Utterance;
use crate::voice::Tuning;

/// The engine's name in casts.
pub(crate) const NAME: &str = "tone";
/// The sample rate in hertz.
const HERTZ: u32 = 22_050;
/// Seconds per character at a speed of 1: a hurried speaker's.
const CHARACTER: f64 = 0.06;
/// Digital silence before and after the hum, as engines leave it: 100 ms and 150 ms.
const LEAD: u32 = HERTZ / 10;
const TAIL: u32 = HERTZ * 3 / 20;
/// How long the hum swells and fades: 5 ms.
const FADE: u32 = HERTZ / 200;
/// −12 dB of full scale.
const PEAK: f64 = 0.25;

/// The named hums; any other name hums too.
const NAMED: [(&str, f64); 3] = [("low", 110.0), ("mid", 220.0), ("high", 440.0)];

/// The hums that have names. Lists for people leave them out.
pub fn voices(_context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let voice = |(name, hertz): (&str, f64)| VoiceInfo {
        engine: NAME.into(),
        name: name.into(),
        language: None,
        note: format!("a hum of {hertz} Hz"),
    };
    NAMED.map(voice).into()
}

/// Opens a hum. Every name is one; each has its own pitch, between 110 and 440 Hz.
pub fn open(name: &str, tuning: Tuning, context: &EngineContext<'_>) -> Result<Box<dyn Engine>> {
    Ok(Box::new(Tone { name: name.into(), tuning, lanes: context.lanes.max(1) }))
}

/// A hum as long as the text would take to say, with an exact time for each word.
#[derive(Debug, Clone)]
pub struct Tone {
    name: String,
    tuning: Tuning,
    lanes: usize,
}

impl Tone {
    fn hertz(&self) -> f64 {
        let name = if self.name.is_empty() { "mid" } else { &self.name };
        let own = NAMED.iter().find(|(known, _)| *known == name).map_or_else(
            || 110.0 * libm::exp2(f64::from(blake3::hash(name.as_bytes()).as_bytes()[0]) / 128.0),
            |(_, hertz)| *hertz,
        );
        own * libm::exp2(f64::from(self.tuning.pitch) / 12.0)
    }

    /// The length of a character at the rate of the voice, in samples of [`HERTZ`].
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is small and positive")]
    fn stride(&self) -> u64 {
        (f64::from(HERTZ) * CHARACTER / f64::from(self.tuning.rate)).round() as u64
    }
}

impl Engine for Tone {
    fn fingerprint(&self) -> Fingerprint {
        let Tuning { rate, pitch } = self.tuning;
        Fingerprint(format!("tone 1, {}, rate {rate}, pitch {pitch}", self.name))
    }

    fn lanes(&self) -> usize {
        self.lanes
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        if say.text.trim().is_empty() {
            return Err(Failure::Refused("there is nothing to say".into()));
        }
        let hum = self.stride() * say.text.chars().count() as u64;
        let step = TAU * self.hertz() / f64::from(HERTZ);
        let mut samples = vec![0.0; LEAD as usize];
        samples.extend((0..hum).map(|i| {
            let edge = i.min(hum - 1 - i) as f64 / f64::from(FADE);
            #[expect(clippy::cast_possible_truncation, reason = "a sample has the precision of an f32")]
            let sample = (PEAK * edge.min(1.0) * libm::sin(step * i as f64)) as f32;
            sample
        }));
        samples.resize(samples.len() + TAIL as usize, 0.0);
        let rate = Rate::new(HERTZ).expect("it is not zero");
        Ok(Spoken { clip: Clip { rate, samples }, words: words(&say.text, self.stride()), doubt: None })
    }
}

/// The words between white space, at their characters' times.
fn words(text: &str, stride: u64) -> Vec<WordAt> {
    let mut words: Vec<WordAt> = Vec::new();
    let mut in_word = false;
    for (i, (at, c)) in text.char_indices().enumerate() {
        let from = u64::from(LEAD) + i as u64 * stride;
        if c.is_whitespace() {
            in_word = false;
        } else if let Some(word) = words.last_mut().filter(|_| in_word) {
            (word.said.end, word.at.end) = (at + c.len_utf8(), from + stride);
        } else {
            words.push(WordAt { said: at..at + c.len_utf8(), at: from..from + stride });
            in_word = true;
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(name: &str, rate: f32, pitch: f32) -> Tone {
        Tone { name: name.into(), tuning: Tuning { rate, pitch }, lanes: 1 }
    }

    fn say(text: &str) -> Utterance {
        Utterance { text: text.into(), ..Utterance::default() }
    }

    #[test]
    fn a_hum_is_as_long_as_its_text_and_knows_its_words() {
        let spoken = tone("low", 1.0, 0.0).speak(&say("né  to")).unwrap();
        assert_eq!(spoken.clip.len(), 2205 + 6 * 1323 + 3307);
        let words = [WordAt { said: 0..3, at: 2205..4851 }, WordAt { said: 5..7, at: 7497..10_143 }];
        assert_eq!(spoken.words, words);
        assert_eq!(spoken.clip.samples[..2205], [0.0; 2205]);
        assert!((0.24..=0.25).contains(&spoken.clip.peak()));
        assert!(tone("low", 1.0, 0.0).speak(&say(" ")).is_err());
    }

    #[test]
    fn names_and_tuning_set_pitch_and_speed() {
        assert!((tone("mid", 1.0, 12.0).hertz() - 440.0).abs() < 1e-9);
        assert!((110.0..440.0).contains(&tone("anybody", 1.0, 0.0).hertz()));
        assert_eq!(tone("mid", 2.0, 0.0).stride(), 662);
    }
}
