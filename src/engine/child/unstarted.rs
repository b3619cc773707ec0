//! Why a program did not start: as a failure, and as a supervisor tells it.

use std::io;
use std::path::Path;

use crate::engine::Failure;

/// What a supervisor's message begins with. A program that says so by itself only says that it did not start.
const MARK: &str = "articast supervise: ";

/// What a supervisor tells of a program that did not start.
pub(super) fn tell(error: &io::Error) -> String {
    format!("{MARK}{}\n", error.raw_os_error().unwrap_or_default())
}

/// What a supervisor told, if it told that.
pub(super) fn heard(complaints: &str) -> Option<io::Error> {
    let number = complaints.trim().strip_prefix(MARK)?.parse().ok()?;
    Some(io::Error::from_raw_os_error(number))
}

/// The failure of a program that did not start.
pub(super) fn failure(path: &Path, error: &io::Error) -> Failure {
    let why = format!("`{}` does not start: {error}", path.display());
    if is_short(error) { Failure::Died(why) } else { Failure::Missing(why) }
}

/// Whether the machine has too little of something just now, of which it may have more later: memory, processes, open
/// files.
fn is_short(error: &io::Error) -> bool {
    // EMFILE and ENFILE have no kind of their own.
    const FILES: [i32; 2] = [24, 23];
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::OutOfMemory)
        || (cfg!(unix) && error.raw_os_error().is_some_and(|number| FILES.contains(&number)))
}

#[cfg(unix)]
#[test]
fn a_program_that_does_not_start_is_missing_or_the_machine_is_short() {
    let path = Path::new("/opt/voice");
    for (number, is_passing) in [(2, false), (13, false), (11, true), (12, true), (24, true)] {
        let error = heard(&tell(&io::Error::from_raw_os_error(number))).unwrap();
        let failure = failure(path, &error);
        assert_eq!(failure.is_passing(), is_passing, "{failure}");
        assert!(failure.to_string().contains("`/opt/voice` does not start"), "{failure}");
    }
    assert!(heard("no such voice").is_none());
}
