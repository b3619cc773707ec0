//! The episode: everything that is heard on one timeline, in samples at one rate.

mod assemble;
mod bed;
mod fingerprint;
pub(crate) mod mastering;
mod sounds;
mod stream;
mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

use crate::article::{Medium, Meta};
use crate::audio::Rate;
use crate::engine::cached::Key;
use crate::script::{self, Content, Link, Role};
use crate::speech::Seam;

pub use crate::engine::timing::Timing;
pub use assemble::assemble;
pub use bed::{Bed, Music};
pub use mastering::Profile;
pub use sounds::{BedFile, SoundFiles, Sounds};
pub use stream::Samples;

/// An episode, planned to the sample. It holds no sound: [`Samples`] streams it.
#[derive(Debug, Clone, PartialEq)]
pub struct Episode {
    /// What the article says of itself.
    pub meta: Meta,
    /// The rate of the timeline.
    pub rate: Rate,
    /// The chapters, which cover the timeline without gap or overlap.
    pub chapters: Vec<Mark>,
    /// What is said when, in order and without overlap.
    pub cues: Vec<Cue>,
    /// What is shown while it is told.
    pub pictures: Vec<Shown>,
    /// Where the article's links lead.
    pub links: Vec<Link>,
    /// What is shown whole beside what is told of it.
    pub exhibits: Vec<Exhibit>,
    /// What sounds, piece after piece. Each piece belongs to one chapter.
    pub timeline: Vec<Piece>,
    /// Whom it is mastered for.
    pub profile: Profile,
    /// The highest true peak in dBTP.
    pub limit: f64,
    /// The music under it.
    pub bed: Option<Bed>,
}

/// What is delivered: at which rate, and mastered for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delivery {
    /// The rate of the timeline.
    pub rate: Rate,
    /// Whom the episode is mastered for.
    pub profile: Profile,
}

impl Default for Delivery {
    fn default() -> Delivery {
        Delivery { rate: Rate::CD, profile: Profile::default() }
    }
}

/// A chapter on the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The title, as chapter lists show it.
    pub title: String,
    /// The anchor of its heading in the source.
    pub anchor: Option<String>,
    /// Its place on the timeline, in samples.
    pub at: Range<u64>,
}

/// A line on the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its place on the timeline, in samples.
    pub at: Range<u64>,
    /// The role that speaks it.
    pub role: Role,
    /// The number of its block, from 0: lines of one paragraph have the same.
    pub block: usize,
    /// Its language as a BCP 47 tag, where that is another than the article's.
    pub language: Option<String>,
    /// The text as the article has it, not as it is spoken.
    pub text: String,
    /// What the author makes of parts of it.
    pub marks: Vec<script::Mark>,
    /// What lies between it and the cue before.
    pub seam: Seam,
    /// Every word of the text and when it is said: in order, without overlap, inside the cue.
    pub words: Vec<Word>,
    /// Where the times of the words are from.
    pub timing: Timing,
    /// Why it may not be what was to be said, where there is reason to think so.
    pub doubt: Option<String>,
}

/// A picture and the lines that tell it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The number of its block: that of the lines that tell it.
    pub block: usize,
    /// Its kind: a picture, a map, a video, ….
    pub medium: Medium,
    /// Its address, as the article has it.
    pub address: String,
    /// The text that stands for it; empty where there is none.
    pub alt: String,
}

/// What is shown whole, and the lines that tell it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exhibit {
    /// The number of its block: that of the lines that tell it.
    pub block: usize,
    /// What is shown.
    #[serde(flatten)]
    pub content: Content,
}

/// A shown word and when it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The bytes of [`Cue::text`]: what stands between white space, with the marks that touch it.
    pub shown: Range<usize>,
    /// The samples of the timeline; none where the word is silent.
    pub at: Range<u64>,
}

/// A stretch of the timeline.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    /// Digital silence.
    Silence {
        /// How many samples long.
        samples: u64,
    },
    /// A spoken line from the cache, trimmed and resampled.
    Take {
        /// Where the cache keeps it.
        key: Key,
        /// Which of its own samples are heard.
        speech: Range<usize>,
        /// How many samples it is on the timeline.
        samples: u64,
        /// Its gain in decibels.
        gain: f64,
    },
    /// A sound that no voice makes, at the rate of the timeline.
    Sound {
        /// Which: an index into the clips that [`Samples`] is given.
        clip: usize,
        /// The BLAKE3 digest of its samples, in hexadecimal.
        digest: String,
        /// How many samples long.
        samples: u64,
        /// Its gain in decibels.
        gain: f64,
    },
}

impl Piece {
    /// How many samples of the timeline it covers.
    pub fn samples(&self) -> u64 {
        match self {
            Piece::Silence { samples } | Piece::Take { samples, .. } | Piece::Sound { samples, .. } => {
                *samples
            }
        }
    }
}

impl Episode {
    /// How many samples it is long.
    pub fn samples(&self) -> u64 {
        self.chapters.last().map_or(0, |last| last.at.end)
    }

    /// The pieces of a chapter, each with its first sample on the timeline.
    pub fn pieces(&self, chapter: usize) -> impl Iterator<Item = (u64, &Piece)> {
        let span = self.chapters[chapter].at.clone();
        let starts = self.timeline.iter().scan(0, |at, piece| {
            let start = *at;
            *at += piece.samples();
            Some((start, piece))
        });
        starts.skip_while(move |(at, _)| *at < span.start).take_while(move |(at, _)| *at < span.end)
    }

    /// The title to announce and to file under.
    pub fn title(&self) -> &str {
        self.meta.title.as_deref().unwrap_or("Untitled")
    }
}
