//! Marks at the edges of lines: bullets, numbers, rules, underlines, cells, code.

/// What stands before a list item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    /// A mark that is nothing but a bullet.
    Bullet(char),
    /// A mark that may also be a dash, a star or a plus.
    Dash(char),
    /// A number.
    Number(u64),
    /// A letter or a small Roman number: `a)`, `(b)`, `C.`, `iv)`.
    Letter(Letter),
}

/// What orders a lettered item among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Letter {
    /// The brackets or the stop, and the case.
    style: (bool, char, bool),
    /// The place of the letter in the alphabet, from 1; 0 if there are several letters.
    place: u32,
    /// The value as a Roman number; 0 if it is none.
    roman: u32,
}

impl Letter {
    /// Whether an item with this letter may stand right before one with that.
    pub(super) fn precedes(self, next: Letter) -> bool {
        let after = |a: u32, b: u32| a != 0 && a + 1 == b;
        self.style == next.style && (after(self.place, next.place) || after(self.roman, next.roman))
    }
}

/// The letter at the start of a line that would be an item of a lettered list. The letter stays in the text.
pub(super) fn letter(text: &str) -> Option<Letter> {
    const ROMAN: [&str; 15] =
        ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv"];
    let open = text.starts_with('(');
    let inner = &text[usize::from(open)..];
    let count = inner.bytes().take_while(u8::is_ascii_alphabetic).take(6).count();
    let (name, rest) = inner.split_at(count);
    let mark = rest.chars().next().filter(|mark| *mark == ')' || *mark == '.' && !open)?;
    let words = rest[1..].trim_start();
    let apart = words.len() + 1 < rest.len() && words.chars().any(char::is_alphanumeric);
    let upper = name.bytes().all(|b| b.is_ascii_uppercase());
    if !apart || !upper && name.bytes().any(|b| b.is_ascii_uppercase()) {
        return None;
    }
    let place = match *name.as_bytes() {
        [one] => u32::from(one.to_ascii_lowercase() - b'a' + 1),
        _ => 0,
    };
    let roman =
        ROMAN.iter().zip(1..).find(|(roman, _)| name.eq_ignore_ascii_case(roman)).map_or(0, |(_, n)| n);
    (0 < place + roman).then_some(Letter { style: (open, mark, upper), place, roman })
}

/// The marker at the start of a line and the text after it.
pub(super) fn marker(text: &str) -> Option<(Marker, &str)> {
    let first = text.chars().next()?;
    let bullet = match first {
        '•' | '‣' | '▪' | '●' | '○' | '◦' | '■' | '□' | '▸' | '➢' | '➤' | '⁃' | '∙' | '·' => {
            Marker::Bullet(first)
        }
        '-' | '*' | '–' | '+' => Marker::Dash(first),
        // A bullet of typewriters and of RFCs.
        'o' if text.starts_with("o  ") => Marker::Dash('o'),
        '0'..='9' => return number(text),
        _ => return None,
    };
    let rest = &text[first.len_utf8()..];
    let inner = rest.trim_start();
    // A glyph needs no space after it; a dash without one belongs to its word.
    let apart = inner.len() < rest.len() || matches!(bullet, Marker::Bullet(_));
    (apart && inner.chars().any(char::is_alphanumeric)).then_some((bullet, inner))
}

fn number(text: &str) -> Option<(Marker, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if 4 < digits {
        return None;
    }
    let value = text[..digits].parse().ok()?;
    // `05.` would come back as `5.`: the number has to stay in the text.
    if 1 < digits && text.starts_with('0') {
        return None;
    }
    let rest = text[digits..].strip_prefix(['.', ')'])?;
    let inner = rest.trim_start();
    (inner.len() < rest.len() && inner.chars().any(char::is_alphanumeric))
        .then_some((Marker::Number(value), inner))
}

/// The mark of a line that is nothing but that mark, three times or more: a rule or an underline.
pub(super) fn rule(text: &str) -> Option<char> {
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let first = marks.next()?;
    let known = "*-_=~#+^\"'`.:—–―─━═•·".contains(first);
    let mut count = 1;
    for mark in marks {
        if mark != first {
            return None;
        }
        count += 1;
    }
    (first == '⁂' || known && 3 <= count).then_some(first)
}

/// Whether a line that stands apart is a break between two scenes: a few marks, or an ornament made of the letter o.
pub(super) fn pause(text: &str) -> bool {
    const LONGEST: usize = 40;
    let inner = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_ornament =
        2 < inner.len() && inner.bytes().all(|b| b"oO0".contains(&b)) && inner.contains(['o', 'O']);
    text.len() <= LONGEST && (is_ornament || wordless(text) && !text.contains(['?', '…', '.']))
}

/// Whether a line of one mark underlines the line above it.
pub(super) fn underlines(rule: &str, above: &str) -> bool {
    let (below, above) = (rule.chars().take(200).count(), above.chars().take(200).count());
    !rule.contains(char::is_whitespace) && above <= 120 && above <= 2 * below && below <= above + 20
}

