//! Cleaning: which characters of a text may go where. All stages clean here, so that no two of them disagree.
//!
//! | policy | for | what it takes out |
//! |---|---|---|
//! | [`text`] | an article, once, where it enters | what is no text: controls, code points that will never be a character; soft hyphens and the like |
//! | [`decoded`] | bytes that became text | the same, all controls but line feeds and tabs, and terminal sequences |
//! | [`lines`] | files that others parse: XML, tags, HTML | controls, what is no text, what Unicode calls unsuitable for markup |
//! | [`line()`] | a field of one line: tags, captions, transcripts | what [`lines`] does; white space becomes one space |
//! | [`title`] | letters that are drawn | what [`line()`] does, and what has no shape |
//! | [`audible`] | an engine | what is neither seen nor said, but for parts of words and emoji; each becomes a space |
//! | [`message`] | one line of a message about what a program printed | what [`audible`] does; white space becomes one space |
//! | `terminal` | a terminal | what steers it or turns the direction; each becomes U+FFFD, so that it shows |
//!
//! [`is_hidden`] is the question of those who cut a text into words: whether a character is seen or said at all.

use std::borrow::Cow;

use crate::writing::is_unspaced_letter;

/// Whether a character is text or parts it: no control, and none of the code points that will never be a character
/// (Unicode, section 23.7). XML 1.0 forbids most of the others, and advises against the rest (section 2.2).
fn is_text(c: char) -> bool {
    let is_never = u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}');
    !is_never && (c.is_whitespace() || !c.is_control())
}

/// Whether a character turns the direction of all that follows, beyond the text that it stands in: embeddings, overrides
/// and isolates (Unicode Standard Annex 9). The marks U+200E and U+200F only say what they are themselves.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character may stand in a file that another program parses, line ends and tabs aside. Unsuitable for markup
/// are turns of direction, which leak out of their element; a byte order mark, which reads as another charset; and marks
/// of annotations, whose text would show (Unicode Technical Report 20, section 3).
fn is_plain(c: char) -> bool {
    is_text(c) && !c.is_control() && !turns(c) && !matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// Whether a character is neither seen nor said: what is no text, soft hyphens, zero widths and joiners, marks of direction,
/// invisible operators, variation selectors, marks of annotations, and tags (Unicode, `Default_Ignorable_Code_Point`).
pub fn is_hidden(c: char) -> bool {
    !is_text(c)
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether an engine could take a character for something else than text: what is hidden but is no part of a word (joiners
/// and soft hyphens are, variation selectors and tags are of emoji), controls, separators of lines, stand-ins for objects.
pub fn is_mute(c: char) -> bool {
    let is_part_of_word = matches!(c, '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
        || matches!(c, '\u{e0000}'..='\u{e0fff}');
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffc}') || is_hidden(c) && !is_part_of_word
}

/// The quote or dash of Windows-1252 that a control character was, in a text that was taken for Latin-1.
pub fn windows(c: char) -> Option<char> {
    match c {
        '\u{91}' => Some('‘'),
        '\u{92}' => Some('’'),
        '\u{93}' => Some('“'),
        '\u{94}' => Some('”'),
        '\u{96}' => Some('–'),
        '\u{97}' => Some('—'),
        _ => None,
    }
}

/// Whether a character only says where a line may end, or may not: soft hyphens, zero-width spaces, word joiners and byte
/// order marks. Between letters of these scripts, which write no spaces, a zero-width space parts words.
fn is_for_lines(c: char, before: Option<char>) -> bool {
    matches!(c, '\u{ad}' | '\u{2060}' | '\u{feff}')
        || c == '\u{200b}' && !before.is_some_and(is_unspaced_letter)
}

/// Whether a joiner stands between two letters of scripts that it changes nothing of: Latin, Greek, Cyrillic.
fn joins_nothing(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_plain = |c: char| c.is_alphabetic() && c < '\u{530}';
    matches!(c, '\u{200c}' | '\u{200d}') && before.is_some_and(is_plain) && after.is_some_and(is_plain)
}

/// The text without what is none, and without what only says where lines may end. Every text of an article passes here
/// once, so that no later stage meets it. White space of all kinds stays; NEL (U+0085) becomes a space, and the hyphens
/// that no line ends after (U+2011) or that are no others (U+2010) become hyphens, Latin ligatures
/// letters.
pub fn text(text: &str) -> Cow<'_, str> {
    let changes = |c: char| {
        !is_text(c)
            || matches!(
                c,
                '\u{85}' | '\u{ad}' | '\u{200b}'
                    ..='\u{200d}' | '\u{2010}' | '\u{2011}' | '\u{2060}' | '\u{fb00}'..='\u{fb06}' | '\u{feff}'
            )
    };
    if !text.contains(changes) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let before = clean.chars().next_back();
        match c {
            '\u{85}' => clean.push(' '),
            '\u{2010}' | '\u{2011}' => clean.push('-'),
            '\u{fb00}'..='\u{fb06}' => {
                let ligature = u32::from(c) - 0xfb00;
                clean.push_str(["ff", "fi", "fl", "ffi", "ffl", "st", "st"][ligature as usize]);
            }
            c if is_for_lines(c, before) || joins_nothing(c, before, chars.peek().copied()) => {}
            c => clean.extend(windows(c).or_else(|| is_text(c).then_some(c))),
        }
    }
    Cow::Owned(clean)
}

/// The text of a file without controls (a NUL parts words), and without what they steer a terminal to (ECMA-48, section 5.4: `ESC [`,
/// parameters, a final letter). Line ends of any system and form feeds become `\n`; tabs stay.
pub fn decoded(text: Cow<'_, str>) -> Cow<'_, str> {
    let stays = |c: char| matches!(c, '\n' | '\t') || (is_text(c) && !c.is_control());
    if text.chars().all(stays) {
        return text;
    }
    // Where every second character is one, it is half of a letter of UTF-16; others part words.
    let nuls = text.bytes().filter(|byte| *byte == 0).count();
    let parts = 3 * nuls < text.len();
    let mut plain = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\0' if parts => plain.push(' '),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' | '\u{c}' => plain.push('\n'),
            '\u{1b}' if chars.next_if_eq(&'[').is_some() => {
                while chars.next_if(|c| matches!(c, ' '..='?')).is_some() {}
                chars.next_if(|c| matches!(c, '@'..='~'));
            }
            c if stays(c) => plain.push(c),
            _ => {}
        }
    }
    Cow::Owned(plain)
}

