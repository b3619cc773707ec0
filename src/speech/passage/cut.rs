//! Cutting a passage: into sentences, and a sentence where its language changes.

use std::ops::Range;

use super::{Markup, Passage};
use crate::speech::{Manner, sentences};

/// The sentences and clauses of a passage: trimmed byte ranges in order. None ends within a formula, code or an
/// abbreviation that is marked as such.
pub(in crate::speech) fn sentences(passage: &Passage, language: &str) -> Vec<Range<usize>> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in sentences::split(&passage.text, language) {
        let inside = passage.spans.iter().any(|span| {
            span.kind.is_whole() && span.range.start < range.start && range.start < span.range.end
        });
        match joined.last_mut() {
            Some(last) if inside => last.end = range.end,
            _ => joined.push(range),
        }
    }
    let clauses = |range: Range<usize>| {
        let parts = sentences::clauses(&passage.text[range.clone()], sentences::LONGEST);
        parts.into_iter().map(move |part| range.start + part.start..range.start + part.end)
    };
    joined.into_iter().flat_map(clauses).collect()
}

/// A sentence in pieces of one language each: trimmed byte ranges in order that hold everything but white space,
/// and the language of those that another voice says. Marks that touch a word stay with it.
pub(in crate::speech) fn pieces(
    passage: &Passage,
    range: Range<usize>,
    manner: &Manner<'_>,
) -> Vec<(Range<usize>, Option<String>)> {
    let mut found: Vec<(Range<usize>, Option<String>)> = Vec::new();
    let mut at = range.start;
    for span in &passage.spans {
        let Markup::Language(tag) = &span.kind else { continue };
        let (start, end) = (span.range.start.max(at), span.range.end.min(range.end));
        if end <= start || !manner.switches_to(tag) || is_wordless(&passage.text[start..end]) {
            continue;
        }
        let start = start - opening(&passage.text[at..start]);
        let end = end + closing(&passage.text[end..range.end]);
        push(&passage.text, at..start, None, &mut found);
        push(&passage.text, start..end, Some(tag), &mut found);
        at = end;
    }
    push(&passage.text, at..range.end, None, &mut found);
    found
}

/// Adds a piece without the white space around it; one without a word goes to the piece before.
fn push(text: &str, range: Range<usize>, tag: Option<&str>, found: &mut Vec<(Range<usize>, Option<String>)>) {
    let part = &text[range.clone()];
    let trimmed = part.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = range.start + (part.len() - part.trim_start().len());
    let range = start..start + trimmed.len();
    match found.last_mut() {
        Some((last, _)) if is_wordless(trimmed) => last.end = range.end,
        // Marks alone before the first word.
        Some((last, language)) if is_wordless(&text[last.clone()]) => {
            (last.end, *language) = (range.end, tag.map(str::to_owned));
        }
        _ => found.push((range, tag.map(str::to_owned))),
    }
}

fn is_wordless(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

/// How many bytes of opening marks end a text.
fn opening(text: &str) -> usize {
    text.len() - text.trim_end_matches(|c: char| "([{\"'“‘„«‚¿¡".contains(c)).len()
}

/// How many bytes of marks that are no words begin a text.
fn closing(text: &str) -> usize {
    let end = text.find(|c: char| c.is_alphanumeric() || c.is_whitespace() || "([{“‘„«—–-/&+=".contains(c));
    end.unwrap_or(text.len())
}
