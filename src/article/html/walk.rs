//! From the elements of a page to the blocks of an article, in reading order.

use std::collections::{BTreeMap, HashSet};

use dom_query::{NodeId, NodeRef};

use super::extract::{Kept, Part};
use super::{code, figure, inline, language, math, notes, outside, page, pulled, table};
use crate::article::normal::MAX_DEPTH;
use crate::article::{
    Block, Inline, Kind, Meta, Origin, Place, Skipped, Why, elements, headings, key, plain, tree,
};
use crate::language::primary;

/// Running text as it comes, and the blocks before it.
#[derive(Default)]
pub(super) struct Flow {
    pub(super) blocks: Vec<Block>,
    pub(super) line: Vec<Inline>,
    /// Pictures that stand within the line: they follow it.
    pub(super) pictures: Vec<Block>,
    /// How many pieces at the start of the line are known to hold no words.
    wordless: usize,
    pub(super) origin: Origin,
    /// Whether it is the page's own, and not that of something in it.
    whole: bool,
}

impl Flow {
    /// Starts at an element.
    pub(super) fn at(node: &NodeRef<'_>) -> Flow {
        Flow { origin: origin(node), ..Flow::default() }
    }

    pub(super) fn push(&mut self, kind: Kind, origin: Origin) {
        self.end_line();
        self.blocks.push(Block { kind, origin });
    }

    pub(super) fn has_words(&mut self) -> bool {
        let is_wordless = |piece: &Inline| plain(std::slice::from_ref(piece)).trim().is_empty();
        while self.line.get(self.wordless).is_some_and(is_wordless) {
            self.wordless += 1;
        }
        self.wordless < self.line.len()
    }

    /// The text so far is a paragraph.
    pub(super) fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.wordless = 0;
        if !plain(&line).trim().is_empty() {
            self.blocks.push(Block { kind: Kind::Paragraph(line), origin: self.origin.clone() });
        }
        self.blocks.append(&mut self.pictures);
    }
}

/// Walks over a page.
pub(super) struct Walker {
    kept: Kept,
    /// The letters of the title and of the author's name.
    title: Option<String>,
    byline: Option<String>,
    /// The primary subtag of the page's language.
    language: String,
    /// What is left out, each with the number of the page's blocks before it.
    skipped: Vec<(usize, Skipped)>,
    /// How many blocks of the page are done.
    done: usize,
    /// The captions of the figures around: they are said with their pictures.
    pub(super) captions: HashSet<NodeId>,
    /// The boxes that are open and opened with a heading, each with the place of the heading.
    open: Vec<(NodeId, usize)>,
    boxes: BTreeMap<usize, Opened>,
}

/// What a heading opens that says that it is beside the article.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    /// The place after the last block in its box.
    pub(super) end: usize,
    /// Whether the box itself says that it is beside the article.
    pub(super) marked: bool,
}

impl Walker {
    pub(super) fn new(kept: Kept, meta: &Meta) -> Walker {
        let [title, byline] = [&meta.title, &meta.byline].map(|fact| fact.as_deref().map(key));
        let language = primary(meta.language.as_deref().unwrap_or("en"));
        Walker {
            kept,
            title,
            byline,
            language,
            skipped: Vec::new(),
            done: 0,
            captions: HashSet::new(),
            open: Vec::new(),
            boxes: BTreeMap::new(),
        }
    }

    /// What is left out, in the order of the page, with `beside`: blocks that were taken out later, by their place.
    pub(super) fn skipped(self, beside: Vec<(usize, Skipped)>) -> Vec<Skipped> {
        let walked = self.skipped.into_iter().map(|(place, skipped)| ((place, 0), skipped));
        let mut all: Vec<_> =
            walked.chain(beside.into_iter().map(|(place, skipped)| ((place, 1), skipped))).collect();
        all.sort_by_key(|(place, _)| *place);
        all.into_iter().map(|(_, skipped)| skipped).collect()
    }

    /// The blocks of a page, each with its place among them.
    pub(super) fn body(&mut self, body: &NodeRef<'_>) -> Vec<(usize, Block)> {
        let mut flow = Flow { whole: true, ..Flow::default() };
        self.children(body, &mut flow, 0);
        flow.end_line();
        let blocks = flow.blocks.into_iter().enumerate();
        blocks.filter_map(|(place, block)| Some((place, self.without_facts(place, block)?))).collect()
    }

    /// For each heading that says that it is beside the article and opens a box, by its place: where the box ends.
    pub(super) fn boxes(&self) -> &BTreeMap<usize, Opened> {
        &self.boxes
    }

