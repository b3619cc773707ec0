//! Blocks that whole lines mark: admonitions (`!!! note`), tabs (`=== "Name"`), containers (`:::`), definitions (`: text`),
//! imports and exports of MDX, comments of Obsidian (`%%`), attributes and comments of kramdown (`{: .name}`).

use std::ops::Range;

use super::calls::{Attributes, BOXES, braces};
use super::fences::Fences;
use super::rewriter::{Rewriter, Rewritten};
use crate::article::Why;

/// What ends a container.
#[derive(Debug, PartialEq)]
enum End {
    /// A line that is indented less than this.
    Dedent(usize),
    /// A line of colons.
    Colons,
    /// The end of the fence that opened it.
    Fence(usize),
}

struct Container {
    end: End,
    /// What stands before each of its lines now.
    lead: String,
    /// How many columns of each line are taken away.
    strip: usize,
}

/// Rewrites containers.
pub(super) fn rewrite(source: &str) -> Option<Rewritten> {
    let mut pass = Pass {
        source,
        out: Rewriter::new(source),
        open: Vec::new(),
        fences: Fences::default(),
        above: Above::Blank,
    };
    let mut at = 0;
    while at < source.len() {
        at = pass.line(at);
    }
    pass.out.finish()
}

/// Whether a line is the start tag or the end tag of a component, whose name starts with a capital, and nothing else.
fn is_component_tag(line: &str) -> bool {
    let Some(tag) = line.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')) else { return false };
    let name = tag.strip_prefix('/').unwrap_or(tag);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(name.len());
    let rest = &name[end..];
    // HTML knows tags in capitals too, and an address between angle brackets is a link.
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && name[..end].contains(|c: char| c.is_ascii_lowercase())
        && (rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || c == '/'))
        && !rest.contains(['<', '>'])
}

/// What the line above is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Above {
    Blank,
    /// Text that a definition may follow.
    Text,
    /// An empty line under such text.
    BelowText,
    Other,
}

struct Pass<'a> {
    source: &'a str,
    out: Rewriter<'a>,
    open: Vec<Container>,
    fences: Fences,
    above: Above,
}

/// A line that opens a container.
struct Opener {
    end: End,
    title: String,
    is_quote: bool,
    strip: usize,
    /// What is said nowhere: a piece of the line.
    skipped: Option<Range<usize>>,
}

impl<'a> Pass<'a> {
    fn lead(&self) -> &str {
        self.open.last().map_or("", |container| &container.lead)
    }

    fn strip(&self) -> usize {
        self.open.last().map_or(0, |container| container.strip)
    }

    /// Reads the line at a place, and says where the next one starts.
    fn line(&mut self, at: usize) -> usize {
        let line = line_at(self.source, at);
        let next = at + line.len();
        let bare = line.trim();
        if bare.is_empty() {
            self.blank(at, line);
            return next;
        }
        let indent = indent(line);
        while let Some(Container { end: End::Dedent(least), .. }) = self.open.last()
            && indent < *least
        {
            self.close(at);
        }
        if let Some(Container { end: End::Fence(count), .. }) = self.open.last()
            && *count <= bare.len()
            && bare.bytes().all(|b| b == b'`')
            && !self.fences.is_open()
        {
            self.close(at);
            return next;
        }
        if !self.fences.is_open()
            && let Some(next) = self.opened(at, line)
        {
            return next;
        }
        let is_code = self.fences.takes(line);
        let is_text = !is_code && !bare.starts_with(['#', '|', '>', '<', '`']);
        self.above = if is_text { Above::Text } else { Above::Other };
        // In MDX, Markdown goes on right behind a component's tag; in CommonMark only behind an empty line.
        let is_tag = !is_code && is_component_tag(bare);
        if is_tag {
            self.gap(at);
        }
        self.emit(at, line);
        if is_tag {
            self.gap(next);
        }
        next
    }

    fn blank(&mut self, at: usize, line: &str) {
        let lead = self.lead().trim_end().to_owned();
        self.out.put(&lead, at);
        // Code keeps its blank lines, and what they hold.
        let from =
            if lead.is_empty() && self.open.is_empty() { at } else { at + line.trim_end_matches('\n').len() };
        self.out.copy(from..at + line.len());
        self.above = if self.above == Above::Text { Above::BelowText } else { Above::Blank };
    }

