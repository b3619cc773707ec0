//! Makes the dictionary that `articast script --audit` looks words up in: word lists on standard input, a word on each
//! line, become a finite state transducer on standard output.
//!
//! ```text
//! cat /usr/share/dict/american-english /usr/share/dict/british-english \
//!     | cargo run --example dictionary > src/speech/dictionary/english.fst
//! ```
//!
//! The lists of the file in the repository are those of Debian's `wamerican` and `wbritish` 2020.12.07.

use std::collections::BTreeSet;
use std::io::{self, BufRead, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words = BTreeSet::new();
    for line in io::stdin().lock().lines() {
        let line = line?;
        let word = line.trim();
        // An owner's name is as easy as the name.
        if 1 < word.chars().count() && !word.ends_with("'s") {
            words.insert(word.to_owned());
        }
    }
    let set = fst::Set::from_iter(words)?;
    io::stdout().lock().write_all(set.as_fst().as_bytes())?;
    Ok(())
}
