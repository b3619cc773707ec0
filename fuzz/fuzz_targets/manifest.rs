//! Manifests: whatever one says, nothing outside of its folder is named, and all that is made from it can be.
#![no_main]

use articast::publish::episode_folder::manifest::Manifest;
use articast::publish::episode_folder::{chapters, names, transcript};
use articast::publish::page;
use articast::publish::podcast::proof::Proof;
use articast::publish::podcast::status::Status;
use articast_fuzz::{folder, stored};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    stored(names::MANIFEST, bytes);
    let now = articast_fuzz::now();
    let _ = Proof::of(folder(), now, &|_| Ok(())).expect("the folder can be read");
    let status = Status::of(folder()).expect("the folder can be read");
    let Ok(manifest) = Manifest::read(folder()) else { return };
    assert_eq!(status.episodes.len(), 1);
    for name in manifest.file_names() {
        assert!(names::is_plain(&name) || names::is_figure(&name), "{name}");
    }
    let again: Manifest = serde_json::from_str(&manifest.json()).expect("what is written can be read");
    assert_eq!(again.json(), manifest.json());
    let _ = manifest.encode_options();
    let _ = page::episode(&manifest, &[]);
    let _ = transcript::captions(&manifest, transcript::WIDTH);
    let _ = chapters::write(&manifest, folder(), &str::to_owned);
});
