//! Tables of a page: those that hold data, and those that only place things.

use dom_query::NodeRef;

use super::{inline, page};
use crate::article::{Inline, Kind, elements};

/// A span of more cells is taken for one of so many.
const WIDEST: usize = 50;

/// The rows of a table, without those of tables in it.
fn rows<'a>(table: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    let mut rows = Vec::new();
    for part in table.children_it(false) {
        match page::name(&part).as_str() {
            "tr" => rows.push(part),
            "thead" | "tbody" | "tfoot" => {
                rows.extend(part.children_it(false).filter(|row| page::name(row) == "tr"));
            }
            _ => {}
        }
    }
    rows
}

fn cells<'a>(row: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    row.children_it(false).filter(|cell| matches!(page::name(cell).as_str(), "td" | "th")).collect()
}

/// Whether a table only places things on the page: it says so, or has one column or one row, or holds what no cell of
/// data holds.
pub(super) fn is_layout(table: &NodeRef<'_>) -> bool {
    if matches!(page::filled(table, "role").as_deref(), Some("presentation" | "none")) {
        return true;
    }
    let holds =
        |names: &[&str]| table.descendants_it().any(|node| names.contains(&page::name(&node).as_str()));
    if holds(&["table"]) {
        return true;
    }
    if holds(&["caption", "th", "thead", "tfoot"]) {
        return false;
    }
    let rows = rows(table);
    let columns = rows.iter().map(|row| cells(row).len()).max().unwrap_or_default();
    rows.len() < 2 || columns < 2 || holds(&["h1", "h2", "h3", "ul", "ol", "blockquote", "figure", "form"])
}

/// A table of data.
pub(super) fn data(table: &NodeRef<'_>) -> Kind {
    let caption = table.children_it(false).find(|node| page::name(node) == "caption");
    let caption = caption.map(|caption| content(&caption)).filter(|content| !content.is_empty());
    let mut header = Vec::new();
    let mut body = Vec::new();
    for (n, row) in rows(table).into_iter().enumerate() {
        let cells = cells(&row);
        let heads = cells.iter().all(|cell| page::name(cell) == "th");
        let in_head = row.parent().is_some_and(|part| page::name(&part) == "thead");
        let row: Vec<Vec<Inline>> = cells.iter().flat_map(spread).collect();
        if n == 0 && !row.is_empty() && (heads || in_head) {
            header = row;
        } else if !row.is_empty() {
            body.push(row);
        }
    }
    Kind::Table { caption, header, rows: body }
}

/// A cell, and the empty ones that it stretches over.
fn spread(cell: &NodeRef<'_>) -> Vec<Vec<Inline>> {
    let span = page::filled(cell, "colspan").and_then(|span| span.parse().ok()).unwrap_or(1_usize);
    let mut cells = vec![Vec::new(); span.clamp(1, WIDEST)];
    cells[0] = content(cell);
    cells
}

/// What a cell or a caption says: blocks in it are lines.
pub(super) fn content(node: &NodeRef<'_>) -> Vec<Inline> {
    let mut content = Vec::new();
    append(node, &mut content, 0);
    content
}

fn append(node: &NodeRef<'_>, out: &mut Vec<Inline>, depth: usize) {
    for child in node.children_it(false).filter(|child| inline::unsaid(child).is_none()) {
        let name = page::name(&child);
        // These are told as one, whatever is in them.
        let whole = name == "math" || inline::is_film(&name);
        let blocks =
            !whole && child.is_element() && (elements::is_block(&name) || page::holds_blocks(&child));
        if !blocks || super::super::normal::MAX_DEPTH < depth {
            inline::append(&child, out, 0);
            continue;
        }
        out.push(Inline::Break);
        append(&child, out, depth + 1);
        out.push(Inline::Break);
    }
}
