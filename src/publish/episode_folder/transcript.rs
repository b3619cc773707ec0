//! The transcript, in four formats: `WebVTT` and `SubRip` for players, JSON for podcast apps, and plain text for people. The
//! author's words at the times when they are said.

mod json;
mod layout;
mod speakers;
mod subrip;
mod text;
mod webvtt;

use std::path::Path;

use self::speakers::Speakers;
use super::manifest::Manifest;
use super::names;
use crate::audio::Rate;
use crate::bounds::Bounds;
use crate::episode::{Cue, Episode};
use crate::files;
use crate::script::Role;
use crate::speech::Seam;
use crate::writing::capitalized;

/// How many columns a line of a caption has at most, unless a show says otherwise.
pub const WIDTH: usize = 42;
/// How many columns a show may ask for.
pub const WIDTHS: Bounds<usize> = Bounds::new(20, 80, "columns");

/// The file names of the transcript in every format.
pub const NAMES: [&str; 4] =
    [names::TRANSCRIPT_VTT, names::TRANSCRIPT_SRT, names::TRANSCRIPT_JSON, names::TRANSCRIPT_TXT];

/// The transcript in every format, each with its file name, one after the other: that of a long book takes much memory.
/// The manifest is the episode's: it says who spoke.
pub fn all<'a>(
    episode: &'a Episode,
    manifest: &'a Manifest,
) -> impl Iterator<Item = (&'static str, String)> + 'a {
    let speakers = Speakers::of(manifest);
    NAMES.into_iter().map(move |name| {
        let text = match name {
            names::TRANSCRIPT_VTT => webvtt::write(manifest, &speakers, WIDTH),
            names::TRANSCRIPT_SRT => subrip::write(manifest, &speakers, WIDTH),
            names::TRANSCRIPT_JSON => json::write(episode, &speakers),
            _ => text::write(episode),
        };
        (name, text)
    })
}

/// The transcripts that are captions, each with its file name. Their lines have at most `width` columns.
pub fn captions(manifest: &Manifest, width: usize) -> [(&'static str, String); 2] {
    let speakers = Speakers::of(manifest);
    [
        (names::TRANSCRIPT_VTT, webvtt::write(manifest, &speakers, width)),
        (names::TRANSCRIPT_SRT, subrip::write(manifest, &speakers, width)),
    ]
}

/// The captions in `folder` with lines of `width` columns, each with its file name, as far as they have others. What
/// somebody changed by hand stays: it is as wide as nothing that we write.
pub fn rewrapped(manifest: &Manifest, folder: &Path, width: usize) -> Vec<(&'static str, String)> {
    let is_there = |(name, text): &(&str, String)| files::stands(&folder.join(name), text.as_bytes());
    let captions = captions(manifest, width);
    if captions.iter().all(is_there) {
        return Vec::new();
    }
    let all: Vec<_> = (WIDTHS.least..=WIDTHS.most)
        .flat_map(|width| self::captions(manifest, width))
        .filter(is_there)
        .collect();
    let is_ours = |name: &str| all.iter().any(|(ours, _)| *ours == name);
    captions.into_iter().filter(|one| is_ours(one.0) && !is_there(one)).collect()
}

/// The name of a role, for people: "Narrator", "List Item".
fn role(role: Role) -> String {
    role.name().split('_').map(capitalized).collect::<Vec<_>>().join(" ")
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
