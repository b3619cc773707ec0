//! Publishing: what stands beside the sound, so that programs and people find their way in it.

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
pub mod audiobook;
pub mod status;
