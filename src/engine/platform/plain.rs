//! Text without anything that is not text.

use crate::clean::{audible, is_mute};
use crate::engine::Failure;

/// The text on one line, without control characters and others that nobody can hear, trimmed. Refuses what has
/// nothing left.
pub fn line(text: &str) -> Result<String, Failure> {
    match audible(text).trim() {
        "" => Err(Failure::Refused("there is nothing to say".into())),
        trimmed => Ok(trimmed.to_owned()),
    }
}

/// Text in one byte per character, for engines from before Unicode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bytes {
    /// The characters, in Latin-1.
    pub bytes: Vec<u8>,
    /// For each of them, the byte of the original text where the character that it stands for begins.
    pub origins: Vec<usize>,
}

/// Which characters an engine can read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Charset {
    /// Letters without accents: English voices skip any others, and with them half of "café".
    Ascii,
    /// All characters of ISO 8859-1.
    Latin1,
}

/// Writes a text in a charset. What it lacks is replaced by what looks or sounds most like it, or by a space.
pub fn bytes(text: &str, charset: Charset) -> Bytes {
    let mut plain = Bytes { bytes: Vec::with_capacity(text.len()), origins: Vec::with_capacity(text.len()) };
    for (at, c) in text.char_indices() {
        let code = u8::try_from(u32::from(c));
        match (code, charset) {
            _ if is_mute(c) => plain.push(b" ", at),
            (Ok(code @ ..0x80), _) | (Ok(code @ 0xc0..), Charset::Latin1) => plain.push(&[code], at),
            _ => plain.push(likeness(c).as_bytes(), at),
        }
    }
    plain
}

/// A text with letters of ASCII and those that are given, in small letters. Others become what looks or sounds most like
/// them, or a space.
pub fn letters(text: &str, own: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() || is_one_of(c, own) {
            plain.push(c);
        } else {
            plain.push_str(likeness(c));
        }
    }
    plain
}

/// Whether [`letters`] has something to say for a character.
pub(crate) fn is_readable(c: char, own: &str) -> bool {
    c.is_ascii() || is_one_of(c, own) || likeness(c).bytes().any(|b| b.is_ascii_alphanumeric())
}

fn is_one_of(c: char, own: &str) -> bool {
    c.to_lowercase().all(|small| own.contains(small)) && c.to_lowercase().count() == 1
}

/// The text with a space in each word of more than so many characters: engines have no room for endless ones.
pub(crate) fn parted(text: &str, longest: usize) -> String {
    let mut parted = String::with_capacity(text.len());
    let mut run = 0;
    for c in text.chars() {
        run = if c.is_whitespace() { 0 } else { run + 1 };
        if longest < run {
            parted.push(' ');
            run = 1;
        }
        parted.push(c);
    }
    parted
}

impl Bytes {
    fn push(&mut self, bytes: &[u8], origin: usize) {
        self.bytes.extend_from_slice(bytes);
        self.origins.extend(std::iter::repeat_n(origin, bytes.len()));
    }
}

/// ASCII that stands for another character: plain punctuation, words for symbols, else what sounds or looks most like
/// it; a space where nothing does.
fn likeness(c: char) -> &'static str {
    match c {
        '‘' | '’' | '‚' | '‛' | 'ʼ' | '′' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‐' | '‑' | '‒' => "-",
        '–' | '—' | '―' => ", ",
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{300}'..='\u{36f}' => "",
        '×' => " times ",
        '÷' => " divided by ",
        '°' => " degrees ",
        '£' => " pounds ",
        '€' => " euros ",
        _ => deunicode::deunicode_char(c)
            .filter(|like| like.bytes().all(|b| (0x20..0x7f).contains(&b)))
            .unwrap_or(" "),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_text_is_left() {
        assert_eq!(line(" a\0b\r\nc\u{202e}\u{feff} ").unwrap(), "a b  c");
        for nothing in ["", " \t\n", "\0\u{1b}\u{85}", "\u{a0}"] {
            assert!(matches!(line(nothing), Err(Failure::Refused(_))), "{nothing:?}");
        }
    }

    #[test]
    fn what_a_charset_lacks_is_replaced_by_its_like() {
        assert_eq!(bytes("“Café”—naïve…", Charset::Ascii).bytes, b"\"Cafe\", naive...");
        assert_eq!(bytes("“Café”", Charset::Latin1).bytes, b"\"Caf\xe9\"");
        assert_eq!(bytes("œx", Charset::Ascii).origins, [0, 0, 2]);
        assert_eq!(bytes("привет", Charset::Ascii).bytes, b"privet");
    }

    proptest! {
        #[test]
        fn bytes_are_printable_and_know_their_origin(text in any::<String>()) {
            for charset in [Charset::Ascii, Charset::Latin1] {
                let plain = bytes(&text, charset);
                prop_assert_eq!(plain.bytes.len(), plain.origins.len());
                prop_assert!(plain.origins.is_sorted());
                prop_assert!(plain.origins.iter().all(|&at| text.is_char_boundary(at)));
                let most = if charset == Charset::Ascii { 0x7e } else { 0xff };
                prop_assert!(plain.bytes.iter().all(|byte| (0x20..=most).contains(byte) && *byte != 0x7f));
            }
        }
    }
}
