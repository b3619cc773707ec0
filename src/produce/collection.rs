//! What holds several articles: folders, feeds, lists of links.

use std::fs;
use std::path::Path;

use crate::article::{Format, Source};
#[cfg(feature = "fetch")]
use crate::error::count;
use crate::files::human_order;
#[cfg(feature = "fetch")]
use crate::links::{self, Link};
use crate::{Error, Result};

/// What one name leads to, if it is not one article.
#[derive(Debug)]
pub struct Collection {
    /// What it is: “a folder”.
    pub what: &'static str,
    /// What a feed calls itself.
    pub title: Option<String>,
    /// What is in it, in its order.
    pub entries: Vec<Entry>,
    /// What of it is left aside.
    pub skipped: Vec<String>,
}

/// A name to make an episode of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// A path, an address, or `-` for standard input.
    pub name: String,
    /// What it may lead to.
    pub wanted: Wanted,
    /// What its list calls it.
    pub id: Option<String>,
    /// When it was published, as its list says it.
    pub date: Option<String>,
}

/// What a name may lead to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// To an article or a list: the user named it.
    Any,
    /// To a list of articles: an OPML file named it.
    List,
    /// To an article: a list named it.
    Article,
}

impl Entry {
    /// A name of which nothing else is known.
    pub fn new(name: String, wanted: Wanted) -> Entry {
        Entry { name, wanted, id: None, date: None }
    }
}

impl Collection {
    /// Why it is not read where one article is wanted.
    pub fn refuse(&self, name: &str) -> Error {
        Error::SeveralArticles { name: name.into(), what: self.what, count: self.entries.len() }
    }
}

/// The articles of a folder, by name in human order: 9 before 10. Folders in it, hidden files and what has no article's name are left aside.
pub(super) fn of_folder(path: &Path) -> Result<Collection> {
    let mut names: Vec<String> = Vec::new();
    let mut skipped = Vec::new();
    for entry in fs::read_dir(path).map_err(Error::reading(path))? {
        let entry = entry.map_err(Error::reading(path))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_article = entry.path().is_file() && !name.starts_with('.') && Format::by_name(&name).is_some();
        if is_article { &mut names } else { &mut skipped }.push(name);
    }
    names.sort_by(|a, b| human_order(a, b));
    skipped.sort();
    let entries = names
        .into_iter()
        .map(|name| Entry::new(path.join(name).to_string_lossy().into_owned(), Wanted::Article))
        .collect();
    Ok(Collection { what: "a folder", title: None, entries, skipped })
}

/// Where a source leads, if it is a list.
#[cfg(feature = "fetch")]
pub(super) fn of_source(source: &Source) -> Result<Option<Collection>> {
    let Some(list) = links::read(source)? else { return Ok(None) };
    let entry = |link| match link {
        Link::Article(item) => {
            Entry { name: item.address, wanted: Wanted::Article, id: item.id, date: item.date }
        }
        Link::List(name) => Entry::new(name, Wanted::List),
    };
    let skipped = match list.unlinked {
        0 => Vec::new(),
        unlinked => vec![format!("{} without an address", count(unlinked, "item"))],
    };
    let (what, title) = (list.what, list.title);
    Ok(Some(Collection { what, title, entries: list.links.into_iter().map(entry).collect(), skipped }))
}

#[cfg(not(feature = "fetch"))]
#[expect(clippy::unnecessary_wraps, reason = "lists are read where they can be fetched")]
pub(super) fn of_source(_: &Source) -> Result<Option<Collection>> {
    Ok(None)
}
