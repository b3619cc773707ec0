//! The article from its judged units: lists gathered and nested, pictures with their captions.

use std::ops::Range;

use super::front::{Front, front};
use super::inlines::stressed;
use super::marks::{self, Marker, wordless};
use super::model::Role;
use super::notes::Labels;
use super::phrases;
use super::pictures;
use super::roles::Verdict;
use super::talk;
use super::units::{Form, Mark, Unit};
use crate::article::{Article, Block, Inline, Kind, Medium, Meta, Origin, Place, Skipped, Why, pause};

/// Deeper lists are read as lists of this depth.
const DEEPEST: usize = 8;

/// Builds the article, of which `meta` is known.
pub(super) fn article(meta: Meta, units: Vec<Unit>, verdicts: &[Verdict]) -> Article {
    let Front { meta, told, left } = front(meta, &units, verdicts);
    let levels = Levels::new(&units, &told);
    let labels = Labels::new(&units);
    let mut builder = Builder { article: Article { meta, ..Article::default() }, open: Vec::new(), labels };
    let mut left = left.into_iter().collect::<std::collections::BTreeMap<_, _>>();
    for (n, unit) in units.into_iter().enumerate() {
        let aside = left.remove(&n).or(verdicts[n].aside);
        if told.contains(&n) {
            builder.close();
        } else if let Some(why) = aside.filter(|_| unit.form != Form::Rule && !pause::is_only(&unit.text)) {
            builder.skip(unit, why);
        } else {
            builder.take(unit, verdicts[n].role, &levels);
        }
    }
    builder.finish()
}

/// The levels of marked headings.
struct Levels {
    /// The underlines in the order in which they come.
    under: Vec<char>,
    /// The fewest number signs.
    hashes: u8,
}

impl Levels {
    fn new(units: &[Unit], told: &[usize]) -> Levels {
        let mut levels = Levels { under: Vec::new(), hashes: 6 };
        for (n, unit) in units.iter().enumerate() {
            match unit.form {
                Form::Heading(Mark::Under(mark)) if !levels.under.contains(&mark) && !told.contains(&n) => {
                    levels.under.push(mark);
                }
                Form::Heading(Mark::Hashes(count)) if !told.contains(&n) => {
                    levels.hashes = levels.hashes.min(count);
                }
                _ => {}
            }
        }
        levels
    }

    fn of(&self, form: &Form) -> u8 {
        let depth = match form {
            Form::Heading(Mark::Under(mark)) => {
                self.under.iter().position(|known| known == mark).unwrap_or(0)
            }
            Form::Heading(Mark::Hashes(count)) => usize::from(count.saturating_sub(self.hashes)),
            _ => 0,
        };
        u8::try_from(depth + 2).unwrap_or(6).min(6)
    }
}

/// A list that may still grow.
struct Open {
    indent: usize,
    start: Option<u64>,
    items: Vec<Vec<Block>>,
    range: Range<usize>,
}

struct Builder {
    article: Article,
    /// The lists around the next item, from the outermost.
    open: Vec<Open>,
    labels: Labels,
}

fn text(words: String) -> Vec<Inline> {
    vec![Inline::Text(words)]
}

impl Builder {
    /// Running text with its notes, its stress and its pauses.
    fn running(&mut self, words: &str, range: &Range<usize>) -> Vec<Inline> {
        let content = stressed(self.labels.refer(words));
        self.pauses(content, range)
    }

    fn pauses(&mut self, content: Vec<Inline>, range: &Range<usize>) -> Vec<Inline> {
        let origin = Origin::bytes(range.clone());
        let skipped = &mut self.article.skipped;
        pause::parted(content, |call| {
            skipped.push(Skipped::certain(call.to_owned(), Why::Markup, origin.clone()));
        })
    }

    fn push(&mut self, kind: Kind, range: Range<usize>) {
        self.close();
        self.article.blocks.push(Block { kind, origin: Origin::bytes(range) });
    }

    fn skip(&mut self, unit: Unit, why: Why) {
        self.close();
        let text = match unit.form {
            Form::Code(code) if unit.text.is_empty() => code,
            Form::Code(code) => [unit.text, code].join("\n"),
            _ => unit.marked(),
        };
        let origin = Origin::bytes(unit.range);
        // What names itself is known; anything else is taken for what it stands among.
        let is_known = why == Why::Comments || phrases::aside(&text).is_some() || phrases::legal(&text);
        self.article.skipped.push(if is_known {
            Skipped::certain(text, why, origin)
        } else {
            Skipped::guessed(text, why, origin, self.article.blocks.len())
        });
    }

