//! Lists of articles: feeds (RSS, Atom, JSON Feed), OPML, and plain lists of links.
//!
//! A plain list is a text of which each line that is not empty and does not begin with `#` is an address, or a path that
//! ends like an article's (`.md`, `.html`, …). Links keep the order of their list, which feeds begin with the newest.

mod feed;

use std::path::Path;

use serde_json::Value;
use url::Url;

use crate::article::address::is_web_scheme;
use crate::article::{Format, Source, source};
use crate::{Error, Result, clean};

/// What a list leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// What kind of list it is, with its article: “an RSS feed”.
    pub what: &'static str,
    /// What a feed calls itself.
    pub title: Option<String>,
    /// Its entries, in its own order.
    pub links: Vec<Link>,
    /// How many of its items lead nowhere on the web.
    pub unlinked: usize,
}

/// One thing that a list leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// A single article.
    Article(Item),
    /// The address of another list: a feed in an OPML file.
    List(String),
}

/// An article that a list leads to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// Its address, or a path.
    pub address: String,
    /// What the list calls it, whatever its address is: a feed's `guid` or `id`.
    pub id: Option<String>,
    /// When it was published, as the list says it: in RFC 2822 or ISO 8601.
    pub date: Option<String>,
}

impl Item {
    /// An article of which nothing but its place is known.
    pub fn at(address: String) -> Item {
        Item { address, ..Item::default() }
    }
}

/// Reads a list; `None` if the source is none. A source whose format is known to be one of an article is none, except
/// that feeds come under the name of a web page too.
pub fn read(source: &Source) -> Result<Option<List>> {
    if !matches!(source.format, None | Some(Format::Html)) {
        return Ok(None);
    }
    let Some(text) = source::unless_page(source) else { return Ok(None) };
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let base = source.address.as_deref().and_then(|address| Url::parse(address).ok());
    match text.chars().next() {
        Some('<') => {
            feed::read(text, base).map_err(|why| Error::NotAnArticle { name: source.name.clone(), why })
        }
        Some('{') => Ok(json(text, base.as_ref())),
        _ if source.format.is_none() => Ok(plain(text, source, base.as_ref())),
        _ => Ok(None),
    }
}

/// The address that a link means. From a list only the web is reached, never a file.
fn resolve(link: &str, base: Option<&Url>) -> Option<String> {
    let url = Url::options().base_url(base).parse(link.trim()).ok()?;
    is_web_scheme(url.scheme()).then(|| url.into())
}

/// Reads a JSON Feed (version 1.1, “items”).
fn json(text: &str, base: Option<&Url>) -> Option<List> {
    let feed: Value = serde_json::from_str(text).ok()?;
    if !feed["version"].as_str()?.contains("jsonfeed.org/version/") {
        return None;
    }
    let items = feed["items"].as_array()?;
    let address = |item: &Value| item["url"].as_str().or(item["external_url"].as_str()).map(str::to_owned);
    let text = |item: &Value, name: &str| item[name].as_str().map(|text| clean::text(text).into_owned());
    let item = |item: &Value| {
        let address = resolve(&address(item)?, base)?;
        Some(Item { address, id: text(item, "id"), date: text(item, "date_published") })
    };
    let links: Vec<Link> = items.iter().filter_map(item).map(Link::Article).collect();
    let title = text(&feed, "title").filter(|title| !title.trim().is_empty());
    Some(List { what: "a JSON feed", title, unlinked: items.len() - links.len(), links })
}

/// Reads a plain list. Paths in a file start from its folder; a list from the web leads to the web only.
fn plain(text: &str, source: &Source, base: Option<&Url>) -> Option<List> {
    let written: Vec<&str> =
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    if written.is_empty() || !written.iter().all(|line| is_link(line)) {
        return None;
    }
    let folder = Path::new(&source.name).parent().unwrap_or(Path::new(""));
    let target = |line: &&str| match base {
        Some(base) => resolve(line, Some(base)),
        None if line.contains("://") => Some((*line).to_owned()),
        None => Some(folder.join(line).to_string_lossy().into_owned()),
    };
    let links: Vec<Link> = written.iter().filter_map(target).map(Item::at).map(Link::Article).collect();
    Some(List { what: "a list", title: None, unlinked: written.len() - links.len(), links })
}

fn is_link(line: &str) -> bool {
    let is_address = || {
        let scheme = line.split_once("://").map(|(scheme, _)| scheme).unwrap_or_default();
        !scheme.is_empty()
            && scheme.bytes().all(|b| b.is_ascii_alphanumeric())
            && !line.contains(char::is_whitespace)
    };
    is_address() || Format::by_name(line).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str, address: Option<&str>) -> Option<List> {
        let address = address.map(str::to_owned);
        let source =
            Source { name: "lists/mine.txt".into(), bytes: text.into(), address, ..Source::default() };
        read(&source).unwrap()
    }

    fn articles(list: &List) -> Vec<String> {
        let name = |link: &Link| match link {
            Link::Article(Item { address: name, .. }) | Link::List(name) => name.clone(),
        };
        list.links.iter().map(name).collect()
    }

    #[test]
    fn a_text_whose_lines_are_links_is_a_list() {
        let text = "# To read\n\nhttps://example.com/a?b=c#d\n  one.md\nsub/two words.html\n";
        let here = list(text, None).unwrap();
        let names = ["https://example.com/a?b=c#d", "lists/one.md", "lists/sub/two words.html"];
        assert_eq!((here.what, articles(&here)), ("a list", names.map(String::from).to_vec()));
        let there = list(text, Some("https://x.org/l/list.txt")).unwrap();
        assert_eq!(articles(&there)[1..], ["https://x.org/l/one.md", "https://x.org/l/sub/two%20words.html"]);
        assert_eq!(list("file:///etc/passwd\n/etc/x.md", Some("https://x.org/")).unwrap().unlinked, 1);
    }

    #[test]
    fn prose_is_no_list() {
        for text in
            ["Words.", "https://example.com is a site", "# only\n# notes", "", "a.md\nand more", "a://b c"]
        {
            assert_eq!(list(text, None), None, "{text}");
        }
        assert_eq!(
            read(&Source { format: Some(Format::Text), bytes: "a.md".into(), ..Source::default() }).unwrap(),
            None
        );
    }

    #[test]
    fn a_json_feed_is_a_list() {
        let feed = r#"{"version":"https://jsonfeed.org/version/1.1","title":"T","items":[
            {"id":"1","url":"/one","date_published":"2026-01-02T03:04:05Z"},{"id":"2","external_url":"https://b.org/two"},{"id":"3"},
            {"id":"4","url":"file:///etc/passwd"}]}"#;
        let list = list(feed, Some("https://a.org/feed.json")).unwrap();
        assert_eq!(articles(&list), ["https://a.org/one", "https://b.org/two"]);
        assert_eq!((list.unlinked, list.title.as_deref()), (2, Some("T")));
        let (id, date) = (Some("1".into()), Some("2026-01-02T03:04:05Z".into()));
        assert_eq!(list.links[0], Link::Article(Item { address: "https://a.org/one".into(), id, date }));
    }
}
