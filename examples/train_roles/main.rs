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
mod score;
mod trees;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use articast::article::text::training::{Guess, Model, Rows, STAGES, Tree, guess, sums};
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
        let model = Model::new(stages(&seen));
        unseen.add(&held, |text| model.read(text));
        built_in.add(&held, text::read);
    }
    writeln!(
        log,
        "{} texts of {} sources; F1 (precision, recall)\nunseen sources: {unseen}\nbuilt-in trees: {built_in}",
        documents.len(),
        corpus::sources(&documents)
    )?;
    let model = Model::new(stages(&documents.iter().collect::<Vec<_>>()));
    io::stdout().write_all(&model.bytes())?;
    Ok(())
}

/// Fits both stages. The second learns from what the first thinks of texts that it has not seen.
fn stages(documents: &[&Document]) -> [Vec<Tree>; STAGES] {
    let fit = |documents: &[&Document]| {
        trees::fit(&documents.iter().map(|d| (&d.seen.rows, d.targets.as_slice())).collect::<Vec<_>>())
    };
    let mut wide: Vec<Option<Rows>> = vec![None; documents.len()];
    for part in 0..PARTS {
        let seen: Vec<&Document> = documents.iter().copied().filter(|d| d.part(PARTS) != part).collect();
        if seen.len() == documents.len() {
            continue;
        }
        let first = fit(&seen);
        for (wide, document) in wide.iter_mut().zip(documents).filter(|(_, d)| d.part(PARTS) == part) {
            *wide = Some(document.seen.rows.widened(&guesses(&first, document)));
        }
    }
    let texts: Vec<_> =
        wide.iter().flatten().zip(documents).map(|(rows, d)| (rows, d.targets.as_slice())).collect();
    [fit(documents), trees::fit(&texts)]
}

/// What trees of the first stage think of a text.
fn guesses(trees: &[Tree], document: &Document) -> Vec<Guess> {
    let sums = sums(trees, &document.seen.rows);
    sums.iter().zip(&document.seen.may).map(|(sums, may)| guess(sums, *may)).collect()
}