    /// Whether nothing in an element is of the article.
    pub(super) fn is_outside(&self, node: &NodeRef<'_>) -> bool {
        self.kept.part(node) == Part::Outside
    }

    /// Notes that something is left out.
    pub(super) fn leave_out(&mut self, text: String, why: Why, origin: Origin) {
        self.skipped.push((self.done, Skipped::certain(text, why, origin)));
    }

    /// The elements in which a node stands that hold nothing of the article, from the inside.
    fn left_around<'a>(&self, node: &NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> {
        let all = [*node].into_iter().chain(node.ancestors_it(None)).filter(NodeRef::is_element);
        all.take_while(|outer| self.kept.part(outer) == Part::Outside)
    }

    /// Leaves out what is not of the article; where the page does not say so, it is a guess.
    fn skip_outside(&mut self, node: &NodeRef<'_>, why: Why) {
        let text = page::words_and_alts(node);
        if text.is_empty() {
            return;
        }
        let title = self.title.as_deref().unwrap_or_default();
        let is_title = |line: &str| outside::repeats(line, title);
        let why = if why == Why::Outside && text.lines().all(is_title) { Why::RepeatedTitle } else { why };
        let is_certain = why != Why::Outside && !outside::is_prose(node, why, &text)
            || self.left_around(node).any(|outer| self.kept.is_beside(&outer))
            || self.kept.is_among_others(node)
            || !self.kept.is_text(node, title);
        let skipped = if is_certain {
            Skipped::certain(text, why, origin(node))
        } else {
            Skipped::guessed(text, why, origin(node), self.done)
        };
        self.skipped.push((self.done, skipped));
    }

    /// A line that only repeats the title or what the episode's opening says is not said again.
    fn without_facts(&mut self, place: usize, block: Block) -> Option<Block> {
        let (text, fact, why) = match (&block.kind, &self.title, &self.byline) {
            (Kind::Heading { .. }, Some(title), _) => (block.text(), title, Why::RepeatedTitle),
            (Kind::Paragraph(_), _, Some(name)) => (block.text(), name, Why::Credits),
            _ => return Some(block),
        };
        let letters = key(&text);
        let is_by = || why == Why::Credits && letters.strip_prefix("by") == Some(fact);
        if letters.is_empty() || (letters != *fact && !is_by()) {
            return Some(block);
        }
        self.done = place;
        self.leave_out(text, why, block.origin);
        None
    }

    pub(super) fn skip(&mut self, node: &NodeRef<'_>, why: Why) {
        let text = page::words_and_alts(node);
        if !text.is_empty() {
            self.leave_out(text, why, origin(node));
        }
    }

    pub(super) fn children(&mut self, node: &NodeRef<'_>, flow: &mut Flow, depth: usize) {
        let inside = self.kept.part(node) == Part::Inside;
        let mut broken = false;
        for child in node.children_it(false) {
            let name = page::name(&child);
            if flow.whole {
                self.done = flow.blocks.len();
            }
            if child.is_text() {
                let text = child.text();
                let blank = text.trim().is_empty();
                if inside || self.kept.part(&child) == Part::Inside {
                    flow.line.push(Inline::Text(text.to_string()));
                } else {
                    if !blank {
                        self.skip_outside(&child, outside::why(self.left_around(node)));
                    }
                    // What stays on both sides of it stays apart.
                    flow.line.push(Inline::Text(" ".into()));
                }
                broken &= blank;
            } else if name == "br" {
                // Two line ends in a row are how old pages part paragraphs.
                if broken {
                    flow.end_line();
                } else {
                    flow.line.push(Inline::Break);
                }
                broken = true;
            } else if child.is_element() {
                broken = false;
                self.element(&child, &name, flow, depth);
                self.close(&child, flow);
            }
        }
    }

    /// Notes where the boxes end that end with an element.
    fn close(&mut self, node: &NodeRef<'_>, flow: &mut Flow) {
        while let Some((_, heading)) = self.open.pop_if(|(id, _)| *id == node.id) {
            flow.end_line();
            let opened = Opened { end: flow.blocks.len(), marked: self.kept.is_beside(node) };
            self.boxes.insert(heading, opened);
        }
    }

    fn element(&mut self, node: &NodeRef<'_>, name: &str, flow: &mut Flow, depth: usize) {
        if page::is_machinery(name) || self.captions.contains(&node.id) {
            return;
        }
        let block = elements::is_block(name) || figure::is_picture(name) || page::holds_blocks(node);
        if page::is_hidden(node) {
            return self.skip(node, Why::Hidden);
        }
        // Whole parts are left out as the page is cut; in a line that stays, only what says that it is beside it.
        let of_line = !block && node.parent().is_some_and(|outer| self.kept.part(&outer) == Part::Inside);
        if self.kept.part(node) == Part::Outside
            && !(of_line && (outside::reason(node).is_none() || inline::is_box(node)))
        {
            return self.leave(node, outside::why(self.left_around(node)), depth);
        }
        if let Some(why) = math::repeats(node).or_else(|| inline::leads(node)).or_else(|| pulled::why(node)) {
            return self.skip(node, why);
        }
        if let Some(why) = inline::unsaid(node).filter(|_| !block) {
            return self.skip(node, why);
        }
        if !block && !holds_pictures(node) {
            if !flow.has_words() {
                flow.origin = origin(node);
            }
            self.leave_unsaid(node);
            inline::append(node, &mut flow.line, 0);
            return;
        }
        if MAX_DEPTH * 4 < depth {
            flow.push(Kind::Paragraph(vec![Inline::Text(page::words(node))]), origin(node));
            return;
        }
        let is_foreign = |tag: &String| primary(tag) != self.language;
        let own = page::filled(node, "lang").filter(|tag| elements::is_block(name) && is_foreign(tag));
        let Some(tag) = own else { return self.block(node, name, flow, depth + 1) };
        flow.end_line();
        let first = flow.blocks.len();
        self.block(node, name, flow, depth + 1);
        flow.end_line();
        language::mark(&mut flow.blocks[first..], &tag);
    }

    /// Formulas in the cells of a table: a paragraph for each row.
    fn equations(&mut self, table: &NodeRef<'_>, flow: &mut Flow) {
        flow.end_line();
        for row in table::rows(table) {
            let (formula, numbers) = math::of_row(&table::cells(&row));
            for number in numbers {
                self.skip(&number, Why::Markup);
            }
            flow.push(Kind::Paragraph(formula), origin(&row));
        }
    }

    /// Leaves out what running text holds and does not say.
    pub(super) fn leave_unsaid(&mut self, node: &NodeRef<'_>) {
        let mut todo = vec![*node];
        while let Some(node) = todo.pop() {
            match inline::unsaid(&node) {
                Some(why) => self.skip(&node, why),
                // A formula is told from all that is in it.
                None if page::name(&node) == "math" => {}
                None if inline::is_film(&page::name(&node)) => {
                    let words = page::words_and_alts_within(&node);
                    if !words.is_empty() {
                        self.leave_out(words, Why::Hidden, origin(&node));
                    }
                }
                None => todo.extend(node.children_it(true).filter(NodeRef::is_element)),
            }
        }
    }

    /// Leaves out an element, part by part where its parts say themselves what they are. `why` is what the element and
    /// those around it say.
    fn leave(&mut self, node: &NodeRef<'_>, why: Why, depth: usize) {
        let parts = || node.children_it(false).filter(NodeRef::is_element);
        if why == Why::Outside
            && depth < MAX_DEPTH
            && parts().any(|part| page::holds_blocks(&part) || outside::reason(&part).is_some())
        {
            for part in node.children_it(false) {
                if part.is_element() && !page::is_machinery(&page::name(&part)) {
                    self.leave(&part, outside::why([part].into_iter()), depth + 1);
                } else if part.is_text() {
                    self.skip_outside(&part, why);
                }
            }
            return;
        }
        self.skip_outside(node, why);
    }

    fn block(&mut self, node: &NodeRef<'_>, name: &str, flow: &mut Flow, depth: usize) {
        if let Some(label) = notes::label(node) {
            let mut blocks = self.within_children(node, depth);
            notes::without_stop(&mut blocks);
            return flow.push(Kind::Note { label, blocks }, origin(node));
        }
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.heading(node, name, flow),
            "ul" | "ol" | "menu" | "dir" => {
                flow.end_line();
                let mut blocks = self.list(node, name, depth);
                flow.blocks.append(&mut blocks);
            }
            "dl" => {
                let kind = self.definitions(node, depth);
                flow.push(kind, origin(node));
            }
            "blockquote" => {
                let kind = self.quote(node, depth);
                flow.push(kind, origin(node));
            }
            "figure" => self.figure(node, flow, depth),
            "figcaption" => self.caption(node, flow),
            "table" if let Some(kind) = code::of_rows(node) => flow.push(kind, origin(node)),
            "table" if math::is_equations(node) => self.equations(node, flow),
            "table" if !table::is_layout(node) => {
                self.leave_unsaid(node);
                flow.push(table::data(node), origin(node));
            }
            "pre" | "listing" | "xmp" if !holds_pictures(node) && !page::holds_blocks(node) => {
                for kind in code::of(node) {
                    flow.push(kind, origin(node));
                }
            }
            "hr" => flow.push(Kind::Rule, origin(node)),
            "noscript" => self.skip(node, Why::Markup),
            _ if figure::is_picture(name) => self.show(node, flow),
            _ if elements::is_block(name) => {
                flow.end_line();
                flow.origin = origin(node);
                self.children(node, flow, depth);
                flow.end_line();
            }
            "del" | "s" | "strike" if page::holds_blocks(node) => {
                flow.end_line();
                let mut blocks = self.within_children(node, depth);
                strike(&mut blocks);
                flow.blocks.append(&mut blocks);
            }
            // Running text with blocks or pictures in it.
            _ => self.children(node, flow, depth),
        }
    }

    fn heading(&mut self, node: &NodeRef<'_>, name: &str, flow: &mut Flow) {
        let mut content = Vec::new();
        for child in node.children_it(false) {
            if outside::reason(&child).is_some() {
                self.skip(&child, outside::why([child].into_iter()));
            } else {
                self.leave_unsaid(&child);
                inline::append(&child, &mut content, 0);
                content.push(Inline::Text(
                    if elements::is_block(&page::name(&child)) { " " } else { "" }.into(),
                ));
            }
        }
        let level = name.as_bytes()[1] - b'0';
        if plain(&content).trim().is_empty() {
            return;
        }
        let is_beside = flow.whole && headings::beside(&plain(&content)).is_some();
        flow.push(Kind::Heading { level, content }, origin(node));
        if let Some(opened) = outside::opened_by(node).filter(|_| is_beside) {
            self.open.push((opened.id, flow.blocks.len() - 1));
        }
    }

    /// A quotation, with whom it is from if the page says it.
    fn quote(&mut self, node: &NodeRef<'_>, depth: usize) -> Kind {
        let mut blocks = self.within_children(node, depth);
        let credit = node.children_it(false).filter(NodeRef::is_element).last();
        let credit = credit.filter(|last| matches!(page::name(last).as_str(), "cite" | "footer"));
        let credited =
            credit.map(|credit| table::content(&credit)).filter(|name| !plain(name).trim().is_empty());
        let last = blocks.last().map(Block::text).unwrap_or_default();
        let attribution = match credited {
            Some(name) if 1 < blocks.len() && key(&plain(&name)) == key(&last) => Some(name),
            _ if 1 < blocks.len() && last.starts_with(['—', '–', '―']) && last.len() < 100 => {
                Some(vec![Inline::Text(last)])
            }
            _ => None,
        };
        if attribution.is_some() {
            blocks.pop();
        }
        let attribution = attribution.map(without_dash);
        Kind::Quote { blocks, attribution }
    }

    /// The blocks in an element that is one itself.
    pub(super) fn within(&mut self, node: &NodeRef<'_>, depth: usize) -> Vec<Block> {
        let mut flow = Flow::at(node);
        let name = page::name(node);
        if node.is_text() {
            flow.line.push(Inline::Text(node.text().to_string()));
        } else {
            self.element(node, &name, &mut flow, depth + 1);
        }
        flow.end_line();
        flow.blocks
    }

    fn within_children(&mut self, node: &NodeRef<'_>, depth: usize) -> Vec<Block> {
        let mut flow = Flow::at(node);
        self.children(node, &mut flow, depth + 1);
        flow.end_line();
        flow.blocks
    }
}

fn holds_pictures(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|inner| figure::is_picture(&page::name(&inner)))
}

/// Strikes out the text of blocks. Notes stay: they belong to the text that refers to them.
fn strike(blocks: &mut [Block]) {
    tree::visit_blocks_outside_notes(blocks, &mut |block| {
        if let Kind::Paragraph(content) | Kind::Heading { content, .. } = &mut block.kind {
            *content = vec![Inline::Struck(std::mem::take(content))];
        }
    });
}

/// A name without the dash before it.
fn without_dash(mut name: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text(text)) = name.first_mut() {
        *text = text.trim_start().trim_start_matches(['—', '–', '―', '-']).trim_start().to_owned();
    }
    name
}

/// Where a node stands: the path of its element, and the nearest anchor.
pub(super) fn origin(node: &NodeRef<'_>) -> Origin {
    let mut path = Vec::new();
    let mut anchor = None;
    let own = [*node].into_iter().chain(node.ancestors_it(None));
    for element in own.filter(NodeRef::is_element) {
        anchor = anchor.or_else(|| page::filled(&element, "id"));
        path.push(page::name(&element));
    }
    path.reverse();
    Origin { place: Place::Element(path.join("/")), anchor }
}
