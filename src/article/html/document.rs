//! A document of a book: XHTML, all of which is said but what finds the way through the book.

use std::collections::HashMap;

use dom_query::{Document as Tree, NodeRef};
use quick_xml::events::Event;

use super::extract::Kept;
use super::{initials, inline, math, notes, page, placed, pulled, sidenotes, tabs, walk, ways};
use crate::article::elements::is_void;
use crate::article::{Block, Inline, Kind, Meta, Skipped, Why};
use crate::xml;

/// The id of a heading that stands where an anchor was, before its number.
const PLACE: &str = "articast-place-";
/// Elements that a chapter may start within.
const CONTAINERS: [&str; 9] =
    ["html", "body", "div", "section", "article", "main", "header", "hgroup", "center"];

/// What is in a document.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// Its blocks.
    pub(crate) blocks: Vec<Block>,
    /// What is left out.
    pub(crate) skipped: Vec<Skipped>,
    /// For each anchor that was asked for: the block it stands before, if the document has it.
    pub(crate) places: Vec<Option<usize>>,
}

/// Understands a document of a book, which says `meta` of itself, and finds anchors in it, each asked for once.
pub(crate) fn document(text: &str, meta: &Meta, anchors: &[&str]) -> Document {
    let html = as_html(text);
    if page::is_hostile(&html) {
        return Document { places: vec![None; anchors.len()], ..words(&html) };
    }
    let tree = Tree::from(html);
    let Some(body) = tree.body() else { return Document::default() };
    mark(&body, anchors);
    prepare(&tree, &body, notes::Labels::Ids);
    set_aside(&body);
    let mut walker = walk::Walker::new(Kept::default(), meta);
    let blocks = walker.body(&body).into_iter().map(|(_, block)| block).collect();
    let skipped = walker.skipped(Vec::new());
    let (blocks, places) = places(blocks, anchors.len());
    Document { blocks, skipped, places }
}

/// Marks in a tree what its elements are to each other, before it is walked.
pub(super) fn prepare(tree: &Tree, body: &NodeRef<'_>, labels: notes::Labels) {
    notes::mark(body, labels);
    ways::mark(body);
    sidenotes::take_out(tree, body);
    initials::join(tree, body);
    placed::part(tree, body);
    tabs::name(tree, body);
    pulled::mark(body);
    math::mark(body);
}

/// The words of a document, without what its markup means.
pub(crate) fn words(text: &str) -> Document {
    let tree = Tree::from(page::flattened(text));
    let meta = Meta::default();
    let mut walker = walk::Walker::new(Kept::default(), &meta);
    let blocks = tree.body().map(|body| walker.body(&body)).unwrap_or_default();
    let blocks = blocks.into_iter().map(|(_, block)| block).collect();
    Document { blocks, skipped: walker.skipped(Vec::new()), places: Vec::new() }
}

/// A drawing that is a page of a book: the text that is set in it.
pub(crate) fn drawing(text: &str) -> Document {
    if page::is_hostile(text) {
        return words(text);
    }
    let tree = Tree::from(as_html(text));
    let drawings = tree.select("svg");
    let Some(svg) = drawings.nodes().first() else { return words(text) };
    let block =
        |text: String| Block { kind: Kind::Paragraph(vec![Inline::Text(text)]), origin: walk::origin(svg) };
    let blocks: Vec<Block> = super::drawing::paragraphs(svg).into_iter().map(block).collect();
    if blocks.is_empty() {
        return words(text);
    }
    let others = super::drawing::others(svg);
    let left = (!others.is_empty()).then(|| Skipped::certain(others, Why::Hidden, walk::origin(svg)));
    Document { blocks, skipped: left.into_iter().collect(), places: Vec::new() }
}

/// Text that may have markup, without it.
pub(crate) fn plain(text: &str) -> String {
    let tree = if page::is_hostile(text) { Tree::from(page::flattened(text)) } else { Tree::from(text) };
    tree.body().map(|body| page::words(&body)).unwrap_or_default()
}

