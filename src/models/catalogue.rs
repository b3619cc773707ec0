//! The catalogue: TOML in the program, and one of the user's own beside the settings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::{Licence, Model, Part};
use crate::article::address::is_of_the_web;
use crate::files::{self, Places};
use crate::voice::VoiceId;
use crate::{Error, Result};

/// The catalogue in the program.
const BUILT_IN: &str = include_str!("../../voices/catalogue.toml");
/// The name of the user's own, in [`Places::config`].
const OWN: &str = "catalogue.toml";
/// No catalogue is larger.
const LIMIT: u64 = 16 << 20;

/// The voice models that can be added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    /// The models; the user's own come first.
    pub models: Vec<Model>,
}

impl Catalogue {
    /// Reads the user's own catalogue, `catalogue.toml` in the configuration folder, and the one in the program. Where
    /// both have a voice of the same name, the user's own is meant.
    pub fn load(places: &Places) -> Result<Catalogue> {
        let path = places.config.join(OWN);
        let mut models = if path.is_file() { read_own(&path)? } else { Vec::new() };
        let known: BTreeSet<VoiceId> = models.iter().map(|model| model.voice.clone()).collect();
        let built_in = parse("voices/catalogue.toml", BUILT_IN)?;
        models.extend(built_in.into_iter().filter(|model| !known.contains(&model.voice)));
        Ok(Catalogue { models })
    }

    /// The model of a voice, `engine:name`; the name alone is enough where only one engine has it.
    pub fn find(&self, wanted: &str) -> Result<&Model> {
        let id = VoiceId::from(wanted);
        let named = || self.models.iter().filter(|model| model.voice.name == wanted);
        let exact = self.models.iter().find(|model| model.voice == id);
        exact.or_else(|| named().next().filter(|_| named().count() == 1)).ok_or_else(|| {
            let known = self.models.iter().map(|model| model.voice.to_string()).collect();
            Error::UnknownModel { name: wanted.into(), place: "in the catalogue", known }
        })
    }

    /// The model that is made of exactly these files, by their digests.
    pub(crate) fn of_files(&self, engine: &str, files: &[Part]) -> Option<&Model> {
        let digests = |files: &[Part]| files.iter().map(|part| part.sha256.clone()).collect::<BTreeSet<_>>();
        let wanted = digests(files);
        self.models.iter().find(|model| model.voice.engine == engine && digests(&model.files) == wanted)
    }
}

fn read_own(path: &Path) -> Result<Vec<Model>> {
    let name = path.display().to_string();
    let text = String::from_utf8(files::read(path, LIMIT)?)
        .map_err(|_| Error::MalformedCatalogue { name: name.clone(), why: "it is not UTF-8".into() })?;
    parse(&name, &text)
}

/// The layout of a catalogue.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    set: Vec<Set>,
}

/// Voices that are made of the same files.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Set {
    engine: String,
    /// The voices' names, and the language of each.
    voices: BTreeMap<String, String>,
    base: String,
    sample_rate: Option<u32>,
    #[serde(default)]
    quality: String,
    licence: Licence,
    #[serde(default)]
    note: String,
    files: Vec<Part>,
}

/// Reads a catalogue's text; `place` is what to call it in an error.
fn parse(place: &str, text: &str) -> Result<Vec<Model>> {
    let malformed = |why: String| Error::MalformedCatalogue { name: place.into(), why };
    let file: File = toml::from_str(text).map_err(|error| malformed(error.to_string()))?;
    let mut models: Vec<Model> = Vec::new();
    for set in file.set {
        if let Some(why) = flaw(&set) {
            let names = set.voices.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            return Err(malformed(format!("{}:{names}: {why}", set.engine)));
        }
        for (name, language) in set.voices {
            let voice = VoiceId { engine: set.engine.clone(), name };
            if models.iter().any(|model| model.voice == voice) {
                return Err(malformed(format!("`{voice}` is listed twice")));
            }
            models.push(Model {
                voice,
                language,
                sample_rate: set.sample_rate,
                quality: set.quality.clone(),
                note: set.note.clone(),
                base: set.base.clone(),
                licence: set.licence.clone(),
                files: set.files.clone(),
            });
        }
    }
    Ok(models)
}

