//! The script: what is said, by whom, with which pauses; and the ledger that proves nothing was lost.

pub mod audit;
pub mod reading_style;
pub mod ledger;
pub mod writer;
mod account;
mod asides;
mod beside;
mod contents;
mod form;
pub mod marks;
mod ssml;
mod struck;
mod tables;

use std::collections::BTreeSet;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use strum::{Display, IntoStaticStr, VariantArray};

use crate::article::{Meta, Origin, Why};
use crate::speech::{Seam, Utterance};

pub use audit::audit;
pub use beside::{Link, Picture};
pub use ledger::{Entry, Fate, Ledger};
pub use marks::{Content, Exhibit, Mark, Marked, Style};
pub use reading_style::ReadingStyle;
pub use ssml::ssml;
pub use writer::write;

/// An article as it will be spoken.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// What the article says of itself.
    pub meta: Meta,
    /// The chapters in order; each holds at least one line.
    pub chapters: Vec<Chapter>,
    /// One fate for every block of the source.
    pub ledger: Ledger,
    /// The pictures of the article.
    pub pictures: Vec<Picture>,
    /// Where its links lead.
    pub links: Vec<Link>,
    /// What is shown whole beside what is told of it.
    pub exhibits: Vec<Exhibit>,
}

impl Script {
    /// Gives the lines that hold some words another take ([`Utterance::take`]); tells how many there are. How the words are
    /// spaced does not matter.
    pub fn retake(&mut self, words: &str) -> usize {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let words = plain(words);
        let mut count = 0;
        for segment in self.chapters.iter_mut().flat_map(|chapter| &mut chapter.segments) {
            if let Segment::Line(line) = segment
                && !words.is_empty()
                && plain(&line.show).contains(&words)
            {
                line.say.take += 1;
                count += 1;
            }
        }
        count
    }
}

impl Script {
    /// Takes out lines, by their numbers, that no voice could say, and notes it in the ledger.
    pub fn leave_out(&mut self, lines: &BTreeSet<usize>) {
        let (mut number, mut gone) = (0, Vec::new());
        for chapter in &mut self.chapters {
            chapter.segments.retain(|segment| {
                let Segment::Line(line) = segment else { return true };
                let is_gone = lines.contains(&number);
                number += 1;
                if is_gone {
                    gone.push(line.origin.clone());
                }
                !is_gone
            });
        }
        for origin in gone {
            let is_told = self.lines().any(|line| line.origin == origin);
            for entry in self.ledger.entries.iter_mut().filter(|entry| entry.origin == origin) {
                entry.fate = match entry.fate {
                    Fate::Skipped(why) => Fate::Skipped(why),
                    Fate::Spoken | Fate::Reshaped(_) if is_told => Fate::Reshaped(Why::Unspoken),
                    Fate::Spoken | Fate::Reshaped(_) => Fate::Skipped(Why::Unspoken),
                };
            }
        }
    }
}

/// A part of the episode that a listener can jump to.
#[derive(Debug, Clone, PartialEq)]
pub struct Chapter {
    /// Its name in a chapter list.
    pub title: String,
    /// The anchor of its heading in the source.
    pub anchor: Option<String>,
    /// What is heard, in order.
    pub segments: Vec<Segment>,
}

impl Chapter {
    /// Its lines in order.
    pub(crate) fn lines_mut(&mut self) -> impl Iterator<Item = &mut Line> {
        self.segments.iter_mut().filter_map(|segment| match segment {
            Segment::Line(line) => Some(&mut **line),
            Segment::Rest(_) | Segment::Sound(_) => None,
        })
    }
}

/// One thing that is heard.
#[derive(Debug, Clone, PartialEq)]
pub enum Segment {
    /// Somebody speaks. Rests are many, and need not be as large as a line.
    Line(Box<Line>),
    /// Nobody does.
    Rest(Duration),
    /// A sound that no voice makes.
    Sound(Sound),
}

/// A sound that no voice makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sound {
    /// The short chime around an aside.
    Earcon,
}

/// A sentence and who says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The role that says it; the cast gives the role a voice.
    pub role: Role,
    /// What the engine gets.
    pub say: Utterance,
    /// The author's words, for captions.
    pub show: String,
    /// What the author makes of parts of them.
    pub marks: Vec<Mark>,
    /// Its language as a BCP 47 tag, where that is another than the article's.
    pub language: Option<String>,
    /// The block that it is from.
    pub origin: Origin,
    /// What lies between it and the line before.
    pub seam: Seam,
}

/// What a line is in the article; the cast gives each role a voice.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// The episode's title and byline.
    Title,
    /// A heading.
    Heading,
    /// A paragraph.
    Narrator,
    /// An item of a list.
    ListItem,
    /// A quotation set apart.
    Quote,
    /// The description of a picture.
    Aside,
    /// A row of a table.
    Table,
    /// Code.
    Code,
    /// A footnote, an endnote or a side note.
    Note,
}

impl Role {
    /// The name that cast files and scripts use.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

#[test]
fn lexicons_know_every_role() {
    let names: Vec<&str> = <Role as strum::VariantArray>::VARIANTS.iter().map(|role| role.name()).collect();
    assert_eq!(names, crate::speech::lexicon::ROLES);
}

impl Script {
    /// The title to announce and to file under.
    pub fn title(&self) -> &str {
        self.meta.title.as_deref().unwrap_or("Untitled")
    }

    /// The language of a line as a BCP 47 tag: its own, or the article's.
    pub(crate) fn language_of<'a>(&'a self, line: &'a Line) -> &'a str {
        line.language.as_deref().unwrap_or_else(|| self.language())
    }

    /// The article's language as a BCP 47 tag: English where nothing says otherwise.
    pub fn language(&self) -> &str {
        self.meta.language.as_deref().filter(|tag| !tag.trim().is_empty()).unwrap_or("en")
    }

    /// Who speaks in which language: every role and language that some line has, each pair once, in order.
    pub fn parts(&self) -> Vec<(Role, String)> {
        let parts = self.lines().map(|line| (line.role, self.language_of(line).to_owned()));
        parts.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Every line in order.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.chapters.iter().flat_map(|chapter| &chapter.segments).filter_map(|segment| match segment {
            Segment::Line(line) => Some(line.as_ref()),
            Segment::Rest(_) | Segment::Sound(_) => None,
        })
    }
}
