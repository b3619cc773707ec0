//! Calls of site generators: shortcodes of Hugo and Zola (`{{< name >}}`, `{{% name %}}`), tags and values of Liquid
//! (`{% name %}`, `{{ name }}`), remarks and braces of MDX (`{/* … */}`, `name={…}`).
//!
//! What they would put on the page is not known here. A picture and what stands between two calls are kept; boxes become
//! containers for the next pass.

use std::ops::Range;

use super::fences::{Fences, code_span};
use super::rewriter::{Rewriter, Rewritten};
use crate::article::Why;
use crate::article::markdown::spans::attribute;
use crate::writing::is_mark;

/// Calls whose content is set apart in a box.
pub(super) const BOXES: &[&str] = &[
    "notice",
    "note",
    "tip",
    "info",
    "warning",
    "danger",
    "caution",
    "important",
    "hint",
    "alert",
    "callout",
    "admonition",
    "details",
    "expand",
    "spoiler",
    "question",
    "example",
    "success",
];
/// Calls whose content is code.
const CODES: &[&str] = &["highlight", "code", "codeblock"];
/// Calls that show a picture.
const PICTURES: &[&str] = &["figure", "image", "img", "picture", "imgproc", "photo"];
/// Calls that stand for the address of a page.
const ADDRESSES: &[&str] = &["ref", "relref", "post_url", "link", "asset_path"];
/// Calls whose content is not for readers.
const COMMENTS: &[&str] = &["comment"];

/// Rewrites calls.
pub(super) fn rewrite(source: &str) -> Option<Rewritten> {
    if !["{{", "{%", "{/*", "={"].iter().any(|sign| source.contains(sign)) {
        return None;
    }
    let mut calls = Calls { source, out: Rewriter::new(source), at: 0, copied: 0, open: Vec::new() };
    let mut fences = Fences::default();
    for line in source.split_inclusive('\n') {
        let start = line.as_ptr() as usize - source.as_ptr() as usize;
        // A call may have taken several lines.
        if calls.at <= start && fences.takes(line) {
            calls.at = start + line.len();
        } else if calls.at < start + line.len() {
            calls.at = calls.at.max(start);
            calls.line(start + line.len());
        }
    }
    calls.copy_to(source.len());
    calls.out.finish()
}

/// A call.
struct Call<'a> {
    range: Range<usize>,
    name: &'a str,
    /// Whether it ends another call.
    closes: bool,
    /// Its arguments: the name, if it has one, and the value.
    arguments: Vec<(&'a str, &'a str)>,
}

impl<'a> Call<'a> {
    fn get(&self, names: &[&str]) -> Option<&'a str> {
        names
            .iter()
            .find_map(|name| self.arguments.iter().find(|(key, _)| key == name))
            .map(|(_, value)| *value)
    }

    /// The first values without a name.
    fn bare(&self, n: usize) -> Option<&'a str> {
        self.arguments.iter().filter(|(key, _)| key.is_empty()).nth(n).map(|(_, value)| *value)
    }
}

struct Calls<'a> {
    source: &'a str,
    out: Rewriter<'a>,
    at: usize,
    copied: usize,
    /// The names of boxes that are open.
    open: Vec<&'a str>,
}

impl<'a> Calls<'a> {
    fn copy_to(&mut self, end: usize) {
        if self.copied < end {
            self.out.copy(self.copied..end);
            self.copied = end;
        }
    }

    /// Reads up to the end of a line; what starts on it may end later.
    fn line(&mut self, end: usize) {
        while self.at < end {
            let rest = &self.source[self.at..];
            match rest.as_bytes()[0] {
                b'\\' => self.at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
                b'`' => {
                    let run = rest.len() - rest.trim_start_matches('`').len();
                    self.at += code_span(rest).unwrap_or(run);
                }
                b'{' => self.brace(rest),
                b'<' => self.tag(rest),
                _ => self.at += rest.find(['\\', '`', '{', '<']).unwrap_or(rest.len()).max(1),
            }
            self.at = self.at.max(self.copied);
        }
    }

