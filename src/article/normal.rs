//! The normal form of an article: of all the ways to say the same, the one that readers return.
//!
//! Runs of blanks are one space, blanks and line ends do not touch the edge of a block, empty pieces are
//! absent, neighbouring texts are one and hold nothing but text, links do not nest, notes stand at the top level under labels of their
//! own and are only referred to if they exist, rows of a table are equally long, and the title is not among
//! the headings. Two articles in normal form that say the same are equal.

mod run;

use std::collections::{HashMap, HashSet, VecDeque};

use super::{
    Article, Block, Certainty, Inline, Kind, Meta, Origin, Skipped, Why, headings, key, plain, tree,
};
use crate::clean;

/// How deep blocks nest in blocks, and running text in running text. What is deeper is said one level up.
pub(super) const MAX_DEPTH: usize = 32;

/// A table has at most so many cells once its rows are equally long; what stands further right joins the last cell.
const MOST_CELLS: usize = 1_000_000;

/// The largest number that starts a list: nine digits, as many as a list in Markdown can have.
const MAX_START: u64 = 999_999_999;

impl Article {
    /// The same article in normal form.
    #[must_use]
    pub fn normal(self) -> Article {
        let mut notes = Notes::default();
        notes.collect(&self.blocks);
        let mut blocks = Vec::new();
        let mut starts = Vec::with_capacity(self.blocks.len());
        for block in self.blocks {
            starts.push(blocks.len());
            let mut set_apart = Vec::new();
            blocks.extend(notes.block(block, 0, &mut set_apart));
            blocks.append(&mut set_apart);
        }
        let mut skipped: Vec<Skipped> = self.skipped.into_iter().filter_map(normal_skipped).collect();
        place(&mut skipped, |before| starts.get(before).copied().unwrap_or(blocks.len()));
        let mut article = Article { meta: self.meta.normal(), blocks, skipped };
        article.take_title();
        article.leave_empty_notes();
        article.skipped.sort_by_key(Skipped::rank);
        article
    }

    /// Leaves out the headings of notes that stand where the text refers to them: nothing is told under such a heading.
    fn leave_empty_notes(&mut self) {
        let mut empty = Vec::new();
        // The level of the next heading, if nothing but notes stands before it.
        let mut next = Some(0);
        for (at, block) in self.blocks.iter().enumerate().rev() {
            match &block.kind {
                Kind::Note { .. } | Kind::Rule => {}
                Kind::Heading { level, content } => {
                    if next.is_some_and(|next| next <= *level) && headings::heads_notes(&plain(content)) {
                        empty.push(at);
                    } else {
                        next = Some(*level);
                    }
                }
                _ => next = None,
            }
        }
        empty.reverse();
        let left = self.taken_out(&empty, Why::EmptySection);
        self.skipped.extend(left.into_iter().rev());
    }

    /// Takes out the blocks at these places, which are in order, and gives them as skipped.
    fn taken_out(&mut self, places: &[usize], why: Why) -> Vec<Skipped> {
        if places.is_empty() {
            return Vec::new();
        }
        let mut taken = Vec::with_capacity(places.len());
        for (at, block) in std::mem::take(&mut self.blocks).into_iter().enumerate() {
            if places.binary_search(&at).is_ok() {
                taken.push(Skipped::certain(squeeze(&block.text()), why, block.origin));
            } else {
                self.blocks.push(block);
            }
        }
        place(&mut self.skipped, |before| before - places.partition_point(|gone| *gone < before));
        taken
    }

    /// The same article without [`Origin`]s, to compare what two sources say and not where they say it.
    #[must_use]
    pub fn without_origins(mut self) -> Article {
        tree::visit_blocks(&mut self.blocks, &mut |block| block.origin = Origin::default());
        for skipped in &mut self.skipped {
            skipped.origin = Origin::default();
        }
        self
    }

