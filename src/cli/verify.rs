//! `articast verify`: whether anything in a folder of episodes is damaged.

use std::fmt::Write as _;
use std::path::Path;

use serde_json::json;

use super::Outcome;
use super::args::Verify;
use super::output::{STRING, Terminal, count};
use super::publish::now;
use crate::follow;
use crate::publish::podcast::proof::{Damage, Proof};
use crate::{Result, clean};

pub(super) fn run(arguments: &Verify, terminal: &Terminal) -> Result<Outcome> {
    let tell = |episode: &Path| {
        if !arguments.json && terminal.watched {
            terminal.note(&format!("verifying `{}`", episode.display()));
        }
        Ok(())
    };
    let proof = Proof::of(&arguments.folder, now()?, &tell)?;
    if arguments.json {
        let Proof { folder, episodes, damage, bytes } = &proof;
        let whole = proof.is_whole();
        terminal.json(&json!({
            "folder": folder.display().to_string(), "whole": whole, "bytes": bytes, "damage": damage,
            "episodes": episodes.iter().map(|one| json!({
                "folder": one.folder.display().to_string(), "title": one.title, "whole": one.damage.is_empty(),
                "damage": one.damage,
            })).collect::<Vec<_>>(),
        }))?;
    } else {
        terminal.text(&as_text(&proof))?;
    }
    Ok(if proof.is_whole() { Outcome::Done } else { Outcome::Failed(1) })
}

fn as_text(proof: &Proof) -> String {
    let mut text = String::new();
    for one in proof.episodes.iter().filter(|one| !one.damage.is_empty()) {
        list(&one.folder, &one.damage, &mut text);
        text.push_str("  make it again: only what is damaged is made anew; then publish it again\n");
    }
    if !proof.damage.is_empty() {
        list(&proof.folder, &proof.damage, &mut text);
        if proof.damage.iter().any(|damage| damage.file != follow::NAME) {
            text.push_str("  publish it again: `articast publish`\n");
        }
    }
    let episodes = count(proof.episodes.len(), "episode");
    let damaged = proof.episodes.iter().filter(|one| !one.damage.is_empty()).count();
    let megabytes = proof.bytes as f64 / 1e6;
    let of = if proof.is_whole() { "nothing is damaged".into() } else { format!("{damaged} damaged") };
    writeln!(text, "{episodes}, {megabytes:.1} MB read: {of}").expect(STRING);
    text
}

/// Names what is damaged of a folder.
fn list(folder: &Path, damage: &[Damage], text: &mut String) {
    writeln!(text, "{}", clean::message(&folder.display().to_string())).expect(STRING);
    for Damage { what, .. } in damage {
        writeln!(text, "  damaged: {}", clean::message(what)).expect(STRING);
    }
}