    fn brace(&mut self, rest: &'a str) {
        if rest.starts_with("{/*") {
            let end = rest.find("*/}").map(|end| self.at + end + 3);
            match end {
                Some(end) => self.leave(self.at..end),
                None => self.at += 1,
            }
            return;
        }
        match call(rest, self.at) {
            Some(call) => self.call(&call),
            None => self.at += 1,
        }
    }

    /// Leaves out a piece of the source.
    fn leave(&mut self, range: Range<usize>) {
        self.copy_to(range.start);
        self.out.skip(range.clone(), Why::Markup);
        self.take(&range);
    }

    /// Says that a piece of the source is dealt with.
    fn take(&mut self, range: &Range<usize>) {
        self.copied = range.end;
        self.at = range.end;
    }

    /// Puts a text in the place of a call.
    fn put(&mut self, range: &Range<usize>, text: &str) {
        self.copy_to(range.start);
        self.out.put(text, range.start);
        self.take(range);
    }

    fn call(&mut self, call: &Call<'a>) {
        let range = call.range.clone();
        let in_link = self.source[..range.start].ends_with('(');
        let alone = self.is_alone(&range);
        let ends = if call.closes { None } else { self.end_of(call) };
        match call.name {
            name if call.closes && self.open.last() == Some(&name) => {
                self.open.pop();
                self.put(&range, "\n:::\n");
            }
            name if COMMENTS.contains(&name) && ends.is_some() => {
                self.leave(range.start..ends.map_or(range.end, |end| end.end));
            }
            name if CODES.contains(&name) => match ends {
                Some(end) => self.code(call, &end),
                None => self.leave(range),
            },
            name if alone && BOXES.contains(&name) && ends.is_some() => {
                self.open.push(name);
                let kind = call.get(&["type", "style", "kind", "color"]).or(call.bare(0)).filter(|kind| {
                    matches!(name, "notice" | "alert" | "callout" | "admonition") && BOXES.contains(kind)
                });
                let named = call.get(&["title", "heading", "summary"]);
                let title = named.or(call.bare(usize::from(kind.is_some()))).unwrap_or_default();
                let title = title.replace(['\n', '[', ']', '{', '}'], " ");
                self.put(&range, &format!("\n::: {} {}\n", kind.unwrap_or(name), title.trim()));
            }
            "tab" if !call.closes && alone => {
                let title = call.get(&["title", "name", "label", "header"]).or(call.bare(0));
                match title {
                    Some(title) => self.put(&range, &format!("\n**{}**\n\n", title.trim())),
                    None => self.leave(range),
                }
            }
            name if ADDRESSES.contains(&name) && in_link => {
                let address = call.bare(0).unwrap_or_default();
                self.copy_to(range.start);
                let start = address.as_ptr() as usize - self.source.as_ptr() as usize;
                self.out.skip(
                    range.start + self.source[range.clone()].find(name).unwrap_or(0)..start,
                    Why::Markup,
                );
                self.put(&range, address);
            }
            name if PICTURES.contains(&name) || name == "include" || name == "include_cached" => {
                match picture(call, alone) {
                    Some(picture) => self.put(&range, &picture),
                    None => self.leave(range),
                }
            }
            _ => self.leave(range),
        }
    }

    /// Whether a call has its line for itself.
    fn is_alone(&self, range: &Range<usize>) -> bool {
        let before = self.source[..range.start].rsplit('\n').next().unwrap_or_default();
        let after = self.source[range.end..].split('\n').next().unwrap_or_default();
        before.trim().is_empty() && after.trim().is_empty()
    }

    /// The call that ends this one.
    fn end_of(&self, open: &Call<'_>) -> Option<Range<usize>> {
        /// No code that stands in an article is longer, in bytes.
        const LONGEST: usize = 1 << 16;
        let mut at = open.range.end;
        let end = self.source.floor_char_boundary(at + LONGEST);
        while let Some(next) = self.source[at..end].find('{').map(|next| at + next) {
            if let Some(call) = call(&self.source[next..], next)
                && call.closes
                && call.name == open.name
            {
                return Some(call.range);
            }
            at = next + 1;
        }
        None
    }

