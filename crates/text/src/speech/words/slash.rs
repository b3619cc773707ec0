//! Words and numbers with a slash between them that stand for something else.

use super::number;
use super::text::{Found, Text};
use crate::language::english::ENGLISH;

/// Recognises a pair with a slash, a "w/" before a word, a season, or one over a letter.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at)
        || 0 < at && text.mark(at - 1).is_some_and(|c| "/.-@_".contains(c))
        || !text.is(at + 1, '/')
    {
        return None;
    }
    if text.digits(at).is_empty() { words(text, at) } else { season(text, at).or_else(|| inverse(text, at)) }
}

fn words(text: &Text<'_>, at: usize) -> Option<Found> {
    let (first, second) = (text.word(at).to_lowercase(), text.word(at + 2).to_lowercase());
    let goes_on =
        text.is(at + 3, '/') || text.mark(at + 3).is_some_and(|c| ".@_".contains(c)) && text.is_body(at + 4);
    let end = !text.is_body(at + 3) && !goes_on;
    if let Some(said) = ENGLISH.slashes.get(&format!("{first}/{second}")) {
        return end.then(|| Found { next: at + 3, said: said.clone() });
    }
    let with = first == "w" && (text.is_space(at + 2) || 2 < second.len());
    if with {
        return Some(Found { next: at + 2, said: "with".to_owned() });
    }
    // "TCP/IP", "A/B": the slash between capitals is silent.
    let capitals = |word: &str| (1..5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
    if end && !text.shouted && capitals(text.word(at)) && capitals(text.word(at + 2)) {
        let [first, second] = [at, at + 2].map(|index| super::acronym::letters(text.word(index)));
        return Some(Found { next: at + 3, said: format!("{first} {second}") });
    }
    if end && capitals(text.word(at)) && text.digits(at + 2).len() == 1 && 1 < text.word(at).len() {
        let version = number::cardinal(text.digits(at + 2), text.region);
        return Some(Found { next: at + 3, said: format!("{} {version}", text.word(at)) });
    }
    if second.is_empty() || !end || text.word(at).chars().any(char::is_uppercase) {
        return None;
    }
    // A unit for each of another, without a number: "in km/h".
    let (above, below) = (super::measure::unit_name(&first)?, super::measure::unit_name(&second)?);
    Some(Found { next: at + 3, said: format!("{} per {}", above.1, below.0) })
}

/// "2019/20": a season or a financial year.
fn season(text: &Text<'_>, at: usize) -> Option<Found> {
    let (first, second) = (text.digits(at), text.digits(at + 2));
    let year: usize = first.parse().ok().filter(|year| first.len() == 4 && (1800..2100).contains(year))?;
    let last: usize = second.parse().ok()?;
    let follows = match second.len() {
        1 => last == (year + 1) % 10,
        2 => last == (year + 1) % 100,
        4 => last == year + 1,
        _ => false,
    };
    if !follows || text.is_body(at + 3) || text.is(at + 3, '/') {
        return None;
    }
    let said = match second.len() {
        4 => number::year(last),
        _ if last == 0 => "hundred".to_owned(),
        _ => number::pair(last),
    };
    // At the turn of a century the second year is said whole.
    let said =
        if last == 0 && second.len() != 4 || second.len() == 1 { number::year(year + 1) } else { said };
    Some(Found { next: at + 3, said: format!("{} {said}", number::year(year)) })
}

/// "1/x", "1/f".
fn inverse(text: &Text<'_>, at: usize) -> Option<Found> {
    let letter = text.word(at + 2);
    let one = text.digits(at) == "1" && letter.len() == 1 && !text.is_body(at + 3) && !text.is(at + 3, '/');
    (one && letter != "s").then(|| Found { next: at + 3, said: format!("one over {letter}") })
}
