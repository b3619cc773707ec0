//! Reading aloud with services that do as they should, and others.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::*;

/// What a service does.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Manner {
    /// Speaks for three looks.
    Speaks,
    /// Speaks, but does not tell.
    Keeps,
    /// Reports forever that it is speaking.
    Endless,
    /// Accepts a line, but never starts to speak it.
    Silent,
    /// Returns an error for every line.
    Refuses,
    /// Does not return from a call.
    Hangs,
}

struct Fake(Manner, AtomicUsize);

impl Service for Fake {
    fn start(&mut self, text: &str) -> Result<(), String> {
        assert!(!text.contains('\0'));
        self.1.store(0, Ordering::SeqCst);
        match self.0 {
            Manner::Refuses => Err("no".into()),
            Manner::Hangs => loop {
                thread::park();
            },
            _ => Ok(()),
        }
    }

    fn is_speaking(&self) -> Option<bool> {
        let looks = self.1.fetch_add(1, Ordering::SeqCst);
        match self.0 {
            Manner::Keeps => None,
            Manner::Speaks => Some((1..4).contains(&looks)),
            manner => Some(manner == Manner::Endless),
        }
    }

    fn stop(&mut self) {}
}

const SHORT: Patience = Patience {
    call: Duration::from_millis(200),
    start: Duration::from_millis(40),
    byte: Duration::from_millis(1),
    look: Duration::from_millis(2),
};

fn lines(count: usize) -> impl Iterator<Item = String> {
    (0..count).map(|number| format!("Line {number}\0."))
}

fn read_with(manner: Manner, count: usize, cancel: &CancelToken) -> (Result<usize>, usize) {
    let mut begun = 0;
    let read =
        read(move || Ok(Fake(manner, AtomicUsize::new(0))), lines(count), cancel, |_| begun += 1, &SHORT);
    (read, begun)
}

#[test]
fn all_lines_are_read() {
    for manner in [Manner::Speaks, Manner::Keeps] {
        let (read, begun) = read_with(manner, 5, &CancelToken::default());
        assert_eq!((read.unwrap(), begun), (5, 5), "{manner:?}");
    }
    let blank = ["…", "", "\0", "—"].map(String::from);
    let open = || Ok(Fake(Manner::Refuses, AtomicUsize::new(0)));
    assert_eq!(read(open, blank.into_iter(), &CancelToken::default(), |_| {}, &SHORT).unwrap(), 4);
}

#[test]
fn a_service_that_does_not_get_on_is_left() {
    for (manner, lines) in
        [(Manner::Endless, 3), (Manner::Silent, 3), (Manner::Refuses, 1), (Manner::Hangs, 1)]
    {
        let (read, begun) = read_with(manner, 9, &CancelToken::default());
        assert!(matches!(read, Err(Error::NoEngine { .. })), "{manner:?}: {read:?}");
        assert_eq!(begun, lines, "{manner:?}");
    }
    let none = read(|| Err::<Fake, _>("not here".into()), lines(1), &CancelToken::default(), |_| {}, &SHORT);
    assert!(matches!(none, Err(Error::NoEngine { why, .. }) if why == "not here"));
    let slow = || loop {
        thread::park();
    };
    let late = read::<Fake>(slow, lines(1), &CancelToken::default(), |_| {}, &SHORT);
    assert!(matches!(late, Err(Error::NoEngine { .. })));
}

#[test]
fn a_cancelled_token_stops_it() {
    for manner in [Manner::Endless, Manner::Hangs] {
        let cancel = CancelToken::default();
        cancel.cancel();
        assert!(matches!(read_with(manner, 9, &cancel).0, Err(Error::Stopped)), "{manner:?}");
    }
}
