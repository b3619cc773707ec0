//! `articast make`: articles in, episodes out.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::json;

use super::args::{self, Make};
use super::batch::Batch;
use super::guard::guarded;
use super::input::{self, Input};
use super::lists::Wanted;
use super::output::{STRING, Terminal, is_closed_pipe};
use super::progress::{Audience, Progress};
use super::script::strictly;
use super::session::Session;
use super::{Outcome, advice, casts, code, cover, estimate, lexicon};
use crate::article::{Article, Source};
use crate::audio::Rate;
use crate::encode::{Division, Format, Wish, slug_with};
use crate::engine::child::Program;
use crate::episode::{BedFile, Cue, Delivery, Episode, SoundFiles};
use crate::files::Places;
use crate::make::{Event, Made, Order, make};
use crate::publish::episode_folder::figures::ImageSource;
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::staging::Staging;
use crate::script::{self, Script};
use crate::voice::Cast;
use crate::{Error, Result};

pub(super) fn run(arguments: &Make, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(arguments.jobs);
    let mut cast = casts::find(&arguments.voices, arguments.json, &session.places, terminal)?;
    cast.speed = arguments.speed;
    let limit = arguments.limit.map(|limit| limit as usize);
    let mut batch = Batch::new(&arguments.articles, limit, arguments.json, terminal);
    let mut outcome = Outcome::Done;
    while let Some(name) = batch.next() {
        let load = || session.rest().and_then(|()| input::load(&name.name, &arguments.input));
        let loaded = guarded(&name.name, load);
        let ended = match loaded {
            Ok(Input::Many(list)) => batch.expand(&name, list).map(|()| None),
            Ok(Input::One(source)) if name.wanted == Wanted::List => {
                Err(Error::NotAnArticle { name: source.name, why: "a feed was expected here".into() })
            }
            Ok(Input::One(source)) => {
                batch.tell_article(&name.name)?;
                let make = || one(&name.name, &source, arguments, (&cast, &session), terminal);
                guarded(&name.name, make).map(Some)
            }
            Err(error) => Err(error),
        };
        match ended {
            Ok(None) => {}
            Ok(Some(new)) => {
                batch.made();
                outcome = worse(outcome, new);
            }
            Err(error) if is_closed_pipe(&error) => return Err(error),
            // One article that fails does not stop the rest; alone, or stopped by the user, it is the result.
            Err(error) if !batch.is_several || matches!(error, Error::Stopped) => {
                batch.tell_failure(&name.name, &error)?;
                return Err(error);
            }
            Err(error) => {
                batch.failed(&name.name, &error)?;
                outcome = worse(outcome, Outcome::Failed(code(&error)));
            }
        }
    }
    if !arguments.dry_run {
        batch.tell_summary()?;
    }
    Ok(outcome)
}

/// Tells people, or the program that reads along, what to know of an article that is made.
fn tell_warning(name: &str, warning: &str, as_json: bool, terminal: &Terminal) -> Result<()> {
    if as_json {
        terminal.json(&json!({ "event": "warning", "article": name, "warning": warning }))?;
    } else {
        terminal.note(&format!("warning: `{name}`: {warning}"));
    }
    Ok(())
}

/// The first trouble stands, and a failure is worse than a loss.
pub(super) fn worse(known: Outcome, new: Outcome) -> Outcome {
    match (known, new) {
        (known, Outcome::Done) => known,
        (Outcome::Failed(code), _) => Outcome::Failed(code),
        (_, new) => new,
    }
}

/// Makes one article's episode.
pub(super) fn one(
    name: &str,
    source: &Source,
    arguments: &Make,
    (cast, session): (&Cast, &Session),
    terminal: &Terminal,
) -> Result<Outcome> {
    let input = input::understand(source)?;
    if let Some(warning) = input.warning {
        tell_warning(name, warning, arguments.json, terminal)?;
    }
    let meta = (name, &input.article.meta);
    let house = lexicon::house(&cast.house, meta, &arguments.lexicon, &session.places)?;
    let mut script = script::write(&input.article, &house);
    if script.chapters.is_empty() {
        return Err(Error::NothingToSay { name: name.into() });
    }
    let stem = input::stem(name);
    if script.meta.title.is_none() && name != "-" {
        script.meta.title = Some(stem.clone());
    }
    for words in arguments.retake.iter().filter(|words| script.retake(words) == 0) {
        tell_warning(
            name,
            &format!("no line holds the words of `--retake={words}`"),
            arguments.json,
            terminal,
        )?;
    }
    let excerpt = excerpt(&mut script, &arguments.only, name)?;
    if arguments.dry_run {
        estimate::tell(name, &script, cast, (session, arguments.json), terminal)?;
        return Ok(strictly(arguments.strict, &script, input.warning, terminal));
    }
    let made_from = identity(name, source, &input.article, &excerpt);
    let staging =
        staging(&arguments.output, &[script.title(), &stem], (&excerpt, &made_from), (session, terminal))?;
    let earlier = Manifest::read(staging.folder()).ok();
    let ordered = earlier.as_ref().map(Manifest::encode_options).unwrap_or_default();
    let wish = wish(&arguments.encoding, ordered, &session.places);
    let subject = (name, source, &input.article, script.title());
    let (cover, warning) = cover::cover(arguments, subject, staging.folder(), &session.places)?;
    if let Some(warning) = warning {
        tell_warning(name, &warning, arguments.json, terminal)?;
    }
    let order = Order {
        staging: &staging,
        made_from: &made_from,
        delivery: delivery(arguments),
        jobs: session.jobs,
        sounds: sounds(arguments),
        wish,
        cover: cover.as_ref(),
        images: images(name, source),
    };
    speak(&script, cast, &order, arguments.json, (session, terminal))?;
    Ok(strictly(arguments.strict, &script, input.warning, terminal))
}

