//! An engine that takes no sounds: what is said otherwise than it is written is given to it in other letters.

use std::ops::Range;

use super::{Engine, Failure, Fingerprint, Spoken};
use crate::speech::Utterance;

/// Says "led" where "lead" has the sounds of the metal. For English engines whose spellings a test has heard.
#[derive(Debug)]
pub(super) struct Respelled<E>(pub(super) E);

impl Engine for Respelled<Box<dyn Engine>> {
    fn fingerprint(&self) -> Fingerprint {
        self.0.fingerprint()
    }

    fn lanes(&self) -> usize {
        self.0.lanes()
    }

    fn slack(&self, say: &Utterance) -> std::time::Duration {
        self.0.slack(say)
    }

    fn speak(&self, say: &Utterance) -> Result<Spoken, Failure> {
        let Some(other) = Other::of(say) else { return self.0.speak(say) };
        let mut spoken = self.0.speak(&other.say)?;
        for word in &mut spoken.words {
            word.said = other.origin(&word.said);
        }
        Ok(spoken)
    }
}

/// An utterance in other letters, and the way back.
struct Other {
    say: Utterance,
    /// What was replaced: the bytes in the new text and in the old one, in order.
    replaced: Vec<(Range<usize>, Range<usize>)>,
}

impl Other {
    /// The utterance with its respellings; none where it has none.
    fn of(say: &Utterance) -> Option<Other> {
        let (mut text, mut from, mut replaced) = (String::new(), 0, Vec::new());
        for sound in &say.sounds {
            let Some(letters) = &sound.respelled else { continue };
            text.push_str(&say.text[from..sound.said.start]);
            let start = text.len();
            text.push_str(letters);
            replaced.push((start..text.len(), sound.said.clone()));
            from = sound.said.end;
        }
        text.push_str(&say.text[from..]);
        let say = Utterance { text, take: say.take, ..Utterance::default() };
        (!replaced.is_empty()).then_some(Other { say, replaced })
    }

    /// The bytes of the old text for some of the new one.
    fn origin(&self, said: &Range<usize>) -> Range<usize> {
        let start = |at: usize| match self.replaced.iter().rev().find(|(new, _)| new.start <= at) {
            Some((new, old)) if at < new.end => old.start,
            Some((new, old)) => old.end + (at - new.end),
            None => at,
        };
        let end = |at: usize| match self.replaced.iter().rev().find(|(new, _)| new.start < at) {
            Some((new, old)) if at <= new.end => old.end,
            Some((new, old)) => old.end + (at - new.end),
            None => at,
        };
        start(said.start)..end(said.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speech::{Manner, speak};

    #[test]
    fn words_come_back_to_where_they_were() {
        let say =
            &speak("He has read it, and they will read of lead pipes there.", &Manner::new("en"))[0].say;
        let other = Other::of(say).unwrap();
        assert_eq!(other.say.text, "He has red it, and they will reed of led pipes there.");
        for (new, old) in
            [("He", "He"), ("red", "read"), ("it", "it"), ("led", "lead"), ("pipes there", "pipes there")]
        {
            let at = other.say.text.find(new).unwrap();
            assert_eq!(&say.text[other.origin(&(at..at + new.len()))], old);
        }
        assert!(Other::of(&Utterance { text: "A lamp.".into(), ..Utterance::default() }).is_none());
    }
}
