//! Plain text: its structure inferred from its layout.
//!
//! Text has no markup, so what it is must be seen in how it looks. [`units`] puts lines together that
//! belong together and reads what marks say: bullets, numbers, underlines, `>`, tabs, rules. Before that, [`mask`] blanks
//! out what is around the text and between its pages: the frames of [`etext`], heads and feet of [`pages`], times of [`talk`].
//! [`features`] notes simple facts about each unit, [`measures`] counts, and [`roles`] weighs them by the trees of [`model`]:
//! heading, picture's text, paragraph, ..., and whether it belongs to the article at all. [`front`] finds the title and its copies, and
//! [`build`] makes the article. Nothing is lost: what is not said is in [`Article::skipped`].

mod build;
mod columns;
mod context;
mod etext;
mod facts;
mod features;
mod front;
mod gather;
mod inlines;
mod lexicon;
mod lines;
mod marks;
mod mask;
mod measures;
mod model;
mod notes;
mod pages;
mod phrases;
mod pictures;
mod place;
mod roles;
mod scripts;
mod style;
mod talk;
#[doc(hidden)]
pub mod training;
mod units;
mod verse;
mod wording;
mod wrap;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::{Article, Inline, Place, tree};
use crate::clean;

/// Understands plain text. Any text is an article.
pub fn read(text: &str) -> Article {
    read_by(text, &model::MODEL).normal()
}

/// As [`read`], with letters for what only printers see: ligatures, soft hyphens, hyphens that no line ends after.
pub(super) fn read_clean(text: &str) -> Article {
    let mut article = read_by(text, &model::MODEL);
    tree::visit_blocks(&mut article.blocks, &mut |block| {
        for content in block.runs_mut() {
            tree::visit_inlines(content, &mut |inline| {
                if let Inline::Text(text) = inline
                    && let Cow::Owned(clean) = clean::text(text)
                {
                    *text = clean;
                }
            });
        }
    });
    article.meta.title = article.meta.title.map(|title| clean::text(&title).into_owned());
    article.normal()
}

/// What a line says that it is, if it says what pages say around articles: `Read more`, `All rights reserved`.
pub(super) fn names_itself(line: &str) -> Option<super::Why> {
    phrases::aside(line)
}

/// Understands plain text by this model.
fn read_by(text: &str, model: &model::Model) -> Article {
    let mut mask = mask::Mask::new(text);
    let meta = etext::unframe(&mut mask);
    pages::unpage(&mut mask);
    talk::unstamp(&mut mask);
    let text = mask.text();
    let units = units::units(text);
    let mut verdicts = roles::verdicts(&units, model);
    if meta.title.is_some() {
        etext::contents(&units, &mut verdicts);
    }
    let (units, verdicts) = gather::gather(text, units, verdicts);
    let mut article = build::article(meta, units, &verdicts);
    article.skipped.extend(mask.skipped);
    article.skipped.sort_by_key(|skipped| match &skipped.origin.place {
        Place::Bytes(range) => range.start,
        Place::Element(_) => 0,
    });
    article
}

/// Whether a line is a field of a letter's header.
pub(super) fn mail_field(line: &str) -> bool {
    marks::mail(line).is_some()
}