/// Makes the episode of a script, and tells of it.
fn speak(
    script: &Script,
    cast: &Cast,
    order: &Order<'_>,
    as_json: bool,
    (session, terminal): (&Session, &Terminal),
) -> Result<()> {
    let progress = Progress::new(script, terminal, Audience::of(terminal, as_json));
    let narrator = OnceLock::new();
    let made = make(script, cast, &session.opening(), order, &|event| {
        if let Event::Hired(company) = event {
            narrator.get_or_init(|| company.narrator(script.language()));
        }
        progress.tell(event);
    });
    let lines = progress.finish();
    report(&made?, script, lines, as_json, terminal)?;
    if let Some(Some(narrator)) = narrator.get().filter(|_| !as_json) {
        advice::tell(narrator, script.language(), &session.places, terminal);
    }
    Ok(())
}

/// At which rate, and for whom.
fn delivery(arguments: &Make) -> Delivery {
    let rate = Rate::new(arguments.encoding.sample_rate).unwrap_or(Rate::CD);
    Delivery { rate, profile: arguments.profile.into() }
}

/// The sounds that are given.
fn sounds(arguments: &Make) -> SoundFiles<'_> {
    SoundFiles {
        intro: arguments.intro.as_deref(),
        outro: arguments.outro.as_deref(),
        earcon: arguments.earcon.as_deref(),
        bed: arguments.bed.as_deref().map(|path| BedFile { path, level: arguments.bed_level }),
    }
}

/// Where an article's own pictures are: in its archive, or in its folder if it is on the disk.
fn images<'a>(name: &'a str, source: &'a Source) -> ImageSource<'a> {
    if source.bytes.starts_with(b"PK\x03\x04") {
        return ImageSource::Archive(&source.bytes);
    }
    let is_on_the_disk = name != "-" && source.address.is_none();
    Path::new(name).parent().filter(|_| is_on_the_disk).map_or(ImageSource::Nowhere, ImageSource::Folder)
}

/// What is wanted of the encoders: what is asked for, and where no format is, what was made before.
fn wish(arguments: &args::Encoding, before: Wish, places: &Places) -> Wish {
    let is_as_before = arguments.formats.is_empty() && !before.formats.is_empty();
    let asked: Vec<Format> = arguments.formats.iter().copied().map(format).collect();
    let mut wish = if is_as_before { before } else { Wish { formats: asked, ..Wish::default() } };
    if wish.formats.is_empty() {
        wish.formats.push(Format::Wav);
    }
    let mut divisions = Vec::new();
    divisions.extend(arguments.single_file.then_some(Division::Whole));
    divisions.extend(arguments.chapters_as_files.then_some(Division::Chapters));
    if !divisions.is_empty() {
        let of = |format: &Format| divisions.iter().map(|division| (*format, *division)).collect::<Vec<_>>();
        wish.divisions = wish.formats.iter().flat_map(of).collect();
    }
    for bitrate in &arguments.bitrate {
        match bitrate.format {
            Some(one) => wish.bitrates.push((format(one), bitrate.kilobits)),
            None => wish.bitrates.extend(wish.formats.iter().map(|format| (*format, bitrate.kilobits))),
        }
    }
    // What was made before by a program is made by one again.
    let is_by_program = is_as_before && wish.formats.contains(&Format::M4b) && !cfg!(feature = "m4b");
    let program = arguments.aac_encoder.as_deref().or(is_by_program.then_some(Path::new("ffmpeg")));
    wish.aac_encoder = program.map(|path| Program::chosen(&places.path_of(path), places));
    wish
}

fn format(format: args::Format) -> Format {
    match format {
        args::Format::Wav => Format::Wav,
        args::Format::Flac => Format::Flac,
        args::Format::Mp3 => Format::Mp3,
        args::Format::Opus => Format::Opus,
        args::Format::M4b => Format::M4b,
    }
}

/// Leaves only these chapters of a script, if any are named; gives what a folder's name says of that.
fn excerpt(script: &mut Script, only: &[args::Chapters], name: &str) -> Result<String> {
    if only.is_empty() {
        return Ok(String::new());
    }
    let of = script.chapters.len();
    let is_wanted = |n: usize| only.iter().any(|only| (only.first..=only.last).contains(&n));
    let wanted: Vec<usize> = (1..=of).filter(|n| is_wanted(*n)).collect();
    if wanted.is_empty() {
        return Err(Error::NoSuchChapter { name: name.into(), of });
    }
    let mut number = 0;
    script.chapters.retain(|_| {
        number += 1;
        is_wanted(number)
    });
    let runs = wanted.chunk_by(|a, b| a + 1 == *b);
    let runs = runs.map(|run| match run {
        [one] => one.to_string(),
        run => format!("{}-{}", run[0], run[run.len() - 1]),
    });
    Ok(format!(" chapters {}", runs.collect::<Vec<_>>().join(" ")))
}

