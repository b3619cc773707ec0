//! Running text of a page.

use dom_query::NodeRef;

use super::{notes, page};
use crate::article::{Inline, Why, plain};

/// Formulas that a page holds as text keep their LaTeX here.
const LATEX: &str = "application/x-tex";

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
            out.push(Inline::NoteRef(label));
        }
        "br" => out.push(Inline::Break),
        "math" if node.has_attr("aria-label") => {
            out.extend(page::filled(node, "aria-label").map(Inline::Text));
        }
        "math" => out.push(Inline::Math(formula(node))),
        "img" => out.extend(page::filled(node, "alt").map(Inline::Text)),
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
        "button" | "input" | "label" | "select" | "textarea" => Some(Why::Form),
        // How the characters before it are read.
        "rt" | "rp" => Some(Why::Repeated),
        "svg" => Some(Why::Markup),
        "a" if notes::is_backlink(node) => Some(Why::Navigation),
        _ => page::is_hidden(node).then_some(Why::Hidden),
    }
}

/// Puts an element's meaning around its content.
fn wrap(node: &NodeRef<'_>, name: &str, inner: Vec<Inline>, out: &mut Vec<Inline>) {
    let mut made = match name {
        "em" | "i" | "cite" | "dfn" | "var" => vec![Inline::Emphasis(inner)],
        "strong" | "b" => vec![Inline::Strong(inner)],
        "code" | "kbd" | "samp" | "tt" => vec![Inline::Code(plain(&inner))],
        "sub" => vec![Inline::Sub(inner)],
        // A reference stands above the line by itself.
        "sup" if inner.iter().all(|part| matches!(part, Inline::NoteRef(_))) => inner,
        "sup" => vec![Inline::Sup(inner)],
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
    if let Some(tag) = page::filled(node, "lang").filter(|_| name != "html") {
        made = vec![Inline::Lang { tag, content: made }];
    }
    out.append(&mut made);
}

/// A formula as its author wrote it in LaTeX, if the page says that, else its signs.
fn formula(math: &NodeRef<'_>) -> String {
    let annotation =
        math.descendants_it().find(|node| node.attr("encoding").is_some_and(|kind| &*kind == LATEX));
    let latex = annotation.map(|node| node.text().to_string()).or_else(|| page::filled(math, "alttext"));
    latex.unwrap_or_else(|| page::words(math)).trim().to_owned()
}
