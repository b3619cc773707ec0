//! Writing systems that put no spaces between words.

/// Whether a character is one of Han, Hiragana or Katakana, which say in one what takes letters elsewhere.
pub(crate) fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// Whether a character is of Thai, Lao, Burmese or Khmer, which set no spaces between words and seldom stops.
pub(crate) fn is_unspaced_letter(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}