    /// The first heading is the title if nothing else is, unless it opens the first of several chapters of the highest level;
    /// pictures may stand before it. A heading that repeats the title is skipped.
    fn take_title(&mut self) {
        let is_highest = |block: &Block| matches!(block.kind, Kind::Heading { level: 1, .. });
        let is_picture = |block: &Block| matches!(block.kind, Kind::Figure { .. } | Kind::Rule);
        let first = self.blocks.iter().take_while(|block| is_picture(block)).count();
        let chapters = self.blocks.iter().filter(|block| is_highest(block)).count();
        let is_chapter = 1 < chapters
            && !self.blocks.get(first + 1).is_some_and(|block| matches!(block.kind, Kind::Heading { .. }));
        if let (None, Some(Kind::Heading { level: 1, content }), false) =
            (&self.meta.title, self.blocks.get(first).map(|block| &block.kind), is_chapter)
        {
            let title = squeeze(&plain(content));
            if !title.is_empty() {
                self.meta.title = Some(title);
                self.blocks.remove(first);
                place(&mut self.skipped, |before| if first < before { before - 1 } else { before });
            }
        }
        let Some(title) = &self.meta.title else { return };
        let repeats = |block: &Block| matches!(&block.kind, Kind::Heading { level: 1, content } if same(title, &plain(content)));
        let places = (0..self.blocks.len()).filter(|at| repeats(&self.blocks[*at])).collect::<Vec<_>>();
        let repeated = self.taken_out(&places, Why::RepeatedTitle);
        self.skipped.splice(0..0, repeated);
    }
}

/// Whether two titles say the same. Titles without letters are compared as they stand.
fn same(one: &str, other: &str) -> bool {
    match key(one) {
        letters if letters.is_empty() => one == squeeze(other),
        letters => letters == key(other),
    }
}

fn normal_skipped(mut skipped: Skipped) -> Option<Skipped> {
    skipped.text = if skipped.is_doubtful() {
        // Each line is a paragraph of its author's.
        let text = lines(&skipped.text);
        let lines = text.lines().map(|line| squeeze(line).trim().to_owned()).filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    } else {
        lines(&skipped.text).trim().to_owned()
    };
    (!skipped.text.is_empty()).then_some(skipped)
}

/// Moves what is in doubt along with the blocks that it stands between.
fn place(skipped: &mut [Skipped], to: impl Fn(usize) -> usize) {
    for each in skipped {
        if let Certainty::Doubtful { before } = &mut each.certainty {
            *before = to(*before);
        }
    }
}

impl Meta {
    fn normal(mut self) -> Meta {
        let fields = [
            &mut self.title,
            &mut self.byline,
            &mut self.published,
            &mut self.language,
            &mut self.source,
            &mut self.site,
            &mut self.image,
            &mut self.description,
            &mut self.id,
        ];
        for field in fields {
            *field = field.take().map(|text| squeeze(&text)).filter(|text| !text.is_empty());
        }
        let lexicon = std::mem::take(&mut self.lexicon).into_iter();
        let squeezed = lexicon.map(|(word, said)| (squeeze(&word), squeeze(&said)));
        self.lexicon = squeezed.filter(|(word, said)| !word.is_empty() && !said.is_empty()).collect();
        self.byline = self.byline.as_deref().map(|byline| {
            let names = std::iter::successors(Some(byline), |name| without_by(name));
            names.last().unwrap_or(byline).to_owned()
        });
        self
    }
}

fn without_by(byline: &str) -> Option<&str> {
    let (first, rest) = byline.split_once(' ')?;
    first.eq_ignore_ascii_case("by").then(|| rest.trim())
}

/// Blanks and line ends as one space each, none at the edges, and only what is text.
pub(super) fn squeeze(text: &str) -> String {
    let text = clean::text(text);
    let mut squeezed = String::with_capacity(text.len());
    for word in text.split(is_blank).filter(|word| !word.is_empty()) {
        squeezed.push_str(if squeezed.is_empty() { "" } else { " " });
        squeezed.push_str(word);
    }
    squeezed
}

/// Whether a character only keeps words apart. A no-break space is a part of the text.
pub(super) fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
}

/// Text with line feeds for its line ends, and nothing that is none.
fn lines(text: &str) -> String {
    clean::line_feeds(&clean::text(text)).into_owned()
}

