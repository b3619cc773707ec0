//! Loudness after ITU-R BS.1770-4 and EBU R 128, by ebur128, in a form that can be added up.
//!
//! The integrated loudness of an episode is computed from statistics of its lines, each measured once when it was
//! spoken: the loudness of its gating blocks. A gain shifts those, so that no sample is needed to find the gains that
//! bring an episode to its target.
//!
//! Audiobooks are judged by the root of the mean square of all samples instead, without weighting or gates: the energy of
//! a line says what it adds to that.
//!
//! The sound is mono, and measured as one channel of weight 1 (BS.1770-4, Annex 1, table 3), as ffmpeg does it for a
//! file of one channel. Played on two loudspeakers it is 3 LU louder: −19 LUFS here are −16 LUFS there.

use std::collections::BTreeMap;

use ebur128::{EbuR128, Mode};
use serde::{Deserialize, Serialize};

use super::{Rate, peak};

/// The absolute gate (BS.1770-4, Annex 1, equation 4), in LUFS; also where the histogram starts.
const ABSOLUTE_GATE: f64 = -70.0;
/// How far the relative gate lies below the mean of what the absolute gate lets through (equation 6), in LU.
const RELATIVE_GATE: f64 = -10.0;
/// The histogram's bins per LU: none of its errors is above 0.05 LU, and they cancel out in the mean.
const BINS: f64 = 10.0;
/// The highest bin: +10 LUFS. A full-scale tone of 1 kHz is at −3.
const HIGHEST: f64 = 80.0 * BINS;

/// The parts in which energy is counted: whole numbers, so that it is the same after it was written down.
const ENERGY: f64 = 1e9;

/// The gated-loudness statistics of a piece of sound, its energy and its peak: some dozens of numbers.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Loudness {
    /// How many gating blocks have a loudness of −70 LUFS + (the key) / 10, to the nearest tenth. Blocks of less are
    /// left out, whatever gain may come.
    blocks: BTreeMap<u16, u32>,
    /// The sum of the squares of all samples, divided by the rate, in billionths: full scale for a second is a billion.
    energy: u64,
    /// The largest magnitude of a sample.
    peak: f32,
}

impl Loudness {
    /// Measures samples as if they stood in silence: gating blocks of 400 ms every 100 ms (BS.1770-4, Annex 1,
    /// equation 3), from the first to the last that overlaps with them. So a sound shorter than a block has a loudness
    /// too, and lines with pauses between them have together the blocks that the whole has (within 0.02 LU of it on
    /// what resembles speech). A rate that the meter does not take (below 16 Hz) leaves the blocks out.
    pub fn measure(rate: Rate, samples: &[f32]) -> Loudness {
        let energy = energy(rate, samples);
        let mut loudness = Loudness { blocks: BTreeMap::new(), energy, peak: peak(samples) };
        let Ok(mut meter) = EbuR128::new(1, rate.hertz(), Mode::M) else {
            return loudness;
        };
        // As the meter rounds it. The silence before the clip is in the meter from the start.
        let step = (rate.hertz() as usize + 5) / 10;
        let silence = vec![0.0; step];
        let (steps, rest) = samples.split_at(samples.len() - samples.len() % step);
        let mut last = rest.to_vec();
        if !rest.is_empty() {
            last.resize(step, 0.0);
        }
        let sound = steps.chunks_exact(step).chain(last.chunks_exact(step));
        let tail = [silence.as_slice(); 3];
        let tail = if samples.is_empty() { &[][..] } else { &tail[..] };
        // A block is four steps: its power is the mean of theirs, and each is summed up once.
        let mut powers = [0.0; 4];
        for samples in sound.chain(tail.iter().copied()) {
            meter.add_frames_f32(samples).expect("one channel has whole frames");
            let step = meter.loudness_window(100).expect("the meter holds 400 ms");
            powers.rotate_left(1);
            powers[3] = libm::pow(10.0, step / 10.0);
            loudness.count(10.0 * libm::log10(powers.iter().sum::<f64>() / 4.0));
        }
        loudness
    }

