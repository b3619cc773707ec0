//! Letters that stand for words: which are spelled, and how engines are told so.

use super::text::{Found, Text};
use crate::language::dictionary::Dictionary;
use crate::language::english::ENGLISH;

/// Without one of them, no mouth can say a word.
pub(super) const VOWELS: [char; 6] = ['A', 'E', 'I', 'O', 'U', 'Y'];

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
    // "mRNA", "siRNA"
    let acid = ["RNA", "DNA"].into_iter().find_map(|acid| Some((word.strip_suffix(acid)?, acid)));
    if let Some((kind, acid)) = acid.filter(|(kind, _)| (1..4).contains(&kind.len()) && is_small(kind)) {
        let letters: Vec<String> = kind.chars().map(String::from).collect();
        return Some(Found { next: at + 1, said: format!("{} {}", letters.join(" "), spell(acid)) });
    }
    let (stem, rest) = match word.len().checked_sub(1) {
        Some(end) if word.ends_with('s') && 2 < word.len() => match word.find(['\'', '’']) {
            // A bare "s" behind a letter would be read with it: "E Vs".
            Some(apostrophe) => (&word[..apostrophe], "'s"),
            None => (&word[..end], "'s"),
        },
        // "OK'd"
        _ => match word.find(['\'', '’']).filter(|at| matches!(&word[*at..], "'d" | "’d" | "'ed" | "’ed"))
        {
            Some(apostrophe) => (&word[..apostrophe], "'d"),
            None => (word, ""),
        },
    };
    let doubtful = matches!(stem, "AP" | "ER" | "ID" | "IRA" | "IT" | "SEC" | "US" | "WHO");
    let country = stem == "US" && text.shouted && !takes_us(text.word_before(at)) && !text.is_last(at + 1);
    let sure = !doubtful || country || !text.shouted && !is_emphasis(text, at);
    // "AT&T"
    let branded = rest.is_empty()
        && stem.len() == 2
        && is_capitals(stem)
        && (text.is(at + 1, '&') && is_initial(text.word(at + 2))
            || 1 < at && text.is(at - 1, '&') && is_initial(text.word(at - 2)));
    let known = branded
        || sure && is_spelled(stem)
        || !text.shouted
            && !is_among_capitals(text, at)
            && is_unsayable(stem)
            && !is_in_a_row(text, at, stem);
    // Among shouted words in small letters, short ones are spelled alike.
    if text.shouted && is_read(stem) && stem.len() < 3 {
        let letters: Vec<&str> = stem.split("").filter(|letter| !letter.is_empty()).collect();
        return Some(Found { next: at + 1, said: format!("{}{rest}", letters.join(" ")) });
    }
    known.then(|| Found { next: at + 1, said: format!("{}{rest}", spell(stem)) })
}

/// Capitals as they are said: letter by letter where they are no word.
pub(super) fn letters(capitals: &str) -> String {
    let is_spelled = is_spelled(capitals) || is_unsayable(capitals);
    if is_spelled { spell(capitals) } else { capitals.to_owned() }
}

fn is_small(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

fn is_initial(word: &str) -> bool {
    word.len() == 1 && is_capitals(word)
}

/// A short word in capitals, for stress: voices would spell "OUT" and "BIG" within a sentence.
pub(super) fn is_stressed(word: &str) -> bool {
    word.len() == 3
        && is_capitals(word)
        && ENGLISH.letters.words.contains(word)
        && Dictionary::of("en").is_some_and(|dictionary| dictionary.has(&word.to_lowercase()))
}

fn is_capitals(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether capitals are no word: two or three of them that are not in the list, or more that no mouth can say, for want of
/// a vowel or for the consonants at an end.
fn is_unsayable(capitals: &str) -> bool {
    if !is_capitals(capitals) {
        return false;
    }
    let first = capitals.find(VOWELS);
    let ends = capitals.trim_end_matches(|c| !VOWELS.contains(&c));
    match capitals.len() {
        2 | 3 => !ENGLISH.letters.words.contains(capitals),
        4 | 5 => first.is_none() || first == Some(3) || 2 < capitals.len() - ends.len(),
        _ => false,
    }
}

/// Whether words beside capitals are shouted too: "KIM JONG UN", "said NO WAY".
fn is_among_capitals(text: &Text<'_>, at: usize) -> bool {
    let shouts = |word: &str| 3 < word.len() && is_capitals(word) && !is_spelled(word) && !is_unsayable(word);
    beside(text, at).any(shouts)
}

/// The two words before capitals and the two behind them, in one row with them.
fn beside<'a>(text: &Text<'a>, at: usize) -> impl Iterator<Item = &'a str> {
    /// White space and stops between words.
    const NEAR: usize = 6;
    let before = (at.saturating_sub(NEAR)..at).rev().filter(|index| text.is_body(*index)).take(2);
    let behind = (at + 1..at + 1 + NEAR).filter(|index| text.is_body(*index)).take(2);
    before.chain(behind).map(|index| text.word(index))
}

/// Whether every engine spells these capitals, and another row of them stands beside: "HLA-DR", "the DR / BDR feature". In
/// pieces, nobody could hear where one ends.
fn is_in_a_row(text: &Text<'_>, at: usize, capitals: &str) -> bool {
    let row = |word: &str| !word.is_empty() && is_capitals(word);
    let joined = |mark: usize| text.mark(mark).is_some_and(|c| "/&".contains(c));
    let behind = if text.is_space(at + 1) && joined(at + 2) { text.past_space(at + 3) } else { at + 2 };
    let apart =
        at.checked_sub(4).filter(|_| text.is_space(at - 1) && joined(at - 2) && text.is_space(at - 3));
    let before = apart.unwrap_or(at.wrapping_sub(2));
    let mut nearest =
        [text.word(before), text.word(behind), text.word_before(at), text.word_after(at + 1)].into_iter();
    !capitals.contains(VOWELS) && nearest.any(row)
}

/// Whether engines would read these capitals as a word, and must not.
fn is_spelled(capitals: &str) -> bool {
    ENGLISH.letters.spelled.contains(capitals)
}

/// Whether "US" behind a word in a shouted text is the people who speak.
fn takes_us(before: &str) -> bool {
    const TAKE: [&str; 24] = [
        "ABOUT", "AMONG", "AROUND", "ASK", "BETWEEN", "CALL", "CONTACT", "FOLLOW", "FOR", "FROM", "GIVE",
        "HELP", "JOIN", "LET", "LETS", "LIKE", "MAKE", "OF", "ON", "SAVE", "SHOW", "TELL", "TO", "WITH",
    ];
    TAKE.contains(&before)
}

/// "HEED IT": among other capitals, a short word is one.
fn is_emphasis(text: &Text<'_>, at: usize) -> bool {
    let before = text.word_before(at);
    2 < before.len() && is_capitals(before) && !is_spelled(before)
}

/// Whether every engine spells these capitals by itself.
pub(super) fn is_read(capitals: &str) -> bool {
    ENGLISH.letters.read.iter().any(|read| read == capitals)
}

/// Letters as engines spell them: capitals with spaces. An "A" that is not the last would be taken for the
/// article; points without spaces keep it a letter.
pub(super) fn spell(letters: &str) -> String {
    if is_read(letters) {
        return letters.to_owned();
    }
    let last = letters.chars().next_back().map_or(0, char::len_utf8);
    let joint = if letters[..letters.len() - last].contains('A') { "." } else { " " };
    let letters: Vec<String> = letters.chars().map(String::from).collect();
    letters.join(joint)
}
