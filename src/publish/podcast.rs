//! The podcast: a folder of episodes with its feed, and what listeners and directories need to know of it.
//!
//! [`publication::publish`] is the whole of it. The modules stand in the order in which they build on each other.

mod namespaces;
mod xml;
pub mod show;
pub mod sound_version;
pub mod registry;
pub mod published;
pub mod recognition;
mod order;
mod sound_files;
pub mod library;
pub mod show_defaults;
mod show_notes;
mod tags;
pub mod public_files;
pub mod feed;
pub mod publication;
pub mod rules;
pub mod status;
pub mod proof;
#[cfg(feature = "upload")]
pub mod upload;
