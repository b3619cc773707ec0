//! `articast publish`: a folder of episodes becomes a podcast.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use jiff::Timestamp;
use serde_json::json;

use super::args::{InputChoice, Publish};
use super::output::{STRING, Terminal};
use super::session::Session;
use super::{Outcome, input};
use crate::produce::input::{fetch, is_address};
use crate::publish::existing_feeds::Item;
#[cfg(feature = "upload")]
use crate::publish::podcast::feed;
use crate::publish::podcast::library::LeftOut;
use crate::publish::podcast::publication::{self, EmptyFeed, Options, Publication};
use crate::publish::podcast::recognition::{self, Earlier};
use crate::publish::podcast::show::Show;
use crate::publish::podcast::show_defaults::{self, Assumed, CompleteShow};
#[cfg(feature = "upload")]
use crate::publish::podcast::upload;
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
    #[cfg_attr(not(feature = "upload"), expect(unused_mut, reason = "stores have feeds too"))]
    let mut earlier = Earlier { own: Vec::new(), imported: imported(arguments)? };
    #[cfg(feature = "upload")]
    let store = super::upload::store(arguments)?;
    #[cfg(feature = "upload")]
    if let Some(store) = &store {
        // What listeners were told stands there, whatever was lost here.
        earlier.own = upload::items(store, show.feed.as_deref().unwrap_or(feed::NAME))?;
    }
    let publication = publication::publish(folder, show, Options { earlier, empty }, now())?;
    let publication = Publication { assumed, ..publication };
    if arguments.json {
        terminal.json(&json!({
            "event": "published", "feed": address(&publication), "episodes": publication.episodes.len(),
            "left_out": publication.left_out.iter().map(|LeftOut { name, why }| json!({ "name": name, "why": why })).collect::<Vec<_>>(),
            "assumed": publication.assumed.iter().map(|Assumed { key, value }| json!({ "key": key, "value": value })).collect::<Vec<_>>(),
            "kept": publication.broken, "dropped": publication.dropped, "written": publication.written,
            "unmatched": publication.strangers,
        }))?;
    } else {
        tell(&publication, terminal)?;
    }
    #[cfg(feature = "upload")]
    if let Some(store) = &store {
        super::upload::run(arguments, &publication, store, session, terminal)?;
    }
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

/// The items of the feed from which a podcast moves here.
fn imported(arguments: &Publish) -> Result<Vec<Item>> {
    let Some(from) = &arguments.from else { return Ok(Vec::new()) };
    let items =
        if is_address(from) { fetched(from, arguments)? } else { recognition::read(Path::new(from))? };
    if items.is_empty() {
        let why = "it is not an RSS feed with episodes".into();
        return Err(Error::NotAnArticle { name: from.clone(), why });
    }
    Ok(items)
}

/// The items of a feed at an address, and of its further pages.
fn fetched(address: &str, arguments: &Publish) -> Result<Vec<Item>> {
    let choice = InputChoice { from: None, allow_local: arguments.allow_local };
    let (mut items, mut seen, mut next) = (Vec::new(), BTreeSet::new(), Some(address.to_owned()));
    while let Some(address) = next.filter(|address| seen.insert(address.clone())) {
        let source = fetch(&address, input::options(&choice))?;
        let (more, after) = recognition::page(&source.bytes);
        items.extend(more);
        let base = url::Url::parse(source.address.as_deref().unwrap_or(&address)).ok();
        next = after.and_then(|after| Some(base?.join(&after).ok()?.into()));
    }
    Ok(items)
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
    for name in &publication.broken {
        terminal.note(&format!("`{name}` is incomplete; the feed keeps its previous item"));
    }
    for title in &publication.strangers {
        terminal.note(&format!("no episode here is “{title}” of the other feed"));
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
