//! `episode.json`: the timeline for programs. Everything counts samples.

use std::collections::BTreeSet;
use std::path::Path;

use super::figures;
use super::record::{Record, SoundFile};
use crate::encode::{Division, EncodeOptions};

/// The manifest's file name.
pub const NAME: &str = "episode.json";

/// What the episode of an earlier manifest was made from; none where it is missing or not ours.
pub fn made_from(path: &Path) -> Option<String> {
    Record::read(path).ok().map(|earlier| earlier.made_from)
}

/// The files that an earlier manifest speaks of: see [`named`]; none where it is missing or not ours.
pub fn names(path: &Path) -> BTreeSet<String> {
    Record::read(path).map_or_else(|_| BTreeSet::new(), |record| named(&record))
}

/// The files that a manifest speaks of: its sound, its cover and its pictures. A manifest from elsewhere must not point
/// outside its folder.
pub fn named(record: &Record) -> BTreeSet<String> {
    let of_chapters = record.chapters.iter().map(|chapter| &chapter.file);
    let plain = record.files.iter().map(|file| &file.name).chain(of_chapters).chain(&record.cover);
    let plain = plain.filter(|name| is_plain(name));
    let pictures = record.pictures.iter().map(|picture| &picture.address);
    plain.chain(pictures.filter(|name| figures::is_ours(name))).cloned().collect()
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

/// What was wanted of the encoders when an earlier manifest was made: the formats, and of each the divisions and the bit
/// rate.
pub fn encode_options(path: &Path) -> EncodeOptions {
    let mut options = EncodeOptions::default();
    let Ok(earlier) = Record::read(path) else { return options };
    for file in &earlier.files {
        let is_whole = file.start == 0 && file.samples == earlier.samples && 1 < earlier.chapters.len();
        let guess = if is_whole { Division::Whole } else { Division::Chapters };
        // Of one chapter it cannot be seen; formats are divided as usual then.
        let seen = (1 < earlier.chapters.len()).then_some(guess);
        let division = file.division.or(seen).unwrap_or(file.format.usual_division());
        if !options.formats.contains(&file.format) {
            options.formats.push(file.format);
            options.bitrates.extend(file.bitrate.map(|bitrate| (file.format, bitrate)));
        }
        if !options.divisions.contains(&(file.format, division)) {
            options.divisions.push((file.format, division));
        }
    }
    options
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
