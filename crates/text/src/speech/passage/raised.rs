//! Letters above and below the line, as the rules for words know them.

use std::borrow::Cow;
use std::ops::Range;

use super::{Markup, Passage, Span};
use crate::speech::Utterance;

/// A passage's text with raised and lowered digits as characters of their own, and the way back.
#[derive(Debug)]
pub(in crate::speech) struct Draft<'a> {
    /// The text: "x²" where the passage has "x" and a raised "2".
    pub(in crate::speech) text: Cow<'a, str>,
    /// Where single characters were replaced: the byte behind each in the draft and in the passage.
    steps: Vec<(usize, usize)>,
}

const RAISED: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const LOWERED: &str = "₀₁₂₃₄₅₆₇₈₉";

impl<'a> Draft<'a> {
    /// The draft of a passage.
    pub(in crate::speech) fn new(passage: &'a Passage) -> Draft<'a> {
        let text = passage.text.as_str();
        let mut draft = Draft { text: Cow::Borrowed(text), steps: Vec::new() };
        let mut end = 0;
        for span in &passage.spans {
            let Some(other) = replacement(text, span).filter(|_| end <= span.range.start) else { continue };
            let between = &text[end..span.range.start];
            let before = if draft.steps.is_empty() { String::new() } else { draft.text.into_owned() };
            let changed = format!("{before}{between}{other}");
            draft.steps.push((changed.len(), span.range.end));
            draft.text = Cow::Owned(changed);
            end = span.range.end;
        }
        if !draft.steps.is_empty() {
            draft.text.to_mut().push_str(&text[end..]);
        }
        draft
    }

    /// A range of the passage as one of the draft.
    pub(in crate::speech) fn of_passage(&self, range: &Range<usize>) -> Range<usize> {
        let map = |at: usize| {
            let known = self.steps.partition_point(|(_, end)| *end <= at).checked_sub(1);
            known.map_or(at, |n| self.steps[n].0 + (at - self.steps[n].1))
        };
        map(range.start)..map(range.end)
    }

    /// What is said of the draft, linked to the passage.
    pub(in crate::speech) fn linked(&self, mut say: Utterance) -> Utterance {
        let map = |at: usize| {
            let known = self.steps.partition_point(|(end, _)| *end <= at).checked_sub(1);
            known.map_or(at, |n| self.steps[n].1 + (at - self.steps[n].0))
        };
        for link in &mut say.links {
            link.shown = map(link.shown.start)..map(link.shown.end);
        }
        say
    }
}

/// The character for one raised or lowered digit, or a raised "n".
fn replacement(text: &str, span: &Span) -> Option<char> {
    let mut content = text[span.range.clone()].chars();
    let (only, None) = (content.next()?, content.next()) else { return None };
    let digit = || only.to_digit(10).and_then(|value| usize::try_from(value).ok());
    match span.kind {
        Markup::Sup if only == 'n' => Some('ⁿ'),
        Markup::Sup => RAISED.chars().nth(digit()?),
        Markup::Sub => LOWERED.chars().nth(digit()?),
        _ => None,
    }
}
