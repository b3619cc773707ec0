//! The edition: a folder of episodes becomes a podcast. What is there as it shall be is not written again, and the feed
//! comes last, so that it never speaks of what is not there.

mod beside;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use uuid::Uuid;

pub use beside::BOOK;

use super::feed::Item;
use super::library::{self, Promises, Published};
use super::record::{Record, SoundFile};
use super::show::{self, Show};
use super::{blocks, feed, manifest, shelf};
use crate::{Error, Result, files};

/// A podcast in a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Edition {
    /// The show, with what its file leaves open filled in.
    pub show: Show,
    /// What was filled in, and with what.
    pub assumed: Vec<(&'static str, String)>,
    /// The episodes of the feed, the newest first.
    pub episodes: Vec<Published>,
    /// What is not in the feed, and why.
    pub left_out: Vec<(String, String)>,
    /// The folders of those of them whose items the feed keeps as they were.
    pub broken: Vec<String>,
    /// The titles of the items that the feed had and has no more.
    pub dropped: Vec<String>,
    /// The feed's file name, and those of its earlier pages.
    pub feeds: Vec<String>,
    /// The files that were written, by their paths in the folder.
    pub written: Vec<String>,
}

/// The show of a folder: from its file where there is one, and from its episodes for all that the file leaves open.
/// `url` takes the place of the address in the file.
pub fn show(folder: &Path, file: &Path, url: Option<&str>) -> Result<(Show, Vec<(&'static str, String)>)> {
    let mut show = if file.exists() { Show::read(file)? } else { Show::default() };
    if let Some(url) = url {
        url.clone_into(&mut show.url);
        show = show.checked().map_err(|why| Error::NotAShow { path: file.to_owned(), why })?;
    }
    let records = library::records(folder)?;
    let whole: Vec<&Record> = records
        .iter()
        .filter(|(name, ..)| show.has(name))
        .filter_map(|(_, _, record)| record.as_ref().ok())
        .collect();
    let mut assumed = Vec::new();
    fill(&mut show, &whole, (folder, file), &mut assumed);
    Ok((show, assumed))
}

/// Fills in what a show leaves open.
fn fill(
    show: &mut Show,
    records: &[&Record],
    (folder, file): (&Path, &Path),
    assumed: &mut Vec<(&'static str, String)>,
) {
    let mut take = |name, value: &mut String, other: String| {
        if value.is_empty() {
            *value = other;
            assumed.push((name, value.clone()));
        }
    };
    // What only some of the articles say is not said of the show.
    let site = agreed(records.iter().map(|record| record.meta.site.as_deref()));
    let folder_name = folder.canonicalize().ok();
    let folder_name = folder_name.as_deref().and_then(Path::file_name).and_then(|name| name.to_str());
    let title = site.or(folder_name).unwrap_or("Articles").to_owned();
    take("title", &mut show.title, title);
    let author = agreed(records.iter().map(|record| record.meta.byline.as_deref())).or(site);
    take("author", &mut show.author, author.unwrap_or_default().to_owned());
    let description = format!("Articles of {}, read aloud by synthetic voices.", show.title);
    take("description", &mut show.description, description);
    let language = most(records.iter().map(|record| record.language.as_str())).unwrap_or("en").to_owned();
    take("language", &mut show.language, language);
    if show.categories.is_empty() {
        show.categories.push("Society & Culture".into());
        assumed.push(("categories", show.categories[0].clone()));
    }
    let is_usual = file.file_name().is_none_or(|name| name == show::NAME);
    let stem = file.file_stem().and_then(|stem| stem.to_str()).filter(|_| !is_usual).unwrap_or("feed");
    let name = show.feed.get_or_insert_with(|| format!("{stem}.xml")).clone();
    if show.guid.is_none() && !show.url.is_empty() {
        show.guid = Some(show::guid(&show.address(&[&name])));
    }
    if show.cover.is_none() {
        show.cover = blocks::cover(|name| folder.join(name).is_file()).map(Into::into);
    }
}

/// What all of them say; nothing where one says nothing or another thing.
fn agreed<'a>(mut said: impl Iterator<Item = Option<&'a str>>) -> Option<&'a str> {
    let first = said.next()??.trim();
    let is_same = |other: Option<&str>| other.is_some_and(|other| other.trim() == first);
    Some(first).filter(|first| !first.is_empty() && said.all(is_same))
}

/// What is said most often; of those, the first in the alphabet.
fn most<'a>(said: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for text in said.map(str::trim).filter(|text| !text.is_empty()) {
        *counts.entry(text).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(text, _)| text)
}

/// What is there of a show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gathered {
    /// The episodes that have a file for podcast apps, the newest first.
    pub episodes: Vec<Published>,
    /// What is left out, with the reason.
    pub left_out: Vec<(String, String)>,
    /// The names and guids of those of them that were published and are not whole now: the feed keeps its item.
    pub broken: Vec<(String, Uuid)>,
}

