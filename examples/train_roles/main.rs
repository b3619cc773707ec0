//! Fits the table by which plain text is understood (`src/article/text/weights.tsv`) to labelled texts, and tells how well
//! the table reads texts of sources that it has not seen.
//!
//! ```text
//! cargo run --release --example train_roles -- texts.json.gz > weights.tsv
//! ```
//!
//! What a labelled text is stands in `corpus.rs`. Two tables are fitted: one to about four fifths of the sources, which is
//! scored on those and on the rest, beside the built-in table; and one to all texts, which is written to standard output.
//! The same texts give the same table.

mod clues;
mod corpus;
mod field;
mod minimum;
mod score;

use std::error::Error;
use std::io::{self, Write};
use std::path::Path;

use articast::article::text::{self, training};

use corpus::Document;
use score::Score;

/// One source in so many is held out.
const PARTS: u64 = 5;

fn main() -> Result<(), Box<dyn Error>> {
    let Some(path) = std::env::args_os().nth(1) else {
        return Err(
            "usage: train_roles TEXTS, a file of labelled texts (see examples/train_roles/corpus.rs)".into(),
        );
    };
    let documents = corpus::read(Path::new(&path))?;
    let (held, seen): (Vec<&Document>, Vec<&Document>) =
        documents.iter().partition(|document| document.part(PARTS) == 0);
    if held.is_empty() || seen.is_empty() {
        return Err("there are too few sources to hold some out".into());
    }
    let table = field::fit(&seen);
    let model = training::Model::parse(&table)?;
    let mut log = io::stderr().lock();
    for (name, part) in [("fitted to", &seen), ("held out", &held)] {
        let new = Score::of(part, |text| model.read(text));
        let built_in = Score::of(part, text::read);
        writeln!(
            log,
            "{name}, {} texts:\n  this table      {new}\n  built-in table  {built_in}",
            part.len()
        )?;
    }
    let held_out = Score::of(&held, |text| model.read(text));
    let table = field::fit(&documents.iter().collect::<Vec<_>>());
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "# What each clue counts towards each label: the weights of a conditional random field on a line, fitted by\n\
         # `examples/train_roles` to {} texts of {} sources.\n\
         # Fitted without {} of the texts, whose sources it had not seen, it read these so:\n\
         # {held_out}.",
        documents.len(),
        corpus::sources(&documents),
        held.len(),
    )?;
    out.write_all(table.as_bytes())?;
    Ok(())
}
