//! Boxes of a page that are beside its article by what they call themselves or lead to.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::extract::SLIP;
use super::outside::Usual;
use super::overlooked::Leaves;
use super::teasers::{self, Told};
use super::{outside, page};
use crate::article::{Why, elements, key};

/// A box that calls itself beside the article is believed if it holds no more than a tenth of what is kept.
const FEW: usize = 10;

/// The boxes before and after the text that lead elsewhere.
pub(super) fn leading(
    elements: &[NodeRef<'_>],
    text: Leaves<'_, '_, '_>,
    around: &HashSet<NodeId>,
) -> HashSet<NodeId> {
    let is_told = |id: NodeId| text.kept.contains(&id) || around.contains(&id);
    teasers::boxes(elements, &Told { prose: &text.prose(), is_told: &is_told })
}

/// Whether an element holds little of what is kept.
fn small(text: Leaves<'_, '_, '_>) -> impl Fn(NodeId) -> bool {
    let (weights, all) = text.weights();
    move |id| FEW * weights.get(&id).map_or(0, |(_, weight)| *weight) <= all
}

/// The boxes that are beside the article.
pub(super) fn beside<'a>(
    elements: &[NodeRef<'a>],
    text: Leaves<'a, '_, '_>,
    around: &HashSet<NodeId>,
    usual: &Usual,
) -> HashSet<NodeId> {
    let mut found = leading(elements, text, around);
    // In the text itself they may be entries of it.
    if let Some(trunk) = text.trunk() {
        let inside: HashSet<NodeId> = trunk.descendants_it().map(|node| node.id).collect();
        found.retain(|id| !inside.contains(id));
    }
    let is_small = small(text);
    let outer = elements.iter().filter(|element| around.contains(&element.id) && is_small(element.id));
    found.extend(outer.filter(|element| outside::is_marked(element, usual)).map(|element| element.id));
    found
}

/// What is in forms, dialogs, calls and boxes on the author, where they hold little of what is kept.
pub(super) fn pieces<'a>(elements: &[NodeRef<'a>], text: Leaves<'a, '_, '_>, usual: &Usual) -> Vec<NodeId> {
    let is_small = small(text);
    let found = elements.iter().filter(|element| is_small(element.id) && is_piece(element, usual)).copied();
    let passed = elements.iter().flat_map(passed).filter(|element| is_small(element.id));
    let mut pieces = Vec::new();
    for element in found.chain(passed) {
        pieces.push(element.id);
        pieces.extend(element.descendants_it().map(|node| node.id));
    }
    pieces
}

/// What a link leads past that stands beside its target: pages give those who listen to them a way around calls in the
/// text.
fn passed<'a>(link: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let target = || page::filled(link, "href")?.strip_prefix('#').map(str::to_owned);
    let is_way = || key(&page::words(link)).starts_with("skip");
    let Some(target) = (link.has_name("a") && page::is_short(link, WAY) && is_way()).then(target).flatten()
    else {
        return Vec::new();
    };
    let next = std::iter::successors(Some(*link), NodeRef::next_element_sibling);
    let rest: Vec<NodeRef<'a>> = next.take(NEAR).collect();
    let is_target = |node: &NodeRef<'_>| page::filled(node, "id").as_deref() == Some(&target);
    match rest.iter().position(is_target) {
        // The target may only say that the call is over.
        Some(end) => rest[..end + usize::from(page::is_short(&rest[end], WAY))].to_vec(),
        None => Vec::new(),
    }
}

/// A way around a call says no more, in bytes; its target is among so many elements.
const WAY: usize = 60;
const NEAR: usize = 6;

/// Whether an element is a form, a dialog, a call or a box on the author.
fn is_piece(element: &NodeRef<'_>, usual: &Usual) -> bool {
    let is_field = |node: NodeRef<'_>| match &*page::name(&node) {
        "textarea" | "select" => true,
        "input" => matches!(node.attr("type").as_deref(), None | Some("text" | "email" | "tel" | "search")),
        _ => false,
    };
    match &*page::name(element) {
        "dialog" => true,
        "form" => element.descendants_it().any(is_field),
        name if elements::is_block(name) => match outside::called(element, usual) {
            Some(Why::Credits) => !element
                .ancestors_it(None)
                .any(|outer| matches!(&*page::name(&outer), "blockquote" | "figure")),
            Some(_) => page::is_short(element, SLIP),
            None => false,
        },
        _ => false,
    }
}
