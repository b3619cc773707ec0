//! The stops of a text, what closes after them, and the words on both sides.

use super::abbreviations::{Kind, Rules};

/// What kind of mark stands where a sentence may end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// One full stop.
    Dot,
    /// Several, or the one character for them.
    Ellipsis,
    /// At least one question mark.
    Question,
    /// Exclamation marks.
    Exclamation,
    /// A typed smile.
    Face,
    /// A stop of a script that puts no space after it.
    Wide,
}

/// A mark that may end a sentence. All positions are bytes of the paragraph.
#[derive(Debug)]
pub(super) struct Stop {
    /// The first character of the mark.
    pub at: usize,
    /// Behind its last character.
    pub end: usize,
    /// Behind the quotes, brackets and note numbers that close after it.
    pub tail: usize,
    /// Where the sentence is cut if it ends here.
    pub cut: usize,
    /// Whether a quotation closes after it.
    pub quoted: bool,
    /// Which mark it is.
    pub mark: Mark,
}

/// What stands behind a stop.
#[derive(Debug)]
pub(super) struct Following<'a> {
    /// The white space before the first word, and what opens there.
    gap: &'a str,
    /// All from the first word on.
    rest: &'a str,
    /// The first word: letters and digits only.
    pub word: &'a str,
}

/// Longest look to either side, in bytes: keeps the whole linear on text without white space.
pub(super) const REACH: usize = 48;

/// The next stop at or after a byte.
pub(super) fn next(text: &str, from: usize, rules: &Rules) -> Option<Stop> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let mark = match bytes[at] {
            b'.' => Mark::Dot,
            b'?' => Mark::Question,
            b'!' => Mark::Exclamation,
            b':' | b';' if is_face(text, at) => Mark::Face,
            byte if byte < 0x80 => {
                let Some(mark) = rules.mark(char::from(byte)) else {
                    at += 1;
                    continue;
                };
                mark
            }
            _ => {
                let Some(c) = text[at..].chars().next() else { break };
                let Some(mark) = foreign(c) else {
                    at += c.len_utf8();
                    continue;
                };
                mark
            }
        };
        return Some(read(text, at, mark, rules));
    }
    None
}

fn foreign(c: char) -> Option<Mark> {
    match c {
        '…' => Some(Mark::Ellipsis),
        '。' | '！' | '？' | '｡' | '።' | '፧' | '။' | '।' | '॥' | '۔' => Some(Mark::Wide),
        '؟' | '⁇' | '⁈' | '⁉' | '\u{37E}' => Some(Mark::Question),
        '։' | '។' | '‼' => Some(Mark::Exclamation),
        _ => None,
    }
}

fn is_face(text: &str, at: usize) -> bool {
    let spaced = text[..at].ends_with(' ');
    let rest = &text[at + 1..];
    spaced && [")", "-)", "D ", "(", "-(", "P "].iter().any(|face| rest.starts_with(face))
}

fn read(text: &str, at: usize, mark: Mark, rules: &Rules) -> Stop {
    let (end, dots, mark) = match mark {
        Mark::Face => {
            let rest = &text[at + 1..];
            (at + 1 + rest.len() - rest.trim_start_matches(['-', ')', '(', 'D', 'P']).len(), 0, mark)
        }
        _ => run(text, at, mark),
    };
    let (mut tail, quoted) = closers(text, end);
    if mark == Mark::Dot && text[..at].ends_with(|c: char| c.is_lowercase() || c == ')') {
        tail = fallen_note(text, tail);
    }
    tail = notes(text, tail);
    if mark == Mark::Dot && rules.kind(before(text, at)) == Kind::Word {
        tail = loose_note(text, tail, rules);
    }
    tail = faces(text, tail);
    let spaced_out = text[at..end].starts_with(". ");
    let glued_to_word = 3 < dots && spaced_out && text[..at].ends_with(|c: char| !c.is_whitespace());
    // A sentence that ends and is followed by an omission: the omission opens the next one.
    let cut = if glued_to_word { at + 1 } else { tail };
    Stop { at, end, tail, cut, quoted, mark }
}

/// The whole run of marks from `at`: its end, how many dots it has, and what it is.
fn run(text: &str, at: usize, first: Mark) -> (usize, usize, Mark) {
    let (mut end, mut dots, mut mark) = (at, 0, first);
    while let Some(c) = text[end..].chars().next() {
        match c {
            '.' => dots += 1,
            '…' => dots += 3,
            ' ' if 0 < dots && text[end + 1..].starts_with('.') && ends_run(text, end + 2) => {}
            ' ' if dots == 0 && text[end + 1..].starts_with(['!', '?']) && end != at => {}
            '?' => mark = Mark::Question,
            '!' if mark != Mark::Question => mark = Mark::Exclamation,
            '!' => {}
            _ if end == at || foreign(c).is_some() => {}
            _ => break,
        }
        end += c.len_utf8();
    }
    let mark = match mark {
        Mark::Dot | Mark::Ellipsis if 2 < dots => Mark::Ellipsis,
        Mark::Ellipsis => Mark::Ellipsis,
        other => other,
    };
    (end, dots, mark)
}

