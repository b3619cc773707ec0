//! The content security policy of a page: what it may run and load.

use std::fmt;

use sha2::{Digest, Sha256};

/// The policy of a page that holds its own scripts and its own style.
pub(super) struct Policy<'a> {
    /// The texts of its scripts.
    pub(super) scripts: &'a [&'a str],
    /// The text of its style.
    pub(super) style: &'a str,
}

impl fmt::Display for Policy<'_> {
    /// As the header's value has it (Content Security Policy Level 3).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("default-src 'none'; script-src")?;
        for script in self.scripts {
            write!(f, " {}", hash(script))?;
        }
        write!(f, "; style-src {}", hash(self.style))?;
        // A page on a disk has no origin that `'self'` could name in every browser.
        f.write_str(
            "; img-src 'self' file: data:; media-src 'self' file:; base-uri 'none'; form-action 'none'",
        )
    }
}

fn hash(text: &str) -> String {
    format!("'sha256-{}'", base64(&Sha256::digest(text.as_bytes())))
}

/// Base 64 as RFC 4648 has it, section 4.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits, n| bits << 8 | usize::from(*three.get(n).unwrap_or(&0)));
        for n in 0..4 {
            let digit = char::from(DIGITS[bits >> (18 - 6 * n) & 63]);
            text.push(if n <= three.len() { digit } else { '=' });
        }
    }
    text
}

#[test]
fn base64_is_that_of_the_rfc() {
    for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")] {
        assert_eq!(base64(bytes.as_bytes()), text);
    }
}
