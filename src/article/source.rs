//! A source of an article, and which reader takes it.

use std::borrow::Cow;

use super::html::{self, SiteRule, Wall};
use super::language::{self, Said};
use super::{Article, address, decode, docx, epub, length, markdown, text, unread};
use crate::{Error, Result, media};

/// How a zip archive starts (APPNOTE.TXT, section 4.3.7).
const ZIP: &[u8] = b"PK\x03\x04";
/// How a compound file starts: a .doc, or an encrypted .docx (MS-CFB, section 2.2).
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Bytes, and what is known about them from outside.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// What to call it in messages: a path, an address, `standard input`.
    pub name: String,
    /// The bytes as they came, before any decoding.
    pub bytes: Vec<u8>,
    /// What the user says it is.
    pub format: Option<Format>,
    /// The charset that its transport declared.
    pub charset: Option<String>,
    /// Its address on the web.
    pub address: Option<String>,
    /// How the pages of its site are read.
    pub rule: Option<SiteRule>,
}

/// What a source is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text in any layout.
    Text,
    /// `CommonMark` with tables, footnotes and front matter.
    Markdown,
    /// A web page.
    Html,
    /// An e-book.
    Epub,
    /// A Word document.
    Docx,
}

/// A source of which the format is known, and whose text is decoded.
#[derive(Debug)]
pub struct Opened<'a> {
    source: &'a Source,
    format: Format,
    /// Empty for containers.
    text: Cow<'a, str>,
}

/// Opens a source: finds out what it is and decodes its text. What is no text and no container that holds some is
/// refused, and so is a text that is too long for one article.
pub fn open(source: &Source) -> Result<Opened<'_>> {
    let refuse = |why: &str| Err(Error::NotAnArticle { name: source.name.clone(), why: why.into() });
    if source.bytes.starts_with(COMPOUND_FILE) {
        return refuse(
            "it is an old or password-protected Word document; save it as .docx without a password",
        );
    }
    if let Some(unread) = source.format.is_none().then(|| unread::of(&source.name, &source.bytes)).flatten() {
        return Err(Error::Unread { name: source.name.clone(), what: unread.what, hint: unread.hint });
    }
    if decode::is_binary(&source.bytes) {
        return refuse("it is not text");
    }
    let format = source.format.unwrap_or_else(|| sniff(source));
    let is_text = matches!(format, Format::Text | Format::Markdown);
    if is_text {
        length::check_encoded(&source.name, source.bytes.len())?;
    }
    let charset = source.charset.as_deref();
    let text = match format {
        Format::Text | Format::Markdown => decode::plain(&source.bytes, charset),
        Format::Html => decode::markup(&source.bytes, charset),
        Format::Epub | Format::Docx => Cow::default(),
    };
    if is_text {
        length::check_text(&source.name, text.len())?;
    } else {
        length::check_page(&source.name, &text)?;
    }
    Ok(Opened { source, format, text })
}

impl Opened<'_> {
    /// Understands what was opened. Text of any kind is an article; only containers can be broken.
    ///
    /// # Errors
    ///
    /// A broken container, and [`Error::TooLarge`].
    pub fn article(&self) -> Result<Article> {
        let Source { bytes, name, address, rule, .. } = self.source;
        let (mut article, said) = match self.format {
            Format::Text => (text::read_clean(&self.text), Said::ByAuthor),
            Format::Markdown => (markdown::read(&self.text), Said::ByAuthor),
            Format::Html => (html::read_by(&self.text, address.as_deref(), rule.as_ref()), Said::ByContainer),
            Format::Epub => (epub::read(bytes, name)?, Said::ByContainer),
            Format::Docx => (docx::read(bytes, name)?, Said::ByContainer),
        };
        length::check_article(name, &article)?;
        language::settle(&mut article, said);
        if article.meta.source.is_none() {
            article.meta.source.clone_from(address);
        }
        // It goes with the episode to everybody; a page that says its own address may say more than it should.
        article.meta.source = article.meta.source.as_deref().map(address::public);
        Ok(article)
    }

    /// What keeps the article out of the page that was opened, if anything does; `article` is what was read of it.
    pub fn wall(&self, article: &Article) -> Option<Wall> {
        (self.format == Format::Html).then(|| html::wall(&self.text, article)).flatten()
    }
}

/// Understands a source: [`open`] and [`Opened::article`].
pub fn read(source: &Source) -> Result<Article> {
    open(source)?.article()
}

/// A picture that a source holds in itself, by the path that its article gives it: one of an e-book.
pub fn picture(source: &Source, path: &str) -> Option<Vec<u8>> {
    let is_book = || source.format.unwrap_or_else(|| sniff(source)) == Format::Epub;
    (source.bytes.starts_with(ZIP) && is_book()).then(|| epub::picture(&source.bytes, path)).flatten()
}

impl Format {
    /// The format that a file's name tells.
    pub fn by_name(name: &str) -> Option<Format> {
        media::of_path(name).and_then(|known| Format::of_media_type(known.name))
    }

    /// The format of a media type, by its name without parameters and in lower case.
    pub(crate) fn of_media_type(name: &str) -> Option<Format> {
        match name {
            media::PLAIN => Some(Format::Text),
            media::MARKDOWN | "text/x-markdown" => Some(Format::Markdown),
            media::HTML | media::XHTML => Some(Format::Html),
            media::EPUB => Some(Format::Epub),
            media::DOCX => Some(Format::Docx),
            _ => None,
        }
    }
}

/// What a source is, by its name and its first bytes.
fn sniff(source: &Source) -> Format {
    if let Some(format) = Format::by_name(&source.name) {
        return format;
    }
    let start = decode::start(&source.bytes);
    let start = start.trim_start_matches('\u{feff}').trim_start();
    // The names in an archive stand in it as they are.
    let holds = |name: &[u8]| source.bytes.windows(name.len()).any(|window| window == name);
    match () {
        () if source.bytes.starts_with(ZIP) && holds(b"word/document.xml") => Format::Docx,
        () if source.bytes.starts_with(ZIP) => Format::Epub,
        () if is_page(start) => Format::Html,
        () if start.starts_with("---\n") || start.starts_with("+++\n") => Format::Markdown,
        () => Format::Text,
    }
}

/// Whether a source is surely a page, and no list of articles, by its beginning in lower case.
fn is_page(start: &str) -> bool {
    ["<!doctype html", "<html"].iter().any(|root| start.starts_with(root))
        || start.starts_with("<?xml") && start.contains("<html")
}

/// The text of a source that may be a list of articles; `None` if it is surely a page.
#[cfg(feature = "fetch")]
pub(crate) fn unless_page(source: &Source) -> Option<Cow<'_, str>> {
    let start = decode::start(&source.bytes);
    let is_page = is_page(start.trim_start_matches('\u{feff}').trim_start());
    (!is_page).then(|| decode::markup(&source.bytes, source.charset.as_deref()))
}
