//! The likeliest way to lay expected sounds over what is heard: dynamic programming over sounds and steps.

use std::ops::Range;

use super::letters::{CLASSES, Class, Unit, units};
use super::sound::STEPS;

/// How much a step speaks for each class, in the order of [`CLASSES`].
pub(in crate::engine) type Evidence = [f32; CLASSES.len()];

/// How much a step counts beside a length: steps are not independent of each other.
const WEIGHT: f32 = 0.25;
/// How far lengths deviate, as a factor's logarithm.
const SPREAD: f32 = 0.5;
/// What it costs that a sound is not heard at all.
const LOST: f32 = -4.0;
/// What a pause costs where no mark asks for one, and what it costs that none is heard where one does.
const SUDDEN: f32 = -4.0;
const UNHEARD: f32 = -2.0;
/// How many steps a sound may last.
const LONGEST: usize = 40;
/// A step that speaks more for silence than for a vowel by this much is not speech.
const SILENT: f32 = 6.0;

/// The steps of each word.
pub(in crate::engine) fn lay(text: &str, words: &[Range<usize>], evidence: &[Evidence]) -> Vec<Range<usize>> {
    let units = units(text, words);
    let spoken: f32 = units.iter().filter(|unit| unit.class != Class::Pause).map(|unit| unit.length).sum();
    let heard = evidence
        .iter()
        .filter(|step| step[Class::Pause as usize] < step[Class::Vowel as usize] + SILENT)
        .count();
    // Milliseconds of the table are steps of this voice.
    let scale = (heard as f32 / spoken.max(1.0)).max(0.2 * STEPS as f32 / 1000.0);
    let edges = Table::fill(&units, evidence, scale).edges();
    let mut spans: Vec<Option<Range<usize>>> = vec![None; words.len()];
    for (unit, edge) in units.iter().zip(edges.windows(2)) {
        if unit.class != Class::Pause {
            let span = &mut spans[unit.word];
            let start = span.as_ref().map_or(edge[0], |span| span.start);
            *span = Some(start..edge[1]);
        }
    }
    let mut end = 0;
    let mut in_order = |span: Option<Range<usize>>| {
        let start = span.as_ref().map_or(end, |span| span.start.max(end));
        end = span.map_or(start, |span| span.end.max(start));
        start..end
    };
    spans.into_iter().map(&mut in_order).collect()
}

/// For each sound and each step up to which all sounds before it may have been said: how likely, and how it came.
struct Table {
    /// The steps that are looked at, sound by sound.
    bands: Vec<Range<usize>>,
    /// How many steps the last sound took, sound by sound and step by step.
    lasted: Vec<Vec<u16>>,
    steps: usize,
}

impl Table {
    fn fill(units: &[Unit], evidence: &[Evidence], scale: f32) -> Table {
        let steps = evidence.len();
        let sums = sums(evidence);
        let bands = bands(units, steps, scale);
        let mut lasted = Vec::with_capacity(units.len());
        // Before the first sound nothing is said.
        let mut before = Reached { band: 0..1, scores: vec![0.0] };
        for (unit, band) in units.iter().zip(&bands) {
            let class = &sums[unit.class as usize];
            let row = match unit.class {
                Class::Pause => pause(unit, band, &before, class),
                _ => sound(&lengths(unit, scale), band, &before, class),
            };
            let (scores, took) = row.into_iter().unzip();
            before = Reached { band: band.clone(), scores };
            lasted.push(took);
        }
        Table { bands, lasted, steps }
    }

    /// Where each sound starts, and the last ends.
    fn edges(&self) -> Vec<usize> {
        let mut at = self.steps;
        let mut edges = vec![at];
        for (band, row) in self.bands.iter().zip(&self.lasted).rev() {
            let took = at.checked_sub(band.start).and_then(|n| row.get(n)).copied().unwrap_or_default();
            at = at.saturating_sub(usize::from(took));
            edges.push(at);
        }
        edges.reverse();
        edges
    }
}

