//! Progress: a bar with the time left for people, plain lines for logs, JSON lines for programs.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::output::{Terminal, Volume};
use crate::cast::{OpenedCast, Part};
use crate::clean;
use crate::engine::catalogue;
use crate::error::Failure;
use crate::produce::Event;
use crate::script::{Line, Script};
use crate::studio::{Event as Recording, Then, estimate};

/// Who hears of the progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Audience {
    /// Somebody at a terminal.
    Watcher,
    /// A log file or a pipe.
    Log,
    /// A program that reads JSON lines.
    Program,
    /// Nobody.
    Nobody,
}

impl Audience {
    /// Whom a command tells of its progress: a program that asked for JSON, or whoever is at standard error.
    pub(super) fn of(terminal: &Terminal, as_json: bool) -> Audience {
        match (as_json, terminal.watched) {
            (true, _) => Audience::Program,
            _ if terminal.volume == Volume::Quiet => Audience::Nobody,
            (false, true) => Audience::Watcher,
            (false, false) => Audience::Log,
        }
    }
}

/// The progress of one episode. It counts characters: lines differ too much in length to tell the time left.
pub(super) struct Progress<'a> {
    terminal: &'a Terminal,
    audience: Audience,
    bar: ProgressBar,
    state: Mutex<State>,
}

/// How many lines an episode took.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spoken {
    /// Lines that were spoken.
    pub(super) new: usize,
    /// Lines that were kept from before.
    pub(super) kept: usize,
    /// How many seconds of sound a second gave; none where nothing was spoken.
    pub(super) speed: Option<f64>,
}

/// A line that its voice could not say.
#[derive(Clone, Copy)]
struct Unspoken<'a> {
    line: &'a Line,
    voice: &'a str,
    why: Option<&'a Failure>,
    then: Then<'a>,
}

#[derive(Default)]
struct State {
    lines: usize,
    done: usize,
    kept: usize,
    characters: u64,
    tenths: u64,
    writing: bool,
    /// When the voices began.
    began: Option<Instant>,
    /// How long the last line was done after that.
    took: Duration,
    /// The milliseconds of sound that were spoken.
    spoken: u64,
    /// The characters that were spoken, and not kept from before.
    new: u64,
    /// How long the rest takes; none as long as nothing was spoken.
    left: Option<Duration>,
}

/// A bar with nothing in it yet, which people at a terminal see.
fn spinner(audience: Audience) -> ProgressBar {
    let bar = ProgressBar::hidden();
    bar.set_style(style("{spinner} {wide_msg:.dim}"));
    if audience == Audience::Watcher {
        bar.set_draw_target(ProgressDrawTarget::stderr());
        bar.enable_steady_tick(Duration::from_millis(200));
    }
    bar
}

pub(super) fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("the template is right")
}

/// Shows that something is waited for, until it is dropped.
pub(super) struct Waiting(ProgressBar);

