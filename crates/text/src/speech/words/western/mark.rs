//! Marks: which are words, which are pauses, which are silent.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::number::{self, Form};
use super::{Context, name};
use crate::speech::words::out::Out;
use crate::speech::words::symbol;
use crate::speech::words::text::{Found, Kind};

/// Recognises "§ 5" and "§§ 5–7".
pub(super) fn section(context: &Context<'_>, at: usize) -> Option<Found> {
    let sections = &context.tables.sections;
    match (context.is(at, '§'), context.is(at + 1, '§')) {
        (true, true) => Some(Found { next: at + 2, said: sections.many.clone() }),
        (true, false) => Some(Found { next: at + 1, said: sections.one.clone() }),
        _ => None,
    }
}

/// Recognises what gives a word its other gender, which nobody says: "inscrit·e·s", "né(e)".
pub(super) fn endings(context: &Context<'_>, at: usize) -> Option<Found> {
    let endings = &context.tables.letters.endings;
    let mut next = at;
    // "étudiant.e.s", "étudiant-e-s"
    let is_row = |index: usize| {
        let mark = context.mark(index).filter(|c| ".-".contains(*c));
        let alone = mark == Some('.') && context.is_gap(index + 2) && context.word(index + 1) == "e";
        mark.is_some() && (alone || context.mark(index + 2) == mark && context.word(index + 3) == "s")
    };
    let row = is_row(at);
    while context.mark(next).is_some_and(|c| "·•(".contains(c) || row && ".-".contains(c))
        && endings.holds(context.word(next + 1))
    {
        let bracket = context.is(next, '(');
        if bracket && !context.is(next + 2, ')') {
            break;
        }
        next += 2 + usize::from(bracket);
    }
    let touches = 0 < at && 1 < context.word(at - 1).chars().count();
    (touches && at < next && !context.is_body(next)).then(|| Found { next, said: String::new() })
}

/// The digit that a small raised or lowered character stands for.
fn small(mark: char) -> Option<String> {
    let plain: String = std::iter::once(mark).nfkd().collect();
    (!mark.is_ascii() && plain.bytes().all(|b| b.is_ascii_digit())).then_some(plain)
}

