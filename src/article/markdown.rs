//! Markdown: `CommonMark` with tables, footnotes and front matter, read and written.
//!
//! What Markdown has no sign for is HTML: `<sub>`, `<abbr title>`, `<span lang>`; `<figure>` with a
//! `<figcaption>` around a picture or a table that has a caption; `<img alt="">` for a picture that is declared
//! decorative, while `![](picture.png)` says nothing of it. A film is a `<video>`, a recording an `<audio>`, a map an
//! `<iframe class="map">`, another embedded page an `<iframe>`, a chart an `<img class="chart">`, a drawing an
//! `<img class="drawing">`. What is skipped is a comment:
//! `<!-- skipped: REASON: TEXT -->`, and what is in doubt one that stands in its place ([`comment`]).

mod comment;
mod dialect;
mod frames;
mod front_matter;
mod html;
mod inlines;
mod read;
mod spans;
mod tags;
mod write;
#[cfg(test)]
mod examples;
#[cfg(test)]
mod tests;

use super::Article;

/// Understands Markdown. Any text is an article.
pub fn read(text: &str) -> Article {
    read::read(text)
}

/// Writes an article as Markdown that [`read()`] reads back as the same article in its normal form.
pub fn write(article: Article) -> String {
    write::write(article)
}
