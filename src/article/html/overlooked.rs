//! What the algorithm passes over though it is of the article: sections of a page that it marks as its article, entries
//! between others, and words that stand between blocks without one of their own.

use std::collections::{HashMap, HashSet};

use dom_query::{NodeId, NodeRef};

use super::extract::{PROSE, fits, running_text};
use super::outside::Usual;
use super::{outside, page, teasers};
use crate::article::{doubt, elements};

/// So many elements around a paragraph are asked whether they mark the article.
const MOST_MARKS: usize = 4;
/// Of the text that is kept, the trunk of the article holds nine tenths.
const TRUNK: (usize, usize) = (9, 10);

/// A block that holds no others, with the size of its running text.
pub(super) type Leaf<'a, 'b> = (&'b NodeRef<'a>, usize);

/// The blocks of a page that hold no others.
pub(super) fn leaves<'a, 'b>(elements: &'b [NodeRef<'a>]) -> Vec<Leaf<'a, 'b>> {
    elements
        .iter()
        .filter(|element| page::is_leaf(element))
        .map(|element| (element, running_text(element)))
        .collect()
}

/// The leaves of a page, and what is kept of it.
#[derive(Clone, Copy)]
pub(super) struct Leaves<'a, 'b, 'c> {
    pub(super) leaves: &'c [Leaf<'a, 'b>],
    pub(super) kept: &'c HashSet<NodeId>,
}

/// How much of what is kept, in bytes of prose, an element holds.
pub(super) type Weights<'a> = HashMap<NodeId, (NodeRef<'a>, usize)>;

impl<'a, 'b, 'c> Leaves<'a, 'b, 'c> {
    fn is_kept(&self, element: &NodeRef<'_>) -> bool {
        self.kept.contains(&element.id)
    }

    /// The sum of the running text of leaves that are prose.
    fn sum(&self, of: &dyn Fn(&NodeRef<'_>) -> bool) -> usize {
        let prose = self.leaves.iter().filter(|(element, size)| PROSE <= *size && of(element));
        prose.map(|(_, size)| size).sum()
    }

    /// The leaf that holds the most of what is kept.
    fn largest(&self) -> Option<&'b NodeRef<'a>> {
        let kept = self.leaves.iter().filter(|(leaf, _)| self.is_kept(leaf));
        kept.max_by_key(|(_, size)| size).map(|(leaf, _)| *leaf)
    }

    /// Paragraphs, lists and the like that the algorithm has passed over: where it takes less than two thirds of the
    /// running text of what the page marks as its article, it has taken one of several sections for the whole.
    pub(super) fn sections(&self) -> Vec<NodeId> {
        let is_kept = |element: &NodeRef<'_>| self.is_kept(element);
        let all = self.sum(&is_kept);
        let marked =
            self.largest().into_iter().flat_map(|leaf| leaf.ancestors_it(None)).filter(marks_article);
        let Some(article) = marked
            .take(MOST_MARKS)
            .find(|outer| all < 2 * self.sum(&|leaf| is_kept(leaf) && holds(outer, leaf)))
        else {
            return Vec::new();
        };
        let missed = |leaf: &NodeRef<'_>| {
            !is_kept(leaf) && holds(&article, leaf) && !page::is_covered(leaf) && fits(leaf)
        };
        if self.sum(&missed) * 5 < all {
            return Vec::new();
        }
        let prose = |(leaf, size): &(&NodeRef<'_>, usize)| PROSE <= *size && (is_kept(leaf) || missed(leaf));
        let first = self.leaves.iter().position(prose).unwrap_or_default();
        let last = self.leaves.iter().rposition(prose).unwrap_or_default();
        let found = self.leaves[first..=last].iter().filter(|(leaf, size)| 0 < *size && missed(leaf));
        found
            .flat_map(|(leaf, _)| [**leaf].into_iter().chain(leaf.descendants_it()))
            .map(|node| node.id)
            .collect()
    }

    /// The blocks of prose that are kept.
    pub(super) fn prose(&self) -> Vec<&'c Leaf<'a, 'b>> {
        self.leaves.iter().filter(|(leaf, size)| PROSE <= *size && self.is_kept(leaf)).collect()
    }

    /// What the blocks of prose that are kept, and the elements around them, hold of it; and all that is kept.
    pub(super) fn weights(&self) -> (Weights<'a>, usize) {
        let mut weights: Weights<'a> = HashMap::new();
        let mut all = 0;
        for (leaf, size) in self.prose() {
            all += size;
            for outer in [**leaf].into_iter().chain(leaf.ancestors_it(None)) {
                weights.entry(outer.id).or_insert((outer, 0)).1 += size;
            }
        }
        (weights, all)
    }

