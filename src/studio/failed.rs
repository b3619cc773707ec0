//! Lines that a voice could not say: when the voice is given up, and what becomes of the lines.

use std::borrow::Cow;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::Take;
use super::record::{Attempt, Event, completed, recorded};
use crate::cast::{OpenedCast, StandIn};
use crate::engine::cached::Facts;
use crate::engine::{EngineContext, Failure};
use crate::script::{Line, Role, Script};
use crate::{Error, Result};

/// What becomes of a line that its voice could not say, after all retries.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum OnFailure {
    /// There is no episode. Still every line is tried, and what was said is kept.
    Stop,
    /// It is left out, and the episode is incomplete.
    Skip,
    /// Another voice says it; if none can, it is left out.
    #[default]
    Fallback,
}

/// What becomes of a line that could not be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then<'a> {
    /// This voice said it instead.
    SaidBy(&'a str),
    /// It is left out.
    LeftOut,
    /// There is no episode.
    Stopped,
}

/// A line that is left out of an episode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unspoken {
    /// Its number in the script, from 0.
    pub index: usize,
    /// The role that was to say it.
    pub role: Role,
    /// Its text as the article has it.
    pub text: String,
    /// The voice that could not say it.
    pub voice: String,
}

/// What is heard of a script.
#[derive(Debug)]
pub struct Recorded<'a> {
    /// The script, without the lines that are left out.
    pub script: Cow<'a, Script>,
    /// The takes of its lines, in order.
    pub takes: Vec<Take>,
    /// The lines that are left out.
    pub unspoken: Vec<Unspoken>,
}

/// A line that was not said.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Failed {
    /// Its number in the script.
    pub(super) index: usize,
    /// Why; nothing where it was not tried.
    pub(super) failure: Option<Failure>,
}

/// After so many lines in a row that a voice could not say, it is given up: what fails is not the lines.
const GIVE_UP: usize = 5;

/// How many lines in a row a part could not say.
#[derive(Debug, Default)]
pub(super) struct Streak(AtomicUsize);

impl Streak {
    /// Notes how a line went. A voice that is not there any more, or whose server does not answer, is given up at once.
    pub(super) fn note(&self, failure: Option<&Failure>) {
        match failure {
            None => self.0.store(0, Ordering::SeqCst),
            Some(Failure::Missing(_) | Failure::Unavailable(_)) => self.0.store(GIVE_UP, Ordering::SeqCst),
            Some(_) => _ = self.0.fetch_add(1, Ordering::SeqCst),
        }
    }

    /// Whether nothing more is asked of it.
    pub(super) fn is_given_up(&self) -> bool {
        GIVE_UP <= self.0.load(Ordering::SeqCst)
    }
}

/// Records a script as [`record`](super::record) does, and settles what becomes of the lines that could not be said. Where
/// they are too many, the voice is at fault and not the lines: then there is no episode, whatever is asked.
pub fn record_all<'a>(
    script: &'a Script,
    opened: &mut OpenedCast,
    on_failure: OnFailure,
    context: &EngineContext<'_>,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Recorded<'a>> {
    let mut attempt = Attempt::make(script, opened, context.lanes, context.cancel, tell)?;
    let failed = std::mem::take(&mut attempt.failed);
    if !failed.is_empty() && (on_failure == OnFailure::Stop || !are_few(&failed, attempt.lines())) {
        return Err(told(script, opened, &failed, tell));
    }
    let lines: Vec<&Line> = script.lines().collect();
    for Failed { index, failure } in &failed {
        let line = lines[*index];
        let own = opened.speaker(script, line);
        if on_failure == OnFailure::Fallback {
            attempt.own[*index] = stand_in(script, line, opened, context)?;
        }
        let take = attempt.own[*index].as_ref();
        let by = take.map(|take| opened.parts[take.part].voice.to_string());
        let voice = &opened.parts[own].voice.to_string();
        let then = by.as_deref().map_or(Then::LeftOut, Then::SaidBy);
        tell(Event::Unspoken { index: *index, line, voice, why: failure.as_ref(), then });
        if let Some(take) = take {
            recorded(*index, line, take, false, tell);
        }
    }
    let takes = attempt.takes(script, opened, tell);
    let unspoken = takes.iter().zip(&lines).enumerate().filter(|(_, (take, _))| take.is_none());
    let unspoken: Vec<Unspoken> = unspoken
        .map(|(index, (_, line))| {
            let part = &opened.parts[opened.speaker(script, line)];
            let (text, voice) = (line.show.clone(), part.voice.public());
            Unspoken { index, role: line.role, text, voice }
        })
        .collect();
    let mut script = Cow::Borrowed(script);
    if !unspoken.is_empty() {
        script.to_mut().leave_out(&unspoken.iter().map(|line| line.index).collect());
    }
    Ok(Recorded { script, takes: takes.into_iter().flatten().collect(), unspoken })
}

