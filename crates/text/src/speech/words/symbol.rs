//! Marks: which are words, which are pauses, which are silent.

use std::collections::BTreeMap;
use std::ops::Range;

use super::out::Out;
use super::text::{Found, Kind, Text};
use crate::language::english::ENGLISH;

/// Whether a mark is a word wherever it stands.
pub(super) fn is_named(mark: char) -> bool {
    find(&ENGLISH.symbols, mark).is_some()
}

/// The name of a Greek letter that stands alone.
pub(super) fn greek(word: &str) -> Option<&'static str> {
    let mut letters = word.chars();
    letters
        .next()
        .and_then(|letter| find(&ENGLISH.letters.greek, letter))
        .filter(|_| letters.next().is_none())
}

fn find(table: &'static BTreeMap<char, String>, mark: char) -> Option<&'static str> {
    table.get(&mark).map(String::as_str)
}

/// The plain letter for a decorated one: curly apostrophes, wide forms, the bold and script alphabets of
/// mathematics that people decorate names with.
pub(super) fn plain(c: char) -> char {
    let code = u32::from(c);
    let letter = |index: u32| {
        let base = if index % 52 < 26 { 'A' } else { 'G' };
        char::from_u32(u32::from(base) + index % 52).unwrap_or(c)
    };
    match code {
        0x2019 | 0x92 => '\'',
        0xFF21..=0xFF3A | 0xFF41..=0xFF5A => char::from_u32(code - 0xFEE0).unwrap_or(c),
        0x1D400..=0x1D6A3 => letter(code - 0x1D400),
        _ => c,
    }
}

/// The number of a character that holds one: "Ⅳ", "④", "４", a bold or double-struck digit.
fn enclosed(c: char) -> Option<usize> {
    let code = u32::from(c);
    let value = match code {
        0x2160..=0x216B => code - 0x215F,
        0x2170..=0x217B => code - 0x216F,
        0x2460..=0x2473 => code - 0x245F,
        0xFF10..=0xFF19 => code - 0xFF10,
        0x1D7CE..=0x1D7FF => (code - 0x1D7CE) % 10,
        _ => return None,
    };
    usize::try_from(value).ok()
}

/// Recognises a formula in one word: Greek letters and small powers beside Latin ones ("πr²", "H₂O").
pub(super) fn formula(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) {
        return None;
    }
    let word = text.word(at);
    let greek = word.chars().any(|c| find(&ENGLISH.letters.greek, c).is_some()) && word.chars().count() < 4;
    let mut end = at + 1;
    while text.is_body(end) || text.mark(end).is_some_and(|c| find(&ENGLISH.letters.small, c).is_some()) {
        end += 1;
    }
    let raised = (at + 1..end).any(|index| text.mark(index).is_some()) && word.chars().count() < 4;
    // Small digits behind a longer word are the number of a note.
    if word.is_empty()
        || !(greek || raised)
        || greek && end == at + 1 && word.chars().count() != 1 && !has_latin(word)
    {
        return None;
    }
    let mut words: Vec<String> = Vec::new();
    for index in at..end {
        match text.kind(index) {
            Some(Kind::Mark(mark)) => words.extend(find(&ENGLISH.letters.small, mark).map(str::to_owned)),
            Some(Kind::Digits) => words.push(super::number::cardinal(text.digits(index), text.region)),
            // "mc²": small letters that are no word.
            _ if raised && is_unspoken(text.word(index)) => {
                words.extend(text.word(index).chars().map(String::from));
            }
            _ => words.extend(apart(text.word(index))),
        }
    }
    Some(Found { next: end, said: words.join(" ") })
}

/// Whether letters can only be said one by one: capitals, or consonants.
fn is_unspoken(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_uppercase())
        || word.chars().all(|c| c.is_ascii_lowercase() && !"aeiouy".contains(c))
}

fn has_latin(word: &str) -> bool {
    word.chars().any(|c| c.is_ascii_alphabetic())
}

fn apart(word: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut latin = false;
    for c in word.chars() {
        match (find(&ENGLISH.letters.greek, c), words.last_mut()) {
            (Some(name), _) => words.push(name.to_owned()),
            (None, Some(last)) if latin => last.push(c),
            (None, _) => words.push(c.to_string()),
        }
        latin = find(&ENGLISH.letters.greek, c).is_none();
    }
    words
}

