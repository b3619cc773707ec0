//! Who speaks: the cast of an episode, the voice of each role in each language, and the voices that were opened for it.
//!
//! A [`Cast`] says which voices may speak which role ([`find`] reads it). A voice may be named, or left to the
//! [`ranking`], which chooses among those that the machine has ([`ranked`]). [`OpenedCast::open`] settles all of it for a
//! script and opens the voices.

mod best;
mod file;
mod language;
mod opened;
mod origin;
pub mod ranking;
mod selection;
mod stand_in;
mod upgrade;

use std::collections::BTreeMap;

use crate::bounds::Bounds;
use crate::script::{ReadingStyle, Role};
use crate::voice::{Tuning, VoiceId};

pub use best::{BEST, Best};
pub use file::{find, names};
pub use language::Others;
pub use opened::{OpenedCast, Part};
pub use origin::Origin;
pub use selection::ranked;
pub(crate) use stand_in::StandIn;
pub use upgrade::{best_model, upgrade};

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
    pub reading: ReadingStyle,
    /// Whose word it is.
    pub origin: Origin,
}

/// The voice that every cast has.
pub const NARRATOR: &str = "narrator";

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
    /// What a voice may be louder or softer than the others.
    pub const GAINS: Bounds<f64> = Bounds::new(-12.0, 12.0, "dB");
    /// What a million characters may cost.
    pub const PRICES: Bounds<f64> = Bounds::new(0.0, 1e9, "");

    /// The same voice at another speed, within what engines take. The engine itself speaks faster; nothing is stretched.
    #[must_use]
    pub fn at_speed(&self, speed: f32) -> Choice {
        let rate = (self.tuning.rate * speed).clamp(Tuning::RATES.least, Tuning::RATES.most);
        Choice { tuning: Tuning { rate, ..self.tuning }, ..self.clone() }
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
