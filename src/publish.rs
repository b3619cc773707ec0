//! Publishing: what stands beside the sound, so that programs and people find their way in it.

mod rows;
pub mod record;
pub mod manifest;
pub mod chapters;
pub mod transcript;
pub mod blocks;
pub mod figures;
mod sound;
mod templates;
pub mod page;
pub mod overlay;
pub mod status;
pub mod shelf;
pub mod show;
pub mod library;
pub mod feed;
pub mod edition;
pub mod holdings;
#[cfg(feature = "serve")]
pub mod server;
#[cfg(feature = "upload")]
pub mod upload;
pub mod rules;
mod notes;
mod xml;
#[cfg(test)]
mod tests;
