//! The folder of an episode: which files it holds, and how they are named, written, read and verified.
//!
//! - [`names`] says what each file is called and what it is for.
//! - [`sums`] is `SHA256SUMS`: what proves that the bytes of the files are those that were written.
//! - [`manifest`] is `episode.json`: written when the episode is complete, read by everything that comes later.
//! - [`chapters`], [`transcript`] and [`figures`] make the files beside the sound.
//! - [`identity`] says of which article an episode is, whatever it is called.
//! - [`staging`] claims and locks the folder and replaces its files all at once.
//! - [`removal`] removes an episode and nothing else.
//! - [`verify`] compares the files with what the manifest says of them.

pub mod names;
pub mod sums;
pub mod manifest;
pub mod chapters;
pub mod transcript;
pub mod figures;
pub(super) mod coverage;
pub mod identity;
pub mod verify;
pub mod staging;
#[cfg(feature = "cli")]
pub mod removal;
