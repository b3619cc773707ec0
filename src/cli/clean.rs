//! `articast clean`: removes what runs left behind that were killed. What a run works with stays, and so does what is not
//! ours.

use std::env;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::args::Clean;
use super::output::{STRING, Terminal, count};
use super::{Outcome, places};
use crate::engine::cached::Upkeep;
use crate::error::size;
use crate::files::Places;
use crate::files::temporary::Abandoned;
use crate::publish::episode_folder::staging;
use crate::{Error, Result};

pub(super) fn run(arguments: &Clean, terminal: &Terminal) -> Result<Outcome> {
    let folder = arguments.folder.as_path();
    folder.read_dir().map_err(Error::reading(folder))?;
    let places = places::find();
    let found = found(folder, &places);
    let (mut told, mut text, mut bytes) = (Vec::new(), String::new(), 0);
    for one in found {
        let (path, length) = (one.path.display().to_string(), one.bytes);
        if !arguments.dry_run {
            let path = one.path.clone();
            remove(one, &places).map_err(Error::writing(&path))?;
        }
        bytes += length;
        writeln!(text, "{path} ({})", size(length)).expect(STRING);
        told.push(json!({ "path": path, "bytes": length }));
    }
    if arguments.json {
        let told = Value::from(told);
        return terminal.json(&json!({ "dry_run": arguments.dry_run, "removed": told, "bytes": bytes }));
    }
    let word = if arguments.dry_run { "would be removed" } else { "removed" };
    writeln!(text, "{} {word} ({})", count(told.len(), "leftover"), size(bytes)).expect(STRING);
    terminal.text(&text)
}

/// Removes what killed runs left behind, before a run that makes or publishes episodes. What cannot be removed stays.
pub(super) fn sweep(folder: &Path, places: &Places) {
    for one in found(folder, places) {
        let _ = remove(one, places);
    }
}

fn remove(one: Abandoned, places: &Places) -> io::Result<()> {
    let cache = Upkeep::of(places).ok().filter(|cache| one.path.parent() == Some(cache.dir()));
    one.remove()?;
    // It was the lease of a run that was killed.
    cache.iter().for_each(Upkeep::recount);
    Ok(())
}

/// What killed runs left behind in a folder of episodes and in those of the episodes, in the cache, and where the system
/// keeps temporary files.
fn found(folder: &Path, places: &Places) -> Vec<Abandoned> {
    let mut found = Abandoned::find(folder);
    found.extend(staging::claimed(folder).iter().flat_map(|folder| Abandoned::find(folder)));
    found.extend(Abandoned::find(&places.cache));
    found.extend(Upkeep::of(places).iter().flat_map(Upkeep::left));
    found.extend(Abandoned::find_shared(&env::temp_dir()));
    found
}
