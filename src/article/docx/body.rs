//! The blocks of a document: paragraphs by their styles, lists by their numbering, tables.

use std::collections::BTreeMap;
use std::iter::Peekable;
use std::vec::IntoIter;

use super::formulas;
use super::runs::{self, Line};
use super::styles::{Numbered, Numbering, Role, Styles};
use super::value;
use crate::article::grid::{self, Cell};
use crate::article::{Block, Inline, Kind, Origin, Place, Skipped, Why, plain};
use crate::xml::Element;

/// A cell over more columns is taken for one over so many.
const WIDEST: usize = 50;

/// Whether a paragraph is a large letter in a frame of its own, which the next paragraph goes on from.
fn is_initial(paragraph: &Element<'_>) -> bool {
    let frame = paragraph.child("pPr").and_then(|properties| properties.child("framePr"));
    frame.and_then(|frame| frame.attribute("dropCap")).is_some_and(|kind| kind != "none")
}

/// A part of the archive that holds text.
pub(super) struct Part<'a> {
    pub(super) path: &'a str,
    /// What its ids of links and pictures stand for.
    pub(super) relations: BTreeMap<String, String>,
}

/// Walks over a part.
pub(super) struct Walker<'a> {
    pub(super) part: Part<'a>,
    pub(super) styles: &'a Styles,
    pub(super) numbering: &'a mut Numbering,
    pub(super) skipped: Vec<Skipped>,
    /// The marks of notes that are not numbered, by their labels.
    pub(super) marks: BTreeMap<String, String>,
    /// The title, once a paragraph is it.
    pub(super) title: Option<String>,
    /// The large letter that starts the next paragraph.
    pub(super) initial: Option<String>,
    /// Where in the part the walker is.
    pub(super) place: String,
}

