//! The library: the episodes of a folder, as they are published.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::record::{Record, SoundFile};
use super::show::{Dates, Show};
use super::{manifest, shelf};
use crate::cover::Media;
use crate::encode::Format;
use crate::{Error, Result, files};

/// The name of the file that keeps what was promised once: each episode's guid and date.
pub const NAME: &str = "published.json";

/// An episode that is published.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The name of its folder.
    pub name: String,
    /// Its folder.
    pub folder: PathBuf,
    /// The episode.
    pub record: Record,
    /// Its permanent name.
    pub guid: Uuid,
    /// When it was published.
    pub date: Timestamp,
}

/// What was promised of the episodes of a folder, by the names of their folders. It is kept, because apps know episodes
/// by their guids and sort them by their dates.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Promises {
    /// Each episode's.
    pub episodes: BTreeMap<String, Promise>,
    /// When each feed was written last, by its file name.
    #[serde(default)]
    pub feeds: BTreeMap<String, Timestamp>,
}

/// What was promised of an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Promise {
    /// Its permanent name.
    pub guid: Uuid,
    /// When it was published first.
    pub date: Timestamp,
    /// What tells its article from others, so that an episode is known again when its folder has another name.
    pub made_from: String,
    /// Of which state of the episode its book is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub book: String,
}

/// A folder of an episode: its name, its path, and its manifest or what is wrong with that.
pub type Found = (String, PathBuf, Result<Record, String>);

/// The folders of episodes in a folder, in order of their names, with the manifests or what is wrong with them. What a
/// killed run has not put where it belongs is put there first.
pub fn records(folder: &Path) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let path = entry.map_err(Error::reading(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let manifest = path.join(manifest::NAME);
        if name.starts_with('.') {
            continue;
        }
        let settled = shelf::settle(&path);
        if manifest.symlink_metadata().is_ok() || settled.is_err() {
            let unread = |why| format!("`{}` cannot be read: {why}", manifest::NAME);
            let record = settled.and_then(|()| Record::read(&manifest).map_err(unread));
            found.push((name.to_owned(), path.clone(), record));
        }
    }
    found.sort_by(|(a, ..), (b, ..)| a.cmp(b));
    Ok(found)
}

impl Promises {
    /// Reads what was promised; nothing where nothing was.
    pub fn read(folder: &Path) -> Result<Promises> {
        const LIMIT: u64 = 1 << 26;
        let path = folder.join(NAME);
        if !path.exists() {
            return Ok(Promises::default());
        }
        let wrong = |error: serde_json::Error| Error::NotAShow { path: path.clone(), why: error.to_string() };
        serde_json::from_slice(&files::read(&path, LIMIT)?).map_err(wrong)
    }

    /// The file.
    pub fn json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("promises are plain data");
        json.push('\n');
        json
    }

    /// The episodes of a show, the newest first. What is not promised yet is promised now: the guid from what tells the
    /// episode from others, the date `now`.
    pub fn published(
        &mut self,
        show: &Show,
        records: Vec<(String, PathBuf, Record)>,
        now: Timestamp,
    ) -> Vec<Published> {
        let there: Vec<String> = records.iter().map(|(name, ..)| name.clone()).collect();
        let mut list = Vec::new();
        for (name, folder, record) in records {
            let promise = self.promise(&name, &record, &there, now);
            if show.has(&name) {
                let of_article = || date(record.meta.published.as_deref()?);
                let date = match show.dates {
                    Dates::Episode => promise.date,
                    Dates::Article => of_article().unwrap_or(promise.date),
                };
                list.push(Published { name, folder, record, guid: promise.guid, date });
            }
        }
        let article = |one: &Published| one.record.meta.published.as_deref().and_then(date);
        list.sort_by(|a, b| (b.date, article(b), &b.name).cmp(&(a.date, article(a), &a.name)));
        list
    }

    fn promise(&mut self, name: &str, record: &Record, there: &[String], now: Timestamp) -> Promise {
        let made_from = &record.made_from;
        if let Some(kept) = self.episodes.get(name).filter(|kept| kept.made_from == *made_from) {
            return kept.clone();
        }
        // Its folder has another name now, where the old one is no more.
        let is_moved = |(old, kept): &(&String, &Promise)| {
            kept.made_from == *made_from && !made_from.is_empty() && !there.contains(old)
        };
        let moved = self.episodes.iter().find(is_moved).map(|(old, _)| old.clone());
        let promise = moved.and_then(|old| self.episodes.remove(&old)).unwrap_or_else(|| {
            let origin = format!("articast:{made_from}/{name}");
            let guid = Uuid::new_v5(&Uuid::NAMESPACE_URL, origin.as_bytes());
            Promise { guid, date: now, made_from: made_from.clone(), book: String::new() }
        });
        self.episodes.insert(name.to_owned(), promise.clone());
        promise
    }
}

