//! Where speech starts and ends in what an engine gave, and cuts that do not click.

use std::f64::consts::PI;
use std::ops::Range;
use std::time::Duration;

use super::{Clip, Rate, gain};

/// How long a sound must last to count: a click of one sample in the silence is averaged away by it.
const WINDOW: Duration = Duration::from_millis(10);
/// What is kept on either side of the speech, besides the window: room for the fade. No more, so that the pauses that
/// are heard are those that were asked for.
const GUARD: Duration = Duration::from_millis(4);
/// How far below the loud part speech still counts, in decibels. The weakest fricatives ("f", "th") are about 30 below
/// the vowels beside them.
const RELATIVE: f64 = -45.0;
/// What is below this is silence in any case, in decibels of full scale: neural engines breathe at −70.
const FLOOR: f64 = -60.0;
/// The length of [`fade`]'s slopes.
const FADE: Duration = Duration::from_millis(4);

/// The samples of the clip between its leading and its trailing silence, with a little of either; empty when all of it
/// is silence. Silence is what stays 45 dB below the loud part of the clip, or below −60 dBFS, for 10 ms.
pub fn speech(clip: &Clip) -> Range<usize> {
    let window = length(clip.rate, WINDOW);
    // Half-overlapping windows: no sound of a window's length falls between two of them.
    let hop = window.div_ceil(2);
    let powers: Vec<f64> = clip.samples.chunks(hop).map(|block| power(block, hop)).collect();
    let pairs = || powers.windows(2).map(|pair| f64::midpoint(pair[0], pair[1]));
    let single = || powers.iter().copied().take(usize::from(powers.len() == 1));
    let windows = || pairs().chain(single());
    // A tenth of the windows is louder than the loud part: a thump does not decide what speech is.
    let mut sorted: Vec<f64> = windows().collect();
    sorted.sort_by(f64::total_cmp);
    let Some(&loud) = sorted.get((sorted.len() * 9) / 10) else {
        return 0..0;
    };
    let factor = |decibels: f64| gain(decibels) * gain(decibels);
    let threshold = (loud * factor(RELATIVE)).max(factor(FLOOR));
    let heard = |power: f64| threshold < power;
    let Some(first) = windows().position(heard) else {
        return 0..0;
    };
    let last =
        windows().enumerate().filter(|&(_, power)| heard(power)).map(|(n, _)| n).last().unwrap_or(first);
    let guard = length(clip.rate, GUARD);
    (first * hop).saturating_sub(guard)..((last + 2) * hop + guard).min(clip.samples.len())
}

/// The mean square of a block about its mean, so that an engine's constant offset is no sound. A shorter last block
/// counts as if silence filled it up.
fn power(block: &[f32], whole: usize) -> f64 {
    let (mut sum, mut squares) = (0.0, 0.0);
    for &sample in block {
        sum += f64::from(sample);
        squares += f64::from(sample) * f64::from(sample);
    }
    let mean = sum / block.len() as f64;
    (squares - mean * sum).max(0.0) / whole as f64
}

/// Lets the sound swell from nothing and fade to nothing within 4 ms at its ends, by halves of a cosine; within half
/// the length each if it is shorter than both.
pub(crate) fn fade(samples: &mut [f32], rate: Rate) {
    taper(samples, rate, FADE);
}

/// [`fade`] for music, which may stop in the middle of a note: it takes `end` to fade to nothing, or half the length if
/// that is shorter.
pub(crate) fn taper(samples: &mut [f32], rate: Rate, end: Duration) {
    let half = samples.len() / 2;
    let (start, end) = (length(rate, FADE).min(half), length(rate, end).min(half));
    for (n, sample) in samples.iter_mut().take(start).enumerate() {
        *sample *= single(swell((n as f64 + 0.5) / start as f64));
    }
    for (n, sample) in samples.iter_mut().rev().take(end).enumerate() {
        *sample *= single(swell((n as f64 + 0.5) / end as f64));
    }
}

/// Half a cosine from 0 to 1, for `x` from 0 to 1; 0 below and 1 above.
pub(crate) fn swell(x: f64) -> f64 {
    0.5 - 0.5 * libm::cos(PI * x.clamp(0.0, 1.0))
}