impl Walker<'_> {
    fn origin(&self) -> Origin {
        Origin { place: Place::Element(format!("{}/{}", self.part.path, self.place)), anchor: None }
    }

    pub(super) fn block(&self, kind: Kind) -> Block {
        Block { kind, origin: self.origin() }
    }

    pub(super) fn skip(&mut self, text: &str, why: Why) {
        let skipped = Skipped::certain(text.trim().to_owned(), why, self.origin());
        self.skipped.push(skipped);
    }

    /// The blocks in an element.
    pub(super) fn blocks(&mut self, container: &Element<'_>) -> Vec<Block> {
        let mut flow = Flow::default();
        self.flow(container, &mut flow);
        if let Some(initial) = self.initial.take() {
            flow.push(self.block(Kind::Paragraph(vec![Inline::Text(initial)])));
        }
        flow.end()
    }

    fn flow(&mut self, container: &Element<'_>, flow: &mut Flow) {
        for (child, number) in container.elements().zip(1..) {
            if container.name == "body" {
                self.place = format!("body/{}[{number}]", child.name);
            }
            match child.name {
                "p" => self.paragraph(child, flow),
                "tbl" => self.table(child, flow),
                "sdt" if is_contents(child) => self.skip(&runs::words(child), Why::Navigation),
                "del" | "moveFrom" => self.skip(&runs::words(child), Why::Hidden),
                "AlternateContent" => self.flow(runs::chosen(child), flow),
                "oMath" | "oMathPara" => {
                    let formula = Kind::Paragraph(vec![Inline::Math(formulas::latex(child))]);
                    flow.push(self.block(formula));
                }
                _ => self.flow(child, flow),
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Element<'_>, flow: &mut Flow) {
        let (role, numbered) = self.styles.of(paragraph.child("pPr"));
        let mut line = Line::default();
        self.line(paragraph, &mut line);
        let Line { mut content, beside, anchor } = line;
        let text = plain(&content);
        let is_empty =
            text.trim().is_empty() && !content.iter().any(|inline| matches!(inline, Inline::NoteRef(_)));
        if is_initial(paragraph) {
            self.initial = Some(text.trim().to_owned());
            return;
        }
        if let Some(initial) = self.initial.take_if(|_| !is_empty) {
            content.insert(0, Inline::Text(initial));
        }
        if let (Role::Heading(_), Some(numbered), false) = (role, &numbered, is_empty)
            && let Some(number) = self.numbering.shown(numbered)
        {
            content.insert(0, Inline::Text(format!("{number} ")));
        }
        let kind = match role {
            _ if is_empty => None,
            Role::Contents => {
                self.skip(&text, Why::Navigation);
                None
            }
            Role::Title if self.title.is_none() => {
                self.title = Some(text);
                None
            }
            Role::Title => Some(Kind::Heading { level: 1, content }),
            Role::Heading(level) => Some(Kind::Heading { level, content }),
            _ => Some(Kind::Paragraph(content)),
        };
        let mut origin = self.origin();
        origin.anchor = anchor;
        let block = kind.map(|kind| Block { kind, origin });
        match (block, numbered) {
            (Some(block), Some(numbered)) if role == Role::Text => {
                let number = self.numbering.next(&numbered);
                let blocks = std::iter::once(block).chain(beside).collect();
                return flow.items.push(Item { numbered, number, blocks });
            }
            (Some(block), _) if role == Role::Caption => flow.caption(block),
            (Some(block), _) if role == Role::Quote => flow.quote(block),
            (Some(block), _) => flow.push(block),
            (None, _) => {}
        }
        for block in beside {
            flow.push(block);
        }
    }

    /// A table; one of a single column only places what is in it.
    fn table(&mut self, table: &Element<'_>, flow: &mut Flow) {
        let rows = parts(table, "tr");
        if rows.iter().all(|row| parts(row, "tc").len() < 2) {
            for cell in rows.iter().flat_map(|row| parts(row, "tc")) {
                self.flow(cell, flow);
            }
            return;
        }
        let repeats = |row: &&Element<'_>| {
            row.child("trPr").is_some_and(|properties| properties.child("tblHeader").is_some())
        };
        let heads = rows.iter().take_while(|row| repeats(row)).count();
        let mut source: Vec<Vec<Cell>> = Vec::new();
        // The row and the place of the cell that goes on below, by the column where it starts.
        let mut open: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
        for (row, number) in rows.into_iter().zip(0..) {
            let mut cells = Vec::new();
            let mut column = 0;
            for cell in parts(row, "tc") {
                let properties = cell.child("tcPr");
                let span = properties.and_then(|properties| value(properties, "gridSpan")?.parse().ok());
                let columns = span.unwrap_or(1_usize).clamp(1, WIDEST);
                let merge = properties.and_then(|properties| properties.child("vMerge"));
                let goes_on = merge.is_some_and(|merge| !merge.has("val", "restart"));
                if let Some(&(above, place)) = open.get(&column).filter(|_| goes_on) {
                    source[above][place].rows += 1;
                } else {
                    open.insert(column, (number, cells.len()));
                    cells.push(Cell { content: self.cell(cell), columns, rows: 1 });
                }
                column += columns;
            }
            source.push(cells);
        }
        let (header, rows) = grid::spread(source, heads);
        flow.push(self.block(Kind::Table { caption: None, header, rows }));
    }

    /// What a cell says: its blocks, items and rows of tables in it are lines.
    fn cell(&mut self, cell: &Element<'_>) -> Vec<Inline> {
        let mut content = Vec::new();
        for block in self.blocks(cell) {
            append_lines(block, &mut content);
        }
        content
    }
}

fn append_lines(block: Block, content: &mut Vec<Inline>) {
    let mut line = |mut line: Vec<Inline>| {
        if !content.is_empty() {
            content.push(Inline::Break);
        }
        content.append(&mut line);
    };
    match block.kind {
        Kind::Paragraph(inner) | Kind::Heading { content: inner, .. } => line(inner),
        Kind::Table { header, rows, .. } => {
            for row in std::iter::once(header).chain(rows).filter(|row| !row.is_empty()) {
                for cell in row.into_iter().filter(|cell| !cell.is_empty()) {
                    line(cell);
                }
            }
        }
        Kind::List { items, .. } => {
            for block in items.into_iter().flatten() {
                append_lines(block, content);
            }
        }
        _ => line(vec![Inline::Text(block.text())]),
    }
}

