//! What tells whether a file would be the same again, before anything is encoded.

use super::{File, Tags};
use crate::engine::child::Program;
use crate::episode::Episode;

/// A digest for each file, in hexadecimal: equal digests mean equal bytes, wherever the chapters before it made it
/// start. It is made of all that the bytes are made of: the chapters' sound, the tags, the settings and the version of
/// the program.
pub fn digests(episode: &Episode, files: &[File]) -> Vec<String> {
    let chapters: Vec<String> =
        (0..episode.chapters.len()).map(|chapter| episode.fingerprint(chapter)).collect();
    files.iter().map(|file| of_file(episode, &chapters, file)).collect()
}

fn of_file(episode: &Episode, chapters: &[String], file: &File) -> String {
    let mut hasher = blake3::Hasher::new();
    let encoder = file.aac_encoder.as_ref().map(Program::path);
    let settings = (file.format, file.division, file.rate, file.bitrate, encoder);
    hasher.update(format!("{} {settings:?} {:?}", Tags::MAKER, file.tags).as_bytes());
    for (mark, chapter) in episode.chapters.iter().zip(chapters) {
        if file.at.start <= mark.at.start && mark.at.end <= file.at.end {
            hasher.update(chapter.as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}
