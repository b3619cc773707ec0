//! `WebVTT` (W3C Candidate Recommendation): the role is the voice, and where the engine told when words are said, each
//! word has its time.

use std::fmt::Write;

use super::layout::{Caption, captions};
use super::{Clock, speaker, time};
use crate::episode::{Episode, Timing};

/// The transcript. Times are rounded to the millisecond, which is as fine as the format goes (section 4.3).
pub(super) fn write(episode: &Episode) -> String {
    let mut text = String::from("WEBVTT\n");
    let mut clock = Clock::new(episode.rate);
    for cue in &episode.cues {
        let voice = speaker(cue.role);
        for caption in captions(cue, episode.rate, 0) {
            let (start, end) = clock.span(&caption.at);
            let stamp = |sample: u64| {
                let at = episode.rate.milliseconds(sample);
                (cue.timing == Timing::Engine && start < at && at < end).then_some(at)
            };
            let lines = lines(&caption, start, &stamp);
            let (start, end) = (time(start, '.'), time(end, '.'));
            write!(text, "\n{start} --> {end}\n<v {voice}>{lines}\n").expect("a string takes all text");
        }
    }
    text
}

/// The lines of a caption, with the time before each word that has one later than the word before it.
fn lines(caption: &Caption, start: u64, stamp: &impl Fn(u64) -> Option<u64>) -> String {
    let mut text = String::new();
    let mut last = start;
    for (n, line) in caption.lines.iter().enumerate() {
        if 0 < n {
            text.push('\n');
        }
        for (n, piece) in line.iter().enumerate() {
            if 0 < n && piece.is_spaced {
                text.push(' ');
            }
            // The first word comes with the caption.
            let at = stamp(piece.start).filter(|at| last < *at && !text.is_empty());
            if let Some(at) = at {
                write!(text, "<{}>", time(at, '.')).expect("a string takes all text");
                last = at;
            }
            text.push_str(&escape(&piece.text));
        }
    }
    text
}

/// Cue text may not hold `<` or `&`, nor an arrow.
fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
