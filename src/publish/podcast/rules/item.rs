//! Rules for the episodes in a feed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::TimeZone;
use roxmltree::Node;

use super::channel::artwork;
use super::findings::{Finding, Findings, Rule};
use super::nodes::{Local, child, children, text};
use crate::article::address::is_of_the_web;
use crate::media;
use crate::publish::podcast::namespaces;

const AGAIN: &str = "write the feed again: `articast publish`";

/// What Apple plays, by the ends of addresses.
const ENCLOSURES: [(&str, &[&str]); 3] =
    [("mp3", &["audio/mpeg"]), ("m4a", &["audio/x-m4a", "audio/mp4"]), ("mp4", &["video/mp4", "audio/mp4"])];

/// What is seen in a feed so far, where nothing may come twice.
#[derive(Default)]
struct Seen<'a> {
    /// The titles of the items that have them.
    guids: BTreeMap<&'a str, &'a str>,
    addresses: BTreeSet<&'a str>,
    last: Option<Timestamp>,
    /// The seasons and numbers of whole episodes.
    numbers: BTreeSet<(u64, u64)>,
}

pub(super) fn check(feed: &str, channel: Node<'_, '_>, local: &Local<'_>, now: Timestamp) -> Vec<Finding> {
    let mut seen = Seen::default();
    let mut found = Vec::new();
    let is_serial = text(channel, Some(namespaces::ITUNES), "type") == Some("serial");
    for item in children(channel, None, "item") {
        let title = text(item, None, "title").unwrap_or_default().trim();
        let mut findings = Findings::at(format!("{feed}: {title}"));
        names(item, &mut seen, &mut findings);
        enclosure(item, local, &mut seen, &mut findings);
        dates(item, now, &mut seen, &mut findings);
        numbers(item, is_serial, &mut seen, &mut findings);
        words(item, &mut findings);
        sidecars(item, local, &mut findings);
        found.extend(findings.found);
    }
    found
}

fn names<'a>(item: Node<'a, '_>, seen: &mut Seen<'a>, findings: &mut Findings) {
    let title = text(item, None, "title");
    if findings.require(Rule::error("psp1.title"), "title", title, "give the article a title") {
        let title = title.unwrap_or_default();
        if 255 < title.chars().count() {
            findings.error("psp1.length", "title", "it is longer than 255 characters", "shorten it");
        }
        let start =
            title.trim_start_matches("Episode").trim_start_matches("Ep.").trim_start_matches('#').trim();
        if start != title.trim() && start.starts_with(|c: char| c.is_ascii_digit()) {
            let fix = "remove it from the title; apps show the number themselves";
            findings.warn("apple.title", "title", "it begins with the episode's number", fix);
        }
    }
    let guid = child(item, None, "guid");
    let name = guid.and_then(|guid| guid.text());
    if findings.require(Rule::error("psp1.guid"), "guid", name, AGAIN) {
        let name = name.unwrap_or_default();
        if let Some(other) = seen.guids.insert(name, title.unwrap_or_default()) {
            findings.error(
                "rss.guid",
                "guid",
                format!("`{name}` belongs to another episode, “{other}”"),
                AGAIN,
            );
        }
        let is_link = guid.and_then(|guid| guid.attribute("isPermaLink")) != Some("false");
        if is_link && !is_of_the_web(name) {
            findings.error("rss.guid", "guid", "it is not an address, and does not declare that", AGAIN);
        }
    }
}

