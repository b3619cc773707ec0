//! Reading: the parser's events, put together to blocks.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
};

use super::comment::{self, Entry};
use super::frames::{Credit, Frames, Holder};
use super::front_matter;
use super::inlines::{Inlines, Wrap};
use super::{dialect, tags};
use crate::article::normal::{has_words, is_blank};
use crate::article::{Article, Certainty, Inline, Kind, Origin, Place, Skipped, Why, plain, tree};

/// What the parser reads beside `CommonMark`.
pub(super) fn options() -> Options {
    OPTIONS | Options::ENABLE_MATH
}

const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM);

/// What a run of text is.
pub(super) enum Role {
    Paragraph,
    Heading {
        level: u8,
        anchor: Option<String>,
    },
    Cell,
    /// The text printed with a table of HTML.
    Caption,
    Code {
        /// Whether nothing says that it is code, but that it is indented.
        bare: bool,
        language: Option<String>,
    },
}

/// The block of running text that is being read.
pub(super) struct Leaf {
    pub(super) role: Role,
    /// Whether Markdown opened it, and not HTML or bare text in a list item.
    pub(super) marked: bool,
    pub(super) content: Inlines,
    range: Range<usize>,
}

/// A table that is being read.
#[derive(Default)]
pub(super) struct Table {
    /// Whether HTML opened it.
    pub(super) html: bool,
    /// How many cells of the row are headers, in HTML.
    pub(super) heads: usize,
    caption: Option<Vec<Inline>>,
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
    /// The names of elements that are components of a script, and no HTML.
    pub(super) components: BTreeSet<&'a str>,
    pub(super) frames: Frames,
    pub(super) leaf: Option<Leaf>,
    pub(super) table: Option<Table>,
    html: Option<String>,
    skipped: Vec<Skipped>,
    /// Where the event stands in the text.
    pub(super) range: Range<usize>,
}

