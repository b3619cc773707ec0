//! An engine that cannot hang its caller.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use super::child::Watch;
use super::pool::Gate;
use super::{CancelToken, Engine, Failure, Fingerprint, Spoken, budget};
use crate::Result;
use crate::speech::Utterance;

/// What is given beyond the bound: an engine that keeps its own time, as those with child processes do, then says
/// itself what happened, and has cleaned up.
const GRACE: Duration = Duration::from_secs(2);

/// How long a cancelled engine is waited for: it stops its child processes, and would leave them behind if this process
/// ended first.
const FAREWELL: Duration = Duration::from_secs(1);

/// Bounds an engine's time by [`budget`], even one inside this process that does not keep to it.
///
/// Each line is said on a thread of its own. A thread cannot be stopped: one that hangs is left behind, with the
/// line's text and the engine. When as many are left behind as there are lanes, the engine is given up: it answers
/// [`Failure::Missing`], until one of them comes back. A panic of the engine is [`Failure::Died`].
pub(crate) struct Deadline {
    /// How long a text may take, besides the engine's [`Engine::slack`]; [`budget`] unless set otherwise.
    pub bound: fn(&Utterance) -> Duration,
    grace: Duration,
    engine: Arc<dyn Engine>,
    gate: Gate,
    cancel: CancelToken,
    left_behind: Arc<AtomicUsize>,
}

impl Deadline {
    /// Bounds an engine, and stops waiting for it when `cancel` is cancelled.
    pub(crate) fn new(engine: Arc<dyn Engine>, cancel: &CancelToken) -> Deadline {
        let gate = Gate::new(engine.lanes(), cancel);
        let (cancel, left_behind) = (cancel.clone(), Arc::default());
        Deadline { bound: budget, grace: GRACE, engine, gate, cancel, left_behind }
    }
}

impl Engine for Deadline {
    fn fingerprint(&self) -> Fingerprint {
        self.engine.fingerprint()
    }

    fn lanes(&self) -> usize {
        self.engine.lanes()
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let _permit = self.gate.enter()?;
        if self.engine.lanes() <= self.left_behind.load(Ordering::SeqCst) {
            return Err(Failure::Missing("it hangs, and cannot be stopped".into()));
        }
        let bound = (self.bound)(say) + self.engine.slack(say);
        let watch = Watch::new(&self.cancel, bound + self.grace);
        let (sender, receiver) = sync_channel(1);
        let (engine, line) = (Arc::clone(&self.engine), say.clone());
        let race = Arc::new(AtomicBool::new(false));
        let end = End { race: Arc::clone(&race), left_behind: Arc::clone(&self.left_behind) };
        let helper = thread::Builder::new().name("speak".into()).spawn(move || {
            let _end = end;
            let result = engine.speak(&line);
            // Before the caller goes on: else the engine could end here, after its owner, or with the whole process.
            drop(engine);
            // Nobody receives it any more when it comes too late.
            let _ = sender.send(result);
        });
        helper.map_err(|error| Failure::Died(format!("cannot start a thread: {error}")))?;
        loop {
            let step = watch.step().map_err(|failure| {
                if failure == Failure::Cancelled && receiver.recv_timeout(FAREWELL).is_ok() {
                    return failure;
                }
                if !race.swap(true, Ordering::SeqCst) {
                    self.left_behind.fetch_add(1, Ordering::SeqCst);
                }
                if failure == Failure::Cancelled { failure } else { Failure::Hung(bound) }
            });
            match receiver.recv_timeout(step?) {
                Ok(result) => return result,
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Failure::Died("it panicked".into())),
            }
        }
    }
}

/// Dropped at the end of a helper's thread. Helper and caller race for one flag: who comes second knows that the
/// other has gone.
struct End {
    race: Arc<AtomicBool>,
    left_behind: Arc<AtomicUsize>,
}

impl Drop for End {
    fn drop(&mut self) {
        if self.race.swap(true, Ordering::SeqCst) {
            self.left_behind.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;
    use std::sync::mpsc::{Receiver, channel};

    use super::*;
    use crate::audio::{Clip, Rate};

    /// Hangs on `hang` until it is told to go on, panics on `panic`, and else is done at once.
    struct Moody {
        go_on: Mutex<Receiver<()>>,
    }

    impl Engine for Moody {
        fn fingerprint(&self) -> Fingerprint {
            Fingerprint(String::new())
        }

        fn lanes(&self) -> usize {
            1
        }

        fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
            match say.text.as_str() {
                "hang" => self.go_on.lock().unwrap().recv().unwrap(),
                "panic" => panic!("as asked"),
                _ => {}
            }
            Ok(Spoken { clip: Clip { rate: Rate::CD, samples: Vec::new() }, words: Vec::new(), doubt: None })
        }
    }

    fn say(text: &str) -> Utterance {
        Utterance { text: text.into(), ..Utterance::default() }
    }

    #[test]
    fn hangs_panics_and_cancelled_lines_end() {
        let cancel = CancelToken::default();
        let (release, go_on) = channel();
        let mut engine = Deadline::new(Arc::new(Moody { go_on: Mutex::new(go_on) }), &cancel);
        engine.grace = Duration::ZERO;
        assert!(engine.speak(&say("fine")).is_ok());
        assert_eq!(engine.speak(&say("panic")), Err(Failure::Died("it panicked".into())));
        engine.bound = |_| Duration::from_millis(100);
        assert_eq!(engine.speak(&say("hang")), Err(Failure::Hung(Duration::from_millis(100))));
        // Its only lane is lost, until the helper comes back.
        assert!(matches!(engine.speak(&say("fine")), Err(Failure::Missing(_))));
        release.send(()).unwrap();
        while engine.left_behind.load(Ordering::SeqCst) != 0 {
            thread::yield_now();
        }
        assert!(engine.speak(&say("fine")).is_ok());

        engine.bound = budget;
        thread::scope(|scope| {
            let stopped = scope.spawn(|| engine.speak(&say("hang")));
            thread::sleep(Duration::from_millis(50));
            cancel.cancel();
            // The engine is waited for, as one with child processes must be: it ends a while later, and is not left behind.
            thread::sleep(Duration::from_millis(200));
            release.send(()).unwrap();
            assert_eq!(stopped.join().unwrap(), Err(Failure::Cancelled));
        });
        assert_eq!(engine.left_behind.load(Ordering::SeqCst), 0);
    }

    #[test]
    fn a_cancelled_engine_is_not_waited_for_without_end() {
        let (cancel, (release, go_on)) = (CancelToken::default(), channel());
        let engine = Deadline::new(Arc::new(Moody { go_on: Mutex::new(go_on) }), &cancel);
        thread::scope(|scope| {
            let stopped = scope.spawn(|| engine.speak(&say("hang")));
            thread::sleep(Duration::from_millis(50));
            cancel.cancel();
            // It still hangs: nobody has told it to go on.
            assert_eq!(stopped.join().unwrap(), Err(Failure::Cancelled));
        });
        assert_eq!(engine.left_behind.load(Ordering::SeqCst), 1);
        release.send(()).unwrap();
    }
}
