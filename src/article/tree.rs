//! Articles as trees: what stands inside a block or a piece of running text, and walks over all of it.
//!
//! Whoever treats each kind differently, such as a writer of Markdown, matches for itself; everything else walks by these.

use super::{Block, Inline, Kind};

impl Inline {
    /// The running text inside it; empty for pieces that hold none.
    pub fn children(&self) -> &[Inline] {
        match self {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Sub(content)
            | Inline::Sup(content)
            | Inline::Struck(content)
            | Inline::Link { content, .. }
            | Inline::Said { content, .. }
            | Inline::Lang { content, .. } => content,
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::NoteRef(_)
            | Inline::Abbr { .. }
            | Inline::Checkbox { .. }
            | Inline::Math(_)
            | Inline::Pause(_)
            | Inline::Time { .. }
            | Inline::Break => &[],
        }
    }

    /// The running text inside it; `None` for pieces that cannot hold any.
    pub fn children_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Sub(content)
            | Inline::Sup(content)
            | Inline::Struck(content)
            | Inline::Link { content, .. }
            | Inline::Said { content, .. }
            | Inline::Lang { content, .. } => Some(content),
            Inline::Text(_)
            | Inline::Code(_)
            | Inline::NoteRef(_)
            | Inline::Abbr { .. }
            | Inline::Checkbox { .. }
            | Inline::Math(_)
            | Inline::Pause(_)
            | Inline::Time { .. }
            | Inline::Break => None,
        }
    }
}

impl Block {
    /// The blocks right inside it, in reading order.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = &Block> {
        let (items, blocks): (&[Vec<Block>], &[Block]) = match &self.kind {
            Kind::List { items, .. } => (items, &[]),
            Kind::Quote { blocks, .. } | Kind::Note { blocks, .. } => (&[], blocks),
            Kind::Heading { .. }
            | Kind::Paragraph(_)
            | Kind::Figure { .. }
            | Kind::Table { .. }
            | Kind::Code { .. }
            | Kind::Rule => (&[], &[]),
        };
        items.iter().flatten().chain(blocks)
    }

    /// The blocks right inside it, in reading order.
    pub fn children_mut(&mut self) -> impl DoubleEndedIterator<Item = &mut Block> {
        let (items, blocks): (&mut [Vec<Block>], &mut [Block]) = match &mut self.kind {
            Kind::List { items, .. } => (items, &mut []),
            Kind::Quote { blocks, .. } | Kind::Note { blocks, .. } => (&mut [], blocks),
            Kind::Heading { .. }
            | Kind::Paragraph(_)
            | Kind::Figure { .. }
            | Kind::Table { .. }
            | Kind::Code { .. }
            | Kind::Rule => (&mut [], &mut []),
        };
        items.iter_mut().flatten().chain(blocks)
    }

    /// The running texts of the block itself, without those of the blocks inside it: its content, caption, attribution,
    /// and the cells of its table.
    pub fn runs(&self) -> impl Iterator<Item = &[Inline]> {
        let (content, header, rows): (_, &[Vec<Inline>], &[Vec<Vec<Inline>>]) = match &self.kind {
            Kind::Heading { content, .. } | Kind::Paragraph(content) => (Some(content), &[], &[]),
            Kind::Quote { attribution: text, .. } | Kind::Figure { caption: text, .. } => {
                (text.as_ref(), &[], &[])
            }
            Kind::Table { caption, header, rows } => (caption.as_ref(), header, rows),
            Kind::List { .. } | Kind::Code { .. } | Kind::Note { .. } | Kind::Rule => (None, &[], &[]),
        };
        content.into_iter().chain(header).chain(rows.iter().flatten()).map(Vec::as_slice)
    }

    /// The same as [`Block::runs`], to be changed.
    pub fn runs_mut(&mut self) -> impl Iterator<Item = &mut Vec<Inline>> {
        let (content, header, rows): (_, &mut [Vec<Inline>], &mut [Vec<Vec<Inline>>]) = match &mut self.kind {
            Kind::Heading { content, .. } | Kind::Paragraph(content) => (Some(content), &mut [], &mut []),
            Kind::Quote { attribution: text, .. } | Kind::Figure { caption: text, .. } => {
                (text.as_mut(), &mut [], &mut [])
            }
            Kind::Table { caption, header, rows } => (caption.as_mut(), header, rows),
            Kind::List { .. } | Kind::Code { .. } | Kind::Note { .. } | Kind::Rule => {
                (None, &mut [], &mut [])
            }
        };
        content.into_iter().chain(header).chain(rows.iter_mut().flatten())
    }
}

/// All blocks of a tree, each before those inside it.
pub(crate) fn blocks(roots: &[Block]) -> impl Iterator<Item = &Block> {
    walk(roots, |_| true)
}

