//! What a podcast's folder remembers, by the first byte: its registry, what was followed, its checksums.
#![no_main]

use articast::follow::Followed;
use articast::publish::episode_folder::{names, sums::Sums};
use articast::publish::podcast::registry::{self, GuidRegistry};
use articast_fuzz::{folder, stored};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((kind, bytes)) = bytes.split_first() else { return };
    match kind % 3 {
        0 => {
            stored(registry::NAME, bytes);
            let Ok(read) = GuidRegistry::read(folder()) else { return };
            let again: GuidRegistry = serde_json::from_str(&read.json()).expect("what is written can be read");
            assert_eq!(again, read);
        }
        1 => {
            stored("followed.json", bytes);
            let Ok(followed) = Followed::read(folder()) else { return };
            followed.write(folder()).expect("the folder takes files");
            assert!(Followed::read(folder()).is_ok_and(|again| again == followed));
        }
        _ => {
            stored(names::SUMS, bytes);
            let Ok(Some(sums)) = Sums::read(folder()) else { return };
            assert_eq!(sums.text().as_bytes(), bytes);
            assert!(sums.iter().all(|(name, _)| names::is_plain(name) || names::is_figure(name)));
            let _ = sums.encode_options();
        }
    }
});
