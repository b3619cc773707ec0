//! The platform's own voices: programs that are there, or one package away.

pub mod plain;
pub mod speechd;
pub mod festival;
pub mod flite;
pub mod espeak;
#[cfg(any(target_os = "macos", all(test, unix)))]
pub mod say;
#[cfg(any(target_os = "macos", all(test, unix)))]
pub mod avspeech;
#[cfg(windows)]
pub mod winrt;
