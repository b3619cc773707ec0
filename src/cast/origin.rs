//! Whose word a cast is, and what it can reach.
//!
//! A cast can name a program to run, a server to send the text to and a network to load. The user's own casts may do
//! that. One from elsewhere may not, unless the user says yes to this very file.

use std::path::{Component, Path, PathBuf};

use super::Cast;
use crate::voice::{VoiceId, quoted, words};
use crate::{Error, Result};

/// Whose word a cast is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Origin {
    /// The user's or the program's: a voice that was named, a cast in the user's folder, a built-in one.
    #[default]
    Own,
    /// A file from elsewhere, and its [`seal`].
    Strange(String),
}

/// What tells a file at a place from all others, and from itself once it is changed: a BLAKE3 digest.
pub(super) fn seal(path: &Path, bytes: &[u8]) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let mut hasher = blake3::Hasher::new();
    hasher.update(path.as_os_str().as_encoded_bytes()).update(&[0]).update(bytes);
    hasher.finalize().to_hex().to_string()
}

impl Cast {
    /// What the voices of the cast can reach beyond the voices of the machine, each in words: programs, servers,
    /// networks.
    pub fn demands(&self) -> Vec<String> {
        let mut demands: Vec<String> =
            self.voices.values().flatten().filter_map(|choice| demand(&choice.voice)).collect();
        demands.dedup();
        demands
    }

    /// Fails if the cast is from elsewhere and has [demands](Cast::demands).
    pub fn check(&self) -> Result<()> {
        let demands = self.demands();
        match self.origin {
            Origin::Strange(_) if !demands.is_empty() => {
                Err(Error::Untrusted { cast: self.name.clone(), demands })
            }
            _ => Ok(()),
        }
    }
}

/// What a voice reaches.
fn demand(voice: &VoiceId) -> Option<String> {
    let name = &voice.name;
    match voice.engine.as_str() {
        "command" => Some(format!("run `{name}`")),
        "http" => {
            let (_, server) = name.rsplit_once('@').filter(|(_, server)| server.contains("://"))?;
            Some(format!("send the text to `{server}`"))
        }
        "piper" if name.contains(".onnx") => Some(format!("load `{name}`")),
        "kokoro" => Some(format!("load `{}`", name.rsplit_once('#')?.0)),
        _ => None,
    }
}

/// Lets relative paths in a voice of a cast file count from the file's folder, and not from the working folder.
pub(super) fn anchor(voice: &mut VoiceId, folder: &Path) {
    let whole = |path: &str| folder.join(path).components().collect::<PathBuf>().display().to_string();
    match voice.engine.as_str() {
        "command" => {
            let words = words(&voice.name);
            if let Some(program) = words.first().filter(|program| is_relative_path(program)) {
                let rest = words[1..].iter().map(|word| format!(" {}", quoted(word)));
                voice.name = quoted(&whole(program)) + &rest.collect::<String>();
            }
        }
        "piper" if voice.name.contains(".onnx") && Path::new(&voice.name).is_relative() => {
            voice.name = whole(&voice.name);
        }
        "kokoro" => {
            if let Some((place, blend)) = voice.name.rsplit_once('#') {
                voice.name = format!("{}#{blend}", whole(place));
            }
        }
        _ => {}
    }
}

/// Whether a program is named by a path from some folder, and not by a bare name that is looked for.
fn is_relative_path(program: &str) -> bool {
    let path = Path::new(program);
    path.is_relative() && (1 < path.components().count() || program.starts_with('.'))
}

/// Whether the name of a file in a cast stays in the folder of the cast, links and all.
pub(super) fn is_within(folder: &Path, name: &str) -> bool {
    let is_plain =
        Path::new(name).components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let real = |path: &Path| path.canonicalize().ok();
    let strays =
        real(&folder.join(name)).zip(real(folder)).is_some_and(|(file, root)| !file.starts_with(root));
    is_plain && !strays
}

#[test]
fn paths_count_from_the_folder_of_the_cast() {
    let anchored = |text: &str| {
        let mut voice = VoiceId::from(text);
        anchor(&mut voice, Path::new("/my casts"));
        voice.to_string()
    };
    for (text, wanted) in [
        ("command:./evil.sh --x", "command:\"/my casts/evil.sh\" --x"),
        ("command:bin/tts \"a b\"", "command:\"/my casts/bin/tts\" \"a b\""),
        ("command:tts --fast", "command:tts --fast"),
        ("command:/usr/bin/tts  x", "command:/usr/bin/tts  x"),
        ("piper:a.onnx#one", "piper:/my casts/a.onnx#one"),
        ("piper:en_US-a/one", "piper:en_US-a/one"),
        ("kokoro:nets#af_heart", "kokoro:/my casts/nets#af_heart"),
        ("kokoro:af_heart", "kokoro:af_heart"),
        ("flite:slt", "flite:slt"),
    ] {
        assert_eq!(anchored(text), wanted);
    }
}
