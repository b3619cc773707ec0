//! Letters that stand for words: which are spelled, and how engines are told so.

use super::text::{Found, Text};

/// Acronyms that engines would read as words. Those that no mouth could read (PDF, BBC) need no telling, and
/// those that are words by now (NASA) are not here. Sorted.
#[rustfmt::skip]
const SPELLED: &[&str] = &[
    "ACLU", "AFP", "AI", "AMD", "AOL", "AP", "API", "ATM", "AWS", "CEO", "CIA", "CIO", "COO", "ECB", "ECG", "EEG", "EPA", "ER", "ESA", "EU", "EV", "FAQ", "FBI", "HIV", "IAEA", "ICU", "ID", "IDF", "IMF", "IOC", "IPO", "IQ", "IRA", "IRS", "ISP", "ISS", "IT", "IVF", "MIT", "NGO", "NRA", "NSA", "NYU", "OECD", "RNA", "SEC", "SUV", "UAE", "UAV", "UCLA", "UFO", "UI", "UN", "URL", "US", "USB", "USC", "USSR", "VIP", "WHO", "WTO",
];

/// Those with stops that every engine spells without them.
const READ: &[&str] = &["ABC", "BBC", "NBC", "PC", "TV", "UK", "USA"];

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
    let known = sure && SPELLED.binary_search(&stem).is_ok();
    known.then(|| Found { next: at + 1, said: format!("{}{rest}", spell(stem)) })
}

/// "HEED IT": among other capitals, a short word is one.
fn is_emphasis(text: &Text<'_>, at: usize) -> bool {
    let before = text.word_before(at);
    2 < before.len()
        && before.bytes().all(|b| b.is_ascii_uppercase())
        && SPELLED.binary_search(&before).is_err()
}

/// Letters as engines spell them: capitals with spaces. An "A" that is not the last would be taken for the
/// article; points without spaces keep it a letter.
pub(super) fn spell(letters: &str) -> String {
    if READ.contains(&letters) {
        return letters.to_owned();
    }
    let last = letters.chars().next_back().map_or(0, char::len_utf8);
    let joint = if letters[..letters.len() - last].contains('A') { "." } else { " " };
    let letters: Vec<String> = letters.chars().map(String::from).collect();
    letters.join(joint)
}
