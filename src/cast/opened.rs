//! A cast that was opened: its voices were found on this machine and opened.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use super::{BEST, Best, Cast, Choice, NARRATOR, Others, selection};
use crate::engine::cached::{Cache, Cached};
use crate::engine::{Engine, EngineContext, VoiceInfo, catalogue};
use crate::language::{self, primary};
use crate::models::{self, Licence};
use crate::script::{self, Role, Script};
use crate::voice::{Tuning, VoiceId};
use crate::{Error, Result};

/// Everybody who speaks in an episode.
pub struct OpenedCast {
    /// One entry for each voice that speaks, in the order of the cast.
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
    /// Rate, pitch and gain of this part.
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
    /// The voices that the cast would have taken after this one, in order.
    pub next: Vec<Choice>,
}

impl std::fmt::Debug for OpenedCast {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.parts.iter().map(|part| (&part.name, part.voice.to_string()))).finish()
    }
}

impl OpenedCast {
    /// Opens the voices that a script needs of a cast: for each part the first of its choices that this machine has.
    /// A cast from elsewhere may speak with the voices of the machine only.
    pub fn open(cast: &Cast, script: &Script, context: &EngineContext<'_>) -> Result<OpenedCast> {
        cast.check()?;
        let cache = Cache::of(context)?;
        let (parts, foreign, by_role) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        let mut opened = OpenedCast { parts, cache, foreign, by_role };
        // Asking costs a moment of every engine: only once, and only where a language calls for it.
        let voices = OnceLock::new();
        let machine = || voices.get_or_init(|| catalogue::voices(context)).as_slice();
        // The narrator first: others may be beside the narrator.
        let mut parts = script.parts();
        parts.sort_by_key(|(role, _)| *role != Role::Narrator);
        for (role, language) in parts {
            let line = Line { role, language: &language, base: script.language() };
            let narrator = opened.narrator(&language);
            let wanted = Wanted::find(cast, line, machine, narrator.as_ref())?;
            let at = opened.part_for(&wanted, context)?;
            let voice = &opened.parts[at].voice;
            if wanted.is_foreign(voice, &language, machine) {
                opened.foreign.entry(language.clone()).or_insert_with(|| voice.clone());
            }
            opened.by_role.entry(role).or_default().insert(language, at);
        }
        Ok(opened)
    }

    /// Who narrates in a language, if somebody does so far.
    pub fn narrator(&self, language: &str) -> Option<VoiceId> {
        let at = self.by_role.get(&Role::Narrator)?.get(language)?;
        Some(self.parts[*at].voice.clone())
    }

    /// The index of the part that is wanted; it is opened unless it is there already.
    fn part_for(&mut self, wanted: &Wanted, context: &EngineContext<'_>) -> Result<usize> {
        if let Some(known) = self.parts.iter().position(|part| part.name == wanted.name) {
            return Ok(known);
        }
        let choices: Vec<Choice> =
            wanted.choices.iter().map(|choice| choice.at_speed(wanted.speed)).collect();
        let ((choice, engine), passed_over) = open_first(&wanted.name, &choices, context)?;
        let engine = Cached::new(engine, self.cache.clone());
        let Choice { voice, tuning, gain, price } = (*choice).clone();
        let next = choices.iter().skip(passed_over.len() + 1).cloned().collect();
        let licence = models::licence(context.places, &voice);
        let name = wanted.name.clone();
        self.parts.push(Part { name, voice, tuning, licence, gain, price, engine, passed_over, next });
        Ok(self.parts.len() - 1)
    }

    /// The index in [`OpenedCast::parts`] of the part that speaks a role in a language. A pair that the script did not
    /// have is spoken by the first part.
    pub fn part(&self, role: Role, language: &str) -> usize {
        self.by_role.get(&role).and_then(|languages| languages.get(language)).copied().unwrap_or_default()
    }

    /// The index of the part that says a line of a script.
    pub(crate) fn speaker(&self, script: &Script, line: &script::Line) -> usize {
        self.part(line.role, script.language_of(line))
    }

    /// The parts that speak a language, by index.
    pub(super) fn speakers(&self, language: &str) -> BTreeSet<usize> {
        self.by_role.values().filter_map(|languages| languages.get(language)).copied().collect()
    }

    /// The roles that a part speaks, in whatever language.
    pub fn roles(&self, part: usize) -> BTreeSet<Role> {
        let speaks = |languages: &BTreeMap<String, usize>| languages.values().any(|at| *at == part);
        self.by_role.iter().filter(|(_, languages)| speaks(languages)).map(|(role, _)| *role).collect()
    }
}

/// What is to be said by somebody.
#[derive(Clone, Copy)]
struct Line<'a> {
    role: Role,
    language: &'a str,
    /// The article's language.
    base: &'a str,
}

/// What is wanted for a role in a language.
struct Wanted {
    /// The name of the part.
    name: String,
    /// The voices, in order.
    choices: Vec<Choice>,
    /// Those of them that were chosen among the machine's, for they speak the language.
    found: Vec<VoiceId>,
    /// A factor on the rate of each.
    speed: f32,
    /// Whether the cast itself says that these voices speak the language; None if it says nothing.
    speaks: Option<bool>,
}

