//! Why an engine did not say a line.

use std::path::PathBuf;
use std::time::Duration;

/// Why an engine did not say a line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// The engine's program or library is missing, or has been removed.
    #[error("{0}")]
    Missing(String),
    /// The engine rejected the text or the settings, and would reject them again.
    #[error("it refused: {0}")]
    Refused(String),
    /// The engine's process ended while it was speaking.
    #[error("it died: {0}")]
    Died(String),
    /// The engine exceeded its deadline and was stopped. The value is the deadline.
    #[error("it hung for {} s and was stopped", .0.as_secs())]
    Hung(Duration),
    /// The engine's server is unreachable or reports an error, after all retries.
    #[error("{0}")]
    Unavailable(String),
    /// The output of the engine is invalid.
    #[error("it sent invalid data: {0}")]
    Garbage(String),
    /// The line was spoken, but its sound could not be stored.
    #[error("its sound could not be stored in `{}`", path.display())]
    Unkept {
        /// The file that could not be written.
        path: PathBuf,
        /// The kind of the operating system's error.
        kind: std::io::ErrorKind,
    },
    /// The work was cancelled.
    #[error("it was stopped")]
    Cancelled,
}

impl Failure {
    /// Whether another attempt may succeed.
    pub fn is_passing(&self) -> bool {
        matches!(self, Failure::Died(_) | Failure::Hung(_) | Failure::Garbage(_))
    }
}
