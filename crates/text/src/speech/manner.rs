//! All besides the text that decides how it is said.

use std::sync::LazyLock;

use super::words::Citations;
use super::{Lexicon, Markup, Passage};
use crate::language::is_same;

/// How a text is to be said.
#[derive(Debug, Clone, Copy)]
pub struct Manner<'a> {
    /// The language of the text around, a BCP 47 tag.
    pub language: &'a str,
    /// The role that says it, as cast files name it; empty where there are no roles.
    pub role: &'a str,
    /// The languages that there is a voice for besides that of the text around, as BCP 47 tags. What is in another
    /// language than these stays in its sentence, and the voice of the text around says it.
    pub languages: &'a [String],
    /// The pronunciations that are given.
    pub lexicon: &'a Lexicon,
    /// What becomes of citations.
    pub citations: Citations,
}

/// Nothing is given.
static EMPTY: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

impl<'a> Manner<'a> {
    /// A text in one language, said by nobody in particular.
    pub fn new(language: &'a str) -> Manner<'a> {
        Manner { language, role: "", languages: &[], lexicon: &EMPTY, citations: Citations::default() }
    }

    /// Whether a part in a language is said by another voice.
    pub(super) fn switches_to(&self, tag: &str) -> bool {
        !tag.is_empty()
            && !is_same(tag, self.language)
            && self.languages.iter().any(|known| is_same(known, tag))
    }

    /// The language in which another voice says the whole of a passage, if there is one.
    pub(super) fn other_throughout<'p>(&self, passage: &'p Passage) -> Option<&'p str> {
        let first = passage.text.find(char::is_alphanumeric)?;
        let last = passage.text.rfind(char::is_alphanumeric)?;
        passage.spans.iter().find_map(|span| match &span.kind {
            Markup::Language(tag) if self.switches_to(tag) => {
                (span.range.start <= first && last < span.range.end).then_some(tag.as_str())
            }
            _ => None,
        })
    }
}
