//! Signs in running text: links between notes and what else vaults have (`[[note|text]]`, `==mark==`, `%%comment%%`, `^id`),
//! notes in the sentence (`^[text]`), attributes (`[text]{.name}`), values of MDX (`{name}`), references that lead nowhere.
//!
//! The parser says which characters are text; only those can be signs.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::calls::Attributes;
use super::fences::past_markers;
use super::rewriter::{Rewriter, Rewritten};
use crate::article::Why;
use crate::article::markdown::read::options;
use crate::article::markdown::spans::target;
use crate::article::pause::{self, Asked};

/// What stands between two signs has fewer bytes: they are looked for so far.
const LONGEST: usize = 4096;

/// What happens to a piece of a text.
#[derive(Debug)]
enum Edit {
    /// It is taken out, for it says nothing.
    Drop,
    Skip(Why),
    Put(String),
}

/// Rewrites signs; `script` says that the text has imports or exports of a script.
pub(super) fn rewrite(source: &str, script: bool) -> Option<Rewritten> {
    let signs = ["==", "%%", "[[", "^", "{", "]:", "- [", "* [", "+ ["];
    if !signs.iter().any(|sign| source.contains(sign)) {
        return None;
    }
    let mut marks = Marks::new(source, script);
    for run in std::mem::take(&mut marks.runs) {
        marks.read(&run);
    }
    if marks.is_vault {
        marks.tags();
    }
    marks.edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = Rewriter::new(source);
    let mut at = 0;
    for (range, edit) in marks.edits {
        if range.start < at {
            continue;
        }
        out.copy(at..range.start);
        at = range.end;
        match edit {
            Edit::Drop => {}
            Edit::Skip(why) => out.skip(range, why),
            Edit::Put(text) => out.put(&text, range.start),
        }
    }
    out.copy(at..source.len());
    for (n, note) in marks.notes.into_iter().enumerate() {
        out.end_line(source.len());
        out.put(&format!("\n[^inline-{}]: ", n + 1), note.start);
        let text = &source[note.clone()];
        if text.contains('\n') || text.contains("[[") {
            out.put(&text.replace('\n', " ").replace("[[", "").replace("]]", ""), note.start);
        } else {
            out.copy(note);
        }
        out.end_line(source.len());
    }
    out.finish()
}

struct Marks<'a> {
    source: &'a str,
    /// Which bytes are text that nothing escapes.
    live: Vec<bool>,
    /// Running texts: each is in one block.
    runs: Vec<Range<usize>>,
    ended: Vec<Range<usize>>,
    edits: Vec<(Range<usize>, Edit)>,
    notes: Vec<Range<usize>>,
    has_references: bool,
    is_vault: bool,
    script: bool,
}

impl<'a> Marks<'a> {
    fn new(source: &'a str, script: bool) -> Marks<'a> {
        let parser = Parser::new_ext(source, options());
        let has_references = parser.reference_definitions().iter().next().is_some();
        let mut marks = Marks {
            source,
            live: vec![false; source.len()],
            runs: Vec::new(),
            ended: Vec::new(),
            edits: Vec::new(),
            notes: Vec::new(),
            has_references,
            is_vault: false,
            script,
        };
        let (mut run, mut dead): (Option<Range<usize>>, usize) = (None, 0);
        for (event, range) in parser.into_offset_iter() {
            match event {
                Event::Start(
                    Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. } | Tag::CodeBlock(_),
                ) => dead += 1,
                Event::End(TagEnd::CodeBlock) => dead -= 1,
                Event::End(TagEnd::Link) if source[range.clone()].starts_with('<') => dead -= 1,
                Event::Text(_) if dead == 0 => marks.text(range.clone()),
                _ => {}
            }
            let is_inline = match event {
                Event::Start(tag) => super::super::read::is_inline(&tag),
                Event::End(tag) => is_inline_end(tag),
                Event::Html(_) | Event::Rule => false,
                _ => true,
            };
            match &mut run {
                Some(run) if is_inline => run.end = run.end.max(range.end),
                None if is_inline && dead == 0 => run = Some(range),
                _ => marks.runs.extend(run.take()),
            }
        }
        marks.runs.extend(run);
        marks
    }

