//! How much room a disk has.

use std::path::Path;

/// The bytes of a disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Disk {
    /// All bytes, those in use included.
    pub(crate) total: u64,
    /// The bytes that this user can still write.
    pub(crate) free: u64,
    /// What tells it from other disks.
    pub(crate) id: u64,
}

/// The disk that a file or folder is on, or would be on if it were made. None where the system does not tell.
#[cfg(unix)]
pub(crate) fn disk(path: &Path) -> Option<Disk> {
    use std::os::unix::fs::MetadataExt;
    let path = std::path::absolute(path).ok()?;
    let there = path.ancestors().find(|path| path.exists())?;
    let stat = rustix::fs::statvfs(there).ok()?;
    let bytes = |blocks: u64| blocks.saturating_mul(stat.f_frsize);
    let disk =
        Disk { total: bytes(stat.f_blocks), free: bytes(stat.f_bavail), id: there.metadata().ok()?.dev() };
    // Some file systems of networks know no size.
    (0 < disk.total).then_some(disk)
}

/// The disk that a file or folder is on. None where the system does not tell.
#[cfg(not(unix))]
pub(crate) fn disk(_: &Path) -> Option<Disk> {
    None
}

/// Whether a disk has no room left for anything. Programs that do not look write half a file there.
pub(crate) fn is_full(path: &Path) -> bool {
    const LEAST: u64 = 1 << 16;
    disk(path).is_some_and(|disk| disk.free < LEAST)
}

#[cfg(unix)]
#[test]
fn a_path_that_is_not_there_yet_has_the_disk_of_its_folder() {
    let dir = tempfile::tempdir().unwrap();
    let disk = |name: &str| super::room::disk(&dir.path().join(name)).unwrap();
    assert_eq!(disk("a/b/c").total, disk("").total);
    assert!(disk("a").free <= disk("a").total);
}
