//! Where an article comes from: a path, an address, or bytes.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use url::Url;

use super::collection::{self, Collection};
pub use crate::article::html::{Rules, SiteRule};
use crate::article::{self, Article, Format, Source, Wall, address};
#[cfg(feature = "fetch")]
use crate::fetch::{Fetcher, Limits, Reach};
use crate::publish::episode_folder::identity::{self, Identity};
use crate::{Error, Result, files};

/// No article is larger than this, in bytes; a long novel has 5 MB.
pub const LIMIT: u64 = 256 << 20;
/// Addresses that name no host and so have no `//`.
const HOSTLESS: [&str; 5] = ["data", "file", "javascript", "mailto", "blob"];

/// An article that is not yet read.
#[derive(Debug, Clone)]
pub struct Input {
    /// What messages call it: a path or an address as it was named.
    pub name: String,
    /// Where it is. It tells the article from others, and its pictures and pronunciations are looked for beside it.
    pub location: Location,
    /// Its bytes, and what is known of them from outside.
    pub source: Source,
    /// When it was published, as the list says that led to it; an article that says it itself is believed.
    pub published: Option<String>,
    /// Words of blocks that are left out.
    pub skip: Vec<String>,
}

/// Where an article is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// A file on this machine.
    File(PathBuf),
    /// At an address, of the web or not.
    Address(String),
    /// Nowhere: its bytes came without one, such as those of standard input.
    Unknown,
}

/// What a name leads to.
#[derive(Debug)]
pub enum Loaded {
    /// An article.
    Article(Input),
    /// Several: a folder, a feed, a list of links.
    Collection(Collection),
}

/// How an input is loaded.
#[derive(Debug, Clone, Default)]
pub struct LoadOptions {
    /// What it is written in, where its name does not say.
    pub format: Option<Format>,
    /// Where connections may lead.
    #[cfg(feature = "fetch")]
    pub reach: Reach,
    /// How the pages of some sites are read.
    pub rules: Rules,
    /// Words of blocks that are left out.
    pub skip: Vec<String>,
}

/// An article that was read.
#[derive(Debug, Clone)]
pub struct Understood {
    /// The article, before its script.
    pub article: Article,
    /// Said of an article of which maybe only the beginning is there.
    pub warning: Option<&'static str>,
    /// What was to be left out by [`Input::skip`] and is not there.
    pub not_there: Vec<String>,
}

/// Loads what is at a path or an address.
///
/// # Errors
///
/// What is not there, cannot be fetched, holds nothing, is larger than [`LIMIT`], or is a broken feed.
pub fn load(name: &str, options: &LoadOptions) -> Result<Loaded> {
    let path = Path::new(name);
    let source = if is_address(name) {
        fetch(name, options)?
    } else if path.is_dir() {
        return collection::of_folder(path).map(Loaded::Collection);
    } else {
        let bytes = files::read_named(path, LIMIT).map_err(|error| named_otherwise(name, error))?;
        Source { name: name.into(), bytes, ..Source::default() }
    };
    Input::new(name, Location::of(name), source).load(options)
}

/// Says why a file is not there whose name is shown with a replacement character: articles are named by text.
fn named_otherwise(name: &str, error: Error) -> Error {
    match error {
        Error::Read { path, source } if source.kind() == ErrorKind::NotFound && name.contains('\u{fffd}') => {
            let source = std::io::Error::new(ErrorKind::NotFound, "its name is not UTF-8; rename the file");
            Error::Read { path, source }
        }
        Error::Read { path, source } if source.kind() == ErrorKind::NotFound && is_like_an_address(name) => {
            Error::Schemeless { name: path.display().to_string() }
        }
        error => error,
    }
}

