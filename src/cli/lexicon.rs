//! Which pronunciations hold for an article: those nearest to it.

use std::path::{Path, PathBuf};

use super::args::LexiconChoice;
use super::input;
use crate::Result;
use crate::article::Meta;
use crate::files::Places;
use crate::script::House;
use crate::speech::Lexicon;

/// The names of lexicons that need not be named: beside an article, and in the user's own settings.
const NAMES: [&str; 2] = ["lexicon.toml", "lexicon.pls"];

/// The house style with all pronunciations: of the command line, of the article itself, of the files beside it, of the
/// cast, and of the user's settings; the nearest wins.
pub(super) fn house(
    house: &House,
    article: (&str, &Meta),
    choice: &LexiconChoice,
    places: &Places,
) -> Result<House> {
    let (name, meta) = article;
    let mut entries = Vec::new();
    for file in choice.lexicon.iter().rev() {
        entries.extend(Lexicon::read(file)?);
    }
    entries.extend(Lexicon::of_pairs(&meta.lexicon, name)?);
    if let Some(folder) = folder(name) {
        entries.extend(beside(&folder)?);
    }
    entries.extend_from_slice(house.lexicon.entries());
    entries.extend(beside(&places.config)?);
    Ok(House { lexicon: Lexicon::new(entries), ..house.clone() })
}

/// The folder of an article that is a file. What lies there may say how words sound, and nothing else.
fn folder(name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    (!input::is_address(name) && path.is_file()).then(|| path.parent().map(Path::to_owned)).flatten()
}

fn beside(folder: &Path) -> Result<Vec<crate::speech::lexicon::Entry>> {
    let mut entries = Vec::new();
    for path in NAMES.map(|name| folder.join(name)).iter().filter(|path| path.is_file()) {
        entries.extend(Lexicon::read(path)?);
    }
    Ok(entries)
}
