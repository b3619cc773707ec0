//! The sounds of the house: intro, outro, and the chime around asides.

use std::path::Path;
use std::time::Duration;

use super::mastering::{TARGET, gain_to};
use crate::Result;
use crate::audio::loudness::Loudness;
use crate::audio::resample::Resampler;
use crate::audio::{Clip, Rate, decode, earcon, sample_gain, trim};

/// The sounds of the house, at the rate of the episode and as loud as they shall be.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sounds {
    /// The clips.
    pub clips: Vec<Clip>,
    /// Which of them opens the episode.
    pub intro: Option<usize>,
    /// Which closes it.
    pub outro: Option<usize>,
    /// Which is the chime.
    pub earcon: Option<usize>,
}

/// The files that a user gives for the sounds of the house.
#[derive(Debug, Clone, Copy, Default)]
pub struct SoundFiles<'a> {
    /// Opens the episode.
    pub intro: Option<&'a Path>,
    /// Closes it.
    pub outro: Option<&'a Path>,
    /// Sounds around asides, in place of the built-in chime.
    pub earcon: Option<&'a Path>,
}

/// Music before and after may last this long.
const LONGEST_JINGLE: Duration = Duration::from_mins(5);
/// A chime may last this long.
const LONGEST_CHIME: Duration = Duration::from_secs(5);
/// Decibels between speech and a chime: it marks, it does not call.
const CHIME_BELOW: f64 = 10.0;

impl Sounds {
    /// Decodes the user's files, and makes the chime where none is given.
    pub fn load(files: SoundFiles<'_>, rate: Rate) -> Result<Sounds> {
        let mut sounds = Sounds::default();
        sounds.intro = sounds.file(files.intro, LONGEST_JINGLE, TARGET, rate)?;
        sounds.outro = sounds.file(files.outro, LONGEST_JINGLE, TARGET, rate)?;
        sounds.earcon = match files.earcon {
            None => Some(sounds.keep(earcon::earcon(rate), TARGET - CHIME_BELOW)),
            file => sounds.file(file, LONGEST_CHIME, TARGET - CHIME_BELOW, rate)?,
        };
        Ok(sounds)
    }

    fn file(
        &mut self,
        path: Option<&Path>,
        longest: Duration,
        level: f64,
        rate: Rate,
    ) -> Result<Option<usize>> {
        let Some(path) = path else { return Ok(None) };
        let mut clip = Resampler::new(rate).convert(decode::all(path, longest)?);
        trim::fade(&mut clip.samples, rate);
        Ok(Some(self.keep(clip, level)))
    }

    fn keep(&mut self, mut clip: Clip, level: f64) -> usize {
        let factor = sample_gain(gain_to(level, &Loudness::measure(clip.rate, &clip.samples)));
        for sample in &mut clip.samples {
            *sample *= factor;
        }
        self.clips.push(clip);
        self.clips.len() - 1
    }
}
