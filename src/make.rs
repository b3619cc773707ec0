//! Making: from a script to a folder that holds its episode. A folder with a manifest is whole.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::cast::{Cast, OpenedCast};
use crate::encode::{EncodeOptions, Figure, File, Format, Picture};
use crate::engine::EngineContext;
use crate::episode::{Delivery, Episode, SoundFiles, Sounds, assemble};
use crate::publish::episode_folder::chapters;
use crate::publish::episode_folder::figures::{self, ImageSource};
use crate::publish::episode_folder::manifest::{Manifest, SoundFile, Voice};
use crate::publish::episode_folder::staging::{Staging, Superseded};
use crate::publish::sidecars::{self, Sources};
use crate::script::Script;
use crate::studio::{Event as Recording, record};
use crate::{Error, Result, cover, encode, files};

/// What to make, and where.
#[derive(Debug, Clone)]
pub struct MakeOptions<'a> {
    /// The folder that will hold the episode's files, locked.
    pub staging: &'a Staging,
    /// What tells this article from others of the same title, by which the folder was claimed:
    /// [`Manifest::made_from`] holds it.
    pub made_from: &'a str,
    /// The episode's id: [`Manifest::id`] holds it.
    pub id: &'a str,
    /// The rate of the timeline, and whom the episode is mastered for.
    pub delivery: Delivery,
    /// The intro, the outro and the bed.
    pub sounds: SoundFiles<'a>,
    /// The formats, and what goes with them.
    pub encode: EncodeOptions,
    /// The cover, if it is to have one.
    pub cover: Option<&'a cover::Made>,
    /// Where the article's own pictures are.
    pub images: ImageSource<'a>,
}

