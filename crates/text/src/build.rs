//! Lists what goes into the crate and is no code: the data of languages.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// One folder for each language.
const LANGUAGES: &str = "src/language/data";

fn main() {
    println!("cargo::rerun-if-changed=src/build.rs");
    println!("cargo::rerun-if-changed={LANGUAGES}");
    if let Err(error) = list_languages() {
        println!("cargo::error=`{LANGUAGES}`: {error}");
    }
}

/// Writes the folders of `LANGUAGES` and their files as a slice of Rust:
/// `&[("en", &[("words", include_str!(…)), …]), …]`.
#[expect(
    clippy::disallowed_methods,
    reason = "cargo runs a script that failed again, and reads nothing of it"
)]
fn list_languages() -> io::Result<()> {
    let (Some(root), Some(out)) = (env::var_os("CARGO_MANIFEST_DIR"), env::var_os("OUT_DIR")) else {
        return Err(io::Error::other("cargo does not say where it is"));
    };
    let mut list = String::from("&[\n");
    for (language, folder) in sorted(&Path::new(&root).join(LANGUAGES))? {
        let mut files = String::new();
        for (name, file) in sorted(&folder)? {
            let name = name.trim_end_matches(".toml");
            let file = file.to_str().ok_or_else(|| io::Error::other("the project's path is not Unicode"))?;
            write!(files, "({name:?}, include_str!({file:?})), ").map_err(io::Error::other)?;
        }
        writeln!(list, "    ({language:?}, &[{files}]),").map_err(io::Error::other)?;
    }
    list.push(']');
    fs::write(Path::new(&out).join("languages.rs"), list)
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
