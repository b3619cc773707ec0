//! What a show's file leaves open is taken from the episodes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::library::{self, Found};
use super::show::{self, Show};
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::names;
use crate::{Error, Result};

/// A show with values for everything that its file leaves open.
#[derive(Debug, Clone, PartialEq)]
pub struct CompleteShow {
    /// The show with these values.
    pub show: Show,
    /// What its file did not say.
    pub assumed: Vec<Assumed>,
}

/// A value that is not from the show's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumed {
    /// The key in the show's file.
    pub key: &'static str,
    /// Its value; empty if nothing could be assumed.
    pub value: String,
}

/// Where the file of a show is: where the user says, or in the podcast's folder.
pub fn show_file(folder: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| folder.join(show::NAME), Path::to_owned)
}

/// Reads the show of a podcast's folder: from `file` if it exists, and from the episodes for all that the file leaves
/// open. `url` takes the place of the address in the file.
pub fn complete(folder: &Path, file: &Path, url: Option<&str>) -> Result<CompleteShow> {
    let mut show = if file.exists() { Show::read(file)? } else { Show::default() };
    if let Some(url) = url {
        url.clone_into(&mut show.url);
        show = show.checked().map_err(|why| Error::NotAShow { path: file.to_owned(), why })?;
    }
    let found = library::scan(folder)?;
    let of_show = found.iter().filter(|found| show.has(&found.name));
    let manifests: Vec<&Manifest> =
        of_show.filter_map(|Found { manifest, .. }| manifest.as_ref().ok()).collect();
    let assumed = fill(&mut show, &manifests, folder);
    name_feed(&mut show, file);
    if show.cover.is_none() {
        show.cover = names::cover(|name| folder.join(name).is_file()).map(Into::into);
    }
    Ok(CompleteShow { show, assumed })
}

/// Fills in the texts that a show leaves open. Gives what was filled in.
fn fill(show: &mut Show, manifests: &[&Manifest], folder: &Path) -> Vec<Assumed> {
    let mut assumed = Vec::new();
    let mut take = |key, value: &mut String, other: String| {
        if value.is_empty() {
            *value = other;
            assumed.push(Assumed { key, value: value.clone() });
        }
    };
    // What only some of the articles say is not said of the show.
    let site = agreed(manifests.iter().map(|manifest| manifest.meta.site.as_deref()));
    let folder_name = folder.canonicalize().ok();
    let folder_name = folder_name.as_deref().and_then(Path::file_name).and_then(|name| name.to_str());
    let title = site.or(folder_name).unwrap_or("Articles").to_owned();
    take("title", &mut show.title, title);
    let author = agreed(manifests.iter().map(|manifest| manifest.meta.byline.as_deref())).or(site);
    take("author", &mut show.author, author.unwrap_or_default().to_owned());
    let description = format!("Articles of {}, read aloud by synthetic voices.", show.title);
    take("description", &mut show.description, description);
    let language =
        most(manifests.iter().map(|manifest| manifest.language.as_str())).unwrap_or("en").to_owned();
    take("language", &mut show.language, language);
    if show.categories.is_empty() {
        show.categories.push("Society & Culture".into());
        assumed.push(Assumed { key: "categories", value: show.categories[0].clone() });
    }
    assumed
}

/// Names the feed after the show's file, and gives the show the GUID of its feed, if it has none.
fn name_feed(show: &mut Show, file: &Path) {
    let is_usual = file.file_name().is_none_or(|name| name == show::NAME);
    let stem = file.file_stem().and_then(|stem| stem.to_str()).filter(|_| !is_usual).unwrap_or("feed");
    let name = show.feed.get_or_insert_with(|| format!("{stem}.xml")).clone();
    if show.guid.is_none() && !show.url.is_empty() {
        show.guid = Some(show::guid(&show.address(&[&name])));
    }
}

/// What all of them say; nothing where one says nothing or another thing.
fn agreed<'a>(mut said: impl Iterator<Item = Option<&'a str>>) -> Option<&'a str> {
    let first = said.next()??.trim();
    let is_same = |other: Option<&str>| other.is_some_and(|other| other.trim() == first);
    Some(first).filter(|first| !first.is_empty() && said.all(is_same))
}

/// What is said most often; of those, the first in the alphabet.
fn most<'a>(said: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts = BTreeMap::<&str, usize>::new();
    for text in said.map(str::trim).filter(|text| !text.is_empty()) {
        *counts.entry(text).or_default() += 1;
    }
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map(|(text, _)| text)
}

#[test]
fn what_all_say_is_said_of_the_show() {
    assert_eq!(agreed([Some("a"), Some("a ")].into_iter()), Some("a"));
    for other in [Some("b"), None] {
        assert_eq!(agreed([Some("a"), other].into_iter()), None);
    }
    assert_eq!(agreed([Some(" ")].into_iter()), None);
    assert_eq!(agreed(std::iter::empty()), None);
}

#[test]
fn what_is_said_most_often_wins() {
    assert_eq!(most(["b", "a", "b", " "].into_iter()), Some("b"));
    assert_eq!(most(["b", "a"].into_iter()), Some("a"));
    assert_eq!(most([""].into_iter()), None);
}
