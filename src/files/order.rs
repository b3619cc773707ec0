//! The order in which people expect names.

use std::cmp::Ordering;

/// Compares names as people do: `part 9` comes before `part 10`.
pub(crate) fn human_order(one: &str, other: &str) -> Ordering {
    let (mut a, mut b) = (pieces(one), pieces(other));
    loop {
        let order = match (a.next(), b.next()) {
            (None, None) => return one.cmp(other),
            (Some(_), None) => Ordering::Greater,
            (None, Some(_)) => Ordering::Less,
            (Some(a), Some(b)) => compare(a, b),
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// The runs of digits and of other characters.
fn pieces(name: &str) -> impl Iterator<Item = &str> {
    name.as_bytes().chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit()).scan(0, |start, piece| {
        let end = *start + piece.len();
        let text = &name[*start..end];
        *start = end;
        Some(text)
    })
}

fn compare(a: &str, b: &str) -> Ordering {
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    if is_number(a) && is_number(b) {
        let (a, b) = (a.trim_start_matches('0'), b.trim_start_matches('0'));
        return a.len().cmp(&b.len()).then_with(|| a.cmp(b));
    }
    a.to_lowercase().cmp(&b.to_lowercase())
}

#[test]
fn nine_comes_before_ten() {
    let mut names = ["p10", "P9", "p1", "q", "p09b", "p", "ä2", "ä10", "10", "9", "p1-2", "p1-10"];
    names.sort_by(|a, b| human_order(a, b));
    assert_eq!(names, ["9", "10", "p", "p1", "p1-2", "p1-10", "P9", "p09b", "p10", "q", "ä2", "ä10"]);
    assert_eq!(human_order("a01", "a1"), Ordering::Less);
    assert_eq!(human_order("a", "a"), Ordering::Equal);
}
