//! What tells a picture’s text from a sentence.

use super::lexicon::{self, DOUBTFUL, JOINS, PICTURE, SHOWS, VERB, VISUAL};
use super::phrases::words;

/// Whether words of these kinds name a picture.
pub(super) fn names_picture(kinds: &[u16]) -> bool {
    kinds.iter().any(|kinds| kinds & (PICTURE | DOUBTFUL) == PICTURE)
}

/// Whether a text describes a picture: “A stylized, slightly surreal image of ...”. It comes with its words and their
/// kinds.
pub(super) fn describes_picture(text: &str, words: &[&str], kinds: &[u16]) -> bool {
    let start = &kinds[..kinds.len().min(12)];
    let Some(first) = words.first().filter(|_| start.iter().any(|kinds| kinds & PICTURE != 0)) else {
        return false;
    };
    let mut visual = false;
    let skip = usize::from(["a", "an", "the", "this"].iter().any(|the| first.eq_ignore_ascii_case(the)));
    for (n, kinds) in start.iter().enumerate().skip(skip) {
        if kinds & PICTURE != 0 && (visual || kinds & DOUBTFUL == 0) {
            // `The image of the company has suffered.` is a sentence; a description has no verb like that.
            let link = start.get(n + 1).is_some_and(|next| next & SHOWS != 0);
            return link && (visual || skip == 0 || !has_verb(first_sentence(text)));
        }
        visual |= kinds & VISUAL != 0;
        // Only adjectives may come before the picture.
        if kinds & JOINS != 0 {
            return false;
        }
    }
    false
}

/// Whether a text holds one of the commonest finite verbs.
pub(super) fn has_verb(text: &str) -> bool {
    words(text).take(80).any(|word| lexicon::is(word, VERB))
}

fn first_sentence(text: &str) -> &str {
    text.split_once(". ").map_or(text, |(first, _)| first)
}

/// Whether a picture's text is printed with it: a caption, not a replacement.
pub(super) fn is_caption(text: &str) -> bool {
    let lower: String = text.chars().take(300).flat_map(char::to_lowercase).collect();
    let marks = [
        "credit:",
        "source:",
        "courtesy",
        "getty",
        "photo by",
        "photo:",
        "photograph:",
        "©",
        "(left)",
        "(right)",
    ];
    marks.iter().any(|mark| lower.contains(mark))
        || lower.starts_with("figure ")
        || lower.starts_with("fig. ")
}