/// Says one mark: as a word, as the punctuation it is, as a pause, or not at all. Gives the token behind it.
pub(super) fn mark(text: &Text<'_>, at: usize, mark: char, out: &mut Out) -> usize {
    let shown = text.range(at, at + 1);
    let free = text.is_gap(at + 1);
    if let Some(next) = special(text, at, mark, out) {
        return next;
    }
    match mark {
        '.' => return dots(text, at, out),
        '…' => out.close("...", shown),
        ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' => out.close(mark.encode_utf8(&mut [0; 4]), shown),
        '(' | '[' | '{' => out.open(mark.encode_utf8(&mut [0; 4]), shown),
        '\'' | '’' | '‘' | '‚' | '‛' | '´' => quote(text, at, "'", out),
        '"' | '“' | '”' | '„' | '«' | '»' | '″' => quote(text, at, "\"", out),
        '—' | '―' | '─' => out.pause(shown),
        '–' if text.is_gap(at + 1) || !text.is_body(at + 1) => out.pause(shown),
        '-' if text.is(at + 1, '-') => {
            let next = (at..text.len()).find(|index| !text.is(*index, '-')).unwrap_or(text.len());
            out.pause(text.range(at, next));
            return next;
        }
        '-' if free && !text.is_gap(at.wrapping_sub(1)) => out.close("-", shown),
        '-' if free => out.pause(shown),
        '-' | '‐' | '‑' | '–' => out.close("-", shown),
        '`' if text.is(at + 1, '`') => {
            let double = text.range(at, at + 2);
            let opens = text.is_gap(at.wrapping_sub(1)) && !text.is_gap(at + 2);
            if opens {
                out.open("\"", double);
            } else {
                out.close("\"", double);
            }
            return at + 2;
        }
        '*' if free
            && !text.digits(at + 2).is_empty()
            && text.index_before(at).is_some_and(|index| !text.digits(index).is_empty()) =>
        {
            spaced("times", shown, out);
        }
        '`' | '_' | '|' | '•' | '·' | '*' | '#' | '~' | '<' | '>' | '\\' | '^' | '†' | '‡' => {
            out.close("", shown);
            if !text.is_gap(at + 1) && mark != '*' {
                out.space();
            }
        }
        _ if note_number(text, at, mark) => out.close("", shown),
        _ => named(mark, shown, out),
    }
    at + 1
}

/// Says a mark that has a sense of its own by what touches it, and gives the token behind it.
fn special(text: &Text<'_>, at: usize, mark: char, out: &mut Out) -> Option<usize> {
    let shown = text.range(at, at + 1);
    match mark {
        '.' if joins_names(text, at) => spaced("dot", shown, out),
        '.' if is_version_point(text, at) => spaced("point", shown, out),
        '.' if text.is_gap(at.wrapping_sub(1)) && FILES.contains(&text.word(at + 1)) => {
            spaced("dot", shown, out);
        }
        // The name of a system of programs.
        '.' if text.word(at + 1) == "NET" && text.is_gap(at.wrapping_sub(1)) => spaced("dot", shown, out),
        '.' if text.is(at.wrapping_sub(1), '/') && text.is_body(at + 1) => spaced("dot", shown, out),
        // The sign of a share, and "2×" without a second factor.
        '$' if text.word(at + 1).starts_with(char::is_uppercase) => out.close("", shown),
        '×' if text.digits(text.past_space(at + 1)).is_empty() => spaced("times", shown, out),
        '#' if is_sharp(text, at) => out.close(" sharp", shown),
        '§' if text.is(at + 1, '§') => {
            spaced("sections", text.range(at, at + 2), out);
            return Some(at + 2);
        }
        '¹' | '²' | '³' | '⁰'..='⁹' | '⁻' => {
            let power = super::operator::raised(text, at).filter(|(_, next)| at + 1 < *next);
            let (said, next) = power.filter(|_| !note_number(text, at, mark))?;
            spaced(&said, text.range(at, next), out);
            return Some(next);
        }
        '/' => slash(text, at, out),
        _ => return None,
    }
    Some(at + 1)
}

/// A slash: silent in a tag and between halves of a word, else a word.
fn slash(text: &Text<'_>, at: usize, out: &mut Out) {
    let shown = text.range(at, at + 1);
    let free = text.is_gap(at + 1);
    if text.is(at + 1, '>') || text.is(at.wrapping_sub(1), '<') {
        out.close("", shown);
    } else if !free && is_rate(text, at) {
        spaced("per", shown, out);
    } else if !free && joins_words(text, at) {
        out.close("", shown);
        out.space();
    } else {
        spaced(if divides(text, at) { "divided by" } else { "slash" }, shown, out);
    }
}

