//! Finds what goes into the binary from elsewhere: the voices of SVOX Pico, which lie in the crate `ttspico-sys`.
//!
//! The crate tells nobody where it is, so `cargo metadata` is asked. Where that gives no answer (a vendored build
//! without cargo's files), `ARTICAST_PICO_VOICES` names the folder `build/pico/lang` of the crate.

use std::env;
use std::path::PathBuf;
use std::process::Command;

const CRATE: &str = "ttspico-sys";
const VARIABLE: &str = "ARTICAST_PICO_VOICES";

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    println!("cargo::rerun-if-changed=Cargo.lock");
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    if env::var_os("CARGO_FEATURE_PICO").is_none() {
        return;
    }
    let named = env::var_os(VARIABLE).map(PathBuf::from);
    let folder = named.or_else(asked).filter(|folder| folder.join("en-US_ta.bin").is_file());
    match folder {
        Some(folder) => println!("cargo::rustc-env={VARIABLE}={}", folder.display()),
        None => println!(
            "cargo::error=the voices of `{CRATE}` are not found: set {VARIABLE} to its folder `build/pico/lang`"
        ),
    }
}

/// The folder of the voices, as cargo knows it.
fn asked() -> Option<PathBuf> {
    let cargo = env::var_os("CARGO")?;
    let mut metadata = Command::new(cargo);
    metadata.args([
        "metadata",
        "--format-version=1",
        "--offline",
        "--no-default-features",
        "--features=pico",
    ]);
    metadata.current_dir(env::var_os("CARGO_MANIFEST_DIR")?);
    let output = metadata.output().ok().filter(|output| output.status.success())?.stdout;
    let known: serde_json::Value = serde_json::from_slice(&output).ok()?;
    let packages = known.get("packages")?.as_array()?;
    let package = packages.iter().find(|package| package["name"] == CRATE)?;
    let manifest = PathBuf::from(package["manifest_path"].as_str()?);
    Some(manifest.parent()?.join("build/pico/lang"))
}
