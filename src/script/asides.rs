//! What eyes take in, told for ears: pictures, tables, code.

use super::house::{Earcon, Telling};
use super::writer::Writer;
use super::{Fate, Role};
use crate::article::{Block, Inline, Medium, Origin, Why, key, plain};

impl Writer<'_> {
    /// A picture or another thing that is shown: its description and its caption, in another voice, between two chimes.
    pub(super) fn figure(
        &mut self,
        medium: Medium,
        figure: (Option<&[Inline]>, Option<&str>, Option<&str>),
        origin: &Origin,
    ) {
        let (caption, alt, source) = figure;
        let address = source.unwrap_or_default();
        let caption = caption.map(plain).filter(|text| !key(text).is_empty());
        let alt = alt.map(str::trim);
        if alt == Some("") && caption.is_none() {
            return self.skip(address, origin, Why::Decorative);
        }
        let alt = alt.filter(|text| !key(text).is_empty() && !is_file_name(text));
        let (words, parts) = match (alt, caption.as_deref()) {
            (None, None) => return self.skip(address, origin, Why::Undescribed),
            (Some(only), None) | (None, Some(only)) => (only.to_owned(), [Some(only), None]),
            (Some(alt), Some(caption)) if says(alt, caption) => (alt.to_owned(), [Some(alt), None]),
            (Some(alt), Some(caption)) if says(caption, alt) => (caption.to_owned(), [Some(caption), None]),
            (Some(alt), Some(caption)) => (format!("{alt}\n{caption}"), [Some(alt), Some(caption)]),
        };
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
                for (text, lead) in parts.iter().zip([style.lead(medium), &style.caption_lead]) {
                    if let Some(text) = text {
                        writer.say(Role::Aside, &format!("{lead}{text}"), origin);
                        writer.rest(writer.house.pauses.sentence);
                    }
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
        let caption = caption.map(plain).unwrap_or_default();
        let names: Vec<String> = header.iter().map(|cell| plain(cell)).collect();
        let rows: Vec<Vec<String>> =
            rows.iter().map(|row| row.iter().map(|cell| plain(cell)).collect()).collect();
        let words =
            [vec![caption.clone()], vec![names.join(" ")], rows.iter().map(|row| row.join(" ")).collect()]
                .concat()
                .join("\n");
        let style = &self.house.style;
        if self.skipped_by(style.tables, &words, origin) {
            return;
        }
        let columns = rows.iter().map(Vec::len).chain([names.len()]).max().unwrap_or(0);
        let short = style.tables == Telling::Full && rows.len() <= style.table_rows;
        let fate = if short { Fate::Reshaped(Why::ToldByRow) } else { summary(style.tables) };
        self.account(&words, origin.clone(), fate, |writer| {
            writer.rest(writer.house.pauses.table);
            let lead = if caption.is_empty() { "Table".to_owned() } else { format!("Table: {caption}") };
            if short {
                writer.say(Role::Table, &lead, origin);
                writer.rest(writer.house.pauses.row);
                let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
                if widest < 2 || widest < names.len() {
                    writer.say(Role::Table, &names.join(", "), origin);
                    writer.rest(writer.house.pauses.row);
                }
                for row in &rows {
                    writer.say(Role::Table, &tell_row(&names, row), origin);
                    writer.rest(writer.house.pauses.row);
                }
            } else {
                let size = format!("{} and {}", count(rows.len(), "row"), count(columns, "column"));
                let of = if names.iter().all(String::is_empty) {
                    String::new()
                } else {
                    format!(": {}", names.join(", "))
                };
                writer.say(Role::Table, &format!("{lead}, with {size}{of}"), origin);
            }
            writer.rest(writer.house.pauses.table);
        });
        if fate == Fate::Reshaped(Why::Summarised) {
            self.hint(format!(
                "a table of {} rows: `table_rows = {}` in the cast's [style] has it told in full, \
                 `tables = \"summary\"` is content with a summary",
                rows.len(),
                rows.len()
            ));
        }
    }

    /// A list of sources: how many they are, or nothing.
    pub(super) fn sources(&mut self, number: usize, list: &Block) {
        let text = list.text();
        if self.house.style.sources == Telling::Skip {
            return self.skip(&text, &list.origin, Why::Sources);
        }
        self.account(&text, list.origin.clone(), Fate::Reshaped(Why::Sources), |writer| {
            writer.say(Role::Narrator, &format!("{}, not read.", count(number, "source")), &list.origin);
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
        let fate = if short { Fate::Spoken } else { summary(style.code) };
        self.account(text, origin.clone(), fate, |writer| {
            writer.rest(writer.house.pauses.code);
            let name = language.map(|name| format!(" in {name}")).unwrap_or_default();
            if short {
                writer.say(Role::Code, &format!("Code{name}:"), origin);
                for line in text.lines() {
                    writer.say(Role::Code, line, origin);
                }
            } else {
                writer.say(Role::Code, &format!("Code{name}, {}, not read", count(lines, "line")), origin);
            }
            writer.rest(writer.house.pauses.code);
        });
        if fate == Fate::Reshaped(Why::Summarised) {
            self.hint(format!(
                "code of {lines} lines: `code_lines = {lines}` in the cast's [style] has it read in full, \
                 `code = \"summary\"` is content with a summary"
            ));
        }
    }
}

/// What becomes of something that is summarised: a loss unless the style asks for it.
fn summary(telling: Telling) -> Fate {
    Fate::Reshaped(if telling == Telling::Summary { Why::Condensed } else { Why::Summarised })
}

fn tell_row(names: &[String], row: &[String]) -> String {
    let cells = row.iter().enumerate().map(|(n, cell)| match names.get(n).map(|name| name.trim()) {
        Some(name) if !name.is_empty() && 1 < row.len() => format!("{name}: {}", cell.trim()),
        _ => cell.trim().to_owned(),
    });
    cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join("; ")
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
