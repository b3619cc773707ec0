//! Web pages: the article in the page, block by block, and the rest of the page with the reason why it is not said.
//!
//! The page is parsed as browsers do it. What belongs to the article is decided by Mozilla's Readability algorithm
//! ([`extract`]), but nothing is taken from its output: it works on a copy whose elements are numbered, and the numbers
//! that are left say which elements of the page itself are walked ([`walk`]). So figures, tables, code and headings
//! between two kept paragraphs stay although the algorithm drops some of them, and all that is left out is known.

mod document;
mod extract;
mod figure;
mod inline;
mod meta;
mod outside;
mod page;
mod table;
mod walk;

use dom_query::Document;

use super::Article;
pub(super) use document::{document, plain, words};

/// Understands a page. `address` is where it came from, if that is known: an absolute one.
pub fn read(html: &str, address: Option<&str>) -> Article {
    if page::is_hostile(html) {
        return flat(html);
    }
    let document = Document::from(html);
    let meta = meta::read(&document, address);
    let Some(body) = document.body() else { return Article { meta, ..Article::default() } };
    let kept = extract::kept(&document, &body, address);
    let mut walker = walk::Walker::new(kept, &meta);
    let blocks = walker.body(&body);
    let skipped = walker.skipped();
    Article { meta, blocks, skipped }.normal()
}

/// A page that no parser of trees can take in reasonable time: its words, each run of them a paragraph.
fn flat(html: &str) -> Article {
    let text = page::words_of_source(html);
    super::text::read(&text)
}

#[test]
fn every_word_of_a_page_is_said_once_or_left_out_once() {
    let page = "<title>Tok0</title><nav>tok1</nav><main><h1>Tok0</h1><p>tok2 <b>tok3</b> <span>tok4</span> <i>glu</i><span>ed</span><div>tok5\
        <ul><li>tok6<ol><li>tok7</ol></ul><dl><dt>tok8<dd>tok9</dl><table><tr><th>tok10<td>tok11<tr><td>tok12<td>tok13\
        </table><figure><img alt=tok14><figcaption>tok15</figcaption></figure><blockquote>tok16<footer>tok17</footer>\
        </blockquote><pre>tok18</pre><details><summary>tok19</summary>tok20</details></div><button>tok21</button>\
        <p hidden>tok22</p></main>";
    let article = read(page, None);
    let told = super::text_of(&article.blocks);
    let left: Vec<&str> = article.skipped.iter().map(|skipped| skipped.text.as_str()).collect();
    let all = format!("{}\n{told}\n{}", article.meta.title.clone().unwrap_or_default(), left.join("\n"));
    for token in 1..=22 {
        let token = format!("tok{token}");
        let times = all.split(|c: char| !c.is_alphanumeric()).filter(|word| *word == token).count();
        assert_eq!(times, 1, "{token} in {all}");
    }
    assert!(told.contains("tok4 glued"), "{told}");
}

#[test]
fn a_page_that_nests_without_end_is_read_all_the_same() {
    let article = read(&format!("{}deep words", "<ul><li>".repeat(20_000)), None);
    assert!(article.blocks.iter().any(|block| block.text().contains("deep words")));
}
