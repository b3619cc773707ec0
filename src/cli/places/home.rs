//! The user's home, and a folder for those who have none.

use std::env;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::files::temporary::Folder;
use crate::files::trust;

/// The user's home: what `HOME` names, or else what the system knows of the user. One that counts from the working
/// folder is none.
pub(super) fn find() -> Option<PathBuf> {
    let named = ["HOME", "USERPROFILE"].into_iter().filter_map(env::var_os).map(PathBuf::from);
    named.into_iter().find(|home| home.is_absolute()).or_else(known)
}

/// The home of the system's own entry for the user. Services have `/`, or one that is not there: these are none.
#[cfg(unix)]
fn known() -> Option<PathBuf> {
    let user = nix::unistd::User::from_uid(nix::unistd::Uid::effective()).ok().flatten()?;
    Some(user.dir).filter(|home| home.is_absolute() && home.parent().is_some() && home.is_dir())
}

#[cfg(not(unix))]
fn known() -> Option<PathBuf> {
    env::home_dir().filter(|home| home.is_absolute())
}

/// What this run has instead of a home.
static PRIVATE: Mutex<Option<Folder>> = Mutex::new(None);

/// A folder of a name for a user without a home: new, for this run and this user only, and removed by [`clear`].
pub(super) fn private(name: &str) -> PathBuf {
    let mut kept = PRIVATE.lock().unwrap_or_else(PoisonError::into_inner);
    if kept.is_none() {
        let own = [env::temp_dir(), "/tmp".into()].into_iter().filter(|dir| is_fit(dir));
        let mut made = own.filter_map(|dir| Folder::new_in_shared(&dir).ok());
        *kept = made.next();
    }
    // Without any place for it, nothing is there and nothing can be made, which errors tell.
    kept.as_ref().map_or_else(|| PathBuf::from("/dev/null"), |dir| dir.path().to_owned()).join(name)
}

/// Whether nobody else can move away what is made in a folder.
fn is_fit(dir: &Path) -> bool {
    dir.is_absolute() && dir.is_dir() && trust::is_passage(dir)
}

/// Removes what this run had instead of a home.
pub(in crate::cli) fn clear() {
    // What cannot be removed is still nobody else's.
    drop(PRIVATE.lock().unwrap_or_else(PoisonError::into_inner).take());
}
