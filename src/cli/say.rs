//! `articast say`: one thing said, or shown as it would be said.

use std::fmt::Write as _;
use std::io;
use std::path::Path;

use serde_json::{Value, json};

use super::args::Say;
use super::casts::{self, Asking};
use super::output::{STRING, Terminal};
use super::play::{aside, play};
use super::script::sounds;
use super::session::Session;
use super::{Outcome, places};
use crate::article::{Article, Block, Inline, Kind, Meta, Origin, language_of_script};
use crate::cast::{self, Cast, OpenedCast};
use crate::encode::{self, Format};
use crate::files::Places;
use crate::make::Event;
use crate::produce::Lexicons;
use crate::script::{self, ReadingStyle, Role, Script};
use crate::speech::{self, Manner, Sentence, homographs};
use crate::voice::{Tuning, VoiceId};
use crate::{Error, Result, files, make};

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
    if paragraphs.iter().all(|paragraph| paragraph.trim().is_empty()) {
        return Err(Error::NothingToSay { name: "the text".into() });
    }
    // A program that reads what is shown wants no sound.
    let is_heard = arguments.play || terminal.shown && terminal.watched && !arguments.json && !arguments.ipa;
    let to = if let Some(path) = &arguments.output {
        To::File { path, force: arguments.force }
    } else {
        show(&paragraphs, arguments, terminal)?;
        if arguments.show || !is_heard {
            return Ok(Outcome::Done);
        }
        To::Ears
    };
    let session = Session::start(None);
    let mut cast = casts::find(&arguments.voices, Asking::of(arguments.json), &session.places, terminal)?;
    cast.reading = reading(&cast, arguments, &session.places)?;
    for choice in cast.voices.values_mut().flatten() {
        let Tuning { rate, pitch } = choice.tuning;
        choice.tuning.rate = (rate * arguments.rate).clamp(0.5, 2.0);
        choice.tuning.pitch = (pitch + arguments.pitch).clamp(-12.0, 12.0);
    }
    speak(&spoken_only(&paragraphs, language(&paragraphs, arguments)), &cast, &session, to, terminal)
}

/// The language of a text: what the user says, or what its letters tell.
fn language<'a>(paragraphs: &[&str], arguments: &'a Say) -> &'a str {
    let told = || language_of_script(&paragraphs.concat());
    arguments.language.as_deref().or_else(told).unwrap_or("en")
}

/// The cast's style with the pronunciations that hold here.
fn reading(cast: &Cast, arguments: &Say, places: &Places) -> Result<ReadingStyle> {
    let lexicons = Lexicons { files: &arguments.lexicon.lexicon, article: None, config: &places.config };
    lexicons.added_to(&cast.reading)
}

/// Shows how paragraphs would be said: for each one line of JSON, or each sentence and below it what is said.
fn show(paragraphs: &[&str], arguments: &Say, terminal: &Terminal) -> Result<Outcome> {
    let places = places::find();
    let cast = cast::find(&arguments.voices.voices, &places::casts(&places))?;
    let ReadingStyle { languages, lexicon, style, .. } = &reading(&cast, arguments, &places)?;
    let role = Role::Narrator.name();
    let language = language(paragraphs, arguments);
    let manner = Manner { language, role, languages, lexicon, citations: style.citations };
    let mut out = String::new();
    for paragraph in paragraphs {
        let sentences = speech::speak(*paragraph, &manner);
        let sounds = |sentence: &Sentence| {
            let language = sentence.language.as_deref().unwrap_or(manner.language);
            if arguments.ipa { sounds(&sentence.say, language, &places) } else { Ok(None) }
        };
        if arguments.json {
            let sentences: Vec<_> = sentences
                .iter()
                .map(|sentence| Ok(sentence_json(sentence, sounds(sentence)?, manner.language)))
                .collect::<Result<_>>()?;
            out.push_str(&json!({ "sentences": sentences }).to_string());
            out.push('\n');
        } else {
            for sentence in &sentences {
                write!(out, "{}\n  → {}\n", sentence.show, sentence.say.text).expect(STRING);
                for sound in &sentence.say.sounds {
                    let word = &sentence.say.text[sound.said.clone()];
                    writeln!(out, "    {word} /{}/", sound.ipa).expect(STRING);
                }
                if let Some(ipa) = sounds(sentence)? {
                    writeln!(out, "  ♪ {ipa}").expect(STRING);
                }
            }
        }
    }
    terminal.text(&out)
}

