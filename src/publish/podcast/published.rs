//! An episode of a podcast, with all that its feed says of it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;

use super::show::Show;
use crate::encode::Format;
use crate::publish::episode_folder::manifest::{Manifest, SoundFile};
use crate::publish::episode_folder::names;
use crate::publish::existing_feeds::MARK;
use crate::publish::small_cover;

/// An episode that is published, or is to be.
#[derive(Debug, Clone, PartialEq)]
pub struct Published {
    /// The name of its folder, which is a part of its address.
    pub name: String,
    /// The path of its folder.
    pub folder: PathBuf,
    /// What its manifest says.
    pub manifest: Manifest,
    /// By which podcast apps know it, for ever.
    pub guid: String,
    /// The date that the feed gives it.
    pub date: Timestamp,
    /// The number of its season, if the feed gives it one.
    pub season: Option<u64>,
    /// Its number in the season, if the feed gives it one.
    pub episode: Option<u64>,
    /// What the addresses of its sound files are told apart by, by their names: see [`SoundVersion`].
    ///
    /// [`SoundVersion`]: super::sound_version::SoundVersion
    pub marks: BTreeMap<String, String>,
    /// How long its enclosure lasts in seconds, if that was edited after the episode was made.
    pub edited_seconds: Option<u64>,
}

impl Published {
    /// An episode without numbers, as it was made.
    pub fn new(name: &str, folder: PathBuf, manifest: Manifest, guid: String, date: Timestamp) -> Published {
        let name = name.to_owned();
        let (season, episode, marks, edited_seconds) = (None, None, BTreeMap::new(), None);
        Published { name, folder, manifest, guid, date, season, episode, marks, edited_seconds }
    }

    /// The file that podcast apps get: MP3, or else AAC. Apple and PSP-1 take no others.
    pub fn enclosure(&self) -> Option<&SoundFile> {
        [Format::Mp3, Format::M4b].into_iter().find_map(|format| self.whole(format))
    }

    /// The sound file of this format that holds the whole episode.
    pub fn whole(&self, format: Format) -> Option<&SoundFile> {
        let is_whole = |file: &&SoundFile| {
            file.format == format && file.start == 0 && file.samples == self.manifest.samples
        };
        self.manifest.files.iter().find(is_whole)
    }

    /// The sound files of other formats that hold the whole episode, as far as they are there.
    pub fn alternates(&self) -> impl Iterator<Item = &SoundFile> {
        let formats = [Format::Mp3, Format::M4b, Format::Opus, Format::Flac];
        let others = formats.into_iter().filter_map(|format| self.whole(format));
        let is_other =
            |file: &&SoundFile| self.enclosure().is_none_or(|enclosure| enclosure.name != file.name);
        others.filter(is_other).filter(|file| self.holds(&file.name))
    }

    /// The address of one of its sound files. It changes when the file does, and leads to the same file.
    pub fn sound_address(&self, show: &Show, file: &SoundFile) -> String {
        let address = show.media_address(&[&self.name, &file.name]);
        match self.marks.get(&file.name) {
            Some(mark) => format!("{address}{MARK}{mark}"),
            None => address,
        }
    }

    /// The file name of the picture that its feed names, if its folder has a cover.
    pub fn cover(&self) -> Option<String> {
        Some(small_cover::named(&self.folder, names::cover(|name| self.holds(name))?))
    }

    /// Whether its folder holds a file of this name.
    pub fn holds(&self, name: &str) -> bool {
        self.folder.join(name).is_file()
    }

    /// Its length in seconds, rounded to the nearest.
    pub fn seconds(&self) -> u64 {
        let made = self.manifest.sample_rate.milliseconds(self.manifest.samples).saturating_add(500) / 1000;
        self.edited_seconds.unwrap_or(made)
    }
}