    fn text(&mut self, range: Range<usize>) {
        let escaped = range
            .start
            .checked_sub(1)
            .is_some_and(|at| self.source.as_bytes()[at] == b'\\' && !self.live[at]);
        self.live[range.clone()].fill(true);
        if escaped {
            self.live[range.start] = false;
        }
    }

    /// Whether a sign stands here that is text.
    fn is(&self, at: usize, sign: &str) -> bool {
        self.source[at..].starts_with(sign) && self.live[at..at + sign.len()].iter().all(|live| *live)
    }

    /// Whether two of a character stand here, and no third.
    fn is_pair(&self, at: usize, sign: &str) -> bool {
        let one = &sign[..1];
        self.is(at, sign) && !self.source[..at].ends_with(one) && !self.source[at + 2..].starts_with(one)
    }

    /// The first place in a range where a pair stands.
    fn pair(&self, range: Range<usize>, sign: &str, fits: impl Fn(usize) -> bool) -> Option<usize> {
        let mut at = range.start;
        let end = self.source.floor_char_boundary(range.end.min(at + LONGEST));
        while let Some(next) = self.source[at..end].find(sign).map(|next| at + next) {
            if self.is_pair(next, sign) && fits(next) {
                return Some(next);
            }
            at = next + 1;
        }
        None
    }

    fn edit(&mut self, range: Range<usize>, edit: Edit) {
        if !range.is_empty() {
            self.edits.push((range, edit));
        }
    }

    /// Reads a running text.
    fn read(&mut self, run: &Range<usize>) {
        self.ended.push(run.clone());
        let mut at = run.start + self.task(run);
        while at < run.end {
            let rest = &self.source[at..run.end];
            let Some(next) = rest.find(['=', '%', '[', '!', '^', '{']) else { return };
            at += next;
            at = match self.source.as_bytes()[at] {
                _ if !self.live[at] => at + 1,
                b'=' => self.highlight(at, run),
                b'%' => self.comment(at, run),
                b'!' if self.is(at, "![[") => self.embed(at, run),
                b'[' => self.bracket(at, run),
                b'^' => self.caret(at, run),
                b'{' => self.brace(at, run),
                _ => at + 1,
            };
        }
    }

    /// The box of a task that is neither open nor done: `[>]`. Says how long it is.
    fn task(&mut self, run: &Range<usize>) -> usize {
        /// What stands before an item's text is shorter.
        const MARKERS: usize = 200;
        let text = &self.source[run.clone()];
        let is_box = text.len() > 4
            && text.starts_with('[')
            && text[1..].starts_with(|c: char| c.is_ascii_punctuation() && !"[]^\\".contains(c))
            && text[2..].starts_with("] ");
        if !is_box || !self.live[run.start] {
            return 0;
        }
        let near = self.source.ceil_char_boundary(run.start.saturating_sub(MARKERS));
        let start = self.source[near..run.start].rfind('\n').map_or(near, |at| near + at + 1);
        let line = &self.source[start..run.end];
        let is_item = !line.trim_start().starts_with('[') && past_markers(line).len() <= text.len();
        if !is_item {
            return 0;
        }
        self.edit(run.start..run.start + 4, Edit::Skip(Why::Markup));
        4
    }

    fn highlight(&mut self, at: usize, run: &Range<usize>) -> usize {
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let opens = self.is_pair(at, "==")
            && !blank(self.source[at + 2..].chars().next())
            && !self.is_in_address(at, run);
        let close = |at: usize| !blank(self.source[..at].chars().next_back());
        if let Some(end) = opens.then(|| self.pair(at + 2..run.end, "==", close)).flatten() {
            self.edit(at..at + 2, Edit::Drop);
            self.edit(end..end + 2, Edit::Drop);
        }
        at + 1
    }

