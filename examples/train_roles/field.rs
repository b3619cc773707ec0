//! The conditional random field: how badly weights explain labelled texts, and the table that explains them best.
//!
//! Where labels are only in part known, all readings that agree with what is known count together (Tsuboi et al., 2008).

use std::fmt::Write as _;
use std::thread;

use articast::article::text::training::labels;

use crate::clues::{Clue, candidates, found};
use crate::corpus::{Document, Set};
use crate::minimum::minimum;

const LABELS: usize = 9;
type Row = [f64; LABELS];

/// How many pairs of facts the table holds.
const PAIRS: usize = 400;
/// How much the square of a weight counts against it, while pairs are chosen and for the table.
const PENALTIES: [f64; 2] = [8.0, 2.0];
/// What a step counts that no text takes: a page has one start and one end.
const NEVER: f64 = -20.0;
/// In how many parts texts are worked on at once. The sum over the parts is in their order, so that the same texts always
/// give the same table.
const LANES: usize = 4;

/// The numbers of the labels outside of the article.
const BEFORE: usize = 6;
const BESIDE: usize = 7;
const AFTER: usize = 8;

/// Whether a label never follows another.
fn is_never(from: usize, to: usize) -> bool {
    to == BEFORE && from != BEFORE || from == AFTER && to == BESIDE
}

/// A text, as far as the field needs it.
struct Line<'a> {
    document: &'a Document,
    /// The clues of each unit.
    clues: Vec<Vec<u32>>,
}

/// The weights: a row for each clue, one for all units, one for the first unit, one for each label after each.
struct Weights<'a> {
    values: &'a [f64],
    clues: usize,
}

impl Weights<'_> {
    fn row(&self, n: usize) -> Row {
        std::array::from_fn(|label| self.values[n * LABELS + label])
    }

    fn bias(&self) -> Row {
        self.row(self.clues)
    }

    fn first(&self) -> Row {
        self.row(self.clues + 1)
    }

    fn step(&self, from: usize) -> Row {
        let row = self.row(self.clues + 2 + from);
        std::array::from_fn(|to| if is_never(from, to) { NEVER } else { row[to] })
    }
}

/// What a reading of a text by some of the labels comes to.
struct Reading {
    /// The logarithm of the sum over all readings.
    total: f64,
    /// How likely each label is at each unit.
    units: Vec<Row>,
    /// How often each label follows each.
    steps: [Row; LABELS],
}

fn shares(values: Row) -> (Row, f64) {
    let sum = values.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    (values.map(|value| value / sum), sum)
}

/// Reads a text by the labels that `may` allows at each unit: the forward-backward algorithm.
fn read(scores: &[Row], first: &Row, steps: &[Row; LABELS], may: impl Fn(usize) -> Set) -> Reading {
    let mut total = 0.0;
    let odds = |n: usize| -> Row {
        std::array::from_fn(|label| if may(n) >> label & 1 == 1 { libm::exp(scores[n][label]) } else { 0.0 })
    };
    let own: Vec<Row> = (0..scores.len()).map(odds).collect();
    let mut forward: Vec<Row> = Vec::with_capacity(own.len());
    for odds in &own {
        let came: Row = match forward.last() {
            Some(before) => {
                std::array::from_fn(|to| (0..LABELS).map(|from| before[from] * steps[from][to]).sum())
            }
            None => *first,
        };
        let (row, sum) = shares(std::array::from_fn(|label| came[label] * odds[label]));
        total += libm::log(sum);
        forward.push(row);
    }
    let mut reading =
        Reading { total, units: vec![[0.0; LABELS]; own.len()], steps: [[0.0; LABELS]; LABELS] };
    let mut backward = [1.0; LABELS];
    for n in (0..own.len()).rev() {
        reading.units[n] = shares(std::array::from_fn(|label| forward[n][label] * backward[label])).0;
        let next: Row = std::array::from_fn(|label| backward[label] * own[n][label]);
        if let Some(before) = n.checked_sub(1).map(|n| forward[n]) {
            let pairs: [Row; LABELS] = std::array::from_fn(|from| {
                std::array::from_fn(|to| before[from] * steps[from][to] * next[to])
            });
            let sum = pairs.iter().flatten().sum::<f64>().max(f64::MIN_POSITIVE);
            for (to, pair) in reading.steps.iter_mut().flatten().zip(pairs.iter().flatten()) {
                *to += pair / sum;
            }
        }
        let back = std::array::from_fn(|from| (0..LABELS).map(|to| steps[from][to] * next[to]).sum());
        backward = shares(back).0;
    }
    reading
}

