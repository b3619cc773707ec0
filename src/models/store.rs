//! What is installed: records and their files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::catalogue::{is_file_name, is_name};
use super::install::lock;
use super::{Licence, Model};
use crate::files::{self, Places};
use crate::voice::VoiceId;
use crate::{Error, Result};

/// No record is larger.
const LIMIT: u64 = 1 << 20;

/// The folder of all models.
pub(super) fn root(places: &Places) -> PathBuf {
    places.data.join("voices")
}

/// The folder in which an engine's models and their records stand.
pub fn folder(places: &Places, engine: &str) -> PathBuf {
    root(places).join(engine)
}

/// The record of a voice.
pub(super) fn record(places: &Places, voice: &VoiceId) -> PathBuf {
    folder(places, &voice.engine).join(format!("{}.toml", voice.name))
}

/// The models that are installed, in the order of their names.
pub fn installed(places: &Places) -> Vec<Model> {
    let mut models: Vec<Model> = entries(&root(places)).iter().flat_map(|dir| records(dir)).collect();
    models.sort_by(|a, b| a.voice.cmp(&b.voice));
    models
}

/// The model of a voice, if it is installed: its files stand in [`folder`] under their [`super::Part::name`]s.
pub fn installed_one(places: &Places, voice: &VoiceId) -> Option<Model> {
    if !is_name(&voice.engine) || !is_name(&voice.name) {
        return None;
    }
    read(&record(places, voice)).filter(|model| model.voice == *voice)
}

fn entries(dir: &Path) -> Vec<PathBuf> {
    let entries = dir.read_dir().into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

/// The whole models of an engine's folder.
fn records(dir: &Path) -> Vec<Model> {
    let is_record = |path: &PathBuf| path.extension().is_some_and(|end| end == "toml");
    entries(dir).into_iter().filter(is_record).filter_map(|path| read(&path)).collect()
}

/// The model of a record, if it is one and all its files are there in their sizes.
fn read(path: &Path) -> Option<Model> {
    let text = String::from_utf8(files::read(path, LIMIT).ok()?).ok()?;
    let model: Model = toml::from_str(&text).ok()?;
    let dir = path.parent()?;
    let is_its_own =
        path.file_stem()?.to_str()? == model.voice.name && dir.file_name()?.to_str()? == model.voice.engine;
    let is_there = |part: &super::Part| {
        let meta = fs::metadata(dir.join(part.name()));
        is_file_name(part.name()) && meta.is_ok_and(|meta| meta.is_file() && meta.len() == part.bytes)
    };
    (is_its_own && model.files.iter().all(is_there)).then_some(model)
}

/// Removes an installed voice: its record, and the files that no other voice needs. Gives the bytes that are free now.
pub fn remove(places: &Places, wanted: &str) -> Result<u64> {
    let root = root(places);
    let _lock = root.is_dir().then(|| lock(&root.join(".lock"), &|_| {})).transpose()?;
    let all = installed(places);
    let id = VoiceId::from(wanted);
    let Some(model) = all.iter().find(|model| model.voice == id) else {
        let known = all.iter().map(|model| model.voice.to_string()).collect();
        return Err(Error::UnknownModel { name: wanted.into(), place: "installed", known });
    };
    let others = all.iter().filter(|other| other.voice != id && other.voice.engine == id.engine);
    let needed: BTreeSet<&str> = others.flat_map(|other| &other.files).map(super::Part::name).collect();
    // The record goes first: without it, what is left of the files counts for nothing.
    let record = record(places, &id);
    files::remove(&record)?;
    let mut freed = 0;
    for part in model.files.iter().filter(|part| !needed.contains(part.name())) {
        let path = folder(places, &id.engine).join(part.name());
        files::remove(&path)?;
        freed += part.bytes;
    }
    Ok(freed)
}

/// The terms of a voice of a cast, if a model speaks it. A voice may name a speaker of a model, or mix several: the
/// terms of all models that it names hold.
pub fn licence(places: &Places, voice: &VoiceId) -> Option<Licence> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let named: BTreeSet<&str> = voice.name.split(|c| !is_part(c)).collect();
    let whole = [voice.name.as_str()];
    let models = records(&folder(places, &voice.engine));
    let mut spoken: Vec<Model> = models
        .into_iter()
        .filter(|model| named.iter().chain(&whole).any(|name| *name == model.voice.name))
        .collect();
    spoken.sort_by(|a, b| a.voice.cmp(&b.voice));
    spoken.into_iter().map(|model| model.licence).reduce(Licence::and)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::{Commercial, Part};

    /// Installs a voice of one file without looking at it.
    fn put(places: &Places, voice: &str, licence: &str, commercial: Commercial) {
        let voice = VoiceId::from(voice);
        let file = Part { path: format!("{}.bin", voice.name), bytes: 2, sha256: "0".repeat(64) };
        files::write(&folder(places, &voice.engine).join(file.name()), b"ab").unwrap();
        let licence = Licence { name: licence.into(), link: String::new(), commercial };
        let path = record(places, &voice);
        let model = Model {
            voice,
            language: String::new(),
            sample_rate: None,
            quality: String::new(),
            note: String::new(),
            base: String::new(),
            licence,
            files: vec![file],
        };
        files::write(&path, toml::to_string(&model).unwrap().as_bytes()).unwrap();
        assert_eq!(installed_one(places, &model.voice), Some(model));
    }

    #[test]
    fn all_who_speak_in_a_voice_have_their_terms() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places { data: dir.path().into(), ..Places::default() };
        put(&places, "kokoro:af_heart", "Apache-2.0", Commercial::Allowed);
        put(&places, "kokoro:af_bella", "CC-BY-NC-4.0", Commercial::Forbidden);
        let terms = |voice: &str| licence(&places, &voice.into()).map(|licence| licence.to_string());
        for (voice, wanted) in [
            ("kokoro:af_heart", Some("Apache-2.0")),
            ("kokoro:af_heart#3", Some("Apache-2.0")),
            ("kokoro:af_heart/low", Some("Apache-2.0")),
            ("kokoro:af_heart*0.6 + af_bella*0.4", Some("CC-BY-NC-4.0 AND Apache-2.0; no commercial use")),
            ("kokoro:af_hearty", None),
            ("piper:af_heart", None),
        ] {
            assert_eq!(terms(voice).as_deref(), wanted, "{voice}");
        }
    }

    #[test]
    fn what_is_not_whole_is_not_installed() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places { data: dir.path().into(), ..Places::default() };
        put(&places, "piper:a", "CC0-1.0", Commercial::Allowed);
        assert_eq!(installed(&places).len(), 1);
        let record = folder(&places, "piper").join("a.toml");
        let text = String::from_utf8(files::read(&record, LIMIT).unwrap()).unwrap();
        for (from, to) in [
            ("a.bin", "b.bin"),
            ("a.bin", "../piper/a.bin.toml"),
            ("bytes = 2", "bytes = 3"),
            ("piper:a", "piper:b"),
        ] {
            assert!(text.contains(from), "{from}: {text}");
            files::write(&record, text.replace(from, to).as_bytes()).unwrap();
            assert_eq!(installed(&places), [], "{to}");
        }
        for outside in ["piper:../a", "..:a", "piper:"] {
            assert_eq!(installed_one(&places, &outside.into()), None);
        }
    }
}
