//! Sound files that a user brings, by all decoders.
#![no_main]

use std::io::Write;
use std::time::Duration;

use articast::audio::decode;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut file = tempfile::NamedTempFile::new().expect("there is a folder for temporary files");
    file.write_all(bytes).expect("the disk is not full");
    if let Ok(clip) = decode::all(file.path(), Duration::from_secs(60)) {
        assert!(clip.samples.iter().all(|sample| sample.is_finite()));
    }
});
