//! `articast make`: articles in, episodes out.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::json;

use super::args::{self, Make};
use super::batch::Batch;
use super::casts::{self, Asking};
use super::guard::guarded;
use super::output::{Terminal, is_closed_pipe};
use super::preview::Preview;
use super::progress::{Audience, Progress, Spoken, Waiting};
use super::report::{self, Row};
use super::script::{strictly, tell_in_doubt};
use super::session::Session;
use super::{Outcome, advice, clean, code, estimate, input};
use crate::audio::Rate;
use crate::cast::Cast;
use crate::encode::{Division, Format, Unmade};
use crate::episode::{BedFile, Delivery, SoundFiles};
use crate::produce::collection::Wanted;
use crate::produce::input::is_address;
use crate::produce::{
    self, Bitrate, CoverChoice, Event, FormatOptions, Input, Loaded, ProduceOptions, Produced, Warning,
};
use crate::{Error, Result};

pub(super) fn run(arguments: &Make, terminal: &Terminal) -> Result<Outcome> {
    let session = Session::start(arguments.jobs);
    if !arguments.dry_run {
        clean::sweep(&arguments.output, &session.places);
    }
    refuse_several(arguments)?;
    let mut cast = casts::find(&arguments.voices, Asking::of(arguments.json), &session.places, terminal)?;
    cast.speed = arguments.speed;
    let limit = arguments.limit.map(|limit| limit as usize);
    let mut batch = Batch::new(&arguments.articles, limit, arguments.json, terminal);
    let maker = Maker { arguments, cast: &cast, session: &session, terminal };
    let mut outcome = Outcome::Done;
    while let Some(entry) = batch.next() {
        let name = &entry.name;
        if let Some(folder) = maker.existing_at(name) {
            batch.left_alone(name, &folder)?;
            continue;
        }
        let ended = match guarded(name, || maker.load(name)) {
            Ok(Loaded::Collection(collection)) if of_one(arguments).is_some() => Err(collection.refuse(name)),
            Ok(Loaded::Collection(collection)) => batch.expand(&entry, collection).map(|()| None),
            Ok(Loaded::Article(input)) if entry.wanted == Wanted::List => {
                Err(Error::NotAnArticle { name: input.source.name, why: "a feed was expected here".into() })
            }
            Ok(Loaded::Article(mut input)) => {
                batch.tell_article(name)?;
                if let Some(folder) = maker.existing(&input) {
                    batch.left_alone(name, &folder)?;
                    continue;
                }
                input.published.clone_from(&entry.date);
                maker.one(&input).map(Some)
            }
            Err(error) => Err(error),
        };
        match ended {
            Ok(None) => {}
            Ok(Some(Ended { outcome: new, row })) => {
                batch.made(row);
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

/// Refuses several articles where an option is for one.
fn refuse_several(arguments: &Make) -> Result<()> {
    let option = of_one(arguments).filter(|_| 1 < arguments.articles.len());
    let Some(option) = option else { return Ok(()) };
    let why = format!("`{option}` is for one episode, but there are several articles");
    Err(Error::Unsuited { why, hint: "make them one by one, or omit that option" })
}

/// The option that is for one article only, if there is one.
fn of_one(arguments: &Make) -> Option<&'static str> {
    arguments.name.as_ref().map(|_| "--name").or(arguments.play.then_some("--play"))
}

/// The first trouble stands, and a failure is worse than a loss.
pub(super) fn worse(known: Outcome, new: Outcome) -> Outcome {
    match (known, new) {
        (known, Outcome::Done) => known,
        (Outcome::Failed(code), _) => Outcome::Failed(code),
        (_, new) => new,
    }
}

/// How one article ended that did not fail.
pub(super) struct Ended {
    pub(super) outcome: Outcome,
    /// The episode, if one was made.
    row: Option<Row>,
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
    /// Loads what is at a name, and shows that it is waited for.
    fn load(self, name: &str) -> Result<Loaded> {
        let Maker { arguments, session, terminal, .. } = self;
        session.rest()?;
        let what = if is_address(name) { "fetching" } else { "reading" };
        let _waiting = Waiting::new(&format!("{what} {name}"), Audience::of(terminal, arguments.json));
        input::load(name, &arguments.input)
    }

    /// The folder of the complete episode of an address that was made before, if such are to be left alone.
    fn existing_at(self, name: &str) -> Option<PathBuf> {
        let is_asked = self.arguments.skip_existing && self.arguments.name.is_none();
        is_asked.then(|| produce::existing_at(name, &self.arguments.output)).flatten()
    }

    /// The same for an article that was loaded. One that cannot be read fails later, where that is told.
    fn existing(self, input: &Input) -> Option<PathBuf> {
        let Make { skip_existing, name, output, .. } = self.arguments;
        skip_existing.then(|| produce::existing(input, name.as_deref(), output).ok().flatten()).flatten()
    }

    /// Makes one article's episode, or tells what it would take.
    pub(super) fn one(self, input: &Input) -> Result<Ended> {
        guarded(
            &input.name,
            || if self.arguments.dry_run { self.estimate(input) } else { self.produce(input) },
        )
    }

    fn estimate(self, input: &Input) -> Result<Ended> {
        let Maker { arguments, cast, session, terminal } = self;
        let unheard = OnceLock::new();
        let tell = |event: Event<'_>| self.tell(&input.name, event, &unheard);
        let estimated = produce::estimate(input, cast, &options(arguments), &session.context(), &tell);
        let estimated = unheard.into_inner().map_or(estimated, Err)?;
        estimate::tell(&input.name, &estimated, arguments.json, terminal)?;
        let outcome = strictly(arguments.strict, &estimated.script, estimated.warning, terminal);
        Ok(Ended { outcome, row: None })
    }

    fn produce(self, input: &Input) -> Result<Ended> {
        let Maker { arguments, cast, session, terminal } = self;
        let progress = Progress::new(terminal, Audience::of(terminal, arguments.json));
        let preview = Preview::new(cast, session, terminal);
        let options = ProduceOptions { taken: Some(&session.taken), ..options(arguments) };
        // The report comes while the first chapter may still be heard.
        std::thread::scope(|scope| {
            let (narrator, unheard) = (OnceLock::new(), OnceLock::new());
            let tell = |event: Event<'_>| {
                self.tell(&input.name, event, &unheard);
                if let Event::CastOpened { cast, script } = event {
                    narrator.get_or_init(|| cast.narrator(script.language()));
                }
                if arguments.play {
                    preview.tell(event, scope);
                }
                progress.tell(event);
            };
            let produced = produce::produce(input, cast, &options, &session.context(), &tell);
            let spoken = progress.finish();
            let produced = unheard.into_inner().map_or(produced, Err)?;
            self.report(input, &produced, spoken)?;
            if let Some(Some(narrator)) = narrator.get().filter(|_| !arguments.json) {
                advice::tell(narrator, produced.script.language(), &session.places, terminal);
            }
            self.judge(input, produced, spoken)
        })
    }

    /// Tells what was made.
    fn report(self, input: &Input, produced: &Produced, spoken: Spoken) -> Result<()> {
        let Maker { arguments, terminal, .. } = self;
        if arguments.json {
            return terminal.json(&report::as_json(produced, spoken)).map(drop);
        }
        let ledger = &produced.script.ledger;
        terminal.note(&ledger.to_string());
        tell_in_doubt(&input.name, ledger, terminal);
        report::tell(&input.name, produced, spoken, terminal).map(drop)
    }

    /// Says whether what was made is all that was asked for.
    fn judge(self, input: &Input, produced: Produced, spoken: Spoken) -> Result<Ended> {
        let row = Row::of(&produced.made, spoken);
        let Produced { script, made, warning, .. } = produced;
        if let Some(Unmade { error, .. }) = made.unmade.into_iter().next() {
            return Err(error);
        }
        let lines = made.unspoken.len();
        if 0 < lines {
            return Err(Error::Incomplete { name: input.name.clone(), lines });
        }
        let outcome = match strictly(self.arguments.strict, &script, warning, self.terminal) {
            Outcome::Done if self.arguments.strict && !made.missing.is_empty() => Outcome::Lost,
            outcome => outcome,
        };
        Ok(Ended { outcome, row: Some(row) })
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
            self.terminal.warn(&format!("`{name}`: {warning}"));
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
        name: arguments.name.clone(),
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
        when_new: arguments.usual.iter().copied().map(format).collect(),
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
