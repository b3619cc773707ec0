//! `articast follow`: what is new in feeds and folders becomes episodes of a show.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;

#[cfg(feature = "upload")]
use super::args::Upload;
use super::args::{Follow, Make, Publish};
use super::casts::{self, Asking};
use super::guard::guarded;
use super::input;
use super::make::{Maker, worse};
use super::output::{Terminal, is_closed_pipe};
use super::session::Session;
use super::{Outcome, clean, code, publish};
use crate::cast::Cast;
use crate::follow::{Candidate, Followed, Looks, Next, Selection};
use crate::produce::Loaded;
use crate::produce::collection::{Collection, Wanted};
use crate::produce::input::{is_address, origin, place};
use crate::publish::dates;
use crate::publish::podcast::show;
use crate::{Error, Result, files};

/// How often a folder is looked at.
const GLANCE: Duration = Duration::from_secs(5);
/// How long a run for once waits for files that are being written, and how often it looks.
const WAIT: Duration = Duration::from_secs(30);
const LOOK: Duration = Duration::from_millis(1500);

pub(super) fn run(arguments: &Follow, terminal: &Terminal) -> Result<Outcome> {
    let make = &arguments.make;
    let session = Session::start(make.jobs);
    let cast = casts::find(&make.voices, Asking::of(make.json), &session.places, terminal)?;
    files::create_dir(&make.output)?;
    let lock = lock(&make.output)?;
    if !make.dry_run {
        clean::sweep(&make.output, &session.places);
    }
    let followed = Followed::read(&make.output)?;
    let (looks, outcome) = (Looks::default(), Outcome::Done);
    let mut round =
        Follower { arguments, terminal, session, cast, followed, looks, outcome, is_unpublished: true };
    let is_once = arguments.once || make.dry_run;
    let mut due: Vec<Instant> = vec![Instant::now(); make.articles.len()];
    loop {
        for (source, due) in make.articles.iter().zip(&mut due).filter(|(_, due)| **due <= Instant::now()) {
            round.source(source)?;
            let is_folder = !is_address(source) && Path::new(source).is_dir();
            *due = Instant::now() + if is_folder { GLANCE } else { arguments.every.0 };
        }
        round.publish()?;
        if is_once {
            break;
        }
        // While nothing is made, being told to stop is no failure.
        let _ = round.session.begin();
        let next = due.iter().min().copied().unwrap_or_else(Instant::now);
        while Instant::now() < next && !round.session.cancel.is_cancelled() {
            thread::sleep(Duration::from_millis(100));
        }
        if round.session.cancel.is_cancelled() {
            drop(lock);
            return Ok(Outcome::Done);
        }
    }
    drop(lock);
    Ok(round.outcome)
}

/// Keeps others from following into the same folder. The system gives the lock back, however the process ends.
fn lock(folder: &Path) -> Result<File> {
    let path = folder.join(".articast-follow.lock");
    let file = files::open_lock(&path)?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(Error::Busy { folder: folder.to_owned() }),
        Err(TryLockError::Error(error)) => Err(Error::writing(&path)(error)),
    }
}

struct Follower<'a> {
    arguments: &'a Follow,
    terminal: &'a Terminal,
    session: Session,
    cast: Cast,
    followed: Followed,
    looks: Looks,
    outcome: Outcome,
    /// Whether something is to be published: what was made, or what is there from before.
    is_unpublished: bool,
}

/// An article that is at a source.
struct There {
    /// Its path or its address.
    name: String,
    candidate: Candidate,
}

