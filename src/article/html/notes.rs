//! Notes of a page: which links refer to one, and which elements they are. The marks are attributes of our own, set
//! on the tree before it is walked.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::page;
use crate::article::{Block, Inline, Kind};

/// On a link: the label of the note to which it refers, its id; with a document before it if it is in another one.
const REFERENCE: &str = "data-articast-noteref";
/// On a link that refers: it is to a source, and shows this mark.
const CITES: &str = "data-articast-cites";
/// On an element: the label of the note that it is.
const NOTE: &str = "data-articast-note";
/// On a link: it leads from a note back to the text.
const BACK: &str = "data-articast-backlink";
/// On an element: it names a source, to which marks in the text refer, and stays in its list.
const CITATION: &str = "data-articast-citation";

/// What notes are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Labels {
    /// What shows at the text that refers to them, where that is a short mark and no other note's.
    Marks,
    /// Their ids, which documents of the same book know.
    Ids,
}

/// A note with more bytes is a chapter.
const LONGEST: usize = 20_000;

/// The label of the note to which a link refers.
pub(super) fn reference(node: &NodeRef<'_>) -> Option<String> {
    page::attribute(node, REFERENCE)
}

/// The mark of a link that leads to a source.
pub(super) fn cites(node: &NodeRef<'_>) -> Option<String> {
    page::attribute(node, CITES)
}

/// The label of the note that an element is.
pub(super) fn label(node: &NodeRef<'_>) -> Option<String> {
    page::attribute(node, NOTE)
}

/// Whether a link leads from a note back to the text.
pub(super) fn is_backlink(node: &NodeRef<'_>) -> bool {
    node.has_attr(BACK)
}

/// Has a link refer to the note of this label.
pub(super) fn refer_to(link: &NodeRef<'_>, label: &str) {
    link.set_attr(REFERENCE, label);
}

/// Makes an element the note of this label.
pub(super) fn call(note: &NodeRef<'_>, label: &str) {
    note.set_attr(NOTE, label);
}

/// Takes off marks that a page brings along, marks what calls itself a note, and gives the elements by their ids.
fn begin<'a>(elements: &[NodeRef<'a>]) -> HashMap<String, NodeRef<'a>> {
    let mut by_id: HashMap<String, NodeRef<'a>> = HashMap::new();
    for element in elements {
        for mark in [REFERENCE, NOTE, BACK, CITATION, CITES] {
            element.remove_attr(mark);
        }
        for id in ["id", "name"].iter().filter_map(|name| page::filled(element, name)) {
            by_id.entry(id).or_insert(*element);
        }
    }
    for element in elements {
        if is(element, &["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"]) {
            element.set_attr(NOTE, &page::filled(element, "id").unwrap_or_default());
        }
    }
    by_id
}

/// Marks the notes under an element, what refers to them, and what leads back.
pub(super) fn mark(body: &NodeRef<'_>, labels: Labels) {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    let by_id = begin(&elements);
    let mut marks: HashMap<String, NodeId> = HashMap::new();
    let mut references = References::default();
    let mut sizes: HashMap<NodeId, usize> = HashMap::new();
    for link in elements.iter().filter(|element| page::name(element) == "a") {
        let Some(href) = page::filled(link, "href") else { continue };
        if labels == Labels::Ids
            && let Some(note) = note_led_back_from(link, &href)
        {
            // A note to which another document of the book refers.
            let id =
                [Some(*link), Some(note)].into_iter().flatten().find_map(|node| page::filled(&node, "id"));
            note.set_attr(NOTE, &id.unwrap_or_default());
            link.set_attr(BACK, "");
        } else if is(
            link,
            &["doc-backlink", "backlink", "footnote-backref", "reversefootnote", "footnote-back"],
        ) {
            link.set_attr(BACK, "");
        } else if let Some(target) = on_this_page(&href, labels, &by_id) {
            if by_id.get(target).is_some_and(|target| is_in_note(link) && references.lead_back(target)) {
                // Marks in a list of sources, which lead to each place that refers to one.
                link.set_attr(BACK, "");
                continue;
            }
            let note = by_id.get(target).filter(|_| refers(link)).and_then(|target| note_of(target, link));
            let mut size =
                |note: &NodeRef<'_>| *sizes.entry(note.id).or_insert_with(|| page::words(note).len());
            let Some(note) = note.filter(|note| size(note) < LONGEST) else { continue };
            let mark = shown(link);
            if is_source(&note) {
                references.set(link, target);
                link.set_attr(CITES, &format!("[{mark}]"));
                note.set_attr(CITATION, target);
                continue;
            }
            let own = labels == Labels::Marks
                && is_short(&mark)
                && *marks.entry(mark.to_lowercase()).or_insert(note.id) == note.id;
            let label = if own { mark.as_str() } else { target };
            references.set(link, &shown_as(label, &mark, labels));
            note.set_attr(NOTE, label);
        } else if leads_to_another_document(&href)
            && (labels == Labels::Ids && refers(link) || is(link, &["doc-noteref", "noteref"]))
        {
            references.set(link, &shown_as(&href, &shown(link), labels));
        }
    }
    let target = |link: &NodeRef<'_>| {
        let href = page::filled(link, "href").unwrap_or_default();
        on_this_page(&href, labels, &by_id).and_then(|id| by_id.get(id).copied())
    };
    mark_ways_back(&elements, &target, &mut references);
}

