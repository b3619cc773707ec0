//! Words that their author has struck out: told, or left out of the article with an entry for each.

use std::borrow::Cow;

use super::reading_style::Struck;
use crate::article::{Article, Block, Inline, Kind, Origin, Place, Skipped, Why, plain};

/// The article as it is told: without the words that are struck out, unless the style tells them.
pub(super) fn told(article: &Article, style: Struck) -> Cow<'_, Article> {
    if style == Struck::Tell || !article.blocks.iter().any(block_has) {
        return Cow::Borrowed(article);
    }
    let mut told = article.clone();
    take(&mut told.blocks, &mut told.skipped);
    let start = |skipped: &Skipped| match &skipped.origin.place {
        Place::Bytes(range) => range.start,
        Place::Element(_) => usize::MAX,
    };
    told.skipped.sort_by_key(start);
    Cow::Owned(told.normal())
}

/// The runs of text in a block itself.
fn runs(kind: &mut Kind) -> Vec<&mut Vec<Inline>> {
    match kind {
        Kind::Heading { content, .. } | Kind::Paragraph(content) => vec![content],
        Kind::Quote { attribution: text, .. } | Kind::Figure { caption: text, .. } => {
            text.iter_mut().collect()
        }
        Kind::Table { caption, header, rows } => {
            caption.iter_mut().chain(header).chain(rows.iter_mut().flatten()).collect()
        }
        Kind::List { .. } | Kind::Code { .. } | Kind::Note { .. } | Kind::Rule => Vec::new(),
    }
}

fn block_has(block: &Block) -> bool {
    match &block.kind {
        Kind::List { items, .. } => items.iter().flatten().any(block_has),
        Kind::Quote { blocks, attribution } => {
            blocks.iter().any(block_has) || attribution.iter().any(|text| has(text))
        }
        Kind::Note { blocks, .. } => blocks.iter().any(block_has),
        Kind::Heading { content, .. } | Kind::Paragraph(content) => has(content),
        Kind::Figure { caption, .. } => caption.iter().any(|text| has(text)),
        Kind::Table { caption, header, rows } => {
            caption.iter().chain(header).chain(rows.iter().flatten()).any(|text| has(text))
        }
        Kind::Code { .. } | Kind::Rule => false,
    }
}

fn has(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Struck(_) => true,
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Sub(inner) | Inline::Sup(inner) => {
            has(inner)
        }
        Inline::Link { content, .. } | Inline::Lang { content, .. } => has(content),
        _ => false,
    })
}

fn take(blocks: &mut [Block], skipped: &mut Vec<Skipped>) {
    for block in blocks {
        for run in runs(&mut block.kind) {
            without(run, &block.origin, skipped);
        }
        match &mut block.kind {
            Kind::List { items, .. } => items.iter_mut().for_each(|item| take(item, skipped)),
            Kind::Quote { blocks, .. } | Kind::Note { blocks, .. } => take(blocks, skipped),
            _ => {}
        }
    }
}

fn without(content: &mut Vec<Inline>, origin: &Origin, skipped: &mut Vec<Skipped>) {
    content.retain_mut(|inline| match inline {
        Inline::Struck(inner) => {
            let text = plain(inner);
            if !text.trim().is_empty() {
                skipped.push(Skipped { text, why: Why::Struck, origin: origin.clone() });
            }
            false
        }
        Inline::Emphasis(inner)
        | Inline::Strong(inner)
        | Inline::Sub(inner)
        | Inline::Sup(inner)
        | Inline::Link { content: inner, .. }
        | Inline::Lang { content: inner, .. } => {
            without(inner, origin, skipped);
            true
        }
        _ => true,
    });
}
