//! Where Piper voices are, and what they are called.

use std::path::{Path, PathBuf};

use super::NAME;
use super::settings::Settings;
use crate::engine::{EngineContext, VoiceInfo};
use crate::files::Places;
use crate::{Error, Result};

/// A voice that was named, and the speaker of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Named {
    /// The path of the `.onnx` file.
    pub(super) path: PathBuf,
    /// The speaker, if one was named.
    pub(super) speaker: Option<String>,
}

/// The installed models: every `.onnx` file in the folder `voices/piper` of the user's data, three folders deep.
fn installed(places: &Places) -> Vec<PathBuf> {
    super::super::files_in(&places.data.join("voices").join(NAME), &["onnx"])
}

fn is_model(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "onnx")
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

/// The voices in `voices/piper` of the data folder.
pub(super) fn list(context: &EngineContext<'_>) -> Vec<VoiceInfo> {
    let info = |path: PathBuf| {
        let (settings, _) = Settings::read(&path).ok()?;
        let quality =
            settings.audio.quality.clone().map(|quality| format!("{quality}, ")).unwrap_or_default();
        let speakers = match settings.num_speakers {
            ..2 => String::new(),
            many => format!(
                ", {many} speakers: `{}` and on",
                settings.speakers().first().map_or("0", String::as_str)
            ),
        };
        Some(VoiceInfo {
            engine: NAME.into(),
            name: stem(&path),
            language: settings.tag(),
            note: format!("{quality}{} Hz{speakers}", settings.audio.sample_rate),
        })
    };
    installed(context.places).into_iter().filter_map(info).collect()
}

/// Finds a voice by name or path, alone or with a speaker: `NAME`, `NAME#speaker`, `NAME/speaker`.
pub(super) fn find(wanted: &str, places: &Places) -> Result<Named> {
    let installed = installed(places);
    let find = |name: &str| {
        let path = Path::new(name);
        let known = || installed.iter().find(|model| name.is_empty() || stem(model) == name).cloned();
        if is_model(path) { path.is_file().then(|| path.to_owned()) } else { known() }
    };
    let split = |mark: char| wanted.rsplit_once(mark).map(|(name, speaker)| (name, Some(speaker)));
    let ways = [Some((wanted, None)), split('#'), split('/')];
    for (name, speaker) in ways.into_iter().flatten() {
        if let Some(path) = find(name) {
            return Ok(Named { path, speaker: speaker.map(str::to_owned) });
        }
    }
    let (name, _) = ways[1].unwrap_or((wanted, None));
    if is_model(Path::new(name)) {
        let why = format!("there is no file `{name}`");
        return Err(Error::NoEngine { engine: NAME.into(), why, hint: "check the path".into() });
    }
    if installed.is_empty() {
        let folder = places.data.join("voices").join(NAME);
        let why = format!("no voice is installed in `{}`", folder.display());
        let hint = "run `articast voices add piper:en_US-ljspeech-medium`, or put `NAME.onnx` and `NAME.onnx.json` \
                    there, or name them by their path";
        return Err(Error::NoEngine { engine: NAME.into(), why, hint: hint.into() });
    }
    let known = installed.iter().map(|path| stem(path)).collect();
    Err(Error::UnknownVoice { engine: NAME.into(), voice: wanted.into(), known })
}
