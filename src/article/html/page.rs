//! The tree of a page: names, attributes, and what shows.

use std::collections::HashSet;

use dom_query::{Document, NodeId, NodeRef};

use crate::article::elements::{ends_itself, is_block};

/// How deep elements may nest. Browsers stop at 512; the parser takes time that grows with the square of the depth.
const DEEPEST: usize = 600;
/// How many attributes an element may have: the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 500;

/// Whether a page is made to keep a parser busy: elements nested by the thousand, attributes without end.
pub(super) fn is_hostile(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    // Later tags of these give the element that there is what attributes it lacks.
    let mut shared = 0;
    let mut rest = html;
    while let Some((tag, after)) = next_tag(rest) {
        rest = after;
        let (closes, name) = name_in(tag);
        if 2 * MOST_ATTRIBUTES < tag.len() && MOST_ATTRIBUTES < attributes(tag) {
            return true;
        }
        let is = |other: &&str| other.eq_ignore_ascii_case(name);
        if is(&"html") || is(&"body") {
            shared += attributes(tag);
            if MOST_ATTRIBUTES < shared {
                return true;
            }
        }
        if name.is_empty() || ends_itself(name) || tag.ends_with('/') {
            continue;
        }
        if !closes {
            open.push(name);
        } else if let Some(at) = open.iter().rposition(is) {
            open.truncate(at);
        }
        if DEEPEST < open.len() {
            return true;
        }
        // What these hold is no markup.
        if !closes && (is(&"script") || is(&"style")) {
            rest = &rest[rest.find("</").unwrap_or(rest.len())..];
        }
    }
    false
}

/// The text between the `<` and the `>` of the next tag, and what follows; comments are passed over. A tag that never
/// ends is none (HTML Standard, section 13.2.2, `eof-in-tag`).
fn next_tag(html: &str) -> Option<(&str, &str)> {
    let mut rest = html;
    loop {
        rest = &rest[rest.find('<')? + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = &comment[comment.find("-->").unwrap_or(comment.len())..];
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') {
            break;
        }
    }
    let (mut quote, mut before) = (None, b' ');
    let end = rest.bytes().position(|byte| {
        match quote {
            Some(open) if open == byte => quote = None,
            None if before == b'=' && matches!(byte, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        if byte != b' ' {
            before = byte;
        }
        quote.is_none() && byte == b'>'
    });
    end.map(|end| rest.split_at(end))
}

/// About how many attributes a tag has: the runs of blanks in it that are not in quotes.
fn attributes(tag: &str) -> usize {
    let (mut count, mut quote, mut before) = (0, None, b'x');
    for byte in tag.bytes() {
        match quote {
            Some(open) if open == byte => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            None if byte.is_ascii_whitespace() && !before.is_ascii_whitespace() => count += 1,
            _ => {}
        }
        before = byte;
    }
    count
}

/// Whether a tag closes an element, and the element's name; empty for what is no tag.
fn name_in(tag: &str) -> (bool, &str) {
    let closes = tag.starts_with('/');
    let name = tag.trim_start_matches('/');
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
    (closes, if name.starts_with(|c: char| c.is_ascii_alphabetic()) { &name[..end] } else { "" })
}

/// A page's source with its words, headings and title, its other blocks as paragraphs, and nothing that nests.
pub(super) fn flattened(html: &str) -> String {
    let mut flat = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some((tag, after)) = next_tag(rest) {
        let start = rest.len() - after.len() - tag.len() - 1;
        append_words(&rest[..start], &mut flat);
        let (closes, name) = name_in(tag);
        let name = name.to_ascii_lowercase();
        rest = after.strip_prefix('>').unwrap_or(after);
        match name.as_str() {
            "script" | "style" if !closes => rest = &rest[rest.find("</").unwrap_or(rest.len())..],
            "title" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                flat.push_str(if closes { "</" } else { "<" });
                flat.push_str(&name);
                flat.push('>');
            }
            name if (is_block(name) || name == "br") && !flat.ends_with("<p>") => flat.push_str("<p>"),
            _ => {}
        }
    }
    append_words(rest, &mut flat);
    flat
}

/// Appends the text between two tags without the comments in it.
fn append_words(mut text: &str, flat: &mut String) {
    while let Some((words, comment)) = text.split_once("<!--") {
        flat.push_str(&words.replace('<', "&lt;"));
        text = comment.split_once("-->").map(|(_, after)| after).unwrap_or_default();
    }
    flat.push_str(&text.replace('<', "&lt;"));
}

/// The name of an element in lower case, or that of the element that its role stands for (WAI-ARIA 1.2, section 5.4);
/// empty for what is none.
pub(super) fn name(node: &NodeRef<'_>) -> String {
    let Some(name) = node.node_name().filter(|_| node.is_element()) else { return String::new() };
    let name = name.to_ascii_lowercase();
    if name == "script" && super::math::is_script(node) {
        return "math".into();
    }
    if !matches!(name.as_str(), "div" | "span" | "p" | "section" | "aside" | "a") {
        return name;
    }
    let like = match node.attr("role").as_deref() {
        Some("heading") => {
            let level = filled(node, "aria-level").and_then(|level| level.parse().ok()).unwrap_or(2_u8);
            return format!("h{}", level.clamp(1, 6));
        }
        Some("list") => "ul",
        Some("listitem") => "li",
        Some("figure") => "figure",
        Some("blockquote" | "doc-pullquote" | "doc-epigraph") => "blockquote",
        Some("separator") => "hr",
        Some("paragraph") => "p",
        Some("math") if node.has_attr("aria-label") => "math",
        Some("term") => "dt",
        Some("definition") => "dd",
        Some("img" | "image") if node.has_attr("aria-label") => "img",
        _ => return name,
    };
    like.to_owned()
}

/// The value of an attribute.
pub(super) fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    node.attr(name).map(|value| value.to_string())
}

