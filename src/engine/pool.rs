//! Lanes and the workers in them.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::child::Watch;
use super::{CancelToken, Failure};

/// Lets so many in at once and no more.
#[derive(Debug)]
pub(crate) struct Gate {
    free: Mutex<usize>,
    changed: Condvar,
    cancel: CancelToken,
}

impl Gate {
    /// A gate for `lanes` at once, at least 1.
    pub(crate) fn new(lanes: usize, cancel: &CancelToken) -> Gate {
        Gate { free: Mutex::new(lanes.max(1)), changed: Condvar::new(), cancel: cancel.clone() }
    }

    /// Waits for a place and takes it; fails only when cancelled.
    /// The place is given back when the permit is dropped.
    pub(crate) fn enter(&self) -> Result<Permit<'_>, Failure> {
        let mut free = lock(&self.free);
        loop {
            if self.cancel.is_cancelled() {
                return Err(Failure::Cancelled);
            }
            if 0 < *free {
                *free -= 1;
                return Ok(Permit(self));
            }
            let step = Duration::from_millis(50);
            free = self.changed.wait_timeout(free, step).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}

/// A place behind a [`Gate`], given back when dropped.
#[derive(Debug)]
pub(crate) struct Permit<'a>(&'a Gate);

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *lock(&self.0.free) += 1;
        self.0.changed.notify_one();
    }
}

/// Workers, at most one per lane, made when they are needed. One that failed is dropped: nobody knows in which
/// state it is, and a new one starts within milliseconds.
#[derive(Debug)]
pub(crate) struct Pool<W> {
    gate: Gate,
    idle: Mutex<Vec<W>>,
}

impl<W> Pool<W> {
    /// A pool of `lanes` lanes, the first of which already has a worker, if there is one.
    pub(crate) fn new(lanes: usize, cancel: &CancelToken, first: Option<W>) -> Pool<W> {
        Pool { gate: Gate::new(lanes, cancel), idle: Mutex::new(first.into_iter().collect()) }
    }

    /// Waits for a lane, and has its worker, or a newly made one, do the work. Both have `budget` together, which
    /// starts when the lane is free.
    pub(crate) fn with<T>(
        &self,
        budget: Duration,
        make: impl FnOnce(&Watch<'_>) -> Result<W, Failure>,
        work: impl FnOnce(&mut W, &Watch<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let _permit = self.gate.enter()?;
        let watch = Watch::new(&self.gate.cancel, budget);
        let idle = lock(&self.idle).pop();
        let mut worker = match idle {
            Some(worker) => worker,
            None => make(&watch)?,
        };
        let done = work(&mut worker, &watch)?;
        lock(&self.idle).push(worker);
        Ok(done)
    }
}

/// A lock whose last holder panicked protects nothing that could be half done here.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn workers_are_kept_unless_they_fail() {
        let made = AtomicUsize::new(0);
        let new = |_: &Watch<'_>| Ok(made.fetch_add(1, Ordering::SeqCst));
        let pool = Pool::new(2, &CancelToken::default(), None);
        assert_eq!(pool.with(LONG, new, |worker, _| Ok(*worker)), Ok(0));
        assert_eq!(pool.with(LONG, new, |worker, _| Ok(*worker)), Ok(0));
        assert!(pool.with(LONG, new, |_, _| Err::<(), _>(Failure::Died(String::new()))).is_err());
        assert_eq!(pool.with(LONG, new, |worker, _| Ok(*worker)), Ok(1));
    }

    #[test]
    fn no_more_than_the_lanes_work_at_once() {
        let pool = Pool::new(3, &CancelToken::default(), None);
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..12 {
                scope.spawn(|| {
                    let work = |(): &mut (), _: &Watch<'_>| {
                        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(5));
                        now.fetch_sub(1, Ordering::SeqCst);
                        Ok(())
                    };
                    pool.with(LONG, |_| Ok(()), work).unwrap();
                });
            }
        });
        assert!((2..=3).contains(&most.load(Ordering::SeqCst)));
    }

    #[test]
    fn nobody_waits_when_cancelled() {
        let cancel = CancelToken::default();
        let gate = Gate::new(1, &cancel);
        let _permit = gate.enter().unwrap();
        cancel.cancel();
        assert_eq!(gate.enter().unwrap_err(), Failure::Cancelled);
    }
}
