//! Chapters: every entry of the table of contents becomes a heading at its place.
//!
//! All entries are headings of one level, whatever their depth, because the script opens chapters at one level: the
//! parts of a book and the chapters in them are chapters alike, in the book's order. Headings of the documents that
//! the table of contents does not name stand below them.

use std::collections::{HashSet, VecDeque};

#[cfg(test)]
use crate::article::plain;
use crate::article::{Article, Block, Inline, Kind, Skipped, Why, tree};

/// The level of a heading that opens a chapter; level 1 is the title's.
pub(super) const CHAPTER: u8 = 2;
/// A title in print stands on so many headings at most: “Chapter 1”, its name, its subtitle.
const MOST_LINES: usize = 3;

/// Puts headings with these titles before the blocks at these places, which are in order.
pub(super) fn open(blocks: Vec<Block>, titles: &[(usize, &str)], path: &str) -> Vec<Block> {
    let mut opened = Vec::with_capacity(blocks.len() + titles.len());
    let mut rest = VecDeque::from(blocks);
    let mut passed = 0;
    let mut next = Next::of(&rest);
    for &(place, title) in titles {
        let before = place.saturating_sub(passed).min(rest.len());
        opened.extend(rest.drain(..before));
        if 0 < before {
            next = Next::of(&rest);
        }
        let ahead = next.ahead;
        let origin = rest.front().map_or_else(|| super::origin(path), |block| block.origin.clone());
        let (content, count) = match next.printed(title) {
            Some(Printed::Less(count)) => (titled(title, rest.range(ahead..ahead + count)), count),
            Some(Printed::More(count)) => (joined(rest.range(ahead..ahead + count)), count),
            None => (vec![Inline::Text(title.to_owned())], 0),
        };
        rest.drain(ahead..ahead + count);
        if 0 < count {
            next = Next::of(&rest);
        }
        passed += before + count;
        opened.push(Block { kind: Kind::Heading { level: 0, content }, origin });
    }
    opened.extend(rest);
    set_levels(&mut opened);
    opened
}

/// Headings of level 0 open chapters; the highest of the others stand right below them.
fn set_levels(blocks: &mut [Block]) {
    let mut levels: Vec<&mut u8> = Vec::new();
    for block in blocks {
        if let Kind::Heading { level, .. } = &mut block.kind {
            levels.push(level);
        }
    }
    let highest = levels.iter().map(|level| **level).filter(|level| 0 < *level).min().unwrap_or(1);
    for level in levels {
        *level = if *level == 0 { CHAPTER } else { (*level - highest + CHAPTER + 1).min(6) };
    }
}

/// Leaves out the headings under which only notes stand: each note is told where the text refers to it.
pub(super) fn leave_empty(article: &mut Article) {
    let runs = tree::blocks(&article.blocks).flat_map(Block::runs);
    let referred: HashSet<String> = runs
        .flat_map(tree::inlines)
        .filter_map(|inline| match inline {
            Inline::NoteRef(label) => Some(label.clone()),
            _ => None,
        })
        .collect();
    let mut empty = vec![false; article.blocks.len()];
    // The level of the last heading, whether something is told under it, and whether a note stands there.
    let (mut told, mut notes) = (false, false);
    for (block, is_empty) in article.blocks.iter().zip(&mut empty).rev() {
        match &block.kind {
            Kind::Note { label, .. } if referred.contains(label) => notes = true,
            Kind::Heading { level, content } => {
                let refers = tree::inlines(content).any(|inline| matches!(inline, Inline::NoteRef(_)));
                *is_empty = notes && !told && !refers;
                if !*is_empty || *level <= CHAPTER {
                    (told, notes) = (CHAPTER < *level && !*is_empty, false);
                }
            }
            Kind::Rule => {}
            _ => told = true,
        }
    }
    let blocks = std::mem::take(&mut article.blocks);
    for (block, is_empty) in blocks.into_iter().zip(empty) {
        if is_empty {
            let text = block.text();
            article.skipped.push(Skipped::certain(text, Why::EmptySection, block.origin));
        } else {
            article.blocks.push(block);
        }
    }
}

