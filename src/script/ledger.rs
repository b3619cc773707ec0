//! The ledger: what became of every block of the source.

use std::collections::BTreeMap;
use std::fmt;

use crate::article::doubt;
use crate::article::{Origin, Place, Skipped, Why};
use crate::error::count;

/// One fate for every block of the source, in reading order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Ledger {
    /// One entry for each block and for each text that is left out, in the order of the source.
    pub entries: Vec<Entry>,
}

/// A block and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The block's words, as `plain` gives them.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
    /// Where it stood in the source.
    pub origin: Origin,
    /// What would have it told in full, where something would.
    pub hint: Option<String>,
    /// Whether it is skipped by a guess, and may be of the article all the same.
    pub doubtful: bool,
}

impl Entry {
    /// The entry of what a reader left out.
    pub(super) fn left_out(skipped: &Skipped) -> Entry {
        let (text, origin) = (skipped.text.trim().to_owned(), skipped.origin.clone());
        let (fate, doubtful) = (Fate::Skipped(skipped.why), skipped.is_doubtful());
        Entry { text, fate, origin, hint: None, doubtful }
    }
}

/// What became of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Fate {
    /// It is said as it stands.
    Spoken,
    /// It is told in another form.
    Reshaped(Why),
    /// It is not said.
    Skipped(Why),
}

impl Fate {
    /// `spoken`, `reshaped` or `skipped`.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The reason, where one is needed.
    pub fn why(self) -> Option<Why> {
        match self {
            Fate::Spoken => None,
            Fate::Reshaped(why) | Fate::Skipped(why) => Some(why),
        }
    }
}

impl Ledger {
    /// Puts entries of what stands beside the article where they stood in the source: before the first block that
    /// starts after them. What has no place among bytes goes to the end.
    pub(super) fn weave(&mut self, skipped: Vec<Entry>) {
        let start = |entry: &Entry| match &entry.origin.place {
            Place::Bytes(range) => Some(range.start),
            Place::Element(_) => None,
        };
        let mut skipped = skipped.into_iter().peekable();
        let mut woven = Vec::with_capacity(self.entries.len() + skipped.len());
        for entry in std::mem::take(&mut self.entries) {
            while let Some(earlier) =
                skipped.next_if(|skipped| start(skipped).is_some() && start(skipped) < start(&entry))
            {
                woven.push(earlier);
            }
            woven.push(entry);
        }
        woven.extend(skipped);
        self.entries = woven;
    }

    /// What of the article itself is not said though it could have been: what `--strict` refuses.
    pub fn lost(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| {
            entry.doubtful
                || match entry.fate {
                    Fate::Spoken => false,
                    Fate::Reshaped(why) | Fate::Skipped(why) => why.loses(),
                }
        })
    }

    /// What is left out by a guess and may be of the article all the same.
    pub fn doubtful(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.doubtful)
    }

    /// How many words that may be of the article are left out.
    pub fn words_in_doubt(&self) -> usize {
        self.doubtful().map(|entry| doubt::words(&entry.text)).sum()
    }
}

/// One line: how many blocks, what became of them, and the reasons for silence.
impl fmt::Display for Ledger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let mut reasons: Vec<(Why, usize)> = Vec::new();
        for entry in &self.entries {
            *counts.entry(entry.fate.name()).or_default() += 1;
            if let Fate::Skipped(why) = entry.fate {
                match reasons.iter_mut().find(|(known, _)| *known == why) {
                    Some((_, count)) => *count += 1,
                    None => reasons.push((why, 1)),
                }
            }
        }
        let so_many = |name| counts.get(name).copied().unwrap_or(0);
        write!(
            f,
            "{}: {} spoken, {} reshaped, {} skipped",
            count(self.entries.len(), "block"),
            so_many("spoken"),
            so_many("reshaped"),
            so_many("skipped")
        )?;
        for (n, (why, count)) in reasons.iter().enumerate() {
            write!(f, "{} {why}", if n == 0 { ":" } else { "," })?;
            if 1 < *count {
                write!(f, " (×{count})")?;
            }
        }
        Ok(())
    }
}
