//! Letters: those of writing systems that join or go without spaces between words, and capitals.

use unicode_normalization::char::is_combining_mark;

/// Whether a character is one of Han, Hiragana or Katakana, which say in one what takes letters elsewhere.
pub fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is of Thai, Lao, Burmese or Khmer, which set no spaces between words and seldom stops.
pub fn is_unspaced_letter(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Whether a character is set on the letter before it and belongs to its word: an accent, a vowel or tone sign. Those for
/// symbols, such as the keycap's, are none.
pub fn is_mark(c: char) -> bool {
    !c.is_ascii() && !matches!(c, '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}') && is_combining_mark(c)
}

/// A word whose first letter is a capital.
pub fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A word whose first letter is small.
pub fn lowered(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Letters and digits only, in lower case: two texts with the same key say the same.
pub fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            key.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            key.extend(c.to_lowercase());
        }
    }
    key
}

#[test]
fn vowel_and_tone_signs_are_marks() {
    assert!("\u{301}\u{e49}\u{94d}\u{93e}\u{5b8}\u{64e}".chars().all(is_mark));
    assert!(!"aé9 ก\u{20e3}\u{fe0f}\u{200d}".chars().any(is_mark));
}
