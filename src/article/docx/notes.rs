//! The numbers of a document's notes: Word counts them in the order of the references to them, and not by their ids.

use std::collections::BTreeMap;

use crate::article::{Block, Inline, Kind, tree};

/// Calls each note what shows at the references to it: its number, or its own mark. Endnotes have small Roman numbers, so
/// that no two notes are called the same.
pub(super) fn number(blocks: &mut [Block], marks: &BTreeMap<String, String>) {
    let mut names: BTreeMap<String, String> = BTreeMap::new();
    let (mut footnotes, mut endnotes) = (0, 0);
    for run in tree::blocks(blocks).flat_map(Block::runs) {
        for inline in tree::inlines(run) {
            let Inline::NoteRef(label) = inline else { continue };
            if names.contains_key(label) {
                continue;
            }
            let name = match marks.get(label) {
                Some(mark) => mark.trim().to_owned(),
                None if label.starts_with("footnote") => {
                    footnotes += 1;
                    format!("{footnotes}")
                }
                None => {
                    endnotes += 1;
                    super::styles::roman(endnotes).to_lowercase()
                }
            };
            let is_taken = names.values().any(|other| *other == name);
            names.insert(label.clone(), if is_taken || name.is_empty() { label.clone() } else { name });
        }
    }
    tree::visit_blocks(blocks, &mut |block| {
        if let Kind::Note { label, blocks } = &mut block.kind
            && let Some(name) = names.get(label)
        {
            if marks.contains_key(label) {
                without_mark(blocks, name);
            }
            name.clone_into(label);
        }
        for run in block.runs_mut() {
            tree::visit_inlines(run, &mut |inline| {
                if let Inline::NoteRef(label) = inline
                    && let Some(name) = names.get(label)
                {
                    name.clone_into(label);
                }
            });
        }
    });
}

/// Takes the mark of a note off its text.
fn without_mark(blocks: &mut [Block], mark: &str) {
    let Some(Kind::Paragraph(content)) = blocks.first_mut().map(|block| &mut block.kind) else { return };
    if let Some(Inline::Text(text)) = content.first_mut()
        && let Some(rest) = text.trim_start().strip_prefix(mark)
    {
        *text = rest.trim_start().to_owned();
    }
}

#[test]
fn notes_are_counted_as_the_text_refers_to_them() {
    let text = |text: &str| Inline::Text(text.into());
    let reference = |label: &str| Inline::NoteRef(label.into());
    let paragraph =
        |content| Block { kind: Kind::Paragraph(content), origin: crate::article::Origin::default() };
    let note = |label: &str, content: &str| Block {
        kind: Kind::Note { label: label.into(), blocks: vec![paragraph(vec![text(content)])] },
        ..paragraph(Vec::new())
    };
    let mut blocks = vec![
        paragraph(vec![
            reference("footnote-7"),
            reference("endnote-2"),
            reference("footnote-4"),
            reference("footnote-5"),
        ]),
        note("footnote-4", "* By night."),
        note("footnote-5", "By day."),
        note("footnote-7", "By land."),
        note("endnote-2", "By sea."),
    ];
    number(&mut blocks, &BTreeMap::from([("footnote-4".to_owned(), "*".to_owned())]));
    let told: Vec<String> = blocks[1..]
        .iter()
        .map(|block| match &block.kind {
            Kind::Note { label, .. } => format!("{label} {}", block.text()),
            _ => String::new(),
        })
        .collect();
    assert_eq!(told, ["* By night.", "2 By day.", "1 By land.", "i By sea."]);
}
