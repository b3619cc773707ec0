//! Words of messages: sizes, and lists of what went wrong.

use std::fmt::Display;

/// A size for people: decimal units, as disks and download pages count, rounded up.
pub(crate) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        1_000_000..10_000_000_000 => format!("{} MB", bytes.div_ceil(1_000_000)),
        _ => format!("{} GB", bytes.div_ceil(1_000_000_000)),
    }
}

pub(super) fn too_large(bytes: Option<u64>, limit: u64) -> String {
    let (limit, bytes) = (size(limit), bytes.map(size));
    let has = |bytes| format!("has {bytes} to read, and at most {limit} are read");
    bytes.map_or_else(|| format!("is larger than {limit}"), has)
}

/// So many of something: “1 line”, “2 lines”.
pub(crate) fn count<N: Copy + Display + PartialEq + From<u8>>(number: N, one: &str) -> String {
    let ending = if number == N::from(1) { "" } else { "s" };
    format!("{number} {one}{ending}")
}

pub(super) fn and_more(lines: usize) -> String {
    match lines {
        0 => String::new(),
        1 => " and another line".into(),
        more => format!(" and {more} other lines"),
    }
}

/// “: `owls` has no file …”, for one or several that are left out.
pub(super) fn left_out(reasons: &[String]) -> String {
    if reasons.is_empty() { String::new() } else { format!(": {}", reasons.join("; ")) }
}