/// After a spaced dot of an omission comes no digit or letter: " .5" is a number, " .net" a name.
fn ends_run(text: &str, at: usize) -> bool {
    !text[at..].starts_with(|c: char| c.is_alphanumeric())
}

/// Marks that open a quotation in one language and close one in another.
const EITHER: &str = "“‘«‹";

/// Behind the quotes and brackets that close at `at`, and whether a quote is among them.
fn closers(text: &str, at: usize) -> (usize, bool) {
    let (mut end, mut quoted) = (at, false);
    while let Some(c) = text[end..].chars().next() {
        let width = c.len_utf8();
        let closes = ")]}\"'`”’»›*_」』）】〉》〕".contains(c)
            || EITHER.contains(c) && !text[end + width..].starts_with(char::is_alphanumeric);
        if !closes {
            break;
        }
        quoted |= !")]}*_）】〉》〕".contains(c);
        end += width;
    }
    // A closing mark that has slipped away from its sentence: "so he said. )". In French it always stands apart.
    for loose in [")", "\"", "'", "»"] {
        let rest = &text[end..];
        let Some(space) = rest.chars().next().filter(|c| c.is_whitespace()) else { break };
        let mark = &rest[space.len_utf8()..];
        if mark.starts_with(loose) && mark[loose.len()..].chars().next().is_none_or(|c| !c.is_alphanumeric())
        {
            end += space.len_utf8() + loose.len();
            quoted |= loose == "»";
        }
    }
    (end, quoted)
}

/// Behind the note numbers at `at`: "[12]", " [3]", "²".
fn notes(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        let rest = &text[end..];
        let space = usize::from(rest.starts_with(' '));
        let Some(note) = rest[space..].strip_prefix('[') else { break };
        if let Some(omission) = ["...]", "…]"].iter().find(|omission| note.starts_with(**omission)) {
            end += space + 1 + omission.len();
            continue;
        }
        let digits =
            note.bytes().take(REACH).take_while(|b| b.is_ascii_digit() || b", -".contains(b)).count();
        if digits == 0 || !note[digits..].starts_with(']') {
            break;
        }
        end += space + 1 + digits + 1;
    }
    let rest = &text[end..];
    end + rest.len()
        - rest.trim_start_matches(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰', '†', '‡']).len()
}

/// Behind the number of a note that lost its place above the line: "in the end.12 But".
fn fallen_note(text: &str, at: usize) -> usize {
    let digits = text[at..].bytes().take(4).take_while(u8::is_ascii_digit).count();
    let ends = text[at + digits..].chars().next().is_none_or(char::is_whitespace);
    if !(1..4).contains(&digits) || !ends {
        return at;
    }
    // "differ.11 12 Take it."
    let (own, rest) = text[at..].split_at(digits);
    let next = rest.strip_prefix(' ').and_then(|rest| rest.split_once(' '));
    let follows = next.filter(|(number, behind)| {
        let following = own.parse().is_ok_and(|own: u32| number.parse() == Ok(own + 1));
        following && behind.starts_with(char::is_uppercase)
    });
    at + digits + follows.map_or(0, |(number, _)| 1 + number.len())
}

/// Behind the number of a note that stands alone between two sentences: "in the end. 12 But".
fn loose_note(text: &str, at: usize, rules: &Rules) -> usize {
    let Some(rest) = text[at..].strip_prefix(' ') else { return at };
    let digits = rest.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let mut next = rest[digits..].strip_prefix(' ').unwrap_or_default().split(char::is_whitespace);
    let word = next.next().unwrap_or_default();
    // Where the paragraph begins with a number, numbers count its items.
    let list = text.starts_with(|c: char| c.is_ascii_digit());
    if (1..3).contains(&digits) && rules.starts(word) && !list { at + 1 + digits } else { at }
}

/// Behind a typed smile after the stop, which belongs to what it comments on.
fn faces(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    for face in [" :-)", " :)", " ;-)", " ;)", " :-(", " :(", " :D", " :P", " ;P"] {
        if rest.starts_with(face) && !rest[face.len()..].starts_with(|c: char| c.is_alphanumeric()) {
            return at + face.len();
        }
    }
    at
}

/// What may stand before the first word of a sentence.
const OPENERS: &str = "\"'“”‘’„‚«»‹›([{*_-–—•¿¡>「『（《【";