/// The value of an attribute, trimmed, if it is not empty.
pub(super) fn filled(node: &NodeRef<'_>, name: &str) -> Option<String> {
    attribute(node, name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Whether an element holds none of the page's words: code, styles, what is only there for other programs.
pub(super) fn is_machinery(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "head" | "link" | "meta" | "title" | "base" | "datalist" | "slot"
    )
}

/// Whether an element does not show, whoever reads the page. What waits for a click (`aria-hidden`, closed details)
/// does show.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    // Formulas hide behind pictures of themselves.
    hides(node) && !node.descendants_it().any(|inner| name(&inner) == "math")
}

/// Whether an element or one around it does not show.
pub(super) fn is_covered(node: &NodeRef<'_>) -> bool {
    hides(node) || node.ancestors_it(None).any(|outer| hides(&outer))
}

/// Whether an element says itself that it does not show.
pub(super) fn hides(node: &NodeRef<'_>) -> bool {
    let style = attribute(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    // What is "until-found" shows when somebody looks for it.
    let hidden = node.attr("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
    hidden || style.contains("display:none") || style.contains("visibility:hidden")
}

/// Shows what only a script would show: an element that holds most of a page's words cannot be meant to stay hidden, and
/// of several panels any may be shown.
pub(super) fn uncover(document: &Document) {
    let Some(body) = document.body() else { return };
    let whole = letters(&body);
    let covered: Vec<NodeRef<'_>> =
        body.descendants_it().filter(|node| node.is_element() && hides(node)).collect();
    let mut shown: HashSet<Panel> = HashSet::new();
    if !covered.is_empty() {
        let elements = body.descendants_it().filter(|node| node.is_element() && !hides(node));
        shown.extend(elements.filter_map(|node| Panel::of(&node)));
    }
    for node in covered {
        if whole < letters(&node) * 2 || is_panel(&node, &shown) {
            show(&node);
            shown.extend(Panel::of(&node));
        }
    }
}

/// Takes off an element what keeps it from showing.
pub(super) fn show(node: &NodeRef<'_>) {
    for mark in ["hidden", "style", "aria-hidden"] {
        node.remove_attr(mark);
    }
}

/// What several panels have in common: the element around them, their name, and their id but for its number.
#[derive(PartialEq, Eq, Hash)]
struct Panel {
    outer: NodeId,
    name: String,
    id: String,
}

impl Panel {
    fn of(node: &NodeRef<'_>) -> Option<Panel> {
        let id = filled(node, "id").filter(|id| id.contains(|c: char| c.is_ascii_digit()))?;
        let id = id.replace(|c: char| c.is_ascii_digit(), "");
        Some(Panel { outer: node.parent()?.id, name: node.node_name()?.to_string(), id })
    }
}

/// Whether an element is one of several panels, of which the page shows another one: it has that role (WAI-ARIA 1.2), or
/// the same id but for its number.
fn is_panel(node: &NodeRef<'_>, shown: &HashSet<Panel>) -> bool {
    match node.attr("role").as_deref() {
        Some("tabpanel") => return true,
        // What an accordion opens is told as closed details are.
        Some("region") if node.has_attr("aria-labelledby") => return true,
        _ => {}
    }
    Panel::of(node).is_some_and(|panel| shown.contains(&panel))
}

/// How much text a node holds, in bytes, without the page's code.
fn letters(node: &NodeRef<'_>) -> usize {
    let mut todo = vec![*node];
    let mut sum = 0;
    while let Some(node) = todo.pop() {
        if node.is_text() {
            sum += node.text().trim().len();
        } else if !is_machinery(&name(&node)) && name(&node) != "noscript" {
            todo.extend(node.children_it(true));
        }
    }
    sum
}

/// Whether an element or one around which it stands is a block.
pub(super) fn holds_blocks(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|inner| inner.is_element() && is_block(&name(&inner)))
}

/// Whether an element is a heading of any level.
pub(super) fn is_heading(element: &NodeRef<'_>) -> bool {
    matches!(&*name(element), "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether an element is a block that holds no others.
pub(super) fn is_leaf(element: &NodeRef<'_>) -> bool {
    is_block(&name(element)) && !holds_blocks(element)
}

/// How many bytes the words of a node have, about.
pub(super) fn size(node: &NodeRef<'_>) -> usize {
    let mut todo = vec![*node];
    let (mut size, mut apart) = (0, true);
    while let Some(node) = todo.pop() {
        if node.is_text() {
            for byte in node.text().bytes() {
                let blank = byte.is_ascii_whitespace();
                size += usize::from(!blank || !apart);
                apart = blank;
            }
        } else if !is_machinery(&name(&node)) {
            apart |= node.has_name("br");
            todo.extend(node.children_it(true));
        }
    }
    size
}

/// Whether the text in a node has no more bytes than this, without blanks around it; no more of it is read.
pub(super) fn is_short(node: &NodeRef<'_>, bytes: usize) -> bool {
    let mut left = bytes;
    for text in node.descendants_it().filter(NodeRef::is_text) {
        let Some(rest) = left.checked_sub(text.text().trim().len()) else { return false };
        left = rest;
    }
    true
}

/// Whether other words stand beside an element in the element around it.
pub(super) fn has_words_beside(element: &NodeRef<'_>, outer: &NodeRef<'_>) -> bool {
    const NEAR: usize = 3;
    let is_filled = |node: &NodeRef<'_>| !node.is_comment() && node.text().contains(char::is_alphanumeric);
    let next = |node: &NodeRef<'_>| {
        std::iter::successors(node.next_sibling(), NodeRef::next_sibling)
            .take(NEAR)
            .any(|node| is_filled(&node))
    };
    let before = |node: &NodeRef<'_>| {
        std::iter::successors(node.prev_sibling(), NodeRef::prev_sibling)
            .take(NEAR)
            .any(|node| is_filled(&node))
    };
    let chain = [*element].into_iter().chain(element.ancestors_it(None));
    chain.take_while(|node| node.id != outer.id).any(|node| before(&node) || next(&node))
}

/// The words of a node, its blocks and cells apart.
pub(super) fn words(node: &NodeRef<'_>) -> String {
    gather(node, |_| None, &|_| false)
}

/// The words of a node without those of parts in it.
pub(super) fn words_but(node: &NodeRef<'_>, skips: &dyn Fn(&NodeRef<'_>) -> bool) -> String {
    gather(node, |_| None, &|inner| inner.id != node.id && inner.is_element() && skips(inner))
}

