//! The company: a cast whose voices were found on this machine and opened.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::linguist;
use crate::engine::cached::{Cache, Cached};
use crate::engine::{Engine, Opening, VoiceInfo, catalogue};
use crate::models::{self, Licence};
use crate::script::{Role, Script};
use crate::voice::{Cast, Choice, Others, Tuning, VoiceId};
use crate::{Error, Result};

/// Everybody who speaks in an episode.
pub struct Company {
    /// The parts.
    pub parts: Vec<Part>,
    /// Where they keep what they said.
    pub cache: Cache,
    /// The languages that somebody speaks whose own language is another, as BCP 47 tags, with the voice.
    pub foreign: BTreeMap<String, VoiceId>,
    /// Which part speaks a role in a language.
    by_role: BTreeMap<Role, BTreeMap<String, usize>>,
}

/// A voice of the cast, opened.
pub struct Part {
    /// Its name in the cast.
    pub name: String,
    /// The voice that was found for it.
    pub voice: VoiceId,
    /// How it speaks.
    pub tuning: Tuning,
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
    /// Opens the voices that a script needs of a cast: for each part the first of its choices that this machine has.
    /// A cast from elsewhere may speak with the voices of the machine only.
    pub fn hire(cast: &Cast, script: &Script, opening: &Opening<'_>) -> Result<Company> {
        cast.check()?;
        let cache = Cache::new(opening.places.cache_folder()?.join("spoken"));
        let (parts, foreign, by_role) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let mut company = Company { parts, cache, foreign, by_role };
        // Asking costs a moment of every engine: only once, and only where a language calls for it.
        let voices = OnceLock::new();
        let machine = || voices.get_or_init(|| catalogue::voices(opening)).as_slice();
        for (role, language) in script.parts() {
            let wanted = Wanted::find(cast, role, &language, machine);
            let at = company.part_for(&wanted, opening)?;
            let voice = &company.parts[at].voice;
            if wanted.is_foreign(voice, &language, machine) {
                company.foreign.entry(language.clone()).or_insert_with(|| voice.clone());
            }
            company.by_role.entry(role).or_default().insert(language, at);
        }
        Ok(company)
    }

    /// The index of the part that is wanted; it is opened unless it is there already.
    fn part_for(&mut self, wanted: &Wanted<'_>, opening: &Opening<'_>) -> Result<usize> {
        if let Some(known) = self.parts.iter().position(|part| part.name == wanted.name) {
            return Ok(known);
        }
        let choices = wanted.found.iter().chain(wanted.own);
        let choices: Vec<Choice> = choices.map(|choice| choice.at_speed(wanted.speed)).collect();
        let ((choice, engine), passed_over) = open_first(&wanted.name, &choices, opening)?;
        let engine = Cached::new(engine, self.cache.clone());
        let Choice { voice, tuning, gain, price } = (*choice).clone();
        let licence = models::licence(opening.places, &voice);
        let name = wanted.name.clone();
        self.parts.push(Part { name, voice, tuning, licence, gain, price, engine, passed_over });
        Ok(self.parts.len() - 1)
    }

    /// The index in [`Company::parts`] of the part that speaks a role in a language. A pair that the script did not
    /// have is spoken by the first part.
    pub fn part(&self, role: Role, language: &str) -> usize {
        self.by_role.get(&role).and_then(|languages| languages.get(language)).copied().unwrap_or_default()
    }

    /// The roles that a part speaks, in whatever language.
    pub fn roles(&self, part: usize) -> BTreeSet<Role> {
        let speaks = |languages: &BTreeMap<String, usize>| languages.values().any(|at| *at == part);
        self.by_role.iter().filter(|(_, languages)| speaks(languages)).map(|(role, _)| *role).collect()
    }
}

/// What is wanted for a role in a language.
struct Wanted<'a> {
    /// The name of the part.
    name: String,
    /// Voices of the machine that speak the language.
    found: Vec<Choice>,
    /// The voices of the cast.
    own: &'a [Choice],
    /// A factor on the rate of either.
    speed: f32,
    /// Whether the cast itself says that these voices speak the language; None if it says nothing.
    speaks: Option<bool>,
}

impl<'a> Wanted<'a> {
    fn find<'m>(
        cast: &'a Cast,
        role: Role,
        language: &str,
        machine: impl Fn() -> &'m [VoiceInfo],
    ) -> Wanted<'a> {
        if let Some(name) = cast.speaker_in(role, language) {
            return Wanted {
                name: name.into(),
                found: Vec::new(),
                own: &cast.voices[name],
                speed: cast.speed,
                speaks: Some(true),
            };
        }
        let name = cast.speaker(role);
        let found = match cast.others {
            Others::Find => linguist::choices(machine(), language, name),
            Others::Main => Vec::new(),
        };
        let speaks = cast.language.as_ref().map(|_| false);
        let part = if found.is_empty() { name.to_owned() } else { format!("{name} ({language})") };
        Wanted { name: part, found, own: &cast.voices[name], speed: cast.speed, speaks }
    }

    /// Whether the voice that was hired does not speak the language, as far as anybody can tell.
    fn is_foreign<'m>(&self, voice: &VoiceId, language: &str, machine: impl Fn() -> &'m [VoiceInfo]) -> bool {
        match self.speaks {
            Some(true) => false,
            Some(false) => self.found.iter().all(|choice| choice.voice != *voice),
            // A voice that was named for everything: English is not worth asking for.
            None if linguist::is_english(language) => false,
            None => linguist::is_foreign(machine(), voice, language),
        }
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
