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

const CSS: &str = concat!(include_str!("page/base.css"), include_str!("page/episode.css"));
const LIST_CSS: &str = concat!(include_str!("page/base.css"), include_str!("page/list.css"));
/// Before anything is drawn: light or dark.
const THEME: &str = include_str!("page/theme.js");
const PLAYER: &str =
    concat!(include_str!("page/timeline.js"), include_str!("page/text.js"), include_str!("page/player.js"));
const LIST: &str = include_str!("page/list.js");

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

/// The list of a folder's episodes in the order given, to stand in that folder as [`names::PAGE`]; `title` is its heading.
pub fn index(title: &str, entries: &[Entry<'_>]) -> String {
    let language = entries.first().map_or("en", |entry| &entry.manifest.language);
    let terms = Terms::of(language);
    let page = IndexPage {
        title,
        episodes: entries.iter().map(|entry| lists::card(entry, &terms)).collect(),
        policy: Policy { scripts: &[THEME, LIST], style: LIST_CSS }.to_string(),
        style: safe(LIST_CSS),
        theme: safe(THEME),
        script: safe(LIST),
        data: safe(&script_data::embedded(&Texts { terms: &terms })),
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
    episodes: Vec<lists::Card<'a>>,
}

/// What the script of a list works with.
#[derive(Serialize)]
struct Texts<'a> {
    terms: &'a Terms,
}

/// A text of ours that is no text for the reader: a script, a style.
fn safe(text: &str) -> Value {
    Value::from_safe_string(text.to_owned())
}
