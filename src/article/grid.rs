//! Tables as their rows stand on the page: cells that stretch over several columns or rows, and heads of several rows.

use super::{Inline, plain};

/// A cell over more columns or rows is taken for one over so many.
const WIDEST: usize = 50;
const HIGHEST: usize = 1000;
/// What stretches over several rows or columns is said in each of them if it has no more characters.
const SHORT: usize = 40;
/// It stretches over no more columns than a year has months.
const MONTHS: usize = 12;

/// A cell as a source has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    pub(super) content: Vec<Inline>,
    /// Over how many columns it stretches, and over how many rows.
    pub(super) columns: usize,
    pub(super) rows: usize,
}

/// The cells of rows, one for each column.
pub(super) type Rows = Vec<Vec<Vec<Inline>>>;

/// The head of a table, empty if no row is one, and its other rows. The first `heads` rows are its head.
pub(super) fn spread(source: Vec<Vec<Cell>>, heads: usize) -> (Vec<Vec<Inline>>, Rows) {
    let mut head: Rows = Vec::new();
    let mut body: Rows = Vec::new();
    // What stretches down into each column, and over how many more rows.
    let mut hanging: Vec<(Vec<Inline>, usize)> = Vec::new();
    for (cells, place) in source.into_iter().zip(0..) {
        let is_head = place < heads;
        // What is the whole row stands over the rows that follow.
        let is_alone = cells.len() == 1;
        let mut row: Vec<Vec<Inline>> = Vec::new();
        for cell in cells {
            take_down(&mut row, &mut hanging);
            let rows = cell.rows.clamp(1, HIGHEST) - 1;
            let is_short = plain(&cell.content).chars().count() <= SHORT;
            for column in 0..cell.columns.clamp(1, WIDEST) {
                let shows = column == 0 || is_head || (is_short && !is_alone && cell.columns <= MONTHS);
                let content = if shows { cell.content.clone() } else { Vec::new() };
                if hanging.len() <= row.len() {
                    hanging.resize(row.len() + 1, (Vec::new(), 0));
                }
                let below = if shows && (is_short || is_head) { content.clone() } else { Vec::new() };
                hanging[row.len()] = (below, rows);
                row.push(content);
            }
        }
        take_down(&mut row, &mut hanging);
        if row.is_empty() {
            continue;
        }
        if is_head { &mut head } else { &mut body }.push(row);
    }
    (joined(head), body)
}

/// Puts what stretches down from rows above into the next columns of a row.
fn take_down(row: &mut Vec<Vec<Inline>>, hanging: &mut [(Vec<Inline>, usize)]) {
    while let Some((content, rows)) = hanging.get_mut(row.len()).filter(|(_, rows)| 0 < *rows) {
        *rows -= 1;
        row.push(content.clone());
    }
}

/// Several rows of a head as one: each column has what stands over it, once.
fn joined(head: Rows) -> Vec<Vec<Inline>> {
    let mut rows = head.into_iter();
    let mut joined = rows.next().unwrap_or_default();
    for row in rows {
        if joined.len() < row.len() {
            joined.resize(row.len(), Vec::new());
        }
        for (name, part) in joined.iter_mut().zip(row) {
            if plain(name).trim().is_empty() {
                *name = part;
            } else if !plain(&part).trim().is_empty() && !plain(name).ends_with(plain(&part).trim()) {
                name.push(Inline::Text(" ".into()));
                name.extend(part);
            }
        }
    }
    joined
}

#[test]
fn cells_stand_in_every_row_and_under_every_name_that_is_theirs() {
    let cell = |text: &str, columns, rows| Cell { content: vec![Inline::Text(text.into())], columns, rows };
    let source = vec![
        vec![cell("Month", 1, 2), cell("Boats", 2, 1)],
        vec![cell("in", 1, 1), cell("out", 1, 1)],
        vec![cell("May", 1, 1), cell("40", 1, 1), cell("38", 1, 2)],
        vec![cell("June", 1, 1), cell("52", 1, 1)],
        vec![cell("July", 1, 1), cell("none", 2, 1)],
    ];
    let (head, body) = spread(source, 2);
    let line = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join("|");
    assert_eq!(line(&head), "Month|Boats in|Boats out");
    assert_eq!(body.iter().map(line).collect::<Vec<_>>(), ["May|40|38", "June|52|38", "July|none|none"]);
}
