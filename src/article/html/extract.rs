//! Which elements of a page are the article.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::Readability;

use super::{notes, outside, page};
use crate::article::{Why, elements, key};

/// A page with fewer characters of text has no room for anything but an article.
const SMALL: usize = 700;
/// A piece of running text has more bytes than this.
const PROSE: usize = 80;
/// What calls itself beside the article is believed if it has fewer bytes of text.
const SLIP: usize = 400;
/// A sentence under a title has more bytes than this, and all of them together fewer than that.
const SENTENCE: usize = 60;
const LONGEST: usize = 700;
/// It is one of so many lines under the title.
const NEAR: usize = 8;
/// So many elements around a paragraph are asked whether they mark the article.
const MOST_MARKS: usize = 4;
/// What stays although the algorithm leaves it out, if it stands between two things that stay.
const TOLD: [&str; 20] = [
    "address",
    "aside",
    "details",
    "figure",
    "img",
    "picture",
    "video",
    "audio",
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
pub(super) fn kept(body: &NodeRef<'_>, algorithm: Readability, title: Option<&str>) -> Kept {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    if page::size(body) < SMALL {
        return without_outside(body);
    }
    let own: HashSet<NodeId> = elements.iter().map(|element| element.id).collect();
    let Left { mut kept, moved } = left(algorithm, &own);
    if kept.is_empty() {
        return Kept::default();
    }
    let leaf =
        |element: &&NodeRef<'_>| elements::is_block(&page::name(element)) && !page::holds_blocks(element);
    for element in elements.iter().filter(leaf) {
        if !kept.contains(&element.id) && moved.contains(&key(&page::words(element))) {
            kept.insert(element.id);
        }
    }
    for element in elements.iter().filter(|element| is_slip(element)) {
        kept.remove(&element.id);
        for inner in element.descendants_it() {
            kept.remove(&inner.id);
        }
    }
    kept.extend(overlooked(&elements, &kept));
    kept.extend(standfirst(&elements, &kept, title));
    let is_kept = |element: &NodeRef<'_>| kept.contains(&element.id);
    let first = elements.iter().position(is_kept).unwrap_or_default();
    let last = elements.iter().rposition(is_kept).unwrap_or_default();
    for element in &elements[first..last] {
        if !kept.contains(&element.id)
            && TOLD.contains(&page::name(element).as_str())
            && fits(element)
            && is_told(element)
        {
            kept.insert(element.id);
            kept.extend(element.descendants_it().filter(NodeRef::is_element).map(|inner| inner.id));
        }
    }
    let referred: HashSet<String> =
        elements.iter().filter(|link| kept.contains(&link.id)).filter_map(notes::reference).collect();
    let is_referred = |note: &NodeRef<'_>| notes::label(note).is_some_and(|label| referred.contains(&label));
    let sources: Vec<&NodeRef<'_>> =
        elements.iter().filter(|element| names_its_source(element, &kept) || is_referred(element)).collect();
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

/// All of a page but the parts that say that they are beside its article; all of it if that is nothing.
fn without_outside(body: &NodeRef<'_>) -> Kept {
    let mut kept = HashSet::from([body.id]);
    let mut has_words = false;
    let mut todo = vec![*body];
    while let Some(node) = todo.pop() {
        for child in node.children_it(false) {
            if child.is_element() && outside::reason(&child).is_none() {
                kept.insert(child.id);
                todo.push(child);
            }
            has_words |=
                child.is_text() && !page::is_machinery(&page::name(&node)) && !child.text().trim().is_empty();
        }
    }
    if has_words { Kept { kept: Some(kept), around: HashSet::new() } } else { Kept::default() }
}

/// Paragraphs, lists and the like that the algorithm has passed over: where it takes less than two thirds of the running
/// text of what the page marks as its article, it has taken one of several sections for the whole.
fn overlooked(elements: &[NodeRef<'_>], kept: &HashSet<NodeId>) -> Vec<NodeId> {
    let leaf =
        |element: &&NodeRef<'_>| elements::is_block(&page::name(element)) && !page::holds_blocks(element);
    let leaves: Vec<(&NodeRef<'_>, usize)> =
        elements.iter().filter(leaf).map(|element| (element, running_text(element))).collect();
    let sum = |of: &dyn Fn(&NodeRef<'_>) -> bool| {
        leaves
            .iter()
            .filter(|(element, size)| PROSE <= *size && of(element))
            .map(|(_, size)| size)
            .sum::<usize>()
    };
    let is_kept = |element: &NodeRef<'_>| kept.contains(&element.id);
    let all = sum(&is_kept);
    let holds =
        |outer: &NodeRef<'_>, inner: &NodeRef<'_>| inner.ancestors_it(None).any(|one| one.id == outer.id);
    let largest = leaves.iter().filter(|(leaf, _)| is_kept(leaf)).max_by_key(|(_, size)| size);
    let marked = largest.into_iter().flat_map(|(leaf, _)| leaf.ancestors_it(None)).filter(marks_article);
    let Some(article) =
        marked.take(MOST_MARKS).find(|outer| all < 2 * sum(&|leaf| is_kept(leaf) && holds(outer, leaf)))
    else {
        return Vec::new();
    };
    let missed =
        |leaf: &NodeRef<'_>| !is_kept(leaf) && holds(&article, leaf) && !page::is_covered(leaf) && fits(leaf);
    if sum(&missed) * 5 < all {
        return Vec::new();
    }
    let prose = |(leaf, size): &(&NodeRef<'_>, usize)| PROSE <= *size && (is_kept(leaf) || missed(leaf));
    let first = leaves.iter().position(prose).unwrap_or_default();
    let last = leaves.iter().rposition(prose).unwrap_or_default();
    let found = leaves[first..=last].iter().filter(|(leaf, size)| 0 < *size && missed(leaf));
    found
        .flat_map(|(leaf, _)| [**leaf].into_iter().chain(leaf.descendants_it()))
        .map(|node| node.id)
        .collect()
}

/// What stands between the title and the text to say what it is about: the first sentences there, if the algorithm has
/// passed over them.
fn standfirst(elements: &[NodeRef<'_>], kept: &HashSet<NodeId>, title: Option<&str>) -> Vec<NodeId> {
    let title = title.map(key).unwrap_or_default();
    let is_title =
        |element: &NodeRef<'_>| page::name(element) == "h1" && key(&page::words(element)).starts_with(&title);
    let Some(heading) = elements.iter().position(is_title).filter(|_| !title.is_empty()) else {
        return Vec::new();
    };
    let leaf =
        |element: &&NodeRef<'_>| elements::is_block(&page::name(element)) && !page::holds_blocks(element);
    let ends = |text: &str| text.ends_with(['.', '!', '?', '…', '”', '"']);
    let near = elements[heading + 1..].iter().filter(leaf).filter(|leaf| 0 < page::size(leaf)).take(NEAR);
    for leaf in near {
        let size = running_text(leaf);
        if SENTENCE <= size && kept.contains(&leaf.id) {
            break;
        }
        let is_told = matches!(page::name(leaf).as_str(), "p" | "div" | "h2" | "section" | "header");
        if is_told
            && (SENTENCE..LONGEST).contains(&size)
            && ends(&page::words(leaf))
            && !page::is_covered(leaf)
            && fits(leaf)
        {
            return [*leaf].into_iter().chain(leaf.descendants_it()).map(|node| node.id).collect();
        }
    }
    Vec::new()
}

/// How much text an element holds beside its links, in bytes; nothing if most of it are links.
fn running_text(element: &NodeRef<'_>) -> usize {
    let links = element.descendants_it().filter(|node| page::name(node) == "a");
    let linked: usize = links.map(|link| link.text().trim().len()).sum();
    let text = page::size(element).saturating_sub(linked);
    if text < linked { 0 } else { text }
}

/// Whether a page marks an element as what it is about.
fn marks_article(element: &NodeRef<'_>) -> bool {
    let is = |attribute, value: &[&str]| {
        page::filled(element, attribute).is_some_and(|marked| value.contains(&marked.as_str()))
    };
    matches!(page::name(element).as_str(), "article" | "main")
        || is("role", &["main", "article"])
        || is("itemprop", &["articleBody"])
}

/// Whether an element calls itself beside the article, and is not so long that this cannot be.
fn is_slip(element: &NodeRef<'_>) -> bool {
    elements::is_block(&page::name(element))
        && outside::reason(element).is_some_and(|why| why != Why::Credits)
        && page::size(element) < SLIP
}

/// Whether a part of its own holds text of its own: one of links leads elsewhere.
fn is_told(element: &NodeRef<'_>) -> bool {
    let is_part = matches!(page::name(element).as_str(), "address" | "aside" | "details");
    !is_part || 0 < running_text(element)
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
    /// The elements, which have the same ids in the copy that it works on.
    kept: HashSet<NodeId>,
    /// The letters of text that it has moved into paragraphs of its own.
    moved: HashSet<String>,
}

fn left(mut algorithm: Readability, own: &HashSet<NodeId>) -> Left {
    let mut left = Left::default();
    lighten(&algorithm.doc);
    if algorithm.parse().is_err() {
        return left;
    }
    let article = algorithm.doc.select("#readability-page-1");
    for node in article.nodes().iter().flat_map(NodeRef::descendants_it).filter(NodeRef::is_element) {
        if own.contains(&node.id) {
            left.kept.insert(node.id);
        } else {
            left.moved.insert(key(&page::words(&node)));
        }
    }
    left.moved.remove("");
    left
}

/// A text of a page that has more bytes is given to the algorithm in parts.
const PART: usize = 4096;

/// Makes the copy that the algorithm works on quick to write, which it does at its end: for each `&` and many other
/// signs of a text, or of an attribute, what comes after is searched once more.
fn lighten(document: &Document) {
    for node in document.root().descendants_it().collect::<Vec<_>>() {
        if node.is_text() {
            let text = node.text();
            if PART < text.len() {
                split(document, &node, &text);
            }
        } else if node.is_element() {
            for attribute in node.attrs().into_iter().filter(|attribute| PART < attribute.value.len()) {
                let end = attribute.value.floor_char_boundary(PART);
                node.set_attr(&attribute.name.local, &attribute.value[..end]);
            }
        }
    }
}

/// Makes several texts of one.
fn split(document: &Document, node: &NodeRef<'_>, text: &str) {
    let mut rest = text;
    while !rest.is_empty() {
        let (part, after) = rest.split_at(rest.floor_char_boundary(PART));
        let part = document.tree.new_text(part.to_owned());
        node.insert_before(&part);
        rest = after;
    }
    node.remove_from_parent();
}
