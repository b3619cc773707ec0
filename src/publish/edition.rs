//! The edition: a folder of episodes becomes a podcast. What is there as it shall be is not written again, and the feed
//! comes last, so that it never speaks of what is not there.

mod beside;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

pub use beside::{BESIDE, BOOK};

use super::library::{self, Promises, Published};
use super::record::Record;
use super::show::{self, Show};
use super::{blocks, feed, manifest};
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
    let site = most(records.iter().filter_map(|record| record.meta.site.as_deref()));
    let folder_name = folder.canonicalize().ok();
    let folder_name = folder_name.as_deref().and_then(Path::file_name).and_then(|name| name.to_str());
    let title = site.or(folder_name).unwrap_or("Articles").to_owned();
    take("title", &mut show.title, title);
    let author = most(records.iter().filter_map(|record| record.meta.byline.as_deref())).or(site);
    let author = author.unwrap_or(&show.title).to_owned();
    take("author", &mut show.author, author);
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

/// What is said most often; of those, the first in the alphabet.
fn most<'a>(said: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for text in said.map(str::trim).filter(|text| !text.is_empty()) {
        *counts.entry(text).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(text, _)| text)
}

/// The episodes of a show that have a file for podcast apps, the newest first, and what is left out with the reason. What
/// is not promised yet is promised now.
pub fn gather(folder: &Path, show: &Show, promises: &mut Promises, now: Timestamp) -> Result<Gathered> {
    let mut left_out = Vec::new();
    let mut records = Vec::new();
    for (name, path, record) in library::records(folder)? {
        match record {
            Ok(record) => records.push((name, path, record)),
            Err(why) => left_out.push((name, format!("`{}` cannot be read: {why}", manifest::NAME))),
        }
    }
    let all = promises.published(show, records, now);
    let (episodes, silent): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| one.enclosure().is_some());
    let no_file = |one: Published| {
        (one.name, "it has no file that podcast apps play: make it with `--formats wav,mp3`".to_owned())
    };
    left_out.extend(silent.into_iter().map(no_file));
    Ok((episodes, left_out))
}

/// The episodes of a show, and what is not in it, with the reason.
pub type Gathered = (Vec<Published>, Vec<(String, String)>);

/// Writes the feed of a folder, and what goes with it. `now` is when it is published.
pub fn publish(folder: &Path, mut show: Show, now: Timestamp) -> Result<Edition> {
    let before = Promises::read(folder)?;
    let mut promises = before.clone();
    let (episodes, left_out) = gather(folder, &show, &mut promises, now)?;
    feed::check_free(folder, &feed::names(show.feed.as_deref().unwrap_or(feed::NAME), episodes.len()))?;
    let mut written = beside::write(folder, &mut show, &episodes, &mut promises)?;

    let feed = show.feed.clone().unwrap_or_else(|| feed::NAME.into());
    let feeds = feed::names(&feed, episodes.len());
    let write = |built: Timestamp| -> Vec<(String, String)> {
        let page = |n: usize| feed::write(&show, (&episodes, &feeds), n, built);
        feeds.iter().cloned().enumerate().map(|(n, name)| (name, page(n))).collect()
    };
    let is_there = |(name, text): &(String, String)| is_same(&folder.join(name), text);
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
    Ok(Edition { show, assumed: Vec::new(), episodes, left_out, feeds, written })
}

/// Writes a text, unless it is there. Gives whether it was written.
fn put(path: &Path, text: &str) -> Result<bool> {
    if is_same(path, text) {
        return Ok(false);
    }
    files::write(path, text.as_bytes())?;
    Ok(true)
}

/// Whether a file holds this text.
fn is_same(path: &Path, text: &str) -> bool {
    path.metadata().is_ok_and(|data| data.len() == text.len() as u64)
        && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// Where the file of a show is: where the user says, or in the folder.
pub fn show_file(folder: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| folder.join(show::NAME), Path::to_owned)
}

#[test]
fn what_is_said_most_often_wins() {
    assert_eq!(most(["b", "a", "b", " "].into_iter()), Some("b"));
    assert_eq!(most(["b", "a"].into_iter()), Some("a"));
    assert_eq!(most([""].into_iter()), None);
}