    /// Whether a place is in a web address that is written out.
    fn is_in_address(&self, at: usize, run: &Range<usize>) -> bool {
        let start = self.source.ceil_char_boundary(run.start.max(at.saturating_sub(LONGEST)));
        let word = self.source[start..at].rsplit(char::is_whitespace).next().unwrap_or_default();
        word.contains("://")
    }

    fn comment(&mut self, at: usize, run: &Range<usize>) -> usize {
        let end = self.is_pair(at, "%%").then(|| self.pair(at + 2..run.end, "%%", |_| true)).flatten();
        let Some(end) = end else { return at + 1 };
        self.is_vault = true;
        self.edit(at..at + 2, Edit::Drop);
        self.edit(at + 2..end, Edit::Skip(Why::Markup));
        self.edit(end..end + 2, Edit::Drop);
        end + 2
    }

    /// What stands between double brackets, if that can lead to a note.
    fn linked(&self, at: usize, run: &Range<usize>) -> Option<Range<usize>> {
        let inner = self.source[..run.end].get(at + 2..).filter(|_| self.is(at, "[["))?;
        let end = inner.find(['[', ']', '\n'])?;
        let fits = inner[end..].starts_with("]]") && !inner[..end].trim().is_empty();
        fits.then_some(at + 2..at + 2 + end)
    }

    fn bracket(&mut self, at: usize, run: &Range<usize>) -> usize {
        if let Some(inner) = self.linked(at, run) {
            if let Some(asked) = pause::asked(&self.source[inner.clone()]) {
                let edit = match asked {
                    Asked::Pause(length) => {
                        Edit::Put(format!("<span data-pause=\"{}\"></span>", pause::written(length)))
                    }
                    Asked::Unclear => Edit::Skip(Why::Markup),
                };
                self.edit(at..inner.end + 2, edit);
                return inner.end + 2;
            }
            self.is_vault = true;
            self.edit(at..at + 2, Edit::Drop);
            self.edit(inner.end..inner.end + 2, Edit::Drop);
            let text = &self.source[inner.clone()];
            match text.find('|').filter(|bar| !text[bar + 1..].trim().is_empty()) {
                Some(bar) => {
                    let name = text[..bar].trim_end_matches('\\').len();
                    self.edit(inner.start..inner.start + name, Edit::Skip(Why::Markup));
                    self.edit(inner.start + name..inner.start + bar + 1, Edit::Drop);
                }
                None => self.name_of_note(inner.clone()),
            }
            return inner.end + 2;
        }
        if self.has_references { self.reference(at, run) } else { at + 1 }
    }

    /// The name of a note as a text: without its folder, and with what it names in the note.
    fn name_of_note(&mut self, inner: Range<usize>) {
        let text = self.source[inner.clone()].trim_end_matches(['|', '\\']);
        let page = &text[..text.find('#').unwrap_or(text.len())];
        let folder = page.rfind('/').map_or(0, |at| at + 1);
        self.edit(inner.start..inner.start + folder, Edit::Skip(Why::Markup));
        let parts = text[page.len()..].split('#').filter(|part| !part.trim().is_empty());
        let heading: Vec<&str> = parts.filter(|part| !part.starts_with('^')).map(str::trim).collect();
        let glue = if page.trim().is_empty() || heading.is_empty() { "" } else { ", " };
        let name = page.strip_suffix(".md").unwrap_or(page);
        let from = inner.start + name.len();
        self.edit(from..inner.end, Edit::Put(format!("{glue}{}", heading.join(", "))));
    }

