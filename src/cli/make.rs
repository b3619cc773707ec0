//! `articast make`: articles in, episodes out.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;

use serde_json::{Value, json};

use super::args::{self, Make};
use super::batch::Batch;
use super::casts::{self, Asking};
use super::guard::guarded;
use super::output::{STRING, Terminal, is_closed_pipe};
use super::progress::{Audience, Progress, Spoken};
use super::script::{strictly, tell_in_doubt};
use super::session::Session;
use super::{Outcome, advice, clean, code, estimate, input};
use crate::audio::Rate;
use crate::cast::Cast;
use crate::encode::{Division, Format};
use crate::episode::{BedFile, Cue, Delivery, Episode, SoundFiles};
use crate::make::Made;
use crate::produce::collection::Wanted;
use crate::produce::{
    self, Bitrate, CoverChoice, Event, FormatOptions, Input, Loaded, ProduceOptions, Produced, Warning,
};
use crate::script::Ledger;
use crate::{Error, Result};

pub(super) fn run(arguments: &Make, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(arguments.jobs);
    if !arguments.dry_run {
        clean::sweep(&arguments.output, &session.places);
    }
    let mut cast = casts::find(&arguments.voices, Asking::of(arguments.json), &session.places, terminal)?;
    cast.speed = arguments.speed;
    let limit = arguments.limit.map(|limit| limit as usize);
    let mut batch = Batch::new(&arguments.articles, limit, arguments.json, terminal);
    let maker = Maker { arguments, cast: &cast, session: &session, terminal };
    let mut outcome = Outcome::Done;
    while let Some(entry) = batch.next() {
        let name = &entry.name;
        let load = || session.rest().and_then(|()| input::load(name, &arguments.input));
        let ended = match guarded(name, load) {
            Ok(Loaded::Collection(collection)) => batch.expand(&entry, collection).map(|()| None),
            Ok(Loaded::Article(input)) if entry.wanted == Wanted::List => {
                Err(Error::NotAnArticle { name: input.source.name, why: "a feed was expected here".into() })
            }
            Ok(Loaded::Article(mut input)) => {
                batch.tell_article(name)?;
                input.published.clone_from(&entry.date);
                maker.one(&input).map(Some)
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
            Err(error) if !batch.is_several() || matches!(error, Error::Stopped) => {
                batch.tell_failure(name, &error)?;
                return Err(error);
            }
            Err(error) => {
                batch.failed(name, &error)?;
                outcome = worse(outcome, Outcome::Failed(code(&error)));
            }
        }
    }
    if !arguments.dry_run {
        batch.tell_summary()?;
    }
    Ok(outcome)
}

/// The first trouble stands, and a failure is worse than a loss.
pub(super) fn worse(known: Outcome, new: Outcome) -> Outcome {
    match (known, new) {
        (known, Outcome::Done) => known,
        (Outcome::Failed(code), _) => Outcome::Failed(code),
        (_, new) => new,
    }
}

/// What all articles of a run are made with.
#[derive(Clone, Copy)]
pub(super) struct Maker<'a> {
    pub(super) arguments: &'a Make,
    pub(super) cast: &'a Cast,
    pub(super) session: &'a Session,
    pub(super) terminal: &'a Terminal,
}

impl Maker<'_> {
    /// Makes one article's episode, or tells what it would take.
    pub(super) fn one(self, input: &Input) -> Result<Outcome> {
        guarded(
            &input.name,
            || if self.arguments.dry_run { self.estimate(input) } else { self.produce(input) },
        )
    }

    fn estimate(self, input: &Input) -> Result<Outcome> {
        let Maker { arguments, cast, session, terminal } = self;
        let unheard = OnceLock::new();
        let tell = |event: Event<'_>| self.tell(&input.name, event, &unheard);
        let estimated = produce::estimate(input, cast, &options(arguments), &session.context(), &tell);
        let estimated = unheard.into_inner().map_or(estimated, Err)?;
        estimate::tell(&input.name, &estimated, arguments.json, terminal)?;
        Ok(strictly(arguments.strict, &estimated.script, estimated.warning, terminal))
    }

    fn produce(self, input: &Input) -> Result<Outcome> {
        let Maker { arguments, cast, session, terminal } = self;
        let progress = Progress::new(terminal, Audience::of(terminal, arguments.json));
        let (narrator, unheard) = (OnceLock::new(), OnceLock::new());
        let tell = |event: Event<'_>| {
            self.tell(&input.name, event, &unheard);
            if let Event::CastOpened { cast, script } = event {
                narrator.get_or_init(|| cast.narrator(script.language()));
            }
            progress.tell(event);
        };
        let options = ProduceOptions { taken: Some(&session.taken), ..options(arguments) };
        let produced = produce::produce(input, cast, &options, &session.context(), &tell);
        let spoken = progress.finish();
        let Produced { script, made, warning } = unheard.into_inner().map_or(produced, Err)?;
        let lines = made.unspoken.len();
        if arguments.json {
            terminal.json(&report_json(&made, &script.ledger, spoken))?;
        } else {
            terminal.note(&script.ledger.to_string());
            tell_in_doubt(&input.name, &script.ledger, terminal);
            report(&made, spoken, terminal)?;
            if let Some(Some(narrator)) = narrator.get() {
                advice::tell(narrator, script.language(), &session.places, terminal);
            }
        }
        if 0 < lines {
            return Err(Error::Incomplete { name: input.name.clone(), lines });
        }
        Ok(strictly(arguments.strict, &script, warning, terminal))
    }

    /// Tells of an event that is no progress. Where nobody hears it any more, the work is cancelled and the error kept.
    fn tell(self, name: &str, event: Event<'_>, unheard: &OnceLock<Error>) {
        if let Err(error) = self.tell_or_fail(name, event) {
            self.session.cancel.cancel();
            let _ = unheard.set(error);
        }
    }

    fn tell_or_fail(self, name: &str, event: Event<'_>) -> Result<()> {
        let Maker { session, terminal, .. } = self;
        match event {
            Event::Warning(Warning::NoSuchLine(words)) => {
                self.warn(name, &format!("no line contains the words of `--retake={words}`"))?;
            }
            Event::Warning(warning) => self.warn(name, &warning.to_string())?,
            Event::Waiting { folder } => {
                terminal.note(&format!("waiting: another run is making `{}`", folder.display()));
            }
            Event::ScriptReady(_) => {
                let _ = session.begin();
            }
            Event::CastOpened { .. } | Event::Recording(_) | Event::Written { .. } => {}
        }
        Ok(())
    }

    /// Tells people, or the program that reads along, what to know of an article that is made.
    fn warn(self, name: &str, warning: &str) -> Result<()> {
        if self.arguments.json {
            self.terminal.json(&json!({ "event": "warning", "article": name, "warning": warning }))?;
        } else {
            self.terminal.note(&format!("warning: `{name}`: {warning}"));
        }
        Ok(())
    }
}

