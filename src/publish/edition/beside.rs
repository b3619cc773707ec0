//! What stands beside the feed of a folder and beside the sound of its episodes: pages, books, and a picture for a show
//! that has none.

use std::fs;
use std::path::Path;

use super::put;
use crate::cover::{Design, Words};
use crate::encode::Format;
use crate::publish::library::{Promises, Published};
use crate::publish::show::Show;
use crate::publish::{manifest, overlay, page};
use crate::{Error, Result, files};

/// The file name of an episode's book.
pub const BOOK: &str = "episode.epub";

/// No manifest and no page of ours is larger.
const LIMIT: u64 = 1 << 30;

/// What marks a page as ours: a page of the user's is not written over.
const OURS: &str = "Articast";

/// Writes what stands beside the episodes of a show, as far as it is not there as it shall be. Gives the paths of what was
/// written.
pub(super) fn write(
    folder: &Path,
    show: &mut Show,
    episodes: &[Published],
    promises: &mut Promises,
) -> Result<Vec<String>> {
    let mut written = Vec::new();
    if show.cover.is_none() && cfg!(feature = "covers") {
        written.push(draw(folder, show)?);
    }
    for one in episodes {
        written.extend(of_episode(one, promises)?);
    }
    let names: Vec<Vec<String>> = episodes.iter().map(|one| names(&one.folder)).collect::<Result<_>>()?;
    let entries = episodes.iter().zip(&names);
    let entries: Vec<page::Entry<'_>> =
        entries.map(|(one, names)| page::Entry { folder: &one.name, record: &one.record, names }).collect();
    let list = folder.join(page::NAME);
    let is_ours =
        files::read(&list, LIMIT).map_or(true, |text| String::from_utf8_lossy(&text).contains(OURS));
    if is_ours && put(&list, &page::index(&show.title, &entries))? {
        written.push(page::NAME.into());
    }
    Ok(written)
}

/// Draws a picture from the title of a show.
fn draw(folder: &Path, show: &mut Show) -> Result<String> {
    let byline = if show.author == show.title { String::new() } else { show.author.clone() };
    let words = Words { title: show.title.clone(), byline, site: String::new() };
    let cover = Design::Drawn(words).make(&[])?.cover;
    let name = cover.media.file();
    files::write(&folder.join(name), &cover.bytes)?;
    show.cover = Some(name.into());
    Ok(name.into())
}

/// The book of an episode, and its page, which links to it. A book holds all the sound: it is written only where the episode is another than when it was written last.
fn of_episode(one: &Published, promises: &mut Promises) -> Result<Vec<String>> {
    let (folder, record) = (one.folder.as_path(), &one.record);
    let mut written = Vec::new();
    let state = blake3::hash(&files::read(&folder.join(manifest::NAME), LIMIT)?);
    let state = state.to_hex()[..32].to_owned();
    let promise = promises.episodes.get_mut(&one.name);
    let is_known = promise.as_ref().is_some_and(|promise| promise.book == state) && one.holds(BOOK);
    let is_played = |file: &crate::publish::record::SoundFile| {
        matches!(file.format, Format::Mp3 | Format::M4b | Format::Opus)
    };
    if !is_known && record.files.iter().any(is_played) && !record.cues.is_empty() {
        overlay::write(record, folder, &folder.join(BOOK))?;
        written.push(BOOK.to_owned());
        if let Some(promise) = promise {
            promise.book = state;
        }
    }
    if put(&folder.join(page::NAME), &page::episode(record, &names(folder)?))? {
        written.push(page::NAME.to_owned());
    }
    Ok(written.into_iter().map(|name| format!("{}/{name}", one.name)).collect())
}

/// The files of a folder, in order.
fn names(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let entry = entry.map_err(Error::reading(folder))?;
        names.extend(entry.file_name().into_string().ok().filter(|name| !name.starts_with('.')));
    }
    names.sort();
    Ok(names)
}