/// What happens while an episode is made. [`make`] tells of the voices and what follows; what comes before is told by
/// [`produce`](crate::produce::produce).
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// There is something to know.
    Warning(Warning<'a>),
    /// Another run makes the same episode; this one goes on when it is done.
    Waiting {
        /// The folder of the episode.
        folder: &'a Path,
    },
    /// The script is written and what it takes is claimed. Now the voices are opened: from here on there is work that a
    /// [`CancelToken`](crate::engine::CancelToken) ends in order.
    ScriptReady(&'a Script),
    /// The voices are found and opened.
    CastOpened {
        /// The voices of all parts, opened and ready.
        cast: &'a OpenedCast,
        /// What they are to say.
        script: &'a Script,
    },
    /// A line is being recorded, or is.
    Recording(Recording<'a>),
    /// So many samples of so many are written.
    Written {
        /// Samples of the timeline that are written, at the episode's rate.
        samples: u64,
        /// Samples of the files that are not there yet.
        of: u64,
    },
}

/// Something to know about an article or its episode. As text it is a sentence without its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warning<'a> {
    /// Maybe only the beginning of the article is there.
    Partial(&'static str),
    /// No line holds the words that were to be said in another way.
    NoSuchLine(&'a str),
    /// The cover is not what was hoped for.
    Cover(&'a str),
    /// The date of the article is of no use.
    Date(&'a str),
    /// The MP3 files have a lower bit rate than those who take them ask for.
    LowBitrate {
        /// What was asked of the encoder, in kb/s.
        kilobits: u32,
        /// What ACX asks for at least, in kb/s.
        least: u32,
    },
}

impl fmt::Display for Warning<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Warning::Partial(why) | Warning::Cover(why) | Warning::Date(why) => f.write_str(why),
            Warning::NoSuchLine(words) => write!(f, "no line contains the words “{words}”"),
            Warning::LowBitrate { kilobits, least } => {
                write!(f, "ACX accepts only MP3 of at least {least} kb/s, and this is {kilobits} kb/s")
            }
        }
    }
}

/// An episode and its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The finished timeline.
    pub episode: Episode,
    /// The folder that holds its files.
    pub folder: PathBuf,
    /// Its sound files, chapters and whole, in order.
    pub sound: Vec<SoundFile>,
    /// How many of them were there already, from before.
    pub kept: usize,
    /// The names of all files in it, the sound first.
    pub files: Vec<String>,
    /// The files of the earlier episode that this one does not have.
    pub superseded: Superseded,
}

/// Speaks a script and writes the episode into a folder. Until everything is written, what stood there stays.
pub fn make(
    script: &Script,
    cast: &Cast,
    context: &EngineContext<'_>,
    options: &MakeOptions<'_>,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Made> {
    if script.lines().next().is_none() {
        return Err(Error::NothingToSay { name: script.title().into() });
    }
    let Delivery { rate, profile } = options.delivery;
    if let Some(why) = profile.refuses(rate, options.sounds.bed.is_some()) {
        return Err(Error::Unsuited { why, hint: "omit that option, or choose another profile" });
    }
    let opened = OpenedCast::open(cast, script, context)?;
    // Before an hour of speaking: can what the user gave be heard, the formats be made, and the folder be written?
    encode::check(&options.encode, rate)?;
    let sounds = Sounds::load(options.sounds, rate)?;
    let temporary = options.staging.temporary_folder()?;
    tell(Event::CastOpened { cast: &opened, script });

    let takes =
        record(script, &opened, context.lanes, context.cancel, &|event| tell(Event::Recording(event)))?;
    let episode = assemble(script, &takes, &opened, &sounds, options.delivery);

    let manifest = Manifest::of(&episode, options.made_from, voices(&opened));
    let mut manifest = Manifest { id: options.id.into(), ..manifest };
    figures::take(&mut manifest.pictures, options.images, temporary.path())?;
    let encode = encode_options(options, &manifest, temporary.path())?;
    let input = encode::Input { episode: &episode, cache: &opened.cache, clips: &sounds.clips };
    let folder = options.staging.folder();
    let places = Places { folder, staging: temporary.path() };
    let (sound, kept) = write_sound(input, &encode, places, &writing(context, tell))?;
    let manifest = manifest.with_sound(sound.clone());
    let sources = Sources { cover: options.cover, folder };
    let files = sidecars::write(&episode, manifest, &sources, temporary.path())?;
    let superseded = options.staging.commit(temporary, &files)?;
    Ok(Made { episode, folder: folder.to_owned(), sound, kept, files, superseded })
}

/// Speaks a script into one sound file, in the format that its name ends with, or WAV; nothing stands beside it.
pub fn single(
    script: &Script,
    cast: &Cast,
    context: &EngineContext<'_>,
    path: &Path,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<()> {
    let opened = OpenedCast::open(cast, script, context)?;
    tell(Event::CastOpened { cast: &opened, script });
    let takes =
        record(script, &opened, context.lanes, context.cancel, &|event| tell(Event::Recording(event)))?;
    let delivery = Delivery::default();
    let sounds = Sounds::load(SoundFiles::default(), delivery.rate)?;
    let episode = assemble(script, &takes, &opened, &sounds, delivery);
    let input = encode::Input { episode: &episode, cache: &opened.cache, clips: &sounds.clips };
    encode::single(input, path, &writing(context, tell))
}

/// Tells how many samples of how many are written, and fails once it is to stop.
fn writing(
    context: &EngineContext<'_>,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> impl Fn(u64, u64) -> Result<()> {
    let cancel = context.cancel;
    move |samples, of| {
        tell(Event::Written { samples, of });
        if cancel.is_cancelled() { Err(Error::Stopped) } else { Ok(()) }
    }
}

/// Hears how many samples of how many are written, and may stop it.
type Tell<'a> = &'a dyn Fn(u64, u64) -> Result<()>;

/// What is asked of the encoders, with the pictures that go into the files: the cover, and the figures, which are in
/// `staging`.
fn encode_options(options: &MakeOptions<'_>, manifest: &Manifest, staging: &Path) -> Result<EncodeOptions> {
    // WAV files hold no picture, and it takes its time to make one of the size that others hold.
    let made = options.cover.filter(|_| options.encode.formats != [Format::Wav]);
    let cover = made.map(|made| Picture::of(&made.cover.embedded()));
    let holds_figures = options.encode.formats.iter().any(|format| format.holds_figures());
    let entries = if holds_figures { chapters::entries(manifest, staging) } else { Vec::new() };
    let figures =
        entries.into_iter().filter_map(|entry| Some((entry.figure?, entry.title, entry.at, entry.link)));
    let figures = figures.map(|(figure, title, at, link)| {
        let bytes = files::read(&staging.join(figure.file), figures::LARGEST)?;
        let pictures = cover::reduced(&bytes).iter().map(Picture::of).collect();
        Ok(Figure { title, alt: figure.alt, at, link, pictures })
    });
    Ok(EncodeOptions { cover, figures: figures.collect::<Result<_>>()?, ..options.encode.clone() })
}

/// Where the files of an episode are.
#[derive(Clone, Copy)]
struct Places<'a> {
    /// The episode's folder, with those of an earlier run.
    folder: &'a Path,
    /// Where the new ones are made.
    staging: &'a Path,
}

/// Writes the sound files that are not there as they shall be. Gives all of them, and how many were there.
fn write_sound(
    input: encode::Input<'_>,
    options: &EncodeOptions,
    places: Places<'_>,
    tell: Tell<'_>,
) -> Result<(Vec<SoundFile>, usize)> {
    let (episode, Places { folder, staging }) = (input.episode, places);
    let files = encode::plan(episode, options);
    let digests = encode::digests(episode, &files);
    let earlier = Manifest::read(folder).map(|earlier| earlier.untouched_files(folder)).unwrap_or_default();
    let is_kept =
        |name: &str, digest: &str| earlier.iter().any(|file| (&*file.name, &*file.digest) == (name, digest));
    let planned = files.iter().zip(&digests);
    let new: Vec<File> =
        planned.filter(|(file, digest)| !is_kept(&file.name, digest)).map(|(file, _)| file.clone()).collect();
    encode::write(input, &new, staging, tell)?;
    let sound = files.iter().zip(digests).map(|(file, digest)| sound_file(file, digest, staging, folder));
    Ok((sound.collect::<Result<_>>()?, files.len() - new.len()))
}

/// What the manifest says of a file, which is new and in `staging`, or was in the episode's folder before.
fn sound_file(file: &File, digest: String, staging: &Path, folder: &Path) -> Result<SoundFile> {
    let path = Some(staging.join(&file.name)).filter(|new| new.exists()).unwrap_or(folder.join(&file.name));
    let bytes = path.metadata().map_err(Error::reading(&path))?.len();
    let samples = file.at.end - file.at.start;
    let name = file.name.clone();
    let (division, bitrate) = (Some(file.division), file.bitrate);
    Ok(SoundFile {
        name,
        format: file.format,
        start: file.at.start,
        samples,
        bytes,
        division,
        bitrate,
        digest,
    })
}

fn voices(opened: &OpenedCast) -> Vec<Voice> {
    let parts = opened.parts.iter().enumerate().map(|(n, part)| Voice {
        part: part.name.clone(),
        voice: part.voice.to_string(),
        rate: part.tuning.rate,
        pitch: part.tuning.pitch,
        licence: part.licence.clone(),
        roles: opened.roles(n).into_iter().collect(),
    });
    parts.collect()
}
