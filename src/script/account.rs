//! The account of a block: its entry in the ledger, and the proof that its words come out.

use std::collections::BTreeMap;

use super::reading_style::Telling;
use super::writer::Writer;
use super::{Entry, Fate, Segment};
use crate::article::{Origin, Why, key};

impl Writer<'_> {
    /// Enters a block into the ledger and proves that its words come out of what `tell` writes.
    pub(super) fn account(&mut self, text: &str, origin: Origin, fate: Fate, tell: impl FnOnce(&mut Self)) {
        let before = self.chapter.segments.len();
        tell(self);
        let said = &self.chapter.segments[before..];
        let silent = !said.iter().any(|segment| matches!(segment, Segment::Line(_)));
        let fate = match fate {
            _ if silent && key(text).is_empty() => Fate::Skipped(Why::Wordless),
            fate if fate
                .why()
                .is_some_and(|why| why.loses() || matches!(why, Why::Sources | Why::Condensed))
                || all_said(text, said) =>
            {
                fate
            }
            _ => Fate::Skipped(Why::Unaccounted),
        };
        self.ledger.entries.push(Entry {
            text: text.trim().to_owned(),
            fate,
            origin,
            hint: None,
            doubtful: false,
        });
    }

    /// Enters a block that is not said.
    pub(super) fn skip(&mut self, text: &str, origin: &Origin, why: Why) {
        let (text, origin) = (text.trim().to_owned(), origin.clone());
        let fate = Fate::Skipped(why);
        self.ledger.entries.push(Entry { text, fate, origin, hint: None, doubtful: false });
    }

    /// Says what would have the block told in full that was entered last.
    pub(super) fn hint(&mut self, hint: String) {
        if let Some(last) = self.ledger.entries.last_mut() {
            last.hint = Some(hint);
        }
    }

    /// Skips a thing if the style says so; says whether it did.
    pub(super) fn skipped_by(&mut self, telling: Telling, text: &str, origin: &Origin) -> bool {
        if telling == Telling::Skip {
            self.skip(text, origin, Why::Style);
        }
        telling == Telling::Skip
    }
}

/// Whether every word of a text is among the shown words of some lines, as often as it stands there.
fn all_said(text: &str, segments: &[Segment]) -> bool {
    fn words(text: &str) -> impl Iterator<Item = String> {
        text.split(|c: char| !c.is_alphanumeric()).map(key).filter(|word| !word.is_empty())
    }
    let mut said: BTreeMap<String, usize> = BTreeMap::new();
    for segment in segments {
        if let Segment::Line(line) = segment {
            for word in words(&line.show) {
                *said.entry(word).or_default() += 1;
            }
        }
    }
    words(text).all(|word| match said.get_mut(&word) {
        Some(left) if 0 < *left => {
            *left -= 1;
            true
        }
        _ => false,
    })
}
