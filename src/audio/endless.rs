//! A sound file that never ends: it starts anew before it is over, and the end fades into the beginning.

use std::f64::consts::FRAC_PI_2;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::Rate;
use super::decode::Decoder;
use super::loudness::Meter;
use super::resample::{Stream, samples_after};
use crate::Result;

/// How long the end fades into the beginning; a quarter of the file, if that is shorter.
const CROSSFADE: Duration = Duration::from_secs(2);

/// What was found out of a sound file by listening to all of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Survey {
    /// Its integrated loudness in LUFS, mixed to mono; None if it is silent.
    pub loudness: Option<f64>,
    /// How many samples it has at the rate that was asked for.
    pub samples: u64,
}

/// Listens to a sound file once, block by block.
pub(crate) fn survey(path: &Path, rate: Rate) -> Result<Survey> {
    let mut decoder = Decoder::open(path)?;
    let own = decoder.rate();
    let (mut meter, mut samples, mut block) = (Meter::new(own), 0, Vec::new());
    while decoder.read(&mut block)? {
        samples += block.len() as u64;
        if let Some(meter) = &mut meter {
            meter.push(&block);
        }
    }
    let loudness = meter.as_ref().and_then(Meter::integrated);
    Ok(Survey { loudness, samples: samples_after(samples, own, rate) })
}

/// A sound file at a rate, again and again. Memory holds some blocks of it.
pub(crate) struct Endless {
    path: PathBuf,
    rate: Rate,
    /// How long one turn is, and how much of its end is heard together with the beginning of the next.
    length: u64,
    cross: u64,
    now: Turn,
    next: Option<Turn>,
}

impl Endless {
    /// Starts a file of so many samples, as [`survey`] counted them; it should not be empty.
    pub(crate) fn open(path: &Path, rate: Rate, samples: u64) -> Result<Endless> {
        let length = samples.max(1);
        let cross = rate.samples(CROSSFADE).min(length / 4);
        let now = Turn::open(path, rate)?;
        Ok(Endless { path: path.to_owned(), rate, length, cross, now, next: None })
    }

    /// Fills a block with the next samples.
    pub(crate) fn fill(&mut self, block: &mut [f32]) -> Result<()> {
        let mut rest = block;
        while !rest.is_empty() {
            let start = self.length - self.cross;
            if self.now.at < start {
                let most = rest.len().min(usize::try_from(start - self.now.at).unwrap_or(usize::MAX));
                let (now, later) = rest.split_at_mut(most);
                self.now.read(now)?;
                rest = later;
                continue;
            }
            if self.now.at == self.length {
                let next = self.next.take();
                self.now = next.map_or_else(|| Turn::open(&self.path, self.rate), Ok)?;
                continue;
            }
            let most = rest.len().min(usize::try_from(self.length - self.now.at).unwrap_or(usize::MAX));
            let (now, later) = rest.split_at_mut(most);
            self.cross(now, start)?;
            rest = later;
        }
        Ok(())
    }

    /// Fills a block with the end and the beginning, so that their powers add up to that of either.
    fn cross(&mut self, block: &mut [f32], start: u64) -> Result<()> {
        let mut next = match self.next.take() {
            Some(next) => next,
            None => Turn::open(&self.path, self.rate)?,
        };
        let mut beginning = vec![0.0; block.len()];
        let from = self.now.at - start;
        self.now.read(block)?;
        next.read(&mut beginning)?;
        self.next = Some(next);
        for (n, (sample, new)) in (from..).zip(block.iter_mut().zip(beginning)) {
            let angle = FRAC_PI_2 * (n as f64 + 0.5) / self.cross as f64;
            *sample = *sample * single(libm::cos(angle)) + new * single(libm::sin(angle));
        }
        Ok(())
    }
}

/// The file, once from its beginning.
struct Turn {
    decoder: Decoder,
    /// Gone once it has given its last samples.
    stream: Option<Stream>,
    /// How many samples were read.
    at: u64,
    /// Samples that are decoded, from `used` on.
    ready: Vec<f32>,
    used: usize,
    /// Scratch: what the decoder gives.
    raw: Vec<f32>,
}