impl Follower<'_> {
    fn make(&self) -> &Make {
        &self.arguments.make
    }

    fn maker(&self) -> Maker<'_> {
        Maker { arguments: self.make(), cast: &self.cast, session: &self.session, terminal: self.terminal }
    }

    fn note_outcome(&mut self, new: Outcome) {
        self.outcome = worse(std::mem::replace(&mut self.outcome, Outcome::Done), new);
    }

    /// Makes what is new at a source. That one fails does not stop the others.
    fn source(&mut self, source: &str) -> Result<()> {
        match guarded(source, || self.there(source)) {
            Ok(there) => self.articles(source, &there),
            Err(error) => self.pass_over(source, error),
        }
    }

    /// Tells what failed, and goes on, unless all others would fail too.
    fn pass_over(&mut self, name: &str, error: Error) -> Result<()> {
        if is_fatal(&error) {
            return Err(error);
        }
        self.note_outcome(failure(&error));
        self.tell_failure(name, &error, None)
    }

    /// The articles that are at a source, the newest first.
    fn there(&mut self, source: &str) -> Result<Vec<There>> {
        self.session.rest()?;
        if !is_address(source) && Path::new(source).is_dir() {
            return self.folder(source);
        }
        let mut all = Vec::new();
        let collection = self.list(source)?;
        self.followed.call(&self.places(source).each_ref().map(String::as_str), collection.title.as_deref());
        for entry in collection.entries {
            // A list of feeds leads to feeds, and no deeper.
            match entry.wanted {
                Wanted::List => match self.list(&entry.name) {
                    Ok(list) => all.extend(list.entries),
                    Err(error) => self.pass_over(&entry.name, error)?,
                },
                Wanted::Any | Wanted::Article => all.push(entry),
            }
        }
        all.retain(|entry| entry.wanted != Wanted::List);
        let there = all.into_iter().map(|entry| There {
            candidate: Candidate {
                origin: origin(&entry.name, &self.make().output),
                place: place(&entry.name),
                id: entry.id,
                content: None,
                date: entry.date.as_deref().and_then(dates::moment),
            },
            name: entry.name,
        });
        Ok(there.collect())
    }

    fn list(&self, source: &str) -> Result<Collection> {
        match input::load(source, &self.make().input)? {
            Loaded::Collection(collection) => Ok(collection),
            Loaded::Article(input) => {
                let why = "a feed, a list or a folder was expected here".into();
                Err(Error::NotAnArticle { name: input.source.name, why })
            }
        }
    }

    /// The files of a folder that are whole.
    fn folder(&mut self, source: &str) -> Result<Vec<There>> {
        let end = Instant::now() + WAIT;
        let output = self.arguments.make.output.as_path();
        loop {
            let entries = self.list(source)?.entries;
            let names: Vec<String> = entries.into_iter().map(|entry| entry.name).collect();
            let all = names.len();
            let look = |name: String| {
                let candidate = self.looks.look(Path::new(&name), publish::clock())?;
                let candidate = Candidate { origin: origin(&name, output), ..candidate };
                Some(There { name, candidate })
            };
            let mut whole: Vec<There> = names.into_iter().filter_map(look).collect();
            if whole.len() == all || !self.arguments.once || end < Instant::now() {
                whole.sort_by(|a, b| (b.candidate.date, &b.name).cmp(&(a.candidate.date, &a.name)));
                return Ok(whole);
            }
            thread::sleep(LOOK);
            self.session.rest()?;
        }
    }

    /// Where a source is, in all ways to say it.
    fn places(&self, source: &str) -> [String; 2] {
        [origin(source, &self.make().output), place(source)]
    }

    fn articles(&mut self, source: &str, there: &[There]) -> Result<()> {
        let selection =
            Selection { limit: self.make().limit.map(|limit| limit as usize), since: self.arguments.since };
        let candidates: Vec<Candidate> = there.iter().map(|one| one.candidate.clone()).collect();
        let before = self.followed.clone();
        let places = self.places(source);
        let places = places.each_ref().map(String::as_str);
        let chosen = self.followed.choose(&places, &candidates, selection, publish::now()?);
        if self.make().dry_run {
            self.followed = before;
        } else if self.followed != before {
            self.followed.write(&self.make().output)?;
        }
        self.tell_source(source, there.len(), chosen.len())?;
        for candidate in chosen {
            let Some(one) = there.iter().find(|one| one.candidate == candidate) else { continue };
            self.article(one)?;
        }
        Ok(())
    }

    /// Makes an article's episode, and keeps what became of it.
    fn article(&mut self, one: &There) -> Result<()> {
        let There { name, candidate } = one;
        self.session.rest()?;
        if self.make().json {
            self.terminal.json(&json!({ "event": "article", "article": name }))?;
        } else {
            self.terminal.note(&format!("`{name}`"));
        }
        let made = guarded(name, || match input::load(name, &self.make().input)? {
            Loaded::Article(mut input) => {
                // A file has the date of its last change only.
                let date = candidate.date.filter(|_| candidate.content.is_none());
                input.published = date.map(|date| date.to_string());
                self.maker().one(&input)
            }
            Loaded::Collection(collection) => Err(collection.refuse(name)),
        });
        if self.make().dry_run {
            return made.map(drop).or_else(|error| self.pass_over(name, error));
        }
        let failed = match made {
            Ok(outcome) => {
                self.followed.made(candidate);
                self.is_unpublished = true;
                self.note_outcome(outcome.outcome);
                None
            }
            Err(error) if is_fatal(&error) => return Err(error),
            Err(error) => Some((self.followed.failed(candidate), error)),
        };
        self.followed.write(&self.make().output)?;
        if let Some((next, error)) = failed {
            self.note_outcome(failure(&error));
            self.tell_failure(name, &error, Some(next))?;
        }
        Ok(())
    }

    /// Publishes what is there, if it is known where. What cannot be published now is tried again after the next round.
    fn publish(&mut self) -> Result<()> {
        let make = self.make();
        let is_wanted = self.arguments.url.is_some() || make.output.join(show::NAME).exists();
        if !self.is_unpublished || !is_wanted || make.dry_run {
            return Ok(());
        }
        let order = Publish {
            folder: make.output.clone(),
            url: self.arguments.url.clone(),
            title: self.arguments.title.clone(),
            #[cfg(feature = "upload")]
            upload: Upload { to: self.arguments.to.clone(), ..Upload::default() },
            json: make.json,
            ..Publish::default()
        };
        match publish::with(&order, &self.session, self.terminal) {
            Ok(_) => self.is_unpublished = false,
            Err(error) => {
                let output = make.output.display().to_string();
                self.pass_over(&output, error)?;
            }
        }
        Ok(())
    }

    fn tell_source(&self, source: &str, found: usize, new: usize) -> Result<()> {
        if self.make().json {
            self.terminal
                .json(&json!({ "event": "looked", "source": source, "found": found, "new": new }))?;
        } else if 0 < new || self.arguments.once {
            self.terminal.note(&format!("`{source}`: {found} found, {new} new"));
        }
        Ok(())
    }

    fn tell_failure(&self, name: &str, error: &Error, next: Option<Next>) -> Result<()> {
        if self.make().json {
            self.terminal.json(&json!({
                "event": "failed", "article": name, "error": error.with_causes(), "hint": error.hint(),
                "code": code(error), "given_up": next == Some(Next::GivenUp),
            }))?;
            return Ok(());
        }
        self.terminal.error(error);
        match next {
            Some(Next::Again(times)) => {
                let times = if times == 1 { "once".into() } else { format!("{times} times") };
                self.terminal.note(&format!("  failed {times}; will be tried again in the next round"));
            }
            Some(Next::GivenUp) => {
                self.terminal
                    .note("  failed too often; not tried again, but you can still use `articast make`");
            }
            None => {}
        }
        Ok(())
    }
}

fn failure(error: &Error) -> Outcome {
    Outcome::Failed(code(error))
}

/// Whether an error is not the article's own, and would be the same for all others.
fn is_fatal(error: &Error) -> bool {
    matches!(
        error,
        Error::Stopped
            | Error::NoEngine { .. }
            | Error::NoVoice { .. }
            | Error::UnknownVoice { .. }
            | Error::UnknownEngine { .. }
    ) || error.is_of_the_disk()
        || is_closed_pipe(error)
}
