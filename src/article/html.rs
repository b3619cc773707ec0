//! Web pages: the article in the page, block by block, and the rest of the page with the reason why it is not said.
//!
//! The page is parsed as browsers do it. What belongs to the article is decided by Mozilla's Readability algorithm
//! ([`extract`]), but nothing is taken from its output: it works on a copy, and the elements that are left there
//! say which of the page itself are walked ([`walk`]). So figures, tables, code and headings
//! between two kept paragraphs stay although the algorithm drops some of them, and all that is left out is known.

mod beside;
mod boxes;
mod code;
mod document;
mod drawing;
mod extract;
mod figure;
mod initials;
mod inline;
mod language;
mod list;
mod math;
mod mathml;
mod meta;
mod notes;
mod opened;
mod outside;
mod overlooked;
mod page;
mod placed;
mod places;
mod pulled;
mod rules;
mod sidenotes;
mod standfirst;
mod table;
mod tabs;
mod teasers;
mod tex;
#[cfg(test)]
mod tests;
mod walk;
mod wall;
mod ways;

use dom_query::Document;
use dom_smoothie::Readability;

use super::address::is_of_the_web;
use super::{Article, Block, Certainty, frame};
pub(super) use document::{document, drawing, plain};
pub(super) use mathml::{function as latex_of_function, push as push_latex, signs as latex_of_signs};
pub(super) use notes::SHOWN_AS;

pub use rules::{Rules, SiteRule};
pub use wall::{Wall, wall};

/// Understands a page. `address` is where it came from, if that is known: an absolute one.
pub fn read(html: &str, address: Option<&str>) -> Article {
    read_by(html, address, None)
}

/// Understands a page by the rule for its site, if there is one.
pub fn read_by(html: &str, address: Option<&str>, rule: Option<&SiteRule>) -> Article {
    if page::is_hostile(html) {
        // No parser of trees takes it in reasonable time.
        return tree(&page::flattened(html), address, rule);
    }
    tree(html, address, rule)
}

fn tree(html: &str, address: Option<&str>, rule: Option<&SiteRule>) -> Article {
    let document = Document::from(html);
    let mut asked = rules::Applied::default();
    if let Some(body) = document.body() {
        asked = rule.map(|rule| rules::apply(&document, &body, rule)).unwrap_or_default();
        opened::open(&body);
        page::uncover(&document);
        document::prepare(&document, &body, notes::Labels::Marks);
    }
    let web = address.filter(|address| is_of_the_web(address));
    let algorithm = Readability::with_document(document.clone(), web, None).ok();
    let meta = meta::read(&document, algorithm.as_ref(), address);
    let Some(body) = document.body() else { return Article { meta, ..Article::default() } };
    let found = |algorithm| extract::kept(&body, algorithm, meta.title.as_deref());
    let kept = algorithm.filter(|_| !asked.says_where).map(found).unwrap_or_default();
    let mut walker = walk::Walker::new(kept, &meta);
    let placed = walker.body(&body);
    let facts = beside::Facts { byline: meta.byline.as_deref(), language: meta.language.as_deref() };
    let (kept, beside) = beside::taken(placed, walker.boxes(), facts);
    let mut skipped = walker.skipped(beside);
    let (numbers, blocks): (Vec<usize>, Vec<Block>) = kept.into_iter().unzip();
    for skipped in &mut skipped {
        if let Certainty::Doubtful { before } = &mut skipped.certainty {
            *before = numbers.partition_point(|number| number < before);
        }
    }
    skipped.extend(asked.skipped);
    let base = places::base(html, &document, meta.source.as_deref(), web);
    let mut article = Article { meta, blocks, skipped };
    frame::cut(&mut article);
    let mut article = article.normal();
    tex::find(&mut article.blocks, tex::dollars(html));
    if let Some(base) = base {
        places::resolve(&mut article, &base);
    }
    article
}
