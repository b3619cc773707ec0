//! All besides the text that decides how it is said.

use super::{Markup, Passage};

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
}

impl<'a> Manner<'a> {
    /// A text in one language, said by nobody in particular.
    pub fn new(language: &'a str) -> Manner<'a> {
        Manner { language, role: "", languages: &[] }
    }

    /// Whether a part in a language is said by another voice.
    pub(super) fn switches_to(&self, tag: &str) -> bool {
        let wanted = primary(tag);
        !wanted.is_empty()
            && !wanted.eq_ignore_ascii_case(primary(self.language))
            && self.languages.iter().any(|known| primary(known).eq_ignore_ascii_case(wanted))
    }

    /// The language in which another voice says the whole of a passage, if there is one.
    pub(super) fn other_throughout<'p>(&self, passage: &'p Passage) -> Option<&'p str> {
        let text = &passage.text;
        passage.spans.iter().find_map(|span| match &span.kind {
            Markup::Language(tag) if self.switches_to(tag) => {
                let around = [&text[..span.range.start], &text[span.range.end..]];
                let alone = !around.iter().any(|text| text.contains(char::is_alphanumeric));
                (alone && text[span.range.clone()].contains(char::is_alphanumeric)).then_some(tag.as_str())
            }
            _ => None,
        })
    }
}

/// The language of a tag without its region.
fn primary(tag: &str) -> &str {
    tag.split(['-', '_']).next().unwrap_or_default()
}
