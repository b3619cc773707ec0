//! `WebVTT` (W3C Candidate Recommendation), as podcast apps read it: words and the voices that say them. Apps show the
//! times of words, which the format allows, as text; whoever wants them finds them in the manifest.

use std::fmt::Write;

use super::layout::{captions, flat};
use super::speakers::Speakers;
use super::{Clock, time};
use crate::publish::episode_folder::manifest::Manifest;

/// The transcript. Times are rounded to the millisecond, which is as fine as the format goes (section 4.3). A voice has
/// its name where it begins, as the podcast namespace asks ("transcripts.md"): apps go on with it until there is another.
pub(super) fn write(manifest: &Manifest, speakers: &Speakers<'_>, width: usize) -> String {
    let mut text = String::from("WEBVTT\n");
    let mut clock = Clock::new(manifest.sample_rate);
    let mut last = String::new();
    for cue in &manifest.cues {
        for caption in captions(cue, manifest.sample_rate, width, 0) {
            let (start, end) = clock.span(&caption.at);
            let (start, end) = (time(start, '.'), time(end, '.'));
            let lines: Vec<String> = caption.lines.iter().map(|line| escape(&flat(line))).collect();
            let name = speakers.change(cue.role, &mut last).map(|name| one_word(&name));
            let voice = name.map_or_else(String::new, |name| format!("<v {name}>"));
            let lines = lines.join("\n");
            write!(text, "\n{start} --> {end}\n{voice}{lines}\n").expect("a string takes all text");
        }
    }
    text
}

/// A name as Podverse reads it: one word, in ASCII. It shows the tag of any other as text.
fn one_word(name: &str) -> String {
    deunicode::deunicode(name).chars().filter(char::is_ascii_alphanumeric).collect()
}

/// Cue text may not hold `<` or `&`, nor an arrow.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[test]
fn names_are_words() {
    assert_eq!(one_word("News Reader 2"), "NewsReader2");
    assert_eq!(one_word("Élise"), "Elise");
    assert_eq!(one_word("Анна"), "Anna");
}
