//! The literal is the wall between a text and an evaluator.

use proptest::prelude::*;

use super::*;

/// What Scheme's reader makes of a literal, and what is left after it.
fn read(literal: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let mut rest = literal.strip_prefix(b"\"")?;
    let mut bytes = Vec::new();
    loop {
        match rest {
            [b'"', after @ ..] => return Some((bytes, after)),
            [b'\\', byte, after @ ..] => {
                // These it would take for control characters.
                assert!(matches!(byte, b'"' | b'\\'));
                bytes.push(*byte);
                rest = after;
            }
            [byte, after @ ..] => {
                bytes.push(*byte);
                rest = after;
            }
            [] => return None,
        }
    }
}

#[test]
fn every_byte_stays_within_the_literal() {
    for byte in 0..=255_u8 {
        for text in [vec![byte], vec![b'\\', byte], vec![byte, b'"'], vec![byte; 3]] {
            let literal = literal(&text);
            let (bytes, after) = read(&literal).unwrap();
            assert!(after.is_empty() && !literal.contains(&b'\n'));
            let expected: Vec<u8> =
                text.iter().map(|&b| if b < 0x20 || b == 0x7f { b' ' } else { b }).collect();
            assert_eq!(bytes, expected);
        }
    }
}

#[test]
fn only_symbols_are_names() {
    assert!(is_symbol("cmu_us_slt_arctic_hts"));
    for odd in ["", "a b", "a)", "a;", "a'", "ä", "(system)"] {
        assert!(!is_symbol(odd));
    }
}

proptest! {
    #[test]
    fn no_text_leaves_the_literal(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let literal = literal(&bytes);
        let (read, after) = read(&literal).unwrap();
        prop_assert!(after.is_empty());
        prop_assert_eq!(read.len(), bytes.len());
    }
}
