//! Reading: the parser's events, put together to blocks.

use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::comment::{self, Entry};
use super::frames::{Credit, Frames, Holder};
use super::front_matter;
use super::inlines::{Inlines, Wrap};
use crate::article::normal::{has_words, is_blank};
use crate::article::{Article, Certainty, Inline, Kind, Origin, Place, Skipped, Why, plain};

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

/// What a run of text is.
pub(super) enum Role {
    Paragraph,
    Heading { level: u8, anchor: Option<String> },
    Cell,
    Code { language: Option<String> },
}

/// The block of running text that is being read.
pub(super) struct Leaf {
    pub(super) role: Role,
    /// Whether Markdown opened it, and not HTML or bare text in a list item.
    pub(super) marked: bool,
    pub(super) content: Inlines,
    range: Range<usize>,
}

struct Table {
    header: Vec<Vec<Inline>>,
    rows: Vec<Vec<Vec<Inline>>>,
    row: Vec<Vec<Inline>>,
    pictures: Vec<Kind>,
    /// Where the last cell ends.
    end: usize,
}

/// A text as it is read.
pub(super) struct Reader<'a> {
    text: &'a str,
    /// Where the text starts in the source.
    base: usize,
    pub(super) frames: Frames,
    pub(super) leaf: Option<Leaf>,
    table: Option<Table>,
    html: Option<String>,
    skipped: Vec<Skipped>,
    /// Where the event stands in the source.
    pub(super) range: Range<usize>,
}

/// Understands Markdown.
pub(super) fn read(source: &str) -> Article {
    let marked = source.len() - source.trim_start_matches('\u{feff}').len();
    let front = front_matter::read(&source[marked..]);
    let base = marked + front.end;
    let mut reader = Reader {
        text: &source[base..],
        base,
        frames: Frames::new(),
        leaf: None,
        table: None,
        html: None,
        skipped: Vec::new(),
        range: marked..base,
    };
    for entry in front.unknown {
        reader.skip(entry, Why::Markup);
    }
    for (event, range) in Parser::new_ext(reader.text, OPTIONS | Options::ENABLE_MATH).into_offset_iter() {
        reader.range = base + range.start..base + range.end;
        let source = &reader.text[range];
        reader.event(event, source);
    }
    reader.finish_leaf();
    let blocks = reader.frames.finish();
    let mut article = Article { meta: front.meta, blocks, skipped: reader.skipped }.normal();
    article.skipped.sort_by_key(|skipped| match &skipped.origin.place {
        Place::Bytes(range) => (skipped.rank(), range.start),
        Place::Element(_) => (skipped.rank(), 0),
    });
    article
}

