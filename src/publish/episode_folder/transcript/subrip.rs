//! `SubRip`: at most two lines, and the name of whoever else than the narrator begins to speak.
//!
//! The format has no escapes, and players take tags of HTML and of ASS in it for markup: an invisible word joiner
//! (U+2060) behind a bracket makes it a bracket. An arrow would be a line of times.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::layout::{Piece, captions};
use super::{Clock, speaker, time};
use crate::episode::Episode;
use crate::script::Role;

pub(super) fn write(episode: &Episode) -> String {
    let mut text = String::new();
    let mut clock = Clock::new(episode.rate);
    let (mut number, mut last) = (0, Role::Narrator);
    for cue in &episode.cues {
        let is_new = cue.role != last && cue.role != Role::Narrator;
        let name = if is_new { speaker(cue.role) + ": " } else { String::new() };
        last = cue.role;
        for (n, caption) in captions(cue, episode.rate, name.width()).into_iter().enumerate() {
            let (start, end) = clock.span(&caption.at);
            let (start, end) = (time(start, ','), time(end, ','));
            let lines: Vec<String> = caption.lines.iter().map(|line| flat(line)).collect();
            let name = if n == 0 { name.as_str() } else { "" };
            number += 1;
            let space = if number == 1 { "" } else { "\n" };
            writeln!(text, "{space}{number}\n{start} --> {end}\n{name}{}", lines.join("\n"))
                .expect("a string takes all text");
        }
    }
    text
}

fn flat(line: &[Piece]) -> String {
    let mut text = String::new();
    for (n, piece) in line.iter().enumerate() {
        if 0 < n && piece.is_spaced {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text.replace("-->", "→").replace('<', "<\u{2060}").replace('{', "{\u{2060}")
}
