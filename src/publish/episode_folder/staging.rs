//! Staging: how the folder of an episode is claimed and locked, and how its files are replaced all at once.
//!
//! A folder belongs to one article, whose identity is the first thing that is written into it: an article finds the
//! folder that it has, however that is called. New files are made in a
//! temporary folder inside it. When all of them are on the disk, that folder is renamed to [`NEXT`]: from then on the
//! new episode counts, and the next run that comes, after a kill too, moves its files to their places ([`settle`]).
//! Until then the old episode is complete.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, ErrorKind, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::identity::{self, Claim, Identity};
use super::manifest::Manifest;
use super::names::{self, CLAIM, NEXT, RETIRED};
use crate::encode::Format;
use crate::files::{self, is_still, temporary};
use crate::publish::existing_feeds;
use crate::{Error, Result};

/// How long somebody who only reads waits for files to be put where they belong. It takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(5);
/// How often a lock is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// The folder of an episode, locked and ours.
#[derive(Debug)]
pub struct Staging {
    folder: PathBuf,
    /// The episode's id; empty if an earlier version made it, which gave none.
    id: String,
    /// The system gives the lock back, however the process ends.
    _lock: File,
    /// Whether the folder around it was made for it.
    is_first: bool,
}

/// What became of an attempt to claim a folder.
enum Attempt {
    Ours(Staging),
    /// It holds something else.
    Taken,
    /// Another run writes the same episode.
    Busy,
    /// It changed while we looked.
    Changed,
}

/// The files of the earlier episode that the new one does not have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Superseded {
    /// The files that were removed.
    pub removed: Vec<String>,
    /// The files that stay until the feed that names them is replaced.
    pub retired: Vec<String>,
    /// The sound files that a feed names and that are others now under the same names: until the feed is replaced, it has
    /// their earlier sizes.
    pub replaced: Vec<String>,
}

impl Staging {
    /// Claims the folder of an article's episode in `parent` and locks it: the one that it has, or else `name`, or
    /// `name-2` and so on where that holds anything else. While another run writes the same episode, `wait` is asked again
    /// and again.
    pub fn claim(
        parent: &Path,
        name: &str,
        identity: &Identity,
        wait: &mut dyn FnMut(&Path) -> Result<()>,
    ) -> Result<Staging> {
        let is_first = !parent.exists();
        files::create_dir(parent)?;
        let claims = identity::claims(parent);
        let mut known = identity.names(&claims, parent);
        // Of copies, the one of the usual name.
        known.sort_by_key(|known| known != name);
        let numbered = |n: u64| if n == 1 { name.to_owned() } else { format!("{name}-{n}") };
        let mut names = known.into_iter().chain((1..).map(numbered));
        let claimant = Claimant { parent, identity, new_id: identity.new_id(&claims) };
        let mut folder = parent.join(names.next().unwrap_or_default());
        loop {
            match claimant.attempt(&folder).map_err(Error::writing(&folder))? {
                Attempt::Ours(mut staging) => {
                    staging.is_first = is_first;
                    // Nothing that a killed run left here or beside it is waited for.
                    temporary::sweep(&staging.folder);
                    temporary::sweep(parent);
                    roll(&staging.folder)?;
                    return Ok(staging);
                }
                Attempt::Taken => folder = parent.join(names.next().unwrap_or_default()),
                Attempt::Busy => {
                    wait(&folder)?;
                    std::thread::sleep(LOOK);
                }
                Attempt::Changed => {}
            }
        }
    }

    /// The episode's id; empty if an earlier version made it, which gave none.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The path of the episode's folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A temporary folder for new files, on the disk where they will stay.
    pub(crate) fn temporary_folder(&self) -> Result<temporary::Folder> {
        temporary::Folder::new_in(&self.folder).map_err(Error::writing(&self.folder))
    }

