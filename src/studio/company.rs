//! The company: a cast whose voices were found on this machine and opened.

use std::sync::Arc;

use crate::engine::cached::{Cache, Cached};
use crate::engine::{Engine, Opening, catalogue};
use crate::models::{self, Licence};
use crate::script::Role;
use crate::voice::{Cast, Choice, VoiceId};
use crate::{Error, Result};

/// Everybody who speaks in an episode.
pub struct Company {
    /// The parts.
    pub parts: Vec<Part>,
    /// Where they keep what they said.
    pub cache: Cache,
    /// Which part speaks a role, in the order of [`Role::ALL`].
    by_role: [usize; Role::ALL.len()],
}

/// A voice of the cast, opened.
pub struct Part {
    /// Its name in the cast.
    pub name: String,
    /// The voice that was found for it.
    pub voice: VoiceId,
    /// The terms of the voice, where a voice model speaks it.
    pub licence: Option<Licence>,
    /// Decibels above the others.
    pub gain: f64,
    /// What a million characters cost, where the cast says so.
    pub price: Option<f64>,
    /// The voice itself, with a memory.
    pub engine: Cached,
    /// The voices that the cast prefers and this machine lacks, with the reason.
    pub passed_over: Vec<(VoiceId, String)>,
}

impl std::fmt::Debug for Company {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.parts.iter().map(|part| (&part.name, part.voice.to_string()))).finish()
    }
}

impl Company {
    /// Opens the voices that a cast needs for some roles: for each the first of its choices that this machine has.
    pub fn hire(cast: &Cast, roles: &[Role], opening: &Opening<'_>) -> Result<Company> {
        let cache = Cache::new(opening.places.cache.join("spoken"));
        let mut parts: Vec<Part> = Vec::new();
        let mut by_role = [0; Role::ALL.len()];
        for (slot, role) in by_role.iter_mut().zip(Role::ALL) {
            if !roles.contains(&role) {
                continue;
            }
            let name = cast.speaker(role);
            *slot = if let Some(known) = parts.iter().position(|part| part.name == name) {
                known
            } else {
                let (found, passed_over) = open_first(name, &cast.voices[name], opening)?;
                let (choice, engine) = found;
                let (voice, gain, price) = (choice.voice.clone(), choice.gain, choice.price);
                let engine = Cached::new(engine, cache.clone());
                let licence = models::licence(opening.places, &voice);
                parts.push(Part { name: name.into(), voice, licence, gain, price, engine, passed_over });
                parts.len() - 1
            };
        }
        Ok(Company { parts, cache, by_role })
    }

    /// The index in [`Company::parts`] of the part that speaks a role.
    pub fn part(&self, role: Role) -> usize {
        self.by_role[role as usize]
    }
}

type Opened<'a> = (&'a Choice, Arc<dyn Engine>);
type PassedOver = Vec<(VoiceId, String)>;

/// The first choice that opens, and why those before it did not. A name that no engine has is an error at once: it
/// is a slip of the pen and not a voice that happens to be missing.
fn open_first<'a>(
    name: &str,
    choices: &'a [Choice],
    opening: &Opening<'_>,
) -> Result<(Opened<'a>, PassedOver)> {
    let mut passed_over = Vec::new();
    let mut first_error = None;
    for choice in choices {
        match catalogue::open(&choice.voice, choice.tuning, opening) {
            Ok(engine) => return Ok(((choice, engine), passed_over)),
            Err(error @ (Error::NoEngine { .. } | Error::UnknownVoice { .. })) => {
                passed_over.push((choice.voice.clone(), error.to_string()));
                first_error.get_or_insert(error);
            }
            Err(error) => return Err(error),
        }
    }
    match (first_error, passed_over.len()) {
        (Some(error), 1) => Err(error),
        _ => Err(Error::NoVoice {
            part: name.into(),
            tried: passed_over.into_iter().map(|(voice, why)| format!("{voice}: {why}")).collect(),
        }),
    }
}
