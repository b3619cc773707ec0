//! A source of an article, and which reader takes it.

use std::borrow::Cow;
use std::path::Path;

use super::clean::is_text;
use super::html::{self, Wall};
use super::language::{self, Said};
use super::{Article, address, docx, epub, markdown, text};
use crate::{Error, Result};

/// How a compound file starts: a .doc, or an encrypted .docx (MS-CFB, section 2.2).
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Bytes, and what is known about them from outside.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// What to call it in messages: a path, an address, `standard input`.
    pub name: String,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What the user says it is.
    pub format: Option<Format>,
    /// The charset that its transport declared.
    pub charset: Option<String>,
    /// Its address on the web.
    pub address: Option<String>,
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

/// Understands a source. Text of any kind is an article; only containers can be broken.
pub fn read(source: &Source) -> Result<Article> {
    let refuse = |why: &str| Err(Error::NotAnArticle { name: source.name.clone(), why: why.into() });
    if source.bytes.starts_with(COMPOUND_FILE) {
        return refuse(
            "it is an old or password-protected Word document; save it as .docx without a password",
        );
    }
    if is_binary(&source.bytes) {
        return refuse("it is not text");
    }
    let format = source.format.unwrap_or_else(|| sniff(source));
    let mut article = match format {
        Format::Text => text::read(&decode(source)),
        Format::Markdown => markdown::read(&decode(source)),
        Format::Html => html::read(&decode_page(source), source.address.as_deref()),
        Format::Epub => epub::read(&source.bytes, &source.name)?,
        Format::Docx => docx::read(&source.bytes, &source.name)?,
    };
    language::settle(
        &mut article,
        match format {
            Format::Text | Format::Markdown => Said::ByAuthor,
            Format::Html | Format::Epub | Format::Docx => Said::ByContainer,
        },
    );
    if article.meta.source.is_none() {
        article.meta.source.clone_from(&source.address);
    }
    // It goes with the episode to everybody; a page that says its own address may say more than it should.
    article.meta.source = article.meta.source.as_deref().map(address::public);
    Ok(article)
}

/// A picture that a source holds in itself, by the path that its article gives it: one of an e-book.
pub fn picture(source: &Source, path: &str) -> Option<Vec<u8>> {
    let format = source.format.unwrap_or_else(|| sniff(source));
    (format == Format::Epub).then(|| epub::picture(&source.bytes, path)).flatten()
}

/// What keeps the article out of the page that a source is, if anything does; `article` is what was read of it.
pub fn wall(source: &Source, article: &Article) -> Option<Wall> {
    let format = source.format.unwrap_or_else(|| sniff(source));
    (format == Format::Html).then(|| html::wall(&decode_page(source), article)).flatten()
}

impl Format {
    /// The format that a file's name tells.
    pub fn by_name(name: &str) -> Option<Format> {
        let extension = Path::new(name).extension().and_then(|e| e.to_str()).unwrap_or_default();
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdown" | "mkd" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "epub" => Some(Format::Epub),
            "docx" | "docm" | "dotx" => Some(Format::Docx),
            "txt" | "text" => Some(Format::Text),
            _ => None,
        }
    }
}

/// What a source is, by its name and its first bytes.
fn sniff(source: &Source) -> Format {
    if let Some(format) = Format::by_name(&source.name) {
        return format;
    }
    let start = String::from_utf8_lossy(&source.bytes[..source.bytes.len().min(1024)]).to_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    // The names in an archive stand in it as they are.
    let holds = |name: &[u8]| source.bytes.windows(name.len()).any(|window| window == name);
    match () {
        () if source.bytes.starts_with(b"PK\x03\x04") && holds(b"word/document.xml") => Format::Docx,
        () if source.bytes.starts_with(b"PK\x03\x04") => Format::Epub,
        () if start.starts_with("<!doctype html") || start.starts_with("<html") => Format::Html,
        () if start.starts_with("---\n") || start.starts_with("+++\n") => Format::Markdown,
        () => Format::Text,
    }
}

