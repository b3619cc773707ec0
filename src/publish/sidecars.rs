//! The files beside the sound of an episode, written: by [`write()`] when the episode is made, and by [`refresh`] when it
//! is published. What each is called and what it is for stands in [`names`].

use std::fs;
use std::path::Path;

use super::episode_folder::manifest::{Manifest, SoundFile};
use super::episode_folder::{chapters, figures, names, transcript};
use super::{book, page};
use crate::cover;
use crate::encode::Format;
use crate::episode::Episode;
use crate::{Error, Result, files};

/// The most bytes that are read of a manifest to see whether it is another.
const LIMIT: u64 = 1 << 30;

/// What the files of an episode are made from, besides its timeline.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sources<'a> {
    /// The cover, if the episode is to have one.
    pub cover: Option<&'a cover::Made>,
    /// The folder of the episode, which may hold a book from an earlier publication.
    pub folder: &'a Path,
}

/// Writes the files beside the sound of an episode into `to`, where its figures are already. Gives the names of all its
/// files: the sound first, the manifest last.
pub(crate) fn write(
    episode: &Episode,
    mut manifest: Manifest,
    sources: &Sources<'_>,
    to: &Path,
) -> Result<Vec<String>> {
    if let Some(cover::Made { cover, seal, .. }) = sources.cover {
        files::write(&to.join(cover.media.file()), &cover.bytes)?;
        manifest.cover = Some(cover.media.file().to_owned());
        manifest.cover_seal.clone_from(seal);
    }
    // What it will be published as is not known yet.
    let mut texts = vec![(names::CHAPTERS, chapters::write(&manifest, to, &str::to_owned))];
    texts.extend(transcript::all(episode, &manifest));
    let listed = texts.iter().map(|(name, _)| (*name).to_owned()).chain(manifest.cover.clone());
    // The book that publishing put there stays, and the page goes on to lead to it.
    let book = sources.folder.join(names::BOOK).is_file().then(|| names::BOOK.to_owned());
    let mut listed: Vec<String> = listed.chain(book).collect();
    listed.sort();
    texts.push((names::PAGE, page::episode(&manifest, &listed)));
    texts.push((names::MANIFEST, manifest.json()));
    for (name, text) in &texts {
        files::write(&to.join(name), text.as_bytes())?;
    }
    let sound = manifest.files.iter().map(|file| file.name.clone());
    let figures = figures::names(&manifest.pictures, to);
    let texts = texts.into_iter().map(|(name, _)| name.to_owned());
    Ok(sound.chain(manifest.cover.clone()).chain(figures).chain(texts).collect())
}

/// What of an episode's files is known only when it is published.
pub(crate) struct Publishing<'a> {
    /// Gives the public address of a file in the episode's folder.
    pub address: &'a dyn Fn(&str) -> String,
    /// How many columns a line of a caption has at most.
    pub caption_width: usize,
}

/// Writes the book of an episode in `folder`, and its page, which links to it, its chapter list and its captions, as far
/// as they are not up to date. A book holds all the sound: it is written only if the manifest is another than `book_state`
/// says, which is a digest of the manifest that the last book was made from. Gives the names of what was written.
pub(crate) fn refresh(
    folder: &Path,
    manifest: &Manifest,
    publishing: &Publishing<'_>,
    book_state: Option<&mut String>,
) -> Result<Vec<&'static str>> {
    let mut written = Vec::new();
    let list = chapters::readdressed(manifest, folder, publishing.address);
    let texts = list.map(|list| (names::CHAPTERS, list)).into_iter();
    for (name, text) in texts.chain(transcript::rewrapped(manifest, folder, publishing.caption_width)) {
        files::write(&folder.join(name), text.as_bytes())?;
        written.push(name);
    }
    let state = blake3::hash(&files::read(&folder.join(names::MANIFEST), LIMIT)?);
    let state = state.to_hex()[..32].to_owned();
    let path = folder.join(names::BOOK);
    let is_known = book_state.as_ref().is_some_and(|known| **known == state) && path.is_file();
    let is_played = |file: &SoundFile| matches!(file.format, Format::Mp3 | Format::M4b | Format::Opus);
    if !is_known && manifest.files.iter().any(is_played) && !manifest.cues.is_empty() {
        book::write(manifest, folder, &path)?;
        written.push(names::BOOK);
        if let Some(known) = book_state {
            *known = state;
        }
    }
    if update(&folder.join(names::PAGE), &page::episode(manifest, &listed(folder)?))? {
        written.push(names::PAGE);
    }
    Ok(written)
}

/// The names of the files and folders in a folder, in order, without those that are hidden.
pub(crate) fn listed(folder: &Path) -> Result<Vec<String>> {
    let mut listed = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        let entry = entry.map_err(Error::reading(folder))?;
        listed.extend(entry.file_name().into_string().ok().filter(|name| !name.starts_with('.')));
    }
    listed.sort();
    Ok(listed)
}

/// Writes a text, unless the file holds it already. Gives whether it was written.
pub(crate) fn update(path: &Path, text: &str) -> Result<bool> {
    if files::stands(path, text.as_bytes()) {
        return Ok(false);
    }
    files::write(path, text.as_bytes())?;
    Ok(true)
}
