//! What is heard, in steps: how loud it is and how bright, and what kind of sound that speaks for.

use std::ops::Range;

use super::letters::{CLASSES, Class};
use super::path::Evidence;
use crate::audio::Clip;

/// Steps per second: a step lasts 10 ms.
pub(in crate::engine) const STEPS: u32 = 100;
/// How far below the loud part anything is heard, in decibels.
const DEPTH: f64 = 60.0;

/// What is quieter has no brightness that would tell anything: zeros have none at all.
const QUIET: f64 = -45.0;
/// The brightness of what has none: that of a pause.
const NEITHER: f64 = 1.2;

/// A normal distribution.
struct Normal {
    mean: f64,
    deviation: f64,
}

impl Normal {
    /// The logarithm of the likelihood of a value, up to a constant.
    fn likelihood(&self, value: f64) -> f64 {
        let off = (value - self.mean) / self.deviation;
        -0.5 * off * off - libm::log(self.deviation)
    }
}

/// What a kind of sound is like: its loudness in decibels beside the loud part of the clip, and its brightness in
/// octaves beside that of the loud part. They are those of the sounds of flite's voices `slt`, `rms` and `kal16`, which
/// tell them exactly, rounded.
fn likeness(class: Class) -> [Normal; 2] {
    let around = |mean, deviation| Normal { mean, deviation };
    match class {
        Class::Vowel => [around(-3.0, 4.5), around(0.0, 0.6)],
        Class::Liquid => [around(-4.5, 5.5), around(-0.1, 0.6)],
        Class::Nasal => [around(-4.5, 5.5), around(-0.8, 0.6)],
        Class::Sibilant => [around(-13.0, 7.0), around(3.0, 1.3)],
        Class::Fricative => [around(-18.0, 10.0), around(1.4, 1.8)],
        Class::Stop => [around(-22.0, 11.0), around(1.2, 1.7)],
        Class::Pause => [around(-49.0, 9.0), around(NEITHER, 1.5)],
    }
}

/// What some samples of a clip speak for, step by step, and how many samples a step is.
pub(super) fn listen(clip: &Clip, within: Range<usize>) -> (Vec<Evidence>, usize) {
    let hop = (clip.rate.hertz() / STEPS).max(1) as usize;
    let samples = &clip.samples[within.start.min(clip.samples.len())..within.end.min(clip.samples.len())];
    let powers: Vec<[f64; 2]> = samples.chunks(hop).map(powers).collect();
    let at = |n: usize| powers[n.min(powers.len() - 1)];
    // Voices of 100 Hz and less come and go within a step.
    let smooth = |n: usize| {
        [0, 1].map(|kind| 0.25 * at(n.saturating_sub(1))[kind] + 0.5 * at(n)[kind] + 0.25 * at(n + 1)[kind])
    };
    let heard: Vec<[f64; 2]> =
        (0..powers.len()).map(smooth).map(|[power, change]| [level(power), bright(power, change)]).collect();
    let loud = share(heard.iter().map(|[level, _]| *level), 0.9);
    let usual = share(heard.iter().filter(|[level, _]| loud - 6.0 < *level).map(|[_, bright]| *bright), 0.5);
    let evidence = |[level, bright]: [f64; 2]| {
        let level = (level - loud).max(-DEPTH);
        evidence(level, if level < QUIET { NEITHER } else { bright - usual })
    };
    (heard.into_iter().map(evidence).collect(), hop)
}

/// The mean square of a step and of its changes from sample to sample.
fn powers(block: &[f32]) -> [f64; 2] {
    let squares: f64 = block.iter().map(|sample| f64::from(*sample) * f64::from(*sample)).sum();
    let change = |pair: &[f32]| f64::from(pair[1]) - f64::from(pair[0]);
    let changes: f64 = block.windows(2).map(|pair| change(pair) * change(pair)).sum();
    [squares / block.len() as f64, changes / block.len() as f64]
}

fn level(power: f64) -> f64 {
    10.0 * libm::log10(power + 1e-9)
}

/// The frequency, in octaves of the sampling rate, of a tone that changes as much from sample to sample.
fn bright(power: f64, change: f64) -> f64 {
    let half = (libm::sqrt(change / (power + 1e-12)) / 2.0).clamp(1e-3, 1.0);
    libm::log2(libm::asin(half))
}

/// The value that a share of some values is below; 0 if there are none.
fn share(values: impl Iterator<Item = f64>, share: f64) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a length")]
    let at = (sorted.len() as f64 * share) as usize;
    sorted.get(at.min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}

/// How much a step speaks for each class: logarithms of likelihoods, up to a constant.
fn evidence(level: f64, bright: f64) -> Evidence {
    CLASSES.map(|class| {
        let [loudness, brightness] = likeness(class);
        single((loudness.likelihood(level) + brightness.likelihood(bright)).max(WORST))
    })
}

#[expect(clippy::cast_possible_truncation, reason = "single precision is enough")]
fn single(value: f64) -> f32 {
    value as f32
}

/// No step speaks more against anything: one odd moment decides nothing.
const WORST: f64 = -9.0;
