//! The package document of a book: what the book says of itself, and its parts in reading order.

use std::collections::{HashMap, HashSet};

use super::super::archive::{Archive, resolve};
use crate::Result;
use crate::article::address::is_of_the_web;
use crate::article::{Meta, html};
use crate::media;
use crate::xml::{self, Element};

/// Where every book says which package document it has (EPUB Open Container Format, section 4.2.6.3).
const CONTAINER: &str = "META-INF/container.xml";
/// What people did for a book, as MARC relators, with the words of a byline; others are not named aloud.
const ROLES: [(&str, &str); 6] = [
    ("aut", ""),
    ("trl", "translated by "),
    ("edt", "edited by "),
    ("ill", "illustrated by "),
    ("aui", "introduced by "),
    ("ann", "annotated by "),
];
/// Substitutes of substitutes end here, or they may lead in a circle.
const MOST_SUBSTITUTES: usize = 10;
/// More names are a list and no byline.
const MOST_PEOPLE: usize = 100;
/// Types of documents that are told; a book may name a substitute for any other.
const DOCUMENTS: [&str; 4] = [media::XHTML, media::HTML, "text/x-oeb1-document", "application/x-dtbook+xml"];

/// A book, before its documents are read.
#[derive(Debug, Default)]
pub(super) struct Package {
    pub(super) meta: Meta,
    /// The documents in the order in which they are told, each once.
    pub(super) documents: Vec<Document>,
    /// The documents that only hold the table of contents, the EPUB 3 kind first.
    pub(super) navigation: Vec<String>,
    /// The table of contents of EPUB 2.
    pub(super) ncx: Option<String>,
}

/// A document of the reading order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) path: String,
    pub(super) form: Form,
}

/// What a document is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// Text with markup.
    Text,
    /// A drawing, which may hold words.
    Drawing,
    /// A picture.
    Picture,
}

/// Reads the package document of a book.
pub(super) fn read(archive: &mut Archive<'_>) -> Result<Package> {
    let path = path(archive)?;
    let Some(text) = archive.text(&path)? else {
        return Err(archive.refused(&format!("the book's package document `{path}` is missing or damaged")));
    };
    let tree = xml::parse(&text).ok_or_else(|| archive.excessive())?;
    let root = tree.child("package").unwrap_or(&tree);
    let manifest = Manifest::read(root, &path);
    let guide = root.all("reference").into_iter().filter(|reference| reference.has("type", "toc"));
    let guide = guide.filter_map(|reference| resolve(&path, &reference.attribute("href")?));
    let spine = root.child("spine");
    let mut navigation = manifest.paths_with("nav");
    navigation.extend(guide.map(|(path, _)| path));
    let ncx = spine.and_then(|spine| manifest.items.get(&spine.attribute("toc")?));
    let ncx = ncx.or_else(|| manifest.items().find(|item| item.media_type == "application/x-dtbncx+xml"));
    let mut meta = root.child("metadata").map(facts).unwrap_or_default();
    meta.image = cover(root, &manifest);
    Ok(Package {
        meta,
        documents: spine.map(|spine| documents(spine, &manifest)).unwrap_or_default(),
        ncx: ncx.map(|item| item.path.clone()),
        navigation,
    })
}

/// Where the package document is: where the container says, or else wherever one is.
fn path(archive: &mut Archive<'_>) -> Result<String> {
    let container = archive.text(CONTAINER)?.unwrap_or_default();
    let tree = xml::parse(&container).unwrap_or_default();
    let named = tree.all("rootfile").into_iter().find_map(|file| resolve("", &file.attribute("full-path")?));
    let path = named.map(|(path, _)| path).filter(|named| archive.paths().any(|path| path == *named));
    let any = || archive.paths().find(|path| path.to_ascii_lowercase().ends_with(".opf"));
    let path = path.or_else(any);
    path.ok_or_else(|| archive.refused("it has no package document (.opf), so it is not an e-book"))
}

/// The parts that a book lists, by their ids.
struct Manifest {
    items: HashMap<String, Item>,
    /// The ids in the order of the list.
    order: Vec<String>,
}

struct Item {
    path: String,
    media_type: String,
    properties: String,
    fallback: Option<String>,
}

impl Manifest {
    fn read(root: &Element<'_>, base: &str) -> Manifest {
        let mut manifest = Manifest { items: HashMap::new(), order: Vec::new() };
        for item in root.child("manifest").into_iter().flat_map(Element::elements) {
            let reference = item.attribute("href").and_then(|href| resolve(base, &href));
            let (Some(id), Some((path, _))) = (item.attribute("id"), reference) else { continue };
            let read = Item {
                path,
                media_type: item.attribute("media-type").unwrap_or_default(),
                properties: item.attribute("properties").unwrap_or_default(),
                fallback: item.attribute("fallback"),
            };
            if !manifest.items.contains_key(&id) {
                manifest.order.push(id.clone());
                manifest.items.insert(id, read);
            }
        }
        manifest
    }

    /// All items in the order of the list.
    fn items(&self) -> impl Iterator<Item = &Item> {
        self.order.iter().map(|id| &self.items[id])
    }

    fn paths_with(&self, property: &str) -> Vec<String> {
        let items =
            self.items().filter(|item| item.properties.split_whitespace().any(|each| each == property));
        items.map(|item| item.path.clone()).collect()
    }

