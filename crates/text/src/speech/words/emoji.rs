//! Emoji by their names in the Unicode Common Locale Data Repository, stars of a review, and faces made of marks.

use super::number;
use super::text::{Found, Kind, Text};

/// Faces made of marks: nobody says them.
#[rustfmt::skip]
const FACES: &[&str] = &[
    ":-)", ":)", ";-)", ";)", ":-(", ":(", ":'(", ":-D", ":D", ":-P", ":P", ":-p", ":p", ":-/", ":-|", ":-O", ":-o",
    "^^", "^_^", "<3", "</3",
];

/// Recognises a picture, a run of stars, or a face.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    let mark = text.mark(at)?;
    if mark.is_ascii() {
        return face(text, at);
    }
    stars(text, at).or_else(|| picture(text, at, mark))
}

/// "★★★★☆": how many of how many.
fn stars(text: &Text<'_>, at: usize) -> Option<Found> {
    let run =
        |start: usize, mark: char| (start..text.len()).take_while(|index| text.is(*index, mark)).count();
    let full = run(at, '★');
    let half = usize::from(0 < full && text.is(at + full, '½'));
    let empty = run(at + full + half, '☆');
    let (of, next) = (full + half + empty, at + full + half + empty);
    if !(2..=20).contains(&of) {
        return None;
    }
    let count = |value: usize| number::cardinal(&value.to_string(), text.region);
    let half_said = if half == 1 { " and a half" } else { "" };
    let said = if empty == 0 && half == 0 {
        format!("{} stars", count(full))
    } else {
        format!("{}{half_said} out of {} stars", count(full), count(of))
    };
    Some(Found { next, said })
}

/// An emoji, once for a run of the same.
fn picture(text: &Text<'_>, at: usize, mark: char) -> Option<Found> {
    // Arrows and plain shapes lead or adorn; they say nothing.
    let shape = matches!(mark, '®' | '™' | '‼' | '⁉' | '♀' | '♂' | 'ℹ' | 'Ⓜ' | '\u{2190}'..='\u{21FF}' | '\u{25A0}'..='\u{25FF}'
        | '\u{27A1}' | '\u{2934}' | '\u{2935}' | '\u{2B05}'..='\u{2B1C}' | '\u{1F446}'..='\u{1F449}' | '\u{1F518}'
        | '\u{1F534}'..='\u{1F53D}' | '\u{1F7E0}'..='\u{1F7EB}');
    if super::symbol::is_named(mark) || shape {
        return None;
    }
    let (name, mut next) = longest(text, at)?;
    // One that opens a text as a bullet.
    if text.is_first(at) && "📌📍⚡✨".contains(mark) && text.is_body(text.past_space(next)) {
        return Some(Found { next, said: String::new() });
    }
    let shown = text.slice(text.range(at, next));
    let step = next - at;
    loop {
        let start = text.past_space(next);
        if step == 0 || text.slice(text.range(start, start + step)) != shown {
            return Some(Found { next, said: said(name) });
        }
        next = start + step;
    }
}

/// The longest emoji that begins at a token: its name, and the token behind it.
fn longest(text: &Text<'_>, at: usize) -> Option<(&'static str, usize)> {
    const LONGEST: usize = 12;
    let parts = (at..(at + LONGEST).min(text.len()))
        .take_while(|index| match text.kind(*index) {
            Some(Kind::Mark(mark)) => !mark.is_ascii(),
            kind => kind == Some(Kind::Hidden),
        })
        .count();
    (1..=parts).rev().find_map(|tokens| {
        let emoji = emojis::get(text.slice(text.range(at, at + tokens)))?;
        Some((emoji.name(), at + tokens))
    })
}

/// A name as it is said: without the tone of the skin.
fn said(name: &str) -> String {
    match name.split_once(": ") {
        Some(("flag", place)) => format!("flag of {place}"),
        Some((name, _)) => name.to_owned(),
        None => name.trim_end_matches(" button").replace(['“', '”', '’', '(', ')'], ""),
    }
}

/// ":-)" with white space around it.
fn face(text: &Text<'_>, at: usize) -> Option<Found> {
    if 0 < at && !text.is_gap(at - 1) {
        return None;
    }
    FACES.iter().find_map(|face| {
        let mut next = at;
        while text.range(at, next.max(at)).len() < face.len() && next < text.len() {
            next += 1;
        }
        let same = text.slice(text.range(at, next)) == *face;
        let apart = text.is_gap(next) || text.mark(next).is_some_and(|c| ".,!?".contains(c));
        // "x <3" compares.
        let word = at < 2 || !face.starts_with('<') || 2 < text.word(at - 2).len();
        (same && apart && word).then(|| Found { next, said: String::new() })
    })
}