/// Recognises a formula in one word: Greek letters and small numbers beside Latin ones ("CO₂", "πr²").
pub(super) fn formula(context: &Context<'_>, at: usize) -> Option<Found> {
    let word = context.word(at);
    let letters = &context.tables.letters;
    let is_small = |index: usize| context.mark(index).is_some_and(|c| small(c).is_some() || "⁺⁻".contains(c));
    let mut end = at + 1;
    while context.is_body(end) || is_small(end) {
        end += 1;
    }
    let count = word.chars().count();
    let greek = count < 4 && word.chars().any(|c| letters.greek.contains_key(&c)) && !is_greek(context, at);
    let raised = count < 4 && (at + 1..end).any(is_small);
    if word.is_empty() || context.joined_left(at) || !(greek || raised) {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    let mut index = at;
    while index < end {
        match context.kind(index) {
            Some(Kind::Mark(mark)) => {
                let (said, next) = raised_said(context, index, mark);
                words.push(said);
                index = next;
                continue;
            }
            Some(Kind::Digits) => words.push(number::cardinal(context, context.digits(index), Form::Alone)),
            _ => words.extend(apart(context, context.word(index))),
        }
        index += 1;
    }
    words.retain(|word| !word.is_empty());
    Some(Found { next: end, said: words.join(" ") })
}

/// Whether the words around a word are Greek: then it is no sign.
fn is_greek(context: &Context<'_>, at: usize) -> bool {
    let greek = |word: &str| {
        3 < word.chars().count()
            && word.chars().all(|c| matches!(c, '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}'))
    };
    greek(context.word_before(at)) || greek(context.word_after(at + 1))
}

/// A row of small digits and signs, in words: a square, a cube, another power, or the digits below the line.
fn raised_said(context: &Context<'_>, at: usize, mark: char) -> (String, usize) {
    let symbols = &context.tables.symbols;
    let power = |mark: char| matches!(mark, '²' | '³' | '¹' | '⁰'..='⁹');
    let mut next = at;
    let mut digits = String::new();
    while let Some(more) = context.mark(next).filter(|more| power(*more) == power(mark)).and_then(small) {
        digits.push_str(&more);
        next += 1;
    }
    if digits.is_empty() {
        return (symbols.get(&mark).cloned().unwrap_or_default(), at + 1);
    }
    let charge = context.mark(next).is_some_and(|c| "⁺⁻".contains(c));
    let number = number::cardinal(context, &digits, Form::Alone);
    let said = match (power(mark) && !charge, symbols.get(&mark)) {
        (true, Some(named)) if next == at + 1 => named.clone(),
        (true, _) => format!("{} {number}", context.tables.numbers.power),
        (false, _) => number,
    };
    (said, next)
}

/// The letters of a short word: Greek ones by their names, capitals one by one.
fn apart(context: &Context<'_>, word: &str) -> Vec<String> {
    let greek = &context.tables.letters.greek;
    let signs = word.chars().any(|c| greek.contains_key(&c));
    if !signs && !word.chars().all(|c| c.is_ascii_uppercase()) {
        return vec![word.to_owned()];
    }
    word.chars()
        .map(|c| greek.get(&c).cloned().unwrap_or_else(|| name::spell(context, &c.to_string())))
        .collect()
}

/// Says one mark: as a word, as the punctuation it is, as a pause, or not at all. Gives the token behind it.
pub(super) fn mark(context: &Context<'_>, at: usize, mark: char, out: &mut Out) -> usize {
    let shown = context.range(at, at + 1);
    let free = context.is_gap(at + 1);
    let after_gap = context.is_gap(at.wrapping_sub(1));
    match mark {
        '.' => return symbol::dots(context, at, out),
        '…' => out.close("...", shown),
        // "… ?" in French, with its space.
        ';' | ':' | '!' | '?' if after_gap && 0 < at => out.attach(mark.encode_utf8(&mut [0; 4]), shown),
        '»' | '›' if after_gap && 0 < at => out.attach("\"", shown),
        ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' => out.close(mark.encode_utf8(&mut [0; 4]), shown),
        '(' | '[' | '{' | '¿' | '¡' => out.open(mark.encode_utf8(&mut [0; 4]), shown),
        '«' | '‹' => {
            out.open("\"", shown);
            if context.is_space(at + 1) {
                return at + 2;
            }
        }
        '»' | '›' => out.close("\"", shown),
        '\'' | '’' | '‘' if !context.digits(at + 1).is_empty() && (after_gap || at == 0) => {
            out.close("", shown);
        }
        '\'' | '’' | '‘' | '‚' | '‛' | '´' => quote(context, at, "'", out),
        '"' | '“' | '”' | '„' | '″' => quote(context, at, "\"", out),
        '-' | '−' | '–' if is_sum(context, at) => spaced(&signed(context, '-'), shown, out),
        '—' | '―' if context.mark(at + 1).is_some_and(|c| ".,;:!?".contains(c)) => out.close("", shown),
        '—' | '―' => out.pause(shown),
        '–' if free || !context.is_body(at + 1) => out.pause(shown),
        '-' if context.is(at + 1, '-') => {
            let next = (at..context.len()).find(|index| !context.is(*index, '-')).unwrap_or(context.len());
            out.pause(context.range(at, next));
            return next;
        }
        '-' if free && after_gap => out.pause(shown),
        '-' | '‐' | '‑' | '–' => out.close("-", shown),
        '#' if symbol::is_sharp(context, at) => out.close(" sharp", shown),
        '^' | '*' | '·' if is_between_numbers(context, at) => {
            let numbers = &context.tables.numbers;
            spaced(if mark == '^' { &numbers.power } else { &numbers.times }, shown, out);
        }
        '<' | '>' if free && after_gap && 0 < at => return named(context, at, mark, out),
        '/' | '`' | '|' | '_' | '•' | '·' | '*' | '#' | '~' | '<' | '>' | '\\' | '^' | '†' | '‡' => {
            out.close("", shown);
            if !free && mark != '*' {
                out.space();
            }
        }
        _ => return named(context, at, mark, out),
    }
    at + 1
}

/// A mark that has a name, or small digits; any other is silent. So are emoji.
fn named(context: &Context<'_>, at: usize, mark: char, out: &mut Out) -> usize {
    let touches = 0 < at && (3 < context.word(at - 1).len() || context.mark(at - 1).is_some());
    // "10⁻³"
    if "⁻⁺".contains(mark) && context.mark(at + 1).and_then(small).is_some() {
        let (digits, next) = raised_said(context, at + 1, '⁰');
        let sign = context.tables.symbols.get(&mark).map_or("", String::as_str);
        let number = digits.rsplit_once(' ').map_or("", |(_, number)| number);
        let said = format!("{} {sign} {number}", context.tables.numbers.power);
        spaced(&said, context.range(at, next), out);
        return next;
    }
    if small(mark).is_some() {
        let (said, next) = raised_said(context, at, mark);
        let shown = context.range(at, next);
        // The number of a note.
        if touches {
            out.close("", shown);
        } else {
            spaced(&said, shown, out);
        }
        return next;
    }
    let shown = context.range(at, at + 1);
    match context.tables.symbols.get(&mark) {
        Some(word) => {
            let before_i =
                context.tables.before_i.get(word).filter(|_| sounds_as_i(context.word_after(at + 1)));
            spaced(before_i.unwrap_or(word), shown, out);
        }
        None => out.close("", shown),
    }
    at + 1
}

/// Whether a word begins with the vowel "i", and not with "hie" or "io".
fn sounds_as_i(word: &str) -> bool {
    let lower = word.to_lowercase();
    let start = lower.strip_prefix('h').unwrap_or(&lower);
    start.starts_with(['i', 'í'])
        && !start.starts_with("ie")
        && !start.starts_with("ia")
        && !start.starts_with("io")
}

fn signed(context: &Context<'_>, sign: char) -> String {
    context.tables.numbers.signs.get(&sign).cloned().unwrap_or_default()
}

/// Whether a dash with space around it takes one number from another: an equals sign follows.
fn is_sum(context: &Context<'_>, at: usize) -> bool {
    let numbers = !context.digits(at.wrapping_sub(2)).is_empty() && !context.digits(at + 2).is_empty();
    let apart = context.is_space(at.wrapping_sub(1)) && context.is_space(at + 1);
    numbers && apart && (context.is(at + 4, '=') || context.is(at + 6, '='))
}

fn is_between_numbers(context: &Context<'_>, at: usize) -> bool {
    // "^N^P" are keys.
    if context.is(at.wrapping_sub(2), '^') && context.is_gap(at.wrapping_sub(3)) {
        return false;
    }
    // "inscrit·e·s" are forms of one word.
    let single = |index: usize| !context.is(at, '·') && context.word(index).chars().count() == 1;
    let number = |index: usize| !context.digits(index).is_empty() || single(index);
    let left =
        at.checked_sub(1).map(|index| if context.is_space(index) { index.wrapping_sub(1) } else { index });
    left.is_some_and(number) && number(context.past_space(at + 1))
}

/// A word for a mark, with spaces around it; both are outside its link.
fn spaced(word: &str, shown: Range<usize>, out: &mut Out) {
    if out.last().is_some_and(|c| c.is_alphanumeric() || c == '%') {
        out.space();
    }
    out.word(word, shown);
    out.space();
}

/// A quotation mark that looks the same on both sides, or that languages turn around: the place tells which it is.
fn quote(context: &Context<'_>, at: usize, said: &str, out: &mut Out) {
    let shown = context.range(at, at + 1);
    let before = at == 0
        || context.is_gap(at - 1)
        || matches!(context.mark(at - 1), Some('(' | '[' | '—' | '„' | '«' | '"' | '¿' | '¡'));
    if before && !context.is_gap(at + 1) { out.open(said, shown) } else { out.close(said, shown) }
}