/// A text of any number of lines for a file that others parse. Line ends of all kinds become `\n`, tabs stay.
pub fn lines(text: &str) -> String {
    line_feeds(text).chars().filter(|c| matches!(c, '\n' | '\t') || is_plain(*c)).collect()
}

/// The text with a line feed for each line end: CRLF, CR, VT, FF and NEL.
pub fn line_feeds(text: &str) -> Cow<'_, str> {
    const OTHERS: [char; 4] = ['\r', '\x0b', '\x0c', '\u{85}'];
    if !text.contains(OTHERS) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace(OTHERS, "\n"))
}

/// A text as one line for a field that others parse: NUL ends a text in ID3 and RIFF, and players draw the other controls
/// or obey them. Runs of white space are one space, and none is at the edges.
pub fn line(text: &str) -> String {
    squeezed(&text.chars().filter(|c| c.is_whitespace() || is_plain(*c)).collect::<String>())
}

/// A text as one line of letters to be drawn: also without marks that have no shape, and without characters of private use
/// and replacement characters, whose shapes say nothing.
pub fn title(text: &str) -> String {
    let has_no_shape = |c: char| {
        matches!(c, '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{206f}' | '\u{fffc}' | '\u{fffd}')
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{e007f}')
    };
    let drawn = |c: &char| c.is_whitespace() || is_plain(*c) && !has_no_shape(*c);
    squeezed(&text.chars().filter(drawn).collect::<String>())
}

/// At most so many bytes of a text, cut between words.
pub fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = text.floor_char_boundary(most - '…'.len_utf8());
    let end = text[..end].rfind(char::is_whitespace).filter(|cut| most / 2 < *cut).unwrap_or(end);
    format!("{}…", text[..end].trim_end())
}

/// The text with a space for each character that nobody can hear; it has as many characters as before.
pub fn audible(text: &str) -> String {
    text.chars().map(|c| if is_mute(c) { ' ' } else { c }).collect()
}

/// What a program printed, on one line of a message.
pub fn message(text: &str) -> String {
    squeezed(&audible(text))
}