    fn embed(&mut self, at: usize, run: &Range<usize>) -> usize {
        let Some(inner) = self.linked(at + 1, run) else { return at + 1 };
        self.is_vault = true;
        let whole = at..inner.end + 2;
        let text = &self.source[inner.clone()];
        let (name, alias) = text.split_once('|').unwrap_or((text, ""));
        let name = name.trim_end_matches('\\');
        let known = crate::media::of_path(name.split('#').next().unwrap_or_default());
        let is_picture = known.is_some_and(|known| known.kind.is_picture());
        if is_picture {
            // A number is the picture's width.
            let is_size = alias.chars().all(|c| c.is_ascii_digit() || c == 'x');
            let shown = if is_size {
                format!("<img src=\"{}\">", super::super::spans::attribute(name))
            } else {
                format!("![{alias}]({})", target(name))
            };
            self.edit(whole.clone(), Edit::Put(shown));
        } else if *run == whole || known.is_some() {
            self.edit(whole.clone(), Edit::Skip(Why::Missing));
        } else {
            self.edit(at..at + 1, Edit::Drop);
            return self.bracket(at + 1, run);
        }
        whole.end
    }

    /// A reference that nothing defines, in a text that has others.
    fn reference(&mut self, at: usize, run: &Range<usize>) -> usize {
        let bracketed = |at: usize| {
            let inner = &self.source[at + 1..run.end];
            let end = inner.find(['[', ']', '\n'])?;
            (self.is(at, "[") && inner[end..].starts_with(']') && 0 < end).then_some(at + 1..at + 1 + end)
        };
        let Some(text) = bracketed(at) else { return at + 1 };
        let words = &self.source[text.clone()];
        let fits = !words.starts_with(['^', '!'])
            && 1 < words.chars().filter(|c| c.is_alphabetic()).count()
            && words != "sic";
        if !fits || self.source[text.end + 1..].starts_with(['(', ':', '{']) {
            return at + 1;
        }
        let second = Some(text.end + 1).filter(|next| self.source[*next..run.end].starts_with('['));
        let label = second.and_then(bracketed);
        self.edit(at..text.start, Edit::Drop);
        self.edit(text.end..text.end + 1, Edit::Drop);
        if let Some(label) = label {
            self.edit(label.start - 1..label.start, Edit::Drop);
            self.edit(label.clone(), Edit::Skip(Why::Markup));
            self.edit(label.end..label.end + 1, Edit::Drop);
            return label.end + 1;
        }
        text.end + 1
    }

    fn caret(&mut self, at: usize, run: &Range<usize>) -> usize {
        let end = run.end.min(at + LONGEST);
        if self.is(at, "^[") && self.source.as_bytes()[at..end].contains(&b']') {
            let mut depth = 0_usize;
            let brackets = (at + 1..end).filter(|at| self.live[*at]);
            for n in brackets {
                match self.source.as_bytes()[n] {
                    b'[' => depth += 1,
                    b']' if depth == 1 => {
                        self.notes.push(at + 2..n);
                        self.edit(at..n + 1, Edit::Put(format!("[^inline-{}]", self.notes.len())));
                        return n + 1;
                    }
                    b']' => depth -= 1,
                    _ => {}
                }
            }
        } else if is_block_id(&self.source[at..run.end], self.source[..at].chars().next_back()) {
            self.is_vault = true;
            self.edit(at..run.end, Edit::Skip(Why::Markup));
            return run.end;
        }
        at + 1
    }

