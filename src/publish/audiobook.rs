//! Audiobooks as folders that players open: the manifests of the W3C and of Readium.
//!
//! Both list the sound in reading order. Lengths are rounded to milliseconds so that those of the files add up to that
//! of the whole.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::blocks::{address, cover, date, direction, is_of_the_web, language};
use super::overlay::identifier;
use super::page::moment;
use super::record::{Record, SoundFile};
use super::sound::{covering, media_type};
use super::templates::render;
use crate::encode::{Division, Format};

/// The file name of the manifest of [`w3c`], as packages have it (LPF).
pub const W3C: &str = "publication.json";
/// The file name of the manifest of [`readium`], as packages have it.
pub const READIUM: &str = "manifest.json";
/// The file name of [`contents`], to which [`w3c`] refers.
pub const CONTENTS: &str = "contents.html";

/// The formats in the order in which they are offered: three small ones, two large ones.
const OFFERED: [Format; 5] = [Format::Mp3, Format::M4b, Format::Opus, Format::Flac, Format::Wav];

/// The manifest of W3C Audiobooks (Recommendation of 10 November 2020), to stand in the episode's folder as [`W3C`].
/// `names` are the other files of that folder. `None` where no format holds the whole episode.
pub fn w3c(record: &Record, names: &[String]) -> Option<String> {
    let order = reading_order(record)?;
    let linked = |mut link: Map<String, Value>| {
        link.insert("type".into(), "LinkedResource".into());
        Value::Object(link)
    };
    let link = |item: &Item<'_>| {
        let mut link = object(json!({
            "url": address(&item.file.name), "encodingFormat": media_type(item.file.format), "name": item.title,
            "duration": iso(item.milliseconds),
        }));
        let other = |file: &&SoundFile| {
            linked(object(json!({
                "url": address(&file.name), "encodingFormat": media_type(file.format),
                "duration": iso(item.milliseconds),
            })))
        };
        if !item.others.is_empty() {
            link.insert("alternate".into(), item.others.iter().map(other).collect());
        }
        linked(link)
    };
    let mut resources =
        vec![linked(object(json!({ "url": CONTENTS, "encodingFormat": "text/html", "rel": ["contents"] })))];
    if let Some((name, kind)) = picture(names) {
        resources.push(linked(object(json!({ "url": name, "encodingFormat": kind, "rel": ["cover"] }))));
    }
    let mut manifest = object(json!({
        "@context": ["https://schema.org", "https://www.w3.org/ns/pub-context",
            { "language": language(&record.language), "direction": direction(&record.language) }],
        "conformsTo": "https://www.w3.org/TR/audiobooks/",
        "type": "Audiobook",
        "id": identifier(record),
        "name": record.title,
        "inLanguage": language(&record.language),
        "duration": iso(order.iter().map(|item| item.milliseconds).sum()),
        "readBy": voices(record),
        "accessMode": ["auditory"],
        "accessModeSufficient": [{ "type": "ItemList", "itemListElement": ["auditory"] }],
        "accessibilityFeature": ["tableOfContents", "readingOrder"],
        "accessibilityHazard": ["none"],
        "accessibilitySummary": "The text of an article, spoken by synthetic voices.",
        "readingOrder": order.iter().map(link).collect::<Vec<_>>(),
        "resources": resources,
    }));
    let meta = &record.meta;
    let dated = meta.published.as_deref().and_then(date);
    for (key, value) in [
        ("author", &meta.byline),
        ("publisher", &meta.site),
        ("description", &meta.description),
        ("datePublished", &dated),
    ] {
        if let Some(value) = value {
            manifest.insert(key.into(), value.as_str().into());
        }
    }
    Some(text(manifest))
}

/// The table of contents of [`w3c`], to stand in the episode's folder as [`CONTENTS`]. `None` where [`w3c`] is.
pub fn contents(record: &Record) -> Option<String> {
    let order = reading_order(record)?;
    Some(render(
        "contents.html",
        &Contents {
            language: language(&record.language),
            direction: direction(&record.language),
            title: &record.title,
            chapters: entries(record, &order),
        },
    ))
}

