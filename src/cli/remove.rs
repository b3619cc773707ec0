//! `articast remove`: episodes that are wanted no more.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::Outcome;
use super::args::Remove;
use super::output::{STRING, Terminal};
use crate::error::size;
use crate::publish::episode_folder::removal::Removal;
use crate::publish::podcast::status::{EpisodeStatus, Status};
use crate::{Error, Result};

pub(super) fn run(arguments: &Remove, terminal: &Terminal) -> Result<Outcome> {
    let status = Status::of(&arguments.output)?;
    let mut wanted: Vec<Removal> = Vec::new();
    for name in &arguments.episodes {
        let folder = &find(name, &status, &arguments.output)?.folder;
        if wanted.iter().all(|known| known.folder() != folder) {
            wanted.push(Removal::of(folder)?);
        }
    }
    if !arguments.dry_run && !arguments.yes && !ask(&wanted, arguments, terminal)? {
        return Ok(Outcome::Failed(1));
    }
    let mut is_named = false;
    for removal in wanted {
        let (folder, bytes, kept) =
            (removal.folder().to_owned(), removal.bytes(), removal.foreign().to_vec());
        is_named |= removal.is_in_a_feed()?;
        if !arguments.dry_run {
            removal.run()?;
        }
        if arguments.json {
            terminal.json(&json!({
                "event": "removed", "folder": folder, "bytes": bytes, "kept": kept, "dry_run": arguments.dry_run,
            }))?;
            continue;
        }
        let word = if arguments.dry_run { "would be removed" } else { "removed" };
        terminal.text(&format!("{word}: {} ({})\n", folder.display(), size(bytes)))?;
        for path in &kept {
            terminal.note(&format!("`{}` is not Articast's, and stays", folder.join(path).display()));
        }
    }
    if is_named && !arguments.json {
        terminal.note("the feed still names what is removed, until `articast publish` replaces it");
    }
    Ok(Outcome::Done)
}

/// The episode that is meant: by its folder, the folder's name, its title or its id.
fn find<'a>(name: &str, status: &'a Status, output: &Path) -> Result<&'a EpisodeStatus> {
    let real = Path::new(name).canonicalize().ok();
    let is_meant = |episode: &&EpisodeStatus| {
        let folder = &episode.folder;
        let is_folder = folder.file_name().is_some_and(|own| own == name)
            || real.is_some() && folder.canonicalize().ok() == real;
        let is_called =
            episode.manifest.as_ref().is_some_and(|manifest| manifest.title == name || manifest.id == name);
        is_folder || is_called
    };
    let found: Vec<&EpisodeStatus> = status.episodes.iter().filter(is_meant).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => {
            let names = status.episodes.iter().filter_map(|episode| episode.folder.file_name());
            let known = names.map(|name| name.to_string_lossy().into_owned()).collect();
            Err(Error::UnknownEpisode { name: name.into(), folder: output.into(), known })
        }
        several => Err(Error::Unsuited {
            why: format!("{} episodes in `{}` are called `{name}`", several.len(), output.display()),
            hint: "give the folder of the one that you mean; `articast list` shows them",
        }),
    }
}

/// Asks whether it is meant, if somebody is there to answer.
fn ask(wanted: &[Removal], arguments: &Remove, terminal: &Terminal) -> Result<bool> {
    if arguments.json || !terminal.can_ask() {
        return Err(Error::Unsuited {
            why: "nobody is there to confirm that these episodes are to be removed".into(),
            hint: "give `--yes`, or look first with `--dry-run`",
        });
    }
    let mut question = String::new();
    for removal in wanted {
        writeln!(question, "  {} ({})", removal.folder().display(), size(removal.bytes())).expect(STRING);
    }
    terminal.confirm(&format!("To remove:\n{question}Remove?"))
}
