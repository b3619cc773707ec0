//! The public files: those of a podcast's folder that are served and uploaded. Nothing else that lies there is.

use std::path::{Path, PathBuf};

use super::published::Published;
use super::show::Show;
use crate::media;
use crate::publish::episode_folder::names::{self, SIDECARS, is_plain};

/// A file that is served and uploaded.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PublicFile {
    /// When it is uploaded: before everything that names it.
    pub rank: Rank,
    /// Its path in the podcast's folder, with `/` as the separator.
    pub path: String,
}

/// What a file is, in the order in which files are uploaded: nothing names what is not there yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// A sound file: the largest, and named by everything else.
    Sound,
    /// A file beside the sound that is no page.
    Sidecar,
    /// A web page of an episode, or the list of all.
    Page,
    /// The feed, and its earlier pages.
    Feed,
}

/// The files of a show's episodes and of the show itself that are there, without its feed.
pub fn of(folder: &Path, show: &Show, episodes: &[Published]) -> Vec<PublicFile> {
    let Ok(root) = folder.canonicalize() else { return Vec::new() };
    let mut list = Vec::new();
    let cover = show.cover.as_deref().into_iter();
    for name in cover
        .chain([names::PAGE, names::SUMS])
        .filter(|name| is_shown(name) && inside(&root, &folder.join(name)).is_some())
    {
        list.push(PublicFile { rank: rank(name), path: name.into() });
    }
    for one in episodes {
        let is_hidden = |path: &String| path.split('/').any(|name| name.starts_with('.'));
        let named = one.manifest.file_names().into_iter().filter(|path| !is_hidden(path));
        let sidecars = SIDECARS.iter().map(|sidecar| sidecar.name.to_owned());
        // A book has the name of the sound.
        let stems = one.manifest.files.iter().filter_map(|file| file.name.rsplit_once('.'));
        let books = stems.map(|(stem, _)| format!("{stem}.epub"));
        let all = sidecars.chain(books).filter(|name| is_shown(name)).chain(named);
        for name in all.filter(|name| inside(&root, &one.folder.join(name)).is_some()) {
            list.push(PublicFile { rank: rank(&name), path: format!("{}/{name}", one.name) });
        }
    }
    list.sort();
    list.dedup();
    list
}

/// The path of a file with all symbolic links resolved, if that is in the folder. `root` is the folder's path, resolved.
pub fn inside(root: &Path, path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().filter(|real| real.starts_with(root) && real.is_file())
}

/// Whether a name is that of a file in the folder itself, and not hidden.
fn is_shown(name: &str) -> bool {
    is_plain(name) && !name.starts_with('.')
}

fn rank(name: &str) -> Rank {
    match media::of_path(name) {
        Some(sound) if sound.kind == media::Kind::Sound => Rank::Sound,
        Some(page) if page.name == media::HTML => Rank::Page,
        _ => Rank::Sidecar,
    }
}

/// The media type of a file for others, by its name. What Articast does not write is bytes: a manifest from elsewhere must
/// not make a browser run an SVG.
pub fn media_type(path: &str) -> &'static str {
    match path.rsplit('/').next() {
        Some(names::CHAPTERS) => return media::CHAPTERS,
        Some(names::SUMS) => return media::named(media::PLAIN).map_or(media::BYTES, media::Type::served),
        _ => {}
    }
    let is_written = |known: &&media::Type| match known.kind {
        media::Kind::Sound | media::Kind::Picture => true,
        _ => WRITTEN.contains(&known.name),
    };
    media::of_path(path).filter(is_written).map_or(media::BYTES, media::Type::served)
}

/// The types of what is written beside sound and pictures.
const WRITTEN: [&str; 7] =
    [media::PLAIN, media::HTML, media::WEBVTT, media::SUBRIP, media::JSON, media::RSS, media::EPUB];

#[test]
fn files_have_their_types_and_ranks() {
    for (path, expected, kind) in [
        ("a/a.mp3", "audio/mpeg", Rank::Sound),
        ("a/a.m4b", "audio/x-m4a", Rank::Sound),
        ("a/chapters.json", "application/json+chapters", Rank::Sidecar),
        ("a/transcript.json", "application/json", Rank::Sidecar),
        ("a/transcript.vtt", "text/vtt; charset=utf-8", Rank::Sidecar),
        ("index.html", "text/html; charset=utf-8", Rank::Page),
        ("a/SHA256SUMS", "text/plain; charset=utf-8", Rank::Sidecar),
        ("x", "application/octet-stream", Rank::Sidecar),
        ("figures/x.SVG", "application/octet-stream", Rank::Sidecar),
        ("x.xhtml", "application/octet-stream", Rank::Sidecar),
    ] {
        assert_eq!((media_type(path), rank(path)), (expected, kind), "{path}");
    }
    assert!(!is_shown("../a.mp3") && !is_shown(".hidden.mp3") && !is_shown("a/b.mp3") && is_shown("a b.mp3"));
}
