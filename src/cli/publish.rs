//! `articast publish`: a folder of episodes becomes a podcast.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::SystemTime;

use jiff::Timestamp;
use serde_json::json;

use super::args::{InputChoice, Publish};
use super::guard::guarded;
use super::output::{STRING, Terminal, count};
use super::session::Session;
use super::{Outcome, clean as leftovers, input};
use crate::bounds::Bounds;
use crate::follow::Followed;
use crate::produce::input::{fetch, is_address};
use crate::publish::existing_feeds::Item;
use crate::publish::podcast::library::LeftOut;
use crate::publish::podcast::publication::{self, EmptyFeed, Options, Publication};
use crate::publish::podcast::recognition::{self, Earlier};
use crate::publish::podcast::show::Show;
use crate::publish::podcast::show_defaults::{self, Assumed, CompleteShow, Hints};
use crate::{Error, Result, clean, files};

pub(super) fn run(arguments: &Publish, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(None);
    if !arguments.init && !arguments.json {
        ask_title(arguments, terminal)?;
    }
    leftovers::sweep(&arguments.folder, &session.places);
    with(arguments, &session, terminal)
}

/// Asks once what a show is to be called that nobody has named yet, and keeps the answer in the show's file.
fn ask_title(arguments: &Publish, terminal: &Terminal) -> Result<()> {
    let folder = arguments.folder.as_path();
    let file = show_defaults::show_file(folder, arguments.show.as_deref());
    let is_named = arguments.title.is_some() || arguments.show.is_some() || file.exists();
    if is_named || !terminal.can_ask() {
        return Ok(());
    }
    let mut show = show_defaults::complete(folder, &file, &hints(arguments))?.show;
    if show.url.is_empty() {
        return Ok(());
    }
    let answer = terminal.answer(&format!("What is the podcast called? [{}] ", show.title))?;
    let answer = clean::line(&answer);
    if !answer.is_empty() {
        show.title = answer;
    }
    files::write(&file, format!("{HEAD}{}", show.short_toml()).as_bytes())?;
    terminal.note(&format!("kept in `{}`, where you can change it", file.display()));
    Ok(())
}

/// What is known of a show besides its file and its episodes.
fn hints(arguments: &Publish) -> Hints {
    let (url, title) = (arguments.url.clone(), arguments.title.clone());
    Hints { url, title, followed: followed(&arguments.folder) }
}

/// The title of the feed that is followed into a folder. Where that is not known, the show has another.
pub(super) fn followed(folder: &Path) -> Option<String> {
    Followed::read(folder).ok()?.title().map(str::to_owned)
}

/// Publishes within a run that may do more.
#[cfg_attr(
    not(feature = "upload"),
    expect(unused_variables, unused_mut, reason = "uploads are what is stopped, and what changes a show")
)]
pub(super) fn with(arguments: &Publish, session: &Session, terminal: &Terminal) -> Result<Outcome> {
    let folder = arguments.folder.as_path();
    let file = show_defaults::show_file(folder, arguments.show.as_deref());
    if arguments.show.is_some() && !arguments.init && !file.exists() {
        return Err(Error::reading(&file)(std::io::ErrorKind::NotFound.into()));
    }
    if arguments.init && file.exists() {
        return Err(Error::Exists { path: file });
    }
    let complete = show_defaults::complete(folder, &file, &hints(arguments))?;
    let CompleteShow { mut show, assumed, is_new } = complete;
    if show.url.is_empty() {
        return Err(Error::NoShowAddress { path: file });
    }
    if arguments.init {
        files::write(&file, format!("{HEAD}\n{}", show.toml()).as_bytes())?;
        tell_assumed(&assumed, &file, terminal);
        return terminal.text(&format!("{}\n", file.display()));
    }
    let empty = if arguments.allow_empty { EmptyFeed::Allow } else { EmptyFeed::Refuse };
    #[cfg_attr(not(feature = "upload"), expect(unused_mut, reason = "stores have feeds too"))]
    let mut earlier = Earlier { own: Vec::new(), imported: imported(arguments)? };
    #[cfg(feature = "upload")]
    let target = super::upload::Target::open(arguments, &show)?;
    #[cfg(feature = "upload")]
    if let Some(target) = &target {
        target.take_over(&mut show, is_new);
        // What listeners were told stands there, whatever was lost here.
        earlier.own = target.items();
    }
    // What panics in an episode's work is told as its failure, and not beside it.
    let options = Options { earlier, empty };
    let published =
        guarded(&folder.display().to_string(), || publication::publish(folder, show, options, now()?))?;
    let publication = Publication { assumed, ..published };
    if arguments.json {
        terminal.json(&json!({
            "event": "published", "feed": address(&publication), "episodes": publication.episodes.len(),
            "left_out": publication.left_out.iter().map(|LeftOut { name, why }| json!({ "name": name, "why": why })).collect::<Vec<_>>(),
            "assumed": publication.assumed.iter().map(|Assumed { key, value }| json!({ "key": key, "value": value })).collect::<Vec<_>>(),
            "kept": publication.broken, "dropped": publication.dropped, "edited": publication.edited, "written": publication.written,
            "warnings": publication.warnings, "unmatched": publication.strangers,
        }))?;
    } else {
        tell(&publication, &file, terminal)?;
    }
    #[cfg(feature = "upload")]
    if let Some(target) = target {
        target.run(&publication, empty, session, terminal)?;
    }
    let is_whole = publication.left_out.is_empty();
    Ok(if arguments.strict && !is_whole { Outcome::Lost } else { Outcome::Done })
}