/// Understands Markdown.
pub(super) fn read(source: &str) -> Article {
    let marked = source.len() - source.trim_start_matches('\u{feff}').len();
    let front = front_matter::read(&source[marked..]);
    let base = marked + front.end;
    let plain = dialect::plain(&source[base..]);
    let mut reader = Reader {
        text: &plain.text,
        components: tags::components(&plain.text),
        frames: Frames::new(),
        leaf: None,
        table: None,
        html: None,
        skipped: Vec::new(),
        range: 0..0,
    };
    for (event, range) in Parser::new_ext(reader.text, options()).into_offset_iter() {
        reader.range = range.clone();
        let source = &reader.text[range];
        reader.event(event, source);
    }
    reader.finish_leaf();
    reader.end_table();
    let mut blocks = reader.frames.finish();
    let mut skipped = reader.skipped;
    // Places are so far those of the rewritten text.
    let place = |origin: &mut Origin| {
        if let Place::Bytes(range) = &mut origin.place {
            let found = plain.source_of(range);
            *range = base + found.start..base + found.end;
        }
    };
    tree::visit_blocks(&mut blocks, &mut |block| place(&mut block.origin));
    for skipped in &mut skipped {
        place(&mut skipped.origin);
    }
    for mut taken in plain.skipped {
        if let Place::Bytes(range) = &mut taken.origin.place {
            *range = base + range.start..base + range.end;
        }
        skipped.push(taken);
    }
    let unknown = front.unknown.into_iter().filter(|text| !text.is_empty());
    skipped.extend(unknown.map(|text| Skipped::certain(text, Why::Markup, Origin::bytes(marked..base))));
    let mut article = Article { meta: front.meta, blocks, skipped }.normal();
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
        let start = self.range.start;
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
        if self.in_cell() && matches!(tag, Tag::Paragraph | Tag::HtmlBlock) {
            if tag == Tag::HtmlBlock {
                self.html = Some(String::new());
            }
            return self.leaf().content.text(" ", "");
        }
        if !is_inline(&tag) {
            self.finish_leaf();
            if self.table.as_ref().is_some_and(|table| table.html) && tag != Tag::HtmlBlock {
                self.end_table();
            }
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
            Tag::Table(_) => self.open_table(false),
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
            TagEnd::Paragraph if self.in_cell() => {}
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
                if !self.in_cell() {
                    self.finish_leaf();
                }
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
        self.open_leaf(Role::Code { language, bare: matches!(kind, CodeBlockKind::Indented) }, true);
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
        if !matches!(leaf.role, Role::Cell | Role::Caption) {
            for picture in before {
                self.frames.push(picture.kind, range.clone(), None);
            }
        } else if let Some(table) = &mut self.table {
            table.pictures.extend(before.into_iter().map(|picture| picture.kind));
        }
        match leaf.role {
            Role::Paragraph if content.iter().all(is_void) => {}
            Role::Paragraph if self.callout(&leaf.range, &mut content) => {}
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
            Role::Code { language, bare } => self.frames.code(language, plain(&content), &range, bare),
            Role::Caption => {
                if let Some(table) = &mut self.table {
                    table.caption = Some(content);
                }
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

    /// A box of Obsidian, a quotation that starts with its kind and its title: `[!note]- Title`. GFM knows five kinds.
    fn callout(&mut self, range: &Range<usize>, content: &mut Vec<Inline>) -> bool {
        let Some(rest) = self.text[range.clone()].strip_prefix("[!").filter(|_| self.frames.starts_quote())
        else {
            return false;
        };
        let Some((kind, after)) = rest.split_once(']') else { return false };
        let is_name = |c: char| c.is_alphanumeric() || "-_ |".contains(c);
        let Some(Inline::Text(first)) = content.first_mut().filter(|_| kind.chars().all(is_name)) else {
            return false;
        };
        let mark = kind.len() + 3 + usize::from(after.starts_with(['-', '+']));
        let Some(title) = first.get(mark..).map(str::to_owned) else { return false };
        *first = title;
        let line_end = |inline: &Inline| matches!(inline, Inline::Text(text) if text.contains('\n'));
        let at = content.iter().position(line_end).unwrap_or(content.len());
        let mut body = content.split_off(at);
        if let Some(Inline::Text(text)) = body.first_mut()
            && let Some((title, rest)) = text.split_once('\n')
        {
            content.push(Inline::Text(title.to_owned()));
            *text = rest.to_owned();
        }
        if !has_words(content) {
            *content = vec![Inline::Text(dialect::named(kind.split('|').next().unwrap_or_default()))];
        }
        let title = Kind::Paragraph(vec![Inline::Strong(std::mem::take(content))]);
        self.frames.push(title, range.clone(), None);
        if !body.iter().all(is_void) {
            self.frames.push(Kind::Paragraph(body), range.clone(), None);
        }
        true
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
        let end = self.range.end;
        let Some(table) = &mut self.table else { return };
        let start = table.end.min(end);
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

    pub(super) fn open_table(&mut self, html: bool) {
        self.table = Some(Table { html, end: self.range.start, ..Table::default() });
    }

    /// Ends a row of a table in HTML. A first row of nothing but headers is the header.
    pub(super) fn end_html_row(&mut self) {
        let Some(table) = &mut self.table else { return };
        let (row, heads) = (std::mem::take(&mut table.row), std::mem::take(&mut table.heads));
        if row.is_empty() {
            return;
        }
        if heads == row.len() && table.header.is_empty() && table.rows.is_empty() {
            table.header = row;
        } else {
            table.rows.push(row);
        }
    }

    pub(super) fn end_table(&mut self) {
        self.end_html_row();
        let Some(Table { caption, header, rows, pictures, .. }) = self.table.take() else { return };
        self.frames.push(Kind::Table { caption, header, rows }, self.range.clone(), None);
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

/// Whether what a tag starts is running text.
pub(super) fn is_inline(tag: &Tag<'_>) -> bool {
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