/// Whether a name may be an address whose beginning was left out: a host with a known end, or one that begins with `www.`,
/// and what a browser would let follow.
fn is_like_an_address(name: &str) -> bool {
    let host = name.split(['/', '?', '#']).next().unwrap_or_default();
    let is_host = host
        .split('.')
        .all(|label| !label.is_empty() && label.chars().all(|sign| sign.is_alphanumeric() || sign == '-'));
    let end = host.rsplit_once('.').map_or("", |(_, end)| end);
    // `notes.txt` is a file that is not there; `example.com/page` is none.
    let is_of_the_web = host.starts_with("www.") || host.len() < name.len() && 2 <= end.len();
    is_host && host.contains('.') && is_of_the_web && end.chars().all(char::is_alphabetic)
}

#[test]
fn a_host_is_told_from_a_file() {
    for name in
        ["www.example.com", "www.example.com/page", "example.com/a?b", "blog.example.co.uk/2024/a.html"]
    {
        assert!(is_like_an_address(name), "{name}");
    }
    for name in
        ["notes.txt", "article.md", "folder/article.md", "../a.md", "v1.2/notes.md", "a b.com/c", "/tmp/a.md"]
    {
        assert!(!is_like_an_address(name), "{name}");
    }
}

impl Input {
    /// An input of which nothing more is known.
    pub fn new(name: &str, location: Location, source: Source) -> Input {
        Input { name: name.into(), location, source, published: None, skip: Vec::new() }
    }

    /// Finds out whether bytes are one article or a list of others.
    ///
    /// # Errors
    ///
    /// [`Error::NothingToSay`] where there is nothing but white space; a broken feed.
    pub fn load(mut self, options: &LoadOptions) -> Result<Loaded> {
        let source = &mut self.source;
        if source.bytes.iter().all(|byte| byte.is_ascii_whitespace() || *byte == 0) {
            return Err(Error::NothingToSay { name: source.name.clone() });
        }
        source.format = options.format.or(source.format);
        source.rule = source.address.as_deref().and_then(|address| options.rules.of(address)).cloned();
        self.skip.clone_from(&options.skip);
        Ok(collection::of_source(source)?.map_or(Loaded::Article(self), Loaded::Collection))
    }

    /// Reads the article.
    ///
    /// # Errors
    ///
    /// A broken container, and [`Error::NeedsBrowser`] for a page that only its scripts can write.
    pub fn understand(&self) -> Result<Understood> {
        let opened = article::open(&self.source)?;
        let mut article = opened.article()?;
        let not_there = article.leave_out(&self.skip).into_iter().map(Into::into).collect();
        let warning = match opened.wall(&article) {
            Some(Wall::Scripts) => return Err(Error::NeedsBrowser { name: self.source.name.clone() }),
            Some(Wall::Payment) => Some("the page is behind a paywall, so the article may be incomplete"),
            None => None,
        };
        Ok(Understood { article, warning, not_there })
    }

    /// What the article's episode is known by, but for its title and its lines: the `id` that its author gave it, or else
    /// where it is, as everybody sees it: its address, or its path in its project. Where it is nowhere, that is the address
    /// that it says it has, or else its content. `part` names the chapters that are made, `output` is the folder of
    /// episodes.
    pub(super) fn identity(&self, article: &Article, part: &str, output: &Path) -> Identity {
        let file = match &self.location {
            Location::File(path) => Some(path.as_path()),
            Location::Address(_) | Location::Unknown => None,
        };
        let origin = match (&article.meta.id, &self.location) {
            (Some(id), _) => identity::origin_of_id(id, part),
            (None, Location::File(path)) => format!("file:{}{part}", identity::path_in_project(path, output)),
            (None, Location::Address(address)) => format!("web:{}{part}", self.web_key(article, address)),
            (None, Location::Unknown) => match &article.meta.source {
                Some(source) => format!("-:{}{part}", address::key(source)),
                None => format!("-:{}{part}", identity::digest(&self.source.bytes)),
            },
        };
        let content = || blake3::hash(&self.source.bytes).to_hex().to_string();
        let place = self
            .location
            .place()
            .unwrap_or_else(|| format!("- {}", article.meta.source.clone().unwrap_or_else(content)));
        Identity {
            made_from: identity::digest(origin.as_bytes()),
            formerly: identity::digest(format!("{place}{part}").as_bytes()),
            given: article.meta.id.clone(),
            part: part.into(),
            content: file.map(|_| identity::digest(&self.source.bytes)).unwrap_or_default(),
            file: file.map(Path::to_owned),
            ..Identity::default()
        }
    }

