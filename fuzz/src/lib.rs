//! What holds of every article, whatever bytes it was read from.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use articast::article::{self, Article, Format, Source, key, markdown, text_of};
use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

/// A folder of this process for files that are read by their paths.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    FOLDER.get_or_init(|| tempfile::tempdir().expect("there is a folder for temporary files")).path()
}

/// A moment at which things are published.
pub fn now() -> jiff::Timestamp {
    jiff::Timestamp::from_second(2_000_000_000).expect("it is a moment")
}

/// Puts bytes into a file of [`folder`].
pub fn stored(name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder().join(name);
    std::fs::write(&path, bytes).expect("the folder takes files");
    path
}

/// Reads bytes as a format, with all that is promised of it. What a reader refuses is no article.
pub fn read(bytes: &[u8], format: Format) -> Option<Article> {
    let source =
        Source { name: "fuzz".into(), bytes: bytes.into(), format: Some(format), ..Source::default() };
    let opened = article::open(&source).ok()?;
    let article = opened.article().ok()?;
    let _ = opened.wall(&article);
    check(&article);
    Some(article)
}

/// An article is in normal form, and the same after it was written and read.
fn check(article: &Article) {
    assert_eq!(article.clone().normal(), *article, "it is not in normal form");
    let article = article.clone().without_origins();
    let text = markdown::write(article.clone());
    assert_eq!(markdown::read(&text).without_origins(), article, "it does not survive as\n{text}");
}

/// Every word of a text stands in the article, or beside it with a reason. Numbers and single letters may number a list.
pub fn assert_told<'a>(article: &Article, texts: impl IntoIterator<Item = &'a str>) {
    let beside: Vec<&str> = article.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    let told = key(&format!("{}\n{}", text_of(&article.blocks), beside.join("\n")));
    let facts = key(&article.json().to_string());
    for text in texts {
        for word in text.split(|c: char| !c.is_alphanumeric()) {
            let letters = key(word);
            let is_number = letters.chars().count() < 3 || letters.chars().all(char::is_numeric);
            assert!(
                is_number || told.contains(&letters) || facts.contains(&letters),
                "`{word}` is lost: {article:#?}"
            );
        }
    }
}

/// An archive: the bytes as they are if they begin like one, or else packed from lines of text, where a line
/// `=== PATH` begins a part. So a change of a byte is a change of a part and not of a checksum.
pub fn archive(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(b"PK") {
        return bytes.into();
    }
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut is_open = false;
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        if let Some(path) = line.strip_prefix(b"=== ") {
            is_open = zip.start_file(String::from_utf8_lossy(path).trim_end(), options).is_ok();
        } else if is_open {
            zip.write_all(line).expect("memory takes all that is written");
        }
    }
    zip.finish().expect("memory takes all that is written").into_inner()
}
