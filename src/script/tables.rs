//! Tables, told for ears.

use super::asides::summary;
use super::reading_style::Telling;
use super::writer::Writer;
use super::{Fate, Role};
use crate::article::{Inline, Origin, Why, passage};
use crate::error::count;
use crate::speech::Passage;

impl Writer<'_> {
    /// A table: announced, then row by row with the names of the header.
    pub(super) fn table(
        &mut self,
        caption: Option<&[Inline]>,
        header: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
        origin: &Origin,
    ) {
        let caption = caption.map(passage).unwrap_or_default();
        let cells = |row: &[Vec<Inline>]| -> Vec<Passage> { row.iter().map(|cell| passage(cell)).collect() };
        let mut names = cells(header);
        names.iter_mut().for_each(Passage::introduce_none);
        let rows: Vec<Vec<Passage>> =
            rows.iter().map(|row| row.iter().map(|content| lines(content)).collect()).collect();
        let line = |row: &Vec<Passage>| texts(row).join(" ");
        let words =
            std::iter::once(caption.text.clone()).chain(std::iter::once(&names).chain(&rows).map(line));
        let words = words.collect::<Vec<_>>().join("\n");
        let style = &self.reading.style;
        if self.skipped_by(style.tables, &words, origin) {
            return;
        }
        let height = rows.len();
        let short = style.tables == Telling::Full && height <= style.table_rows;
        let fate = if short { Fate::Reshaped(Why::ToldByRow) } else { summary(style.tables) };
        self.account(&words, origin.clone(), fate, |writer| {
            writer.rest(writer.reading.pauses.table);
            let mut lead = Passage::from(writer.phrases.table.as_str());
            lead.push_str(if caption.text.is_empty() { "" } else { ": " });
            lead.push(&writer.introducing(caption));
            if short {
                writer.rows(lead, &names, rows, origin);
            } else {
                writer.size(lead, &names, &rows, origin);
            }
            writer.rest(writer.reading.pauses.table);
        });
        if fate == Fate::Reshaped(Why::Summarised) {
            self.hint(format!(
                "a table of {}: set `table_rows = {height}` in the cast's [style] to have it read in full, or \
                 `tables = \"summary\"` to accept a summary",
                count(height, "row")
            ));
        }
    }

    /// Row by row. Names that no row would say are said first.
    fn rows(&mut self, lead: Passage, names: &[Passage], rows: Vec<Vec<Passage>>, origin: &Origin) {
        self.say(Role::Table, lead, origin);
        self.rest(self.reading.pauses.row);
        let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
        if widest < 2 || widest < names.len() {
            self.say(Role::Table, joined(names, ", "), origin);
            self.rest(self.reading.pauses.row);
        }
        for row in rows {
            let row: Vec<Passage> = row.into_iter().map(|cell| self.introducing(cell)).collect();
            self.say(Role::Table, tell_row(names, &row), origin);
            self.rest(self.reading.pauses.row);
        }
    }

    /// How large it is, and what its columns are.
    fn size(&mut self, mut lead: Passage, names: &[Passage], rows: &[Vec<Passage>], origin: &Origin) {
        let phrases = self.phrases;
        let columns = rows.iter().map(Vec::len).chain([names.len()]).max().unwrap_or(0);
        let (height, width) = (phrases.row.count(rows.len()), phrases.column.count(columns));
        lead.push_str(&format!(", {} {height} {} {width}", phrases.with, phrases.and));
        if names.iter().any(|name| !name.text.is_empty()) {
            lead.push_str(": ");
            lead.push(&joined(names, ", "));
        }
        self.say(Role::Table, lead, origin);
    }
}

/// What a cell says: its lines are told as parts of a list.
fn lines(cell: &[Inline]) -> Passage {
    let parts = cell.split(|inline| *inline == Inline::Break).map(|line| passage(line).trimmed());
    let mut whole = Passage::default();
    for part in parts.filter(|part| !part.text.is_empty()) {
        let ends = whole.text.ends_with(['.', ',', ';', ':', '!', '?', '…', '–', '—', '。', '、']);
        whole.push_str(if whole.text.is_empty() {
            ""
        } else if ends {
            " "
        } else {
            ", "
        });
        whole.push(&part);
    }
    whole
}

/// A row with the names of its columns. The name of a row stands before what is said of it.
fn tell_row(names: &[Passage], row: &[Passage]) -> Passage {
    let filled = row.iter().filter(|cell| !cell.trimmed().text.is_empty()).count();
    let cell = |(n, cell): (usize, &Passage)| {
        let cell = cell.trimmed();
        let is_alone = n == 0 && filled == 1;
        match names.get(n).map(Passage::trimmed) {
            Some(mut name)
                if !name.text.is_empty() && !cell.text.is_empty() && 1 < row.len() && !is_alone =>
            {
                name.push_str(": ");
                name.push(&cell);
                name
            }
            _ => cell,
        }
    };
    let cells: Vec<Passage> = row.iter().enumerate().map(cell).filter(|cell| !cell.text.is_empty()).collect();
    joined(&cells, if names.is_empty() && row.len() == 2 { ": " } else { "; " })
}

/// Passages as one, with a mark between them.
fn joined(parts: &[Passage], mark: &str) -> Passage {
    let mut whole = Passage::default();
    for (n, part) in parts.iter().enumerate() {
        whole.push_str(if n == 0 { "" } else { mark });
        whole.push(part);
    }
    whole
}

fn texts(parts: &[Passage]) -> Vec<&str> {
    parts.iter().map(|part| part.text.as_str()).collect()
}

#[test]
fn rows_are_told_with_what_names_them() {
    let cells = |texts: &[&str]| texts.iter().map(|text| Passage::from(*text)).collect::<Vec<_>>();
    let names = cells(&["Day", "Hours", "Remark"]);
    assert_eq!(
        tell_row(&names, &cells(&["Monday", "nine to five", ""])).text,
        "Day: Monday; Hours: nine to five"
    );
    assert_eq!(tell_row(&names, &cells(&["Summer", "", ""])).text, "Summer");
    assert_eq!(tell_row(&[], &cells(&["Born", "1850"])).text, "Born: 1850");
    let text = |text: &str| Inline::Text(text.into());
    assert_eq!(
        lines(&[text("seven to nine"), Inline::Break, text("four."), Inline::Break, text("Rest")]).text,
        "seven to nine, four. Rest"
    );
}
