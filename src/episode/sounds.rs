//! The sounds that no voice makes: intro, outro, the chime around asides, and the bed.

use std::path::Path;
use std::time::Duration;

use super::bed::Music;
use crate::Result;
use crate::audio::loudness::Loudness;
use crate::audio::resample::Resampler;
use crate::audio::{Clip, Rate, decode, earcon, trim};
use crate::bounds::Bounds;

/// The sounds that no voice makes, at the rate of the episode and as loud as their files have them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sounds {
    /// The loaded sounds; [`Piece::Sound`](super::Piece::Sound) refers to them by index.
    pub clips: Vec<Clip>,
    /// What is known of each.
    pub(super) facts: Vec<Facts>,
    /// Which of them opens the episode.
    pub intro: Option<usize>,
    /// The index of the outro in `clips`.
    pub outro: Option<usize>,
    /// Which is the chime.
    pub earcon: Option<usize>,
    /// The music under the speech.
    pub bed: Option<Music>,
}

/// What is known of a clip.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Facts {
    pub(super) loudness: Loudness,
    /// The BLAKE3 digest of its samples, in hexadecimal.
    pub(super) digest: String,
    /// How many LU it is softer than speech.
    pub(super) below: f64,
}

/// The files that a user gives for intro, outro and bed.
#[derive(Debug, Clone, Copy, Default)]
pub struct SoundFiles<'a> {
    /// Played at the start of the episode, at most 5 minutes.
    pub intro: Option<&'a Path>,
    /// Played at the end of the episode, at most 5 minutes.
    pub outro: Option<&'a Path>,
    /// Sounds around asides, in place of the built-in chime.
    pub earcon: Option<&'a Path>,
    /// Sounds under the speech.
    pub bed: Option<BedFile<'a>>,
}

/// Music for under the speech.
#[derive(Debug, Clone, Copy)]
pub struct BedFile<'a> {
    /// The path of the sound file.
    pub path: &'a Path,
    /// How loud it is while nobody speaks, in LU above speech: a negative number.
    pub level: f64,
}

impl BedFile<'_> {
    /// What [`BedFile::level`] is unless another is asked for. Under speech the bed is 6 dB softer still.
    pub const LEVEL: f64 = -18.0;
    /// What the level may be.
    pub const LEVELS: Bounds<f64> = Bounds::new(-40.0, -6.0, "LU");
}

/// Music before and after may last this long.
const LONGEST_JINGLE: Duration = Duration::from_mins(5);
/// A chime may last this long.
const LONGEST_CHIME: Duration = Duration::from_secs(5);
/// How many LU a chime is softer than speech: it marks, it does not call.
const CHIME_BELOW: f64 = 10.0;
/// Music that is cut in the middle of a note takes so long to fade.
const END: Duration = Duration::from_millis(60);

impl Sounds {
    /// Decodes the user's files, and makes the chime where none is given.
    pub fn load(files: SoundFiles<'_>, rate: Rate) -> Result<Sounds> {
        let mut sounds = Sounds::default();
        sounds.intro = sounds.file(files.intro, LONGEST_JINGLE, 0.0, rate)?;
        sounds.outro = sounds.file(files.outro, LONGEST_JINGLE, 0.0, rate)?;
        sounds.earcon = match files.earcon {
            None => Some(sounds.keep(earcon::earcon(rate), CHIME_BELOW)),
            file => sounds.file(file, LONGEST_CHIME, CHIME_BELOW, rate)?,
        };
        sounds.bed = files.bed.map(|bed| Music::load(bed, rate)).transpose()?;
        Ok(sounds)
    }

    fn file(
        &mut self,
        path: Option<&Path>,
        longest: Duration,
        below: f64,
        rate: Rate,
    ) -> Result<Option<usize>> {
        let Some(path) = path else { return Ok(None) };
        let mut clip = Resampler::new(rate).convert(decode::all(path, longest)?);
        trim::taper(&mut clip.samples, rate, END);
        Ok(Some(self.keep(clip, below)))
    }

    fn keep(&mut self, clip: Clip, below: f64) -> usize {
        let loudness = Loudness::measure(clip.rate, &clip.samples);
        let mut hasher = blake3::Hasher::new();
        clip.samples.iter().for_each(|sample| {
            hasher.update(&sample.to_le_bytes());
        });
        let digest = hasher.finalize().to_hex().to_string();
        self.facts.push(Facts { loudness, digest, below });
        self.clips.push(clip);
        self.clips.len() - 1
    }
}
