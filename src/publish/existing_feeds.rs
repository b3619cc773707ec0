//! The feeds that a folder holds already: which files they are, what they name, and their items as they stand.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use url::Url;
use uuid::Uuid;

use super::dates;
use crate::{Error, Result, files};

/// The most bytes that are read of a feed.
pub(super) const LIMIT: u64 = 1 << 28;

/// What stands in the address of a sound file before the digest that tells its versions apart.
pub(crate) const MARK: &str = "?v=";

/// An item of a feed, as it stands there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Item {
    /// The GUID of its episode.
    pub guid: String,
    /// The episode's title, without markup.
    pub title: String,
    /// Its `pubDate`; [`Timestamp::MIN`] if it has none.
    pub date: Timestamp,
    /// The address of its page or its article; empty if it has none.
    pub link: String,
    /// The address of its sound; empty if it has none.
    pub enclosure: String,
    /// The season's number in `itunes:season`.
    pub season: Option<u64>,
    /// The episode's number in `itunes:episode`.
    pub episode: Option<u64>,
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

/// The permanent name of a feed's show: its `podcast:guid`, if it has one.
pub(crate) fn show_guid(text: &str) -> Option<Uuid> {
    let head = text.split("<item").next().unwrap_or_default();
    let (_, rest) = head.split_once("<podcast:guid>")?;
    Uuid::parse_str(rest.split('<').next()?.trim()).ok()
}

/// The permanent name of the show of a feed in a folder, if the feed is there and has one.
pub(crate) fn show_guid_in(folder: &Path, feed: &str) -> Option<Uuid> {
    let bytes = files::read(&folder.join(feed), LIMIT).ok()?;
    show_guid(&String::from_utf8_lossy(&bytes))
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
    let mut item = Item::default();
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
                    item = Item { date: Timestamp::MIN, ..Item::default() };
                }
                note_enclosure(&tag, path.len(), &mut item);
            }
            Event::Empty(tag) => note_enclosure(&tag, path.len() + 1, &mut item),
            Event::Text(part) => words.push_str(&part),
            Event::CData(part) => words.push_str(&part),
            Event::GeneralRef(name) => {
                words.push_str(&quick_xml::escape::unescape(&format!("&{};", &*name)).unwrap_or_default());
            }
            Event::End(_) => {
                match path.iter().map(String::as_str).collect::<Vec<_>>()[..] {
                    ["rss", "channel", "item"] => {
                        let xml = text.get(start..after).unwrap_or_default();
                        items.push(Item { xml: xml.trim().to_owned(), ..item.clone() });
                    }
                    ["rss", "channel", "item", name] => note(name, words.trim(), &mut item),
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

/// Notes what an element of an item says.
fn note(name: &str, words: &str, item: &mut Item) {
    match name {
        "guid" => words.clone_into(&mut item.guid),
        "title" => words.clone_into(&mut item.title),
        "link" => words.clone_into(&mut item.link),
        "pubDate" => item.date = dates::moment(words).unwrap_or(Timestamp::MIN),
        "itunes:season" => item.season = words.parse().ok(),
        "itunes:episode" => item.episode = words.parse().ok(),
        _ => {}
    }
}

/// Notes where the sound of an item is, if a tag at this depth says it.
fn note_enclosure(tag: &BytesStart<'_>, depth: usize, item: &mut Item) {
    if depth == 4 && tag.name().as_ref() == "enclosure" {
        let url = tag.try_get_attribute("url").ok().flatten();
        let url = url.and_then(|url| url.normalized_value(XmlVersion::Implicit1_0).ok());
        item.enclosure = url.map(|url| url.trim().to_owned()).unwrap_or_default();
    }
}

/// The address of the next page of a feed, as the feed says it (RFC 5005, section 3).
pub(crate) fn next_page(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    while let Ok(event) = reader.read_event() {
        let (Event::Start(tag) | Event::Empty(tag)) = event else {
            if matches!(event, Event::Eof) {
                break;
            }
            continue;
        };
        let value = |name: &str| {
            let attribute = tag.try_get_attribute(name).ok().flatten()?;
            Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
        };
        let is_link = tag.name().as_ref() == "link" || tag.name().as_ref().ends_with(":link");
        if is_link && value("rel").as_deref() == Some("next") {
            return value("href");
        }
    }
    None
}

#[test]
fn items_are_read_as_they_stand() {
    let item = "<item>\n <title>A &amp; B</title><guid isPermaLink=\"false\">x</guid>\
                <pubDate>Thu, 01 Jan 1970 00:00:01 GMT</pubDate><image><title>no</title></image>\
                <link>https://x.org/a?b&amp;c</link><enclosure url='https://x.org/a.mp3?d&amp;e'/>\
                <itunes:season>2</itunes:season><itunes:episode>x</itunes:episode></item>";
    let feed =
        format!("<?xml version=\"1.0\"?>\n<rss><channel><title>T</title>{item}\n<item/></channel></rss>");
    let items = read(&feed);
    assert_eq!(items.len(), 1);
    let read = &items[0];
    assert_eq!((&*read.guid, &*read.title, &*read.xml), ("x", "A & B", item));
    assert_eq!(read.date.as_second(), 1);
    assert_eq!((&*read.link, &*read.enclosure), ("https://x.org/a?b&c", "https://x.org/a.mp3?d&e"));
    assert_eq!((read.season, read.episode), (Some(2), None));
    assert_eq!(next_page(&feed), None);
    let next = "<rss><atom:link rel='self' href='a'/><atom:link href='b?c&amp;d' rel='next'/></rss>";
    assert_eq!(next_page(next).as_deref(), Some("b?c&d"));
    let feeds = [feed, "<enclosure url=\"https://x.org/show/two%20birds/a.mp3\"/>".to_owned()];
    assert!(names_file(&feeds, Path::new("out/two birds"), "a.mp3"));
    let marked = feeds.clone().map(|text| text.replace("a.mp3", "a.mp3?v=0a1b2c3d"));
    assert!(names_file(&marked, Path::new("out/two birds"), "a.mp3"));
    assert!(!names_file(&feeds, Path::new("out/birds"), "a.mp3"));
    assert!(!names_file(&feeds, Path::new("out/two birds"), "b.mp3"));
}

#[test]
fn the_name_of_a_show_is_read_from_its_channel() {
    let name = "9b024349-ccf0-5f69-a609-6b82873eab3c";
    let feed =
        |channel: &str, item: &str| format!("<rss><channel>{channel}<item>{item}</item></channel></rss>");
    let element = format!("<podcast:guid> {name}\n</podcast:guid>");
    assert_eq!(show_guid(&feed(&element, "")).map(|guid| guid.to_string()).as_deref(), Some(name));
    for text in [feed("", &element), feed("<podcast:guid>none</podcast:guid>", ""), String::new()] {
        assert_eq!(show_guid(&text), None, "{text}");
    }
}
