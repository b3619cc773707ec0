//! Which elements of a page are the article.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::Readability;

use super::{outside, page};
use crate::article::key;

/// The attribute that numbers the elements of the copy.
const NUMBER: &str = "data-articast-element";
/// A page with fewer characters of text has no room for anything but an article.
const SMALL: usize = 700;
/// What stays although the algorithm leaves it out, if it stands between two things that stay.
const TOLD: [&str; 15] = [
    "figure",
    "img",
    "picture",
    "table",
    "pre",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "math",
    "dl",
    "hr",
];

/// What is the article.
#[derive(Debug, Default)]
pub(super) struct Kept {
    /// The elements that are; `None` when all are.
    kept: Option<HashSet<NodeId>>,
    /// The elements around them.
    around: HashSet<NodeId>,
}

/// How an element belongs to the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// It is of the article.
    Inside,
    /// Something in it is.
    Around,
    /// Nothing in it is.
    Outside,
}

impl Kept {
    pub(super) fn part(&self, node: &NodeRef<'_>) -> Part {
        match &self.kept {
            None => Part::Inside,
            Some(kept) if kept.contains(&node.id) => Part::Inside,
            Some(_) if self.around.contains(&node.id) => Part::Around,
            Some(_) => Part::Outside,
        }
    }
}

/// What of a page is the article. A page of which the algorithm can make nothing is an article as a whole.
pub(super) fn kept(document: &Document, body: &NodeRef<'_>, address: Option<&str>) -> Kept {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    if page::words(body).chars().count() < SMALL {
        return Kept::default();
    }
    for (number, element) in elements.iter().enumerate() {
        element.set_attr(NUMBER, &number.to_string());
    }
    let copy = document.clone();
    for element in &elements {
        element.remove_attr(NUMBER);
    }
    let Left { numbers, moved } = left(copy, address);
    if numbers.is_empty() {
        return Kept::default();
    }
    let mut kept: HashSet<NodeId> =
        numbers.iter().filter_map(|number| elements.get(*number)).map(|element| element.id).collect();
    let leaf = |element: &&NodeRef<'_>| page::is_block(&page::name(element)) && !page::holds_blocks(element);
    for element in elements.iter().filter(leaf) {
        if !kept.contains(&element.id) && moved.contains(&key(&page::words(element))) {
            kept.insert(element.id);
        }
    }
    let (first, last) = (numbers.iter().min().copied(), numbers.iter().max().copied());
    let between = first.unwrap_or_default()..last.unwrap_or_default();
    for element in &elements[between] {
        if !kept.contains(&element.id) && TOLD.contains(&page::name(element).as_str()) && fits(element) {
            kept.insert(element.id);
            kept.extend(element.descendants_it().filter(NodeRef::is_element).map(|inner| inner.id));
        }
    }
    let sources: Vec<&NodeRef<'_>> =
        elements.iter().filter(|element| names_its_source(element, &kept)).collect();
    for element in sources {
        kept.insert(element.id);
        kept.extend(element.descendants_it().filter(NodeRef::is_element).map(|inner| inner.id));
    }
    let mut around = HashSet::new();
    for element in elements.iter().filter(|element| kept.contains(&element.id)) {
        for outer in element.ancestors_it(None) {
            if !around.insert(outer.id) {
                break;
            }
        }
    }
    Kept { kept: Some(kept), around }
}

/// Whether an element says of a quotation or a figure that stays whom or what it is from.
fn names_its_source(element: &NodeRef<'_>, kept: &HashSet<NodeId>) -> bool {
    let holds = |outer: NodeRef<'_>| {
        kept.contains(&outer.id) && matches!(page::name(&outer).as_str(), "blockquote" | "figure")
    };
    matches!(page::name(element).as_str(), "footer" | "cite" | "figcaption")
        && element.ancestors_it(Some(3)).any(holds)
}

/// Whether nothing at or around an element says that it is beside the article.
fn fits(element: &NodeRef<'_>) -> bool {
    outside::reason(element).is_none()
        && element.ancestors_it(None).all(|outer| outside::reason(&outer).is_none())
}

/// What the algorithm leaves.
#[derive(Default)]
struct Left {
    /// The numbers of the elements.
    numbers: HashSet<usize>,
    /// The letters of text that it has moved into paragraphs of its own, which have no number.
    moved: HashSet<String>,
}

fn left(copy: Document, address: Option<&str>) -> Left {
    let address = address.filter(|address| address.starts_with("http"));
    let Ok(mut readability) = Readability::with_document(copy, address, None) else { return Left::default() };
    if readability.parse().is_err() {
        return Left::default();
    }
    let article = readability.doc.select("#readability-page-1");
    let mut left = Left::default();
    for node in article.nodes().iter().flat_map(NodeRef::descendants_it).filter(NodeRef::is_element) {
        match node.attr(NUMBER).and_then(|number| number.parse().ok()) {
            Some(number) => {
                left.numbers.insert(number);
            }
            None => {
                left.moved.insert(key(&page::words(&node)));
            }
        }
    }
    left.moved.remove("");
    left
}
