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
use std::path::Path;

use articast::article::text::training::{Sample, labels, outside, samples};
use flate2::read::GzDecoder;
use serde::Deserialize;

/// A set of labels: bit `n` stands for the label `n` of [`labels`].
pub(crate) type Set = u16;

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
    pub(crate) samples: Vec<Sample>,
    /// The labels that each sample may have: all that its form allows, where nothing is known.
    pub(crate) wanted: Vec<Set>,
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
    let samples = samples(&text);
    let wanted = wanted(&text, &title, &blocks, &samples);
    Document { source, text, blocks, samples, wanted }
}

/// The labels of these names.
fn set(names: &[&str]) -> Set {
    let labels = labels();
    let bit = |name: &&str| labels.iter().position(|label| label == name).map_or(0, |at| 1 << at);
    names.iter().map(bit).fold(0, |set, bit: Set| set | bit)
}

/// The labels that each sample may have by the blocks that it holds.
fn wanted(text: &str, title: &str, blocks: &[Block], samples: &[Sample]) -> Vec<Set> {
    let told = told(title, blocks);
    // Where each block's line stands in the text.
    let mut spans = Vec::new();
    let mut from = 0;
    for (block, told) in blocks.iter().zip(told) {
        if let Some(at) = text[from..].find(&block.line) {
            spans.push((from + at..from + at + block.line.len(), told));
            from += at + block.line.len();
        }
    }
    let mut at = 0;
    let mut wanted = Vec::with_capacity(samples.len());
    for sample in samples {
        let allowed = sample.allowed.iter().enumerate().map(|(n, may)| Set::from(*may) << n).sum::<Set>();
        while at < spans.len() && spans[at].0.end <= sample.range.start {
            at += 1;
        }
        let over = spans[at..].iter().take_while(|(span, _)| span.start < sample.range.end);
        // The block of which most stands in the sample says what it is.
        let most =
            over.max_by_key(|(span, _)| span.end.min(sample.range.end) - span.start.max(sample.range.start));
        let told = most.map_or(allowed, |(_, told)| told & allowed);
        wanted.push(if told == 0 { allowed } else { told });
    }
    wanted
}

/// What is known of each block: the labels that it may have.
fn told(title: &str, blocks: &[Block]) -> Vec<Set> {
    let main = || blocks.iter().enumerate().filter(|(_, block)| block.is_main).map(|(n, _)| n);
    let (first, last) = (main().next().unwrap_or(0), main().next_back().unwrap_or(blocks.len()));
    let title = articast::article::key(title);
    let out = outside().iter().enumerate().map(|(n, out)| Set::from(*out) << n).sum::<Set>();
    let tell = |(n, block): (usize, &Block)| {
        let is_heading = block.tag.len() == 2 && block.tag.starts_with('h');
        if articast::article::key(&block.line) == title {
            // Which of its copies is the title is not the model's to say.
            return Set::MAX;
        }
        let is_within = block.is_main || first < n && n < last;
        match block.tag.as_str() {
            // Articles are annotated by their words, and a picture's text is none of these.
            "caption" | "alt" if is_within => set(&["Figure"]),
            _ if !block.is_main && LONG <= block.line.len() => Set::MAX,
            _ if !block.is_main && n < first => set(&["Before"]),
            _ if !block.is_main && last < n => set(&["After"]),
            _ if !block.is_main => set(&["Beside"]),
            "p" | "quote" => set(&["Paragraph"]),
            "li" => set(&["Item"]),
            "pre" => set(&["Code"]),
            "cell" => set(&["Cell"]),
            _ if is_heading => set(&["Heading"]),
            _ => !out,
        }
    };
    blocks.iter().enumerate().map(tell).collect()
}
