//! Sound in memory: mono samples at a rate, and what is done to them.

pub mod wav;
pub mod decode;
pub mod length;
pub mod opus;
pub(crate) mod endless;
pub mod resample;
pub mod loudness;
pub mod limiter;
mod window;
pub mod trim;
pub(crate) mod earcon;

use std::num::NonZeroU32;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Samples per second; never zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rate(NonZeroU32);

impl Rate {
    /// 44,100 Hz, the rate of an episode unless another is asked for.
    pub const CD: Rate = Rate(NonZeroU32::new(44_100).expect("it is not zero"));

    /// A rate of `hertz` samples per second, unless that is zero.
    pub const fn new(hertz: u32) -> Option<Rate> {
        match NonZeroU32::new(hertz) {
            Some(hertz) => Some(Rate(hertz)),
            None => None,
        }
    }

    /// The rate that a file claims, if it is one that sound comes in: from 4,000 to 768,000 Hz. What a damaged
    /// header claims must not decide how much memory a conversion takes.
    pub(crate) fn of_sound(hertz: u32) -> Option<Rate> {
        Rate::new(hertz).filter(|_| (4_000..=768_000).contains(&hertz))
    }

    /// The sample rate in hertz.
    pub fn hertz(self) -> u32 {
        self.0.get()
    }

    /// How many samples last as long as `duration`, to the nearest.
    pub fn samples(self, duration: Duration) -> u64 {
        let scaled = duration.as_nanos() * u128::from(self.hertz());
        u64::try_from((scaled + 500_000_000) / 1_000_000_000).unwrap_or(u64::MAX)
    }

    /// How long so many samples last in milliseconds, to the nearest: for formats that know no finer time.
    pub fn milliseconds(self, samples: u64) -> u64 {
        let hertz = u64::from(self.hertz());
        samples.saturating_mul(1000).saturating_add(hertz / 2) / hertz
    }

    /// How long so many samples last, to the nanosecond below.
    pub fn duration(self, samples: u64) -> Duration {
        let hertz = u64::from(self.hertz());
        Duration::from_secs(samples / hertz) + Duration::from_nanos(samples % hertz * 1_000_000_000 / hertz)
    }
}

/// A piece of sound: mono, full scale ±1.
#[derive(Debug, Clone, PartialEq)]
pub struct Clip {
    /// Samples per second of each channel.
    pub rate: Rate,
    /// The samples, in order.
    pub samples: Vec<f32>,
}

impl Clip {
    /// How many samples it has.
    pub fn len(&self) -> u64 {
        self.samples.len() as u64
    }

    /// Whether it has no samples.
    pub fn is_empty(&self) -> bool {
        self.samples.is_empty()
    }

    /// How long it lasts.
    pub fn duration(&self) -> Duration {
        self.rate.duration(self.len())
    }

    /// The largest magnitude of a sample; 0 when there are none.
    pub fn peak(&self) -> f32 {
        peak(&self.samples)
    }
}

/// The largest magnitude of a sample; 0 when there are none.
pub fn peak(samples: &[f32]) -> f32 {
    // Several side by side: one after the other, each would wait for the one before it.
    let (blocks, rest) = samples.as_chunks::<16>();
    let mut peaks = [0.0_f32; 16];
    for block in blocks {
        for (peak, sample) in peaks.iter_mut().zip(block) {
            *peak = peak.max(sample.abs());
        }
    }
    peaks.iter().chain(rest).fold(0.0, |peak, sample| peak.max(sample.abs()))
}

/// The factor of `decibels` of amplitude: 0 dB is 1, −6.02 dB is one half.
pub fn gain(decibels: f64) -> f64 {
    libm::pow(10.0, decibels / 20.0)
}

/// The factor of [`gain`] in the precision of samples.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
pub(crate) fn sample_gain(decibels: f64) -> f32 {
    gain(decibels) as f32
}

/// The decibels of an amplitude factor; minus infinity for 0.
pub(crate) fn decibels(gain: f64) -> f64 {
    20.0 * libm::log10(gain)
}

#[test]
fn samples_and_durations_agree() {
    assert_eq!(Rate::CD.samples(Duration::from_millis(700)), 30_870);
    assert_eq!(Rate::CD.duration(30_870), Duration::from_millis(700));
    assert_eq!(Rate::new(22_050).unwrap().samples(Duration::from_hours(1)), 79_380_000);
}
