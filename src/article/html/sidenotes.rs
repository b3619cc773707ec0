//! Notes that stand within their sentence: at the edge of a printed page, behind a mark, or in a box that opens. Each is
//! taken out of it before the page is walked: a link stays in the sentence, and the note follows the block.

use std::collections::HashSet;

use dom_query::{Document, NodeRef};

use super::{inline, notes, page};
use crate::article::elements;

/// Elements that hold a note of their own.
const ELEMENTS: [&str; 3] = ["d-footnote", "footnote", "sidenote"];
/// Classes, roles and types (EPUB Structural Semantics) of notes.
const NOTES: [&str; 33] = [
    "sidenote",
    "side-note",
    "sidenote-content",
    "sidenote-text",
    "marginnote",
    "margin-note",
    "marginalia",
    "ltx_note",
    "doc-footnote",
    "doc-endnote",
    "footnote",
    "endnote",
    "rearnote",
    "inline-footnote",
    "inline-note",
    "footnote-content",
    "footnote-text",
    "footnote-body",
    "footnote-popup",
    "footnote-tooltip",
    "footnote_tooltip",
    "footnote_tooltip_text",
    "footnote__note",
    "footnote__content",
    "footnote__text",
    "modern-footnotes-footnote__note",
    "note-popup",
    "popup-note",
    "tooltiptext",
    "tooltip-text",
    "tooltip-content",
    "tooltip__content",
    "tooltip__text",
];
/// Attributes that hold the text of a box that opens at an element.
const BOXES: [&str; 9] = [
    "tooltip-content",
    "data-tooltip",
    "data-tooltip-content",
    "data-tippy-content",
    "data-footnote",
    "data-footnote-content",
    "data-note",
    "data-sidenote",
    "data-annotation",
];
/// Attributes that hold it where another one says that a box opens.
const TITLES: [&str; 5] =
    ["data-bs-content", "data-content", "data-bs-title", "data-original-title", "title"];
/// Blocks of running text, and those around them that a note cannot stand in.
const HOLDERS: [&str; 18] = [
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "figcaption",
    "figure",
    "caption",
    "td",
    "th",
    "tr",
    "tbody",
    "thead",
    "table",
    "dt",
    "summary",
];

/// Takes the notes out of their sentences, once what refers to other notes is marked.
pub(super) fn take_out(document: &Document, body: &NodeRef<'_>) {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    let mut taken: HashSet<String> = elements.iter().filter_map(notes::label).collect();
    let referred: HashSet<String> = elements.iter().filter_map(notes::reference).collect();
    let mut number = 0;
    for element in &elements {
        let inside = element.ancestors_it(None).any(|outer| notes::label(&outer).is_some());
        let has_link = notes::label(element).is_some_and(|label| referred.contains(&label));
        if inside || has_link || page::is_machinery(&page::name(element)) {
            continue;
        }
        let text = opens(element);
        if text.is_none() && !is_note(element) {
            continue;
        }
        let Some(home) = home(element) else { continue };
        let mark = set_marks_aside(element, text.is_some()).filter(|mark| !taken.contains(mark));
        let label = mark.unwrap_or_else(|| {
            number += 1;
            format!("note-{number}")
        });
        taken.insert(label.clone());
        let link = document.tree.new_element("a");
        link.append_child(&document.tree.new_text("*"));
        notes::refer_to(&link, &label);
        if let Some(text) = text {
            let note = document.tree.new_element("aside");
            note.append_child(&document.tree.new_text(text));
            notes::call(&note, &label);
            element.insert_after(&link);
            home.take(&note);
        } else {
            element.insert_before(&link);
            element.remove_from_parent();
            element.rename("aside");
            element.remove_attrs(&["hidden", "style", "aria-hidden", "role"]);
            notes::call(element, &label);
            home.take(element);
        }
    }
}

/// Whether an element is a note within running text.
fn is_note(element: &NodeRef<'_>) -> bool {
    let name = element.node_name().unwrap_or_default();
    if elements::is_block(&page::name(element)) || element.has_name("a") {
        return false;
    }
    let named = ELEMENTS.contains(&&*name) || element.attr("role").is_some_and(|role| &*role == "tooltip");
    (named || notes::is(element, &NOTES)) && says_enough(&page::words(element))
}

/// The text of a box that opens at an element in running text.
fn opens(element: &NodeRef<'_>) -> Option<String> {
    let name = page::name(element);
    if elements::is_block(&name) || matches!(name.as_str(), "button" | "abbr" | "img" | "svg" | "input") {
        return None;
    }
    let leads = page::filled(element, "href").is_some_and(|href| !href.starts_with(['#', 'j']));
    if leads || page::words(element).is_empty() {
        return None;
    }
    let says_so = ["data-toggle", "data-bs-toggle"].iter().any(|name| {
        page::filled(element, name).is_some_and(|kind| matches!(kind.as_str(), "tooltip" | "popover"))
    });
    let titles = if says_so { TITLES.as_slice() } else { &[] };
    let text = BOXES.iter().chain(titles).find_map(|name| page::filled(element, name))?;
    let text = super::plain(&text);
    (says_enough(&text) && 3 <= text.split_whitespace().count()).then_some(text)
}

