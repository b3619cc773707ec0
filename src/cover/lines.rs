//! Where a title is broken into lines, and how large it is set.

use unicode_width::UnicodeWidthChar;

use crate::clean;

/// A title is cut after so many columns; a letter is one column wide, a Chinese one two.
const MOST_COLUMNS: usize = 280;
/// A word with more letters may be broken anywhere.
const LONGEST_WORD: usize = 36;
/// What does not begin a line.
const CLOSING: &str = "、。，．・：；！？）」』】〉》〕〗ー々ゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ…‥";
/// What does not end a line.
const OPENING: &str = "（「『【〈《〔〖";

/// A piece of a title that stays in one line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Piece {
    /// The text, without the space around it.
    pub(super) text: String,
    /// Whether a space stands before it, unless it begins a line.
    pub(super) spaced: bool,
    /// Its width, in hundredths of the letters' size.
    pub(super) width: f32,
}

/// A title as it is set.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Set {
    /// The lines from top to bottom.
    pub(super) lines: Vec<String>,
    /// The size of the letters, in pixels.
    pub(super) size: f32,
    /// The width of the longest line, in pixels.
    pub(super) width: f32,
}

/// The room for a title, in pixels.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Room {
    pub(super) width: f32,
    pub(super) height: f32,
    /// The largest size that looks well.
    pub(super) largest: f32,
    /// From line to line, as a factor of the size.
    pub(super) leading: f32,
}

/// A text of which all can be set. What is too long ends in an ellipsis.
pub(super) fn clean(text: &str) -> String {
    let text = clean::title(text);
    let mut columns = 0;
    let cut = text.char_indices().find(|(_, c)| {
        columns += c.width().unwrap_or(0).max(1);
        MOST_COLUMNS < columns
    });
    let Some((cut, _)) = cut else { return text };
    let word = text[..cut].rfind(' ').filter(|word| cut / 2 < *word).unwrap_or(cut);
    format!("{}…", text[..word].trim_end_matches([' ', ',', ';', ':', '-', '–', '—']))
}

/// The pieces of a clean text, not yet measured.
pub(super) fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let mut spaced = true;
        for part in parts(word) {
            pieces.push(Piece { text: part, spaced, width: 0.0 });
            spaced = false;
        }
    }
    pieces
}

/// A word, broken where it may be: between ideographs, after dashes, and anywhere if it has no end.
fn parts(word: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut before: Option<char> = None;
    let is_endless = LONGEST_WORD < word.chars().count();
    for (n, c) in word.chars().enumerate() {
        let current = parts.last().expect("there is one from the start");
        let letters = current.chars().count();
        let is_free = before.is_some_and(|before| {
            let left = word.chars().count() - n;
            let is_dash = matches!(before, '-' | '‐' | '–' | '—' | '/') && 3 < letters && 3 <= left;
            let is_mark = c.width() == Some(0) || before == '\u{200d}';
            let is_long =
                is_endless && (LONGEST_WORD / 2 <= letters || (8 < letters && !before.is_alphanumeric()));
            !is_mark && (is_dash || is_long || ideographs(before, c))
        });
        if is_free {
            parts.push(String::new());
        }
        parts.last_mut().expect("there is one from the start").push(c);
        before = Some(c);
    }
    parts
}

/// Whether a line may be broken between two letters because one of them is an ideograph or a kana.
fn ideographs(before: char, after: char) -> bool {
    let is_wide = |c: char| {
        c.width() == Some(2)
            && !('\u{1100}'..='\u{11ff}').contains(&c)
            && !('\u{ac00}'..='\u{d7ff}').contains(&c)
    };
    (is_wide(before) || is_wide(after)) && !CLOSING.contains(after) && !OPENING.contains(before)
}

/// Sets pieces as large as the room allows, in lines that are about as long as each other.
pub(super) fn set(pieces: &[Piece], space: f32, room: Room) -> Set {
    const SMALLER: f32 = 0.97;
    const SMALLEST: f32 = 40.0;
    let mut size = room.largest;
    loop {
        let width = room.width / size * 100.0;
        let count = fewest(pieces, space, width);
        if count.is_some_and(|count| count as f32 * size * room.leading <= room.height) || size < SMALLEST {
            let lines = balanced(pieces, space, width, count.unwrap_or(1));
            let longest = lines.iter().map(|line| length(line, space)).fold(0.0, f32::max);
            // Only a text that cannot be broken and is wider than any we know is wider than the room here.
            let size = if width < longest { room.width / longest * 100.0 } else { size };
            let lines: Vec<String> = lines.iter().map(|line| joined(line)).collect();
            return Set { lines, size, width: longest * size / 100.0 };
        }
        size *= SMALLER;
    }
}

