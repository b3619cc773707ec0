//! The table of contents of a book, flat: its entries in order, each with the place it leads to.

use super::super::archive::{Archive, resolve};
use super::package::Package;
use crate::Result;
use crate::xml::{self, Element};

/// An entry of the table of contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) title: String,
    /// The document it leads to, and the anchor in it.
    pub(super) target: Option<(String, Option<String>)>,
}

/// Reads the table of contents: that of EPUB 3, or else that of EPUB 2; empty if the book has none.
pub(super) fn read(archive: &mut Archive<'_>, package: &Package) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for path in package.navigation.iter().chain(&package.ncx) {
        if let Some(text) = archive.text(path)? {
            let tree = xml::parse(&text).ok_or_else(|| archive.excessive())?;
            entries = of(&tree, path);
        }
        if !entries.is_empty() {
            break;
        }
    }
    lead_on(&mut entries);
    Ok(entries)
}

fn of(tree: &Element<'_>, path: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    if let Some(map) = tree.all("navMap").first() {
        points(map, path, &mut entries);
    }
    let navs = tree.all("nav");
    let toc = navs.iter().find(|nav| nav.has("type", "toc") || nav.has("role", "doc-toc"));
    if let Some(list) = toc.or(navs.first()).and_then(|nav| nav.all("ol").first().copied()) {
        items(list, path, &mut entries);
    }
    entries.retain(|entry| !entry.title.is_empty());
    entries
}

/// The entries of a list of EPUB 3.
fn items(list: &Element<'_>, path: &str, entries: &mut Vec<Entry>) {
    for item in list.elements().filter(|item| item.name == "li") {
        let label = item.elements().find(|label| label.name != "ol");
        let target =
            label.into_iter().flat_map(|label| label.all("a")).find_map(|link| link.attribute("href"));
        entries.push(entry(label, target.as_deref(), path));
        if let Some(inner) = item.child("ol") {
            items(inner, path, entries);
        }
    }
}

/// The entries of a navigation map of EPUB 2.
fn points(map: &Element<'_>, path: &str, entries: &mut Vec<Entry>) {
    for point in map.elements().filter(|point| point.name == "navPoint") {
        let target = point.child("content").and_then(|content| content.attribute("src"));
        entries.push(entry(point.child("navLabel"), target.as_deref(), path));
        points(point, path, entries);
    }
}

fn entry(label: Option<&Element<'_>>, target: Option<&str>, path: &str) -> Entry {
    let mut title = label.map(Element::text).unwrap_or_default();
    if title.trim().is_empty() {
        let pictures = label.into_iter().flat_map(|label| label.all("img"));
        title = pictures.filter_map(|picture| picture.attribute("alt")).collect::<Vec<_>>().join(" ");
    }
    Entry {
        title: title.split_whitespace().collect::<Vec<_>>().join(" "),
        target: target.and_then(|target| resolve(path, target)),
    }
}

/// An entry that leads nowhere is the name of those after it: it leads where the next one does.
fn lead_on(entries: &mut [Entry]) {
    let mut next: Option<&mut Entry> = None;
    for entry in entries.iter_mut().rev() {
        if let (None, Some(next)) = (&entry.target, next) {
            entry.target.clone_from(&next.target);
        }
        next = Some(entry);
    }
}
