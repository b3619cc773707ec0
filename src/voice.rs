//! Casts: who speaks which role, with which voices, and the house style that goes with them.

mod best;
mod file;
mod language;
mod origin;
pub mod ranking;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::script::{House, Role};

pub use best::{BEST, Best};
pub use file::{find, names};
pub use language::Others;
pub use origin::{Origin, words};

/// Who speaks an episode, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Cast {
    /// Its name: the file's, without `.toml`.
    pub name: String,
    /// What it is for, in a sentence.
    pub description: String,
    /// The voices by the names that [`Cast::roles`] uses. The one called `narrator` is always there.
    pub voices: BTreeMap<String, Vec<Choice>>,
    /// Which voice speaks a role; the narrator speaks those that are not here.
    pub roles: BTreeMap<Role, String>,
    /// The language that these voices speak, a BCP 47 tag, where the cast says it.
    pub language: Option<String>,
    /// Which voices speak other languages, by their BCP 47 tags in small letters. Each has one for the narrator, who
    /// speaks the roles that are not here.
    pub languages: BTreeMap<String, BTreeMap<Role, String>>,
    /// Who speaks an article in a language that is none of these.
    pub others: Others,
    /// A factor on the rate of every voice, those that the machine finds included; 1 unless more or less speed is asked for.
    pub speed: f32,
    /// Pauses and policies.
    pub house: House,
    /// Whose word it is.
    pub origin: Origin,
}

/// The voice that every cast has.
pub(crate) const NARRATOR: &str = "narrator";

impl Cast {
    /// The name of the voice that speaks a role in the cast's own language.
    pub fn speaker(&self, role: Role) -> &str {
        self.roles.get(&role).map_or(NARRATOR, String::as_str)
    }
}

/// A voice that may speak. A cast lists several for each part; the first that the machine has speaks.
#[derive(Debug, Clone, PartialEq)]
pub struct Choice {
    /// The voice.
    pub voice: VoiceId,
    /// How it is to speak.
    pub tuning: Tuning,
    /// Decibels above the other voices of the cast, which are matched in loudness.
    pub gain: f64,
    /// What a million characters cost, in whatever unit; for estimates.
    pub price: Option<f64>,
}

impl Choice {
    /// The same voice at another speed, within what engines take. The engine itself speaks faster; nothing is stretched.
    #[must_use]
    pub(crate) fn at_speed(&self, speed: f32) -> Choice {
        let rate = (self.tuning.rate * speed).clamp(*Tuning::RATES.start(), *Tuning::RATES.end());
        Choice { tuning: Tuning { rate, ..self.tuning }, ..self.clone() }
    }
}

/// An engine and a voice of it, written `engine:voice`; without a voice, the engine's usual one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct VoiceId {
    /// The engine's name.
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
    pub const RATES: RangeInclusive<f32> = 0.5..=2.0;
}

impl Default for Tuning {
    fn default() -> Tuning {
        Tuning { rate: 1.0, pitch: 0.0 }
    }
}

#[test]
fn a_speed_is_a_factor_within_what_engines_take() {
    let tuning = Tuning { rate: 1.5, pitch: 2.0 };
    let choice = Choice { voice: "tone".into(), tuning, gain: 0.0, price: None };
    let rate = |speed: f32| choice.at_speed(speed).tuning.rate;
    assert!((rate(1.2) - 1.8).abs() < 1e-6 && (rate(2.0) - 2.0).abs() < 1e-6);
    assert_eq!(choice.at_speed(1.0), choice);
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