    /// The words in names that say nothing on this page.
    pub(super) fn usual(&self) -> Usual {
        let (weights, all) = self.weights();
        Usual::of(weights.into_values(), all)
    }

    /// Boxes with sentences of their own in the trunk of the article: where nothing says that they are beside it, and
    /// they stand in none of the boxes of `others`, they are of it.
    pub(super) fn entries(&self, usual: &Usual, title: &str, others: &HashSet<NodeId>) -> HashSet<NodeId> {
        let Some(trunk) = self.trunk() else { return HashSet::new() };
        let is_prose = |(leaf, size): &(&NodeRef<'_>, usize)| PROSE <= *size && self.is_kept(leaf);
        let first = self.leaves.iter().position(is_prose).unwrap_or_default();
        let last = self.leaves.iter().rposition(is_prose).unwrap_or_default();
        let around = self.around();
        let shapes = teasers::shapes(&self.prose());
        let is_alike = |node: &NodeRef<'_>| teasers::shape(node).is_some_and(|shape| shapes.contains(&shape));
        let mut found: HashSet<NodeId> = HashSet::new();
        for (at, (leaf, size)) in self.leaves.iter().enumerate() {
            // A paragraph that is a link as a whole is one still, between others.
            let between = (first..=last).contains(&at);
            let is_link = *size == 0 && page::name(leaf) == "p" && between;
            let is_sentence = || between && doubt::holds_sentences(&page::words(leaf));
            let is_announced = is_link && self.is_announced(at);
            if (*size < PROSE && !is_link && !is_sentence())
                || self.is_kept(leaf)
                || found.contains(&leaf.id)
                || page::is_covered(leaf)
            {
                continue;
            }
            let outer: Vec<NodeRef<'_>> =
                leaf.ancestors_it(None).take_while(|outer| outer.id != trunk.id).collect();
            let is_beside = |node: &NodeRef<'_>| {
                outside::is_marked(node, usual) && !(between && outside::is_told(node))
                    || others.contains(&node.id)
                    || matches!(&*page::name(node), "a" | "article" | "header") && !is_alike(node)
            };
            if outer.iter().chain([*leaf]).any(is_beside)
                || !holds(&trunk, leaf)
                || !is_announced && !outside::is_text(leaf, title, usual)
            {
                continue;
            }
            let own = outer.iter().take_while(|outer| !around.contains(&outer.id));
            let entry = own.last().unwrap_or(leaf);
            if between || !heads_elsewhere(entry) || is_alike(entry) {
                take(entry, &mut found);
            }
        }
        found
    }

    /// Whether what is said right before a leaf announces it: "And one more:".
    fn is_announced(&self, at: usize) -> bool {
        let before = self.leaves[..at].iter().rev().find(|(leaf, _)| 0 < page::size(leaf));
        before.is_some_and(|(leaf, _)| self.is_kept(leaf) && page::words(leaf).ends_with([':', '：']))
    }

    /// The elements around what is kept.
    fn around(&self) -> HashSet<NodeId> {
        let mut around = HashSet::new();
        for (leaf, _) in self.leaves.iter().filter(|(leaf, _)| self.is_kept(leaf)) {
            for outer in leaf.ancestors_it(None) {
                if !around.insert(outer.id) {
                    break;
                }
            }
        }
        around
    }

    /// Lists between other things that are kept, most of whose items say more than their links.
    pub(super) fn lists(&self, elements: &[NodeRef<'a>], usual: &Usual) -> HashSet<NodeId> {
        let Some(trunk) = self.trunk() else { return HashSet::new() };
        let is_kept = |element: &NodeRef<'_>| self.is_kept(element);
        let first = elements.iter().position(is_kept).unwrap_or_default();
        let last = elements.iter().rposition(is_kept).unwrap_or_default();
        let mut found = HashSet::new();
        for list in &elements[first..=last] {
            if !matches!(&*page::name(list), "ul" | "ol" | "dl")
                || found.contains(&list.id)
                || list.descendants_it().any(|inner| self.is_kept(&inner))
            {
                continue;
            }
            let outer = list.ancestors_it(None).take_while(|outer| outer.id != trunk.id);
            let is_beside = |node: NodeRef<'_>| {
                outside::is_marked(&node, usual) || matches!(&*page::name(&node), "article" | "header")
            };
            let fits = !outer.chain([*list]).any(is_beside) && holds(&trunk, list) && !page::is_covered(list);
            if fits && tells(list) {
                take(list, &mut found);
            }
        }
        found
    }

