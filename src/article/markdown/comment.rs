//! What is skipped, as comments: `<!-- skipped: REASON: TEXT -->`.

use crate::article::{Skipped, Why};

/// What a comment says was skipped; any other comment is markup that is skipped itself.
pub(super) fn read(comment: &str) -> (String, Why) {
    let comment = comment.trim();
    let entry = comment.strip_prefix("skipped: ").and_then(|entry| entry.split_once(": "));
    match entry.map(|(why, text)| (why.parse(), text)) {
        Some((Ok(why), text)) => (unescape(text), why),
        _ => (comment.to_owned(), Why::Markup),
    }
}

/// The comment that stands for what was skipped.
pub(super) fn write(skipped: &Skipped) -> String {
    format!("<!-- skipped: {}: {} -->", skipped.why, escape(&skipped.text))
}

/// No two hyphens in a row, for they could end the comment.
fn escape(text: &str) -> String {
    text.replace('\\', r"\\").replace("--", r"-\-").replace("--", r"-\-")
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        plain.push(if c == '\\' { chars.next().unwrap_or(c) } else { c });
    }
    plain
}

#[test]
fn comments_are_read_back() {
    for text in ["plain", "a--b --> c", "---- >", r"\ \- \\--", "two\nlines", "ends in -", "a: b: c"] {
        for why in <Why as strum::VariantArray>::VARIANTS {
            let why = *why;
            let skipped = Skipped { text: text.into(), why, origin: crate::article::Origin::default() };
            let comment = write(&skipped);
            let inner = comment.strip_prefix("<!--").unwrap().strip_suffix("-->").unwrap();
            assert!(!inner.contains("--"), "{comment}");
            assert_eq!(read(inner), (text.to_owned(), why));
        }
    }
    assert_eq!(read(" skipped: on a whim: text "), ("skipped: on a whim: text".into(), Why::Markup));
    assert_eq!(read(" todo "), ("todo".into(), Why::Markup));
}