    fn brace(&mut self, at: usize, run: &Range<usize>) -> usize {
        let rest = &self.source[at..run.end];
        let is_live = |list: &Attributes<'_>| self.live[at..at + list.len].iter().all(|live| *live);
        if let Some(list) = Attributes::read(rest).filter(is_live) {
            let len = list.len;
            let line = rest[len..].split('\n').next().unwrap_or_default();
            let attached = self.source[run.start..at].ends_with([']', ')', '`', '*', '_', '>']);
            if !attached && !line.trim().is_empty() {
                return at + len;
            }
            if at.checked_sub(1).is_some_and(|last| self.is(last, "]"))
                && let Some(open) = self.opening(run.start..at - 1)
            {
                if let Some(tag) = told(&list) {
                    self.edit(open..open + 1, Edit::Put(tag));
                    self.edit(at - 1..at, Edit::Put("</span>".to_owned()));
                    self.edit(at..at + len, Edit::Drop);
                    return at + len;
                }
                self.edit(open..open + 1, Edit::Drop);
                self.edit(at - 1..at, Edit::Drop);
            }
            self.edit(at..at + len, Edit::Skip(Why::Markup));
            return at + len;
        }
        let is_path = |inner: &str| inner.chars().all(|c| c.is_alphanumeric() || "_.$[]()?".contains(c));
        if self.script
            && let Some(len) = super::calls::braces(rest).filter(|len| is_path(&rest[1..len - 1]))
        {
            self.edit(at..at + len, Edit::Skip(Why::Markup));
            return at + len;
        }
        at + 1
    }

    /// The bracket that opens what ends where the range does.
    fn opening(&self, range: Range<usize>) -> Option<usize> {
        let mut depth = 0_usize;
        for at in range.rev().filter(|at| self.live[*at]) {
            match self.source.as_bytes()[at] {
                b']' => depth += 1,
                b'[' if depth == 0 => return Some(at),
                b'[' => depth -= 1,
                _ => {}
            }
        }
        None
    }

    /// Tags at the end of a text, in a vault.
    fn tags(&mut self) {
        let is_tag = |word: &str| {
            word.strip_prefix('#').is_some_and(|name| {
                name.starts_with(char::is_alphabetic)
                    && name.chars().all(|c| c.is_alphanumeric() || "_-/".contains(c))
            })
        };
        for run in std::mem::take(&mut self.ended) {
            let text = &self.source[run.clone()];
            let mut kept = text.trim_end().len();
            loop {
                let start = text[..kept].rfind(char::is_whitespace).map_or(0, |at| at + 1);
                let start = if text.is_char_boundary(start) { start } else { break };
                if start == kept || !is_tag(&text[start..kept]) || !self.live[run.start + start] {
                    break;
                }
                kept = text[..start].trim_end().len();
            }
            let from = run.start + kept;
            self.edit(from..run.start + text.trim_end().len(), Edit::Skip(Why::Navigation));
        }
    }
}

/// The start tag of what attributes say of the text before them: how it is said, or its language.
fn told(attributes: &Attributes<'_>) -> Option<String> {
    let attribute = |name: &str, key: &str| {
        let value = super::super::spans::attribute(attributes.get(key)?);
        Some(format!(" {name}=\"{value}\""))
    };
    let told: String =
        [attribute("data-say", "say"), attribute("lang", "lang")].into_iter().flatten().collect();
    (!told.is_empty()).then(|| format!("<span{told}>"))
}

fn is_inline_end(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image
    )
}

/// Whether a text is the name that a vault gives to a block, at the block's end.
fn is_block_id(rest: &str, before: Option<char>) -> bool {
    let name = rest[1..].trim_end();
    before.is_none_or(char::is_whitespace)
        && !name.is_empty()
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Whether a character of a text would be read as a sign of a dialect; `rest` starts with it, `before` stands before it.
pub(in crate::article::markdown) fn is_sign(rest: &str, before: Option<char>) -> bool {
    let pair = |sign: char| {
        let mut run = rest.chars().take_while(|c| *c == sign);
        before != Some(sign) && run.by_ref().count() == 2
    };
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    match rest.chars().next() {
        Some('=') => pair('=') && !(blank(before) && blank(rest[2..].chars().next())),
        Some('%') => pair('%'),
        Some('[') => rest.starts_with("[["),
        Some('^') => rest.starts_with("^[") || is_block_id(rest, before),
        Some('{') => {
            ["{:", "{%", "{{<", "{{%", "{{ ", "{/*"].iter().any(|sign| rest.starts_with(sign))
                || Attributes::read(rest).is_some()
        }
        _ => false,
    }
}
