//! How long an article may be: what is read, scripted and spoken is held in memory, which has an end.

use super::{Article, Kind, tree, words};
use crate::{Error, Result};

/// The most bytes of text that an article has: each of them takes up to 25 bytes of memory until speaking starts, so that
/// this is 300 MB. A long novel has 3 MB, and the Bible 4 MB.
const MOST_TEXT: usize = 12_000_000;
/// The most bytes of text that a book has: nobody is told to split one. The Mahabharata has 12 MB; what is longer than this is
/// an archive that was made to fill the memory.
const MOST_BOOK: usize = 64_000_000;
/// The most bytes of a page without the pictures that are written into it: most of its markup is no text.
const MOST_MARKUP: usize = 2 * MOST_TEXT;
/// What an address begins with that holds a file itself.
const EMBEDDED: &str = "data:";

/// Refuses bytes that are too long a text in whatever charset, before they are decoded; `name` is what errors call them.
pub(super) fn check_encoded(name: &str, bytes: usize) -> Result<()> {
    /// No charset has more bytes than this for one of UTF-8.
    const WIDEST: usize = 4;
    check(name, bytes, WIDEST * MOST_TEXT).or_else(|_| check_text(name, bytes))
}

/// Refuses a text that is too long, before it is read.
pub(super) fn check_text(name: &str, bytes: usize) -> Result<()> {
    check(name, bytes, MOST_TEXT)
}

/// Refuses a page that is too long, before it is read.
pub(super) fn check_page(name: &str, page: &str) -> Result<()> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | '>' | '<');
    let embedded = page.split(EMBEDDED).skip(1).map(|rest| rest.find(is_end).unwrap_or(rest.len()));
    check(name, page.len() - embedded.sum::<usize>(), MOST_MARKUP)
}

/// Refuses a book or a document whose text is too long, with what is left out of it: that is told as well.
pub(super) fn check_article(name: &str, article: &Article) -> Result<()> {
    let told = tree::blocks(&article.blocks).map(|block| {
        let own = match &block.kind {
            Kind::Code { text, .. } => text.len(),
            Kind::Figure { alt, .. } => alt.as_ref().map_or(0, String::len),
            _ => 0,
        };
        own + block.runs().map(|run| words::plain(run).len()).sum::<usize>()
    });
    let left_out = article.skipped.iter().map(|skipped| skipped.text.len());
    check(name, told.chain(left_out).sum(), MOST_BOOK)
}

fn check(name: &str, bytes: usize, most: usize) -> Result<()> {
    if bytes <= most {
        return Ok(());
    }
    Err(Error::TooLarge { name: name.to_owned(), bytes: Some(bytes as u64), limit: most as u64 })
}

#[test]
fn pictures_in_a_page_do_not_count() {
    let page = |embedded: usize, text: usize| {
        let picture = format!("<img src='data:image/png;base64,{}'>", "A".repeat(embedded));
        check_page("a.html", &format!("{picture}{}", "x".repeat(text)))
    };
    assert!(page(MOST_MARKUP, 1000).is_ok() && page(9, MOST_MARKUP - 100).is_ok());
    let refused = page(MOST_MARKUP, MOST_MARKUP + 1).unwrap_err().to_string();
    assert_eq!(refused, "`a.html` has 25 MB to read, and at most 24 MB are read");
}

#[test]
fn all_that_an_article_tells_and_leaves_out_counts() {
    let read = |text: String| {
        let source = super::Source { name: "a.md".into(), bytes: text.into(), ..super::Source::default() };
        super::read(&source)
    };
    let third = MOST_BOOK / 3 + 1;
    let most = read(format!("# A title\n\n{}\n", "x".repeat(MOST_TEXT - 100)));
    assert!(most.is_ok_and(|article| check_article("a.md", &article).is_ok()));
    let mut article = read("# A title\n\n![A wren](wren.png)\n\n```\ncode\n```\n".into()).unwrap();
    let long = || "x".repeat(third);
    for block in &mut article.blocks {
        match &mut block.kind {
            Kind::Code { text, .. } => *text = long(),
            Kind::Figure { alt, .. } => *alt = Some(long()),
            _ => {}
        }
    }
    assert!(check_article("a.md", &article).is_ok());
    let origin = super::Origin::default();
    article.skipped.push(super::Skipped::certain(long(), super::Why::Navigation, origin));
    assert!(check_article("a.md", &article).is_err());
}
