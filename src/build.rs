//! Finds what goes into the binary and is no code: the voices of SVOX Pico.
//!
//! The voices lie in the crate `ttspico-sys`, which tells nobody where it is. Cargo unpacks crates of a registry into its
//! home, so the crate is looked for there first; `cargo metadata` knows vendored and patched crates, but answers only
//! where the crates of every target and of the tests have been fetched, which a plain build does not do. Where both fail,
//! `ARTICAST_PICO_VOICES` names the folder `build/pico/lang` of the crate.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

const CRATE: &str = "ttspico-sys";
/// Where the voices are in the crate.
const VOICES: &str = "build/pico/lang";
const VARIABLE: &str = "ARTICAST_PICO_VOICES";

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    pico();
}

/// What is in a folder, by name.
fn sorted(folder: &Path) -> io::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        // Editors leave hidden files.
        if !name.starts_with('.') {
            found.push((name, entry.path()));
        }
    }
    found.sort();
    Ok(found)
}

/// Names the folder of Pico's voices.
fn pico() {
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    if env::var_os("CARGO_FEATURE_PICO").is_none() {
        return;
    }
    let named = || env::var_os(VARIABLE).map(PathBuf::from);
    let holds_voices = |folder: &PathBuf| folder.join("en-US_ta.bin").is_file();
    let found = [named, unpacked, asked].into_iter().find_map(|find| find().filter(holds_voices));
    match found {
        Some(folder) => println!("cargo::rustc-env={VARIABLE}={}", folder.display()),
        None => println!(
            "cargo::error=the voices of `{CRATE}` are not found: set {VARIABLE} to its folder `{VOICES}`"
        ),
    }
}

/// The folder of the voices in the home of cargo, of the version that the lock file names.
fn unpacked() -> Option<PathBuf> {
    let lock = fs::read_to_string(Path::new(&env::var_os("CARGO_MANIFEST_DIR")?).join("Cargo.lock")).ok()?;
    let registries = cargo_home()?.join("registry/src");
    let folder = format!("{CRATE}-{}", locked_version(&lock)?);
    let registries = sorted(&registries).ok()?;
    registries.into_iter().map(|(_, path)| path.join(&folder).join(VOICES)).find(|voices| voices.is_dir())
}

/// The version of the crate in the text of a lock file.
fn locked_version(lock: &str) -> Option<&str> {
    let package =
        lock.split("[[package]]").find(|package| package.contains(&format!("name = \"{CRATE}\"")))?;
    package.lines().find_map(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
}

/// The home of cargo (The Cargo Book, "Cargo Home").
fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))
}

/// The folder of the voices, as `cargo metadata` knows it.
fn asked() -> Option<PathBuf> {
    let mut metadata = Command::new(env::var_os("CARGO")?);
    metadata.args([
        "metadata",
        "--format-version=1",
        "--offline",
        "--no-default-features",
        "--features=pico",
    ]);
    metadata.arg("--filter-platform").arg(env::var_os("TARGET")?);
    metadata.current_dir(env::var_os("CARGO_MANIFEST_DIR")?);
    let output = metadata.output().ok().filter(|output| output.status.success())?.stdout;
    let known: serde_json::Value = serde_json::from_slice(&output).ok()?;
    let packages = known.get("packages")?.as_array()?;
    let package = packages.iter().find(|package| package["name"] == CRATE)?;
    let manifest = PathBuf::from(package["manifest_path"].as_str()?);
    Some(manifest.parent()?.join(VOICES))
}
