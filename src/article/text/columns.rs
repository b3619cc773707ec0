//! Tables typed with spaces: columns that stand apart in every line.

use super::lines::{Line, collapse};
use super::marks;

/// The most lines of one table.
pub(super) const MOST: usize = 40;
/// The fewest lines that make a table.
const ROWS: usize = 3;
/// The widest line of a table.
const WIDEST: usize = 200;

/// Whether a line has a gap of two spaces or more inside.
pub(super) fn gapped(text: &str) -> bool {
    text.len() <= WIDEST && text.contains("  ")
}

/// Whether a table may start at this line, or go on after another one's last row. Only the first few lines with a gap
/// are worth a look: where so many have failed, the gaps are the typist's.
pub(super) fn may_start(lines: &[Line<'_>], at: usize, goes_on: bool) -> bool {
    const TRIES: usize = 3;
    let above = lines[..=at].windows(2).rev().take(TRIES);
    let failed = above.take_while(|two| two[1].blanks == 0 && gapped(two[0].text)).count();
    gapped(lines[at].text) && (goes_on || failed < TRIES)
}

/// The cells of each line, if the lines are a table.
pub(super) fn rows(lines: &[Line<'_>]) -> Option<Vec<Vec<String>>> {
    if lines.len() < ROWS {
        return None;
    }
    // A line drawn under the header is no row.
    let rows: Vec<Vec<char>> = lines
        .iter()
        .filter(|line| marks::rule(line.text).is_none())
        .map(|line| std::iter::repeat_n(' ', line.indent).chain(line.text.chars()).collect())
        .collect();
    let width = rows.iter().map(Vec::len).max().filter(|width| *width <= 2 * WIDEST)?;
    let blank = |column: usize| rows.iter().all(|row| row.get(column).is_none_or(|c| c.is_whitespace()));
    let blanks: Vec<bool> = (0..width).map(blank).collect();
    // A column ends where two columns of the page or more are blank in every line.
    let (mut columns, mut start, mut at) = (Vec::new(), 0, 0);
    for run in blanks.chunk_by(|a, b| a == b) {
        if run[0] && 2 <= run.len() {
            columns.extend((start < at).then_some(start..at));
            start = at + run.len();
        }
        at += run.len();
    }
    columns.extend((start < width).then_some(start..width));
    let cell = |row: &Vec<char>, column: &std::ops::Range<usize>| {
        let text: String = row.iter().take(column.end).skip(column.start).collect();
        collapse(&text)
    };
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| columns.iter().map(|column| cell(row, column)).collect()).collect();
    let filled = |row: &Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    // Words that merely stand apart are no table: each line has two cells, and most have all.
    let whole = cells.iter().filter(|row| filled(row) == columns.len()).count();
    let clear = ROWS <= cells.len() && 2 <= columns.len() && columns.len() < 13;
    let code = rows.iter().filter(|row| 1 < marks::code(&row.iter().collect::<String>())).count();
    (clear && cells.iter().all(|row| 2 <= filled(row)) && cells.len() < 2 * whole && code == 0)
        .then_some(cells)
}
