//! Matrices, cases and formulas of several lines.

use super::super::number;
use super::super::tree::Node;
use super::Out;

/// How many cells are read one by one; of a larger matrix only the size is said.
const MOST: usize = 9;

/// Says rows by the name of their environment.
pub(super) fn say(out: &mut Out, name: &str, rows: &[Vec<Vec<Node>>]) {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    if name.ends_with("matrix") || matches!(name, "array" | "tabular") {
        return matrix(out, rows, columns);
    }
    if name == "cases" || name == "dcases" {
        return lines(out, rows, ",");
    }
    lines(out, rows, "");
}

fn matrix(out: &mut Out, rows: &[Vec<Vec<Node>>], columns: usize) {
    let size = |count: usize| number::cardinal(&count.to_string());
    if columns == 1 {
        out.word("the column vector");
    } else if rows.len() == 1 {
        out.word("the row vector");
    } else {
        out.word(&format!("the {} by {} matrix", size(rows.len()), size(columns)));
    }
    if MOST < rows.len() * columns {
        if columns == 1 || rows.len() == 1 {
            out.word(&format!("of {} entries", size(rows.len() * columns)));
        }
        return;
    }
    for (at, row) in rows.iter().enumerate() {
        if columns != 1 && rows.len() != 1 {
            out.pause();
            out.word(&format!("row {}:", size(at + 1)));
        }
        for cell in row {
            out.pause();
            out.sequence(cell);
        }
    }
}

/// Lines one after the other; the cells of a line are parts of it.
fn lines(out: &mut Out, rows: &[Vec<Vec<Node>>], between: &str) {
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
