//! The article's own picture: which one it is, and getting it.

use std::path::{Path, PathBuf};

use data_url::DataUrl;

use super::{LIMIT, picture};
use crate::article::address::{is_of_the_web, is_web_scheme};
use crate::article::{self, Article, Block, Kind, Medium, Source, tree};
use crate::files;

/// A smaller picture is a logo or an icon, in pixels of its shorter side.
const SMALLEST: u32 = 300;
/// The picture of an article is no larger, in bytes.
const LARGEST: u64 = 32 << 20;

/// Gets the bytes at an address, at most so many.
pub type Fetch<'a> = dyn Fn(&str, u64) -> Result<Vec<u8>, String> + 'a;

/// Where an article's pictures may be.
pub struct Near<'a> {
    /// The input from which the article was read; an archive may contain the picture.
    pub source: &'a Source,
    /// The folder of an article that is a file here. Pictures are taken from it and the folders in it.
    pub folder: Option<&'a Path>,
    /// What gets the bytes at an address of the web, at most so many; an error says why it did not.
    pub fetch: &'a Fetch<'a>,
}

/// What was found of an article's picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// The encoded picture, in any supported format.
    Picture(Vec<u8>),
    /// The article has none, or none that is large enough.
    Nothing,
    /// It has one that could not be had, and why.
    Failed(String),
}

/// The picture that an article names as its own, or else its first one.
pub fn lead(article: &Article, near: &Near<'_>) -> Found {
    let named = article.meta.image.as_deref();
    let Some(address) = named.or_else(|| first(&article.blocks)) else { return Found::Nothing };
    let bytes = match near.read(address.trim()) {
        Ok(bytes) => bytes,
        // A text alone often has pictures that did not come along; nobody chose one of them.
        Err(_) if named.is_none() && !may_be_fetched(address.trim()) => return Found::Nothing,
        Err(why) => return Found::Failed(why),
    };
    match picture::size(&bytes) {
        Ok((width, height)) if width.min(height) < SMALLEST => Found::Nothing,
        Ok(_) => Found::Picture(bytes),
        Err(why) => Found::Failed(why),
    }
}

fn may_be_fetched(address: &str) -> bool {
    address.starts_with("//") || is_of_the_web(address)
}

/// The address of the first picture of the text that is not for decoration.
fn first(blocks: &[Block]) -> Option<&str> {
    tree::blocks_outside_notes(blocks).find_map(|block| match &block.kind {
        Kind::Figure { medium: Medium::Picture, alt, source: Some(source), .. }
            if alt.as_deref() != Some("") && !source.trim().is_empty() =>
        {
            Some(source.as_str())
        }
        _ => None,
    })
}

impl Near<'_> {
    fn read(&self, address: &str) -> Result<Vec<u8>, String> {
        let scheme = address.split_once(':').map(|(scheme, _)| scheme);
        match scheme {
            Some(scheme) if scheme.eq_ignore_ascii_case("data") => data(address),
            Some(scheme) if is_web_scheme(scheme) => (self.fetch)(address, LARGEST),
            // A page on the web says `//host/picture.jpg` and means its own scheme.
            _ if address.starts_with("//") => (self.fetch)(&format!("https:{address}"), LARGEST),
            _ => match article::picture(self.source, address) {
                Some(bytes) => Ok(bytes),
                None => self.file(address),
            },
        }
    }

    /// A file beside the article. What is outside its folder is none of an article's business: it may be from anybody.
    fn file(&self, address: &str) -> Result<Vec<u8>, String> {
        let missing = || "the article's picture is not in its folder".to_owned();
        let folder = self.folder.and_then(|folder| folder.canonicalize().ok()).ok_or_else(missing)?;
        let plain = address.split(['?', '#']).next().unwrap_or_default();
        let decoded = article::percent_decoded(plain);
        let paths: [PathBuf; 2] = [folder.join(address), folder.join(decoded)];
        let found = paths.iter().filter_map(|path| path.canonicalize().ok()).find(|path| path.is_file());
        let path = found.filter(|path| path.starts_with(&folder)).ok_or_else(missing)?;
        files::read(&path, LARGEST.min(LIMIT)).map_err(|error| error.to_string())
    }
}

/// The bytes of a `data:` address.
fn data(address: &str) -> Result<Vec<u8>, String> {
    let broken = || "its picture is an invalid `data:` address".to_owned();
    let data = DataUrl::process(address).map_err(|_| broken())?;
    data.decode_to_vec().map(|(bytes, _)| bytes).map_err(|_| broken())
}

#[test]
fn a_picture_in_a_note_is_no_lead() {
    let pictures = |text: &str| {
        let article = crate::article::markdown::read(text);
        first(&article.blocks).map(ToOwned::to_owned)
    };
    assert_eq!(pictures("# Tides\n\nText.[^1]\n\n[^1]: A note.\n\n    ![A gauge](p.png)\n"), None);
    assert_eq!(pictures("# Tides\n\n> ![A gauge](p.png)\n"), Some("p.png".into()));
}
