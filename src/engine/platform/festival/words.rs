//! From the words that Festival says it spoke to the bytes of the text.

use crate::audio::Rate;
use crate::engine::WordAt;
use crate::engine::platform::plain::Bytes;

/// When a word was said, and the token of the text that it came from.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spoken {
    /// Seconds from the start of the sound.
    start: f64,
    end: f64,
    token: String,
}

impl Spoken {
    /// Reads a line of the child's.
    pub(super) fn read(line: &str) -> Option<Spoken> {
        let mut fields = line.strip_prefix("word\t")?.splitn(3, '\t');
        let [start, end] = [fields.next()?.parse().ok()?, fields.next()?.parse().ok()?];
        Some(Spoken { start, end, token: fields.next()?.to_owned() })
    }

    /// Whether it has times that can be true: less than a day, and the end after the start.
    fn is_timed(&self) -> bool {
        0.0 <= self.start && self.start < self.end && self.end < 86_400.0
    }
}

/// The times of the tokens that can be found in the text, in order. A token that was said as several words lasts
/// from the first to the last; parts without a time of their own, as the last of "John's" is, are left out.
pub(super) fn place(spoken: &[Spoken], plain: &Bytes, text: &str, rate: Rate) -> Vec<WordAt> {
    let mut words: Vec<WordAt> = Vec::new();
    let mut cursor = 0;
    let mut last: Option<&str> = None;
    for word in spoken.iter().filter(|word| word.is_timed()) {
        let at = sample(word.start, rate)..sample(word.end, rate);
        let follows = words.last().is_none_or(|word| word.at.end <= at.start);
        if !follows {
            continue;
        }
        if last == Some(&word.token) && !repeats(&word.token, plain, cursor) {
            if let Some(word) = words.last_mut() {
                word.at.end = at.end;
            }
            continue;
        }
        let token: Vec<u8> = word.token.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
        let Some(found) = find(&plain.bytes[cursor..], &token) else { continue };
        let bytes = cursor + found..cursor + found + token.len();
        cursor = bytes.end;
        last = Some(&word.token);
        let end = plain.origins.get(bytes.end).copied().unwrap_or(text.len());
        words.push(WordAt { said: plain.origins[bytes.start]..end, at });
    }
    words.retain(|word| word.said.start < word.said.end);
    words
}

/// Whether the next thing in the text is this token once more, as in "had had".
fn repeats(token: &str, plain: &Bytes, cursor: usize) -> bool {
    let rest = &plain.bytes[cursor..];
    let word = |byte: &u8| byte.is_ascii_alphanumeric() || 0x80 <= *byte;
    let start = rest.iter().position(word).unwrap_or(rest.len());
    let bytes: Vec<u8> = token.chars().filter_map(|c| u8::try_from(u32::from(c)).ok()).collect();
    rest[start..].starts_with(&bytes) && !rest.get(start + bytes.len()).is_some_and(word)
}

fn find(text: &[u8], token: &[u8]) -> Option<usize> {
    if token.is_empty() { None } else { text.windows(token.len()).position(|window| window == token) }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is between 0 and a day")]
fn sample(seconds: f64, rate: Rate) -> u64 {
    (seconds * f64::from(rate.hertz())).round() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::platform::plain::{Charset, bytes};

    #[test]
    fn tokens_find_their_bytes() {
        let text = "“John’s café” had had $3.50.";
        let plain = bytes(text, Charset::Ascii);
        let line = |line: &str| Spoken::read(line).unwrap();
        let ends = [
            line("word\t0.1\t0.2\tJohn's"),
            line("word\t0\t0\tJohn's"),
            line("word\t0.2\t0.3\tcafe"),
            line("word\t0.3\t0.4\thad"),
            line("word\t0.4\t0.5\thad"),
            line("word\t0.5\t0.6\t$3.50"),
            line("word\t0.6\t0.9\t$3.50"),
        ];
        let words = place(&ends, &plain, text, Rate::new(10).unwrap());
        let said: Vec<_> = words.iter().map(|word| (&text[word.said.clone()], word.at.clone())).collect();
        assert_eq!(said, [("John’s", 1..2), ("café", 2..3), ("had", 3..4), ("had", 4..5), ("$3.50", 5..9)]);
    }

    #[test]
    fn nonsense_is_left_out() {
        let plain = bytes("a b", Charset::Ascii);
        for line in
            ["word\tnan\t1\ta", "word\t2\t1\ta", "word\t-1\t1\ta", "word\t0\t1\tzebra", "word\t0\t1\t"]
        {
            assert_eq!(place(&[Spoken::read(line).unwrap()], &plain, "a b", Rate::CD), []);
        }
        assert_eq!(Spoken::read("word\tx\t1\ta"), None);
    }
}
