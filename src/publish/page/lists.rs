//! What a page lists: what is known of an episode, its chapters, files and voices.

use serde::Serialize;

use super::format::{address, clock, seconds, size};
use super::script_data;
use super::stretches::{Stretch, stretches};
use super::terms::Terms;
use crate::article::address::is_of_the_web;
use crate::audio::Rate;
use crate::encode::Format;
use crate::models::Licence;
use crate::publish::blocks::date;
use crate::publish::episode_folder::manifest::{Manifest, Voice};
use crate::publish::episode_folder::names::{self, Kind, is_plain};
use crate::script::Role;

/// An episode of a folder, for its list.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The name of the episode's folder.
    pub folder: &'a str,
    /// What its manifest says.
    pub manifest: &'a Manifest,
    /// The names of the files in its folder: see [`super::episode`].
    pub files: &'a [String],
}

/// What is known of an episode.
#[derive(Serialize)]
pub(super) struct Head<'a> {
    pub(super) title: &'a str,
    pub(super) byline: Option<&'a str>,
    pub(super) site: Option<&'a str>,
    pub(super) description: Option<&'a str>,
    /// When it was published, and the same as a machine reads it, where it is a date.
    pub(super) published: Option<&'a str>,
    pub(super) date: Option<String>,
    /// The article's address, if it is on the web.
    pub(super) source: Option<&'a str>,
    pub(super) length: String,
}

impl<'a> Head<'a> {
    pub(super) fn of(manifest: &'a Manifest, terms: &Terms) -> Head<'a> {
        let meta = &manifest.meta;
        Head {
            title: &manifest.title,
            byline: meta.byline.as_deref(),
            site: meta.site.as_deref(),
            description: meta.description.as_deref(),
            published: meta.published.as_deref(),
            date: date(meta),
            source: meta.source.as_deref().filter(|address| is_of_the_web(address)),
            length: terms.length(whole_seconds(manifest)),
        }
    }
}

/// A chapter of a list.
#[derive(Serialize)]
pub(super) struct Chapter<'a> {
    number: usize,
    title: &'a str,
    /// When it begins, for people.
    clock: String,
    /// When it begins, in seconds.
    start: String,
}

pub(super) fn chapters(manifest: &Manifest) -> Vec<Chapter<'_>> {
    let chapters = manifest.chapters.iter().enumerate().map(|(n, chapter)| Chapter {
        number: n + 1,
        title: &chapter.title,
        clock: clock(manifest.sample_rate.duration(chapter.start).as_secs()),
        start: seconds(manifest.sample_rate, chapter.start),
    });
    chapters.collect()
}

/// When each cue begins, for people.
pub(super) fn clocks(manifest: &Manifest) -> Vec<String> {
    manifest.cues.iter().map(|cue| clock(manifest.sample_rate.duration(cue.start).as_secs())).collect()
}

/// Sound files of one format.
#[derive(Serialize)]
pub(super) struct Download {
    format: &'static str,
    files: Vec<Sound>,
}

#[derive(Serialize)]
struct Sound {
    name: String,
    address: String,
    size: String,
    length: String,
}

pub(super) fn downloads(manifest: &Manifest, terms: &Terms) -> Vec<Download> {
    let formats = [
        (Format::M4b, "M4B"),
        (Format::Mp3, "MP3"),
        (Format::Opus, "Opus"),
        (Format::Flac, "FLAC"),
        (Format::Wav, "WAV"),
    ];
    let downloads = formats.into_iter().map(|(format, name)| {
        let files = manifest.files.iter().filter(|file| file.format == format && is_plain(&file.name));
        let files = files.map(|file| Sound {
            name: file.name.clone(),
            address: address(&file.name),
            size: size(file.bytes, terms),
            length: clock(manifest.sample_rate.duration(file.samples).as_secs()),
        });
        Download { format: name, files: files.collect() }
    });
    downloads.filter(|download| !download.files.is_empty()).collect()
}

