//! `articast voices add` and `remove`: neural voices, fetched and thrown away.

use std::cell::Cell;
use std::fmt::Write as _;
use std::path::Path;

use indicatif::{ProgressBar, ProgressDrawTarget};
use serde_json::{Value, json};

use super::args::AddVoices;
use super::output::{STRING, Terminal};
use super::progress::{Audience, style};
use super::session::Session;
use super::{Outcome, code, locale, places};
use crate::cast::best_model;
use crate::clean;
use crate::error::size;
use crate::files::Places;
use crate::models::runtime::{self, Runtime};
use crate::models::{self, Added, Catalogue, Commercial, Event, Folder, Model, Supply};
use crate::produce::input::is_address;
use crate::{Error, Result};

/// Where a model is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Installed,
    Catalogue,
}

/// All models: those that are installed, and those of the catalogue that are not.
pub(super) fn all(places: &Places) -> Result<Vec<(Model, Place)>> {
    let here = models::installed(places);
    let mut there = Catalogue::load(places)?.models;
    there.retain(|model| here.iter().all(|installed| installed.voice != model.voice));
    let here = here.into_iter().map(|model| (model, Place::Installed));
    Ok(here.chain(there.into_iter().map(|model| (model, Place::Catalogue))).collect())
}

/// A model for programs.
pub(super) fn as_json(model: &Model, place: Place) -> Value {
    json!({
        "voice": model.voice, "language": model.language, "quality": model.quality,
        "sample_rate": model.sample_rate, "bytes": model.bytes(), "licence": model.licence, "note": model.note,
        "installed": place == Place::Installed,
    })
}

/// Models for people.
pub(super) fn as_text(models: &[(Model, Place)]) -> String {
    let mut text = String::from("\nNeural voices: install one with `articast voices add NAME`\n");
    for (model, place) in models {
        let state = match place {
            Place::Installed => "installed".into(),
            Place::Catalogue => size(model.bytes()),
        };
        let (id, language) = (model.voice.to_string(), &model.language);
        let (quality, licence) = (&model.quality, &model.licence);
        writeln!(text, "  {id:<30} {language:<6} {quality:<7} {state:<9}  {licence}").expect(STRING);
    }
    if models.is_empty() {
        text.push_str("  none\n");
    }
    text
}

/// Removes voices.
pub(super) fn remove(names: &[String], terminal: &Terminal) -> Result<Outcome> {
    let places = places::find();
    for name in names {
        let is_runtime = name == runtime::NAME;
        let freed = if is_runtime { runtime::remove(&places)? } else { models::remove(&places, name)? };
        terminal.text(&format!("removed {name} ({} freed)\n", size(freed)))?;
    }
    Ok(Outcome::Done)
}

/// Adds voices, one after the other; the first that fails ends it. An interruption ends the process where it is: what
/// came so far is kept, and counts for nothing.
pub(super) fn add(arguments: &AddVoices, terminal: &Terminal) -> Result<Outcome> {
    let Session { places, .. } = Session::start(None);
    let catalogue = Catalogue::load(&places)?;
    for name in &arguments.names {
        if let Err(error) = one(name, arguments, &places, &catalogue, terminal) {
            if arguments.json {
                terminal.json(&json!({
                    "event": "failed", "voice": name, "error": error.with_causes(), "hint": error.hint(),
                    "code": code(&error),
                }))?;
            }
            return Err(error);
        }
    }
    Ok(Outcome::Done)
}

fn one(
    name: &str,
    arguments: &AddVoices,
    places: &Places,
    catalogue: &Catalogue,
    terminal: &Terminal,
) -> Result<()> {
    if name == runtime::NAME {
        return add_runtime(arguments, places, terminal);
    }
    let path = Path::new(name);
    let is_own = path.extension().is_some_and(|end| end == "onnx") || path.components().count() != 1;
    let (model, supply): (Model, Box<dyn Supply>) = if is_own {
        let folder = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let model = models::own(path, arguments.licence.as_deref(), catalogue)?;
        (model, Box::new(Folder(folder.to_owned())))
    } else {
        (wanted(name, catalogue)?.clone(), supply(arguments)?)
    };
    tell_licence(&model, arguments.json, terminal)?;
    if models::installed_one(places, &model.voice).is_none() {
        consent(&model, arguments, terminal)?;
    }
    let watch = Watch::new(&model, Audience::of(terminal, arguments.json), terminal);
    let added = models::add(&model, &*supply, places, &|event| watch.tell(event));
    watch.bar.finish_and_clear();
    let added = added?;
    let word = match added {
        Added::Now => "added",
        Added::Before => "installed already:",
    };
    if arguments.json {
        let folder = models::folder(places, &model.voice.engine).display().to_string();
        terminal.json(&json!({
            "event": "added", "voice": model.voice, "licence": model.licence, "folder": folder,
            "before": added == Added::Before,
            "files": model.files.iter().map(models::Part::name).collect::<Vec<_>>(),
        }))?;
    } else {
        terminal.text(&format!("{word} {}\n", model.voice))?;
    }
    Ok(())
}

/// The model of the catalogue that a name means: the one of a voice, or the best one for a language.
fn wanted<'a>(name: &str, catalogue: &'a Catalogue) -> Result<&'a Model> {
    locale::of_best(name).map_or_else(|| catalogue.find(name), |language| best_model(catalogue, &language))
}

