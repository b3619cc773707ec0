//! The article, understood: blocks in reading order, and what was left aside with the reason.

pub mod address;
pub mod dates;
pub(crate) mod docx;
pub(crate) mod epub;
pub mod html;
pub mod markdown;
pub mod source;
pub mod text;
pub(crate) mod tree;
mod archive;
mod asked;
mod decode;
pub(crate) mod doubt;
mod elements;
mod frame;
mod furniture;
mod grid;
pub(crate) mod headings;
mod json;
mod language;
mod length;
mod normal;
mod passage;
mod pause;
pub mod podcast;
mod preformatted;
mod time;
mod twice;
mod unread;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

pub(crate) use archive::decoded as percent_decoded;
pub use doubt::Certainty;
pub use html::Wall;
pub use language::language_of_script;
pub use passage::passage;
pub(crate) use pause::LONGEST as LONGEST_PAUSE;
pub use source::{Format, Opened, Source, open, picture, read};
pub(crate) use words::is_mark as is_citation_mark;
pub use words::{plain, text_of};

pub use crate::writing::key;

/// What a reader understood of a source. Every word of the source is in [`Article::meta`], in
/// [`Article::blocks`] or in [`Article::skipped`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// What the article says of itself.
    pub meta: Meta,
    /// Its content in reading order.
    pub blocks: Vec<Block>,
    /// What the source holds beside the article, in the source's order.
    pub skipped: Vec<Skipped>,
}

/// What an article says of itself. Nothing here but the language is guessed: what the source does not say is `None`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meta {
    /// The title, which no block repeats.
    pub title: Option<String>,
    /// Who wrote it, without a leading “by”.
    pub byline: Option<String>,
    /// When it was published, in the source's own words or as an ISO 8601 date.
    pub published: Option<String>,
    /// The language as a BCP 47 tag: what the source says, or else what the text clearly is. `None` is English, or too
    /// short to tell.
    pub language: Option<String>,
    /// Its address, as far as it is [public](address::public).
    pub source: Option<String>,
    /// The name of the site or publication.
    pub site: Option<String>,
    /// The address of its lead image.
    pub image: Option<String>,
    /// A sentence or two on what it is about.
    pub description: Option<String>,
    /// What its author calls it, whatever its title and its place are: it tells its episode from others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The address that a page gives as its own, as it stands there. It is not published.
    #[serde(skip)]
    pub canonical: Option<String>,
    /// Words that are said otherwise than they are written, in the short form of lexicons.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub lexicon: BTreeMap<String, String>,
    /// What it says of its episode for podcast apps.
    #[serde(skip_serializing_if = "podcast::EpisodeFacts::is_empty")]
    pub podcast: podcast::EpisodeFacts,
}

/// A piece of the article and where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// A paragraph, a list, a picture …, with its contents.
    pub kind: Kind,
    /// Where it stood in the source.
    pub origin: Origin,
}

/// What a block is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// A heading.
    Heading {
        /// 1 to 6; the article's title is not a heading.
        level: u8,
        /// Its text.
        content: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first item's number; `None` for a list with bullets.
        start: Option<u64>,
        /// The items; each is blocks, so that lists nest.
        items: Vec<Vec<Block>>,
    },
    /// A quotation set apart.
    Quote {
        /// What is quoted.
        blocks: Vec<Block>,
        /// Whom it is from, without a leading dash.
        attribution: Option<Vec<Inline>>,
    },
    /// A picture or another thing that stands by itself and is told by what is said of it.
    Figure {
        /// Whether it is a picture, a map, a film or a recording.
        medium: Medium,
        /// The text printed with it.
        caption: Option<Vec<Inline>>,
        /// The text that stands for it; empty when it is declared decorative, `None` when nothing is said.
        alt: Option<String>,
        /// The address of it.
        source: Option<String>,
    },
    /// A table.
    Table {
        /// The text printed with it.
        caption: Option<Vec<Inline>>,
        /// The cells of its header; empty if it has none.
        header: Vec<Vec<Inline>>,
        /// The cells of each row.
        rows: Vec<Vec<Vec<Inline>>>,
    },
    /// Preformatted text.
    Code {
        /// The programming language, as the source names it.
        language: Option<String>,
        /// The text with its line ends; in normal form there is none after the last line.
        text: String,
    },
    /// A footnote or an endnote.
    Note {
        /// What refers to it: [`Inline::NoteRef`].
        label: String,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// A break in the thought: a horizontal rule, three stars.
    Rule,
}

/// What a [`Kind::Figure`] is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantArray)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Medium {
    /// A photograph, or an image of which the source does not say more.
    #[default]
    Picture,
    /// A drawing made of lines.
    Drawing,
    /// Figures drawn as lines, bars or the like.
    Chart,
    /// A map.
    Map,
    /// A film.
    Video,
    /// A recording.
    Audio,
    /// A part of another page.
    Embed,
}

