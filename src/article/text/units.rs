//! The pieces of a text: lines that belong together, and the form that their marks give them.

use std::ops::Range;

use super::lines::{Line, collapse, fills, lines, measure, width};
use super::marks::{self, Marker};
use super::phrases;
use super::verse::Verse;
use super::wrap::Hyphens;
use super::{columns, front, notes};
use crate::article::Why;

/// A piece of a text: a paragraph, an item, a heading, ... before its role is known.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// Its words, without markers.
    pub(super) text: String,
    /// Its bytes in the source, with markers.
    pub(super) range: Range<usize>,
    /// The columns of white space before it.
    pub(super) indent: usize,
    /// The empty lines above it.
    pub(super) blanks: usize,
    /// What its marks say that it is.
    pub(super) form: Form,
}

impl Unit {
    /// Its words, with the number of an item.
    pub(super) fn marked(&self) -> String {
        match self.form {
            Form::Item(Marker::Number(number)) => format!("{number}. {}", self.text),
            _ => self.text.clone(),
        }
    }
}

impl Unit {
    /// Why it would be left out, by what it says. The letter of an item only orders it: `(c)` is no sign of a right.
    pub(super) fn aside(&self) -> Option<Why> {
        if marks::section(&self.text).is_some() {
            return None;
        }
        let unlettered = match self.form {
            Form::Item(Marker::Letter(_)) => self.text.split_once([')', '.']),
            _ => None,
        };
        phrases::aside(unlettered.map_or(&self.text, |(_, words)| words))
    }
}

/// What the marks of a unit say that it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Form {
    /// Nothing: running text, a heading, a caption, ...
    Prose,
    /// Running text whose author broke the lines, such as verse or an address.
    Verse(Vec<String>),
    /// A list item.
    Item(Marker),
    /// An underlined or otherwise marked heading, with its level if the mark says one.
    Heading(Mark),
    /// A line of marks, drawn across the page.
    Rule,
    /// Paragraphs set apart as a quotation.
    Quote(Vec<String>),
    /// The rows of a table.
    Table(Vec<Vec<String>>),
    /// Preformatted text.
    Code(String),
    /// A note at the foot of the text, with the mark that leads to it.
    Note(String),
    /// What is not said, whatever stands around it.
    Unsaid(Why),
}

/// How a heading is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// By a line of this character under it.
    Under(char),
    /// By this many number signs before it.
    Hashes(u8),
}

/// All units of a text, in order.
pub(super) fn units(text: &str) -> Vec<Unit> {
    let mut lines = lines(text);
    front::part_credits(&mut lines);
    let verse = Verse::new(&lines);
    let measure = measure(&lines).filter(|_| !verse.is_poem);
    let mut base = vec![0_usize; 41];
    for line in &lines {
        base[line.indent.min(40)] += 1;
    }
    let base = (0..41).rev().max_by_key(|&n| base[n]).unwrap_or_default();
    let pauses = lines.iter().filter(|line| 0 < line.blanks).count();
    let spaced = lines.len() < 16 * pauses;
    let hyphens = Hyphens::new(measure.map_or(&[], |_| &lines[..]));
    let mut grouper = Grouper {
        text,
        lines: &lines,
        measure,
        base,
        spaced,
        fenced: true,
        hyphens,
        verse,
        at: 0,
        units: Vec::new(),
    };
    while grouper.at < lines.len() {
        grouper.step();
    }
    let mut units = grouper.units;
    settle(text, &mut units);
    notes::settle(&mut units);
    units
}

