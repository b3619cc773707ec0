//! Where an article comes from: a path, or standard input.

use std::io;
use std::path::Path;

use super::args::From;
use crate::article::{self, Article, Format, Source};
use crate::{Error, Result, files};

/// No article is larger than this; a long novel has 5 MB.
const LIMIT: u64 = 256 << 20;

/// Reads an article by its name on the command line.
pub(super) fn article(name: &str, from: Option<From>) -> Result<Article> {
    article::read(&source(name, from)?)
}

/// The bytes of an article and what is known of them.
pub(super) fn source(name: &str, from: Option<From>) -> Result<Source> {
    let (name, bytes) = match name {
        "-" => {
            let name = "standard input";
            (name, files::read_from(io::stdin().lock(), LIMIT, Path::new(name))?)
        }
        path => (path, files::read(Path::new(path), LIMIT)?),
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Error::NothingToSay { name: name.into() });
    }
    let format = from.map(|from| match from {
        From::Text => Format::Text,
        From::Markdown => Format::Markdown,
        From::Html => Format::Html,
        From::Epub => Format::Epub,
        From::Docx => Format::Docx,
    });
    Ok(Source { name: name.into(), bytes, format, charset: None, address: None })
}