/// XHTML as HTML: empty elements get an end tag, character data its escapes, and the document's own entities go.
/// What is no XML stays as it is.
fn as_html(text: &str) -> String {
    let mut html = String::with_capacity(text.len() + text.len() / 16);
    let mut reader = xml::lenient(text);
    let mut from = 0;
    loop {
        let Ok(event) = reader.read_event() else {
            html.push_str(&text[from..]);
            return html;
        };
        let to = xml::position(&reader);
        match event {
            Event::Eof => return html,
            Event::Empty(tag) if !is_void(tag.name().into_inner()) => {
                let name = tag.name().into_inner();
                let start = text[from..to].trim_end_matches(['/', '>']);
                html.extend([start, "></", name, ">"]);
            }
            Event::End(tag) if is_void(tag.name().into_inner()) => {}
            Event::CData(data) => html.push_str(&quick_xml::escape::escape(data.into_inner())),
            Event::DocType(_) | Event::Decl(_) | Event::PI(_) => {}
            _ => html.push_str(&text[from..to]),
        }
        from = to;
    }
}

/// Marks lists of links, which are not told.
fn set_aside(body: &NodeRef<'_>) {
    for node in body.descendants_it().filter(|node| node.has_name("nav")).collect::<Vec<_>>() {
        node.set_attr(inline::WAY, "");
    }
}

/// Puts a heading with a name of its own before the block in which an anchor stands.
fn mark(body: &NodeRef<'_>, anchors: &[&str]) {
    let mut wanted: HashMap<&str, usize> =
        anchors.iter().zip(0..).map(|(anchor, at)| (*anchor, at)).collect();
    for node in body.descendants_it().filter(NodeRef::is_element).collect::<Vec<_>>() {
        for anchor in ["id", "name"].into_iter().filter_map(|name| page::filled(&node, name)) {
            let Some(number) = wanted.remove(anchor.as_str()) else { continue };
            let outer =
                node.ancestors_it(None).filter(|outer| !CONTAINERS.contains(&page::name(outer).as_str()));
            let block = outer.filter(NodeRef::is_element).last().unwrap_or(node);
            block.before_html(format!("<h6 id=\"{PLACE}{number}\">{PLACE}{number}</h6>"));
        }
    }
}

/// Takes the headings that only mark places out of the blocks.
fn places(blocks: Vec<Block>, count: usize) -> (Vec<Block>, Vec<Option<usize>>) {
    let mut places = vec![None; count];
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks {
        let anchor = block.origin.anchor.as_deref().filter(|_| matches!(block.kind, Kind::Heading { .. }));
        let number = anchor.and_then(|anchor| anchor.strip_prefix(PLACE)?.parse::<usize>().ok());
        match number.and_then(|number| places.get_mut(number)) {
            Some(place) => *place = place.or(Some(kept.len())),
            None => kept.push(block),
        }
    }
    (kept, places)
}

#[test]
fn empty_elements_swallow_nothing() {
    let text = "<?xml version='1.0'?><!DOCTYPE html [<!ENTITY x 'y'>]><html><head><title/><script src='a'/></head>\
                <body><a id='x'/>one<br></br>two<img alt='a/b'/><![CDATA[<three>]]>&nbsp;four</body></html>";
    assert_eq!(
        as_html(text),
        "<html><head><title></title><script src='a'></script></head><body><a id='x'></a>one<br>two\
         <img alt='a/b'/>&lt;three&gt;&nbsp;four</body></html>"
    );
    let broken = "<p>one <b>two<p>three <!-- four";
    assert_eq!(as_html(broken), broken);
}

#[cfg(test)]
#[test]
fn words_in_a_drawing_are_not_lost() {
    let text = "<body><svg><title>A map</title><g><text>North</text><text>South</text></g></svg></body>";
    let found = document(text, &Meta::default(), &[]);
    assert_eq!(crate::article::text_of(&found.blocks), "A map");
    assert_eq!((found.skipped[0].text.as_str(), found.skipped[0].why), ("North\nSouth", Why::DescribedAside));
}

#[test]
fn anchors_are_found_wherever_they_stand() {
    let text = "<body><p>zero</p><div><a id='a'/><section id='b'><p>one <i><span id='c'>two</span></i></p>\
                <ul><li id='d'>three</li></ul></section></div></body>";
    let found = document(text, &Meta::default(), &["a", "b", "c", "d", "e"]);
    assert_eq!(found.places, [Some(1), Some(1), Some(1), Some(2), None]);
    assert_eq!(crate::article::text_of(&found.blocks), "zero\none two\nthree");
}
