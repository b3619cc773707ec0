//! The library: the episodes in the folder of a podcast, those that can be published and those that cannot.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use uuid::Uuid;

use super::published::Published;
use super::registry::GuidRegistry;
use super::show::{Dates, Show};
use super::sound_files::{self, Examined};
use crate::publish::dates;
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::{names, staging};
use crate::publish::existing_feeds::Item;
use crate::{Error, Result};

/// The folder of an episode.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Its name in the podcast's folder.
    pub name: String,
    /// Its path: that of the podcast's folder, and the name.
    pub folder: PathBuf,
    /// What the manifest says, or why it cannot be read.
    pub manifest: Result<Manifest, String>,
}

/// Finds the episodes in the folder of a podcast, in order of the names of their folders. What a killed run left in its
/// staging folder is first moved to its place.
pub fn scan(folder: &Path) -> Result<Vec<Found>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let path = entry.map_err(Error::reading(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        if name.starts_with('.') {
            continue;
        }
        let settled = staging::settle(&path);
        if path.join(names::MANIFEST).symlink_metadata().is_ok() || settled.is_err() {
            let unread = |why| format!("`{}` cannot be read: {why}", names::MANIFEST);
            let manifest = settled.and_then(|()| Manifest::read(&path).map_err(unread));
            found.push(Found { name: name.to_owned(), folder: path.clone(), manifest });
        }
    }
    found.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(found)
}

/// The episodes of a show.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Gathered {
    /// The episodes that have a file for podcast apps, the newest first.
    pub episodes: Vec<Published>,
    /// The folders whose episodes cannot be published now, and the files of others that cannot.
    pub left_out: Vec<LeftOut>,
    /// Those of them that were published before: the feed keeps their items.
    pub broken: Vec<Broken>,
    /// The sound files of episodes that were edited after they were made, by their paths in the folder.
    pub edited: Vec<String>,
}

/// An episode that cannot be published now, or one of its files.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The name of its folder, or the path of the file from there.
    pub name: String,
    /// The reason, for people.
    pub why: String,
}

/// An episode that was published before and is not complete now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The name of its folder.
    pub name: String,
    /// The GUID under which it was published.
    pub guid: Uuid,
}

impl Gathered {
    /// Splits the items of an earlier feed into those that stay because their episodes are broken, and the others.
    pub fn split(&self, items: Vec<Item>) -> (Vec<Item>, Vec<Item>) {
        let is_broken = |item: &Item| self.broken.iter().any(|broken| broken.guid.to_string() == item.guid);
        items.into_iter().partition(is_broken)
    }
}

/// Finds the episodes of a show. Those that are not in the registry yet are registered with the date `now`.
pub fn gather(folder: &Path, show: &Show, registry: &mut GuidRegistry, now: Timestamp) -> Result<Gathered> {
    let before = registry.clone();
    let mut gathered = Gathered::default();
    let (mut whole, mut broken) = (Vec::new(), Vec::new());
    for Found { name, folder, manifest } in scan(folder)? {
        match manifest {
            Ok(manifest) => whole.push(Whole { name, folder, manifest }),
            Err(why) => broken.push(LeftOut { name, why }),
        }
    }
    let is_there = |name: &str| whole.iter().any(|there| there.name == name);
    let is_known = |name: &str| is_there(name) || broken.iter().any(|there| there.name == name);
    let lost = before.episodes.keys().filter(|name| !is_known(name) && folder.join(name).is_dir());
    let why = format!("there is no `{}`", names::MANIFEST);
    let lost: Vec<_> = lost.map(|name| LeftOut { name: name.clone(), why: why.clone() }).collect();
    broken.extend(lost);
    for mut one in published(whole, show, registry, now) {
        let mut registered = registry.episodes.get_mut(&one.name);
        let mut none = BTreeMap::new();
        let known = registered.as_mut().map_or(&mut none, |registered| &mut registered.sound);
        match one.enclosure().is_some().then(|| sound_files::examine(&mut one, known)) {
            Some(Ok(Examined { edited, unfit })) => {
                let path = |file: String| format!("{}/{file}", one.name);
                gathered.edited.extend(edited.into_iter().map(path));
                let left_out = |(file, why): (String, String)| LeftOut {
                    name: path(file),
                    why: format!("{why}; make it again"),
                };
                gathered.left_out.extend(unfit.into_iter().map(left_out));
                gathered.episodes.push(one);
            }
            Some(Err(why)) => broken.push(LeftOut { name: one.name, why }),
            None => {
                let why = "it has no file that podcast apps can play; make it with `--formats wav,mp3`";
                gathered.left_out.push(LeftOut { name: one.name, why: why.to_owned() });
            }
        }
    }
    broken.sort();
    for LeftOut { name, why } in broken.into_iter().filter(|broken| show.has(&broken.name)) {
        let registered = before.episodes.get(&name);
        gathered.broken.extend(registered.map(|known| Broken { name: name.clone(), guid: known.guid }));
        gathered.left_out.push(LeftOut { name, why: format!("{why}; make it again") });
    }
    Ok(gathered)
}

/// An episode whose manifest can be read.
struct Whole {
    name: String,
    folder: PathBuf,
    manifest: Manifest,
}

/// The episodes of a show with their GUIDs and dates, the newest first. All of them are registered, those of other shows
/// in the same folder too.
fn published(
    episodes: Vec<Whole>,
    show: &Show,
    registry: &mut GuidRegistry,
    now: Timestamp,
) -> Vec<Published> {
    let there: Vec<String> = episodes.iter().map(|one| one.name.clone()).collect();
    let mut list = Vec::new();
    for Whole { name, folder, manifest } in episodes {
        let registered = registry.register(&name, &manifest.made_from, &there, now);
        if show.has(&name) {
            let of_article = || dates::date(manifest.meta.published.as_deref()?);
            let date = match show.dates {
                Dates::Episode => registered.date,
                Dates::Article => of_article().unwrap_or(registered.date),
            };
            let guid = registered.guid;
            let marks = BTreeMap::new();
            list.push(Published { name, folder, manifest, guid, date, marks, edited_seconds: None });
        }
    }
    let article = |one: &Published| one.manifest.meta.published.as_deref().and_then(dates::date);
    list.sort_by(|a, b| (b.date, article(b), &b.name).cmp(&(a.date, article(a), &a.name)));
    list
}
