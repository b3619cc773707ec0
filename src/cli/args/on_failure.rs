//! What becomes of a line that its voice cannot say, as people write it.

use clap::ValueEnum;

use crate::studio;

/// What becomes of a line that its voice cannot say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OnFailure {
    /// Make no episode; list all lines that failed
    Stop,
    /// Leave it out: the episode is incomplete, and is not published
    Skip,
    /// Another voice says it: one of the cast, or the one in the binary; if none can, it is left out
    Fallback,
}

impl From<OnFailure> for studio::OnFailure {
    fn from(choice: OnFailure) -> studio::OnFailure {
        match choice {
            OnFailure::Stop => studio::OnFailure::Stop,
            OnFailure::Skip => studio::OnFailure::Skip,
            OnFailure::Fallback => studio::OnFailure::Fallback,
        }
    }
}
