//! The library: the episodes in the folder of a podcast, those that can be published and those that cannot.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::order::{self, Newcomer};
use super::published::Published;
use super::recognition::{self, Candidate, Earlier, PART, Recognised, Twin};
use super::registry::GuidRegistry;
use super::show::{Dates, Show};
use super::sound_files::{self, Examined};
use crate::files::human_order;
use crate::publish::dates::{self, BadDate};
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::verify::unspoken;
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
        // Of a folder that may not be looked into, it is not known that it is none.
        let is_there = path.join(names::MANIFEST).symlink_metadata().map_or_else(
            |error| !matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory),
            |_| true,
        );
        if is_there || settled.is_err() {
            let unread = |why| format!("`{}` cannot be read: {why}", names::MANIFEST);
            let manifest = settled.and_then(|()| Manifest::read(&path).map_err(unread));
            found.push(Found { name: name.to_owned(), folder: path.clone(), manifest });
        }
    }
    found.sort_by(|a, b| human_order(&a.name, &b.name));
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
    /// What to know of dates and numbers, for people.
    pub warnings: Vec<String>,
    /// The titles of the imported items that are no episode's.
    pub strangers: Vec<String>,
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
    pub guid: String,
}

impl Gathered {
    /// Leaves out an episode that turned out to be at fault, and says why. `is_known` says whether it was published
    /// before.
    pub fn leave_out(&mut self, one: Published, why: String, is_known: bool) {
        if is_known {
            self.broken.push(Broken { name: one.name.clone(), guid: one.guid });
        }
        self.left_out.push(LeftOut { name: one.name, why });
    }

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
        match manifest.and_then(complete) {
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
    let Recognised { twins, strangers } = recognised(&whole, show, registry, earlier, now);
    gathered.strangers = strangers;
    whole.retain(|one| !twins.iter().any(|twin| twin.name == one.name));
    gathered.left_out.extend(twins.into_iter().filter(|twin| show.has(&twin.name)).map(Twin::left_out));
    gathered.warnings = warnings(&whole, show, now);
    let published = published(whole, show, registry, now);
    gathered.warnings.extend(order::double_numbers(&published));
    for mut one in published {
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
        let guid = before.episodes.get(&name).map(|known| known.guid.clone());
        gathered.broken.extend(guid.map(|guid| Broken { name: name.clone(), guid }));
        gathered.left_out.push(LeftOut { name, why: format!("{why}; make it again") });
    }
    Ok(gathered)
}

/// Refuses an episode that lacks some of its lines.
fn complete(manifest: Manifest) -> Result<Manifest, String> {
    unspoken(&manifest).map_or(Ok(manifest), |fault| Err(format!("it is incomplete: {fault}")))
}

/// Finds what is known of the episodes in a folder.
fn recognised(
    whole: &[Whole],
    show: &Show,
    registry: &mut GuidRegistry,
    earlier: &Earlier,
    now: Timestamp,
) -> Recognised {
    let mut candidates = Vec::new();
    for Whole { name, manifest, .. } in whole {
        candidates.push(Candidate { name, manifest, is_of_show: show.has(name) });
    }
    recognition::recognise(registry, &candidates, earlier, now)
}

impl Twin {
    fn left_out(self) -> LeftOut {
        LeftOut { why: format!("it is the same episode as `{}`; {PART}", self.of), name: self.name }
    }
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
    register(&episodes, show, registry, now);
    let mut list = Vec::new();
    for Whole { name, folder, manifest } in episodes {
        let Some(registered) = registry.episodes.get(&name).filter(|_| show.has(&name)) else { continue };
        let date = match show.dates {
            Dates::Episode => registered.date,
            Dates::Article => said(&manifest).unwrap_or(registered.date),
        };
        list.push(Published::new(&name, folder, manifest, registered.guid.clone(), date));
    }
    order::newest_first(&mut list, registry, show.dates == Dates::Article);
    order::number(&mut list, show, registry);
    list
}

/// Registers episodes. Those that are new get dates that differ, in their order.
fn register(episodes: &[Whole], show: &Show, registry: &mut GuidRegistry, now: Timestamp) {
    let before = registry.clone();
    let known: BTreeSet<_> = before.episodes.values().map(|known| &known.guid).collect();
    let taken: BTreeSet<Timestamp> = registry.episodes.values().map(|known| known.date).collect();
    let mut new = Vec::new();
    for Whole { name, folder, manifest } in episodes {
        let registered = registry.register(name, manifest, now);
        if !known.contains(&registered.guid) {
            let made = folder.join(names::MANIFEST).metadata().and_then(|data| data.modified()).ok();
            let made = made.and_then(|made| Timestamp::try_from(made).ok());
            new.push(Newcomer { name, facts: &manifest.meta.podcast, said: said(manifest), made });
        }
    }
    order::sort(&mut new, show.order, now);
    for (one, date) in new.iter().zip(order::first_dates(new.len(), &taken, now)) {
        if let Some(registered) = registry.episodes.get_mut(one.name) {
            registered.date = date;
        }
    }
}

/// When the article of an episode was published, if it says so and a feed can name the moment.
fn said(manifest: &Manifest) -> Option<Timestamp> {
    dates::of_article(&manifest.meta).ok().flatten()
}

/// What to know of the dates of articles, for people.
fn warnings(episodes: &[Whole], show: &Show, now: Timestamp) -> Vec<String> {
    let of_articles = show.dates == Dates::Article;
    let instead = if of_articles { "; the feed has the date of the first publication" } else { "" };
    let mut warnings = Vec::new();
    for Whole { name, manifest, .. } in episodes.iter().filter(|one| show.has(&one.name)) {
        let text = manifest.meta.published.as_deref().unwrap_or_default();
        let why = match dates::of_article(&manifest.meta) {
            Ok(Some(date)) if now < date && of_articles => {
                format!("its date “{text}” is in the future, and apps hide it until then")
            }
            Ok(Some(date)) if now < date => format!("its date “{text}” is in the future"),
            Ok(None) if of_articles => format!("its article has no date{instead}"),
            Ok(_) => continue,
            Err(BadDate::Early) if !of_articles => continue,
            Err(why) => format!("{}{instead}", why.tell(text)),
        };
        warnings.push(format!("`{name}`: {why}"));
    }
    warnings
}