fn sentence_json(sentence: &Sentence, ipa: Option<String>, language: &str) -> Value {
    let mut value = json!({ "show": sentence.show, "say": sentence.say.text });
    if let Some(language) = &sentence.language {
        value["language"] = json!(language);
    }
    if !sentence.say.sounds.is_empty() {
        value["sounds"] = json!(sentence.say.sounds);
    }
    if let Some(ipa) = ipa {
        value["ipa"] = json!(ipa);
    }
    let language = sentence.language.as_deref().unwrap_or(language);
    let homographs: Vec<Value> = homographs::find(&sentence.show, language)
        .iter()
        .map(|found| json!({ "word": sentence.show[found.shown.clone()], "id": found.id, "sure": found.is_sure }))
        .collect();
    if !homographs.is_empty() {
        value["homographs"] = json!(homographs);
    }
    value
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

/// One warning for each language that a voice speaks whose own language is another, and how to mend it.
pub(super) fn foreign(opened: &OpenedCast) -> Vec<String> {
    let warning = |(language, voice): (&String, &VoiceId)| {
        let primary = crate::language::primary(language);
        format!(
            "no voice for `{language}`, so `{voice}` speaks it. Name a voice under `[languages]` in a cast, or install \
             one; `articast voices list --language {primary}` shows the choices"
        )
    };
    opened.foreign.iter().map(warning).collect()
}

/// Where a sound goes.
#[derive(Debug, Clone, Copy)]
pub(super) enum To<'a> {
    /// To the player of the system.
    Ears,
    /// Into a file, in the format of its extension; to standard output for `-`.
    File {
        path: &'a Path,
        /// Whether a file that is not ours is replaced.
        force: bool,
    },
}

/// Says an article into one file, or aloud.
pub(super) fn speak(
    article: &Article,
    cast: &Cast,
    session: &Session,
    to: To<'_>,
    terminal: &Terminal,
) -> Result<Outcome> {
    let mut reading = cast.reading.clone();
    (reading.pauses.start, reading.pauses.end) = (100, 100);
    let script: Script = script::write(article, &reading);
    if script.lines().next().is_none() {
        return Err(Error::NothingToSay { name: "the text".into() });
    }
    let tell = |event: Event<'_>| {
        if let Event::CastOpened { cast, .. } = event {
            for warning in foreign(cast) {
                terminal.warn(&warning);
            }
        }
    };
    let said = |path: &Path| make::single(&script, cast, &session.begin(), path, &tell);
    match to {
        To::File { path, .. } if path == Path::new("-") => {
            aside(said, |file| terminal.bytes(&files::read(file, u64::MAX - 1)?))
        }
        To::File { path, force } => {
            refuse_others_file(path, force)?;
            said(path)?;
            terminal.text(&format!("{}\n", path.display()))
        }
        To::Ears => aside(said, |file| play(file, session).map(|()| Outcome::Done)),
    }
}

/// Refuses to replace a file that Articast did not make, and a name whose format it does not know.
fn refuse_others_file(path: &Path, force: bool) -> Result<()> {
    let known = Format::of(path).is_some();
    if let Some(extension) = path.extension().filter(|_| !known) {
        let why = format!("there is no format `{}`", extension.display());
        return Err(Error::Unsuited {
            why,
            hint: "name a file that ends in .wav, .flac, .mp3, .opus or .m4b",
        });
    }
    if force || !path.exists() || encode::is_ours(path) {
        return Ok(());
    }
    Err(Error::Foreign { path: path.to_owned() })
}
