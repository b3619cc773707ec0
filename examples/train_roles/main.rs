//! Fits the trees by which plain text is understood (`src/article/text/trees.bin`) to labelled texts, and tells how well they
//! read texts of sources that they have not seen.
//!
//! ```text
//! cargo run --release --example train_roles -- texts.json.gz > trees.bin
//! ```
//!
//! What a labelled text is stands in `corpus.rs`. The sources are dealt into five parts; each part is read by trees that are
//! fitted to the others, and the figures over all parts are told, beside those of the built-in trees. Then trees are
//! fitted to all texts and written to standard output. The same texts give the same trees.

mod corpus;
mod lexicon;
mod score;
mod trees;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use articast::article::text::training::{Model, Rows, guess, sums};
use articast::article::text::{self};

use corpus::Document;
use score::Score;

/// In how many parts sources are dealt.
const PARTS: u64 = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(path) = std::env::args_os().nth(1) else {
        return Err(
            "usage: train_roles TEXTS, a file of labelled texts (see examples/train_roles/corpus.rs)".into(),
        );
    };
    let documents = corpus::read(Path::new(&path))?;
    if corpus::sources(&documents) < 2 * usize::try_from(PARTS)? {
        return Err("there are too few sources to hold some out".into());
    }
    let mut log = io::stderr().lock();
    let (mut unseen, mut built_in) = (Score::default(), Score::default());
    for part in 0..PARTS {
        let (held, seen): (Vec<&Document>, Vec<&Document>) =
            documents.iter().partition(|document| document.part(PARTS) == part);
        let model = model(&seen);
        unseen.add(&held, |text| model.read(text));
        built_in.add(&held, text::read);
    }
    writeln!(
        log,
        "{} texts of {} sources; F1 (precision, recall)\nunseen sources: {unseen}\nbuilt-in trees: {built_in}",
        documents.len(),
        corpus::sources(&documents)
    )?;
    let model = model(&documents.iter().collect::<Vec<_>>());
    io::stdout().write_all(&model.bytes())?;
    Ok(())
}

/// Fits a model. Each stage learns from what the one before says of texts that it has not seen.
fn model(documents: &[&Document]) -> Model {
    let worded: Vec<Rows> = across(documents, |others, part| {
        let lexicon = lexicon::fit(&others.iter().map(|n| documents[*n]).collect::<Vec<_>>());
        let seen = |n: &usize| &documents[*n].seen;
        part.iter().map(|n| seen(n).rows.worded(&lexicon, &seen(n).terms)).collect()
    });
    let fit = |rows: &[Rows], which: &[usize]| {
        trees::fit(&which.iter().map(|n| (&rows[*n], documents[*n].targets.as_slice())).collect::<Vec<_>>())
    };
    let wide: Vec<Rows> = across(documents, |others, part| {
        let first = fit(&worded, others);
        let guesses = |n: usize| {
            let sums = sums(&first, &worded[n]);
            sums.iter().zip(&documents[n].seen.may).map(|(sums, may)| guess(sums, *may)).collect::<Vec<_>>()
        };
        part.iter().map(|n| worded[*n].widened(&guesses(*n))).collect()
    });
    let all: Vec<usize> = (0..documents.len()).collect();
    Model::new(lexicon::fit(documents), [fit(&worded, &all), fit(&wide, &all)])
}

/// What becomes of each text by what is learnt from texts of other sources. `learn` takes the places of these, and of some texts
/// whose rows it gives.
fn across(documents: &[&Document], learn: impl Fn(&[usize], &[usize]) -> Vec<Rows>) -> Vec<Rows> {
    let mut found: Vec<(usize, Rows)> = Vec::with_capacity(documents.len());
    for number in 0..PARTS {
        let (part, others): (Vec<usize>, Vec<usize>) =
            (0..documents.len()).partition(|n| documents[*n].part(PARTS) == number);
        if !part.is_empty() {
            let rows = learn(&others, &part);
            found.extend(part.into_iter().zip(rows));
        }
    }
    found.sort_by_key(|(n, _)| *n);
    found.into_iter().map(|(_, rows)| rows).collect()
}
