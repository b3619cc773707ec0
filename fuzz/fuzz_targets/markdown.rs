//! Markdown: what was read survives being written and read.
#![no_main]

use articast::article::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    articast_fuzz::read(bytes, Format::Markdown);
});
