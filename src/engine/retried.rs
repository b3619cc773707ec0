//! An engine that gets another chance.

use std::thread;
use std::time::Duration;

use super::{Engine, Failure, Fingerprint, Spoken};
use crate::Result;
use crate::retry::{Attempts, Policy};
use crate::speech::Utterance;

/// A program that failed is asked again almost at once; there is nobody who could ask for a longer wait.
const POLICY: Policy =
    Policy { attempts: 3, first_wait: Duration::from_millis(50), longest_wait: Duration::ZERO };

/// Tries a line up to three times while its failures are passing ([`Failure::is_passing`]), with a short rest in
/// between for what is short for a moment only. The last failure is the one that is told.
#[derive(Debug, Clone)]
pub struct Retried<E>(pub E);

impl<E: Engine> Engine for Retried<E> {
    fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint()
    }

    fn lanes(&self) -> usize {
        self.0.lanes()
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let mut attempts = Attempts::new(POLICY);
        loop {
            let result = self.0.speak(say);
            if !result.as_ref().is_err_and(Failure::is_passing) {
                return result;
            }
            match attempts.wait_after_failure(None) {
                Ok(wait) => thread::sleep(wait),
                Err(_) => return result,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    struct Failing(AtomicU32, Failure);

    impl Engine for Failing {
        fn fingerprint(&self) -> Fingerprint {
            Fingerprint(String::new())
        }

        fn lanes(&self) -> usize {
            1
        }

        fn speak(&self, _: &Utterance) -> Result<Spoken, Failure> {
            self.0.fetch_add(1, Ordering::SeqCst);
            Err(self.1.clone())
        }
    }

    #[test]
    fn only_passing_failures_are_tried_again_and_not_for_ever() {
        for (failure, tries) in [
            (Failure::Died("x".into()), 3),
            (Failure::Garbage("x".into()), 3),
            (Failure::Hung(Duration::ZERO), 3),
            (Failure::Refused("x".into()), 1),
            (Failure::Missing("x".into()), 1),
            (Failure::Cancelled, 1),
        ] {
            let engine = Retried(Failing(AtomicU32::new(0), failure.clone()));
            assert_eq!(engine.speak(&Utterance::default()), Err(failure));
            assert_eq!(engine.0.0.load(Ordering::SeqCst), tries);
        }
    }
}