    /// Makes the files in `temporary` the episode. `names` are all files of the new episode; those that are not in
    /// `temporary` are in the folder already. Files of the earlier episode that are not among them are removed, unless a
    /// feed names them; what the user put there stays. If nothing is new, nothing is touched.
    pub(crate) fn commit(&self, temporary: temporary::Folder, names: &[String]) -> Result<Superseded> {
        let (made, folder) = (temporary.path(), self.folder.as_path());
        let is_kept = |name: &&String| is_same(&made.join(name), &folder.join(name));
        let is_gone = file_names(folder).iter().any(|name| !names.contains(name));
        let staged: Vec<&String> = names.iter().filter(|name| made.join(name).exists()).collect();
        let (kept, new): (Vec<&String>, Vec<&String>) = staged.into_iter().partition(is_kept);
        if new.is_empty() && !is_gone {
            return Ok(Superseded::default());
        }
        // The manifest comes anew, even where it says the same: it vouches for files that are no newer than itself.
        for name in kept.into_iter().filter(|name| *name != names::MANIFEST) {
            files::remove(&made.join(name))?;
        }
        let replaced = replaced(folder, &new)?;
        files::sync_tree(made)?;
        temporary.rename(&folder.join(NEXT))?;
        // A new folder is to be found after a power cut too, and the one around it, if that is new.
        for above in folder.ancestors().skip(1).take(if self.is_first { 2 } else { 1 }) {
            files::sync_dir(above)?;
        }
        Ok(Superseded { replaced, ..roll(folder)? })
    }
}

impl Drop for Staging {
    /// A folder into which nothing came is given back.
    fn drop(&mut self) {
        let is_empty = holds_nothing(&self.folder).unwrap_or(false);
        if is_empty && fs::remove_file(self.folder.join(CLAIM)).is_ok() {
            let is_removed = fs::remove_dir(&self.folder).is_ok();
            // Nothing but an empty folder can be removed so.
            if let Some(parent) = self.folder.parent().filter(|_| is_removed && self.is_first) {
                let _ = fs::remove_dir(parent);
            }
        }
    }
}

/// An article that wants a folder.
struct Claimant<'a> {
    parent: &'a Path,
    identity: &'a Identity,
    /// The id of its episode, if that is new.
    new_id: String,
}

impl Claimant<'_> {
    /// Tries to claim a folder.
    fn attempt(&self, folder: &Path) -> io::Result<Attempt> {
        let is_new = match fs::create_dir(folder) {
            Ok(()) => true,
            Err(error) if error.kind() == ErrorKind::AlreadyExists => false,
            Err(error) => return Err(error),
        };
        if !is_new && !folder.is_dir() {
            return Ok(Attempt::Taken);
        }
        let path = folder.join(CLAIM);
        let mut lock = match files::open_to_change(&path) {
            Ok(lock) => lock,
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error),
            // A folder without a claim is an episode whose claim was lost, an empty folder, or somebody's.
            Err(_) => {
                let claim = match self.claim(folder, Claim::default()) {
                    Ok(Some(claim)) => claim,
                    Ok(None) => return Ok(Attempt::Taken),
                    Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Attempt::Changed),
                    Err(error) => return Err(error),
                };
                let Some(lock) = mark(folder, &claim)? else { return Ok(Attempt::Changed) };
                return Ok(Attempt::ours(folder, lock, claim));
            }
        };
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let owner = Claim::read(lock)?;
                let is_of = self.identity.is_of(&owner, self.parent);
                return Ok(if is_of { Attempt::Busy } else { Attempt::Taken });
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        if !is_still(&lock, &path) {
            return Ok(Attempt::Changed);
        }
        let owner = Claim::read(&mut lock)?;
        let Some(claim) = self.claim(folder, owner.clone())? else { return Ok(Attempt::Taken) };
        if owner != claim {
            lock.seek(SeekFrom::Start(0))?;
            lock.set_len(0)?;
            lock.write_all(claim.json().as_bytes())?;
        }
        Ok(Attempt::ours(folder, lock, claim))
    }

    /// The claim on a folder that somebody claimed before, or nobody. None if it is not ours to take.
    fn claim(&self, folder: &Path, owner: Claim) -> io::Result<Option<Claim>> {
        let owner = owner.standing(folder);
        let is_ours = self.identity.is_of(&owner, self.parent);
        // A claim on nothing is let go.
        if !is_ours && !holds_nothing(folder)? {
            return Ok(None);
        }
        let is_old = is_ours && (!owner.id.is_empty() || folder.join(names::MANIFEST).exists());
        let id = if is_old { owner.id } else { self.new_id.clone() };
        Ok(Some(self.identity.claim(self.parent, id)))
    }
}

