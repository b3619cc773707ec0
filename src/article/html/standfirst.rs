//! What stands between the title of a page and its text to say what it is about: a standfirst, the main points.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::extract::{fits, running_text};
use super::page;
use crate::article::{doubt, elements, key, text};

/// A sentence under a title has more bytes than this, and all of them together fewer than that.
const SENTENCE: usize = 60;
const LONGEST: usize = 700;
/// It is one of so many lines under the title.
const NEAR: usize = 8;

/// What stands between the title and the text to say what it is about: the first sentences there, if the algorithm has
/// passed over them.
pub(super) fn standfirst(
    elements: &[NodeRef<'_>],
    kept: &HashSet<NodeId>,
    title: Option<&str>,
) -> Vec<NodeId> {
    let title = title.map(key).unwrap_or_default();
    let is_title = |element: &NodeRef<'_>| {
        let own = || key(&page::words(element));
        page::name(element) == "h1"
            && Some(own())
                .is_some_and(|own| !own.is_empty() && (own.starts_with(&title) || title.starts_with(&own)))
    };
    let Some(heading) = elements.iter().position(is_title).filter(|_| !title.is_empty()) else {
        return Vec::new();
    };
    let ends = |text: &str| text.ends_with(['.', '!', '?', '…', '”', '"', '。', '！', '？', ')']);
    let is_whole = |leaf: &NodeRef<'_>, nth: usize| {
        let text = page::words(leaf);
        ends(&text)
            || is_named(leaf)
            || (nth == 0 && FIRST <= doubt::words(&text) && text::names_itself(&text).is_none())
    };
    let near = elements[heading + 1..]
        .iter()
        .filter(|element| page::is_leaf(element))
        .filter(|leaf| 0 < page::size(leaf))
        .take(NEAR);
    let (mut found, mut sum) = (Vec::new(), 0);
    for (nth, leaf) in near.enumerate() {
        let size = running_text(leaf);
        if SENTENCE <= size && kept.contains(&leaf.id) {
            break;
        }
        let least = if is_named(leaf) { LEAST } else { SENTENCE };
        let is_told = matches!(page::name(leaf).as_str(), "p" | "div" | "h2" | "section" | "header");
        if is_told
            && (least..LONGEST.saturating_sub(sum)).contains(&size)
            && is_whole(leaf, nth)
            && !page::is_covered(leaf)
            && fits(leaf)
        {
            found.extend([*leaf].into_iter().chain(leaf.descendants_it()).map(|node| node.id));
            sum += size;
        }
    }
    found
}

/// The main points of an article, in a list over its text that calls itself so and leads nowhere.
pub(super) fn points(elements: &[NodeRef<'_>], kept: &HashSet<NodeId>) -> Vec<NodeId> {
    let is_text = |element: &NodeRef<'_>| kept.contains(&element.id) && SENTENCE <= running_text(element);
    let Some(first) = elements.iter().position(|element| page::is_leaf(element) && is_text(element)) else {
        return Vec::new();
    };
    let title = elements[..first].iter().rposition(|element| page::name(element) == "h1");
    let Some(title) = title else { return Vec::new() };
    let is_list = |node: NodeRef<'_>| matches!(&*page::name(&node), "ul" | "ol");
    let is_link = |node: NodeRef<'_>| matches!(&*page::name(&node), "a" | "button" | "input");
    let is_box = |element: &&NodeRef<'_>| {
        calls_itself(element, &POINTS)
            && elements::is_block(&page::name(element))
            && !kept.contains(&element.id)
            && page::is_short(element, LONGEST)
            && (is_list(**element) || element.descendants_it().any(is_list))
            && !element.descendants_it().any(is_link)
            && fits(element)
    };
    let found = elements[title..first].iter().find(is_box);
    let all = found.into_iter().flat_map(|found| [*found].into_iter().chain(found.descendants_it()));
    all.map(|node| node.id).collect()
}

/// What a list of the main points is called.
const POINTS: [&str; 8] =
    ["summary", "keypoints", "key-points", "highlights", "takeaways", "key-takeaways", "tldr", "keyfacts"];

/// Whether an element has one of these among its classes, or as its id.
fn calls_itself(element: &NodeRef<'_>, names: &[&str]) -> bool {
    let marks = ["class", "id"].into_iter().filter_map(|name| page::filled(element, name));
    marks
        .flat_map(|mark| mark.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>())
        .any(|word| names.contains(&&*word) || names.iter().any(|name| word.ends_with(&format!("-{name}"))))
}

/// A line that calls itself so has so many bytes.
const LEAST: usize = 20;
/// The line right under a title has so many words if it is a sentence without a stop.
const FIRST: usize = 9;
/// What the line under a title is called.
const STANDFIRST: [&str; 11] = [
    "subtitle",
    "subhead",
    "subheading",
    "subheadline",
    "standfirst",
    "dek",
    "excerpt",
    "deck",
    "lede",
    "tagline",
    "summary",
];

/// Whether a line calls itself what stands under a title, in its own name or that of the element around it.
fn is_named(leaf: &NodeRef<'_>) -> bool {
    [*leaf].into_iter().chain(leaf.parent()).any(|element| {
        let names = ["class", "itemprop", "data-testid", "data-gu-name", "data-component"];
        names.iter().filter_map(|name| page::attribute(&element, name)).any(|name| {
            let name = name.to_ascii_lowercase();
            name.split(|c: char| !c.is_ascii_alphabetic()).any(|word| STANDFIRST.contains(&word))
        })
    })
}
