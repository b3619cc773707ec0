//! Checks against a network's own faults: it may repeat, drop or babble, and does not know.
//!
//! What it said betrays itself by its length for so many phonemes, by its energy and by its spectrum. The bounds are
//! wide: they are meant for sound that nobody could take for the text, not for a poor reading. A take in doubt is
//! made again with another seed, then in two halves; if none of these is beyond doubt, the first is kept and told of
//! ([`Spoken::doubt`](super::super::Spoken::doubt)).

use std::ops::Range;

use realfft::RealFftPlanner;

use super::phonemes::{End, Token};
use crate::engine::{Failure, WordAt};

/// A part of an utterance, said in one run.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Part {
    /// The samples of the run, at the rate of the voice.
    pub samples: Vec<f32>,
    /// When which words are said.
    pub words: Vec<WordAt>,
    /// Why it may not be what was to be said.
    pub doubt: Option<String>,
}

impl Part {
    /// Adds what was said next.
    pub fn append(&mut self, next: Part) {
        let shift = self.samples.len() as u64;
        let moved = |word: WordAt| WordAt { at: word.at.start + shift..word.at.end + shift, ..word };
        self.words.extend(next.words.into_iter().map(moved));
        self.samples.extend(next.samples);
        self.doubt = self.doubt.take().or(next.doubt);
    }
}

/// Says some tokens; the number tells which take of them it is.
pub type Take<'a> = &'a dyn Fn(&[Token], u64) -> Result<Part, Failure>;

/// Takes a run until it is beyond doubt, or all means are spent.
pub(crate) fn careful(tokens: &[Token], take: Take<'_>) -> Result<Part, Failure> {
    let first = take(tokens, 0)?;
    if first.doubt.is_none() {
        return Ok(first);
    }
    let second = take(tokens, 1)?;
    if second.doubt.is_none() {
        return Ok(second);
    }
    if let Some(middle) = middle(tokens) {
        let mut halves = take(&tokens[..middle], 2)?;
        halves.append(take(&tokens[middle..], 3)?);
        if halves.doubt.is_none() {
            return Ok(halves);
        }
    }
    Ok(first)
}

/// Where to cut a run in two: near its middle, and rather between clauses than between words.
pub fn middle(tokens: &[Token]) -> Option<usize> {
    const CLAUSE: f64 = 0.3;
    let weight = |tokens: &[Token]| tokens.iter().map(|token| token.symbols.len()).sum::<usize>() as f64;
    let whole = weight(tokens).max(1.0);
    let mut before = 0.0;
    let mut best: Option<(f64, usize)> = None;
    for (n, token) in tokens.iter().enumerate().take(tokens.len().saturating_sub(1)) {
        before += token.symbols.len() as f64;
        let bonus = if token.end == End::Word { 0.0 } else { CLAUSE };
        let cost = (before / whole - 0.5).abs() - bonus;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, n + 1));
        }
    }
    best.map(|(_, at)| at)
}

/// Whether most of some words are said once.
pub fn is_varied<T: Ord>(words: impl IntoIterator<Item = T>) -> bool {
    let mut words: Vec<T> = words.into_iter().collect();
    let all = words.len();
    words.sort();
    words.dedup();
    all < 2 * words.len()
}

/// What was heard, and what should have been.
#[derive(Debug, Clone)]
pub struct Heard<'a> {
    /// The samples that the network produced.
    pub samples: &'a [f32],
    /// The sample rate in hertz.
    pub hertz: u32,
    /// How many phonemes were to be said.
    pub sounds: usize,
    /// How slowly, as a factor.
    pub slowness: f32,
    /// Whether its words differ: what says itself again in the text may do so in the sound.
    pub is_varied: bool,
    /// Which samples each phoneme has, where the network tells.
    pub spans: &'a [Range<usize>],
}

/// Seconds for each phoneme: people need about 0.08, in haste 0.05. Outside these it is no speech of the text.
const FASTEST: f64 = 0.022;
const SLOWEST: f64 = 0.3;
/// Seconds that any text may take besides.
const PAUSES: f64 = 1.5;
/// The longest that one phoneme may be held, and the longest gap within, in seconds.
const HELD: f64 = 1.2;
const GAP: f64 = 1.5;
/// Quieter than this part of its loudest moment is silence.
const QUIET: f64 = 0.01;
/// The share of phonemes that may be silent: stops are, for a good part.
const MOST_SILENT: f64 = 0.4;
/// The median flatness of the spectrum, between a tone's 0 and white noise's 0.56, above which nothing is voiced.
const NOISE: f64 = 0.4;
/// Seconds for each phoneme above which sound that goes in circles is no coincidence.
const LINGERING: f64 = 0.13;
/// How alike rounds are, as a correlation of their spectra.
const ALIKE: f64 = 0.95;

/// Why what was heard may not be what was to be said.
pub fn doubt(heard: &Heard<'_>) -> Option<String> {
    if heard.samples.iter().any(|sample| !sample.is_finite()) {
        return Some("there are samples that are not numbers".into());
    }
    let slowness = f64::from(heard.slowness);
    let slower = slowness.max(1.0);
    let seconds = heard.samples.len() as f64 / f64::from(heard.hertz);
    let sounds = heard.sounds as f64;
    let of = format!("{seconds:.1} s for {} sounds", heard.sounds);
    if PAUSES * slower + SLOWEST * slowness * sounds < seconds {
        return Some(format!("too long: {of}"));
    }
    if seconds < FASTEST * slowness * sounds {
        return Some(format!("too short: {of}"));
    }
    let held = heard.spans.iter().map(|span| span.len() as f64 / f64::from(heard.hertz)).fold(0.0, f64::max);
    if HELD * slower < held {
        return Some(format!("a sound is held for {held:.1} s"));
    }
    let frames = Frames::of(heard);
    frames.silences(heard, slower).or_else(|| {
        let is_lingering = heard.is_varied && LINGERING * slowness * sounds < seconds;
        frames.spectra(heard.hertz, is_lingering)
    })
}

