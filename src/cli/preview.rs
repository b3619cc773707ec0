//! `make --play`: the first chapter is heard while the rest is spoken.

use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::thread::Scope;

use super::output::Terminal;
use super::play::{aside, play};
use super::session::Session;
use crate::cast::Cast;
use crate::make::Event;
use crate::script::Script;
use crate::studio::Event as Recording;
use crate::{Error, Result, make};

/// Waits for the first chapter's lines, and plays it when all of them are there.
pub(super) struct Preview<'a> {
    cast: &'a Cast,
    session: &'a Session,
    terminal: &'a Terminal,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The first chapter, until it is played.
    chapter: Option<Script>,
    /// How many lines it has.
    lines: usize,
    /// How many of them are not there yet.
    missing: usize,
}

impl<'a> Preview<'a> {
    pub(super) fn new(cast: &'a Cast, session: &'a Session, terminal: &'a Terminal) -> Preview<'a> {
        Preview { cast, session, terminal, state: Mutex::default() }
    }

    /// Hears what happens; starts to play in a thread of its own.
    pub(super) fn tell<'scope>(&'scope self, event: Event<'_>, scope: &'scope Scope<'scope, '_>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match event {
            Event::ScriptReady(script) => {
                let chapters = script.chapters.iter().take(1).cloned().collect();
                let chapter = Script { chapters, ..script.clone() };
                state.lines = chapter.lines().count();
                state.missing = state.lines;
                state.chapter = Some(chapter);
            }
            Event::Recording(Recording::Recorded { index, .. } | Recording::Unspoken { index, .. }) => {
                if state.lines <= index {
                    return;
                }
                state.missing = state.missing.saturating_sub(1);
                if state.missing == 0
                    && let Some(chapter) = state.chapter.take()
                {
                    scope.spawn(move || self.hear(&chapter));
                }
            }
            _ => {}
        }
    }

    /// Plays a chapter whose lines are in the cache. That it cannot be heard is no failure of the episode.
    fn hear(&self, chapter: &Script) {
        match self.play(chapter) {
            Ok(()) | Err(Error::Stopped) => {}
            Err(error) => self.terminal.warn(&error.with_causes()),
        }
    }

    fn play(&self, chapter: &Script) -> Result<()> {
        let say = |file: &Path| make::single(chapter, self.cast, &self.session.context(), file, &|_| {});
        aside(say, |file| {
            self.terminal.note(&format!("playing “{}”; press Ctrl-C to stop", chapter.title()));
            play(file, self.session)
        })
    }
}
