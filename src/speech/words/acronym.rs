//! Letters that stand for words: which are spelled, and how engines are told so.

use super::text::{Found, Text};
use crate::language::english::ENGLISH;

/// Recognises letters with stops between them ("U.S.", "A.B.C.") and acronyms that must be spelled.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    if text.joined_left(at) || text.is_body(at + 1) || word.is_empty() {
        return None;
    }
    dotted(text, at).or_else(|| initial(text, at)).or_else(|| capitals(text, at))
}

/// "U.S.", "M.G.R.", "c.p.".
fn dotted(text: &Text<'_>, at: usize) -> Option<Found> {
    let mut letters = String::new();
    let mut next = at;
    while text.word(next).chars().count() == 1 && text.is(next + 1, '.') {
        letters.push_str(text.word(next));
        next += 2;
    }
    let last = text.word(next).chars().count() == 1 && !text.is_body(next + 1);
    if last && !letters.is_empty() {
        letters.push_str(text.word(next));
        next += 1;
    }
    if letters.chars().count() < 2 || text.is_body(next) {
        return None;
    }
    let next = if !last && text.is_last(next) { next - 1 } else { next };
    Some(Found { next, said: spell(&letters.to_uppercase()) })
}

/// The initial of a name: without its stop, at which engines pause.
fn initial(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    let single = word.len() == 1 && word.starts_with(char::is_uppercase) && text.is(at + 1, '.');
    let name = text.word_after(at + 2).starts_with(char::is_uppercase) && !matches!(word, "A" | "I");
    (single && name).then(|| Found { next: at + 2, said: word.to_owned() })
}

fn capitals(text: &Text<'_>, at: usize) -> Option<Found> {
    let word = text.word(at);
    let (stem, rest) = match word.len().checked_sub(1) {
        Some(end) if word.ends_with('s') && 2 < word.len() => match word.find(['\'', '’']) {
            // A bare "s" behind a letter would be read with it: "E Vs".
            Some(apostrophe) => (&word[..apostrophe], "'s"),
            None => (&word[..end], "'s"),
        },
        _ => (word, ""),
    };
    let doubtful = matches!(stem, "AP" | "ER" | "ID" | "IRA" | "IT" | "SEC" | "US" | "WHO");
    let sure = !doubtful || !text.shouted && !is_emphasis(text, at);
    let known = sure && is_spelled(stem);
    known.then(|| Found { next: at + 1, said: format!("{}{rest}", spell(stem)) })
}

/// Whether engines would read these capitals as a word, and must not.
fn is_spelled(capitals: &str) -> bool {
    ENGLISH.letters.spelled.contains(capitals)
}

/// "HEED IT": among other capitals, a short word is one.
fn is_emphasis(text: &Text<'_>, at: usize) -> bool {
    let before = text.word_before(at);
    2 < before.len() && before.bytes().all(|b| b.is_ascii_uppercase()) && !is_spelled(before)
}

/// Letters as engines spell them: capitals with spaces. An "A" that is not the last would be taken for the
/// article; points without spaces keep it a letter.
pub(super) fn spell(letters: &str) -> String {
    if ENGLISH.letters.read.iter().any(|read| read == letters) {
        return letters.to_owned();
    }
    let last = letters.chars().next_back().map_or(0, char::len_utf8);
    let joint = if letters[..letters.len() - last].contains('A') { "." } else { " " };
    let letters: Vec<String> = letters.chars().map(String::from).collect();
    letters.join(joint)
}