impl Attempt {
    fn ours(folder: &Path, lock: File, claim: Claim) -> Attempt {
        Attempt::Ours(Staging { folder: folder.to_owned(), id: claim.id, _lock: lock, is_first: false })
    }
}

/// Writes a claim that appears whole and locked; nothing where another was quicker.
fn mark(folder: &Path, claim: &Claim) -> io::Result<Option<File>> {
    let mut made = match temporary::file_in(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        made => made?,
    };
    made.write_all(claim.json().as_bytes())?;
    match made.persist_noclobber(folder.join(CLAIM)) {
        Ok(file) => Ok(Some(file)),
        Err(error) if matches!(error.error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => {
            Ok(None)
        }
        Err(error) => Err(error.error),
    }
}

/// The files that a folder's manifest names; none if there is no manifest that can be read.
fn file_names(folder: &Path) -> BTreeSet<String> {
    Manifest::read(folder).map(|manifest| manifest.file_names()).unwrap_or_default()
}

/// Whether there is nothing in a folder but what we leave behind.
fn holds_nothing(folder: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(folder)? {
        let name = entry?.file_name();
        if name != CLAIM && !temporary::is_name(&name) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The folders of episodes in a folder, in order, and the folder itself if it is one.
#[cfg(feature = "cli")]
pub(crate) fn claimed(parent: &Path) -> Vec<PathBuf> {
    let below = parent.read_dir().into_iter().flatten().flatten().map(|entry| entry.path());
    let is_claimed = |folder: &PathBuf| folder.join(CLAIM).is_file();
    let mut folders: Vec<PathBuf> = below.chain([parent.to_owned()]).filter(is_claimed).collect();
    folders.sort();
    folders.dedup();
    folders
}

/// Puts the files of an episode where they belong, if a run was stopped while it did. Gives why not, where another run
/// is at it or they cannot be put there.
pub fn settle(folder: &Path) -> Result<(), String> {
    let is_settled = || folder.join(NEXT).symlink_metadata().is_err();
    let started = Instant::now();
    while !is_settled() {
        let path = folder.join(CLAIM);
        let lock = files::open(&path).map_err(|error| format!("`{CLAIM}` cannot be read: {error}"))?;
        match lock.try_lock() {
            Ok(()) => return roll(folder).map(drop).map_err(|error| error.to_string()),
            Err(TryLockError::WouldBlock) if started.elapsed() < PATIENCE => std::thread::sleep(LOOK),
            Err(_) => return Err("it is being written by another run".into()),
        }
    }
    Ok(())
}

/// Puts the files in [`NEXT`] where they belong, the manifest last: until it is there, this may begin anew.
fn roll(folder: &Path) -> Result<Superseded> {
    let next = folder.join(NEXT);
    let (old, new) = (folder.join(names::MANIFEST), next.join(names::MANIFEST));
    let mut gone = Superseded::default();
    let mut moved_into = BTreeSet::new();
    if let Ok(manifest) = Manifest::read(&next) {
        for name in below(&next).into_iter().filter(|name| *name != Path::new(names::MANIFEST)) {
            let to = folder.join(&name);
            files::create_dir(to.parent().unwrap_or(folder))?;
            files::rename_unsynced(&next.join(&name), &to).map_err(Error::writing(&to))?;
            moved_into.insert(to.parent().unwrap_or(folder).to_owned());
        }
        gone = retire(folder, &file_names(folder), &manifest.file_names())?;
        // What the manifest vouches for has its name on the disk before the manifest has.
        moved_into.iter().try_for_each(|folder| files::sync_dir(folder))?;
        files::rename(&new, &old)?;
    }
    if next.is_dir() {
        fs::remove_dir_all(&next).map_err(Error::writing(&next))?;
    }
    Ok(gone)
}

/// The files in a folder and below, by their paths from there. Links are left aside.
pub(super) fn below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(inner) = open.pop() {
        for entry in folder.join(&inner).read_dir().into_iter().flatten().flatten() {
            let path = inner.join(entry.file_name());
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(kind) if kind.is_file() => files.push(path),
                _ => {}
            }
        }
    }
    files.sort();
    files
}

/// Removes the files that were of the episode and are no more, unless a feed names them.
fn retire(folder: &Path, old: &BTreeSet<String>, new: &BTreeSet<String>) -> Result<Superseded> {
    let before = retired(folder);
    let there = old.union(&before).filter(|name| !new.contains(*name) && folder.join(name).is_file());
    let there: Vec<String> = there.cloned().collect();
    let parent = folder.parent().unwrap_or(Path::new("."));
    let named = if there.is_empty() { Vec::new() } else { existing_feeds::texts(parent)? };
    let (stay, go): (Vec<_>, Vec<_>) =
        there.into_iter().partition(|name| existing_feeds::names_file(&named, folder, name));
    let list = folder.join(RETIRED);
    if !stay.is_empty() {
        files::write(&list, serde_json::to_string(&stay).expect("names are plain data").as_bytes())?;
    }
    for name in &go {
        files::remove(&folder.join(name))?;
    }
    if stay.is_empty() && list.exists() {
        files::remove(&list)?;
    }
    Ok(Superseded { removed: go, retired: stay, replaced: Vec::new() })
}

/// The files of a folder that wait for the feed that names them to be replaced. The list may come from anybody.
pub(super) fn retired(folder: &Path) -> BTreeSet<String> {
    const LIMIT: u64 = 1 << 20;
    let path = folder.join(RETIRED);
    let bytes = if path.is_file() { files::read(&path, LIMIT).unwrap_or_default() } else { Vec::new() };
    let names: BTreeSet<String> = serde_json::from_slice(&bytes).unwrap_or_default();
    let is_hidden = |name: &String| name.starts_with('.');
    let mut names: BTreeSet<String> =
        names.into_iter().filter(|name| names::is_plain(name) || names::is_figure(name)).collect();
    names.retain(|name| !is_hidden(name) && name != names::MANIFEST);
    names
}

/// Removes the files of an episode that waited for a feed to be replaced, now that it is. A run that writes the episode
/// does it itself.
pub(in crate::publish) fn discard(folder: &Path) -> Result<()> {
    if !folder.join(RETIRED).exists() {
        return Ok(());
    }
    let Ok(lock) = files::open(&folder.join(CLAIM)) else { return Ok(()) };
    if lock.try_lock().is_err() {
        return Ok(());
    }
    let now = file_names(folder);
    retire(folder, &BTreeSet::new(), &now).map(drop)
}

/// The sound files among `new` names that a feed names already.
fn replaced(folder: &Path, new: &[&String]) -> Result<Vec<String>> {
    let is_there = |name: &&&String| Format::of(Path::new(name)).is_some() && folder.join(name).is_file();
    let there: Vec<&&String> = new.iter().filter(is_there).collect();
    let parent = folder.parent().unwrap_or(Path::new("."));
    let named = if there.is_empty() { Vec::new() } else { existing_feeds::texts(parent)? };
    let is_named = |name: &&&String| existing_feeds::names_file(&named, folder, name);
    Ok(there.into_iter().filter(is_named).map(|name| (*name).clone()).collect())
}

/// Whether two files hold the same, as far as they are small: sound that is the same was not made again.
fn is_same(one: &Path, other: &Path) -> bool {
    const SMALL: u64 = 1 << 24;
    let read = |path: &Path| {
        path.metadata().ok().filter(|data| data.len() < SMALL).and_then(|_| files::read(path, SMALL).ok())
    };
    let lengths = [one, other].map(|path| path.metadata().map_or(0, |data| data.len()));
    lengths[0] == lengths[1] && read(one).is_some_and(|bytes| read(other) == Some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(made_from: &str) -> Identity {
        Identity { made_from: made_from.into(), ..Identity::default() }
    }

    fn claim(parent: &Path, made_from: &str) -> Staging {
        let mut wait = |_: &Path| Err(Error::Stopped);
        Staging::claim(parent, "a", &identity(made_from), &mut wait).unwrap()
    }

    #[test]
    fn a_folder_has_one_owner_and_another_article_gets_another() {
        let dir = tempfile::tempdir().unwrap();
        let one = claim(dir.path(), "one");
        files::write(&one.folder().join("a.txt"), b"something").unwrap();
        let two = claim(dir.path(), "two");
        assert_eq!((one.folder(), two.folder()), (&*dir.path().join("a"), &*dir.path().join("a-2")));
        // The same article waits while it is being made, and finds its folder again.
        let mut wait = |_: &Path| Err(Error::Stopped);
        assert!(matches!(Staging::claim(dir.path(), "a", &identity("one"), &mut wait), Err(Error::Stopped)));
        drop(one);
        drop(two);
        assert_eq!(claim(dir.path(), "one").folder(), dir.path().join("a"));
        assert!(!dir.path().join("a-2").exists(), "a claim on nothing is given back");
    }

    #[test]
    fn a_folder_is_found_again_whatever_it_is_called() {
        let dir = tempfile::tempdir().unwrap();
        let one = claim(dir.path(), "one");
        files::write(&one.folder().join("a.txt"), b"something").unwrap();
        let id = one.id().to_owned();
        drop(one);
        fs::rename(dir.path().join("a"), dir.path().join("b")).unwrap();
        let again = claim(dir.path(), "one");
        assert_eq!((again.folder(), again.id()), (&*dir.path().join("b"), &*id));
        assert!(!id.is_empty());
        drop(again);
        // A claim of an earlier version says nothing but whose it is.
        files::write(&dir.path().join("b").join(CLAIM), b"one").unwrap();
        assert_eq!(claim(dir.path(), "one").folder(), dir.path().join("b"));
    }

    #[test]
    fn a_folder_of_others_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        files::write(&dir.path().join("a/notes.txt"), b"mine").unwrap();
        assert_eq!(claim(dir.path(), "one").folder(), dir.path().join("a-2"));
        files::write(&dir.path().join("b"), b"a file").unwrap();
        let mut wait = |_: &Path| Ok(());
        let staging = Staging::claim(dir.path(), "b", &identity("one"), &mut wait).unwrap();
        assert_eq!(staging.folder(), dir.path().join("b-2"));
    }

    #[test]
    fn a_claim_in_many_threads_gives_each_a_folder() {
        let dir = tempfile::tempdir().unwrap();
        let folders: BTreeSet<PathBuf> = std::thread::scope(|scope| {
            let claim = |n: usize| {
                let staging = claim(dir.path(), &n.to_string());
                files::write(&staging.folder().join("a.txt"), b"something").unwrap();
                staging.folder().to_owned()
            };
            let threads: Vec<_> = (0..16).map(|n| scope.spawn(move || claim(n))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert_eq!(folders.len(), 16);
    }
}
