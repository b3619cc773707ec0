//! What the build under permissive licences links.

use std::process::Command;

use spdx::{Expression, LicenseReq, ParseMode};

/// Licences that ask for their text to go with a binary, or, for the last two, for changes of their own files to be shown.
const PERMISSIVE: [&str; 13] = [
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Zlib",
    "MPL-2.0",
];

/// Each crate that a build with these features links, with its licence.
fn linked(features: &[&str]) -> Vec<(String, String)> {
    let output = Command::new(env!("CARGO"))
        .args(["tree", "--locked", "--offline", "--edges=normal", "--prefix=none", "--format={p}|{l}"])
        .args(features)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let mut crates: Vec<(String, String)> = text
        .lines()
        .filter_map(|line| line.trim_end_matches(" (*)").split_once('|'))
        .map(|(name, licence)| (name.to_owned(), licence.trim_end_matches(" (*)").to_owned()))
        .collect();
    crates.sort();
    crates.dedup();
    crates
}

/// Whether a licence can be kept with nothing but permissive ones.
fn is_permissive(licence: &str) -> bool {
    let allowed = |req: &LicenseReq| PERMISSIVE.contains(&req.license.to_string().as_str());
    Expression::parse_mode(licence, ParseMode::LAX).is_ok_and(|licence| licence.evaluate(allowed))
}

#[test]
fn the_permissive_build_has_no_copyleft() {
    let crates = linked(&["--no-default-features", "--features=permissive"]);
    assert!(100 < crates.len() && crates.iter().any(|(name, _)| name.starts_with("ttspico ")));
    let others: Vec<_> = crates.iter().filter(|(_, licence)| !is_permissive(licence)).collect();
    assert!(others.is_empty(), "{others:?}");
}

#[test]
fn the_default_build_is_under_the_gpl_for_its_phonemes_only() {
    let others = linked(&[]).into_iter().filter(|(_, licence)| !is_permissive(licence));
    let names: Vec<String> = others.map(|(name, _)| name.split(' ').next().unwrap().to_owned()).collect();
    let known = |name: &String| name.starts_with("espeak-ng") || name.starts_with("mp3lame-");
    assert!(names.iter().any(|name| name == "espeak-ng") && names.iter().all(known), "{names:?}");
}

/// The table of the documents tells of each crate what it is for.
#[test]
fn every_dependency_has_its_reason() {
    let manifests = [include_str!("../../Cargo.toml"), include_str!("../../crates/text/Cargo.toml")];
    let manifests: Vec<toml::Table> = manifests.iter().map(|text| text.parse().unwrap()).collect();
    let names = |table: &toml::Value| -> Vec<String> { table.as_table().unwrap().keys().cloned().collect() };
    let mut wanted = Vec::new();
    for (key, table) in manifests.iter().flatten() {
        match key.as_str() {
            "dependencies" | "build-dependencies" | "dev-dependencies" => wanted.extend(names(table)),
            "target" => {
                wanted.extend(table.as_table().unwrap().values().flat_map(|one| names(&one["dependencies"])));
            }
            _ => {}
        }
    }
    wanted.retain(|name| name != "articast-text");
    wanted.sort();
    wanted.dedup();
    let rows = include_str!("../../docs/dependencies.md").lines().filter_map(|line| line.strip_prefix("| `"));
    let rows = rows.filter_map(|row| row.split_once("` | ")).filter(|(name, _)| !name.contains('/'));
    let mut told: Vec<String> = rows.clone().map(|(name, _)| name.to_owned()).collect();
    told.sort();
    assert_eq!(told, wanted);
    for (name, reason) in rows {
        assert!(reason.trim_end_matches(" |").split(' ').count() > 1, "`{name}` has no reason");
    }
}
