//! What the script of an episode's page works with: when each line and word is spoken, in samples, as JSON.

use serde::Serialize;

use super::format::seconds;
use super::stretches::Stretch;
use super::terms::Terms;
use crate::audio::Rate;
use crate::publish::episode_folder::manifest::{Line, Manifest};

/// What the script of a page works with.
#[derive(Serialize)]
struct Data<'a> {
    rate: Rate,
    samples: u64,
    title: &'a str,
    byline: Option<&'a str>,
    cover: Option<&'a str>,
    /// What tells the episode from others of the same place.
    id: String,
    parts: &'a [Stretch<'a>],
    /// First sample, length and title of each chapter.
    chapters: Vec<(u64, u64, &'a str)>,
    /// First sample and length of each cue.
    cues: Vec<(u64, u64)>,
    /// For each cue and each of its words: where in the text it begins and how long it is, in UTF-16 code units as
    /// JavaScript counts, and how many samples after the cue's start it is said. Empty where no times are known.
    words: Vec<Vec<u64>>,
    terms: &'a Terms,
}

/// The data of an episode's page, to stand in a `script` element.
pub(super) fn data(manifest: &Manifest, parts: &[Stretch<'_>], cover: Option<&str>, terms: &Terms) -> String {
    let words: Vec<Vec<u64>> = manifest.cues.iter().map(words).collect();
    let data = Data {
        rate: manifest.sample_rate,
        samples: manifest.samples,
        title: &manifest.title,
        byline: manifest.meta.byline.as_deref(),
        cover,
        id: id(manifest),
        parts,
        chapters: manifest.chapters.iter().map(|it| (it.start, it.samples, it.title.as_str())).collect(),
        cues: manifest.cues.iter().map(|cue| (cue.start, cue.samples)).collect(),
        words: if words.iter().all(Vec::is_empty) { Vec::new() } else { words },
        terms,
    };
    embedded(&data)
}

/// JSON to stand in a `script` element.
pub(super) fn embedded(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).expect("it is plain data");
    // Nothing in it may end the element, or begin a comment in it.
    json.replace('<', r"\u003c")
}

/// When each cue begins, in seconds for the address of a moment (Media Fragments URI 1.0, section 4.2.1).
pub(super) fn starts(manifest: &Manifest) -> Vec<String> {
    manifest.cues.iter().map(|cue| seconds(manifest.sample_rate, cue.start)).collect()
}

fn words(line: &Line) -> Vec<u64> {
    let mut numbers = Vec::with_capacity(3 * line.words.len());
    let (mut byte, mut unit) = (0, 0);
    for &(start, end, at, _) in &line.words {
        let shown = start..end;
        // What a manifest from elsewhere says of a text may be wrong.
        let (Some(between), Some(text)) = (line.text.get(byte..shown.start), line.text.get(shown.clone()))
        else {
            continue;
        };
        unit += units(between);
        numbers.extend([unit, units(text), at.saturating_sub(line.start)]);
        unit += units(text);
        byte = shown.end;
    }
    numbers
}

fn units(text: &str) -> u64 {
    text.encode_utf16().count() as u64
}

/// What tells an episode from others that are served from the same place.
pub(super) fn id(manifest: &Manifest) -> String {
    let id = if manifest.id.is_empty() { &manifest.made_from } else { &manifest.id };
    format!("{id}.{}", manifest.samples)
}

#[test]
fn words_are_counted_as_javascript_counts() {
    let text = "🦉 sieht Öl";
    let word = |shown: std::ops::Range<usize>, start| (shown.start, shown.end, start, start + 1);
    let line = |words| Line {
        start: 100,
        samples: 50,
        role: crate::script::Role::Narrator,
        block: 0,
        language: None,
        opens: false,
        text: text.into(),
        marks: Vec::new(),
        timing: None,
        words,
        doubt: None,
        stand_in: None,
    };
    let of = |words| self::words(&line(words));
    assert_eq!(of(vec![word(0..4, 100), word(5..10, 110), word(11..14, 130)]), [0, 2, 0, 3, 5, 10, 9, 2, 30]);
    // What is no word of the text is left out, and what comes after it stays.
    assert_eq!(of(vec![word(1..4, 100), word(5..10, 110), word(11..99, 120)]), [3, 5, 10]);
}
