//! Lexicons in TOML and in PLS, by the first byte: every entry has a word and a way to say it.
#![no_main]

use articast::speech::Lexicon;
use articast::speech::lexicon::How;
use articast_fuzz::stored;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let name = if bytes.first() == Some(&b'<') { "words.pls" } else { "words.toml" };
    let Ok(entries) = Lexicon::read(&stored(name, bytes)) else { return };
    assert!(entries.iter().all(|entry| !entry.word.trim().is_empty() && entry.how != How::default()));
    let _ = Lexicon::new(entries);
});
