//! Words that a page with a fixed layout places one by one: nothing but their places keeps them apart.

use dom_query::{Document, NodeRef};

use super::page;
use crate::article::elements;

/// Puts a blank between pieces of running text that stand at places of their own, unless they are letters.
pub(super) fn part(document: &Document, body: &NodeRef<'_>) {
    let is_placed = |node: &NodeRef<'_>| {
        let style = page::attribute(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        style.contains("position:absolute") && !elements::is_block(&page::name(node))
    };
    let is_word = |node: &NodeRef<'_>| 1 < node.text().trim().chars().count();
    let elements = body.descendants_it().filter(|node| node.is_element() && is_placed(node));
    for element in elements.collect::<Vec<_>>() {
        let Some(before) = element.prev_sibling().filter(NodeRef::is_element) else { continue };
        if is_placed(&before) && (is_word(&element) || is_word(&before)) {
            element.insert_before(&document.tree.new_text(" "));
        }
    }
}

#[test]
fn words_at_places_of_their_own_do_not_touch() {
    let word = |text: &str| format!("<span style='position: absolute; left: 9px'>{text}</span>");
    let page = |words: &[&str]| {
        format!("<title>T</title><div>{}</div>", words.iter().map(|text| word(text)).collect::<String>())
    };
    let told = |page: &str| crate::article::text_of(&super::read(page, None).blocks);
    assert_eq!(told(&page(&["The", "goose", "is", "late."])), "The goose is late.");
    assert_eq!(told(&page(&["G", "o", "o", "s", "e"])), "Goose");
}