/// All blocks of a tree but notes and what they hold: those that stand in the text itself.
pub(crate) fn blocks_outside_notes(roots: &[Block]) -> impl Iterator<Item = &Block> {
    walk(roots, is_no_note)
}

fn is_no_note(block: &Block) -> bool {
    !matches!(block.kind, Kind::Note { .. })
}

/// The blocks that are wanted, each before those inside it; nothing inside one that is not.
fn walk(roots: &[Block], is_wanted: fn(&Block) -> bool) -> impl Iterator<Item = &Block> {
    let mut rest: Vec<&Block> = roots.iter().rev().collect();
    std::iter::from_fn(move || {
        loop {
            let block = rest.pop()?;
            if is_wanted(block) {
                rest.extend(block.children().rev());
                return Some(block);
            }
        }
    })
}

/// All pieces of running text, each before those inside it.
pub(crate) fn inlines(content: &[Inline]) -> impl Iterator<Item = &Inline> {
    let mut rest: Vec<&Inline> = content.iter().rev().collect();
    std::iter::from_fn(move || {
        let inline = rest.pop()?;
        rest.extend(inline.children().iter().rev());
        Some(inline)
    })
}

/// Changes all blocks of a tree, each before those inside it.
pub(crate) fn visit_blocks<'a>(
    roots: impl IntoIterator<Item = &'a mut Block>,
    change: &mut impl FnMut(&mut Block),
) {
    visit(roots, |_| true, change);
}

/// Changes all blocks of a tree but notes and what they hold, each before those inside it.
pub(crate) fn visit_blocks_outside_notes<'a>(
    roots: impl IntoIterator<Item = &'a mut Block>,
    change: &mut impl FnMut(&mut Block),
) {
    visit(roots, is_no_note, change);
}

/// Changes the blocks that are wanted, each before those inside it; nothing inside one that is not.
fn visit<'a>(
    roots: impl IntoIterator<Item = &'a mut Block>,
    is_wanted: fn(&Block) -> bool,
    change: &mut impl FnMut(&mut Block),
) {
    let mut rest: Vec<&mut Block> = roots.into_iter().collect();
    rest.reverse();
    while let Some(block) = rest.pop() {
        if is_wanted(block) {
            change(block);
            rest.extend(block.children_mut().rev());
        }
    }
}

/// Changes all pieces of running text, each before those inside it.
pub(crate) fn visit_inlines(content: &mut [Inline], change: &mut impl FnMut(&mut Inline)) {
    let mut rest: Vec<&mut Inline> = content.iter_mut().rev().collect();
    while let Some(inline) = rest.pop() {
        change(inline);
        rest.extend(inline.children_mut().into_iter().flatten().rev());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{markdown, plain};

    const TEXT: &str = "# a\n\nb *c **d*** e[^1]\n\n- f\n  1. g\n  2. h\n\n> i\n>\n> — j\n\n\
        | k | l |\n|---|---|\n| m | n |\n\n[^1]: o\n";

    #[test]
    fn blocks_come_in_reading_order_with_all_their_texts() {
        let blocks_of_all = markdown::read(TEXT).blocks;
        let texts = |block: &Block| block.runs().map(plain).collect::<Vec<_>>();
        let told: Vec<String> = blocks(&blocks_of_all).flat_map(texts).collect();
        assert_eq!(told.join(","), "b c d e,f,g,h,j,i,k,l,m,n,o");
    }

    #[test]
    fn pieces_come_in_reading_order_before_those_inside_them() {
        let all = markdown::read(TEXT).blocks;
        let runs = blocks(&all).flat_map(Block::runs);
        let found: Vec<&Inline> = runs.flat_map(inlines).collect();
        let texts: Vec<&str> = found
            .iter()
            .filter_map(|inline| match inline {
                Inline::Text(text) => Some(text.trim()),
                _ => None,
            })
            .collect();
        assert_eq!(texts.concat(), "bcdefghjiklmno");
        let emphasis = found.iter().position(|inline| matches!(inline, Inline::Emphasis(_)));
        let strong = found.iter().position(|inline| matches!(inline, Inline::Strong(_)));
        assert!(emphasis < strong && emphasis.is_some());
    }

    #[test]
    fn what_changes_reaches_every_piece() {
        let mut all = markdown::read(TEXT).blocks;
        let mut count = 0;
        visit_blocks(&mut all, &mut |block| {
            count += 1;
            for run in block.runs_mut() {
                visit_inlines(run, &mut |inline| {
                    if let Inline::Text(text) = inline {
                        *text = text.to_uppercase();
                    }
                });
            }
        });
        assert_eq!(count, blocks(&all).count());
        let told: Vec<String> = blocks(&all).flat_map(Block::runs).map(plain).collect();
        assert_eq!(told.join(","), "B C D E,F,G,H,J,I,K,L,M,N,O");
    }
}
