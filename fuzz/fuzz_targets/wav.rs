//! WAV files, as engines send them.
#![no_main]

use articast::audio::wav;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(clip) = wav::read(bytes) else { return };
    assert!(clip.samples.len() <= bytes.len(), "there are more samples than bytes");
    assert!(clip.samples.iter().all(|sample| sample.is_finite()));
});
