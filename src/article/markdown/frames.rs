//! Blocks that hold blocks, as they are read.

use std::mem::discriminant;
use std::ops::Range;

use crate::article::normal::MAX_DEPTH;
use crate::article::{Block, Inline, Kind, Origin, preformatted};

/// What holds blocks.
#[derive(Debug, PartialEq)]
pub(super) enum Holder {
    Document,
    Quote,
    List(Option<u64>),
    Item,
    Note(String),
    /// `<figure>`.
    Figure,
    /// `<figcaption>`.
    Caption,
}

/// The last paragraph of a quotation, if it can be whom it is from.
pub(super) struct Credit {
    /// What stands in the paragraph before the name.
    pub(super) before: Vec<Inline>,
    pub(super) name: Vec<Inline>,
    /// Whether it can be nothing else.
    pub(super) sure: bool,
}

struct Frame {
    holder: Holder,
    /// Whether it is HTML, whose end may be missing.
    html: bool,
    range: Range<usize>,
    blocks: Vec<Block>,
    items: Vec<Vec<Block>>,
    caption: Option<Vec<Inline>>,
    credit: Option<Credit>,
    dashes: usize,
}

impl Frame {
    fn new(holder: Holder, html: bool, range: Range<usize>) -> Frame {
        let (blocks, items) = (Vec::new(), Vec::new());
        Frame { holder, html, range, blocks, items, caption: None, credit: None, dashes: 0 }
    }
}

/// The blocks that are open, from the document inwards.
pub(super) struct Frames {
    frames: Vec<Frame>,
    /// Markdown starts that nest too deep and whose ends are yet to come.
    ignored: usize,
}

impl Frames {
    pub(super) fn new() -> Frames {
        Frames { frames: vec![Frame::new(Holder::Document, false, 0..0)], ignored: 0 }
    }

    fn top(&mut self) -> &mut Frame {
        self.frames.last_mut().expect("the document stays open")
    }

    /// What holds the next block.
    pub(super) fn holder(&self) -> &Holder {
        &self.frames[self.frames.len() - 1].holder
    }

    /// How many blocks of the document are done.
    pub(super) fn count(&self) -> usize {
        self.frames[0].blocks.len()
    }

    pub(super) fn push(&mut self, kind: Kind, range: Range<usize>, anchor: Option<String>) {
        let origin = Origin { anchor, ..Origin::bytes(range) };
        let top = self.top();
        top.blocks.push(Block { kind, origin });
        top.credit = None;
    }

    /// Adds code. What is only indented may be verse.
    pub(super) fn code(&mut self, language: Option<String>, text: String, range: &Range<usize>, bare: bool) {
        match if bare { preformatted::prose(&text) } else { None } {
            Some(paragraphs) => {
                for content in paragraphs {
                    self.push(Kind::Paragraph(content), range.clone(), None);
                }
            }
            None => self.push(Kind::Code { language, text }, range.clone(), None),
        }
    }

    /// Says that the block pushed last may be whom a quotation is from.
    pub(super) fn credit(&mut self, credit: Credit) {
        let top = self.top();
        top.dashes += 1;
        top.credit = Some(credit);
    }

    fn is_full(&self) -> bool {
        let deep = |frame: &&Frame| matches!(frame.holder, Holder::Quote | Holder::List(_) | Holder::Note(_));
        MAX_DEPTH <= self.frames.iter().filter(deep).count()
    }

    /// Opens a block of Markdown, whose end will come.
    pub(super) fn open(&mut self, holder: Holder, range: Range<usize>) {
        if 0 < self.ignored || (holder != Holder::Item && self.is_full()) {
            self.ignored += 1;
        } else {
            self.frames.push(Frame::new(holder, false, range));
        }
    }

    /// Opens an element of HTML, which ends with the Markdown around it at the latest.
    pub(super) fn open_element(&mut self, holder: Holder, range: Range<usize>) {
        let nests = match holder {
            Holder::Figure => ![Holder::Figure, Holder::Caption].contains(self.holder()),
            Holder::Caption => *self.holder() == Holder::Figure,
            Holder::Item => matches!(self.holder(), Holder::List(_)),
            _ => !self.is_full(),
        };
        if nests {
            self.frames.push(Frame::new(holder, true, range));
        }
    }

    /// Closes the item of an HTML list that is still open where the next one starts.
    pub(super) fn close_item(&mut self, end: usize) {
        let mut own = self.frames.iter().rev().take_while(|frame| frame.html);
        let inner = own.find(|frame| matches!(frame.holder, Holder::Item | Holder::List(_)));
        if inner.is_some_and(|frame| frame.holder == Holder::Item) {
            self.close_element(&Holder::Item, end);
        }
    }

