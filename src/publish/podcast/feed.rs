//! The feed: RSS 2.0 with the namespaces of Apple, the podcast namespace, Atom and Podlove, as PSP-1 asks for it.

use std::io::Read;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;

use super::public_files::media_type;
use super::published::Published;
use super::show::{Order, Show};
use super::xml::Xml;
use super::{namespaces, show_notes, tags};
use crate::encode::Format;
use crate::media;
use crate::publish::episode_folder::manifest::SoundFile;
use crate::publish::episode_folder::{chapters, names, transcript};
use crate::publish::existing_feeds::{Item, page_name};
use crate::{Error, Result, files};

/// The usual file name of a feed.
pub const NAME: &str = "feed.xml";

/// The attributes of the `rss` element: its version, and the namespaces by their prefixes.
const ATTRIBUTES: [(&str, &str); 6] = [
    ("version", "2.0"),
    ("xmlns:itunes", namespaces::ITUNES),
    ("xmlns:podcast", namespaces::PODCAST),
    ("xmlns:atom", namespaces::ATOM),
    ("xmlns:content", namespaces::CONTENT),
    ("xmlns:psc", namespaces::PSC),
];

/// The transcripts that feeds name, those that apps prefer first.
const TRANSCRIPTS: [&str; 4] =
    [names::TRANSCRIPT_JSON, names::TRANSCRIPT_VTT, names::TRANSCRIPT_SRT, names::TRANSCRIPT_TXT];

/// A media type without its parameters.
fn bare(media_type: &'static str) -> &'static str {
    media_type.split(';').next().unwrap_or(media_type)
}

/// The feed's file name, and those of its earlier pages (RFC 5005, section 3): `feed.xml`, `feed-2.xml`, … Most apps read
/// the first one alone, so there are others only where the show says how many episodes a page holds.
pub fn names(feed: &str, episodes: usize, page: Option<NonZeroUsize>) -> Vec<String> {
    let pages = page.map_or(1, |page| episodes.div_ceil(page.get()).max(1));
    (0..pages).map(|page| page_name(feed, page)).collect()
}

/// The earlier pages in a folder that a feed of so many pages does not have any more.
pub(super) fn stale(folder: &Path, feed: &str, pages: usize) -> Vec<PathBuf> {
    let paths = (pages..).map(|page| folder.join(page_name(feed, page)));
    paths.take_while(|path| is_earlier_page(path)).collect()
}

/// Fails if one of the names is taken by a file that is no feed of ours, which would be lost.
pub fn check_free(folder: &Path, names: &[String]) -> Result<()> {
    let taken = names.iter().map(|name| folder.join(name));
    match taken.into_iter().find(|path| path.symlink_metadata().is_ok() && !is_ours(path)) {
        Some(path) => Err(Error::NoFeed { path }),
        None => Ok(()),
    }
}

/// Whether a file is a feed that we wrote: RSS that names us as its generator.
fn is_ours(path: &Path) -> bool {
    start(path).is_some_and(|start| names_us(&start))
}

fn names_us(start: &str) -> bool {
    start.contains("<rss ") && start.contains("<generator>Articast ")
}

/// Whether a file is a page of a feed of ours that is not its first: another show's feed may have such a name.
fn is_earlier_page(path: &Path) -> bool {
    start(path).is_some_and(|start| names_us(&start) && start.contains("<atom:link rel=\"previous\""))
}

/// What a feed begins with: the channel without its items.
fn start(path: &Path) -> Option<String> {
    const LENGTH: u64 = 1 << 18;
    let mut start = Vec::new();
    files::open(path).ok()?.take(LENGTH).read_to_end(&mut start).ok()?;
    let start = String::from_utf8_lossy(&start);
    Some(start.split("<item>").next().unwrap_or_default().to_owned())
}

/// What stands in a feed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Entry<'a> {
    /// An episode that has an enclosure.
    Episode(&'a Published),
    /// An item of the feed before, of an episode that is not whole now.
    Kept(&'a Item),
}

impl Entry<'_> {
    fn date(self) -> Timestamp {
        match self {
            Entry::Episode(one) => one.date,
            Entry::Kept(item) => item.date,
        }
    }

    fn guid(self) -> String {
        match self {
            Entry::Episode(one) => one.guid.clone(),
            Entry::Kept(item) => item.guid.clone(),
        }
    }
}

/// The entries of a feed: its episodes, the newest first, and what is kept of the feed before, by its dates among them;
/// where dates are the same, where it stood.
pub fn entries<'a>(episodes: &'a [Published], kept: &'a [Item]) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'_>> = episodes.iter().map(Entry::Episode).collect();
    for item in kept.iter().rev() {
        let is_next = |entry: &Entry<'_>| {
            entry.date() == item.date && item.next.as_ref().is_some_and(|next| *next == entry.guid())
        };
        let is_older = |entry: &Entry<'_>| entry.date() < item.date;
        let at = entries.iter().position(is_next).or_else(|| entries.iter().position(is_older));
        let at = at.unwrap_or(entries.len());
        entries.insert(at, Entry::Kept(item));
    }
    entries
}

