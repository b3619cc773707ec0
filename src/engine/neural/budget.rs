//! How much is said at once. A run takes memory by its length, so long ones wait for each other.

use std::sync::{Condvar, Mutex, PoisonError};

/// Shares of what there is, given out in the order in which they were asked for.
pub(super) struct Budget {
    all: usize,
    free: Mutex<usize>,
    freed: Condvar,
    turn: Mutex<()>,
}

impl Budget {
    /// One of so many shares.
    pub(super) fn new(all: usize) -> Budget {
        Budget { all, free: Mutex::new(all), freed: Condvar::new(), turn: Mutex::new(()) }
    }

    /// Works while holding so many shares, or all of them; waits until they are there.
    pub(super) fn with<T>(&self, shares: usize, work: impl FnOnce() -> T) -> T {
        let shares = shares.min(self.all);
        let turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let is_short = |free: &mut usize| *free < shares;
        let mut free = self.freed.wait_while(free, is_short).unwrap_or_else(PoisonError::into_inner);
        *free -= shares;
        drop((free, turn));
        let _held = Held { budget: self, shares };
        work()
    }
}

/// Shares that are given back, even by what panics.
struct Held<'a> {
    budget: &'a Budget,
    shares: usize,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        *self.budget.free.lock().unwrap_or_else(PoisonError::into_inner) += self.shares;
        self.budget.freed.notify_all();
    }
}

#[test]
fn no_more_is_held_than_there_is_and_all_get_their_turn() {
    use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};
    let (budget, held, most, done) =
        (Budget::new(10), AtomicUsize::new(0), AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for n in 0..8 {
            let (budget, held, most, done) = (&budget, &held, &most, &done);
            scope.spawn(move || {
                for turn in 0..50 {
                    let shares = (n * 7 + turn) % 14;
                    budget.with(shares, || {
                        most.fetch_max(held.fetch_add(shares.min(10), SeqCst) + shares.min(10), SeqCst);
                        std::thread::yield_now();
                        held.fetch_sub(shares.min(10), SeqCst);
                        done.fetch_add(1, SeqCst);
                    });
                }
            });
        }
    });
    assert_eq!((done.load(SeqCst), held.load(SeqCst)), (400, 0));
    assert!(most.load(SeqCst) <= 10);
    let failed =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| budget.with(10, || panic!("it fails"))));
    assert!(failed.is_err());
    assert_eq!(budget.with(10, || 1), 1);
}
