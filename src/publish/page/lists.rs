//! What a page lists: what is known of an episode, its chapters, files and voices.

use serde::Serialize;

use super::terms::Terms;
use super::{Entry, times};
use crate::article::address::is_of_the_web;
use crate::encode::Format;
use crate::models::Licence;
use crate::publish::blocks::{address, cover, date};
use crate::publish::manifest::is_plain;
use crate::publish::record::{Record, Voice};
use crate::publish::{chapters as chapter_list, transcript};
use crate::script::Role;

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
    pub(super) fn of(record: &'a Record, terms: &Terms) -> Head<'a> {
        let meta = &record.meta;
        Head {
            title: &record.title,
            byline: meta.byline.as_deref(),
            site: meta.site.as_deref(),
            description: meta.description.as_deref(),
            published: meta.published.as_deref(),
            date: meta.published.as_deref().and_then(date),
            source: meta.source.as_deref().filter(|address| is_of_the_web(address)),
            length: terms.length(seconds(record)),
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

pub(super) fn chapters(record: &Record) -> Vec<Chapter<'_>> {
    let chapters = record.chapters.iter().enumerate().map(|(n, chapter)| Chapter {
        number: n + 1,
        title: &chapter.title,
        clock: clock(record.sample_rate.duration(chapter.start).as_secs()),
        start: times::seconds(record.sample_rate, chapter.start),
    });
    chapters.collect()
}

/// When each cue begins, for people.
pub(super) fn clocks(record: &Record) -> Vec<String> {
    record.cues.iter().map(|cue| clock(record.sample_rate.duration(cue.start).as_secs())).collect()
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

pub(super) fn downloads(record: &Record, terms: &Terms) -> Vec<Download> {
    let formats = [
        (Format::M4b, "M4B"),
        (Format::Mp3, "MP3"),
        (Format::Opus, "Opus"),
        (Format::Flac, "FLAC"),
        (Format::Wav, "WAV"),
    ];
    let downloads = formats.into_iter().map(|(format, name)| {
        let files = record.files.iter().filter(|file| file.format == format && is_plain(&file.name));
        let files = files.map(|file| Sound {
            name: file.name.clone(),
            address: address(&file.name),
            size: size(file.bytes, terms),
            length: clock(record.sample_rate.duration(file.samples).as_secs()),
        });
        Download { format: name, files: files.collect() }
    });
    downloads.filter(|download| !download.files.is_empty()).collect()
}

/// A link to a file beside the sound.
#[derive(Serialize)]
pub(super) struct Beside<'a> {
    name: &'a str,
    address: String,
    label: &'static str,
}

pub(super) fn beside<'a>(names: &'a [String], terms: &Terms) -> Vec<Beside<'a>> {
    let known = names.iter().filter(|name| is_plain(name)).filter_map(|name| {
        let stem = transcript::NAME.split('.').next().unwrap_or_default();
        let (before, extension) = name.rsplit_once('.')?;
        let label = match extension {
            "epub" => terms.get("book"),
            _ if before == stem => terms.get("transcript"),
            _ if name == chapter_list::NAME => terms.get("chapters"),
            _ => return None,
        };
        Some(Beside { name, address: address(name), label })
    });
    known.collect()
}

/// Who spoke.
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

pub(super) fn voices(record: &Record) -> Vec<Speaker<'_>> {
    record.voices.iter().map(Speaker::of).collect()
}

/// An episode of a folder's list.
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

pub(super) fn card<'a>(entry: &Entry<'a>, terms: &Terms) -> Card<'a> {
    let Entry { folder, record, names } = *entry;
    Card {
        head: Head::of(record, terms),
        address: format!("{}/{}", address(folder), super::NAME),
        cover: cover(|name| names.iter().any(|known| known == name))
            .map(|name| format!("{}/{name}", address(folder))),
        chapters: record.chapters.len(),
        id: times::id(record),
        seconds: seconds(record),
        language: &record.language,
    }
}

fn seconds(record: &Record) -> u64 {
    record.sample_rate.duration(record.samples).as_secs()
}

/// Minutes and seconds, with hours where there are any: `1:02:03`.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 { format!("{minutes}:{seconds:02}") } else { format!("{hours}:{minutes:02}:{seconds:02}") }
}

/// A size for people, in units of 1,000 bytes: `4.5 MB`.
fn size(bytes: u64, terms: &Terms) -> String {
    let (unit, in_units) = match bytes {
        0..1_000_000 => ("kB", bytes as f64 / 1e3),
        1_000_000..1_000_000_000 => ("MB", bytes as f64 / 1e6),
        _ => ("GB", bytes as f64 / 1e9),
    };
    let digits = usize::from(in_units < 10.0 && unit != "kB");
    format!("{in_units:.digits$}\u{a0}{unit}").replace('.', terms.get("point"))
}

#[test]
fn names_and_sizes_are_written_plainly() {
    assert_eq!(address("01 a#b?.wav"), "01%20a%23b%3F.wav");
    let terms = Terms::of("de");
    assert_eq!(size(4_483_900, &terms), "4,5\u{a0}MB");
    assert_eq!(size(12_300_000, &terms), "12\u{a0}MB");
    assert_eq!((clock(59), clock(3723)), ("0:59".into(), "1:02:03".into()));
}
