//! The language that a block of a page is in.

use crate::article::{Block, Inline, tree};

/// Marks all running text of some blocks as being in a language.
pub(super) fn mark(blocks: &mut [Block], tag: &str) {
    tree::visit_blocks(blocks, &mut |block| block.runs_mut().for_each(|content| wrap(content, tag)));
}

/// Puts the language around a text, unless the text is all in one that it says itself.
fn wrap(content: &mut Vec<Inline>, tag: &str) {
    if content.is_empty() || matches!(content.as_slice(), [Inline::Lang { .. }]) {
        return;
    }
    let inner = std::mem::take(content);
    content.push(Inline::Lang { tag: tag.to_owned(), content: inner });
}
