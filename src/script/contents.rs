//! A table of contents within the article: it leads eyes to headings that ears hear in their place.

use std::collections::HashSet;

use crate::article::headings::heads_contents;
use crate::article::{Block, Inline, Kind, key, plain};

/// Fewer items are hardly a table of contents.
const FEWEST: usize = 3;

/// Which blocks are a table of contents or its title: a list that names headings of the article and nothing else.
pub(super) fn contents(blocks: &[Block]) -> Vec<bool> {
    let headings: HashSet<String> = blocks
        .iter()
        .filter_map(|block| match &block.kind {
            Kind::Heading { content, .. } => Some(name(&plain(content))),
            _ => None,
        })
        .collect();
    let mut found = vec![false; blocks.len()];
    for (at, block) in blocks.iter().enumerate() {
        let Kind::List { items, .. } = &block.kind else { continue };
        let mut names = Vec::new();
        if !append_names(items, &mut names) || names.len() < FEWEST {
            continue;
        }
        let known = names.iter().filter(|name| headings.contains(*name)).count();
        // Some headings are shortened there.
        if 4 * names.len() <= 5 * known {
            found[at] = true;
            found[at.saturating_sub(1)] |= 0 < at && is_title(&blocks[at - 1]);
        }
    }
    found
}

fn is_title(block: &Block) -> bool {
    match &block.kind {
        Kind::Heading { content, .. } | Kind::Paragraph(content) => heads_contents(&plain(content)),
        _ => false,
    }
}

/// Appends what each item names; tells whether the list holds nothing but names.
fn append_names(items: &[Vec<Block>], names: &mut Vec<String>) -> bool {
    items.iter().flatten().all(|block| match &block.kind {
        Kind::Paragraph(content) => {
            names.push(name(&plain(content)));
            !content.iter().any(|inline| matches!(inline, Inline::Break))
        }
        Kind::List { items, .. } => append_names(items, names),
        _ => false,
    })
}

/// A heading's name without its number.
fn name(heading: &str) -> String {
    key(heading.trim_start_matches(|c: char| c.is_ascii_digit() || ".() ".contains(c)))
}

#[test]
fn a_list_of_the_headings_is_a_table_of_contents() {
    let text = "In this article\n\n- [1. Oil](#oil)\n- [2. Wick](#wick)\n  - [Glass](#glass)\n\n## Oil\n\na\n\n## 2. Wick\n\n\
                - salt\n- wind\n- fog\n\n### Glass\n\nb\n";
    let found = contents(&crate::article::markdown::read(text).blocks);
    assert_eq!(found, [true, true, false, false, false, false, false, false]);
}
