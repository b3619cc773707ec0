//! Publishing: a folder of episodes becomes a podcast. A file that is up to date is not written again, and the feed comes
//! last, so that it never names what is not there.

use std::fs;
use std::mem;
use std::path::Path;

use jiff::Timestamp;

use super::feed::{self, FeedPages};
use super::library::{Gathered, LeftOut, gather};
use super::order;
use super::published::Published;
use super::recognition::Earlier;
use super::registry::{self, DrawnCover, GuidRegistry};
use super::show::Show;
use super::show_defaults::Assumed;
use crate::cover::{Design, Made, Words};
use crate::guard::guarded;
use crate::publish::episode_folder::{names, staging, transcript};
use crate::publish::existing_feeds::{self, Item};
use crate::publish::sidecars::{self, Publishing};
use crate::publish::{page, small_cover};
use crate::{Error, Result, files};

/// The most bytes that are read of a page or a picture.
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
    /// The titles of the imported items that are no episode's.
    pub strangers: Vec<String>,
    /// The titles of the items that the feed had and has no more.
    pub dropped: Vec<String>,
    /// The sound files that were edited after their episodes were made, by their paths in the folder.
    pub edited: Vec<String>,
    /// The feed's file name, and those of its earlier pages.
    pub feeds: Vec<String>,
    /// The files that were written, by their paths in the folder.
    pub written: Vec<String>,
    /// What to know of dates, numbers and the feed's size, for people.
    pub warnings: Vec<String>,
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

/// How a folder is published.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Options {
    /// What other feeds than the folder's own know of its episodes.
    pub earlier: Earlier,
    /// What may become of a feed that has items.
    pub empty: EmptyFeed,
}

/// Writes the feed of a folder, and the pages and books that go with it. `now` is the time of publication. An episode
/// whose page or book cannot be written is left out, and the others are published.
pub fn publish(folder: &Path, mut show: Show, options: Options, now: Timestamp) -> Result<Publication> {
    let Options { mut earlier, empty } = options;
    let before = GuidRegistry::read(folder)?;
    let mut registry = before.clone();
    let feed = show.feed.clone().unwrap_or_else(|| feed::NAME.into());
    let items = existing_feeds::items(folder, &feed)?;
    earlier.own.splice(0..0, items.iter().cloned());
    let mut gathered = gather(folder, &show, &mut registry, &earlier, now)?;
    let mut written = refresh(&mut gathered, &show, &before, &mut registry)?;
    let (kept, others) = gathered.split(items);
    // Podcast apps know the show by it, at whatever address it is.
    registry.shows.extend(show.guid.map(|guid| (feed.clone(), guid)));
    let entries = feed::entries(&gathered.episodes, &kept);
    if entries.is_empty() && !others.is_empty() && empty == EmptyFeed::Refuse {
        return Err(Error::EmptyFeed { path: folder.join(feed), items: others.len() });
    }
    let feeds = feed::names(&feed, entries.len(), show.page);
    feed::check_free(folder, &feeds)?;
    let drawn = draw_cover(folder, &mut show, registry.covers.get(&feed))?;
    written.extend(drawn.is_some().then(|| show.cover.clone()).flatten());
    registry.covers.extend(drawn.map(|drawn| (feed.clone(), drawn)));
    if let Some(cover) = &mut show.cover {
        written.extend(small_cover::refresh(folder, cover)?);
        *cover = small_cover::named(folder, cover);
    }
    written.extend(write_list(folder, &show, &gathered.episodes)?);

    let pages = FeedPages { show: &show, entries: &entries, names: &feeds };
    written.extend(write_feed(folder, &pages, Registries { before: &before, now: &mut registry }, now)?);
    for path in feed::stale(folder, &feed, feeds.len()) {
        files::remove(&path)?;
    }
    // Now that the feed names them no more. What cannot be removed from one folder is tried again the next time.
    for entry in fs::read_dir(folder).map_err(Error::reading(folder))?.flatten() {
        let _ = staging::discard(&entry.path());
    }
    let is_in = |item: &Item| gathered.episodes.iter().any(|one| one.guid == item.guid);
    let dropped = others.into_iter().filter(|item| !is_in(item)).map(|item| item.title).collect();
    let broken = gathered.broken.into_iter().map(|broken| broken.name).collect();
    let warnings =
        gathered.warnings.into_iter().chain(feeds.iter().filter_map(|name| too_large(folder, name)));
    let warnings = warnings.collect();
    let (episodes, left_out, strangers) = (gathered.episodes, gathered.left_out, gathered.strangers);
    Ok(Publication {
        show,
        assumed: Vec::new(),
        episodes,
        left_out,
        broken,
        strangers,
        dropped,
        edited: gathered.edited,
        feeds,
        written,
        warnings,
    })
}

/// The registry as it was read, and as it is kept.
struct Registries<'a> {
    before: &'a GuidRegistry,
    now: &'a mut GuidRegistry,
}

