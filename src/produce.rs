//! Producing: from an article, wherever it is, to the folder that holds its episode.
//!
//! [`load`] gets what is at a path or an address, [`produce`] makes the episode, and [`estimate`] tells what that would
//! take; both say what happens as [`Event`]s. A [`Worklist`] goes through several, and through what feeds and folders lead to.

pub mod collection;
mod cover;
mod excerpt;
mod existing;
mod formats;
pub mod input;
mod lexicons;
mod worklist;

use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::article::{Article, Meta, key};
use crate::cast::{Cast, OpenedCast};
use crate::encode::{EncodeOptions, Format, slug_with};
use crate::engine::EngineContext;
use crate::episode::{Delivery, SoundFiles};
use crate::make::{Made, MakeOptions, make};
use crate::publish::dates::{self, BadDate};
use crate::publish::episode_folder::figures::ImageSource;
use crate::publish::episode_folder::identity::Identity;
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::names;
use crate::publish::episode_folder::staging::Staging;
use crate::publish::episode_folder::sums::Sums;
use crate::publish::podcast::registry;
use crate::script::{self, ReadingStyle, Script};
use crate::studio::{self, Estimate, OnFailure};
use crate::{Error, Result};

pub use crate::guard::guarded;
pub use crate::make::{Event, Warning};
pub use cover::CoverChoice;
pub use existing::{existing, existing_at};
pub use formats::{Bitrate, FormatOptions};
pub use input::{Input, LoadOptions, Loaded, Location, load};
pub use lexicons::Lexicons;
pub use worklist::{Expanded, Worklist};

/// How an episode is produced.
#[derive(Debug, Clone, Default)]
pub struct ProduceOptions<'a> {
    /// The folder in which the episode gets a folder of its own. It is made if it is not there.
    pub output: PathBuf,
    /// How a picture on the web is fetched.
    pub load: LoadOptions,
    /// Files of pronunciations, TOML or PLS; of several, the last that knows a word wins.
    pub lexicons: Vec<PathBuf>,
    /// Only these chapters, counted from 1, in a folder of their own; where none are named, all.
    pub chapters: Vec<RangeInclusive<usize>>,
    /// Words of lines that a neural voice is to say in another way; given twice, in a third.
    pub retakes: Vec<String>,
    /// Which cover the episode gets.
    pub cover: CoverChoice,
    /// Which sound files are made, with their bit rates.
    pub formats: FormatOptions,
    /// The rate of the timeline, and whom the episode is mastered for.
    pub delivery: Delivery,
    /// The intro, the outro and the bed.
    pub sounds: SoundFiles<'a>,
    /// What becomes of lines that cannot be said.
    pub on_failure: OnFailure,
    /// What the episode is called, instead of by the article's title and place: its folder's name, and what tells it from
    /// others.
    pub name: Option<String>,
    /// Which article of the run each folder is of, so that two with the same `id` do not replace each other.
    pub taken: Option<&'a Taken>,
}

/// The names of articles by the folders of their episodes.
pub type Taken = Mutex<BTreeMap<PathBuf, String>>;

