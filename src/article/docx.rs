//! Word documents (Office Open XML, ECMA-376): text, styles, lists, tables, notes, pictures and changes.
//!
//! The parts are read as they stand in the archive. The libraries that there are write documents (`docx-rs`), model the
//! whole format to edit it (`docx-rust`, `rdocx`), or give a Markdown of their own (`undoc`); an article needs less than
//! the second and more than the third: the place, the fate and the reason of every piece, under limits that we set.
//! A document is told with all its changes accepted. What was deleted or is hidden is skipped as such, as are comments,
//! headers and footers, and the table of contents.

mod body;
mod formulas;
mod notes;
mod runs;
mod styles;

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{Archive, resolve};
use super::{Article, Kind, Meta, Origin, Place, Skipped, Why, key};
use crate::Result;
use crate::xml::{self, Element};
use body::{Part, Walker};
use styles::{Numbering, Styles};

/// Where documents keep their text, unless they say something else.
const DOCUMENT: &str = "word/document.xml";
/// Where an archive says which part is the document.
const ROOT: &str = "_rels/.rels";
/// What a document says of itself.
const CORE: &str = "docProps/core.xml";
/// A document with more paragraphs would take more memory than a reader has; 500 pages have 10,000.
const MOST_PARAGRAPHS: usize = 150_000;

/// Understands a document; `name` is what errors call it.
pub(crate) fn read(bytes: &[u8], name: &str) -> Result<Article> {
    let mut archive = Archive::open(bytes, name)?;
    let document = part(&mut archive, ROOT, |root| {
        let is_document = |relation: &&Element<'_>| {
            relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        };
        let relation = root.all("Relationship").into_iter().find(is_document);
        relation.and_then(|relation| resolve("", &relation.attribute("Target")?))
    })?;
    let path = document.map_or(DOCUMENT.to_owned(), |(path, _)| path);
    let beside = |name: &str| resolve(&path, name).map(|(path, _)| path).unwrap_or_default();
    let styles = part(&mut archive, &beside("styles.xml"), Styles::read)?;
    let mut numbering = part(&mut archive, &beside("numbering.xml"), |root| {
        root.child("numbering").map(Numbering::read).unwrap_or_default()
    })?;
    let mut article = Article { meta: part(&mut archive, CORE, facts)?, ..Article::default() };
    let mut marks = BTreeMap::new();
    let title = told(&mut archive, &path, (&styles, &mut numbering), (&mut article, &mut marks))?;
    // What stands on the first page is the title; the file may be filed under another.
    if let Some(title) = title {
        let filed = article.meta.title.replace(title.clone()).filter(|filed| key(filed) != key(&title));
        let origin = Origin { place: Place::Element(CORE.into()), anchor: None };
        article.skipped.extend(filed.map(|text| Skipped::certain(text, Why::Outside, origin)));
    }
    article.meta.language = article.meta.language.or_else(|| styles.language.clone());
    for kind in ["footnote", "endnote"] {
        let path = beside(&format!("{kind}s.xml"));
        told(&mut archive, &path, (&styles, &mut numbering), (&mut article, &mut marks))?;
    }
    notes::number(&mut article.blocks, &marks);
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    set_aside(&mut archive, folder, &mut article.skipped)?;
    Ok(article.normal())
}

/// What a part of the archive, as a tree, is read as; the tree is empty if there is no such part.
fn part<T>(archive: &mut Archive<'_>, path: &str, read: impl FnOnce(&Element<'_>) -> T) -> Result<T> {
    let text = archive.text(path)?.unwrap_or_default();
    let tree = xml::parse(&text).ok_or_else(|| archive.excessive())?;
    Ok(read(&tree))
}

/// The value of a property.
fn value(properties: &Element<'_>, name: &str) -> Option<String> {
    properties.child(name)?.attribute("val")
}

/// What refers to a note, before the notes are numbered.
fn label(kind: &str, id: &str) -> String {
    format!("{kind}-{id}")
}

/// Adds what a part of the text tells: the document, or its notes. Gives the title if it stands there.
fn told(
    archive: &mut Archive<'_>,
    path: &str,
    (styles, numbering): (&Styles, &mut Numbering),
    (article, marks): (&mut Article, &mut BTreeMap<String, String>),
) -> Result<Option<String>> {
    let Some(text) = archive.text(path)? else {
        let is_document = article.blocks.is_empty() && path.ends_with("document.xml");
        return if is_document {
            Err(archive.refused("it does not contain a Word document"))
        } else {
            Ok(None)
        };
    };
    let tree = xml::parse(&text).ok_or_else(|| archive.excessive())?;
    if MOST_PARAGRAPHS < tree.all("p").len() {
        return Err(archive.refused("it has too many paragraphs; split it"));
    }
    let part = Part { path, relations: relations(archive, path)? };
    let (skipped, place) = (Vec::new(), String::new());
    let mut walker = Walker {
        part,
        styles,
        numbering,
        skipped,
        marks: BTreeMap::new(),
        title: None,
        initial: None,
        place,
    };
    for body in tree.all("body") {
        article.blocks.extend(walker.blocks(body));
    }
    for kind in ["footnote", "endnote"] {
        for note in tree
            .all(kind)
            .into_iter()
            .filter(|note| note.attribute("type").is_none_or(|kind| kind == "normal"))
        {
            let label = label(kind, &note.attribute("id").unwrap_or_default());
            walker.place = format!("{kind}[{label}]");
            let blocks = walker.blocks(note);
            article.blocks.push(walker.block(Kind::Note { label, blocks }));
        }
    }
    article.skipped.append(&mut walker.skipped);
    marks.append(&mut walker.marks);
    Ok(walker.title)
}

/// What the ids in a part stand for.
fn relations(archive: &mut Archive<'_>, path: &str) -> Result<BTreeMap<String, String>> {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    part(archive, &format!("{folder}/_rels/{file}.rels"), |root| {
        let relations = root.all("Relationship").into_iter();
        relations
            .filter_map(|relation| Some((relation.attribute("Id")?, relation.attribute("Target")?)))
            .collect()
    })
}

/// Skips what stands beside the text: comments, headers and footers, each of them once.
fn set_aside(archive: &mut Archive<'_>, folder: &str, skipped: &mut Vec<Skipped>) -> Result<()> {
    let parts = [("comments", Why::Comments), ("header", Why::Outside), ("footer", Why::Outside)];
    let paths: BTreeSet<String> = archive.paths().collect();
    let mut seen = BTreeSet::new();
    for path in paths {
        let name = path.strip_prefix(folder).unwrap_or_default().trim_start_matches('/');
        let name =
            name.strip_suffix(".xml").unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_digit());
        let found = parts.iter().find(|(start, _)| name == *start);
        let Some((_, why)) = found else { continue };
        let text = part(archive, &path, runs::words)?.trim().to_owned();
        if !text.is_empty() && seen.insert(text.clone()) {
            let origin = Origin { place: Place::Element(path), anchor: None };
            skipped.push(Skipped::certain(text, *why, origin));
        }
    }
    Ok(())
}

/// What a document says of itself.
fn facts(root: &Element<'_>) -> Meta {
    let first =
        |name: &str| root.all(name).first().map(|fact| fact.text()).filter(|text| !text.trim().is_empty());
    Meta {
        title: first("title"),
        byline: first("creator").map(|names| names.split(';').map(str::trim).collect::<Vec<_>>().join(", ")),
        published: first("created").map(|date| date.trim().to_owned()),
        language: first("language"),
        description: first("description"),
        ..Meta::default()
    }
}
