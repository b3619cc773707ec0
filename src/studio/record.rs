//! Recording: lines in parallel, in any order, with the same result.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use super::Take;
use crate::cast::OpenedCast;
use crate::engine::cached::{Facts, Key};
use crate::engine::{CancelToken, Failure, timing};
use crate::script::{Line, Script};
use crate::{Error, Result};

/// What happens while lines are recorded.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// A line is being said.
    Speaking {
        /// The line's number in the script, from 0.
        index: usize,
        /// The line that this is about.
        line: &'a Line,
        /// The name of the part that says it.
        part: &'a str,
    },
    /// A line is recorded.
    Recorded {
        /// The line's number in the script, from 0.
        index: usize,
        /// The line that this is about.
        line: &'a Line,
        /// How long it is in milliseconds.
        milliseconds: u64,
        /// Whether it was kept from before.
        kept: bool,
        /// Why it may not be what was to be said, where there is reason to think so.
        doubt: Option<&'a str>,
    },
}

/// Records every line of a script with at most `jobs` at once. Lines that are the same are said once. What was
/// said before is not said again; after a failure or a cancellation, what has been said is kept for the next time. The order is
/// that of a [`Queue`].
pub fn record(
    script: &Script,
    opened: &OpenedCast,
    jobs: usize,
    cancel: &CancelToken,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Vec<Take>> {
    let lines: Vec<&Line> = script.lines().collect();
    let first = firsts(script, &lines, opened);
    let own = |n: &usize| first[*n] == *n;
    let session = Session {
        opened,
        lines: &lines,
        queue: Queue::of((0..lines.len()).filter(own), |n| lines[n].say.text.len()),
        first,
        script,
        takes: (0..lines.len()).map(|_| Mutex::new(None)).collect(),
        failed: Mutex::new(None),
        cancel,
        tell,
    };
    std::thread::scope(|scope| {
        for job in 1..jobs.max(1) {
            let session = &session;
            scope.spawn(move || session.work(job));
        }
        session.work(0);
    });
    session.finish()
}

/// For each line the number of the first one that sounds the same.
fn firsts(script: &Script, lines: &[&Line], opened: &OpenedCast) -> Vec<usize> {
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    let part = |line: &Line| opened.part(line.role, script.language_of(line));
    let key = |line: &Line| opened.parts[part(line)].engine.key(&line.say);
    lines.iter().enumerate().map(|(n, line)| *seen.entry(key(line)).or_insert(n)).collect()
}

/// What is left to be said, by number. Half of the jobs, and the only one, take the longest, the others the shortest. So
/// the longest are not said at the same time, which would take the most memory; those of middle length come last, when
/// all jobs should have something to do and end together.
pub struct Queue(Mutex<VecDeque<usize>>);

impl Queue {
    /// All of the numbers, each with the length of what it stands for; of equally long ones the earlier is the longer.
    pub fn of(numbers: impl Iterator<Item = usize>, length: impl Fn(usize) -> usize) -> Queue {
        let mut order: Vec<usize> = numbers.collect();
        order.sort_by_key(|n| std::cmp::Reverse(length(*n)));
        Queue(Mutex::new(order.into()))
    }

    /// The next one for a job, which are numbered from 0; none when nothing is left.
    pub fn next(&self, job: usize) -> Option<usize> {
        let mut left = lock(&self.0);
        if job.is_multiple_of(2) { left.pop_front() } else { left.pop_back() }
    }
}

struct Session<'a> {
    script: &'a Script,
    opened: &'a OpenedCast,
    lines: &'a [&'a Line],
    /// For each line the first that sounds the same.
    first: Vec<usize>,
    /// Those firsts, as far as they are not said yet.
    queue: Queue,
    takes: Vec<Mutex<Option<Take>>>,
    failed: Mutex<Option<(usize, Failure)>>,
    cancel: &'a CancelToken,
    tell: &'a (dyn Fn(Event<'_>) + Sync),
}

