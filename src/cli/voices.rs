//! `articast voices`: what this machine can speak with.

use std::fmt::Write as _;
use std::path::PathBuf;

use serde_json::json;

use super::args::{CastChoice, Voices, VoicesCommand};
use super::models;
use super::output::{STRING, Terminal};
use super::say::write_wav;
use super::session::Session;
use super::{Outcome, bench, casts, places};
use crate::article::{Article, Block, Inline, Kind, Medium, Origin};
use crate::encode::slug;
use crate::engine::catalogue;
use crate::voice::{self, Cast, Others};
use crate::{Error, Result};

/// What a voice says of itself when it is tried: a heading, numbers, a question, and a picture for the other voice.
const SAMPLE: &str =
    "This is how I sound. On 5 May 2024, 1,250 people walked 3.5 miles together. Why not you?";
const PICTURE: &str = "A path in the evening light.";

pub(super) fn run(arguments: &Voices, terminal: &Terminal) -> Result<Outcome> {
    let list_all = VoicesCommand::List { language: None, json: false };
    match arguments.command.as_ref().unwrap_or(&list_all) {
        VoicesCommand::List { language, json } => list(language.as_deref(), *json, terminal),
        VoicesCommand::Add(arguments) => models::add(arguments, terminal),
        VoicesCommand::Remove { names } => models::remove(names, terminal),
        VoicesCommand::Bench { names, lanes, text, json } => {
            bench::run(names, (*lanes, text.as_deref()), *json, terminal)
        }
        VoicesCommand::Try { name, allow_commands, text, output } => {
            let choice = CastChoice { voices: name.clone(), allow_commands: *allow_commands };
            hear(&choice, text.as_deref(), output.clone(), terminal)
        }
    }
}

fn list(language: Option<&str>, as_json: bool, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(None);
    let folders = places::casts(&session.places);
    let mut voices = catalogue::voices(&session.opening());
    if session.halt.is_pulled() {
        return Err(Error::Stopped);
    }
    let mut models = models::all(&session.places)?;
    if let Some(prefix) = language {
        let prefix = prefix.to_lowercase();
        voices.retain(|voice| {
            voice.language.as_ref().is_some_and(|tag| tag.to_lowercase().starts_with(&prefix))
        });
        models.retain(|(model, _)| model.language.to_lowercase().starts_with(&prefix));
    }
    let casts: Vec<_> = voice::names(&folders)
        .into_iter()
        .filter_map(|name| {
            voice::find(&name, &folders).ok().map(|cast| (name, languages(&cast), cast.description))
        })
        .collect();
    if as_json {
        let casts: Vec<_> = casts
            .iter()
            .map(|(name, languages, description)| {
                json!({ "name": name, "languages": languages, "description": description })
            })
            .collect();
        let models: Vec<_> = models.iter().map(|(model, place)| models::as_json(model, *place)).collect();
        return terminal.json(&json!({ "casts": casts, "voices": voices, "models": models }));
    }
    let mut text = String::from("Casts\n");
    for (name, languages, description) in &casts {
        let spoken =
            if languages.is_empty() { String::new() } else { format!(" ({})", languages.join(", ")) };
        writeln!(text, "  {name:<12} {description}{spoken}").expect(STRING);
    }
    text.push_str("\nVoices\n");
    for voice in &voices {
        let language = voice.language.as_deref().unwrap_or("?");
        let id = format!("{}:{}", voice.engine, voice.name);
        text.push_str(format!("  {id:<44} {language:<8} {}", voice.note).trim_end());
        text.push('\n');
    }
    if voices.is_empty() {
        text.push_str("  none\n");
    }
    text.push_str(&models::as_text(&models));
    terminal.text(&text)
}

/// The languages that a cast speaks, its own first; "*" where it looks for a voice of any other.
fn languages(cast: &Cast) -> Vec<String> {
    let any = (cast.others == Others::Find).then(|| "*".to_owned());
    cast.language.iter().chain(cast.languages.keys()).cloned().chain(any).collect()
}

fn hear(
    choice: &CastChoice,
    text: Option<&str>,
    output: Option<PathBuf>,
    terminal: &Terminal,
) -> Result<Outcome> {
    let session = Session::start(None);
    let cast = casts::find(choice, false, &session.places, terminal)?;
    let block = |kind| Block { kind, origin: Origin::default() };
    let words = |text: &str| vec![Inline::Text(text.to_owned())];
    let mut blocks = vec![block(Kind::Paragraph(words(text.unwrap_or(SAMPLE))))];
    if text.is_none() {
        blocks.push(block(Kind::Figure {
            medium: Medium::Picture,
            caption: None,
            alt: Some(PICTURE.into()),
            source: None,
        }));
    }
    let article = Article { blocks, ..Article::default() };
    let output = output.unwrap_or_else(|| format!("{}.wav", slug(&choice.voices)).into());
    write_wav(&article, &cast, &session, &output, terminal)
}
