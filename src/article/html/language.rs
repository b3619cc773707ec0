//! The language that a block of a page is in.

use crate::article::{Block, Inline, Kind};

/// Marks all running text of some blocks as being in a language.
pub(super) fn mark(blocks: &mut [Block], tag: &str) {
    for block in blocks {
        match &mut block.kind {
            Kind::Heading { content, .. } | Kind::Paragraph(content) => wrap(content, tag),
            Kind::List { items, .. } => items.iter_mut().for_each(|item| mark(item, tag)),
            Kind::Quote { blocks, attribution } => {
                mark(blocks, tag);
                if let Some(name) = attribution {
                    wrap(name, tag);
                }
            }
            Kind::Figure { caption, .. } => {
                if let Some(caption) = caption {
                    wrap(caption, tag);
                }
            }
            Kind::Table { caption, header, rows } => {
                let cells = caption.iter_mut().chain(header).chain(rows.iter_mut().flatten());
                cells.for_each(|cell| wrap(cell, tag));
            }
            Kind::Note { blocks, .. } => mark(blocks, tag),
            Kind::Code { .. } | Kind::Rule => {}
        }
    }
}

/// Puts the language around a text, unless the text is all in one that it says itself.
fn wrap(content: &mut Vec<Inline>, tag: &str) {
    if content.is_empty() || matches!(content.as_slice(), [Inline::Lang { .. }]) {
        return;
    }
    let inner = std::mem::take(content);
    content.push(Inline::Lang { tag: tag.to_owned(), content: inner });
}
