//! E-books: EPUB 2 and 3, in reading order, a chapter for every entry of the table of contents.
//!
//! The archive is read by the `zip` crate and the container's XML by `quick-xml`: libraries for whole books, such as
//! `rbook`, inflate the package document and the table of contents without a limit that we could set, and a book comes
//! from anywhere. Documents are inflated and parsed one at a time and walked as web pages are, but with all that is in
//! them. What the book lists and does not hold is skipped with that reason, as are its lists of links and its cover.

mod chapters;
mod matter;
mod package;
mod toc;

use std::collections::{BTreeMap, BTreeSet};

use super::archive::{Archive, resolve};
use super::{Article, Block, Inline, Kind, Origin, Place, Skipped, Why, frame, html, tree};
use crate::Result;
use crate::xml;
use package::{Document, Form};
use toc::Entry;

/// Where a book lists what is encrypted in it.
const ENCRYPTION: &str = "META-INF/encryption.xml";
/// How fonts are made unfit for use outside their book, which leaves the text as it is.
const FONTS_ONLY: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];
/// A document with more elements would take more memory than a reader has; long novels have 20,000. A book may have any
/// number of documents.
const MOST_ELEMENTS: usize = 300_000;

/// Understands a book; `name` is what errors call it.
pub(crate) fn read(bytes: &[u8], name: &str) -> Result<Article> {
    let mut archive = Archive::open(bytes, name)?;
    let package = package::read(&mut archive)?;
    let locked = locked(&mut archive)?;
    if package.documents.iter().any(|document| locked.contains(&document.path)) {
        return Err(
            archive.refused("it is protected by DRM; only the reader that it was sold for can open it")
        );
    }
    let entries = toc::read(&mut archive, &package)?;
    let article = Article { meta: package.meta, ..Article::default() };
    let mut book = Book { toc: Toc::of(entries), article, shown: BTreeMap::new() };
    let navigation: BTreeSet<String> = package.navigation.into_iter().collect();
    let spine: BTreeSet<&String> = package.documents.iter().map(|document| &document.path).collect();
    for path in navigation.iter().filter(|path| !spine.contains(path)) {
        if let Some(text) = archive.text(path)? {
            book.skip(html::plain(&text), Why::Navigation, path);
        }
    }
    for document in &package.documents {
        let text = if document.form == Form::Picture { None } else { archive.text(&document.path)? };
        let elements =
            text.iter().flat_map(|text| text.split('<')).filter(|tag| !tag.starts_with('/')).count();
        if MOST_ELEMENTS < elements {
            return Err(archive.refused("one of its documents has too many elements; split it"));
        }
        match text {
            Some(text) if navigation.contains(&document.path) => {
                book.skip(html::plain(&text), Why::Navigation, &document.path);
            }
            Some(text) => book.document(document, &text),
            None if document.form == Form::Picture => book.picture(&document.path),
            None => book.skip(document.path.clone(), Why::Missing, &document.path),
        }
    }
    Ok(book.finish())
}

/// A picture of a book, by its path in it; `None` if it is missing, damaged, too large or locked.
pub(super) fn picture(bytes: &[u8], path: &str) -> Option<Vec<u8>> {
    let mut archive = Archive::open(bytes, path).ok()?;
    let is_open = !locked(&mut archive).ok()?.contains(path);
    is_open.then(|| archive.read(path).ok()).flatten().flatten()
}

/// The paths of what cannot be read without a key.
fn locked(archive: &mut Archive<'_>) -> Result<BTreeSet<String>> {
    let text = archive.text(ENCRYPTION)?.unwrap_or_default();
    let tree = xml::parse(&text).ok_or_else(|| archive.excessive())?;
    let encrypted = tree.all("EncryptedData").into_iter().filter(|data| {
        let method = data.child("EncryptionMethod").and_then(|method| method.attribute("Algorithm"));
        !method.is_some_and(|method| FONTS_ONLY.contains(&method.as_str()))
    });
    let references = encrypted.flat_map(|data| data.all("CipherReference"));
    let paths = references.filter_map(|reference| resolve("", &reference.attribute("URI")?));
    Ok(paths.map(|(path, _)| path).collect())
}

/// The beginning of a document.
fn origin(path: &str) -> Origin {
    Origin { place: Place::Element(path.to_owned()), anchor: None }
}

/// The table of contents, by the documents that its entries lead to.
struct Toc {
    by_document: BTreeMap<String, Vec<Entry>>,
    /// The titles that lead nowhere.
    astray: Vec<String>,
    is_empty: bool,
}

impl Toc {
    fn of(entries: Vec<Entry>) -> Toc {
        let mut toc = Toc { by_document: BTreeMap::new(), astray: Vec::new(), is_empty: entries.is_empty() };
        for entry in entries {
            match &entry.target {
                Some((path, _)) => toc.by_document.entry(path.clone()).or_default().push(entry),
                None => toc.astray.push(entry.title),
            }
        }
        toc
    }
}

/// A book, as far as it was read.
struct Book {
    toc: Toc,
    article: Article,
    /// The marks that show at references to notes, by their labels.
    shown: BTreeMap<String, String>,
}

impl Book {
    fn skip(&mut self, text: String, why: Why, path: &str) {
        self.article.skipped.push(Skipped::certain(text, why, origin(path)));
    }

    /// A picture that is a page of the book.
    fn picture(&mut self, path: &str) {
        let why = if self.is_cover(path) { Why::Decorative } else { Why::Undescribed };
        self.skip(path.to_owned(), why, path);
    }

