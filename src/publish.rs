//! Publishing: what stands beside the sound, so that programs and people find their way in it.

mod rows;
pub mod manifest;
pub mod chapters;
pub mod transcript;
pub mod status;