/// The nearest single-precision number.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
fn single(x: f64) -> f32 {
    x as f32
}

/// At least one sample.
fn length(rate: Rate, duration: Duration) -> usize {
    usize::try_from(rate.samples(duration)).expect("some milliseconds fit").max(1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Silence, a tone, a weak hiss (decibels below the tone), silence; lengths in milliseconds.
    fn clip(rate: u32, [before, tone, hiss, after]: [u32; 4], hiss_level: f64) -> Clip {
        let samples = |ms: u32| ms * rate / 1_000;
        let mut random = 1_u32;
        let mut noise = || {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(random >> 8) / f64::from(1 << 23) - 1.0
        };
        let mut sound = Vec::new();
        sound.extend((0..samples(before)).map(|_| 2e-4 * noise()));
        sound.extend((0..samples(tone)).map(|n| 0.5 * libm::sin(f64::from(n) * 0.05)));
        sound.extend((0..samples(hiss)).map(|_| 0.6 * gain(hiss_level) * noise()));
        sound.extend((0..samples(after)).map(|_| 2e-4 * noise()));
        #[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
        let samples = sound.into_iter().map(|sample| sample as f32).collect();
        Clip { rate: Rate::new(rate).unwrap(), samples }
    }

    #[test]
    fn silence_has_no_speech() {
        assert!(speech(&clip(22_050, [0; 4], 0.0)).is_empty());
        assert!(speech(&clip(22_050, [300, 0, 0, 0], 0.0)).is_empty());
        assert!(speech(&Clip { rate: Rate::CD, samples: vec![0.3; 9_000] }).is_empty());
    }

    #[test]
    fn a_click_in_the_silence_is_not_speech() {
        let mut clip = clip(22_050, [500, 400, 0, 500], 0.0);
        clip.samples[100] = 0.01;
        assert!(22_050 * 4 / 10 < speech(&clip).start);
    }

    #[test]
    fn a_fade_starts_and_ends_at_nothing_and_leaves_the_middle() {
        let mut samples = vec![1.0; 2_000];
        fade(&mut samples, Rate::CD);
        assert!(samples[0] < 1e-4 && samples[1_999] < 1e-4);
        assert!(samples[..1_000].is_sorted());
        assert_eq!(samples[176..1_824], vec![1.0; 1_648]);
        for length in 0..4 {
            fade(&mut vec![1.0; length], Rate::CD);
            taper(&mut vec![1.0; length], Rate::CD, Duration::from_secs(1));
        }
        let mut samples = vec![1.0; 8_820];
        taper(&mut samples, Rate::CD, Duration::from_millis(50));
        assert!(samples[0] < 1e-4 && samples[8_819] < 1e-4);
        assert_eq!(samples[176..6_615], vec![1.0; 6_439]);
        assert!(samples[6_615..].iter().rev().is_sorted());
    }

    proptest! {
        #[test]
        fn all_of_the_speech_is_kept_and_little_else(
            rate in prop::sample::select(vec![8_000_u32, 16_000, 22_050, 24_000, 44_100]),
            (before, after) in (0_u32..600, 0_u32..600),
            (tone, hiss) in (100_u32..600, 30_u32..120),
            level in -36.0..-20.0_f64,
        ) {
            let clip = clip(rate, [before, tone, hiss, after], level);
            let got = speech(&clip);
            let at = |ms: u32| (ms * rate / 1_000) as usize;
            let slack = at(32);
            let end = clip.samples.len() - at(after);
            prop_assert!(got.start <= at(before) && at(before) <= got.start + slack, "{:?}", got);
            prop_assert!(end <= got.end + 4 && got.end <= end + slack, "{:?} for {}", got, end);
        }

        #[test]
        fn any_samples_have_a_range_inside(samples in prop::collection::vec(-1.0..1.0_f32, 0..2_000)) {
            let length = samples.len();
            let range = speech(&Clip { rate: Rate::CD, samples });
            prop_assert!(range.start <= range.end && range.end <= length);
        }
    }
}
