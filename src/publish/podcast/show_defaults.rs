//! What a show's file leaves open is taken from the episodes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::library::{self, Found};
use super::registry::GuidRegistry;
use super::show::{self, Show};
use crate::publish::episode_folder::manifest::Manifest;
use crate::publish::episode_folder::names;
use crate::publish::existing_feeds;
use crate::{Error, Result, clean};

/// A show with values for everything that its file leaves open.
#[derive(Debug, Clone, PartialEq)]
pub struct CompleteShow {
    /// The show with these values.
    pub show: Show,
    /// What its file did not say.
    pub assumed: Vec<Assumed>,
    /// Whether its permanent name was made now: neither its file nor what was published from the folder has one.
    pub is_new: bool,
}

/// A value that is not from the show's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumed {
    /// The key in the show's file.
    pub key: &'static str,
    /// Its value; empty if nothing could be assumed.
    pub value: String,
}

/// What is known of a show besides its file and its episodes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// The address of the folder once it is published; it takes the place of that in the file.
    pub url: Option<String>,
    /// The title; it takes the place of that in the file.
    pub title: Option<String>,
    /// The title of the feed whose articles the episodes are made of, for a show that has none.
    pub followed: Option<String>,
}

/// Where the file of a show is: where the user says, or in the podcast's folder.
pub fn show_file(folder: &Path, named: Option<&Path>) -> PathBuf {
    named.map_or_else(|| folder.join(show::NAME), Path::to_owned)
}

/// Reads the show of a podcast's folder: from `file` if it exists, and from the episodes for all that the file leaves
/// open.
pub fn complete(folder: &Path, file: &Path, hints: &Hints) -> Result<CompleteShow> {
    let mut show = if file.exists() { Show::read(file)? } else { Show::default() };
    if let Some(url) = &hints.url {
        show.url.clone_from(url);
        show = show.checked().map_err(|why| Error::UnfitShowAddress { why })?;
    }
    if let Some(title) = &hints.title {
        show.title = clean::line(title);
    }
    let found = library::scan(folder)?;
    let of_show = found.iter().filter(|found| show.has(&found.name));
    let manifests: Vec<&Manifest> =
        of_show.filter_map(|Found { manifest, .. }| manifest.as_ref().ok()).collect();
    let assumed = fill(&mut show, &manifests, folder, hints);
    let is_new = name_feed(&mut show, folder, file)?;
    if show.cover.is_none() {
        show.cover = names::cover(|name| folder.join(name).is_file()).map(Into::into);
    }
    Ok(CompleteShow { show, assumed, is_new })
}

/// The title of a show of which nothing is known that could be one.
const UNTITLED: &str = "Articles Read Aloud";

/// Names of folders that say what they are for, and nothing of what is in them.
const GENERIC: [&str; 36] = [
    "articast",
    "articles",
    "audio",
    "build",
    "content",
    "data",
    "desktop",
    "dist",
    "docs",
    "documents",
    "downloads",
    "episodes",
    "export",
    "feed",
    "feeds",
    "files",
    "folder",
    "htdocs",
    "html",
    "media",
    "out",
    "output",
    "outputs",
    "pod",
    "podcast",
    "podcasts",
    "public",
    "result",
    "results",
    "show",
    "site",
    "static",
    "temp",
    "test",
    "tmp",
    "www",
];