fn joined(line: &[Piece]) -> String {
    let mut text = String::new();
    for (n, piece) in line.iter().enumerate() {
        if piece.spaced && n != 0 {
            text.push(' ');
        }
        text.push_str(&piece.text);
    }
    text
}

/// The width of a line, in hundredths of the size.
fn length(line: &[Piece], space: f32) -> f32 {
    let gaps = line.iter().skip(1).filter(|piece| piece.spaced).count();
    line.iter().map(|piece| piece.width).sum::<f32>() + gaps as f32 * space
}

/// How many lines are needed; `None` if a piece is too wide for any.
fn fewest(pieces: &[Piece], space: f32, width: f32) -> Option<usize> {
    let (mut count, mut start) = (1, 0);
    for end in 0..pieces.len() {
        if width < pieces[end].width {
            return None;
        }
        if width < length(&pieces[start..=end], space) {
            count += 1;
            start = end;
        }
    }
    Some(count)
}

/// Breaks pieces into at most so many lines: of all ways the one whose lines are the most alike and end at the best
/// places.
fn balanced(pieces: &[Piece], space: f32, width: f32, count: usize) -> Vec<&[Piece]> {
    let total = length(pieces, space);
    let ideal = (total / count as f32).min(width);
    let n = pieces.len();
    // best[lines][end]: the cost of the first `end` pieces in so many lines, and where the last of them starts.
    let mut best = vec![vec![(f32::INFINITY, 0); n + 1]; count + 1];
    best[0][0] = (0.0, 0);
    for lines in 1..=count {
        for end in 1..=n {
            for start in (0..end).rev() {
                let line = length(&pieces[start..end], space);
                if width < line && start + 1 < end {
                    break;
                }
                let off = (line - ideal) / width;
                let at_end = if end < n { ending(pieces, end) } else { 0.0 };
                let cost = best[lines - 1][start].0 + off * off + at_end;
                if cost < best[lines][end].0 {
                    best[lines][end] = (cost, start);
                }
            }
        }
    }
    let mut broken = Vec::new();
    let (mut lines, mut end) = (count.min(n), n);
    while 0 < end && 0 < lines {
        let start = best[lines][end].1;
        broken.push(&pieces[start..end]);
        (lines, end) = (lines - 1, start);
    }
    broken.reverse();
    broken
}

/// What it costs to break a line before a piece: little after a mark, much after a small word such as “of”.
fn ending(pieces: &[Piece], end: usize) -> f32 {
    let last = pieces[end - 1].text.as_str();
    let letters = last.chars().count();
    let is_small = letters <= 3 && last.chars().all(char::is_lowercase);
    match last.chars().last() {
        Some('.' | ':' | ';' | '?' | '!' | '—' | '–') => -0.05,
        Some(',') => -0.03,
        _ if is_small => 0.06,
        _ if !pieces[end].spaced => 0.01,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sets a text whose letters are all as wide.
    fn lines(text: &str, width: f32, height: f32) -> Vec<String> {
        let mut pieces = pieces(&clean(text));
        for piece in &mut pieces {
            piece.width = 60.0 * piece.text.chars().map(|c| c.width().unwrap_or(0) as f32).sum::<f32>();
        }
        set(&pieces, 25.0, Room { width, height, largest: 100.0, leading: 1.0 }).lines
    }

    #[test]
    fn lines_end_at_good_places() {
        for (text, broken) in [
            ("Tides", "Tides"),
            ("The secret life of the tides", "The secret life/of the tides"),
            ("Night trains: why they are coming back", "Night trains:/why they are coming back"),
            ("潮汐的秘密：海洋如何呼吸", "潮汐的秘密：/海洋如何呼吸"),
            ("", ""),
        ] {
            assert_eq!(lines(text, 1400.0, 250.0).join("/"), broken);
        }
    }

    #[test]
    fn a_text_is_cleaned_and_cut() {
        assert_eq!(clean(" a\u{0}\u{202e}b\n\u{1b} \u{ffff}c\u{feff}\u{1fffe} "), "ab c");
        let long = clean(&"many words and ".repeat(50));
        assert!(
            long.ends_with("words and…") || long.ends_with("many…") || long.ends_with("words…"),
            "{long}"
        );
        assert!(long.chars().count() <= MOST_COLUMNS + 1);
    }

    #[test]
    fn words_break_where_they_may() {
        let broken = |text: &str| parts(text).join("|");
        assert_eq!(broken("well-known"), "well-|known");
        assert_eq!(broken("e-mail"), "e-mail");
        assert_eq!(broken("「東京」。"), "「東|京」。");
        assert_eq!(broken("안녕하세요"), "안녕하세요");
        assert_eq!(parts(&"x".repeat(100)).len(), 6);
    }
}
