//! Running text of a page.

use dom_query::NodeRef;

use super::{math, notes, page};
use crate::article::words::is_mark;
use crate::article::{Inline, Why, pause, plain, time};

/// On an element of a book: it leads through the book and is not told.
pub(super) const WAY: &str = "data-articast-way";

/// Appends what an inline element or a text says; pictures in it are left to the caller.
pub(super) fn append(node: &NodeRef<'_>, out: &mut Vec<Inline>, depth: usize) {
    if node.is_text() {
        out.push(Inline::Text(node.text().to_string()));
        return;
    }
    let name = page::name(node);
    if !node.is_element() || page::is_machinery(&name) {
        return;
    }
    if unsaid(node).is_some() {
        return;
    }
    match name.as_str() {
        "a" if let Some(label) = notes::reference(node) => {
            let next = node.next_sibling().filter(NodeRef::is_text).map(|next| next.text());
            // A blank before the mark would stand between a word and its stop.
            if next.is_none_or(|text| !text.starts_with(char::is_alphanumeric))
                && let Some(Inline::Text(before)) = out.last_mut()
            {
                before.truncate(before.trim_end().len());
            }
            out.push(match notes::cites(node) {
                Some(mark) => Inline::Sup(vec![Inline::Text(mark)]),
                None => Inline::NoteRef(label),
            });
        }
        "br" => out.push(Inline::Break),
        "math" => {
            // Two formulas side by side are two.
            if matches!(out.last(), Some(Inline::Math(_))) {
                out.push(Inline::Text(" ".into()));
            }
            out.push(math::formula(node));
        }
        "img" => out.extend(math::pictured(node).or_else(|| page::filled(node, "alt").map(Inline::Text))),
        name if is_film(name) => out.extend(page::label(node).map(Inline::Text)),
        "input" => out.push(Inline::Checkbox { checked: node.has_attr("checked") }),
        // Deeper than this, only the words count.
        _ if super::super::normal::MAX_DEPTH < depth => out.push(Inline::Text(page::words(node))),
        _ => {
            let mut inner = Vec::new();
            for child in node.children_it(false) {
                append(&child, &mut inner, depth + 1);
            }
            wrap(node, &name, inner, out);
        }
    }
}

/// Why an element in running text is not said.
pub(super) fn unsaid(node: &NodeRef<'_>) -> Option<Why> {
    match page::name(node).as_str() {
        "input" | "label" if is_box(node) => None,
        "label" if is_item(node) => None,
        "button" | "input" | "label" | "select" | "textarea" => Some(Why::Form),
        // How the characters before it are read.
        "rt" | "rp" => Some(Why::Repeated),
        "svg" => Some(Why::Markup),
        "a" if notes::is_backlink(node) => Some(Why::Navigation),
        _ if page::is_hidden(node) => Some(Why::Hidden),
        _ => math::repeats(node).or_else(|| leads(node)),
    }
}

/// Whether what stands in an element is for browsers that cannot show it.
pub(super) fn is_film(name: &str) -> bool {
    matches!(name, "video" | "audio" | "iframe" | "object" | "embed" | "canvas")
}

/// Why an element is not told that only leads through a book.
pub(super) fn leads(node: &NodeRef<'_>) -> Option<Why> {
    node.has_attr(WAY).then_some(Why::Navigation)
}

/// Whether a field is the box before a task in a list, or a label around it.
pub(super) fn is_box(node: &NodeRef<'_>) -> bool {
    let is_check = |node: &NodeRef<'_>| {
        node.has_name("input") && node.attr("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
    };
    let field = if node.has_name("label") { node.descendants_it().find(is_check) } else { Some(*node) };
    let Some(field) = field.filter(is_check) else { return false };
    let item = field.ancestors_it(Some(4)).find(|outer| page::name(outer) == "li");
    item.is_some_and(|item| {
        let marked = item.attr("class").is_some_and(|class| class.contains("task"));
        // What nobody can tick is told, not asked.
        marked || field.has_attr("disabled")
    })
}

/// An item with a box has no more bytes.
const LONGEST: usize = 2000;

/// Whether a label with a box is all that an item of a list says, as ingredients of recipes are.
fn is_item(label: &NodeRef<'_>) -> bool {
    let holds = |outer: &NodeRef<'_>| page::name(outer) == "li";
    let Some(item) = label.ancestors_it(Some(4)).find(holds).filter(|item| page::is_short(item, LONGEST))
    else {
        return false;
    };
    let words = page::words(label);
    !words.is_empty()
        && page::words(&item) == words
        && !label.ancestors_it(None).any(|outer| page::name(&outer) == "form")
}

/// Puts an element's meaning around its content.
fn wrap(node: &NodeRef<'_>, name: &str, inner: Vec<Inline>, out: &mut Vec<Inline>) {
    let mut made = match name {
        "em" | "i" | "cite" | "dfn" | "var" => vec![Inline::Emphasis(inner)],
        "strong" | "b" => vec![Inline::Strong(inner)],
        "code" | "kbd" | "samp" | "tt" => vec![Inline::Code(plain(&inner))],
        "sub" => vec![Inline::Sub(inner)],
        // A reference stands above the line by itself.
        "sup" if inner.iter().all(is_reference) => inner,
        "sup" => vec![Inline::Sup(inner)],
        "del" | "s" | "strike" => vec![Inline::Struck(inner)],
        "q" => [vec![Inline::Text("“".into())], inner, vec![Inline::Text("”".into())]].concat(),
        "a" => match page::filled(node, "href") {
            Some(target) => vec![Inline::Link { target, content: inner }],
            None => inner,
        },
        "abbr" | "acronym" => match page::filled(node, "title") {
            Some(title) => vec![Inline::Abbr { title, text: plain(&inner) }],
            None => inner,
        },
        _ => inner,
    };
    if name == "time"
        && let Some(datetime) = page::filled(node, "datetime")
    {
        made = time::timed(datetime, made);
    }
    if let Some(length) = page::filled(node, "data-pause").and_then(|length| pause::length(&length)) {
        out.push(Inline::Pause(length));
    }
    if let Some(how) = page::filled(node, "data-say") {
        made = vec![Inline::Said { how, content: made }];
    }
    if let Some(tag) = page::filled(node, "lang").filter(|_| name != "html") {
        made = vec![Inline::Lang { tag, content: made }];
    }
    out.append(&mut made);
}

/// Whether a piece leads to a note or a source.
fn is_reference(piece: &Inline) -> bool {
    match piece {
        Inline::NoteRef(_) => true,
        Inline::Sup(inner) => is_mark(inner),
        _ => false,
    }
}
