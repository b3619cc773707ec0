//! Pull quotes, sentences of the text that a page shows a second time in larger letters, and captions that stand twice.

use std::collections::HashSet;

use aho_corasick::AhoCorasick;
use dom_query::{NodeId, NodeRef};

use super::page;
use crate::article::{Why, key};

/// On an element: its words stand elsewhere on the page.
const PULLED: &str = "data-articast-pulled";
/// Parts of the classes of pull quotes.
const CLASSES: [&str; 5] = ["pullquote", "pull-quote", "pull_quote", "pulledquote", "pulled-quote"];
/// A pull quote without such a class has more letters, and one of any kind has fewer bytes.
const SHORTEST: usize = 24;
const LONGEST: usize = 600;
/// So many are looked for.
const MOST: usize = 200;

/// Why an element is not told, if its words stand elsewhere on the page.
pub(super) fn why(element: &NodeRef<'_>) -> Option<Why> {
    element.has_attr(PULLED).then_some(Why::Repeated)
}

/// Marks the pull quotes of a page.
pub(super) fn mark(body: &NodeRef<'_>) {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    let mut pulled: Vec<(NodeRef<'_>, String)> = Vec::new();
    let mut inside: HashSet<NodeId> = HashSet::new();
    for element in &elements {
        element.remove_attr(PULLED);
        if inside.contains(&element.id) || MOST <= pulled.len() {
            continue;
        }
        let Some(shortest) = shortest(element).filter(|_| page::is_short(element, LONGEST)) else { continue };
        let letters = without_source(element);
        if shortest <= letters.chars().count() {
            inside.extend(element.descendants_it().map(|inner| inner.id));
            inside.insert(element.id);
            pulled.push((*element, letters));
        }
    }
    mark_captions(&elements);
    if pulled.is_empty() {
        return;
    }
    let is_text = |element: &&NodeRef<'_>| {
        matches!(page::name(element).as_str(), "p" | "li" | "dd" | "div" | "td")
            && !page::holds_blocks(element)
            && !inside.contains(&element.id)
    };
    let text: Vec<String> =
        elements.iter().filter(is_text).map(|element| key(&page::words(element))).collect();
    let text = text.join("\n");
    let quotes =
        AhoCorasick::new(pulled.iter().map(|(_, letters)| letters)).expect("quotes are few and short");
    for found in quotes.find_overlapping_iter(&text) {
        pulled[found.pattern().as_usize()].0.set_attr(PULLED, "");
    }
}

/// Marks captions that stand once more behind the figure that has them.
fn mark_captions(elements: &[NodeRef<'_>]) {
    let mut said: HashSet<String> = HashSet::new();
    let is_caption = |element: &&NodeRef<'_>| {
        let class = page::attribute(element, "class").unwrap_or_default().to_lowercase();
        page::name(element) == "figcaption" || class.contains("caption")
    };
    for element in elements.iter().filter(is_caption).filter(|element| page::is_short(element, LONGEST)) {
        if page::name(element) == "figcaption" {
            said.insert(key(&page::words(element)));
        } else if element.ancestors_it(Some(4)).all(|outer| page::name(&outer) != "figure")
            && said.contains(&key(&page::words(element)))
        {
            element.set_attr(PULLED, "");
        }
    }
}

/// The letters of an element without those of whom it is from.
fn without_source(element: &NodeRef<'_>) -> String {
    let letters = key(&page::words(element));
    let is_source =
        |inner: &NodeRef<'_>| matches!(page::name(inner).as_str(), "cite" | "footer" | "figcaption");
    let source = element.descendants_it().find(is_source).map(|source| key(&page::words(&source)));
    let own = source.and_then(|source| letters.strip_suffix(&source).map(str::to_owned));
    own.filter(|own| !own.is_empty()).unwrap_or(letters)
}

/// How many letters an element has at least that could be a pull quote.
fn shortest(element: &NodeRef<'_>) -> Option<usize> {
    let class = page::attribute(element, "class").unwrap_or_default().to_lowercase();
    if CLASSES.iter().any(|name| class.contains(name))
        || element.attr("role").as_deref() == Some("doc-pullquote")
    {
        return Some(1);
    }
    matches!(page::name(element).as_str(), "blockquote" | "aside").then_some(SHORTEST)
}

#[test]
fn a_caption_is_said_once() {
    let page = "<title>T</title><figure><img src=a.png><figcaption>A gull.</figcaption></figure><p class=caption>A gull.</p><p>Then.</p>";
    assert_eq!(crate::article::text_of(&super::read(page, None).blocks), "A gull.\nThen.");
}

#[test]
fn what_is_pulled_out_of_the_text_is_said_once() {
    let padding = "<p>The road was built for salt, and the salt has been gone for a century.</p>".repeat(12);
    for quote in [
        "<aside class=pullquote><p>“Nobody spills coffee on my boat”</p></aside>",
        "<blockquote><p>Nobody spills coffee on my boat</p></blockquote>",
        "<figure class='wp-block-pullquote'><blockquote>Nobody spills coffee on my boat</blockquote></figure>",
    ] {
        let page = format!(
            "<title>T</title><article>{padding}{quote}<p>“Nobody spills coffee on my boat,” she says.</p>\
             <blockquote>Somebody else said something else.</blockquote></article>"
        );
        let article = super::read(&page, None);
        let told = crate::article::text_of(&article.blocks);
        assert_eq!(told.matches("Nobody spills").count(), 1, "{told}");
        assert!(
            told.contains("Somebody else said")
                && article.skipped.iter().any(|left| left.why == Why::Repeated)
        );
    }
}
