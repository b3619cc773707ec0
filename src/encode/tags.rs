//! What a file says of itself, before any format gives it its form.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::article::{address, dates};
use crate::cover::Cover;
use crate::episode::{Episode, Mark};

/// A picture for players to show.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    /// The media type: `image/jpeg` or `image/png`.
    pub media_type: &'static str,
    /// The encoded picture, as in a file of that type.
    pub bytes: Arc<[u8]>,
    /// Its width and height in pixels; the longer one if it is not square.
    pub side: u32,
}

impl Picture {
    /// The picture of a cover, in its full size.
    pub fn of(cover: &Cover) -> Picture {
        Picture { media_type: cover.media.mime(), bytes: cover.bytes.clone().into(), side: cover.side }
    }
}

impl fmt::Debug for Picture {
    /// By its digest: a picture's bytes are nothing to read, but two pictures shall not look the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {} pixels, {}", self.media_type, self.side, blake3::hash(&self.bytes).to_hex())
    }
}

/// A picture of the article, while it is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// Its title, as chapter lists show it.
    pub title: String,
    /// The text that stands for it.
    pub alt: String,
    /// Its place, in samples from the file's start.
    pub at: Range<u64>,
    /// Where the article has it.
    pub link: Option<String>,
    /// The picture in several sizes, the largest first. A file has one of them at most.
    pub pictures: Vec<Picture>,
}

/// The figures for a file of so many bytes of sound: all their pictures in the largest size in which they are no more than
/// a twentieth of it, or none of them.
fn fitting(figures: &[Figure], bytes: u64) -> Vec<Figure> {
    let sizes = figures.iter().map(|figure| figure.pictures.len()).max().unwrap_or(0);
    let of_size = |size: usize| figures.iter().map(move |figure| figure.pictures.get(size));
    let weigh = |size: usize| of_size(size).flatten().map(|picture| picture.bytes.len() as u64).sum::<u64>();
    let size = (0..sizes).find(|size| weigh(*size) <= bytes / 20).unwrap_or(sizes);
    let fitted = figures.iter().zip(of_size(size));
    fitted
        .map(|(figure, picture)| Figure {
            pictures: picture.into_iter().cloned().collect(),
            ..figure.clone()
        })
        .collect()
}

/// What a file says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tags {
    /// The title of the chapter or of the episode.
    pub title: String,
    /// What it is a part of: the episode of a chapter, the site of an episode; of an episode from no site, itself.
    pub album: Option<String>,
    /// Who wrote the article.
    pub artist: Option<String>,
    /// When the article was published: an ISO 8601 date, or what the article says where that is none.
    pub date: Option<String>,
    /// The language, a BCP 47 tag.
    pub language: String,
    /// The chapter's number, from 1, and how many there are.
    pub track: Option<(usize, usize)>,
    /// Where the article is.
    pub address: Option<String>,
    /// What the article is about, by its own account.
    pub description: Option<String>,
    /// All that is said, in the author's words: a paragraph for each line.
    pub words: String,
    /// The chapters, in samples from the file's start; none where the file is one chapter.
    pub chapters: Vec<Mark>,
    /// The pictures that are told, in samples from the file's start; none where the file is one chapter.
    pub figures: Vec<Figure>,
    /// The picture that players show.
    pub cover: Option<Picture>,
}

impl Tags {
    /// What the genre is called.
    pub(crate) const GENRE: &'static str = "Podcast";
    /// What is to be disclosed.
    pub(crate) const COMMENT: &'static str = "The voices are synthetic.";
    /// Who made the file.
    pub(crate) const MAKER: &'static str = concat!("Articast ", env!("CARGO_PKG_VERSION"));

