//! Matrices, cases and formulas of several lines.

use super::super::tree::Node;
use super::Out;

/// How many cells are read one by one; of a larger matrix only the size is said.
const MOST: usize = 9;

/// Says rows by the name of their environment.
pub(super) fn say(out: &mut Out<'_>, name: &str, rows: &[Vec<Vec<Node>>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if name.ends_with("matrix") || matches!(name, "array" | "tabular") {
        return matrix(out, rows, columns);
    }
    if name == "cases" || name == "dcases" {
        return lines(out, rows, ",");
    }
    lines(out, rows, "");
}

fn matrix(out: &mut Out<'_>, rows: &[Vec<Vec<Node>>], columns: usize) {
    let forms = out.forms();
    let is_vector = columns == 1 || rows.len() == 1;
    let head = match (rows.len(), columns) {
        (_, 1) => &forms.column_vector,
        (1, _) => &forms.row_vector,
        _ => &forms.matrix,
    };
    out.form(head, |out, part| out.number(&if part == "rows" { rows.len() } else { columns }.to_string()));
    if MOST < rows.len() * columns {
        if is_vector {
            out.form(&forms.entries, |out, _| out.number(&(rows.len() * columns).to_string()));
        }
        return;
    }
    for (at, row) in rows.iter().enumerate() {
        if !is_vector {
            out.pause();
            out.form(&forms.row, |out, _| out.number(&(at + 1).to_string()));
        }
        for cell in row {
            out.pause();
            out.sequence(cell);
        }
    }
}

/// Lines one after the other; the cells of a line are parts of it.
fn lines(out: &mut Out<'_>, rows: &[Vec<Vec<Node>>], between: &str) {
    for (at, row) in rows.iter().enumerate() {
        if 0 < at && out.text.ends_with(char::is_alphanumeric) {
            out.text.push(';');
        }
        for (at, cell) in row.iter().enumerate() {
            if 0 < at && !between.is_empty() {
                out.pause();
            }
            out.sequence(cell);
        }
    }
}