/// Whether a text says more than the mark of a note.
fn says_enough(text: &str) -> bool {
    2 <= text.split_whitespace().count() || 6 <= text.chars().count()
}

/// Where a note goes that leaves its sentence.
enum Home<'a> {
    After(NodeRef<'a>),
    EndOf(NodeRef<'a>),
}

impl Home<'_> {
    fn take(&self, note: &NodeRef<'_>) {
        match self {
            Home::After(block) => block.insert_after(note),
            Home::EndOf(block) => block.append_child(note),
        }
    }
}

/// Where the note of a sentence goes, if an element stands in one with other words.
fn home<'a>(element: &NodeRef<'a>) -> Option<Home<'a>> {
    let is_block = |outer: &NodeRef<'_>| elements::is_block(&page::name(outer));
    let block = element.ancestors_it(None).find(is_block)?;
    if !page::has_words_beside(element, &block) {
        return None;
    }
    let holds = |outer: &NodeRef<'_>| HOLDERS.contains(&page::name(outer).as_str());
    let outer = [block].into_iter().chain(block.ancestors_it(None)).filter(holds).last();
    Some(outer.map_or(Home::EndOf(block), Home::After))
}

/// Takes the marks of a note out of what is told: in it, and right before it. Gives the mark if it is a number.
fn set_marks_aside(element: &NodeRef<'_>, keeps_text: bool) -> Option<String> {
    let mut found = None;
    let mut set_aside = |node: &NodeRef<'_>| {
        let mark = notes::shown(node);
        node.set_attr(inline::WAY, "");
        if mark.chars().all(|c| c.is_ascii_digit()) {
            found.get_or_insert(mark);
        }
    };
    if keeps_text {
        if notes::is_mark(&notes::shown(element)) {
            set_aside(element);
        }
        return found;
    }
    let inner: Vec<NodeRef<'_>> = element.descendants_it().filter(NodeRef::is_element).collect();
    for mark in inner.iter().filter(|inner| notes::is(inner, &["ltx_note_mark", "ltx_tag_note"])) {
        set_aside(mark);
    }
    let first = element.children_it(false).find(|child| !child.is_text() || !child.text().trim().is_empty());
    if let Some(first) = first.filter(|first| first.is_element() && notes::is_mark(&notes::shown(first))) {
        set_aside(&first);
    }
    let before = element.prev_sibling().filter(NodeRef::is_element);
    let raised = |node: &NodeRef<'_>| {
        matches!(page::name(node).as_str(), "sup" | "a" | "span") && notes::reference(node).is_none()
    };
    if let Some(before) = before.filter(|node| raised(node) && notes::is_mark(&notes::shown(node))) {
        set_aside(&before);
    }
    found
}

#[cfg(test)]
fn told(body: &str) -> String {
    let padding = "The road was built for salt, and the salt has been gone for a century. ".repeat(12);
    let article = super::read(&format!("<title>T</title><article>{body}<p>{padding}</p></article>"), None);
    super::super::markdown::write(article)
}

#[test]
fn a_note_leaves_its_sentence_whole() {
    for note in [
        "<span class=sidenote>What a watch needs.</span>",
        "<label for=s1 class=margin-toggle>&#8853;</label><input type=checkbox id=s1 class=margin-toggle><span class=marginnote>What a watch needs.</span>",
        "<d-footnote>What a watch needs.</d-footnote>",
        "<sup>1</sup><span class='modern-footnotes-footnote__note' style='display: none'>What a watch needs.</span>",
        "<span class='ltx_note ltx_role_footnote'><sup class=ltx_note_mark>1</sup><span><sup class=ltx_note_mark>1</sup>\
         <span class=ltx_tag_note>1</span>What a watch needs.</span></span>",
        "<span class=footnote><sup>1</sup> What a watch needs.</span>",
    ] {
        let text = told(&format!("<p>The pump draws one milliwatt{note} and runs for a year.</p>"));
        let sentence = text.lines().find(|line| line.starts_with("The pump")).unwrap_or_default();
        let (before, after) = sentence.split_once("[^").unwrap_or_default();
        assert_eq!(before, "The pump draws one milliwatt", "{text}");
        assert!(after.ends_with("] and runs for a year."), "{text}");
        assert!(text.contains("]: What a watch needs.\n"), "{text}");
    }
}

#[test]
fn a_box_that_opens_is_a_note() {
    let text = told(
        "<p>He swore by <span data-tippy-content='The saint of those who fish.'>the saint</span> to it.</p>",
    );
    assert!(
        text.contains("the saint[^note-1] to it.") && text.contains("[^note-1]: The saint of those"),
        "{text}"
    );
    let text = told("<p>He <a href=/x data-tooltip='Opens another page of it'>swore</a> to it.</p>");
    assert!(!text.contains("[^"), "{text}");
    let text = told(
        "<ul><li>He swore<span class=sidenote>By the saint.</span> to it.</li><li>She laughed.</li></ul>",
    );
    assert!(
        text.contains("- He swore[^note-1] to it.") && text.contains("[^note-1]: By the saint."),
        "{text}"
    );
}
