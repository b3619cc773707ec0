//! Mends the holes that the synthesizer leaves in its vowels.
//!
//! At the start of each spectral frame it plays 64 samples from a table that it has not filled yet (`hswitch` in
//! its `wavegen_segment`), so that a voice drops out about 25 times a second. Its oscillator runs on meanwhile:
//! what was to be there continues the period before and leads up to the period after.

use std::ops::Range;

/// How long a hole can be, in samples: one or two frames' starts. The rests between words begin at 188.
const HOLE: Range<usize> = 40..181;

/// The largest magnitude in a hole.
const HUSH: u16 = 16;

/// The least magnitude on both sides of a hole. Around real closures it is quiet, too.
const LOUD: u16 = 330;

/// The samples on each side in which it has to be loud, and that two periods of are compared.
const CONTEXT: usize = 256;

/// How long a period can be, in samples at 22,050 Hz: 345 to 74 Hz.
const PERIOD: Range<usize> = 64..300;

/// How alike a sound and itself a period earlier have to be, in shape and loudness; 1 is the same.
const LIKENESS: f64 = 0.3;

/// Fills the holes in place.
pub(super) fn mend(samples: &mut [i16]) {
    for hole in holes(samples) {
        // From left to right: what is to the left of a hole is whole by then.
        if let Some(period) = period(samples, hole.start) {
            fill(samples, hole, period);
        }
    }
}

/// The stretches that are quiet between sounds, and too short to be meant so.
pub(super) fn holes(samples: &[i16]) -> Vec<Range<usize>> {
    let is_loud = |stretch: &[i16]| stretch.iter().any(|sample| LOUD < sample.unsigned_abs());
    let mut holes = Vec::new();
    let mut start = 0;
    for quiet in samples.chunk_by(|a, b| (a.unsigned_abs() <= HUSH) == (b.unsigned_abs() <= HUSH)) {
        let hole = start..start + quiet.len();
        start = hole.end;
        let before = &samples[hole.start.saturating_sub(CONTEXT)..hole.start];
        let after = &samples[hole.end..samples.len().min(hole.end + CONTEXT)];
        if quiet[0].unsigned_abs() <= HUSH && HOLE.contains(&hole.len()) && is_loud(before) && is_loud(after)
        {
            holes.push(hole);
        }
    }
    holes
}

/// The period of the sound before `end`: the shift that makes it most like itself. None if nothing does.
fn period(samples: &[i16], end: usize) -> Option<usize> {
    let start = end.checked_sub(CONTEXT).filter(|start| PERIOD.end <= *start)?;
    let sound = &samples[start..end];
    let likeness = |period: usize| {
        let pairs = sound.iter().zip(&samples[start - period..end - period]);
        let (alike, power) = pairs.fold((0, 0), |(alike, power), (now, earlier)| {
            let (now, earlier) = (i64::from(*now), i64::from(*earlier));
            (alike + now * earlier, power + now * now + earlier * earlier)
        });
        2.0 * alike as f64 / (power as f64).max(1.0)
    };
    let (period, likeness) =
        PERIOD.map(|period| (period, likeness(period))).max_by(|(_, a), (_, b)| a.total_cmp(b))?;
    (LIKENESS <= likeness).then_some(period)
}

/// Repeats the period before, and fades into the period after.
fn fill(samples: &mut [i16], hole: Range<usize>, period: usize) {
    let length = hole.len();
    for index in 0..length {
        let before = samples[hole.start - period + index % period];
        let ahead = (period - (length - index) % period) % period;
        let after = samples.get(hole.end + ahead).copied().unwrap_or(0);
        let along = (index as f64 + 0.5) / length as f64;
        let share = 0.5 - 0.5 * libm::cos(std::f64::consts::PI * along);
        #[expect(clippy::cast_possible_truncation, reason = "it lies between two that fit")]
        let mended = (f64::from(before) * (1.0 - share) + f64::from(after) * share).round() as i16;
        samples[hole.start + index] = mended;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A voice-like tone of 110 Hz, from its harmonics.
    fn tone(length: usize) -> Vec<i16> {
        let sample = |index: usize| {
            let phase = index as f64 * 110.0 / 22_050.0 * std::f64::consts::TAU;
            (1..9)
                .map(|harmonic| 2000.0 / f64::from(harmonic) * libm::sin(phase * f64::from(harmonic)))
                .sum::<f64>()
        };
        #[expect(clippy::cast_possible_truncation, reason = "it fits")]
        (0..length).map(|index| sample(index) as i16).collect()
    }

    #[test]
    fn a_hole_in_a_tone_is_closed() {
        let whole = tone(6000);
        let mut torn = whole.clone();
        for start in (900..5000).step_by(531) {
            torn[start..start + 64].fill(0);
        }
        mend(&mut torn);
        let off = torn.iter().zip(&whole).map(|(a, b)| a.abs_diff(*b)).max().unwrap();
        assert!(off < 400, "{off}");
    }

    #[test]
    fn what_is_meant_stays() {
        let mut samples = tone(6000);
        samples[2000..2188].fill(0);
        samples[4000..4020].fill(0);
        samples[5500..].fill(0);
        let before = samples.clone();
        mend(&mut samples);
        assert_eq!(samples, before);
        for few in [Vec::new(), vec![0; 100], vec![9000; 10]] {
            let mut samples = few.clone();
            mend(&mut samples);
            assert_eq!(samples, few);
        }
    }
}
