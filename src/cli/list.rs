//! `articast list`: the episodes of a folder, one line each.

use std::fmt::Write as _;

use serde_json::json;

use super::Outcome;
use super::args::List;
use super::output::{STRING, Terminal, count};
use super::report::clock;
use super::status::one_line;
use crate::encode::Format;
use crate::publish::podcast::status::{EpisodeStatus, Status};
use crate::{Result, clean};

pub(super) fn run(arguments: &List, terminal: &Terminal) -> Result<Outcome> {
    let status = Status::of(&arguments.folder)?;
    if arguments.json {
        for episode in &status.episodes {
            terminal.json(&as_json(episode))?;
        }
        return Ok(Outcome::Done);
    }
    let mut text = String::new();
    for episode in &status.episodes {
        writeln!(text, "{}", line(episode)).expect(STRING);
    }
    let folder = arguments.folder.display();
    writeln!(text, "{} in {folder}", count(status.episodes.len(), "episode")).expect(STRING);
    terminal.text(&text)
}

/// One line: length, title, chapters, formats, folder, and whether something is missing.
fn line(episode: &EpisodeStatus) -> String {
    let folder = episode.folder.display();
    let Some(manifest) = &episode.manifest else { return format!("    -:--  {folder}: incomplete") };
    let length = clock(manifest.sample_rate.duration(manifest.samples).as_secs());
    let chapters = count(manifest.chapters.len(), "chapter");
    let formats: Vec<&str> = formats(episode).into_iter().map(Format::extension).collect();
    let state = if episode.is_complete() { "" } else { ", incomplete" };
    let title = one_line(&manifest.title);
    clean::terminal(&format!("{length}  {title}: {chapters}, {}{state}  {folder}", formats.join(" ")))
        .into_owned()
}

/// The formats of an episode's sound, each once.
fn formats(episode: &EpisodeStatus) -> Vec<Format> {
    let files = episode.manifest.iter().flat_map(|manifest| &manifest.files);
    let mut formats: Vec<Format> = files.map(|file| file.format).collect();
    formats.sort_unstable();
    formats.dedup();
    formats
}

fn as_json(episode: &EpisodeStatus) -> serde_json::Value {
    let manifest = episode.manifest.as_ref();
    json!({
        "folder": episode.folder, "complete": episode.is_complete(),
        "id": manifest.map(|manifest| &manifest.id), "title": manifest.map(|manifest| &manifest.title),
        "published": manifest.and_then(|manifest| manifest.meta.published.as_ref()),
        "sample_rate": manifest.map(|manifest| manifest.sample_rate), "samples": manifest.map(|manifest| manifest.samples),
        "chapters": manifest.map(|manifest| manifest.chapters.len()), "formats": formats(episode),
    })
}