/// Writes the registry, and then the pages of the feed, the first one last, as far as they say something new. Gives the
/// names of what was written.
fn write_feed(
    folder: &Path,
    pages: &FeedPages<'_>,
    registries: Registries<'_>,
    now: Timestamp,
) -> Result<Vec<String>> {
    let Registries { before, now: registry } = registries;
    let feed = &pages.names[0];
    let write = |built: Timestamp| -> Vec<(String, String)> {
        pages.names.iter().cloned().enumerate().map(|(n, name)| (name, pages.write(n, built))).collect()
    };
    let is_there = |(name, text): &(String, String)| files::stands(&folder.join(name), text.as_bytes());
    let as_before = registry.feeds.get(feed).map(|built| write(*built));
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
    let mut written = Vec::new();
    for (name, text) in new {
        if sidecars::update(&folder.join(&name), &text)? {
            written.push(name);
        }
    }
    Ok(written)
}

/// What to know of a feed that is so large that apps refuse it, for people.
fn too_large(folder: &Path, name: &str) -> Option<String> {
    let bytes = folder.join(name).metadata().map_or(0, |data| data.len());
    let trouble = feed::size_trouble(usize::try_from(bytes).unwrap_or(usize::MAX))?;
    Some(format!(
        "`{name}`: {trouble}; `page = 100` in show.toml puts the older episodes into files of their own"
    ))
}

/// Writes the books, the pages and the small covers of the episodes, as far as they are not up to date. Gives the paths
/// of what was written. An episode of which they cannot be written is left out.
///
/// # Errors
///
/// A full disk, which is no episode's fault.
fn refresh(
    gathered: &mut Gathered,
    show: &Show,
    before: &GuidRegistry,
    registry: &mut GuidRegistry,
) -> Result<Vec<String>> {
    let mut written = Vec::new();
    for one in mem::take(&mut gathered.episodes) {
        let state = registry.episodes.get_mut(&one.name).map(|registered| &mut registered.book);
        match guarded(&one.name, || refresh_one(&one, show, state)) {
            Ok(new) => {
                written.extend(new.into_iter().map(|name| format!("{}/{name}", one.name)));
                gathered.episodes.push(one);
            }
            Err(error) if error.is_of_the_disk() => return Err(error),
            Err(error) => {
                let is_known = before.episodes.values().any(|known| known.guid == one.guid);
                gathered.leave_out(one, error.with_causes(), is_known);
            }
        }
    }
    Ok(written)
}

/// Writes the book, the page and the small cover of an episode, as far as they are not up to date. Gives their names.
fn refresh_one(one: &Published, show: &Show, book: Option<&mut String>) -> Result<Vec<String>> {
    let publishing = Publishing {
        address: &|file| show.episode_address(&one.name, file),
        caption_width: show.caption_width.unwrap_or(transcript::WIDTH),
    };
    let refreshed = sidecars::refresh(&one.folder, &one.manifest, &publishing, book)?;
    let mut written: Vec<String> = refreshed.into_iter().map(str::to_owned).collect();
    if let Some(cover) = names::cover(|name| one.holds(name)) {
        written.extend(small_cover::refresh(&one.folder, cover)?);
    }
    Ok(written)
}

/// Writes the page that lists the episodes, unless it is up to date. Gives its name, if it was written.
fn write_list(folder: &Path, show: &Show, episodes: &[Published]) -> Result<Option<String>> {
    let episodes = order::as_listed(episodes, show);
    let listed = episodes.iter().map(|one| sidecars::listed(&one.folder));
    let listed: Vec<Vec<String>> = listed.collect::<Result<_>>()?;
    let entries = episodes.iter().zip(&listed);
    let entries =
        entries.map(|(one, files)| page::Entry { folder: &one.name, manifest: &one.manifest, files });
    let entries: Vec<page::Entry<'_>> = entries.collect();
    let list = folder.join(names::PAGE);
    let is_ours =
        files::read(&list, LIMIT).map_or(true, |text| String::from_utf8_lossy(&text).contains(OURS));
    let is_new = is_ours && sidecars::update(&list, &page::index(&show.title, &entries))?;
    Ok(is_new.then(|| names::PAGE.into()))
}

/// Draws a cover from the title of a show that has none, or has one that was drawn from other words: `before`. Gives what
/// was drawn.
fn draw_cover(folder: &Path, show: &mut Show, before: Option<&DrawnCover>) -> Result<Option<DrawnCover>> {
    if cfg!(not(feature = "covers")) {
        return Ok(None);
    }
    let byline = if show.author == show.title { String::new() } else { show.author.clone() };
    let words = Words { title: show.title.clone(), byline, site: String::new() };
    let design = Design::Drawn(words);
    let digest = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    if let Some(path) = show.cover.as_deref().map(|name| folder.join(name)) {
        let is_ours =
            |before: &&DrawnCover| files::read(&path, LIMIT).is_ok_and(|it| digest(&it) == before.digest);
        match before.filter(is_ours) {
            Some(before) if design.kept(&path, &before.seal).is_none() => {}
            _ => return Ok(None),
        }
    }
    let Made { cover, seal, .. } = design.make(&[])?;
    let name = cover.media.file();
    files::write(&folder.join(name), &cover.bytes)?;
    show.cover = Some(name.into());
    Ok(Some(DrawnCover { digest: digest(&cover.bytes), seal }))
}