/// A link to a file beside the sound.
#[derive(Serialize)]
pub(super) struct SidecarLink<'a> {
    name: &'a str,
    address: String,
    label: &'static str,
}

pub(super) fn sidecars<'a>(files: &'a [String], terms: &Terms) -> Vec<SidecarLink<'a>> {
    let known = files.iter().filter(|name| is_plain(name)).filter_map(|name| {
        let label = match names::kind(name)? {
            Kind::Book => terms.get("book"),
            Kind::Transcript => terms.get("transcript"),
            Kind::Chapters => terms.get("chapters"),
            Kind::Manifest | Kind::Page | Kind::Cover | Kind::SmallCover | Kind::Sums => return None,
        };
        Some(SidecarLink { name, address: address(name), label })
    });
    known.collect()
}

/// A voice, as the page credits it.
#[derive(Serialize)]
pub(super) struct Speaker<'a> {
    part: &'a str,
    voice: &'a str,
    licence: Option<&'a Licence>,
    /// Whether it tells pictures.
    tells_pictures: bool,
    link: Option<&'a str>,
}

impl<'a> Speaker<'a> {
    fn of(voice: &'a Voice) -> Speaker<'a> {
        let licence = voice.licence.as_ref();
        let link = licence.map(|licence| licence.link.as_str()).filter(|link| is_of_the_web(link));
        let tells_pictures = voice.roles.contains(&Role::Aside);
        Speaker { part: &voice.part, voice: &voice.voice, licence, tells_pictures, link }
    }
}

pub(super) fn voices(manifest: &Manifest) -> Vec<Speaker<'_>> {
    manifest.voices.iter().map(Speaker::of).collect()
}

/// What the list shows of an episode.
#[derive(Serialize)]
pub(super) struct Card<'a> {
    #[serde(flatten)]
    head: Head<'a>,
    address: String,
    cover: Option<String>,
    chapters: usize,
    /// Where its page keeps how far one has listened.
    id: String,
    seconds: u64,
    language: &'a str,
}

/// What the list plays of an episode.
#[derive(Serialize)]
pub(super) struct Playable<'a> {
    rate: Rate,
    samples: u64,
    title: &'a str,
    parts: Vec<Stretch<'a>>,
}

pub(super) fn playable<'a>(entry: &Entry<'a>) -> Playable<'a> {
    let Entry { folder, manifest, .. } = *entry;
    let mut parts = stretches(manifest);
    for source in parts.iter_mut().flat_map(|part| &mut part.sources) {
        source.address = format!("{}/{}", address(folder), source.address);
    }
    Playable { rate: manifest.sample_rate, samples: manifest.samples, title: &manifest.title, parts }
}

/// Where a podcast app is told of a feed.
#[derive(Serialize)]
pub(super) struct App {
    name: &'static str,
    address: String,
}

/// The apps that say how a page leads to them with the public address of a feed.
pub(super) fn apps(feed: &str, title: &str) -> Vec<App> {
    let Some(("http" | "https", rest)) = feed.split_once("://") else { return Vec::new() };
    let antennapod =
        format!("https://antennapod.org/deeplink/subscribe?url={}&title={}", address(feed), address(title));
    vec![
        App { name: "Apple Podcasts", address: format!("podcast://{rest}") },
        App { name: "AntennaPod", address: antennapod },
    ]
}

pub(super) fn card<'a>(entry: &Entry<'a>, terms: &Terms) -> Card<'a> {
    let Entry { folder, manifest, files } = *entry;
    Card {
        head: Head::of(manifest, terms),
        address: format!("{}/{}", address(folder), names::PAGE),
        cover: names::cover(|name| files.iter().any(|known| known == name))
            .map(|name| format!("{}/{name}", address(folder))),
        chapters: manifest.chapters.len(),
        id: script_data::id(manifest),
        seconds: whole_seconds(manifest),
        language: &manifest.language,
    }
}

fn whole_seconds(manifest: &Manifest) -> u64 {
    manifest.sample_rate.duration(manifest.samples).as_secs()
}
