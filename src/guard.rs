//! A guard around each article: what goes wrong in our own code ends that article and no other.

use std::any::Any;
use std::panic::{self, AssertUnwindSafe};

use crate::{Error, Result};

/// Does the work of an article. A panic, in any of its threads, is that article's failure: [`Error::Fault`] with what
/// the panic says. The process's panic hook is called as usual; a program that wants to know where it was sets its own.
pub fn guarded<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    // Whatever an article's work leaves half done is dropped with it, or is on the disk, where it is verified.
    let worked = panic::catch_unwind(AssertUnwindSafe(work));
    worked.unwrap_or_else(|panic| Err(Error::Fault { name: name.into(), what: message(panic.as_ref()) }))
}

fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "it panicked".into())
}

#[test]
fn a_panic_is_the_articles_failure() {
    let failed = guarded("a.md", || -> Result<()> { panic!("a thing of {}", 1) });
    let Err(Error::Fault { name, what }) = failed else { unreachable!("it panicked") };
    assert_eq!((name.as_str(), what.as_str()), ("a.md", "a thing of 1"));
    assert!(guarded("a.md", || Ok(1)).is_ok());
}