/// Between the label of a note and the mark that shows at a reference to it, in a document of a book.
pub(crate) const SHOWN_AS: char = '\u{1f}';

/// A label, in a book with the mark that shows.
fn shown_as(label: &str, mark: &str, labels: Labels) -> String {
    if labels == Labels::Ids && is_short(mark) {
        format!("{label}{SHOWN_AS}{mark}")
    } else {
        label.to_owned()
    }
}

/// The id of the element on the page to which a link leads; pages that were saved name it by their full address.
fn on_this_page<'h>(href: &'h str, labels: Labels, by_id: &HashMap<String, NodeRef<'_>>) -> Option<&'h str> {
    let whole = || href.rsplit_once('#').filter(|_| labels == Labels::Marks).map(|(_, id)| id);
    href.strip_prefix('#').or_else(|| whole().filter(|id| by_id.contains_key(*id)))
}

/// Whether an address is that of a place in another document of the same book.
fn leads_to_another_document(href: &str) -> bool {
    href.split_once('#').is_some_and(|(path, id)| !path.is_empty() && !path.contains(':') && !id.is_empty())
}

/// The note that a link to another document leads back from: its mark stands before the note, or an arrow behind it.
fn note_led_back_from<'a>(link: &NodeRef<'a>, href: &str) -> Option<NodeRef<'a>> {
    let mark = shown(link);
    let is_arrow = !mark.is_empty() && !mark.contains(char::is_alphanumeric) && mark.chars().count() <= 2;
    if !leads_to_another_document(href) || is(link, &REFERENCES) || !(is_arrow || is_mark(&mark)) {
        return None;
    }
    let fits =
        |node: &NodeRef<'_>| matches!(page::name(node).as_str(), "li" | "p" | "div" | "aside" | "dd" | "td");
    let block = link.ancestors_it(Some(4)).find(fits).filter(|block| page::is_short(block, LONGEST))?;
    let words = page::words(&block);
    let at_edge = if is_arrow && !"*†‡§".contains(&mark) {
        words.ends_with(&page::words(link))
    } else {
        words.starts_with(&page::words(link))
    };
    // A paragraph in an item is a part of the note that the item is.
    let outer = block.parent().filter(|outer| {
        page::name(&block) == "p" && outer.has_attr("id") && !block.has_attr("id") && fits(outer)
    });
    let note = outer.unwrap_or(block);
    let has_id = link.has_attr("id") || note.has_attr("id");
    (at_edge && has_id && mark.len() + 3 < words.len()).then_some(note)
}

/// Takes off the stop behind the mark of a note, which is not told.
pub(super) fn without_stop(blocks: &mut [Block]) {
    let Some(Kind::Paragraph(content)) = blocks.first_mut().map(|block| &mut block.kind) else { return };
    let is_blank = |piece: &Inline| matches!(piece, Inline::Text(text) if text.trim().is_empty());
    if let Some(Inline::Text(text)) = content.iter_mut().find(|piece| !is_blank(piece))
        && let Some(rest) = text.trim_start().strip_prefix(['.', ')', ']', ':', '/'])
        && rest.starts_with(char::is_whitespace)
    {
        *text = rest.trim_start().to_owned();
    }
}

/// How many links that refer to a note are in each element, itself among them.
#[derive(Default)]
struct References(HashMap<NodeId, usize>);

impl References {
    /// Has a link refer to a note.
    fn set(&mut self, link: &NodeRef<'_>, label: &str) {
        if !link.has_attr(REFERENCE) {
            for node in [*link].into_iter().chain(link.ancestors_it(None)) {
                *self.0.entry(node.id).or_default() += 1;
            }
        }
        link.set_attr(REFERENCE, label);
    }

