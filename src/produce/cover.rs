//! The cover of an episode: which one is asked for, and where the article's picture is.

use std::path::{Path, PathBuf};

use super::input::{Input, LoadOptions};
use crate::Result;
use crate::article::Article;
use crate::cover::{Design, Found, Made, Near, Words, lead, not_there};
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::sums::Sums;

/// Which cover an episode gets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum CoverChoice {
    /// The article's picture; where it has none, one drawn from the title.
    #[default]
    Article,
    /// One drawn from the title.
    Drawn,
    /// The picture in a file.
    File(PathBuf),
    /// None.
    None,
}

/// What the cover of an episode is made of.
pub(super) struct Subject<'a> {
    pub(super) input: &'a Input,
    pub(super) article: &'a Article,
    /// The title of the episode.
    pub(super) title: &'a str,
    /// The folder of the episode: a cover that stands there already is not made again.
    pub(super) folder: &'a Path,
    /// The manifest of the episode that stands there.
    pub(super) earlier: Option<&'a Manifest>,
    /// Folders of fonts for letters that ours lacks.
    pub(super) fonts: &'a [PathBuf],
}

impl Subject<'_> {
    /// The cover that is asked for, if one is; its [`Made::warning`] is what to say of it.
    pub(super) fn cover(&self, choice: &CoverChoice, options: &LoadOptions) -> Result<Option<Made>> {
        let (design, warning) = match choice {
            CoverChoice::None => return Ok(None),
            CoverChoice::Drawn => (Design::Drawn(self.words()), None),
            CoverChoice::File(file) => (Design::own(file)?, None),
            CoverChoice::Article if cfg!(not(feature = "covers")) => return Ok(None),
            CoverChoice::Article => self.lead(options),
        };
        let kept = self.earlier.and_then(Manifest::sealed_cover);
        let kept = kept.filter(|(file, _)| Sums::known(self.folder).is_intact(self.folder, file));
        let kept = kept.and_then(|(file, seal)| design.kept(&self.folder.join(file), seal));
        let mut made = kept.map_or_else(|| design.make(self.fonts), Ok)?;
        made.warning = made.warning.or(warning);
        Ok(Some(made))
    }

    fn words(&self) -> Words {
        let meta = &self.article.meta;
        Words {
            title: self.title.to_owned(),
            byline: meta.byline.clone().unwrap_or_default(),
            site: meta.site.clone().unwrap_or_default(),
        }
    }

    /// The article's picture, and what to say where it could not be had.
    fn lead(&self, options: &LoadOptions) -> (Design, Option<String>) {
        let folder = self.input.location.folder();
        let folder = folder.map(|dir| if dir.as_os_str().is_empty() { Path::new(".") } else { dir });
        let fetch = |address: &str, limit| fetch(address, limit, options);
        match lead(self.article, &Near { source: &self.input.source, folder, fetch: &fetch }) {
            Found::Picture(bytes) => (Design::Lead { bytes, words: self.words() }, None),
            Found::Nothing => (Design::Drawn(self.words()), None),
            Found::Failed(why) => (Design::Drawn(self.words()), Some(not_there(&why))),
        }
    }
}

#[cfg(feature = "fetch")]
fn fetch(address: &str, limit: u64, options: &LoadOptions) -> Result<Vec<u8>, String> {
    use std::time::Duration;

    use crate::fetch::{Fetcher, Limits};

    // A picture is not worth the patience that an article is.
    let limits =
        Limits { time: Duration::from_secs(30), silence: Duration::from_secs(8), ..Limits::default() };
    Fetcher::new(options.reach, limits).bytes(address, limit).map_err(|error| error.with_causes())
}

#[cfg(not(feature = "fetch"))]
fn fetch(_: &str, _: u64, _: &LoadOptions) -> Result<Vec<u8>, String> {
    Err("Articast was built without the feature `fetch`".into())
}
