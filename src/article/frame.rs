//! What Project Gutenberg puts around its books: it is cut at the marks that say where the book starts and ends.

use crate::article::{Article, Block, Certainty, Kind, Skipped, Why};

/// What stands in the two marks.
const NAME: &str = "PROJECT GUTENBERG";
/// So many blocks at most stand before the first mark, and its text is not longer than this, in bytes.
const NEAR: usize = 60;
const LONGEST: usize = 400;

/// Takes out of a book what stands before the first mark and behind the last one, each with the mark.
pub(super) fn cut(article: &mut Article) {
    let marks = |block: &Block, words: &[&str]| {
        let text = match &block.kind {
            Kind::Heading { .. } | Kind::Paragraph(_) | Kind::Code { .. } => block.text(),
            _ => return false,
        };
        let text = text.to_uppercase();
        text.len() < LONGEST
            && text.contains(NAME)
            && words.iter().any(|word| text.trim_start_matches(['*', ' ', '\n']).starts_with(word))
    };
    let blocks = std::mem::take(&mut article.blocks);
    let start = blocks.iter().take(NEAR).position(|block| marks(block, &["START OF"]));
    let end = blocks.iter().rposition(|block| marks(block, &["END OF"]));
    // Several lines say that the book ends: the first of those that follow each other does.
    let end = end.map(|end| {
        let before = blocks[..end].iter().rev().take(NEAR);
        before
            .zip(1..)
            .filter(|(block, _)| marks(block, &["END OF"]))
            .last()
            .map_or(end, |(_, back)| end - back)
    });
    // The name of the licence's chapter stands before that mark.
    let heads = |block: &Block| {
        matches!(block.kind, Kind::Heading { .. }) && block.text().to_uppercase().contains(NAME)
    };
    let end = end.map(|end| end - blocks[..end].iter().rev().take_while(|block| heads(block)).count());
    let start = start.filter(|start| end.is_none_or(|end| *start < end));
    // A chapter that begins before the mark goes on behind it.
    let opens = |block: &Block| {
        matches!(block.kind, Kind::Heading { level: 2, .. }) && !block.text().to_uppercase().contains(NAME)
    };
    let open = start.and_then(|start| blocks[..start].iter().rposition(opens));
    let is_kept = |place: usize| {
        let is_before = start.is_some_and(|start| place <= start) && open != Some(place);
        !is_before && end.is_none_or(|end| place < end)
    };
    for skipped in &mut article.skipped {
        if let Certainty::Doubtful { before } = &mut skipped.certainty {
            *before = (0..*before).filter(|place| is_kept(*place)).count();
        }
    }
    for (block, place) in blocks.into_iter().zip(0..) {
        if is_kept(place) {
            article.blocks.push(block);
        } else if !block.text().is_empty() {
            article.skipped.push(Skipped::certain(block.text(), Why::Copyright, block.origin));
        }
    }
}

#[test]
fn a_frame_is_cut_at_its_marks() {
    let text = "The Project Gutenberg eBook of The Quay\n\n# The Quay\n\n\\*\\*\\* START OF THE PROJECT GUTENBERG EBOOK THE QUAY \\*\\*\\*\n\n\
        Fog lay on it.\n\nEnd of Project Gutenberg's The Quay\n\n\\*\\*\\* END OF THE PROJECT GUTENBERG EBOOK THE QUAY \\*\\*\\*\n\n## The Full Project Gutenberg License\n\nYou may copy it.\n";
    let mut article = crate::article::markdown::read(text);
    cut(&mut article);
    assert_eq!(crate::article::text_of(&article.blocks), "Fog lay on it.");
    assert_eq!(article.skipped.iter().filter(|skipped| skipped.why == Why::Copyright).count(), 7);
    let mut other =
        crate::article::markdown::read("At the start of Project Gutenberg he was young.\n\nEnd.\n");
    cut(&mut other);
    assert_eq!(other.blocks.len(), 2);
}
