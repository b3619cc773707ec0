//! The files of an episode's folder: what each is called and what it is for.
//!
//! Whatever writes, checks, serves, uploads or links to these files asks here. To add a file, add a row to [`SIDECARS`]
//! and write the file in [`super::super::sidecars`].

use std::path::Path;

use crate::cover::Media;

/// The manifest: the timeline of the episode for programs. A folder with a manifest holds a whole episode.
pub const MANIFEST: &str = "episode.json";
/// The chapter list in the JSON Chapters Format.
pub const CHAPTERS: &str = "chapters.json";
/// The transcript as `WebVTT`.
pub const TRANSCRIPT_VTT: &str = "transcript.vtt";
/// The transcript as `SubRip`.
pub const TRANSCRIPT_SRT: &str = "transcript.srt";
/// The transcript in the JSON of the podcast namespace.
pub const TRANSCRIPT_JSON: &str = "transcript.json";
/// The transcript as plain text.
pub const TRANSCRIPT_TXT: &str = "transcript.txt";
/// The web page of an episode; the list of episodes in a podcast's folder has the same name.
pub const PAGE: &str = "index.html";
/// The checksums of the files in a folder: of an episode, and of the podcast around it. See [`super::sums`].
pub const SUMS: &str = "SHA256SUMS";
/// The EPUB that `publish` writes.
pub const BOOK: &str = "episode.epub";
/// The smaller copy of an episode's cover: see [`small_cover`].
const SMALL_COVER: &str = "cover-512k.jpg";
/// The folder of the article's own pictures, within the episode's folder.
pub const FIGURES: &str = "figures";

/// The file that says to which article a folder belongs. Whoever writes into the folder holds its lock.
pub(super) const CLAIM: &str = ".articast.claim";
/// The folder of files that count already and are not at their places yet.
pub(super) const NEXT: &str = ".articast.next";
/// The list of files that the episode has no more and that a feed still names.
pub(super) const RETIRED: &str = ".articast.retired";

/// What a file beside the sound is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// What programs read of the episode.
    Manifest,
    /// The chapter list that podcast apps fetch.
    Chapters,
    /// The transcript in one of its formats.
    Transcript,
    /// The web page of the episode.
    Page,
    /// The picture that podcast apps show.
    Cover,
    /// A smaller copy of the cover, for the feed.
    SmallCover,
    /// The EPUB with media overlays.
    Book,
    /// The checksums of the files.
    Sums,
}

impl Kind {
    /// Whether web apps on other hosts may read it: a browser lets them only if the server says so (CORS).
    pub fn is_for_web_apps(self) -> bool {
        matches!(self, Kind::Chapters | Kind::Transcript)
    }
}

/// A file beside the sound of an episode. All of them are public: they are served and uploaded wherever they exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sidecar {
    /// The file's name in the episode's folder.
    pub name: &'static str,
    /// What it is for.
    pub kind: Kind,
    /// Whether an episode without it is incomplete.
    pub is_required: bool,
}

/// The files that may stand beside the sound of an episode.
pub const SIDECARS: [Sidecar; 13] = [
    required(CHAPTERS, Kind::Chapters),
    required(TRANSCRIPT_VTT, Kind::Transcript),
    required(TRANSCRIPT_SRT, Kind::Transcript),
    required(TRANSCRIPT_JSON, Kind::Transcript),
    required(TRANSCRIPT_TXT, Kind::Transcript),
    optional("transcript.html", Kind::Transcript),
    // Whether it is there, and readable, is checked before anything else is.
    optional(MANIFEST, Kind::Manifest),
    optional(PAGE, Kind::Page),
    optional(Media::Jpeg.file(), Kind::Cover),
    optional(Media::Png.file(), Kind::Cover),
    optional(SMALL_COVER, Kind::SmallCover),
    optional(BOOK, Kind::Book),
    optional(SUMS, Kind::Sums),
];

const fn required(name: &'static str, kind: Kind) -> Sidecar {
    Sidecar { name, kind, is_required: true }
}

const fn optional(name: &'static str, kind: Kind) -> Sidecar {
    Sidecar { name, kind, is_required: false }
}

/// What a file beside the sound is for, by its name; `None` for sound, pictures and files of the user's. Books and
/// transcripts are known by their pattern too, since earlier versions and users name some of them differently.
pub fn kind(name: &str) -> Option<Kind> {
    let listed = SIDECARS.iter().find(|sidecar| sidecar.name == name).map(|sidecar| sidecar.kind);
    listed.or_else(|| match name.rsplit_once('.')? {
        (_, "epub") => Some(Kind::Book),
        ("transcript", _) => Some(Kind::Transcript),
        _ => None,
    })
}

/// The name of an episode's or a show's cover, given which names exist in its folder.
pub fn cover(exists: impl Fn(&str) -> bool) -> Option<&'static str> {
    let covers = SIDECARS.iter().filter(|sidecar| sidecar.kind == Kind::Cover);
    covers.map(|sidecar| sidecar.name).find(|name| exists(name))
}

/// The name of the smaller copy of a cover, which feeds name where the cover itself has more bytes than Apple takes.
pub fn small_cover(cover: &str) -> String {
    let stem = cover.rsplit_once('.').map_or(cover, |(stem, _)| stem);
    format!("{stem}-512k.jpg")
}

/// Whether a name is that of a file in the folder itself: it leads to no other folder.
pub fn is_plain(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|plain| plain == name)
}

/// Whether an address is that of a picture in [`FIGURES`].
pub fn is_figure(address: &str) -> bool {
    address.strip_prefix(FIGURES).and_then(|rest| rest.strip_prefix('/')).is_some_and(is_plain)
}

#[test]
fn files_are_known_by_their_names() {
    for (name, expected) in [
        (CHAPTERS, Some(Kind::Chapters)),
        ("transcript.vtt", Some(Kind::Transcript)),
        ("transcript.ttml", Some(Kind::Transcript)),
        ("night-trains.epub", Some(Kind::Book)),
        ("cover.png", Some(Kind::Cover)),
        ("night-trains.mp3", None),
        ("figures/01.png", None),
    ] {
        assert_eq!(kind(name), expected, "{name}");
    }
    assert_eq!(cover(|name| name == "cover.png"), Some("cover.png"));
    assert_eq!([Media::Jpeg, Media::Png].map(|media| small_cover(media.file())), [SMALL_COVER; 2]);
    assert!(is_figure("figures/01.png") && !is_figure("figures/../x.png") && !is_figure("figures"));
}
