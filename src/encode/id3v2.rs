//! ID3v2.3 tags with chapters, for MP3.
//!
//! Version 2.3 and not 2.4: every player reads it, those of cars and of Windows among them, and what 2.4 has beyond it
//! (UTF-8, finer dates) is not needed here. Its texts are UTF-16. Chapters are those of the addendum on chapter frames,
//! version 1.0, which stands for both versions.

use std::ops::Range;

use id3::frame::{Chapter, Comment, Content, ExtendedLink, Lyrics, Picture, PictureType, TableOfContents};
use id3::{Encoder, Frame, Tag, TagLike as _, Version};
use url::Url;

use super::{Figure, File, Tags};
use crate::article::address::{anchored, is_web_scheme};
use crate::clean;
use crate::episode::Mark;
use crate::language;

/// A table of contents counts its entries in one byte.
const MOST_ENTRIES: usize = 255;

/// The bytes of the tag that stands before the sound.
pub(super) fn bytes(file: &File) -> Vec<u8> {
    let tag = tag(file);
    let mut bytes = Vec::new();
    // There is no unsynchronisation: whoever knows ID3v2 skips the tag by its size.
    Encoder::new().version(Version::Id3v23).encode(&tag, &mut bytes).expect("a vector takes any bytes");
    bytes
}

fn tag(file: &File) -> Tag {
    let tags = &file.tags;
    let language = language::three_letters(&tags.language);
    let milliseconds = file.rate.milliseconds(file.at.end - file.at.start).to_string();
    let track = tags.track.map(|(number, of)| format!("{number}/{of}"));
    let (year, day) = date(tags);
    let texts = [
        ("TIT2", Some(tags.title.as_str())),
        ("TALB", tags.album.as_deref()),
        ("TPE1", tags.artist.as_deref()),
        ("TCON", Some(Tags::GENRE)),
        ("TRCK", track.as_deref()),
        ("TYER", year),
        ("TDAT", day.as_deref()),
        ("TLAN", Some(language.as_str())),
        ("TLEN", Some(milliseconds.as_str())),
        ("TSSE", Some(Tags::MAKER)),
    ];
    let mut tag = Tag::new();
    for (id, text) in texts {
        let text = clean::line(text.unwrap_or_default());
        if !text.is_empty() {
            tag.add_frame(Frame::text(id, text));
        }
    }
    let comment = |description: &str, text: String| Comment {
        lang: language.clone(),
        description: description.into(),
        text,
    };
    tag.add_frame(comment("", Tags::COMMENT.into()));
    if let Some(description) = &tags.description {
        tag.add_frame(comment("description", clean::lines(description)));
    }
    if let Some(address) = address(tags) {
        tag.add_frame(Frame::link("WOAF", address));
    }
    for frame in chapters(file, &tags.chapters) {
        tag.add_frame(frame);
    }
    let words = clean::lines(&tags.words);
    if !words.is_empty() {
        tag.add_frame(Lyrics { lang: language.clone(), description: String::new(), text: words });
    }
    if let Some(cover) = &tags.cover {
        tag.add_frame(Picture {
            mime_type: cover.media_type.into(),
            picture_type: PictureType::CoverFront,
            description: String::new(),
            data: cover.bytes.to_vec(),
        });
    }
    tag
}

/// The year, and the day as ID3v2.3 has it: `DDMM`; for dates of ISO 8601.
fn date(tags: &Tags) -> (Option<&str>, Option<String>) {
    let digits = |at: std::ops::Range<usize>| {
        let digits = tags.date.as_deref()?.get(at)?;
        digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(digits)
    };
    let dashes = |at: usize| tags.date.as_deref().is_some_and(|date| date.as_bytes().get(at) == Some(&b'-'));
    let day = digits(5..7).zip(digits(8..10)).filter(|_| dashes(4) && dashes(7));
    (tags.year(), tags.year().and(day).map(|(month, day)| format!("{day}{month}")))
}

/// The address, if it is one: links are ASCII in ID3.
fn address(tags: &Tags) -> Option<String> {
    let url = Url::parse(tags.address.as_deref()?).ok()?;
    is_web_scheme(url.scheme()).then(|| url.to_string())
}

/// The chapters and their table of contents. More chapters than one table holds are in tables of their own, which
/// the first table lists.
fn chapters(file: &File, marks: &[Mark]) -> Vec<Frame> {
    let ids: Vec<String> = (1..=marks.len()).map(|number| format!("chp{number}")).collect();
    let table = |element_id: String, top_level: bool, elements: Vec<String>| {
        let table = TableOfContents { element_id, top_level, ordered: true, elements, frames: Vec::new() };
        Frame::with_content("CTOC", Content::TableOfContents(table))
    };
    let mut frames = Vec::new();
    if MOST_ENTRIES < ids.len() {
        let parts: Vec<_> = ids.chunks(MOST_ENTRIES).take(MOST_ENTRIES).collect();
        let names: Vec<String> = (1..=parts.len()).map(|number| format!("toc{number}")).collect();
        frames.push(table("toc".into(), true, names.clone()));
        frames.extend(names.into_iter().zip(parts).map(|(name, ids)| table(name, false, ids.to_vec())));
    } else if !ids.is_empty() {
        frames.push(table("toc".into(), true, ids.clone()));
    }
    let mut entries: Vec<Chapter> =
        ids.into_iter().zip(marks).map(|(id, mark)| chapter(file, id, mark)).collect();
    // What no table lists is shown while it is told, and is nothing to go to.
    entries.extend(file.tags.figures.iter().zip(1..).map(|(figure, number)| told(file, number, figure)));
    entries.sort_by_key(|entry| entry.start_time);
    frames.extend(entries.into_iter().map(Frame::from));
    frames
}

/// A stretch of the sound with a title, and where to read of it.
fn entry(file: &File, element_id: String, at: &Range<u64>, title: &str, link: Option<String>) -> Chapter {
    let time = |sample: u64| u32::try_from(file.rate.milliseconds(sample)).unwrap_or(u32::MAX);
    let link = link.map(|link| Frame::from(ExtendedLink { description: String::new(), link }));
    Chapter {
        element_id,
        start_time: time(at.start),
        end_time: time(at.end),
        // Go by the times.
        start_offset: u32::MAX,
        end_offset: u32::MAX,
        frames: [Frame::text("TIT2", clean::line(title))].into_iter().chain(link).collect(),
    }
}

fn chapter(file: &File, id: String, mark: &Mark) -> Chapter {
    let anchor = mark.anchor.as_deref();
    let link = address(&file.tags).zip(anchor).and_then(|(source, anchor)| anchored(&source, anchor));
    entry(file, id, &mark.at, &mark.title, link)
}

/// A picture that is told, with the text that stands for it.
fn told(file: &File, number: usize, figure: &Figure) -> Chapter {
    let mut entry = entry(file, format!("fig{number}"), &figure.at, &figure.title, figure.link.clone());
    let picture = |picture: &super::Picture| Picture {
        mime_type: picture.media_type.into(),
        // Some players look for no other type.
        picture_type: PictureType::CoverFront,
        description: clean::line(&figure.alt),
        data: picture.bytes.to_vec(),
    };
    entry.frames.extend(figure.pictures.first().map(picture).map(Frame::from));
    entry
}
