//! A sound that says: what follows is not the author's voice.

use std::f64::consts::PI;
use std::time::Duration;

use super::{Clip, Rate};

/// The two notes, in hertz: E5 and, a fourth higher, A5. Rising, so that it announces; in tune with nothing harsh.
const NOTES: [f64; 2] = [659.255, 880.0];
/// When the second note starts, in seconds.
const SECOND: f64 = 0.09;
/// How long the whole lasts.
const LENGTH: Duration = Duration::from_millis(320);
/// How long a note swells, in seconds: soft, but still a stroke.
const ATTACK: f64 = 0.008;
/// The time constant with which a note dies away, in seconds.
const DECAY: f64 = 0.07;
/// How long the end is faded to nothing, in seconds.
const RELEASE: f64 = 0.04;
/// The peak of a note: it makes the chime about −30 LUFS, far below speech.
const LEVEL: f64 = 0.115;

/// The chime that marks a described aside: two soft notes in 320 ms at about −30 LUFS.
pub(crate) fn earcon(rate: Rate) -> Clip {
    let hertz = f64::from(rate.hertz());
    let samples = (0..rate.samples(LENGTH))
        .map(|n| n as f64 / hertz)
        .map(|time| single(LEVEL * ending(time) * (note(NOTES[0], time) + note(NOTES[1], time - SECOND))))
        .collect();
    Clip { rate, samples }
}

/// A struck note, `time` seconds after the stroke: mostly its fundamental, and a little of what makes it a bell.
fn note(pitch: f64, time: f64) -> f64 {
    if time <= 0.0 {
        return 0.0;
    }
    let phase = 2.0 * PI * pitch * time;
    let attack = slope(time / ATTACK);
    let decay = libm::exp(-time / DECAY);
    // The overtone dies away twice as fast.
    attack * decay * (libm::sin(phase) + 0.15 * decay * libm::sin(2.0 * phase))
}

/// 1, and a slope to 0 at the end.
fn ending(time: f64) -> f64 {
    slope((LENGTH.as_secs_f64() - time) / RELEASE)
}

/// Half a cosine from 0 to 1 for `x` from 0 to 1, and 1 from there on.
fn slope(x: f64) -> f64 {
    0.5 - 0.5 * libm::cos(PI * x.clamp(0.0, 1.0))
}

/// The nearest single-precision number.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
fn single(x: f64) -> f32 {
    x as f32
}

#[test]
fn it_is_short_soft_and_does_not_click() {
    use super::loudness::{Loudness, integrated};

    for rate in [8_000, 22_050, 44_100].map(|hertz| Rate::new(hertz).unwrap()) {
        let clip = earcon(rate);
        assert_eq!(clip.len(), rate.samples(LENGTH));
        let lufs = integrated(&[(&Loudness::measure(clip.rate, &clip.samples), 0.0)]).unwrap();
        assert!((-32.0..=-28.0).contains(&lufs), "{lufs}");
        assert!(clip.peak() < 0.2);
        let (first, last) = (clip.samples[0].abs(), clip.samples[clip.samples.len() - 1].abs());
        assert!(first < 1e-6 && last < 1e-4, "{first} {last}");
        assert_eq!(clip, earcon(rate));
    }
}
