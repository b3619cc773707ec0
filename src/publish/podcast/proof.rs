//! The proof of what was made: every byte is read and compared with its checksum, every sound file is decoded, and all
//! that tells of an episode is compared with its manifest. It is the deep form of [`Status`], which reads only headers.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::Serialize;

use super::registry::{self, GuidRegistry};
use super::rules::{self, Finding, Severity};
use super::status::{EpisodeStatus, Status};
use crate::audio::decode::Decoder;
use crate::audio::resample::samples_after;
use crate::audio::{Rate, length, opus};
use crate::encode::Format;
use crate::publish::episode_folder::manifest::{Manifest, SoundFile};
use crate::publish::episode_folder::names;
use crate::publish::episode_folder::sums::Sums;
use crate::publish::episode_folder::verify::{Fault, damage, differences};
use crate::publish::existing_feeds;
use crate::record::{RECORDS, Record};
use crate::{Error, Result, cover, files};

/// What a folder's proof found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proof {
    /// The folder, as it was named.
    pub folder: PathBuf,
    /// The episodes in it, by folder.
    pub episodes: Vec<EpisodeProof>,
    /// What is damaged of the podcast around them: its feed, its pages, its cover, its registry.
    pub damage: Vec<Damage>,
    /// How many bytes were compared.
    pub bytes: u64,
}

/// What an episode's proof found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EpisodeProof {
    /// The path of its folder.
    pub folder: PathBuf,
    /// Its title; empty where the manifest cannot be read.
    pub title: String,
    /// What is damaged of it.
    pub damage: Vec<Damage>,
}

/// A file that is not what it shall be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Damage {
    /// Its name in the folder.
    pub file: String,
    /// What is wrong, for people: a sentence without its end.
    pub what: String,
}

impl Damage {
    fn of(fault: &Fault) -> Damage {
        Damage { file: fault.file().to_owned(), what: fault.to_string() }
    }

    fn new(file: &str, why: &str) -> Damage {
        Damage { file: file.to_owned(), what: format!("`{file}` {why}") }
    }
}

impl Proof {
    /// Proves an output folder, a published one, or the folder of one episode. `now` tells which dates are to come;
    /// `tell` hears of each episode before it is read, and may stop it.
    ///
    /// # Errors
    ///
    /// [`Error::NotOurs`] where there is neither an episode nor a feed.
    pub fn of(folder: &Path, now: Timestamp, tell: &dyn Fn(&Path) -> Result<()>) -> Result<Proof> {
        let status = Status::of(folder)?;
        let is_podcast = !existing_feeds::find(folder)?.is_empty();
        if status.episodes.is_empty() && !is_podcast {
            return Err(Error::NotOurs { path: folder.to_owned() });
        }
        let mut proof =
            Proof { folder: folder.to_owned(), episodes: Vec::new(), damage: Vec::new(), bytes: 0 };
        for one in &status.episodes {
            tell(&one.folder)?;
            let (damage, bytes) = episode_damage(one, now);
            let title = one.manifest.as_ref().map(|manifest| manifest.title.clone()).unwrap_or_default();
            proof.episodes.push(EpisodeProof { folder: one.folder.clone(), title, damage });
            proof.bytes += bytes;
        }
        let is_published = is_podcast || folder.join(registry::NAME).exists();
        if is_published && !status.episodes.iter().any(|one| one.folder == folder) {
            let (damage, bytes) = podcast_damage(folder, now)?;
            proof.damage = damage;
            proof.bytes += bytes;
        }
        for (name, keeper) in RECORDS {
            let why = Record::of(folder, name).unproven(keeper);
            proof.damage.extend(why.map(|why| Damage::new(name, &why)));
        }
        proof.damage.sort();
        Ok(proof)
    }

    /// Whether nothing is damaged.
    pub fn is_whole(&self) -> bool {
        self.damage.is_empty() && self.episodes.iter().all(|one| one.damage.is_empty())
    }
}

/// What is damaged of an episode, and how many bytes were compared.
fn episode_damage(one: &EpisodeStatus, now: Timestamp) -> (Vec<Damage>, u64) {
    let folder = one.folder.as_path();
    let Some(manifest) = &one.manifest else { return (one.faults.iter().map(Damage::of).collect(), 0) };
    let (faults, bytes) = damage(manifest, folder);
    let is_proven = |file: &str| faults.iter().all(|fault| fault.file() != file);
    // Sound that its owner edited is whole once it is published so: then its checksum is noted.
    let accepted = |fault: &&Fault| matches!(fault, Fault::Edited(file) if is_proven(file));
    let edited: Vec<&str> = one.faults.iter().filter(accepted).map(Fault::file).collect();
    let mut found: Vec<Damage> = faults.iter().map(Damage::of).collect();
    found.extend(
        one.faults.iter().filter(|fault| !accepted(fault) && is_proven(fault.file())).map(Damage::of),
    );
    let sound =
        manifest.files.iter().filter(|file| folder.join(&file.name).is_file() && is_proven(&file.name));
    for file in sound.filter(|file| !edited.contains(&&*file.name)) {
        found.extend(undecoded(file, manifest, folder).map(|why| Damage::new(&file.name, &why)));
    }
    let findings = rules::of_episode(folder, manifest, now);
    found.extend(findings.iter().filter(|finding| is_damage(finding)).filter_map(|finding| {
        let what = format!("`{}`: {}", finding.field, finding.what);
        (finding.field != "files" && is_proven(&finding.field))
            .then(|| Damage { file: finding.field.clone(), what })
    }));
    found.extend(beside(manifest, folder).into_iter().filter(|damage| is_proven(&damage.file)));
    found.sort();
    found.dedup();
    (found, bytes)
}

