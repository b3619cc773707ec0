//! What is asked of feeds before one is uploaded: that it does not empty another, and that what it names is there.

use std::path::Path;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use url::Url;
use uuid::Uuid;

use super::Store;
use crate::article::percent_decoded;
use crate::error::Unstored;
use crate::publish::existing_feeds::{self, Item, LIMIT};
use crate::{Error, Result, files};

/// What a podcast's feed in a store says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredFeed {
    /// The permanent name of the show, if it has one.
    pub show: Option<Uuid>,
    /// Its items, and those of its earlier pages.
    pub items: Vec<Item>,
}

impl StoredFeed {
    /// Reads a feed, and its earlier pages; nothing if it is not there.
    pub fn read(store: &Store, feed: &str) -> Result<StoredFeed> {
        let mut pages = Vec::new();
        while let Some(page) = store.get(&existing_feeds::page_name(feed, pages.len()), LIMIT)? {
            pages.push(String::from_utf8_lossy(&page).into_owned());
        }
        let show = pages.first().and_then(|page| existing_feeds::show_guid(page));
        Ok(StoredFeed { show, items: existing_feeds::items_of(pages.iter().map(String::as_str)) })
    }
}

/// The texts of a feed and of its earlier pages in a folder.
pub(super) fn read(folder: &Path, names: &[String]) -> Result<Vec<String>> {
    let text = |name: &String| {
        let bytes = files::read(&folder.join(name), LIMIT)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    };
    names.iter().map(text).collect()
}

/// Fails if a feed without items would take the place of one that has some.
pub(super) fn refuse_empty(store: &Store, feed: &str, before: &StoredFeed, pages: &[String]) -> Result<()> {
    let is_empty = existing_feeds::items_of(pages.iter().map(String::as_str)).is_empty();
    if !is_empty || before.items.is_empty() {
        return Ok(());
    }
    let path = format!("{}/{feed}", store.address.trim_end_matches('/')).into();
    Err(Error::EmptyFeed { path, items: before.items.len() })
}

/// Fails if a feed names sound that is not in the store and is not sent there: what `is_here` knows is.
pub(super) fn refuse_missing(store: &Store, pages: &[String], is_here: impl Fn(&str) -> bool) -> Result<()> {
    for path in pages.iter().flat_map(|page| enclosures(page)) {
        if !is_here(&path) && !store.has(&path)? {
            let source = Unstored::Lacking(path);
            return Err(Error::Store { address: store.address.clone(), source });
        }
    }
    Ok(())
}

/// The sound that a feed names, by its paths in the podcast: the last two parts of each address, whatever comes before.
fn enclosures(feed: &str) -> Vec<String> {
    let path = |element: &BytesStart<'_>| {
        let address =
            element.try_get_attribute("url").ok()??.normalized_value(XmlVersion::Implicit1_0).ok()?;
        let address = Url::parse(&address).ok()?;
        let mut parts = address.path_segments()?.rev().map(percent_decoded);
        let (name, folder) = (parts.next()?, parts.next()?);
        Some(format!("{folder}/{name}"))
    };
    let mut reader = Reader::from_str(feed);
    let mut paths = Vec::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) if element.name().as_ref() == "enclosure" => {
                paths.extend(path(&element));
            }
            _ => {}
        }
    }
    paths
}

#[test]
fn the_sound_of_a_feed_has_paths() {
    let feed = "<rss><channel><item><enclosure url=\"https://x.org/a/two%20birds/b%20%26%20c.mp3?d&amp;e\"/>\
        <podcast:alternateEnclosure url='https://x.org/a/b/c.mp3'/></item><item><enclosure url='https://x.org/c/d.m4b'>\
        </enclosure><enclosure/><enclosure url='no'/></item></channel></rss>";
    assert_eq!(enclosures(feed), ["two birds/b & c.mp3", "c/d.m4b"]);
}

#[test]
fn a_feed_is_refused_that_empties_another_or_names_what_is_not_there() {
    let dir = tempfile::tempdir().unwrap();
    let store = Store::open(dir.path().to_str().unwrap(), &[]).unwrap();
    let feed = |item: &str| vec![format!("<rss><channel><title>T</title>{item}</channel></rss>")];
    let full = feed("<item><guid>x</guid><enclosure url='https://x.org/pod/a/a.mp3'/></item>");
    let empties = |pages: &[String]| {
        refuse_empty(&store, "feed.xml", &StoredFeed::read(&store, "feed.xml").unwrap(), pages)
    };
    assert!(empties(&feed("")).is_ok());
    files::write(&dir.path().join("feed.xml"), full[0].as_bytes()).unwrap();
    assert!(empties(&full).is_ok());
    let refused = empties(&feed(""));
    assert!(matches!(refused, Err(Error::EmptyFeed { items: 1, .. })), "{refused:?}");

    assert!(refuse_missing(&store, &full, |path| path == "a/a.mp3").is_ok());
    let refused = refuse_missing(&store, &full, |_| false);
    assert!(
        matches!(&refused, Err(Error::Store { source: Unstored::Lacking(path), .. }) if path == "a/a.mp3")
    );
    files::write(&dir.path().join("a/a.mp3"), b"sound").unwrap();
    assert!(refuse_missing(&store, &full, |_| false).is_ok());
}
