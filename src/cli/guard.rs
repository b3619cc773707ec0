//! What a panic says, and where it was, becomes a part of its article's failure, and is not printed beside it.

use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crate::{Error, Result, clean, produce};

/// What the last panic said, and where.
static SAID: Mutex<String> = Mutex::new(String::new());
/// How many articles are guarded now: what panics then is told as their failure.
static GUARDED: AtomicUsize = AtomicUsize::new(0);

/// Does the work of an article. A panic, in any of its threads, is that article's failure.
pub(super) fn guarded<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panic| {
            *SAID.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string().replace('\n', " ");
            let is_guarded = 0 < GUARDED.load(Ordering::SeqCst);
            if !is_guarded || std::env::var_os("RUST_BACKTRACE").is_some_and(|wanted| wanted != "0") {
                usual(panic);
            }
        }));
    });
    GUARDED.fetch_add(1, Ordering::SeqCst);
    let worked = produce::guarded(name, work);
    GUARDED.fetch_sub(1, Ordering::SeqCst);
    worked.map_err(|error| match error {
        // The hook knows more than the panic itself: where it was, and what a thread's said.
        Error::Fault { name, what } => {
            let said = std::mem::take(&mut *SAID.lock().unwrap_or_else(PoisonError::into_inner));
            let what = if said.is_empty() { what } else { said };
            Error::Fault { name, what: clean::terminal(&what).into_owned() }
        }
        error => error,
    })
}

#[test]
fn a_panic_is_the_articles_failure() {
    let failed = guarded("a.md", || -> Result<()> { panic!("a thing\u{1b}[2J") });
    let Err(Error::Fault { name, what }) = failed else { unreachable!("it panicked") };
    assert!(name == "a.md" && what.contains("a thing") && !what.contains('\u{1b}'), "{what}");
    assert!(what.contains("guard.rs"), "{what}");
    assert!(guarded("a.md", || Ok(1)).is_ok());
}
