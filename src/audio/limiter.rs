//! A true-peak limiter: the last thing before the samples become 16 bits.
//!
//! True peaks are those of the waveform between the samples (ITU-R BS.1770-4, Annex 2). They are found as the annex
//! does it, by polyphase interpolators: one as short as the annex's at four times the rate, and a longer one at eight
//! times the rate. Meters differ by some tenths of a decibel on sound that reaches up to half the sample rate, so one
//! of either kind is obeyed. Between samples that are small enough there is no need to look: an interpolated value is
//! a sum of products with the coefficients, so its magnitude is at most the largest sample's times the sum of the
//! coefficients' magnitudes. So quiet sound costs a comparison per sample.

use std::collections::VecDeque;
use std::f64::consts::PI;

use super::window::{kaiser, sinc};
use super::{Rate, gain};

/// How many samples on either side a value of the longer interpolator is made of, and the shorter.
const REACH: usize = 16;
const SHORT_REACH: usize = 6;
/// How many positions the longer looks at from one sample to the next, and the shorter; the sample itself is the first.
const LOOKS: usize = 8;
const SHORT_LOOKS: usize = 4;
/// Where the shorter finds less than this part of the ceiling (−4 dB), the longer does not look: on noise up to half
/// the sample rate, the hardest case, they differ by 0.3 dB.
const CLOSE: f32 = 0.63;
/// Between samples below this part of the ceiling (−6 dB), nobody looks: a value there is more than twice the samples
/// around it only in signals made for it, with their energy at half the sample rate.
const HARMLESS: f32 = 0.5;
/// How many samples are looked at together. Blocks lie at fixed places in the stream, wherever it is cut when fed.
const BLOCK: usize = 128;
/// How long before a peak the gain starts to fall, in seconds.
const LOOK_AHEAD: f64 = 0.004;
/// The time constant with which the gain comes back, in seconds: short of a syllable, long for a period of a voice.
const RELEASE: f64 = 0.080;
/// What is aimed for below the ceiling, in decibels: for what eight looks per sample, and a gain that changes between
/// samples, leave over.
const MARGIN: f64 = 0.03;
/// The attenuation (1 − gain) is counted in these parts of 1, rounded up, so that running sums of it are exact, and
/// nothing is left of it when it is over.
const UNITS: f64 = (1_u32 << 30) as f64;
/// How much the attenuation falls in any case with each sample, in units: it ends instead of fading forever.
const LEAST_FALL: u64 = 1 << 14;

/// Keeps the true peak of a stream of samples below a ceiling. Sound that stays below it passes unchanged, bit by bit.
///
/// It looks ahead, so [`Limiter::push`] gives back fewer samples than it takes, until [`Limiter::finish`] gives the
/// rest: in the end there are as many as were fed, each in its place. The result does not depend on how the stream is
/// cut. Samples must be finite numbers.
#[derive(Debug, Clone)]
pub struct Limiter {
    /// What no peak may exceed.
    ceiling: f32,
    /// Where no sample exceeds this, no value between them is looked for.
    harmless: f32,
    /// The interpolators: for each sample around a position, its coefficients for all the looks.
    taps: [[f32; LOOKS]; 2 * REACH],
    short_taps: [[f32; SHORT_LOOKS]; 2 * SHORT_REACH],
    gain: Gain,
    /// The samples that are not given back yet, after [`REACH`] older ones.
    held: Vec<f32>,
    /// How many of those that are not given back the gain has been told of.
    pending: usize,
}

impl Limiter {
    /// For samples at `rate`, with a ceiling in decibels of full scale (dBTP), for example −1.
    pub fn new(rate: Rate, ceiling_dbtp: f64) -> Limiter {
        let taps = interpolator(|distance| kaiser(distance, 7.0));
        let short_taps = interpolator(|distance| 0.5 + 0.5 * libm::cos(PI * distance));
        let ceiling = single(gain(ceiling_dbtp - MARGIN));
        // The stream starts in silence.
        let held = vec![0.0; REACH];
        Limiter {
            ceiling,
            harmless: ceiling * HARMLESS,
            taps,
            short_taps,
            gain: Gain::new(rate),
            held,
            pending: 0,
        }
    }

