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
use crate::publish::episode_folder::sums::{self, Sums, digest_of};
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

/// Says that a feed would be empty that has so many items now.
fn refused(feed: &Path, items: usize, left_out: &[LeftOut]) -> Error {
    match items {
        0 => nothing(feed.parent().unwrap_or(feed), left_out),
        items => Error::EmptyFeed { path: feed.to_owned(), items },
    }
}

/// Says that a podcast has no episode, and why those that are there are left out.
pub(crate) fn nothing(folder: &Path, left_out: &[LeftOut]) -> Error {
    let reasons = left_out.iter().map(|LeftOut { name, why }| format!("`{name}`: {why}")).collect();
    Error::NothingToOffer { folder: folder.to_owned(), reasons }
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
    if entries.is_empty() && empty == EmptyFeed::Refuse {
        return Err(refused(&folder.join(feed), others.len(), &gathered.left_out));
    }
    let feeds = feed::names(&feed, entries.len(), show.page);
    feed::check_free(folder, &feeds)?;
    let sums = Sums::known(folder);
    let mut proven = feeds.clone();
    let cover = refresh_cover(folder, &mut show, registry.covers.get(&feed), &sums)?;
    registry.covers.extend(cover.drawn.map(|drawn| (feed.clone(), drawn)));
    written.extend(cover.written);
    proven.extend(cover.proven);
    if is_our_page(folder, &sums) {
        written.extend(write_list(folder, &show, &gathered.episodes)?);
        proven.push(names::PAGE.into());
    }

    let pages = FeedPages { show: &show, entries: &entries, names: &feeds };
    written.extend(write_feed(folder, &pages, Registries { before: &before, now: &mut registry }, now)?);
    for path in feed::stale(folder, &feed, feeds.len()) {
        files::remove(&path)?;
    }
    written.extend(note(folder, &proven, sums)?.then(|| names::SUMS.into()));
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

/// Notes the checksums of the podcast's own files, which were compared with what they shall be. Gives whether the list is
/// another now.
fn note(folder: &Path, proven: &[String], mut sums: Sums) -> Result<bool> {
    sums.retain(|name| folder.join(name).is_file());
    for name in proven.iter().filter(|name| folder.join(name).is_file()) {
        sums.set(name, sums::digest(&folder.join(name))?);
    }
    sidecars::update(&folder.join(names::SUMS), &sums.text())
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
    let sums = Sums::known(folder);
    // A page that is damaged shall be what it was.
    let is_same = |(name, text): &(String, String)| {
        let noted = sums.of(name).is_some_and(|noted| noted == digest_of(text.as_bytes()));
        noted || files::stands(&folder.join(name), text.as_bytes())
    };
    let as_before = registry.feeds.get(feed).map(|built| write(*built));
    let pages = if let Some(pages) = as_before.filter(|pages| pages.iter().all(is_same)) {
        pages
    } else {
        registry.feeds.insert(feed.clone(), now);
        write(now)
    };
    let mut written = Vec::new();
    // What is registered is kept before anybody is told.
    if registry.keep(folder, before)? {
        written.push(registry::NAME.into());
    }
    for (name, text) in pages.into_iter().rev() {
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
        let edited =
            gathered.edited.iter().filter_map(|path| path.strip_prefix(&one.name)?.strip_prefix('/'));
        let edited: Vec<String> = edited.map(str::to_owned).collect();
        match guarded(&one.name, || refresh_one(&one, show, state, edited)) {
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

/// Writes the book, the page and the small cover of an episode, as far as they are not up to date, and the checksums of
/// these and of its `edited` sound, which is published as it is. Gives the names of what was written.
fn refresh_one(
    one: &Published,
    show: &Show,
    book: Option<&mut String>,
    edited: Vec<String>,
) -> Result<Vec<String>> {
    let publishing = Publishing {
        address: &|file| show.episode_address(&one.name, file),
        caption_width: show.caption_width.unwrap_or(transcript::WIDTH),
    };
    let refreshed = sidecars::refresh(&one.folder, &one.manifest, &publishing, book)?;
    let mut written: Vec<String> = refreshed.into_iter().map(str::to_owned).collect();
    if let Some(cover) = names::cover(|name| one.holds(name)) {
        written.extend(small_cover::refresh(&one.folder, cover)?);
    }
    // The page was compared with what it shall be, whether or not it was written.
    let proven = [written.clone(), edited, vec![names::PAGE.into()]].concat();
    if sidecars::note(&one.folder, &one.manifest, &proven)? {
        written.push(names::SUMS.into());
    }
    Ok(written)
}

/// What became of the cover of a show.
struct RefreshedCover {
    /// What was drawn.
    drawn: Option<DrawnCover>,
    /// The names of the files that were written.
    written: Vec<String>,
    /// The names of the files that are as they shall be: written now, or not damaged.
    proven: Vec<String>,
}

/// Draws the cover of a show that has none, and makes the smaller copy of one that needs it: `show` names what its feed
/// names. What is damaged of it is made anew, unless it is the user's own picture.
fn refresh_cover(
    folder: &Path,
    show: &mut Show,
    before: Option<&DrawnCover>,
    sums: &Sums,
) -> Result<RefreshedCover> {
    let drawn = draw_cover(folder, show, before, sums)?;
    let mut written: Vec<String> = show.cover.iter().filter(|_| drawn.is_some()).cloned().collect();
    let mut proven = Vec::new();
    if let Some(cover) = &mut show.cover {
        let copy = names::small_cover(cover);
        if !sums.is_intact(folder, &copy) {
            let _ = fs::remove_file(folder.join(&copy));
        }
        written.extend(small_cover::refresh(folder, cover)?);
        let chosen = [cover.clone(), copy].into_iter();
        proven.extend(chosen.filter(|name| written.contains(name) || !sums.is_decayed(folder, name)));
        *cover = small_cover::named(folder, cover);
    }
    Ok(RefreshedCover { drawn, written, proven })
}

/// Whether the page that lists the episodes is not there, or is ours.
fn is_our_page(folder: &Path, sums: &Sums) -> bool {
    let text = files::read(&folder.join(names::PAGE), LIMIT);
    sums.is_decayed(folder, names::PAGE)
        || text.map_or(true, |text| String::from_utf8_lossy(&text).contains(OURS))
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
    let feed = show.feed.as_deref().unwrap_or(feed::NAME);
    let listing = page::Listing {
        title: &show.title,
        author: &show.author,
        description: &show.description,
        cover: show.cover.as_deref(),
        feed: Some(feed),
        feed_address: &show.address(&[feed]),
    };
    let is_new = sidecars::update(&list, &page::index(&listing, &entries))?;
    Ok(is_new.then(|| names::PAGE.into()))
}

/// Draws a cover from the title of a show that has none, or has one that was drawn from other words: `before`. Gives what
/// was drawn.
fn draw_cover(
    folder: &Path,
    show: &mut Show,
    before: Option<&DrawnCover>,
    sums: &Sums,
) -> Result<Option<DrawnCover>> {
    if cfg!(not(feature = "covers")) {
        return Ok(None);
    }
    let byline = if show.author == show.title { String::new() } else { show.author.clone() };
    let words = Words { title: show.title.clone(), byline, site: String::new() };
    let design = Design::Drawn(words);
    let digest = |bytes: &[u8]| blake3::hash(bytes).to_hex().to_string();
    if let Some(name) = show.cover.as_deref() {
        let path = folder.join(name);
        let is_as_drawn =
            |before: &DrawnCover| files::read(&path, LIMIT).is_ok_and(|it| digest(&it) == before.digest);
        let is_ours = |before: &&DrawnCover| is_as_drawn(before) || sums.is_decayed(folder, name);
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
