//! Plain text: its structure inferred from its layout.
//!
//! Text has no markup, so what it is must be seen in how it looks. [`units`] puts lines together that
//! belong together and reads what marks say: bullets, numbers, underlines, `>`, tabs, rules.
//! [`features`] notes simple facts about each unit, and [`roles`] weighs them by the table of [`model`]: heading,
//! picture's text, paragraph, ..., and whether it belongs to the article at all. [`front`] finds the title and its copies, and
//! [`build`] makes the article. Nothing is lost: what is not said is in [`Article::skipped`].

mod build;
mod columns;
mod context;
mod facts;
mod features;
mod front;
mod gather;
mod lexicon;
mod lines;
mod marks;
mod model;
mod phrases;
mod pictures;
mod place;
mod roles;
mod style;
#[doc(hidden)]
pub mod training;
mod units;
mod wrap;

#[cfg(test)]
mod tests;

use super::Article;

/// Understands plain text. Any text is an article.
pub fn read(text: &str) -> Article {
    read_by(text, &model::MODEL)
}

/// What a line says that it is, if it says what pages say around articles: `Read more`, `All rights reserved`.
pub(super) fn names_itself(line: &str) -> Option<super::Why> {
    phrases::aside(line)
}

/// Understands plain text by this model.
fn read_by(text: &str, model: &model::Model) -> Article {
    let units = units::units(text);
    let verdicts = roles::verdicts(&units, model);
    let (units, verdicts) = gather::gather(text, units, verdicts);
    build::article(units, &verdicts)
}
