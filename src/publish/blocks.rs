//! The words of an episode as a reader wants them: lines gathered into headings, paragraphs, lists and the like.

use std::collections::HashMap;

use serde::Serialize;

use super::episode_folder::manifest::{Chapter, Line, Manifest};
use super::episode_folder::names::FIGURES;
use super::pieces::{Notes, Target, breaks_before};
use super::sheets::Sheet;
use crate::article::{Medium, Meta, dates};
use crate::media;
use crate::script::{Content, Role};

pub use super::pieces::{Run, Sentence};

/// A chapter and its words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its title, as chapter lists have it.
    pub title: &'a str,
    /// Whether its words begin with its heading.
    pub headed: bool,
    /// The cues that it holds, by their numbers.
    #[serde(skip)]
    pub cues: std::ops::Range<usize>,
    /// Its content in order.
    pub blocks: Vec<Block<'a>>,
}

/// Something that stands by itself.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Block<'a> {
    /// The number of its first cue.
    pub first: usize,
    /// Where the text refers to it, if it is a note.
    pub back: Option<Target<'a>>,
    /// What it is, with its sentences.
    #[serde(flatten)]
    pub kind: Kind<'a>,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", content = "of", rename_all = "snake_case")]
pub enum Kind<'a> {
    /// The title at the beginning of the episode.
    Title(Run<'a>),
    /// The byline that follows the title.
    Byline(Run<'a>),
    /// The heading that opens a chapter.
    Heading(Run<'a>),
    /// A heading within a chapter.
    Subheading(Run<'a>),
    /// A paragraph of the running text.
    Paragraph(Run<'a>),
    /// The items of a list with bullets.
    Bullets(Vec<Run<'a>>),
    /// The items of a list whose texts begin with their numbers.
    Numbered(Vec<Run<'a>>),
    /// The paragraphs of a quotation.
    Quote(Vec<Run<'a>>),
    /// What is shown, and what is told of it.
    Figure(Figure<'a>),
    /// A table: what is said first, then its rows.
    Table(Sheet<'a>),
    /// Code: what is said first, then its lines.
    Code(Sheet<'a>),
    /// A footnote, its number included.
    Note(Run<'a>),
}

/// What is shown while it is told.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure<'a> {
    /// The pictures of the block, in order.
    pub pictures: Vec<Shown<'a>>,
    /// What is told of them: a description, a caption.
    pub told: Vec<Run<'a>>,
}

/// A picture as a page or a book shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shown<'a> {
    /// What the article shows there: a photograph, a chart, a video and so on.
    pub medium: Medium,
    /// Its address, where it can be shown: see [`is_at_hand`].
    pub file: Option<&'a str>,
    /// The text that stands for it; empty where there is none.
    pub alt: &'a str,
}

/// The words of an episode, chapter by chapter. Every cue is in one section, once and in order.
pub fn sections(manifest: &Manifest) -> Vec<Section<'_>> {
    let mut sections = Vec::new();
    let view = View { manifest, notes: Notes::of(manifest), exhibits: exhibits(manifest) };
    let mut from = 0;
    for (n, chapter) in manifest.chapters.iter().enumerate() {
        let is_last = n + 1 == manifest.chapters.len();
        let end = chapter.start.saturating_add(chapter.samples);
        let inside = manifest.cues[from..].iter().take_while(|cue| is_last || cue.start < end).count();
        let cues = from..from + inside;
        from = cues.end;
        sections.push(view.section(n + 1, chapter, cues));
    }
    sections
}

/// What is shown whole, by the numbers of their blocks.
fn exhibits(manifest: &Manifest) -> HashMap<usize, &Content> {
    manifest.exhibits.iter().map(|exhibit| (exhibit.block, &exhibit.content)).collect()
}

/// A manifest with what its lines refer to.
struct View<'a> {
    manifest: &'a Manifest,
    notes: Notes<'a>,
    exhibits: HashMap<usize, &'a Content>,
}

impl<'a> View<'a> {
    fn section(&self, number: usize, chapter: &'a Chapter, cues: std::ops::Range<usize>) -> Section<'a> {
        let mut blocks: Vec<Block<'a>> = Vec::new();
        let mut at = cues.start;
        // Lines of one block that differ in role are different things: the writer numbers both.
        for lines in self.manifest.cues[cues.clone()].chunk_by(|a, b| (a.block, a.role) == (b.block, b.role))
        {
            let run: Run<'a> =
                lines.iter().enumerate().map(|(n, line)| self.sentence(line, at + n)).collect();
            let is_first = blocks.iter().all(|block| matches!(block.kind, Kind::Title(_) | Kind::Byline(_)));
            for kind in self.kinds(&lines[0], run, is_first) {
                put(&mut blocks, kind, at);
            }
            at += lines.len();
        }
        for block in &mut blocks {
            block.back = self.notes.caller(block.first);
        }
        let headed = blocks.iter().any(|block| matches!(block.kind, Kind::Heading(_)));
        Section { number, title: &chapter.title, headed, cues, blocks }
    }

    fn sentence(&self, line: &'a Line, number: usize) -> Sentence<'a> {
        let language = line.language.as_deref().filter(|tag| is_tag(tag));
        let pieces =
            if line.marks.is_empty() { Vec::new() } else { self.notes.pieces(&line.text, &line.marks) };
        let opens = line.opens || 1 < breaks_before(&line.marks);
        Sentence { number, text: &line.text, pieces, opens, language }
    }

    /// What the lines of one block are: mostly one thing.
    fn kinds(&self, line: &'a Line, mut run: Run<'a>, is_first: bool) -> Vec<Kind<'a>> {
        let parts =
            |run: Run<'a>| run.chunk_by(|_, after| !after.opens).map(<[_]>::to_vec).collect::<Vec<_>>();
        let item = |run: Run<'a>| {
            if is_numbered(&run) { Kind::Numbered(vec![run]) } else { Kind::Bullets(vec![run]) }
        };
        match line.role {
            Role::Title => {
                let byline = run.split_off(title_length(&self.manifest.title, &run));
                let byline = (!byline.is_empty()).then_some(Kind::Byline(byline));
                std::iter::once(Kind::Title(run)).chain(byline).collect()
            }
            Role::Heading if is_first => vec![Kind::Heading(run)],
            Role::Heading => vec![Kind::Subheading(run)],
            Role::Narrator => parts(run).into_iter().map(Kind::Paragraph).collect(),
            Role::ListItem => parts(run).into_iter().map(item).collect(),
            Role::Quote => vec![Kind::Quote(parts(run))],
            Role::Aside => vec![Kind::Figure(self.figure(line.block, &run))],
            Role::Table => vec![Kind::Table(match self.exhibits.get(&line.block) {
                Some(Content::Table { header, rows }) => Sheet::table(&run, header, rows, &self.notes),
                _ => Sheet::unknown(run),
            })],
            Role::Code => vec![Kind::Code(match self.exhibits.get(&line.block) {
                Some(Content::Code { text, .. }) => Sheet::code(&run, text),
                _ => Sheet::unknown(run),
            })],
            Role::Note => parts(run).into_iter().map(Kind::Note).collect(),
        }
    }

    fn figure(&self, block: usize, run: &Run<'a>) -> Figure<'a> {
        let pictures = self.manifest.pictures.iter().filter(|picture| picture.block == block);
        let pictures = pictures.map(|picture| Shown {
            medium: picture.medium,
            file: Some(picture.address.as_str()).filter(|name| is_at_hand(name)),
            alt: &picture.alt,
        });
        // A description without a full stop is not one sentence with the caption that follows.
        let told =
            run.chunk_by(|before, after| is_ended(before.text) && !after.opens).map(<[_]>::to_vec).collect();
        Figure { pictures: pictures.collect(), told }
    }
}

/// Adds a block; items and quoted paragraphs join those before them.
fn put<'a>(blocks: &mut Vec<Block<'a>>, mut kind: Kind<'a>, first: usize) {
    let last = blocks.last_mut().map(|block| &mut block.kind);
    match (last, &mut kind) {
        (Some(Kind::Bullets(items)), Kind::Bullets(new))
        | (Some(Kind::Numbered(items)), Kind::Numbered(new))
        | (Some(Kind::Quote(items)), Kind::Quote(new)) => items.append(new),
        // A note is called by its number first.
        (Some(Kind::Note(run)), Kind::Note(new)) if run.len() == 1 && run[0].text.ends_with(':') => {
            run.append(new);
        }
        _ => {
            let first = kind.first().map_or(first, |sentence| sentence.number);
            blocks.push(Block { first, back: None, kind });
        }
    }
}

impl<'a> Kind<'a> {
    /// The sentence with which it begins, if it has any.
    fn first(&self) -> Option<&Sentence<'a>> {
        match self {
            Kind::Title(run)
            | Kind::Byline(run)
            | Kind::Heading(run)
            | Kind::Subheading(run)
            | Kind::Paragraph(run)
            | Kind::Note(run) => run.first(),
            Kind::Bullets(runs) | Kind::Numbered(runs) | Kind::Quote(runs) => runs.first()?.first(),
            Kind::Figure(figure) => figure.told.first()?.first(),
            Kind::Table(sheet) | Kind::Code(sheet) => sheet.lead.first(),
        }
    }
}

/// How many of the sentences say the title; the byline comes after it in the same block.
fn title_length(title: &str, run: &[Sentence<'_>]) -> usize {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let mut left = letters(title);
    let is_of_title = |sentence: &&Sentence<'_>| {
        let is_of_title = 0 < left;
        left = left.saturating_sub(letters(sentence.text));
        is_of_title
    };
    run.iter().take_while(is_of_title).count().max(1)
}

fn is_ended(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '’', '»', ')', ']'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।'])
}

fn is_numbered(run: &[Sentence<'_>]) -> bool {
    let digits = run.first().map(|first| first.text.trim_start_matches(|c: char| c.is_ascii_digit()));
    run.first()
        .zip(digits)
        .is_some_and(|(first, rest)| rest.len() < first.text.len() && rest.starts_with('.'))
}

/// A language, if it is written as a tag may be (BCP 47), or else English.
pub fn language(tag: &str) -> &str {
    if is_tag(tag) { tag } else { "en" }
}

/// Whether a text is written as the tag of a language may be: letters first, then parts of up to eight letters and
/// digits (BCP 47, section 2.1).
fn is_tag(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let is_language = parts
        .next()
        .is_some_and(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic()));
    let is_part =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    // A single letter says what kind of parts follow.
    let is_open = tag.rsplit('-').next().is_some_and(|last| last.len() == 1);
    is_language && parts.all(is_part) && !is_open
}

/// The day on which an article was published, in ISO 8601, if the article says one that can be understood.
pub fn date(meta: &Meta) -> Option<String> {
    let published = meta.published.as_deref()?;
    let date = dates::read(published, meta.language.as_deref().unwrap_or_default())?;
    // The year 1 stands for no date.
    (date.is_day && 1 < date.day.year()).then(|| date.day.to_string())
}

/// Whether a page may show the picture of an address: one that was taken into the episode's folder, `figures/NAME`, or
/// one that the address itself holds. Nothing of the web is fetched, SVG may hold scripts, and another name is that of a
/// picture which was not there: in the episode's folder it would be another file.
pub fn is_at_hand(address: &str) -> bool {
    let is_shown =
        |ending: &str| media::of_ending(ending).is_some_and(|known| known.kind == media::Kind::Picture);
    if let Some(data) = address.strip_prefix("data:image/") {
        let base64 = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=');
        return data
            .split_once(";base64,")
            .is_some_and(|(kind, bytes)| is_shown(kind) && bytes.chars().all(base64));
    }
    let Some(name) = address.strip_prefix(FIGURES).and_then(|rest| rest.strip_prefix('/')) else {
        return false;
    };
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    is_shown(extension) && !stem.is_empty() && !stem.starts_with('.') && stem.chars().all(is_plain)
}

#[test]
fn the_byline_comes_after_the_title() {
    let sentence = |text: &'static str| Sentence { text, ..Sentence::default() };
    for (title, run, length) in [
        ("One. Two!", &["One.", "Two!", "By A"][..], 2),
        ("One", &["One", "By A"], 1),
        ("One", &["One"], 1),
        ("…", &["…", "By A"], 1),
    ] {
        let run: Vec<Sentence<'_>> = run.iter().map(|text| sentence(text)).collect();
        assert_eq!(title_length(title, &run), length, "{title}");
    }
}

#[test]
fn only_pictures_at_hand_are_shown() {
    for name in
        ["figures/wren.jpg", "figures/01.png", "figures/a-b_c.1.webp", "data:image/png;base64,iVBORw0K=="]
    {
        assert!(is_at_hand(name), "{name}");
    }
    for name in [
        "wren.jpg",
        "cover.png",
        "./figures/01.png",
        "figures/../cover.png",
        "../wren.jpg",
        "/wren.jpg",
        "https://a.example/wren.jpg",
        "a/b.png",
        "a\\b.png",
        "figures/wren.svg",
        "figures/.png",
        "figures/x y.png",
        "data:image/svg+xml;base64,AAAA",
        "data:image/png;base64,\"onload=",
    ] {
        assert!(!is_at_hand(name), "{name}");
    }
}

#[test]
fn a_language_is_written_as_a_tag() {
    for tag in ["en", "de-CH", "zh-Hant-TW", "en-GB-oxendict", "en-x-rp"] {
        assert_eq!(language(tag), tag);
    }
    for tag in ["", "x", "1", "en-", "en--us", "en-x", "de_CH", "an-incredible-language", "e\"n", "ä"] {
        assert_eq!(language(tag), "en", "{tag}");
    }
}
