//! Word documents, as archives or as their parts.
#![no_main]

use articast::article::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    articast_fuzz::read(&articast_fuzz::archive(bytes), Format::Docx);
});