/// What a new show's file begins with.
const HEAD: &str = "# The description of a show. docs/publishing.md explains every key.\n";

/// When a podcast may be published, in seconds from 1970 to the end of 9998: a feed names years of four digits.
const MOMENTS: Bounds<i64> = Bounds::new(0, 253_370_764_799, "seconds since 1970");

/// When it is published: now, or the moment that `SOURCE_DATE_EPOCH` names, so that the same folder gives the same feed
/// (reproducible-builds.org). Feeds know whole seconds.
///
/// # Errors
///
/// [`Error::Unsuited`] where either says no moment at which a podcast may be published.
pub(super) fn now() -> Result<Timestamp> {
    const NAME: &str = "SOURCE_DATE_EPOCH";
    let refuse =
        |why| Error::Unsuited { why, hint: "correct the clock, or set `SOURCE_DATE_EPOCH` to a moment" };
    let seconds = match std::env::var_os(NAME) {
        Some(named) => MOMENTS
            .parse(&named.to_string_lossy())
            .map_err(|why| refuse(format!("`{NAME}` is no moment: {why}")))?,
        None => MOMENTS.check("the clock", seconds()).map_err(refuse)?,
    };
    Ok(Timestamp::from_second(seconds).unwrap_or_default())
}

/// What the clock says, or the nearest moment at which a podcast may be published.
pub(super) fn clock() -> Timestamp {
    Timestamp::from_second(seconds().clamp(MOMENTS.least, MOMENTS.most)).unwrap_or_default()
}

/// The clock, in seconds since 1970; less than zero before.
fn seconds() -> i64 {
    match SystemTime::now().duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(_) => -1,
    }
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
    let choice = InputChoice { allow_local: arguments.allow_local, ..InputChoice::default() };
    let (mut items, mut seen, mut next) = (Vec::new(), BTreeSet::new(), Some(address.to_owned()));
    while let Some(address) = next.filter(|address| seen.insert(address.clone())) {
        let source = fetch(&address, &input::options(&choice))?;
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

fn tell_assumed(assumed: &[Assumed], file: &Path, terminal: &Terminal) {
    for Assumed { key, value } in assumed {
        if value.is_empty() {
            terminal.note(&format!("{key}: not set, and the articles differ, so it is left out"));
            continue;
        }
        let change = if *key == "title" {
            format!("; to change it, put `title = \"…\"` into `{}` or give `--title`", file.display())
        } else {
            String::new()
        };
        terminal.note(&format!("{key}: not set, using “{value}”{change}"));
    }
}

fn tell(publication: &Publication, file: &Path, terminal: &Terminal) -> Result<Outcome> {
    tell_assumed(&publication.assumed, file, terminal);
    for missing in missing(&publication.show) {
        terminal.warn(missing);
    }
    for warning in &publication.warnings {
        terminal.warn(warning);
    }
    for LeftOut { name, why } in &publication.left_out {
        terminal.warn(&format!("`{name}` is left out: {why}"));
    }
    for path in &publication.edited {
        terminal.warn(&format!(
            "`{path}` was edited; the feed has its real length, but its chapters and transcript may not fit"
        ));
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
    let episodes = count(publication.episodes.len(), "episode");
    writeln!(text, "{episodes}: {}", address(publication)).expect(STRING);
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
