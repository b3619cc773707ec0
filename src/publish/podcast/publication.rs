//! Publishing: a folder of episodes becomes a podcast. A file that is up to date is not written again, and the feed comes
//! last, so that it never names what is not there.

use std::fs;
use std::path::Path;

use jiff::Timestamp;

use super::feed::{self, FeedPages};
use super::library::{LeftOut, gather};
use super::published::Published;
use super::registry::{self, GuidRegistry};
use super::show::Show;
use super::show_defaults::Assumed;
use crate::cover::{Design, Words};
use crate::publish::episode_folder::{names, staging, transcript};
use crate::publish::existing_feeds::{self, Item};
use crate::publish::page;
use crate::publish::sidecars::{self, Publishing};
use crate::{Error, Result, files};

/// The most bytes that are read of a page.
const LIMIT: u64 = 1 << 30;

/// What marks a page as ours: a page of the user's is not written over.
const OURS: &str = "Articast";

/// A podcast in a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Publication {
    /// The show, with values for everything that its file leaves open.
    pub show: Show,
    /// What the show's file did not say.
    pub assumed: Vec<Assumed>,
    /// The episodes of the feed, the newest first.
    pub episodes: Vec<Published>,
    /// The episodes that are not in the feed.
    pub left_out: Vec<LeftOut>,
    /// The folders of those of them whose items the feed keeps as they were.
    pub broken: Vec<String>,
    /// The titles of the items that the feed had and has no more.
    pub dropped: Vec<String>,
    /// The feed's file name, and those of its earlier pages.
    pub feeds: Vec<String>,
    /// The files that were written, by their paths in the folder.
    pub written: Vec<String>,
}

/// What may become of a feed that has items, if no episode can be published.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EmptyFeed {
    /// It stays, and publishing fails.
    #[default]
    Refuse,
    /// It loses all its items.
    Allow,
}

/// Writes the feed of a folder, and the pages and books that go with it. `now` is the time of publication.
pub fn publish(folder: &Path, mut show: Show, empty: EmptyFeed, now: Timestamp) -> Result<Publication> {
    let before = GuidRegistry::read(folder)?;
    let mut registry = before.clone();
    let gathered = gather(folder, &show, &mut registry, now)?;
    let feed = show.feed.clone().unwrap_or_else(|| feed::NAME.into());
    let (kept, others) = gathered.split(existing_feeds::items(folder, &feed)?);
    let entries = feed::entries(&gathered.episodes, &kept);
    if entries.is_empty() && !others.is_empty() && empty == EmptyFeed::Refuse {
        return Err(Error::EmptyFeed { path: folder.join(feed), items: others.len() });
    }
    let feeds = feed::names(&feed, entries.len());
    feed::check_free(folder, &feeds)?;
    let mut written = write_pages(folder, &mut show, &gathered.episodes, &mut registry)?;

    let pages = FeedPages { show: &show, entries: &entries, names: &feeds };
    let write = |built: Timestamp| -> Vec<(String, String)> {
        feeds.iter().cloned().enumerate().map(|(n, name)| (name, pages.write(n, built))).collect()
    };
    let is_there = |(name, text): &(String, String)| files::stands(&folder.join(name), text.as_bytes());
    let as_before = registry.feeds.get(&feed).map(|built| write(*built));
    let unchanged = as_before.is_some_and(|pages| pages.iter().all(is_there));
    let mut new: Vec<(String, String)> = Vec::new();
    if !unchanged {
        registry.feeds.insert(feed.clone(), now);
        new.extend(write(now).into_iter().rev());
    }
    // What is registered is kept before anybody is told.
    if registry != before {
        new.insert(0, (registry::NAME.into(), registry.json()));
    }
    for (name, text) in new {
        if sidecars::update(&folder.join(&name), &text)? {
            written.push(name);
        }
    }
    // Now that the feed names them no more.
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))? {
        staging::discard(&entry.map_err(Error::reading(folder))?.path())?;
    }
    let is_in = |item: &Item| gathered.episodes.iter().any(|one| one.guid.to_string() == item.guid);
    let dropped = others.into_iter().filter(|item| !is_in(item)).map(|item| item.title).collect();
    let broken = gathered.broken.into_iter().map(|broken| broken.name).collect();
    let (episodes, left_out) = (gathered.episodes, gathered.left_out);
    Ok(Publication { show, assumed: Vec::new(), episodes, left_out, broken, dropped, feeds, written })
}

/// Writes the books and pages of the episodes, the page that lists them, and a picture for a show that has none, as far
/// as they are not up to date. Gives the paths of what was written.
fn write_pages(
    folder: &Path,
    show: &mut Show,
    episodes: &[Published],
    registry: &mut GuidRegistry,
) -> Result<Vec<String>> {
    let mut written = Vec::new();
    if show.cover.is_none() && cfg!(feature = "covers") {
        written.push(draw_cover(folder, show)?);
    }
    for one in episodes {
        let state = registry.episodes.get_mut(&one.name).map(|registered| &mut registered.book);
        let publishing = Publishing {
            address: &|file| show.episode_address(&one.name, file),
            caption_width: show.caption_width.unwrap_or(transcript::WIDTH),
        };
        let new = sidecars::refresh(&one.folder, &one.manifest, &publishing, state)?;
        written.extend(new.into_iter().map(|name| format!("{}/{name}", one.name)));
    }
    let listed = episodes.iter().map(|one| sidecars::listed(&one.folder));
    let listed: Vec<Vec<String>> = listed.collect::<Result<_>>()?;
    let entries = episodes.iter().zip(&listed);
    let entries =
        entries.map(|(one, files)| page::Entry { folder: &one.name, manifest: &one.manifest, files });
    let entries: Vec<page::Entry<'_>> = entries.collect();
    let list = folder.join(names::PAGE);
    let is_ours =
        files::read(&list, LIMIT).map_or(true, |text| String::from_utf8_lossy(&text).contains(OURS));
    if is_ours && sidecars::update(&list, &page::index(&show.title, &entries))? {
        written.push(names::PAGE.into());
    }
    Ok(written)
}

/// Draws a cover from the title of a show. Gives its file name.
fn draw_cover(folder: &Path, show: &mut Show) -> Result<String> {
    let byline = if show.author == show.title { String::new() } else { show.author.clone() };
    let words = Words { title: show.title.clone(), byline, site: String::new() };
    let cover = Design::Drawn(words).make(&[])?.cover;
    let name = cover.media.file();
    files::write(&folder.join(name), &cover.bytes)?;
    show.cover = Some(name.into());
    Ok(name.into())
}