/// Takes back markers that mark no item: the number of a heading, a dash that opens a speech.
fn settle(text: &str, units: &mut [Unit]) {
    let item = |unit: &Unit| match unit.form {
        Form::Item(marker) => Some((marker, unit.indent)),
        _ => None,
    };
    let forms: Vec<Option<(Marker, usize)>> = units.iter().map(item).collect();
    let is =
        |n: usize, marker: Marker, indent: usize| forms.get(n).copied().flatten() == Some((marker, indent));
    let inset = forms.iter().flatten().any(|(_, indent)| 1 < *indent);
    for n in 0..units.len() {
        let Some((marker, indent)) = forms[n] else { continue };
        let alone = forms.get(n + 1).copied().flatten().is_none() && (n == 0 || forms[n - 1].is_none());
        let above = n.wrapping_sub(1);
        let stays = match marker {
            Marker::Bullet(_) => true,
            Marker::Number(number) => {
                let next = is(n + 1, Marker::Number(number.wrapping_add(1)), indent);
                let series = next || is(above, Marker::Number(number.wrapping_sub(1)), indent);
                // Where items are indented, what is not is no item; a lone short one over a
                // paragraph is a heading.
                let short = units[n].text.len() < 100 && !units[n].text.ends_with(['.', ':', ';']);
                let over = units.get(n + 1).is_some_and(|next| 100 < next.text.len());
                if inset { 1 < indent && !(alone && short && over) } else { series }
            }
            // Speeches that start with a dash stand apart and end like sentences.
            Marker::Dash('–')
                if 0 < units[n].blanks && units[n].text.ends_with(['.', '!', '?', '…', ',']) =>
            {
                false
            }
            Marker::Letter(letter) => {
                let other = |n: usize| match forms.get(n).copied().flatten() {
                    Some((Marker::Letter(other), at)) if at == indent => Some(other),
                    _ => None,
                };
                other(n + 1).is_some_and(|next| letter.precedes(next))
                    || other(above).is_some_and(|last| last.precedes(letter))
            }
            Marker::Dash(_) => {
                let introduced = 0 < n && units[n - 1].text.ends_with(':');
                1 < indent || introduced || is(n + 1, marker, indent) || is(above, marker, indent)
            }
        };
        if !stays {
            let unit = &mut units[n];
            if let Marker::Letter(_) = marker {
                unit.form = Form::Prose;
                continue;
            }
            let source = &text[unit.range.clone()];
            let mark = marks::marker(source)
                .map_or("", |(_, inner)| source[..source.len() - inner.len()].trim_end());
            unit.text = [mark, " ", &unit.text].concat();
            unit.form = Form::Prose;
        }
    }
}

struct Grouper<'a> {
    text: &'a str,
    lines: &'a [Line<'a>],
    /// The columns at which the text is wrapped, if it is.
    measure: Option<usize>,
    /// The indentation of most lines.
    base: usize,
    /// Whether empty lines stand between paragraphs.
    spaced: bool,
    /// Whether a fence of code may still have its other end ahead.
    fenced: bool,
    hyphens: Hyphens<'a>,
    verse: Verse,
    at: usize,
    units: Vec<Unit>,
}

impl<'a> Grouper<'a> {
    fn step(&mut self) {
        let line = &self.lines[self.at];
        let stanza = if self.measure.is_none() { self.verse.stanza(self.lines, self.at) } else { None };
        if let Some(end) = stanza.filter(|_| self.verse.is_poem) {
            return self.stanza(end);
        }
        let done = self.fence(line)
            || self.rule(line)
            || self.quote(line)
            || self.table(line)
            || self.code(line)
            || self.columns();
        if done {
            return;
        }
        if let Some((level, inner)) = marks::hashes(line.text).filter(|_| 0 < line.blanks || self.at == 0) {
            let text = collapse(inner);
            self.push(self.at + 1, text, Form::Heading(Mark::Hashes(level)));
        } else if let Some((marker, inner)) = self.marker(self.at) {
            let end = self.measure.map_or(self.at + 1, |_| self.item_end());
            let rest = self.lines[self.at + 1..end].iter().map(|line| line.text);
            let text = self.hyphens.join(std::iter::once(inner).chain(rest));
            self.push(end, text, Form::Item(marker));
        } else if let Some(measure) = self.measure {
            self.wrapped(measure);
        } else if let Some(end) = stanza {
            self.stanza(end);
        } else {
            self.push(self.at + 1, collapse(line.text), Form::Prose);
        }
    }

