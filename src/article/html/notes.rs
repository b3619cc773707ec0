//! Notes of a page: which links refer to one, and which elements they are. The marks are attributes of our own, set
//! on the tree before it is walked.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::page;

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

/// Marks the notes under an element, what refers to them, and what leads back.
pub(super) fn mark(body: &NodeRef<'_>, labels: Labels) {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    let mut by_id: HashMap<String, NodeRef<'_>> = HashMap::new();
    for element in &elements {
        for mark in [REFERENCE, NOTE, BACK, CITATION, CITES] {
            element.remove_attr(mark);
        }
        for id in ["id", "name"].iter().filter_map(|name| page::filled(element, name)) {
            by_id.entry(id).or_insert(*element);
        }
    }
    for element in &elements {
        if is(element, &["doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote"]) {
            element.set_attr(NOTE, &page::filled(element, "id").unwrap_or_default());
        }
    }
    let mut marks: HashMap<String, NodeId> = HashMap::new();
    let mut references = References::default();
    let mut sizes: HashMap<NodeId, usize> = HashMap::new();
    for link in elements.iter().filter(|element| page::name(element) == "a") {
        let Some(href) = page::filled(link, "href") else { continue };
        if is(link, &["doc-backlink", "backlink", "footnote-backref", "reversefootnote", "footnote-back"]) {
            link.set_attr(BACK, "");
        } else if let Some(target) = href.strip_prefix('#') {
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
            references.set(link, label);
            note.set_attr(NOTE, label);
        } else if href.contains('#') && is(link, &["doc-noteref", "noteref"]) {
            // In another document of the same book.
            references.set(link, &href);
        }
    }
    mark_ways_back(&elements, &by_id, &mut references);
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
fn mark_ways_back(
    elements: &[NodeRef<'_>],
    by_id: &HashMap<String, NodeRef<'_>>,
    references: &mut References,
) {
    for note in elements.iter().filter(|element| element.has_attr(NOTE) || element.has_attr(CITATION)) {
        // The tree cannot be written while it is walked.
        let links: Vec<NodeRef<'_>> =
            note.descendants_it().filter(|inner| page::name(inner) == "a").collect();
        for link in links {
            let target = page::filled(&link, "href").unwrap_or_default();
            let target = target.strip_prefix('#').and_then(|id| by_id.get(id));
            if target.is_some_and(|target| references.lead_back(target)) {
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
fn is(element: &NodeRef<'_>, names: &[&str]) -> bool {
    ["role", "epub:type", "class"].iter().filter_map(|name| page::attribute(element, name)).any(|marks| {
        marks.split_whitespace().any(|mark| names.iter().any(|name| mark.eq_ignore_ascii_case(name)))
    })
}

/// What a link shows, without brackets around it.
fn shown(link: &NodeRef<'_>) -> String {
    let text = page::words(link);
    text.trim_matches(|c: char| matches!(c, '[' | ']' | '(' | ')') || c.is_whitespace()).to_owned()
}

/// Whether a mark can be the label of a note.
fn is_short(mark: &str) -> bool {
    (1..=4).contains(&mark.chars().count())
        && mark.chars().all(|c| c.is_alphanumeric() || "*†‡§¶".contains(c))
}

/// Whether a link refers to a note: it says so, or is a mark above the line.
fn refers(link: &NodeRef<'_>) -> bool {
    const NAMES: [&str; 8] = [
        "doc-noteref",
        "noteref",
        "footnote",
        "footnote-ref",
        "footnote-reference",
        "footnote-anchor",
        "fnref",
        "footnoteref",
    ];
    if is(link, &NAMES) {
        return true;
    }
    let mark = shown(link);
    let text = page::words(link);
    let is_mark = (1..=3).contains(&mark.chars().count())
        && mark.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || "*†‡§¶#".contains(c));
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
