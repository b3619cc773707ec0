//! Making: from a script to a folder that holds its episode. A folder with a manifest is whole.

mod room;

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::audio::loudness::Levels;
use crate::cast::{Cast, OpenedCast};
use crate::encode::{EncodeOptions, Figure, File, Format, Picture, Unmade};
use crate::engine::EngineContext;
use crate::episode::{Delivery, Episode, SoundFiles, Sounds, assemble};
use crate::error::count;
use crate::publish::episode_folder::chapters;
use crate::publish::episode_folder::figures::{self, ImageSource};
use crate::publish::episode_folder::manifest::{Manifest, SoundFile, Voice};
use crate::publish::episode_folder::staging::{Staging, Superseded};
use crate::publish::episode_folder::sums::Sums;
use crate::publish::sidecars::{self, Sources};
use crate::script::Script;
use crate::studio::{Event as Recording, OnFailure, Recorded, Take, Unspoken, record, record_all};
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
    /// What becomes of lines that cannot be said.
    pub on_failure: OnFailure,
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
    /// A pause that the author asks for is misspelt, or too long.
    Pause(&'a str),
    /// The date of the article is of no use.
    Date(&'a str),
    /// What was to be left out by these words is not there.
    NothingToSkip(&'a str),
    /// A picture that the article shows is not there, or is no picture.
    NoPicture(&'a str),
    /// Spoken lines in the cache were damaged; they are said again.
    SetAside {
        /// How many.
        lines: usize,
        /// Where they are now.
        folder: &'a Path,
    },
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
            Warning::Pause(asked) => {
                write!(f, "`{asked}` is no pause: write `[[pause 1s]]` or `[[pause 500ms]]`, up to 60s")
            }
            Warning::NoSuchLine(words) => write!(f, "no line contains the words “{words}”"),
            Warning::NoPicture(address) => {
                write!(
                    f,
                    "the picture `{address}` is not there, or is not a picture; the page will not show it"
                )
            }
            Warning::NothingToSkip(words) => write!(f, "nothing to leave out contains the words “{words}”"),
            Warning::SetAside { lines, folder } => {
                let verb = if *lines == 1 { "was" } else { "were" };
                let lines = count(*lines, "line");
                let folder = folder.display();
                write!(
                    f,
                    "{lines} in the cache {verb} damaged and spoken again; what was there is in `{folder}`"
                )
            }
            Warning::LowBitrate { kilobits, least } => {
                write!(f, "ACX accepts only MP3 of at least {least} kb/s, and this is {kilobits} kb/s")
            }
        }
    }
}

/// An episode and its files.
#[derive(Debug)]
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
    /// The lines that it lacks, since no voice could say them. Where there are some, it is incomplete.
    pub unspoken: Vec<Unspoken>,
    /// The formats that could not be made, though others could.
    pub unmade: Vec<Unmade>,
    /// The voices that were to speak, and those that stand in.
    pub voices: Vec<Voice>,
    /// The addresses of pictures that the article shows and that are not there.
    pub missing: Vec<String>,
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
    let mut opened = OpenedCast::open(cast, script, context)?;
    // Before an hour of speaking: can what the user gave be heard, the formats be made, and the folder be written?
    let mut wanted = options.encode.clone();
    let mut unmade = encode::check(&mut wanted, rate)?;
    let sounds = Sounds::load(options.sounds, rate)?;
    let temporary = options.staging.temporary_folder()?;
    let needs = room::of_script(script, &opened, options.staging.folder(), &wanted, rate);
    room::check(&needs)?;
    tell(Event::CastOpened { cast: &opened, script });

    let recorded = record_all(script, &mut opened, options.on_failure, context, &|event| {
        tell(Event::Recording(event));
    });
    tell_set_aside(&opened, tell);
    let Recorded { script: said, takes, unspoken } =
        recorded.map_err(|error| room::explained(error, || needs))?;
    let episode = assemble(&said, &takes, &opened, &sounds, options.delivery);

    let mut manifest = Manifest::of(&episode, options.made_from, voices(&opened, &takes));
    options.id.clone_into(&mut manifest.id);
    manifest.tell_failures(&unspoken, &stand_ins(&opened, &takes));
    // The episode and its manifest hold all that is needed of them from here on.
    drop((said, takes));
    let missing = take_pictures(&mut manifest, options, temporary.path(), tell)?;
    let encode = encode_options(wanted, options, &manifest, temporary.path())?;
    let (folder, cache) = (options.staging.folder(), &opened.cache);
    let input = encode::Input { episode: &episode, cache, clips: &sounds.clips };
    let places = Places { folder, staging: temporary.path() };
    let Written { sound, kept, failed } = write_sound(input, &encode, places, &writing(context, tell))?;
    unmade.extend(failed);
    let (voices, manifest) = (manifest.voices.clone(), manifest.with_sound(sound.clone()));
    let sources = Sources { cover: options.cover, folder };
    let files = sidecars::write(&episode, manifest, &sources, temporary.path())?;
    let superseded = options.staging.commit(temporary, &files)?;
    let folder = folder.to_owned();
    Ok(Made { episode, folder, sound, kept, files, superseded, unspoken, unmade, voices, missing })
}

