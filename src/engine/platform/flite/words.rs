//! From the sounds that flite says it made, which have times and no words, to the words of the text.

use crate::audio::Rate;
use crate::engine::WordAt;
use crate::engine::timing::{self, CLASSES, Class, Evidence, STEPS};

/// A sound and when it was made, in seconds from the start of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Sound {
    class: Class,
    start: f64,
    end: f64,
}

/// The times of a text's words, from what flite printed of `samples` samples: for each utterance, one after the other,
/// `name:end` for each sound, with the end in seconds. Nothing where that cannot be right.
pub(super) fn place(printed: &str, text: &str, rate: Rate, samples: u64) -> Vec<WordAt> {
    let Some(sounds) = sounds(printed) else { return Vec::new() };
    let length = samples as f64 / f64::from(rate.hertz());
    // Rounding, and frames that are not filled.
    if sounds.last().is_none_or(|last| 0.1 + 0.01 * length < (last.end - length).abs()) {
        return Vec::new();
    }
    let words = timing::words(text);
    let spans = timing::lay(text, &words, &evidence(&sounds));
    let at = |seconds: f64| sample(seconds, rate).min(samples);
    let mut timed = Vec::with_capacity(words.len());
    for (said, span) in words.into_iter().zip(spans) {
        let start = nearest(&sounds, span.start, |sound| sound.start);
        let end = nearest(&sounds, span.end, |sound| sound.end).max(start);
        timed.push(WordAt { said, at: at(start)..at(end) });
    }
    timed
}

/// The sounds, if all of it can be read and time never runs back within an utterance.
fn sounds(printed: &str) -> Option<Vec<Sound>> {
    let mut sounds: Vec<Sound> = Vec::new();
    for utterance in printed.lines() {
        let first = sounds.last().map_or(0.0, |last| last.end);
        for sound in utterance.split_whitespace() {
            let (name, end) = sound.split_once(':')?;
            let start = sounds.last().map_or(0.0, |last| last.end);
            let end = first + end.parse::<f64>().ok().filter(|end| (0.0..86_400.0).contains(end))?;
            if end < start {
                return None;
            }
            sounds.push(Sound { class: class(name), start, end });
        }
    }
    Some(sounds)
}

/// The kind of a sound of the CMU set.
fn class(name: &str) -> Class {
    match name {
        "pau" | "ssil" => Class::Pause,
        "m" | "n" | "ng" | "em" | "en" => Class::Nasal,
        "l" | "r" | "w" | "y" | "el" => Class::Liquid,
        "s" | "z" | "sh" | "zh" | "ch" | "jh" => Class::Sibilant,
        "f" | "v" | "th" | "dh" | "hh" | "hv" => Class::Fricative,
        "p" | "t" | "k" | "b" | "d" | "g" | "dx" => Class::Stop,
        _ => Class::Vowel,
    }
}

/// Each step speaks for the sound that it is in.
fn evidence(sounds: &[Sound]) -> Vec<Evidence> {
    const NO: f32 = -8.0;
    let mut steps = Vec::new();
    for sound in sounds {
        let end = sample(sound.end, Rate::new(STEPS).expect("it is not zero"));
        let step = CLASSES.map(|class| if class == sound.class { 0.0 } else { NO });
        while (steps.len() as u64) < end {
            steps.push(step);
        }
    }
    steps
}

/// The edge of a sound that is nearest to a step.
fn nearest(sounds: &[Sound], step: usize, edge: impl Fn(&Sound) -> f64) -> f64 {
    let at = step as f64 / f64::from(STEPS);
    let spoken = sounds.iter().filter(|sound| sound.class != Class::Pause).map(edge);
    spoken.min_by(|one, other| (one - at).abs().total_cmp(&(other - at).abs())).unwrap_or(at)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and a day")]
fn sample(seconds: f64, rate: Rate) -> u64 {
    (seconds * f64::from(rate.hertz())).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What flite 2.2 prints for the text with its voice `slt`.
    const PRINTED: &str = "pau:0.222 jh:0.313 aa:0.448 n:0.531 z:0.619 k:0.697 ae:0.906 f:1.045 pau:1.149 sh:1.298 \
                           iy:1.381 s:1.488 eh:1.622 d:1.716 pau:1.837\npau:0.225 ih:0.308 t:0.338 w:0.384 aa:0.430 \
                           z:0.518 w:0.588 eh:0.644 l:0.766 n:0.842 ow:0.973 n:1.137 pau:1.313 \n";

    #[test]
    fn words_begin_and_end_with_their_sounds() {
        let text = "John's caf, she said. It was well-known.";
        let words = place(PRINTED, text, Rate::new(1_000).unwrap(), 3_150);
        let said: Vec<_> = words.iter().map(|word| (&text[word.said.clone()], word.at.clone())).collect();
        let wanted = [
            ("John's", 222..619),
            ("caf", 619..1_045),
            ("she", 1_149..1_381),
            ("said", 1_381..1_716),
            ("It", 2_062..2_175),
            ("was", 2_175..2_355),
            ("well-known", 2_355..2_974),
        ];
        assert_eq!(said, wanted);
    }

    #[test]
    fn nonsense_tells_nothing() {
        let rate = Rate::new(1_000).unwrap();
        for printed in ["", "\n\n", "pau", "aa:x", "aa:NaN", "aa:-1", "aa:2 b:1", "aa:1e300", "aa:9"] {
            assert!(place(printed, "a b", rate, 1_000).is_empty(), "{printed}");
        }
    }
}
