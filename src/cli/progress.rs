//! Progress: a bar with the time left for people, plain lines for logs, JSON lines for programs.

use std::sync::Mutex;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::output::{Terminal, harmless};
use crate::make::Event;
use crate::script::Script;
use crate::studio::{Company, Event as Recording};

/// Who hears of the progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    /// Somebody at a terminal.
    Watcher,
    /// A log file or a pipe.
    Log,
    /// A program that reads JSON lines.
    Program,
}

/// The progress of one episode. It counts characters: lines differ too much in length to tell the time left.
pub(super) struct Progress<'a> {
    terminal: &'a Terminal,
    audience: Audience,
    bar: ProgressBar,
    lines: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    done: usize,
    kept: usize,
    characters: u64,
    tenths: u64,
    writing: bool,
}

impl<'a> Progress<'a> {
    pub(super) fn new(script: &Script, terminal: &'a Terminal, audience: Audience) -> Progress<'a> {
        let characters = script.lines().map(|line| line.say.text.len() as u64).sum();
        // It is shown once the voices are found and named.
        let bar = ProgressBar::hidden();
        let style =
            ProgressStyle::with_template("{bar:24.cyan/dim} {percent:>3}%  {eta:>4} left  {wide_msg:.dim}");
        bar.set_style(style.expect("the template is right"));
        bar.set_length(characters);
        Progress { terminal, audience, bar, lines: script.lines().count(), state: Mutex::default() }
    }

    /// Tells of an event.
    pub(super) fn tell(&self, event: Event<'_>) {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match event {
            Event::Hired(company) => self.hired(company),
            Event::Recording(Recording::Speaking { index, line, part }) => {
                if self.audience == Audience::Program {
                    self.json(
                        &json!({ "event": "speaking", "line": index, "part": part, "text": line.show }),
                    );
                }
                self.bar.set_message(format!("{part}: {}", harmless(&line.show)));
            }
            Event::Recording(Recording::Recorded { index, line, milliseconds, kept, doubt }) => {
                state.done += 1;
                state.kept += usize::from(kept);
                state.characters += line.say.text.len() as u64;
                if self.audience == Audience::Program {
                    self.json(&json!({
                        "event": "recorded", "line": index, "of": self.lines, "ms": milliseconds, "kept": kept,
                        "doubt": doubt,
                    }));
                }
                self.bar.set_position(state.characters);
                self.log_tenth(&mut state);
            }
            Event::Written { samples, of } => self.written(&mut state, samples, of),
        }
    }

    fn hired(&self, company: &Company) {
        for part in &company.parts {
            match self.audience {
                Audience::Program => {
                    let passed_over: Vec<String> =
                        part.passed_over.iter().map(|(voice, why)| format!("{voice}: {why}")).collect();
                    self.json(&json!({
                        "event": "voice", "part": part.name, "voice": part.voice.to_string(),
                        "passed_over": passed_over,
                    }));
                }
                Audience::Watcher | Audience::Log => {
                    let instead = match part.passed_over.first() {
                        Some((voice, _)) => format!(" (there is no {voice} here)"),
                        None => String::new(),
                    };
                    self.terminal.note(&format!("{}: {}{instead}", part.name, part.voice));
                }
            }
        }
        if self.audience == Audience::Watcher {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
            self.bar.enable_steady_tick(Duration::from_millis(200));
        }
    }

    fn log_tenth(&self, state: &mut State) {
        let tenths = 10 * state.characters / self.bar.length().unwrap_or(1).max(1);
        if self.audience == Audience::Log && state.tenths < tenths && tenths < 10 {
            state.tenths = tenths;
            self.terminal.note(&format!("spoken {tenths}0 %"));
        }
    }

    fn written(&self, state: &mut State, samples: u64, of: u64) {
        if !state.writing {
            state.writing = true;
            self.bar.set_length(of);
            self.bar.set_message("writing");
            let style = ProgressStyle::with_template("{bar:24.cyan/dim} {percent:>3}%  {wide_msg:.dim}");
            self.bar.set_style(style.expect("the template is right"));
        }
        self.bar.set_position(samples);
    }

    /// Clears the bar; says how many lines were spoken and how many were kept from before.
    pub(super) fn finish(&self) -> (usize, usize) {
        self.bar.finish_and_clear();
        let state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        (state.done - state.kept, state.kept)
    }

    fn json(&self, value: &serde_json::Value) {
        // A reader that went away ends the program when the result is printed.
        let _ = self.terminal.json(value);
    }
}
