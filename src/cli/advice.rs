//! What people are told at the end of `make`: that a better voice is to be had.

use super::output::Terminal;
use super::progress::Audience;
use crate::engine::catalogue::ENGINES;
use crate::files::{self, Places};
use crate::language::primary;
use crate::models::{self, Catalogue, Model};
use crate::voice::VoiceId;
use crate::voice::ranking::ranking;

/// The file in the cache folder that holds the day on which it was last told.
const TOLD: &str = "told/better-voice";

/// Tells whoever watches that the catalogue has a neural voice for an article that was narrated without one; once a day.
pub(super) fn tell(narrator: &VoiceId, language: &str, places: &Places, terminal: &Terminal) {
    if Audience::of(terminal, false) != Audience::Watcher {
        return;
    }
    let Some(model) = better(narrator, language, places) else { return };
    let (today, marker) = (jiff::Timestamp::now().to_string(), places.cache.join(TOLD));
    let today = &today[..10];
    if files::read(&marker, 100).is_ok_and(|told| told == today.as_bytes()) {
        return;
    }
    // If it cannot be kept, it is told again.
    let _ = files::write(&marker, today.as_bytes());
    let language = primary(language);
    terminal.note(&format!(
        "A better voice for `{language}` is available, {}: articast voices add best:{language}",
        model.voice
    ));
}

/// The neural voice of the catalogue that would speak better.
fn better(narrator: &VoiceId, language: &str, places: &Places) -> Option<Model> {
    let family = ranking().family(narrator)?;
    if family.neural || !family.is_known() {
        return None;
    }
    let model = Catalogue::load(places).ok()?.best(language).ok()?.clone();
    let is_neural = model.standing(language).is_some_and(|standing| standing.neural);
    let can_speak = ENGINES.contains(&model.voice.engine.as_str());
    let is_there = models::installed_one(places, &model.voice).is_some();
    (is_neural && can_speak && !is_there).then_some(model)
}
