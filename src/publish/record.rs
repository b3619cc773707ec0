//! What is kept of an episode: the content of `episode.json`, as it is written and as it is read again.

use std::io::{BufReader, Read};
use std::ops::Range;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::rows::Rows;
use crate::article::{Medium, Meta, address};
use crate::audio::Rate;
use crate::encode::{Division, Format};
use crate::episode::{Cue, Episode, Mark, Shown, Timing};
use crate::files;
use crate::models::Licence;
use crate::script::{Link, Role};
use crate::voice::VoiceId;

/// No manifest is larger.
const LIMIT: u64 = 1 << 28;

/// An episode on its timeline, without its sound. More fields may come; these stay. What may be missing in a manifest
/// of an earlier version has a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// The version of the program that made it.
    #[serde(default)]
    pub articast: String,
    /// The title.
    pub title: String,
    /// The language as a BCP 47 tag.
    #[serde(default)]
    pub language: String,
    /// The rate of the timeline.
    pub sample_rate: Rate,
    /// How many samples it is long.
    pub samples: u64,
    /// What tells its article from others.
    #[serde(default)]
    pub made_from: String,
    /// What the article says of itself.
    #[serde(default)]
    pub meta: Meta,
    /// The file name of the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// What shows that the picture need not be made again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cover_seal: String,
    /// Who spoke.
    #[serde(default)]
    pub voices: Vec<Voice>,
    /// The sound files.
    #[serde(default)]
    pub files: Vec<SoundFile>,
    /// The chapters, in order.
    pub chapters: Vec<Chapter>,
    /// The lines, in order.
    pub cues: Vec<Line>,
    /// What is shown while it is told.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// Where the article's links lead.
    #[serde(default)]
    pub links: Vec<Link>,
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
    /// Whether it was wanted as a chapter or as all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<Division>,
    /// The bit rate in kb/s that was wanted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<u32>,
    /// What tells whether it would be the same again: see [`crate::encode::digests`].
    pub digest: String,
}

/// A chapter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// Its title.
    pub title: String,
    /// The anchor of its heading in the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The name of the file in which it is heard.
    pub file: String,
    /// Its first sample on the episode's timeline.
    pub start: u64,
    /// How many samples it is long.
    pub samples: u64,
}

/// A line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its first sample on the episode's timeline.
    pub start: u64,
    /// How many samples it is long.
    #[serde(default)]
    pub samples: u64,
    /// Who says it.
    pub role: Role,
    /// The number of its block: lines of one paragraph have the same.
    #[serde(default)]
    pub block: usize,
    /// Its language as a BCP 47 tag, where that is another than the article's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The author's words.
    pub text: String,
    /// Where the times of its words are from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timing: Option<Timing>,
    /// The words of the text: their first byte in it and the one behind, their first sample and the one behind.
    #[serde(default)]
    pub words: Vec<Word>,
    /// Why it may not be what was to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
}

/// A word: its first byte in the text and the one behind, its first sample and the one behind.
pub type Word = (usize, usize, u64, u64);

/// A picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The number of its block: that of the lines that tell it.
    pub block: usize,
    /// What it is.
    pub medium: Medium,
    /// Its address, as the article has it.
    pub address: String,
    /// The text that stands for it; empty where there is none.
    pub alt: String,
}

impl Record {
    /// The record of an episode.
    pub fn of(episode: &Episode, made_from: &str, files: Vec<SoundFile>, voices: Vec<Voice>) -> Record {
        Record {
            articast: env!("CARGO_PKG_VERSION").into(),
            title: episode.title().into(),
            language: episode.meta.language.clone().unwrap_or_else(|| "en".into()),
            sample_rate: episode.rate,
            samples: episode.samples(),
            made_from: made_from.into(),
            meta: public(&episode.meta),
            cover: None,
            cover_seal: String::new(),
            voices: voices.into_iter().map(named).collect(),
            chapters: episode.chapters.iter().map(|mark| Chapter::of(mark, &files)).collect(),
            files,
            cues: episode.cues.iter().map(Line::of).collect(),
            pictures: episode.pictures.iter().map(Picture::of).collect(),
            links: episode.links.iter().map(shared).collect(),
        }
    }

    /// Reads a manifest; what is wrong with it, where that fails.
    pub fn read(path: &Path) -> Result<Record, String> {
        let file = files::open(path).map_err(|error| error.to_string())?;
        // Read as it is parsed: a manifest of a long book is many times as large as what matters of it.
        serde_json::from_reader(BufReader::new(file.take(LIMIT))).map_err(|error| error.to_string())
    }

    /// The manifest.
    pub fn json(&self) -> String {
        let mut json = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut json, Rows::default());
        self.serialize(&mut serializer).expect("a record is plain data");
        json.push(b'\n');
        String::from_utf8(json).expect("JSON is UTF-8")
    }

    /// The chapter in which a sample is.
    pub fn chapter(&self, sample: u64) -> Option<&Chapter> {
        self.chapters.iter().rev().find(|chapter| chapter.start <= sample)
    }

    /// Who spoke a role; of several, the first.
    pub fn voice(&self, role: Role) -> Option<&Voice> {
        self.voices.iter().find(|voice| voice.roles.contains(&role))
    }
}

/// What an article says of itself, with addresses as others may see them.
fn public(meta: &Meta) -> Meta {
    let source = meta.source.as_deref().map(address::public);
    let image = meta.image.as_deref().map(address::public_picture);
    Meta { source, image, ..meta.clone() }
}

/// A voice by the name that others may see.
fn named(voice: Voice) -> Voice {
    Voice { voice: VoiceId::from(voice.voice.as_str()).public(), ..voice }
}

/// A link as others may see it.
fn shared(link: &Link) -> Link {
    Link { address: address::public(&link.address), text: link.text.clone() }
}

impl Chapter {
    fn of(mark: &Mark, files: &[SoundFile]) -> Chapter {
        let Range { start, end } = mark.at;
        // The file that holds it and nothing else, or else the first.
        let is_its_own = |file: &&SoundFile| file.start == start && file.start + file.samples == end;
        let file = files.iter().find(is_its_own).or(files.first()).map_or("", |file| &file.name);
        let (title, anchor, file) = (mark.title.clone(), mark.anchor.clone(), file.into());
        Chapter { title, anchor, file, start, samples: end - start }
    }
}

impl Line {
    fn of(cue: &Cue) -> Line {
        Line {
            start: cue.at.start,
            samples: cue.at.end - cue.at.start,
            role: cue.role,
            block: cue.block,
            language: cue.language.clone(),
            text: cue.text.clone(),
            timing: Some(cue.timing),
            words: cue.words.iter().map(numbers).collect(),
            doubt: cue.doubt.clone(),
        }
    }
}

fn numbers(word: &crate::episode::Word) -> Word {
    (word.shown.start, word.shown.end, word.at.start, word.at.end)
}

impl Picture {
    fn of(shown: &Shown) -> Picture {
        Picture {
            block: shown.block,
            medium: shown.medium,
            address: address::public_picture(&shown.address),
            alt: shown.alt.clone(),
        }
    }
}