impl Reader<'_> {
    pub(super) fn skip(&mut self, text: String, why: Why) {
        if !text.is_empty() {
            self.skipped.push(Skipped::certain(text, why, Origin::bytes(self.range.clone())));
        }
    }

    pub(super) fn comment(&mut self, text: &str) {
        let Entry { text, why, doubtful } = comment::read(text);
        if doubtful && !text.is_empty() {
            let certainty = Certainty::Doubtful { before: self.frames.count() };
            let skipped = Skipped::certain(text, why, Origin::bytes(self.range.clone()));
            self.skipped.push(Skipped { certainty, ..skipped });
        } else {
            self.skip(text, why);
        }
    }

    /// The text that is being read; text that nothing opened is a paragraph.
    pub(super) fn leaf(&mut self) -> &mut Leaf {
        let range = self.range.clone();
        let leaf = self.leaf.get_or_insert_with(|| Leaf {
            role: Role::Paragraph,
            marked: false,
            content: Inlines::new(),
            range: range.clone(),
        });
        leaf.range.end = leaf.range.end.max(range.end);
        leaf
    }

    pub(super) fn open_leaf(&mut self, role: Role, marked: bool) {
        self.finish_leaf();
        self.leaf = Some(Leaf { role, marked, content: Inlines::new(), range: self.range.clone() });
    }

    fn event(&mut self, event: Event<'_>, source: &str) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.leaf().content.text(&text, source),
            Event::Code(text) => self.leaf().content.push(Inline::Code(text.into_string())),
            Event::InlineHtml(tag) => self.markup(&tag),
            Event::Html(line) => self.html.get_or_insert_default().push_str(&line),
            Event::InlineMath(formula) => self.math(&formula, source, "$"),
            Event::DisplayMath(formula) => self.math(&formula, source, "$$"),
            Event::FootnoteReference(label) => self.leaf().content.push(Inline::NoteRef(label.into_string())),
            Event::SoftBreak => self.leaf().content.soft_break(),
            Event::HardBreak => self.leaf().content.push(Inline::Break),
            Event::Rule => {
                self.finish_leaf();
                self.frames.push(Kind::Rule, self.range.clone(), None);
            }
            Event::TaskListMarker(checked) => self.leaf().content.push(Inline::Checkbox { checked }),
        }
    }

    /// A formula, unless the dollars are prices: `$5-$10`, or stand in words: `A$AP Ke$ha`.
    fn math(&mut self, formula: &str, source: &str, sign: &str) {
        let start = self.range.start - self.base;
        let before = self.text[..start].chars().next_back();
        let after = self.text[start + source.len()..].chars().next();
        if [before, after].into_iter().flatten().any(char::is_alphanumeric) {
            let text = format!("{sign}{formula}{sign}").replace(['\r', '\n'], " ");
            for (event, range) in Parser::new_ext(&text, OPTIONS).into_offset_iter() {
                if !matches!(event, Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph)) {
                    self.event(event, &text[range]);
                }
            }
        } else {
            self.leaf().content.push(Inline::Math(formula.to_owned()));
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        let range = self.range.clone();
        if !is_inline(&tag) {
            self.finish_leaf();
        }
        match tag {
            Tag::Paragraph => self.open_leaf(Role::Paragraph, true),
            Tag::Heading { level, id, .. } => {
                let anchor = id.map(pulldown_cmark::CowStr::into_string);
                self.open_leaf(Role::Heading { level: number(level), anchor }, true);
            }
            Tag::BlockQuote(alert) => {
                self.frames.open(Holder::Quote, range);
                if let Some(name) = alert.map(alert_name) {
                    let name = Inline::Strong(vec![Inline::Text(name.into())]);
                    self.frames.push(Kind::Paragraph(vec![name]), self.range.clone(), None);
                }
            }
            Tag::List(start) => self.frames.open(Holder::List(start), range),
            Tag::Item => self.frames.open(Holder::Item, range),
            Tag::FootnoteDefinition(label) => self.frames.open(Holder::Note(label.into_string()), range),
            Tag::CodeBlock(kind) => self.code(&kind),
            Tag::HtmlBlock => self.html = Some(String::new()),
            Tag::Table(_) => {
                let (header, rows, row, pictures) = Default::default();
                self.table = Some(Table { header, rows, row, pictures, end: range.start });
            }
            Tag::TableCell => self.open_leaf(Role::Cell, true),
            Tag::Emphasis => self.leaf().content.open(Wrap::Emphasis),
            Tag::Strong => self.leaf().content.open(Wrap::Strong),
            Tag::Strikethrough => self.leaf().content.open(Wrap::Struck),
            Tag::Superscript => self.leaf().content.open(Wrap::Sup),
            Tag::Subscript => self.leaf().content.open(Wrap::Sub),
            Tag::Link { link_type, dest_url, title, .. } => {
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                self.leaf().content.open(Wrap::Link(format!("{scheme}{dest_url}")));
                self.skip(title.into_string(), Why::Markup);
            }
            Tag::Image { dest_url, title, .. } => {
                let wrap = Wrap::Image { source: dest_url.into_string(), caption: title.into_string() };
                self.leaf().content.open(wrap);
            }
            Tag::TableHead
            | Tag::TableRow
            | Tag::MetadataBlock(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::CodeBlock => self.finish_leaf(),
            TagEnd::TableCell => {
                self.finish_leaf();
                if let Some(table) = &mut self.table {
                    table.end = self.range.end;
                }
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.finish_leaf();
                self.frames.close();
            }
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.markup(&html);
                self.finish_leaf();
            }
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => self.leaf().content.close(),
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(tag == TagEnd::TableHead),
            TagEnd::Table => self.end_table(),
            TagEnd::MetadataBlock(_)
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => {}
        }
    }

    /// The first word after a fence is the language; what follows is not for listeners.
    fn code(&mut self, kind: &CodeBlockKind<'_>) {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.trim(),
            CodeBlockKind::Indented => "",
        };
        let (language, rest) = info.split_once(is_blank).unwrap_or((info, ""));
        self.skip(rest.to_owned(), Why::Markup);
        let language = Some(language.to_owned()).filter(|language| !language.is_empty());
        self.open_leaf(Role::Code { language }, true);
    }

    pub(super) fn finish_leaf(&mut self) {
        let Some(mut leaf) = self.leaf.take() else { return };
        let mut content = leaf.content.finish();
        for hidden in std::mem::take(&mut leaf.content.hidden) {
            self.skip(hidden, Why::Markup);
        }
        let pictures = std::mem::take(&mut leaf.content.pictures);
        let (inside, before): (Vec<_>, Vec<_>) = pictures.into_iter().partition(|picture| picture.inside);
        let range = leaf.range.clone();
        if !matches!(leaf.role, Role::Cell) {
            for picture in before {
                self.frames.push(picture.kind, range.clone(), None);
            }
        } else if let Some(table) = &mut self.table {
            table.pictures.extend(before.into_iter().map(|picture| picture.kind));
        }
        match leaf.role {
            Role::Paragraph if content.iter().all(is_void) => {}
            Role::Paragraph => {
                let credit = self.credit(&leaf.content, &content);
                self.frames.push(Kind::Paragraph(content), range.clone(), None);
                if let Some(credit) = credit {
                    self.frames.credit(credit);
                }
            }
            Role::Heading { level, anchor } => {
                self.frames.push(Kind::Heading { level, content }, range.clone(), anchor);
            }
            Role::Code { language } => {
                let text = plain(&content);
                self.frames.push(Kind::Code { language, text }, range.clone(), None);
            }
            Role::Cell => {
                if let Some(table) = &mut self.table {
                    table.row.push(std::mem::take(&mut content));
                    table.pictures.extend(inside.into_iter().map(|picture| picture.kind));
                }
                return;
            }
        }
        for picture in inside {
            self.frames.push(picture.kind, range.clone(), None);
        }
    }

    /// Whom a quotation is from, if its last line looks like that.
    fn credit(&self, inlines: &Inlines, content: &[Inline]) -> Option<Credit> {
        if *self.frames.holder() != Holder::Quote {
            return None;
        }
        let (before, name) = content.split_at(inlines.dash?);
        let before = if before.iter().all(is_void) { Vec::new() } else { before.to_vec() };
        let sure = inlines.is_citation(content);
        let name = match name {
            [_, Inline::Emphasis(cited)] if sure => cited.clone(),
            name => name.to_vec(),
        };
        has_words(&name).then_some(Credit { before, name, sure })
    }

    /// Ends a row. The parser drops cells that have no column; their words are kept.
    fn end_row(&mut self, head: bool) {
        let end = self.range.end - self.base;
        let Some(table) = &mut self.table else { return };
        let start = (table.end - self.base).min(end);
        let dropped = self.text[start..end].trim().trim_matches('|');
        let cells = dropped.split('|').map(str::trim).filter(|cell| !cell.is_empty());
        table.row.extend(cells.map(|cell| vec![Inline::Text(cell.to_owned())]));
        let row = std::mem::take(&mut table.row);
        if head {
            table.header = row;
        } else {
            table.rows.push(row);
        }
    }

    fn end_table(&mut self) {
        let Some(Table { header, rows, pictures, .. }) = self.table.take() else { return };
        self.frames.push(Kind::Table { caption: None, header, rows }, self.range.clone(), None);
        for picture in pictures {
            self.frames.push(picture, self.range.clone(), None);
        }
    }
}

fn is_void(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) => text.trim_matches(is_blank).is_empty(),
        other => *other == Inline::Break,
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. }
            | Tag::Image { .. }
    )
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn alert_name(alert: BlockQuoteKind) -> &'static str {
    match alert {
        BlockQuoteKind::Note => "Note",
        BlockQuoteKind::Tip => "Tip",
        BlockQuoteKind::Important => "Important",
        BlockQuoteKind::Warning => "Warning",
        BlockQuoteKind::Caution => "Caution",
    }
}
