//! Writing: running text as Markdown, with as few signs as will be read back the same.
//!
//! A mark that could be read in another way next to its neighbours is written as HTML: `<em>` for `*`.

use super::dialect;
use super::html::entity_len;
use crate::article::{Inline, pause, tree};

/// Where running text stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Home {
    /// On lines of its own.
    Lines,
    /// At the end of a quotation, where a line that starts with a dash would be whom it is from.
    LastLines,
    Heading,
    Cell,
    /// After the dash.
    Name,
    /// Between the brackets of a picture.
    Alt,
}

#[derive(Debug, Clone, Copy)]
struct Style {
    home: Home,
    /// Between brackets, which have to match.
    bracketed: bool,
    /// Between other marks.
    nested: bool,
    /// A dollar has no other dollar to pair with.
    lone_dollar: bool,
}

impl Style {
    fn starts_lines(self) -> bool {
        matches!(self.home, Home::Lines | Home::LastLines)
    }
}

/// Writes running text.
pub(super) fn spans(content: &[Inline], home: Home) -> String {
    let lone_dollar = dollars(content) < 2;
    let style = Style { home, bracketed: home == Home::Alt, nested: false, lone_dollar };
    let mut writer = Writer { out: String::new(), style };
    writer.all(content, None);
    if style.starts_lines() { guarded(writer.out) } else { writer.out }
}

/// How many dollar signs could be read as the edges of formulas.
fn dollars(content: &[Inline]) -> usize {
    let count = |text: &str| text.matches('$').count();
    let each = |inline: &Inline| match inline {
        Inline::Text(text) => count(text),
        // Whatever else holds one is as good as two.
        Inline::Code(text) | Inline::Abbr { text, .. } | Inline::Time { text, .. } => 2 * count(text),
        Inline::Math(_) => 2,
        Inline::Link { target, .. } => 2 * count(target),
        _ => 0,
    };
    tree::inlines(content).map(each).sum()
}

struct Writer {
    out: String,
    style: Style,
}

impl Writer {
    /// The character before what is written next: nothing at the start of a line.
    fn before(&self) -> Option<char> {
        match self.out.chars().next_back() {
            None if self.style.nested => Some('>'),
            None | Some('\n') => None,
            last => last,
        }
    }

    fn at_line_start(&self) -> bool {
        self.style.starts_lines() && !self.style.nested && (self.out.is_empty() || self.out.ends_with('\n'))
    }

    fn all(&mut self, content: &[Inline], after: Option<char>) {
        for (at, inline) in content.iter().enumerate() {
            let next = match content.get(at + 1) {
                Some(Inline::Text(text)) => text.chars().next(),
                Some(Inline::Break) if self.style.starts_lines() => Some('\\'),
                Some(_) => Some('<'),
                None => after,
            };
            let previous = at.checked_sub(1).map(|at| &content[at]);
            self.inline(inline, previous, next);
        }
    }

    fn inline(&mut self, inline: &Inline, previous: Option<&Inline>, next: Option<char>) {
        match inline {
            Inline::Text(text) => {
                let after_note = matches!(previous, Some(Inline::NoteRef(_)));
                let sign = text.chars().next().filter(|c| after_note && "([:".contains(*c));
                // The parser overlooks a backslash here.
                self.out.extend(sign.map(entity));
                self.text(&text[sign.map_or(0, char::len_utf8)..]);
            }
            Inline::Emphasis(content) => self.mark(content, ["*", "_"], "em", next),
            Inline::Strong(content) => self.mark(content, ["**", "__"], "strong", next),
            Inline::Code(text) => self.code(text),
            // A note right before a link could be the text of a link itself.
            Inline::Link { target, content } if matches!(previous, Some(Inline::NoteRef(_))) => {
                self.element("a", &format!(" href=\"{}\"", attribute(target)), content);
            }
            Inline::Link { target, content } => self.link(target, content),
            Inline::NoteRef(label) => {
                self.part_exclamation();
                self.out.extend(["[^", label, "]"]);
            }
            Inline::Abbr { title, text } => {
                self.element(
                    "abbr",
                    &format!(" title=\"{}\"", attribute(title)),
                    &[Inline::Text(text.clone())],
                );
            }
            Inline::Said { how, content } => {
                self.element("span", &format!(" data-say=\"{}\"", attribute(how)), content);
            }
            Inline::Lang { tag, content } => {
                self.element("span", &format!(" lang=\"{}\"", attribute(tag)), content);
            }
            Inline::Time { datetime, text } => {
                let attribute = format!(" datetime=\"{}\"", attribute(datetime));
                self.element("time", &attribute, &[Inline::Text(text.clone())]);
            }
            Inline::Pause(length) => self.pause(*length, next),
            Inline::Sub(content) => self.element("sub", "", content),
            Inline::Sup(content) => self.element("sup", "", content),
            Inline::Struck(content) => self.mark(content, ["~~", "~~"], "del", next),
            Inline::Checkbox { checked } => self.out.push_str(checkbox(*checked)),
            Inline::Math(formula) => self.math(formula, next),
            Inline::Break => self.out.push_str(if self.style.starts_lines() { "\\\n" } else { "<br>" }),
        }
    }