/// What is wrong with a set, if something is. Names become paths: none may lead out of its folder, hide, or stand for
/// what is ours.
fn flaw(set: &Set) -> Option<String> {
    if !set.base.ends_with('/') || !is_of_the_web(&set.base) {
        return Some("`base` must be a web address that ends with a slash".into());
    }
    if set.voices.is_empty() || set.files.is_empty() {
        return Some("it needs a voice and a file".into());
    }
    if let Some(name) = set.voices.keys().chain([&set.engine]).find(|name| !is_name(name)) {
        return Some(format!("`{name}` is not a valid name"));
    }
    let mut names = BTreeSet::new();
    for part in &set.files {
        let is_digest = part.sha256.len() == 64
            && part.sha256.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if !part.path.split('/').all(is_name) || !is_file_name(part.name()) || !names.insert(part.name()) {
            return Some(format!("`{}` is not a file path, or its name is listed twice", part.path));
        }
        if !is_digest || part.bytes == 0 {
            return Some(format!("`{}` needs its size and its SHA-256 in lower-case hexadecimal", part.path));
        }
    }
    None
}

/// Whether a name can stand in a path and in an address as it is.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_.+".contains(c);
    !name.is_empty() && name.len() <= 128 && !name.starts_with(['.', '-']) && name.chars().all(plain)
}

/// Whether a file may have the name beside records and beginnings of files.
pub(super) fn is_file_name(name: &str) -> bool {
    let end = Path::new(name).extension().unwrap_or_default();
    is_name(name) && !["toml", "part"].iter().any(|ours| end.eq_ignore_ascii_case(ours))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::Commercial;

    const GOOD: &str = r#"
        [[set]]
        engine = "piper"
        voices = { "xx-voice" = "xx" }
        base = "https://example.com/v/"
        licence = { name = "CC0-1.0", commercial = "allowed" }
        files = [{ path = "a/x.onnx", bytes = 3, sha256 = "DIGEST" }]
    "#;

    fn good() -> String {
        GOOD.replace("DIGEST", &"0a".repeat(32))
    }

    #[test]
    fn the_built_in_catalogue_is_one() {
        let models = parse("built in", BUILT_IN).unwrap();
        assert!(20 < models.len());
        for model in &models {
            assert!(model.base.starts_with("https://"), "{}", model.voice);
            assert!(model.sample_rate.is_some() && !model.language.is_empty(), "{}", model.voice);
            assert!(model.licence.link.starts_with("https://"), "{}", model.voice);
        }
        let catalogue = Catalogue::load(&Places::default()).unwrap();
        let lessac = catalogue.find("piper:en_US-lessac-medium").unwrap();
        assert_eq!(lessac.licence.commercial, Commercial::Forbidden);
        assert_eq!(catalogue.find("af_heart").unwrap().voice.engine, "kokoro");
        assert!(catalogue.find("piper:af_heart").is_err());
        assert_eq!(catalogue.of_files("piper", &lessac.files), Some(lessac));
    }

    #[test]
    fn what_a_catalogue_may_not_say_is_one_clear_error() {
        assert_eq!(parse("good", &good()).unwrap()[0].voice, "piper:xx-voice".into());
        for (from, to, wanted) in [
            ("engine =", "engin =", "unknown field `engin`"),
            ("bytes = 3", "bytes = 0", "needs its size"),
            (", bytes = 3", "", "missing field `bytes`"),
            ("0a0a", "0A0A", "SHA-256"),
            ("a/x.onnx", "../x.onnx", "is not a file path"),
            ("a/x.onnx", "/etc/x.onnx", "is not a file path"),
            ("a/x.onnx", "a\\\\x.onnx", "is not a file path"),
            ("a/x.onnx", "a/xx-voice.toml", "is not a file path"),
            ("a/x.onnx", "a/x.part", "is not a file path"),
            ("xx-voice", "../xx", "is not a valid name"),
            ("\"piper\"", "\"..\"", "is not a valid name"),
            ("https:", "file:", "web address"),
            ("\"allowed\"", "\"perhaps\"", "unknown variant `perhaps`"),
        ] {
            let text = good().replacen(from, to, 1);
            assert_ne!(text, good(), "{from}");
            let error = parse("test", &text).unwrap_err().to_string();
            assert!(error.contains(wanted), "{to}: {error}");
        }
        let twice = parse("test", &(good() + &good())).unwrap_err().to_string();
        assert!(twice.contains("is listed twice"), "{twice}");
    }
}