/// A feed and its earlier pages.
#[derive(Debug, Clone, Copy)]
pub struct FeedPages<'a> {
    /// What the channel says of the show.
    pub show: &'a Show,
    /// All entries of the show, the newest first.
    pub entries: &'a [Entry<'a>],
    /// The file names of the pages: see [`names()`].
    pub names: &'a [String],
}

impl FeedPages<'_> {
    /// The text of a page, counted from 0. `built` is when the feed changed last.
    pub fn write(&self, page: usize, built: Timestamp) -> String {
        let FeedPages { show, entries, names } = *self;
        let mut xml = Xml::new();
        xml.open("rss", &ATTRIBUTES);
        xml.open("channel", &[]);
        channel(&mut xml, show, entries, built);
        links(&mut xml, show, names, page);
        let size = show.page.map_or(entries.len().max(1), NonZeroUsize::get);
        for entry in entries.chunks(size).nth(page).unwrap_or_default() {
            match entry {
                Entry::Episode(one) => item(&mut xml, show, one),
                Entry::Kept(item) => xml.element(&item.xml),
            }
        }
        xml.close("channel");
        xml.close("rss");
        xml.finish()
    }
}

/// Where the feed itself is, and its other pages.
fn links(xml: &mut Xml, show: &Show, names: &[String], page: usize) {
    let mut link = |rel: &str, name: &String| {
        xml.empty("atom:link", &[("rel", rel), ("type", media::RSS), ("href", &show.address(&[name]))]);
    };
    link("self", &names[page]);
    if let [first, .., last] = names {
        link("first", first);
        link("last", last);
        page.checked_sub(1).into_iter().for_each(|before| link("previous", &names[before]));
        names.get(page + 1).into_iter().for_each(|next| link("next", next));
    }
}

