//! Whom a path belongs to: what is run, and what names what is run, must be out of other users' reach.
//!
//! A path is out of reach if it and every folder on the way to it belong to the user or to the system, and nobody else
//! may write there. A folder such as `/tmp`, which all may write and in which nobody may move what is another's, may
//! lie on the way; it is never what is used itself.

use std::path::{Path, PathBuf};

/// The folder or file at or above `path` through which others could change what is there, if there is one. What does
/// not exist is as safe as the folder in which it would be made.
pub(crate) fn reach(path: &Path) -> Option<PathBuf> {
    open_step(path, 1)
}

/// Whether what the user makes in a folder stays out of the reach of others, as in `/tmp`.
pub(crate) fn is_passage(folder: &Path) -> bool {
    open_step(folder, 0).is_none()
}

/// The first step of the way through which others could change what is at its end; the last `ends` steps are what is
/// used itself.
fn open_step(path: &Path, ends: usize) -> Option<PathBuf> {
    let there = path.ancestors().find(|path| path.exists())?;
    let real = there.canonicalize().ok()?;
    // Both ways count: who can move a link decides where it leads.
    let ways = [there, &real].into_iter().flat_map(|way| way.ancestors().enumerate());
    let mut open = ways.filter(|(n, step)| !step.as_os_str().is_empty() && system::is_open(step, *n < ends));
    open.next().map(|(_, step)| step.to_owned())
}

/// Whether what is at `path` is there and out of the reach of others.
pub(crate) fn is_own(path: &Path) -> bool {
    path.exists() && reach(path).is_none()
}

/// Users and groups as Unix has them.
#[cfg(unix)]
mod system {
    use std::os::unix::fs::MetadataExt;
    use std::path::Path;

    use nix::unistd::{Gid, Group, Uid, User};

    const STICKY: u32 = 0o1000;
    const BY_GROUP: u32 = 0o020;
    const BY_ALL: u32 = 0o002;

    /// Whether others may change what is at a path, or what is in it if it is a folder. `is_end` where it is what is
    /// used itself, and not a folder on the way.
    pub(super) fn is_open(path: &Path, is_end: bool) -> bool {
        let Ok(data) = path.metadata() else { return true };
        let us = Uid::effective().as_raw();
        // Where users have other numbers inside than outside, as in some containers, the owner of `/` is the system.
        let root = Path::new("/").metadata().map_or(0, |root| root.uid());
        let is_the_systems = [0, root].contains(&data.uid());
        if !is_the_systems && data.uid() != us {
            return true;
        }
        let is_passage = !is_end && data.is_dir() && data.mode() & STICKY != 0;
        let by_all = data.mode() & BY_ALL != 0 && !is_passage;
        // A group that the administrator lets into a folder of the system is the administrator's matter.
        let by_group = data.mode() & BY_GROUP != 0 && !is_the_systems && !is_private(data.gid(), us);
        by_all || by_group
    }

    /// Whether a group has no other member than the user, as the groups that many systems give each user.
    fn is_private(group: u32, user: u32) -> bool {
        let group = Group::from_gid(Gid::from_raw(group)).ok().flatten();
        let user = User::from_uid(Uid::from_raw(user)).ok().flatten();
        let (Some(group), Some(user)) = (group, user) else { return false };
        group.gid.as_raw() == 0
            || group.name == user.name && group.mem.iter().all(|member| *member == user.name)
    }
}

/// Elsewhere the system's own lists of who may write are left to it.
#[cfg(not(unix))]
mod system {
    pub(super) fn is_open(_path: &std::path::Path, _is_end: bool) -> bool {
        false
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn what_others_can_change_is_within_their_reach() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path().canonicalize().unwrap();
        let mode = |name: &str, mode: u32| {
            fs::set_permissions(root.join(name), Permissions::from_mode(mode)).unwrap();
        };
        for name in ["own/in", "open/in", "passage/in"] {
            fs::create_dir_all(root.join(name)).unwrap();
        }
        for name in ["own/file", "own/loose"] {
            fs::File::create(root.join(name)).unwrap();
        }
        for (name, bits) in [("own", 0o755), ("open", 0o777), ("passage", 0o1777), ("own/loose", 0o666)] {
            mode(name, bits);
        }
        symlink(root.join("own"), root.join("open/link")).unwrap();
        symlink(root.join("open/in"), root.join("own/link")).unwrap();
        let open = Some(root.join("open"));
        for (name, wanted) in [
            ("own", None),
            ("own/file", None),
            ("own/in/none", None),
            ("passage/in", None),
            ("own/loose", Some(root.join("own/loose"))),
            ("passage", Some(root.join("passage"))),
            ("passage/none", Some(root.join("passage"))),
            ("open", open.clone()),
            ("open/in", open.clone()),
            ("open/none", open.clone()),
            ("open/link/file", open.clone()),
            ("own/link", open),
        ] {
            assert_eq!(reach(&root.join(name)), wanted, "{name}");
        }
        assert!(is_own(&root.join("own/file")) && !is_own(&root.join("own/none")));
        assert!(is_own(Path::new("/usr/bin")) && !is_own(Path::new("/tmp")));
    }
}
