//! The feeds that a folder holds already: which files they are, what they name, and their items as they stand.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use quick_xml::Reader;
use quick_xml::events::Event;
use url::Url;

use super::dates;
use crate::{Error, Result, files};

/// The most bytes that are read of a feed.
const LIMIT: u64 = 1 << 28;

/// What stands in the address of a sound file before the digest that tells its versions apart.
pub(crate) const MARK: &str = "?v=";

/// An item of a feed, as it stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The GUID of its episode.
    pub guid: String,
    /// The episode's title, without markup.
    pub title: String,
    /// Its `pubDate`; [`Timestamp::MIN`] if it has none.
    pub date: Timestamp,
    /// The whole element, as XML.
    pub xml: String,
    /// The GUID of the item after it.
    pub next: Option<String>,
}

/// The feeds in a folder: files that end with `.xml` and begin as a feed does.
pub(crate) fn find(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut feeds = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let path = entry.map_err(Error::reading(folder))?.path();
        let mut start = Vec::new();
        let is_xml = path.extension().is_some_and(|extension| extension == "xml");
        if is_xml && let Ok(file) = files::open(&path) {
            let _ = file.take(1 << 10).read_to_end(&mut start);
        }
        if start.windows(4).any(|bytes| bytes == b"<rss") {
            feeds.push(path);
        }
    }
    feeds.sort();
    Ok(feeds)
}

/// The texts of the feeds in a folder.
pub(crate) fn texts(folder: &Path) -> Result<Vec<String>> {
    // A folder by itself has no feeds; nor has one that cannot be named.
    if folder.as_os_str().is_empty() {
        return texts(Path::new("."));
    }
    let text = |path: PathBuf| Ok(String::from_utf8_lossy(&files::read(&path, LIMIT)?).into_owned());
    find(folder)?.into_iter().map(text).collect()
}

/// Whether a feed names a file of an episode's folder.
pub(crate) fn names_file(feeds: &[String], folder: &Path, name: &str) -> bool {
    let Some(folder) = folder.file_name().and_then(|name| name.to_str()) else { return false };
    let mut url = Url::parse("https://example.org").expect("a constant");
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.clear().push(folder).extend(name.split('/'));
    }
    let end = quick_xml::escape::escape(url.path()).into_owned();
    let ends = ["\"", "<", MARK].map(|after| format!("{end}{after}"));
    feeds.iter().any(|text| ends.iter().any(|end| text.contains(end)))
}

/// The file name of a page of a feed, counted from 0: `feed.xml`, `feed-2.xml`, …
pub(crate) fn page_name(feed: &str, page: usize) -> String {
    let stem = feed.strip_suffix(".xml").unwrap_or(feed);
    if page == 0 { feed.to_owned() } else { format!("{stem}-{}.xml", page + 1) }
}

/// The items of a feed and of its earlier pages, as far as they exist.
pub(crate) fn items(folder: &Path, feed: &str) -> Result<Vec<Item>> {
    let pages = (0..).map(|page| page_name(feed, page));
    let mut items = Vec::new();
    for path in pages.map(|name| folder.join(name)).take_while(|path| path.is_file()) {
        items.extend(read(&String::from_utf8_lossy(&files::read(&path, LIMIT)?)));
    }
    Ok(in_row(items))
}

/// The items of the pages of a feed.
pub(crate) fn items_of<'a>(pages: impl Iterator<Item = &'a str>) -> Vec<Item> {
    in_row(pages.flat_map(read).collect())
}

/// Items that know what follows them.
fn in_row(mut items: Vec<Item>) -> Vec<Item> {
    for n in 1..items.len() {
        items[n - 1].next = Some(items[n].guid.clone());
    }
    items
}

/// The items of a text; as far as it is XML.
fn read(text: &str) -> Vec<Item> {
    let mut reader = Reader::from_str(text);
    let (mut items, mut path) = (Vec::new(), Vec::<String>::new());
    let mut item = Item {
        guid: String::new(),
        title: String::new(),
        date: Timestamp::MIN,
        xml: String::new(),
        next: None,
    };
    let (mut start, mut before, mut words) = (0, 0, String::new());
    while let Ok(event) = reader.read_event() {
        let after = usize::try_from(reader.buffer_position()).unwrap_or(text.len());
        match event {
            Event::Eof => break,
            Event::Start(tag) => {
                path.push(tag.name().as_ref().to_owned());
                words.clear();
                if path.len() == 3 && path[2] == "item" {
                    start = before;
                }
            }
            Event::Text(part) => words.push_str(&part),
            Event::CData(part) => words.push_str(&part),
            Event::GeneralRef(name) => {
                words.push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap_or_default());
            }
            Event::End(_) => {
                match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                    ["rss", "channel", "item", "guid"] => words.trim().clone_into(&mut item.guid),
                    ["rss", "channel", "item", "title"] => words.trim().clone_into(&mut item.title),
                    ["rss", "channel", "item", "pubDate"] => {
                        item.date = dates::moment(&words).unwrap_or(Timestamp::MIN);
                    }
                    ["rss", "channel", "item"] => {
                        let xml = text.get(start..after).unwrap_or_default();
                        items.push(Item { xml: xml.trim().to_owned(), ..item.clone() });
                    }
                    _ => {}
                }
                path.pop();
            }
            _ => {}
        }
        before = after;
    }
    items
}

#[test]
fn items_are_read_as_they_stand() {
    let item = "<item>\n <title>A &amp; B</title><guid isPermaLink=\"false\">x</guid>\
                <pubDate>Thu, 01 Jan 1970 00:00:01 GMT</pubDate><image><title>no</title></image></item>";
    let feed =
        format!("<?xml version=\"1.0\"?>\n<rss><channel><title>T</title>{item}\n<item/></channel></rss>");
    let items = read(&feed);
    assert_eq!(items.len(), 1);
    let read = &items[0];
    assert_eq!((&*read.guid, &*read.title, &*read.xml), ("x", "A & B", item));
    assert_eq!(read.date.as_second(), 1);
    let feeds = [feed, "<enclosure url=\"https://x.org/show/two%20birds/a.mp3\"/>".to_owned()];
    assert!(names_file(&feeds, Path::new("out/two birds"), "a.mp3"));
    let marked = feeds.clone().map(|text| text.replace("a.mp3", "a.mp3?v=0a1b2c3d"));
    assert!(names_file(&marked, Path::new("out/two birds"), "a.mp3"));
    assert!(!names_file(&feeds, Path::new("out/birds"), "a.mp3"));
    assert!(!names_file(&feeds, Path::new("out/two birds"), "b.mp3"));
}
