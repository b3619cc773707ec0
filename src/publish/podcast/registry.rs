//! The GUID registry, `published.json`: under which GUID and date each episode was published. It is kept, because podcast
//! apps know episodes by their GUIDs and sort them by their dates.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::sound_version::SoundVersion;
use crate::{Error, Result, files};

/// The registry's file name, in the podcast's folder.
pub const NAME: &str = "published.json";

/// What listeners were told of the episodes in a folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct GuidRegistry {
    /// The episodes, by the names of their folders.
    pub episodes: BTreeMap<String, Registration>,
    /// When each feed was written last, by its file name.
    #[serde(default)]
    pub feeds: BTreeMap<String, Timestamp>,
}

/// What listeners were told of an episode.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Registration {
    /// The episode's GUID in the feed.
    pub guid: Uuid,
    /// When it was published first.
    pub date: Timestamp,
    /// The identity of its article, by which the episode is known again when its folder has another name.
    pub made_from: String,
    /// A digest of the manifest from which its book was made; empty if it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub book: String,
    /// The versions of its sound files, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sound: BTreeMap<String, SoundVersion>,
}

impl GuidRegistry {
    /// Reads the registry of a podcast's folder; empty if nothing was published yet.
    pub fn read(folder: &Path) -> Result<GuidRegistry> {
        const LIMIT: u64 = 1 << 26;
        let path = folder.join(NAME);
        if !path.exists() {
            return Ok(GuidRegistry::default());
        }
        let wrong = |error: serde_json::Error| Error::NotAShow { path: path.clone(), why: error.to_string() };
        serde_json::from_slice(&files::read(&path, LIMIT)?).map_err(wrong)
    }

    /// The text of the file, as JSON.
    pub fn json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a registry is plain data");
        json.push('\n');
        json
    }

    /// What is registered of the episode in the folder `name`. If nothing is, it is registered now: the GUID is made from
    /// the identity of its article, the date is `now`. An episode whose folder was renamed keeps its registration; `there`
    /// are the names of all folders that hold episodes.
    pub fn register(
        &mut self,
        name: &str,
        made_from: &str,
        there: &[String],
        now: Timestamp,
    ) -> Registration {
        if let Some(kept) = self.episodes.get(name).filter(|kept| kept.made_from == made_from) {
            return kept.clone();
        }
        let is_moved = |(old, kept): &(&String, &Registration)| {
            kept.made_from == made_from && !made_from.is_empty() && !there.contains(old)
        };
        let moved = self.episodes.iter().find(is_moved).map(|(old, _)| old.clone());
        let registration = moved.and_then(|old| self.episodes.remove(&old)).unwrap_or_else(|| {
            let origin = format!("articast:{made_from}/{name}");
            let guid = Uuid::new_v5(&Uuid::NAMESPACE_URL, origin.as_bytes());
            let (book, sound) = (String::new(), BTreeMap::new());
            Registration { guid, date: now, made_from: made_from.to_owned(), book, sound }
        });
        self.episodes.insert(name.to_owned(), registration.clone());
        registration
    }
}