/// Hears what happens, from several threads.
pub type Tell<'a> = &'a (dyn Fn(Event<'_>) + Sync);

/// What was produced.
#[derive(Debug)]
pub struct Produced {
    /// What is said, with the ledger of what became of every block; without the lines that no voice could say.
    pub script: Script,
    /// The episode and its files.
    pub made: Made,
    /// Said of an article of which maybe only the beginning is there; it was told as an [`Event::Warning`].
    pub warning: Option<&'static str>,
    /// How many words the voices can only guess: see [`script::audit()`].
    pub guessed: usize,
}

/// What an episode would take.
#[derive(Debug)]
pub struct Estimated {
    /// What would be said.
    pub script: Script,
    /// The voices that would speak.
    pub cast: OpenedCast,
    /// What each part of the cast would take.
    pub estimates: Vec<Estimate>,
    /// Said of an article of which maybe only the beginning is there; it was told as an [`Event::Warning`].
    pub warning: Option<&'static str>,
}

/// Makes an article's episode. Its folder is the article's from then on: the same article, produced again, changes the
/// same episode, and what was spoken for it before is not spoken again. Until all is written, what stood there stays.
///
/// # Errors
///
/// [`Error::Stopped`] soon after the token was cancelled; [`Error::Fault`] where our own code panics.
pub fn produce(
    input: &Input,
    cast: &Cast,
    options: &ProduceOptions<'_>,
    context: &EngineContext<'_>,
    tell: Tell<'_>,
) -> Result<Produced> {
    let run = Run { input, cast, options, context, tell };
    guarded(&input.name, || run.produce(run.prepare()?))
}

/// Tells what an article's episode would take: reads it and opens the voices. Nothing is said, and nothing is written.
///
/// # Errors
///
/// [`Error::Fault`] where our own code panics.
pub fn estimate(
    input: &Input,
    cast: &Cast,
    options: &ProduceOptions<'_>,
    context: &EngineContext<'_>,
    tell: Tell<'_>,
) -> Result<Estimated> {
    let run = Run { input, cast, options, context, tell };
    guarded(&input.name, || {
        let Prepared { script, warning, .. } = run.prepare()?;
        tell(Event::ScriptReady(&script));
        let cast = OpenedCast::open(cast, &script, context)?;
        let estimates = studio::estimate(&script, &cast);
        Ok(Estimated { script, cast, estimates, warning })
    })
}

/// Refuses to make an episode that leaves out nine tenths of what may be its article.
fn refuse_too_little(script: &Script, name: &str) -> Result<()> {
    const LEAST: usize = 10;
    let letters = |text: &str| key(text).chars().count();
    let said: usize = script.lines().map(|line| letters(&line.show)).sum();
    let of = said + script.ledger.doubtful().map(|entry| letters(&entry.text)).sum::<usize>();
    if said * LEAST < of { Err(Error::TooLittle { name: name.to_owned(), said, of }) } else { Ok(()) }
}

/// What was ordered of the encoders when the episode in a folder was made, with the name of its files. A manifest that is
/// damaged is not believed.
fn ordered(folder: &Path, earlier: Option<&Manifest>) -> EncodeOptions {
    let sums = Sums::known(folder);
    match earlier {
        Some(earlier) if sums.is_intact(folder, names::MANIFEST) => {
            EncodeOptions { stem: earlier.stem().map(Into::into), ..earlier.encode_options() }
        }
        _ => sums.encode_options(),
    }
}

/// One article on its way.
struct Run<'a> {
    input: &'a Input,
    cast: &'a Cast,
    options: &'a ProduceOptions<'a>,
    context: &'a EngineContext<'a>,
    tell: Tell<'a>,
}

/// An article and what is to be said of it.
struct Prepared {
    article: Article,
    script: Script,
    /// How it is read.
    reading: ReadingStyle,
    /// What the name of the folder says of the chapters that are left out.
    excerpt: String,
    warning: Option<&'static str>,
}

impl Run<'_> {
    /// Reads the article and writes its script.
    fn prepare(&self) -> Result<Prepared> {
        let (name, options) = (&self.input.name, self.options);
        let input::Understood { mut article, warning, not_there } = self.input.understand()?;
        article.meta.id = options.name.clone().or(article.meta.id);
        for words in &not_there {
            self.warn(Warning::NothingToSkip(words));
        }
        if let Some(warning) = warning {
            self.warn(Warning::Partial(warning));
        }
        if let Some(asked) = article.unclear_pause() {
            self.warn(Warning::Pause(asked));
        }
        let lexicons = Lexicons {
            files: &options.lexicons,
            article: Some((self.input, &article.meta)),
            config: &self.context.places.config,
        };
        let reading = lexicons.added_to(&self.cast.reading)?;
        let mut script = script::write(&article, &reading);
        if script.chapters.is_empty() {
            return Err(Error::NothingToSay { name: name.clone() });
        }
        refuse_too_little(&script, name)?;
        if script.meta.title.is_none() {
            script.meta.title = self.input.location.title();
        }
        self.date(&mut script.meta);
        for words in &options.retakes {
            if script.retake(words) == 0 {
                self.warn(Warning::NoSuchLine(words));
            }
        }
        let excerpt = excerpt::excerpt(&mut script, &options.chapters, name)?;
        Ok(Prepared { article, script, reading, excerpt, warning })
    }

    /// Fills in when the article was published, if others say it, and warns of what cannot be understood.
    fn date(&self, meta: &mut Meta) {
        if meta.published.is_none() {
            meta.published = self.input.published.clone().or_else(|| self.input.location.day());
        }
        let Some(published) = meta.published.as_deref() else { return };
        // What is before 1900 is an old book and no mistake.
        if let Err(why @ (BadDate::Unread | BadDate::Zero)) = dates::of_article(meta) {
            self.warn(Warning::Date(&why.tell(published)));
        }
    }

    /// Makes the episode of a script.
    fn produce(&self, prepared: Prepared) -> Result<Produced> {
        let Prepared { article, mut script, reading, excerpt, warning } = prepared;
        let guessed = script::audit(&script, &reading).len();
        let places = self.context.places;
        let identity = Identity {
            title: script.title().into(),
            lines: script.lines().map(|line| line.show.clone()).collect(),
            ..self.input.identity(&article, &excerpt, &self.options.output)
        };
        let staging = self.staging(&script, &identity)?;
        self.take(&staging, &identity)?;
        let earlier = Manifest::read(staging.folder()).ok();
        let id = match (staging.id(), &earlier) {
            ("", Some(earlier)) => registry::known_guid(staging.folder(), earlier),
            (id, _) => id.to_owned(),
        };
        let before = ordered(staging.folder(), earlier.as_ref());
        let stem = before.stem.clone();
        let subject = cover::Subject {
            input: self.input,
            article: &article,
            title: script.title(),
            folder: staging.folder(),
            earlier: earlier.as_ref(),
            fonts: &places.fonts,
        };
        let cover = subject.cover(&self.options.cover, &self.options.load)?;
        if let Some(warning) = cover.as_ref().and_then(|made| made.warning.as_deref()) {
            self.warn(Warning::Cover(warning));
        }
        let profile = self.options.delivery.profile;
        let encode = self.options.formats.encode_options(before, profile, places);
        self.warn_of_bitrate(&encode);
        let options = MakeOptions {
            staging: &staging,
            made_from: &identity.made_from,
            id: &id,
            delivery: self.options.delivery,
            sounds: self.options.sounds,
            encode: EncodeOptions { stem, ..encode },
            cover: cover.as_ref(),
            images: self.images(),
            on_failure: self.options.on_failure,
        };
        // What is said is all that is needed of it from here on.
        drop((article, earlier, identity.lines));
        (self.tell)(Event::ScriptReady(&script));
        let made = make(&script, self.cast, self.context, &options, self.tell)?;
        script.leave_out(&made.unspoken.iter().map(|line| line.index).collect());
        Ok(Produced { script, made, warning, guessed })
    }

    /// Warns of MP3 files that the profile's shops would not take.
    fn warn_of_bitrate(&self, encode: &EncodeOptions) {
        let least = self.options.delivery.profile.least_mp3_bitrate();
        let kilobits = encode.bitrate(Format::Mp3).filter(|_| encode.formats.contains(&Format::Mp3));
        if let Some((kilobits, least)) = kilobits.zip(least).filter(|(kilobits, least)| kilobits < least) {
            self.warn(Warning::LowBitrate { kilobits, least });
        }
    }

    fn warn(&self, warning: Warning<'_>) {
        (self.tell)(Event::Warning(warning));
    }

    /// The folder of the episode, locked: the one that it has, or a new one, named by the first of its names that has letters.
    fn staging(&self, script: &Script, identity: &Identity) -> Result<Staging> {
        let excerpt = identity.part.as_str();
        let stem = self.input.location.stem();
        let names = [self.options.name.as_deref(), Some(script.title()), stem.as_deref()];
        let slugs = names.into_iter().flatten().map(|name| slug_with(name, excerpt));
        let slug = slugs.into_iter().find(|slug| !slug.is_empty());
        let slug = slug.unwrap_or_else(|| slug_with("episode", excerpt));
        let mut is_told = false;
        Staging::claim(&self.options.output, &slug, identity, &mut |folder| {
            if !std::mem::replace(&mut is_told, true) {
                (self.tell)(Event::Waiting { folder });
            }
            if self.context.cancel.is_cancelled() { Err(Error::Stopped) } else { Ok(()) }
        })
    }

    /// Notes that the folder is this article's in this run. Fails if another article with the same `id` has it.
    fn take(&self, staging: &Staging, identity: &Identity) -> Result<()> {
        let Some(taken) = self.options.taken.filter(|_| identity.given.is_some()) else { return Ok(()) };
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        let other = taken.entry(staging.folder().to_owned()).or_insert_with(|| self.input.name.clone());
        if *other == self.input.name {
            return Ok(());
        }
        Err(Error::SameId { name: self.input.name.clone(), other: other.clone() })
    }

    /// Where the article's own pictures are: in its archive, or in its folder if it is a file.
    fn images(&self) -> ImageSource<'_> {
        let bytes = &self.input.source.bytes;
        if bytes.starts_with(b"PK\x03\x04") {
            return ImageSource::Archive(bytes);
        }
        self.input.location.folder().map_or(ImageSource::Nowhere, ImageSource::Folder)
    }
}

#[cfg(test)]
mod tests;
