//! The user's own catalogue of voices: no file of a voice leads out of its folder.
#![no_main]

use articast::files::Places;
use articast::models::Catalogue;
use articast_fuzz::{folder, stored};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    stored("catalogue.toml", bytes);
    let places = Places { config: folder().to_owned(), ..Places::default() };
    let Ok(catalogue) = Catalogue::load(&places) else { return };
    for part in catalogue.models.iter().flat_map(|model| &model.files) {
        assert!(!part.path.split('/').any(|name| name == "..") && !part.path.starts_with('/'), "{}", part.path);
        assert!(part.sha256.len() == 64 && 0 < part.bytes);
    }
});
