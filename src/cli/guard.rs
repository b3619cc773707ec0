//! A guard around each article: what goes wrong in our own code ends that article and no other.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, Once, PoisonError};

use crate::clean;
use crate::{Error, Result};

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
    // Whatever an article's work leaves half done is dropped with it, or is on the disk, where it is verified.
    GUARDED.fetch_add(1, Ordering::SeqCst);
    let worked = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.fetch_sub(1, Ordering::SeqCst);
    worked.unwrap_or_else(|_| {
        let what = std::mem::take(&mut *SAID.lock().unwrap_or_else(PoisonError::into_inner));
        Err(Error::Fault { name: name.into(), what: clean::terminal(&what).into_owned() })
    })
}

#[test]
fn a_panic_is_the_articles_failure() {
    let failed = guarded("a.md", || -> Result<()> { panic!("a thing\u{1b}[2J") });
    let Err(Error::Fault { name, what }) = failed else { unreachable!("it panicked") };
    assert!(name == "a.md" && what.contains("a thing") && !what.contains('\u{1b}'), "{what}");
    assert!(guarded("a.md", || Ok(1)).is_ok());
}
