//! Producing: from an article, wherever it is, to the folder that holds its episode.
//!
//! [`load`] gets what is at a path or an address, [`produce`] makes the episode, and [`estimate`] tells what that would
//! take; both say what happens as [`Event`]s. A [`Worklist`] goes through several, and through what feeds and folders lead to.

pub mod collection;
mod cover;
mod excerpt;
mod formats;
mod guard;
pub mod input;
mod lexicons;
mod worklist;

use std::ops::RangeInclusive;
use std::path::PathBuf;

use crate::article::{Article, key};
use crate::cast::{Cast, OpenedCast};
use crate::encode::slug_with;
use crate::engine::EngineContext;
use crate::episode::{Delivery, SoundFiles};
use crate::make::{Made, MakeOptions, make};
use crate::publish::episode_folder::figures::ImageSource;
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::staging::Staging;
use crate::script::{self, Script};
use crate::studio::{self, Estimate};
use crate::{Error, Result};

pub use crate::make::{Event, Warning};
pub use cover::CoverChoice;
pub use formats::{Bitrate, FormatOptions};
pub use guard::guarded;
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
    /// The cover.
    pub cover: CoverChoice,
    /// The sound files.
    pub formats: FormatOptions,
    /// The rate of the timeline, and whom the episode is mastered for.
    pub delivery: Delivery,
    /// The intro, the outro and the bed.
    pub sounds: SoundFiles<'a>,
}

/// Hears what happens, from several threads.
pub type Tell<'a> = &'a (dyn Fn(Event<'_>) + Sync);

/// What was produced.
#[derive(Debug)]
pub struct Produced {
    /// What is said, with the ledger of what became of every block.
    pub script: Script,
    /// The episode and its files.
    pub made: Made,
    /// Said of an article of which maybe only the beginning is there; it was told as an [`Event::Warning`].
    pub warning: Option<&'static str>,
}

/// What an episode would take.
#[derive(Debug)]
pub struct Estimated {
    /// What would be said.
    pub script: Script,
    /// Who would speak.
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
    /// What the name of the folder says of the chapters that are left out.
    excerpt: String,
    warning: Option<&'static str>,
}

impl Run<'_> {
    /// Reads the article and writes its script.
    fn prepare(&self) -> Result<Prepared> {
        let (name, options) = (&self.input.name, self.options);
        let input::Understood { article, warning } = self.input.understand()?;
        if let Some(warning) = warning {
            self.warn(Warning::Partial(warning));
        }
        let lexicons = Lexicons {
            files: &options.lexicons,
            article: Some((self.input, &article.meta)),
            config: &self.context.places.config,
        };
        let mut script = script::write(&article, &lexicons.added_to(&self.cast.reading)?);
        if script.chapters.is_empty() {
            return Err(Error::NothingToSay { name: name.clone() });
        }
        refuse_too_little(&script, name)?;
        if script.meta.title.is_none() {
            script.meta.title = self.input.location.stem();
        }
        for words in &options.retakes {
            if script.retake(words) == 0 {
                self.warn(Warning::NoSuchLine(words));
            }
        }
        let excerpt = excerpt::excerpt(&mut script, &options.chapters, name)?;
        Ok(Prepared { article, script, excerpt, warning })
    }

    /// Makes the episode of a script.
    fn produce(&self, prepared: Prepared) -> Result<Produced> {
        let Prepared { article, script, excerpt, warning } = prepared;
        let places = self.context.places;
        let identity = format!("{}{excerpt}", self.input.identity(&article));
        // A digest of where it is, since the manifest may be published.
        let made_from = &blake3::hash(identity.as_bytes()).to_hex()[..16];
        let staging = self.staging(&script, &excerpt, made_from)?;
        let earlier = Manifest::read(staging.folder()).ok();
        let before = earlier.as_ref().map(Manifest::encode_options).unwrap_or_default();
        let subject = cover::Subject {
            input: self.input,
            article: &article,
            title: script.title(),
            folder: staging.folder(),
            earlier: earlier.as_ref(),
            fonts: &places.fonts,
        };
        let cover = subject.cover(&self.options.cover, self.options.load)?;
        if let Some(warning) = cover.as_ref().and_then(|made| made.warning.as_deref()) {
            self.warn(Warning::Cover(warning));
        }
        let options = MakeOptions {
            staging: &staging,
            made_from,
            delivery: self.options.delivery,
            sounds: self.options.sounds,
            encode: self.options.formats.encode_options(before, places),
            cover: cover.as_ref(),
            images: self.images(),
        };
        (self.tell)(Event::ScriptReady(&script));
        let made = make(&script, self.cast, self.context, &options, self.tell)?;
        Ok(Produced { script, made, warning })
    }

    fn warn(&self, warning: Warning<'_>) {
        (self.tell)(Event::Warning(warning));
    }

    /// The folder of the episode, locked: named by the first of its names that has letters.
    fn staging(&self, script: &Script, excerpt: &str, made_from: &str) -> Result<Staging> {
        let stem = self.input.location.stem();
        let names = [Some(script.title()), stem.as_deref()];
        let slugs = names.into_iter().flatten().map(|name| slug_with(name, excerpt));
        let slug = slugs.into_iter().find(|slug| !slug.is_empty());
        let slug = slug.unwrap_or_else(|| slug_with("episode", excerpt));
        let mut is_told = false;
        Staging::claim(&self.options.output, &slug, made_from, &mut |folder| {
            if !std::mem::replace(&mut is_told, true) {
                (self.tell)(Event::Waiting { folder });
            }
            if self.context.cancel.is_cancelled() { Err(Error::Stopped) } else { Ok(()) }
        })
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
