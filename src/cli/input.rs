//! The input of a command: a path, an address, or standard input.

use std::io;
use std::path::Path;

use super::args::{From, InputChoice};
use super::output::Terminal;
use crate::article::{Article, Format, Source};
#[cfg(feature = "fetch")]
use crate::fetch::Reach;
use crate::make::Warning;
use crate::produce::input::{self, Input, LoadOptions, Loaded, Location, Understood};
use crate::{Result, files, produce};

/// An article that was read.
pub(super) struct Read {
    pub(super) input: Input,
    pub(super) article: Article,
    /// Said of an article of which maybe only the beginning is there.
    pub(super) warning: Option<&'static str>,
}

/// How the command wants its input loaded.
pub(super) fn options(choice: &InputChoice) -> LoadOptions {
    LoadOptions {
        format: choice.from.map(format),
        #[cfg(feature = "fetch")]
        reach: if choice.allow_local { Reach::Anywhere } else { Reach::Public },
        rules: choice.rules.clone(),
        skip: choice.skip.clone(),
    }
}

/// Loads what is at a name on the command line; `-` is standard input.
pub(super) fn load(name: &str, choice: &InputChoice) -> Result<Loaded> {
    let options = &options(choice);
    if name != "-" {
        return produce::load(name, options);
    }
    let called = "standard input";
    let bytes = files::read_from(io::stdin().lock(), input::LIMIT, Path::new(called))?;
    let source = Source { name: called.into(), bytes, ..Source::default() };
    Input::new(name, Location::Unknown, source).load(options)
}

/// Reads the one article of a name on the command line, and says what there is to say of it.
pub(super) fn article(name: &str, choice: &InputChoice, terminal: &Terminal) -> Result<Read> {
    let input = match load(name, choice)? {
        Loaded::Article(input) => input,
        Loaded::Collection(collection) => return Err(collection.refuse(name)),
    };
    let Understood { article, warning, not_there } = input.understand()?;
    for words in &not_there {
        terminal.warn(&format!("`{name}`: {}", Warning::NothingToSkip(words)));
    }
    if let Some(warning) = warning {
        terminal.warn(&format!("`{name}`: {warning}"));
    }
    if let Some(asked) = article.unclear_pause() {
        terminal.warn(&format!("`{name}`: {}", Warning::Pause(asked)));
    }
    Ok(Read { input, article, warning })
}

fn format(from: From) -> Format {
    match from {
        From::Text => Format::Text,
        From::Markdown => Format::Markdown,
        From::Html => Format::Html,
        From::Epub => Format::Epub,
        From::Docx => Format::Docx,
    }
}