/// The text without what steers a terminal: controls other than line ends and tabs, and turns of direction.
pub fn terminal(text: &str) -> Cow<'_, str> {
    let steers = |c: char| turns(c) || (c.is_control() && c != '\n' && c != '\t');
    if text.contains(steers) { Cow::Owned(text.replace(steers, "\u{fffd}")) } else { Cow::Borrowed(text) }
}

/// Runs of white space as one space, none at the edges.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anything::anything;

    #[test]
    fn what_is_no_text_is_left_out() {
        assert_eq!(text("a\0\u{1b}b\u{fffe}\u{ffff}\u{fdd0}\u{1fffe}c\u{7f}\u{9b}d"), "abcd");
        assert_eq!(text("\u{93}It\u{92}s\u{94}\u{85}so"), "“It’s” so");
        let whole = "a\t\r\n\u{b}\u{c}\u{a0}é\u{301}\u{200d}\u{202e}\u{fffd}\u{e000}\u{10fffd}";
        assert_eq!(text(whole), whole);
        assert_eq!(text("\u{fb01}sh, o\u{fb03}ce"), "fish, office");
        assert_eq!(
            text("co\u{ad}op har\u{200b}bour\u{feff} Dampf\u{200c}schiff 1\u{2011}24"),
            "coop harbour Dampfschiff 1-24"
        );
        let meant = "क\u{200d}ष می\u{200c}خواهم ไทย\u{200b}ไทย 👩\u{200d}👧";
        assert_eq!(text(meant), meant);
        assert!(matches!(text("a\t\r\n\u{a0}é"), Cow::Borrowed(_)));
        assert!(turns('\u{202e}') && !turns('\u{200f}'));
    }

    #[test]
    fn controls_are_no_text_of_a_file() {
        let decoded = |text: &'static str| decoded(text.into());
        assert_eq!(decoded("a\u{1}\u{1b}[1;31mb\u{1b}]c\u{c}d\te\u{9b}"), "ab]c\nd\te");
        assert_eq!((decoded("one\0two"), decoded("o\0n\0e\0")), ("one two".into(), "one".into()));
        assert_eq!(decoded("a\u{fffe}\u{fdd0}b"), "ab");
        assert_eq!(decoded("a\r\nb\rc\n\rd\r\r\n"), "a\nb\nc\n\nd\n\n");
        assert!(matches!(decoded("a\n\té"), Cow::Borrowed(_)));
    }

    #[test]
    fn fields_hold_nothing_that_breaks_them() {
        assert_eq!(line("a\0b\u{ffff}\u{1b}[31m\r\n c\u{feff}\u{85}\u{2028}d\t"), "ab[31m c d");
        assert_eq!(lines("a\0\r\n\n\tb\u{7f}\u{9b}\u{202e}c"), "a\n\n\tbc");
        assert_eq!(title(" a\u{0}\u{202e}b\n\u{1b} \u{ffff}c\u{feff}\u{1fffe}\u{e000} "), "ab c");
    }

    #[test]
    fn nothing_steers_an_engine_or_a_terminal() {
        assert_eq!(audible(" a\0b\r\nc\u{202e}\u{feff} "), " a b  c   ");
        assert_eq!(audible("क\u{200d}ष co\u{ad}op"), "क\u{200d}ष co\u{ad}op");
        assert_eq!(message("\u{1b}]0;title\u{7}error:\n\r  \u{202e} bad\n"), "]0;title error: bad");
        assert_eq!(terminal("a\u{1b}[1m\tb\u{2066}\n"), "a\u{fffd}[1m\tb\u{fffd}\n");
    }

    proptest::proptest! {
        #[test]
        fn what_is_clean_stays_so(any in anything()) {
            for clean in [lines, line, title, audible, message] {
                let once = clean(&any);
                proptest::prop_assert_eq!(clean(&once), once);
            }
            let kept = |c: char| is_text(c) && !c.is_control() && !turns(c);
            proptest::prop_assert!(lines(&any).chars().all(|c| matches!(c, '\n' | '\t') || kept(c)));
            proptest::prop_assert!(line(&any).chars().all(kept));
            proptest::prop_assert!(message(&any).chars().all(|c| !is_mute(c)));
        }
    }
}
