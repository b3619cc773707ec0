//! What stands between a page and its article: scripts that would write it, a paywall.

use dom_query::Document;
use serde_json::Value;

use super::page;
use crate::article::{Article, text_of};

/// What keeps the article, or most of it, out of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wall {
    /// The page is empty until its scripts have run.
    Scripts,
    /// The page says that it is not free: there may be no more than its beginning.
    Payment,
}

/// Fewer words than these are hardly an article.
const FEW: usize = 50;
/// A page with as many words beside “enable JavaScript” has content of its own.
const SOME: usize = 30;
/// Marks of a payment count where the article is shorter than this.
const SHORT: usize = 300;

/// Where frameworks write the page to.
const ROOTS: &str = "#root, #app, #__next, #__nuxt, #___gatsby, #svelte, app-root";
/// What the part of a page is called that asks for a payment.
const MARKS: &str = "[class*=paywall], [id*=paywall], [class*=regwall], [class*=subscriber-only]";
/// The names of those declarations, wherever they stand.
const DECLARATIONS: [&str; 2] = ["isAccessibleForFree", "content_tier"];
/// What a publisher declares of an article that is not for everybody, where it is not JSON-LD.
const PAID: &str = "meta[property='article:content_tier'][content=locked], \
    meta[property='article:content_tier'][content=metered], meta[itemprop=isAccessibleForFree][content=false i]";

/// What stands before the article of a page, if anything does.
pub fn wall(html: &str, article: &Article) -> Option<Wall> {
    let said = count(&text_of(&article.blocks));
    let declares = || DECLARATIONS.iter().any(|name| html.contains(name));
    if SHORT <= said && !declares() || page::is_hostile(html) {
        return None;
    }
    let document = Document::from(html);
    if said < FEW && waits_for_scripts(&document) {
        return Some(Wall::Scripts);
    }
    let is_marked = || said < SHORT && document.select(MARKS).exists();
    (declares_payment(&document) || is_marked()).then_some(Wall::Payment)
}

fn count(text: &str) -> usize {
    text.split_whitespace().count()
}

fn waits_for_scripts(document: &Document) -> bool {
    if !document.select("script").exists() {
        return false;
    }
    let notices = document.select("noscript").text().to_lowercase();
    let asks = notices.contains("javascript") && !notices.contains("comments");
    document.select("noscript").remove();
    let shown = document.body().map_or(0, |body| count(&page::words(&body)));
    let is_empty_root = || document.select(ROOTS).nodes().iter().any(|root| page::words(root).is_empty());
    shown == 0 || (asks && shown < SOME) || (shown < FEW && is_empty_root())
}

fn declares_payment(document: &Document) -> bool {
    let data = document.select("script[type='application/ld+json']");
    let declares = |text: &str| serde_json::from_str(text).is_ok_and(|value| is_not_free(&value));
    document.select(PAID).exists() || data.nodes().iter().any(|node| declares(&node.text()))
}

/// Whether JSON-LD says of the page or a part of it that it is not free (schema.org, `isAccessibleForFree`).
fn is_not_free(value: &Value) -> bool {
    match value {
        Value::Array(values) => values.iter().any(is_not_free),
        Value::Object(fields) => {
            let declared = match &fields.get("isAccessibleForFree") {
                Some(Value::Bool(free)) => !free,
                Some(Value::String(free)) => free.to_ascii_lowercase().ends_with("false"),
                _ => false,
            };
            let parts = ["@graph", "hasPart", "mainEntity", "mainEntityOfPage"];
            declared || parts.iter().any(|part| fields.get(*part).is_some_and(is_not_free))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: Option<Wall>) {
        assert_eq!(wall(html, &super::super::read(html, None)), expected, "{html}");
    }

    #[test]
    fn a_page_that_its_scripts_write_is_known() {
        let shell = "<title>App</title><body><noscript>You need to enable JavaScript to run this app.</noscript>\
                     <div id=root></div><script src=main.js></script>";
        check(shell, Some(Wall::Scripts));
        check(
            "<body><div id=__next></div><footer>About us</footer><script>x()</script>",
            Some(Wall::Scripts),
        );
        check("<body><script>document.write('all of it')</script>", Some(Wall::Scripts));
    }

    #[test]
    fn a_short_page_is_no_wall() {
        check("<p>Gone fishing.</p><script>track()</script>", None);
        let notice = "<noscript>Please enable JavaScript to view the comments.</noscript>";
        check(&format!("<p>A few words of my own.</p>{notice}<script>x()</script>"), None);
        check(&format!("<div id=app><p>{}</p></div><script>x()</script>", "word ".repeat(40)), None);
        check("<div id=root></div><p>No script here.</p>", None);
    }

    #[test]
    fn a_page_that_is_not_free_is_known() {
        let page = |data: &str, words: usize| {
            format!(
                "<script type='application/ld+json'>{data}</script><article><p>{}</p></article>",
                "word ".repeat(words)
            )
        };
        check(&page(r#"{"@type":"NewsArticle","isAccessibleForFree":false}"#, 400), Some(Wall::Payment));
        let part = r#"{"@graph":[{"hasPart":{"isAccessibleForFree":"False","cssSelector":".x"}}]}"#;
        check(&page(part, 400), Some(Wall::Payment));
        check(&page(r#"{"isAccessibleForFree":true}"#, 400), None);
        check(&page(r#"{"related":[{"isAccessibleForFree":false}]}"#, 400), None);
        check(&page("{ broken", 400), None);
        let marked = |words| format!("{}<div class='c-paywall-box'>Subscribe now</div>", page("{}", words));
        check(&marked(100), Some(Wall::Payment));
        check(&marked(400), None);
        for (mark, expected) in [
            ("<meta property='article:content_tier' content=locked>", Some(Wall::Payment)),
            ("<meta property='article:content_tier' content=free>", None),
            ("<meta itemprop=isAccessibleForFree content=False>", Some(Wall::Payment)),
            ("<meta itemprop=isAccessibleForFree content=true>", None),
        ] {
            check(&format!("{mark}{}", page("{}", 400)), expected);
        }
    }
}