    /// Whether the next block is the first one of a quotation.
    pub(super) fn starts_quote(&self) -> bool {
        self.frames.last().is_some_and(|top| top.holder == Holder::Quote && top.blocks.is_empty())
    }

    /// Closes a block of Markdown and the HTML that is still open in it.
    pub(super) fn close(&mut self) {
        if 0 < self.ignored {
            self.ignored -= 1;
            return;
        }
        while 1 < self.frames.len() {
            let markdown = !self.top().html;
            self.end(!markdown);
            if markdown {
                return;
            }
        }
    }

    /// Closes an element of HTML if it is open.
    pub(super) fn close_element(&mut self, holder: &Holder, end: usize) {
        let own = self.frames.iter().rev().take_while(|frame| frame.html);
        let Some(count) =
            own.map(|frame| discriminant(&frame.holder) == discriminant(holder)).position(|found| found)
        else {
            return;
        };
        for _ in 0..=count {
            let top = self.top();
            top.range.end = top.range.end.max(end);
            self.end(false);
        }
    }

    /// Ends what was opened last; `cut` says that its end is missing.
    fn end(&mut self, cut: bool) {
        let Some(frame) = self.frames.pop() else { return };
        let range = frame.range.clone();
        match frame.holder {
            Holder::Item if matches!(self.holder(), Holder::List(_)) => self.top().items.push(frame.blocks),
            Holder::List(start) => {
                let mut items = frame.items;
                // What stands between the items of an HTML list.
                items.extend(Some(frame.blocks).filter(|blocks| !blocks.is_empty()));
                self.push(Kind::List { start, items }, range, None);
            }
            Holder::Note(label) => self.push(Kind::Note { label, blocks: frame.blocks }, range, None),
            Holder::Quote => self.push(quote(frame), range, None),
            Holder::Caption if !cut => self.end_caption(frame),
            Holder::Figure => {
                let blocks = figure(frame);
                self.spill(blocks);
            }
            _ => self.spill(frame.blocks),
        }
    }

    fn spill(&mut self, mut blocks: Vec<Block>) {
        let top = self.top();
        top.blocks.append(&mut blocks);
        top.credit = None;
    }

    /// The paragraphs of a caption are one text; anything else in it stands in the figure.
    fn end_caption(&mut self, frame: Frame) {
        let mut caption = Vec::new();
        for block in frame.blocks {
            match block.kind {
                Kind::Paragraph(mut content) => {
                    if !caption.is_empty() {
                        caption.push(Inline::Break);
                    }
                    caption.append(&mut content);
                }
                _ => self.top().blocks.push(block),
            }
        }
        let figure = self.top();
        if let Some(before) = &mut figure.caption {
            before.push(Inline::Break);
            before.append(&mut caption);
        } else {
            figure.caption = Some(caption);
        }
    }

    /// Closes everything, and gives the blocks of the document.
    pub(super) fn finish(&mut self) -> Vec<Block> {
        while 1 < self.frames.len() {
            self.end(true);
        }
        std::mem::take(&mut self.top().blocks)
    }
}

fn quote(frame: Frame) -> Kind {
    let mut blocks = frame.blocks;
    let Some(credit) = frame.credit else { return Kind::Quote { blocks, attribution: None } };
    let stands_alone = blocks.len() == 1 && credit.before.is_empty();
    if stands_alone || !(credit.sure || frame.dashes == 1) {
        return Kind::Quote { blocks, attribution: None };
    }
    let last = blocks.pop().expect("the credit is of the last block");
    if !credit.before.is_empty() {
        blocks.push(Block { kind: Kind::Paragraph(credit.before), origin: last.origin });
    }
    Kind::Quote { blocks, attribution: Some(credit.name) }
}

/// A `<figure>` is the picture or the table in it; if it holds anything else, its caption is a paragraph.
fn figure(frame: Frame) -> Vec<Block> {
    let Frame { mut blocks, caption: Some(text), range, .. } = frame else { return frame.blocks };
    if let [Block { kind: Kind::Figure { caption, .. } | Kind::Table { caption, .. }, .. }] = &mut blocks[..]
        && caption.is_none()
    {
        *caption = Some(text);
    } else {
        blocks.push(Block { kind: Kind::Paragraph(text), origin: Origin::bytes(range) });
    }
    blocks
}
