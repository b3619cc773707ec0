//! Scripts that put no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.

use crate::writing::is_unspaced_letter;

/// Whether words of this character's script stand next to each other without a space.
pub(super) fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3105}'..='\u{312f}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}' | '々' | '〆' | '〇')
        || is_unspaced_letter(c)
}

/// Whether a sign stands between or after words of such scripts.
pub(super) fn is_wide_sign(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{301f}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '…' | '—')
}

/// Whether a character takes two columns.
pub(super) fn is_wide(c: char) -> bool {
    is_wide_sign(c) && !matches!(c, '…' | '—') || is_spaceless(c) && !is_unspaced_letter(c)
}

/// Whether most letters of a text are of such scripts.
pub(super) fn is_spaceless_text(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let (mut own, mut all) = (0_usize, 0_usize);
    for c in text.chars().take(400).filter(|c| c.is_alphabetic()) {
        all += 1;
        own += usize::from(is_spaceless(c));
    }
    all < 2 * own
}

/// A run of text without spaces as pieces that are about as long as words.
pub(super) fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        if rest.is_ascii() {
            return Some(std::mem::take(&mut rest));
        }
        let most = match first {
            c if is_unspaced_letter(c) => 4,
            c if is_spaceless(c) => 2,
            _ => usize::MAX,
        };
        let own = |c: char| is_spaceless(c) == (most != usize::MAX);
        let end = rest.char_indices().enumerate().find(|(n, (_, c))| *n == most || !own(*c));
        let (piece, after) = rest.split_at(end.map_or(rest.len(), |(_, (at, _))| at));
        rest = after;
        Some(piece)
    })
}

/// What can be told of a text of such a script without its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It is short and ends without a stop.
    Head,
    Paragraph,
}

/// The shape of a text of such a script.
pub(super) fn shape(text: &str) -> Shape {
    const SHORT: usize = 30;
    const STOPS: [char; 18] =
        ['。', '！', '？', '…', '，', '、', '；', '：', '」', '』', '.', '!', '?', ',', ':', '។', '៕', '။'];
    let letters = text.chars().filter(|c| !c.is_whitespace());
    let wide = if text.chars().any(is_unspaced_letter) { 2 } else { 1 };
    let short = letters.take(SHORT * wide + 1).count() <= SHORT * wide;
    if short && !text.ends_with(STOPS) && !text.contains('。') { Shape::Head } else { Shape::Paragraph }
}

#[test]
fn words_without_spaces_are_counted() {
    assert_eq!(pieces("abc").collect::<Vec<_>>(), ["abc"]);
    assert_eq!(pieces("城里工作a1的人").collect::<Vec<_>>(), ["城里", "工作", "a1", "的人"]);
    assert!(is_spaceless_text("第3章 海") && !is_spaceless_text("The sign 海 means sea"));
    assert_eq!(shape("清晨的渡船"), Shape::Head);
    assert_eq!(shape("刮北风的时候船停开。"), Shape::Paragraph);
    assert_eq!(shape("យាយលក់នំ។"), Shape::Paragraph);
}