impl Waiting {
    pub(super) fn new(what: &str, audience: Audience) -> Waiting {
        let bar = spinner(audience);
        bar.set_message(clean::terminal(what).into_owned());
        Waiting(bar)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

/// How long so many characters take, given that others were spoken in some time. What was kept from before came at once,
/// and tells nothing.
fn time_left(spoken: u64, took: Duration, left: u64) -> Option<Duration> {
    #[expect(clippy::cast_precision_loss, reason = "it is an estimate")]
    let factor = (0 < spoken).then(|| left as f64 / spoken as f64)?;
    Duration::try_from_secs_f64(took.as_secs_f64() * factor).ok()
}

/// “4 min left”; nothing before it is known, or once it is over.
pub(super) fn left_in_words(left: Option<Duration>) -> Option<String> {
    let seconds = left?.as_secs();
    match seconds {
        0 => None,
        1..90 => Some(format!("{seconds} s left")),
        90..5400 => Some(format!("{} min left", (seconds + 30) / 60)),
        _ => Some(format!("{} h {} min left", seconds / 3600, seconds / 60 % 60)),
    }
}

#[test]
fn the_time_left_is_that_of_what_is_spoken() {
    let seconds = Duration::from_secs;
    assert_eq!(time_left(100, seconds(10), 900), Some(seconds(90)));
    assert_eq!(time_left(0, seconds(0), 900), None);
    for (left, told) in
        [(0, None), (45, Some("45 s left")), (240, Some("4 min left")), (7260, Some("2 h 1 min left"))]
    {
        assert_eq!(left_in_words(Some(seconds(left))).as_deref(), told);
    }
}

impl<'a> Progress<'a> {
    pub(super) fn new(terminal: &'a Terminal, audience: Audience) -> Progress<'a> {
        // Until the voices are found and named, nobody knows how long it takes.
        let bar = spinner(audience);
        bar.set_message("reading");
        Progress { terminal, audience, bar, state: Mutex::default() }
    }

    /// Tells of an event.
    pub(super) fn tell(&self, event: Event<'_>) {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        match event {
            Event::Warning(_) | Event::Waiting { .. } => {}
            Event::ScriptReady(script) => {
                state.lines = script.lines().count();
                self.bar.set_message("opening the voices");
                self.bar.set_length(script.lines().map(|line| line.say.text.len() as u64).sum());
            }
            Event::CastOpened { cast, script } => {
                self.opened(cast, script);
                state.began = Some(Instant::now());
            }
            Event::Recording(Recording::Speaking { index, line, part }) => {
                if self.audience == Audience::Program {
                    self.json(
                        &json!({ "event": "speaking", "line": index, "part": part, "text": line.show }),
                    );
                }
                self.bar.set_message(format!("{part}: {}", clean::terminal(&line.show)));
            }
            Event::Recording(Recording::Recorded { index, line, milliseconds, kept, doubt }) => {
                state.done += 1;
                state.kept += usize::from(kept);
                if !kept {
                    state.spoken += milliseconds;
                    state.took = state.began.map_or(Duration::ZERO, |began| began.elapsed());
                }
                if self.terminal.volume == Volume::Verbose && self.audience != Audience::Program {
                    let how = if kept { "kept" } else { "spoken" };
                    let (number, of) = (state.done, state.lines);
                    let line = format!("{number} of {of}, {milliseconds} ms, {how}: {}", line.show);
                    self.bar.suspend(|| self.terminal.note(&line));
                }
                state.characters += line.say.text.len() as u64;
                if self.audience == Audience::Program {
                    self.json(&json!({
                        "event": "recorded", "line": index, "of": state.lines, "ms": milliseconds, "kept": kept,
                        "doubt": doubt,
                    }));
                }
                if !kept {
                    state.new += line.say.text.len() as u64;
                }
                let left = self.bar.length().unwrap_or_default().saturating_sub(state.characters);
                state.left = time_left(state.new, state.took, left);
                self.bar.set_prefix(
                    left_in_words(state.left).map(|left| format!("{left}  ")).unwrap_or_default(),
                );
                self.bar.set_position(state.characters);
                self.log_tenth(&mut state);
            }
            Event::Recording(Recording::Unspoken { index, line, voice, why, then }) => {
                self.unspoken(index, &Unspoken { line, voice, why, then });
            }
            Event::Written { samples, of } => self.written(&mut state, samples, of),
        }
    }

    /// Tells that a voice could not say a line, and what becomes of it.
    fn unspoken(&self, index: usize, unspoken: &Unspoken<'_>) {
        let Unspoken { line, voice, why, then } = *unspoken;
        let why = why.map_or_else(|| "not tried, since it failed too often".into(), ToString::to_string);
        let (told, by) = match then {
            Then::SaidBy(by) => ("said_by", Some(by)),
            Then::LeftOut => ("left_out", None),
            Then::Stopped => ("stopped", None),
        };
        if self.audience == Audience::Program {
            return self.json(&json!({
                "event": "unspoken", "line": index, "text": line.show, "voice": voice, "why": why, "then": told,
                "by": by,
            }));
        }
        let start: String = line.show.chars().take(60).collect();
        let then = match then {
            Then::SaidBy(by) => format!("; `{by}` says it"),
            Then::LeftOut => "; it is left out".into(),
            Then::Stopped => String::new(),
        };
        self.bar.suspend(|| {
            self.terminal.warn(&format!("`{voice}` could not say “{start}”: {why}{then}"));
        });
    }

    /// Says, before anything else, what goes to a server, where it may cost money.
    fn tell_sent_away(&self, opened: &OpenedCast, script: &Script) {
        let is_sent_away = |part: &&Part| catalogue::is_sent_away(&part.voice);
        if !opened.parts.iter().any(|part| is_sent_away(&part)) {
            return;
        }
        let estimates = estimate(script, opened);
        if self.audience == Audience::Program {
            return self.json(&super::estimate::json(None, opened, &estimates));
        }
        for (part, estimate) in opened.parts.iter().zip(&estimates).filter(|(part, _)| is_sent_away(part)) {
            let what = super::estimate::to_say(part, estimate);
            self.terminal.note(&format!("{}: sending to its server: {what}", part.voice));
        }
    }

    fn opened(&self, opened: &OpenedCast, script: &Script) {
        self.tell_sent_away(opened, script);
        for part in &opened.parts {
            match self.audience {
                Audience::Program => {
                    let passed_over: Vec<String> =
                        part.passed_over.iter().map(|(voice, why)| format!("{voice}: {why}")).collect();
                    self.json(&json!({
                        "event": "voice", "part": part.name, "voice": part.voice.to_string(),
                        "licence": part.licence, "passed_over": passed_over,
                    }));
                }
                Audience::Watcher | Audience::Log | Audience::Nobody => {
                    let instead = match part.passed_over.first() {
                        Some((voice, why)) if self.terminal.volume == Volume::Verbose => {
                            format!(" ({voice} is not available: {why})")
                        }
                        Some((voice, _)) => format!(" ({voice} is not available)"),
                        None => String::new(),
                    };
                    let licence = part.licence.as_ref().map(|licence| format!(", licence: {licence}"));
                    let licence = licence.unwrap_or_default();
                    self.terminal.note(&format!("{}: {}{instead}{licence}", part.name, part.voice));
                }
            }
        }
        for warning in super::say::foreign(opened) {
            match self.audience {
                Audience::Program => self.json(&json!({ "event": "warning", "warning": warning })),
                Audience::Watcher | Audience::Log | Audience::Nobody => {
                    self.terminal.warn(&warning);
                }
            }
        }
        self.bar.set_style(style("{bar:24.cyan/dim} {percent:>3}%  {prefix}{wide_msg:.dim}"));
    }

    fn log_tenth(&self, state: &mut State) {
        let tenths = 10 * state.characters / self.bar.length().unwrap_or(1).max(1);
        if self.audience == Audience::Log && state.tenths < tenths && tenths < 10 {
            state.tenths = tenths;
            let left = left_in_words(state.left).map(|left| format!(", {left}")).unwrap_or_default();
            self.terminal.note(&format!("spoken {tenths}0 %{left}"));
        }
    }

    fn written(&self, state: &mut State, samples: u64, of: u64) {
        if !state.writing {
            state.writing = true;
            self.bar.set_length(of);
            self.bar.set_message("writing");
            self.bar.set_style(style("{bar:24.cyan/dim} {percent:>3}%  {eta:>4} left  {wide_msg:.dim}"));
            // What was spoken says nothing of how fast files are written.
            self.bar.reset();
        }
        self.bar.set_position(samples);
    }

    /// Clears the bar; says how many lines were spoken and how many were kept from before.
    pub(super) fn finish(&self) -> Spoken {
        self.bar.finish_and_clear();
        let state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        #[expect(clippy::cast_precision_loss, reason = "it is told in whole numbers")]
        let speed = state.spoken as f64 / 1000.0 / state.took.as_secs_f64();
        let speed = Some(speed).filter(|speed| speed.is_finite() && 0.0 < *speed);
        Spoken { new: state.done - state.kept, kept: state.kept, speed }
    }

    fn json(&self, value: &serde_json::Value) {
        // A reader that went away ends the program when the result is printed.
        let _ = self.terminal.json(value);
    }
}