/// Sums of the evidence for each class up to each step.
fn sums(evidence: &[Evidence]) -> Vec<Vec<f32>> {
    let class = |n: usize| {
        let mut sum = 0.0;
        let rest = evidence.iter().map(move |step| {
            sum += WEIGHT * step[n];
            sum
        });
        std::iter::once(0.0).chain(rest).collect()
    };
    (0..CLASSES.len()).map(class).collect()
}

/// The steps at which each sound may end: near where it would by its length. The last ends at the end.
fn bands(units: &[Unit], steps: usize, scale: f32) -> Vec<Range<usize>> {
    let all: f32 = units.iter().map(|unit| unit.length).sum::<f32>() * scale;
    // Pauses that nobody foresaw, and others that were not made.
    let width = 100 + steps / 10;
    let mut at = 0.0;
    let mut bands: Vec<Range<usize>> = Vec::with_capacity(units.len());
    for unit in units {
        at += unit.length * scale;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of the steps")]
        let middle = (steps as f32 * at / all.max(1.0)) as usize;
        bands.push(middle.saturating_sub(width)..(middle + width).min(steps) + 1);
    }
    if let Some(last) = bands.last_mut() {
        last.end = steps + 1;
    }
    bands
}

/// What each number of steps speaks for a sound, by its length.
fn lengths(unit: &Unit, scale: f32) -> Vec<f32> {
    let usual = (unit.length * scale).max(0.5);
    let length = |steps: usize| {
        let off = libm::logf(steps as f32 / usual) / SPREAD;
        -0.5 * off * off
    };
    std::iter::once(LOST).chain((1..=LONGEST).map(length)).collect()
}

type Row = Vec<(f32, u16)>;

/// How likely it is that all sounds so far end at each step of a band.
struct Reached {
    band: Range<usize>,
    scores: Vec<f32>,
}

impl Reached {
    /// How likely it is that they end at this step, if it is looked at.
    fn at(&self, step: usize) -> Option<f32> {
        step.checked_sub(self.band.start).and_then(|n| self.scores.get(n)).copied()
    }
}

/// The best ways to end a sound at each step of its band.
fn sound(lengths: &[f32], band: &Range<usize>, before: &Reached, class: &[f32]) -> Row {
    let best = |end: usize| {
        let mut best = (f32::NEG_INFINITY, 0);
        for (took, length) in lengths.iter().enumerate().take(end + 1) {
            let from = end - took;
            if from < before.band.start {
                break;
            }
            let Some(reached) = before.at(from) else { continue };
            let score = reached + length + class[end] - class[from];
            if best.0 < score {
                best = (score, u16::try_from(took).expect("few steps"));
            }
        }
        best
    };
    band.clone().map(best).collect()
}

/// The best ways to end a pause at each step of its band: it lasts as long as it likes, or is not there.
fn pause(unit: &Unit, band: &Range<usize>, before: &Reached, class: &[f32]) -> Row {
    let is_asked = 0.0 < unit.length;
    let (enter, none) = if is_asked { (0.0, UNHEARD) } else { (SUDDEN, 0.0) };
    // The best step so far to have begun at.
    let mut begun: Option<(f32, usize)> = None;
    let mut row = Row::with_capacity(band.len());
    let mut from = before.band.start;
    for end in band.clone() {
        while from < end {
            if let Some(reached) = before.at(from) {
                let score = reached + enter - class[from];
                if begun.is_none_or(|(best, _)| best < score) {
                    begun = Some((score, from));
                }
            }
            from += 1;
        }
        let skipped = before.at(end).map(|reached| reached + none);
        let heard = begun.map(|(best, from)| (best + class[end], from));
        row.push(match (skipped, heard) {
            (Some(skipped), Some((heard, _))) if heard <= skipped => (skipped, 0),
            (_, Some((heard, from))) => (heard, u16::try_from(end - from).unwrap_or(u16::MAX)),
            (Some(skipped), None) => (skipped, 0),
            (None, None) => (f32::NEG_INFINITY, 0),
        });
    }
    row
}
