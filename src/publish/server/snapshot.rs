//! What is served: the feed as it is for this server, and where each file is. Taken anew when the folder changes.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use quick_xml::escape::escape;

use super::site::Site;
use crate::Result;
use crate::publish::episode_folder::{chapters, names};
use crate::publish::existing_feeds;
use crate::publish::podcast::feed::{self, FeedPages};
use crate::publish::podcast::library::{LeftOut, gather};
use crate::publish::podcast::public_files;
use crate::publish::podcast::published::Published;
use crate::publish::podcast::recognition::Earlier;
use crate::publish::podcast::registry::{self, GuidRegistry};
use crate::publish::podcast::show::Show;

/// The folder is looked at so often at most.
const PAUSE: Duration = Duration::from_secs(1);

/// What a folder holds for listeners.
#[derive(Debug, Default)]
pub(super) struct Snapshot {
    /// What was made for this server, by its path.
    pub(super) pages: BTreeMap<String, Page>,
    /// Where the files are, by their paths.
    pub(super) files: BTreeMap<String, PathBuf>,
    pub(super) episodes: usize,
    /// The names of the feed's pages.
    feeds: Vec<String>,
    pub(super) left_out: Vec<LeftOut>,
    /// When it changed last.
    pub(super) changed: Timestamp,
    /// What the folder looked like.
    looks: Option<blake3::Hash>,
}

/// A page that is in no file.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) text: String,
    /// What tells its versions apart, as `ETag` has it.
    pub(super) tag: String,
}

impl Page {
    pub(super) fn new(text: String) -> Page {
        let tag = format!("\"{}\"", &blake3::hash(text.as_bytes()).to_hex()[..32]);
        Page { text, tag }
    }
}

/// The newest snapshot, and when the folder was looked at last.
#[derive(Debug)]
pub(super) struct Newest(Mutex<(Arc<Snapshot>, Option<Instant>)>);

impl Newest {
    pub(super) fn of(site: &Site) -> Result<Newest> {
        Ok(Newest(Mutex::new((Arc::new(Snapshot::take(site, &Snapshot::default())?), Some(Instant::now())))))
    }

    /// The snapshot of now. Where the folder cannot be read, the earlier one stays.
    pub(super) fn get(&self, site: &Site) -> Arc<Snapshot> {
        let mut newest = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if newest.1.is_none_or(|at| PAUSE <= at.elapsed()) {
            if looks(&site.folder, &site.show_file).is_some_and(|looks| Some(looks) != newest.0.looks)
                && let Ok(snapshot) = Snapshot::take(site, &newest.0)
            {
                newest.0 = Arc::new(snapshot);
            }
            newest.1 = Some(Instant::now());
        }
        Arc::clone(&newest.0)
    }
}

impl Snapshot {
    /// What is there now. What was offered before and is not whole now is offered as it was.
    fn take(site: &Site, before: &Snapshot) -> Result<Snapshot> {
        let offered = before.feeds.iter().filter_map(|name| before.pages.get(name));
        let items = existing_feeds::items_of(offered.map(|page| page.text.as_str()));
        let folder = site.folder.as_path();
        // What changes while it is read is seen by the next look.
        let looks = looks(folder, &site.show_file);
        let show = site.show()?;
        let before = GuidRegistry::read(folder)?;
        let mut registry = before.clone();
        let gathered = gather(folder, &show, &mut registry, &Earlier::of(folder, feed::NAME)?, (site.now)())?;
        let episodes = gathered.episodes.as_slice();
        if registry.episodes != before.episodes {
            // What listeners were told once is kept. Where nothing can be written, guids are the same by themselves.
            let _ = registry.keep(folder, &before);
        }
        let changed = changed(folder, &site.show_file, episodes).unwrap_or_else(site.now);
        let (kept, _) = gathered.split(items);
        let entries = feed::entries(episodes, &kept);
        let names = feed::names(feed::NAME, entries.len(), show.page);
        let feed_pages = FeedPages { show: &show, entries: &entries, names: &names };
        let written = |n: usize| Page::new(feed_pages.write(n, changed));
        let mut pages: BTreeMap<String, Page> =
            names.iter().cloned().enumerate().map(|(n, name)| (name, written(n))).collect();
        let held = public_files::of(folder, &show, episodes);
        let mut files: BTreeMap<String, PathBuf> =
            held.into_iter().map(|held| (held.path.clone(), folder.join(&held.path))).collect();
        for (path, list) in chapter_lists(&show, episodes) {
            // The pictures in it are at this server.
            if files.remove(&path).is_some() {
                pages.insert(path, Page::new(list));
            }
        }
        if !files.contains_key(names::PAGE) {
            pages.insert(names::PAGE.into(), Page::new(list(&show, episodes)));
        }
        Ok(Snapshot {
            pages,
            files,
            episodes: episodes.len(),
            feeds: names,
            left_out: gathered.left_out,
            changed,
            looks,
        })
    }
}

