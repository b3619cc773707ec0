//! The episode: everything that is heard on one timeline, in samples at one rate.

mod assemble;
pub mod mastering;
mod sounds;
mod stream;
mod words;

use std::ops::Range;

use serde::Serialize;

use crate::article::Meta;
use crate::audio::Rate;
use crate::engine::cached::Key;
use crate::script::Role;
use crate::speech::Seam;

pub use crate::engine::timing::Timing;
pub use assemble::assemble;
pub use sounds::{SoundFiles, Sounds};
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
    /// What sounds, piece after piece.
    pub timeline: Vec<Piece>,
}

/// A chapter on the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// Its title.
    pub title: String,
    /// The anchor of its heading in the source.
    pub anchor: Option<String>,
    /// Its samples.
    pub at: Range<u64>,
}

/// A line on the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cue {
    /// Its samples.
    pub at: Range<u64>,
    /// Who says it.
    pub role: Role,
    /// The author's words.
    pub text: String,
    /// What lies between it and the cue before.
    pub seam: Seam,
    /// Every word of the text and when it is said: in order, without overlap, inside the cue.
    pub words: Vec<Word>,
    /// Where the times of the words are from.
    pub timing: Timing,
    /// Why it may not be what was to be said, where there is reason to think so.
    pub doubt: Option<String>,
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
    /// Nothing sounds.
    Silence {
        /// How many samples long.
        samples: u64,
    },
    /// A take.
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
    /// A sound of the house, at the rate of the timeline.
    Sound {
        /// Which: an index into the clips that [`Samples`] is given.
        clip: usize,
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

    /// The title to announce and to file under.
    pub fn title(&self) -> &str {
        self.meta.title.as_deref().unwrap_or("Untitled")
    }
}