    /// The smallest part of the page that holds nearly all of the text that is kept; around it, what the page marks as
    /// the text of its article.
    pub(super) fn trunk(&self) -> Option<NodeRef<'a>> {
        let (weights, all) = self.weights();
        let is_trunk = |outer: &NodeRef<'_>| {
            TRUNK.0 * all <= TRUNK.1 * weights.get(&outer.id).map_or(0, |(_, weight)| *weight)
        };
        let trunk = self.largest()?.ancestors_it(None).find(is_trunk)?;
        let around = || trunk.ancestors_it(Some(MOST_AROUND));
        Some(around().find(holds_text).unwrap_or(trunk))
    }
}

/// Classes of the element that holds the text of an article and nothing else.
const TEXTS: [&str; 9] = [
    "entry-content",
    "post-content",
    "article-content",
    "article-body",
    "articlebody",
    "post-body",
    "entry-body",
    "story-body",
    "e-content",
];
/// So many elements around the trunk are asked for it.
const MOST_AROUND: usize = 6;

/// Whether a page marks an element as that which holds the text of its article.
fn holds_text(element: &NodeRef<'_>) -> bool {
    let class = page::attribute(element, "class").unwrap_or_default().to_ascii_lowercase();
    class.split_whitespace().any(|word| TEXTS.contains(&word))
        || element.attr("itemprop").as_deref() == Some("articleBody")
}

/// Whether most items of a list say more than their links.
fn tells(list: &NodeRef<'_>) -> bool {
    let items: Vec<NodeRef<'_>> = list.children_it(false).filter(|item| 0 < page::size(item)).collect();
    let told = items.iter().filter(|item| 0 < running_text(item)).count();
    1 < items.len() && items.len() < 2 * told
}

/// Takes a box with all in it but what says that it is beside the article.
fn take(entry: &NodeRef<'_>, found: &mut HashSet<NodeId>) {
    let mut todo = vec![*entry];
    while let Some(node) = todo.pop() {
        found.insert(node.id);
        let inner = node.children_it(false).filter(NodeRef::is_element);
        todo.extend(inner.filter(|inner| outside::reason(inner).is_none()));
    }
}

/// Whether the headings of a box lead elsewhere: it is the teaser of another article.
fn heads_elsewhere(entry: &NodeRef<'_>) -> bool {
    let mut headings = entry.descendants_it().filter(page::is_heading);
    headings.any(|heading| heading.descendants_it().any(|node| node.has_name("a")))
}

fn holds(outer: &NodeRef<'_>, inner: &NodeRef<'_>) -> bool {
    inner.ancestors_it(None).any(|one| one.id == outer.id)
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

/// Words that stand between what is kept and in no block of their own: texts and elements in a line.
pub(super) fn loose(outer: &NodeRef<'_>, is_kept: &dyn Fn(&NodeRef<'_>) -> bool) -> Vec<NodeId> {
    let mut found = Vec::new();
    let mut line: Vec<NodeRef<'_>> = Vec::new();
    let mut after_kept = false;
    let in_line = |node: &NodeRef<'_>| {
        node.is_text() || (!elements::is_block(&page::name(node)) && !page::holds_blocks(node))
    };
    let mut end = |line: &mut Vec<NodeRef<'_>>, beside_kept: bool| {
        let line = std::mem::take(line);
        let beside_kept = beside_kept || line.iter().any(is_kept);
        if beside_kept && is_prose(&line) {
            for node in line {
                found.push(node.id);
                found.extend(node.descendants_it().map(|inner| inner.id));
            }
        }
    };
    for child in outer.children_it(false).filter(|child| child.is_element() || child.is_text()) {
        if in_line(&child) {
            line.push(child);
        } else {
            let kept = is_kept(&child);
            end(&mut line, after_kept || kept);
            after_kept = kept;
        }
    }
    end(&mut line, after_kept);
    found
}

/// Whether a line says more than its links, and nothing in it is a part of the page.
fn is_prose(line: &[NodeRef<'_>]) -> bool {
    let text: usize = line.iter().filter(|node| node.is_text()).map(|node| node.text().trim().len()).sum();
    let linked: usize = line.iter().filter(|node| node.has_name("a")).map(page::size).sum();
    let words: usize = line.iter().filter(|node| node.is_text()).map(|node| doubt::words(&node.text())).sum();
    linked < text
        && 3 <= words
        && line.iter().filter(|node| node.is_element()).all(|node| outside::reason(node).is_none())
}