/// Takes the article's pictures into the folder. Gives the addresses of those that are not there, and tells of them.
fn take_pictures(
    manifest: &mut Manifest,
    options: &MakeOptions<'_>,
    folder: &Path,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Vec<String>> {
    let missing = figures::take(&mut manifest.pictures, options.images, folder)?;
    for address in &missing {
        tell(Event::Warning(Warning::NoPicture(address)));
    }
    Ok(missing)
}

/// Tells of the lines that were damaged in the cache.
fn tell_set_aside(opened: &OpenedCast, tell: &(dyn Fn(Event<'_>) + Sync)) {
    let aside = opened.cache.set_aside();
    if let Some(folder) = aside.first().and_then(|path| path.parent()) {
        tell(Event::Warning(Warning::SetAside { lines: aside.len(), folder }));
    }
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
fn encode_options(
    wanted: EncodeOptions,
    options: &MakeOptions<'_>,
    manifest: &Manifest,
    staging: &Path,
) -> Result<EncodeOptions> {
    // WAV files hold no picture, and it takes its time to make one of the size that others hold.
    let made = options.cover.filter(|_| wanted.formats != [Format::Wav]);
    let cover = made.map(|made| Picture::of(&made.cover.embedded()));
    let holds_figures = wanted.formats.iter().any(|format| format.holds_figures());
    let entries = if holds_figures { chapters::entries(manifest, staging) } else { Vec::new() };
    let figures =
        entries.into_iter().filter_map(|entry| Some((entry.figure?, entry.title, entry.at, entry.link)));
    let figures = figures.map(|(figure, title, at, link)| {
        let bytes = files::read(&staging.join(figure.file), figures::LARGEST)?;
        let pictures = cover::reduced(&bytes).iter().map(Picture::of).collect();
        Ok(Figure { title, alt: figure.alt, at, link, pictures })
    });
    Ok(EncodeOptions { cover, figures: figures.collect::<Result<_>>()?, ..wanted })
}

/// Where the files of an episode are.
#[derive(Clone, Copy)]
struct Places<'a> {
    /// The episode's folder, with those of an earlier run.
    folder: &'a Path,
    /// Where the new ones are made.
    staging: &'a Path,
}

/// What became of the sound files.
struct Written {
    /// All that are there now, in order.
    sound: Vec<SoundFile>,
    /// How many were there before.
    kept: usize,
    /// The formats whose encoder failed.
    failed: Vec<Unmade>,
}

/// Writes the sound files that are not there as they shall be.
fn write_sound(
    input: encode::Input<'_>,
    options: &EncodeOptions,
    places: Places<'_>,
    tell: Tell<'_>,
) -> Result<Written> {
    let (episode, Places { folder, staging }) = (input.episode, places);
    let files = encode::plan(episode, options);
    let digests = encode::digests(episode, &files);
    let Planned { new, mut levels } = planned(&files, &digests, folder);
    let needs = || {
        let bytes: u64 = new.iter().map(File::least_bytes).sum();
        // What is written already has its room.
        let written = new.iter().filter_map(|file| Some(staging.join(&file.name).metadata().ok()?.len()));
        vec![room::Need { folder: folder.to_owned(), bytes: bytes.saturating_sub(written.sum::<u64>()) }]
    };
    room::check(&needs())?;
    let written = encode::write(input, &new, staging, tell).map_err(|error| room::explained(error, needs))?;
    let encode::Written { levels: measured, unmade: failed } = written;
    levels.extend(measured);
    let is_there = |file: &File| failed.iter().all(|unmade| unmade.format != file.format);
    let made = files.iter().zip(digests).filter(|(file, _)| is_there(file));
    let sound = made.map(|(file, digest)| {
        let sound = sound_file(file, digest, staging, folder)?;
        Ok(SoundFile { levels: levels.get(&file.name).copied(), ..sound })
    });
    let sound: Vec<SoundFile> = sound.collect::<Result<_>>()?;
    let kept = sound.len() - new.iter().filter(|file| is_there(file)).count();
    Ok(Written { sound, kept, failed })
}

/// What is to be done of the sound files, by the manifest of an earlier run.
struct Planned {
    /// Those that are not in the episode's folder as they shall be.
    new: Vec<File>,
    /// How loud the others are, by their names.
    levels: BTreeMap<String, Levels>,
}

fn planned(files: &[File], digests: &[String], folder: &Path) -> Planned {
    let (earlier, sums) = (Manifest::read(folder).ok(), Sums::known(folder));
    let is_kept = |file: &File, digest: &str| {
        earlier.as_ref().is_some_and(|earlier| earlier.has_intact(folder, (&file.name, digest), &sums))
    };
    let new = files.iter().zip(digests).filter(|(file, digest)| !is_kept(file, digest));
    let new: Vec<File> = new.map(|(file, _)| file.clone()).collect();
    let known = earlier.iter().flat_map(|earlier| &earlier.files);
    let known = known.filter(|known| new.iter().all(|file| file.name != known.name));
    let levels = known.filter_map(|file| Some((file.name.clone(), file.levels?))).collect();
    Planned { new, levels }
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
        levels: None,
        digest,
    })
}

/// The voices that were to speak, and those that stand in.
fn voices(opened: &OpenedCast, takes: &[Take]) -> Vec<Voice> {
    let is_heard = |n: &usize| !opened.roles(*n).is_empty() || takes.iter().any(|take| take.part == *n);
    let parts = opened.parts.iter().enumerate().filter(|(n, _)| is_heard(n)).map(|(n, part)| Voice {
        part: part.name.clone(),
        voice: part.voice.to_string(),
        rate: part.tuning.rate,
        pitch: part.tuning.pitch,
        licence: part.licence.clone(),
        roles: opened.roles(n).into_iter().collect(),
    });
    parts.collect()
}

/// For each take the voice that stands in for its own, if one does.
fn stand_ins(opened: &OpenedCast, takes: &[Take]) -> Vec<Option<String>> {
    let voice = |take: &Take| take.stands_in.then(|| opened.parts[take.part].voice.public());
    takes.iter().map(voice).collect()
}
