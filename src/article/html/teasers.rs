//! What stands before and after the article and leads elsewhere by its links: teasers of other articles, and calls with a
//! button. No word marks it, but each box of it is short and has such a link.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::overlooked::Leaf;
use super::page;

/// A box with a link has no more bytes of text.
const BOX: usize = 700;
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
    let shapes = shapes(told.prose);
    let beyond = elements[..first].iter().chain(&elements[last + 1..]);
    let mut found = HashSet::new();
    for link in beyond.filter(|element| !(told.is_told)(element.id) && leads(element)) {
        let outer = link.ancestors_it(None).take_while(|outer| {
            outer.is_element()
                && !matches!(&*page::name(outer), "html" | "body" | "main")
                && !(told.is_told)(outer.id)
                && page::is_short(outer, BOX)
        });
        let around: Vec<NodeRef<'_>> = outer.collect();
        // An entry like those that are of the article is one of them.
        if !around.iter().any(|outer| shape(outer).is_some_and(|shape| shapes.contains(&shape))) {
            found.insert(around.last().unwrap_or(link).id);
        }
    }
    found
}

/// The names and classes of the elements around running text.
fn shapes(prose: &[&Leaf<'_, '_>]) -> HashSet<String> {
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

fn shape(element: &NodeRef<'_>) -> Option<String> {
    page::filled(element, "class").map(|class| format!("{} {class}", page::name(element)))
}

/// Whether an element is a button, or a link to elsewhere that is a heading or a whole box.
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
    let is_heading =
        |node: &NodeRef<'_>| matches!(&*page::name(node), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    let is_button = || {
        let class = page::attribute(element, "class").unwrap_or_default().to_ascii_lowercase();
        class.split(|c: char| !c.is_ascii_alphabetic()).any(|word| matches!(word, "button" | "btn" | "cta"))
    };
    page::holds_blocks(element)
        || is_button()
        || element.ancestors_it(Some(NEAR)).any(|outer| is_heading(&outer))
}