fn channel(xml: &mut Xml, show: &Show, entries: &[Entry<'_>], built: Timestamp) {
    let site = show.site.clone().unwrap_or_else(|| show.address(&[names::PAGE]));
    xml.text("title", &show.title);
    xml.text("link", &site);
    xml.html("description", &show_notes::cut(&show.description, 4000));
    xml.text("language", &show.language);
    xml.some("copyright", show.copyright.as_deref());
    xml.text("generator", concat!("Articast ", env!("CARGO_PKG_VERSION")));
    xml.text("lastBuildDate", &date(built));
    let newest = entries.iter().map(|entry| entry.date()).max();
    xml.some("pubDate", newest.map(date).as_deref());
    xml.some("itunes:author", Some(&show.author));
    if let Some(email) = &show.email {
        xml.open("itunes:owner", &[]);
        xml.some("itunes:name", Some(&show.author));
        xml.text("itunes:email", email);
        xml.close("itunes:owner");
    }
    if let Some(cover) = &show.cover {
        let address = show.media_address(&[cover]);
        xml.empty("itunes:image", &[("href", &address)]);
        xml.open("image", &[]);
        xml.text("url", &address);
        xml.text("title", &show.title);
        xml.text("link", &site);
        xml.close("image");
        xml.empty("podcast:image", &[("href", &address), ("purpose", "artwork")]);
    }
    for category in &show.categories {
        match category.split_once('>').map(|(outer, inner)| (outer.trim(), inner.trim())) {
            Some((outer, inner)) => {
                xml.open("itunes:category", &[("text", outer)]);
                xml.empty("itunes:category", &[("text", inner)]);
                xml.close("itunes:category");
            }
            None => xml.empty("itunes:category", &[("text", category.trim())]),
        }
    }
    xml.text("itunes:explicit", if show.explicit { "true" } else { "false" });
    xml.text("itunes:type", if show.order == Order::Serial { "serial" } else { "episodic" });
    xml.some("podcast:guid", show.guid.map(|guid| guid.to_string()).as_deref());
    let owner: Vec<_> = show.email.iter().map(|email| ("owner", email.as_str())).collect();
    xml.text_with("podcast:locked", &owner, if show.locked { "yes" } else { "no" });
    xml.text("podcast:medium", show.medium.name());
    if !show.author.is_empty() {
        xml.text_with("podcast:person", &[("role", "host")], &show_notes::cut(&show.author, 128));
    }
    for funding in &show.funding {
        xml.text_with("podcast:funding", &[("url", &funding.url)], &show_notes::cut(&funding.text, 128));
    }
    tags::channel(xml, show);
}

fn item(xml: &mut Xml, show: &Show, one: &Published) {
    let Some(enclosure) = one.enclosure() else { return };
    let meta = &one.manifest.meta;
    xml.open("item", &[]);
    xml.text("title", &title(one));
    xml.text_with("guid", &[("isPermaLink", "false")], &one.guid);
    xml.text("pubDate", &date(one.date));
    let page = one.holds(names::PAGE).then(|| show.address(&[&one.name, names::PAGE]));
    xml.some("link", page.as_deref().or(meta.source.as_deref()));
    let address = one.sound_address(show, enclosure);
    let (length, sound_type) = (enclosure.bytes.to_string(), bare(enclosure.format.media_type()));
    xml.empty("enclosure", &[("url", &address), ("length", &length), ("type", sound_type)]);
    xml.html("description", &show_notes::short(show, one));
    xml.html("content:encoded", &show_notes::full(show, one));
    xml.text("itunes:title", &title(one));
    // One who is not known is left out: the show's author need not be the article's.
    xml.some("itunes:author", meta.byline.as_deref());
    xml.text("itunes:duration", &one.seconds().to_string());
    tags::item(xml, show, one);
    if let Some(cover) = one.cover() {
        let address = show.media_address(&[&one.name, &cover]);
        let media_type = bare(media_type(&cover));
        xml.empty("itunes:image", &[("href", &address)]);
        xml.empty("podcast:image", &[("href", &address), ("type", media_type), ("purpose", "artwork")]);
    }
    people(xml, one);
    sidecars(xml, show, one);
    for file in one.alternates() {
        alternate(xml, show, one, file);
    }
    simple_chapters(xml, show, one);
    xml.close("item");
}

/// A title without marks that turn text around, and not longer than apps show.
fn title(one: &Published) -> String {
    show_notes::cut(one.manifest.title.trim(), 255)
}

/// Who wrote the article, and which voices speak.
fn people(xml: &mut Xml, one: &Published) {
    if let Some(byline) = one.manifest.meta.byline.as_deref().filter(|byline| !byline.trim().is_empty()) {
        xml.text_with(
            "podcast:person",
            &[("role", "author"), ("group", "writing")],
            &show_notes::cut(byline, 128),
        );
    }
    for voice in &one.manifest.voices {
        let name = show_notes::cut(&format!("{} (synthetic voice)", voice.voice), 128);
        xml.text_with("podcast:person", &[("role", "narrator"), ("group", "cast")], &name);
    }
}

/// Chapters and transcripts, as far as they are there.
fn sidecars(xml: &mut Xml, show: &Show, one: &Published) {
    let address = |name: &str| show.media_address(&[&one.name, name]);
    if one.holds(names::CHAPTERS) {
        xml.empty("podcast:chapters", &[("url", &address(names::CHAPTERS)), ("type", media::CHAPTERS)]);
    }
    for name in TRANSCRIPTS.into_iter().filter(|name| one.holds(name)) {
        let (address, language) = (address(name), one.manifest.language.as_str());
        let media_type = bare(media_type(name));
        let mut attributes = vec![("url", address.as_str()), ("type", media_type), ("language", language)];
        if matches!(media_type, media::WEBVTT | media::SUBRIP) {
            attributes.push(("rel", "captions"));
        }
        xml.empty("podcast:transcript", &attributes);
    }
}

fn alternate(xml: &mut Xml, show: &Show, one: &Published, file: &SoundFile) {
    let media_type = bare(file.format.media_type());
    let (length, address) = (file.bytes.to_string(), one.sound_address(show, file));
    let title = file.format.extension().to_uppercase();
    let seconds = one.seconds().max(1);
    let bitrate = (file.bytes.saturating_mul(8) / seconds).to_string();
    let mut attributes =
        vec![("type", media_type), ("length", &length), ("bitrate", &bitrate), ("title", &title)];
    if file.format == Format::Opus {
        attributes.push(("codecs", "opus"));
    }
    xml.open("podcast:alternateEnclosure", &attributes);
    xml.empty("podcast:source", &[("uri", &address)]);
    xml.close("podcast:alternateEnclosure");
}

/// Podlove Simple Chapters 1.2, for apps that do not fetch the list: the same entries as it has.
fn simple_chapters(xml: &mut Xml, show: &Show, one: &Published) {
    let entries = chapters::entries(&one.manifest, &one.folder);
    if entries.len() < 2 {
        return;
    }
    xml.open("psc:chapters", &[("version", "1.2")]);
    for entry in entries {
        let start = transcript::time(one.manifest.sample_rate.milliseconds(entry.at.start), '.');
        let image = entry.figure.map(|figure| show.episode_address(&one.name, figure.file));
        let mut attributes = vec![("start", start.as_str()), ("title", entry.title.trim())];
        attributes.extend(entry.link.as_deref().map(|link| ("href", link)));
        attributes.extend(image.as_deref().map(|image| ("image", image)));
        xml.empty("psc:chapter", &attributes);
    }
    xml.close("psc:chapters");
}

/// What is wrong with the size of a feed, in bytes, for people.
///
/// Podcast Index refuses feeds of more than 40,971,520 bytes (`MAX_BODY_LENGTH` in github.com/Podcastindex-org/aggrivator,
/// src/main.rs). Pocket Casts has refused feeds of 3 MB (github.com/ttlequals0/MinusPod, issue 67). Apple and Spotify
/// name no limit.
pub(super) fn size_trouble(bytes: usize) -> Option<String> {
    const POCKET_CASTS: usize = 3_000_000;
    const PODCAST_INDEX: usize = 40_971_520;
    let megabytes = bytes / 1_000_000;
    let limit = match bytes {
        ..=POCKET_CASTS => return None,
        _ if bytes <= PODCAST_INDEX => "some apps refuse feeds of more than 3 MB",
        _ => "Podcast Index refuses feeds of more than 40 MB",
    };
    Some(format!("it has {megabytes} MB, and {limit}"))
}

/// A date as RFC 2822 writes it, in UTC.
fn date(moment: Timestamp) -> String {
    const PRINTER: DateTimePrinter = DateTimePrinter::new();
    PRINTER.timestamp_to_rfc9110_string(&moment).unwrap_or_default()
}

#[test]
fn dates_are_those_of_mail() {
    assert_eq!(date(Timestamp::UNIX_EPOCH), "Thu, 01 Jan 1970 00:00:00 GMT");
}

#[test]
fn a_large_feed_is_trouble() {
    assert_eq!(size_trouble(3_000_000), None);
    assert!(size_trouble(3_000_001).unwrap().starts_with("it has 3 MB"));
    assert!(size_trouble(40_971_521).unwrap().contains("Podcast Index"));
}

#[test]
fn pages_have_names() {
    let page = NonZeroUsize::new(100);
    assert_eq!(names("feed.xml", 0, page), ["feed.xml"]);
    assert_eq!(names("feed.xml", 100, page), ["feed.xml"]);
    assert_eq!(names("a.xml", 201, page), ["a.xml", "a-2.xml", "a-3.xml"]);
    assert_eq!(names("a.xml", 201, None), ["a.xml"]);
}