/// A line without a word in it.
pub(super) fn wordless(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// The name of a section after its number of several parts: `2.1.  Terms`.
pub(super) fn section(text: &str) -> Option<&str> {
    let (number, name) = text.split_once(char::is_whitespace)?;
    let parts = number.trim_end_matches('.').split('.');
    let is_part = |part: &str| (1..3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    let fits = 1 < parts.clone().count() && parts.clone().all(is_part) && text.len() < 100;
    (fits && name.trim_start().starts_with(char::is_uppercase) && !name.ends_with('.')).then_some(name)
}

/// The level and the text of a heading marked with number signs.
pub(super) fn hashes(text: &str) -> Option<(u8, &str)> {
    let count = text.bytes().take_while(|&b| b == b'#').count();
    let inner = text[count..].strip_prefix(' ')?.trim().trim_end_matches('#').trim_end();
    let level = u8::try_from(count).ok().filter(|level| (1..=6).contains(level))?;
    (inner.len() <= 150 && !wordless(inner)).then_some((level, inner))
}

/// The cells of a line whose columns stand apart by tabs or by bars.
pub(super) fn cells(text: &str) -> Option<Vec<&str>> {
    if text.contains('\t') {
        let doubled = text.contains("\t\t");
        return Some(text.split(if doubled { "\t\t" } else { "\t" }).map(str::trim).collect());
    }
    let inner = text.strip_prefix('|')?.strip_suffix('|')?;
    Some(inner.split('|').map(str::trim).collect()).filter(|cells: &Vec<&str>| 1 < cells.len())
}

/// Whether a line of a table only draws its frame.
pub(super) fn frame(text: &str) -> bool {
    (text.starts_with('+') || text.starts_with('|')) && text.chars().all(|c| "+-=| :".contains(c))
}

/// The name and the value of a header field of a letter: `Subject: A question` (RFC 5322, section 3.6).
pub(super) fn mail(text: &str) -> Option<(&str, &str)> {
    const NAMES: [&str; 11] = [
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "sent",
        "reply-to",
        "message-id",
        "sender",
        "in-reply-to",
    ];
    let (name, value) = text.split_once(": ")?;
    NAMES.iter().any(|known| name.eq_ignore_ascii_case(known)).then_some((name, value.trim()))
}

/// How much a line looks like program code: 2 surely, 1 perhaps, 0 not.
pub(super) fn code(text: &str) -> u8 {
    const STARTS: &[&str] = &[
        "import ",
        "const ",
        "let ",
        "var ",
        "def ",
        "function ",
        "return ",
        "#include",
        "public ",
        "private ",
        "class ",
        "SELECT ",
        "sudo ",
        "$ ",
        "npm ",
        "pip ",
        "git ",
        "fn ",
        "use ",
        "export ",
        "//",
        "/*",
        "-- ",
        "FROM ",
        "WHERE ",
        "CREATE ",
        "ORDER BY",
        "GROUP BY",
        "SHOW ",
        "LIMIT ",
    ];
    const INSIDE: [&str; 16] = [
        "();", "=>", "==", "!=", "</", "/>", "::", "->", "});", "${", "&&", "||", " := ", " = ", "()", "\": ",
    ];
    if 300 < text.len() {
        return 0;
    }
    let starts = text.starts_with(['{', '}', '<', '@', ')', ']', '"', '.'])
        || STARTS.iter().any(|s| text.starts_with(s));
    // Most lines have none of the signs: nothing else need be looked for.
    if !text.bytes().any(|byte| b"{}[]();=<>_$\\|&*\":/!".contains(&byte)) {
        return u8::from(starts);
    }
    let ends =
        text.ends_with([';', '{', '}', '[', '(', '>', '\\']) || text.ends_with(");") || text.ends_with("],");
    let inside = INSIDE.iter().filter(|s| text.contains(*s)).take(2).count();
    let signs = text.chars().filter(|c| "{}[]();=<>_$\\|&*".contains(*c)).count();
    let dense = text.len() < 8 * signs;
    match usize::from(ends) + usize::from(starts) + inside + usize::from(dense) {
        0 => 0,
        1 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markers_stand_apart_from_their_text() {
        assert_eq!(marker("• One"), Some((Marker::Bullet('•'), "One")));
        assert_eq!(marker("•\u{a0}One"), Some((Marker::Bullet('•'), "One")));
        assert_eq!(marker("- One"), Some((Marker::Dash('-'), "One")));
        assert_eq!(marker("12) Twelve"), Some((Marker::Number(12), "Twelve")));
        for none in
            ["-5 degrees", "*bold*", "1.5 million", "2024. ", "007. Bond", "– ", "1984.", "10000. Far"]
        {
            assert_eq!(marker(none), None, "{none}");
        }
    }

    #[test]
    fn rules_are_one_mark() {
        assert_eq!(rule("* * *"), Some('*'));
        assert_eq!(rule("-----"), Some('-'));
        assert_eq!(rule("⁂"), Some('⁂'));
        assert_eq!(rule("⁂ and text"), None);
        assert_eq!(rule("--"), None);
        assert_eq!(rule("aaa"), None);
        assert_eq!(rule("*-*"), None);
    }

    #[test]
    fn scenes_are_parted_by_few_marks() {
        for text in ["#", "~ ~ ~", "<<<>>>", "o0o", "-oOo-", "⁂", "❦"] {
            assert!(pause(text), "{text}");
        }
        for text in ["Oh", "100", "?", "…", "No."] {
            assert!(!pause(text), "{text}");
        }
    }

    #[test]
    fn code_needs_two_signs() {
        assert_eq!(code("let x = f();"), 2);
        assert_eq!(code("</div>"), 2);
        assert_eq!(code("A plain sentence; it says something."), 0);
        assert_eq!(code("Let us return to the matter of the class."), 0);
    }
}
