//! Files of pronunciations, and those in an article's front matter. What an entry means says [`crate::speech::lexicon`].

use std::path::Path;

use crate::similar::meant;
use crate::speech::Lexicon;
use crate::speech::lexicon::Entry;
use crate::{Error, Result, files};

/// No lexicon file is larger: 16 MiB.
const LIMIT: u64 = 16 << 20;

/// Reads a file: W3C PLS 1.0 if its name ends in `.pls` or `.xml`, else TOML.
///
/// # Errors
///
/// A file that cannot be read, is larger than 16 MiB, or is malformed.
pub fn read(path: &Path) -> Result<Vec<Entry>> {
    let name = path.display().to_string();
    let bytes = files::read(path, LIMIT)?;
    let is_xml = path.extension().is_some_and(|end| end == "pls" || end == "xml");
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_owned());
    let read = text.and_then(|text| if is_xml { Lexicon::of_pls(&text) } else { Lexicon::of_toml(&text) });
    read.map_err(|why| Error::MalformedLexicon { name, why: meant(&why) })
}

/// The entries of an article's front matter, each in the short form; `name` is what to call the article.
///
/// # Errors
///
/// An entry that is malformed.
pub fn of_pairs<'a>(
    pairs: impl IntoIterator<Item = (&'a String, &'a String)>,
    name: &str,
) -> Result<Vec<Entry>> {
    Lexicon::of_pairs(pairs).map_err(|why| Error::MalformedLexicon { name: name.into(), why })
}
