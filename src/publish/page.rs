//! Web pages: an episode to read and to listen to, and the list of a folder's episodes.
//!
//! Each is one file that needs no other but the sound and the pictures beside it, loads nothing from elsewhere, and works
//! from a disk as from a server. What comes from the article is escaped by the templates; the content security
//! policy runs our scripts and no others.

mod format;
mod lists;
mod policy;
mod script_data;
mod stretches;
mod terms;

use minijinja::Value;
use serde::Serialize;

use super::blocks::{Section, sections};
use super::episode_folder::manifest::Manifest;
use super::episode_folder::names;
use super::templates::render;
use crate::article::address::is_of_the_web;
use crate::script::Link;
use policy::Policy;
use terms::Terms;

pub use lists::Entry;

/// A podcast, for the page that lists its episodes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listing<'a> {
    /// Its title.
    pub title: &'a str,
    /// Who is responsible for it; empty if nobody is named.
    pub author: &'a str,
    /// What it is about; empty if nothing is said.
    pub description: &'a str,
    /// The file name of its picture in the folder.
    pub cover: Option<&'a str>,
    /// The file name of its feed in the folder.
    pub feed: Option<&'a str>,
    /// The public address of its feed.
    pub feed_address: &'a str,
}

const CSS: &str = concat!(include_str!("page/base.css"), include_str!("page/episode.css"));
const LIST_CSS: &str = concat!(include_str!("page/base.css"), include_str!("page/list.css"));
/// Before anything is drawn: light or dark.
const THEME: &str = include_str!("page/theme.js");
const PLAYER: &str = concat!(
    include_str!("page/common.js"),
    include_str!("page/timeline.js"),
    include_str!("page/text.js"),
    include_str!("page/highlights.js"),
    include_str!("page/player.js")
);
const LIST: &str =
    concat!(include_str!("page/common.js"), include_str!("page/timeline.js"), include_str!("page/list.js"));

/// The page of an episode, to stand in the episode's folder as [`names::PAGE`]. `files` are the names of the files in that
/// folder, as far as they are there or will be: the page shows a cover and links to transcripts, chapter lists and books,
/// which [`names::kind`] knows.
pub fn episode(manifest: &Manifest, files: &[String]) -> String {
    let terms = Terms::of(&manifest.language);
    let stretches = stretches::stretches(manifest);
    let cover = names::cover(|name| files.iter().any(|known| known == name));
    let page = EpisodePage {
        policy: Policy { scripts: &[THEME, PLAYER], style: CSS }.to_string(),
        style: safe(CSS),
        theme: safe(THEME),
        script: safe(PLAYER),
        data: safe(&script_data::data(manifest, &stretches, cover, &terms)),
        head: lists::Head::of(manifest, &terms),
        chapters: lists::chapters(manifest),
        starts: script_data::starts(manifest),
        clocks: lists::clocks(manifest),
        downloads: lists::downloads(manifest, &terms),
        sidecars: lists::sidecars(files, &terms),
        links: manifest.links.iter().filter(|link| is_of_the_web(&link.address)).collect(),
        voices: lists::voices(manifest),
        articast: &manifest.articast,
        sections: sections(manifest),
        cover,
        parts: stretches,
        terms,
    };
    render("episode.html", &page)
}

/// The list of a podcast's episodes in the order given, to stand in its folder as [`names::PAGE`].
pub fn index(listing: &Listing<'_>, entries: &[Entry<'_>]) -> String {
    let language = entries.first().map_or("en", |entry| &entry.manifest.language);
    let terms = Terms::of(language);
    let page = IndexPage {
        title: listing.title,
        author: Some(listing.author).filter(|author| !author.is_empty() && *author != listing.title),
        description: listing.description,
        cover: listing.cover.filter(|name| names::is_plain(name)).map(format::address),
        feed: listing.feed.map(format::address),
        apps: lists::apps(listing.feed_address, listing.title),
        episodes: entries.iter().map(|entry| lists::card(entry, &terms)).collect(),
        policy: Policy { scripts: &[THEME, LIST], style: LIST_CSS }.to_string(),
        style: safe(LIST_CSS),
        theme: safe(THEME),
        script: safe(LIST),
        data: safe(&script_data::embedded(&ListData {
            terms: &terms,
            episodes: entries.iter().map(lists::playable).collect(),
        })),
        terms: &terms,
    };
    render("index.html", &page)
}

/// What the template of an episode shows.
#[derive(Serialize)]
struct EpisodePage<'a> {
    terms: Terms,
    policy: String,
    style: Value,
    theme: Value,
    script: Value,
    data: Value,
    head: lists::Head<'a>,
    cover: Option<&'a str>,
    sections: Vec<Section<'a>>,
    chapters: Vec<lists::Chapter<'a>>,
    /// When each cue begins: in seconds, and for people.
    starts: Vec<String>,
    clocks: Vec<String>,
    parts: Vec<stretches::Stretch<'a>>,
    downloads: Vec<lists::Download>,
    sidecars: Vec<lists::SidecarLink<'a>>,
    links: Vec<&'a Link>,
    voices: Vec<lists::Speaker<'a>>,
    articast: &'a str,
}

/// What the template of a list shows.
#[derive(Serialize)]
struct IndexPage<'a> {
    terms: &'a Terms,
    policy: String,
    style: Value,
    theme: Value,
    script: Value,
    data: Value,
    title: &'a str,
    author: Option<&'a str>,
    description: &'a str,
    cover: Option<String>,
    feed: Option<String>,
    apps: Vec<lists::App>,
    episodes: Vec<lists::Card<'a>>,
}

/// What the script of a list works with.
#[derive(Serialize)]
struct ListData<'a> {
    terms: &'a Terms,
    episodes: Vec<lists::Playable<'a>>,
}

/// A text of ours that is no text for the reader: a script, a style.
fn safe(text: &str) -> Value {
    Value::from_safe_string(text.to_owned())
}