    /// The document that an item is, or the first of its substitutes that is one.
    fn document(&self, id: &str) -> Document {
        let next = |item: &&Item| self.items.get(item.fallback.as_deref()?);
        let mut substitutes = std::iter::successors(self.items.get(id), next).take(MOST_SUBSTITUTES);
        if let Some(item) = substitutes.find(|item| DOCUMENTS.contains(&item.media_type.as_str())) {
            return Document { path: item.path.clone(), form: Form::Text };
        }
        // What is not in the list is told as missing by its id.
        let Some(item) = self.items.get(id) else {
            return Document { path: id.to_owned(), form: Form::Text };
        };
        let form = match item.media_type.as_str() {
            media::SVG => Form::Drawing,
            name if media::Kind::of(name).is_picture() => Form::Picture,
            _ => Form::Text,
        };
        Document { path: item.path.clone(), form }
    }
}

/// The documents of a spine, each once. What is not linear (answers, notes, large tables) is reached by links in
/// print; a listener gets it after all the rest, so that it neither interrupts nor is lost.
fn documents(spine: &Element<'_>, manifest: &Manifest) -> Vec<Document> {
    let items = || spine.elements().filter(|item| item.name == "itemref");
    let beside = |item: &&Element<'_>| item.has("linear", "no");
    let mut seen = HashSet::new();
    let order = items().filter(|item| !beside(item)).chain(items().filter(beside));
    let documents = order.filter_map(|item| Some(manifest.document(&item.attribute("idref")?)));
    documents.filter(|document| seen.insert(document.path.clone())).collect()
}

/// What a book says of itself.
fn facts(metadata: &Element<'_>) -> Meta {
    let all = |name: &str| {
        let elements = metadata.all(name).into_iter();
        elements
            .map(|element| (element, element.text().trim().to_owned()))
            .filter(|(_, text)| !text.is_empty())
    };
    let first = |name: &str| all(name).next().map(|(_, text)| text);
    let published =
        |element: &Element<'_>| element.attribute("event").is_none_or(|event| event == "publication");
    let published = all("date").find(|(element, _)| published(element)).map(|(_, text)| text);
    Meta {
        title: title(metadata),
        byline: byline(metadata),
        published,
        language: first("language"),
        source: all("source").chain(all("identifier")).map(|(_, text)| text).find(|text| is_of_the_web(text)),
        site: first("publisher"),
        image: None,
        description: first("description").map(|text| html::plain(&text)),
        ..Meta::default()
    }
}

/// The title, with its subtitle if the book marks one.
fn title(metadata: &Element<'_>) -> Option<String> {
    let titles: Vec<_> = metadata.all("title").into_iter().take(MOST_PEOPLE).collect();
    let of_kind = |kind: &str| {
        titles.iter().find(|title| refined(metadata, title, "title-type").as_deref() == Some(kind))
    };
    let text = |title: &&Element<'_>| title.text().trim().to_owned();
    let main = of_kind("main").or(titles.iter().find(|title| !text(title).is_empty())).map(text)?;
    let subtitle = of_kind("subtitle").map(text).filter(|subtitle| !main.contains(subtitle.as_str()));
    Some(subtitle.map_or(main.clone(), |subtitle| format!("{main}: {subtitle}")))
}

/// What a `meta` of EPUB 3 says about an element.
fn refined(metadata: &Element<'_>, element: &Element<'_>, property: &str) -> Option<String> {
    let target = format!("#{}", element.attribute("id")?);
    let says = |meta: &&Element<'_>| meta.has("refines", &target) && meta.has("property", property);
    Some(metadata.all("meta").into_iter().find(says)?.text().trim().to_owned())
}

/// Who made a book: those who wrote it, then those who did something else for it.
fn byline(metadata: &Element<'_>) -> Option<String> {
    let people: Vec<(String, String)> = ["creator", "contributor"]
        .into_iter()
        .flat_map(|name| metadata.all(name))
        .take(MOST_PEOPLE)
        .map(|person| {
            let role = person.attribute("role").or_else(|| refined(metadata, person, "role"));
            let role = role.unwrap_or_else(|| if person.name == "creator" { "aut" } else { "" }.into());
            (role, person.text().split_whitespace().collect::<Vec<_>>().join(" "))
        })
        .filter(|(_, name)| !name.is_empty())
        .collect();
    let parts = ROLES.iter().filter_map(|(role, words)| {
        let names: Vec<&str> =
            people.iter().filter(|person| person.0 == *role).map(|person| person.1.as_str()).collect();
        let names = match names.as_slice() {
            [] => return None,
            [only] => (*only).to_owned(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        };
        Some(format!("{words}{names}"))
    });
    Some(parts.collect::<Vec<_>>().join(", ")).filter(|byline| !byline.is_empty())
}

/// The path of the cover's picture: as EPUB 3 marks it, or EPUB 2.
fn cover(root: &Element<'_>, manifest: &Manifest) -> Option<String> {
    let marked = manifest.paths_with("cover-image").into_iter().next();
    let named = || {
        let metas = root.all("meta").into_iter();
        let mut ids =
            metas.filter(|meta| meta.has("name", "cover")).filter_map(|meta| meta.attribute("content"));
        ids.find_map(|id| {
            manifest.items.get(&id).filter(|item| media::Kind::of(&item.media_type).is_picture())
        })
    };
    marked.or_else(|| named().map(|item| item.path.clone()))
}
