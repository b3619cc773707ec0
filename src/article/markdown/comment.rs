//! What is skipped, as comments: `<!-- skipped: REASON: TEXT -->`. What is in doubt stands in its place, as Markdown that
//! lacks one sign to be read: with a `>` at the end of its first line it is of the article.
//!
//! ```markdown
//! <!-- in doubt: REASON --
//! TEXT
//!
//! <!-- in doubt ends -->
//! ```

use super::spans::{Home, spans};
use crate::article::{Inline, Skipped, Why, text_of};

const DOUBT: &str = "in doubt: ";
const END: &str = "<!-- in doubt ends";

/// What a comment stands for.
#[derive(Debug, PartialEq)]
pub(super) struct Entry {
    /// The words; none if it only stood around some that are told.
    pub(super) text: String,
    pub(super) why: Why,
    pub(super) doubtful: bool,
}

/// What a comment says was skipped; any other comment is markup that is skipped itself.
pub(super) fn read(comment: &str) -> Entry {
    let comment = comment.trim();
    let entry = |text: String, why| Entry { text, why, doubtful: false };
    if let Some((why, text)) =
        comment.strip_prefix(DOUBT).map(|doubt| doubt.split_once("--").unwrap_or((doubt, "")))
        && let Ok(why) = why.trim().parse()
    {
        let text = text.trim();
        let text = text.strip_suffix(END).unwrap_or(text).trim();
        // Comments in comments are not what was written here.
        let text = if text.contains("<!--") { text.to_owned() } else { text_of(&super::read(text).blocks) };
        return Entry { text, why, doubtful: true };
    }
    if END.ends_with(comment) && !comment.is_empty() {
        return entry(String::new(), Why::Markup);
    }
    let skipped = comment.strip_prefix("skipped: ").and_then(|entry| entry.split_once(": "));
    match skipped.map(|(why, text)| (why.parse(), text)) {
        Some((Ok(why), text)) => entry(unescape(text), why),
        _ => entry(comment.to_owned(), Why::Markup),
    }
}

/// The comment that stands for what was skipped.
pub(super) fn write(skipped: &Skipped) -> String {
    if skipped.is_doubtful() {
        let paragraph = |line: &str| spans(&[Inline::Text(line.to_owned())], Home::Lines);
        let text = skipped.text.lines().map(paragraph).collect::<Vec<_>>().join("\n\n");
        return format!("<!-- {DOUBT}{} --\n{}\n\n{END} -->", skipped.why, no_end(&text));
    }
    format!("<!-- skipped: {}: {} -->", skipped.why, escape(&skipped.text))
}

/// No two hyphens in a row, for they could end the comment.
fn escape(text: &str) -> String {
    no_end(&text.replace('\\', r"\\"))
}

fn no_end(text: &str) -> String {
    text.replace("--", r"-\-").replace("--", r"-\-")
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
    let origin = crate::article::Origin::default;
    for text in
        ["plain", "a--b --> c", "---- >", r"\ \- \\--", "two\nlines", "ends in -", "a: b: c", "# 1 < 2"]
    {
        for why in <Why as strum::VariantArray>::VARIANTS {
            let certain = Skipped::certain(text.into(), *why, origin());
            let certainty = crate::article::Certainty::Doubtful { before: 0 };
            for skipped in [Skipped { certainty, ..certain.clone() }, certain] {
                let comment = write(&skipped);
                let inner = comment.strip_prefix("<!--").unwrap().strip_suffix("-->").unwrap();
                assert!(!inner.contains("-->"), "{comment}");
                let (text, doubtful) = (text.to_owned(), skipped.is_doubtful());
                assert_eq!(read(inner), Entry { text, why: *why, doubtful }, "{comment}");
            }
        }
    }
    let read = |text: &str| (read(text).text, read(text).why);
    assert_eq!(read(" skipped: on a whim: text "), ("skipped: on a whim: text".into(), Why::Markup));
    assert_eq!(read(" todo "), ("todo".into(), Why::Markup));
    assert_eq!(read(" in doubt: beside the article ").0 + &read(" in doubt ends ").0, "");
}

#[test]
fn one_sign_takes_back_what_is_in_doubt() {
    let text = "Soil.\n\n<!-- in doubt: beside the article --\nIt rained \\*all\\* day.\n\nThen it froze.\n\n<!-- in doubt ends -->\n\nSeed.\n";
    let doubted = super::read(text);
    assert_eq!(text_of(&doubted.blocks), "Soil.\nSeed.");
    assert_eq!(doubted.skipped[0].text, "It rained *all* day.\nThen it froze.");
    assert_eq!(super::write(doubted), text);
    let taken = super::read(&text.replace("article --", "article -->"));
    assert_eq!(text_of(&taken.blocks), "Soil.\nIt rained *all* day.\nThen it froze.\nSeed.");
    assert_eq!(taken.skipped, []);
}
