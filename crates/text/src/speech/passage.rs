//! Running text with what its markup says of parts of it.

mod cut;
mod raised;
mod times;
mod told;

use std::ops::Range;

pub(super) use cut::{Part, Sweep, at_pauses, pieces, sentences};
pub(super) use raised::Draft;
pub(super) use told::given;

/// Flattened text and what the markup says of parts of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    /// The text, as it is shown.
    pub text: String,
    /// What is known of parts of it, in the order of their starts; one may lie within another.
    pub spans: Vec<Span>,
}

/// A part of a passage and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The bytes of [`Passage::text`].
    pub range: Range<usize>,
    /// What it is.
    pub kind: Markup,
}

/// What markup says of a part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Markup {
    /// It is in this language, a BCP 47 tag.
    Language(String),
    /// It is a formula in LaTeX.
    Math,
    /// It is a name or a piece of code, in a language of code whose name may be empty.
    Code(String),
    /// Its author says that it is said so.
    Said(String),
    /// It is this time, in the form of ISO 8601.
    Time(String),
    /// A pause of so many milliseconds, for which it stands.
    Pause(u32),
    /// It is short for this.
    Abbreviation(String),
    /// It stands below the line.
    Sub,
    /// It stands above the line.
    Sup,
}

impl Markup {
    /// Whether it is one thing that no sentence ends in.
    fn is_whole(&self) -> bool {
        matches!(
            self,
            Markup::Math | Markup::Code(_) | Markup::Said(_) | Markup::Time(_) | Markup::Abbreviation(_)
        )
    }
}

impl Passage {
    /// Puts a text at the end.
    pub fn push_str(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Puts another passage at the end.
    pub fn push(&mut self, other: &Passage) {
        let moved = other.spans.iter().map(|span| Span {
            range: span.range.start + self.text.len()..span.range.end + self.text.len(),
            kind: span.kind.clone(),
        });
        self.spans.extend(moved);
        self.text.push_str(&other.text);
    }

    /// A line of code in a language of code, whose name may be empty. One that is too long to be said in one breath is text.
    pub fn code(line: &str, name: &str) -> Passage {
        const LONGEST: usize = 300;
        if LONGEST < line.len() {
            return line.into();
        }
        let mut passage = Passage::default();
        passage.marked(Markup::Code(name.to_owned()), |passage| passage.text.push_str(line));
        passage
    }

    /// A part of it. What stands only partly in there is cut; of a formula, code or an abbreviation nothing is
    /// known then.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Passage {
        let spans = self.spans.iter().filter_map(|span| cut::part(span, &range)).collect();
        Passage { spans, text: self.text[range].to_owned() }
    }

    /// The same without white space around it.
    #[must_use]
    pub fn trimmed(&self) -> Passage {
        let start = self.text.len() - self.text.trim_start().len();
        let range = start..start + self.text.trim().len();
        let mut trimmed = self.slice(range.clone());
        for span in &self.spans {
            if let Markup::Pause(_) = span.kind {
                let at = span.range.start.clamp(range.start, range.end) - range.start;
                trimmed.spans.push(Span { range: at..at, kind: span.kind.clone() });
            }
        }
        trimmed.spans.sort_by_key(|span| span.range.start);
        trimmed
    }

    /// The pauses that the author asks for: the byte before which each stands, and its milliseconds.
    pub fn pauses(&self) -> impl Iterator<Item = (usize, u32)> {
        self.spans.iter().filter_map(|span| match span.kind {
            Markup::Pause(length) => Some((span.range.start, length)),
            _ => None,
        })
    }

    /// Appends a pause that the author asks for, in milliseconds; words on its sides stay apart.
    pub fn pause(&mut self, length: u32) {
        let start = self.text.len();
        if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
        self.spans.push(Span { range: start..self.text.len(), kind: Markup::Pause(length) });
    }

    /// Appends something and says what it is.
    pub fn marked(&mut self, kind: Markup, append: impl FnOnce(&mut Passage)) {
        let (start, at) = (self.text.len(), self.spans.len());
        append(self);
        if start < self.text.len() {
            self.spans.insert(at, Span { range: start..self.text.len(), kind });
        }
    }
}

impl From<&str> for Passage {
    fn from(text: &str) -> Passage {
        Passage { text: text.to_owned(), spans: Vec::new() }
    }
}

impl From<String> for Passage {
    fn from(text: String) -> Passage {
        Passage { text, spans: Vec::new() }
    }
}
