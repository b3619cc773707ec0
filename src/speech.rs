//! How written language is said: where sentences end, and which words stand for what is written.

pub mod math;
pub mod sentences;
pub mod words;

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// One utterance for an engine.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Say {
    /// The words to say, spelled out: no digits, no symbols, punctuation only for the melody.
    pub text: String,
    /// Which shown characters each run of said characters stands for: in order, without overlap.
    pub links: Vec<Link>,
}

/// A run of said text and the shown text that it stands for, both in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The bytes of [`Say::text`].
    pub said: Range<usize>,
    /// The bytes of the shown text.
    pub shown: Range<usize>,
}

/// A sentence: the author's words, and how they are said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The author's words, unaltered.
    pub show: String,
    /// What the engine gets.
    pub say: Say,
}

/// Splits a paragraph into sentences and finds how each is said. `language` is a BCP 47 tag.
/// The sentences' `show`, with the white space between them, are the paragraph. A sentence too long for an
/// engine comes as its clauses.
pub fn speak(paragraph: &str, language: &str) -> Vec<Sentence> {
    let mut spoken = Vec::new();
    for range in sentences::split(paragraph, language) {
        let sentence = &paragraph[range];
        for clause in sentences::clauses(sentence, sentences::LONGEST) {
            let show = sentence[clause].to_owned();
            spoken.push(Sentence { say: words::say(&show, language), show });
        }
    }
    spoken
}

/// The sentences of a list item that is called by its number.
pub fn numbered(number: u64, text: &str, language: &str) -> Vec<Sentence> {
    let shown = format!("{number}.");
    let called = words::say(&number.to_string(), language).text;
    let mut sentences = speak(text, language);
    match sentences.first_mut() {
        None => {
            let links = vec![Link { said: 0..called.len(), shown: 0..shown.len() }];
            sentences.push(Sentence { show: shown, say: Say { text: called, links } });
        }
        Some(first) => {
            let (said, seen) = (called.len() + 2, shown.len() + 1);
            let moved = first.say.links.iter().map(|link| Link {
                said: link.said.start + said..link.said.end + said,
                shown: link.shown.start + seen..link.shown.end + seen,
            });
            let head = Link { said: 0..called.len(), shown: 0..shown.len() };
            first.say.links = std::iter::once(head).chain(moved).collect();
            first.say.text = format!("{called}. {}", first.say.text);
            first.show = format!("{shown} {}", first.show);
        }
    }
    sentences
}

impl Say {
    /// The same with a full stop where no mark ends it: engines read on without one.
    #[must_use]
    pub fn closed(mut self) -> Say {
        let end = self.text.trim_end_matches(|c: char| c.is_whitespace() || "\"')]»”’".contains(c));
        if end.ends_with(|c: char| c.is_alphanumeric()) {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('.');
        }
        self
    }
}
