//! Names of voices: an engine and a voice of it, and how it is to speak.

mod words;

use std::convert::Infallible;
use std::fmt;
use std::path::Path;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::bounds::Bounds;

pub(crate) use words::quoted;
pub use words::words;

/// An engine and a voice of it, written `engine:voice`; without a voice, the engine's usual one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct VoiceId {
    /// The engine's name: what stands before the colon.
    pub engine: String,
    /// The name by which the engine knows the voice; may be empty, and may hold colons and spaces.
    pub name: String,
}

impl From<&str> for VoiceId {
    fn from(text: &str) -> VoiceId {
        let (engine, name) = text.split_once(':').unwrap_or((text, ""));
        VoiceId { engine: engine.trim().into(), name: name.trim().into() }
    }
}

impl From<String> for VoiceId {
    fn from(text: String) -> VoiceId {
        text.as_str().into()
    }
}

impl FromStr for VoiceId {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<VoiceId, Infallible> {
        Ok(text.into())
    }
}

impl From<VoiceId> for String {
    fn from(id: VoiceId) -> String {
        id.to_string()
    }
}

impl fmt::Display for VoiceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name.as_str() {
            "" => f.write_str(&self.engine),
            name => write!(f, "{}:{name}", self.engine),
        }
    }
}

impl VoiceId {
    /// What others may see of it: no command line, which may hold a key, and no address of a server.
    pub fn public(&self) -> String {
        let name = match self.engine.as_str() {
            "command" => {
                let program = words(&self.name).into_iter().next().unwrap_or_default();
                Path::new(&program)
                    .file_name()
                    .map(|name| name.to_string_lossy().into_owned())
                    .unwrap_or_default()
            }
            "http" => match self.name.rsplit_once('@').filter(|(_, server)| server.contains("://")) {
                Some((voice, _)) => voice.to_owned(),
                None => self.name.clone(),
            },
            _ => self.name.clone(),
        };
        VoiceId { engine: self.engine.clone(), name }.to_string()
    }
}

/// How a voice is to speak; 1 and 0 are the engine's own way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tuning {
    /// Speed as a factor of the voice's own: 0.5 to 2.
    pub rate: f32,
    /// Pitch in semitones above the voice's own: −12 to 12.
    pub pitch: f32,
}

impl Tuning {
    /// The speeds that engines take.
    pub const RATES: Bounds<f32> = Bounds::new(0.5, 2.0, "");
    /// The pitches that engines take.
    pub const PITCHES: Bounds<f32> = Bounds::new(-12.0, 12.0, "semitones");
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning { rate: 1.0, pitch: 0.0 }
    }
}

#[test]
fn an_id_is_an_engine_and_a_name() {
    for (text, engine, name) in [
        ("speechd:espeak-ng/English (America)", "speechd", "espeak-ng/English (America)"),
        ("command:say --voice a:b -", "command", "say --voice a:b -"),
        ("tone", "tone", ""),
    ] {
        let id = VoiceId::from(text);
        assert_eq!((id.engine.as_str(), id.name.as_str()), (engine, name));
        assert_eq!(id.to_string(), text);
    }
}

#[test]
fn others_see_no_command_line_and_no_server() {
    for (voice, wanted) in [
        ("command:\"/my casts/tts.sh\" --key sk-1", "command:tts.sh"),
        ("http:tts-1/alloy@http://nas.local:8880/v1", "http:tts-1/alloy"),
        ("http:tts-1/me@home", "http:tts-1/me@home"),
        ("speechd:espeak-ng/English (America)", "speechd:espeak-ng/English (America)"),
        ("tone", "tone"),
    ] {
        assert_eq!(VoiceId::from(voice).public(), wanted);
    }
}