    /// Writes a line of the container.
    fn emit(&mut self, at: usize, line: &str) {
        let lead = self.lead().to_owned();
        self.out.put(&lead, at);
        self.out.copy(at + stripped(line, self.strip())..at + line.len());
    }

    fn close(&mut self, at: usize) {
        let closed = self.open.pop();
        self.fences.close();
        self.gap(at);
        if closed.is_some_and(|closed| matches!(closed.end, End::Dedent(_))) {
            // Another definition may follow.
            self.above = Above::BelowText;
        }
    }

    /// An empty line, unless there is one.
    fn gap(&mut self, at: usize) {
        self.out.end_line(at);
        let lead = self.lead().trim_end().to_owned();
        let text = self.out.text();
        let last = text.strip_suffix('\n').map(|text| text.rsplit('\n').next().unwrap_or_default());
        if !text.is_empty()
            && last
                .is_some_and(|last| last.trim() != lead.trim() || !last.trim_matches([' ', '>']).is_empty())
        {
            self.out.put(&format!("{lead}\n"), at);
        }
        self.above = Above::Blank;
    }

    /// Reads what a line opens, closes, or is instead of text; says where the line after it starts.
    fn opened(&mut self, at: usize, line: &'a str) -> Option<usize> {
        let bare = line.trim();
        let next = at + line.len();
        if is_colons(bare) && self.open.iter().any(|container| container.end == End::Colons) {
            while self.open.pop_if(|container| container.end != End::Colons).is_some() {}
            self.close(at);
            return Some(next);
        }
        if let Some(opener) = self.opener(at, line) {
            self.start(at, indent(line), opener);
            return Some(next);
        }
        if let Some(end) = self.unsaid(at, bare) {
            self.fences.close();
            return Some(end);
        }
        let is_definition = bare.starts_with(": ") || bare.starts_with(":\t");
        if is_definition
            && matches!(self.above, Above::Text | Above::BelowText)
            && indent(line) < self.strip() + 4
        {
            self.define(at, line);
            return Some(next);
        }
        None
    }

    /// A definition: paragraphs of their own under the term.
    fn define(&mut self, at: usize, line: &'a str) {
        self.gap(at);
        let start = line.find(':').unwrap_or_default();
        let inner = line[start + 1..].trim_start();
        let lead = self.lead().to_owned();
        self.out.put(&lead, at);
        self.out.copy(at + line.len() - inner.len()..at + line.len());
        let strip = indent(line) + (line.len() - inner.len() - start).min(4);
        self.open.push(Container { end: End::Dedent(indent(line) + 2), lead, strip });
        self.above = Above::Text;
    }

    fn start(&mut self, at: usize, indent: usize, opener: Opener) {
        self.gap(at);
        let inset = " ".repeat(indent.saturating_sub(self.strip()));
        let lead = format!("{}{inset}{}", self.lead(), if opener.is_quote { "> " } else { "" });
        if !opener.title.is_empty() {
            self.out.put(&format!("{lead}**{}**\n{}\n", opener.title, lead.trim_end()), at);
        }
        if let Some(range) = opener.skipped {
            self.out.skip(range, Why::Markup);
        }
        self.open.push(Container { end: opener.end, lead, strip: opener.strip });
    }

    fn opener(&self, at: usize, line: &'a str) -> Option<Opener> {
        let bare = line.trim();
        let first = bare.as_bytes().first()?;
        let indent = indent(line);
        match first {
            b'!' | b'?' | b'=' => {
                let (kind, title) = dented(bare)?;
                let mut below = self.source[at + line.len()..].lines().filter(|line| !line.trim().is_empty());
                let has_body = below.next().is_some_and(|line| indent + 4 <= self::indent(line));
                let title = title.map_or_else(|| named(kind), str::to_owned);
                has_body.then(|| Opener {
                    end: End::Dedent(indent + 4),
                    title,
                    is_quote: *first != b'=',
                    strip: indent + 4,
                    skipped: None,
                })
            }
            b':' => {
                let rest = bare.trim_start_matches(':');
                let colons = bare.len() - rest.len();
                if colons < 3 || rest.trim().is_empty() {
                    return None;
                }
                let rest = rest.trim_end_matches(':').trim();
                let (title, is_quote, skipped) = colon_title(rest);
                let start = at + (rest.as_ptr() as usize - line.as_ptr() as usize);
                let skipped = skipped.map(|range| start + range.start..start + range.end);
                Some(Opener { end: End::Colons, title, is_quote, strip: indent, skipped })
            }
            b'`' => {
                let rest = bare.trim_start_matches('`');
                let count = bare.len() - rest.len();
                let (kind, title) = rest.strip_prefix('{')?.split_once('}')?;
                let title = title.trim();
                let title = if title.is_empty() { named(kind) } else { title.to_owned() };
                let end = End::Fence(count);
                let opener = Opener { end, title, is_quote: true, strip: indent, skipped: None };
                Some(opener).filter(|_| 3 <= count && is_box(kind))
            }
            _ => None,
        }
    }

