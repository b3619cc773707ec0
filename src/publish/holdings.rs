//! The holdings: the files of a podcast's folder that are for others. What else lies there is nobody's business.

use std::path::{Path, PathBuf};

use super::library::Published;
use super::show::Show;
use super::{chapters, edition, manifest, page, transcript};
use crate::media;

/// A file that is for others.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    /// What it is.
    pub part: Part,
    /// Its path in the folder, with `/`.
    pub path: String,
}

/// What a file is, in the order in which files are put where others see them: nothing speaks of what is not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Sound.
    Sound,
    /// What stands beside the sound.
    Beside,
    /// A page for people.
    Page,
    /// The feed, and its earlier pages.
    Feed,
}

/// What may stand beside the sound of an episode, and beside the episodes of a show.
const BESIDE: [&str; 7] =
    [chapters::NAME, manifest::NAME, page::NAME, "cover.jpg", "cover.png", edition::BOOK, "transcript.html"];

/// The files of a show's episodes and of the show itself that are there, without its feed.
pub fn of(folder: &Path, show: &Show, episodes: &[Published]) -> Vec<Holding> {
    let Ok(root) = folder.canonicalize() else { return Vec::new() };
    let mut list = Vec::new();
    let cover = show.cover.as_deref().into_iter();
    for name in
        cover.chain([page::NAME]).filter(|name| is_shown(name) && inside(&root, &folder.join(name)).is_some())
    {
        list.push(Holding { part: part(name), path: name.into() });
    }
    for one in episodes {
        let is_hidden = |path: &String| path.split('/').any(|name| name.starts_with('.'));
        let named = manifest::named(&one.record).into_iter().filter(|path| !is_hidden(path));
        let beside = BESIDE.into_iter().chain(transcript::FILES.map(|(name, _)| name)).map(str::to_owned);
        // A book has the name of the sound.
        let stems = one.record.files.iter().filter_map(|file| file.name.rsplit_once('.'));
        let books = stems.map(|(stem, _)| format!("{stem}.epub"));
        let all = beside.chain(books).filter(|name| is_shown(name)).chain(named);
        for name in all.filter(|name| inside(&root, &one.folder.join(name)).is_some()) {
            list.push(Holding { part: part(&name), path: format!("{}/{name}", one.name) });
        }
    }
    list.sort();
    list.dedup();
    list
}

/// Where a file really is, if that is in the folder: a link may lead elsewhere. `root` is the folder without links.
pub fn inside(root: &Path, path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().filter(|real| real.starts_with(root) && real.is_file())
}

/// Whether a name is that of a file in the folder itself, and not hidden.
fn is_shown(name: &str) -> bool {
    manifest::is_plain(name) && !name.starts_with('.')
}

fn part(name: &str) -> Part {
    match media::of_path(name) {
        Some(sound) if sound.kind == media::Kind::Sound => Part::Sound,
        Some(page) if page.name == media::HTML => Part::Page,
        _ => Part::Beside,
    }
}

/// The media type of a file for others, by its name.
pub fn media_type(path: &str) -> &'static str {
    if path.rsplit('/').next() == Some(chapters::NAME) {
        return media::CHAPTERS;
    }
    media::of_path(path).map_or(media::BYTES, media::Type::served)
}

#[test]
fn files_have_their_types_and_parts() {
    for (path, expected, kind) in [
        ("a/a.mp3", "audio/mpeg", Part::Sound),
        ("a/a.m4b", "audio/x-m4a", Part::Sound),
        ("a/chapters.json", "application/json+chapters", Part::Beside),
        ("a/transcript.json", "application/json", Part::Beside),
        ("a/transcript.vtt", "text/vtt; charset=utf-8", Part::Beside),
        ("index.html", "text/html; charset=utf-8", Part::Page),
        ("x", "application/octet-stream", Part::Beside),
    ] {
        assert_eq!((media_type(path), part(path)), (expected, kind), "{path}");
    }
    assert!(!is_shown("../a.mp3") && !is_shown(".hidden.mp3") && !is_shown("a/b.mp3") && is_shown("a b.mp3"));
}
