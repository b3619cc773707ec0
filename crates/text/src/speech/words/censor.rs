//! Words whose letters are hidden: "f***", "sh*t", "s—t". They are bleeped, as on the air.

use super::text::{Found, Text};

/// What is said for a hidden word.
const BLEEP: &str = "bleep";

/// Recognises a word with hidden letters where its first letter stands.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    if word.is_empty()
        || text.joined_left(at)
        || 0 < at && text.mark(at - 1).is_some_and(|c| "*_`#@".contains(c))
    {
        return None;
    }
    starred(text, at).or_else(|| dashed(text, at))
}

/// Stars, or the row of signs that comics use, within or behind letters.
fn starred(text: &Text<'_>, at: usize) -> Option<Found> {
    let mut end = at + 1;
    let (mut hidden, mut runs) = (0, 0);
    while text.is(end, '*') || !text.word(end).is_empty() && text.is(end - 1, '*') {
        hidden += usize::from(text.is(end, '*'));
        runs += usize::from(text.is(end, '*') && !text.is(end - 1, '*'));
        end += 1;
    }
    let letters = text.range(at, end).len() - hidden;
    let within = !text.word(end - 1).is_empty();
    // "a*b" is a product, "word*" has a note, "**bold**" and "2**3" belong to others.
    let masked = if within { 2 < letters && letters + hidden < 15 } else { 1 < hidden && letters < 6 };
    let emphasised = runs == 1 && !within && 3 < letters && hidden < 3;
    (0 < hidden && masked && !emphasised && text.digits(end).is_empty())
        .then(|| Found { next: end, said: BLEEP.to_owned() })
}

/// "s—t", "d--n": one or two letters on each side of a dash.
fn dashed(text: &Text<'_>, at: usize) -> Option<Found> {
    let dash =
        if text.is(at + 1, '-') && text.is(at + 2, '-') { 2 } else { usize::from(text.is(at + 1, '—')) };
    let (first, last) = (text.word(at), text.word(at + 1 + dash));
    let letter = |word: &str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_lowercase());
    let known = matches!(
        (first, last),
        ("d", "d" | "n" | "ned") | ("s", "t") | ("f" | "F", "k" | "ck") | ("b", "h") | ("h", "l")
    );
    let real = dash != 0 && letter(&first.to_ascii_lowercase()) && known;
    (real && !text.is_body(at + 2 + dash)).then(|| Found { next: at + 2 + dash, said: BLEEP.to_owned() })
}