    /// Code between two calls.
    fn code(&mut self, call: &Call<'_>, end: &Range<usize>) {
        let language =
            call.bare(0).filter(|name| name.chars().all(|c| c.is_alphanumeric() || "+-#".contains(c)));
        let inner = self.source[call.range.end..end.start].trim_matches('\n');
        let longest = inner.split(|c| c != '`').map(str::len).max().unwrap_or_default();
        let fence = "`".repeat(3.max(longest + 1));
        self.copy_to(call.range.start);
        self.out.end_line(call.range.start);
        self.out.put(&format!("\n{fence}{}\n", language.unwrap_or_default()), call.range.start);
        let start = inner.as_ptr() as usize - self.source.as_ptr() as usize;
        self.out.copy(start..start + inner.len());
        self.out.end_line(end.start);
        self.out.put(&format!("{fence}\n"), end.start);
        self.take(&(call.range.start..end.end));
    }

    /// A tag whose attributes hold scripts: they are left out.
    fn tag(&mut self, rest: &'a str) {
        let start = self.at;
        self.at += 1;
        if !rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            return;
        }
        let Some(braces) = script_attributes(rest) else { return };
        for range in braces {
            self.leave(start + range.start..start + range.end);
        }
    }
}

/// Reads the call at the start of a text.
fn call(rest: &str, at: usize) -> Option<Call<'_>> {
    const LONGEST: usize = 2000;
    let (open, close) = [("{{<", ">}}"), ("{{%", "%}}"), ("{%", "%}"), ("{{ ", "}}")]
        .into_iter()
        .find(|(open, _)| rest.starts_with(open))?;
    let end = open.len() + rest[open.len()..rest.floor_char_boundary(LONGEST)].find(close)?;
    let inner = rest[open.len()..end].trim_matches(|c: char| c.is_whitespace() || c == '-');
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(name) => (true, name.trim_start()),
        None => match inner.strip_prefix("end").filter(|_| open == "{%") {
            Some(name) => (true, name),
            None => (false, inner.trim_end_matches('/')),
        },
    };
    let name = inner.split(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let is_name = |c: char| c.is_alphanumeric() || "_-./:*".contains(c);
    let fits = name.starts_with(|c: char| c.is_alphabetic() || c == '_') && name.chars().all(is_name);
    // Braces in braces are formulas as well; a value has a space on each side and a name of several parts, or filters.
    let is_value = open != "{{ " || inner.contains(['.', '|', '(']) && rest[..end].ends_with(' ');
    let arguments = arguments(inner.get(name.len()..).unwrap_or_default());
    (fits && is_value).then(|| Call { range: at..at + end + close.len(), name, closes, arguments })
}

fn arguments(text: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start_matches(|c: char| c.is_whitespace() || "(,".contains(c));
    while !rest.is_empty() {
        let ends = |c: char| c.is_whitespace() || ",=)\"'`".contains(c);
        let name = &rest[..rest.find(ends).unwrap_or(rest.len())];
        let after = rest[name.len()..].trim_start();
        let (key, value_from) = match after.strip_prefix('=') {
            Some(value) if !name.is_empty() => (name, value.trim_start()),
            _ => ("", rest),
        };
        let quote = value_from.chars().next().filter(|c| "\"'`".contains(*c));
        let (value, next) = if let Some(quote) = quote {
            value_from[1..].split_once(quote).unwrap_or((&value_from[1..], ""))
        } else {
            let end = value_from.find(|c: char| c.is_whitespace() || ",)".contains(c));
            value_from.split_at(end.unwrap_or(value_from.len()))
        };
        if !value.is_empty() || !key.is_empty() {
            found.push((key, value));
        }
        let skip = next.find(|c: char| !c.is_whitespace() && !",)=".contains(c)).unwrap_or(next.len());
        let after = &next[skip..];
        // Whatever stands there, something is taken.
        rest = if after.len() < rest.len() { after } else { "" };
    }
    found
}

