//! Large letters at the start of a text: pictures of them, letters in a block of their own, and letters that stand twice,
//! once for eyes and once for screen readers.

use dom_query::{Document, NodeRef};

use super::{inline, page};
use crate::article::{elements, key};

/// Parts of the classes of large letters.
const CLASSES: [&str; 8] = [
    "dropcap",
    "drop-cap",
    "drop_cap",
    "lettrine",
    "initial-cap",
    "initialcap",
    "firstletter",
    "first-letter",
];
/// Classes of what only screen readers say.
const HEARD: [&str; 9] = [
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader-text",
    "screenreader-only",
    "screen-reader-only",
    "sr_only",
    "u-visually-hidden",
    "a11y-text",
];
/// What is joined has no more bytes.
const LONGEST: usize = 200;
/// Letters that are words, so that a blank after them may be meant.
const WORDS: &str = "AÀÁEÉIÍOÒÓUYWZАВИІКОСУЯ";

/// Joins each large letter to the word that it starts, once.
pub(super) fn join(document: &Document, body: &NodeRef<'_>) {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    for element in &elements {
        if repeats_what_is_heard(element) {
            element.set_attr(inline::WAY, "");
        } else if let Some((outer, letter)) = pictured(element) {
            let text = document.tree.new_text(letter);
            let next = outer.next_element_sibling().filter(|_| elements::is_block(&page::name(&outer)));
            match next {
                Some(next) => next.prepend_child(&text),
                None => outer.insert_before(&text),
            }
            outer.remove_from_parent();
        } else if is_initial(element) {
            draw_near(document, element);
        }
    }
}

/// Whether an element shows what one beside it says to screen readers, or the start of it.
fn repeats_what_is_heard(element: &NodeRef<'_>) -> bool {
    if element.attr("aria-hidden").as_deref() != Some("true") || elements::is_block(&page::name(element)) {
        return false;
    }
    let is_heard = |other: &NodeRef<'_>| HEARD.iter().any(|class| other.has_class(class));
    let beside = [element.next_element_sibling(), element.prev_element_sibling()];
    let mut heard =
        beside.into_iter().flatten().filter(is_heard).filter(|_| page::is_short(element, LONGEST));
    heard.any(|other| {
        let own = key(&page::words(element));
        !own.is_empty() && page::is_short(&other, LONGEST) && key(&page::words(&other)) == own
    })
}

/// The letter that a picture shows, if a word goes on right behind it or behind what holds nothing but the picture; and what
/// stands before that word.
fn pictured<'a>(element: &NodeRef<'a>) -> Option<(NodeRef<'a>, String)> {
    /// Elements around a picture alone.
    const AROUND: usize = 3;
    if !element.has_name("img") {
        return None;
    }
    let alt = page::filled(element, "alt").filter(|alt| is_letter(alt))?;
    let mut outer = *element;
    for _ in 0..=AROUND {
        if let Some(next) = after(&outer) {
            let goes_on = if next.is_text() { next.text().to_string() } else { page::words(&next) };
            let fits = |c: char| if outer.id == element.id { c.is_alphabetic() } else { c.is_lowercase() };
            return goes_on.starts_with(fits).then_some((outer, alt));
        }
        let parent = outer.parent().filter(|parent| page::words(parent).is_empty())?;
        outer = parent;
    }
    None
}

/// What stands behind an element: white space is nothing between blocks.
fn after<'a>(element: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    let next = element.next_sibling()?;
    if next.is_text() && next.text().trim().is_empty() && elements::is_block(&page::name(element)) {
        return element.next_element_sibling();
    }
    Some(next)
}

/// Whether a text is one letter, with a quotation mark at most.
fn is_letter(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    letters == 1 && text.chars().count() <= 2
}

fn is_initial(element: &NodeRef<'_>) -> bool {
    let class = page::attribute(element, "class").unwrap_or_default().to_lowercase();
    CLASSES.iter().any(|name| class.contains(name))
        && page::is_short(element, LONGEST)
        && is_letter(&page::words(element))
}

/// Takes the blank away behind a large letter that is no word, or puts the letter of a block into the next one.
fn draw_near(document: &Document, element: &NodeRef<'_>) {
    if elements::is_block(&page::name(element)) {
        let next = element.next_element_sibling().filter(|next| page::name(next) == "p");
        if let Some(next) = next.filter(|next| page::words(next).starts_with(char::is_alphabetic)) {
            next.prepend_child(&document.tree.new_text(page::words(element)));
            element.remove_from_parent();
        }
        return;
    }
    let letter = page::words(element);
    let Some(next) = element.next_sibling().filter(NodeRef::is_text) else { return };
    let text = next.text();
    let rest = text.trim_start();
    if rest.len() < text.len()
        && rest.starts_with(char::is_lowercase)
        && !letter.contains(|c| WORDS.contains(c))
    {
        next.insert_before(&document.tree.new_text(rest.to_owned()));
        next.remove_from_parent();
    }
}

#[test]
fn large_letters_belong_to_their_words() {
    for start in [
        "<p><span class=dropcap>T</span>he ice went out.",
        "<p><span class=drop-cap>T</span> he ice went out.",
        "<p><img src=t.png alt=T>he ice went out.",
        "<p><span class=figure><img src=t.png alt=T></span>he ice went out.",
        "<div><img src=t.png alt=T></div> <p>he ice went out.",
        "<p><span aria-hidden=true class=big><span>T</span></span><span class=sr-only>T</span>he ice went out.",
        "<p><span class=visually-hidden>The</span><span aria-hidden=true><span class=dropcap>T</span>he</span> ice went out.",
        "<div class=dropcap>T</div><p>he ice went out.",
    ] {
        let article = super::read(&format!("<title>Ice</title><article>{start}</article>"), None);
        assert_eq!(crate::article::text_of(&article.blocks), "The ice went out.", "{start}");
    }
}
