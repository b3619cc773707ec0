//! Vorbis comments: the tags of Opus and FLAC (Xiph.Org, "Ogg Vorbis I format specification: comment field and header
//! specification"; RFC 7845, section 5.2; RFC 9639, section 8.6).

use super::tags::{Picture, Tags};
use crate::audio::Rate;
use crate::clean;

/// The Chapter Extension (Xiph.Org wiki) counts chapters with three digits.
const MOST_CHAPTERS: usize = 999;

/// The comments, each as `NAME=value`. `rate` is that of the chapters' samples. A picture is no comment: FLAC has a
/// block for it, Opus takes [`picture_comment`].
///
/// Names are those of the specification where it has one, else what taggers agree on: `TRACKTOTAL`, `LANGUAGE` (a BCP 47
/// tag), `COMMENT`, `URL`, `LYRICS`, `ENCODER`. Chapters beyond the 999th have no name in the extension and are
/// left out.
pub(super) fn comments(tags: &Tags, rate: Rate) -> Vec<String> {
    let (number, total) = tags.track.unzip();
    let (number, total) = (number.map(|n| n.to_string()), total.map(|n| n.to_string()));
    let fields = [
        ("TITLE", Some(tags.title.as_str())),
        ("ALBUM", tags.album.as_deref()),
        ("ARTIST", tags.artist.as_deref()),
        ("DATE", tags.date.as_deref()),
        ("LANGUAGE", Some(tags.language.as_str())),
        ("TRACKNUMBER", number.as_deref()),
        ("TRACKTOTAL", total.as_deref()),
        ("GENRE", Some(Tags::GENRE)),
        ("DESCRIPTION", tags.description.as_deref()),
        ("COMMENT", Some(Tags::COMMENT)),
        ("URL", tags.address.as_deref()),
        ("ENCODER", Some(Tags::MAKER)),
    ];
    let mut comments: Vec<String> = fields
        .into_iter()
        .filter_map(|(name, value)| Some((name, clean::line(value?))))
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    for (n, chapter) in tags.chapters.iter().take(MOST_CHAPTERS).enumerate() {
        let number = n + 1;
        comments.push(format!("CHAPTER{number:03}={}", time(rate.milliseconds(chapter.at.start))));
        comments.push(format!("CHAPTER{number:03}NAME={}", clean::line(&chapter.title)));
    }
    let words = clean::lines(&tags.words);
    if !words.is_empty() {
        comments.push(format!("LYRICS={words}"));
    }
    comments
}

/// The picture as a comment: the block of FLAC in Base64.
pub(super) fn picture_comment(picture: &Picture) -> String {
    format!("METADATA_BLOCK_PICTURE={}", base64(&picture_block(picture)))
}

/// The picture as the front cover in a block of FLAC, without the block's header (RFC 9639, section 8.8).
pub(super) fn picture_block(picture: &Picture) -> Vec<u8> {
    const FRONT_COVER: u32 = 3;
    // Red, green and blue of 8 bits; no palette.
    const DEPTH: u32 = 24;
    const COLOURS: u32 = 0;
    const NO_DESCRIPTION: u32 = 0;
    let mut block = FRONT_COVER.to_be_bytes().to_vec();
    block.extend(length(picture.media_type.as_bytes()).to_be_bytes());
    block.extend_from_slice(picture.media_type.as_bytes());
    for number in [NO_DESCRIPTION, picture.side, picture.side, DEPTH, COLOURS, length(&picture.bytes)] {
        block.extend(number.to_be_bytes());
    }
    block.extend_from_slice(&picture.bytes);
    block
}

/// The comments as they stand in a file: the vendor and each comment behind its length, in little-endian numbers.
pub(super) fn header(vendor: &str, comments: &[String]) -> Vec<u8> {
    let mut header = length(vendor.as_bytes()).to_le_bytes().to_vec();
    header.extend_from_slice(vendor.as_bytes());
    header.extend(u32::try_from(comments.len()).expect("some thousands at most").to_le_bytes());
    for comment in comments {
        header.extend(length(comment.as_bytes()).to_le_bytes());
        header.extend_from_slice(comment.as_bytes());
    }
    header
}

fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).expect("a tag is shorter than 4 GiB")
}

/// A time as Xiph's Chapter Extension writes it: `HH:MM:SS.mmm`.
fn time(milliseconds: u64) -> String {
    let (seconds, milliseconds) = (milliseconds / 1000, milliseconds % 1000);
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    format!("{:02}:{:02}:{seconds:02}.{milliseconds:03}", minutes / 60, minutes % 60)
}

/// Base64 with padding (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |n: usize| u32::from(group.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            let symbol = ALPHABET[(bits >> (18 - 6 * n) & 0x3f) as usize];
            text.push(if n <= group.len() { char::from(symbol) } else { '=' });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::episode::Mark;

    #[test]
    fn comments_are_named_as_players_know_them() {
        let mark = |title: &str, start, end| Mark { title: title.into(), anchor: None, at: start..end };
        let tags = Tags {
            title: "Two\nbirds\0 = one “stone”".into(),
            album: None,
            artist: Some("  ".into()),
            date: Some("2026-05-01".into()),
            language: "en-GB".into(),
            track: Some((2, 12)),
            address: Some("https://example.org/birds".into()),
            description: None,
            words: "One.\n\nTwo.".into(),
            chapters: vec![mark("Start", 0, 441), mark("Ende …", 44_100 * 3_723 + 441, 44_100 * 4_000)],
            figures: Vec::new(),
            cover: None,
        };
        let maker = format!("ENCODER={}", Tags::MAKER);
        let expected = [
            "TITLE=Two birds = one “stone”",
            "DATE=2026-05-01",
            "LANGUAGE=en-GB",
            "TRACKNUMBER=2",
            "TRACKTOTAL=12",
            "GENRE=Podcast",
            "COMMENT=The voices are synthetic.",
            "URL=https://example.org/birds",
            &maker,
            "CHAPTER001=00:00:00.000",
            "CHAPTER001NAME=Start",
            "CHAPTER002=01:02:03.010",
            "CHAPTER002NAME=Ende …",
            "LYRICS=One.\n\nTwo.",
        ];
        assert_eq!(comments(&tags, Rate::CD), expected);
    }

    /// The test vectors of RFC 4648, section 10.
    #[test]
    fn base64_is_that_of_rfc_4648() {
        for (bytes, text) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }
}
