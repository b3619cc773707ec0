//! Labelled texts: how they are written in a file, and what the labels say of each unit.
//!
//! A file is JSON, or JSON packed by gzip (`.gz`): a list of texts.
//!
//! ```json
//! [{
//!     "url": "https://example.org/ferry", "title": "The night ferry",
//!     "text": "The night ferry\n\nIt leaves at ten.\n\nLeave a comment\n",
//!     "blocks": [["The night ferry", 0, "h1", false], ["It leaves at ten.", 1, "p", true], ["Leave a comment", 1, "h3", false]]
//! }]
//! ```
//!
//! A block is its line, the empty lines above it, what it is, and whether it belongs to the article. Blocks stand in the order of
//! the text. What it is is the name of the HTML element that it was: `h1` to `h6`, `p`, `quote`, `li`, `pre`, `cell` (of a
//! table), `caption` and `alt` (of a picture); any other name says that it is not known. Texts whose `url` has the same host
//! are of one source.

use std::collections::BTreeSet;
use std::error::Error;
use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use articast::article::text::training::{ROLES, Text, roles};
use flate2::read::GzDecoder;
use serde::Deserialize;

/// Which roles a unit may have, in the order of [`roles`].
pub(crate) type Set = [bool; ROLES];

/// What is known of a unit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Target {
    /// The roles that its form allows.
    pub(crate) may: Set,
    /// Those of them that it may have by its block: all, where nothing is known.
    pub(crate) wanted: Set,
    /// Whether it is outside of the article, where that is known.
    pub(crate) outside: Option<bool>,
}

/// From this many bytes on, a block outside of the article says nothing of what it is: annotations leave much out that
/// an author wrote.
const LONG: usize = 120;

/// A line of a text, and what it is.
#[derive(Debug, Deserialize)]
pub(crate) struct Block {
    pub(crate) line: String,
    #[serde(rename = "blanks")]
    _blanks: usize,
    pub(crate) tag: String,
    pub(crate) is_main: bool,
}

#[derive(Deserialize)]
struct Labelled {
    url: String,
    title: String,
    text: String,
    blocks: Vec<Block>,
}

/// A labelled text.
pub(crate) struct Document {
    source: String,
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) seen: Text,
    /// What is known of each unit.
    pub(crate) targets: Vec<Target>,
}

impl Document {
    /// In which of so many parts its source is.
    pub(crate) fn part(&self, parts: u64) -> u64 {
        // FNV-1a: the same on every machine.
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        self.source.bytes().fold(0xcbf2_9ce4_8422_2325, hash) % parts
    }
}

/// How many sources there are.
pub(crate) fn sources(documents: &[Document]) -> usize {
    documents.iter().map(|document| &document.source).collect::<BTreeSet<_>>().len()
}

/// Reads a file of labelled texts.
pub(crate) fn read(path: &Path) -> Result<Vec<Document>, Box<dyn Error>> {
    let mut json = String::new();
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        GzDecoder::new(file).read_to_string(&mut json)?;
    } else {
        { file }.read_to_string(&mut json)?;
    }
    let texts: Vec<Labelled> = serde_json::from_str(&json)?;
    Ok(texts.into_iter().map(document).collect())
}

fn document(labelled: Labelled) -> Document {
    let Labelled { url, title, text, blocks } = labelled;
    let source = url.split('/').nth(2).unwrap_or(&url).trim_start_matches("www.").to_owned();
    let seen = Text::new(&text);
    let targets = targets(&text, &title, &blocks, &seen);
    Document { source, text, blocks, seen, targets }
}

/// What is known of a block: its role, and whether it is outside of the article.
type Told = (Option<usize>, Option<bool>);

/// What is known of each unit by the blocks that it holds.
fn targets(text: &str, title: &str, blocks: &[Block], seen: &Text) -> Vec<Target> {
    // Where each block's line stands in the text.
    let mut spans = Vec::new();
    let mut from = 0;
    for (block, told) in blocks.iter().zip(told(title, blocks)) {
        if let Some(at) = text[from..].find(&block.line) {
            spans.push((from + at..from + at + block.line.len(), told));
            from += at + block.line.len();
        }
    }
    let mut at = 0;
    let target = |(range, may): (&Range<usize>, &Set)| {
        while at < spans.len() && spans[at].0.end <= range.start {
            at += 1;
        }
        let over = spans[at..].iter().take_while(|(span, _)| span.start < range.end);
        // The block of which most stands in the unit says what it is.
        let most = over.max_by_key(|(span, _)| span.end.min(range.end) - span.start.max(range.start));
        let (role, outside) = most.map_or((None, None), |(_, told)| *told);
        let wanted = role.filter(|role| may[*role]).map(|wanted| std::array::from_fn(|role| role == wanted));
        Target { may: *may, wanted: wanted.unwrap_or(*may), outside }
    };
    seen.ranges.iter().zip(&seen.may).map(target).collect()
}

/// The role of this name.
fn role(name: &str) -> Option<usize> {
    roles().iter().position(|role| role == name)
}

/// What is known of each block.
fn told(title: &str, blocks: &[Block]) -> Vec<Told> {
    let main = || blocks.iter().enumerate().filter(|(_, block)| block.is_main).map(|(n, _)| n);
    let (first, last) = (main().next().unwrap_or(0), main().next_back().unwrap_or(blocks.len()));
    let title = articast::article::key(title);
    let tell = |(n, block): (usize, &Block)| {
        if articast::article::key(&block.line) == title {
            // Which of its copies is the title is not the model's to say.
            return (None, None);
        }
        let is_heading = block.tag.len() == 2 && block.tag.starts_with('h');
        let has_bullet = block.line.trim_start().starts_with('•');
        let name = match block.tag.as_str() {
            "caption" | "alt" => "Figure",
            "p" | "quote" => "Paragraph",
            "li" => "Item",
            "pre" => "Code",
            "cell" => "Cell",
            _ if is_heading && has_bullet => "Item",
            _ if is_heading => "Heading",
            _ => "",
        };
        let is_within = block.is_main || first < n && n < last;
        // Articles are annotated by their words, and a picture's text is none of these.
        let is_inside = block.is_main || name == "Figure" && is_within;
        let outside = if is_inside { Some(false) } else { Some(true).filter(|_| block.line.len() < LONG) };
        (role(name), outside)
    };
    blocks.iter().enumerate().map(tell).collect()
}