    /// Counts a block of so many LUFS.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is clamped to the histogram"
    )]
    fn count(&mut self, lufs: f64) {
        let bin = ((lufs - ABSOLUTE_GATE) * BINS).round();
        if 0.0 <= bin {
            *self.blocks.entry(bin.min(HIGHEST) as u16).or_default() += 1;
        }
    }

    /// Adds another piece of the same sound.
    pub(crate) fn merge(&mut self, other: &Loudness) {
        for (&bin, &count) in &other.blocks {
            let sum = self.blocks.entry(bin).or_default();
            *sum = sum.saturating_add(count);
        }
        self.energy = self.energy.saturating_add(other.energy);
        self.peak = self.peak.max(other.peak);
    }

    /// The sum of the squares of all samples in seconds of full scale: divided by the seconds of a file, what it adds
    /// to the file's mean square.
    pub fn energy(&self) -> f64 {
        self.energy as f64 / ENERGY
    }

    /// How many gating blocks it has: ten for each second.
    pub fn blocks(&self) -> u64 {
        self.blocks.values().map(|count| u64::from(*count)).sum()
    }

    /// The largest magnitude of a sample, before any gain; 1 is full scale.
    pub fn peak(&self) -> f32 {
        self.peak
    }
}

/// The energy of samples in billionths of a second of full scale.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is positive; a cast saturates"
)]
fn energy(rate: Rate, samples: &[f32]) -> u64 {
    let squares: f64 = samples.iter().map(|&sample| f64::from(sample) * f64::from(sample)).sum();
    (squares / f64::from(rate.hertz()) * ENERGY).round() as u64
}

/// How loud a file is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Levels {
    /// The integrated loudness in LUFS (BS.1770-4), to a tenth.
    pub loudness: f64,
    /// The true peak in dBTP (BS.1770-4, Annex 2), to a tenth.
    pub true_peak: f64,
}

/// Measures a sound that comes in blocks, in little memory however long it is.
pub struct Meter(EbuR128);

impl Meter {
    /// For samples at `rate`; None for a rate that the meter does not take.
    pub fn new(rate: Rate) -> Option<Meter> {
        EbuR128::new(1, rate.hertz(), Mode::I | Mode::HISTOGRAM).ok().map(Meter)
    }

    /// Listens to the next samples.
    pub fn push(&mut self, samples: &[f32]) {
        self.0.add_frames_f32(samples).expect("one channel has whole frames");
    }

    /// The same, for a meter that is asked for [`Meter::levels`] in the end.
    pub fn with_peaks(rate: Rate) -> Option<Meter> {
        EbuR128::new(1, rate.hertz(), Mode::I | Mode::HISTOGRAM | Mode::TRUE_PEAK).ok().map(Meter)
    }

    /// The levels of all that was heard; None if there was nothing but silence, or the meter is without peaks.
    pub fn levels(&self) -> Option<Levels> {
        let loudness = self.integrated()?;
        let peak = self.0.true_peak(0).ok().filter(|peak| 0.0 < *peak)?;
        let rounded = |decibels: f64| (10.0 * decibels).round() / 10.0;
        Some(Levels { loudness: rounded(loudness), true_peak: rounded(20.0 * libm::log10(peak)) })
    }

    /// The integrated loudness in LUFS of all that was heard; None if there was nothing but silence.
    pub fn integrated(&self) -> Option<f64> {
        self.0.loudness_global().ok().filter(|lufs| lufs.is_finite())
    }
}

