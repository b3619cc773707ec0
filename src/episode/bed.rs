//! The bed: music under the speech, softer still while somebody speaks.
//!
//! The timeline knows when that is, so that the music has stepped back before a word begins. Every chapter starts the
//! music anew: a chapter's sound depends on nothing but itself, whatever becomes of those before it.

use std::ops::Range;
use std::path::PathBuf;
use std::time::Duration;

use super::sounds::BedFile;
use super::{Episode, Piece, mastering};
use crate::audio::endless::{Endless, survey};
use crate::audio::{Rate, gain, trim};
use crate::{Error, Result, files};

/// By how many decibels the bed is softer while somebody speaks.
const DUCK: f64 = 6.0;
/// How long before a word the bed has stepped back, and how long that takes.
const AHEAD: Duration = Duration::from_millis(50);
const FALL: Duration = Duration::from_millis(400);
/// How long after the last word it stays back, and how long it takes to return.
const HOLD: Duration = Duration::from_millis(200);
const RISE: Duration = Duration::from_millis(800);
/// How long it swells at the start of a chapter, and fades at its end.
const FADE_IN: Duration = Duration::from_secs(1);
const FADE_OUT: Duration = Duration::from_millis(1_500);
/// The gain is found once for so many samples, and is a straight line between.
const STEP: u64 = 64;
/// A bed that lasts less is none.
const SHORTEST: Duration = Duration::from_secs(2);

/// A file of music, and what was found out of it by listening to it once.
#[derive(Debug, Clone, PartialEq)]
pub struct Music {
    /// The path of the sound file.
    pub path: PathBuf,
    /// The BLAKE3 digest of its bytes, in hexadecimal.
    pub digest: String,
    /// How many samples it has at the rate of the episode.
    pub samples: u64,
    /// Its integrated loudness in LUFS.
    pub loudness: f64,
    /// How loud it is to be while nobody speaks, in LU above speech.
    pub level: f64,
}

impl Music {
    /// Listens to a file, block by block.
    pub(super) fn load(file: BedFile<'_>, rate: Rate) -> Result<Music> {
        let path = file.path.to_owned();
        let refused = |why: &str| Error::Decode { path: path.clone(), why: why.into() };
        let found = survey(&path, rate)?;
        if found.samples < rate.samples(SHORTEST) {
            return Err(refused("a bed must be at least two seconds long"));
        }
        let loudness = found.loudness.ok_or_else(|| refused("it is silent"))?;
        let mut hasher = blake3::Hasher::new();
        let bytes = files::open(&path).map_err(Error::reading(&path))?;
        hasher.update_reader(bytes).map_err(Error::reading(&path))?;
        let digest = hasher.finalize().to_hex().to_string();
        Ok(Music { path, digest, samples: found.samples, loudness, level: file.level })
    }
}

/// The bed of an episode.
#[derive(Debug, Clone, PartialEq)]
pub struct Bed {
    /// The music that is repeated.
    pub music: Music,
    /// Its gain in decibels while nobody speaks.
    pub gain: f64,
    /// Where it sounds in each chapter: all of it but for the intro and the outro.
    pub under: Vec<Range<u64>>,
}

impl Bed {
    pub(super) fn new(music: Music, speech: f64, under: Vec<Range<u64>>) -> Bed {
        let gain = mastering::round(speech + music.level - music.loudness, mastering::FINE_STEP);
        Bed { music, gain, under }
    }
}

/// The bed of one chapter, streamed.
pub(super) struct Under<'a> {
    bed: &'a Bed,
    span: Range<u64>,
    envelope: Envelope,
    /// Opened when the first sample is wanted.
    music: Option<Endless>,
    /// Reused buffer for one block of music, in samples of the timeline.
    block: Vec<f32>,
}

impl<'a> Under<'a> {
    /// The bed of a chapter; `heard` are the pieces of the chapter, and where they start.
    pub(super) fn new(
        bed: &'a Bed,
        episode: &Episode,
        chapter: usize,
        heard: impl Iterator<Item = (u64, &'a Piece)>,
    ) -> Under<'a> {
        let span = bed.under[chapter].clone();
        let sounds = heard.filter(|(_, piece)| !matches!(piece, Piece::Silence { .. }));
        let within = sounds.map(|(at, piece)| at..at + piece.samples());
        let within = within.filter(|at| span.start <= at.start && at.end <= span.end);
        let voices: Vec<Range<u64>> = within.map(|at| at.start - span.start..at.end - span.start).collect();
        let envelope = Envelope::new(episode.rate, span.end - span.start, voices, gain(bed.gain));
        Under { bed, span, envelope, music: None, block: Vec::new() }
    }

    /// Adds the bed to a block that starts at a sample of the timeline.
    pub(super) fn add(&mut self, at: u64, block: &mut [f32], rate: Rate) -> Result<()> {
        let end = at + block.len() as u64;
        let (from, to) = (at.max(self.span.start), end.min(self.span.end));
        if to <= from {
            return Ok(());
        }
        let place = |sample: u64| usize::try_from(sample - at).expect("it is within the block");
        let block = &mut block[place(from)..place(to)];
        let music = match &mut self.music {
            Some(music) => music,
            none => none.insert(Endless::open(&self.bed.music.path, rate, self.bed.music.samples)?),
        };
        self.block.resize(block.len(), 0.0);
        music.fill(&mut self.block)?;
        self.envelope.apply(from - self.span.start, &mut self.block);
        for (sample, music) in block.iter_mut().zip(&self.block) {
            *sample += music;
        }
        Ok(())
    }
}

