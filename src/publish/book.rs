//! EPUB 3 with media overlays: a book that shows the words, speaks them and marks the sentence that is spoken.
//!
//! The clips of a chapter follow one another without gap, so that pauses stay as they are. The sound goes from file to
//! file, and the same episode is the same book to the byte: no date in it is that of the making. What a file of the book
//! is called is ours to say, and what it is, its content says: nothing that comes with an article breaks the book.

use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::blocks::{Kind, Section, date, is_at_hand, language, sections};
use super::episode_folder::coverage::{covering, media_type};
use super::episode_folder::manifest::{Manifest, SoundFile};
use super::episode_folder::{figures, names};
use super::templates::render;
use crate::article::Meta;
use crate::article::address::is_of_the_web;
use crate::encode::{Division, Format};
use crate::files::Whole;
use crate::language::direction;
use crate::media;
use crate::{Error, Result, files};

/// The formats that every reading system plays (EPUB 3.3, section 3.2), the most widely known first.
const PLAYED: [Format; 3] = [Format::Mp3, Format::M4b, Format::Opus];
const CONTAINER: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"#;
/// When a book was changed whose article has no date: a book must say something.
const UNDATED: &str = "2000-01-01";

/// Writes the episode in `folder` as a book. The book holds one of MP3, M4B and Opus, whichever is there; memory does
/// not grow with its length.
///
/// # Errors
///
/// [`Error::Encode`] where the folder has none of them, [`Error::NothingToSay`] where the manifest has no words,
/// [`Error::Read`] and [`Error::Write`].
pub fn write(manifest: &Manifest, folder: &Path, to: &Path) -> Result<()> {
    let sounds = sounds(manifest, folder).ok_or_else(|| Error::Encode {
        path: to.to_owned(),
        why: "an EPUB needs MP3, M4B or Opus, and the episode has none of these; make it again with \
              `--formats mp3`"
            .into(),
    })?;
    let pictures = pictures(manifest, folder);
    let mut sections: Vec<Section<'_>> =
        sections(manifest).into_iter().filter(|section| !section.cues.is_empty()).collect();
    for section in &mut sections {
        illustrate(section, &pictures);
    }
    if sections.is_empty() {
        return Err(Error::NothingToSay { name: manifest.title.clone() });
    }
    let book = Book { pictures: &pictures, ..Book::of(manifest, folder, &sections, &sounds) };
    let mut zip = Zip { zip: ZipWriter::new(Whole::create(to)?), to };
    // A reader knows the kind of file by its first bytes (OCF 3.3, section 4.3).
    zip.text("mimetype", media::EPUB, CompressionMethod::Stored)?;
    let deflated = CompressionMethod::Deflated;
    zip.text("META-INF/container.xml", CONTAINER, deflated)?;
    zip.text("EPUB/package.opf", &render("package.opf", &book), deflated)?;
    zip.text("EPUB/nav.xhtml", &render("nav.xhtml", &book), deflated)?;
    zip.text("EPUB/style.css", include_str!("book/style.css"), deflated)?;
    for (section, chapter) in sections.iter().zip(&book.chapters) {
        let (language, direction) = (&book.language, book.direction);
        let page = render("chapter.xhtml", &Page { section, language, direction });
        zip.text(&format!("EPUB/c{}.xhtml", section.number), &page, deflated)?;
        zip.text(&format!("EPUB/c{}.smil", section.number), &render("chapter.smil", chapter), deflated)?;
    }
    let pictures = book.cover.iter().chain(book.pictures);
    for (name, address) in pictures.map(|it| (it.name.as_str(), it.address.as_str())).chain(book.sounds()) {
        zip.file(&format!("EPUB/{address}"), &folder.join(name))?;
    }
    zip.zip.finish().map_err(|error| failed(to, error))?.finish()
}

/// The sound that the book speaks with, as far as it is there.
fn sounds<'a>(manifest: &'a Manifest, folder: &Path) -> Option<Vec<&'a SoundFile>> {
    let mut ways = PLAYED.into_iter().flat_map(|format| {
        [Division::Whole, Division::Chapters].map(|division| covering(manifest, format, division))
    });
    let is_there = |files: &Vec<&SoundFile>| files.iter().all(|file| folder.join(&file.name).is_file());
    ways.find_map(|files| files.filter(is_there))
}

