//! The article's own pictures, taken into the episode's folder so that a page and a book can show them.
//!
//! What an article refers to may be anything. Only what is inside the article's folder or archive is read, within a
//! limit, and only what is an image by its first bytes is taken. Pictures of the web stay where they are. What an article
//! calls a picture never decides what a file is called: the names are ours.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

use url::Url;
use zip::ZipArchive;

use super::manifest::Picture;
use super::names::{FIGURES, is_figure};
use crate::{Result, files, media};

/// The most bytes that a picture may have.
pub(crate) const LARGEST: u64 = 10_000_000;

/// Where the pictures that an article names are looked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ImageSource<'a> {
    /// Nowhere: the article has neither a folder nor an archive.
    #[default]
    Nowhere,
    /// In this folder, or in one below it.
    Folder(&'a Path),
    /// In the zip archive with these bytes: an EPUB, a DOCX.
    Archive(&'a [u8]),
}

/// Copies the pictures that the source has into `folder`, as `figures/01.png` and so on, and puts these names in the
/// place of their addresses. A picture that is missing, or that is no image, keeps its address; one that has the name of
/// ours is put as `./figures/…`, which is the same address and no name. Gives the addresses of those that were to be in the
/// source and are not.
///
/// # Errors
///
/// [`crate::Error::Write`].
pub fn take(pictures: &mut [Picture], images: ImageSource<'_>, folder: &Path) -> Result<Vec<String>> {
    let mut missing = Vec::new();
    let mut source = OpenSource::open(images);
    let mut taken: BTreeMap<String, String> = BTreeMap::new();
    for picture in pictures {
        if let Some(name) = taken.get(&picture.address) {
            picture.address.clone_from(name);
            continue;
        }
        let image = source.read(&picture.address).and_then(|bytes| Some((kind(&bytes)?.endings[0], bytes)));
        let Some((extension, bytes)) = image else {
            if images != ImageSource::Nowhere && is_local(&picture.address) {
                missing.push(picture.address.clone());
            }
            if is_figure(&picture.address) {
                picture.address.insert_str(0, "./");
            }
            continue;
        };
        let name = format!("{FIGURES}/{:02}.{extension}", taken.len() + 1);
        files::write(&folder.join(&name), &bytes)?;
        taken.insert(std::mem::replace(&mut picture.address, name.clone()), name);
    }
    missing.dedup();
    Ok(missing)
}

/// Whether an address leads neither to the web nor to its own bytes, so that the source must have what is there.
fn is_local(address: &str) -> bool {
    match Url::parse(address) {
        Ok(url) => url.scheme() == "file",
        Err(_) => !address.starts_with("//"),
    }
}

/// The names of the pictures that were taken into `folder`.
pub fn names(pictures: &[Picture], folder: &Path) -> BTreeSet<String> {
    let named = pictures.iter().map(|picture| &picture.address).filter(|address| is_figure(address));
    named.filter(|name| folder.join(name).is_file()).cloned().collect()
}

/// What an image is, if it is one that browsers show, and as far as its head says whole. SVG may hold scripts.
pub(in crate::publish) fn kind(bytes: &[u8]) -> Option<&'static media::Type> {
    let format = image::guess_format(bytes).ok()?;
    let known = media::named(format.to_mime_type()).filter(|known| known.kind == media::Kind::Picture)?;
    let head = || image::ImageReader::with_format(Cursor::new(bytes), format).into_dimensions();
    // The size of an AVIF cannot be read here.
    (known.name == media::AVIF || head().is_ok_and(|(width, height)| 0 < width && 0 < height))
        .then_some(known)
}

/// What the image in a file is: see [`kind`].
pub(in crate::publish) fn kind_of_file(path: &Path) -> Option<&'static media::Type> {
    /// As many as a cover may have.
    const LARGEST: u64 = 64 << 20;
    path.is_file().then(|| files::read(path, LARGEST).ok()).flatten().and_then(|bytes| kind(&bytes))
}

/// An image source that is open.
enum OpenSource<'a> {
    Nowhere,
    /// The folder's true path, and its address.
    Folder(PathBuf, Url),
    Archive(ZipArchive<Cursor<&'a [u8]>>),
}

