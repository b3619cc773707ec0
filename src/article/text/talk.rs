//! Talk written down: who speaks before each turn, and the time at which it was said.

use std::collections::BTreeMap;

use super::mask::{Mask, lines};
use crate::article::Why;

/// The fewest turns that make a talk, and the fewest time stamps that nobody wants to hear.
const TURNS: usize = 3;
const STAMPS: usize = 2;

/// Blanks out the times at the starts of lines.
pub(super) fn unstamp(mask: &mut Mask<'_>) {
    let text = mask.now();
    let found: Vec<(usize, usize)> = lines(&text)
        .into_iter()
        .filter_map(|(at, line)| {
            let inner = line.trim_start();
            let start = at + line.len() - inner.len();
            stamp(inner).map(|len| (start, start + len))
        })
        .collect();
    if found.len() < STAMPS {
        return;
    }
    for (start, end) in found {
        mask.skip(start..end, Why::Markup);
    }
}

/// The length of a time at the start of a line: `[00:14:05]`, `(14:05)`, `00:14:05.200 -->  …`, `00:14:05`.
fn stamp(line: &str) -> Option<usize> {
    let open = line.chars().next().filter(|c| matches!(c, '[' | '('));
    let start = usize::from(open.is_some());
    let len = time(&line[start..])?;
    let mut end = start + len;
    if let Some(rest) =
        line[end..].trim_start().strip_prefix("-->").or(line[end..].trim_start().strip_prefix('–'))
    {
        let to = rest.trim_start();
        end = line.len() - to.len() + time(to)?;
    }
    let parts = line[start..start + len].matches(':').count();
    match open {
        Some(open) => line[end..].starts_with(if open == '[' { ']' } else { ')' }).then_some(end + 1),
        // A time of day may start a sentence; one with seconds does not, nor one that has the line for itself.
        None => (parts == 2 || line[end..].trim().is_empty()).then_some(end),
    }
}

/// The length of a time at the start of a text, if nothing is attached to it.
fn time(text: &str) -> Option<usize> {
    let len = text.bytes().take_while(|b| b.is_ascii_digit() || b":.,".contains(b)).count();
    let time = text[..len].trim_end_matches([':', '.', ',']);
    let parts: Vec<&str> = time.split(':').collect();
    let digits = |part: &&str| (1..3).contains(&part.split(['.', ',']).next().unwrap_or_default().len());
    let fits = (2..4).contains(&parts.len())
        && parts.iter().all(digits)
        && parts[1..].iter().all(|part| 2 <= part.len());
    let apart = !text[time.len()..].starts_with(char::is_alphanumeric);
    (fits && apart).then_some(time.len())
}

/// Who speaks in a talk: the names before the colons of turns.
///
/// Many texts have labels before colons; in a talk, most paragraphs are turns.
pub(super) fn speakers<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Vec<&'a str> {
    let count = texts.clone().count();
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    for name in texts.filter_map(speaker) {
        *turns.entry(name).or_insert(0) += 1;
    }
    turns.retain(|_, count| 1 < *count);
    let all: usize = turns.values().sum();
    let is_talk = TURNS <= all && 1 < turns.len() && count <= 2 * all;
    if is_talk { turns.into_keys().collect() } else { Vec::new() }
}

/// The name of who speaks at the start of a text: `HOST: …`, `Dr. Marsh: …`, `Q: …`.
pub(super) fn speaker(text: &str) -> Option<&str> {
    const NAMES: usize = 4;
    let (name, said) = text.split_once(':').filter(|(name, _)| name.len() <= 40)?;
    let words = name.split_whitespace();
    let fits = words.clone().count() <= NAMES
        && words.clone().all(|word| {
            word.starts_with(|c: char| c.is_uppercase() || c == '(') && !word.contains(['.', ','])
                || word.len() < 4
        });
    (fits && name.starts_with(char::is_uppercase) && said.starts_with([' ', '\u{a0}', '\t'])).then_some(name)
}

/// Whether a text is a remark on what is heard: `[laughter]`, `(applause)`.
pub(super) fn is_remark(text: &str) -> bool {
    let inner = text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
        .or_else(|| text.strip_prefix('(').and_then(|text| text.strip_suffix(')')));
    // A caption in brackets starts with a capital.
    inner.is_some_and(|inner| {
        inner.starts_with(char::is_lowercase) && inner.len() < 60 && !inner.contains(['[', ']', '(', ')'])
    })
}

/// Whether a text says that a picture stands there: `[Illustration: The tower]`.
pub(super) fn is_illustration(text: &str) -> bool {
    illustration(text).is_some()
}

/// What a picture is said to show, where only its text is left; empty if that is not said.
pub(super) fn illustration(text: &str) -> Option<&str> {
    const NAMES: [&str; 10] = [
        "illustration",
        "image",
        "picture",
        "photo",
        "figure",
        "map",
        "frontispiece",
        "plate",
        "drawing",
        "music",
    ];
    let inner = text.strip_prefix('[')?.strip_suffix(']')?;
    let (name, shown) = inner.split_once(':').unwrap_or((inner, ""));
    let is_name = NAMES.iter().any(|known| name.trim().eq_ignore_ascii_case(known));
    (is_name && !shown.contains(['[', ']'])).then_some(shown.trim())
}

#[test]
fn times_and_speakers_are_told() {
    assert_eq!(stamp("[00:14:05] HOST: The hen?"), Some(10));
    assert_eq!(stamp("(14:05) Yes."), Some(7));
    assert_eq!(stamp("00:14:05 Yes."), Some(8));
    assert_eq!(stamp("00:01.000 --> 00:03.500"), Some(23));
    assert_eq!(stamp("14:05"), Some(5));
    for none in ["14:05 is when it leaves.", "3:1 was the score.", "[1] A note.", "2024:05 x", "10:30am"] {
        assert_eq!(stamp(none), None, "{none}");
    }
    let talk = ["HOST: Welcome.", "KEEPER: Thanks.", "HOST: And?", "KEEPER: Well.", "Note: this is none."];
    assert_eq!(speakers(talk.into_iter()), ["HOST", "KEEPER"]);
    assert!(speakers(["Note: a.", "Note: b."].into_iter()).is_empty());
    assert!(is_remark("[laughter]") && is_remark("(applause)") && !is_remark("[Illustration: A tower]"));
    assert_eq!(illustration("[Illustration: A tower]"), Some("A tower"));
    assert_eq!(illustration("[Illustration]"), Some(""));
}
