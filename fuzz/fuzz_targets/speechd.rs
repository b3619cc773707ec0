//! What speech-dispatcher's modules answer, line by line.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| articast::engine::platform::speechd::fuzzed(bytes));
