//! Where an article comes from: a path, an address, or standard input.

use std::io;
use std::path::Path;

use super::args::{From, InputChoice};
use super::lists::{self, Many};
use super::output::Terminal;
use crate::article::{self, Article, Format, Source, Wall};
#[cfg(feature = "fetch")]
use crate::fetch::{Fetcher, Limits, Reach};
use crate::{Error, Result, files};

/// No article is larger than this; a long novel has 5 MB.
const LIMIT: u64 = 256 << 20;
/// Addresses that name no host and so have no `//`.
const HOSTLESS: [&str; 5] = ["data", "file", "javascript", "mailto", "blob"];

/// What a name on the command line leads to.
pub(super) enum Input {
    /// One article, not yet read.
    One(Source),
    /// Several.
    Many(Many),
}

/// An article and what is known of the rest of it.
pub(super) struct Understood {
    pub(super) article: Article,
    /// Said of an article of which maybe only the beginning is there.
    pub(super) warning: Option<&'static str>,
}

/// Reads the one article of a name on the command line, and says what there is to say of it.
pub(super) fn article(name: &str, choice: &InputChoice, terminal: &Terminal) -> Result<Understood> {
    let source = match load(name, choice)? {
        Input::One(source) => source,
        Input::Many(list) => return Err(list.refuse(name)),
    };
    let understood = understand(&source)?;
    if let Some(warning) = understood.warning {
        terminal.note(&format!("warning: `{name}`: {warning}"));
    }
    Ok(understood)
}

/// Finds out what is at a name on the command line.
pub(super) fn load(name: &str, choice: &InputChoice) -> Result<Input> {
    if !is_address(name) && Path::new(name).is_dir() {
        return lists::folder(Path::new(name)).map(Input::Many);
    }
    let source = source(name, choice)?;
    Ok(lists::read(&source)?.map_or(Input::One(source), Input::Many))
}

/// Understands a source. A page that only its scripts can write is no article.
pub(super) fn understand(source: &Source) -> Result<Understood> {
    let opened = article::open(source)?;
    let article = opened.article()?;
    let warning = match opened.wall(&article) {
        Some(Wall::Scripts) => return Err(Error::NeedsBrowser { name: source.name.clone() }),
        Some(Wall::Payment) => Some("the page is behind a paywall, so the article may be incomplete"),
        None => None,
    };
    Ok(Understood { article, warning })
}

/// The bytes at a name on the command line and what is known of them.
fn source(name: &str, choice: &InputChoice) -> Result<Source> {
    let mut source = match name {
        "-" => {
            let name = "standard input";
            local(name, files::read_from(io::stdin().lock(), LIMIT, Path::new(name))?)
        }
        address if is_address(address) => fetch(address, choice)?,
        path => local(path, files::read_named(Path::new(path), LIMIT)?),
    };
    if source.bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
        return Err(Error::NothingToSay { name: source.name });
    }
    source.format = choice.from.map(format).or(source.format);
    Ok(source)
}

fn local(name: &str, bytes: Vec<u8>) -> Source {
    Source { name: name.into(), bytes, ..Source::default() }
}

fn format(from: From) -> Format {
    match from {
        From::Text => Format::Text,
        From::Markdown => Format::Markdown,
        From::Html => Format::Html,
        From::Epub => Format::Epub,
        From::Docx => Format::Docx,
    }
}

#[cfg(feature = "fetch")]
fn fetch(address: &str, choice: &InputChoice) -> Result<Source> {
    let reach = if choice.allow_local { Reach::Anywhere } else { Reach::Public };
    Fetcher::new(reach, Limits::default()).fetch(address)
}

#[cfg(not(feature = "fetch"))]
fn fetch(address: &str, _: &InputChoice) -> Result<Source> {
    let source =
        crate::error::Unfetched::NotOfTheWeb("Articast was built without the feature `fetch`".into());
    Err(Error::Fetch { address: address.into(), source })
}

/// Whether a name is an address, of the web or not, and no path. A drive such as `C:` is no scheme.
pub(super) fn is_address(name: &str) -> bool {
    let Some((scheme, rest)) = name.split_once(':') else { return false };
    let is_scheme = 1 < scheme.len()
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme && (rest.starts_with("//") || HOSTLESS.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// Where an article is, the same for all ways to say it: an address without its fragment, a whole path.
pub(super) fn place(name: &str) -> String {
    if is_address(name) {
        return name.split('#').next().unwrap_or_default().into();
    }
    let place = std::path::absolute(name).unwrap_or_else(|_| name.into());
    if name == "-" { name.into() } else { place.to_string_lossy().into_owned() }
}

/// The name of an article without its folder, its ending and what an address asks for.
pub(super) fn stem(name: &str) -> String {
    let place = if is_address(name) { name.split(['?', '#']).next().unwrap_or_default() } else { name };
    Path::new(place).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[test]
fn addresses_are_told_from_paths() {
    for address in ["https://example.com", "HTTP://x", "ftp://x/y", "file:///etc/passwd", "data:text/plain,x"]
    {
        assert!(is_address(address), "{address}");
    }
    for path in ["a.md", "C:\\a.md", "C:/a.md", "a: b.txt", "./http://x", "notes:2.md", "-", "://x"] {
        assert!(!is_address(path), "{path}");
    }
}

#[test]
fn an_address_has_a_stem() {
    assert_eq!(stem("https://example.com/news/a-long-walk.html?from=b/c.d#e"), "a-long-walk");
    assert_eq!(stem("https://example.com/news/"), "news");
    assert_eq!(stem("texts/what?.txt"), "what?");
}
