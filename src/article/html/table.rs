//! Tables of a page: those that hold data, and those that only place things.

use dom_query::NodeRef;

use super::{inline, page};
use crate::article::grid::{self, Cell};
use crate::article::{Inline, Kind, elements};

/// The rows of a table, without those of tables in it.
pub(super) fn rows<'a>(table: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
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

/// The cells of a row.
pub(super) fn cells<'a>(row: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
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
    let mut caption = caption.map(|caption| content(&caption)).filter(|content| !content.is_empty());
    let mut source = rows(table);
    let says_data = |row: &NodeRef<'_>| {
        cells(row).iter().any(|cell| page::name(cell) == "td" && !is_bold(cell) && 0 < page::size(cell))
    };
    let has_data = source.iter().any(says_data);
    // The corner is often an empty cell, and many writers only set heads in bold.
    let names_column = |cell: &NodeRef<'_>| {
        page::name(cell) == "th" || page::words(cell).is_empty() || has_data && is_bold(cell)
    };
    let is_all_heads = |row: &NodeRef<'_>| {
        let cells = cells(row);
        cells.iter().all(names_column) && cells.iter().any(|cell| !page::words(cell).is_empty())
    };
    let widest = source.iter().map(|row| cells(row).iter().map(|cell| span(cell, "colspan")).sum()).max();
    // A head over all columns names the table.
    let names_all = |row: &NodeRef<'_>| {
        let cells = cells(row);
        cells.len() == 1
            && is_all_heads(row)
            && 1 < span(&cells[0], "colspan")
            && Some(span(&cells[0], "colspan")) == widest
    };
    if caption.is_none() && 1 < source.len() && source.first().is_some_and(names_all) {
        caption = Some(content(&cells(&source.remove(0))[0]));
    }
    let in_head = |row: &NodeRef<'_>| row.parent().is_some_and(|part| page::name(&part) == "thead");
    let mut heads = source.iter().take_while(|row| in_head(row)).count();
    if heads == 0 && source.first().is_some_and(|row| is_all_heads(row) && !names_all(row)) {
        let stretches = |row: &NodeRef<'_>| {
            cells(row).iter().any(|cell| 1 < span(cell, "rowspan") || 1 < span(cell, "colspan"))
        };
        heads = 1 + usize::from(stretches(&source[0]) && source.get(1).is_some_and(is_all_heads));
    }
    let cell = |cell: &NodeRef<'_>| Cell {
        content: content(cell),
        columns: span(cell, "colspan"),
        rows: span(cell, "rowspan"),
    };
    let source = source.iter().map(|row| cells(row).iter().map(cell).collect()).collect();
    let (header, rows) = grid::spread(source, heads);
    Kind::Table { caption, header, rows }
}

/// Whether all words of a cell are bold.
fn is_bold(cell: &NodeRef<'_>) -> bool {
    let inner = cell.children_it(false).find(|node| matches!(page::name(node).as_str(), "b" | "strong"));
    inner.is_some_and(|inner| page::words(&inner) == page::words(cell))
}

/// Over how many columns or rows a cell stretches.
fn span(cell: &NodeRef<'_>, name: &str) -> usize {
    page::filled(cell, name).and_then(|span| span.parse().ok()).unwrap_or(1)
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
