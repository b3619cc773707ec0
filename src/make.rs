//! Making: from a script to a folder that holds its episode. A folder with a manifest is whole.

use std::fs;
use std::path::{Path, PathBuf};

use crate::audio::Rate;
use crate::encode::{File, Wish};
use crate::engine::Opening;
use crate::episode::{Episode, SoundFiles, Sounds, assemble};
use crate::publish::figures::{self, Gallery};
use crate::publish::record::{Record, SoundFile, Voice};
use crate::publish::{chapters, manifest, page, transcript};
use crate::script::Script;
use crate::studio::{Company, Event as Recording, record};
use crate::voice::Cast;
use crate::{Error, Result, encode, files};

/// What to make, and where.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// The folder that will hold the episode's files.
    pub folder: &'a Path,
    /// What tells this article from others of the same title: [`manifest::made_from`] gives it back.
    pub made_from: &'a str,
    /// The rate of the timeline.
    pub rate: Rate,
    /// How many lines are spoken at once.
    pub jobs: usize,
    /// The sounds of the house.
    pub sounds: SoundFiles<'a>,
    /// The formats, and what goes with them.
    pub wish: Wish,
    /// Where the article's own pictures are.
    pub gallery: Gallery<'a>,
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
    let company = Company::hire(cast, script, opening)?;
    // Before an hour of speaking: can what the user gave be heard, and can the folder be written?
    let sounds = Sounds::load(order.sounds, order.rate)?;
    let parent = order.folder.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A folder that is there may be on another disk than its parent: files are only renamed within one.
    let parent = if order.folder.is_dir() { order.folder } else { parent };
    files::create_dir(parent)?;
    let staging =
        tempfile::Builder::new().prefix(".articast-").tempdir_in(parent).map_err(Error::writing(parent))?;
    tell(Event::Hired(&company));

    let takes = record(script, &company, order.jobs, opening.halt, &|event| tell(Event::Recording(event)))?;
    let episode = assemble(script, &takes, &company, &sounds, order.rate);

    let stop = |samples, of| {
        tell(Event::Written { samples, of });
        if opening.halt.is_pulled() { Err(Error::Stopped) } else { Ok(()) }
    };
    let files = encode::plan(&episode, &order.wish);
    let digests = encode::digests(&episode, &sounds.clips, &files);
    let before = manifest::untouched(&order.folder.join(manifest::NAME));
    let is_kept =
        |name: &str, digest: &str| before.iter().any(|file| (&*file.name, &*file.digest) == (name, digest));
    let planned = files.iter().zip(&digests);
    let new: Vec<File> =
        planned.filter(|(file, digest)| !is_kept(&file.name, digest)).map(|(file, _)| file.clone()).collect();
    encode::write(&episode, (&company.cache, &sounds.clips), (&new, staging.path()), &stop)?;

    let kept = files.len() - new.len();
    let folders = [staging.path(), order.folder];
    let sound = files.iter().zip(digests).map(|(file, digest)| sound_file(file, digest, folders));
    let sound = sound.collect::<Result<Vec<SoundFile>>>()?;
    let mut record = Record::of(&episode, order.made_from, sound.clone(), voices(&company));
    let pictures = figures::take(&mut record.pictures, order.gallery, staging.path())?;
    let beside =
        [(chapters::NAME, chapters::write(&episode)), (transcript::NAME, transcript::write(&episode))];
    let names = beside.iter().map(|(name, _)| (*name).to_owned()).collect::<Vec<_>>();
    let last = [(page::NAME, page::episode(&record, &names)), (manifest::NAME, record.json())];
    let beside = beside.into_iter().chain(last).collect::<Vec<_>>();
    for (name, text) in &beside {
        files::write(&staging.path().join(name), text.as_bytes())?;
    }
    let names = sound.iter().map(|file| file.name.clone()).chain(pictures);
    let files: Vec<String> = names.chain(beside.into_iter().map(|(name, _)| name.to_owned())).collect();
    put(staging.path(), order.folder, &files)?;
    Ok(Made { episode, folder: order.folder.to_owned(), sound, kept, files })
}

/// What the manifest says of a file, which is in the first or the second of the folders.
fn sound_file(file: &File, digest: String, [staging, folder]: [&Path; 2]) -> Result<SoundFile> {
    let path = Some(staging.join(&file.name)).filter(|new| new.exists()).unwrap_or(folder.join(&file.name));
    let bytes = path.metadata().map_err(Error::reading(&path))?.len();
    let samples = file.at.end - file.at.start;
    let name = file.name.clone();
    Ok(SoundFile { name, format: file.format, start: file.at.start, samples, bytes, digest })
}

fn voices(company: &Company) -> Vec<Voice> {
    let parts = company.parts.iter().enumerate().map(|(n, part)| Voice {
        part: part.name.clone(),
        voice: part.voice.to_string(),
        licence: part.licence.clone(),
        roles: company.roles(n).into_iter().collect(),
    });
    parts.collect()
}

/// Moves finished files to where they belong; those of `names` that are not in `staging` are there already. The old
/// manifest goes first and the new one comes last, so that none ever speaks of other files than those that are there.
/// Sound files of an earlier run that are no more are removed; what the user put there stays. Where nothing is new,
/// nothing is touched.
fn put(staging: &Path, folder: &Path, names: &[String]) -> Result<()> {
    files::create_dir(folder)?;
    let manifest = folder.join(manifest::NAME);
    let gone: Vec<String> =
        manifest::names(&manifest).into_iter().filter(|name| !names.contains(name)).collect();
    let is_new =
        |name: &&String| staging.join(name).exists() && !is_same(&staging.join(name), &folder.join(name));
    let mut new: Vec<&String> = names.iter().filter(is_new).collect();
    if new.is_empty() && gone.is_empty() {
        return Ok(());
    }
    // It comes anew, even where it says the same: it vouches for files that are no newer than itself.
    new.retain(|name| *name != manifest::NAME);
    if manifest.exists() {
        fs::remove_file(&manifest).map_err(Error::writing(&manifest))?;
    }
    for name in &gone {
        let path = folder.join(name);
        if path.is_file() {
            fs::remove_file(&path).map_err(Error::writing(&path))?;
        }
    }
    for name in new.into_iter().map(String::as_str).chain([manifest::NAME]) {
        let to = folder.join(name);
        files::create_dir(to.parent().unwrap_or(folder))?;
        fs::rename(staging.join(name), &to).map_err(Error::writing(&to))?;
    }
    Ok(())
}

/// Whether two files hold the same, as far as they are small: sound that is the same was not made again.
fn is_same(one: &Path, other: &Path) -> bool {
    const SMALL: u64 = 1 << 24;
    let read = |path: &Path| {
        path.metadata().ok().filter(|data| data.len() < SMALL).and_then(|_| fs::read(path).ok())
    };
    let lengths = [one, other].map(|path| path.metadata().map_or(0, |data| data.len()));
    lengths[0] == lengths[1] && read(one).is_some_and(|bytes| read(other) == Some(bytes))
}
