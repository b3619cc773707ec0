//! The manifest of an episode, `episode.json`: its timeline without its sound. Positions and lengths count samples.

mod row_json;

use std::collections::BTreeSet;
use std::io::{BufReader, Read, Write};
use std::ops::Range;
use std::path::Path;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use self::row_json::RowFormatter;
use super::names::{self, is_figure, is_plain};
use super::sums::Sums;
use crate::article::{Medium, Meta, address};
use crate::audio::Rate;
use crate::audio::loudness::Levels;
use crate::encode::{Division, EncodeOptions, Format};
use crate::episode::{Cue, Episode, Exhibit, Mark, Shown, Timing};
use crate::files;
use crate::models::Licence;
use crate::script::{self, Content, Link, Marked, Role, Style};
use crate::speech::Seam;
use crate::studio;
use crate::voice::VoiceId;

/// The most bytes that are read of a manifest.
const LIMIT: u64 = 1 << 28;

/// An episode on its timeline, without its sound. More fields may come; these stay. What may be missing in a manifest
/// of an earlier version has a default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of Articast that made the episode.
    #[serde(default)]
    pub articast: String,
    /// The episode's title, as plain text.
    pub title: String,
    /// The article's language as a BCP 47 tag; empty if the manifest does not say.
    #[serde(default)]
    pub language: String,
    /// Samples per second of the timeline and of every sound file.
    pub sample_rate: Rate,
    /// The episode's length in samples.
    pub samples: u64,
    /// The episode's id, which is given once and stays: it becomes the GUID in feeds. Empty in manifests of earlier
    /// versions.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: String,
    /// The identity of the article: 16 hexadecimal digits of a digest of its origin. It tells articles of the same title
    /// apart.
    #[serde(default)]
    pub made_from: String,
    /// Title, authors, dates and addresses that the article gives.
    #[serde(default)]
    pub meta: Meta,
    /// The cover's file name in the episode's folder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<String>,
    /// A digest of the cover's design: a cover with the same seal is not drawn again.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub cover_seal: String,
    /// The voices that spoke, each with the roles it took.
    #[serde(default)]
    pub voices: Vec<Voice>,
    /// The sound files of every format.
    #[serde(default)]
    pub files: Vec<SoundFile>,
    /// The chapters in order; together they cover the timeline.
    pub chapters: Vec<Chapter>,
    /// The spoken lines, in order.
    pub cues: Vec<Line>,
    /// The lines that no voice could say. An episode that lacks some is incomplete.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unspoken: Vec<Unspoken>,
    /// The pictures that the article shows, and that some lines describe.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// The links of the article's text.
    #[serde(default)]
    pub links: Vec<Link>,
    /// The tables and the code of the article, whole, and the labels of its notes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exhibits: Vec<Exhibit>,
}

/// A voice, and what it spoke.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Voice {
    /// The name of its part in the cast.
    pub part: String,
    /// The voice's identifier, `engine:name`.
    pub voice: String,
    /// Its speed as a factor of its usual speed, which is 1.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub rate: f32,
    /// Its pitch in semitones above its usual pitch, which is 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub pitch: f32,
    /// The licence of the voice model, if one spoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub licence: Option<Licence>,
    /// The roles that it spoke, such as narrator or quote.
    pub roles: Vec<Role>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_false(is: &bool) -> bool {
    !is
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

/// A sound file: all of the episode, or one chapter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SoundFile {
    /// Its name in the episode's folder, without a path.
    pub name: String,
    /// Its container and codec.
    pub format: Format,
    /// The first sample of the timeline that it holds.
    pub start: u64,
    /// How many samples of the timeline it holds.
    pub samples: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// Whether it was ordered as a chapter or as the whole episode file; manifests of earlier versions do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub division: Option<Division>,
    /// The bit rate that was ordered, in kbit/s.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<u32>,
    /// How loud it is; manifests of earlier versions do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub levels: Option<Levels>,
    /// What tells whether it would be the same again: see [`crate::encode::digests`].
    pub digest: String,
}

/// A chapter of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chapter {
    /// The chapter's title, as plain text.
    pub title: String,
    /// The anchor (HTML `id`) of its heading in the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anchor: Option<String>,
    /// The name of the file in which it is heard.
    pub file: String,
    /// Its first sample on the episode's timeline.
    pub start: u64,
    /// How many samples it is long.
    pub samples: u64,
}

/// A spoken line: a sentence, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Its first sample on the episode's timeline.
    pub start: u64,
    /// How many samples it is long.
    #[serde(default)]
    pub samples: u64,
    /// The role that says it.
    pub role: Role,
    /// The number of its block: lines of one paragraph have the same.
    #[serde(default)]
    pub block: usize,
    /// Its language as a BCP 47 tag, if it differs from the article's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Whether it begins something of its own within its block: an item, a row, a paragraph.
    #[serde(default, skip_serializing_if = "is_false")]
    pub opens: bool,
    /// The author's words, as they are shown.
    pub text: String,
    /// What the author makes of parts of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<script::Mark>,
    /// Whether the times of its words come from the engine or are estimated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timing: Option<Timing>,
    /// The words of the text, with their times.
    #[serde(default)]
    pub words: Vec<Word>,
    /// Why the recording may differ from the text, if a check found something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
    /// The voice that said it, `engine:name`, where the voice of its role could not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_in: Option<String>,
}

