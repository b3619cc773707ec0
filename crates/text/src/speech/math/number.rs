//! The numbers of formulas in words.

use crate::speech::words;

/// A number with or without a point.
pub(super) fn cardinal(digits: &str) -> String {
    words::number(digits)
}

/// "fourth", "n-th" for what is no number.
pub(super) fn ordinal(digits: &str) -> String {
    words::ordinal(digits)
}

/// A fraction of two whole numbers, if it has a name: "two thirds".
pub(super) fn fraction(above: &str, below: &str) -> Option<String> {
    let top: u32 = above.parse().ok()?;
    let bottom: u32 = below.parse().ok().filter(|bottom| (2..=100).contains(bottom))?;
    let part = match bottom {
        2 if top == 1 => "half".to_owned(),
        2 => "halves".to_owned(),
        4 if top == 1 => "quarter".to_owned(),
        4 => "quarters".to_owned(),
        _ if top == 1 => ordinal(below),
        _ => format!("{}s", ordinal(below)),
    };
    (top < 1000).then(|| format!("{} {part}", cardinal(above)))
}