fn is_ornament(block: &Block) -> bool {
    matches!(block.kind, Kind::Figure { .. } | Kind::Rule)
}

/// What a block is to a title: a heading, or a number on a line of its own.
fn line(block: &Block) -> Option<String> {
    let text = block.text();
    let is_line = match block.kind {
        Kind::Heading { .. } => true,
        Kind::Paragraph(_) => words(&text).len() <= 2,
        _ => false,
    };
    is_line.then_some(text)
}

/// How a title stands in print, and on how many headings.
enum Printed {
    /// In the same words, or fewer.
    Less(usize),
    /// With more words around it.
    More(usize),
}

/// What stands at the place of a title: many titles may have the same.
struct Next {
    /// How many pictures and the like stand over the title and stay under it.
    ahead: usize,
    /// The words of the first heading there, of the first two, and so on.
    shown: Vec<Vec<String>>,
}

impl Next {
    fn of(rest: &VecDeque<Block>) -> Next {
        let ahead = rest.iter().take(MOST_LINES).take_while(|block| is_ornament(block)).count();
        let lines: Vec<String> = rest.iter().skip(ahead).take(MOST_LINES).map_while(line).collect();
        let shown = (1..=lines.len()).map(|count| words(&lines[..count].join(" "))).collect();
        Next { ahead, shown }
    }

    /// Whether the headings here are a title.
    fn printed(&self, title: &str) -> Option<Printed> {
        let wanted = words(title);
        if wanted.is_empty() {
            return None;
        }
        let holds = |long: &[String], short: &[String]| {
            !short.is_empty() && (long.starts_with(short) || long.ends_with(short))
        };
        let find = |matches: &dyn Fn(&[String]) -> bool| {
            self.shown.iter().position(|shown| matches(shown)).map(|at| at + 1)
        };
        let same = find(&|shown| shown == wanted).map(Printed::Less);
        let more = || find(&|shown| holds(shown, &wanted)).map(Printed::More);
        let less = || find(&|shown| holds(&wanted, shown)).map(Printed::Less);
        same.or_else(more).or_else(less)
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// A title in place of headings: only what they refer to stays of them.
fn titled<'a>(title: &str, headings: impl Iterator<Item = &'a Block>) -> Vec<Inline> {
    let mut content = joined(headings);
    content.retain(|inline| matches!(inline, Inline::NoteRef(_)));
    content.insert(0, Inline::Text(title.to_owned()));
    content
}

/// The content of several headings as that of one.
fn joined<'a>(headings: impl Iterator<Item = &'a Block>) -> Vec<Inline> {
    let mut joined = Vec::new();
    for block in headings {
        if let Kind::Heading { content, .. } | Kind::Paragraph(content) = &block.kind {
            joined.extend(content.iter().cloned());
            joined.push(Inline::Break);
        }
    }
    joined
}

#[test]
fn a_title_is_said_once() {
    let heading = |level, text: &str| Block {
        kind: Kind::Heading { level, content: vec![Inline::Text(text.into())] },
        origin: super::origin("a"),
    };
    let words =
        |text: &str| Block { kind: Kind::Paragraph(vec![Inline::Text(text.into())]), ..heading(1, "") };
    let blocks = vec![
        words("before"),
        heading(1, "CHAPTER 1"),
        heading(2, "The Storm"),
        heading(3, "By night"),
        words("one"),
        Block { kind: Kind::Rule, ..words("") },
        words("2"),
        heading(1, "The Calm"),
        words("two"),
    ];
    let titles = [(0, "Part I"), (1, "Chapter 1: The Storm"), (5, "The Calm"), (9, "The End")];
    let opened = open(blocks, &titles, "a");
    let told: Vec<String> = opened
        .iter()
        .map(|block| match &block.kind {
            Kind::Heading { level, content } => format!("{level} {}", plain(content).trim()),
            _ => block.text(),
        })
        .collect();
    let expected = "2 Part I|before|2 Chapter 1: The Storm|3 By night|one|2 2 The Calm||two|2 The End";
    assert_eq!(told.join("|"), expected);
}
