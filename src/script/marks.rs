//! What an author's marks are in the lines that are told: emphasis, links, formulas, references to notes, line ends. And
//! what is shown whole beside what is told of it: tables, code.
//!
//! Lines hold the author's words with other spaces and with words around them, so that the marks of a block are found
//! again by its letters. A line that says something else than its block has no marks.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::Line;
use crate::article::address::is_of_the_web;
use crate::article::{Block, Inline, Kind, Origin, Place, is_citation_mark, tree};

/// How many letters of a block may stand between two of its lines: what is between is not told.
const FARTHEST: usize = 4000;

/// A part of a text and what its author makes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it starts and ends in the text, in bytes. References and line ends stand between two letters.
    pub at: (usize, usize),
    /// What it is.
    #[serde(flatten)]
    pub style: Style,
}

/// What a part of a text is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "as", content = "to", rename_all = "snake_case")]
pub enum Style {
    /// Stressed text.
    Emphasis,
    /// Strongly stressed text.
    Strong,
    /// A piece of code.
    Code,
    /// Text below the line.
    Sub,
    /// Text above the line.
    Sup,
    /// Text that is struck out.
    Struck,
    /// A formula in LaTeX.
    Math,
    /// Text that leads to an address of the web.
    Link(String),
    /// A reference to a note by its label.
    Note(String),
    /// The end of a line.
    Break,
}

/// A text with its marks.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Marked {
    /// The words, without markup.
    pub text: String,
    /// What its author makes of parts of it, in the order of their starts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

/// What is shown whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// A table.
    Table {
        /// The cells of its header; empty if it has none.
        header: Vec<Marked>,
        /// The cells of each row.
        rows: Vec<Vec<Marked>>,
    },
    /// Preformatted text.
    Code {
        /// The programming language, as the source names it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        language: Option<String>,
        /// The text with its line ends.
        text: String,
    },
    /// A note, which its lines tell.
    Note {
        /// What refers to it: [`Style::Note`].
        label: String,
    },
}

/// What is shown whole, and the block that it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// The block: lines that tell it have the same.
    pub origin: Origin,
    /// What is shown.
    pub content: Content,
}

/// What is to be shown whole of blocks, in order.
pub(super) fn exhibits(blocks: &[Block]) -> Vec<Exhibit> {
    let cells = |row: &Vec<Vec<Inline>>| row.iter().map(|cell| Marked::of(cell)).collect::<Vec<_>>();
    let content = |block: &Block| match &block.kind {
        Kind::Table { header, rows, .. } => {
            Some(Content::Table { header: cells(header), rows: rows.iter().map(cells).collect() })
        }
        Kind::Code { language, text } => {
            Some(Content::Code { language: language.clone(), text: text.clone() })
        }
        Kind::Note { label, .. } => Some(Content::Note { label: label.clone() }),
        _ => None,
    };
    let exhibits = tree::blocks(blocks)
        .filter_map(|block| content(block).map(|content| Exhibit { origin: block.origin.clone(), content }));
    exhibits.collect()
}

/// Puts the marks of blocks on the lines that tell them.
pub(super) fn put<'a>(blocks: &[Block], lines: impl Iterator<Item = &'a mut Line>) {
    // The cells of tables are shown by themselves.
    let blocks = || tree::blocks(blocks).filter(|block| !matches!(block.kind, Kind::Table { .. }));
    let is_plain = |run: &[Inline]| run.iter().all(|inline| matches!(inline, Inline::Text(_)));
    // Most of a text has no marks, and is not held a second time.
    let marked = blocks().filter(|block| !block.runs().all(is_plain));
    let mut texts: HashMap<&Place, Letters> =
        marked.map(|block| (&block.origin.place, Letters::default())).collect();
    for block in blocks() {
        if let Some(text) = texts.get_mut(&block.origin.place) {
            block.runs().for_each(|run| text.append(run));
        }
    }
    texts.retain(|_, text| !text.marks.is_empty());
    for line in lines {
        if let Some(text) = texts.get_mut(&line.origin.place) {
            line.marks = text.marks_of(&line.show);
        }
    }
}

/// The letters of running text, which is all but white space, and the marks between them.
#[derive(Default)]
struct Letters {
    chars: Vec<char>,
    /// In the order of their starts; places count letters.
    marks: Vec<Mark>,
    /// Up to where lines told it.
    told: usize,
    /// How many marks start before that, and which of them end behind it.
    begun: usize,
    open: Vec<usize>,
}

impl Letters {
    fn append(&mut self, content: &[Inline]) {
        for inline in content {
            let from = self.chars.len();
            match inline {
                Inline::Text(words)
                | Inline::Code(words)
                | Inline::Math(words)
                | Inline::Abbr { text: words, .. }
                | Inline::Time { text: words, .. } => {
                    self.chars.extend(words.chars().filter(|c| !c.is_whitespace()));
                }
                Inline::Sup(inner) if is_citation_mark(inner) => continue,
                _ => {}
            }
            let place = self.marks.len();
            self.append(inline.children());
            let to = self.chars.len();
            if let Some(style) = style(inline)
                && (from < to || matches!(style, Style::Note(_) | Style::Break))
            {
                self.marks.insert(place, Mark { at: (from, to), style });
            }
        }
    }