fn enclosure<'a>(item: Node<'a, '_>, local: &Local<'_>, seen: &mut Seen<'a>, findings: &mut Findings) {
    let Some(enclosure) = child(item, None, "enclosure") else {
        let fix = "make the episode with `--formats wav,mp3`";
        return findings.error("psp1.enclosure", "enclosure", "there is none", fix);
    };
    let attribute = |name| enclosure.attribute(name).unwrap_or_default();
    let (url, length, media_type) = (attribute("url"), attribute("length"), attribute("type"));
    if !url.is_ascii() || !is_of_the_web(url) {
        findings.error("apple.ascii", "enclosure@url", format!("`{url}` is not an ASCII web address"), AGAIN);
    }
    if !seen.addresses.insert(url) {
        findings.error("apple.enclosure", "enclosure@url", "another episode has the same", AGAIN);
    }
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let known = ENCLOSURES.iter().find(|(extension, _)| path.ends_with(&format!(".{extension}")));
    match known {
        None => findings.error(
            "apple.enclosure",
            "enclosure@url",
            "podcast apps accept only MP3 and M4A",
            "make the episode with `--formats wav,mp3`",
        ),
        Some((_, types)) if !types.contains(&media_type) => {
            let what = format!("`{media_type}` is not the media type of this file");
            findings.error("apple.enclosure", "enclosure@type", what, AGAIN);
        }
        Some(_) => {}
    }
    let Ok(length) = length.parse::<u64>() else {
        return findings.error("psp1.enclosure", "enclosure@length", "it is not a number of bytes", AGAIN);
    };
    match local.file(url).map(|file| file.metadata()) {
        Some(Ok(data)) if data.len() != length => {
            let what = format!("it is {length}, but the file has {} bytes", data.len());
            findings.error("ours.length", "enclosure@length", what, AGAIN);
        }
        Some(Err(error)) => {
            findings.error("ours.file", "enclosure@url", format!("its file is missing: {error}"), AGAIN);
        }
        _ => {}
    }
}

fn dates(item: Node<'_, '_>, now: Timestamp, seen: &mut Seen<'_>, findings: &mut Findings) {
    let date = text(item, None, "pubDate");
    if !findings.require(Rule::warning("psp1.date"), "pubDate", date, AGAIN) {
        return;
    }
    match DateTimeParser::new().parse_timestamp(date.unwrap_or_default().trim()) {
        Err(error) => {
            findings.error("rss.date", "pubDate", format!("it is not an RFC 2822 date: {error}"), AGAIN);
        }
        Ok(date) => {
            if now < date {
                findings.warn(
                    "apple.date",
                    "pubDate",
                    "it is in the future",
                    "apps hide the episode until then",
                );
            }
            if seen.last.is_some_and(|last| last < date) {
                findings.warn("ours.order", "pubDate", "it is newer than the episode before it", AGAIN);
            }
            if seen.last == Some(date) {
                let fix = "apps show the two in any order; give their articles dates with times, and set `dates = \"article\"`";
                findings.warn(
                    "ours.order",
                    "pubDate",
                    "it is the same as that of the episode before it",
                    fix,
                );
            }
            if TimeZone::UTC.to_datetime(date).year() < 1900 {
                let fix = "RFC 2822 has no years before 1900; correct the article's date, or set `dates = \"episode\"`";
                findings.error("rss.date", "pubDate", "it is before 1900", fix);
            }
            seen.last = Some(date);
        }
    }
    let duration = text(item, Some(namespaces::ITUNES), "duration").unwrap_or_default();
    if duration.parse::<u64>().is_err() {
        findings.warn(
            "psp1.duration",
            "itunes:duration",
            format!("`{duration}` is not a number of seconds"),
            AGAIN,
        );
    }
}

/// The number of an episode, its season and its kind.
fn numbers(item: Node<'_, '_>, is_serial: bool, seen: &mut Seen<'_>, findings: &mut Findings) {
    const FRONT_MATTER: &str = "correct it in the article's front matter, and make the episode again";
    let said = |name: &str| text(item, Some(namespaces::ITUNES), name).map(str::trim);
    let kind = said("episodeType").unwrap_or("full");
    if !matches!(kind, "full" | "trailer" | "bonus") {
        let fix = "it must be `full`, `trailer` or `bonus`";
        findings.error("apple.type", "itunes:episodeType", format!("it is `{kind}`"), fix);
    }
    for name in ["season", "episode"] {
        let is_number = |number: &&str| number.parse::<u64>().is_ok_and(|number| 0 < number);
        if let Some(number) = said(name).filter(|number| !is_number(number)) {
            let what = format!("`{number}` is not a number from 1");
            findings.error("apple.episode", &format!("itunes:{name}"), what, FRONT_MATTER);
        }
    }
    let number = |name: &str| said(name).and_then(|number| number.parse::<u64>().ok());
    let season = number("season");
    match number("episode").filter(|_| kind == "full") {
        Some(number) if !seen.numbers.insert((season.unwrap_or(1), number)) => {
            let of = season.map(|season| format!(" {season}")).unwrap_or_default();
            let what = format!("another episode of the season{of} has the number {number}");
            findings.warn("apple.episode", "itunes:episode", what, FRONT_MATTER);
        }
        None if is_serial && kind == "full" && said("episode").is_none() => {
            findings.warn("apple.episode", "itunes:episode", "a serial show needs episode numbers", AGAIN);
        }
        _ => {}
    }
}