impl Session<'_> {
    /// Takes line after line until none is left or something failed.
    fn work(&self, job: usize) {
        while !self.cancel.is_cancelled() && lock(&self.failed).is_none() {
            let Some(index) = self.queue.next(job) else { return };
            match self.take(index) {
                Ok(take) => *lock(&self.takes[index]) = Some(take),
                Err(failure) => {
                    let mut failed = lock(&self.failed);
                    if failed.as_ref().is_none_or(|(known, _)| index < *known) {
                        *failed = Some((index, failure));
                    }
                    return;
                }
            }
        }
    }

    /// The number of the part that says a line.
    fn part(&self, line: &Line) -> usize {
        self.opened.part(line.role, self.script.language_of(line))
    }

    fn take(&self, index: usize) -> Result<Take, Failure> {
        let line = self.lines[index];
        let number = self.part(line);
        let part = &self.opened.parts[number];
        let key = part.engine.key(&line.say);
        let recalled = part.engine.recall(&key);
        let kept = recalled.is_some();
        let mut facts = if let Some(facts) = recalled {
            facts
        } else {
            (self.tell)(Event::Speaking { index, line, part: &part.name });
            part.engine.record(&key, &line.say)?
        };
        let speech = facts.speech.clone();
        let sound = || Some((part.engine.sound(&key)?, speech));
        let timing = timing::complete(&line.say.text, &mut facts.words, sound);
        let take = Take { key, role: line.role, part: number, facts, timing };
        self.recorded(index, &take, kept);
        Ok(take)
    }

    fn recorded(&self, index: usize, take: &Take, kept: bool) {
        let Facts { rate, speech, doubt, .. } = &take.facts;
        let milliseconds = rate.duration(speech.len() as u64).as_millis();
        let milliseconds = u64::try_from(milliseconds).unwrap_or(u64::MAX);
        (self.tell)(Event::Recorded {
            index,
            line: self.lines[index],
            milliseconds,
            kept,
            doubt: doubt.as_deref(),
        });
    }

    fn finish(mut self) -> Result<Vec<Take>> {
        if self.cancel.is_cancelled() {
            return Err(Error::Stopped);
        }
        if let Some((index, failure)) = lock(&self.failed).take() {
            let line = self.lines[index];
            let part = &self.opened.parts[self.part(line)];
            return Err(match failure {
                Failure::Cancelled => Error::Stopped,
                Failure::Unkept { path, kind } => Error::Write { path, source: kind.into() },
                source => Error::Speak { voice: part.voice.to_string(), line: excerpt(&line.show), source },
            });
        }
        let own = std::mem::take(&mut self.takes);
        let mut takes: Vec<Take> = Vec::with_capacity(own.len());
        for (n, slot) in own.into_iter().enumerate() {
            let take = slot.into_inner().unwrap_or_else(PoisonError::into_inner).unwrap_or_else(|| {
                let (role, part) = (self.lines[n].role, self.part(self.lines[n]));
                let take = Take { role, part, ..takes[self.first[n]].clone() };
                self.recorded(n, &take, true);
                take
            });
            takes.push(take);
        }
        Ok(takes)
    }
}

/// The start of a line, for a message.
fn excerpt(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// A poisoned lock means that another thread panicked; its panic is reported when the scope ends.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn long_and_short_lines_are_said_side_by_side_and_each_once() {
    let lengths = [3, 9, 1, 7, 5, 9];
    let queue = Queue::of(0..lengths.len(), |n| lengths[n]);
    let order: Vec<usize> = [0, 1, 2, 3, 0, 1, 0].into_iter().map_while(|job| queue.next(job)).collect();
    assert_eq!(order, [1, 2, 5, 0, 3, 4]);
    let queue = Queue::of(0..lengths.len(), |n| lengths[n]);
    let alone: Vec<usize> = std::iter::from_fn(|| queue.next(0)).map(|n| lengths[n]).collect();
    assert_eq!(alone, [9, 9, 7, 5, 3, 1]);
}
