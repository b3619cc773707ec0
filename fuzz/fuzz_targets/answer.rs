//! What speech servers answer: WAV, FLAC, Ogg, MP3 and bare samples. The first byte tells the declared type, and whether the end is known.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((head, body)) = bytes.split_first() else { return };
    let kinds = ["audio/wav", "audio/l16;rate=24000", "audio/pcm;rate=8000", "application/json", ""];
    let kind = kinds[usize::from(head >> 1) % kinds.len()];
    if let Ok(clip) = articast::engine::http::fuzzed(kind, head & 1 == 1, body) {
        assert!(clip.samples.iter().all(|sample| sample.is_finite()));
    }
});