    /// What follows a place, as far as a comment goes.
    fn near(&self, at: usize) -> &'a str {
        /// No comment is longer, in bytes.
        const LONGEST: usize = 1 << 16;
        &self.source[at..self.source.floor_char_boundary(at + LONGEST)]
    }

    /// Takes lines that nobody is to read, and says where they end.
    fn unsaid(&mut self, at: usize, bare: &str) -> Option<usize> {
        let rest = &self.source[at..];
        let line_end = |from: usize| {
            from + self.source[from..].find('\n').map_or(self.source.len() - from, |end| end + 1)
        };
        let starts =
            self.above == Above::Blank || self.above == Above::BelowText || self.out.text().is_empty();
        let (inner, end, why) = if bare == "%%"
            || bare.starts_with("%%") && !bare[2..].contains("%%") && starts
        {
            let from = at + rest.find("%%")? + 2;
            let end = from + self.near(from).find("%%")?;
            (from..end, line_end(end), Why::Markup)
        } else if bare.starts_with("{::comment}") {
            let from = at + rest.find("{::comment}")? + 11;
            let end = from + self.near(from).find("{:/")?;
            (from..end, line_end(end), Why::Markup)
        } else if Attributes::read(bare).is_some_and(|list| list.len == bare.len()) {
            (at..line_end(at), line_end(at), Why::Markup)
        } else if ["[toc]", "[[toc]]", "[[_toc_]]", "{{toc}}"].contains(&bare.to_ascii_lowercase().as_str()) {
            (at..line_end(at), line_end(at), Why::Navigation)
        } else if bare.len() < 30 && self.source[line_end(at)..].trim_start_matches(' ').starts_with("{:toc")
        {
            let end = line_end(line_end(at));
            (at..end, end, Why::Navigation)
        } else if bare.strip_prefix("*[").is_some_and(|rest| rest.contains("]: ")) {
            // What an abbreviation stands for.
            (at..line_end(at), line_end(at), Why::Markup)
        } else if is_script(bare) && (starts || self.above == Above::Other) {
            let end = script_end(rest);
            (at..at + end, at + end, Why::Markup)
        } else {
            return None;
        };
        self.out.skip(inner, why);
        Some(end)
    }
}

/// A line with its line end.
fn line_at(source: &str, at: usize) -> &str {
    let rest = &source[at..];
    &rest[..rest.find('\n').map_or(rest.len(), |end| end + 1)]
}

