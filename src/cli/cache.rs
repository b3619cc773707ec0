//! `articast cache`: the spoken lines that are kept, whether they are whole, and what goes.

use std::fmt::Write as _;

use serde_json::json;

use super::args::{Cache, CacheCommand};
use super::output::{STRING, Terminal, count};
use super::{Outcome, places};
use crate::engine::cached::{Contents, Mode, Removed, Size, Upkeep};
use crate::error::size;
use crate::{Error, Result};

pub(super) fn run(arguments: &Cache, terminal: &Terminal) -> Result<Outcome> {
    let places = places::find();
    let (upkeep, limit) = (Upkeep::of(&places)?, Upkeep::limit(&places));
    match arguments.command.as_ref().unwrap_or(&CacheCommand::Show { json: false }) {
        CacheCommand::Show { json } => show(&upkeep, limit, *json, terminal),
        CacheCommand::Verify { remove, json } => verify(&upkeep, *remove, *json, terminal),
        CacheCommand::Prune { limit: other, dry_run, json } => {
            let limit = other.map_or(limit, |limit| limit.0);
            tell(upkeep.prune(limit, mode(*dry_run))?, *dry_run, *json, terminal)
        }
        CacheCommand::Clear { yes, dry_run, json } => {
            if !*yes && !*dry_run {
                consent(&upkeep, *json, terminal)?;
            }
            tell(upkeep.prune(0, mode(*dry_run))?, *dry_run, *json, terminal)
        }
    }
}

fn mode(is_dry: bool) -> Mode {
    if is_dry { Mode::Told } else { Mode::Done }
}

fn show(upkeep: &Upkeep, limit: u64, as_json: bool, terminal: &Terminal) -> Result<Outcome> {
    let Contents { lines, in_use, damaged, left, runs } = upkeep.contents();
    let folder = upkeep.dir().display().to_string();
    if as_json {
        return terminal.json(&json!({
            "folder": folder, "limit": limit, "lines": lines.files, "bytes": lines.bytes, "runs": runs,
            "in_use": sizes(in_use), "damaged": sizes(damaged), "left_behind": sizes(left),
        }));
    }
    let mut text = format!("{folder}\n{}; the limit is {}\n", of(lines, "spoken line"), size(limit));
    if 0 < runs {
        writeln!(text, "{}, and in use: {}", count(runs, "run"), of(in_use, "line")).expect(STRING);
    }
    for (files, what) in [(damaged, "damaged line"), (left, "leftover file")] {
        if 0 < files.files {
            let them = if files.files == 1 { "it" } else { "them" };
            writeln!(text, "{}: `articast cache prune` removes {them}", of(files, what)).expect(STRING);
        }
    }
    terminal.text(&text)
}

fn verify(upkeep: &Upkeep, removes: bool, as_json: bool, terminal: &Terminal) -> Result<Outcome> {
    let (read, flawed) = upkeep.verify();
    if removes {
        upkeep.remove_flawed(&flawed)?;
    }
    if as_json {
        let entry = |path: &std::path::Path, why: &dyn std::fmt::Display| json!({ "path": path.display().to_string(), "why": why.to_string() });
        let flawed: Vec<_> = flawed.iter().map(|one| entry(&one.path, &one.flaw)).collect();
        terminal.json(
            &json!({ "lines": read.files, "bytes": read.bytes, "flawed": flawed, "removed": removes }),
        )?;
    } else {
        let mut text = String::new();
        for one in &flawed {
            writeln!(text, "{}: {}", one.path.display(), one.flaw).expect(STRING);
        }
        writeln!(text, "{} read, {} not as written", of(read, "spoken line"), flawed.len()).expect(STRING);
        if !flawed.is_empty() {
            let what = if removes { "they were removed" } else { "`--remove` removes them" };
            writeln!(text, "{what}; a run that needs one speaks it again").expect(STRING);
        }
        terminal.text(&text)?;
    }
    Ok(if flawed.is_empty() { Outcome::Done } else { Outcome::Failed(1) })
}

/// Gets a yes to the removal of all that was spoken: it may have cost money.
fn consent(upkeep: &Upkeep, as_json: bool, terminal: &Terminal) -> Result<()> {
    let lines = of(upkeep.contents().lines, "spoken line");
    let question = format!("Remove {lines}? They would have to be spoken again.");
    if !as_json && terminal.confirm(&question)? {
        return Ok(());
    }
    let why = format!("{lines} would be removed");
    Err(Error::Unsuited { why, hint: "to remove them, give `--yes`" })
}

/// Tells what was removed, or would be.
fn tell(removed: Removed, is_dry: bool, as_json: bool, terminal: &Terminal) -> Result<Outcome> {
    let Removed { lines, others, kept } = removed;
    if as_json {
        return terminal.json(&json!({
            "dry_run": is_dry, "lines": sizes(lines), "others": sizes(others), "kept": sizes(kept),
        }));
    }
    let word = if is_dry { "would remove" } else { "removed" };
    let mut text = format!("{word} {}", of(lines, "spoken line"));
    if 0 < others.files {
        write!(text, " and {}", of(others, "other file")).expect(STRING);
    }
    writeln!(text, "; {} kept", of(kept, "line")).expect(STRING);
    terminal.text(&text)
}

fn sizes(size: Size) -> serde_json::Value {
    json!({ "files": size.files, "bytes": size.bytes })
}

fn of(files: Size, one: &str) -> String {
    format!("{} ({})", count(files.files, one), size(files.bytes))
}
