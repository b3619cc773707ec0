//! An episode of a podcast, with all that its feed says of it.

use std::path::PathBuf;

use jiff::Timestamp;

use crate::encode::Format;
use crate::publish::episode_folder::manifest::{Manifest, SoundFile};
use crate::publish::episode_folder::names;

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
}

impl Published {
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

    /// The file name of its cover, if its folder has one.
    pub fn cover(&self) -> Option<&'static str> {
        names::cover(|name| self.holds(name))
    }

    /// Whether its folder holds a file of this name.
    pub fn holds(&self, name: &str) -> bool {
        self.folder.join(name).is_file()
    }

    /// Its length in seconds, rounded to the nearest.
    pub fn seconds(&self) -> u64 {
        self.manifest.sample_rate.milliseconds(self.manifest.samples).saturating_add(500) / 1000
    }
}
