//! Tables and code as their author wrote them, with the cues that tell their rows and lines.

use serde::Serialize;

use super::pieces::{Notes, Piece, Run, Sentence};
use crate::article::key;
use crate::script::Marked;

/// How many rows or lines may stand between two that are told.
const FARTHEST: usize = 64;

/// A table or code: what is said of it first, and the whole of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Sheet<'a> {
    /// What is said of it first, and what is said that none of its rows holds.
    pub lead: Run<'a>,
    /// Its rows or lines. Without them, `parts` are all that is known of it.
    pub rows: Vec<Row<'a>>,
    /// Whether the first row is a header.
    pub headed: bool,
    /// Its parts, one cue each, where the whole is not known.
    pub parts: Run<'a>,
}

/// A row of a table, or a line of code, which is one cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Row<'a> {
    /// The cells.
    pub cells: Vec<Vec<Piece<'a>>>,
    /// The blanks before a line.
    pub indent: &'a str,
    /// The number of the first cue that tells it.
    pub cue: Option<usize>,
    /// The numbers of the others.
    pub also: Vec<usize>,
    /// Whether its text is to the letter that of its cue, whose words are found in it.
    pub exact: bool,
}

impl<'a> Sheet<'a> {
    /// A sheet of which only the cues are known.
    pub(super) fn unknown(mut run: Run<'a>) -> Sheet<'a> {
        let parts = run.split_off(1);
        Sheet { lead: run, rows: Vec::new(), headed: false, parts }
    }

    pub(super) fn table(
        run: &Run<'a>,
        header: &'a [Marked],
        rows: &'a [Vec<Marked>],
        notes: &Notes<'a>,
    ) -> Self {
        let has_header = !header.is_empty();
        let all: Vec<&[Marked]> =
            Some(header).into_iter().filter(|_| has_header).chain(rows.iter().map(Vec::as_slice)).collect();
        let keys: Vec<Vec<String>> =
            all.iter().map(|row| row.iter().map(|cell| key(&cell.text)).collect()).collect();
        let shown = all.iter().map(|row| {
            let cells = row.iter().map(|cell| notes.pieces(&cell.text, &cell.marks)).collect();
            Row { cells, ..Row::default() }
        });
        // Rows are told with the names of the header, so that these are no sign of a row.
        let tells = |row: usize, told: &[Sentence<'_>]| {
            let told: String = told.iter().map(|sentence| key(sentence.text)).collect();
            let cells = &keys[row];
            if has_header && row == 0 {
                return told == cells.concat();
            }
            cells.iter().any(|cell| !cell.is_empty()) && cells.iter().all(|cell| told.contains(cell))
        };
        let (lead, rows) = assign(run, shown.collect(), tells);
        Sheet { lead, rows, headed: has_header, parts: Vec::new() }
    }

    pub(super) fn code(run: &Run<'a>, text: &'a str) -> Sheet<'a> {
        let lines: Vec<&str> = text.lines().collect();
        let shown = lines.iter().map(|line| {
            let words = line.trim_start();
            let cell = vec![Piece { text: words, ..Piece::default() }];
            Row { cells: vec![cell], indent: &line[..line.len() - words.len()], ..Row::default() }
        });
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let tells = |row: usize, told: &[Sentence<'_>]| {
            let told: String = told.iter().map(|sentence| bare(sentence.text)).collect();
            !told.is_empty() && bare(lines[row]).contains(&told)
        };
        let (lead, rows) = assign(run, shown.collect(), tells);
        Sheet { lead, rows, headed: false, parts: Vec::new() }
    }
}

/// Gives each row the cues that tell it, in order. What tells no row stays with what is said first.
fn assign<'a>(
    run: &Run<'a>,
    mut rows: Vec<Row<'a>>,
    tells: impl Fn(usize, &[Sentence<'_>]) -> bool,
) -> (Run<'a>, Vec<Row<'a>>) {
    let (mut lead, mut next) = (Vec::new(), 0);
    for (n, told) in run.chunk_by(|_, after| !after.opens).enumerate() {
        let near = next..rows.len().min(next + FARTHEST);
        let Some(row) = near.into_iter().find(|row| 0 < n && tells(*row, told)) else {
            lead.extend_from_slice(told);
            continue;
        };
        next = row + 1;
        let row = &mut rows[row];
        row.cue = Some(told[0].number);
        row.also = told[1..].iter().map(|sentence| sentence.number).collect();
        row.exact = matches!((row.cells.as_slice(), told), ([cell], [only]) if matches!(cell.as_slice(), [piece] if piece.text.trim_end() == only.text));
    }
    (lead, rows)
}

#[test]
fn rows_have_the_cues_that_tell_them() {
    let sentence = |number, text, opens| Sentence { number, text, opens, ..Sentence::default() };
    let cell = |text: &str| Marked { text: text.into(), marks: Vec::new() };
    let header = [cell("Day"), cell("Hours")];
    let rows = [
        vec![cell("Monday"), cell("Nine. Or ten.")],
        vec![cell("—"), cell("")],
        vec![cell("Sunday"), cell("")],
    ];
    let notes = Notes::default();
    let run = vec![
        sentence(3, "Table: Hours", false),
        sentence(4, "Day: Monday; Hours: Nine.", true),
        sentence(5, "Or ten.", false),
        sentence(6, "Sunday", true),
    ];
    let sheet = Sheet::table(&run, &header, &rows, &notes);
    let told: Vec<(Option<usize>, &[usize])> =
        sheet.rows.iter().map(|row| (row.cue, row.also.as_slice())).collect();
    assert_eq!(told, [(None, &[][..]), (Some(4), &[5]), (None, &[]), (Some(6), &[])]);
    assert_eq!(sheet.lead.len(), 1);
    let run =
        vec![sentence(0, "Code, 3 lines:", false), sentence(1, "if a < b {", true), sentence(2, "}", true)];
    let sheet = Sheet::code(&run, "\tif a < b {\n\n\t}");
    let told: Vec<_> = sheet.rows.iter().map(|row| (row.cue, row.indent, row.exact)).collect();
    assert_eq!(told, [(Some(1), "\t", true), (None, "", false), (Some(2), "\t", true)]);
}
