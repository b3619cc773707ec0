//! Pauses that an author asks for: `[[pause 1s]]`, `[[pause 500ms]]`.

use super::{Article, Inline};

/// The longest pause, in milliseconds.
pub(crate) const LONGEST: u32 = 60_000;

/// What double brackets ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// A pause of so many milliseconds.
    Pause(u32),
    /// A pause whose length is misspelt, or is not from a millisecond to a minute.
    Unclear,
}

/// What a text between double brackets asks for, if it is about a pause.
pub(super) fn asked(inner: &str) -> Option<Asked> {
    let inner = inner.trim();
    let word = inner.get(..5).filter(|word| word.eq_ignore_ascii_case("pause"))?;
    let rest = &inner[word.len()..];
    let apart = rest.is_empty()
        || rest.starts_with(|c: char| c.is_whitespace() || c.is_ascii_digit() || "=:,".contains(c));
    apart.then(|| length(rest).map_or(Asked::Unclear, Asked::Pause))
}

/// The milliseconds of a length in seconds or milliseconds: `1s`, `1.5 s`, `500ms`.
pub(super) fn length(text: &str) -> Option<u32> {
    let text = text.trim().to_ascii_lowercase();
    let unit = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = text.split_at(unit);
    let scale = match unit {
        "s" => 1000.0,
        "ms" => 1.0,
        _ => return None,
    };
    let number = number.trim_end();
    let is_plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let length = number.parse::<f64>().ok().filter(|_| is_plain)? * scale;
    let fits = (1.0..=f64::from(LONGEST)).contains(&length);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 1 to 60000")]
    fits.then_some(length.round() as u32)
}

/// A length as authors write it: `1s`, `1500ms`.
pub(super) fn written(milliseconds: u32) -> String {
    match milliseconds % 1000 {
        0 => format!("{}s", milliseconds / 1000),
        _ => format!("{milliseconds}ms"),
    }
}

/// Running text with the pauses that stand in its texts; what asks for one unclearly is given to `unclear`.
pub(super) fn parted(content: Vec<Inline>, mut unclear: impl FnMut(&str)) -> Vec<Inline> {
    let mut parted = Vec::with_capacity(content.len());
    for inline in content {
        let Inline::Text(text) = inline else {
            parted.push(inline);
            continue;
        };
        let mut from = 0;
        for (at, whole, asked) in calls(&text) {
            if from < at {
                parted.push(Inline::Text(text[from..at].to_owned()));
            }
            match asked {
                Asked::Pause(length) => parted.push(Inline::Pause(length)),
                Asked::Unclear => unclear(whole),
            }
            from = at + whole.len();
        }
        if from < text.len() {
            parted.push(Inline::Text(text[from..].to_owned()));
        }
    }
    parted
}

/// Where a text asks for pauses, and in which words.
fn calls(text: &str) -> impl Iterator<Item = (usize, &str, Asked)> {
    text.match_indices("[[").filter_map(|(at, _)| {
        let inner = &text[at + 2..];
        let end = inner.find(['[', ']', '\n']).filter(|end| inner[*end..].starts_with("]]"))?;
        Some((at, &text[at..at + end + 4], asked(&inner[..end])?))
    })
}

/// Whether a text asks for pauses and says nothing else.
pub(super) fn is_only(text: &str) -> bool {
    let mut from = 0;
    for (at, whole, _) in calls(text) {
        if !text[from..at].trim().is_empty() {
            return false;
        }
        from = at + whole.len();
    }
    0 < from && text[from..].trim().is_empty()
}

impl Article {
    /// What asks for a pause and is not understood, as it is written.
    pub fn unclear_pause(&self) -> Option<&str> {
        let texts = self.skipped.iter().map(|skipped| skipped.text.as_str());
        texts.into_iter().find(|text| is_only(text) && calls(text).all(|(.., asked)| asked == Asked::Unclear))
    }
}

#[test]
fn lengths_are_seconds_or_milliseconds() {
    for (inner, milliseconds) in [
        ("pause 1s", 1000),
        ("pause 500ms", 500),
        ("Pause  1.5 s ", 1500),
        ("pause: 2s", 0),
        ("pause 0.2S", 200),
        ("pause 60s", 60_000),
        ("pause 61s", 0),
        ("pause 0s", 0),
        ("pause 1", 0),
        ("pause 1 sec", 0),
        ("pause one second", 0),
        ("pause -1s", 0),
        ("pause 1e3ms", 0),
        ("pause", 0),
    ] {
        let expected = if milliseconds == 0 { Asked::Unclear } else { Asked::Pause(milliseconds) };
        assert_eq!(asked(inner), Some(expected), "{inner}");
    }
    assert!(
        ["pauses", "a pause 1s", "boats", "pause-menu", "paused 1s"]
            .iter()
            .all(|inner| asked(inner).is_none())
    );
    assert_eq!([1000, 1500, 90].map(written), ["1s", "1500ms", "90ms"]);
}

#[test]
fn pauses_stand_in_texts() {
    let text = |text: &str| Inline::Text(text.into());
    let mut unclear = Vec::new();
    let parts = parted(vec![text("a [[pause 1s]] b [[pause x]][[c]]")], |call| unclear.push(call.to_owned()));
    assert_eq!(parts, [text("a "), Inline::Pause(1000), text(" b "), text("[[c]]")]);
    assert_eq!(unclear, ["[[pause x]]"]);
    assert!(is_only(" [[pause 1s]] [[pause x]]") && !is_only("[[pause 1s]] a") && !is_only(""));
}