    fn element(&mut self, name: &str, attributes: &str, content: &[Inline]) {
        let inner = self.inner(content);
        self.out.extend(["<", name, attributes, ">", &inner, "</", name, ">"]);
    }

    /// Between double brackets, where these can be nothing else.
    fn pause(&mut self, milliseconds: u32, next: Option<char>) {
        let length = pause::written(milliseconds);
        let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,;!?".contains(c);
        let before = self.out.chars().next_back();
        let follows = before.map_or(!self.style.nested, plain);
        if self.style.bracketed || !follows || !next.is_none_or(|next| plain(next) || next == '\\') {
            return self.out.extend(["<span data-pause=\"", &length, "\"></span>"]);
        }
        self.out.extend(["[[pause ", &length, "]]"]);
        if before.is_none_or(|before| before == ' ' || before == '\n')
            && next.is_some_and(|next| !next.is_whitespace() && next != '\\')
        {
            self.out.push(' ');
        }
    }

    /// What stands between marks.
    fn inner(&self, content: &[Inline]) -> String {
        let mut writer = Writer { out: String::new(), style: Style { nested: true, ..self.style } };
        writer.all(content, Some('<'));
        writer.out
    }

    /// Between marks if they can only be read as these marks, or else between tags.
    fn mark(&mut self, content: &[Inline], marks: [&str; 2], element: &str, next: Option<char>) {
        let inner = self.inner(content);
        let alone = !self.style.nested && matches!(content, [Inline::Text(_)]);
        let mark = marks.into_iter().find(|mark| {
            let sign = |c: char| "*_~".contains(c);
            let within = mark.starts_with('*') && alone;
            opens(self.before(), inner.chars().next(), within)
                && opens(next, inner.chars().next_back(), within)
                && !self.before().is_some_and(sign)
                && !next.is_some_and(sign)
                && !inner.starts_with(&mark[..1])
                && !inner.ends_with(&mark[..1])
        });
        match mark {
            Some(mark) => self.out.extend([mark, &inner, mark]),
            None => self.out.extend(["<", element, ">", &inner, "</", element, ">"]),
        }
    }

    fn code(&mut self, text: &str) {
        let table_sign = self.style.home == Home::Cell && text.contains('|');
        if table_sign || self.before() == Some('`') {
            return self.element("code", "", &[Inline::Text(text.into())]);
        }
        let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(longest + 1);
        let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
        self.out.extend([&fence, pad, text, pad, &fence]);
    }

    fn link(&mut self, address: &str, content: &[Inline]) {
        self.part_exclamation();
        if matches!(content, [Inline::Text(text)] if text == address && is_autolink(text)) {
            self.out.extend(["<", address, ">"]);
        } else if has_note(content) {
            self.element("a", &format!(" href=\"{}\"", attribute(address)), content);
        } else {
            let style = Style { nested: true, bracketed: true, ..self.style };
            let mut writer = Writer { out: String::new(), style };
            writer.all(content, Some(']'));
            self.out.extend(["[", &writer.out, "](", &target(address), ")"]);
        }
    }

    fn math(&mut self, formula: &str, next: Option<char>) {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "+-=^_{}()\\,./'! ".contains(c);
        let apart = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || ".,;:!?()-".contains(c));
        let mut open = 0_usize;
        let balanced = formula.chars().all(|c| match c {
            '{' => open.checked_add(1).inspect(|&now| open = now).is_some(),
            '}' => open.checked_sub(1).inspect(|&now| open = now).is_some(),
            c => is_plain(c),
        });
        let signs = balanced
            && open == 0
            && !formula.ends_with('\\')
            && !formula.contains("\\{")
            && !formula.contains("\\}");
        if signs && apart(self.before()) && apart(next) {
            self.out.extend(["$", formula, "$"]);
        } else {
            self.element("span", " class=\"math\"", &[Inline::Text(formula.into())]);
        }
    }

    /// An exclamation mark before a bracket would make a picture of a link.
    fn part_exclamation(&mut self) {
        if self.out.ends_with('!') {
            self.out.insert(self.out.len() - 1, '\\');
        }
    }

    fn text(&mut self, text: &str) {
        let mut chars = text.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let before = self.before();
            let rest = &text[at..];
            let after = chars.peek().map(|&(_, c)| c);
            let line_start = self.out.is_empty() || self.out.ends_with('\n');
            let hidden_dash = self.style.home == Home::LastLines && line_start && matches!(c, '—' | '―');
            if c == '\u{feff}' || (self.style.home == Home::Cell && c == '|') || hidden_dash {
                self.out.push_str(&entity(c));
                continue;
            }
            if self.is_sign(c, rest, before, after) {
                self.out.push('\\');
            }
            self.out.push(c);
        }
    }

    /// Whether a character in a text could be read as markup.
    fn is_sign(&self, c: char, rest: &str, before: Option<char>, after: Option<char>) -> bool {
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        if dialect::is_sign(rest, before) {
            return true;
        }
        match c {
            '\\' => !(word(after) || after.is_some_and(char::is_whitespace)),
            '`' => true,
            '*' => !(blank(before) && after == Some(' ')),
            '_' => !(word(before) && word(after)),
            '~' => !(blank(before) && word(after)),
            '$' => !self.style.lone_dollar,
            '<' => after.is_none_or(|c| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => entity_len(rest).is_some(),
            '[' => self.style.bracketed || self.at_line_start() || after == Some('^'),
            ']' => self.style.bracketed || matches!(after, Some('(' | '[')),
            _ => false,
        }
    }
}

