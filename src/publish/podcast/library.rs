//! The library: the episodes in the folder of a podcast, those that can be published and those that cannot.

use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::published::Published;
use super::recognition::{self, Candidate, Earlier, PART, Recognised, Twin};
use super::registry::GuidRegistry;
use super::show::{Dates, Show};
use crate::publish::dates;
use crate::publish::episode_folder::manifest::{Manifest, SoundFile};
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
    /// The folders whose episodes cannot be published now.
    pub left_out: Vec<LeftOut>,
    /// Those of them that were published before: the feed keeps their items.
    pub broken: Vec<Broken>,
    /// The titles of the imported items that are no episode's.
    pub strangers: Vec<String>,
}

/// An episode that cannot be published now.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The name of its folder.
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
    pub guid: String,
}

impl Gathered {
    /// Splits the items of an earlier feed into those that stay because their episodes are broken, and the others.
    pub fn split(&self, items: Vec<Item>) -> (Vec<Item>, Vec<Item>) {
        let is_broken = |item: &Item| self.broken.iter().any(|broken| broken.guid == item.guid);
        items.into_iter().partition(is_broken)
    }
}

/// Finds the episodes of a show. Those that neither the registry nor an earlier feed knows are registered with the date
/// `now`.
pub fn gather(
    folder: &Path,
    show: &Show,
    registry: &mut GuidRegistry,
    earlier: &Earlier,
    now: Timestamp,
) -> Result<Gathered> {
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
    let mut candidates = Vec::new();
    for Whole { name, manifest, .. } in &whole {
        candidates.push(Candidate { name, manifest, is_of_show: show.has(name) });
    }
    let Recognised { twins, strangers } = recognition::recognise(registry, &candidates, earlier, now);
    gathered.strangers = strangers;
    whole.retain(|one| !twins.iter().any(|twin| twin.name == one.name));
    for Twin { name, of } in twins.into_iter().filter(|twin| show.has(&twin.name)) {
        let why = format!("it is the same episode as `{of}`; {PART}");
        gathered.left_out.push(LeftOut { name, why });
    }
    for one in published(whole, show, registry, now) {
        match one.enclosure().map(|file| unfit(&one, file)) {
            Some(None) => gathered.episodes.push(one),
            Some(Some(why)) => broken.push(LeftOut { name: one.name, why }),
            None => {
                let why = "it has no file that podcast apps can play; make it with `--formats wav,mp3`";
                gathered.left_out.push(LeftOut { name: one.name, why: why.to_owned() });
            }
        }
    }
    broken.sort();
    for LeftOut { name, why } in broken.into_iter().filter(|broken| show.has(&broken.name)) {
        let registered = before.episodes.get(&name);
        gathered
            .broken
            .extend(registered.map(|known| Broken { name: name.clone(), guid: known.guid.clone() }));
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
    let mut list = Vec::new();
    for Whole { name, folder, manifest } in episodes {
        let registered = registry.register(&name, &manifest, now);
        if show.has(&name) {
            let of_article = || dates::date(manifest.meta.published.as_deref()?);
            let date = match show.dates {
                Dates::Episode => registered.date,
                Dates::Article => of_article().unwrap_or(registered.date),
            };
            list.push(Published { name, folder, manifest, guid: registered.guid, date });
        }
    }
    let article = |one: &Published| one.manifest.meta.published.as_deref().and_then(dates::date);
    list.sort_by(|a, b| (b.date, article(b), &b.name).cmp(&(a.date, article(a), &a.name)));
    list
}

/// Why the file for podcast apps is not what the manifest says, if it is not.
fn unfit(one: &Published, file: &SoundFile) -> Option<String> {
    match one.folder.join(&file.name).metadata() {
        Ok(data) if data.is_file() && data.len() == file.bytes => None,
        Ok(data) => Some(format!("`{}` has {} bytes instead of {}", file.name, data.len(), file.bytes)),
        Err(_) => Some(format!("`{}` is missing", file.name)),
    }
}
