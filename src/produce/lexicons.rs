//! Which pronunciations hold for an article: those nearest to it.

use std::path::{Path, PathBuf};

use super::input::{Input, Location};
use crate::Result;
use crate::article::Meta;
use crate::lexicon;
use crate::script::ReadingStyle;
use crate::speech::Lexicon;
use crate::speech::lexicon::Entry;

/// The names of lexicons that need not be named: beside an article, and in the user's own settings.
const NAMES: [&str; 2] = ["lexicon.toml", "lexicon.pls"];

/// Where pronunciations are looked for, besides those of the cast.
#[derive(Debug, Clone, Copy)]
pub struct Lexicons<'a> {
    /// Files that the user named, TOML or PLS; of several, the last that knows a word wins.
    pub files: &'a [PathBuf],
    /// The article, if there is one, with what it says of itself: it may have pronunciations of its own. So may the
    /// folder of an article that is a file; what lies there may say how words sound, and nothing else.
    pub article: Option<(&'a Input, &'a Meta)>,
    /// The folder of the user's settings.
    pub config: &'a Path,
}

impl Lexicons<'_> {
    /// A style with all pronunciations: of the files, of the article itself, of the files beside it, of the style, and
    /// of the user's settings; the nearest wins.
    ///
    /// # Errors
    ///
    /// A lexicon that cannot be read, or that is malformed.
    pub fn added_to(&self, style: &ReadingStyle) -> Result<ReadingStyle> {
        let mut entries = Vec::new();
        for file in self.files.iter().rev() {
            entries.extend(lexicon::read(file)?);
        }
        if let Some((input, meta)) = self.article {
            entries.extend(lexicon::of_pairs(&meta.lexicon, &input.name)?);
            if let Location::File(path) = &input.location
                && path.is_file()
                && let Some(folder) = path.parent()
            {
                entries.extend(in_folder(folder)?);
            }
        }
        entries.extend_from_slice(style.lexicon.entries());
        entries.extend(in_folder(self.config)?);
        Ok(ReadingStyle { lexicon: Lexicon::new(entries), ..style.clone() })
    }
}

fn in_folder(folder: &Path) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for path in NAMES.map(|name| folder.join(name)).iter().filter(|path| path.is_file()) {
        entries.extend(lexicon::read(path)?);
    }
    Ok(entries)
}
