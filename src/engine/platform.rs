//! The platform's own voices: programs that are there, or one package away.

pub mod plain;
pub mod speechd;
pub(crate) mod festival;
pub(crate) mod flite;
pub(crate) mod espeak;
#[cfg(any(target_os = "macos", all(test, unix)))]
pub mod say;
#[cfg(any(target_os = "macos", all(test, unix)))]
pub mod avspeech;
#[cfg(windows)]
pub mod winrt;

use std::path::Path;

use super::Failure;
#[cfg(any(target_os = "macos", all(test, unix)))]
use super::VoiceInfo;
use crate::Error;

/// Why an engine cannot be opened whose program failed at the start; `no_engine` makes the error of the reason.
fn unopened(failure: &Failure, no_engine: impl FnOnce(String) -> Error) -> Error {
    match failure {
        Failure::Cancelled => Error::Stopped,
        failure => no_engine(failure.to_string()),
    }
}

/// What a failure of a program comes from that leaves its sound in a temporary folder: where the disk of the folder is full,
/// it is not the program's.
fn of_disk_or_program(folder: &Path, failure: Failure) -> Failure {
    let is_of_program = matches!(failure, Failure::Died(_) | Failure::Garbage(_));
    if is_of_program && is_full(folder) {
        return Failure::Unkept { path: folder.to_owned(), kind: std::io::ErrorKind::StorageFull };
    }
    failure
}

/// Whether the disk of a folder has no room for an utterance.
#[cfg(unix)]
fn is_full(folder: &Path) -> bool {
    const LEAST: u64 = 1 << 16;
    rustix::fs::statvfs(folder).is_ok_and(|disk| disk.f_bavail.saturating_mul(disk.f_frsize) < LEAST)
}

/// Nobody is asked.
#[cfg(not(unix))]
fn is_full(_folder: &Path) -> bool {
    false
}

/// The voice of this name, in whatever case it is written.
#[cfg(any(target_os = "macos", all(test, unix)))]
fn named<'a>(voices: &'a [VoiceInfo], engine: &str, name: &str) -> crate::Result<&'a VoiceInfo> {
    voices.iter().find(|voice| voice.name.eq_ignore_ascii_case(name)).ok_or_else(|| {
        let known = voices.iter().map(|voice| voice.name.clone()).collect();
        Error::UnknownVoice { engine: engine.into(), voice: name.into(), known }
    })
}
