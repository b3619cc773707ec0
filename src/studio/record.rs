//! Recording: lines in parallel, in any order, with the same result.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::{Company, Take};
use crate::engine::cached::{Facts, Key};
use crate::engine::{Failure, Halt, timing};
use crate::script::{Line, Script};
use crate::{Error, Result};

/// What happens while lines are recorded.
#[derive(Debug, Clone, Copy)]
pub enum Event<'a> {
    /// A line is being said.
    Speaking {
        /// The line's number in the script, from 0.
        index: usize,
        /// The line.
        line: &'a Line,
        /// The name of the part that says it.
        part: &'a str,
    },
    /// A line is recorded.
    Recorded {
        /// The line's number in the script, from 0.
        index: usize,
        /// The line.
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
/// said before is not said again; after a failure or a halt, what has been said is kept for the next time. Long lines
/// come first: at the end all jobs have something to do, and then end together.
pub fn record(
    script: &Script,
    company: &Company,
    jobs: usize,
    halt: &Halt,
    tell: &(dyn Fn(Event<'_>) + Sync),
) -> Result<Vec<Take>> {
    let lines: Vec<&Line> = script.lines().collect();
    let first = firsts(script, &lines, company);
    let own = |n: &usize| first[*n] == *n;
    let session = Session {
        company,
        lines: &lines,
        order: longest_first((0..lines.len()).filter(own), |n| lines[n].say.text.len()),
        first,
        script,
        next: AtomicUsize::new(0),
        takes: (0..lines.len()).map(|_| Mutex::new(None)).collect(),
        failed: Mutex::new(None),
        halt,
        tell,
    };
    std::thread::scope(|scope| {
        for _ in 1..jobs.max(1) {
            scope.spawn(|| session.work());
        }
        session.work();
    });
    session.finish()
}

/// For each line the number of the first one that sounds the same.
fn firsts(script: &Script, lines: &[&Line], company: &Company) -> Vec<usize> {
    let mut seen: BTreeMap<Key, usize> = BTreeMap::new();
    let part = |line: &Line| company.part(line.role, script.language_of(line));
    let key = |line: &Line| company.parts[part(line)].engine.key(&line.say);
    lines.iter().enumerate().map(|(n, line)| *seen.entry(key(line)).or_insert(n)).collect()
}

/// Puts numbers into the order in which what they stand for is best said: the longest first, and of equally long ones
/// the earlier.
pub fn longest_first(numbers: impl Iterator<Item = usize>, length: impl Fn(usize) -> usize) -> Vec<usize> {
    let mut order: Vec<usize> = numbers.collect();
    order.sort_by_key(|n| std::cmp::Reverse(length(*n)));
    order
}

struct Session<'a> {
    script: &'a Script,
    company: &'a Company,
    lines: &'a [&'a Line],
    /// For each line the first that sounds the same.
    first: Vec<usize>,
    /// Those firsts, in the order in which they are said.
    order: Vec<usize>,
    /// Which of the order is next.
    next: AtomicUsize,
    takes: Vec<Mutex<Option<Take>>>,
    failed: Mutex<Option<(usize, Failure)>>,
    halt: &'a Halt,
    tell: &'a (dyn Fn(Event<'_>) + Sync),
}

impl Session<'_> {
    /// Takes line after line until none is left or something failed.
    fn work(&self) {
        loop {
            let next = self.order.get(self.next.fetch_add(1, Ordering::Relaxed));
            let Some(&index) = next.filter(|_| !self.halt.is_pulled() && lock(&self.failed).is_none()) else {
                return;
            };
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
        self.company.part(line.role, self.script.language_of(line))
    }

    fn take(&self, index: usize) -> Result<Take, Failure> {
        let line = self.lines[index];
        let number = self.part(line);
        let part = &self.company.parts[number];
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
        if self.halt.is_pulled() {
            return Err(Error::Stopped);
        }
        if let Some((index, failure)) = lock(&self.failed).take() {
            let line = self.lines[index];
            let part = &self.company.parts[self.part(line)];
            return Err(match failure {
                Failure::Halted => Error::Stopped,
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
