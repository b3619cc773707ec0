//! The GUID registry, `published.json`: under which GUID and date each episode was published. It is kept, because podcast
//! apps know episodes by their GUIDs and sort them by their dates.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sound_version::SoundVersion;
use crate::publish::episode_folder::manifest::Manifest;
use crate::record::{self, Record};
use crate::{Error, Result};

/// The registry's file name, in the podcast's folder.
pub const NAME: &str = record::PUBLISHED;

/// What listeners were told of the episodes in a folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GuidRegistry {
    /// The episodes, by the names of their folders.
    pub episodes: BTreeMap<String, Registration>,
    /// When each feed was written last, by its file name.
    #[serde(default)]
    pub feeds: BTreeMap<String, Timestamp>,
    /// The permanent name of the show of each feed (`podcast:guid`), by the feed's file name.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub shows: BTreeMap<String, Uuid>,
    /// The pictures that were drawn for shows, by the file names of their feeds.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub covers: BTreeMap<String, DrawnCover>,
}

/// A picture that was drawn for a show. One that somebody changed is not drawn again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnCover {
    /// The BLAKE3 digest of the file, in hexadecimal.
    pub digest: String,
    /// What tells its words and itself from others: [`crate::cover::Made::seal`].
    pub seal: String,
}

/// What listeners were told of an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// The episode's GUID in the feed: a UUID, unless it comes from another feed.
    pub guid: String,
    /// When it was published first.
    pub date: Timestamp,
    /// The number of its season, as listeners were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<u64>,
    /// Its number in the season, as listeners were told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub episode: Option<u64>,
    /// The identity of its article, by which the episode is known again when its folder has another name.
    pub made_from: String,
    /// The id in its manifest; empty if an earlier version made it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// A digest of the manifest from which its book was made; empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub book: String,
    /// The versions of its sound files, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sound: BTreeMap<String, SoundVersion>,
}

impl Registration {
    /// What is told of an episode from now on.
    pub fn new(guid: String, date: Timestamp, manifest: &Manifest) -> Registration {
        let (made_from, id) = (manifest.made_from.clone(), manifest.id.clone());
        let (book, sound) = (String::new(), BTreeMap::new());
        Registration { guid, date, made_from, id, season: None, episode: None, book, sound }
    }

    /// Whether a manifest is of this episode: it has its id, or what its author calls it is the GUID, or, where there are
    /// no ids, it was made from the same article.
    pub fn is_of(&self, manifest: &Manifest) -> bool {
        let given = manifest.meta.id.as_deref();
        let is_id = |id: &str| !id.is_empty() && (id == self.id || id == self.guid);
        let is_without = self.id.is_empty() || manifest.id.is_empty();
        is_id(&manifest.id) || given.is_some_and(is_id) || is_without && self.made_from == manifest.made_from
    }
}

/// The GUID under which the episode in a folder was published, or would have been, if its manifest has no id.
pub fn known_guid(folder: &Path, manifest: &Manifest) -> String {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let registry = folder.parent().and_then(|parent| GuidRegistry::read(parent).ok()).unwrap_or_default();
    let known = registry.episodes.get(&name).filter(|known| known.is_of(manifest));
    known.map_or_else(|| guid(&name, manifest), |known| known.guid.clone())
}

/// The GUID of an episode that was never published: its id, or what earlier versions made of its article and its folder.
fn guid(name: &str, manifest: &Manifest) -> String {
    if !manifest.id.is_empty() {
        return manifest.id.clone();
    }
    let origin = format!("articast:{}/{name}", manifest.made_from);
    Uuid::new_v5(&Uuid::NAMESPACE_URL, origin.as_bytes()).to_string()
}

impl GuidRegistry {
    /// Reads the registry of a podcast's folder; empty if nothing was published yet. Where it is damaged, its copy is read.
    pub fn read(folder: &Path) -> Result<GuidRegistry> {
        let record = Record::of(folder, NAME);
        let wrong =
            |error: serde_json::Error| Error::NotAShow { path: record.path.clone(), why: error.to_string() };
        let text = record.read()?;
        text.map_or_else(|| Ok(GuidRegistry::default()), |text| serde_json::from_slice(&text).map_err(wrong))
    }

    /// Keeps what is registered, and its copy; `before` is what [`read`](GuidRegistry::read) gave. Gives whether the
    /// registry was written.
    pub fn keep(&self, folder: &Path, before: &GuidRegistry) -> Result<bool> {
        Record::of(folder, NAME).keep((self != before).then(|| self.json().into_bytes()))
    }

    /// The text of the file, as JSON.
    pub fn json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a registry is plain data");
        json.push('\n');
        json
    }

    /// What is registered of the episode in the folder `name`. If nothing is, it is registered now: its GUID is the id in
    /// its manifest, or the next one that is free, and its date is `now`.
    pub fn register(&mut self, name: &str, manifest: &Manifest, now: Timestamp) -> Registration {
        if let Some(kept) = self.episodes.get_mut(name).filter(|kept| kept.is_of(manifest)) {
            kept.made_from.clone_from(&manifest.made_from);
            kept.id.clone_from(&manifest.id);
            return kept.clone();
        }
        let first = guid(name, manifest);
        let next = |n: u64| Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("{first}/{n}").as_bytes()).to_string();
        let is_held =
            |guid: &String| self.episodes.iter().any(|(other, kept)| other != name && kept.guid == *guid);
        let mut guids = std::iter::once(first.clone()).chain((2..).map(next));
        let guid = guids.find(|guid| !is_held(guid)).unwrap_or_default();
        let registration = Registration::new(guid, now, manifest);
        self.episodes.insert(name.to_owned(), registration.clone());
        registration
    }
}
