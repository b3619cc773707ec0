//! `articast voices`: what this machine can speak with.

mod list;

use super::args::{CastChoice, Voices, VoicesCommand};
use super::casts::{self, Asking};
use super::models;
use super::output::Terminal;
use super::say::{To, speak};
use super::session::Session;
use super::{Outcome, bench};
use crate::Result;
use crate::article::{Article, Block, Inline, Kind, Medium, Origin};

/// What a voice says of itself when it is tried: a heading, numbers, a question, and a picture for the other voice.
const SAMPLE: &str =
    "This is how I sound. On 5 May 2024, 1,250 people walked 3.5 miles together. Why not you?";
const PICTURE: &str = "A path in the evening light.";

pub(super) fn run(arguments: &Voices, terminal: &Terminal) -> Result<Outcome> {
    let usual = VoicesCommand::List { language: None, all: false, json: false };
    match arguments.command.as_ref().unwrap_or(&usual) {
        VoicesCommand::List { language, all, json } => list::run(language.as_deref(), *all, *json, terminal),
        VoicesCommand::Add(arguments) => models::add(arguments, terminal),
        VoicesCommand::Remove { names } => models::remove(names, terminal),
        VoicesCommand::Bench { names, lanes, text, json } => {
            bench::run(names, *lanes, text.as_deref(), *json, terminal)
        }
        VoicesCommand::Try { name, allow_commands, text, output, force } => {
            let choice = CastChoice { voices: name.clone(), allow_commands: *allow_commands };
            let to = output.as_deref().map_or(To::Ears, |path| To::File { path, force: *force });
            hear(&choice, text.as_deref(), to, terminal)
        }
    }
}

fn hear(choice: &CastChoice, text: Option<&str>, to: To<'_>, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(None);
    let cast = casts::find(choice, Asking::Allowed, &session.places, terminal)?;
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
    speak(&article, &cast, &session, to, terminal)
}