    fn take(&mut self, unit: Unit, role: Role, levels: &Levels) {
        let level = levels.of(&unit.form);
        match unit.form {
            Form::Item(marker) if role == Role::Item => return self.item(&unit, marker),
            Form::Prose if role == Role::Item && !wordless(&unit.text) => return self.listed(unit),
            Form::Rule => return self.push(Kind::Rule, unit.range),
            Form::Prose if pause::is_only(&unit.text) => {
                let content = self.running(&unit.text, &unit.range);
                return self.push(Kind::Paragraph(content), unit.range);
            }
            Form::Prose if wordless(&unit.text) => return self.skip(unit, Why::Wordless),
            _ => {}
        }
        let kind = match unit.form {
            Form::Code(text) => {
                Kind::Code { language: Some(unit.text).filter(|name| !name.is_empty()), text }
            }
            Form::Table(rows) => table(rows),
            Form::Item(_) if role == Role::Heading => {
                Kind::Heading { level, content: self.pauses(text(unit.marked()), &unit.range) }
            }
            Form::Item(_) => Kind::Paragraph(self.running(&unit.marked(), &unit.range)),
            Form::Note(label) => {
                let label = self.labels.note(&label);
                let origin = Origin::bytes(unit.range.clone());
                let block = Block { kind: Kind::Paragraph(self.running(&unit.text, &unit.range)), origin };
                Kind::Note { label, blocks: vec![block] }
            }
            Form::Quote(paragraphs) => {
                let paragraph = |words: String| Block {
                    kind: Kind::Paragraph(self.running(&words, &unit.range)),
                    origin: Origin::bytes(unit.range.clone()),
                };
                Kind::Quote { blocks: paragraphs.into_iter().map(paragraph).collect(), attribution: None }
            }
            _ if role == Role::Heading => {
                Kind::Heading { level, content: self.pauses(text(unit.text), &unit.range) }
            }
            _ if role == Role::Figure => return self.figure(unit),
            Form::Verse(lines) => {
                let lines =
                    lines.iter().map(|line| [vec![Inline::Break], self.running(line, &unit.range)].concat());
                Kind::Paragraph(lines.flatten().skip(1).collect())
            }
            _ => Kind::Paragraph(self.running(&unit.text, &unit.range)),
        };
        self.push(kind, unit.range);
    }

    /// A picture's text: its caption, if it stands right below the picture's other text.
    fn figure(&mut self, unit: Unit) {
        self.close();
        if let Some(shown) = talk::illustration(&unit.text) {
            let caption = Some(shown).filter(|shown| !shown.is_empty()).map(|shown| text(shown.to_owned()));
            if caption.is_none() {
                return self.skip(unit, Why::Undescribed);
            }
            return self.push(
                Kind::Figure { medium: Medium::Picture, caption, alt: None, source: None },
                unit.range,
            );
        }
        let printed = pictures::is_caption(&unit.text);
        let joined = printed && unit.blanks == 0 && !self.skipped_last();
        let above = self.article.blocks.last_mut().filter(|_| joined);
        if let Some(Block { kind: Kind::Figure { caption: caption @ None, .. }, origin }) = above {
            *caption = Some(text(unit.text));
            if let Place::Bytes(range) = &mut origin.place {
                range.end = unit.range.end;
            }
            return;
        }
        let (caption, alt) = if printed { (Some(text(unit.text)), None) } else { (None, Some(unit.text)) };
        self.push(Kind::Figure { medium: Medium::Picture, caption, alt, source: None }, unit.range);
    }

    /// Whether what was read last was left out, so that the last block is no neighbour.
    fn skipped_last(&self) -> bool {
        let start = |origin: &Origin| match &origin.place {
            Place::Bytes(range) => Some(range.start),
            Place::Element(_) => None,
        };
        let block = self.article.blocks.last().and_then(|block| start(&block.origin));
        block < self.article.skipped.last().and_then(|skipped| start(&skipped.origin))
    }

    /// A line that is an item, though its marker alone does not say so.
    fn listed(&mut self, unit: Unit) {
        let (marker, inner) = marks::marker(&unit.text).unwrap_or((Marker::Bullet('•'), &unit.text));
        let text = inner.to_owned();
        self.item(&Unit { text, ..unit }, marker);
    }

