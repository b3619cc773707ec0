//! Which elements of a page are the article.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};
use dom_smoothie::Readability;

use super::outside::Usual;
use super::overlooked::{Leaves, leaves, loose};
use super::{boxes, notes, outside, page, standfirst};
use crate::article::{Why, doubt, elements, headings, key, text};
use crate::writing::is_ideograph;

/// A page with fewer characters of text has no room for anything but an article.
const SMALL: usize = 700;
/// A piece of running text has more bytes than this.
pub(super) const PROSE: usize = 80;
/// What calls itself beside the article is believed if it has fewer bytes of text.
pub(super) const SLIP: usize = 400;
/// Words in the names of what stands under a page.
const FEET: [&str; 5] = ["foot", "footer", "colophon", "imprint", "copyright"];
/// Words in the names of what stands over a page.
const HEADS: [&str; 4] = ["header", "topbar", "masthead", "branding"];
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
    inside: Option<HashSet<NodeId>>,
    /// The elements around them.
    around: HashSet<NodeId>,
    /// Boxes that are beside it, by what they lead to or by the names of elements around something that is kept.
    beside: HashSet<NodeId>,
    usual: Usual,
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
        match &self.inside {
            None => Part::Inside,
            Some(kept) if kept.contains(&node.id) => Part::Inside,
            Some(_) if self.around.contains(&node.id) => Part::Around,
            Some(_) => Part::Outside,
        }
    }

    /// Whether the page says of a part that is left out that it is beside the article.
    pub(super) fn is_beside(&self, node: &NodeRef<'_>) -> bool {
        outside::is_marked(node, &self.usual) || self.beside.contains(&node.id)
    }

    /// Whether a part that is left out may hold text of the article, whose title has this key.
    pub(super) fn is_text(&self, node: &NodeRef<'_>, title: &str) -> bool {
        outside::is_text(node, title, &self.usual)
    }

    /// Whether a part stands in a box of others that are beside the article, though something else in it is kept.
    pub(super) fn is_among_others(&self, node: &NodeRef<'_>) -> bool {
        !self.beside.is_empty() && node.ancestors_it(None).any(|outer| self.beside.contains(&outer.id))
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
        return without_outside(body);
    }
    let leaves = leaves(&elements);
    for (element, _) in &leaves {
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
    let sections = Leaves { leaves: &leaves, kept: &kept }.sections();
    kept.extend(sections);
    let letters = title.map(key).unwrap_or_default();
    let usual = Leaves { leaves: &leaves, kept: &kept }.usual();
    for id in boxes::pieces(&elements, Leaves { leaves: &leaves, kept: &kept }, &usual) {
        kept.remove(&id);
    }
    let text = Leaves { leaves: &leaves, kept: &kept };
    let entries = text.entries(&usual, &letters, &boxes::leading(&elements, text, &around(&elements, &kept)));
    kept.extend(entries);
    let lists = Leaves { leaves: &leaves, kept: &kept }.lists(&elements, &usual);
    kept.extend(lists);
    for id in others(&elements, title) {
        kept.remove(&id);
    }
    kept.extend(standfirst::standfirst(&elements, &kept, title));
    kept.extend(standfirst::points(&elements, &kept));
    tell_between(&elements, &mut kept);
    let referred: HashSet<String> =
        elements.iter().filter(|link| kept.contains(&link.id)).filter_map(notes::reference).collect();
    let is_referred = |note: &NodeRef<'_>| notes::label(note).is_some_and(|label| referred.contains(&label));
    let sources: Vec<&NodeRef<'_>> =
        elements.iter().filter(|element| names_its_source(element, &kept) || is_referred(element)).collect();
    for element in sources {
        kept.insert(element.id);
        kept.extend(element.descendants_it().filter(NodeRef::is_element).map(|inner| inner.id));
    }
    let around = around(&elements, &kept);
    let is_told = |node: &NodeRef<'_>| kept.contains(&node.id) || around.contains(&node.id);
    let outer = elements.iter().chain([body]);
    let outer = outer.filter(|element| around.contains(&element.id) && !kept.contains(&element.id));
    let lines: Vec<NodeId> = outer.flat_map(|outer| loose(outer, &is_told)).collect();
    kept.extend(lines);
    let beside = boxes::beside(&elements, Leaves { leaves: &leaves, kept: &kept }, &around, &usual);
    Kept { inside: Some(kept), around, beside, usual }
}

