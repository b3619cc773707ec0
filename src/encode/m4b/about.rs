//! What an audiobook says of itself: iTunes' tags, and the chapters as Nero's programs write them.

use super::cut;
use super::mp4::{Movie, atom, full};
use crate::clean::{line, lines};
use crate::encode::tags::Tags;
use crate::media;

/// The chapters: how many samples each lasts, and its title.
pub(super) fn chapters(tags: &Tags) -> Vec<(u64, String)> {
    tags.chapters.iter().map(|mark| (mark.at.end - mark.at.start, line(&mark.title))).collect()
}

/// The content of `udta`.
pub(super) fn udta(tags: &Tags, movie: &Movie) -> Vec<u8> {
    let hdlr = full(*b"hdlr", 0, 0, &[&[0; 4], b"mdirappl", &[0; 9]]);
    let meta = full(*b"meta", 0, 0, &[&hdlr, &atom(*b"ilst", &[&ilst(tags, movie)])]);
    [chpl(movie), meta].concat()
}

/// Nero's list of chapters: at most 255, at 100 nanoseconds. A title may have 255 bytes; but some players (AntennaPod
/// among them) take the length for a signed number, so it gets 127. The track of titles has all of it.
fn chpl(movie: &Movie) -> Vec<u8> {
    const MOST: usize = 255;
    const LONGEST: usize = 127;
    if movie.chapters.is_empty() {
        return Vec::new();
    }
    let mut at = 0_u64;
    let mut list = Vec::new();
    for (length, title) in movie.chapters.iter().take(MOST) {
        let start = u128::from(at) * 10_000_000 / u128::from(movie.rate);
        let title = cut(title, LONGEST).trim_end();
        list.extend(u64::try_from(start).expect("it is shorter than a lifetime").to_be_bytes());
        list.push(u8::try_from(title.len()).expect("it was cut"));
        list.extend(title.as_bytes());
        at += length;
    }
    let count = u8::try_from(movie.chapters.len().min(MOST)).expect("they were cut");
    full(*b"chpl", 1, 0, &[&[0; 4], &[count], &list])
}

/// The kinds of a value (QuickTime File Format, "Well-Known Types").
#[derive(Clone, Copy)]
enum Kind {
    Implicit = 0,
    Text = 1,
    Jpeg = 13,
    Png = 14,
    Integer = 21,
}

fn ilst(tags: &Tags, movie: &Movie) -> Vec<u8> {
    const AUDIOBOOK: u8 = 2;
    let artist = tags.artist.as_deref();
    let description = tags.description.as_deref();
    let texts: [([u8; 4], Option<&str>); 11] = [
        (*b"\xa9nam", Some(&tags.title)),
        (*b"\xa9alb", tags.album.as_deref()),
        (*b"\xa9ART", artist),
        (*b"aART", artist),
        (*b"\xa9day", tags.date.as_deref()),
        (*b"\xa9gen", Some(Tags::GENRE)),
        (*b"\xa9cmt", Some(Tags::COMMENT)),
        (*b"\xa9too", Some(Tags::MAKER)),
        (*b"desc", description),
        (*b"ldes", description),
        (*b"\xa9lyr", Some(&tags.words)),
    ];
    let mut list = Vec::new();
    for (name, text) in texts {
        let text = text.map(if name == *b"\xa9lyr" || name == *b"ldes" { lines } else { line });
        let text = text.filter(|text| !text.is_empty());
        // The short description is for a list: players show 255 bytes of it.
        let text = text.map(|text| if name == *b"desc" { cut(&text, 255).to_owned() } else { text });
        list.extend(text.map(|text| item(name, Kind::Text, text.as_bytes())).unwrap_or_default());
    }
    if let Some((number, of)) = tags.track {
        let [number, of] = [number, of].map(|n| u16::try_from(n).unwrap_or(0).to_be_bytes());
        list.extend(item(*b"trkn", Kind::Implicit, &[&[0; 2], &number[..], &of, &[0; 2]].concat()));
    }
    list.extend(item(*b"stik", Kind::Integer, &[AUDIOBOOK]));
    list.extend(item(*b"pgap", Kind::Integer, &[1]));
    if let Some(cover) = &tags.cover {
        let kind = if cover.media_type == media::PNG { Kind::Png } else { Kind::Jpeg };
        list.extend(item(*b"covr", kind, &cover.bytes));
    }
    if let Some(address) = &tags.address {
        list.extend(own("WWW", &line(address)));
    }
    // What iTunes and its kin read instead of an edit list: the samples before, after, and between.
    let gaps = format!(" 00000000 {:08X} {:08X} {:016X}", movie.delay, movie.padding(), movie.samples);
    list.extend(own("iTunSMPB", &(gaps + &" 00000000".repeat(8))));
    list
}

fn item(name: [u8; 4], kind: Kind, value: &[u8]) -> Vec<u8> {
    atom(name, &[&data(kind, value)])
}

fn data(kind: Kind, value: &[u8]) -> Vec<u8> {
    atom(*b"data", &[&(kind as u32).to_be_bytes(), &[0; 4], value])
}

/// A tag whose name is a word.
fn own(name: &str, text: &str) -> Vec<u8> {
    let mean = full(*b"mean", 0, 0, &[b"com.apple.iTunes"]);
    let name = full(*b"name", 0, 0, &[name.as_bytes()]);
    atom(*b"----", &[&mean, &name, &data(Kind::Text, text.as_bytes())])
}
