//! What holds several articles: folders, feeds, lists of links.

use std::fs;
use std::path::Path;

use crate::article::{Format, Source};
#[cfg(feature = "fetch")]
use crate::links::{self, Link};
use crate::{Error, Result};

/// What one name on the command line leads to, if it is not one article.
pub(super) struct Many {
    /// What it is: “a folder”.
    pub(super) what: &'static str,
    pub(super) names: Vec<Name>,
    /// What of it is left aside.
    pub(super) skipped: Vec<String>,
}

/// A name to make an episode of.
#[expect(clippy::struct_field_names, reason = "a name is what the command line has")]
pub(super) struct Name {
    /// A path, an address, or `-`.
    pub(super) name: String,
    pub(super) wanted: Wanted,
    /// What its list calls it.
    pub(super) id: Option<String>,
    /// When it was published, as its list says it.
    pub(super) date: Option<String>,
}

/// What a name may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// To an article or a list: the user named it.
    Any,
    /// To a list of articles: an OPML file named it.
    List,
    /// To an article: a list named it.
    Article,
}

impl Name {
    /// A name of which nothing else is known.
    pub(super) fn new(name: String, wanted: Wanted) -> Name {
        Name { name, wanted, id: None, date: None }
    }
}

impl Many {
    /// Why it is not read where one article is wanted.
    pub(super) fn refuse(&self, name: &str) -> Error {
        Error::SeveralArticles { name: name.into(), what: self.what, count: self.names.len() }
    }
}

/// The articles of a folder, by name. Folders in it, hidden files and what has no article's name are left aside.
pub(super) fn folder(path: &Path) -> Result<Many> {
    let mut names: Vec<String> = Vec::new();
    let mut skipped = Vec::new();
    for entry in fs::read_dir(path).map_err(Error::reading(path))? {
        let entry = entry.map_err(Error::reading(path))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_article = entry.path().is_file() && !name.starts_with('.') && Format::by_name(&name).is_some();
        if is_article { &mut names } else { &mut skipped }.push(name);
    }
    names.sort();
    skipped.sort();
    let names = names
        .into_iter()
        .map(|name| Name::new(path.join(name).to_string_lossy().into_owned(), Wanted::Article))
        .collect();
    Ok(Many { what: "a folder", names, skipped })
}

/// Where a source leads, if it is a list.
#[cfg(feature = "fetch")]
pub(super) fn read(source: &Source) -> Result<Option<Many>> {
    let Some(list) = links::read(source)? else { return Ok(None) };
    let name = |link| match link {
        Link::Article(item) => {
            Name { name: item.address, wanted: Wanted::Article, id: item.id, date: item.date }
        }
        Link::List(name) => Name::new(name, Wanted::List),
    };
    let skipped = match list.unlinked {
        0 => Vec::new(),
        1 => vec!["1 item without an address".into()],
        unlinked => vec![format!("{unlinked} items without an address")],
    };
    Ok(Some(Many { what: list.what, names: list.links.into_iter().map(name).collect(), skipped }))
}

#[cfg(not(feature = "fetch"))]
#[expect(clippy::unnecessary_wraps, reason = "lists are read where they can be fetched")]
pub(super) fn read(_: &Source) -> Result<Option<Many>> {
    Ok(None)
}
