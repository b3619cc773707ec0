//! Fits the weights by which homographs are told apart (`crates/text/src/speech/homographs/weights.bin`) to labelled sentences, and tells
//! how well they do on sentences that they have not seen.
//!
//! ```text
//! cargo run --release --example train_homographs -- sentences.json.gz > weights.bin
//! ```
//!
//! The file is JSON, or JSON packed by gzip (`.gz`): a list of sentences. `start` and `end` are the word's bytes; `id` is its
//! reading, as in `crates/text/src/language/data/en/homographs.toml`:
//!
//! ```json
//! [{"id": "lead_nou", "text": "The pipes were of lead.", "start": 18, "end": 22}]
//! ```
//!
//! Sentences of an encyclopedia hold few commands and nobody who says "we": `TEMPLATES` add some for each noun and verb.
//!
//! The sentences are dealt into five parts; each part is read by weights that are fitted to the others. Then weights are
//! fitted to all sentences and written to standard output. The same sentences give the same weights.

use std::error::Error;
use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::Path;

use articast::speech::homographs::training::{BUCKETS, Seen, UNIT, ids, see, sure};
use flate2::read::GzDecoder;
use serde::Deserialize;

/// In how many parts sentences are dealt.
const PARTS: u64 = 5;
/// How often each sentence is looked at.
const ROUNDS: usize = 4;
/// The first step of a weight; further ones are shorter by the square root of what came before (`AdaGrad`).
const STEP: f64 = 0.1;
/// What draws a weight to nothing.
const DECAY: f64 = 1e-5;
/// What is wrong by less teaches nothing.
const LEAST: f64 = 1e-3;

/// Sentences that any word of a class can stand in, at the `#`. Nobody is judged by them.
const TEMPLATES: [(&str, &[&str]); 5] = [
    (
        "vrb",
        &[
            "Please # the next one.",
            "We # it every day.",
            "They # against it.",
            "I # them now.",
            "You can # it here.",
            "Do not # it.",
            "Let us # the rest.",
            "# the page.",
            "Why do you # it?",
            "It is hard to # them.",
            "They # to everybody.",
            "We will # at ten.",
            "They #.",
            "Residents # to the plan.",
            "Many farmers # to it.",
            "The rules # it.",
            "The laws # them.",
            "Most people # their own.",
            "Analysts # a loss.",
            "The results # a problem.",
            "The rocks # into the sea.",
            "Metals # when they cool.",
            "Patients # with them.",
            "Firms # out the work.",
            "Engineers # the design.",
            "Critics # the work to it.",
            "He wants to # his skills.",
            "It took years to # the method.",
            "It helped # the method.",
            "# me to explain.",
            "Does anyone #?",
            "Soldiers who # are few.",
            "Nothing could # her.",
            "Nobody will # if you leave.",
            "If things #, we stop.",
            "Some regions # fruit.",
            "Costs # every week.",
            "Students #.",
            "Doctors # a fraud.",
            "The doors # here.",
            "The barns # a herd.",
        ],
    ),
    (
        "adj",
        &[
            "It is #.",
            "A very # one.",
            "The # plan.",
            "This is an # case.",
            "They were quite #.",
            "More # words.",
        ],
    ),
    (
        "nou",
        &[
            "The # was large.",
            "There is a # in it.",
            "This # is new.",
            "My # is here.",
            "No # was found.",
            "Its # is known.",
            "They saw the #.",
            "The # of the town.",
            "It has a good #.",
            "One # each.",
        ],
    ),
    (
        "vrb+s",
        &[
            "He # it.",
            "She # the plan.",
            "It # a lot.",
            "It # to them.",
            "The company # its goods.",
            "Nobody # to that.",
            "This # them.",
            "The law # it.",
            "Who # this?",
            "A firm that # the rest.",
            "One which # all of it.",
            "Everyone # him.",
            "The group # more than it did.",
            "She often # them.",
            "The river # the valley.",
            "France # wine.",
            "The nerve # slowly.",
            "The price # with demand.",
            "The agency # help.",
            "Our town # coal.",
            "She # in May.",
            "He # far too often.",
            "This # with the other.",
        ],
    ),
    (
        "nou+s",
        &[
            "The # were large.",
            "These # are new.",
            "Many # exist.",
            "All # are free.",
            "They know of # and others.",
            "Two # later they met.",
            "His # sold well.",
            "There were no #.",
            "They saw several # in the town.",
            "Some # fell.",
            "The # of the town.",
            "Its # have grown.",
            "Most # were lost.",
            "They gave her three #.",
            "New # came.",
        ],
    ),
];

#[derive(Deserialize)]
struct Labelled {
    id: String,
    text: String,
    start: usize,
    end: usize,
}

/// A sentence as the model sees it, and which reading is right.
struct Case {
    /// The part that it is dealt to; none if it teaches only.
    part: Option<u64>,
    seen: Seen,
    right: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let Some(path) = std::env::args_os().nth(1) else {
        return Err("usage: train_homographs SENTENCES (see the head of examples/train_homographs.rs)".into());
    };
    let mut cases = read(Path::new(&path))?;
    let count = cases.len();
    cases.extend(templates());
    let mut unseen = Score::default();
    for part in 0..PARTS {
        let others: Vec<&Case> = cases.iter().filter(|case| case.part != Some(part)).collect();
        let weights = fit(&others);
        cases.iter().filter(|case| case.part == Some(part)).for_each(|case| unseen.add(case, &weights));
    }
    writeln!(io::stderr(), "{count} sentences; unseen: {unseen}")?;
    let weights = fit(&cases.iter().collect::<Vec<_>>());
    let bytes: Vec<u8> = weights.iter().map(|weight| weight.cast_unsigned()).collect();
    io::stdout().write_all(&bytes)?;
    Ok(())
}

