//! What fuzzers check, of what they start from: see `fuzz/README.md`.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

#[path = "../../fuzz/src/targets.rs"]
mod targets;

#[test]
fn every_target_holds_for_what_fuzzers_start_from() {
    let corpus = tempfile::tempdir().unwrap();
    let seed = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/seed.sh");
    assert!(Command::new("sh").arg(seed).arg(corpus.path()).status().unwrap().success());
    let seeded = fs::read_dir(corpus.path()).unwrap();
    let seeded: BTreeSet<String> =
        seeded.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    let known: BTreeSet<String> = targets::TARGETS.iter().map(|(name, _)| (*name).into()).collect();
    let is_whole = cfg!(all(feature = "fetch", feature = "http", feature = "pico"));
    assert!(if is_whole { known == seeded } else { known.is_subset(&seeded) }, "{known:?}, {seeded:?}");
    for (name, target) in targets::TARGETS {
        let folder = tempfile::tempdir().unwrap();
        let mut inputs: Vec<_> =
            fs::read_dir(corpus.path().join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        inputs.sort();
        assert!(!inputs.is_empty(), "`{name}` has nothing to start from");
        for input in inputs {
            println!("{}", input.display());
            target(&fs::read(input).unwrap(), folder.path());
        }
    }
}
