//! What stands before and after the article and leads elsewhere by its links: teasers of other articles, and calls with a
//! button. No word marks it, but each box of it is short and has such a link.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::overlooked::Leaf;
use super::page;
use crate::article::{doubt, elements};

/// A box with a link has no more bytes of text.
const BOX: usize = 700;
/// A title that is a link has so many words.
const TITLE: usize = 4;
/// So many elements around a link are asked for a heading.
const NEAR: usize = 3;

/// Where the article is on a page.
pub(super) struct Told<'a, 'b, 'c> {
    /// The blocks of its running text.
    pub(super) prose: &'c [&'c Leaf<'a, 'b>],
    /// What is of it, and the elements around that.
    pub(super) is_told: &'c dyn Fn(NodeId) -> bool,
}

/// The boxes of a page that are not of the article and lead elsewhere, before its first running text and after its last.
pub(super) fn boxes(elements: &[NodeRef<'_>], told: &Told<'_, '_, '_>) -> HashSet<NodeId> {
    let place = |leaf: Option<&&Leaf<'_, '_>>| {
        leaf.and_then(|(leaf, _)| elements.iter().position(|element| element.id == leaf.id))
    };
    let (Some(first), Some(last)) = (place(told.prose.first()), place(told.prose.last())) else {
        return HashSet::new();
    };
    let is_box = |outer: &NodeRef<'_>| {
        outer.is_element()
            && !matches!(&*page::name(outer), "html" | "body" | "main")
            && page::is_short(outer, BOX)
    };
    // An entry like those that are of the article is one of them.
    let inside = elements[first..=last].iter().filter(|element| (told.is_told)(element.id) && leads(element));
    let alike: HashSet<String> = inside
        .flat_map(|link| link.ancestors_it(None).take_while(is_box).collect::<Vec<_>>())
        .filter_map(|outer| shape(&outer))
        .collect();
    let beyond = elements[..first].iter().chain(&elements[last + 1..]);
    let mut found = HashSet::new();
    for link in beyond.filter(|element| !(told.is_told)(element.id) && leads(element)) {
        let around = link.ancestors_it(None).take_while(|outer| is_box(outer) && !(told.is_told)(outer.id));
        let outermost = around.last().unwrap_or(*link);
        if !shape(&outermost).is_some_and(|shape| alike.contains(&shape)) {
            found.insert(outermost.id);
        }
    }
    found
}

/// The names and classes of the elements around running text.
pub(super) fn shapes(prose: &[&Leaf<'_, '_>]) -> HashSet<String> {
    let mut known = HashSet::new();
    let mut shapes = HashSet::new();
    for (leaf, _) in prose {
        for outer in leaf.ancestors_it(None) {
            if !known.insert(outer.id) {
                break;
            }
            shapes.extend(shape(&outer));
        }
    }
    shapes
}

/// The name and the classes of an element.
pub(super) fn shape(element: &NodeRef<'_>) -> Option<String> {
    page::filled(element, "class").map(|class| format!("{} {class}", page::name(element)))
}

/// Whether an element is a button, or a link to elsewhere that is a heading or a whole block.
fn leads(element: &NodeRef<'_>) -> bool {
    if element.has_name("button") || element.attr("role").as_deref() == Some("button") {
        return true;
    }
    let leads_elsewhere = |href: String| {
        !href.starts_with('#')
            && !["javascript:", "mailto:", "tel:"].iter().any(|kind| href.starts_with(kind))
    };
    if !element.has_name("a") || !page::filled(element, "href").is_some_and(leads_elsewhere) {
        return false;
    }
    let is_named = || {
        let class = page::attribute(element, "class").unwrap_or_default().to_ascii_lowercase();
        let mut words = class.split(|c: char| !c.is_ascii_alphabetic());
        words.any(|word| matches!(word, "button" | "btn" | "cta" | "title" | "headline" | "heading"))
    };
    // It says as much as the block in which it stands.
    let is_block = || {
        let outer = element.ancestors_it(Some(NEAR)).find(|outer| elements::is_block(&page::name(outer)));
        TITLE <= doubt::words(&page::words(element))
            && outer.is_some_and(|outer| page::size(&outer) <= page::size(element))
    };
    page::holds_blocks(element)
        || is_named()
        || element.ancestors_it(Some(NEAR)).any(|outer| page::is_heading(&outer))
        || is_block()
}