/// Keeps what stands between two things that stay and is told though the algorithm leaves it out.
fn tell_between(elements: &[NodeRef<'_>], kept: &mut HashSet<NodeId>) {
    let is_kept = |element: &NodeRef<'_>| kept.contains(&element.id);
    let first = elements.iter().position(is_kept).unwrap_or_default();
    let last = elements.iter().rposition(is_kept).unwrap_or_default();
    let is_heading =
        |element: &NodeRef<'_>| matches!(&*page::name(element), "h2" | "h3" | "h4" | "h5" | "h6");
    // The first of it may have a heading.
    let before =
        elements[..first].iter().rposition(|element| page::is_leaf(element) && 0 < page::size(element));
    let heads = |at: &usize| {
        let heading = &elements[*at];
        is_heading(heading) && !headings::heads_contents(&page::words(heading))
    };
    let first = before.filter(heads).unwrap_or(first);
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
}

/// The elements around others that are kept.
pub(super) fn around(elements: &[NodeRef<'_>], kept: &HashSet<NodeId>) -> HashSet<NodeId> {
    let mut around = HashSet::new();
    for element in elements.iter().filter(|element| kept.contains(&element.id)) {
        for outer in element.ancestors_it(None) {
            if !around.insert(outer.id) {
                break;
            }
        }
    }
    around
}

/// All of a page but the parts that say that they are beside its article; all of it if that is nothing.
fn without_outside(body: &NodeRef<'_>) -> Kept {
    let mut kept = HashSet::from([body.id]);
    let mut has_words = false;
    let mut todo = vec![*body];
    while let Some(node) = todo.pop() {
        for child in node.children_it(false) {
            if child.is_element() && outside::reason(&child).is_none() && !is_edge(&child) {
                kept.insert(child.id);
                todo.push(child);
            }
            has_words |=
                child.is_text() && !page::is_machinery(&page::name(&node)) && !child.text().trim().is_empty();
        }
    }
    if has_words { Kept { inside: Some(kept), ..Kept::default() } } else { Kept::default() }
}

/// What is in other articles of the page, each with a title of its own, if one of them has the title of the page: those
/// with a heading of the first level, and those that follow with one of the second.
fn others(elements: &[NodeRef<'_>], title: Option<&str>) -> Vec<NodeId> {
    let title = title.map(key).filter(|title| !title.is_empty());
    let Some(title) = title else { return Vec::new() };
    let mut titled: Vec<Titled<'_>> = Vec::new();
    for heading in elements.iter().filter(|element| element.has_name("h1") || element.has_name("h2")) {
        let Some(article) = heading.ancestors_it(None).find(|outer| outer.has_name("article")) else {
            continue;
        };
        let own = key(&page::words(heading));
        let first = heading.has_name("h1");
        let is_title = !own.is_empty()
            && (own.starts_with(&title) || title.starts_with(&own))
            && (first || title.len() <= 2 * own.len());
        match titled.iter_mut().find(|known| known.article.id == article.id) {
            Some(known) => {
                known.is_title |= is_title;
                known.first |= first;
            }
            None => titled.push(Titled { article, is_title, first }),
        }
    }
    let Some(at) = titled.iter().position(|one| one.is_title) else { return Vec::new() };
    let main = titled[at].article;
    let is_in =
        |inner: &NodeRef<'_>, outer: &NodeRef<'_>| inner.ancestors_it(None).any(|one| one.id == outer.id);
    let is_other = |(n, other): &(usize, &Titled<'_>)| {
        !other.is_title
            && !is_in(&main, &other.article)
            && (other.first || at < *n && !is_in(&other.article, &main))
    };
    let others = titled.iter().enumerate().filter(is_other).map(|(_, other)| other.article);
    let others: Vec<NodeRef<'_>> = others.collect();
    others
        .iter()
        .flat_map(|other| [*other].into_iter().chain(other.descendants_it()))
        .map(|node| node.id)
        .collect()
}

/// An article of a page with headings of its own.
struct Titled<'a> {
    article: NodeRef<'a>,
    /// Whether one is the title of the page, and whether one is of the first level.
    is_title: bool,
    first: bool,
}

/// Whether an element is the head or the foot of a short page: it says so, it only leads elsewhere, or its line is one
/// that stands under pages.
fn is_edge(element: &NodeRef<'_>) -> bool {
    let name = page::name(element);
    match name.as_str() {
        "footer" => {
            return !element
                .ancestors_it(None)
                .any(|outer| matches!(&*page::name(&outer), "blockquote" | "figure"));
        }
        "header" => return names_site(element),
        "body" | "main" | "article" => return false,
        _ => {}
    }
    let marks = ["class", "id"].map(|name| page::attribute(element, name).unwrap_or_default());
    let marks = marks.join(" ").to_ascii_lowercase();
    let mut words = marks.split(|c: char| !c.is_ascii_alphabetic());
    if words.clone().any(|word| FEET.contains(&word)) {
        return true;
    }
    if words.any(|word| HEADS.contains(&word)) && names_site(element) {
        return true;
    }
    if !page::is_leaf(element) {
        return false;
    }
    let links = element.descendants_it().filter(|node| node.has_name("a"));
    let (count, linked) =
        links.fold((0, String::new()), |(count, text), link| (count + 1, text + &link.text()));
    let words = page::words(element);
    (name != "li" && 1 < count && key(&linked) == key(&words)) || names_foot(&words)
}

/// Whether a line is one that stands under pages, or holds one among other short ones: "Last updated in May. Copyright
/// by the keeper."
fn names_foot(line: &str) -> bool {
    let is_foot = |part: &str| matches!(text::names_itself(part), Some(Why::Copyright | Why::Cookies));
    is_foot(line) || doubt::words(line) <= FOOT && line.split(". ").any(is_foot)
}

/// Such a line has no more words.
const FOOT: usize = 20;

/// Whether the head of a page has neither a heading nor a sentence: it names the site.
fn names_site(head: &NodeRef<'_>) -> bool {
    !head.descendants_it().any(|node| page::is_heading(&node)) && !doubt::holds_sentences(&page::words(head))
}

/// How much text an element holds beside its links, in bytes; nothing if most of it are links.
pub(super) fn running_text(element: &NodeRef<'_>) -> usize {
    let links = element.descendants_it().filter(|node| page::name(node) == "a");
    let linked: usize = links.map(|link| link.text().trim().len()).sum();
    let text = page::size(element).saturating_sub(linked);
    if text < linked { 0 } else { text }
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
pub(super) fn fits(element: &NodeRef<'_>) -> bool {
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
/// signs of a text, or of an attribute, what comes after is searched once more. It counts characters and believes in
/// names: a character of Chinese becomes as long as a word, and an id that only repeats a heading goes.
fn lighten(document: &Document) {
    for node in document.root().descendants_it().collect::<Vec<_>>() {
        if node.is_text() {
            let text = node.text();
            let is_wide = !text.is_ascii() && text.chars().any(is_ideograph);
            let wide = is_wide.then(|| widened(&text));
            let text = wide.as_deref().unwrap_or(&text);
            if PART < text.len() || wide.is_some() {
                split(document, &node, text);
            }
        } else if node.is_element() {
            if page::filled(&node, "id").is_some_and(|id| outside::is_slug(&node, &page::name(&node), &id)) {
                node.remove_attr("id");
            }
            for attribute in node.attrs().into_iter().filter(|attribute| PART < attribute.value.len()) {
                let end = attribute.value.floor_char_boundary(PART);
                node.set_attr(&attribute.name.local, &attribute.value[..end]);
            }
        }
    }
}

/// A text in which each character that says as much as several letters is followed by others that are none.
fn widened(text: &str) -> String {
    const FILL: char = '\u{e000}';
    text.chars()
        .flat_map(|c| [Some(c), is_ideograph(c).then_some(FILL), is_ideograph(c).then_some(FILL)])
        .flatten()
        .collect()
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