    /// The id that the article's episode gets when it is first made into a folder of episodes.
    pub fn episode_id(&self, article: &Article, output: &Path) -> String {
        self.identity(article, "", output).new_id(&[])
    }

    /// The [key](address::key) of a page: of the address that it gives as its own, if that is on the same site and not the
    /// site itself, or else of the one to which its own address led.
    fn web_key(&self, article: &Article, named: &str) -> String {
        let found = self.source.address.as_deref().unwrap_or(named);
        let canonical = article.meta.canonical.as_deref();
        let canonical = canonical.zip(Url::parse(found).ok()).and_then(|(own, base)| base.join(own).ok());
        let site = address::site(found);
        let is_own = |own: &Url| address::site(own.as_str()) == site && 1 < own.path().len();
        let canonical = canonical.filter(|own| site.is_some() && is_own(own));
        address::key(canonical.as_ref().map_or(found, Url::as_str))
    }
}

impl Location {
    /// Where a name leads: to an address, or else to a file.
    pub fn of(name: &str) -> Location {
        if is_address(name) { Location::Address(name.into()) } else { Location::File(name.into()) }
    }

    /// The same for all ways to say it: an address without its fragment, a whole path.
    fn place(&self) -> Option<String> {
        match self {
            Location::File(path) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                Some(whole.to_string_lossy().into_owned())
            }
            Location::Address(address) => Some(address.split('#').next().unwrap_or_default().into()),
            Location::Unknown => None,
        }
    }

    /// The folder of a file, as it was named: empty for the working folder.
    pub fn folder(&self) -> Option<&Path> {
        match self {
            Location::File(path) => path.parent(),
            Location::Address(_) | Location::Unknown => None,
        }
    }

    /// The day at the start of the name, as Jekyll names articles: `2024-03-05-title.md`.
    pub fn day(&self) -> Option<String> {
        dated(&self.stem()?).map(|(day, _)| day.to_owned())
    }

    /// The name for people: the stem, without the day at its start.
    pub fn title(&self) -> Option<String> {
        let stem = self.stem()?;
        let title = dated(&stem).map(|(_, title)| title).filter(|title| !title.is_empty());
        Some(title.unwrap_or(&stem).to_owned())
    }

    /// The name without its folder, its extension and what an address asks for. None where there is no name.
    pub fn stem(&self) -> Option<String> {
        let path = match self {
            Location::File(path) => path.as_path(),
            Location::Address(address) => Path::new(address.split(['?', '#']).next().unwrap_or_default()),
            Location::Unknown => return None,
        };
        Some(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default())
    }
}

/// The day at the start of a name, and the rest of the name.
fn dated(stem: &str) -> Option<(&str, &str)> {
    let (day, rest) = stem.split_at_checked("2024-03-05".len())?;
    day.parse::<jiff::civil::Date>().ok().filter(|_| day.as_bytes()[4] == b'-')?;
    let title = rest.strip_prefix(['-', '_', ' ', '.']);
    title.or(Some(rest).filter(|rest| rest.is_empty())).map(|title| (day, title))
}

/// Gets what is at an address, whatever it is.
#[cfg(feature = "fetch")]
pub(crate) fn fetch(address: &str, options: &LoadOptions) -> Result<Source> {
    Fetcher::new(options.reach, Limits::default()).fetch(address)
}

#[cfg(not(feature = "fetch"))]
pub(crate) fn fetch(address: &str, _: &LoadOptions) -> Result<Source> {
    let source =
        crate::error::Unfetched::NotOfTheWeb("Articast was built without the feature `fetch`".into());
    Err(Error::Fetch { address: address.into(), source })
}