/// The columns of white space before a line's text; a tab reaches to the next multiple of four.
fn indent(line: &str) -> usize {
    let mut columns = 0;
    for c in line.chars() {
        match c {
            ' ' => columns += 1,
            '\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

/// The bytes of white space that fill so many columns at the start of a line, or as many as there are.
fn stripped(line: &str, columns: usize) -> usize {
    let (mut taken, mut width) = (0, 0);
    for c in line.chars() {
        let wide = match c {
            ' ' => 1,
            '\t' => 4 - width % 4,
            _ => break,
        };
        if columns < width + wide {
            break;
        }
        width += wide;
        taken += 1;
    }
    taken
}

fn is_colons(bare: &str) -> bool {
    3 <= bare.len() && bare.bytes().all(|b| b == b':')
}

/// The kind and the title of an admonition or a tab of Python-Markdown.
fn dented(bare: &str) -> Option<(&str, Option<&str>)> {
    let marks = ["!!!", "???+", "???", "===!", "===+", "==="];
    let (mark, rest) = marks.iter().find_map(|mark| Some((*mark, bare.strip_prefix(mark)?)))?;
    let inner = rest.trim_start_matches([' ', '\t']);
    if inner.len() == rest.len() {
        return None;
    }
    let quote = inner.find('"');
    let (kind, title) = match quote {
        Some(at) => (inner[..at].trim_end(), Some(inner[at + 1..].strip_suffix('"')?)),
        None => (inner, None),
    };
    let is_kind = |c: char| c.is_ascii_lowercase() || "-_ ".contains(c);
    let is_tab = mark.starts_with('=');
    let fits = if is_tab {
        kind.is_empty() && title.is_some()
    } else {
        !kind.is_empty() && kind.chars().all(is_kind)
    };
    fits.then_some((kind.split(' ').next().unwrap_or_default(), title))
}

/// The title of a container, whether it is a box, and the part of the line that is not said.
fn colon_title(rest: &str) -> (String, bool, Option<Range<usize>>) {
    let braced = rest.starts_with('{').then(|| braces(rest)).flatten();
    let head = braced.map_or(rest, |end| &rest[..end]);
    let kind: String = head
        .trim_start_matches(['{', '.', '#', ' '])
        .chars()
        .take_while(|c| c.is_alphanumeric() || "-_".contains(*c))
        .collect();
    let kind = kind.strip_prefix("callout-").map_or(kind.clone(), str::to_owned);
    let after = match braced {
        Some(end) => &rest[end..],
        None => rest.get(rest.find(kind.as_str()).unwrap_or(0) + kind.len()..).unwrap_or_default(),
    };
    let after = after.trim();
    let bracketed = after.strip_prefix('[').and_then(|inner| inner.split_once(']')).map(|(title, _)| title);
    let is_attributes = after.starts_with('{');
    let title = attribute_title(if is_attributes { after } else { head })
        .or(bracketed)
        .unwrap_or(if is_attributes { "" } else { after });
    let is_quote = is_box(&kind);
    let title = match title.trim() {
        "" if is_quote => named(&kind),
        title => title.to_owned(),
    };
    let unsaid = if is_quote { None } else { Some(0..rest.len() - after.len()) };
    (title, is_quote, unsaid)
}

/// The title among attributes: `{title="…"}`.
fn attribute_title(braced: &str) -> Option<&str> {
    let value = &braced[braced.find("title=\"")? + 7..];
    value.split_once('"').map(|(title, _)| title)
}

/// Whether a container of this kind is set apart in a box: those that calls open, and some that only containers have.
fn is_box(kind: &str) -> bool {
    const MORE: [&str; 15] = [
        "failure",
        "bug",
        "quote",
        "abstract",
        "summary",
        "seealso",
        "attention",
        "error",
        "todo",
        "help",
        "warn",
        "check",
        "versionadded",
        "versionchanged",
        "deprecated",
    ];
    let kind = kind.to_ascii_lowercase();
    BOXES.contains(&kind.as_str()) || MORE.contains(&kind.as_str())
}

/// The name of a kind, as a title.
pub(in crate::article::markdown) fn named(kind: &str) -> String {
    let spaced = kind.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect())
        .unwrap_or_default()
}

/// Whether a line starts an import or an export of a script.
pub(in crate::article::markdown) fn is_script(bare: &str) -> bool {
    if let Some(rest) = bare.strip_prefix("import ") {
        return rest.starts_with(['{', '*', '"', '\''])
            || rest.contains(" from \"")
            || rest.contains(" from '");
    }
    let Some(rest) = bare.strip_prefix("export ") else { return false };
    ["const ", "let ", "var ", "function ", "default ", "async ", "class ", "{", "* "]
        .iter()
        .any(|word| rest.starts_with(word))
}

/// Where a script ends: at an empty line outside all braces, or where the line that starts it is whole and a text follows.
fn script_end(rest: &str) -> usize {
    let (mut at, mut depth) = (0, 0_i32);
    for line in rest.split_inclusive('\n') {
        if line.trim().is_empty() && depth <= 0 {
            break;
        }
        at += line.len();
        for c in line.chars() {
            depth += i32::from("{([".contains(c)) - i32::from("})]".contains(c));
        }
    }
    at
}

/// Whether a line of text would be read as a sign of a dialect, so that its first character must be escaped.
pub(in crate::article::markdown) fn opens_line(line: &str) -> bool {
    let bare = line.trim_end();
    bare.starts_with(":::") || bare.starts_with(": ") || bare.starts_with(":\t") || dented(bare).is_some()
}