    /// The tags of the whole episode.
    pub(crate) fn of_episode(episode: &Episode, cover: Option<Picture>) -> Tags {
        let meta = &episode.meta;
        let chapters = if episode.chapters.len() < 2 { Vec::new() } else { episode.chapters.clone() };
        Tags {
            title: episode.title().to_owned(),
            // Players sort by albums, and list what has none as unknown.
            album: meta.site.clone().or_else(|| Some(episode.title().to_owned())),
            artist: meta.byline.clone(),
            date: meta.published.as_deref().map(|date| tag_date(date, meta.language.as_deref())),
            language: meta.language.clone().unwrap_or_else(|| "en".into()),
            track: None,
            address: meta.source.as_deref().map(address::public),
            description: meta.description.clone(),
            words: words(episode, 0..episode.samples()),
            chapters,
            figures: Vec::new(),
            cover,
        }
    }

    /// Adds the pictures that are told, to the file of the whole episode. They are part of a list of chapters, even if
    /// there is only one.
    pub(crate) fn hold_figures(&mut self, episode: &Episode, figures: &[Figure], bytes: u64) {
        if !figures.is_empty() {
            self.chapters.clone_from(&episode.chapters);
            self.figures = fitting(figures, bytes);
        }
    }

    /// The tags of a chapter, counted from 0.
    pub(crate) fn of_chapter(episode: &Episode, chapter: usize, cover: Option<Picture>) -> Tags {
        let mark = &episode.chapters[chapter];
        Tags {
            title: mark.title.clone(),
            album: Some(episode.title().to_owned()),
            track: Some((chapter + 1, episode.chapters.len())),
            words: words(episode, mark.at.clone()),
            chapters: Vec::new(),
            ..Tags::of_episode(episode, cover)
        }
    }

    /// The year of the date, if it begins with one.
    pub fn year(&self) -> Option<&str> {
        let year = self.date.as_deref()?.get(..4)?;
        year.bytes().all(|byte| byte.is_ascii_digit()).then_some(year)
    }
}

/// A date as players read it: a moment in ISO 8601, or else the day of any date that can be understood.
fn tag_date(date: &str, language: Option<&str>) -> String {
    let is_moment = date.parse::<jiff::Timestamp>().is_ok();
    let read = dates::read(date, language.unwrap_or_default()).filter(|read| read.is_day && !is_moment);
    read.map_or_else(|| date.to_owned(), |read| read.day.to_string())
}

fn words(episode: &Episode, at: std::ops::Range<u64>) -> String {
    let lines = episode.cues.iter().filter(|cue| at.contains(&cue.at.start)).map(|cue| cue.text.as_str());
    lines.collect::<Vec<_>>().join("\n\n")
}

#[test]
fn dates_of_tags_are_those_of_players() {
    for (said, tag) in [
        ("2026-05-01T10:00:00Z", "2026-05-01T10:00:00Z"),
        ("2024-03-05 23:30:00 -0500", "2024-03-05"),
        ("5. März 2024", "2024-03-05"),
        ("2024", "2024"),
        ("soon", "soon"),
    ] {
        assert_eq!(tag_date(said, Some("de")), tag);
    }
}

#[test]
fn figures_take_a_twentieth_of_a_file_at_most() {
    let picture =
        |length: usize| Picture { media_type: "image/jpeg", bytes: vec![0; length].into(), side: 9 };
    let figure = |lengths: &[usize]| Figure {
        title: "A wren".into(),
        alt: "A wren".into(),
        at: 0..9,
        link: None,
        pictures: lengths.iter().map(|length| picture(*length)).collect(),
    };
    let figures = [figure(&[600, 200, 50]), figure(&[400, 200, 60])];
    let lengths = |bytes: u64| -> Vec<Vec<usize>> {
        let lengths = |figure: Figure| figure.pictures.iter().map(|picture| picture.bytes.len()).collect();
        fitting(&figures, bytes).into_iter().map(lengths).collect()
    };
    assert_eq!(lengths(20_000), [[600], [400]]);
    assert_eq!(lengths(19_999), [[200], [200]]);
    assert_eq!(lengths(2_200), [[50], [60]]);
    assert_eq!(lengths(2_199), [[0_usize; 0]; 2]);
    assert_eq!(fitting(&[], 1), []);
}