fn words(item: Node<'_, '_>, findings: &mut Findings) {
    const TAGS: [&str; 5] = ["p", "ol", "ul", "li", "a"];
    let description = text(item, None, "description");
    if findings.require(Rule::warning("psp1.description"), "description", description, AGAIN) {
        let description = description.unwrap_or_default();
        if 4000 < description.len() {
            let what = format!("it has {} bytes, but only 4000 are shown", description.len());
            findings.error("apple.description", "description", what, AGAIN);
        }
        let tags = description.split('<').skip(1).map(|tag| tag.trim_start_matches('/'));
        let names =
            tags.map(|tag| tag.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default());
        if let Some(other) = names.into_iter().find(|name| !TAGS.contains(name)) {
            let what = format!("apps do not support `<{other}>` there");
            findings.warn("apple.html", "description", what, AGAIN);
        }
    }
    findings.require(Rule::warning("psp1.link"), "link", text(item, None, "link"), AGAIN);
    let notes = text(item, Some(namespaces::CONTENT), "encoded");
    findings.require(Rule::warning("ours.notes"), "content:encoded", notes, AGAIN);
    let explicit = text(item, Some(namespaces::ITUNES), "explicit");
    if explicit.is_some_and(|explicit| !matches!(explicit, "true" | "false")) {
        findings.error("apple.explicit", "itunes:explicit", "it is neither `true` nor `false`", AGAIN);
    }
}

fn sidecars(item: Node<'_, '_>, local: &Local<'_>, findings: &mut Findings) {
    const TRANSCRIPTS: [&str; 6] = [
        "text/vtt",
        "application/x-subrip",
        "application/srt",
        "application/json",
        "text/html",
        "text/plain",
    ];
    if let Some(image) =
        child(item, Some(namespaces::ITUNES), "image").and_then(|image| image.attribute("href"))
    {
        artwork(image, local, "itunes:image", findings);
    }
    let transcripts: Vec<_> = children(item, Some(namespaces::PODCAST), "transcript").collect();
    if transcripts.is_empty() {
        findings.warn("psp1.transcript", "podcast:transcript", "there is none", "make the episode again");
    }
    for transcript in transcripts {
        let kind = transcript.attribute("type").unwrap_or_default();
        if !TRANSCRIPTS.contains(&kind) {
            findings.error("podcast.transcript", "podcast:transcript@type", format!("it is `{kind}`"), AGAIN);
        }
        is_here(transcript.attribute("url"), local, "podcast:transcript@url", findings);
    }
    for chapters in children(item, Some(namespaces::PODCAST), "chapters") {
        if chapters.attribute("type") != Some(media::CHAPTERS) {
            let fix = "it must be `application/json+chapters`";
            findings.error("podcast.chapters", "podcast:chapters@type", "it is another", fix);
        }
        is_here(chapters.attribute("url"), local, "podcast:chapters@url", findings);
    }
    if let Some(chapters) = child(item, Some(namespaces::PSC), "chapters") {
        let starts: Vec<_> = children(chapters, Some(namespaces::PSC), "chapter")
            .map(|chapter| chapter.attribute("start"))
            .collect();
        if !starts.is_sorted() || starts.iter().any(Option::is_none) {
            findings.error("podlove.chapters", "psc:chapter@start", "they are not in order", AGAIN);
        }
    }
}

/// Notes an address below the feed whose file is not there.
fn is_here(address: Option<&str>, local: &Local<'_>, field: &str, findings: &mut Findings) {
    let address = address.unwrap_or_default();
    if local.file(address).is_some_and(|file| !file.is_file()) || address.is_empty() {
        findings.error("ours.file", field, format!("there is no file for `{address}`"), AGAIN);
    }
}