/// The labels of an article's notes: what each note is called now, in the order of the notes, and where a
/// reference by an old label leads.
#[derive(Default)]
struct Notes {
    new: VecDeque<String>,
    by_old: HashMap<String, String>,
    taken: HashSet<String>,
    repeats: HashMap<String, usize>,
}

impl Notes {
    fn collect(&mut self, blocks: &[Block]) {
        for block in tree::blocks(blocks) {
            if let Kind::Note { label, .. } = &block.kind {
                let new = self.unique(label);
                self.by_old.entry(label.clone()).or_insert_with(|| new.clone());
                self.by_old.entry(label.to_lowercase()).or_insert_with(|| new.clone());
                self.new.push_back(new);
            }
        }
    }

    /// A label like this one that no other note has, made of characters that need no escape anywhere.
    fn unique(&mut self, label: &str) -> String {
        let clean = |c: char| match c {
            '[' | ']' | '\\' | '|' | '^' | '`' | '<' | '>' | '&' | '$' => '-',
            c if c.is_whitespace() || c.is_control() => '-',
            c => c,
        };
        let base: String = squeeze(label).chars().take(100).map(clean).collect();
        let base = if base.is_empty() { "note".to_owned() } else { base };
        let mut unique = base.clone();
        while !self.taken.insert(unique.to_lowercase()) {
            let repeat = self.repeats.entry(base.to_lowercase()).or_insert(1);
            *repeat += 1;
            unique = format!("{base}-{repeat}");
        }
        unique
    }

    fn refer(&self, label: &str) -> Option<&String> {
        self.by_old.get(label).or_else(|| self.by_old.get(&label.to_lowercase()))
    }

    fn blocks(&mut self, blocks: Vec<Block>, depth: usize, notes: &mut Vec<Block>) -> Vec<Block> {
        blocks.into_iter().flat_map(|block| self.block(block, depth, notes)).collect()
    }

    /// A block in normal form: none if it is empty, several if it stood too deep. Notes in it are set apart.
    fn block(&mut self, block: Block, depth: usize, notes: &mut Vec<Block>) -> Vec<Block> {
        let origin = block.origin;
        let kind = match block.kind {
            Kind::Heading { level, content } => {
                let content = self.inlines(content);
                (!content.is_empty()).then(|| Kind::Heading { level: level.clamp(1, 6), content })
            }
            Kind::Paragraph(content) => self.paragraph(content),
            Kind::List { items, .. } if MAX_DEPTH <= depth => {
                return items.into_iter().flat_map(|item| self.blocks(item, depth, notes)).collect();
            }
            Kind::List { start, items } => {
                let items: Vec<_> =
                    items.into_iter().map(|item| self.blocks(item, depth + 1, notes)).collect();
                let start = start.map(|start| start.min(MAX_START));
                items.iter().any(|item| !item.is_empty()).then_some(Kind::List { start, items })
            }
            Kind::Quote { blocks, attribution } => {
                let flat = MAX_DEPTH <= depth;
                let mut blocks = self.blocks(blocks, depth + usize::from(!flat), notes);
                let attribution =
                    attribution.map(|name| self.attribution(name)).filter(|name| !name.is_empty());
                match attribution {
                    Some(name) if flat || blocks.is_empty() || !has_words(&name) => {
                        blocks.push(Block { kind: Kind::Paragraph(name), origin: origin.clone() });
                        if flat {
                            return blocks;
                        }
                        Some(Kind::Quote { blocks, attribution: None })
                    }
                    _ if flat => return blocks,
                    attribution => (!blocks.is_empty()).then_some(Kind::Quote { blocks, attribution }),
                }
            }
            Kind::Figure { medium, caption, alt, source } => Some(Kind::Figure {
                medium,
                caption: self.caption(caption),
                alt: alt.map(|alt| squeeze(&alt)),
                source: source.map(|source| squeeze(&source)).filter(|source| !source.is_empty()),
            }),
            Kind::Table { caption, header, rows } => self.table(caption, header, rows),
            Kind::Code { language, text } => normal_code(language, &text),
            Kind::Note { blocks, .. } => {
                let label = self.new.pop_front().expect("every note was collected in this order");
                let mut inner = Vec::new();
                let blocks = self.blocks(blocks, 1, &mut inner);
                notes.push(Block { kind: Kind::Note { label, blocks }, origin });
                notes.append(&mut inner);
                return Vec::new();
            }
            Kind::Rule => Some(Kind::Rule),
        };
        kind.map(|kind| Block { kind, origin }).into_iter().collect()
    }

