//! A sentence in pieces: what its author stresses, links and sets apart, as templates write it.

use std::collections::HashMap;

use serde::Serialize;

use super::episode_folder::manifest::Manifest;
use crate::article::address::is_of_the_web;
use crate::script::{Content, Mark, Style};

/// Sentences that follow one another.
pub type Run<'a> = Vec<Sentence<'a>>;

/// A cue of the episode, which is a sentence or a part of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Sentence<'a> {
    /// Its number among the manifest's cues, from 0.
    pub number: usize,
    /// The author's words, as they are shown.
    pub text: &'a str,
    /// The same in pieces, where its author marks some.
    pub pieces: Vec<Piece<'a>>,
    /// Whether it begins something of its own within its block.
    #[serde(skip)]
    pub opens: bool,
    /// Its language, where that is another than the article's.
    pub language: Option<&'a str>,
}

/// A part of a text that is shown in one way.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Piece<'a> {
    /// Its words; none where a line ends or a note is referred to.
    pub text: &'a str,
    /// The elements that it stands in, from the outer to the inner.
    pub within: Vec<&'static str>,
    /// Where it leads.
    pub link: Option<&'a str>,
    /// The note that it refers to.
    pub note: Option<Target<'a>>,
    /// Whether a line ends before it.
    pub is_break: bool,
}

/// A place in the text that a reference leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Target<'a> {
    /// The number of its chapter, from 1.
    pub section: usize,
    /// The number of its cue, from 0.
    pub cue: usize,
    /// What the reference says.
    pub label: &'a str,
}

/// The notes that are told, by their labels; and where the text first refers to them, by the number of their first cue.
#[derive(Default)]
pub(super) struct Notes<'a> {
    told: HashMap<&'a str, Target<'a>>,
    /// For the first cue of a note, where the text refers to it.
    called: HashMap<usize, Target<'a>>,
}

impl<'a> Notes<'a> {
    pub(super) fn of(manifest: &'a Manifest) -> Notes<'a> {
        let mut first = HashMap::new();
        for (number, cue) in manifest.cues.iter().enumerate() {
            first.entry(cue.block).or_insert(number);
        }
        let place = |cue: usize, label| {
            let start = manifest.cues[cue].start;
            let section =
                manifest.chapters.iter().take_while(|chapter| chapter.start <= start).count().max(1);
            Target { section, cue, label }
        };
        let mut notes = Notes::default();
        for exhibit in &manifest.exhibits {
            let Content::Note { label } = &exhibit.content else { continue };
            if let Some(cue) = first.get(&exhibit.block) {
                // The second note of a number is called `1-2`.
                let shown = label.split_once('-').map_or(label.as_str(), |(number, _)| number);
                notes.told.entry(label).or_insert_with(|| place(*cue, shown));
            }
        }
        for (number, cue) in manifest.cues.iter().enumerate() {
            for mark in &cue.marks {
                if let Style::Note(label) = &mark.style
                    && let Some(note) = notes.told.get(label.as_str())
                {
                    notes.called.entry(note.cue).or_insert_with(|| place(number, note.label));
                }
            }
        }
        notes
    }

    /// Where the text refers to the note that begins with a cue.
    pub(super) fn caller(&self, first: usize) -> Option<Target<'a>> {
        self.called.get(&first).copied()
    }

    /// A text in pieces. What its marks say of places that are none of the text is left out.
    pub(super) fn pieces(&self, text: &'a str, marks: &'a [Mark]) -> Vec<Piece<'a>> {
        let is_of_it = |mark: &&Mark| text.get(mark.at.0..mark.at.1).is_some();
        let marks: Vec<&Mark> = marks.iter().filter(is_of_it).collect();
        let mut edges: Vec<usize> = marks.iter().flat_map(|mark| [mark.at.0, mark.at.1]).collect();
        edges.extend([0, text.len()]);
        edges.sort_unstable();
        edges.dedup();
        let mut pieces = Vec::new();
        for (n, from) in edges.iter().enumerate() {
            pieces.extend(marks.iter().filter(|mark| mark.at == (*from, *from)).filter_map(|mark| {
                match &mark.style {
                    Style::Break => Some(Piece { is_break: true, ..Piece::default() }),
                    Style::Note(label) => {
                        let note = self.told.get(label.as_str()).copied()?;
                        Some(Piece { note: Some(note), ..Piece::default() })
                    }
                    _ => None,
                }
            }));
            if let Some(to) = edges.get(n + 1) {
                let around = marks.iter().filter(|mark| mark.at.0 <= *from && *to <= mark.at.1);
                pieces.push(Piece::of(&text[*from..*to], around.copied()));
            }
        }
        pieces
    }
}

impl<'a> Piece<'a> {
    fn of(text: &'a str, around: impl Iterator<Item = &'a Mark>) -> Piece<'a> {
        let mut piece = Piece { text, ..Piece::default() };
        for mark in around {
            let element = match &mark.style {
                Style::Emphasis => "em",
                Style::Strong => "strong",
                Style::Code | Style::Math => "code",
                Style::Sub => "sub",
                Style::Sup => "sup",
                Style::Struck => "s",
                Style::Link(address) => {
                    piece.link = Some(address.as_str()).filter(|address| is_of_the_web(address));
                    continue;
                }
                Style::Note(_) | Style::Break => continue,
            };
            if !piece.within.contains(&element) {
                piece.within.push(element);
            }
        }
        piece
    }
}

/// How many lines end before the first word.
pub(super) fn breaks_before(marks: &[Mark]) -> usize {
    marks.iter().filter(|mark| mark.at == (0, 0) && mark.style == Style::Break).count()
}

#[test]
fn a_text_is_shown_in_pieces() {
    let notes = Notes::default();
    let mark = |at, style| Mark { at, style };
    let link = |to: &str| Style::Link(to.into());
    let marks = [
        mark((0, 0), Style::Break),
        mark((0, 8), Style::Strong),
        mark((4, 8), Style::Emphasis),
        mark((9, 14), link("https://example.org/")),
        mark((9, 11), link("javascript:alert(1)")),
        // In the middle of a letter, and behind the text.
        mark((1, 2), Style::Code),
        mark((3, 99), Style::Sub),
    ];
    let pieces = notes.pieces("\u{e9}b cöd there", &marks);
    let shown: Vec<(&str, Vec<&str>, Option<&str>)> =
        pieces.into_iter().filter(|piece| !piece.is_break).map(|it| (it.text, it.within, it.link)).collect();
    assert_eq!(
        shown,
        [
            ("\u{e9}b ", vec!["strong"], None),
            ("cöd", vec!["strong", "em"], None),
            (" ", vec![], None),
            ("th", vec![], None),
            ("ere", vec![], Some("https://example.org/")),
        ]
    );
    assert_eq!(breaks_before(&marks), 1);
}