/// The words of a node and those that stand for its pictures.
pub(super) fn words_and_alts(node: &NodeRef<'_>) -> String {
    gather(node, label, &|_| false)
}

/// The words in a node, and those that stand for the pictures in it, without its own.
pub(super) fn words_and_alts_within(node: &NodeRef<'_>) -> String {
    node.children_it(false)
        .map(|child| words_and_alts(&child))
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

/// What is said of a picture, a film or a part of another page.
pub(super) fn label(node: &NodeRef<'_>) -> Option<String> {
    ["alt", "aria-label", "title"].into_iter().find_map(|name| filled(node, name))
}

fn gather(
    node: &NodeRef<'_>,
    alt: fn(&NodeRef<'_>) -> Option<String>,
    skips: &dyn Fn(&NodeRef<'_>) -> bool,
) -> String {
    let mut text = String::new();
    let mut todo = vec![(*node, false)];
    while let Some((node, done)) = todo.pop() {
        let name = name(&node);
        if is_block(&name) || name == "br" {
            text.push('\n');
        }
        if done || is_machinery(&name) || skips(&node) {
            continue;
        }
        if matches!(name.as_str(), "img" | "video" | "audio" | "iframe" | "object" | "embed" | "canvas") {
            text.extend(alt(&node).map(|alt| format!(" {alt} ")));
        }
        if node.is_text() {
            text.push_str(&node.text());
            continue;
        }
        if is_block(&name) {
            todo.push((node, true));
        }
        todo.extend(node.children_it(true).map(|child| (child, false)));
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn nests_that_no_page_has_are_found() {
    assert!(is_hostile(&"<ul><li>".repeat(1_000)));
    assert!(is_hostile(&format!("<a {}>", "b=c ".repeat(1_000))));
    assert!(is_hostile(&"<body b=c>".repeat(1_000)) && !is_hostile(&"<body>".repeat(1_000)));
    assert!(!is_hostile(&"<p>text <b>bold</b> <br><li>item<img src=x>".repeat(10_000)));
    let drawing = format!("<script>'<i>'.repeat(2);{}</script>", "'<div>';".repeat(1_000));
    assert!(
        !is_hostile(&drawing) && !is_hostile(&"<svg><g><circle r='1>2'></circle></g></svg>".repeat(1_000))
    );
    assert_eq!(flattened("<b>a</b> < b &amp; <script>x<y</script><!-- z --><p><li>c"), "a &lt; b &amp; <p>c");
}