/// A line that no voice could say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unspoken {
    /// The sample of the episode's timeline at which it would be heard.
    pub start: u64,
    /// The role that was to say it.
    pub role: Role,
    /// The author's words.
    pub text: String,
    /// The voice that could not say it, `engine:name`.
    pub voice: String,
}

/// A word: where it starts and ends in the line's text, in bytes, and where it starts and ends on the episode's timeline,
/// in samples.
pub type Word = (usize, usize, u64, u64);

/// A picture of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// The number of its block, which the lines that describe it share.
    pub block: usize,
    /// What the article shows there: a photograph, a chart, a video and so on.
    pub medium: Medium,
    /// Its name in the episode's folder (see [`super::figures`]), or else its address as the article has it.
    pub address: String,
    /// Its alternative text; empty if it has none.
    pub alt: String,
}

impl Manifest {
    /// The manifest of an episode that has no sound files yet: see [`Manifest::with_sound`].
    pub fn of(episode: &Episode, made_from: &str, voices: Vec<Voice>) -> Manifest {
        Manifest {
            articast: env!("CARGO_PKG_VERSION").into(),
            title: episode.title().into(),
            language: episode.meta.language.clone().unwrap_or_else(|| "en".into()),
            sample_rate: episode.rate,
            samples: episode.samples(),
            id: String::new(),
            made_from: made_from.into(),
            meta: public(&episode.meta),
            cover: None,
            cover_seal: String::new(),
            voices: voices.into_iter().map(published).collect(),
            files: Vec::new(),
            chapters: episode.chapters.iter().map(Chapter::of).collect(),
            cues: lines(&episode.cues),
            unspoken: Vec::new(),
            pictures: episode.pictures.iter().map(Picture::of).collect(),
            links: episode.links.iter().map(shared).collect(),
            exhibits: episode.exhibits.iter().map(exhibited).collect(),
        }
    }

    /// Notes what could not be said as it was to be: lines that are left out, and for each line that is there the voice that
    /// stands in, if one does.
    pub(crate) fn tell_failures(&mut self, unspoken: &[studio::Unspoken], stand_ins: &[Option<String>]) {
        for (line, stand_in) in self.cues.iter_mut().zip(stand_ins) {
            line.stand_in.clone_from(stand_in);
        }
        let end = self.samples;
        let place = |(before, line): (usize, &studio::Unspoken)| Unspoken {
            // So many of those before it are left out too.
            start: self.cues.get(line.index - before).map_or(end, |cue| cue.start),
            role: line.role,
            text: line.text.clone(),
            voice: line.voice.clone(),
        };
        self.unspoken = unspoken.iter().enumerate().map(place).collect();
    }

    /// The manifest with these sound files.
    #[must_use]
    pub fn with_sound(mut self, files: Vec<SoundFile>) -> Manifest {
        for chapter in &mut self.chapters {
            // The file that holds it and nothing else, or else the first.
            let is_its_own =
                |file: &&SoundFile| (file.start, file.samples) == (chapter.start, chapter.samples);
            let file = files.iter().find(is_its_own).or(files.first());
            chapter.file = file.map_or_else(String::new, |file| file.name.clone());
        }
        self.files = files;
        self
    }

    /// Reads the manifest of an episode's folder.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, for people.
    pub fn read(folder: &Path) -> Result<Manifest, String> {
        Manifest::head(folder)
    }

    /// Reads a part of the manifest of an episode's folder.
    pub(super) fn head<T: DeserializeOwned>(folder: &Path) -> Result<T, String> {
        let file = files::open(&folder.join(names::MANIFEST)).map_err(|error| error.to_string())?;
        // Read as it is parsed: a manifest of a long book is many times as large as what matters of it.
        serde_json::from_reader(BufReader::new(file.take(LIMIT))).map_err(|error| error.to_string())
    }

    /// The text of the file, as JSON.
    pub fn json(&self) -> String {
        let mut json = Vec::new();
        self.write(&mut json).expect("memory takes all text");
        String::from_utf8(json).expect("JSON is UTF-8")
    }

    /// Writes the text of the file, as JSON, piece by piece.
    pub(in crate::publish) fn write(&self, mut to: impl Write) -> std::io::Result<()> {
        let mut serializer = serde_json::Serializer::with_formatter(&mut to, RowFormatter::default());
        self.serialize(&mut serializer)?;
        to.write_all(b"\n")
    }

    /// The files in the episode's folder that the manifest names: sound, cover and figures. A manifest may come from
    /// anybody: a name that leads out of the folder is left out.
    pub fn file_names(&self) -> BTreeSet<String> {
        let of_chapters = self.chapters.iter().map(|chapter| &chapter.file);
        let plain = self.files.iter().map(|file| &file.name).chain(of_chapters).chain(&self.cover);
        let plain = plain.filter(|name| is_plain(name));
        let pictures = self.pictures.iter().map(|picture| &picture.address);
        plain.chain(pictures.filter(|name| is_figure(name))).cloned().collect()
    }

