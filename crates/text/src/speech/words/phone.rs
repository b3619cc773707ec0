//! Telephone numbers, and other numbers in groups that are said digit by digit.

use super::number;
use super::text::{Found, Text};

/// Recognises a telephone number, an address of a machine, or a number in groups like theirs.
pub(super) fn rule(text: &Text<'_>, at: usize) -> Option<Found> {
    if text.joined_left(at) || 0 < at && matches!(text.mark(at - 1), Some('.' | '-' | '/' | '$')) {
        return None;
    }
    let plus = text.is(at, '+');
    let (groups, next) = groups(text, at + usize::from(plus));
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let dotted = text.is(at + 1, '.');
    let phone = match lengths.as_slice() {
        [3, 3, 4] | [1, 3, 3, 4] | [3, 3, 4, 1] | [1, 3, 3, 4, 1] => true,
        [3, 2, 4] => text.is(at + 1, '-'),
        [3, 4] => text.is(at + 1, '-') && is_local(text, at),
        // British numbers begin with a nought: "020 7946 0958", "07700 900123".
        [3, 4, 4] | [4, 3, 4] | [4 | 5, 6] | [4 | 5, 3, 3] => {
            text.digits(at).starts_with('0') && !text.is(at + 1, '.')
        }
        [3] => is_emergency(text, at),
        [_, _, _, _] if dotted => {
            let tight = !(at..next).any(|index| text.is_space(index));
            tight && lengths.iter().all(|length| (1..=3).contains(length))
        }
        [1..=3, rest @ ..] if plus => 6 < rest.iter().sum::<usize>(),
        _ => false,
    };
    if text.digits(at) == "1" && text.digits(at + 2) == "800" && text.is(at + 1, '-') {
        return toll_free(text, at);
    }
    if !phone || text.is_body(next) {
        return None;
    }
    let joint = if dotted && lengths.len() == 4 { " dot " } else { ", " };
    let words: Vec<String> = groups.iter().map(|group| number::digits(group)).collect();
    let said = format!("{}{}", if plus { "plus " } else { "" }, words.join(joint));
    // The port of a machine: "127.0.0.1:3000".
    let port = Some(text.digits(next + 1)).filter(|port| dotted && text.is(next, ':') && !port.is_empty());
    Some(match port.filter(|_| !text.is_body(next + 2)) {
        Some(port) => {
            let port = number::cardinal(port, text.region);
            Found { next: next + 2, said: format!("{said} colon {port}") }
        }
        None => Found { next, said },
    })
}

/// Groups of digits with "-", ".", one space or brackets between them, and the token behind the last.
fn groups<'a>(text: &Text<'a>, at: usize) -> (Vec<&'a str>, usize) {
    let mut groups = Vec::new();
    let mut next = at;
    let mut index = at;
    while groups.len() < 8 {
        if text.is(index, '(') {
            index += 1;
        }
        if text.digits(index).is_empty() {
            break;
        }
        groups.push(text.digits(index));
        next = index + 1;
        index = next;
        if text.is(index, ')') {
            index += 1;
            next = index;
        }
        index = match text.mark(index) {
            Some('-' | '.' | '‑') => index + 1,
            _ => text.past_space(index),
        };
    }
    (groups, next)
}

/// "call 911": the numbers for help, digit by digit.
fn is_emergency(text: &Text<'_>, at: usize) -> bool {
    let known = matches!(text.digits(at), "911" | "999" | "112" | "101" | "111" | "988" | "411" | "311");
    let before = text.word_before(at).to_ascii_lowercase();
    let called = matches!(
        text.word_after(at + 1),
        "call" | "caller" | "callers" | "calls" | "dispatcher" | "operator"
    );
    known
        && (called
            || [
                "call", "called", "calling", "calls", "dial", "dialed", "dialled", "dialing", "phone", "ring",
            ]
            .contains(&before.as_str()))
}

/// Seven digits are a telephone number if the words before speak of one, or if they begin as such numbers do.
fn is_local(text: &Text<'_>, at: usize) -> bool {
    // "Phone: 411-9807", "Tel. 753-3647".
    let cue = |word: &str| {
        matches!(
            word.to_ascii_lowercase().as_str(),
            "call" | "phone" | "tel" | "telephone" | "fax" | "dial" | "text" | "mobile" | "cell"
        )
    };
    text.digits(at) == "555" || (1..4).any(|back| back <= at && cue(text.word(at - back)))
}

/// "1-800-GO-2-HAUL": letters are said as words, digits one by one, the eight hundred whole.
fn toll_free(text: &Text<'_>, at: usize) -> Option<Found> {
    let end = text.chunk_end(at);
    let mut said = "one, eight hundred".to_owned();
    let mut next = at + 3;
    while next + 1 < end && text.is(next, '-') && text.is_body(next + 1) {
        let word = text.word(next + 1);
        let part = if word.is_empty() { number::digits(text.digits(next + 1)) } else { word.to_owned() };
        said = format!("{said}, {part}");
        next += 2;
    }
    (at + 3 < next).then_some(Found { next, said })
}
