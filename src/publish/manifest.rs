//! `episode.json`: the timeline for programs. Everything counts samples.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::article::Meta;
use crate::encode::Format;
use crate::episode::Episode;
use crate::files;
use crate::models::Licence;
use crate::script::Role;

/// The manifest's file name.
pub const NAME: &str = "episode.json";

/// The manifest of an episode. More fields may come; these stay.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    articast: &'static str,
    title: &'a str,
    language: &'a str,
    sample_rate: u32,
    samples: u64,
    made_from: &'a str,
    meta: &'a Meta,
    voices: &'a [Voice],
    files: &'a [SoundFile],
    chapters: Vec<Chapter<'a>>,
    cues: Vec<Cue<'a>>,
}

/// A sound file of the episode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoundFile {
    /// Its name in the episode's folder.
    pub name: String,
    /// Its format.
    pub format: Format,
    /// The first sample of the timeline that it holds.
    pub start: u64,
    /// How many samples of the timeline it holds.
    pub samples: u64,
    /// How many bytes it has.
    pub bytes: u64,
    /// What tells whether it would be the same again: see [`crate::encode::digests`].
    pub digest: String,
}

/// Who spoke.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The part in the cast.
    pub part: String,
    /// The voice, `engine:name`.
    pub voice: String,
    /// The terms of the voice, where a voice model spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Licence>,
    /// The roles that it spoke.
    pub roles: Vec<Role>,
}

#[derive(Debug, Serialize)]
struct Chapter<'a> {
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    anchor: Option<&'a str>,
    file: &'a str,
    start: u64,
    samples: u64,
}

#[derive(Debug, Serialize)]
struct Cue<'a> {
    start: u64,
    samples: u64,
    role: Role,
    text: &'a str,
    /// Why it may not be what was to be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'a str>,
}

/// The manifest as JSON.
pub fn write(episode: &Episode, made_from: &str, files: &[SoundFile], voices: &[Voice]) -> String {
    let chapters = episode.chapters.iter().map(|mark| Chapter {
        title: &mark.title,
        anchor: mark.anchor.as_deref(),
        file: holder(files, mark.at.start..mark.at.end),
        start: mark.at.start,
        samples: mark.at.end - mark.at.start,
    });
    let cues = episode.cues.iter().map(|cue| Cue {
        start: cue.at.start,
        samples: cue.at.end - cue.at.start,
        role: cue.role,
        text: &cue.text,
        doubt: cue.doubt.as_deref(),
    });
    let manifest = Manifest {
        articast: env!("CARGO_PKG_VERSION"),
        title: episode.title(),
        language: episode.meta.language.as_deref().unwrap_or("en"),
        sample_rate: episode.rate.hertz(),
        samples: episode.samples(),
        made_from,
        meta: &episode.meta,
        voices,
        files,
        chapters: chapters.collect(),
        cues: cues.collect(),
    };
    let mut json = serde_json::to_string_pretty(&manifest).expect("a manifest is plain data");
    json.push('\n');
    json
}

/// The file in which a chapter is heard: the first that holds nothing else, or else the first that holds it.
fn holder(files: &[SoundFile], chapter: Range<u64>) -> &str {
    let is_its_own =
        |file: &&SoundFile| file.start == chapter.start && file.start + file.samples == chapter.end;
    files.iter().find(is_its_own).or(files.first()).map_or("", |file| &file.name)
}

/// What an earlier manifest holds that matters to a later one.
#[derive(Deserialize)]
struct Earlier {
    #[serde(default)]
    made_from: String,
    #[serde(default)]
    files: Vec<SoundFile>,
    chapters: Vec<EarlierChapter>,
}

#[derive(Deserialize)]
struct EarlierChapter {
    file: String,
}

fn earlier(path: &Path) -> Option<Earlier> {
    const LIMIT: u64 = 1 << 28;
    serde_json::from_slice(&files::read(path, LIMIT).ok()?).ok()
}

/// What the episode of an earlier manifest was made from; none where it is missing or not ours.
pub fn made_from(path: &Path) -> Option<String> {
    earlier(path).map(|earlier| earlier.made_from)
}

/// The sound files that an earlier manifest speaks of; none where it is missing or not ours. Only plain names
/// count: a manifest from elsewhere must not point outside its folder.
pub fn names(path: &Path) -> BTreeSet<String> {
    let Some(Earlier { files, chapters, .. }) = earlier(path) else { return BTreeSet::new() };
    let of_chapters = chapters.into_iter().map(|chapter| chapter.file);
    let names = files.into_iter().map(|file| file.name).chain(of_chapters);
    names.filter(|name| is_plain(name)).collect()
}

/// The sound files of an earlier manifest that are still as they were written: of the same length, and not changed
/// since the manifest came beside them.
pub fn untouched(path: &Path) -> Vec<SoundFile> {
    let changed = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    let (Some(earlier), Some(written)) = (earlier(path), changed(path)) else { return Vec::new() };
    let is_untouched = |file: &SoundFile| {
        let sound = path.with_file_name(&file.name);
        let is_whole = sound.metadata().is_ok_and(|data| data.is_file() && data.len() == file.bytes);
        is_plain(&file.name) && is_whole && changed(&sound).is_some_and(|changed| changed <= written)
    };
    earlier.files.into_iter().filter(is_untouched).collect()
}

/// Whether a name is that of a file in the folder itself.
pub fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|plain| plain == name)
}
