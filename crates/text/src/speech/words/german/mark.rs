//! Marks: which are words, which are pauses, which are silent.

use std::ops::Range;

use super::super::out::Out;
use super::super::symbol;
use super::super::text::{Found, Kind, Text};
use super::number;
use crate::language::german::GERMAN;

/// Recognises "§ 5" and "§§ 5–7".
pub(super) fn section(text: &Text<'_>, at: usize) -> Option<Found> {
    let sections = &GERMAN.sections;
    match (text.is(at, '§'), text.is(at + 1, '§')) {
        (true, true) => Some(Found { next: at + 2, said: sections.many.clone() }),
        (true, false) => Some(Found { next: at + 1, said: sections.one.clone() }),
        _ => None,
    }
}

/// Recognises a formula in one word: Greek letters and small numbers beside Latin ones ("CO₂", "πr²").
pub(super) fn formula(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    let count = word.chars().count();
    let greek = word.chars().any(|c| GERMAN.letters.greek.contains_key(&c)) && count < 4;
    let small = |index: usize| text.mark(index).is_some_and(|c| "₀₁₂₃₄₅₆₇₈₉²³".contains(c));
    let mut end = at + 1;
    while text.is_body(end) || small(end) {
        end += 1;
    }
    let raised = (at + 1..end).any(small) && count < 4;
    if text.joined_left(at) || !(greek || raised) {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for index in at..end {
        match text.kind(index) {
            Some(Kind::Mark(mark)) => words.extend(GERMAN.symbols.get(&mark).cloned()),
            Some(Kind::Digits) => words.push(number::cardinal(text.digits(index), number::One::Alone)),
            _ => words.extend(letters(text.word(index))),
        }
    }
    Some(Found { next: end, said: words.join(" ") })
}

fn letters(word: &str) -> Vec<String> {
    let greek = &GERMAN.letters.greek;
    if word.chars().all(|c| c.is_ascii_uppercase()) || word.chars().any(|c| greek.contains_key(&c)) {
        return word.chars().map(|c| greek.get(&c).cloned().unwrap_or_else(|| c.to_string())).collect();
    }
    vec![word.to_owned()]
}

/// Says one mark: as a word, as the punctuation it is, as a pause, or not at all. Gives the token behind it.
pub(super) fn mark(text: &Text<'_>, at: usize, mark: char, out: &mut Out) -> usize {
    let shown = text.range(at, at + 1);
    let free = text.is_gap(at + 1);
    let words = !text.word(at.wrapping_sub(1)).is_empty() && !text.word(at + 1).is_empty();
    match mark {
        '.' => return symbol::dots(text, at, out),
        '…' => out.close("...", shown),
        // "Leser:innen": the breath that speakers make there.
        ':' | '*' | '_' if words && is_gendered(text.word(at + 1)) => out.close("", shown),
        ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' => out.close(mark.encode_utf8(&mut [0; 4]), shown),
        '(' | '[' | '{' => out.open(mark.encode_utf8(&mut [0; 4]), shown),
        '\'' | '’' | '‘' | '‚' | '‛' | '´' | '‹' | '›' => quote(text, at, "'", out),
        '"' | '“' | '”' | '„' | '«' | '»' | '″' => quote(text, at, "\"", out),
        '—' | '―' => out.pause(shown),
        '–' if text.kind(at + 1) == Some(Kind::Digits) && 0 < at && ends_amount(text, at - 1) => {
            spaced(&number::words().to, shown, out);
        }
        '–' if free || !text.is_body(at + 1) => out.pause(shown),
        '-' if text.is(at + 1, '-') => {
            let next = (at..text.len()).find(|index| !text.is(*index, '-')).unwrap_or(text.len());
            out.pause(text.range(at, next));
            return next;
        }
        '-' if free && text.is_gap(at.wrapping_sub(1)) => out.pause(shown),
        '-' | '‐' | '‑' | '–' => out.close("-", shown),
        '/' if !text.digits(at.wrapping_sub(1)).is_empty() && !text.digits(at + 1).is_empty() => {
            out.close("", shown);
            out.space();
        }
        '#' if symbol::is_sharp(text, at) => out.close(" sharp", shown),
        '/' | '`' | '|' | '_' | '•' | '·' | '*' | '#' | '~' | '<' | '>' | '\\' | '^' | '†' | '‡' => {
            out.close("", shown);
            if !free && mark != '*' {
                out.space();
            }
        }
        '²' | '³' if 0 < at && (3 < text.word(at - 1).len() || text.mark(at - 1).is_some()) => {
            out.close("", shown);
        }
        mark => named(mark, shown, out),
    }
    at + 1
}

/// A mark that has a name; any other is silent. So are emoji: their names in German are no part of the program.
fn named(mark: char, shown: Range<usize>, out: &mut Out) {
    match GERMAN.symbols.get(&mark) {
        Some(word) => spaced(word, shown, out),
        None => out.close("", shown),
    }
}

/// The endings behind a colon or a star that stand for women and men.
fn is_gendered(word: &str) -> bool {
    matches!(word, "in" | "innen" | "r" | "n" | "e" | "frau" | "frauen") || word.starts_with("innen")
}

/// Whether an amount ends here whose unit a dash may touch: "10 %–20 %".
fn ends_amount(text: &Text<'_>, at: usize) -> bool {
    matches!(text.mark(at), Some('%' | '€' | '°' | '$'))
}

/// A word for a mark, with spaces around it; both are outside its link.
fn spaced(word: &str, shown: Range<usize>, out: &mut Out) {
    if out.last().is_some_and(char::is_alphanumeric) {
        out.space();
    }
    out.word(word, shown);
    out.space();
}

/// A quotation mark: German ones look as others' do when turned around, so only the place tells which it is.
fn quote(text: &Text<'_>, at: usize, said: &str, out: &mut Out) {
    let shown = text.range(at, at + 1);
    let before = at == 0
        || text.is_gap(at - 1)
        || matches!(text.mark(at - 1), Some('(' | '[' | '—' | '„' | '»' | '"'));
    if before && !text.is_gap(at + 1) { out.open(said, shown) } else { out.close(said, shown) }
}