/// What the templates of a book show.
#[derive(Serialize)]
struct Book<'a> {
    language: String,
    direction: &'static str,
    identifier: String,
    title: &'a str,
    meta: &'a Meta,
    date: Option<String>,
    modified: String,
    source: Option<&'a str>,
    duration: String,
    chapters: Vec<Chapter<'a>>,
    voices: Vec<&'a str>,
    summary: &'static str,
    cover: Option<Resource>,
    pictures: &'a [Resource],
    sounds: Vec<Resource>,
    articast: &'a str,
}

/// A file of the book.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Resource {
    /// Its name in the episode's folder.
    #[serde(skip)]
    name: String,
    /// Its address in the book.
    address: String,
    media_type: &'static str,
}

/// A chapter of the book.
#[derive(Serialize)]
struct Chapter<'a> {
    number: usize,
    title: &'a str,
    /// How long its clips are together, in seconds.
    duration: String,
    #[serde(skip)]
    milliseconds: u64,
    clips: Vec<Clip>,
}

/// A sentence and its sound.
#[derive(Serialize)]
struct Clip {
    cue: usize,
    address: String,
    /// In seconds of the file.
    begin: String,
    end: String,
}

/// What a chapter's page shows.
#[derive(Serialize)]
struct Page<'a> {
    section: &'a Section<'a>,
    language: &'a str,
    direction: &'static str,
}

impl<'a> Book<'a> {
    fn of(
        manifest: &'a Manifest,
        folder: &Path,
        sections: &[Section<'a>],
        sounds: &[&SoundFile],
    ) -> Book<'a> {
        let chapters: Vec<Chapter<'a>> =
            sections.iter().map(|section| Chapter::of(manifest, section, sounds)).collect();
        let date = date(&manifest.meta);
        let cover = names::cover(|name| folder.join(name).is_file());
        let cover = cover.and_then(|name| Resource::picture(folder, name, "cover"));
        Book {
            language: language(&manifest.language).to_owned(),
            direction: direction(&manifest.language),
            identifier: identifier(manifest),
            title: titled(&manifest.title, "Untitled"),
            meta: &manifest.meta,
            modified: format!("{}T00:00:00Z", date.as_deref().unwrap_or(UNDATED)),
            date,
            source: manifest.meta.source.as_deref().filter(|address| is_of_the_web(address)),
            duration: seconds(chapters.iter().map(|chapter| chapter.milliseconds).sum()),
            chapters,
            voices: manifest.voices.iter().map(|voice| voice.voice.as_str()).collect(),
            summary: "The whole text is spoken by synthetic voices, sentence by sentence in step with the \
                      words; pictures are described where the article describes them.",
            cover,
            pictures: &[],
            sounds: sounds.iter().enumerate().map(|(n, file)| Resource::sound(n, file)).collect(),
            articast: &manifest.articast,
        }
    }

    /// The sound files: their names in the folder, and their addresses in the book.
    fn sounds(&self) -> impl Iterator<Item = (&str, &str)> {
        self.sounds.iter().map(|sound| (sound.name.as_str(), sound.address.as_str()))
    }
}

impl<'a> Chapter<'a> {
    fn of(manifest: &'a Manifest, section: &Section<'a>, sounds: &[&SoundFile]) -> Chapter<'a> {
        let chapter = &manifest.chapters[section.number - 1];
        let holds = |file: &&&SoundFile| {
            file.start <= chapter.start && chapter.start < file.start.saturating_add(file.samples)
        };
        let (n, file) =
            sounds.iter().enumerate().rev().find(|(_, file)| holds(file)).unwrap_or((0, &sounds[0]));
        let address = Resource::sound(n, file).address;
        let starts = manifest.cues[section.cues.clone()].iter().skip(1).map(|cue| cue.start);
        let edges = std::iter::once(chapter.start)
            .chain(starts)
            .chain([chapter.start.saturating_add(chapter.samples)]);
        let at = |sample: u64| manifest.sample_rate.milliseconds(sample.saturating_sub(file.start));
        let edges: Vec<u64> = edges.map(at).collect();
        let clips = section.cues.clone().zip(edges.windows(2)).filter(|(_, clip)| clip[0] < clip[1]);
        let clips: Vec<(usize, &[u64])> = clips.collect();
        let milliseconds = clips.iter().map(|(_, clip)| clip[1] - clip[0]).sum();
        let clip = |(cue, clip): &(usize, &[u64])| Clip {
            cue: *cue,
            address: address.clone(),
            begin: seconds(clip[0]),
            end: seconds(clip[1]),
        };
        let clips = clips.iter().map(clip).collect();
        Chapter {
            number: section.number,
            title: section.title,
            duration: seconds(milliseconds),
            milliseconds,
            clips,
        }
    }
}

