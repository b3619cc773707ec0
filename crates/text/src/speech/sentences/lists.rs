//! Lists that have lost their lines: "1. A pear 2. A plum".

/// How a marker looks around its number or letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Marker<'a> {
    prefix: &'a str,
    order: u32,
    letter: bool,
    suffix: &'a str,
}

/// The bytes where the second and later items of a list begin, if the paragraph is one. Items count up by one
/// and are marked alike, so that a stray "2." in running text is none.
pub(super) fn items(text: &str) -> Vec<usize> {
    let trimmed = text.trim_start();
    let Some(mut last) = marker(trimmed) else { return Vec::new() };
    let mut found = Vec::new();
    let mut at = text.len() - trimmed.len();
    while let Some(space) = text[at..].find([' ', '\n']) {
        at += space + 1;
        let rest = &text[at..];
        let Some(next) = marker(rest) else { continue };
        if next.order == last.order + 1 && (Marker { order: last.order, ..next }) == last {
            found.push(at);
            last = next;
        }
    }
    found
}

/// The bytes where the second and later items of a list with bullets begin, if the paragraph is one.
pub(super) fn bullets(text: &str) -> Vec<usize> {
    let trimmed = text.trim_start();
    let Some(bullet) = trimmed.chars().next().filter(|c| "•⁃‣▪·*-–".contains(*c)) else {
        return Vec::new();
    };
    let mark = format!(" {bullet} ");
    if !trimmed.starts_with(&mark[1..]) {
        return Vec::new();
    }
    let starts = |at: &usize| {
        let item = text[at + mark.len() - 1..].chars().next();
        "•⁃‣▪".contains(bullet) || item.is_some_and(|c| c.is_uppercase() || c.is_numeric())
    };
    text.match_indices(&mark).map(|(at, _)| at + 1).filter(starts).collect()
}

/// Reads the marker that a text begins with.
fn marker(text: &str) -> Option<Marker<'_>> {
    let head = text.char_indices().take(5);
    let after = head.clone().find(|(_, c)| !['•', '⁃', '‣', '*', '('].contains(c))?.0;
    let body = &text[head.clone().find(|(at, c)| after <= *at && *c != ' ')?.0..];
    let digits = body.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let (order, length, letter) = match body.as_bytes().first()? {
        _ if 0 < digits && digits < 4 => (body[..digits].parse().ok()?, digits, false),
        byte if byte.is_ascii_lowercase() => (u32::from(*byte), 1, true),
        _ => return None,
    };
    let rest = &body[length..];
    let marks = rest.bytes().take(3).take_while(|b| b".)".contains(b)).count();
    let spaced = rest[marks..].starts_with(' ');
    let prefix = &text[..text.len() - body.len()];
    (spaced && 0 < marks && marks < 3).then_some(Marker { prefix, order, letter, suffix: &rest[..marks] })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_count_up() {
        assert_eq!(items("1. A pear 2. A plum 3. A fig"), [10, 20]);
        assert_eq!(items("• 9. A pear • 10. A plum").len(), 1);
        assert_eq!(items("1. See version 4. Or not."), [0_usize; 0]);
        assert_eq!(items("I have 1. apple 2. pear"), [0_usize; 0]);
    }
}
