//! `episode.json`: the timeline for programs. Everything counts samples.

use std::collections::BTreeSet;
use std::path::Path;

use super::figures;
use super::record::{Record, SoundFile};

/// The manifest's file name.
pub const NAME: &str = "episode.json";

/// What the episode of an earlier manifest was made from; none where it is missing or not ours.
pub fn made_from(path: &Path) -> Option<String> {
    Record::read(path).ok().map(|earlier| earlier.made_from)
}

/// The files that an earlier manifest speaks of: its sound, its cover and its pictures; none where it is missing or not
/// ours. A manifest from elsewhere must not point outside its folder.
pub fn names(path: &Path) -> BTreeSet<String> {
    let Ok(Record { files, chapters, cover, pictures, .. }) = Record::read(path) else {
        return BTreeSet::new();
    };
    let of_chapters = chapters.into_iter().map(|chapter| chapter.file);
    let plain = files.into_iter().map(|file| file.name).chain(of_chapters).chain(cover);
    let plain = plain.filter(|name| is_plain(name));
    let pictures = pictures.into_iter().map(|picture| picture.address).filter(|name| figures::is_ours(name));
    plain.chain(pictures).collect()
}

/// The sound files of an earlier manifest that are still as they were written: of the same length, and not changed
/// since the manifest came beside them.
pub fn untouched(path: &Path) -> Vec<SoundFile> {
    let changed = |path: &Path| path.metadata().and_then(|data| data.modified()).ok();
    let (Ok(earlier), Some(written)) = (Record::read(path), changed(path)) else { return Vec::new() };
    let is_untouched = |file: &SoundFile| {
        let sound = path.with_file_name(&file.name);
        let is_whole = sound.metadata().is_ok_and(|data| data.is_file() && data.len() == file.bytes);
        is_plain(&file.name) && is_whole && changed(&sound).is_some_and(|changed| changed <= written)
    };
    earlier.files.into_iter().filter(is_untouched).collect()
}

/// The file of the cover that an earlier manifest speaks of, and its seal.
pub fn cover(path: &Path) -> Option<(String, String)> {
    let earlier = Record::read(path).ok()?;
    Some((earlier.cover.filter(|name| is_plain(name))?, earlier.cover_seal))
}

/// Whether a name is that of a file in the folder itself.
pub fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|plain| plain == name)
}
