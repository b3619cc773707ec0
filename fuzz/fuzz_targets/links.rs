//! Feeds and lists: from the web they lead to nothing but the web.
#![no_main]

use articast::article::Source;
use articast::links::{self, Item, Link};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let mut source = Source { name: "lists/fuzz".into(), bytes: bytes.into(), ..Source::default() };
    let _ = links::read(&source);
    source.address = Some("https://example.com/lists/fuzz".into());
    let Ok(Some(list)) = links::read(&source) else { return };
    for Link::Article(Item { address, .. }) | Link::List(address) in list.links {
        assert!(address.starts_with("https://") || address.starts_with("http://"), "{address}");
    }
});
