//! What tells whether a file would be the same again, before anything is encoded.

use std::ops::Range;

use super::File;
use crate::audio::Clip;
use crate::episode::{Episode, RUN_UP};

/// What sounds this long after a stretch is heard in it: the limiter looks ahead.
const AHEAD: u64 = 1 << 12;

/// A digest for each file, in hexadecimal: equal digests mean equal bytes, wherever the chapters before it made it
/// start. It is made of all that the bytes are made of: the pieces (and those shortly before and after), the sounds,
/// the tags, the settings and the version of the program.
pub fn digests(episode: &Episode, clips: &[Clip], files: &[File]) -> Vec<String> {
    let clips: Vec<blake3::Hash> = clips.iter().map(of_clip).collect();
    files.iter().map(|file| of_file(episode, &clips, file)).collect()
}

fn of_file(episode: &Episode, clips: &[blake3::Hash], file: &File) -> String {
    let mut hasher = blake3::Hasher::new();
    let length = file.at.end - file.at.start;
    let heard = file.at.start.saturating_sub(RUN_UP)..file.at.end + AHEAD;
    let settings = (file.format, file.division, file.rate, file.bitrate, &file.aac_encoder);
    hasher.update(format!("{} {length} {settings:?} {:?}", super::Tags::MAKER, file.tags).as_bytes());
    for (at, piece) in episode.pieces().filter(|(at, _)| overlap(at, &heard)) {
        let from_start = i128::from(at.start) - i128::from(file.at.start);
        hasher.update(format!("\n{from_start} {piece:?}").as_bytes());
        if let crate::episode::Piece::Sound { clip, .. } = piece {
            hasher.update(clips[*clip].as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

fn of_clip(clip: &Clip) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&clip.rate.hertz().to_le_bytes());
    for block in clip.samples.chunks(1 << 12) {
        let bytes: Vec<u8> = block.iter().flat_map(|sample| sample.to_le_bytes()).collect();
        hasher.update(&bytes);
    }
    hasher.finalize()
}

fn overlap(a: &Range<u64>, b: &Range<u64>) -> bool {
    a.start < b.end && b.start < a.end
}
