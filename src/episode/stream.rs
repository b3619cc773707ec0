//! The episode's sound, streamed: take after take is read, resampled, levelled and limited. Memory holds one take.

use super::mastering::CEILING;
use super::{Episode, Piece};
use crate::audio::limiter::Limiter;
use crate::audio::resample::Resampler;
use crate::audio::{Clip, sample_gain, trim};
use crate::engine::cached::{Cache, Key};
use crate::error::Failure;
use crate::{Error, Result};

/// A silence is streamed in blocks of this many samples.
const BLOCK: u64 = 1 << 14;

/// How long before a sample all that changes it can have sounded: the gain of the limiter has come back after less.
/// It is a multiple of the limiter's blocks.
pub const RUN_UP: u64 = 1 << 17;

/// The samples of an episode, block after block, from its first to its last.
pub struct Samples<'a> {
    pieces: std::slice::Iter<'a, Piece>,
    silence: u64,
    cache: &'a Cache,
    clips: &'a [Clip],
    resampler: Resampler,
    /// Gone once it has given its last samples.
    limiter: Option<Limiter>,
    /// How many samples before the run-up the pieces begin, which nobody hears.
    before: u64,
    /// How many samples of the run-up are to come.
    run_up: u64,
}

impl<'a> Samples<'a> {
    /// The stream of an episode. `clips` are the sounds that its pieces count.
    pub fn new(episode: &'a Episode, cache: &'a Cache, clips: &'a [Clip]) -> Samples<'a> {
        Samples {
            pieces: episode.timeline.iter(),
            silence: 0,
            cache,
            clips,
            resampler: Resampler::new(episode.rate),
            limiter: Some(Limiter::new(episode.rate, CEILING)),
            before: 0,
            run_up: 0,
        }
    }

    /// The stream from a sample of the timeline on: the same samples as the whole stream's from there, bit by bit.
    pub fn starting(episode: &'a Episode, cache: &'a Cache, clips: &'a [Clip], start: u64) -> Samples<'a> {
        let from = start.saturating_sub(RUN_UP).next_multiple_of(BLOCK).min(start / BLOCK * BLOCK);
        let silent = episode.pieces().take_while(|(at, _)| at.end <= from);
        let (skipped, begin) = silent.fold((0, 0), |(count, _), (at, _)| (count + 1, at.end));
        Samples {
            pieces: episode.timeline[skipped..].iter(),
            before: from - begin,
            run_up: start - from,
            ..Samples::new(episode, cache, clips)
        }
    }

    /// Appends the next block to `out`; returns whether there was one. All blocks together are exactly the
    /// samples of the timeline.
    pub fn next(&mut self, out: &mut Vec<f32>) -> Result<bool> {
        let known = out.len();
        let more = self.render(out)?;
        let heard_before = take(&mut self.run_up, out.len() - known);
        out.drain(known..known + heard_before);
        Ok(more)
    }

    fn render(&mut self, out: &mut Vec<f32>) -> Result<bool> {
        let mut block = if 0 < self.silence {
            let samples = self.silence.min(BLOCK);
            self.silence -= samples;
            vec![0.0; usize::try_from(samples).expect("a block is small")]
        } else {
            match self.pieces.next() {
                Some(Piece::Silence { samples }) => {
                    self.silence = *samples;
                    Vec::new()
                }
                Some(Piece::Take { key, speech, gain, .. }) => self.take(key, speech.clone(), *gain)?,
                Some(Piece::Sound { clip, gain, .. }) => scaled(self.clips[*clip].samples.clone(), *gain),
                None => {
                    let Some(limiter) = self.limiter.take() else { return Ok(false) };
                    limiter.finish(out);
                    return Ok(true);
                }
            }
        };
        block.drain(..take(&mut self.before, block.len()));
        if let Some(limiter) = &mut self.limiter {
            limiter.push(&block, out);
        }
        Ok(true)
    }

    fn take(&mut self, key: &Key, speech: std::ops::Range<usize>, gain: f64) -> Result<Vec<f32>> {
        let vanished = || Error::Speak {
            voice: "the cache".into(),
            line: key.as_str().into(),
            source: Failure::Garbage("a line was deleted or changed while the episode was written".into()),
        };
        let kept = self.cache.line(key).filter(|(facts, _)| facts.speech == speech);
        let (_, mut clip) = kept.ok_or_else(vanished)?;
        clip.samples.truncate(speech.end);
        clip.samples.drain(..speech.start);
        trim::fade(&mut clip.samples, clip.rate);
        Ok(scaled(self.resampler.convert(clip).samples, gain))
    }
}

/// Takes up to so many from what is left.
fn take(left: &mut u64, most: usize) -> usize {
    let taken = usize::try_from(*left).unwrap_or(usize::MAX).min(most);
    *left -= taken as u64;
    taken
}

fn scaled(mut samples: Vec<f32>, decibels: f64) -> Vec<f32> {
    let factor = sample_gain(decibels);
    for sample in &mut samples {
        *sample *= factor;
    }
    samples
}
