//! Plain text: no word is lost.
#![no_main]

use articast::article::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(article) = articast_fuzz::read(bytes, Format::Text) else { return };
    // Other charsets, and what steers a terminal, are no words as they stand.
    if let Ok(text) = std::str::from_utf8(bytes)
        && !text.contains(|c: char| c.is_control() && c != '\n' && c != '\t')
    {
        articast_fuzz::assert_told(&article, [text]);
    }
});
