//! The episode's sound, streamed: take after take is read, resampled, levelled, laid over the bed and limited. Memory
//! holds one take.
//!
//! Every chapter starts from silence and ends in it: nothing of it is heard in the next, so that the samples of a chapter
//! are the same whether those before it were streamed or not.

use std::ops::Range;

use super::bed::Under;
use super::{Episode, Piece};
use crate::audio::limiter::Limiter;
use crate::audio::resample::Resampler;
use crate::audio::{Clip, sample_gain, trim};
use crate::engine::cached::{Cache, Key};
use crate::error::Failure;
use crate::{Error, Result};

/// Silences and music are streamed in blocks of this many samples.
const BLOCK: usize = 1 << 14;

/// The samples of an episode, block after block, from its first to its last.
pub struct Samples<'a> {
    episode: &'a Episode,
    pieces: std::slice::Iter<'a, Piece>,
    /// What of the piece at hand is still to come: silence, or music with its gain in decibels.
    silence: u64,
    sound: (&'a [f32], f64),
    cache: &'a Cache,
    clips: &'a [Clip],
    resampler: Resampler,
    /// The chapter at hand, and the one to stop before.
    chapter: usize,
    end: usize,
    /// How many samples of the timeline were given to the limiter.
    at: u64,
    limiter: Limiter,
    bed: Option<Under<'a>>,
    /// Scratch: what is limited next.
    block: Vec<f32>,
}

impl<'a> Samples<'a> {
    /// The stream of an episode. `clips` are the sounds that its pieces count.
    pub fn new(episode: &'a Episode, cache: &'a Cache, clips: &'a [Clip]) -> Samples<'a> {
        Samples::between(episode, 0..episode.chapters.len(), cache, clips)
    }

    /// The stream from a chapter on.
    pub fn starting(
        episode: &'a Episode,
        chapter: usize,
        cache: &'a Cache,
        clips: &'a [Clip],
    ) -> Samples<'a> {
        Samples::between(episode, chapter..episode.chapters.len(), cache, clips)
    }

    fn between(
        episode: &'a Episode,
        chapters: Range<usize>,
        cache: &'a Cache,
        clips: &'a [Clip],
    ) -> Samples<'a> {
        let at = episode.chapters.get(chapters.start).map_or(0, |mark| mark.at.start);
        let before = episode.timeline.iter().scan(0, |sum, piece| {
            *sum += piece.samples();
            Some(*sum)
        });
        let before = before.take_while(|sum| *sum <= at).count();
        let mut samples = Samples {
            episode,
            pieces: episode.timeline[before..].iter(),
            silence: 0,
            sound: (&[], 0.0),
            cache,
            clips,
            resampler: Resampler::new(episode.rate),
            chapter: chapters.start,
            end: chapters.end,
            at,
            limiter: Limiter::new(episode.rate, episode.limit),
            bed: None,
            block: Vec::new(),
        };
        samples.start();
        samples
    }

    /// Makes ready for the chapter at hand.
    fn start(&mut self) {
        let (episode, chapter) = (self.episode, self.chapter);
        let bed = episode.bed.as_ref().filter(|_| chapter < self.end);
        self.bed = bed.map(|bed| Under::new(bed, episode, chapter, episode.pieces(chapter)));
    }

    /// Appends the next block to `out`; returns whether there was one. All blocks together are exactly the
    /// samples of the timeline.
    pub fn next(&mut self, out: &mut Vec<f32>) -> Result<bool> {
        if self.chapter == self.end {
            return Ok(false);
        }
        self.fill()?;
        if let Some(bed) = &mut self.bed {
            bed.add(self.at, &mut self.block, self.episode.rate)?;
        }
        self.at += self.block.len() as u64;
        self.limiter.push(&self.block, out);
        if self.at == self.episode.chapters[self.chapter].at.end {
            self.limiter.flush(out);
            self.chapter += 1;
            self.start();
        }
        Ok(true)
    }

    /// Fills the block with what sounds next, without the bed.
    fn fill(&mut self) -> Result<()> {
        self.block.clear();
        if self.silence == 0 && self.sound.0.is_empty() {
            match self.pieces.next() {
                Some(Piece::Silence { samples }) => self.silence = *samples,
                Some(Piece::Sound { clip, gain, .. }) => self.sound = (&self.clips[*clip].samples, *gain),
                Some(Piece::Take { key, speech, gain, .. }) => return self.take(key, speech.clone(), *gain),
                None => unreachable!("the chapters are as long as their pieces"),
            }
        }
        let (sound, gain) = self.sound;
        let (now, later) = sound.split_at(sound.len().min(BLOCK));
        self.block.extend_from_slice(now);
        scale(&mut self.block, gain);
        self.sound.0 = later;
        let quiet = self.silence.min(BLOCK as u64);
        self.silence -= quiet;
        let length = self.block.len() + usize::try_from(quiet).expect("a block is small");
        self.block.resize(length, 0.0);
        Ok(())
    }

    fn take(&mut self, key: &Key, speech: std::ops::Range<usize>, gain: f64) -> Result<()> {
        let vanished = || Error::Speak {
            more: 0,
            voice: "the cache".into(),
            line: key.as_str().into(),
            source: Failure::Garbage(
                "a cached line was deleted or changed while the episode was being written".into(),
            ),
        };
        let kept = self.cache.line(key).filter(|(facts, _)| facts.speech == speech);
        let (_, mut clip) = kept.ok_or_else(vanished)?;
        clip.samples.truncate(speech.end);
        clip.samples.drain(..speech.start);
        trim::fade(&mut clip.samples, clip.rate);
        self.block = self.resampler.convert(clip).samples;
        scale(&mut self.block, gain);
        Ok(())
    }
}

fn scale(samples: &mut [f32], decibels: f64) {
    let factor = sample_gain(decibels);
    for sample in samples {
        *sample *= factor;
    }
}