/// Fills in the texts that a show leaves open. Gives what was filled in.
fn fill(show: &mut Show, manifests: &[&Manifest], folder: &Path, hints: &Hints) -> Vec<Assumed> {
    let mut assumed = Vec::new();
    let mut take = |key, value: &mut String, other: String| {
        if value.is_empty() {
            *value = other;
            assumed.push(Assumed { key, value: value.clone() });
        }
    };
    // What only some of the articles say is not said of the show.
    let site = agreed(manifests.iter().map(|manifest| manifest.meta.site.as_deref()));
    let byline = agreed(manifests.iter().map(|manifest| manifest.meta.byline.as_deref()));
    let followed = hints.followed.as_deref().map(clean::line).filter(|title| !title.is_empty());
    let known = followed.or_else(|| site.or(byline).map(str::to_owned));
    let title = known.or_else(|| telling_name(folder)).unwrap_or_else(|| UNTITLED.to_owned());
    take("title", &mut show.title, title);
    take("author", &mut show.author, byline.or(site).unwrap_or_default().to_owned());
    let description = if show.title == UNTITLED {
        "Articles, read aloud by synthetic voices.".to_owned()
    } else {
        format!("Articles of {}, read aloud by synthetic voices.", show.title)
    };
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

/// The name of a folder, if it says something of what is in it.
fn telling_name(folder: &Path) -> Option<String> {
    let path = folder.canonicalize().ok()?;
    let name = clean::line(path.file_name()?.to_str()?);
    // `out2` says no more than `out`.
    let word = name.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
    (!word.is_empty() && !GENERIC.contains(&word.as_str())).then_some(name)
}

/// Names the feed after the show's file, and gives the show its permanent name, if it has none: the one under which it
/// was published from the folder, or else one made from the feed's address. Gives whether it was made.
fn name_feed(show: &mut Show, folder: &Path, file: &Path) -> Result<bool> {
    let is_usual = file.file_name().is_none_or(|name| name == show::NAME);
    let stem = file.file_stem().and_then(|stem| stem.to_str()).filter(|_| !is_usual).unwrap_or("feed");
    let name = show.feed.get_or_insert_with(|| format!("{stem}.xml")).clone();
    if show.guid.is_none() {
        let registry = GuidRegistry::read(folder)?;
        let kept = registry.shows.get(&name).copied();
        show.guid = kept.or_else(|| existing_feeds::show_guid_in(folder, &name));
    }
    let is_new = show.guid.is_none();
    if is_new && !show.url.is_empty() {
        show.guid = Some(show::guid(&show.address(&[&name])));
    }
    Ok(is_new)
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

#[test]
fn a_title_is_what_is_known_best() {
    let dir = tempfile::tempdir().unwrap();
    let folder = |name: &str| {
        std::fs::create_dir_all(dir.path().join(name)).unwrap();
        dir.path().join(name)
    };
    let title = |folder: &Path, hints: &Hints| {
        let complete = complete(folder, &folder.join(show::NAME), hints).unwrap();
        let is_assumed = complete.assumed.iter().any(|assumed| assumed.key == "title");
        assert_eq!(is_assumed, hints.title.is_none());
        complete.show.title
    };
    let followed = Hints { followed: Some(" The\nBirds \u{ffff}".into()), ..Hints::default() };
    assert_eq!(title(&folder("output"), &followed), "The Birds");
    let named = Hints { title: Some("Mine".into()), ..followed };
    assert_eq!(title(&folder("output"), &named), "Mine");
    for (name, wanted) in
        [("garden birds", "garden birds"), ("Output", UNTITLED), ("out-2", UNTITLED), ("2026", UNTITLED)]
    {
        assert_eq!(title(&folder(name), &Hints::default()), wanted);
    }
}

#[test]
fn a_permanent_name_is_made_once_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path();
    let of = |url: &str| {
        let hints = Hints { url: Some(url.into()), ..Hints::default() };
        let CompleteShow { show, is_new, .. } = complete(folder, &folder.join(show::NAME), &hints).unwrap();
        (show.guid.unwrap(), is_new)
    };
    let (old, new) = ("https://old.example/s", "https://new.example/pod");
    let made = show::guid("https://old.example/s/feed.xml");
    assert_eq!(of(old), (made, true));
    // A feed from before names were kept in the registry.
    let feed = format!("<rss><channel><podcast:guid>{made}</podcast:guid></channel></rss>");
    crate::files::write(&folder.join("feed.xml"), feed.as_bytes()).unwrap();
    assert_eq!(of(new), (made, false));
    std::fs::remove_file(folder.join("feed.xml")).unwrap();
    assert_ne!(of(new).0, made);
    let shows = BTreeMap::from([("feed.xml".to_owned(), made)]);
    let registry = GuidRegistry { shows, ..GuidRegistry::default() };
    crate::files::write(&folder.join(super::registry::NAME), registry.json().as_bytes()).unwrap();
    assert_eq!(of(new), (made, false));
}
