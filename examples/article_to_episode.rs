//! Turns an article into an episode: `cargo run --example article_to_episode ARTICLE FOLDER`.
//!
//! It speaks with the best voices that this machine has. The same article, given again, changes the same episode.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example prints")]

use std::env;
use std::path::PathBuf;

use articast::cast;
use articast::engine::{CancelToken, EngineContext};
use articast::files::Places;
use articast::produce::{Event, LoadOptions, Loaded, ProduceOptions, load, produce};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [article, output] = arguments.as_slice() else {
        return Err("usage: article_to_episode ARTICLE FOLDER".into());
    };
    let input = match load(article, &LoadOptions::default())? {
        Loaded::Article(input) => input,
        // A folder, a feed or a list of links: `articast::produce::Worklist` goes through them.
        Loaded::Collection(collection) => return Err(collection.refuse(article).into()),
    };
    // The library reads no environment: it is told where programs are found and where to keep what was spoken.
    let places = Places {
        programs: env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect(),
        cache: env::temp_dir().join("articast-example"),
        ..Places::default()
    };
    // A clone of the token, in another thread or in a signal handler, stops the work.
    let cancel = CancelToken::default();
    let context = EngineContext { places: &places, cancel: &cancel, lanes: 2 };
    let options = ProduceOptions { output: PathBuf::from(output), ..ProduceOptions::default() };
    let produced = produce(&input, &cast::find("default", &[])?, &options, &context, &|event| match event {
        Event::Warning(warning) => eprintln!("warning: {warning}"),
        Event::CastOpened { script, .. } => eprintln!("speaking {} lines", script.lines().count()),
        _ => {}
    })?;
    println!("{}", produced.script.ledger);
    println!("{}", produced.made.folder.display());
    Ok(())
}
