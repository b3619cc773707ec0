//! Marks: which are words, which are pauses, which are silent.

use std::ops::Range;

use super::super::out::Out;
use super::super::symbol;
use super::super::text::{Found, Kind, Text};
use super::{date, number};
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

/// Recognises several marks that are one sign: ">=", "&&", "+/-".
pub(super) fn operator(text: &Text<'_>, at: usize) -> Option<Found> {
    let sign = |index: usize| text.mark(index).is_some_and(|c| "<>=|&!+*-".contains(c));
    let reads = |marks: &str| marks.chars().enumerate().all(|(index, mark)| text.is(at + index, mark));
    text.mark(at).filter(|_| at == 0 || !sign(at - 1))?;
    let (marks, said) =
        GERMAN.operators.iter().filter(|(marks, _)| reads(marks)).max_by_key(|(marks, _)| marks.len())?;
    let next = at + marks.chars().count();
    (!sign(next)).then(|| Found { next, said: said.clone() })
}

/// Recognises what is above the line: "10^15", "10⁻³", "x^n".
pub(super) fn power(text: &Text<'_>, at: usize) -> Option<Found> {
    const DIGITS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    let before = at.checked_sub(1)?;
    if !text.is_body(before) && !text.mark(before).is_some_and(|c| ")]".contains(c)) {
        return None;
    }
    let (minus, exponent, next) = if text.is(at, '^') {
        let minus = text.mark(at + 1).is_some_and(|c| "-−".contains(c));
        let start = at + 1 + usize::from(minus);
        let word = Some(text.word(start)).filter(|word| word.chars().count() == 1);
        let exponent = word.map_or_else(|| exponent(text.digits(start)), |word| Some(word.to_owned()))?;
        (minus, exponent, start + 1)
    } else {
        let minus = text.is(at, '⁻');
        let start = at + usize::from(minus);
        let digit = |index: usize| text.mark(index).and_then(|c| DIGITS.chars().position(|digit| digit == c));
        let digits: String = (start..).map_while(digit).map(|value| value.to_string()).collect();
        // One raised digit may be the number of a note.
        let sure = minus || 1 < digits.len() || (1..3).contains(&text.digits(before).len());
        (minus, exponent(&digits).filter(|_| sure)?, start + digits.len())
    };
    let sign = if minus { format!("{} ", GERMAN.symbols[&'−']) } else { String::new() };
    Some(Found { next, said: format!("{} {sign}{exponent}", number::words().power) })
}

fn exponent(digits: &str) -> Option<String> {
    (1..4).contains(&digits.len()).then(|| number::cardinal(digits, number::One::Alone))
}

/// Recognises a number with a power of ten as programs write it: "1,5e-3".
pub(super) fn scientific(text: &Text<'_>, at: usize) -> Option<Found> {
    let number = number::read(text, at).filter(|_| !text.joined_left(at))?;
    let mark = text.mark(number.next + 1).filter(|c| "+-−".contains(*c));
    let start = number.next + 1 + usize::from(mark.is_some());
    let plain = !number.fraction.is_empty() || number.whole.len() == 1;
    if !plain || !matches!(text.word(number.next), "e" | "E") || text.is_body(start + 1) {
        return None;
    }
    let power = exponent(text.digits(start))?;
    let words = number::words();
    let sign =
        if mark.is_some_and(|c| c != '+') { format!("{} ", GERMAN.symbols[&'−']) } else { String::new() };
    let ten = number::cardinal("10", number::One::Alone);
    let said = format!("{} {} {ten} {} {sign}{power}", number.said(), words.by, words.power);
    Some(Found { next: start + 1, said })
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
    if let Some(next) = gendered(text, at, mark, out) {
        return next;
    }
    match mark {
        '.' => return symbol::dots(text, at, out),
        '…' => out.close("...", shown),
        ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' => out.close(mark.encode_utf8(&mut [0; 4]), shown),
        '(' | '[' | '{' => out.open(mark.encode_utf8(&mut [0; 4]), shown),
        '\'' | '’' | '‘' | '‚' | '‛' | '´' | '‹' | '›' => quote(text, at, "'", out),
        '"' | '“' | '”' | '„' | '«' | '»' | '″' => quote(text, at, "\"", out),
        '—' | '―' => out.pause(shown),
        '–' if text.kind(at + 1) == Some(Kind::Digits) && 0 < at && ends_amount(text, at - 1) => {
            spaced(&number::words().to, shown, out);
        }
        // "3. Mai – 6. Juni"
        '–' | '-' if spans_dates(text, at) => spaced(&number::words().to, shown, out),
        '*' | '-'
            if between_numbers(text, at)
                && (mark == '*' || (at..text.len()).any(|index| text.is(index, '='))) =>
        {
            let said = if mark == '*' { &number::words().by } else { &GERMAN.symbols[&'−'] };
            spaced(said, shown, out);
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

/// Whether a dash stands between a month and the day of another date.
fn spans_dates(text: &Text<'_>, at: usize) -> bool {
    let day = text.past_space(at + 1);
    date::month(text.word_before(at)).is_some() && !text.digits(day).is_empty() && text.is(day + 1, '.')
}

/// Whether numbers stand on both sides, with white space between.
fn between_numbers(text: &Text<'_>, at: usize) -> bool {
    let digits = |index: usize| text.kind(index) == Some(Kind::Digits);
    1 < at && text.is_space(at - 1) && digits(at - 2) && text.is_space(at + 1) && digits(at + 2)
}

/// "Leser:innen", "Leser/-innen", "Leser(innen)": the breath that speakers make there. Gives the token behind the mark.
fn gendered(text: &Text<'_>, at: usize, mark: char, out: &mut Out) -> Option<usize> {
    let hyphen = usize::from(mark == '/' && text.is(at + 1, '-'));
    let ending = at + 1 + hyphen;
    let bracketed = mark == '(' && text.is(ending + 1, ')');
    let fits = bracketed || ":*_/".contains(mark);
    if !fits || text.word(at.wrapping_sub(1)).is_empty() || !is_gendered(text.word(ending)) {
        return None;
    }
    out.close("", text.range(at, ending));
    out.space();
    if !bracketed {
        return Some(ending);
    }
    out.word(text.word(ending), text.range(ending, ending + 1));
    out.close("", text.range(ending + 1, ending + 2));
    Some(ending + 2)
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