/// The manifest of Readium's audiobook profile, to stand in the episode's folder as [`READIUM`]. `names` are the other
/// files of that folder. `None` where no format holds the whole episode.
pub fn readium(record: &Record, names: &[String]) -> Option<String> {
    let order = reading_order(record)?;
    let link = |item: &Item<'_>| {
        let one = |file: &SoundFile| {
            object(json!({
                "href": address(&file.name), "type": media_type(file.format), "duration": seconds(item.milliseconds),
                "bitrate": file.bytes.saturating_mul(8).checked_div(item.milliseconds).unwrap_or(0).max(1),
            }))
        };
        let mut link = one(item.file);
        link.insert("title".into(), item.title.into());
        if !item.others.is_empty() {
            link.insert(
                "alternate".into(),
                item.others.iter().map(|file| Value::Object(one(file))).collect(),
            );
        }
        Value::Object(link)
    };
    let meta = &record.meta;
    let mut metadata = object(json!({
        "@type": "http://schema.org/Audiobook",
        "conformsTo": "https://readium.org/webpub-manifest/profiles/audiobook",
        "identifier": identifier(record),
        "title": record.title,
        "language": language(&record.language),
        "duration": seconds(order.iter().map(|item| item.milliseconds).sum()),
        "narrator": voices(record),
    }));
    let dated = meta.published.as_deref().and_then(date);
    for (key, value) in [
        ("author", &meta.byline),
        ("publisher", &meta.site),
        ("description", &meta.description),
        ("published", &dated),
    ] {
        if let Some(value) = value {
            metadata.insert(key.into(), value.as_str().into());
        }
    }
    let mut manifest = object(json!({
        "@context": "https://readium.org/webpub-manifest/context.jsonld",
        "metadata": metadata,
        "links": [{ "rel": "self", "href": READIUM, "type": "application/audiobook+json" }],
        "readingOrder": order.iter().map(link).collect::<Vec<_>>(),
        "toc": entries(record, &order),
    }));
    if let Some((name, kind)) = picture(names) {
        manifest.insert("resources".into(), json!([{ "rel": "cover", "href": name, "type": kind }]));
    }
    if let Some(source) = meta.source.as_deref().filter(|address| is_of_the_web(address)) {
        let links = manifest["links"].as_array_mut().expect("it was put there above");
        links.push(json!({ "rel": "alternate", "href": source, "type": "text/html" }));
    }
    Some(text(manifest))
}

/// A stretch of the episode and the files that hold it.
struct Item<'a> {
    title: &'a str,
    file: &'a SoundFile,
    /// The same in other formats.
    others: Vec<&'a SoundFile>,
    milliseconds: u64,
}

/// The episode's files: one for each chapter where there are such, or else the one of the whole, in a small format if
/// there is any.
fn reading_order(record: &Record) -> Option<Vec<Item<'_>>> {
    let divisions = [Division::Chapters, Division::Whole];
    // The whole in a small format is better to carry than chapters in a large one.
    let (small, large) = OFFERED.split_at(3);
    let mut ways =
        [small, large].into_iter().flat_map(|formats| divisions.map(|division| (formats, division)));
    let division = ways.find_map(|(formats, division)| {
        formats.iter().find_map(|format| covering(record, *format, division)).map(|_| division)
    })?;
    let covers: Vec<_> =
        OFFERED.into_iter().filter_map(|format| covering(record, format, division)).collect();
    let (first, others) = covers.split_first()?;
    let rate = record.sample_rate;
    let items = first.iter().enumerate().map(|(n, file)| Item {
        title: if division == Division::Chapters { &record.chapters[n].title } else { &record.title },
        file,
        others: others.iter().map(|files| files[n]).collect(),
        // Of both edges, so that the lengths add up.
        milliseconds: rate.milliseconds(file.start.saturating_add(file.samples))
            - rate.milliseconds(file.start),
    });
    Some(items.collect())
}

/// A chapter in a table of contents.
#[derive(Serialize)]
struct Entry<'a> {
    href: String,
    title: &'a str,
}

#[derive(Serialize)]
struct Contents<'a> {
    language: &'a str,
    direction: &'static str,
    title: &'a str,
    chapters: Vec<Entry<'a>>,
}

/// Where each chapter begins: a file and a moment of it (Media Fragments URI 1.0).
fn entries<'a>(record: &'a Record, order: &[Item<'_>]) -> Vec<Entry<'a>> {
    let entry = |chapter: &'a super::record::Chapter| {
        let item = order.iter().rev().find(|item| item.file.start <= chapter.start).unwrap_or(&order[0]);
        let at = moment(record.sample_rate, chapter.start.saturating_sub(item.file.start));
        Entry { href: format!("{}#t={at}", address(&item.file.name)), title: &chapter.title }
    };
    record.chapters.iter().map(entry).collect()
}

fn voices(record: &Record) -> Vec<&str> {
    record.voices.iter().map(|voice| voice.voice.as_str()).collect()
}

fn picture(names: &[String]) -> Option<(&'static str, &'static str)> {
    let name = cover(|name| names.iter().any(|known| known == name))?;
    Some((name, if name == "cover.png" { "image/png" } else { "image/jpeg" }))
}

/// A length as ISO 8601 has it.
fn iso(milliseconds: u64) -> String {
    format!("PT{}.{:03}S", milliseconds / 1000, milliseconds % 1000)
}

fn seconds(milliseconds: u64) -> f64 {
    milliseconds as f64 / 1000.0
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn text(manifest: Map<String, Value>) -> String {
    let mut text = serde_json::to_string_pretty(&Value::Object(manifest)).expect("a manifest is plain data");
    text.push('\n');
    text
}
