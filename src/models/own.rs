//! Voices of one's own: files on the disk.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::catalogue::{Catalogue, is_file_name, is_name};
use super::{Commercial, Licence, Model, Part};
use crate::digest::sha256 as digest;
use crate::language::hyphenated;
use crate::voice::VoiceId;
use crate::{Error, Result, files};

/// No settings of a voice are larger.
const LIMIT: u64 = 16 << 20;

/// The model of a Piper voice on the disk, `NAME.onnx` with `NAME.onnx.json` beside it. It is named by the file. Files
/// that the catalogue knows by their digests are the catalogue's voice, with its licence; others are under the licence
/// that is given here, or under an unknown one; well-known ones say whether commercial use is allowed. It is installed from the folder of the files.
pub fn own(path: &Path, licence: Option<&str>, known: &Catalogue) -> Result<Model> {
    let wrong = |why: &str| Error::NotAVoice { name: path.display().to_string(), why: why.into() };
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some(stem) = name.strip_suffix(".onnx") else {
        return Err(wrong("a voice of your own must be a file `NAME.onnx` with `NAME.onnx.json` beside it"));
    };
    if !is_name(stem) || !is_file_name(name) {
        return Err(wrong("its name may contain only letters, digits, `-`, `_`, `.` and `+`; rename it"));
    }
    let beside = PathBuf::from(format!("{}.json", path.display()));
    let settings: Value = serde_json::from_slice(&files::read(&beside, LIMIT)?)
        .map_err(|error| Error::NotAVoice { name: beside.display().to_string(), why: error.to_string() })?;
    let parts = [path, &beside].map(part).into_iter().collect::<Result<Vec<_>>>()?;
    if let Some(model) = known.of_files("piper", &parts) {
        return Ok(model.clone());
    }
    let licence = licence.map_or_else(Licence::unknown, |name| Licence {
        name: name.into(),
        link: String::new(),
        commercial: Commercial::of(name),
    });
    let text = |pointer: &str| settings.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
    let language = [text("/language/code"), text("/espeak/voice")].into_iter().find(|tag| !tag.is_empty());
    let rate = settings.pointer("/audio/sample_rate").and_then(Value::as_u64);
    Ok(Model {
        voice: VoiceId { engine: "piper".into(), name: stem.into() },
        language: hyphenated(language.unwrap_or_default()),
        sample_rate: rate.and_then(|rate| u32::try_from(rate).ok()),
        quality: text("/audio/quality").into(),
        note: "a voice of one's own".into(),
        base: String::new(),
        licence,
        files: parts,
    })
}

fn part(path: &Path) -> Result<Part> {
    let file = files::open(path).map_err(Error::reading(path))?;
    let bytes = file.metadata().map_err(Error::reading(path))?.len();
    let sha256 = digest(file).map_err(Error::reading(path))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Part { path: name, bytes, sha256 })
}