/// The picture that a call shows, in Markdown or in HTML; nothing if it shows none.
fn picture(call: &Call<'_>, alone: bool) -> Option<String> {
    let known = PICTURES.contains(&call.name);
    let source = call.get(&["src", "link", "url", "image_path", "path", "image", "file"]);
    let source = source.or(call.bare(0).filter(|_| known))?;
    let alt = call.get(&["alt", "alt_text"]).or(call.bare(1).filter(|_| known));
    let caption = call.get(&["caption", "title"]);
    if !known && alt.or(caption).is_none() {
        return None;
    }
    let alt = alt.map(|alt| format!(" alt=\"{}\"", attribute(alt))).unwrap_or_default();
    let title = caption
        .filter(|_| !alone)
        .map(|title| format!(" title=\"{}\"", attribute(title)))
        .unwrap_or_default();
    let image = format!("<img src=\"{}\"{alt}{title}>", attribute(source));
    Some(match caption.filter(|_| alone) {
        Some(caption) => {
            format!("\n<figure>\n{image}\n<figcaption>\n\n{caption}\n\n</figcaption></figure>\n\n")
        }
        None => image,
    })
}

/// The attributes of a tag whose values are scripts in braces; `None` if the tag has none, or no end.
fn script_attributes(tag: &str) -> Option<Vec<Range<usize>>> {
    let mut found = Vec::new();
    let bytes = tag.as_bytes();
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'>' => return Some(found).filter(|found| !found.is_empty()),
            quote @ (b'"' | b'\'') => at += 1 + tag[at + 1..].find(char::from(quote))?,
            b'{' => {
                let end = at + braces(&tag[at..])?;
                let name = tag[..at].trim_end_matches('=');
                let start = if name.len() < at {
                    name.trim_end_matches(|c: char| c.is_alphanumeric() || "-_:".contains(c)).len()
                } else {
                    at
                };
                found.push(start..end);
                at = end - 1;
            }
            b'<' => return None,
            b'\n' if tag[at + 1..].starts_with('\n') => return None,
            _ => {}
        }
        at += 1;
    }
    None
}

/// A list of attributes at the start of a text: `{.name}`, `{#id key="value"}`, `{: .name}`.
pub(super) struct Attributes<'a> {
    /// The bytes of the list, with its braces.
    pub(super) len: usize,
    values: Vec<(&'a str, &'a str)>,
}

impl<'a> Attributes<'a> {
    /// Reads the list that a text starts with; `None` if it starts with something else.
    pub(super) fn read(text: &'a str) -> Option<Attributes<'a>> {
        let inner = text.strip_prefix('{')?;
        // None is longer, in bytes.
        let end = inner[..inner.floor_char_boundary(4096)]
            .find(['{', '}'])
            .filter(|at| inner[*at..].starts_with('}'))?;
        let items = inner[..end].strip_prefix(':');
        let is_name =
            |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_:.".contains(c));
        let mut rest = items.unwrap_or(&inner[..end]).trim();
        let (mut any, mut values) = (false, Vec::new());
        while !rest.is_empty() {
            let word = &rest[..rest.find(char::is_whitespace).unwrap_or(rest.len())];
            let taken = match word.split_once('=') {
                Some((key, value)) if is_name(key) => {
                    let (value, taken) = match value.strip_prefix('"') {
                        Some(_) => {
                            let (quoted, _) = rest[key.len() + 2..].split_once('"')?;
                            let safe =
                                |c: char| c.is_alphanumeric() || is_mark(c) || " -_%.,:;/()#'’".contains(c);
                            (quoted.chars().all(safe).then_some(quoted)?, key.len() + quoted.len() + 3)
                        }
                        None => (is_name(value.trim_end_matches('%')).then_some(value)?, word.len()),
                    };
                    values.push((key, value));
                    taken
                }
                Some(_) => return None,
                None => {
                    let name = word.strip_prefix(['.', '#']);
                    (name.is_some_and(is_name) || items.is_some() && is_name(word) || word == "-")
                        .then_some(word.len())?
                }
            };
            any = true;
            rest = rest[taken..].trim_start();
        }
        any.then_some(Attributes { len: end + 2, values })
    }

    /// The value of an attribute, if it has one that is not blank.
    pub(super) fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.values.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| *value).filter(|value| !value.trim().is_empty())
    }
}

/// The length of a text in braces, with all braces in it.
pub(super) fn braces(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().take(5000) {
        match c {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}
