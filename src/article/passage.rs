//! Running text as a passage: flat text, with what its markup says of parts of it.

use super::Inline;
use crate::speech::{Markup, Passage};

/// The passage of some running text. Its text is what [`plain`](super::plain) gives.
pub fn passage(content: &[Inline]) -> Passage {
    let mut passage = Passage::default();
    append(&mut passage, content);
    passage
}

fn append(passage: &mut Passage, content: &[Inline]) {
    for inline in content {
        match inline {
            Inline::Text(words) => passage.text.push_str(words),
            Inline::Code(code) => {
                passage.marked(Markup::Code(String::new()), |passage| passage.text.push_str(code));
            }
            Inline::Math(formula) => passage.marked(Markup::Math, |passage| passage.text.push_str(formula)),
            Inline::Abbr { title, text } => {
                let kind = Markup::Abbreviation(title.clone());
                passage.marked(kind, |passage| passage.text.push_str(text));
            }
            Inline::Lang { tag, content } => {
                passage.marked(Markup::Language(tag.clone()), |passage| append(passage, content));
            }
            Inline::Said { how, content } => {
                passage.marked(Markup::Said(how.clone()), |passage| append(passage, content));
            }
            Inline::Sub(inner) => passage.marked(Markup::Sub, |passage| append(passage, inner)),
            Inline::Sup(inner) => passage.marked(Markup::Sup, |passage| append(passage, inner)),
            Inline::Time { datetime, text } => {
                let kind = Markup::Time(datetime.clone());
                passage.marked(kind, |passage| passage.text.push_str(text));
            }
            Inline::Pause(length) => passage.pause(*length),
            Inline::Break => passage.text.push(' '),
            _ => append(passage, inline.children()),
        }
    }
}

#[cfg(test)]
mod tests;