    /// Whether a sound file of this name and digest is in `folder` and is as it was written. Its bytes are compared with
    /// its checksum; where an earlier version wrote none, it must have its size and be no newer than the manifest.
    pub fn has_intact(&self, folder: &Path, (name, digest): (&str, &str), sums: &Sums) -> bool {
        let path = folder.join(name);
        let is_one = |file: &&SoundFile| is_plain(name) && (&*file.name, &*file.digest) == (name, digest);
        let Some(file) = self.files.iter().find(is_one) else { return false };
        let is_whole = path.metadata().is_ok_and(|data| data.is_file() && data.len() == file.bytes);
        let changed = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
        let is_old = || changed(&path).is_some_and(|at| changed(&folder.join(names::MANIFEST)) >= Some(at));
        is_whole && if sums.of(name).is_some() { sums.is_intact(folder, name) } else { is_old() }
    }

    /// What was ordered of the encoders when the episode was made: the formats, and of each the divisions and the bit rate.
    pub fn encode_options(&self) -> EncodeOptions {
        let mut options = EncodeOptions::default();
        for file in &self.files {
            let is_whole = file.start == 0 && file.samples == self.samples && 1 < self.chapters.len();
            let guess = if is_whole { Division::Whole } else { Division::Chapters };
            // Of one chapter it cannot be seen; formats are divided as usual then.
            let seen = (1 < self.chapters.len()).then_some(guess);
            let division = file.division.or(seen).unwrap_or(file.format.usual_division());
            if !options.formats.contains(&file.format) {
                options.formats.push(file.format);
                options.bitrates.extend(file.bitrate.map(|bitrate| (file.format, bitrate)));
            }
            if !options.divisions.contains(&(file.format, division)) {
                options.divisions.push((file.format, division));
            }
        }
        options
    }

    /// The name of the files with the whole episode, without their endings, if there are some.
    pub fn stem(&self) -> Option<&str> {
        let whole = self.files.iter().find(|file| file.division == Some(Division::Whole))?;
        Some(whole.name.as_str())
            .filter(|name| is_plain(name))?
            .strip_suffix(&format!(".{}", whole.format.extension()))
    }

    /// The cover's file name and its seal, if the episode has a cover in its folder.
    pub fn sealed_cover(&self) -> Option<(&str, &str)> {
        let name = self.cover.as_deref().filter(|name| is_plain(name))?;
        Some((name, &self.cover_seal))
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

/// The article's metadata, with addresses that may be published.
fn public(meta: &Meta) -> Meta {
    let source = meta.source.as_deref().map(address::public);
    let image = meta.image.as_deref().map(address::public_by_names);
    Meta { source, image, ..meta.clone() }
}

/// A voice by the identifier that may be published.
fn published(voice: Voice) -> Voice {
    Voice { voice: VoiceId::from(voice.voice.as_str()).public(), ..voice }
}

/// A link with an address that may be published.
fn shared(link: &Link) -> Link {
    Link { address: address::public(&link.address), text: link.text.clone() }
}

/// A mark with an address that may be published.
fn marked(mark: &script::Mark) -> script::Mark {
    let mut mark = mark.clone();
    if let Style::Link(to) = &mut mark.style {
        *to = address::public(to);
    }
    mark
}

/// What is shown whole, with addresses that may be published.
fn exhibited(exhibit: &Exhibit) -> Exhibit {
    let cell =
        |cell: &Marked| Marked { text: cell.text.clone(), marks: cell.marks.iter().map(marked).collect() };
    let row = |row: &Vec<Marked>| row.iter().map(cell).collect::<Vec<_>>();
    let content = match &exhibit.content {
        Content::Table { header, rows } => {
            Content::Table { header: row(header), rows: rows.iter().map(row).collect() }
        }
        other => other.clone(),
    };
    Exhibit { block: exhibit.block, content }
}

fn lines(cues: &[Cue]) -> Vec<Line> {
    let mut before = None;
    let line = |cue: &Cue| {
        let block = (cue.block, cue.role);
        let opens = cue.seam == Seam::Block && before.replace(block) == Some(block);
        before = Some(block);
        Line { opens, ..Line::of(cue) }
    };
    cues.iter().map(line).collect()
}

impl Chapter {
    fn of(mark: &Mark) -> Chapter {
        let Range { start, end } = mark.at;
        let (title, anchor, file) = (mark.title.clone(), mark.anchor.clone(), String::new());
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
            opens: false,
            text: cue.text.clone(),
            marks: cue.marks.iter().map(marked).collect(),
            timing: Some(cue.timing),
            words: cue.words.iter().map(numbers).collect(),
            doubt: cue.doubt.clone(),
            stand_in: None,
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
            address: address::public_by_names(&shown.address),
            alt: shown.alt.clone(),
        }
    }
}
