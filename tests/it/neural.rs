//! Neural voices: both runtimes, Piper's interface, and whole episodes, with networks of a few kilobytes.

mod episode;
mod ids;
mod runtimes;
mod trained;

use std::path::{Path, PathBuf};

use articast::files::Library;

use crate::program::missing;

/// A file of `tests/voices`.
fn voice(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/voices").join(name)
}

/// The library of onnxruntime: where `ARTICAST_ONNXRUNTIME` says. Tells, and gives `None`, where it does not.
fn onnxruntime() -> Option<Library> {
    if !cfg!(feature = "onnxruntime") {
        println!("skipped: this build has no feature `onnxruntime`");
        return None;
    }
    let library = std::env::var_os("ARTICAST_ONNXRUNTIME").filter(|path| !path.is_empty());
    if library.is_none() {
        missing("`ARTICAST_ONNXRUNTIME` does not name a libonnxruntime");
    }
    library.map(|path| Library::Named(path.into()))
}
