//! `articast publish --to`: what is new goes to where others reach it.

use std::env;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Mutex;

use indicatif::ProgressBar;
use serde_json::json;

use super::Outcome;
use super::args::Publish;
use super::output::{STRING, Terminal, count};
use super::progress::style;
use super::session::Session;
use crate::error::{Unstored, size};
use crate::publish::existing_feeds::Item;
use crate::publish::podcast::feed;
use crate::publish::podcast::publication::{EmptyFeed, Publication};
use crate::publish::podcast::show::Show;
use crate::publish::podcast::upload::{Event, Plan, Stale, Store, StoredFeed, Transfer};
use crate::{Error, Result};

/// Where a podcast is uploaded to.
pub(super) struct Target<'a> {
    arguments: &'a Publish,
    store: Store,
    /// What the show's feed there says.
    feed: StoredFeed,
}

impl<'a> Target<'a> {
    /// Opens the store, if a podcast is to be uploaded, and reads the show's feed in it.
    pub(super) fn open(arguments: &'a Publish, show: &Show) -> Result<Option<Target<'a>>> {
        let Some(to) = &arguments.upload.to else { return Ok(None) };
        refuse_itself(&arguments.folder, to)?;
        let store = Store::open(to, &settings())?;
        let feed = StoredFeed::read(&store, show.feed.as_deref().unwrap_or(feed::NAME))?;
        Ok(Some(Target { arguments, store, feed }))
    }

    /// Gives a show whose permanent name was made now the one that its feed in the store has.
    pub(super) fn take_over(&self, show: &mut Show, is_new: bool) {
        if is_new {
            show.guid = self.feed.show.or(show.guid);
        }
    }

    /// The items of the show's feed in the store.
    pub(super) fn items(&self) -> Vec<Item> {
        self.feed.items.clone()
    }

    /// Uploads what was published.
    pub(super) fn run(
        self,
        publication: &Publication,
        empty: EmptyFeed,
        session: &Session,
        terminal: &Terminal,
    ) -> Result<Outcome> {
        let Target { arguments, store, feed } = self;
        let plan = Plan::of(&store, &arguments.folder, publication, &feed, empty)?;
        if arguments.upload.dry_run {
            tell_plan(&plan, &store, arguments, terminal)
        } else {
            send(plan, &store, arguments, session, terminal)
        }
    }
}

/// Does what is planned, and tells what was done.
fn send(
    plan: Plan,
    store: &Store,
    arguments: &Publish,
    session: &Session,
    terminal: &Terminal,
) -> Result<Outcome> {
    let folder = arguments.folder.as_path();
    let (same, bytes) = (plan.same, plan.bytes());
    let is_quiet = arguments.json || !terminal.watched;
    let bar = if is_quiet { ProgressBar::hidden() } else { bar(bytes) };
    let done = Mutex::new((Vec::new(), Vec::new()));
    let tell = |event: Event<'_>| {
        let mut done = done.lock().expect("nobody who counts breaks off");
        match event {
            Event::Bytes(bytes) => bar.inc(bytes),
            Event::Sent(path) => done.0.push(path.to_owned()),
            Event::Removed(path) => done.1.push(path.to_owned()),
        }
    };
    let stale = if arguments.upload.prune { Stale::Remove } else { Stale::Keep };
    let left = if arguments.upload.prune { 0 } else { plan.gone.len() };
    let _ = session.begin();
    let carried_out =
        plan.carry_out(&Transfer { store, folder, cancel: &session.cancel, tell: &tell }, stale);
    bar.finish_and_clear();
    let (sent, removed) = done.into_inner().expect("nobody who counts breaks off");
    if arguments.json {
        terminal.json(&json!({
            "event": "uploaded", "to": store.address, "sent": sent, "removed": removed, "same": same,
            "complete": carried_out.is_ok(),
        }))?;
        return carried_out.map(|()| Outcome::Done);
    }
    let mut text = String::new();
    for (what, paths) in [("sent", &sent), ("removed", &removed)] {
        for path in paths {
            writeln!(text, "{what}: {path}").expect(STRING);
        }
    }
    writeln!(text, "{} uploaded, {same} already there: {}", sent.len(), store.address).expect(STRING);
    terminal.text(&text)?;
    if 0 < left {
        terminal.note(&format!(
            "no longer part of the podcast: {} of earlier uploads; `--prune` removes them",
            count(left, "file")
        ));
    }
    carried_out.map(|()| Outcome::Done)
}

fn tell_plan(plan: &Plan, store: &Store, arguments: &Publish, terminal: &Terminal) -> Result<Outcome> {
    let gone = if arguments.upload.prune { plan.gone.as_slice() } else { &[] };
    if arguments.json {
        let new: Vec<_> =
            plan.new.iter().map(|new| json!({ "path": new.path, "bytes": new.bytes })).collect();
        return terminal.json(&json!({
            "event": "plan", "to": store.address, "send": new, "remove": gone, "same": plan.same,
            "bytes": plan.bytes(),
        }));
    }
    let mut text = String::new();
    for new in &plan.new {
        writeln!(text, "would upload: {} ({})", new.path, size(new.bytes)).expect(STRING);
    }
    for path in gone {
        writeln!(text, "would remove: {path}").expect(STRING);
    }
    let (files, bytes) = (plan.new.len(), plan.bytes());
    let files = count(files, "file");
    writeln!(text, "{files} to upload, {}; {} already there: {}", size(bytes), plan.same, store.address)
        .expect(STRING);
    terminal.text(&text)
}

fn bar(bytes: u64) -> ProgressBar {
    ProgressBar::new(bytes).with_style(style("{bar:30} {bytes}/{total_bytes} {binary_bytes_per_sec} {eta}"))
}

/// Refuses to put a folder into itself.
fn refuse_itself(folder: &Path, to: &str) -> Result<()> {
    let path =
        url::Url::parse(to).ok().filter(|url| url.scheme() == "file").and_then(|url| url.to_file_path().ok());
    let path = path.unwrap_or_else(|| to.into());
    // It need not be there yet: then what is there of the way to it counts.
    let path = std::path::absolute(&path).unwrap_or(path);
    let there = path.ancestors().find_map(|path| path.canonicalize().ok());
    let (Ok(folder), Some(there)) = (folder.canonicalize(), there) else { return Ok(()) };
    if there.starts_with(&folder) {
        let source = Unstored::Unknown("it is the folder of episodes itself, or inside it".into());
        return Err(Error::Store { address: to.into(), source });
    }
    Ok(())
}

/// What stores are told of the environment: `AWS_…` and nothing else.
fn settings() -> Vec<(String, String)> {
    let texts = env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    texts.filter(|(name, _)| name.starts_with("AWS_")).collect()
}