/// The text of a source: by its byte order mark, as UTF-8, by the declared charset, or else as
/// Windows-1252, which has a letter for nearly every byte. Nothing fails; NUL characters are dropped.
fn decode(source: &Source) -> String {
    let declared =
        source.charset.as_deref().and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    let marked = encoding_rs::Encoding::for_bom(&source.bytes).map(|(encoding, _)| encoding);
    let bytes = &source.bytes;
    let text: Cow<'_, str> = match (marked, std::str::from_utf8(bytes)) {
        (Some(encoding), _) => encoding.decode(bytes).0,
        (None, Ok(text)) => Cow::Borrowed(text),
        (None, Err(error)) => match declared {
            Some(encoding) => encoding.decode(bytes).0,
            // A long run of good UTF-8 with a broken byte in it is broken UTF-8, not another charset.
            None if 0 < error.valid_up_to() && !bytes[..error.valid_up_to()].is_ascii() => {
                String::from_utf8_lossy(bytes)
            }
            None => encoding_rs::WINDOWS_1252.decode(bytes).0,
        },
    };
    if has_controls(&text) { without_controls(&text) } else { text.into_owned() }
}

/// The text of a page, which may name its charset within its first 1024 bytes (HTML Standard, section 13.2.3.2), or of
/// an XML document, which names it in its declaration.
pub(crate) fn decode_page(source: &Source) -> String {
    let start = String::from_utf8_lossy(&source.bytes[..source.bytes.len().min(1024)]).to_ascii_lowercase();
    let declaration =
        start.strip_prefix("<?xml").and_then(|rest| rest.split("?>").next()).unwrap_or_default();
    let named = declaration.split_once("encoding=").or_else(|| start.split_once("charset="));
    let named = named.map(|(_, label)| {
        let label = label.trim_start_matches(['"', '\'', ' ']);
        label.split(['"', '\'', ' ', ';', '>', '/']).next().unwrap_or_default().to_owned()
    });
    match (&source.charset, named) {
        (None, Some(label)) => decode(&Source { charset: Some(label), ..source.clone() }),
        _ => decode(source),
    }
}

/// The text of an XML document: UTF-16 shows at its first character, other charsets in its first line (XML, appendix F).
pub(super) fn decode_xml(mut bytes: Vec<u8>) -> String {
    let mark: &[u8] = match bytes.as_slice() {
        [b'<', 0, ..] => b"\xff\xfe",
        [0, b'<', ..] => b"\xfe\xff",
        _ => b"",
    };
    bytes.splice(0..0, mark.iter().copied());
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).to_ascii_lowercase();
    let charset = start.split_once("encoding=").map(|(_, label)| {
        label.trim_start_matches(['"', '\'']).split(['"', '\'']).next().unwrap_or_default().to_owned()
    });
    decode(&Source { bytes, charset, ..Source::default() })
}

/// Whether bytes are no text of any charset: NUL characters, but neither UTF-8 nor a byte order mark.
fn is_binary(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(1 << 16)];
    start.contains(&0)
        && !start.starts_with(b"PK")
        && encoding_rs::Encoding::for_bom(start).is_none()
        && std::str::from_utf8(start).is_err_and(|error| error.error_len().is_some())
}

/// Whether a text holds what [`without_controls`] takes out.
fn has_controls(text: &str) -> bool {
    text.chars().any(|c| !is_plain(c))
}

fn is_plain(c: char) -> bool {
    matches!(c, '\n' | '\t') || (is_text(c) && !c.is_control())
}

/// The text without control characters and others that are no text, and without what they steer a terminal to (ECMA-48, section 5.4: `ESC [`,
/// parameters, a final letter). Line ends of any system and form feeds become `\n`; tabs stay.
fn without_controls(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\n' | '\t' => plain.push(c),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{c}' => plain.push('\n'),
            '\u{1b}' if chars.next_if_eq(&'[').is_some() => {
                while chars.next_if(|c| matches!(c, ' '..='?')).is_some() {}
                chars.next_if(|c| matches!(c, '@'..='~'));
            }
            c if is_plain(c) => plain.push(c),
            _ => {}
        }
    }
    plain
}

#[test]
fn controls_are_no_text() {
    assert_eq!(without_controls("a\0\u{1b}[1;31mb\u{1b}]c\u{c}d\te\u{9b}"), "ab]c\nd\te");
    assert_eq!(without_controls("a\u{fffe}\u{fdd0}b"), "ab");
    assert_eq!(without_controls("a\r\nb\rc\n\rd\r\r\n"), "a\nb\nc\n\nd\n\n");
    assert!(is_binary(b"\x7fELF\0\xff\xfe") && !is_binary("a\0b é".as_bytes()));
}