/// The sound in frames of 20 ms, with the energy of each.
struct Frames<'a> {
    slices: Vec<&'a [f32]>,
    step: usize,
    energies: Vec<f64>,
    quiet: f64,
}

impl Frames<'_> {
    fn of<'a>(heard: &Heard<'a>) -> Frames<'a> {
        let step = (heard.hertz as usize / 50).max(1);
        let slices: Vec<&[f32]> = heard.samples.chunks_exact(step).collect();
        let energy = |frame: &&[f32]| {
            let squares: f64 = frame.iter().map(|sample| f64::from(*sample).powi(2)).sum();
            (squares / step as f64).sqrt()
        };
        let energies: Vec<f64> = slices.iter().map(energy).collect();
        let quiet = QUIET * energies.iter().copied().fold(0.0, f64::max);
        Frames { slices, step, energies, quiet }
    }

    fn is_quiet(&self, frame: usize) -> bool {
        self.energies.get(frame).is_none_or(|energy| *energy <= self.quiet)
    }

    /// Words that were dropped leave silence.
    fn silences(&self, heard: &Heard<'_>, slower: f64) -> Option<String> {
        let mut gap = 0;
        let mut longest = 0;
        let mut loud = (0..self.slices.len()).filter(|n| !self.is_quiet(*n));
        let (first, last) = (loud.clone().next(), loud.next_back());
        for frame in first.unwrap_or(0)..last.unwrap_or(0) {
            gap = if self.is_quiet(frame) { gap + 1 } else { 0 };
            longest = longest.max(gap);
        }
        let gap = f64::from(longest) / 50.0;
        if GAP * slower < gap {
            return Some(format!("there is a gap of {gap:.1} s"));
        }
        let spans = heard.spans.iter().filter(|span| !span.is_empty());
        let (count, silent) = spans.fold((0_u32, 0_u32), |(count, silent), span| {
            let middle = usize::midpoint(span.start, span.end) / self.step;
            (count + 1, silent + u32::from(self.is_quiet(middle)))
        });
        let is_dropped = 5 < count && MOST_SILENT * f64::from(count) < f64::from(silent);
        is_dropped.then(|| format!("{silent} of {count} sounds are silent"))
    }

    /// Noise is flat, and what goes in circles comes back.
    fn spectra(&self, hertz: u32, is_lingering: bool) -> Option<String> {
        const BANDS: usize = 24;
        let mut planner = RealFftPlanner::<f32>::new();
        let plan = planner.plan_fft_forward(self.step);
        let (mut input, mut output) = (plan.make_input_vec(), plan.make_output_vec());
        let mut flatness = Vec::new();
        let mut bands: Vec<[f64; BANDS]> = Vec::with_capacity(self.slices.len());
        for (n, frame) in self.slices.iter().enumerate() {
            input.copy_from_slice(frame);
            // Its buffers are its own: it has the lengths that it wants.
            plan.process(&mut input, &mut output).expect("the buffers fit");
            let power: Vec<f64> = output.iter().map(|bin| f64::from(bin.norm_sqr()) + 1e-9).collect();
            if !self.is_quiet(n) {
                flatness.push(flat(&power));
            }
            bands.push(std::array::from_fn(|band| {
                let part = band * power.len() / BANDS..(band + 1) * power.len() / BANDS;
                libm::log(power[part].iter().sum::<f64>() + 1e-9)
            }));
        }
        flatness.sort_by(f64::total_cmp);
        let median = flatness.get(flatness.len() / 2).copied().unwrap_or(0.0);
        if NOISE < median {
            return Some("it is noise".into());
        }
        let round = is_lingering.then(|| circle(&bands)).flatten()?;
        Some(format!(
            "it repeats {:.1} s again and again",
            round as f64 * self.step as f64 / f64::from(hertz)
        ))
    }
}

/// The geometric mean of a spectrum as a part of the arithmetic one.
fn flat(power: &[f64]) -> f64 {
    let count = power.len() as f64;
    let mean = power.iter().sum::<f64>() / count;
    libm::exp(power.iter().map(|power| libm::log(*power)).sum::<f64>() / count) / mean
}

/// After how many frames the sound comes back, if it does for at least three rounds and 1.5 s.
fn circle<const N: usize>(bands: &[[f64; N]]) -> Option<usize> {
    let means: [f64; N] = std::array::from_fn(|band| {
        bands.iter().map(|frame| frame[band]).sum::<f64>() / bands.len().max(1) as f64
    });
    let unit = |frame: &[f64; N]| {
        let centred: [f64; N] = std::array::from_fn(|band| frame[band] - means[band]);
        let length = centred.iter().map(|value| value * value).sum::<f64>().sqrt().max(1e-9);
        centred.map(|value| value / length)
    };
    let frames: Vec<[f64; N]> = bands.iter().map(unit).collect();
    let alike = |a: &[f64; N], b: &[f64; N]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    (12..=100.min(frames.len() / 3)).find(|lag| {
        let needed = (2 * lag).max(75);
        let mut run = 0.0;
        let likeness: Vec<f64> = frames.iter().zip(&frames[*lag..]).map(|(a, b)| alike(a, b)).collect();
        likeness.iter().enumerate().any(|(n, value)| {
            run += value;
            if needed <= n {
                run -= likeness[n - needed];
            }
            needed <= n + 1 && ALIKE * needed as f64 <= run
        })
    })
}

#[cfg(test)]
mod tests;