    fn paragraph(&self, content: Vec<Inline>) -> Option<Kind> {
        let content = self.inlines(content);
        (!content.is_empty()).then_some(Kind::Paragraph(content))
    }

    fn caption(&self, caption: Option<Vec<Inline>>) -> Option<Vec<Inline>> {
        caption.map(|content| self.inlines(content)).filter(|content| !content.is_empty())
    }

    /// A name on one line, without the dash before it.
    fn attribution(&self, name: Vec<Inline>) -> Vec<Inline> {
        let mut name = self.inlines(name);
        tree::visit_inlines(&mut name, &mut |inline| {
            if *inline == Inline::Break {
                *inline = Inline::Text(" ".into());
            }
        });
        let mut name = self.inlines(name);
        if let Some(Inline::Text(text)) = name.first_mut() {
            *text = text.trim_start_matches(|c: char| c.is_whitespace() || is_dash(c)).to_owned();
        }
        self.inlines(name)
    }

    fn table(
        &self,
        caption: Option<Vec<Inline>>,
        header: Vec<Vec<Inline>>,
        rows: Vec<Vec<Vec<Inline>>>,
    ) -> Option<Kind> {
        let row = |cells: Vec<Vec<Inline>>| -> Vec<Vec<Inline>> {
            let cells: Vec<_> = cells.into_iter().map(|cell| self.inlines(cell)).collect();
            if cells.iter().all(Vec::is_empty) { Vec::new() } else { cells }
        };
        let mut header = row(header);
        let mut rows: Vec<_> = rows.into_iter().map(row).filter(|row| !row.is_empty()).collect();
        let widest = (MOST_CELLS / (rows.len() + 1)).max(1);
        for row in rows.iter_mut().chain([&mut header]).filter(|row| widest < row.len()) {
            let rest = row.split_off(widest);
            let last = rest.into_iter().flat_map(|cell| [vec![Inline::Text(" ".into())], cell].concat());
            row[widest - 1].extend(last);
            row[widest - 1] = self.inlines(std::mem::take(&mut row[widest - 1]));
        }
        let width = rows.iter().chain([&header]).map(Vec::len).max().unwrap_or_default();
        if width == 0 {
            return self.caption(caption).map(Kind::Paragraph);
        }
        if !header.is_empty() {
            header.resize(width, Vec::new());
        }
        for row in &mut rows {
            row.resize(width, Vec::new());
        }
        Some(Kind::Table { caption: self.caption(caption), header, rows })
    }

    /// Running text in normal form.
    fn inlines(&self, content: Vec<Inline>) -> Vec<Inline> {
        run::normal(content, &|label| self.refer(label).cloned())
    }
}

/// Whether text says more than the dash before it.
pub(super) fn has_words(content: &[Inline]) -> bool {
    plain(content).contains(|c: char| !c.is_whitespace() && !is_dash(c))
}

/// Whether a character introduces whom a quotation is from.
fn is_dash(c: char) -> bool {
    matches!(c, '—' | '―' | '–')
}

/// Code without line ends after its last line.
fn normal_code(language: Option<String>, text: &str) -> Option<Kind> {
    let text = lines(text);
    let text = text.trim_end_matches('\n').to_owned();
    let one_word = |name: String| squeeze(&name).split_whitespace().collect::<Vec<_>>().join("-");
    let language = language.map(one_word).filter(|name| !name.is_empty());
    (!text.trim_matches(is_blank).is_empty()).then_some(Kind::Code { language, text })
}