    /// The marks in a line that tells the next part of this text.
    fn marks_of(&mut self, show: &str) -> Vec<Mark> {
        let bytes: Vec<(usize, char)> = show.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let Some((lead, from)) = self.find(show, &bytes) else { return Vec::new() };
        let to = from + bytes.len() - lead;
        self.told = to;
        while self.marks.get(self.begun).is_some_and(|mark| mark.at.0 <= to) {
            self.open.push(self.begun);
            self.begun += 1;
        }
        let start = |letter: usize| bytes[letter - from + lead].0;
        let end = |letter: usize| bytes.get(letter - from + lead - 1).map_or(0, |(at, c)| at + c.len_utf8());
        let marks = self.open.iter().filter_map(|mark| {
            let mark = &self.marks[*mark];
            let at = match mark.style {
                Style::Break => (from..to).contains(&mark.at.0).then(|| [start(mark.at.0); 2])?,
                Style::Note(_) => (from < mark.at.0 && mark.at.0 <= to).then(|| [end(mark.at.0); 2])?,
                _ => {
                    let (first, last) = (mark.at.0.max(from), mark.at.1.min(to));
                    (first < last).then(|| [start(first), end(last)])?
                }
            };
            Some(Mark { at: at.into(), style: mark.style.clone() })
        });
        let marks = marks.collect();
        self.open.retain(|mark| to <= self.marks[*mark].at.1);
        marks
    }

    /// Where a line stands in this text: how many of its letters are a lead that others put there, and the first letter
    /// of the rest.
    fn find(&self, show: &str, bytes: &[(usize, char)]) -> Option<(usize, usize)> {
        let words = show.split_whitespace().map(|word| word.chars().count());
        let leads = std::iter::once(0).chain(words.take(3).scan(0, |sum, length| {
            *sum += length;
            Some(*sum)
        }));
        leads.filter(|lead| *lead < bytes.len()).find_map(|lead| {
            let line = &bytes[lead..];
            let last = self.chars.len().checked_sub(line.len())?.min(self.told + FARTHEST);
            let is_here =
                |at: &usize| self.chars[*at..].iter().zip(line).all(|(one, (_, other))| one == other);
            (self.told..=last).find(is_here).map(|at| (lead, at))
        })
    }
}

impl Marked {
    /// Running text as a text with its marks.
    pub fn of(content: &[Inline]) -> Marked {
        let text = crate::article::plain(content).trim().to_owned();
        let mut letters = Letters::default();
        letters.append(content);
        let marks = letters.marks_of(&text);
        Marked { text, marks }
    }
}

fn style(inline: &Inline) -> Option<Style> {
    Some(match inline {
        Inline::Emphasis(_) => Style::Emphasis,
        Inline::Strong(_) => Style::Strong,
        Inline::Code(_) => Style::Code,
        Inline::Sub(_) => Style::Sub,
        Inline::Sup(_) => Style::Sup,
        Inline::Struck(_) => Style::Struck,
        Inline::Math(_) => Style::Math,
        Inline::Link { target, .. } if is_of_the_web(target) => Style::Link(target.clone()),
        Inline::NoteRef(label) => Style::Note(label.clone()),
        Inline::Break => Style::Break,
        _ => return None,
    })
}

#[test]
fn marks_are_found_again_in_what_is_told() {
    let text = |text: &str| Inline::Text(text.into());
    let content = [
        text("See "),
        Inline::Strong(vec![text("the "), Inline::Emphasis(vec![text("öld  mill.")])]),
        Inline::NoteRef("1".into()),
        text(" It stands."),
        Inline::Break,
        Inline::Link { target: "https://example.org/".into(), content: vec![text("Go")] },
        text(" there."),
    ];
    let mut letters = Letters::default();
    letters.append(&content);
    let told = |letters: &mut Letters, show: &str| {
        let marks = letters.marks_of(show).into_iter();
        marks.map(|mark| (show[mark.at.0..mark.at.1].to_owned(), mark.style)).collect::<Vec<_>>()
    };
    assert_eq!(
        told(&mut letters, "1. See the öld mill."),
        [
            ("the öld mill.".into(), Style::Strong),
            ("öld mill.".into(), Style::Emphasis),
            (String::new(), Style::Note("1".into())),
        ]
    );
    assert_eq!(told(&mut letters, "Something else."), []);
    assert_eq!(told(&mut letters, "It stands."), []);
    let link = Style::Link("https://example.org/".into());
    assert_eq!(told(&mut letters, "Go there."), [(String::new(), Style::Break), ("Go".into(), link)]);
}
