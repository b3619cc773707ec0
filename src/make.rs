//! Making: from a script to a folder that holds its episode. A folder with a manifest is whole.

use std::fs;
use std::path::{Path, PathBuf};

use crate::audio::Rate;
use crate::engine::Opening;
use crate::episode::{Episode, SoundFiles, Sounds, assemble};
use crate::publish::manifest::{self, Voice};
use crate::publish::{chapters, transcript};
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
        /// Samples of the episode.
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
    /// The names of the files in it, the chapters first.
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

    let of = episode.samples();
    let stop = |samples| {
        tell(Event::Written { samples, of });
        if opening.halt.is_pulled() { Err(Error::Stopped) } else { Ok(()) }
    };
    encode::chapters(&episode, (&company.cache, &sounds.clips), staging.path(), &stop)?;
    let mut names = encode::chapter_files(&episode, "wav");
    let manifest = manifest::write(&episode, order.made_from, &names, &voices(&company));
    for (name, text) in [
        (chapters::NAME, chapters::write(&episode)),
        (transcript::NAME, transcript::write(&episode)),
        (manifest::NAME, manifest),
    ] {
        files::write(&staging.path().join(name), text.as_bytes())?;
        names.push(name.into());
    }
    put(staging.path(), order.folder, &names)?;
    Ok(Made { episode, folder: order.folder.to_owned(), files: names })
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

/// Moves finished files to where they belong. The old manifest goes first and the new one comes last, so that none
/// ever speaks of other files than those that are there. Chapters of an earlier run that are no more are removed; what the user put there stays.
fn put(staging: &Path, folder: &Path, names: &[String]) -> Result<()> {
    files::create_dir(folder)?;
    let manifest = folder.join(manifest::NAME);
    let before = manifest::files(&manifest);
    if manifest.exists() {
        fs::remove_file(&manifest).map_err(Error::writing(&manifest))?;
    }
    for name in names {
        let to = folder.join(name);
        fs::rename(staging.join(name), &to).map_err(Error::writing(&to))?;
    }
    for name in before.iter().filter(|name| !names.contains(name)) {
        let path = folder.join(name);
        if path.is_file() {
            fs::remove_file(&path).map_err(Error::writing(&path))?;
        }
    }
    Ok(())
}
