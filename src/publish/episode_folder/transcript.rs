//! The transcript, in four formats: `WebVTT` and `SubRip` for players, JSON for podcast apps, and plain text for people. The
//! author's words at the times when they are said.

mod json;
mod layout;
mod subrip;
mod text;
mod webvtt;

use super::names;
use crate::audio::Rate;
use crate::episode::{Cue, Episode};
use crate::script::Role;
use crate::speech::Seam;

/// The transcript in every format, each with its file name.
pub fn all(episode: &Episode) -> [(&'static str, String); 4] {
    [
        (names::TRANSCRIPT_VTT, webvtt::write(episode)),
        (names::TRANSCRIPT_SRT, subrip::write(episode)),
        (names::TRANSCRIPT_JSON, json::write(episode)),
        (names::TRANSCRIPT_TXT, text::write(episode)),
    ]
}

/// The name of whoever speaks a role, for people: "Narrator", "List Item".
fn speaker(role: Role) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    role.name().split('_').map(capital).collect::<Vec<_>>().join(" ")
}

/// The cues of an episode, sentence by sentence: clauses and pieces of a sentence in another language are together where
/// one role says them.
fn sentences(cues: &[Cue]) -> impl Iterator<Item = &[Cue]> {
    cues.chunk_by(|one, next| matches!(next.seam, Seam::Clause | Seam::Language) && one.role == next.role)
}

/// Milliseconds that never run back: two captions do not overlap, and each lasts.
#[derive(Debug)]
struct Clock {
    rate: Rate,
    last: u64,
}

impl Clock {
    fn new(rate: Rate) -> Clock {
        Clock { rate, last: 0 }
    }

    /// The start and the end of what is said from a sample to another, to the nearest millisecond.
    fn span(&mut self, at: &std::ops::Range<u64>) -> (u64, u64) {
        let start = self.rate.milliseconds(at.start).max(self.last);
        self.last = self.rate.milliseconds(at.end).max(start + 1);
        (start, self.last)
    }
}

/// `hh:mm:ss` and milliseconds behind a mark of the format's own.
pub(in crate::publish) fn time(milliseconds: u64, mark: char) -> String {
    let (hours, minutes) = (milliseconds / 3_600_000, milliseconds / 60_000 % 60);
    let (seconds, rest) = (milliseconds / 1000 % 60, milliseconds % 1000);
    format!("{hours:02}:{minutes:02}:{seconds:02}{mark}{rest:03}")
}

#[cfg(test)]
mod tests;
