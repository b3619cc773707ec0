//! `articast publish`: a folder of episodes becomes a podcast.

use std::fmt::Write as _;

use jiff::Timestamp;
use serde_json::json;

use super::Outcome;
use super::args::Publish;
use super::output::{STRING, Terminal};
use super::session::Session;
use crate::publish::podcast::library::LeftOut;
use crate::publish::podcast::publication::{self, EmptyFeed, Publication};
use crate::publish::podcast::show::Show;
use crate::publish::podcast::show_defaults::{self, Assumed, CompleteShow};
use crate::{Error, Result, files};

pub(super) fn run(arguments: &Publish, terminal: &Terminal) -> Result<Outcome> {
    with(arguments, &Session::start(None), terminal)
}

/// Publishes within a run that may do more.
#[cfg_attr(not(feature = "upload"), expect(unused_variables, reason = "uploads are what is stopped"))]
pub(super) fn with(arguments: &Publish, session: &Session, terminal: &Terminal) -> Result<Outcome> {
    let folder = arguments.folder.as_path();
    let file = show_defaults::show_file(folder, arguments.show.as_deref());
    if arguments.show.is_some() && !arguments.init && !file.exists() {
        return Err(Error::reading(&file)(std::io::ErrorKind::NotFound.into()));
    }
    if arguments.init && file.exists() {
        return Err(Error::Exists { path: file });
    }
    let CompleteShow { show, assumed } = show_defaults::complete(folder, &file, arguments.url.as_deref())?;
    if show.url.is_empty() {
        return Err(Error::NoShowAddress { path: file });
    }
    if arguments.init {
        files::write(&file, format!("{HEAD}\n{}", show.toml()).as_bytes())?;
        tell_assumed(&assumed, terminal);
        return terminal.text(&format!("{}\n", file.display()));
    }
    let empty = if arguments.allow_empty { EmptyFeed::Allow } else { EmptyFeed::Refuse };
    let publication = Publication { assumed, ..publication::publish(folder, show, empty, now())? };
    if arguments.json {
        terminal.json(&json!({
            "event": "published", "feed": address(&publication), "episodes": publication.episodes.len(),
            "left_out": publication.left_out.iter().map(|LeftOut { name, why }| json!({ "name": name, "why": why })).collect::<Vec<_>>(),
            "assumed": publication.assumed.iter().map(|Assumed { key, value }| json!({ "key": key, "value": value })).collect::<Vec<_>>(),
            "kept": publication.broken, "dropped": publication.dropped, "edited": publication.edited, "written": publication.written,
        }))?;
    } else {
        tell(&publication, terminal)?;
    }
    #[cfg(feature = "upload")]
    super::upload::run(arguments, &publication, session, terminal)?;
    let is_whole = publication.left_out.is_empty();
    Ok(if arguments.strict && !is_whole { Outcome::Lost } else { Outcome::Done })
}

/// What a new show's file begins with.
const HEAD: &str = "# The description of a show. docs/publishing.md explains every key.\n";

/// When it is published: now, or the moment that `SOURCE_DATE_EPOCH` names, so that the same folder gives the same feed
/// (reproducible-builds.org).
pub(super) fn now() -> Timestamp {
    let named = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|seconds| seconds.parse().ok());
    let now = named.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now);
    // Feeds know whole seconds.
    Timestamp::from_second(now.as_second()).unwrap_or(now)
}

fn address(publication: &Publication) -> String {
    publication.show.address(&[&publication.feeds[0]])
}

fn tell_assumed(assumed: &[Assumed], terminal: &Terminal) {
    for Assumed { key, value } in assumed {
        if value.is_empty() {
            terminal.note(&format!("{key}: not set, and the articles differ, so it is left out"));
            continue;
        }
        terminal.note(&format!("{key}: not set, using “{value}”"));
    }
}

fn tell(publication: &Publication, terminal: &Terminal) -> Result<Outcome> {
    tell_assumed(&publication.assumed, terminal);
    for missing in missing(&publication.show) {
        terminal.note(&format!("warning: {missing}"));
    }
    for LeftOut { name, why } in &publication.left_out {
        terminal.note(&format!("warning: `{name}` is left out: {why}"));
    }
    for path in &publication.edited {
        terminal.note(&format!(
            "warning: `{path}` was edited; the feed has its real length, but its chapters and transcript may not fit"
        ));
    }
    for name in &publication.broken {
        terminal.note(&format!("`{name}` is incomplete; the feed keeps its previous item"));
    }
    for title in &publication.dropped {
        terminal.note(&format!("no longer in the feed: “{title}”"));
    }
    let mut text = String::new();
    for name in &publication.written {
        writeln!(text, "written: {name}").expect(STRING);
    }
    if publication.written.is_empty() {
        text.push_str("nothing has changed\n");
    }
    let (episodes, s) = (publication.episodes.len(), if publication.episodes.len() == 1 { "" } else { "s" });
    writeln!(text, "{episodes} episode{s}: {}", address(publication)).expect(STRING);
    terminal.text(&text)
}

/// What directories ask for and the show lacks.
fn missing(show: &Show) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if show.cover.is_none() {
        missing
            .push("the show has no picture; put a square `cover.jpg` of 1400 to 3000 pixels into the folder");
    }
    if show.email.is_none() {
        missing.push("the show has no `email`, which directories use to verify the owner");
    }
    missing
}