/// Whether a rule that is not kept tells of damage, and not of a podcast that apps would like to be another.
fn is_damage(finding: &Finding) -> bool {
    let is_of_bytes =
        ["rss.well-formed", "rss.channel", "psp1.encoding", "podcast.chapters", "podcast.transcript"];
    let is_ours = finding.rule.starts_with("ours.") && finding.rule != "ours.title";
    finding.severity == Severity::Error && (is_ours || is_of_bytes.contains(&finding.rule))
}

/// Why a sound file cannot be decoded to its end, or is not as long as the manifest says.
fn undecoded(file: &SoundFile, manifest: &Manifest, folder: &Path) -> Option<String> {
    let path = folder.join(&file.name);
    let found = length::of(&path).and_then(|length| Ok((length, samples(&path, file.format)?)));
    let (length, (rate, count)) = match found {
        Ok(found) => found,
        Err(error) => return Some(format!("cannot be decoded: {}", error.with_causes())),
    };
    let of = manifest.sample_rate;
    // AAC starts late, and what is decoded of Opus holds more than is to be heard: both are compared by the clock.
    let late = match file.format {
        Format::Wav | Format::Flac | Format::Mp3 => None,
        Format::Opus => Some(2),
        Format::M4b => Some(100),
    };
    let (heard, told) = (length.as_millis(), u128::from(of.milliseconds(file.samples)));
    let expected = samples_after(file.samples, of, rate);
    match late {
        Some(late) if late < heard.abs_diff(told) => Some(format!("lasts {heard} ms instead of {told}")),
        None if count != expected => Some(format!("holds {count} samples instead of {expected}")),
        _ => (count == 0).then(|| "holds no sound".into()),
    }
}

/// The rate of a sound file and how many samples can be decoded of it.
fn samples(path: &Path, format: Format) -> Result<(Rate, u64)> {
    if format == Format::Opus {
        return Ok((opus::RATE, opus::samples(path)?));
    }
    let mut decoder = Decoder::open(path)?;
    let (mut block, mut count) = (Vec::new(), 0);
    while decoder.read(&mut block)? {
        count += block.len() as u64;
    }
    Ok((decoder.rate(), count))
}

/// What is wrong with the picture, the page and the book of an episode.
fn beside(manifest: &Manifest, folder: &Path) -> Vec<Damage> {
    const LIMIT: u64 = 1 << 30;
    let mut damage = Vec::new();
    let is_named = manifest.cover.iter().filter(|name| names::is_plain(name) && folder.join(name).is_file());
    for name in is_named {
        let is_picture = files::read(&folder.join(name), LIMIT).is_ok_and(|bytes| cover::is_picture(&bytes));
        damage.extend((!is_picture).then(|| Damage::new(name, "is no picture")));
    }
    if let Ok(page) = files::read(&folder.join(names::PAGE), LIMIT) {
        let is_page = page.trim_ascii_end().ends_with(b"</html>") && std::str::from_utf8(&page).is_ok();
        damage.extend((!is_page).then(|| Damage::new(names::PAGE, "is no whole page")));
    }
    if folder.join(names::BOOK).is_file() {
        let why = unread_book(&folder.join(names::BOOK)).err();
        damage.extend(why.map(|why| Damage::new(names::BOOK, &format!("cannot be read: {why}"))));
    }
    damage
}

/// Reads every file of a book, which an archive has checksums of.
fn unread_book(path: &Path) -> Result<(), String> {
    let file = File::open(path).map_err(|error| error.to_string())?;
    let mut archive = zip::ZipArchive::new(io::BufReader::new(file)).map_err(|error| error.to_string())?;
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|error| error.to_string())?;
        io::copy(&mut part, &mut io::sink()).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// What is damaged of a podcast around its episodes, and how many bytes were compared.
fn podcast_damage(folder: &Path, now: Timestamp) -> Result<(Vec<Damage>, u64)> {
    let mut found = Vec::new();
    let (faults, bytes) = match Sums::read(folder) {
        Ok(Some(sums)) => differences(&sums, folder),
        Ok(None) => (vec![Fault::Missing(names::SUMS.into())], 0),
        Err(why) => (vec![Fault::Wrong { file: names::SUMS.into(), why: format!("is damaged: {why}") }], 0),
    };
    let is_proven = |file: &str| faults.iter().all(|fault| fault.file() != file);
    found.extend(faults.iter().map(Damage::of));
    if GuidRegistry::read(folder).is_ok() {
        for finding in rules::check(folder, now)?.iter().filter(|finding| is_damage(finding)) {
            let name = finding.place.split([':', ' ']).next().unwrap_or_default();
            // What is in the folder of an episode is told with the episode.
            if !folder.join(&finding.place).is_dir() && is_proven(name) {
                let what = format!("`{}`: {}: {}", finding.place, finding.field, finding.what);
                found.push(Damage { file: name.to_owned(), what });
            }
        }
    }
    found.sort();
    found.dedup();
    Ok((found, bytes))
}
