//! `episode.json`: the timeline for programs. Everything counts samples.

use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::article::Meta;
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
    chapters: Vec<Chapter<'a>>,
    cues: Vec<Cue<'a>>,
}

/// Who spoke.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// The part in the cast.
    pub part: String,
    /// The voice, `engine:name`.
    pub voice: String,
    /// How fast, as a factor of its own speed.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rate: f32,
    /// How many semitones above its own pitch.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pitch: f32,
    /// The terms of the voice, where a voice model spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Licence>,
    /// The roles that it spoke.
    pub roles: Vec<Role>,
}

fn one() -> f32 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_one(rate: &f32) -> bool {
    (rate - 1.0).abs() < f32::EPSILON
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_zero(pitch: &f32) -> bool {
    pitch.abs() < f32::EPSILON
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

/// The manifest as JSON. `files` are the chapters' file names, in order.
pub fn write(episode: &Episode, made_from: &str, files: &[String], voices: &[Voice]) -> String {
    let chapters = episode.chapters.iter().zip(files).map(|(mark, file)| Chapter {
        title: &mark.title,
        anchor: mark.anchor.as_deref(),
        file,
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
        chapters: chapters.collect(),
        cues: cues.collect(),
    };
    let mut json = serde_json::to_string_pretty(&manifest).expect("a manifest is plain data");
    json.push('\n');
    json
}

/// What an earlier manifest holds that matters to a later one.
#[derive(Deserialize)]
struct Earlier {
    #[serde(default)]
    made_from: String,
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

/// The chapter files that an earlier manifest speaks of; none where it is missing or not ours. Only plain names
/// count: a manifest from elsewhere must not point outside its folder.
pub fn files(path: &Path) -> Vec<String> {
    let chapters = earlier(path).map(|earlier| earlier.chapters).unwrap_or_default();
    chapters.into_iter().map(|chapter| chapter.file).filter(|name| is_plain(name)).collect()
}

/// Whether a name is that of a file in the folder itself.
pub fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|plain| plain == name)
}
