//! What eyes take in, told for ears: pictures, tables, code.

use super::house::{Earcon, Telling};
use super::writer::Writer;
use super::{Fate, Role};
use crate::article::{Block, Inline, Origin, Why, key};
use crate::speech::Passage;

impl Writer<'_> {
    /// A picture: its description and its caption, in another voice, between two chimes.
    pub(super) fn figure(
        &mut self,
        figure: (Option<&[Inline]>, Option<&str>, Option<&str>),
        origin: &Origin,
    ) {
        let (caption, alt, source) = figure;
        let address = source.unwrap_or_default();
        let caption = caption.map(|content| self.passage(content)).filter(|text| !key(&text.text).is_empty());
        let alt = alt.map(str::trim);
        if alt == Some("") && caption.is_none() {
            return self.skip(address, origin, Why::Decorative);
        }
        let alt = alt.filter(|text| !key(text).is_empty() && !is_file_name(text));
        let parts = match (alt.map(Passage::from), caption) {
            (None, None) => return self.skip(address, origin, Why::Undescribed),
            (Some(only), None) | (None, Some(only)) => vec![only],
            (Some(alt), Some(caption)) if says(&alt.text, &caption.text) => vec![alt],
            (Some(alt), Some(caption)) if says(&caption.text, &alt.text) => vec![caption],
            (Some(alt), Some(caption)) => vec![alt, caption],
        };
        let words = parts.iter().map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n");
        let repeated = self.last_picture == key(&words);
        self.last_picture = key(&words);
        if repeated {
            return self.skip(&words, origin, Why::Repeated);
        }
        if self.skipped_by(self.house.style.figures, &words, origin) {
            return;
        }
        self.account(&words, origin.clone(), Fate::Reshaped(Why::DescribedAside), |writer| {
            writer.around_aside(|writer| {
                let style = &writer.house.style;
                for (text, lead) in parts.iter().zip([&style.figure_lead, &style.caption_lead]) {
                    let mut told = Passage::from(lead.as_str());
                    told.push(text);
                    writer.say(Role::Aside, told, origin);
                    writer.rest(writer.house.pauses.sentence);
                }
            });
        });
    }

    fn around_aside(&mut self, tell: impl FnOnce(&mut Self)) {
        let pauses = &self.house.pauses;
        self.rest(pauses.aside[0]);
        let chime = self.house.style.earcon == Earcon::Play;
        if chime {
            self.chime();
            self.rest(pauses.earcon);
        }
        tell(self);
        if chime {
            self.hush(pauses.earcon);
            self.chime();
        }
        self.rest(pauses.aside[1]);
    }

    /// A table: announced, then row by row with the names of the header.
    pub(super) fn table(
        &mut self,
        caption: Option<&[Inline]>,
        header: &[Vec<Inline>],
        rows: &[Vec<Vec<Inline>>],
        origin: &Origin,
    ) {
        let caption = caption.map(Passage::from).unwrap_or_default();
        let cells = |row: &[Vec<Inline>]| -> Vec<Passage> {
            row.iter().map(|cell| Passage::from(cell.as_slice())).collect()
        };
        let names = cells(header);
        let rows: Vec<Vec<Passage>> = rows.iter().map(|row| cells(row)).collect();
        let line = |row: &Vec<Passage>| texts(row).join(" ");
        let words =
            std::iter::once(caption.text.clone()).chain(std::iter::once(&names).chain(&rows).map(line));
        let words = words.collect::<Vec<_>>().join("\n");
        let style = &self.house.style;
        if self.skipped_by(style.tables, &words, origin) {
            return;
        }
        let columns = rows.iter().map(Vec::len).chain([names.len()]).max().unwrap_or(0);
        let short = style.tables == Telling::Full && rows.len() <= style.table_rows;
        let fate = Fate::Reshaped(if short { Why::ToldByRow } else { Why::Summarised });
        self.account(&words, origin.clone(), fate, |writer| {
            writer.rest(writer.house.pauses.table);
            let mut lead = Passage::from(if caption.text.is_empty() { "Table" } else { "Table: " });
            lead.push(&caption);
            if short {
                writer.say(Role::Table, lead, origin);
                writer.rest(writer.house.pauses.row);
                let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
                if widest < 2 || widest < names.len() {
                    writer.say(Role::Table, joined(&names, ", "), origin);
                    writer.rest(writer.house.pauses.row);
                }
                for row in &rows {
                    writer.say(Role::Table, tell_row(&names, row), origin);
                    writer.rest(writer.house.pauses.row);
                }
            } else {
                let size = format!("{} and {}", count(rows.len(), "row"), count(columns, "column"));
                lead.push_str(&format!(", with {size}"));
                if names.iter().any(|name| !name.text.is_empty()) {
                    lead.push_str(": ");
                    lead.push(&joined(&names, ", "));
                }
                writer.say(Role::Table, lead, origin);
            }
            writer.rest(writer.house.pauses.table);
        });
    }

    /// A list of sources: how many they are, or nothing.
    pub(super) fn sources(&mut self, number: usize, list: &Block) {
        let text = list.text();
        if self.house.style.sources == Telling::Skip {
            return self.skip(&text, &list.origin, Why::Sources);
        }
        self.account(&text, list.origin.clone(), Fate::Reshaped(Why::Sources), |writer| {
            writer.say(Role::Narrator, format!("{}, not read.", count(number, "source")), &list.origin);
            writer.rest(writer.house.pauses.paragraph);
        });
    }

    /// Code: announced; read when it is short.
    pub(super) fn code(&mut self, language: Option<&str>, text: &str, origin: &Origin) {
        let style = &self.house.style;
        if self.skipped_by(style.code, text, origin) {
            return;
        }
        let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
        let short = style.code == Telling::Full && lines <= style.code_lines;
        let fate = if short { Fate::Spoken } else { Fate::Reshaped(Why::Summarised) };
        self.account(text, origin.clone(), fate, |writer| {
            writer.rest(writer.house.pauses.code);
            let name = language.map(|name| format!(" in {name}")).unwrap_or_default();
            if short {
                writer.say(Role::Code, format!("Code{name}:"), origin);
                for line in text.lines() {
                    writer.say(Role::Code, line, origin);
                }
            } else {
                writer.say(Role::Code, format!("Code{name}, {}, not read", count(lines, "line")), origin);
            }
            writer.rest(writer.house.pauses.code);
        });
    }
}