/// The gain of the bed over the time of a chapter.
#[derive(Debug)]
struct Envelope {
    /// How long the bed is.
    length: u64,
    /// Where it is fully ducked, in order; between two of them there is time to rise and fall.
    ducked: Vec<Range<u64>>,
    /// Its gain while nobody speaks, as a factor.
    loud: f64,
    fall: f64,
    rise: f64,
    fade_in: f64,
    fade_out: f64,
}

impl Envelope {
    fn new(rate: Rate, length: u64, voices: Vec<Range<u64>>, loud: f64) -> Envelope {
        let samples = |duration| rate.samples(duration);
        let mut ducked: Vec<Range<u64>> = Vec::new();
        for voice in voices {
            let at = voice.start.saturating_sub(samples(AHEAD))..voice.end + samples(HOLD);
            match ducked.last_mut() {
                // A pause too short to rise and fall in: the bed stays back.
                Some(last) if at.start < last.end + samples(RISE) + samples(FALL) => last.end = at.end,
                _ => ducked.push(at),
            }
        }
        let long = |duration| samples(duration) as f64;
        Envelope {
            length,
            ducked,
            loud,
            fall: long(FALL),
            rise: long(RISE),
            fade_in: long(FADE_IN),
            fade_out: long(FADE_OUT),
        }
    }

    /// Multiplies a block that starts `at` samples after the bed.
    fn apply(&self, at: u64, block: &mut [f32]) {
        let mut at = at;
        let mut rest = block;
        while !rest.is_empty() {
            let knot = at / STEP * STEP;
            let (first, last) = (self.level(knot), self.level(knot + STEP));
            let most = rest.len().min(usize::try_from(knot + STEP - at).expect("a step is short"));
            let (now, later) = rest.split_at_mut(most);
            for (n, sample) in (at - knot..).zip(now) {
                *sample *= single(first + (last - first) * (n as f64 / STEP as f64));
            }
            at += most as u64;
            rest = later;
        }
    }

    /// The gain at a sample, as a factor.
    fn level(&self, at: u64) -> f64 {
        let left = self.length.saturating_sub(at) as f64;
        let ends = trim::swell(at as f64 / self.fade_in) * trim::swell(left / self.fade_out);
        self.loud * ends * gain(-DUCK * self.back(at))
    }

    /// How far the bed is back at a sample, from 0 to 1.
    fn back(&self, at: u64) -> f64 {
        let next = self.ducked.partition_point(|ducked| ducked.end <= at);
        let before = next.checked_sub(1).map(|last| (at - self.ducked[last].end) as f64);
        let rising = before.map_or(0.0, |since| 1.0 - trim::swell(since / self.rise));
        let falling = self
            .ducked
            .get(next)
            .map_or(0.0, |ducked| 1.0 - trim::swell(ducked.start.saturating_sub(at) as f64 / self.fall));
        rising.max(falling)
    }
}

/// The nearest single-precision number.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
fn single(x: f64) -> f32 {
    x as f32
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: u64 = 44_100;

    fn envelope(voices: &[(f64, f64)]) -> Envelope {
        let at = |seconds: f64| Rate::CD.samples(Duration::from_secs_f64(seconds));
        let voices = voices.iter().map(|(start, end)| at(*start)..at(*end)).collect();
        Envelope::new(Rate::CD, 20 * SECOND, voices, 1.0)
    }

    #[test]
    fn the_bed_is_back_while_somebody_speaks_and_returns_after() {
        let envelope = envelope(&[(5.0, 7.0), (7.8, 9.0), (12.0, 13.0)]);
        let level = |seconds: f64| envelope.level(Rate::CD.samples(Duration::from_secs_f64(seconds)));
        let ducked = gain(-DUCK);
        for (seconds, want) in [
            (0.0, 0.0),
            (4.0, 1.0),
            (4.95, ducked),
            (6.0, ducked),
            // A sentence's pause is too short to return in.
            (7.4, ducked),
            (9.2, ducked),
            (10.5, 1.0),
            (12.0, ducked),
            (15.0, 1.0),
            (20.0, 0.0),
        ] {
            assert!((level(seconds) - want).abs() < 1e-3, "{} at {seconds}", level(seconds));
        }
        assert!((ducked..1.0).contains(&level(4.75)) && (ducked..1.0).contains(&level(9.6)));
    }

    #[test]
    fn the_gain_is_smooth_and_does_not_depend_on_the_blocks() {
        let envelope = envelope(&[(0.2, 0.9), (3.0, 4.0), (6.1, 19.9)]);
        let whole = || vec![1.0_f32; 20 * 44_100];
        let (mut once, mut cut) = (whole(), whole());
        envelope.apply(0, &mut once);
        let mut at = 0;
        for block in cut.chunks_mut(1_001) {
            envelope.apply(at, block);
            at += block.len() as u64;
        }
        assert_eq!(once, cut);
        assert!(once.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-3));
        assert!(once[0] < 1e-6 && once[once.len() - 1] < 1e-5);
    }
}
