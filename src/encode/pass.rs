//! The pass over the timeline: every sample is rendered once, and all encoders hear it, each in a thread of its own.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::{Division, File, Format, Input, Unmade, Written, open};
use crate::audio::loudness::{Levels, Meter};
use crate::episode::Samples;
use crate::{Error, Result};

/// How many blocks may wait for an encoder: enough to hide that one is slow now and then, few enough for the memory.
const WAITING: usize = 4;

/// How loud each file of an encoder is.
type Loud = Vec<(String, Levels)>;

/// Samples of the timeline.
#[derive(Clone)]
struct Block {
    start: u64,
    samples: Arc<Vec<f32>>,
}

/// Writes files into a folder. Stretches of the timeline that no file holds are not rendered. `tell` hears how many
/// samples of how many are rendered, and may stop it; files that are not finished then never appear.
///
/// # Errors
///
/// The failure of the encoders, where none is left; what cannot be read, and files that cannot be written.
pub fn write(
    input: Input<'_>,
    files: &[File],
    dir: &Path,
    tell: &dyn Fn(u64, u64) -> Result<()>,
) -> Result<Written> {
    let Input { episode, cache, clips } = input;
    let stretches = stretches(files);
    let of = stretches.iter().map(|stretch| stretch.end - stretch.start).sum();
    std::thread::scope(|scope| {
        let mut senders = Vec::new();
        let mut lanes = Vec::new();
        for lane in self::lanes(files) {
            let (sender, receiver) = sync_channel(WAITING);
            senders.push(sender);
            let format = lane[0].format;
            lanes.push((format, scope.spawn(move || encode(&lane, dir, &receiver))));
        }
        let mut done = 0;
        let mut render = || {
            for stretch in &stretches {
                // Files begin where chapters do.
                let chapter = episode.chapters.partition_point(|mark| mark.at.end <= stretch.start);
                let samples = Samples::starting(episode, chapter, cache, clips);
                feed(samples, stretch.clone(), &mut senders, &mut |samples| {
                    done += samples;
                    tell(done, of)
                })?;
            }
            Ok(())
        };
        let rendered = render();
        drop(senders);
        let ended = lanes.into_iter().map(|(format, lane)| {
            (format, lane.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        outcome(ended.collect(), rendered)
    })
}

/// What the encoders of a pass came to.
fn outcome(ended: Vec<(Format, Result<Loud>)>, rendered: Result<()>) -> Result<Written> {
    let (mut written, mut failed, mut is_one_done) = (Written::default(), Vec::new(), false);
    for (format, ended) in ended {
        match ended {
            Ok(levels) => {
                is_one_done = true;
                written.levels.extend(levels);
            }
            Err(error) => failed.push(Unmade { format, error }),
        }
    }
    // An encoder that hears the end too early only says that it was stopped: what stopped it is to be told.
    let (stopped, failed): (Vec<_>, Vec<_>) =
        failed.into_iter().partition(|unmade| matches!(unmade.error, Error::Stopped));
    // A disk that is full, for one, fails for all of them.
    let (mut own, general): (Vec<_>, Vec<_>) =
        failed.into_iter().partition(|unmade| matches!(unmade.error, Error::Encode { .. }));
    general.into_iter().next().map_or(Ok(()), |unmade| Err(unmade.error))?;
    rendered?;
    stopped.into_iter().next().map_or(Ok(()), |unmade| Err(unmade.error))?;
    if !is_one_done && let Some(unmade) = own.pop() {
        return Err(unmade.error);
    }
    written.unmade = own;
    Ok(written)
}

/// The stretches of the timeline that files hold, in order, joined where they touch.
fn stretches(files: &[File]) -> Vec<Range<u64>> {
    let mut all: Vec<Range<u64>> = files.iter().map(|file| file.at.clone()).collect();
    all.sort_unstable_by_key(|stretch| (stretch.start, stretch.end));
    let mut joined: Vec<Range<u64>> = Vec::new();
    for stretch in all {
        match joined.last_mut() {
            Some(last) if stretch.start <= last.end => last.end = last.end.max(stretch.end),
            _ => joined.push(stretch),
        }
    }
    joined
}

/// The files, by encoder: those of one format and division follow each other.
fn lanes(files: &[File]) -> Vec<Vec<&File>> {
    let mut lanes: Vec<((Format, Division), Vec<&File>)> = Vec::new();
    for file in files {
        let of = (file.format, file.division);
        match lanes.iter_mut().find(|(lane, _)| *lane == of) {
            Some((_, lane)) => lane.push(file),
            None => lanes.push((of, vec![file])),
        }
    }
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

/// Renders a stretch and gives it to all encoders; ends early where all of them are gone.
fn feed(
    mut samples: Samples<'_>,
    stretch: Range<u64>,
    encoders: &mut Vec<SyncSender<Block>>,
    tell: &mut dyn FnMut(u64) -> Result<()>,
) -> Result<()> {
    let mut start = stretch.start;
    while start < stretch.end {
        let mut block = Vec::new();
        let more = samples.next(&mut block)?;
        assert!(more, "the stream is as long as the timeline");
        block.truncate(usize::try_from(stretch.end - start).unwrap_or(usize::MAX));
        let length = block.len() as u64;
        let block = Block { start, samples: Arc::new(block) };
        // One that failed hears nothing any more, and says why in the end.
        encoders.retain(|encoder| encoder.send(block.clone()).is_ok());
        if encoders.is_empty() {
            return Ok(());
        }
        start += length;
        tell(length)?;
    }
    Ok(())
}

/// Writes the files of one format, one after the other, from the blocks that come. Gives how loud each is.
fn encode(files: &[&File], dir: &Path, blocks: &Receiver<Block>) -> Result<Loud> {
    let mut levels = Vec::new();
    let mut block = Block { start: 0, samples: Arc::default() };
    for file in files {
        let mut encoder = open(file, dir)?;
        let mut meter = Meter::with_peaks(file.rate);
        let mut at = file.at.start;
        while at < file.at.end {
            let held = block.start..block.start + block.samples.len() as u64;
            if held.contains(&at) {
                let end = held.end.min(file.at.end);
                let samples = &block.samples[inside(&held, at)..inside(&held, end)];
                encoder.write(samples)?;
                if let Some(meter) = &mut meter {
                    meter.push(samples);
                }
                at = end;
            } else {
                block = blocks.recv().map_err(|_| Error::Stopped)?;
            }
        }
        encoder.finish()?;
        levels.extend(meter.and_then(|meter| Some((file.name.clone(), meter.levels()?))));
    }
    // Another format may have more to hear; blocks for nobody are let go.
    blocks.iter().for_each(drop);
    Ok(levels)
}

/// Where in a block a sample of the timeline is.
fn inside(held: &Range<u64>, at: u64) -> usize {
    usize::try_from(at - held.start).expect("a block fits into the memory")
}