fn tell_row(names: &[Passage], row: &[Passage]) -> Passage {
    let cell = |(n, cell): (usize, &Passage)| {
        let cell = cell.trimmed();
        match names.get(n).map(Passage::trimmed) {
            Some(mut name) if !name.text.is_empty() && 1 < row.len() => {
                name.push_str(": ");
                name.push(&cell);
                name
            }
            _ => cell,
        }
    };
    let cells: Vec<Passage> = row.iter().enumerate().map(cell).filter(|cell| !cell.text.is_empty()).collect();
    joined(&cells, "; ")
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

fn count(number: usize, thing: &str) -> String {
    match number {
        1 => format!("1 {thing}"),
        _ => format!("{number} {thing}s"),
    }
}

/// Whether a text holds the words of another, in their order and next to each other.
fn says(text: &str, part: &str) -> bool {
    let words = |text: &str| {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        format!(" {} ", words.collect::<Vec<_>>().join(" ").to_lowercase())
    };
    words(text).contains(&words(part))
}

#[test]
fn a_text_says_words_and_not_pieces_of_them() {
    assert!(says("A wren on a branch.", "a Wren"));
    assert!(!says("The Martian", "Art"));
}

/// Whether an alt text is only the name of a file, as some editors leave it.
fn is_file_name(alt: &str) -> bool {
    let extension = alt.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    let pictures = ["jpg", "jpeg", "png", "gif", "webp", "svg", "avif", "bmp", "tif", "tiff", "heic"];
    !alt.contains(char::is_whitespace)
        && extension.is_some_and(|extension| pictures.contains(&extension.as_str()))
}