/// Finds out what is there of a show. What is not promised yet is promised now.
pub fn gather(folder: &Path, show: &Show, promises: &mut Promises, now: Timestamp) -> Result<Gathered> {
    let before = promises.clone();
    let mut gathered = Gathered::default();
    let mut records = Vec::new();
    let mut broken = Vec::new();
    for (name, path, record) in library::records(folder)? {
        match record {
            Ok(record) => records.push((name, path, record)),
            Err(why) => broken.push((name, why)),
        }
    }
    let is_there = |name: &str| records.iter().any(|(there, ..)| there == name);
    let is_known = |name: &str| is_there(name) || broken.iter().any(|(there, _)| there == name);
    let lost = before.episodes.keys().filter(|name| !is_known(name) && folder.join(name).is_dir());
    let lost: Vec<_> = lost.map(|name| (name.clone(), format!("there is no `{}`", manifest::NAME))).collect();
    broken.extend(lost);
    for one in promises.published(show, records, now) {
        match one.enclosure().map(|file| unfit(&one, file)) {
            Some(None) => gathered.episodes.push(one),
            Some(Some(why)) => broken.push((one.name, why)),
            None => {
                let why = "it has no file that podcast apps can play; make it with `--formats wav,mp3`";
                gathered.left_out.push((one.name, why.to_owned()));
            }
        }
    }
    broken.sort();
    for (name, why) in broken.into_iter().filter(|(name, _)| show.has(name)) {
        let promise = before.episodes.get(&name);
        gathered.broken.extend(promise.map(|promise| (name.clone(), promise.guid)));
        gathered.left_out.push((name, format!("{why}; make it again")));
    }
    Ok(gathered)
}

/// Why the file for podcast apps is not what the manifest says, if it is not.
fn unfit(one: &Published, file: &SoundFile) -> Option<String> {
    match one.folder.join(&file.name).metadata() {
        Ok(data) if data.is_file() && data.len() == file.bytes => None,
        Ok(data) => Some(format!("`{}` has {} bytes instead of {}", file.name, data.len(), file.bytes)),
        Err(_) => Some(format!("`{}` is missing", file.name)),
    }
}

/// What may be done to a feed that is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Emptying {
    /// One that has items is not replaced by one that has none.
    #[default]
    Refuse,
    /// It may lose all its items.
    Allow,
}

/// Writes the feed of a folder, and what goes with it. `now` is when it is published.
pub fn publish(folder: &Path, mut show: Show, emptying: Emptying, now: Timestamp) -> Result<Edition> {
    let before = Promises::read(folder)?;
    let mut promises = before.clone();
    let Gathered { episodes, left_out, broken } = gather(folder, &show, &mut promises, now)?;
    let feed = show.feed.clone().unwrap_or_else(|| feed::NAME.into());
    let items = feed::items(folder, &feed)?;
    let (kept, others) = kept(items, &broken);
    let entries = feed::entries(&episodes, &kept);
    if entries.is_empty() && !others.is_empty() && emptying == Emptying::Refuse {
        return Err(Error::EmptyFeed { path: folder.join(feed), items: others.len() });
    }
    feed::check_free(folder, &feed::names(&feed, entries.len()))?;
    let mut written = beside::write(folder, &mut show, &episodes, &mut promises)?;

    let feeds = feed::names(&feed, entries.len());
    let write = |built: Timestamp| -> Vec<(String, String)> {
        let page = |n: usize| feed::write(&show, (&entries, &feeds), n, built);
        feeds.iter().cloned().enumerate().map(|(n, name)| (name, page(n))).collect()
    };
    let is_there = |(name, text): &(String, String)| files::stands(&folder.join(name), text.as_bytes());
    let as_before = promises.feeds.get(&feed).map(|built| write(*built));
    let unchanged = as_before.is_some_and(|pages| pages.iter().all(is_there));
    let mut new: Vec<(String, String)> = Vec::new();
    if !unchanged {
        promises.feeds.insert(feed.clone(), now);
        new.extend(write(now).into_iter().rev());
    }
    // What is promised is kept before anybody is told.
    if promises != before {
        new.insert(0, (library::NAME.into(), promises.json()));
    }
    for (name, text) in new {
        if put(&folder.join(&name), &text)? {
            written.push(name);
        }
    }
    // Now that the feed names them no more.
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        shelf::discard(&entry.map_err(Error::reading(folder))?.path())?;
    }
    let is_in = |item: &Item| episodes.iter().any(|one| one.guid.to_string() == item.guid);
    let dropped = others.into_iter().filter(|item| !is_in(item)).map(|item| item.title).collect();
    let broken = broken.into_iter().map(|(name, _)| name).collect();
    Ok(Edition { show, assumed: Vec::new(), episodes, left_out, broken, dropped, feeds, written })
}

/// The items of a feed that stay because their episodes are not whole, and the others.
pub fn kept(items: Vec<Item>, broken: &[(String, Uuid)]) -> (Vec<Item>, Vec<Item>) {
    let is_broken = |item: &Item| broken.iter().any(|(_, guid)| guid.to_string() == item.guid);
    items.into_iter().partition(is_broken)
}

/// Writes a text, unless it is there. Gives whether it was written.
fn put(path: &Path, text: &str) -> Result<bool> {
    if files::stands(path, text.as_bytes()) {
        return Ok(false);
    }
    files::write(path, text.as_bytes())?;
    Ok(true)
}

/// Where the file of a show is: where the user says, or in the folder.
pub fn show_file(folder: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| folder.join(show::NAME), Path::to_owned)
}

#[test]
fn what_all_say_is_said_of_the_show() {
    assert_eq!(agreed([Some("a"), Some("a ")].into_iter()), Some("a"));
    for other in [Some("b"), None] {
        assert_eq!(agreed([Some("a"), other].into_iter()), None);
    }
    assert_eq!(agreed([Some(" ")].into_iter()), None);
    assert_eq!(agreed(std::iter::empty()), None);
}

#[test]
fn what_is_said_most_often_wins() {
    assert_eq!(most(["b", "a", "b", " "].into_iter()), Some("b"));
    assert_eq!(most(["b", "a"].into_iter()), Some("a"));
    assert_eq!(most([""].into_iter()), None);
}
