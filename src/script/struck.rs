//! Words that their author has struck out: told, or left out of the article with an entry for each.

use std::borrow::Cow;

use super::reading_style::Struck;
use crate::article::{Article, Block, Inline, Origin, Place, Skipped, Why, plain, tree};

/// The article as it is told: without the words that are struck out, unless the style tells them.
pub(super) fn told(article: &Article, style: Struck) -> Cow<'_, Article> {
    if style == Struck::Tell || !has(&article.blocks) {
        return Cow::Borrowed(article);
    }
    let mut told = article.clone();
    tree::visit_blocks(&mut told.blocks, &mut |block| {
        let origin = block.origin.clone();
        block.runs_mut().for_each(|run| without(run, &origin, &mut told.skipped));
    });
    let start = |skipped: &Skipped| match &skipped.origin.place {
        Place::Bytes(range) => range.start,
        Place::Element(_) => usize::MAX,
    };
    told.skipped.sort_by_key(start);
    Cow::Owned(told.normal())
}

/// Whether anything in these blocks is struck out.
fn has(blocks: &[Block]) -> bool {
    let mut all = tree::blocks(blocks).flat_map(Block::runs).flat_map(tree::inlines);
    all.any(|inline| matches!(inline, Inline::Struck(_)))
}

fn without(content: &mut Vec<Inline>, origin: &Origin, skipped: &mut Vec<Skipped>) {
    content.retain_mut(|inline| {
        if let Inline::Struck(inner) = inline {
            let text = plain(inner);
            if !text.trim().is_empty() {
                skipped.push(Skipped::certain(text, Why::Struck, origin.clone()));
            }
            return false;
        }
        if let Some(inner) = inline.children_mut() {
            without(inner, origin, skipped);
        }
        true
    });
}
