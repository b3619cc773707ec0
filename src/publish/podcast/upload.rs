//! Uploading: a podcast's files go to where others reach them, as far as they are not there yet.
//!
//! The store itself keeps a list of what was put there, with each file's digest and the store's own mark of its version
//! ([`LIST`]). A file is left alone if the list has its digest and the store still has that version. The sound goes
//! first and the feed last, so that no listener is told of what is not there. What is no more in the podcast stays,
//! unless it is to be removed; what the list does not know is never touched.

mod client;
mod feeds;
mod store;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use serde::{Deserialize, Serialize};

pub use feeds::StoredFeed;
pub use store::Store;

use super::public_files::{self, PublicFile, Rank};
use super::publication::{EmptyFeed, Publication};
use crate::engine::CancelToken;
use crate::{Error, Result, files};

/// The name of the list in the store.
pub const LIST: &str = ".articast-uploaded.json";

/// How many files are sent at once.
const LANES: usize = 4;

/// What was put into a store. It lies there too, as [`LIST`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct List {
    /// The files by their paths in the podcast.
    files: BTreeMap<String, Sent>,
}

/// A file that was put into a store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Sent {
    bytes: u64,
    /// The BLAKE3 digest of its content, in hexadecimal.
    digest: String,
    /// The store's own mark of this version.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tag: Option<String>,
}

/// What an upload is to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The files to send, in order.
    pub new: Vec<NewFile>,
    /// How many are there already.
    pub same: usize,
    /// What was put there earlier and is no more in the podcast.
    pub gone: Vec<String>,
    list: List,
}

/// A file that the store lacks, or has in another version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewFile {
    /// When it is sent.
    pub rank: Rank,
    /// Its path in the podcast's folder, with `/` as the separator.
    pub path: String,
    /// Its size in bytes.
    pub bytes: u64,
    digest: String,
}

/// What becomes of files in the store that the podcast does not have any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stale {
    /// They stay in the store.
    Keep,
    /// They are removed from the store.
    Remove,
}

/// From where to where files go, and who hears of it.
#[derive(Clone, Copy)]
pub struct Transfer<'a> {
    /// The store that receives them.
    pub store: &'a Store,
    /// The folder that holds the podcast.
    pub folder: &'a Path,
    /// Stops the work after the piece that is being sent.
    pub cancel: &'a CancelToken,
    /// Hears what happens, from several threads.
    pub tell: &'a (dyn Fn(Event<'_>) + Sync),
}

/// What happens while files are sent.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// This many more bytes were sent.
    Bytes(u64),
    /// The file of this path was sent.
    Sent(&'a str),
    /// The file of this path was removed.
    Removed(&'a str),
}

impl Plan {
    /// Finds out what a store lacks of a podcast, whose feed there says `before`.
    ///
    /// # Errors
    ///
    /// [`Error::EmptyFeed`] where the feed in the store has items, the new one has none, and `empty` does not allow
    /// that; [`Error::Store`] also where the new feed names sound that is neither here nor in the store.
    pub fn of(
        store: &Store,
        folder: &Path,
        publication: &Publication,
        before: &StoredFeed,
        empty: EmptyFeed,
    ) -> Result<Plan> {
        const LIMIT: u64 = 64 << 20;
        let pages = feeds::read(folder, &publication.feeds)?;
        if empty == EmptyFeed::Refuse {
            feeds::refuse_empty(store, &publication.feeds[0], before, &pages)?;
        }
        let mut held = public_files::of(folder, &publication.show, &publication.episodes);
        // The earlier pages of a feed first, so that the first page never speaks of what is not there.
        let feeds = publication.feeds.iter().rev();
        held.extend(feeds.map(|path| PublicFile { rank: Rank::Feed, path: path.clone() }));
        // A list that cannot be read counts for nothing: all files go again.
        let list = store.get(LIST, LIMIT)?.and_then(|bytes| serde_json::from_slice::<List>(&bytes).ok());
        let list = list.unwrap_or_default();
        let there = there(store, &list)?;
        let (mut new, mut same) = (Vec::new(), 0);
        for PublicFile { rank, path } in held.iter().cloned() {
            let (bytes, digest) = digest(&folder.join(&path))?;
            let is_sent = |sent: &Sent| sent.bytes == bytes && sent.digest == digest;
            if list.files.get(&path).is_some_and(is_sent) && there.contains(&path) {
                same += 1;
            } else {
                new.push(NewFile { rank, path, bytes, digest });
            }
        }
        if new.iter().any(|new| new.rank == Rank::Feed) {
            let is_here = |path: &str| held.iter().any(|held| held.path == path);
            feeds::refuse_missing(store, &pages, is_here)?;
        }
        // What the feed keeps of an episode that is not whole here is whole there.
        let is_kept = |path: &str| {
            path.split_once('/').is_some_and(|(of, _)| publication.broken.iter().any(|name| name == of))
        };
        let is_gone = |path: &&String| !is_kept(path) && !held.iter().any(|held| held.path == **path);
        let gone = list.files.keys().filter(is_gone).cloned().collect();
        Ok(Plan { new, same, gone, list })
    }

    /// How many bytes are to be sent.
    pub fn bytes(&self) -> u64 {
        self.new.iter().map(|new| new.bytes).sum()
    }

    /// Does it. What was sent before something failed is not sent again by the next plan.
    pub fn carry_out(mut self, transfer: &Transfer<'_>, stale: Stale) -> Result<()> {
        let Transfer { store, tell, .. } = *transfer;
        for rank in [Rank::Sound, Rank::Sidecar, Rank::Page, Rank::Feed] {
            let new: Vec<&NewFile> = self.new.iter().filter(|new| new.rank == rank).collect();
            // The pages of a feed keep their order.
            let lanes = if rank == Rank::Feed { 1 } else { LANES.min(new.len()) };
            let (sent, done) = transfer.send(&new, lanes);
            let is_new = !sent.is_empty();
            self.list.files.extend(sent);
            if is_new {
                let kept = store.put(LIST, self.list.json());
                done.and(kept.map(drop))?;
            } else {
                done?;
            }
        }
        if stale == Stale::Remove && !self.gone.is_empty() {
            for path in &self.gone {
                store.remove(path)?;
                self.list.files.remove(path);
                tell(Event::Removed(path));
            }
            store.put(LIST, self.list.json())?;
        }
        Ok(())
    }
}

impl List {
    fn json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).expect("a list is plain data")
    }
}

