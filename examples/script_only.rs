//! Shows what became of each block of an article, and what is said of it: `cargo run --example script_only FILE`.
//!
//! No voice is needed: a script is text. Its ledger has exactly one fate for every block.

#![expect(clippy::print_stdout, reason = "an example prints")]

use std::{env, fs};

use articast::article::{self, Source};
use articast::script::{self, ReadingStyle};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = env::args().nth(1).ok_or("usage: script_only FILE")?;
    let source = Source { bytes: fs::read(&path)?, name: path, ..Source::default() };
    let script = script::write(&article::read(&source)?, &ReadingStyle::default());
    for entry in &script.ledger.entries {
        let why = entry.fate.why().map(|why| format!(" ({why})")).unwrap_or_default();
        println!("{}{why}: {}", entry.fate.name(), entry.text.lines().next().unwrap_or_default());
        for line in script.lines().filter(|line| line.origin == entry.origin) {
            println!("    {}: {}", line.role, line.say.text);
        }
    }
    println!("{}", script.ledger);
    Ok(())
}