    /// Takes samples and appends those that are done to `output`.
    pub fn push(&mut self, samples: &[f32], output: &mut Vec<f32>) {
        self.held.extend_from_slice(samples);
        let mut done = 0;
        while done + self.pending + BLOCK + 2 * REACH <= self.held.len() {
            let around = &self.held[done + self.pending..][..BLOCK + 2 * REACH];
            // Counted to the end: without a way out in the middle, the processor looks at several at once.
            let loud: u32 = around.iter().map(|sample| u32::from(self.harmless < sample.abs())).sum();
            let quiet = loud == 0;
            if quiet && self.gain.is_one() {
                let free = (self.pending + BLOCK).saturating_sub(self.gain.delay);
                output.extend_from_slice(&self.held[REACH + done..][..free]);
                done += free;
                self.pending += BLOCK - free;
                continue;
            }
            let needs = if quiet { [0; BLOCK] } else { self.needs(around) };
            for need in needs {
                let factor = self.gain.next(need);
                if self.pending < self.gain.delay {
                    self.pending += 1;
                } else {
                    output.push(single(f64::from(self.held[REACH + done]) * factor));
                    done += 1;
                }
            }
        }
        self.held.drain(..done);
    }

    /// Appends the last samples to `output`.
    pub fn finish(mut self, output: &mut Vec<f32>) {
        self.flush(output);
    }

    /// Appends the last samples to `output` and forgets them: what comes next starts in silence.
    pub fn flush(&mut self, output: &mut Vec<f32>) {
        let length = output.len() + self.held.len() - REACH;
        self.push(&vec![0.0; self.gain.delay + BLOCK + REACH], output);
        output.truncate(length);
        self.gain.reset();
        self.held.clear();
        self.held.resize(REACH, 0.0);
        self.pending = 0;
    }

    /// The attenuation that each sample of a block needs, from the block and [`REACH`] samples on either side.
    fn needs(&self, around: &[f32]) -> [u32; BLOCK] {
        let mut peaks = [0.0; BLOCK + 1];
        // One past the last sample that is not harmless, of those that the window has reached.
        let mut loud = 0;
        for (n, sample) in around.iter().enumerate() {
            if self.harmless < sample.abs() {
                loud = n + 1;
            }
            if let Some(first) = (n + 1).checked_sub(2 * REACH)
                && first < loud
            {
                peaks[first] = self.peak(&around[first..=n]);
            }
        }
        let mut needs = [0; BLOCK];
        for (need, peaks) in needs.iter_mut().zip(peaks.windows(2)) {
            let peak = peaks[0].max(peaks[1]);
            if self.ceiling < peak {
                *need = units(1.0 - f64::from(self.ceiling) / f64::from(peak));
            }
        }
        needs
    }

    /// The largest magnitude between the two samples in the middle, the first of them included.
    fn peak(&self, window: &[f32]) -> f32 {
        let peak = look(&window[REACH - SHORT_REACH..REACH + SHORT_REACH], &self.short_taps);
        if peak < CLOSE * self.ceiling { peak } else { peak.max(look(window, &self.taps)) }
    }
}

/// The largest magnitude of the values that an interpolator finds.
fn look<const LOOKS: usize>(window: &[f32], taps: &[[f32; LOOKS]]) -> f32 {
    let mut sums = [0.0_f32; LOOKS];
    for (sample, tap) in window.iter().zip(taps) {
        for look in 0..LOOKS {
            sums[look] += sample * tap[look];
        }
    }
    sums.iter().fold(0.0, |peak, sum| sum.abs().max(peak))
}