fn read(path: &Path) -> Result<Vec<Case>, Box<dyn Error>> {
    let file = File::open(path)?;
    let is_packed = path.extension().is_some_and(|ending| ending == "gz");
    let plain: Box<dyn Read> = if is_packed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    let labelled: Vec<Labelled> = serde_json::from_reader(BufReader::new(plain))?;
    let mut cases = Vec::new();
    for Labelled { id, text, start, end } in labelled {
        let seen = see(&text, &(start..end));
        let found = seen.and_then(|seen| Some((seen.ids.iter().position(|known| *known == id)?, seen)));
        let Some((right, seen)) = found else { return Err(format!("no reading `{id}` in: {text}").into()) };
        // FNV-1a: the same on every machine.
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        let part = text.bytes().fold(0xcbf2_9ce4_8422_2325, mix) % PARTS;
        cases.push(Case { part: Some(part), seen, right });
    }
    Ok(cases)
}

/// Each template with each word of its class that is no past tense; those of `+s` with plurals and third persons.
fn templates() -> Vec<Case> {
    let mut made = Vec::new();
    for id in ids() {
        let Some((word, class)) = id.split_once('_') else { continue };
        let is_past = word.ends_with("ed") || ["dove", "wound"].contains(&word);
        let is_of = |of: &str| {
            let (of, is_form) = of.strip_suffix("+s").map_or((of, false), |of| (of, true));
            // "progress" is neither.
            let has_ending = word.ends_with('s') && !word.ends_with("ss");
            has_ending == is_form && !is_past && (class == of || of != "vrb" && class == "adj-nou")
        };
        for template in TEMPLATES.iter().filter(|(of, _)| is_of(of)).flat_map(|(_, all)| *all) {
            let start = template.find('#').unwrap_or_default();
            let text = template.replace('#', word);
            let Some(seen) = see(&text, &(start..start + word.len())) else { continue };
            let Some(right) = seen.ids.iter().position(|known| *known == id) else { continue };
            made.push(Case { part: None, seen, right });
        }
    }
    made
}

/// Weights that make the right readings likely: logistic regression, in whole units of the model.
fn fit(cases: &[&Case]) -> Vec<i8> {
    let (mut weights, mut steps) = (vec![0.0; BUCKETS], vec![1e-8; BUCKETS]);
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = 1;
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut random);
        for case in order.iter().map(|n| cases[*n]) {
            let sums: Vec<f64> =
                case.seen.buckets.iter().map(|buckets| buckets.iter().map(|at| weights[*at]).sum()).collect();
            let most = sums.iter().copied().fold(f64::MIN, f64::max);
            let total: f64 = sums.iter().map(|sum| libm::exp(sum - most)).sum();
            for (n, buckets) in case.seen.buckets.iter().enumerate() {
                let wrong = libm::exp(sums[n] - most) / total - f64::from(u8::from(n == case.right));
                if wrong.abs() < LEAST {
                    continue;
                }
                for at in buckets {
                    let slope: f64 = wrong + DECAY * weights[*at];
                    steps[*at] += slope * slope;
                    weights[*at] -= STEP * slope / f64::sqrt(steps[*at]);
                }
            }
        }
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is clamped")]
    let whole = |weight: &f64| (weight / UNIT).round().clamp(-127.0, 127.0) as i8;
    weights.iter().map(whole).collect()
}

/// Fisher-Yates, by the numbers of a xorshift generator.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let other = usize::try_from(*random % (last as u64 + 1)).unwrap_or_default();
        order.swap(last, other);
    }
}

/// How often weights are right.
#[derive(Default)]
struct Score {
    cases: u32,
    right: u32,
    sure: u32,
    right_sure: u32,
    overrides: u32,
    right_overrides: u32,
    commonest: u32,
}

impl Score {
    fn add(&mut self, case: &Case, weights: &[i8]) {
        let sums: Vec<i32> = case
            .seen
            .buckets
            .iter()
            .map(|buckets| buckets.iter().map(|at| i32::from(weights[*at])).sum())
            .collect();
        let found = sure(&sums);
        let is_right = found.unwrap_or_default() == case.right;
        let count = |counts: bool| u32::from(counts);
        self.cases += 1;
        self.right += count(is_right);
        self.commonest += count(case.right == 0);
        self.sure += count(found.is_some());
        self.right_sure += count(found.is_some() && is_right);
        let overrides = found.is_some_and(|found| found != 0);
        self.overrides += count(overrides);
        self.right_overrides += count(overrides && is_right);
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |part: u32, whole: u32| f64::from(part) / f64::from(whole.max(1));
        write!(
            f,
            "accuracy {:.4} (the commonest reading always: {:.4}), sure {:.4} of them and then right {:.4}; of {} that are not \
             the commonest reading, right {:.4}",
            share(self.right, self.cases),
            share(self.commonest, self.cases),
            share(self.sure, self.cases),
            share(self.right_sure, self.sure),
            self.overrides,
            share(self.right_overrides, self.overrides),
        )
    }
}
