//! The files beside the sound of an episode, written: by [`write()`] when the episode is made, and by [`refresh`] when it
//! is published. What each is called and what it is for stands in [`names`].

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::episode_folder::manifest::{Manifest, SoundFile};
use super::episode_folder::names::{self, Kind, SIDECARS};
use super::episode_folder::sums::{self, Sums};
use super::episode_folder::{chapters, figures, transcript};
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
    let earlier = Sums::known(sources.folder);
    let standing = standing(sources.folder, &earlier)?;
    // One after the other: each of them is large where the book is long. What it will be published as is not known yet.
    let put = |name: &str, text: &str| files::write(&to.join(name), text.as_bytes());
    put(names::CHAPTERS, &chapters::write(&manifest, to, &str::to_owned))?;
    for (name, text) in transcript::all(episode, &manifest) {
        put(name, &text)?;
    }
    let mut beside: Vec<String> =
        [names::CHAPTERS].into_iter().chain(transcript::NAMES).map(Into::into).collect();
    // The book that publishing put there stays, and the page goes on to lead to it.
    let book = standing.iter().map(|(name, _)| name.clone()).filter(|name| name == names::BOOK);
    let mut listed: Vec<String> = beside.iter().cloned().chain(manifest.cover.clone()).chain(book).collect();
    listed.sort();
    put(names::PAGE, &page::episode(&manifest, &listed))?;
    let mut file = files::Whole::create(&to.join(names::MANIFEST))?;
    manifest.write(&mut file).map_err(Error::writing(&to.join(names::MANIFEST)))?;
    file.finish()?;
    beside.extend([names::PAGE, names::MANIFEST].map(Into::into));
    let sound = manifest.files.iter().map(|file| file.name.clone());
    let figures = figures::names(&manifest.pictures, to);
    let mut written: Vec<String> = sound.chain(manifest.cover.clone()).chain(figures).chain(beside).collect();
    let mut sums = Sums::default();
    for (name, digest) in standing {
        sums.set(&name, digest);
    }
    for name in &written {
        let new = Some(to.join(name)).filter(|new| new.is_file());
        // Sound that was kept was compared with what was noted.
        let noted = earlier.of(name).filter(|_| new.is_none()).map(str::to_owned);
        let digest = noted.map_or_else(|| sums::digest(&new.unwrap_or(sources.folder.join(name))), Ok)?;
        sums.set(name, digest);
    }
    files::write(&to.join(names::SUMS), sums.text().as_bytes())?;
    written.push(names::SUMS.to_owned());
    Ok(written)
}

/// What publishing put into a folder and the manifest does not name, with the checksums: the book and a smaller cover. What
/// is damaged of it is removed, so that publishing makes it anew.
fn standing(folder: &Path, earlier: &Sums) -> Result<Vec<(String, String)>> {
    let covers = SIDECARS.iter().filter(|sidecar| matches!(sidecar.kind, Kind::Book | Kind::SmallCover));
    let mut standing = Vec::new();
    for name in covers.map(|sidecar| sidecar.name) {
        let path = folder.join(name);
        if !path.is_file() {
            continue;
        }
        let found = sums::digest(&path)?;
        if earlier.of(name).is_none_or(|noted| noted == found) {
            standing.push((name.to_owned(), found));
        } else {
            fs::remove_file(&path).map_err(Error::writing(&path))?;
        }
    }
    Ok(standing)
}

/// Notes the checksums of files of an episode that were just written, and of those that nobody noted yet, since earlier
/// versions wrote no checksums. Gives whether the list is another now.
pub(crate) fn note(folder: &Path, manifest: &Manifest, written: &[String]) -> Result<bool> {
    let before = Sums::known(folder);
    let mut sums = before.clone();
    let named = manifest.file_names();
    let own = SIDECARS.iter().map(|sidecar| sidecar.name.to_owned()).chain(named);
    let own: BTreeSet<String> = own.filter(|name| folder.join(name).is_file()).collect();
    sums.retain(|name| own.contains(name));
    for name in own.iter().filter(|name| written.contains(name) || before.of(name).is_none()) {
        sums.set(name, sums::digest(&folder.join(name))?);
    }
    update(&folder.join(names::SUMS), &sums.text())
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
