//! What tells a picture’s text from a sentence.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::phrases::words;

/// A list of words.
type Words = LazyLock<HashSet<&'static str>>;

fn set(list: &'static str) -> HashSet<&'static str> {
    list.split(' ').collect()
}

/// Whether a word stands in a list of words.
pub(super) fn among(list: &str, word: &str) -> bool {
    list.split(' ').any(|listed| listed == word)
}

/// Words that name a picture.
static PICTURES: Words = Words::new(|| {
    set("image images picture photo photograph illustration photos graphic rendering depiction \
    portrait painting drawing sketch screenshot logo icon diagram chart graph infographic \
    collage headshot close-up closeup cartoon silhouette thumbnail banner avatar \
    photography screengrab render mockup selfie snapshot gif poster map shot scene view \
    visualization animation")
});

/// Of these, words that mean other things as often.
static DOUBTFUL: Words = Words::new(|| set("shot scene view map picture render poster"));

/// Words that make a doubtful one a picture.
static VISUAL: Words = Words::new(|| {
    set("cinematic aerial wide close-up overhead wide-angle low-angle high-angle panoramic \
    dramatic surreal stylized stylised conceptual abstract split macro photorealistic \
    minimalist moody detailed digital")
});

/// Whether a line names a picture.
pub(super) fn names_picture(text: &str) -> bool {
    words(text).take(60).any(|word| {
        let word = word.to_lowercase();
        PICTURES.contains(word.as_str()) && !DOUBTFUL.contains(word.as_str())
    })
}

/// Whether a text describes a picture: “A stylized, slightly surreal image of ...”.
pub(super) fn describes_picture(text: &str) -> bool {
    static LINKS: Words = Words::new(|| {
        set("of showing shows capturing illustrating depicting featuring displaying representing \
        with in where portraying symbolizing showcasing highlighting for depicts captures from \
        on illustrates by taken at comparing")
    });
    let mut visual = false;
    let start: Vec<String> = words(text).take(12).map(str::to_lowercase).collect();
    let Some(first) = start.first() else { return false };
    let skip = usize::from(among("a an the this", first));
    for (n, word) in start.iter().enumerate().skip(skip) {
        let picture = PICTURES.contains(word.as_str());
        if picture && (visual || !DOUBTFUL.contains(word.as_str())) {
            // `The image of the company has suffered.` is a sentence; a description has no verb like that.
            let link = start.get(n + 1).is_some_and(|next| LINKS.contains(next.as_str()));
            return link && (visual || skip == 0 || !has_verb(first_sentence(text)));
        }
        visual |= VISUAL.contains(word.as_str());
        // Only adjectives may come before the picture.
        if among("of in is to for that with on", word) {
            return false;
        }
    }
    false
}

/// Whether a text holds one of the commonest finite verbs.
pub(super) fn has_verb(text: &str) -> bool {
    static VERBS: Words = Words::new(|| {
        set("is are was were be been has have had will would can could should may might must do \
        does did it's it’s don’t don't isn’t isn't that's that’s you’ll you'll we’re we're i’m \
        i'm makes comes became said says wants")
    });
    words(text).take(80).any(|word| VERBS.contains(word.to_lowercase().as_str()))
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
