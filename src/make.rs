//! Making: from a script to a folder that holds its episode. A folder with a manifest is whole.

use std::path::{Path, PathBuf};

use crate::audio::Clip;
use crate::encode::{File, Format, Picture, Wish};
use crate::engine::Opening;
use crate::engine::cached::Cache;
use crate::episode::{Delivery, Episode, SoundFiles, Sounds, assemble};
use crate::publish::episode_folder::figures::ImageSource;
use crate::publish::episode_folder::manifest::{Manifest, SoundFile, Voice};
use crate::publish::episode_folder::staging::{Staging, Superseded};
use crate::publish::sidecars::{self, Sources};
use crate::script::Script;
use crate::studio::{Company, Event as Recording, record};
use crate::voice::Cast;
use crate::{Error, Result, cover, encode};

/// What to make, and where.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// The folder that will hold the episode's files, locked.
    pub staging: &'a Staging,
    /// What tells this article from others of the same title, by which the folder was claimed:
    /// [`Manifest::made_from`] holds it.
    pub made_from: &'a str,
    /// The rate of the timeline, and whom the episode is mastered for.
    pub delivery: Delivery,
    /// How many lines are spoken at once.
    pub jobs: usize,
    /// The sounds of the house.
    pub sounds: SoundFiles<'a>,
    /// The formats, and what goes with them.
    pub wish: Wish,
    /// The cover, if it is to have one.
    pub cover: Option<&'a cover::Made>,
    /// Where the article's own pictures are.
    pub images: ImageSource<'a>,
}

/// What happens while an episode is made.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// The voices are found.
    Hired(&'a Company),
    /// A line is being recorded, or is.
    Recording(Recording<'a>),
    /// So many samples of so many are written.
    Written {
        /// Samples written.
        samples: u64,
        /// Samples of the files that are not there yet.
        of: u64,
    },
}

/// An episode and its files.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// The episode.
    pub episode: Episode,
    /// Its folder.
    pub folder: PathBuf,
    /// Its sound files.
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
    opening: &Opening<'_>,
    order: &Order<'_>,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Made> {
    if script.lines().next().is_none() {
        return Err(Error::NothingToSay { name: script.title().into() });
    }
    let Delivery { rate, profile } = order.delivery;
    if let Some(why) = profile.refuses(rate, order.sounds.bed.is_some()) {
        return Err(Error::Unsuited { why, hint: "omit that option, or choose another profile" });
    }
    let company = Company::hire(cast, script, opening)?;
    // Before an hour of speaking: can what the user gave be heard, the formats be made, and the folder be written?
    encode::check(&order.wish, rate)?;
    let sounds = Sounds::load(order.sounds, rate)?;
    let temporary = order.staging.temporary_folder()?;
    tell(Event::Hired(&company));

    let takes = record(script, &company, order.jobs, opening.halt, &|event| tell(Event::Recording(event)))?;
    let episode = assemble(script, &takes, &company, &sounds, order.delivery);

    let stop = |samples, of| {
        tell(Event::Written { samples, of });
        if opening.halt.is_pulled() { Err(Error::Stopped) } else { Ok(()) }
    };
    let source = (&company.cache, sounds.clips.as_slice());
    let (sound, kept) = write_sound(&episode, source, order, (temporary.path(), &stop))?;
    let manifest = Manifest::of(&episode, order.made_from, sound.clone(), voices(&company));
    let folder = order.staging.folder();
    let sources = Sources { cover: order.cover, images: order.images, folder };
    let files = sidecars::write(&episode, manifest, &sources, temporary.path())?;
    let superseded = order.staging.commit(temporary, &files)?;
    Ok(Made { episode, folder: folder.to_owned(), sound, kept, files, superseded })
}

/// Hears how many samples of how many are written, and may stop it.
type Tell<'a> = &'a dyn Fn(u64, u64) -> Result<()>;

/// Writes the sound files that are not there as they shall be, into a folder. Gives all of them, and how many were
/// there.
fn write_sound(
    episode: &Episode,
    source: (&Cache, &[Clip]),
    order: &Order<'_>,
    (staging, tell): (&Path, Tell<'_>),
) -> Result<(Vec<SoundFile>, usize)> {
    // WAV files hold no picture, and it takes its time to make one of the size that others hold.
    let made = order.cover.filter(|_| order.wish.formats != [Format::Wav]);
    let picture = made.map(|made| Picture::of(&made.cover.embedded()));
    let files = encode::plan(episode, &Wish { cover: picture, ..order.wish.clone() });
    let digests = encode::digests(episode, &files);
    let folder = order.staging.folder();
    let earlier = Manifest::read(folder).map(|earlier| earlier.untouched_files(folder)).unwrap_or_default();
    let is_kept =
        |name: &str, digest: &str| earlier.iter().any(|file| (&*file.name, &*file.digest) == (name, digest));
    let planned = files.iter().zip(&digests);
    let new: Vec<File> =
        planned.filter(|(file, digest)| !is_kept(&file.name, digest)).map(|(file, _)| file.clone()).collect();
    let input = encode::Input { episode, cache: source.0, clips: source.1 };
    encode::write(input, &new, staging, tell)?;
    let folders = [staging, folder];
    let sound = files.iter().zip(digests).map(|(file, digest)| sound_file(file, digest, folders));
    Ok((sound.collect::<Result<_>>()?, files.len() - new.len()))
}

/// What the manifest says of a file, which is in the first or the second of the folders.
fn sound_file(file: &File, digest: String, [staging, folder]: [&Path; 2]) -> Result<SoundFile> {
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

fn voices(company: &Company) -> Vec<Voice> {
    let parts = company.parts.iter().enumerate().map(|(n, part)| Voice {
        part: part.name.clone(),
        voice: part.voice.to_string(),
        rate: part.tuning.rate,
        pitch: part.tuning.pitch,
        licence: part.licence.clone(),
        roles: company.roles(n).into_iter().collect(),
    });
    parts.collect()
}