    fn item(&mut self, unit: &Unit, marker: Marker) {
        let number = match marker {
            Marker::Number(number) => Some(number),
            Marker::Bullet(_) | Marker::Dash(_) | Marker::Letter(_) => None,
        };
        // An item further left ends the inner lists.
        while 1 < self.open.len() && self.open.last().is_some_and(|list| unit.indent < list.indent) {
            self.close_one();
        }
        let inner =
            self.open.last().is_some_and(|list| list.indent + 1 < unit.indent) && self.open.len() < DEEPEST;
        if !inner {
            // A number out of turn, or another kind of marker, starts a new list.
            let fits = |list: &Open| match (list.start, number) {
                (None, None) => true,
                (Some(start), Some(number)) => start.checked_add(list.items.len() as u64) == Some(number),
                _ => false,
            };
            if self.open.last().is_some_and(|list| !fits(list)) {
                if self.open.len() == 1 { self.close() } else { self.close_one() }
            }
        }
        let fresh = inner
            || self.open.last().is_none_or(|list| list.indent + 1 < unit.indent && self.open.len() < DEEPEST);
        if fresh {
            self.open.push(Open {
                indent: unit.indent,
                start: number,
                items: Vec::new(),
                range: unit.range.clone(),
            });
        }
        let origin = Origin::bytes(unit.range.clone());
        let content = self.running(&unit.text, &unit.range);
        if let Some(list) = self.open.last_mut() {
            list.items.push(vec![Block { kind: Kind::Paragraph(content), origin }]);
            list.range.end = unit.range.end;
        }
    }

    /// Closes the innermost list into the item above it.
    fn close_one(&mut self) {
        let Some(list) = self.open.pop() else { return };
        let range = list.range.clone();
        let block = Block {
            kind: Kind::List { start: list.start, items: list.items },
            origin: Origin::bytes(list.range),
        };
        match self.open.last_mut() {
            Some(outer) => {
                outer.range.end = range.end;
                match outer.items.last_mut() {
                    Some(item) => item.push(block),
                    None => outer.items.push(vec![block]),
                }
            }
            None => self.article.blocks.push(block),
        }
    }

    fn close(&mut self) {
        while !self.open.is_empty() {
            self.close_one();
        }
    }

    fn finish(mut self) -> Article {
        self.close();
        // A heading with nothing under it, and a rule with nothing below it, end no article.
        while let Some(last) =
            self.article.blocks.pop_if(|block| matches!(block.kind, Kind::Heading { .. } | Kind::Rule))
        {
            let text = last.text();
            let rule = last.kind == Kind::Rule;
            let why = if rule { Why::Wordless } else { phrases::aside(&text).unwrap_or(Why::EmptySection) };
            self.article.skipped.push(Skipped::certain(text, why, last.origin));
        }
        self.article
    }
}

/// A table; its first row is the header if it alone has no digits.
fn table(mut rows: Vec<Vec<String>>) -> Kind {
    let digits = |row: &Vec<String>| row.iter().any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
    let named = 2 < rows.len()
        && !digits(&rows[0])
        && rows[0].iter().all(|cell| !cell.is_empty())
        && rows[1..].iter().all(digits);
    let mut header = if named { rows.remove(0) } else { Vec::new() };
    let width = rows.iter().chain([&header]).map(Vec::len).max().unwrap_or(0);
    for row in rows.iter_mut().chain((!header.is_empty()).then_some(&mut header)) {
        row.resize(width, String::new());
    }
    let cell = |words: String| if words.is_empty() { Vec::new() } else { text(words) };
    let cells = |row: Vec<String>| row.into_iter().map(cell).collect::<Vec<_>>();
    Kind::Table { caption: None, header: cells(header), rows: rows.into_iter().map(cells).collect() }
}

#[test]
fn rows_are_of_one_width_and_cells_without_words_are_empty() {
    for rows in ["A sleeper:\t\t\t\tA real bed, a washbasin.", "One\ttwo\nOne\ttwo\tthree\nOne\ttwo"] {
        let article = super::read(&format!("Before the table.\n\n{rows}\n\nAfter it.\n"));
        assert_eq!(article.clone().normal(), article);
        assert!(article.blocks.iter().any(|block| matches!(block.kind, Kind::Table { .. })), "{article:?}");
    }
}