impl Medium {
    /// The name that JSON and Markdown use.
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// A piece of running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Stressed text.
    Emphasis(Vec<Inline>),
    /// Strongly stressed text.
    Strong(Vec<Inline>),
    /// A name or a piece of code.
    Code(String),
    /// Text that leads elsewhere.
    Link {
        /// The address as written, resolved against the page's.
        target: String,
        /// The text.
        content: Vec<Inline>,
    },
    /// A reference to a [`Kind::Note`] by its label.
    NoteRef(String),
    /// An abbreviation that says what it stands for.
    Abbr {
        /// What it stands for.
        title: String,
        /// The abbreviation as written.
        text: String,
    },
    /// Text in another language.
    Lang {
        /// The language as a BCP 47 tag.
        tag: String,
        /// The text.
        content: Vec<Inline>,
    },
    /// Text of which the author says how it is said.
    Said {
        /// The words, or the International Phonetic Alphabet between slashes: `led`, `/lɛd/`.
        how: String,
        /// The text.
        content: Vec<Inline>,
    },
    /// Text below the line.
    Sub(Vec<Inline>),
    /// Text above the line. A mark in brackets there, `[1]`, leads to a source and is silent.
    Sup(Vec<Inline>),
    /// Text that its author has struck out.
    Struck(Vec<Inline>),
    /// The box before a task: whether it is done.
    Checkbox {
        /// Whether there is a mark in it.
        checked: bool,
    },
    /// A formula in LaTeX.
    Math(String),
    /// A pause that the author asks for, in milliseconds.
    Pause(u32),
    /// A time or a date with what it is for programs, where the text can be understood in two ways.
    Time {
        /// The same in the form of ISO 8601.
        datetime: String,
        /// The text.
        text: String,
    },
    /// A line end that the author set.
    Break,
}

/// Where in the source a block stood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Origin {
    /// The place in the source.
    pub place: Place,
    /// The anchor that leads a browser there.
    pub anchor: Option<String>,
}

/// A place in a source.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// The bytes from start to end of the decoded text.
    Bytes(Range<usize>),
    /// The path of an element, such as `body/article/p[3]`.
    Element(String),
}

impl Default for Place {
    fn default() -> Place {
        Place::Bytes(0..0)
    }
}

impl Origin {
    /// Bytes of the decoded text.
    pub fn bytes(range: Range<usize>) -> Origin {
        Origin { place: Place::Bytes(range), anchor: None }
    }
}

/// A piece of the source that is not said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The text that is left out.
    pub text: String,
    /// Why it is left out, and how certain that is.
    pub why: Why,
    /// Where it stood in the source.
    pub origin: Origin,
    /// How sure it is that it is none of the article.
    pub certainty: Certainty,
}

/// Why a block is reshaped or skipped.
///
/// As text it is the reason in a few words, as the ledger prints it and as a Markdown text names it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Display, EnumString, IntoStaticStr, VariantArray,
)]
#[non_exhaustive]
pub enum Why {
    /// The title, said once already.
    #[strum(serialize = "the title again")]
    RepeatedTitle,
    /// Words that stand a second time, such as a pull quote or a caption that repeats the alt text.
    #[strum(serialize = "said already")]
    Repeated,
    /// Menus, breadcrumbs, tags, paging.
    #[strum(serialize = "site navigation")]
    Navigation,
    /// Comments and the form for them.
    #[strum(serialize = "comments")]
    Comments,
    /// Buttons for sharing, following, printing.
    #[strum(serialize = "sharing buttons")]
    Sharing,
    /// Links to other articles.
    #[strum(serialize = "links to other articles")]
    Related,
    /// Calls to subscribe, sign in or pay.
    #[strum(serialize = "a call to subscribe")]
    Subscription,
    /// Advertisements.
    #[strum(serialize = "an advertisement")]
    Advertisement,
    /// Copyright lines and legal notices.
    #[strum(serialize = "a legal notice")]
    Copyright,
    /// Cookie and consent notices.
    #[strum(serialize = "a cookie notice")]
    Cookies,
    /// What a page says of the author or the article beside it: reading time, dates of update, biographies.
    #[strum(serialize = "page credits")]
    Credits,
    /// Entries of a list of sources, such as one under “References”.
    #[strum(serialize = "a list of sources")]
    Sources,
    /// A heading with nothing under it at the end of a page.
    #[strum(serialize = "a heading with nothing under it")]
    EmptySection,
    /// A decorative image.
    #[strum(serialize = "a decorative image")]
    Decorative,
    /// An image of which nothing is said.
    #[strum(serialize = "an image without a description")]
    Undescribed,
    /// Marks without a word in them.
    #[strum(serialize = "no words")]
    Wordless,
    /// Code of the page itself: scripts, comments, unknown markup.
    #[strum(serialize = "markup")]
    Markup,
    /// Buttons, fields and what else of a page waits for a hand.
    #[strum(serialize = "a form")]
    Form,
    /// What a page does not show.
    #[strum(serialize = "hidden on the page")]
    Hidden,
    /// A part of a page that is not its article and does not say what else it is.
    #[strum(serialize = "beside the article")]
    Outside,
    /// A part that a book lists and does not hold, or that is damaged.
    #[strum(serialize = "missing or damaged in the file")]
    Missing,
    /// A picture, told in an aside.
    #[strum(serialize = "described in an aside")]
    DescribedAside,
    /// A table, told row by row.
    #[strum(serialize = "told row by row")]
    ToldByRow,
    /// Shortened to what an ear can take.
    #[strum(serialize = "summarised")]
    Summarised,
    /// Shortened because the cast's style asks for a summary.
    #[strum(serialize = "summarised, as the cast's style asks")]
    Condensed,
    /// Struck out by its author.
    #[strum(serialize = "struck out")]
    Struck,
    /// Left out because the user asked for it.
    #[strum(serialize = "left out as you asked")]
    Asked,
    /// Left out because the cast's style says so.
    #[strum(serialize = "left out by the cast's style")]
    Style,
    /// Its words did not come out, and nothing says why: a fault of ours, caught.
    #[strum(serialize = "lost")]
    Unaccounted,
    /// All of it, or some lines of it, could not be said by any voice.
    #[strum(serialize = "no voice could say it")]
    Unspoken,
}

impl Why {
    /// The reason in a few words.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Whether words of the article itself go unsaid for this reason, though nobody asked for that
    /// (a style does ask). `--strict` refuses it.
    pub(crate) fn loses(self) -> bool {
        let lost = [Why::Undescribed, Why::Missing, Why::Summarised, Why::Unaccounted, Why::Unspoken];
        lost.contains(&self)
    }
}
