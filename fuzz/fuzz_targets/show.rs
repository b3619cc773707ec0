//! Shows: a feed's name is that of an XML file in the folder, and every address is of the web.
#![no_main]

use articast::publish::episode_folder::{names, transcript};
use articast::publish::podcast::show::Show;
use articast_fuzz::stored;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(show) = Show::read(&stored("show.toml", bytes)) else { return };
    assert!(show.caption_width.is_none_or(|width| transcript::WIDTHS.holds(width)));
    for name in show.feed.iter().chain(&show.cover) {
        assert!(names::is_plain(name), "{name}");
    }
    assert!(show.feed.is_none_or(|name| name.ends_with(".xml") && !name.starts_with('.')));
    for address in [&show.url].into_iter().filter(|url| !url.is_empty()).chain(&show.media).chain(&show.site) {
        assert!(address.to_lowercase().trim().starts_with("http"), "{address}");
    }
});