/// Whether a name is an address, of the web or not, and no path. A drive such as `C:` is no scheme.
pub fn is_address(name: &str) -> bool {
    let Some((scheme, rest)) = name.split_once(':') else { return false };
    let is_scheme = 1 < scheme.len()
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    is_scheme && (rest.starts_with("//") || HOSTLESS.iter().any(|known| scheme.eq_ignore_ascii_case(known)))
}

/// Where an article is, the same for all ways to say it: an address without its fragment, a whole path. `-`, which
/// stands for no place, stays as it is.
pub fn place(name: &str) -> String {
    let place = if name == "-" { None } else { Location::of(name).place() };
    place.unwrap_or_else(|| name.into())
}

/// Where an article is, the same for all addresses of one page and all ways to say a path.
pub fn key(name: &str) -> String {
    if is_address(name) { address::key(name) } else { place(name) }
}

/// Where an article or a list is, as everybody sees it: what the addresses of one page share, or a path in its project.
/// `output` is the folder of episodes.
pub fn origin(name: &str, output: &Path) -> String {
    if name == "-" || is_address(name) {
        key(name)
    } else {
        identity::path_in_project(Path::new(name), output)
    }
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
    let stem = |name: &str| Location::of(name).stem().unwrap();
    assert_eq!(stem("https://example.com/news/a-long-walk.html?from=b/c.d#e"), "a-long-walk");
    assert_eq!(stem("https://example.com/news/"), "news");
    assert_eq!(stem("texts/what?.txt"), "what?");
    assert_eq!(Location::Unknown.stem(), None);
}

#[test]
fn a_name_may_begin_with_a_day() {
    let said = |name: &str| (Location::of(name).day(), Location::of(name).title().unwrap());
    let day = Some("2024-03-05".to_owned());
    assert_eq!(said("_posts/2024-03-05-two-birds.md"), (day.clone(), "two-birds".into()));
    assert_eq!(said("2024-03-05 Two birds.txt"), (day.clone(), "Two birds".into()));
    assert_eq!(said("2024-03-05.md"), (day, "2024-03-05".into()));
    for name in ["2024-13-05-two.md", "2024-03-051.md", "two-2024-03-05.md", "größe-äöü.md", "x.md"] {
        assert_eq!(Location::of(name).day(), None, "{name}");
    }
}

#[test]
fn bytes_from_nowhere_are_known_by_the_address_that_they_name_or_by_themselves() {
    let input = |text: &str| {
        let source = Source { name: "standard input".into(), bytes: text.into(), ..Source::default() };
        Input::new("-", Location::Unknown, source)
    };
    let identity = |text: &str| {
        let input = input(text);
        input.identity(&input.understand().unwrap().article, "", Path::new("output"))
    };
    let named = identity("---\nsource: https://example.com/a\n---\nOne.");
    assert_eq!(named, identity("---\nsource: https://example.com/a\n---\nTwo."));
    assert_ne!(identity("One.").made_from, identity("Two.").made_from);
    assert!(matches!(input(" \n\0").load(&LoadOptions::default()), Err(Error::NothingToSay { .. })));
}

#[test]
fn a_page_is_known_by_its_own_address_if_that_is_on_its_site() {
    let key = |address: &str, canonical: &str| {
        let html = format!(
            "<!doctype html><title>A</title><link rel=canonical href='{canonical}'><main><p>One.</p></main>"
        );
        let source = Source { bytes: html.into(), address: Some(address.into()), ..Source::default() };
        let input = Input::new(address, Location::of(address), source);
        let article = input.understand().unwrap().article;
        input.web_key(&article, address)
    };
    let page = "https://www.example.org/a?utm_source=x&session=1";
    assert_eq!(key(page, "http://example.org/a/"), "example.org/a");
    assert_eq!(key(page, "/b"), "example.org/b");
    for canonical in ["https://other.org/a", "https://example.org/", "", "javascript:x"] {
        assert_eq!(key(page, canonical), "example.org/a?session=1", "{canonical}");
    }
}