/// A mark that has a name or holds a number; any other is silent.
fn named(mark: char, shown: Range<usize>, out: &mut Out) {
    if let Some(word) = find(&ENGLISH.symbols, mark).or_else(|| find(&ENGLISH.letters.small, mark)) {
        spaced(word, shown, out);
    } else if let Some(value) = enclosed(mark) {
        spaced(&super::number::below_hundred(value), shown, out);
    } else {
        out.close("", shown);
    }
}

/// Small raised digits that touch a long word or a closing mark number a note.
fn note_number(text: &Text<'_>, at: usize, mark: char) -> bool {
    "¹²³⁴⁵⁶⁷⁸⁹⁰".contains(mark) && 0 < at && (3 < text.word(at - 1).len() || text.mark(at - 1).is_some())
}

/// "C#", "F#", "F#m7": languages, keys and chords.
pub(super) fn is_sharp(text: &Text<'_>, at: usize) -> bool {
    const CHORDS: [&str; 7] = ["add", "aug", "dim", "m", "maj", "min", "sus"];
    0 < at
        && text.word(at - 1).len() == 1
        && matches!(text.word(at - 1), "A" | "C" | "D" | "F" | "G")
        && !text.joined_left(at - 1)
        && (!text.is_body(at + 1) || CHORDS.contains(&text.word(at + 1)))
}

/// "todo.id": a point within a name of a program.
fn joins_names(text: &Text<'_>, at: usize) -> bool {
    let small = |word: &str| 1 < word.len() && word.starts_with(char::is_lowercase);
    0 < at && small(text.word(at - 1)) && small(text.word(at + 1))
}

/// "2.0.0-beta.2"
fn is_version_point(text: &Text<'_>, at: usize) -> bool {
    3 < at
        && !text.digits(at + 1).is_empty()
        && !text.word(at - 1).is_empty()
        && text.is(at - 2, '-')
        && !text.digits(at - 3).is_empty()
}

/// Kinds of files, as they stand behind a point that nothing stands before: "a .csv file".
const FILES: [&str; 20] = [
    "com", "csv", "doc", "docx", "exe", "gif", "html", "jpg", "js", "json", "md", "mp", "org", "pdf", "png",
    "py", "txt", "xml", "yaml", "zip",
];

/// A word for a mark, with spaces around it; both are outside its link.
fn spaced(word: &str, shown: Range<usize>, out: &mut Out) {
    if out.last().is_some_and(char::is_alphanumeric) {
        out.space();
    }
    out.word(word, shown);
    out.space();
}

/// "3 times/day", "miles/hour": something in the plural, for each of a time.
fn is_rate(text: &Text<'_>, at: usize) -> bool {
    let times = ["second", "minute", "hour", "day", "night", "week", "month", "quarter", "year"];
    let unit = super::measure::unit_name(text.word(at + 1)).is_some() && 1 < text.word(at + 1).len();
    0 < at
        && text.word(at - 1).ends_with('s')
        && 3 < text.word(at - 1).len()
        && (unit || times.contains(&text.word(at + 1)))
}

/// "6 / 2 = 3": between numbers of a sum.
fn divides(text: &Text<'_>, at: usize) -> bool {
    let left = text.index_before(at).is_some_and(|index| !text.digits(index).is_empty());
    let right = text.is_space(at + 1) && !text.digits(at + 2).is_empty();
    left && right && text.is(text.past_space(at + 3), '=')
}

/// "and/or", "he/she": the slash is a breath.
fn joins_words(text: &Text<'_>, at: usize) -> bool {
    0 < at
        && matches!(
            (text.word(at - 1), text.word(at + 1)),
            ("and" | "And", "or")
                | ("he" | "He", "she")
                | ("she" | "She", "he")
                | ("his" | "His" | "him", "her")
        )
}

fn quote(text: &Text<'_>, at: usize, said: &str, out: &mut Out) {
    let mut next = at;
    while text.mark(next).is_some_and(|c| "\"'“‘„«`".contains(c)) {
        next += 1;
    }
    let opens =
        text.is_gap(at.wrapping_sub(1)) || at == 0 || matches!(text.mark(at - 1), Some('(' | '[' | '—'));
    let shown = text.range(at, at + 1);
    if opens && !text.is_gap(next) { out.open(said, shown) } else { out.close(said, shown) }
}

/// One stop, or the run of an ellipsis.
pub(super) fn dots(text: &Text<'_>, at: usize, out: &mut Out) -> usize {
    let mut next = at + 1;
    while text.is(next, '.') || text.is_space(next) && text.is(next + 1, '.') && !text.is_body(next + 2) {
        next += 1;
    }
    let said = if 2 < next - at { "..." } else { "." };
    out.close(said, text.range(at, next));
    next
}
