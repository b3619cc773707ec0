//! Hashes that are the same on every machine and in every version: FNV-1a, and SHA-256 of streams.

use std::fmt::Write as _;
use std::io::{self, Read};

use sha2::{Digest, Sha256};

/// The hash of nothing.
pub(crate) const EMPTY: u64 = 0xcbf2_9ce4_8422_2325;

/// Mixes a byte, or any other number, into a hash.
pub(crate) fn mix(hash: u64, number: u64) -> u64 {
    (hash ^ number).wrapping_mul(0x0100_0000_01b3)
}

/// Mixes the bytes of a text into a hash.
pub(crate) fn mix_text(hash: u64, text: &str) -> u64 {
    text.bytes().fold(hash, |hash, byte| mix(hash, u64::from(byte)))
}

/// The SHA-256 of a stream in lower-case hexadecimal.
pub(crate) fn sha256(mut stream: impl Read) -> io::Result<String> {
    let mut hasher = Sha256::new();
    let mut block = vec![0; 1 << 18];
    loop {
        match stream.read(&mut block) {
            Ok(0) => break,
            Ok(read) => hasher.update(&block[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    let mut text = String::with_capacity(64);
    for byte in hasher.finalize() {
        write!(text, "{byte:02x}").expect("a string takes all text");
    }
    Ok(text)
}

/// FIPS 180-4's own example.
#[test]
fn the_digest_is_the_standards() {
    let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(sha256(&b"abc"[..]).unwrap(), abc);
}