/// The chapter lists whose addresses are others here than in their files, by their paths.
fn chapter_lists(show: &Show, episodes: &[Published]) -> Vec<(String, String)> {
    let list = |one: &Published| {
        let address = |file: &str| show.episode_address(&one.name, file);
        let list = chapters::readdressed(&one.manifest, &one.folder, &address)?;
        Some((format!("{}/{}", one.name, names::CHAPTERS), list))
    };
    episodes.iter().filter_map(list).collect()
}

/// When the folder changed last, as far as it shows in the feed.
fn changed(folder: &Path, show_file: &Path, episodes: &[Published]) -> Option<Timestamp> {
    let manifests = episodes.iter().map(|one| one.folder.join(names::MANIFEST));
    let files = manifests.chain([show_file.to_owned(), folder.join(registry::NAME)]);
    let times = files.filter_map(|path| path.metadata().and_then(|data| data.modified()).ok());
    let newest = times.filter_map(|time| Timestamp::try_from(time).ok()).max()?;
    // Headers know whole seconds.
    Timestamp::from_second(newest.as_second()).ok()
}

/// A digest of what is in the folder, by the names, lengths and times of its files.
fn looks(folder: &Path, show_file: &Path) -> Option<blake3::Hash> {
    let mut seen = Vec::new();
    let mut look = |path: PathBuf| {
        let data = path.metadata().ok();
        let time = data.as_ref().and_then(|data| data.modified().ok());
        seen.push((path, data.map(|data| (data.is_dir(), data.len())), time));
    };
    look(show_file.to_owned());
    for entry in fs::read_dir(folder).ok()?.flatten() {
        let path = entry.path();
        // An episode that is being made grows in a hidden folder.
        if entry.file_name().as_encoded_bytes().starts_with(b".") {
            continue;
        }
        for inside in path.read_dir().into_iter().flatten().flatten() {
            look(inside.path());
        }
        look(path);
    }
    seen.sort();
    Some(blake3::hash(format!("{seen:?}").as_bytes()))
}

/// A list of the episodes, for where no page was made.
fn list(show: &Show, episodes: &[Published]) -> String {
    let mut items = String::new();
    for one in episodes {
        let title = escape(one.manifest.title.trim());
        let (name, file) = match one.enclosure() {
            _ if one.holds(names::PAGE) => (&one.name, names::PAGE),
            Some(file) => (&one.name, file.name.as_str()),
            None => continue,
        };
        // From the show's page on, so that the address has no key in it.
        let address = show.address(&[name, file]);
        let address = address.strip_prefix(&show.address(&[""])).unwrap_or(&address);
        writeln!(items, "<li><a href=\"./{}\">{title}</a></li>", escape(address))
            .expect("a string takes all text");
    }
    let (title, language) = (escape(&show.title), escape(&show.language));
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <link rel=\"alternate\" type=\"application/rss+xml\" href=\"./{}\"></head>\n\
         <body><main><h1>{title}</h1>\n<p><a href=\"./{0}\">The feed, for podcast apps</a></p>\n<ol>\n{items}</ol>\n\
         </main></body></html>\n",
        feed::NAME
    )
}
