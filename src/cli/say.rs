//! `articast say`: one thing said, or shown as it would be said.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use serde_json::json;

use super::args::Say;
use super::output::{STRING, Terminal};
use super::session::Session;
use super::{Outcome, places};
use crate::article::{Article, Block, Inline, Kind, Meta, Origin};
use crate::audio::Rate;
use crate::episode::{SoundFiles, Sounds, assemble};
use crate::script::{self, Script};
use crate::speech::{self, Manner};
use crate::studio::{Company, record};
use crate::voice::{self, Cast};
use crate::{Error, Result, encode, files};

/// No text to say is larger.
const LIMIT: u64 = 64 << 20;

pub(super) fn run(arguments: &Say, terminal: &Terminal) -> Result<Outcome> {
    let text = match arguments.text.as_str() {
        "-" => {
            let name = Path::new("standard input");
            String::from_utf8_lossy(&files::read_from(io::stdin().lock(), LIMIT, name)?).into_owned()
        }
        text => text.to_owned(),
    };
    let paragraphs: Vec<&str> = if arguments.lines { text.lines().collect() } else { vec![text.trim()] };
    match &arguments.output {
        Some(path) => {
            let session = Session::start(None);
            let cast = voice::find(&arguments.voices.voices, &places::casts(&session.places))?;
            write_wav(&spoken_only(&paragraphs, &arguments.language), &cast, &session, path, terminal)
        }
        None => show(&paragraphs, arguments, terminal),
    }
}

/// Shows how paragraphs would be said: for each one line of JSON, or each sentence and below it what is said.
fn show(paragraphs: &[&str], arguments: &Say, terminal: &Terminal) -> Result<Outcome> {
    let mut out = String::new();
    for paragraph in paragraphs {
        let sentences = speech::speak(*paragraph, &Manner::new(&arguments.language));
        if arguments.json {
            let sentences: Vec<_> = sentences
                .iter()
                .map(|sentence| json!({ "show": sentence.show, "say": sentence.say.text }))
                .collect();
            out.push_str(&json!({ "sentences": sentences }).to_string());
            out.push('\n');
        } else {
            for sentence in &sentences {
                write!(out, "{}\n  → {}\n", sentence.show, sentence.say.text).expect(STRING);
            }
        }
    }
    terminal.text(&out)
}

/// An article that is only paragraphs.
fn spoken_only(paragraphs: &[&str], language: &str) -> Article {
    let paragraphs = paragraphs.iter().filter(|text| !text.trim().is_empty());
    let block = |text: &&str| Block {
        kind: Kind::Paragraph(vec![Inline::Text((*text).to_owned())]),
        origin: Origin::default(),
    };
    let meta = Meta { language: Some(language.to_owned()), ..Meta::default() };
    Article { meta, blocks: paragraphs.map(block).collect(), skipped: Vec::new() }
}

/// Says an article into one WAV file, or to standard output for `-`.
pub(super) fn write_wav(
    article: &Article,
    cast: &Cast,
    session: &Session,
    path: &Path,
    terminal: &Terminal,
) -> Result<Outcome> {
    let mut house = cast.house.clone();
    (house.pauses.start, house.pauses.end) = (100, 100);
    let script: Script = script::write(article, &house);
    let roles: Vec<_> = script.lines().map(|line| line.role).collect();
    if roles.is_empty() {
        return Err(Error::NothingToSay { name: "the text".into() });
    }
    let opening = session.opening();
    let company = Company::hire(cast, &roles, &opening)?;
    let takes = record(&script, &company, session.jobs, &session.halt, &|_| {})?;
    let sounds = Sounds::load(SoundFiles::default(), Rate::CD)?;
    let episode = assemble(&script, &takes, &company, &sounds, Rate::CD);
    let source = (&company.cache, sounds.clips.as_slice());
    let stop = |_| if session.halt.is_pulled() { Err(Error::Stopped) } else { Ok(()) };
    if path == Path::new("-") {
        let dir = tempfile::tempdir().map_err(Error::writing(Path::new("a temporary folder")))?;
        let file = dir.path().join("said.wav");
        encode::single(&episode, source, &file, &stop)?;
        return terminal.bytes(&files::read(&file, u64::MAX - 1)?);
    }
    encode::single(&episode, source, path, &stop)?;
    terminal.text(&format!("{}\n", path.display()))
}
