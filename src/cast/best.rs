//! `best`: a voice that no cast names, but the ranking chooses of those that the machine has.

use crate::voice::VoiceId;
use crate::{Error, Result};

/// The name that stands for an engine where the ranking is to choose.
pub const BEST: &str = "best";
/// What follows it for a second speaker.
const OTHER: &str = "other";

/// Which of the voices for a language is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Best {
    /// `best`: the best one.
    First,
    /// `best:other`: the best one that is not the narrator's.
    Other,
}

impl VoiceId {
    /// What it asks the ranking for; None if it names a voice. Fails for a `best:` that there is not.
    pub fn best(&self) -> Result<Option<Best>> {
        match (self.engine.as_str(), self.name.as_str()) {
            (BEST, "") => Ok(Some(Best::First)),
            (BEST, OTHER) => Ok(Some(Best::Other)),
            (BEST, name) => Err(Error::UnknownVoice {
                engine: BEST.into(),
                voice: name.into(),
                known: vec![OTHER.into()],
            }),
            _ => Ok(None),
        }
    }
}

#[test]
fn the_best_and_the_next_are_asked_for() {
    let asked = |text: &str| VoiceId::from(text).best();
    assert_eq!(asked("best").unwrap(), Some(Best::First));
    assert_eq!(asked("best:other").unwrap(), Some(Best::Other));
    assert_eq!(asked("flite:best").unwrap(), None);
    assert!(matches!(asked("best:third"), Err(Error::UnknownVoice { .. })));
}
