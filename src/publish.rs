//! Publishing: everything that goes with the sound, so that programs and people find their way in it.
//!
//! | module | what it knows |
//! |---|---|
//! | [`episode_folder`] | the files of an episode: their names, the manifest, chapters, transcripts, figures, staging |
//! | [`page`] | the web page of an episode, and the page that lists the episodes of a podcast |
//! | [`book`] | the EPUB with media overlays |
//! | [`sidecars`] | writes the files beside the sound of an episode |
//! | [`small_cover`] | the smaller copy of a cover that has too many bytes for the feed |
//! | [`podcast`] | the show, the feed and its rules, GUIDs, public files, status, upload |
//! | `server` | serves a podcast on one's own network |
//!
//! Each uses only those above it, and [`dates`], [`existing_feeds`] and [`blocks`]: `pieces` and `sheets` are parts of its blocks.

pub mod dates;
pub(crate) mod existing_feeds;
pub mod episode_folder;
mod pieces;
mod sheets;
pub mod blocks;
mod templates;
pub mod page;
pub mod book;
pub(crate) mod sidecars;
mod small_cover;
pub mod podcast;
#[cfg(feature = "serve")]
pub mod server;
#[cfg(test)]
mod tests;
