//! Where code stands, so that nobody looks for signs in it.

/// Follows fences of code and comments of HTML from line to line.
#[derive(Debug, Default)]
pub(super) struct Fences {
    /// The sign of the open fence, and how many there are.
    open: Option<(char, usize)>,
    comment: bool,
}

impl Fences {
    /// Takes the next line, and says whether it belongs to code or to a comment.
    pub(super) fn takes(&mut self, line: &str) -> bool {
        if self.comment {
            self.comment = !line.contains("-->");
            return true;
        }
        let bare = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>').trim_end();
        if let Some((sign, count)) = self.open {
            let closes = run(bare, sign) >= count && bare.chars().all(|c| c == sign);
            self.open = self.open.filter(|_| !closes);
            return true;
        }
        self.open = fence(past_markers(bare));
        // A comment that ends on its line is for those who look at the line's characters.
        self.comment = self.open.is_none() && ends_open(line);
        self.open.is_some() || bare.starts_with("<!--")
    }

    /// Whether code or a comment is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some() || self.comment
    }

    /// Closes what is open: what held it has ended.
    pub(super) fn close(&mut self) {
        *self = Fences::default();
    }
}

/// Whether a comment starts on a line and does not end there.
fn ends_open(line: &str) -> bool {
    line.rfind("<!--")
        .is_some_and(|start| !line[start..].contains("-->") && !line[..start].ends_with(['\\', '`']))
}

/// The fence that a line opens, without its indentation.
fn fence(bare: &str) -> Option<(char, usize)> {
    let sign = bare.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let count = run(bare, sign);
    (3 <= count && (sign == '~' || !bare[count..].contains('`'))).then_some((sign, count))
}

/// How many of a sign a line starts with.
fn run(line: &str, sign: char) -> usize {
    line.chars().take_while(|c| *c == sign).count()
}

/// A line without the markers of lists and quotes before its text.
pub(super) fn past_markers(line: &str) -> &str {
    let mut rest = line;
    loop {
        let bare = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let after = match bare.as_bytes().get(digits) {
            Some(b'-' | b'*' | b'+') if digits == 0 => &bare[1..],
            Some(b'.' | b')') if 0 < digits && digits < 10 => &bare[digits + 1..],
            _ => return bare,
        };
        if !after.starts_with([' ', '\t']) {
            return bare;
        }
        rest = after;
    }
}

/// The length of a code span at the start of a text; `None` if its backticks have no others to close them.
pub(super) fn code_span(text: &str) -> Option<usize> {
    let count = run(text, '`');
    let mut at = count;
    let end = text.find("\n\n").unwrap_or(text.len());
    while let Some(next) = text[at..end].find('`').map(|next| at + next) {
        let closes = run(&text[next..], '`');
        if closes == count {
            return Some(next + closes);
        }
        at = next + closes;
    }
    None
}

#[test]
fn fences_end_where_they_should() {
    let inside = |text: &str| {
        let mut fences = Fences::default();
        text.lines().map(|line| u8::from(fences.takes(line))).collect::<Vec<_>>()
    };
    assert_eq!(inside("a\n```js\nb\n``\n````\nc"), [0, 1, 1, 1, 1, 0]);
    assert_eq!(inside("> - ~~~\n> x\n> ~~~\ny"), [1, 1, 1, 0]);
    assert_eq!(inside("``` a ``` b\nc"), [0, 0]);
    assert_eq!(inside("a <!-- b\nc --> d\ne"), [0, 1, 0]);
    assert_eq!(code_span("``a`b`` c"), Some(7));
    assert_eq!(code_span("`a\n\nb`"), None);
}
