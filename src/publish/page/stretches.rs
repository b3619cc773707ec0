//! What a page plays: the stretches of the timeline, and the files that hold each.

use serde::Serialize;

use super::format::address;
use crate::encode::Format;
use crate::publish::episode_folder::coverage::media_type;
use crate::publish::episode_folder::manifest::{Manifest, SoundFile};
use crate::publish::episode_folder::names::is_plain;

/// A stretch of the timeline. Together the stretches of an episode cover it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Stretch<'a> {
    /// The sample of the timeline at which it starts.
    pub(super) start: u64,
    /// Its length in samples.
    pub(super) samples: u64,
    /// The name of what is heard: that of a chapter, or nothing where it is the whole.
    pub(super) title: Option<&'a str>,
    /// The files that hold it, the best for a browser first.
    pub(super) sources: Vec<Source>,
}

/// A sound file for a browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Source {
    /// Its address from the page.
    pub(super) address: String,
    /// What browsers call its format.
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
}

/// What a browser plays: files of the whole episode where there are any, or else those of the chapters. Nothing where
/// some chapter has no file.
pub(super) fn stretches(manifest: &Manifest) -> Vec<Stretch<'_>> {
    let sources = |start, samples| {
        let is_it =
            |file: &&SoundFile| file.start == start && file.samples == samples && is_plain(&file.name);
        let mut files: Vec<&SoundFile> = manifest.files.iter().filter(is_it).collect();
        files.sort_by_key(|file| rank(file.format));
        files.into_iter().map(Source::of).collect::<Vec<_>>()
    };
    let whole =
        Stretch { start: 0, samples: manifest.samples, title: None, sources: sources(0, manifest.samples) };
    if !whole.sources.is_empty() {
        return vec![whole];
    }
    let chapters = manifest.chapters.iter().map(|chapter| {
        let (start, samples, title) = (chapter.start, chapter.samples, Some(chapter.title.as_str()));
        Stretch { start, samples, title, sources: sources(start, samples) }
    });
    let parts: Vec<Stretch<'_>> = chapters.collect();
    if parts.iter().any(|part| part.sources.is_empty()) { Vec::new() } else { parts }
}

/// Which format a browser shall try first: MP4 has an index, so that it is sought exactly; WAV is large.
fn rank(format: Format) -> usize {
    let order = [Format::M4b, Format::Mp3, Format::Opus, Format::Flac, Format::Wav];
    order.iter().position(|known| *known == format).unwrap_or(order.len())
}

impl Source {
    fn of(file: &SoundFile) -> Source {
        Source { address: address(&file.name), kind: media_type(file.format) }
    }
}