    /// Has a link refer to none.
    fn remove(&mut self, link: &NodeRef<'_>) {
        if link.has_attr(REFERENCE) {
            for node in [*link].into_iter().chain(link.ancestors_it(None)) {
                self.0.entry(node.id).and_modify(|count| *count -= 1);
            }
        }
        link.remove_attr(REFERENCE);
        link.remove_attr(CITES);
    }

    /// Whether a link to this place leads back: the place refers, or what is in it or right around it.
    fn lead_back(&self, target: &NodeRef<'_>) -> bool {
        self.0.get(&target.id).is_some_and(|count| 0 < *count)
            || target.ancestors_it(Some(2)).any(|outer| outer.has_attr(REFERENCE))
    }
}

/// Links in a note to what refers to it lead back; so do its own number and an arrow.
fn mark_ways_back<'a>(
    elements: &[NodeRef<'a>],
    target: &dyn Fn(&NodeRef<'a>) -> Option<NodeRef<'a>>,
    references: &mut References,
) {
    for note in elements.iter().filter(|element| element.has_attr(NOTE) || element.has_attr(CITATION)) {
        // The tree cannot be written while it is walked.
        let links: Vec<NodeRef<'a>> =
            note.descendants_it().filter(|inner| page::name(inner) == "a").collect();
        for link in links {
            if target(&link).is_some_and(|target| references.lead_back(&target)) {
                references.remove(&link);
                link.set_attr(BACK, "");
            }
        }
    }
}

fn is_in_note(link: &NodeRef<'_>) -> bool {
    link.ancestors_it(Some(6)).any(|outer| outer.has_attr(NOTE) || outer.has_attr(CITATION))
}

/// Whether a role, a type (EPUB Structural Semantics) or a class of an element is one of these.
pub(super) fn is(element: &NodeRef<'_>, names: &[&str]) -> bool {
    ["role", "epub:type", "class"].iter().filter_map(|name| page::attribute(element, name)).any(|marks| {
        marks.split_whitespace().any(|mark| names.iter().any(|name| mark.eq_ignore_ascii_case(name)))
    })
}

/// What a link shows, without brackets around it.
pub(super) fn shown(link: &NodeRef<'_>) -> String {
    let text = page::words(link);
    text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')') || c.is_whitespace()).to_owned()
}

/// Whether a mark can be the label of a note.
fn is_short(mark: &str) -> bool {
    (1..=4).contains(&mark.chars().count())
        && mark.chars().all(|c| c.is_alphanumeric() || "*†‡§¶".contains(c))
}

/// What links are called that refer to notes.
const REFERENCES: [&str; 8] = [
    "doc-noteref",
    "noteref",
    "footnote",
    "footnote-ref",
    "footnote-reference",
    "footnote-anchor",
    "fnref",
    "footnoteref",
];

/// Whether a text is the mark of a note, without brackets around it.
pub(super) fn is_mark(text: &str) -> bool {
    (1..=3).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || "*†‡§¶#".contains(c))
}

/// Whether a link refers to a note: it says so, or is a mark above the line.
fn refers(link: &NodeRef<'_>) -> bool {
    if is(link, &REFERENCES) {
        return true;
    }
    let is_mark = is_mark(&shown(link));
    let text = page::words(link);
    let raised =
        || link.ancestors_it(Some(2)).chain(link.descendants_it()).any(|node| page::name(&node) == "sup");
    is_mark && (raised() || text.starts_with('['))
}

/// The block that a link's target is or stands in, if that can be a note.
fn note_of<'a>(target: &NodeRef<'a>, link: &NodeRef<'_>) -> Option<NodeRef<'a>> {
    let fits = |node: &NodeRef<'_>| {
        matches!(page::name(node).as_str(), "li" | "p" | "div" | "aside" | "dd" | "section" | "blockquote")
    };
    let note = [*target].into_iter().chain(target.ancestors_it(Some(4))).find(fits)?;
    let holds_link = link.ancestors_it(None).any(|outer| outer.id == note.id);
    (!holds_link).then_some(note)
}

/// Whether a note is an entry in a list of sources (`MediaWiki` calls them `cite_note`).
fn is_source(note: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 6] =
        ["references", "reflist", "doc-bibliography", "doc-biblioentry", "bibliography", "biblioentry"];
    page::filled(note, "id").is_some_and(|id| id.starts_with("cite_note"))
        || is(note, &NAMES)
        || note.ancestors_it(Some(3)).any(|outer| is(&outer, &NAMES))
}