/// What tells an article, or an excerpt of it, from others: a digest of where it is, since the manifest may be published.
/// Standard input is no place: there it is the address that the article says it has, or else its content.
fn identity(name: &str, source: &Source, article: &Article, excerpt: &str) -> String {
    let mut place = input::place(name);
    if name == "-" {
        let content = || blake3::hash(&source.bytes).to_hex().to_string();
        place = format!("- {}", article.meta.source.clone().unwrap_or_else(content));
    }
    blake3::hash(format!("{place}{excerpt}").as_bytes()).to_hex()[..16].to_owned()
}

/// The folder of an episode, locked: named by the first of the names that has letters.
fn staging(
    parent: &Path,
    names: &[&str],
    (excerpt, made_from): (&str, &str),
    (session, terminal): (&Session, &Terminal),
) -> Result<Staging> {
    let slugs = names.iter().map(|name| slug_with(name, excerpt));
    let slug = slugs.into_iter().find(|slug| !slug.is_empty());
    let slug = slug.unwrap_or_else(|| slug_with("episode", excerpt));
    let mut is_told = false;
    Staging::claim(parent, &slug, made_from, &mut |folder| {
        if !std::mem::replace(&mut is_told, true) {
            terminal.note(&format!("waiting: another run makes `{}`", folder.display()));
        }
        session.rest()
    })
}

/// Says what was made and where it is.
fn report(
    made: &Made,
    script: &Script,
    (spoken, kept): (usize, usize),
    as_json: bool,
    terminal: &Terminal,
) -> Result<Outcome> {
    let episode = &made.episode;
    if as_json {
        let folder = made.folder.display().to_string();
        return terminal.json(&json!({
            "event": "done", "title": episode.title(), "folder": folder, "files": made.files,
            "sample_rate": episode.rate.hertz(), "samples": episode.samples(), "chapters": episode.chapters,
            "lines": { "spoken": spoken, "kept": kept }, "kept_files": made.kept, "doubtful": doubtful(episode).len(),
            "ledger": script.ledger.to_string(), "removed": made.superseded.removed, "retired": made.superseded.retired,
        }));
    }
    terminal.note(&script.ledger.to_string());
    terminal.note(&format!("{spoken} lines spoken, {kept} kept from before"));
    tell_doubts(&doubtful(episode), terminal);
    if 0 < made.kept {
        terminal.note(&format!("{} of {} sound files were as they shall be", made.kept, made.sound.len()));
    }
    for name in &made.superseded.removed {
        terminal.note(&format!("removed: `{name}`, which is no more of the episode"));
    }
    for name in &made.superseded.retired {
        terminal.note(&format!(
            "`{name}` is no more of the episode; it stays until `articast publish` replaces the feed"
        ));
    }
    let mut text = String::new();
    for file in &made.sound {
        let length = clock(episode.rate.duration(file.samples).as_secs());
        let path = made.folder.join(&file.name);
        writeln!(text, "{length}  {}", path.display()).expect(STRING);
    }
    let whole = clock(episode.rate.duration(episode.samples()).as_secs());
    writeln!(text, "{whole}  {}", made.folder.display()).expect(STRING);
    terminal.text(&text)
}

/// The lines that may not be what was to be said: when, what, and why.
fn doubtful(episode: &Episode) -> Vec<(String, &str, &str)> {
    let when = |cue: &Cue| clock(episode.rate.duration(cue.at.start).as_secs()).trim_start().to_owned();
    let doubtful = episode.cues.iter().filter_map(|cue| Some((cue, cue.doubt.as_deref()?)));
    doubtful.map(|(cue, doubt)| (when(cue), cue.text.as_str(), doubt)).collect()
}

/// Names the lines that someone should listen to.
fn tell_doubts(doubts: &[(String, &str, &str)], terminal: &Terminal) {
    const MOST: usize = 10;
    let lines = if doubts.len() == 1 {
        "1 line sounds doubtful".into()
    } else {
        format!("{} lines sound doubtful", doubts.len())
    };
    if !doubts.is_empty() {
        terminal.note(&format!("warning: {lines}; listen to"));
    }
    for (when, text, doubt) in doubts.iter().take(MOST) {
        let start: String = text.chars().take(60).collect();
        terminal.note(&format!("  {when}  “{start}”: {doubt}"));
    }
    if MOST < doubts.len() {
        terminal.note(&format!("  and {} more: `doubt` in episode.json", doubts.len() - MOST));
    }
}

/// Minutes and seconds, with hours where there are any.
pub(super) fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours == 0 {
        format!("{minutes:>5}:{seconds:02}")
    } else {
        format!("{hours}:{minutes:02}:{seconds:02}")
    }
}