/// What stands behind a stop's tail.
pub(super) fn following(text: &str, tail: usize) -> Following<'_> {
    let all = &text[tail..];
    let rest = all.trim_start().trim_start_matches(|c: char| OPENERS.contains(c) || c == ' ');
    let word = rest.char_indices().find(|(_, c)| !c.is_alphanumeric()).map_or(rest, |(end, _)| &rest[..end]);
    Following { gap: &all[..all.len() - rest.len()], rest, word }
}

impl Following<'_> {
    /// Whether there is white space before it.
    pub(super) fn is_spaced(&self) -> bool {
        self.gap.starts_with(char::is_whitespace) || self.rest.is_empty()
    }

    /// Whether a quote or a bracket opens before it.
    pub(super) fn is_opened(&self) -> bool {
        !self.gap.trim().is_empty()
    }

    /// Whether a dash stands before it.
    pub(super) fn is_dashed(&self) -> bool {
        self.gap.trim_start().starts_with(['-', '–', '—'])
    }

    /// Whether its first word is one letter with a stop: the next of several initials.
    pub(super) fn is_initial(&self) -> bool {
        self.word.chars().count() == 1 && self.rest[self.word.len()..].starts_with('.')
    }

    /// Its first character, after what opens.
    pub(super) fn first(&self) -> Option<char> {
        self.rest.chars().next().or_else(|| self.gap.trim_start().chars().next())
    }

    /// Whether it begins with a small letter, unless a capital follows at once: "iPhone".
    pub(super) fn is_lower(&self) -> bool {
        let mut letters = self.word.chars();
        letters.next().is_some_and(char::is_lowercase) && !letters.next().is_some_and(char::is_uppercase)
    }
}

/// Whether a source in brackets follows, with the stop that the quotation lacks: `"..." (Smith 55).`
pub(super) fn is_source(text: &str, tail: usize) -> bool {
    let Some(source) = text[tail..].trim_start().strip_prefix('(') else { return false };
    let close = source.char_indices().take(REACH).find(|(_, c)| *c == ')');
    close.is_some_and(|(at, _)| source[at + 1..].starts_with('.'))
}

/// The word that ends at a stop, with inner stops ("U.S", "e.g") but without what opens before it.
pub(super) fn before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let part = &text[from..at];
    let breaks = |c: char| {
        c.is_whitespace() || "\"'“”‘’„«»([{)]}*_-–—/,;:•⁃。！？、，：；「」『』《》（）".contains(c)
    };
    let start =
        part.rfind(breaks).map_or(0, |found| found + part[found..].chars().next().map_or(1, char::len_utf8));
    &part[start..]
}

/// Whether nothing but openers and bullets stands between the start of a sentence and a byte of it.
pub(super) fn is_start(text: &str, start: usize, at: usize) -> bool {
    start <= at
        && at - start < REACH
        && text[start..at].chars().all(|c| c.is_whitespace() || "\"'“‘(•⁃-–*".contains(c))
}

/// The word before the one that begins at a byte.
pub(super) fn previous(text: &str, at: usize) -> &str {
    let head = &text[..at];
    let end = head.trim_end_matches(' ').len();
    if end + 2 < at { "" } else { before(text, end) }
}

/// Whether a stop of a script without spaces stands inside a title, or its closing mark runs on in the same
/// sentence: 「…。」と.
pub(super) fn runs_on(text: &str, stop: &Stop) -> bool {
    let mut from = stop.at.saturating_sub(2 * REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let open = text[from..stop.at].rfind(['《', '〈', '》', '〉']);
    let titled = open.is_some_and(|at| text[from + at..].starts_with(['《', '〈']));
    let particle =
        text[stop.tail..].starts_with(|c: char| ('ぁ'..='ゖ').contains(&c) || "，、；,".contains(c));
    titled || stop.end < stop.tail && particle
}

/// Whether a bracket that has opened shortly before is still open.
pub(super) fn in_brackets(text: &str, at: usize) -> bool {
    let mut from = at.saturating_sub(2 * REACH);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let part = &text[from..at];
    part.rfind(['(', ')', '[', ']']).is_some_and(|bracket| part[bracket..].starts_with(['(', '[']))
}

/// Single letters with stops between them: "U.S", "a.m".
pub(super) fn is_lettered(word: &str) -> bool {
    word.contains('.')
        && word.split('.').all(|part| part.chars().count() <= 2)
        && word.chars().all(|c| c == '.' || c.is_alphabetic())
}

/// Whether a word is one small letter, and not a pronoun.
pub(super) fn is_letter(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|c| c.is_lowercase() && c != 'i' && c != 'я') && letters.next().is_none()
}

/// Whether a word can only be a Roman numeral.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 8
        && (word.bytes().all(|b| b"ivxl".contains(&b)) || word.bytes().all(|b| b"IVXL".contains(&b)))
}