/// Whether it is some lines that failed, and not their voice: three, or one in ten, and not most of what there is.
fn are_few(failed: &[Failed], lines: usize) -> bool {
    let is_the_line = |failed: &Failed| {
        let failure = failed.failure.as_ref();
        failure.is_some_and(|failure| !matches!(failure, Failure::Missing(_) | Failure::Unavailable(_)))
    };
    failed.iter().all(is_the_line) && failed.len() <= (lines / 10).max(3) && 2 * failed.len() <= lines
}

/// Has another voice say a line, if one can.
fn stand_in(
    script: &Script,
    line: &Line,
    opened: &mut OpenedCast,
    context: &EngineContext<'_>,
) -> Result<Option<Take>> {
    let language = script.language_of(line);
    let own = opened.part(line.role, language);
    for candidate in opened.stand_ins(own, language) {
        let number = match candidate {
            StandIn::Part(number) => number,
            StandIn::Voice(choice) => match opened.open_stand_in(&choice, context)? {
                Some(number) => number,
                None => continue,
            },
        };
        let part = &opened.parts[number];
        let key = part.engine.key(&line.say);
        let said =
            part.engine.recall(&key).map_or_else(|| Ok(part.engine.record(&key, &line.say)?.facts), Ok);
        let facts = match said {
            Ok(facts) => facts,
            Err(Failure::Cancelled) => return Err(Error::Stopped),
            Err(Failure::Unkept { path, kind }) => return Err(Error::Write { path, source: kind.into() }),
            Err(_) => continue,
        };
        let (by, of) = (part.voice.public(), opened.parts[own].voice.public());
        let doubt = Some(format!("`{by}` said it, since `{of}` could not"));
        let take = completed(line, number, opened, Facts { doubt, ..facts });
        return Ok(Some(Take { stands_in: true, ..take }));
    }
    Ok(None)
}

/// Tells of all lines that failed, and gives the error of the first.
pub(super) fn told(
    script: &Script,
    opened: &OpenedCast,
    failed: &[Failed],
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Error {
    let lines: Vec<&Line> = script.lines().collect();
    let voice = |line: &Line| opened.parts[opened.speaker(script, line)].voice.to_string();
    let of_several = 1 < failed.len();
    for Failed { index, failure } in failed.iter().filter(|_| of_several) {
        let line = lines[*index];
        let (voice, why) = (&voice(line), failure.as_ref());
        tell(Event::Unspoken { index: *index, line, voice, why, then: Then::Stopped });
    }
    let first = failed.iter().find_map(|failed| Some((failed.index, failed.failure.clone()?)));
    let (index, source) = first.unwrap_or((0, Failure::Missing("it was given up".into())));
    let line = lines[index];
    Error::Speak {
        voice: voice(line),
        line: excerpt(&line.show),
        more: failed.len().saturating_sub(1),
        source,
    }
}

/// The start of a line, for a message.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

#[test]
fn some_lines_are_few_and_a_voice_is_not() {
    let failed = |tried: usize, untried: usize| -> Vec<Failed> {
        let failure = |n: usize| (n < tried).then(|| Failure::Died("x".into()));
        (0..tried + untried).map(|index| Failed { index, failure: failure(index) }).collect()
    };
    for (tried, untried, lines, wanted) in [
        (1, 0, 1, false),
        (1, 0, 2, true),
        (3, 0, 6, true),
        (3, 0, 5, false),
        (4, 0, 20, false),
        (15, 0, 157, true),
        (16, 0, 157, false),
        (5, 1, 157, false),
    ] {
        assert_eq!(are_few(&failed(tried, untried), lines), wanted, "{tried} + {untried} of {lines}");
    }
}

#[test]
fn a_voice_is_given_up_after_some_failures_in_a_row() {
    let (streak, died) = (Streak::default(), Failure::Died("x".into()));
    for _ in 0..2 * GIVE_UP {
        streak.note(Some(&died));
        streak.note(None);
    }
    assert!(!streak.is_given_up());
    for _ in 0..GIVE_UP {
        streak.note(Some(&died));
    }
    assert!(streak.is_given_up());
    let streak = Streak::default();
    streak.note(Some(&Failure::Missing("x".into())));
    assert!(streak.is_given_up());
}
