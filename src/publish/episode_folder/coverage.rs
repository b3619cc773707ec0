//! Which sound files hold an episode from its beginning to its end.

use super::manifest::{Manifest, SoundFile};
use super::names::is_plain;
use crate::encode::{Division, Format};
use crate::media;

/// The files of one format and one division that hold all of the timeline, in its order; none where one is missing.
pub(in crate::publish) fn covering(
    manifest: &Manifest,
    format: Format,
    division: Division,
) -> Option<Vec<&SoundFile>> {
    let file = |start, samples| {
        let is_it = |file: &&SoundFile| {
            (file.format, file.start, file.samples) == (format, start, samples) && is_plain(&file.name)
        };
        manifest.files.iter().find(is_it)
    };
    let files: Option<Vec<&SoundFile>> = match division {
        Division::Whole => Some(vec![file(0, manifest.samples)?]),
        Division::Chapters => {
            manifest.chapters.iter().map(|chapter| file(chapter.start, chapter.samples)).collect()
        }
    };
    files.filter(|files| !files.is_empty())
}

/// What e-books and audiobooks call a format. (Podcast apps have a name of their own for M4B.)
pub(in crate::publish) fn media_type(format: Format) -> &'static str {
    match format {
        Format::M4b => media::MP4_SOUND,
        other => other.media_type(),
    }
}
