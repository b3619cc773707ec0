//! The exit codes of errors.

use super::session;
use crate::Error;
use crate::error::{Failure, Unfetched, Unstored};

/// The exit code of an error, as `--help` documents them.
pub(super) fn code(error: &Error) -> u8 {
    match error {
        Error::Read { .. } | Error::Schemeless { .. } => 66,
        Error::Fetch { source, .. } => match source {
            Unfetched::NotOfTheWeb(_) => 2,
            Unfetched::Missing(_) | Unfetched::Refused(_) => 66,
            Unfetched::Local(_) | Unfetched::Closed(_) => 77,
            Unfetched::Passing(_) => 75,
        },
        error if is_bad_input(error) => 65,
        Error::NotAccepted { .. } | Error::Untrusted { .. } => 77,
        Error::SeveralArticles { .. }
        | Error::UnknownCast { .. }
        | Error::UnknownEpisode { .. }
        | Error::UnknownEngine { .. }
        | Error::UnknownModel { .. }
        | Error::UnknownVoice { .. }
        | Error::Unsuited { .. } => 2,
        Error::NoEngine { .. }
        | Error::NoFeature { .. }
        | Error::NoSound { .. }
        | Error::NoVoice { .. }
        | Error::Speak { source: Failure::Missing(_), .. } => 69,
        Error::Listen { .. }
        | Error::Busy { .. }
        | Error::BeingMade { .. }
        | Error::Speak { source: Failure::Unavailable(_), .. } => 75,
        Error::Speak { source, .. } if source.is_passing() => 75,
        Error::Store { source, .. } => match source {
            Unstored::Unknown(_) => 2,
            Unstored::Refused(_) => 77,
            Unstored::Passing(_) => 75,
            Unstored::Lacking(_) => 66,
        },
        Error::Write { .. }
        | Error::NoRoom { .. }
        | Error::Taken { .. }
        | Error::Exists { .. }
        | Error::Foreign { .. }
        | Error::NoFeed { .. } => 73,
        Error::Fault { .. } => 70,
        Error::Stopped => session::signalled(),
        _ => 1,
    }
}

/// Whether an error is with what was to be read, and not with how it was called or with the machine.
fn is_bad_input(error: &Error) -> bool {
    matches!(
        error,
        Error::TooLarge { .. }
            | Error::NotAnArticle { .. }
            | Error::Unread { .. }
            | Error::NeedsBrowser { .. }
            | Error::NothingToSay { .. }
            | Error::SameId { .. }
            | Error::TooLittle { .. }
            | Error::NotAShow { .. }
            | Error::NotOurs { .. }
            | Error::NoShowAddress { .. }
            | Error::UnfitShowAddress { .. }
            | Error::EmptyFeed { .. }
            | Error::NothingToOffer { .. }
            | Error::NotFollowed { .. }
            | Error::NoSuchChapter { .. }
            | Error::NoCover { .. }
            | Error::Decode { .. }
            | Error::WrongFile { .. }
            | Error::NotAVoice { .. }
            | Error::MalformedCatalogue { .. }
            | Error::MalformedCast { .. }
            | Error::MalformedConfig { .. }
            | Error::MalformedLexicon { .. }
    )
}
