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
            return link && (visual || n == 0 || !has_verb(first_sentence(text)));
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

/// Whether a line says no more than whose picture it was: “Photo by Ada Marsh”, “Courtesy of the harbor museum”.
pub(super) fn is_credit(text: &str) -> bool {
    const WORDS: usize = 12;
    let text = text.trim().trim_matches(['(', ')', '[', ']']);
    let lower = text.get(..text.len().min(160)).unwrap_or_default().to_lowercase();
    let after = |starts: &[&str]| starts.iter().find_map(|start| lower.strip_prefix(start)).map(str::len);
    let of_maker = [
        "photo by ",
        "photos by ",
        "image by ",
        "photograph by ",
        "credit: ",
        "photo credit: ",
        "image credit: ",
        "photo courtesy ",
        "image courtesy ",
        "courtesy of ",
        "courtesy: ",
        "image source: ",
        "photo source: ",
    ];
    // Here what is shown may follow: it is a credit if it is all names.
    let of_any = ["photo: ", "photos: ", "image: ", "photograph: ", "courtesy "];
    let names = |rest: &str| words(rest).all(|word| word.starts_with(|c: char| !c.is_lowercase()));
    let few = words(text).take(WORDS + 1).count() <= WORDS && !text.contains(". ");
    let rest = |left: usize| text.get(text.len() - left..).unwrap_or_default();
    few && text.len() < 160
        && (after(&of_maker).is_some_and(|left| 0 < left)
            || after(&of_any).is_some_and(|left| 0 < left && left <= text.len() && names(rest(left))))
}

/// Whether a text is nothing but the name of a picture's file.
pub(super) fn is_file(text: &str) -> bool {
    !text.contains(char::is_whitespace) && !text.contains("://") && names_file(text)
}

/// Whether a text holds the name of a file that pages show, by its end.
pub(super) fn names_file(text: &str) -> bool {
    const ENDS: [&str; 8] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", ".pdf"];
    if 400 < text.len() || !text.contains('.') {
        return false;
    }
    let ends = |word: &str| {
        let word = word.trim_end_matches(|c: char| !c.is_alphanumeric()).to_ascii_lowercase();
        ENDS.iter().any(|end| word.strip_suffix(end).is_some_and(|name| !name.is_empty()))
    };
    text.split_whitespace().any(ends)
}

#[test]
fn credits_and_files_are_no_text() {
    for text in [
        "Photo by Ada Marsh",
        "(Image credit: Harbor Board)",
        "Photo: Ada Marsh/Harbor Board",
        "Courtesy of the harbor museum",
        "Courtesy Old Town Museum",
    ] {
        assert!(is_credit(text), "{text}");
    }
    for text in [
        "Photo: The harbor at dusk",
        "Courtesy is cheap",
        "Photo by photo the harbor came back to life, and with each of them the town remembered a bit more",
        "Credit: ",
        "Photos",
    ] {
        assert!(!is_credit(text), "{text}");
    }
    assert!(
        is_file("harbor-at-dusk_2.JPG")
            && !is_file("a map.png of it")
            && !is_file("https://example.org/a.png")
    );
}
