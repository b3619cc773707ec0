//! Addresses on a page, made absolute.

use dom_query::Document;
use url::Url;

use crate::article::{Article, Inline, Kind, tree};

/// How a browser starts a page that it has saved: `<!-- saved from url=(0021)https://example.org/ -->`.
const SAVED: &str = "saved from url=(";
/// It stands among the first bytes.
const START: usize = 4096;

/// What relative addresses of a page are relative to (HTML Standard, section 2.4.3): where it came from, if that is
/// known, or else what it says of itself, as its `<base>` changes it.
pub(super) fn base(
    html: &str,
    document: &Document,
    says: Option<&str>,
    address: Option<&str>,
) -> Option<Url> {
    let known = |address: &str| Url::parse(address).ok().filter(Url::has_host);
    let attribute = |selector: &str, name: &str| document.select(selector).first().attr(name);
    let own = address
        .and_then(known)
        .or_else(|| known(&attribute("link[rel=canonical]", "href")?))
        .or_else(|| known(&attribute("meta[property='og:url']", "content")?))
        .or_else(|| known(says?))
        .or_else(|| known(saved_from(html)?));
    let Some(base) = attribute("base[href]", "href") else { return own };
    match &own {
        Some(own) => own.join(base.trim()).ok(),
        None => known(base.trim()),
    }
    .or(own)
}

fn saved_from(html: &str) -> Option<&str> {
    let end = (0..=START.min(html.len())).rev().find(|at| html.is_char_boundary(*at))?;
    let rest = &html[..end][html[..end].find(SAVED)? + SAVED.len()..];
    rest.split_once(')')?.1.split_whitespace().next()
}

/// Makes the addresses of an article absolute.
pub(super) fn resolve(article: &mut Article, base: &Url) {
    for address in [&mut article.meta.image, &mut article.meta.source].into_iter().flatten() {
        make_absolute(address, base);
    }
    tree::visit_blocks(&mut article.blocks, &mut |block| {
        if let Kind::Figure { source: Some(address), .. } = &mut block.kind {
            make_absolute(address, base);
        }
        for run in block.runs_mut() {
            tree::visit_inlines(run, &mut |inline| {
                if let Inline::Link { target, .. } = inline {
                    make_absolute(target, base);
                }
            });
        }
    });
}

/// A place on the page itself stays one; so does what is absolute.
fn make_absolute(address: &mut String, base: &Url) {
    if address.starts_with('#') || Url::parse(address).is_ok() {
        return;
    }
    if let Ok(whole) = base.join(address) {
        *address = whole.into();
    }
}

#[test]
fn addresses_are_those_a_browser_would_ask() {
    let page = |head: &str| {
        format!(
            "<head><title>T</title>{head}</head><p>See <a href='../b c?x=1'>it</a> and <a href=#n>here</a>.</p><img src=//i.org/x.png alt=X>"
        )
    };
    let links = |html: &str, address: Option<&str>| {
        let article = super::read(html, address);
        super::super::markdown::write(article)
            .lines()
            .filter(|line| line.contains("]("))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let told = ["See [it](https://a.org/b%20c?x=1) and [here](#n).", "![X](https://i.org/x.png)"];
    assert_eq!(links(&page(""), Some("https://a.org/d/e")), told);
    assert_eq!(links(&page("<base href=/d/>"), Some("https://a.org/q/r/s")), told);
    assert_eq!(links(&page("<link rel=canonical href=https://a.org/d/e>"), None), told);
    assert_eq!(links(&page("<meta property=og:url content=https://a.org/d/e>"), None), told);
    assert_eq!(links(&format!("<!-- saved from url=(0017)https://a.org/d/e -->{}", page("")), None), told);
    assert_eq!(links(&page(""), None)[0], "See [it](<../b c?x=1>) and [here](#n).");
}