impl Wanted {
    fn find<'m>(
        cast: &Cast,
        line: Line<'_>,
        machine: impl Fn() -> &'m [VoiceInfo] + Copy,
        narrator: Option<&VoiceId>,
    ) -> Result<Wanted> {
        let Line { role, language, base } = line;
        let own_language = cast.language.as_deref().unwrap_or(base);
        let spoken = cast.speaker_in(role, language);
        let name = spoken.unwrap_or_else(|| cast.speaker(role));
        let own = &cast.voices[name];
        let narrator = || narrator.cloned().or_else(|| expected(cast, language, machine));
        let chosen = |choices: &[Choice], language: &str| expand(choices, language, machine, &narrator);
        let (found, choices) = match cast.others {
            Others::Find if spoken.is_none() => {
                let found = chosen(&asked(own, name)?, language)?;
                let choices = if found.is_empty() {
                    chosen(own, own_language)?
                } else {
                    let named = own.iter().filter(|choice| choice.voice.engine != BEST);
                    found.iter().chain(named).cloned().collect()
                };
                (found, choices)
            }
            _ => (chosen(&asked_only(own)?, language)?, chosen(own, language)?),
        };
        if choices.is_empty() {
            return Err(no_voice(language));
        }
        let is_other = !found.is_empty() && !language::is_same(language, own_language);
        Ok(Wanted {
            name: if is_other { format!("{name} ({language})") } else { name.to_owned() },
            choices,
            found: found.into_iter().map(|choice| choice.voice).collect(),
            speed: cast.speed,
            speaks: if spoken.is_some() { Some(true) } else { cast.language.as_ref().map(|_| false) },
        })
    }

    /// Whether the voice that was chosen does not speak the language, as far as anybody can tell.
    fn is_foreign<'m>(&self, voice: &VoiceId, language: &str, machine: impl Fn() -> &'m [VoiceInfo]) -> bool {
        match self.speaks {
            Some(true) => false,
            Some(false) => !self.found.contains(voice),
            // A voice that was named for everything: English is not worth asking for.
            None if language::is_english(language) => false,
            None => selection::is_foreign(machine(), voice, language),
        }
    }
}

/// What a part asks the ranking for.
fn asked_only(choices: &[Choice]) -> Result<Vec<Choice>> {
    let asks = choices.iter().map(|choice| Ok(choice.voice.best()?.map(|_| choice.clone())));
    asks.filter_map(Result::transpose).collect()
}

/// The same, and for a part that asks for nothing what it would ask for.
fn asked(choices: &[Choice], name: &str) -> Result<Vec<Choice>> {
    let mut asked = asked_only(choices)?;
    if asked.is_empty() {
        let voice = if name == NARRATOR { BEST.into() } else { format!("{BEST}:other").into() };
        asked.push(Choice { voice, tuning: Tuning::default(), gain: 0.0, price: None });
    }
    Ok(asked)
}

/// The choices with the machine's voices in place of `best`, which speak as `best` is to speak.
fn expand<'m>(
    choices: &[Choice],
    language: &str,
    machine: impl Fn() -> &'m [VoiceInfo],
    narrator: &dyn Fn() -> Option<VoiceId>,
) -> Result<Vec<Choice>> {
    let mut expanded = Vec::new();
    for choice in choices {
        let Some(wanted) = choice.voice.best()? else {
            expanded.push(choice.clone());
            continue;
        };
        let beside = if wanted == Best::Other { narrator() } else { None };
        let found = selection::best(machine(), language, wanted, beside.as_ref());
        expanded.extend(found.into_iter().map(|found| {
            let Tuning { rate, pitch } = choice.tuning;
            let pitch = (pitch + found.tuning.pitch).clamp(-12.0, 12.0);
            Choice { voice: found.voice, tuning: Tuning { rate, pitch }, ..choice.clone() }
        }));
    }
    Ok(expanded)
}

/// Who would narrate in a language in which nothing is narrated: of the narrator's voices the first that is listed.
fn expected<'m>(cast: &Cast, language: &str, machine: impl Fn() -> &'m [VoiceInfo]) -> Option<VoiceId> {
    let best = || selection::best(machine(), language, Best::First, None).into_iter().next();
    let spoken = cast.speaker_in(Role::Narrator, language);
    if spoken.is_none() && cast.others == Others::Find {
        return best().map(|choice| choice.voice);
    }
    let own = &cast.voices[spoken.unwrap_or_else(|| cast.speaker(Role::Narrator))];
    let is_listed = |voice: &VoiceId| machine().iter().any(|known| known.id() == *voice);
    own.iter().find_map(|choice| match choice.voice.engine.as_str() {
        BEST => best().map(|choice| choice.voice),
        _ => Some(choice.voice.clone()).filter(is_listed),
    })
}

/// Nothing speaks a language for which the best voice is wanted.
fn no_voice(language: &str) -> Error {
    Error::NoEngine {
        engine: BEST.into(),
        why: format!("this machine has no voice for `{language}`"),
        hint: format!(
            "run `articast voices add best:{}` to get one, if the catalogue has it",
            primary(language)
        ),
    }
}

type Opened<'a> = (&'a Choice, Arc<dyn Engine>);
type PassedOver = Vec<(VoiceId, String)>;

/// The first choice that opens, and why those before it did not. A name that no engine has is an error at once: it
/// is a slip of the pen and not a voice that happens to be missing.
fn open_first<'a>(
    name: &str,
    choices: &'a [Choice],
    context: &EngineContext<'_>,
) -> Result<(Opened<'a>, PassedOver)> {
    let mut passed_over = Vec::new();
    let mut first_error = None;
    for choice in choices {
        match catalogue::open(&choice.voice, choice.tuning, context) {
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