/// The files of a list that are still in the store as they were put there.
fn there(store: &Store, list: &List) -> Result<BTreeSet<String>> {
    let folder = |path: &str| path.rsplit_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    let folders: BTreeSet<String> = list.files.keys().map(|path| folder(path)).collect();
    let mut there = BTreeSet::new();
    for folder in folders {
        for (path, kept) in store.list(&folder)? {
            let is_same = |sent: &Sent| {
                let tags = sent.tag.as_ref().zip(kept.tag.as_ref());
                sent.bytes == kept.bytes && tags.is_none_or(|(sent, kept)| sent == kept)
            };
            if list.files.get(&path).is_some_and(is_same) {
                there.insert(path);
            }
        }
    }
    Ok(there)
}

impl Transfer<'_> {
    /// Sends files, `lanes` at once. Gives what was sent, even if some failed.
    fn send(&self, new: &[&NewFile], lanes: usize) -> (BTreeMap<String, Sent>, Result<()>) {
        let Transfer { store, folder, cancel, tell } = *self;
        let next = Mutex::new(new.iter());
        let done = Mutex::new((BTreeMap::new(), Ok(())));
        let is_over = AtomicBool::new(false);
        let count = |bytes| {
            tell(Event::Bytes(bytes));
            if cancel.is_cancelled() { Err(Error::Stopped) } else { Ok(()) }
        };
        let work = || {
            while !is_over.load(Ordering::SeqCst) {
                let Some(one) = next.lock().unwrap_or_else(PoisonError::into_inner).next() else { return };
                let kept = store.send(&one.path, &folder.join(&one.path), &one.digest, &count);
                let mut done = done.lock().unwrap_or_else(PoisonError::into_inner);
                match kept {
                    Ok(kept) => {
                        let sent = Sent { bytes: kept.bytes, digest: one.digest.clone(), tag: kept.tag };
                        done.0.insert(one.path.clone(), sent);
                        tell(Event::Sent(&one.path));
                    }
                    Err(error) => {
                        is_over.store(true, Ordering::SeqCst);
                        if done.1.is_ok() {
                            done.1 = Err(error);
                        }
                    }
                }
            }
        };
        thread::scope(|scope| {
            for _ in 0..lanes {
                scope.spawn(work);
            }
        });
        done.into_inner().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The length of a file and the digest of its bytes.
fn digest(path: &Path) -> Result<(u64, String)> {
    let file = files::open(path).map_err(Error::reading(path))?;
    let mut digest = blake3::Hasher::new();
    digest.update_reader(file).map_err(Error::reading(path))?;
    Ok((digest.count(), digest.finalize().to_hex().to_string()))
}
