//! libFuzzer's program: tries the target that the variable `FUZZ_TARGET` names.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use tempfile::TempDir;

mod targets;

fuzz_target!(|bytes: &[u8]| {
    static CHOSEN: OnceLock<(targets::Target, TempDir)> = OnceLock::new();
    let (target, folder) = CHOSEN.get_or_init(chosen);
    target(bytes, folder.path());
});

/// The target of this process, and a folder for its files.
fn chosen() -> (targets::Target, TempDir) {
    let name = std::env::var("FUZZ_TARGET").unwrap_or_default();
    let found = targets::TARGETS.iter().find(|(known, _)| *known == name);
    let (_, target) = found.unwrap_or_else(|| panic!("FUZZ_TARGET names no target: `{name}`"));
    (*target, tempfile::tempdir().expect("there is a folder for temporary files"))
}