/// Adds the library that runs voices faster.
fn add_runtime(arguments: &AddVoices, places: &Places, terminal: &Terminal) -> Result<()> {
    let runtime = Runtime::here()?;
    let (model, supply) = (&runtime.model, supply(arguments)?);
    tell_licence(model, arguments.json, terminal)?;
    let watch = Watch::new(model, Audience::of(terminal, arguments.json), terminal);
    let added = runtime.add(&*supply, places, &|event| watch.tell(event));
    watch.bar.finish_and_clear();
    let is_before = added? == Added::Before;
    if arguments.json {
        let file = runtime::file(&places.data).display().to_string();
        terminal.json(&json!({
            "event": "added", "runtime": model.voice, "licence": model.licence, "file": file, "before": is_before,
        }))?;
    } else {
        let word = if is_before { "installed already:" } else { "added" };
        terminal.text(&format!("{word} {}\n", model.voice))?;
    }
    Ok(())
}

/// Where the files come from.
#[cfg(feature = "fetch")]
#[expect(clippy::unnecessary_wraps, reason = "without `fetch` it can fail")]
fn supply(arguments: &AddVoices) -> Result<Box<dyn Supply>> {
    let reach =
        if arguments.allow_local { crate::fetch::Reach::Anywhere } else { crate::fetch::Reach::Public };
    Ok(match &arguments.from {
        Some(from) if !is_address(from) => Box::new(Folder(from.into())),
        from => Box::new(models::Web::new(reach, from.as_deref())),
    })
}

#[cfg(not(feature = "fetch"))]
fn supply(arguments: &AddVoices) -> Result<Box<dyn Supply>> {
    match &arguments.from {
        Some(from) if !is_address(from) => Ok(Box::new(Folder(from.into()))),
        from => {
            let why = "Articast was built without the feature `fetch`: download the files yourself, and give their folder with `--from`";
            let source = crate::error::Unfetched::Refused(why.into());
            Err(Error::Fetch { address: from.clone().unwrap_or("the catalogue's address".into()), source })
        }
    }
}

/// Says under which licence a voice speaks.
fn tell_licence(model: &Model, as_json: bool, terminal: &Terminal) -> Result<()> {
    if as_json {
        terminal.json(&json!({
            "event": "licence", "voice": model.voice, "licence": model.licence, "bytes": model.bytes(),
        }))?;
    } else {
        let size = size(model.bytes());
        terminal.note(&format!("{}: {size}, licence: {}", model.voice, model.licence));
    }
    Ok(())
}

/// Gets a yes to a licence that needs one: from `--accept-licence`, or from somebody at the terminal.
fn consent(model: &Model, arguments: &AddVoices, terminal: &Terminal) -> Result<()> {
    if model.licence.commercial != Commercial::Forbidden || arguments.accept_licence {
        return Ok(());
    }
    if !arguments.json && terminal.confirm("Accept these terms?")? {
        return Ok(());
    }
    Err(Error::NotAccepted { voice: model.voice.to_string(), licence: model.licence.to_string() })
}

/// The progress of one voice: a bar of bytes for people, events for programs, nothing for logs but what is odd.
struct Watch<'a> {
    terminal: &'a Terminal,
    audience: Audience,
    bar: ProgressBar,
    percent: Cell<u64>,
}

impl<'a> Watch<'a> {
    fn new(model: &Model, audience: Audience, terminal: &'a Terminal) -> Watch<'a> {
        let bar = ProgressBar::hidden();
        bar.set_style(style(
            "{bar:24.cyan/dim} {bytes:>10} of {total_bytes}  {bytes_per_sec}  {eta:>4} left  {wide_msg:.dim}",
        ));
        bar.set_message(clean::terminal(&model.voice.to_string()).into_owned());
        Watch { terminal, audience, bar, percent: Cell::new(0) }
    }

    fn tell(&self, event: Event<'_>) {
        if self.audience == Audience::Program {
            return self.tell_program(event);
        }
        match event {
            Event::Waiting => self.terminal.note("waiting: another run is adding voices"),
            Event::Fetching { part, from } => {
                if from != 0 {
                    self.terminal.note(&format!("{}: resuming after {}", part.name(), size(from)));
                }
                self.bar.set_length(part.bytes);
                self.bar.set_message(clean::terminal(part.name()).into_owned());
                self.bar.set_position(from);
                // A rate that counts what an earlier run fetched would promise too much.
                self.bar.reset_eta();
                if self.audience == Audience::Watcher {
                    self.bar.set_draw_target(ProgressDrawTarget::stderr());
                }
            }
            Event::Got { bytes, .. } => self.bar.set_position(bytes),
            Event::Again { error, .. } => {
                self.bar.suspend(|| self.terminal.note(&format!("{}; trying again", error.with_causes())));
            }
            Event::Verified { .. } => {}
        }
    }

    fn tell_program(&self, event: Event<'_>) {
        let value = match event {
            Event::Waiting => json!({ "event": "waiting" }),
            Event::Fetching { part, from } => {
                self.percent.set(0);
                json!({ "event": "fetching", "file": part.name(), "from": from, "bytes": part.bytes })
            }
            Event::Got { part, bytes } => {
                let percent = 100 * bytes / part.bytes.max(1);
                if percent <= self.percent.replace(percent) {
                    return;
                }
                json!({ "event": "progress", "file": part.name(), "got": bytes, "bytes": part.bytes })
            }
            Event::Again { part, error } => {
                json!({ "event": "again", "file": part.name(), "why": error.with_causes() })
            }
            Event::Verified { part } => json!({ "event": "verified", "file": part.name() }),
        };
        // A reader that went away ends the program when the result is printed.
        let _ = self.terminal.json(&value);
    }
}
