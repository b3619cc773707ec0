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

/// The voice of this name, in whatever case it is written.
#[cfg(any(target_os = "macos", all(test, unix)))]
fn named<'a>(voices: &'a [VoiceInfo], engine: &str, name: &str) -> crate::Result<&'a VoiceInfo> {
    voices.iter().find(|voice| voice.name.eq_ignore_ascii_case(name)).ok_or_else(|| {
        let known = voices.iter().map(|voice| voice.name.clone()).collect();
        Error::UnknownVoice { engine: engine.into(), voice: name.into(), known }
    })
}