/// How badly the weights explain some texts, and how that changes with each of them.
fn cost(lines: &[Line<'_>], weights: &Weights<'_>) -> (f64, Vec<f64>) {
    let (mut cost, mut slope) = (0.0, vec![0.0; weights.values.len()]);
    let first = weights.first().map(libm::exp);
    let steps: [Row; LABELS] = std::array::from_fn(|from| weights.step(from).map(libm::exp));
    let (bias, clues) = (weights.bias(), weights.clues);
    for line in lines.iter().filter(|line| !line.clues.is_empty()) {
        let score = |clues: &Vec<u32>| {
            let mut scores = bias;
            for clue in clues {
                let row = &weights.values[*clue as usize * LABELS..][..LABELS];
                for (score, weight) in scores.iter_mut().zip(row) {
                    *score += weight;
                }
            }
            let best = scores.iter().copied().fold(f64::MIN, f64::max);
            scores.map(|score| (score - best).max(-100.0))
        };
        let scores: Vec<Row> = line.clues.iter().map(score).collect();
        let samples = &line.document.samples;
        let form = |n: usize| samples[n].allowed.iter().rev().fold(0, |set, may| set << 1 | Set::from(*may));
        let any = read(&scores, &first, &steps, form);
        let wanted = read(&scores, &first, &steps, |n| line.document.wanted[n]);
        cost += any.total - wanted.total;
        for (n, (any, wanted)) in any.units.iter().zip(&wanted.units).enumerate() {
            let change: Row = std::array::from_fn(|label| any[label] - wanted[label]);
            let mut add = |row: usize| {
                for (slope, change) in slope[row * LABELS..][..LABELS].iter_mut().zip(change) {
                    *slope += change;
                }
            };
            line.clues[n].iter().for_each(|clue| add(*clue as usize));
            add(clues);
            if n == 0 {
                add(clues + 1);
            }
        }
        for from in 0..LABELS {
            for to in (0..LABELS).filter(|to| !is_never(from, *to)) {
                slope[(clues + 2 + from) * LABELS + to] += any.steps[from][to] - wanted.steps[from][to];
            }
        }
    }
    (cost, slope)
}

/// The weights of these clues that explain the texts best.
fn weights(documents: &[&Document], clues: &[Clue], penalty: f64) -> Vec<f64> {
    let lines: Vec<Line<'_>> =
        documents.iter().map(|document| Line { document, clues: found(document, clues) }).collect();
    let count = (clues.len() + 2 + LABELS) * LABELS;
    minimum(vec![0.0; count], |values| {
        let weights = &Weights { values, clues: clues.len() };
        let parts = thread::scope(|scope| {
            let parts = lines.chunks(lines.len().div_ceil(LANES).max(1));
            let started: Vec<_> = parts.map(|part| scope.spawn(move || cost(part, weights))).collect();
            started.into_iter().map(|part| part.join().expect("it only counts")).collect::<Vec<_>>()
        });
        let mut sum = values.iter().map(|value| value * value).sum::<f64>() * penalty / 2.0;
        let mut slope: Vec<f64> = values.iter().map(|value| value * penalty).collect();
        for (cost, part) in parts {
            sum += cost;
            slope.iter_mut().zip(part).for_each(|(slope, part)| *slope += part);
        }
        (sum, slope)
    })
}

/// Fits a table to texts: all single facts, and the pairs of facts that count most when all pairs are there.
pub(crate) fn fit(documents: &[&Document]) -> String {
    let all = candidates(documents);
    let values = weights(documents, &all, PENALTIES[0]);
    let size =
        |n: usize| values[n * LABELS..][..LABELS].iter().map(|weight| weight.abs()).fold(0.0, f64::max);
    let (mut pairs, mut clues): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|n| all[*n].is_pair());
    pairs.sort_by(|a, b| size(*b).total_cmp(&size(*a)).then(a.cmp(b)));
    clues.extend(pairs.into_iter().take(PAIRS));
    clues.sort_unstable();
    let clues: Vec<Clue> = clues.into_iter().map(|n| all[n]).collect();
    let values = weights(documents, &clues, PENALTIES[1]);
    table(&clues, &Weights { values: &values, clues: clues.len() })
}

/// The weights as `weights.tsv` has them.
fn table(clues: &[Clue], weights: &Weights<'_>) -> String {
    let labels = labels();
    let mut rows: Vec<(String, Row)> =
        clues.iter().enumerate().map(|(n, clue)| (clue.name(), weights.row(n))).collect();
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    rows.insert(0, ("Bias".into(), weights.bias()));
    rows.push(("after Start".into(), weights.first()));
    rows.extend((0..LABELS).map(|from| (format!("after {}", labels[from]), weights.step(from))));
    let mut table = format!("# clue\t{}\n", labels.join("\t"));
    for (name, row) in rows {
        table.push_str(&name);
        for weight in row {
            let rounded = (weight * 100.0).round() / 100.0;
            let cell = if rounded == 0.0 { "0".to_owned() } else { format!("{rounded:.2}") };
            write!(table, "\t{cell}").expect("a string takes all");
        }
        table.push('\n');
    }
    table
}