/// The integrated loudness in LUFS of pieces of sound, each with a gain in decibels: the mean of the blocks that are
/// above the absolute gate and above the relative gate (BS.1770-4, Annex 1, equations 5 to 7). None if there is
/// nothing but silence.
pub fn integrated(parts: &[(&Loudness, f64)]) -> Option<f64> {
    let blocks = || {
        parts.iter().flat_map(|&(loudness, gain)| {
            let lufs = move |bin: u16| ABSOLUTE_GATE + f64::from(bin) / BINS + gain;
            loudness.blocks.iter().map(move |(&bin, &count)| (lufs(bin), f64::from(count)))
        })
    };
    let mean_above = |gate: f64| {
        let (mut energy, mut number) = (0.0, 0.0);
        for (lufs, count) in blocks().filter(|&(lufs, _)| gate <= lufs) {
            energy += count * libm::pow(10.0, lufs / 10.0);
            number += count;
        }
        (0.0 < number).then(|| 10.0 * libm::log10(energy / number))
    };
    mean_above(mean_above(ABSOLUTE_GATE)? + RELATIVE_GATE)
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use proptest::prelude::*;

    use super::super::{Clip, gain};
    use super::*;

    /// A tone of 1 kHz whose peaks are so far below full scale; sections of (decibels, seconds).
    fn tone(rate: Rate, sections: &[(f64, u32)]) -> Clip {
        let mut samples = Vec::new();
        for &(decibels, seconds) in sections {
            for _ in 0..seconds * rate.hertz() {
                let phase = 2.0 * PI * 1_000.0 / f64::from(rate.hertz()) * samples.len() as f64;
                samples.push(single(gain(decibels) * libm::sin(phase)));
            }
        }
        Clip { rate, samples }
    }

    #[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
    fn single(x: f64) -> f32 {
        x as f32
    }

    fn of(clip: &Clip) -> Loudness {
        Loudness::measure(clip.rate, &clip.samples)
    }

    /// A second measurement, of the whole.
    fn directly(clip: &Clip) -> f64 {
        let mut meter = EbuR128::new(1, clip.rate.hertz(), Mode::I).unwrap();
        meter.add_frames_f32(&clip.samples).unwrap();
        meter.loudness_global().unwrap()
    }

    /// Something like a line of speech: syllables of noise and tone, of uneven level, at about four a second.
    fn line(rate: Rate, seconds: f64, level: f64, seed: u32) -> Clip {
        let hertz = f64::from(rate.hertz());
        let mut random = seed;
        let mut samples = Vec::new();
        let mut stress = 1.0;
        while (samples.len() as f64) < seconds * hertz {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let noise = f64::from(random >> 8) / f64::from(1 << 23) - 1.0;
            let time = samples.len() as f64 / hertz;
            let part = (time * 4.0).fract();
            if part < 4.0 / hertz {
                stress = 0.3 + 0.7 * f64::from(random >> 16) / 65_536.0;
            }
            let shape = libm::sin(PI * part).max(0.0) * stress;
            let voice = libm::sin(2.0 * PI * 140.0 * time) + 0.5 * libm::sin(2.0 * PI * 840.0 * time);
            samples.push(single(gain(level) * shape * (voice + 0.2 * noise)));
        }
        Clip { rate, samples }
    }

    /// EBU Tech 3341, table 1. Its signals have two channels; on one of them the same tone is 3.01 LU less loud, so
    /// it is made that much louder here. The meter's own blocks start inside the tone; ours include the three at
    /// either end that are partly silence, which takes 0.07 LU off 20 seconds.
    #[test]
    fn the_signals_of_tech_3341_have_their_loudness() {
        let signals: [(&[(f64, u32)], f64); 5] = [
            (&[(-23.0, 20)], -23.0),
            (&[(-33.0, 20)], -33.0),
            (&[(-36.0, 10), (-23.0, 60), (-36.0, 10)], -23.0),
            (&[(-72.0, 10), (-36.0, 10), (-23.0, 60), (-36.0, 10), (-72.0, 10)], -23.0),
            (&[(-26.0, 20), (-20.0, 20), (-26.0, 20)], -23.0),
        ];
        for (rate, signals) in [(22_050, &signals[..1]), (44_100, &signals[1..])] {
            for &(sections, want) in signals {
                let louder: Vec<(f64, u32)> = sections.iter().map(|&(level, s)| (level + 3.01, s)).collect();
                let clip = tone(Rate::new(rate).unwrap(), &louder);
                let got = integrated(&[(&of(&clip), 0.0)]).unwrap();
                assert!((got - want).abs() <= 0.1, "{sections:?} at {rate} Hz: {got}");
            }
        }
    }

    #[test]
    fn an_episode_is_as_loud_as_its_lines_say() {
        for rate in [16_000, 22_050] {
            let rate = Rate::new(rate).unwrap();
            let mut whole = Clip { rate, samples: Vec::new() };
            let mut parts = Vec::new();
            for n in 0..40_u32 {
                let length = 0.3 + f64::from(n * 7 % 23) / 4.0;
                let level = -14.0 - f64::from(n * 5 % 11);
                let clip = line(rate, length, level, n);
                let gain_db = f64::from(n % 5) - 2.0;
                let factor = single(gain(gain_db));
                whole.samples.extend(clip.samples.iter().map(|sample| factor * sample));
                let pause = 0.4 + f64::from(n % 7) / 10.0;
                whole.samples.extend((0..whole_number(pause * f64::from(rate.hertz()))).map(|_| 0.0));
                parts.push((of(&clip), gain_db));
            }
            let parts: Vec<(&Loudness, f64)> =
                parts.iter().map(|(loudness, gain)| (loudness, *gain)).collect();
            let (got, want) = (integrated(&parts).unwrap(), directly(&whole));
            assert!((got - want).abs() < 0.2, "{got} instead of {want}");
        }
    }

    fn whole_number(x: f64) -> u32 {
        x.to_string().split('.').next().unwrap().parse().unwrap()
    }

    #[test]
    fn the_shortest_clip_has_a_loudness_and_silence_has_none() {
        let short = line(Rate::CD, 0.05, -10.0, 1);
        let got = integrated(&[(&of(&short), 0.0)]).unwrap();
        assert!((-45.0..-15.0).contains(&got), "{got}");
        for samples in [vec![], vec![0.0; 5], vec![0.0; 50_000]] {
            let silence = Loudness::measure(Rate::CD, &samples);
            assert_eq!(silence, Loudness::default());
            assert_eq!(integrated(&[(&silence, 20.0)]), None);
        }
        assert_eq!(integrated(&[]), None);
    }

    #[test]
    fn the_energy_of_pieces_is_that_of_the_whole() {
        let (first, second) = (tone(Rate::CD, &[(-6.0, 2)]), tone(Rate::CD, &[(-20.0, 1)]));
        let mut both = of(&first);
        both.merge(&of(&second));
        // A tone's mean square is half of its peak's square.
        let want = 2.0 * gain(-6.0) * gain(-6.0) / 2.0 + gain(-20.0) * gain(-20.0) / 2.0;
        assert!((both.energy() - want).abs() < 1e-4 * want, "{} instead of {want}", both.energy());
    }

    #[test]
    fn a_meter_of_blocks_agrees_with_one_of_the_whole() {
        let clip = line(Rate::CD, 6.0, -18.0, 5);
        let mut meter = Meter::new(clip.rate).unwrap();
        assert_eq!(meter.integrated(), None);
        clip.samples.chunks(777).for_each(|block| meter.push(block));
        assert!((meter.integrated().unwrap() - directly(&clip)).abs() < 0.1);
    }

    #[test]
    fn the_statistics_are_small() {
        let loudness = of(&line(Rate::CD, 8.0, -12.0, 3));
        let json = serde_json::to_string(&loudness).unwrap();
        assert_eq!(serde_json::from_str::<Loudness>(&json).unwrap(), loudness);
        assert!(json.len() < 700, "{json}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 10))]

        #[test]
        fn a_gain_shifts_the_loudness(seconds in 2.0..5.0, shift in -12.0..12.0, seed in any::<u32>()) {
            let clip = line(Rate::new(16_000).unwrap(), seconds, -20.0, seed);
            let factor = single(gain(shift));
            let samples: Vec<f32> = clip.samples.iter().map(|sample| sample * factor).collect();
            let shifted = Loudness::measure(clip.rate, &samples);
            let loudness = of(&clip);
            let (got, want) = (integrated(&[(&loudness, shift)]), integrated(&[(&shifted, 0.0)]));
            // More than rounding is from a block that falls to the other side of the relative gate.
            prop_assert!((got.unwrap() - want.unwrap()).abs() < 0.4);
            prop_assert!((loudness.peak() * factor - shifted.peak()).abs() < 1e-6);
        }

        #[test]
        fn merging_is_counting_together(lengths in prop::collection::vec(0.05..2.0, 1..6)) {
            let rate = Rate::new(16_000).unwrap();
            let parts: Vec<Loudness> =
                lengths.iter().map(|&length| of(&line(rate, length, -15.0, 9))).collect();
            let mut merged = Loudness::default();
            for part in &parts {
                merged.merge(part);
            }
            let each: Vec<(&Loudness, f64)> = parts.iter().map(|part| (part, 0.0)).collect();
            let (one, many) = (integrated(&[(&merged, 0.0)]).unwrap(), integrated(&each).unwrap());
            prop_assert!((one - many).abs() < 1e-9);
        }
    }
}