/// What the arguments say of an episode.
fn options(arguments: &Make) -> ProduceOptions<'_> {
    let rate = Rate::new(arguments.encoding.sample_rate).unwrap_or(Rate::CD);
    ProduceOptions {
        output: arguments.output.clone(),
        load: input::options(&arguments.input),
        lexicons: arguments.lexicon.lexicon.clone(),
        chapters: arguments.only.iter().map(|only| only.first..=only.last).collect(),
        retakes: arguments.retake.clone(),
        cover: match arguments.cover.as_deref() {
            None => CoverChoice::Article,
            Some(choice) if choice == Path::new("none") => CoverChoice::None,
            Some(choice) if choice == Path::new("generated") => CoverChoice::Drawn,
            Some(file) => CoverChoice::File(file.to_owned()),
        },
        formats: formats(&arguments.encoding),
        delivery: Delivery { rate, profile: arguments.profile.into() },
        sounds: SoundFiles {
            intro: arguments.intro.as_deref(),
            outro: arguments.outro.as_deref(),
            earcon: arguments.earcon.as_deref(),
            bed: arguments.bed.as_deref().map(|path| BedFile { path, level: arguments.bed_level }),
        },
        taken: None,
        on_failure: arguments.on_failure.into(),
    }
}

fn formats(arguments: &args::Encoding) -> FormatOptions {
    let mut divisions = Vec::new();
    divisions.extend(arguments.single_file.then_some(Division::Whole));
    divisions.extend(arguments.chapters_as_files.then_some(Division::Chapters));
    let bitrate = |rate: &args::Bitrate| Bitrate { format: rate.format.map(format), kilobits: rate.kilobits };
    FormatOptions {
        formats: arguments.formats.iter().copied().map(format).collect(),
        divisions,
        bitrates: arguments.bitrate.iter().map(bitrate).collect(),
        aac_encoder: arguments.aac_encoder.clone(),
    }
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

/// What was made and where it is, for programs.
fn report_json(made: &Made, ledger: &Ledger, spoken: Spoken) -> Value {
    let (episode, Spoken { new, kept }) = (&made.episode, spoken);
    json!({
        "event": "done", "title": episode.title(), "folder": made.folder.display().to_string(), "files": made.files,
        "sample_rate": episode.rate.hertz(), "samples": episode.samples(), "chapters": episode.chapters,
        "lines": { "spoken": new, "kept": kept }, "kept_files": made.kept, "doubtful": doubtful(episode).len(),
        "ledger": ledger.to_string(), "words_in_doubt": ledger.words_in_doubt(),
        "unspoken": made.unspoken.iter().map(|line| &line.text).collect::<Vec<_>>(),
        "removed": made.superseded.removed, "retired": made.superseded.retired, "replaced": made.superseded.replaced,
    })
}

/// Says what was made and where it is.
fn report(made: &Made, spoken: Spoken, terminal: &Terminal) -> Result<Outcome> {
    let (episode, Spoken { new, kept }) = (&made.episode, spoken);
    terminal.note(&format!("{new} lines spoken, {kept} from the cache"));
    tell_doubts(&doubtful(episode), terminal);
    if 0 < made.kept {
        terminal.note(&format!("{} of {} sound files were already up to date", made.kept, made.sound.len()));
    }
    for name in &made.superseded.removed {
        terminal.note(&format!("removed: `{name}`, which is no longer part of the episode"));
    }
    for name in &made.superseded.retired {
        terminal.note(&format!(
            "`{name}` is no longer part of the episode; it stays until `articast publish` replaces the feed"
        ));
    }
    for name in &made.superseded.replaced {
        terminal
            .note(&format!("`{name}` has changed; the feed has its earlier length until `articast publish`"));
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
        terminal.note(&format!("warning: {lines}; listen to:"));
    }
    for (when, text, doubt) in doubts.iter().take(MOST) {
        let start: String = text.chars().take(60).collect();
        terminal.note(&format!("  {when}  “{start}”: {doubt}"));
    }
    if MOST < doubts.len() {
        terminal.note(&format!("  and {} more; see `doubt` in episode.json", doubts.len() - MOST));
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
