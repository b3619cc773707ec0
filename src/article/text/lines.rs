//! The lines of a text, and whether they were wrapped at a measure.

use std::ops::Range;

use super::mask::GONE;
use super::scripts::{is_spaceless, is_wide};

/// A line with words or marks on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// What stands on it, without white space around it.
    pub(super) text: &'a str,
    /// The byte where that starts.
    pub(super) start: usize,
    /// The columns of white space before it; a tab counts as four.
    pub(super) indent: usize,
    /// The empty lines above it.
    pub(super) blanks: usize,
}

impl Line<'_> {
    /// The bytes of the line's text.
    pub(super) fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

/// White space, with the marks of no width that editors and web pages leave at the ends of lines.
pub(super) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, GONE | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// All lines that are not empty.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let (mut at, mut blanks) = (0, 0);
    for raw in text.split('\n') {
        let inner = raw.trim_start_matches(is_blank);
        let lead = &raw[..raw.len() - inner.len()];
        let inner = inner.trim_end_matches(is_blank);
        if inner.is_empty() {
            blanks += 1;
        } else {
            let indent = lead
                .chars()
                .map(|c| match c {
                    '\t' => 4,
                    // As wide as a Chinese character.
                    '\u{3000}' => 2,
                    _ => 1,
                })
                .sum();
            found.push(Line { text: inner, start: at + lead.len(), indent, blanks });
            blanks = 0;
        }
        at += raw.len() + 1;
    }
    found
}

/// The text with every run of white space as one space. A lone no-break space inside stays what it is.
pub(super) fn collapse(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut gap: Option<char> = None;
    for c in text.trim_matches(is_blank).chars() {
        if c == GONE {
            continue;
        }
        if c.is_whitespace() {
            let lone = gap.is_none() && matches!(c, '\u{a0}' | '\u{202f}');
            gap = Some(if lone { c } else { ' ' });
        } else {
            clean.extend(gap.take());
            clean.push(c);
        }
    }
    clean
}

/// The columns at which the text was wrapped; `None` if each line is a paragraph of its own.
///
/// A wrapped text betrays itself: wherever a line goes on in the next one, the first word of the
/// next line would not have fitted any more.
pub(super) fn measure(lines: &[Line<'_>]) -> Option<usize> {
    const WIDEST: usize = 110;
    const NARROWEST: usize = 30;
    let widths: Vec<usize> = lines.iter().map(|line| width(line, WIDEST + 1)).collect();
    let pairs: Vec<usize> = (1..lines.len()).filter(|&n| lines[n].blanks == 0).collect();
    let mut ends: Vec<usize> = pairs.iter().map(|&n| widths[n - 1]).collect();
    ends.sort_unstable();
    // A few lines may be wider than the rest: an indented one, an address.
    [98, 90, 80].into_iter().find_map(|share| {
        let measure = ends[(ends.len() * share / 100).min(ends.len().checked_sub(1)?)];
        let wide = widths.iter().filter(|&&width| measure.max(82) < width).count();
        if !(NARROWEST..=WIDEST).contains(&measure) || lines.len() < 10 * wide {
            return None;
        }
        let full = pairs.iter().filter(|&&n| fills(widths[n - 1], &lines[n], measure)).count();
        (pairs.len() < 3 * full).then_some(measure)
    })
}

/// Whether the next line's first word would not have fitted on a line of this width.
pub(super) fn fills(width: usize, next: &Line<'_>, measure: usize) -> bool {
    let word = next.text.split(char::is_whitespace).next().unwrap_or_default();
    // Where there are no spaces, a line may break before any character.
    let long = if word.starts_with(is_spaceless) { 2 } else { word.chars().take(measure + 1).count() };
    // Ragged editors break a few columns early.
    measure < width + 1 + long + 2
}

/// The columns of a line with its indentation, counted up to a limit. Chinese and Japanese characters take two.
pub(super) fn width(line: &Line<'_>, limit: usize) -> usize {
    let columns = |c: char| if is_wide(c) { 2 } else { 1 };
    line.indent + line.text.chars().take(limit).map(columns).sum::<usize>()
}