/// The gain over time: it falls to what is needed within the look-ahead, smoothly, is there in time, and comes back
/// slowly.
#[derive(Debug, Clone)]
struct Gain {
    /// How many samples the gain is late: that of a sample comes when so many later ones are known.
    delay: usize,
    /// How many attenuations came.
    time: usize,
    /// Those that may still be the largest of the last `delay + 1`, with their times, falling.
    largest: VecDeque<(usize, u32)>,
    /// The largest, or what an earlier one has fallen to.
    envelope: u64,
    /// What the envelope falls to with each sample, in parts of 2³².
    fall: u64,
    /// Two means one after the other smooth the envelope's steps into slopes without corners.
    first: Sum,
    second: Sum,
    /// What one of the second's sum is worth: the reciprocal of [`UNITS`] and of the lengths of both.
    unit: f64,
}

impl Gain {
    fn new(rate: Rate) -> Gain {
        let hertz = f64::from(rate.hertz());
        let half = count(LOOK_AHEAD / 2.0 * hertz).max(1);
        let fall = libm::exp(-1.0 / (RELEASE * hertz)) * 4_294_967_296.0;
        Gain {
            delay: 2 * (half - 1),
            time: 0,
            largest: VecDeque::new(),
            envelope: 0,
            fall: count(fall) as u64,
            first: Sum::new(half),
            second: Sum::new(half),
            unit: 1.0 / (UNITS * half as f64 * half as f64),
        }
    }

    /// Takes the attenuation that a sample needs; gives the gain of the sample `delay` before it.
    ///
    /// That gain is never too high: the means reach over `delay + 1` values of the envelope, and the maximum that each
    /// of those is not below reaches back to that sample.
    fn next(&mut self, need: u32) -> f64 {
        while self.largest.back().is_some_and(|&(_, other)| other <= need) {
            self.largest.pop_back();
        }
        self.largest.push_back((self.time, need));
        while self.largest.front().is_some_and(|&(time, _)| time + self.delay < self.time) {
            self.largest.pop_front();
        }
        self.time += 1;
        let fallen = ((self.envelope * self.fall) >> 32).saturating_sub(LEAST_FALL);
        self.envelope = fallen.max(self.largest.front().map_or(0, |&(_, need)| u64::from(need)));
        let first = self.first.next(self.envelope);
        let second = self.second.next(first);
        1.0 - second as f64 * self.unit
    }

    /// Forgets everything that was heard: a new chapter starts.
    fn reset(&mut self) {
        let half = self.first.values.len();
        (self.time, self.envelope) = (0, 0);
        self.largest.clear();
        (self.first, self.second) = (Sum::new(half), Sum::new(half));
    }

    /// Whether it is 1, and stays 1 as long as nothing is needed.
    fn is_one(&self) -> bool {
        self.envelope + self.first.total + self.second.total == 0
            && self.largest.iter().all(|&(_, need)| need == 0)
    }
}

/// The sum of the last so many values.
#[derive(Debug, Clone)]
struct Sum {
    values: Vec<u64>,
    /// Where the oldest is.
    oldest: usize,
    total: u64,
}

impl Sum {
    fn new(length: usize) -> Sum {
        Sum { values: vec![0; length], oldest: 0, total: 0 }
    }

    fn next(&mut self, value: u64) -> u64 {
        let oldest = std::mem::replace(&mut self.values[self.oldest], value);
        self.oldest = if self.oldest + 1 == self.values.len() { 0 } else { self.oldest + 1 };
        self.total = self.total + value - oldest;
        self.total
    }
}

/// The coefficients that interpolate between two samples, at evenly spaced positions from the first of them on: a sinc
/// in a window of distances from −1 to 1. Twelve in Hann's window are what meters have that follow the
/// annex.
fn interpolator<const LOOKS: usize, const TAPS: usize>(window: impl Fn(f64) -> f64) -> [[f32; LOOKS]; TAPS] {
    let reach = TAPS as f64 / 2.0;
    let mut taps = [[0.0; LOOKS]; TAPS];
    for (n, tap) in taps.iter_mut().enumerate() {
        for (look, coefficient) in tap.iter_mut().enumerate() {
            let distance = n as f64 - (reach - 1.0) - look as f64 / LOOKS as f64;
            // A sinc is zero at all samples but its own; its sine is only nearly so.
            let whole = look == 0 && distance != 0.0;
            *coefficient = if whole { 0.0 } else { single(sinc(distance) * window(distance / reach)) };
        }
    }
    taps
}

