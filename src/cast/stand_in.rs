//! Stand-ins: who says a line that its own voice cannot say.

use super::Choice;
use super::opened::{OpenedCast, Part};
use crate::engine::cached::Cached;
use crate::engine::{EngineContext, catalogue};
use crate::models;
use crate::voice::Tuning;
use crate::{Error, Result};

/// Somebody who may say a line for another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum StandIn {
    /// A part that is open: its index.
    Part(usize),
    /// A voice that may have to be opened.
    Voice(Choice),
}

/// The name of the parts that only stand in.
const NAME: &str = "stand-in";

impl OpenedCast {
    /// Who may say a line of a part in a language, in order: the other voices that speak the language in this episode, those
    /// that the cast would have taken next for the part, and the voice in the binary. Nothing is sent to a server for it.
    pub(crate) fn stand_ins(&self, part: usize, language: &str) -> Vec<StandIn> {
        let own = &self.parts[part];
        let is_other = |number: usize| {
            let voice = &self.parts[number].voice;
            *voice != own.voice && !catalogue::is_sent_away(voice)
        };
        let open = self.speakers(language).into_iter().filter(|number| is_other(*number)).map(StandIn::Part);
        let next = own.next.iter().filter(|choice| !catalogue::is_sent_away(&choice.voice)).cloned();
        let tuning = Tuning { pitch: 0.0, ..own.tuning };
        let built_in = catalogue::built_in(language).filter(|voice| *voice != own.voice);
        let built_in = built_in.map(|voice| Choice { voice, tuning, gain: 0.0, price: None });
        open.chain(next.chain(built_in).map(StandIn::Voice)).collect()
    }

    /// The index of the part that has a voice as its own; it is opened unless it is there already. None if this machine
    /// does not have the voice.
    pub(crate) fn open_stand_in(
        &mut self,
        choice: &Choice,
        context: &EngineContext<'_>,
    ) -> Result<Option<usize>> {
        let is_it = |part: &Part| part.voice == choice.voice && part.tuning == choice.tuning;
        if let Some(known) = self.parts.iter().position(is_it) {
            return Ok(Some(known));
        }
        let engine = match catalogue::open(&choice.voice, choice.tuning, context) {
            Ok(engine) => Cached::new(engine, self.cache.clone()),
            Err(Error::Stopped) => return Err(Error::Stopped),
            Err(_) => return Ok(None),
        };
        let Choice { voice, tuning, gain, price } = choice.clone();
        let licence = models::licence(context.places, &voice);
        let (name, passed_over, next) = (NAME.into(), Vec::new(), Vec::new());
        self.parts.push(Part { name, voice, tuning, licence, gain, price, engine, passed_over, next });
        Ok(Some(self.parts.len() - 1))
    }
}