impl Resource {
    fn sound(n: usize, file: &SoundFile) -> Resource {
        let address = format!("audio/{:02}.{}", n + 1, file.format.extension());
        Resource { name: file.name.clone(), address, media_type: media_type(file.format) }
    }

    /// The picture in a file of the folder, under an address that ends as its content asks. Nothing where it is none.
    fn picture(folder: &Path, name: &str, stem: &str) -> Option<Resource> {
        // AVIF is no picture that every reader of books shows (EPUB 3.3, section 3.2).
        let known = figures::kind_of_file(&folder.join(name)).filter(|known| known.name != media::AVIF)?;
        let address = format!("{stem}.{}", known.endings[0]);
        Some(Resource { name: name.into(), address, media_type: known.name })
    }
}

/// The pictures of the article that are in the folder, each once.
fn pictures(manifest: &Manifest, folder: &Path) -> Vec<Resource> {
    let mut pictures: Vec<Resource> = Vec::new();
    let names = manifest.pictures.iter().map(|picture| picture.address.as_str());
    for name in names.filter(|name| names::is_figure(name) && is_at_hand(name)) {
        let stem = format!("{}/{:02}", names::FIGURES, pictures.len() + 1);
        if pictures.iter().all(|known| known.name != name) {
            pictures.extend(Resource::picture(folder, name, &stem));
        }
    }
    pictures
}

/// Gives the pictures of a chapter their addresses in the book: what the book does not hold is told and not shown. What
/// stands where a title is missing is put there too.
fn illustrate<'a>(section: &mut Section<'a>, pictures: &'a [Resource]) {
    section.title = titled(section.title, "…");
    for block in &mut section.blocks {
        let Kind::Figure(figure) = &mut block.kind else { continue };
        for picture in &mut figure.pictures {
            let held = |name: &str| pictures.iter().find(|known| known.name == name);
            picture.file = picture.file.and_then(|name| match held(name) {
                Some(known) => Some(known.address.as_str()),
                None => Some(name).filter(|name| is_embedded(name)),
            });
        }
    }
}

/// Whether an address holds a picture itself, of a kind that every reader of books shows.
fn is_embedded(address: &str) -> bool {
    address.strip_prefix("data:").is_some_and(|data| !data.starts_with(media::AVIF))
}

/// A title, or what stands for one that is blank.
fn titled<'a>(title: &'a str, blank: &'a str) -> &'a str {
    if title.trim().is_empty() { blank } else { title }
}

/// A name for the book that stays when it is made again: the episode's id, or else a UUID of the fifth version (RFC 9562)
/// from what tells the article from others.
pub(super) fn identifier(manifest: &Manifest) -> String {
    if let Ok(id) = uuid::Uuid::parse_str(&manifest.id) {
        return id.urn().to_string();
    }
    let from = if manifest.made_from.is_empty() { &manifest.title } else { &manifest.made_from };
    let name = format!("articast:{from}");
    uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_URL, name.as_bytes()).urn().to_string()
}

fn seconds(milliseconds: u64) -> String {
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

fn failed(to: &Path, error: zip::result::ZipError) -> Error {
    Error::writing(to)(io::Error::from(error))
}

/// An archive whose entries have no date of their own.
struct Zip<'a> {
    zip: ZipWriter<Whole>,
    to: &'a Path,
}

impl Zip<'_> {
    fn start(&mut self, name: &str, method: CompressionMethod, bytes: u64) -> Result<()> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .system(System::Unix)
            .unix_permissions(0o644)
            .large_file(u64::from(u32::MAX) <= bytes);
        self.zip.start_file(name, options).map_err(|error| failed(self.to, error))
    }

    fn text(&mut self, name: &str, text: &str, method: CompressionMethod) -> Result<()> {
        self.start(name, method, text.len() as u64)?;
        self.zip.write_all(text.as_bytes()).map_err(Error::writing(self.to))
    }

    /// Sound and pictures are compressed already.
    fn file(&mut self, name: &str, path: &Path) -> Result<()> {
        let mut file = files::open(path).map_err(Error::reading(path))?;
        let bytes = file.metadata().map_err(Error::reading(path))?.len();
        self.start(name, CompressionMethod::Stored, bytes)?;
        let mut buffer = vec![0; 1 << 18];
        loop {
            let read = io::Read::read(&mut file, &mut buffer).map_err(Error::reading(path))?;
            if read == 0 {
                return Ok(());
            }
            self.zip.write_all(&buffer[..read]).map_err(Error::writing(self.to))?;
        }
    }
}