    fn is_cover(&self, path: &str) -> bool {
        self.article.meta.image.as_deref() == Some(path)
    }

    fn document(&mut self, document: &Document, text: &str) {
        let path = document.path.as_str();
        let entries = self.toc.by_document.remove(path).unwrap_or_default();
        let fragment = |entry: &Entry| entry.target.as_ref().and_then(|(_, fragment)| fragment.clone());
        let anchors: BTreeSet<String> = entries.iter().filter_map(fragment).collect();
        let anchors: Vec<&str> = anchors.iter().map(String::as_str).collect();
        let mut part = match document.form {
            Form::Drawing => html::drawing(text),
            _ => html::document(text, &self.article.meta, &anchors),
        };
        Adapter { path, shown: &mut self.shown }.blocks(&mut part.blocks);
        for skipped in &mut part.skipped {
            stand_in(&mut skipped.origin, path);
        }
        let place = |fragment: &str| anchors.binary_search(&fragment).ok().and_then(|at| part.places[at]);
        let mut titles: Vec<(usize, &str)> = Vec::new();
        for entry in &entries {
            let at = fragment(entry).map_or(Some(0), |fragment| place(&fragment));
            match at.or(titles.is_empty().then_some(0)) {
                Some(at) => titles.push((at, &entry.title)),
                // An entry whose anchor the document does not have.
                None => self.toc.astray.push(entry.title.clone()),
            }
        }
        titles.sort_by_key(|(at, _)| *at);
        if part.blocks.is_empty() && part.skipped.is_empty() && titles.is_empty() {
            self.skip(path.to_owned(), Why::Wordless, path);
        }
        self.article.skipped.append(&mut part.skipped);
        let blocks = if self.toc.is_empty { part.blocks } else { chapters::open(part.blocks, &titles, path) };
        for block in blocks {
            match &block.kind {
                Kind::Figure { caption: None, alt, source: Some(source), .. }
                    if alt.as_deref().is_none_or(str::is_empty) && self.is_cover(source) =>
                {
                    self.skip(source.clone(), Why::Decorative, path);
                }
                _ => self.article.blocks.push(block),
            }
        }
    }

    /// The article, with the titles that led nowhere left out.
    fn finish(mut self) -> Article {
        let astray =
            std::mem::take(&mut self.toc.by_document).into_values().flatten().map(|entry| entry.title);
        for title in std::mem::take(&mut self.toc.astray).into_iter().chain(astray).collect::<Vec<_>>() {
            let origin = Origin::default();
            self.article.skipped.push(Skipped::certain(title, Why::Navigation, origin));
        }
        frame::cut(&mut self.article);
        chapters::leave_empty(&mut self.article);
        matter::leave_out(&mut self.article);
        self.number_notes();
        self.article.normal()
    }

    /// Calls the notes what shows at the references to them; one that has the mark of an earlier one gets its own after it.
    fn number_notes(&mut self) {
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for block in tree::blocks(&self.article.blocks) {
            let Kind::Note { label, .. } = &block.kind else { continue };
            let Some(mark) = self.shown.get(label).filter(|_| !names.contains_key(label)) else { continue };
            let count = counts.entry(mark).or_default();
            *count += 1;
            let name = if *count == 1 { mark.clone() } else { format!("{mark}-{count}") };
            names.insert(label.clone(), name);
        }
        tree::visit_blocks(&mut self.article.blocks, &mut |block| {
            if let Kind::Note { label, .. } = &mut block.kind
                && let Some(name) = names.get(label)
            {
                name.clone_into(label);
            }
            visit_references(block, &mut |label| {
                if let Some(name) = names.get(label) {
                    name.clone_into(label);
                }
            });
        });
    }
}

fn stand_in(origin: &mut Origin, path: &str) {
    if let Place::Element(place) = &origin.place {
        origin.place = Place::Element(format!("{path}/{place}"));
    } else {
        origin.place = Place::Element(path.to_owned());
    }
}

/// Changes the labels to which a block refers.
fn visit_references(block: &mut Block, change: &mut impl FnMut(&mut String)) {
    for run in block.runs_mut() {
        tree::visit_inlines(run, &mut |inline| {
            if let Inline::NoteRef(label) = inline {
                change(label);
            }
        });
    }
}

/// Makes what a document says of places in itself true of the whole book.
struct Adapter<'a> {
    path: &'a str,
    shown: &'a mut BTreeMap<String, String>,
}

impl Adapter<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        tree::visit_blocks(blocks, &mut |block| {
            stand_in(&mut block.origin, self.path);
            match &mut block.kind {
                Kind::Note { label, .. } => *label = self.label(label),
                Kind::Figure { source: Some(source), .. } => {
                    if let Some((path, _)) = resolve(self.path, source) {
                        *source = path;
                    }
                }
                _ => {}
            }
            visit_references(block, &mut |reference| {
                let (label, mark) = reference.split_once(html::SHOWN_AS).unwrap_or((reference, ""));
                let label = self.label(label);
                if !mark.is_empty() {
                    self.shown.entry(label.clone()).or_insert_with(|| mark.to_owned());
                }
                *reference = label;
            });
        });
    }

    /// A note's label that is its own among all documents: its address in the book.
    fn label(&self, label: &str) -> String {
        match resolve(self.path, label).filter(|_| label.contains('#')) {
            Some((path, Some(fragment))) => format!("{path}#{fragment}"),
            _ => format!("{}#{label}", self.path),
        }
    }
}