impl Turn {
    fn open(path: &Path, rate: Rate) -> Result<Turn> {
        let decoder = Decoder::open(path)?;
        let stream = Some(Stream::new(decoder.rate(), rate));
        Ok(Turn { decoder, stream, at: 0, ready: Vec::new(), used: 0, raw: Vec::new() })
    }

    /// Reads so many samples; silence where the file has no more.
    fn read(&mut self, mut block: &mut [f32]) -> Result<()> {
        self.at += block.len() as u64;
        while !block.is_empty() {
            if self.used == self.ready.len() && !self.decode()? {
                block.fill(0.0);
                break;
            }
            let ready = &self.ready[self.used..];
            let most = ready.len().min(block.len());
            let (now, later) = block.split_at_mut(most);
            now.copy_from_slice(&ready[..most]);
            self.used += most;
            block = later;
        }
        Ok(())
    }

    /// Decodes until there are samples; false at the end of the file.
    fn decode(&mut self) -> Result<bool> {
        self.ready.clear();
        self.used = 0;
        while self.ready.is_empty() {
            let Some(stream) = &mut self.stream else { return Ok(false) };
            if self.decoder.read(&mut self.raw)? {
                stream.push(&self.raw, &mut self.ready);
            } else if let Some(stream) = self.stream.take() {
                stream.finish(&mut self.ready);
            }
        }
        Ok(true)
    }
}

/// The nearest single-precision number.
#[expect(clippy::cast_possible_truncation, reason = "rounding to single precision is the purpose")]
fn single(x: f64) -> f32 {
    x as f32
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::{Clip, wav};
    use super::*;

    /// A file of a constant, and its path.
    fn constant(dir: &Path, hertz: u32, samples: usize) -> PathBuf {
        let clip = Clip { rate: Rate::new(hertz).unwrap(), samples: vec![0.25; samples] };
        let mut file = Cursor::new(Vec::new());
        wav::write(&clip, &mut file).unwrap();
        let path = dir.join(format!("{hertz}-{samples}.wav"));
        crate::files::write(&path, file.get_ref()).unwrap();
        path
    }

    #[test]
    fn it_goes_on_and_the_seam_neither_clicks_nor_drops() {
        let dir = tempfile::tempdir().unwrap();
        let path = constant(dir.path(), 44_100, 44_100);
        let survey = survey(&path, Rate::CD).unwrap();
        assert_eq!(survey.samples, 44_100);
        let mut endless = Endless::open(&path, Rate::CD, survey.samples).unwrap();
        let mut got = vec![0.0; 200_000];
        endless.fill(&mut got).unwrap();
        // A constant is in phase with itself: the seam is up to 3 dB louder, and nowhere softer.
        assert!(got.iter().all(|sample| (0.249..0.354).contains(sample)));
        assert!(got.windows(2).all(|pair| (pair[0] - pair[1]).abs() < 1e-4));
        assert!((0.353..0.354).contains(&got[44_100 - 11_025 / 2]));
    }

    #[test]
    fn blocks_change_nothing_and_other_rates_are_converted() {
        let dir = tempfile::tempdir().unwrap();
        let path = constant(dir.path(), 32_000, 10_000);
        let length = survey(&path, Rate::CD).unwrap().samples;
        assert_eq!(length, 13_782);
        let read = |size: usize| {
            let mut endless = Endless::open(&path, Rate::CD, length).unwrap();
            let mut got = vec![0.0; 40_000];
            got.chunks_mut(size).for_each(|block| endless.fill(block).unwrap());
            got
        };
        let whole = read(40_000);
        assert_eq!(read(1_023), whole);
        assert_eq!(read(7), whole);
        assert!((whole[5_000] - 0.25).abs() < 1e-3);
    }

    #[test]
    fn a_file_that_turns_out_shorter_ends_in_silence() {
        let dir = tempfile::tempdir().unwrap();
        let path = constant(dir.path(), 44_100, 1_000);
        let mut endless = Endless::open(&path, Rate::CD, 8_000).unwrap();
        let mut got = vec![1.0; 5_000];
        endless.fill(&mut got).unwrap();
        assert_eq!(got[1_000..], [0.0; 4_000]);
    }
}