impl Published {
    /// The file that podcast apps get: MP3, or else AAC. Apple and PSP-1 take no others.
    pub fn enclosure(&self) -> Option<&SoundFile> {
        [Format::Mp3, Format::M4b].into_iter().find_map(|format| self.whole(format))
    }

    /// The file of a format that holds all of it.
    pub fn whole(&self, format: Format) -> Option<&SoundFile> {
        let is_whole = |file: &&SoundFile| {
            file.format == format && file.start == 0 && file.samples == self.record.samples
        };
        self.record.files.iter().find(is_whole)
    }

    /// The files of other formats that hold all of it.
    pub fn alternates(&self) -> impl Iterator<Item = &SoundFile> {
        let formats = [Format::Mp3, Format::M4b, Format::Opus, Format::Flac];
        let others = formats.into_iter().filter_map(|format| self.whole(format));
        others.filter(|file| self.enclosure().is_none_or(|enclosure| enclosure.name != file.name))
    }

    /// The picture in its folder, with its media type.
    pub fn cover(&self) -> Option<(&'static str, &'static str)> {
        let covers = [Media::Jpeg, Media::Png].map(|media| (media.file(), media.mime()));
        covers.into_iter().find(|(name, _)| self.holds(name))
    }

    /// Whether a file is in its folder.
    pub fn holds(&self, name: &str) -> bool {
        self.folder.join(name).is_file()
    }

    /// How long it is in seconds, to the nearest.
    pub fn seconds(&self) -> u64 {
        (self.record.sample_rate.milliseconds(self.record.samples) + 500) / 1000
    }
}

/// The moment that a date of a feed names, in RFC 2822, whatever day of the week it says, or in ISO 8601.
pub fn moment(text: &str) -> Option<Timestamp> {
    const PARSER: DateTimeParser = DateTimeParser::new().relaxed_weekday(true);
    PARSER.parse_timestamp(text.trim()).ok().or_else(|| date(text))
}

/// The moment that a date names, if it is an ISO 8601 date with or without a time: midnight UTC, where it names no
/// other.
pub fn date(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    let date: jiff::civil::Date = text.get(..10)?.parse().ok()?;
    jiff::tz::TimeZone::UTC.to_timestamp(date.at(0, 0, 0, 0)).ok()
}

#[test]
fn dates_of_feeds_are_moments() {
    for text in [
        "Fri, 02 Jan 2026 03:04:05 GMT",
        "2 Jan 2026 04:04:05 +0100",
        // A wrong weekday is not rare.
        "Mon, 02 Jan 2026 03:04:05 +0000",
        "2026-01-02T03:04:05Z",
    ] {
        assert_eq!(moment(text).map(Timestamp::as_second), Some(1_767_323_045), "{text}");
    }
    assert_eq!(moment("lately"), None);
}

#[test]
fn dates_of_articles_are_moments() {
    let seconds = |text: &str| date(text).map(jiff::Timestamp::as_second);
    assert_eq!(seconds("1970-01-02"), Some(86_400));
    assert_eq!(seconds("1970-01-01T02:00:00+02:00"), Some(0));
    assert_eq!(seconds("1970-01-02T10:00"), Some(86_400));
    assert_eq!(seconds("in May"), None);
}