    /// Takes the lines up to `end` as verse.
    fn stanza(&mut self, end: usize) {
        let lines: Vec<String> = self.lines[self.at..end].iter().map(|line| collapse(line.text)).collect();
        self.push(end, lines.join(" "), Form::Verse(lines));
    }

    /// Takes the lines up to `end` as one unit.
    fn push(&mut self, end: usize, text: String, form: Form) {
        let first = &self.lines[self.at];
        let range = first.start..self.lines[end - 1].range().end;
        self.units.push(Unit { text, range, indent: first.indent, blanks: first.blanks, form });
        self.at = end;
    }

    /// The first line at or after `from` that does not belong to a run of lines with this property.
    fn run(&self, from: usize, blanks: usize, belongs: impl Fn(&Line<'a>) -> bool) -> usize {
        let inside =
            |n: &usize| (*n == self.at || self.lines[*n].blanks <= blanks) && belongs(&self.lines[*n]);
        (from..self.lines.len()).find(|n| !inside(n)).unwrap_or(self.lines.len())
    }

    fn fence(&mut self, line: &Line<'a>) -> bool {
        let fence = ["```", "~~~"].into_iter().find(|fence| line.text.starts_with(fence));
        let Some(fence) = fence.filter(|_| self.fenced && !line.text[3..].contains('`')) else {
            return false;
        };
        let ahead = self.lines[self.at + 1..].iter().position(|line| line.text == fence);
        self.fenced = ahead.is_some();
        let Some(inside) = ahead.filter(|&inside| 0 < inside) else { return false };
        let name = line.text[3..].trim();
        let first = &self.lines[self.at + 1];
        let code =
            &self.text[first.start - first.indent_bytes(self.text)..self.lines[self.at + inside].range().end];
        self.push(self.at + inside + 2, name.to_owned(), Form::Code(code.to_owned()));
        true
    }

    fn rule(&mut self, line: &Line<'a>) -> bool {
        let Some(mark) = marks::rule(line.text) else { return self.pause(line) };
        // An overline: the same mark stands above and below a heading.
        let twin = |n: usize| self.lines.get(n).filter(|line| line.blanks == 0);
        if let (Some(inner), Some(below)) = (twin(self.at + 1), twin(self.at + 2)) {
            let over = marks::rule(below.text) == Some(mark) && marks::underlines(below.text, inner.text);
            if over && !marks::wordless(inner.text) && marks::marker(inner.text).is_none() {
                let text = collapse(inner.text);
                self.push(self.at + 3, text, Form::Heading(Mark::Under(mark)));
                return true;
            }
        }
        if let Some(last) =
            self.units.last_mut().filter(|_| line.blanks == 0 && "=-~^*#\"'`─━═".contains(mark))
        {
            let single = last.form == Form::Prose && !self.text[last.range.clone()].contains('\n');
            if single && marks::underlines(line.text, &last.text) {
                last.form = Form::Heading(Mark::Under(mark));
                last.range.end = line.range().end;
                self.at += 1;
                return true;
            }
        }
        self.push(self.at + 1, String::new(), Form::Rule);
        true
    }

    /// A break between two scenes that is no rule: a lone sign, `<<<>>>`, `oOo`.
    fn pause(&mut self, line: &Line<'a>) -> bool {
        let apart = 0 < line.blanks && self.lines.get(self.at + 1).is_some_and(|next| 0 < next.blanks);
        if !apart || !marks::pause(line.text) {
            return false;
        }
        self.push(self.at + 1, String::new(), Form::Rule);
        true
    }

    fn quote(&mut self, line: &Line<'a>) -> bool {
        if !line.text.starts_with('>') || marks::wordless(line.text) {
            return false;
        }
        let end = self.run(self.at, 0, |line| line.text.starts_with('>'));
        let inner = |line: &Line<'a>| line.text.trim_start_matches(['>', ' ', '\t', '\u{a0}']);
        let mut paragraphs: Vec<Vec<&str>> = vec![Vec::new()];
        for line in &self.lines[self.at..end] {
            match (inner(line), paragraphs.last_mut()) {
                ("", _) => paragraphs.push(Vec::new()),
                (text, Some(last)) => last.push(text),
                (_, None) => {}
            }
        }
        let paragraphs: Vec<String> = paragraphs
            .into_iter()
            .filter(|p| !p.is_empty())
            .map(|p| self.hyphens.join(p.into_iter()))
            .collect();
        self.push(end, paragraphs.join(" "), Form::Quote(paragraphs));
        true
    }

    fn table(&mut self, line: &Line<'a>) -> bool {
        let barred = line.text.starts_with('|') || marks::frame(line.text);
        if !barred && !line.text.contains('\t') {
            return false;
        }
        let belongs =
            |line: &Line<'a>| marks::cells(line.text).is_some() || barred && marks::frame(line.text);
        if self.marker(self.at).is_some() || !belongs(line) {
            return false;
        }
        let end = self.run(self.at, 0, belongs);
        let rows: Vec<Vec<String>> = self.lines[self.at..end]
            .iter()
            .filter(|line| !marks::frame(line.text))
            .filter_map(|line| marks::cells(line.text))
            .map(|cells| cells.into_iter().map(collapse).collect())
            .collect();
        if rows.len() < 2 && rows.first().is_none_or(|row| row.len() < 3) {
            return false;
        }
        let text = rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join(" ");
        self.push(end, collapse(&text), Form::Table(rows));
        true
    }

    /// Lines of program code: it starts and ends with sure ones, and doubtful ones may stand between.
    fn code(&mut self, line: &Line<'a>) -> bool {
        if marks::code(line.text) < 2 || self.marker(self.at).is_some() {
            return false;
        }
        let far = self.run(self.at, 1, |line| {
            0 < marks::code(line.text) || self.base + 2 <= line.indent && line.text.len() < 120
        });
        let tight = self.run(self.at, 0, |line| line.text.len() < 160 && marks::rule(line.text).is_none());
        let signs: usize =
            self.lines[self.at..tight].iter().map(|line| usize::from(marks::code(line.text))).sum();
        let far = if tight < far || 2 * signs < tight - self.at { far } else { tight };
        let sure = |n: &usize| marks::code(self.lines[*n].text) == 2;
        let end = (self.at..far).rev().find(sure).map_or(far, |last| last + 1);
        if (self.at..end).filter(sure).count() < 2 {
            return false;
        }
        let first = line.start - line.indent_bytes(self.text);
        let code = self.text[first..self.lines[end - 1].range().end].to_owned();
        self.push(end, String::new(), Form::Code(code));
        true
    }

    /// A table typed with spaces: its columns stand apart in every line.
    fn columns(&mut self) -> bool {
        let goes_on = self.units.last().is_some_and(|unit| matches!(unit.form, Form::Table(_)));
        if !columns::may_start(self.lines, self.at, goes_on) || self.marker(self.at).is_some() {
            return false;
        }
        let most = &self.lines[self.at..self.lines.len().min(self.at + columns::MOST)];
        let run =
            most.iter().skip(1).take_while(|line| line.blanks == 0 && columns::gapped(line.text)).count();
        let end = self.at + 1 + run;
        let Some(rows) = columns::rows(&self.lines[self.at..end]) else { return false };
        let text = rows.iter().map(|row| row.join(" ")).collect::<Vec<_>>().join(" ");
        self.push(end, collapse(&text), Form::Table(rows));
        true
    }

    /// The marker of a line, if it can start an item there.
    fn marker(&self, at: usize) -> Option<(Marker, &'a str)> {
        let line = &self.lines[at];
        let found = marks::marker(line.text).or_else(|| self.lettered(at))?;
        // In wrapped text a number or a dash may have come to the start of a line by chance.
        let chance = self.measure.is_some_and(|measure| {
            let before = at.checked_sub(1).map(|n| &self.lines[n]);
            line.blanks == 0
                && before.is_some_and(|before| {
                    marks::marker(before.text).is_none()
                        && before.indent == line.indent
                        && fills(width(before, measure + 1), line, measure)
                })
        });
        (!chance || matches!(found.0, Marker::Bullet(_))).then_some(found)
    }

    /// The letter of an item, if a line near it goes on or comes before in the alphabet.
    fn lettered(&self, at: usize) -> Option<(Marker, &'a str)> {
        const NEAR: usize = 12;
        let line = &self.lines[at];
        let letter = marks::letter(line.text)?;
        let near =
            |line: &&Line<'_>| marks::letter(line.text).filter(|_| line.indent == self.lines[at].indent);
        let below =
            self.lines[at + 1..].iter().take(NEAR).any(|n| near(&n).is_some_and(|n| letter.precedes(n)));
        let above =
            || self.lines[..at].iter().rev().take(NEAR).any(|n| near(&n).is_some_and(|n| n.precedes(letter)));
        (below || above()).then_some((Marker::Letter(letter), line.text))
    }

    fn item_end(&self) -> usize {
        let first = &self.lines[self.at];
        (self.at + 1..self.lines.len())
            .find(|&n| {
                let line = &self.lines[n];
                0 < line.blanks
                    || line.indent < first.indent
                    || self.marker(n).is_some()
                    || marks::rule(line.text).is_some()
            })
            .unwrap_or(self.lines.len())
    }

    /// A paragraph of wrapped text.
    fn wrapped(&mut self, measure: usize) {
        let mut end = self.at + 1;
        while end < self.lines.len() && self.goes_on(end, measure) {
            end += 1;
        }
        let lines = &self.lines[self.at..end];
        let joined = self.hyphens.join(lines.iter().map(|line| line.text));
        let full = lines.windows(2).any(|two| fills(width(&two[0], measure + 1), &two[1], measure));
        let narrow = measure * 3 / 4;
        let inset = lines.iter().all(|line| self.base + 2 <= line.indent);
        let ended = inset && lines.iter().all(|line| line.text.ends_with([',', ';', '—', '.', '!', '?']));
        let ragged = ended || lines.windows(2).all(|two| two[0].text.len() < narrow);
        let form = match () {
            () if lines.len() < 2 => Form::Prose,
            () if !full && ragged => Form::Verse(lines.iter().map(|line| collapse(line.text)).collect()),
            () if inset && lines.windows(2).all(|two| two[0].indent == two[1].indent) => {
                Form::Quote(vec![joined.clone()])
            }
            () => Form::Prose,
        };
        self.push(end, joined, form);
    }

    /// Whether a line of wrapped text goes on with the paragraph above it.
    fn goes_on(&self, at: usize, measure: usize) -> bool {
        let (before, line) = (&self.lines[at - 1], &self.lines[at]);
        if 0 < line.blanks || marks::rule(line.text).is_some() || line.text.starts_with('>') {
            return false;
        }
        if self.marker(at).is_some() || marks::cells(line.text).is_some_and(|cells| 2 < cells.len()) {
            return false;
        }
        // Each field of a letter's header stands by itself.
        if self.lines[..=at].iter().take(20).all(|line| marks::mail(line.text).is_some()) {
            return false;
        }
        // So does a heading with its underline.
        let under = self.lines.get(at + 1).filter(|next| next.blanks == 0);
        if under
            .is_some_and(|next| marks::rule(next.text).is_some() && marks::underlines(next.text, line.text))
        {
            return false;
        }
        let full = fills(width(before, measure + 1), line, measure);
        // Nobody starts a paragraph in the middle of a word or of a sentence.
        let cut =
            before.text.ends_with('-') || !before.text.ends_with(['.', '!', '?', ':', ';', '"', '”', '…']);
        if cut && line.text.starts_with(char::is_lowercase) && line.indent <= before.indent + 1 {
            return true;
        }
        // Without empty lines, a paragraph starts where a line is indented or the one above is not full.
        self.spaced && (full || line.indent <= before.indent + 1 || self.base < before.indent)
            || full && line.indent <= before.indent + 1
    }
}

impl Line<'_> {
    /// The bytes of white space before the text on its line.
    fn indent_bytes(&self, text: &str) -> usize {
        let before = &text[..self.start];
        before.len() - before.rfind('\n').map_or(0, |at| at + 1)
    }
}
