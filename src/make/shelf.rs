//! The shelf: finished files are put where they belong, whole or not at all.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::publish::manifest;
use crate::{Error, Result, files};

/// A folder for files that are being made, on the disk of the folder where they will be: files are only renamed within
/// one.
pub(super) fn staging(folder: &Path) -> Result<TempDir> {
    let parent = folder.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let parent = if folder.is_dir() { folder } else { parent };
    files::create_dir(parent)?;
    tempfile::Builder::new().prefix(".articast-").tempdir_in(parent).map_err(Error::writing(parent))
}

/// Moves finished files to where they belong; those of `names` that are not in `staging` are there already. The old
/// manifest goes first and the new one comes last, so that none ever speaks of other files than those that are there.
/// Sound files of an earlier run that are no more are removed; what the user put there stays. Where nothing is new,
/// nothing is touched.
pub(super) fn put(staging: &Path, folder: &Path, names: &[String]) -> Result<()> {
    files::create_dir(folder)?;
    let manifest = folder.join(manifest::NAME);
    let gone: Vec<String> =
        manifest::names(&manifest).into_iter().filter(|name| !names.contains(name)).collect();
    let is_new =
        |name: &&String| staging.join(name).exists() && !is_same(&staging.join(name), &folder.join(name));
    let mut new: Vec<&String> = names.iter().filter(is_new).collect();
    if new.is_empty() && gone.is_empty() {
        return Ok(());
    }
    // It comes anew, even where it says the same: it vouches for files that are no newer than itself.
    new.retain(|name| *name != manifest::NAME);
    if manifest.exists() {
        fs::remove_file(&manifest).map_err(Error::writing(&manifest))?;
    }
    for name in &gone {
        let path = folder.join(name);
        if path.is_file() {
            fs::remove_file(&path).map_err(Error::writing(&path))?;
        }
    }
    for name in new.into_iter().map(String::as_str).chain([manifest::NAME]) {
        let to = folder.join(name);
        files::create_dir(to.parent().unwrap_or(folder))?;
        fs::rename(staging.join(name), &to).map_err(Error::writing(&to))?;
    }
    Ok(())
}

/// Whether two files hold the same, as far as they are small: sound that is the same was not made again.
fn is_same(one: &Path, other: &Path) -> bool {
    const SMALL: u64 = 1 << 24;
    let read = |path: &Path| {
        path.metadata().ok().filter(|data| data.len() < SMALL).and_then(|_| fs::read(path).ok())
    };
    let lengths = [one, other].map(|path| path.metadata().map_or(0, |data| data.len()));
    lengths[0] == lengths[1] && read(one).is_some_and(|bytes| read(other) == Some(bytes))
}