/// An attenuation from 0 to 1 in units, rounded up.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 2³⁰")]
fn units(attenuation: f64) -> u32 {
    (attenuation * UNITS).ceil() as u32
}

/// A number that is not negative as a whole one.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is positive and below 2³³")]
fn count(x: f64) -> usize {
    x as usize
}

/// The nearest single-precision number.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
fn single(x: f64) -> f32 {
    x as f32
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::process::{Command, Stdio};

    use ebur128::{EbuR128, Mode};
    use proptest::prelude::*;

    use super::super::{Clip, decibels, wav};
    use super::*;

    fn limit(rate: Rate, ceiling: f64, samples: &[f32]) -> Vec<f32> {
        let mut limiter = Limiter::new(rate, ceiling);
        let mut output = Vec::new();
        limiter.push(samples, &mut output);
        limiter.finish(&mut output);
        output
    }

    /// The true peak in dBTP by another meter.
    fn true_peak(rate: Rate, samples: &[f32]) -> f64 {
        let mut meter = EbuR128::new(1, rate.hertz(), Mode::TRUE_PEAK).unwrap();
        meter.add_frames_f32(samples).unwrap();
        decibels(meter.true_peak(0).unwrap())
    }

    fn random(seed: &mut u32) -> f64 {
        *seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        f64::from(*seed >> 8) / f64::from(1 << 23) - 1.0
    }

    /// A fifth of a second each of what is hard for a limiter, up to 12 dB above full scale.
    fn hard_signals(rate: Rate) -> Vec<(String, Vec<f32>)> {
        let length = rate.hertz() / 5;
        let signal = |name: &str, value: &mut dyn FnMut(f64) -> f64| {
            (name.to_string(), (0..length).map(|n| single(value(f64::from(n)))).collect())
        };
        let mut seed = 1;
        let mut low = 0.0;
        let mut all = vec![
            signal("noise", &mut |_| 3.0 * random(&mut seed)),
            signal("soft noise", &mut |_| {
                low += 0.5 * (3.0 * random(&mut seed) - low);
                low
            }),
            signal("square", &mut |n| if (n * 0.011).fract() < 0.5 { 1.2 } else { -1.2 }),
            signal("clicks", &mut |n| if n % 997.0 < 1.0 { 4.0 } else { 0.1 * libm::sin(n * 0.05) }),
            signal("beats", &mut |n| 2.0 * libm::sin(n * 0.3) * libm::sin(n * 0.002)),
            signal("clipped voice", &mut |n| {
                let voice: f64 = (1..30).map(|k| libm::sin(f64::from(k) * n * 0.02) / f64::from(k)).sum();
                (2.0 * voice * libm::sin(n * 0.0007)).clamp(-1.0, 1.0)
            }),
        ];
        for turn in [0.02, 0.11, 0.25, 0.33, 0.4, 0.45] {
            all.push(signal(&format!("tone {turn}"), &mut |n| 1.5 * libm::sin(2.0 * PI * turn * n + 0.8)));
        }
        all
    }

    #[test]
    fn no_true_peak_exceeds_the_ceiling() {
        for rate in [22_050, 44_100].map(|hertz| Rate::new(hertz).unwrap()) {
            for (name, samples) in hard_signals(rate) {
                let limited = limit(rate, -1.0, &samples);
                let peak = true_peak(rate, &limited);
                let quantised: Vec<f32> =
                    limited.iter().map(|&sample| f32::from(wav::quantise(sample)) / 32_768.0).collect();
                let later = true_peak(rate, &quantised);
                assert!(peak <= -0.95 && later <= -0.95, "{name} at {} Hz: {peak}, {later}", rate.hertz());
                assert!(-1.6 < peak, "{name} at {} Hz: {peak}", rate.hertz());
            }
        }
    }

    /// Passes without a look where there is no ffmpeg.
    #[test]
    fn ffmpeg_finds_no_peak_above_the_ceiling() {
        if Command::new("ffmpeg").arg("-version").stdout(Stdio::null()).status().is_err() {
            return;
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("limited.wav");
        for (name, samples) in hard_signals(Rate::CD) {
            let mut file = Cursor::new(Vec::new());
            // Its resampler mirrors the sound at the ends, which makes corners there; silence has none.
            let mut samples = [vec![0.0; 2_000], samples].concat();
            samples.extend([0.0; 2_000]);
            let clip = Clip { rate: Rate::CD, samples: limit(Rate::CD, -1.0, &samples) };
            wav::write(&clip, &mut file).unwrap();
            crate::files::write(&path, file.get_ref()).unwrap();
            let mut command = Command::new("ffmpeg");
            command.arg("-nostats").arg("-i").arg(&path).args([
                "-af",
                "ebur128=peak=true",
                "-f",
                "null",
                "-",
            ]);
            let told = String::from_utf8(command.output().unwrap().stderr).unwrap();
            let peak = told.rsplit("Peak:").next().unwrap().split("dBFS").next().unwrap().trim();
            assert!(peak.parse::<f64>().unwrap() <= -0.9, "{name}: {peak}");
        }
    }

    #[test]
    fn the_gain_comes_back_and_never_jumps() {
        let mut samples = vec![0.25; 60_000];
        samples[10_000] = 2.0;
        let limited = limit(Rate::CD, -1.0, &samples);
        assert_eq!(limited[..9_700], samples[..9_700]);
        assert_eq!(limited[50_000..], samples[50_000..]);
        let gains: Vec<f32> = limited.iter().zip(&samples).map(|(after, before)| after / before).collect();
        assert!(gains[10_000] < 0.446);
        assert!(gains.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 0.02));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases / 5))]

        #[test]
        fn what_needs_no_limit_passes_unchanged(
            samples in prop::collection::vec(-0.35..0.35_f32, 0..3_000),
        ) {
            prop_assert_eq!(limit(Rate::CD, -1.0, &samples), samples);
        }

        #[test]
        fn after_a_flush_it_is_as_new(seed in any::<u32>(), first in 0_usize..3_000, second in 1_usize..3_000) {
            let mut seed = seed;
            let mut noise = |length| (0..length).map(|_| single(2.0 * random(&mut seed))).collect::<Vec<f32>>();
            let (first, second) = (noise(first), noise(second));
            let (mut limiter, mut output) = (Limiter::new(Rate::CD, -1.0), Vec::new());
            limiter.push(&first, &mut output);
            limiter.flush(&mut output);
            prop_assert_eq!(output.len(), first.len());
            limiter.push(&second, &mut output);
            limiter.flush(&mut output);
            prop_assert_eq!(&output[first.len()..], limit(Rate::CD, -1.0, &second));
        }

        #[test]
        fn the_result_does_not_depend_on_the_cuts(
            seed in any::<u32>(),
            cuts in prop::collection::vec(0_usize..700, 0..12),
            level in 0.3..3.0_f64,
        ) {
            let mut seed = seed;
            let length = cuts.iter().sum::<usize>() + 100;
            let samples: Vec<f32> = (0..length)
                .map(|n| single(level * random(&mut seed) * libm::sin(n as f64 * 0.001)))
                .collect();
            let mut limiter = Limiter::new(Rate::CD, -1.0);
            let (mut output, mut rest) = (Vec::new(), samples.as_slice());
            for cut in cuts {
                let (now, later) = rest.split_at(cut);
                limiter.push(now, &mut output);
                rest = later;
            }
            limiter.push(rest, &mut output);
            limiter.finish(&mut output);
            prop_assert_eq!(output.len(), samples.len());
            prop_assert_eq!(output, limit(Rate::CD, -1.0, &samples));
        }
    }
}
