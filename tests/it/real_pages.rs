//! Real pages, where a folder of them is at hand: each sentence outside certain furniture has its fate in the ledger.

use std::collections::HashSet;
use std::io::Read;
use std::path::{Path, PathBuf};

use articast::article::{self, Source};
use articast::script::{self, ReadingStyle};
use dom_query::{Document, NodeRef};

use crate::program::shared;

/// One page of so many is read.
const EVERY: usize = 6;
/// What holds no text of a page by its nature.
const FURNITURE: [&str; 18] = [
    "nav", "script", "style", "template", "noscript", "head", "title", "form", "button", "input", "select",
    "option", "textarea", "label", "svg", "math", "iframe", "object",
];
/// Elements that stand in a line.
const INLINE: [&str; 12] =
    ["a", "b", "i", "em", "strong", "span", "u", "mark", "small", "abbr", "time", "font"];
/// A sentence has so many words.
const WORDS: usize = 6;

/// The folder of pages: the one that the environment names, or the one beside the checkout.
fn pages() -> Option<PathBuf> {
    match std::env::var_os("ARTICAST_PAGES") {
        Some(folder) => Some(PathBuf::from(folder)),
        None => shared("corpora/pages"),
    }
}

/// The files in a folder and those in it.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        let is = |path: &Path, end: &str| path.extension().is_some_and(|found| found == end);
        let unpacked = if is(&path, "gz") { path.with_extension("") } else { path.clone() };
        if path.is_dir() {
            files(&path, found);
        } else if is(&unpacked, "html") {
            found.push(path);
        }
    }
}

fn read(path: &Path) -> Vec<u8> {
    let bytes = std::fs::read(path).unwrap();
    if path.extension().is_some_and(|ending| ending == "gz") {
        let mut page = Vec::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut page).unwrap();
        return page;
    }
    bytes
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The sentences of plain lines: blocks in which only text and what stands in a line is.
fn sentences(html: &str) -> Vec<String> {
    let document = Document::from(html);
    let mut found = Vec::new();
    let mut todo: Vec<NodeRef<'_>> = document.body().into_iter().collect();
    while let Some(node) = todo.pop() {
        if node.node_name().is_some_and(|name| FURNITURE.contains(&&*name)) {
            continue;
        }
        let is_plain = |inner: &NodeRef<'_>| {
            inner.is_text() || inner.node_name().is_some_and(|name| INLINE.contains(&&*name))
        };
        let is_line =
            matches!(node.node_name().as_deref(), Some("p" | "li" | "td" | "dd" | "h2" | "h3" | "div"));
        if is_line && node.descendants_it().all(|inner| is_plain(&inner)) {
            let text = node.text().to_string();
            let all = text.split_inclusive(['.', '!', '?']).map(str::trim);
            let is_whole =
                |one: &&str| one.ends_with(['.', '!', '?']) && WORDS <= one.split_whitespace().count();
            found.extend(all.filter(is_whole).map(str::to_owned));
        } else {
            todo.extend(node.children_it(false).filter(NodeRef::is_element));
        }
    }
    found
}

/// The sentences of a page that no entry of its ledger has.
fn lost(page: Vec<u8>) -> Vec<String> {
    let html = String::from_utf8_lossy(&page).into_owned();
    let article = article::read(&Source { name: "a.html".into(), bytes: page, ..Source::default() }).unwrap();
    let ledger = script::write(&article, &ReadingStyle::default()).ledger;
    let meta = &article.meta;
    let facts = [&meta.title, &meta.byline, &meta.published].into_iter().flatten();
    let told: String =
        ledger.entries.iter().map(|entry| &entry.text).chain(facts).map(|text| letters(text)).collect();
    let all: HashSet<String> = sentences(&html).into_iter().collect();
    let mut lost: Vec<String> =
        all.into_iter().filter(|sentence| !told.contains(&letters(sentence))).collect();
    lost.sort();
    lost
}

#[test]
fn each_sentence_of_real_pages_has_its_fate_in_the_ledger() {
    let Some(folder) = pages() else { return };
    let mut all = Vec::new();
    files(&folder, &mut all);
    all.sort();
    let mut found = Vec::new();
    for path in all.iter().step_by(EVERY) {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        found.extend(lost(read(path)).into_iter().map(|sentence| format!("{name}: {sentence}")));
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_sentence_that_no_ledger_has_is_found() {
    let page = "<title>The lamp</title><article><p>The lamp burns all night, whoever looks at it. Go on.</p>\
        <noscript><p>This page works without any script at all.</p></noscript></article>";
    assert_eq!(sentences(page), ["The lamp burns all night, whoever looks at it."]);
    assert_eq!(lost(page.into()), Vec::<String>::new());
}