impl<'a> OpenSource<'a> {
    fn open(images: ImageSource<'a>) -> OpenSource<'a> {
        let folder = |path: &Path| {
            let path = path.canonicalize().ok()?;
            let address = Url::from_directory_path(&path).ok()?;
            Some(OpenSource::Folder(path, address))
        };
        let opened = match images {
            ImageSource::Nowhere => None,
            ImageSource::Folder(path) if path.as_os_str().is_empty() => folder(Path::new(".")),
            ImageSource::Folder(path) => folder(path),
            ImageSource::Archive(bytes) => ZipArchive::new(Cursor::new(bytes)).ok().map(OpenSource::Archive),
        };
        opened.unwrap_or(OpenSource::Nowhere)
    }

    fn read(&mut self, address: &str) -> Option<Vec<u8>> {
        match self {
            OpenSource::Nowhere => None,
            OpenSource::Folder(path, base) => {
                let address = base.join(address).ok()?;
                if address.scheme() != "file" || address.host().is_some() {
                    return None;
                }
                // Links are followed before it is asked whether that is still inside.
                let file = address.to_file_path().ok()?.canonicalize().ok()?;
                let is_inside = file.starts_with(&*path) && file.is_file();
                is_inside.then(|| files::read(&file, LARGEST).ok()).flatten()
            }
            OpenSource::Archive(zip) => {
                let file = zip.by_name(address).ok()?;
                let mut bytes = Vec::new();
                file.take(LARGEST + 1).read_to_end(&mut bytes).ok()?;
                (bytes.len() as u64 <= LARGEST).then_some(bytes)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Medium;

    /// The signature and the first chunk of a PNG of one pixel.
    const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\x3a\x7e\x9b\x55\
        \0\0\0\x0aIDAT\x78\x9c\x63\x60\0\0\0\x02\0\x01\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";

    fn pictures(addresses: &[&str]) -> Vec<Picture> {
        let picture = |address: &&str| Picture {
            block: 0,
            medium: Medium::Picture,
            address: (*address).into(),
            alt: String::new(),
        };
        addresses.iter().map(picture).collect()
    }

    fn addresses(pictures: &[Picture]) -> Vec<&str> {
        pictures.iter().map(|picture| picture.address.as_str()).collect()
    }

    #[test]
    fn only_images_inside_the_folder_are_taken() {
        let dir = tempfile::tempdir().unwrap();
        let (article, out) = (dir.path().join("article"), dir.path().join("out"));
        for (name, bytes) in [
            ("article/img/a wren.png", PNG),
            ("article/page.jpg", b"<html>"),
            ("article/drawing.svg", b"<svg/>"),
            ("article/broken.png", b"\x89PNG\r\n\x1a\nand so on"),
            ("article/empty.png", b""),
            ("secret.png", PNG),
        ] {
            files::write(&dir.path().join(name), bytes).unwrap();
        }
        files::write(&article.join("large.png"), &[PNG, &vec![0; 10_000_000]].concat()).unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(dir.path().join("secret.png"), article.join("link.png")).unwrap();
        let secret = format!("file://{}", dir.path().join("secret.png").display());
        let refused = [
            "../secret.png",
            "/etc/passwd",
            &secret,
            "link.png",
            "large.png",
            "page.jpg",
            "drawing.svg",
            "broken.png",
            "empty.png",
            "cover.png",
            "index.html",
            "img",
            "https://example.org/img/a.png",
            "//example.org/a.png",
            "none.png",
            "",
        ];
        let mut found = pictures(&["img/a%20wren.png", "img/../img/a%20wren.png", "img/a%20wren.png"]);
        take(&mut found, ImageSource::Folder(&article), &out).unwrap();
        assert_eq!(names(&found, &out).into_iter().collect::<Vec<_>>(), ["figures/01.png", "figures/02.png"]);
        assert_eq!(addresses(&found), ["figures/01.png", "figures/02.png", "figures/01.png"]);
        assert_eq!(files::read(&out.join("figures/01.png"), 100).unwrap(), PNG);
        let mut found = pictures(&refused);
        take(&mut found, ImageSource::Folder(&article), &out).unwrap();
        assert_eq!(addresses(&found), refused);
    }

    #[test]
    fn what_is_not_at_hand_is_not_taken_for_a_picture_of_ours() {
        let dir = tempfile::tempdir().unwrap();
        let (article, out) = (dir.path().join("article"), dir.path().join("out"));
        files::write(&article.join("cover.png"), PNG).unwrap();
        let mut found = pictures(&["figures/01.png", "cover.png", "figures/01.png"]);
        take(&mut found, ImageSource::Folder(&article), &out).unwrap();
        assert_eq!(addresses(&found), ["./figures/01.png", "figures/01.png", "./figures/01.png"]);
    }

    #[test]
    fn pictures_come_out_of_archives() {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("OEBPS/a.png", zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut zip, PNG).unwrap();
        let bytes = zip.finish().unwrap().into_inner();
        let dir = tempfile::tempdir().unwrap();
        let mut found = pictures(&["OEBPS/b.png", "OEBPS/a.png", "../OEBPS/a.png"]);
        take(&mut found, ImageSource::Archive(&bytes), dir.path()).unwrap();
        assert_eq!(addresses(&found), ["OEBPS/b.png", "figures/01.png", "../OEBPS/a.png"]);
    }
}
