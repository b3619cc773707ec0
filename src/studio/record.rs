//! Recording: lines in parallel, in any order, with the same result.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use super::Take;
use super::failed::{Failed, Streak, Then, told};
use crate::cast::OpenedCast;
use crate::engine::cached::{Facts, Key, Recorded};
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
    /// The voice of a line could not say it, after all retries. Told when all lines were tried, in their order.
    Unspoken {
        /// The line's number in the script, from 0.
        index: usize,
        /// The line that this is about.
        line: &'a Line,
        /// The voice that was to say it.
        voice: &'a str,
        /// Why it could not; nothing where it was not tried, since the voice had failed too often.
        why: Option<&'a Failure>,
        /// What becomes of the line.
        then: Then<'a>,
    },
}

/// Records every line of a script with at most `jobs` at once. Lines that are the same are said once. What was
/// said before is not said again; after a failure or a cancellation, what has been said is kept for the next time. The order is
/// that of a [`Queue`]. A line that fails does not stop the others, and fails the whole in the end.
pub fn record(
    script: &Script,
    opened: &OpenedCast,
    jobs: usize,
    cancel: &CancelToken,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Vec<Take>> {
    let attempt = Attempt::make(script, opened, jobs, cancel, tell)?;
    if !attempt.failed.is_empty() {
        return Err(told(script, opened, &attempt.failed, tell));
    }
    Ok(attempt.takes(script, opened, tell).into_iter().flatten().collect())
}

/// What became of the lines of a script, of which those that are the same were said once.
pub(super) struct Attempt {
    /// For each line the first that sounds the same.
    first: Vec<usize>,
    /// What was recorded of those.
    pub(super) own: Vec<Option<Take>>,
    /// Those that were not, in order.
    pub(super) failed: Vec<Failed>,
}

impl Attempt {
    /// Tries to record every line. Fails if the work is stopped, or what was said cannot be kept.
    pub(super) fn make(
        script: &Script,
        opened: &OpenedCast,
        jobs: usize,
        cancel: &CancelToken,
        tell: &(dyn Fn(Event<'_>) + Sync),
    ) -> Result<Attempt> {
        opened.cache.begin();
        let lines: Vec<&Line> = script.lines().collect();
        let first = firsts(script, &lines, opened);
        let own = |n: &usize| first[*n] == *n;
        let session = Session {
            opened,
            lines: &lines,
            queue: Queue::of((0..lines.len()).filter(own), |n| lines[n].say.text.len()),
            script,
            takes: (0..lines.len()).map(|_| Mutex::new(None)).collect(),
            failed: Mutex::default(),
            end: Mutex::new(None),
            streaks: opened.parts.iter().map(|_| Streak::default()).collect(),
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
        let (own, failed) = session.finish()?;
        Ok(Attempt { first, own, failed })
    }

    /// How many lines differ from each other.
    pub(super) fn lines(&self) -> usize {
        self.first.iter().enumerate().filter(|(n, first)| n == *first).count()
    }

    /// The takes of all lines. Of a line that is the same as one that failed there is none.
    pub(super) fn takes(
        self,
        script: &Script,
        opened: &OpenedCast,
        tell: &(dyn Fn(Event<'_>) + Sync),
    ) -> Vec<Option<Take>> {
        let Attempt { first, mut own, .. } = self;
        for (n, line) in script.lines().enumerate().filter(|(n, _)| first[*n] != *n) {
            own[n] = own[first[n]].clone().map(|take| {
                let own = opened.speaker(script, line);
                let part = if take.stands_in { take.part } else { own };
                Take { role: line.role, part, ..take }
            });
            if let Some(take) = &own[n] {
                recorded(n, line, take, true, tell);
            }
        }
        own
    }
}

/// For each line the number of the first one that sounds the same.
fn firsts(script: &Script, lines: &[&Line], opened: &OpenedCast) -> Vec<usize> {
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    let part = |line: &Line| opened.speaker(script, line);
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
    /// The lines that are not said yet; of those that are the same, the first.
    queue: Queue,
    takes: Vec<Mutex<Option<Take>>>,
    failed: Mutex<Vec<Failed>>,
    /// What ends the work for all lines.
    end: Mutex<Option<Failure>>,
    /// How each part fares.
    streaks: Vec<Streak>,
    cancel: &'a CancelToken,
    tell: &'a (dyn Fn(Event<'_>) + Sync),
}

impl Session<'_> {
    /// Takes line after line until none is left. One that fails is noted, unless all others would fail with it.
    fn work(&self, job: usize) {
        while !self.cancel.is_cancelled() && lock(&self.end).is_none() {
            let Some(index) = self.queue.next(job) else { return };
            let streak = &self.streaks[self.part(self.lines[index])];
            let failure = match self.take(index, streak) {
                Ok(take) => {
                    *lock(&self.takes[index]) = Some(take);
                    continue;
                }
                Err(failure) => failure,
            };
            if let Some(Failure::Cancelled | Failure::Unkept { .. }) = failure {
                *lock(&self.end) = failure;
                return;
            }
            lock(&self.failed).push(Failed { index, failure });
        }
    }

    /// The number of the part that says a line.
    fn part(&self, line: &Line) -> usize {
        self.opened.speaker(self.script, line)
    }

    /// Says a line, if it was not said before. Where its voice failed too often, it is not tried: that is no failure.
    fn take(&self, index: usize, streak: &Streak) -> Result<Take, Option<Failure>> {
        let line = self.lines[index];
        let number = self.part(line);
        let part = &self.opened.parts[number];
        let key = part.engine.key(&line.say);
        let recalled = part.engine.recall(&key);
        let (facts, kept) = match recalled {
            Some(facts) => (facts, true),
            None if streak.is_given_up() => return Err(None),
            None => {
                (self.tell)(Event::Speaking { index, line, part: &part.name });
                let said = part.engine.record(&key, &line.say);
                streak.note(said.as_ref().err());
                let Recorded { facts, is_new } = said?;
                (facts, !is_new)
            }
        };
        let take = completed(line, number, self.opened, facts);
        recorded(index, line, &take, kept, self.tell);
        Ok(take)
    }

    /// What was recorded, and what was not.
    fn finish(self) -> Result<(Vec<Option<Take>>, Vec<Failed>)> {
        if self.cancel.is_cancelled() {
            return Err(Error::Stopped);
        }
        match self.end.into_inner().unwrap_or_else(PoisonError::into_inner) {
            Some(Failure::Unkept { path, kind }) => return Err(Error::Write { path, source: kind.into() }),
            Some(_) => return Err(Error::Stopped),
            None => {}
        }
        let mut failed = self.failed.into_inner().unwrap_or_else(PoisonError::into_inner);
        failed.sort_by_key(|failed| failed.index);
        let takes = self.takes.into_iter();
        let takes = takes.map(|slot| slot.into_inner().unwrap_or_else(PoisonError::into_inner));
        Ok((takes.collect(), failed))
    }
}

/// The take of a line that a part has said, with the times of its words.
pub(super) fn completed(line: &Line, number: usize, opened: &OpenedCast, mut facts: Facts) -> Take {
    let part = &opened.parts[number];
    let key = part.engine.key(&line.say);
    let speech = facts.speech.clone();
    let sound = || Some((part.engine.sound(&key)?, speech));
    let timing = timing::complete(&line.say.text, &mut facts.words, sound);
    Take { key, role: line.role, part: number, facts, timing, stands_in: false }
}

/// Tells that a line is recorded.
pub(super) fn recorded(
    index: usize,
    line: &Line,
    take: &Take,
    kept: bool,
    tell: &(dyn Fn(Event<'_>) + Sync),
) {
    let Facts { rate, speech, doubt, .. } = &take.facts;
    let milliseconds = rate.duration(speech.len() as u64).as_millis();
    let milliseconds = u64::try_from(milliseconds).unwrap_or(u64::MAX);
    tell(Event::Recorded { index, line, milliseconds, kept, doubt: doubt.as_deref() });
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
