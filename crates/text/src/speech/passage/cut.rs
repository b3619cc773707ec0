//! Cutting a passage: into sentences, and a sentence where its language changes.

use std::ops::Range;

use super::{Markup, Passage, Span};
use crate::speech::{Manner, Seam, sentences};

/// The sentences and clauses of a passage: trimmed byte ranges in order, each with what lies before it. None ends
/// within a formula, code or an abbreviation that is marked as such.
pub(in crate::speech) fn sentences(passage: &Passage, language: &str) -> Vec<(Range<usize>, Seam)> {
    let mut joined: Vec<Range<usize>> = Vec::new();
    let mut sweep = Sweep::new(passage);
    for range in sentences::split(&passage.text, language) {
        let at = range.start;
        let inside = sweep.over(&(at..at + 1)).any(|span| span.kind.is_whole() && span.range.start < at);
        match joined.last_mut() {
            Some(last) if inside => last.end = range.end,
            _ => joined.push(range),
        }
    }
    let clauses = |range: Range<usize>| {
        let parts = sentences::clauses(&passage.text[range.clone()], sentences::LONGEST);
        parts.into_iter().enumerate().map(move |(n, part)| {
            let seam = if n == 0 { Seam::Sentence } else { Seam::Clause };
            (range.start + part.start..range.start + part.end, seam)
        })
    };
    joined.into_iter().flat_map(clauses).collect()
}

/// A sentence or a clause of a passage.
pub(in crate::speech) struct Part {
    pub(in crate::speech) range: Range<usize>,
    /// What lies before it.
    pub(in crate::speech) seam: Seam,
    /// The pauses that the author asks for before and behind it, in milliseconds.
    pub(in crate::speech) pauses: [u32; 2],
}

/// Sentences and clauses, cut where the author asks for pauses.
pub(in crate::speech) fn at_pauses(passage: &Passage, parts: Vec<(Range<usize>, Seam)>) -> Vec<Part> {
    let text = passage.text.as_str();
    let mut pauses = passage.pauses().peekable();
    let mut cut: Vec<Part> = Vec::with_capacity(parts.len());
    let mut before = 0;
    for (mut range, mut seam) in parts {
        let mut behind = 0;
        while let Some((at, length)) = pauses.next_if(|(at, _)| *at < range.end) {
            let at = at.max(range.start);
            let inside = |span: &Span| span.kind.is_whole() && span.range.start < at && at < span.range.end;
            if is_wordless(&text[at..range.end]) || passage.spans.iter().any(inside) {
                behind += length;
                continue;
            }
            if !is_wordless(&text[range.start..at]) {
                let end = range.start + text[range.start..at].trim_end().len();
                cut.push(Part { range: range.start..end, seam, pauses: [before, 0] });
                range.start = range.end - text[at..range.end].trim_start().len();
                (seam, before) = (Seam::Clause, 0);
            }
            before += length;
        }
        cut.push(Part { range, seam, pauses: [before, 0] });
        before = behind;
    }
    if let Some(last) = cut.last_mut() {
        last.pauses[1] = before + pauses.map(|(_, length)| length).sum::<u32>();
    }
    cut
}

/// Takes one part of a passage after another, in order, and looks at each of its spans about once.
pub(in crate::speech) struct Sweep<'a> {
    passage: &'a Passage,
    /// The first span that begins behind all parts so far.
    next: usize,
    /// Those that have begun and may not have ended.
    open: Vec<&'a Span>,
}

impl<'a> Sweep<'a> {
    /// A sweep from the start.
    pub(in crate::speech) fn new(passage: &'a Passage) -> Sweep<'a> {
        Sweep { passage, next: 0, open: Vec::new() }
    }

    /// The spans that reach into a range. None may start before the range that was asked for last.
    fn over(&mut self, range: &Range<usize>) -> impl Iterator<Item = &'a Span> + use<'_, 'a> {
        self.open.retain(|span| range.start < span.range.end);
        let begun = self.passage.spans[self.next..].iter().take_while(|span| span.range.start < range.end);
        let begun: Vec<&Span> = begun.collect();
        self.next += begun.len();
        self.open.extend(begun.into_iter().filter(|span| range.start < span.range.end));
        let end = range.end;
        self.open.iter().copied().filter(move |span| span.range.start < end)
    }

    /// A part of the passage.
    pub(in crate::speech) fn slice(&mut self, range: Range<usize>) -> Passage {
        let spans = self.over(&range).filter_map(|span| part(span, &range)).collect();
        Passage { spans, text: self.passage.text[range].to_owned() }
    }
}

/// What of a span stands in a range. Of a formula, code or an abbreviation nothing is known if it stands there only
/// partly.
pub(super) fn part(span: &Span, range: &Range<usize>) -> Option<Span> {
    let (start, end) = (span.range.start.max(range.start), span.range.end.min(range.end));
    let whole = start == span.range.start && end == span.range.end;
    let kept = start < end && (whole || !span.kind.is_whole()) && !matches!(span.kind, Markup::Pause(_));
    kept.then(|| Span { range: start - range.start..end - range.start, kind: span.kind.clone() })
}

/// A sentence in pieces of one language each: trimmed byte ranges in order that hold everything but white space,
/// and the language of those that another voice says. Marks that touch a word stay with it.
pub(in crate::speech) fn pieces(
    passage: &Passage,
    manner: &Manner<'_>,
) -> Vec<(Range<usize>, Option<String>)> {
    let range = 0..passage.text.len();
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
