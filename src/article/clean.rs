//! What of a source is text. Every text of an article passes here once, so that no later stage meets what is none.

use std::borrow::Cow;

/// Whether a character is text or parts it: no control, and none of the code points that will never be a character
/// (Unicode, section 23.7). XML 1.0 forbids most of the others, and advises against the rest (section 2.2).
pub(crate) fn is_text(c: char) -> bool {
    let is_never = u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    !is_never && (c.is_whitespace() || !c.is_control())
}

/// Whether a character turns the direction of all that follows, beyond the text that it stands in.
pub(crate) fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The text without what is none.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let meant = |c: char| match c {
        // Windows' own quotes and dashes, in a text that was taken for Latin-1.
        '\u{91}' => Some('‘'),
        '\u{92}' => Some('’'),
        '\u{93}' => Some('“'),
        '\u{94}' => Some('”'),
        '\u{96}' => Some('–'),
        '\u{97}' => Some('—'),
        '\u{85}' => Some(' '),
        c => Some(c).filter(|c| is_text(*c)),
    };
    Cow::Owned(text.chars().filter_map(meant).collect())
}

/// Whether a character stays as it is.
fn stays(c: char) -> bool {
    is_text(c) && c != '\u{85}'
}

/// Any text at all: letters of every script, what is none, and much of it.
#[cfg(test)]
pub(crate) fn anything() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let odd = "[\u{0}-\u{9f}]|[\u{200b}-\u{206f}]|[\u{fdd0}-\u{fdef}]|[\u{fff0}-\u{ffff}]|[\u{1fff0}-\u{20000}]\
        |[\u{10fff0}-\u{10ffff}]|[\u{300}-\u{36f}]|[\u{e000}-\u{e0ff}]|[\u{e0000}-\u{e01ff}]|[א-ת]|👩‍👩‍👧|[<>&\"']|\\]\\]>|a| ";
    let many =
        proptest::string::string_regex(&format!("({odd}){{0,60}}")).expect("it is a regular expression");
    let short = prop_oneof![any::<String>(), many];
    (short, prop_oneof![9 => Just(1_usize), 1 => 1..500_usize]).prop_map(|(text, times)| text.repeat(times))
}

#[test]
fn what_is_no_text_is_left_out() {
    assert_eq!(clean("a\0\u{1b}b\u{fffe}\u{ffff}\u{fdd0}\u{1fffe}c\u{7f}\u{9b}d"), "abcd");
    assert_eq!(clean("\u{93}It\u{92}s\u{94}\u{85}so"), "“It’s” so");
    let text = "a\t\r\n\u{b}\u{c}\u{a0}é\u{301}\u{200d}\u{202e}\u{fffd}\u{e000}\u{10fffd}";
    assert!(matches!(clean(text), Cow::Borrowed(_)));
    assert!(turns('\u{202e}') && !turns('\u{200f}'));
}
