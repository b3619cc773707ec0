//! What people are told at the end of `make`: that a better voice is to be had.

use super::output::Terminal;
use super::progress::Audience;
use super::publish;
use crate::cast;
use crate::files::{self, Places};
use crate::language::primary;
use crate::voice::VoiceId;

/// The file in the cache folder that holds the day on which it was last told.
const TOLD: &str = "told/better-voice";

/// Tells whoever watches that the catalogue has a neural voice for an article that was narrated without one; once a day.
pub(super) fn tell(narrator: &VoiceId, language: &str, places: &Places, terminal: &Terminal) {
    if Audience::of(terminal, false) != Audience::Watcher {
        return;
    }
    let Some(model) = cast::upgrade(narrator, language, places) else { return };
    let (today, marker) = (publish::clock().to_string(), places.cache.join(TOLD));
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