/// The parts of a table, also those in fields and changes around them.
fn parts<'e, 'a>(element: &'e Element<'a>, name: &str) -> Vec<&'e Element<'a>> {
    let mut parts = Vec::new();
    for child in element.elements() {
        match child.name {
            found if found == name => parts.push(child),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => parts.extend(self::parts(child, name)),
            _ => {}
        }
    }
    parts
}

fn is_contents(control: &Element<'_>) -> bool {
    let galleries =
        control.child("sdtPr").map(|properties| properties.all("docPartGallery")).unwrap_or_default();
    galleries.iter().any(|gallery| gallery.attribute("val").as_deref() == Some("Table of Contents"))
}

/// An item of a list, before it is known which list it is in.
struct Item {
    numbered: Numbered,
    number: Option<u64>,
    blocks: Vec<Block>,
}

/// Blocks as they come.
#[derive(Default)]
struct Flow {
    blocks: Vec<Block>,
    items: Vec<Item>,
    quoted: Vec<Block>,
    /// A caption whose picture or table has not come yet.
    caption: Option<Block>,
}

impl Flow {
    fn push(&mut self, mut block: Block) {
        self.close();
        if let Some(waiting) = self.caption.take()
            && let Some(caption) = put_under(&mut block, waiting)
        {
            self.blocks.push(caption);
        }
        self.blocks.push(block);
    }

    /// A caption is that of the picture before it, or else of what comes next.
    fn caption(&mut self, caption: Block) {
        self.close();
        let last = self.blocks.last_mut().filter(|last| matches!(last.kind, Kind::Figure { .. }));
        let left = match last {
            Some(last) => put_under(last, caption),
            None => Some(caption),
        };
        if let Some(before) = left.and_then(|left| self.caption.replace(left)) {
            self.blocks.push(before);
        }
    }

    fn quote(&mut self, block: Block) {
        if !self.items.is_empty() || self.caption.is_some() {
            self.end_caption();
        }
        self.quoted.push(block);
    }

    fn end_caption(&mut self) {
        self.close();
        self.blocks.extend(self.caption.take());
    }

    /// Ends the list or the quotation that is open.
    fn close(&mut self) {
        if !self.quoted.is_empty() {
            let blocks = std::mem::take(&mut self.quoted);
            let origin = blocks[0].origin.clone();
            self.blocks.push(Block { kind: Kind::Quote { blocks, attribution: None }, origin });
        }
        let mut items = std::mem::take(&mut self.items).into_iter().peekable();
        while items.peek().is_some() {
            self.blocks.extend(list(&mut items));
        }
    }

    fn end(mut self) -> Vec<Block> {
        self.end_caption();
        self.blocks
    }
}

/// Gives a picture or a table its caption; gives the caption back where it does not belong.
fn put_under(block: &mut Block, caption: Block) -> Option<Block> {
    match (&mut block.kind, caption) {
        (
            Kind::Figure { caption: place @ None, .. } | Kind::Table { caption: place @ None, .. },
            Block { kind: Kind::Paragraph(content), .. },
        ) => {
            *place = Some(content);
            None
        }
        (_, caption) => Some(caption),
    }
}

/// The list that starts with the next item; deeper items after an item are a list in it.
fn list(items: &mut Peekable<IntoIter<Item>>) -> Option<Block> {
    let Item { numbered, number, blocks } = items.next()?;
    let origin = blocks.first().map(|block| block.origin.clone()).unwrap_or_default();
    let mut told = vec![blocks];
    while let Some(next) = items.peek() {
        if numbered.level < next.numbered.level {
            told.last_mut().expect("the first item is there").extend(list(items));
        } else if next.numbered == numbered {
            told.extend(items.next().map(|item| item.blocks));
        } else {
            break;
        }
    }
    Some(Block { kind: Kind::List { start: number, items: told }, origin })
}
