//! `SubRip`: at most two lines, and the name of a voice where it begins to speak.
//!
//! The format has no escapes, and players take tags of HTML and of ASS in it for markup: an invisible word joiner
//! (U+2060) behind a bracket makes it a bracket. An arrow would be a line of times.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::layout::{captions, flat};
use super::speakers::Speakers;
use super::{Clock, time};
use crate::publish::episode_folder::manifest::Manifest;

pub(super) fn write(manifest: &Manifest, speakers: &Speakers<'_>, width: usize) -> String {
    let mut text = String::new();
    let mut clock = Clock::new(manifest.sample_rate);
    let (mut number, mut last) = (0, String::new());
    for cue in &manifest.cues {
        let mut speaker = last.clone();
        let mut name = speakers.change(cue.role, &mut speaker).map_or_else(String::new, |name| name + ": ");
        for caption in captions(cue, manifest.sample_rate, width, name.width()) {
            // Of a cue that shows nothing, nobody is told.
            last.clone_from(&speaker);
            let (start, end) = clock.span(&caption.at);
            let (start, end) = (time(start, ','), time(end, ','));
            let lines: Vec<String> = caption.lines.iter().map(|line| escape(&flat(line))).collect();
            number += 1;
            let space = if number == 1 { "" } else { "\n" };
            writeln!(text, "{space}{number}\n{start} --> {end}\n{name}{}", lines.join("\n"))
                .expect("a string takes all text");
            name.clear();
        }
    }
    text
}

fn escape(text: &str) -> String {
    text.replace("-->", "→").replace('<', "<\u{2060}").replace('{', "{\u{2060}")
}