/// A character as a number.
fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

/// Whether a mark between these two characters opens; seen from its other side, whether it closes. `within`
/// says that it may also stand in a word.
fn opens(outside: Option<char>, inside: Option<char>, within: bool) -> bool {
    let Some(inside) = inside else { return false };
    match outside {
        _ if inside.is_whitespace() => false,
        None => true,
        Some(outside) if outside.is_whitespace() => true,
        Some(outside) if outside.is_ascii_punctuation() => inside.is_alphanumeric(),
        Some(outside) => within && outside.is_alphanumeric() && inside.is_alphanumeric(),
    }
}

fn has_note(content: &[Inline]) -> bool {
    tree::inlines(content).any(|inline| matches!(inline, Inline::NoteRef(_)))
}

/// The box of a task that does not stand at the start of an item.
fn checkbox(checked: bool) -> &'static str {
    if checked { "<input type=\"checkbox\" checked>" } else { "<input type=\"checkbox\">" }
}

fn is_autolink(text: &str) -> bool {
    let safe = |c: char| c.is_ascii_alphanumeric() || "-._~:/?#@!,;=+%()".contains(c);
    (text.starts_with("https://") || text.starts_with("http://")) && text.chars().all(safe)
}

/// An address in parentheses.
pub(super) fn target(address: &str) -> String {
    let safe = |c: char| c.is_alphanumeric() || "-._~:/?#@!,;=+%'".contains(c);
    if address.chars().all(safe) { address.to_owned() } else { format!("<{}>", escaped(address)) }
}

/// Text that is read as it is wherever backslashes escape.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if "\\<>\"`$*_[]()|{".contains(c) || (c == '&' && entity_len(&text[at..]).is_some()) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// The value of an attribute.
pub(super) fn attribute(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len());
    for c in value.chars() {
        if "&\"<>$|`\\*_[]{".contains(c) {
            escaped.push_str(&entity(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

/// Lines that would start another kind of block, made lines of text.
fn guarded(text: String) -> String {
    if text.split('\n').all(|line| guard(line).is_none() && !dialect::is_script(line)) {
        return text;
    }
    let mut guarded = String::with_capacity(text.len());
    for (at, line) in text.split('\n').enumerate() {
        if 0 < at {
            guarded.push('\n');
        }
        if dialect::is_script(line) {
            // A backslash is for signs only.
            guarded.extend([&entity(line.chars().next().unwrap_or_default()), &line[1..]]);
            continue;
        }
        let sign = guard(line);
        guarded.push_str(&line[..sign.unwrap_or_default()]);
        guarded.push_str(if sign.is_some() { "\\" } else { "" });
        guarded.push_str(&line[sign.unwrap_or_default()..]);
    }
    guarded
}

/// Where a line needs a backslash.
fn guard(line: &str) -> Option<usize> {
    // The backslash of a hard break; those of a text come in pairs.
    let backslashes = line.len() - line.trim_end_matches('\\').len();
    let bare = &line[..line.len() - backslashes % 2];
    let ends = |text: &str| text.is_empty() || text.starts_with(' ');
    let only = |signs: &[char]| !bare.is_empty() && bare.chars().all(|c| signs.contains(&c));
    let first = line.chars().next()?;
    let marks = match first {
        '#' => ends(line.trim_start_matches('#')),
        '>' | '|' => true,
        '-' => ends(&line[1..]) || only(&['-', ' ', '|', ':']),
        '+' => ends(&line[1..]) || line.starts_with("+++"),
        '*' => ends(&line[1..]) || only(&['*', ' ']),
        '=' => only(&['=', ' ']),
        ':' => only(&['-', ' ', '|', ':']),
        '0'..='9' => {
            let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let rest = &line[digits..];
            return (digits <= 9 && rest.starts_with(['.', ')']) && ends(&rest[1..])).then_some(digits);
        }
        _ => false,
    };
    (marks || dialect::opens_line(line)).then_some(0)
}
