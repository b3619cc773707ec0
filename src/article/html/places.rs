//! Addresses on a page, made absolute.

use dom_query::Document;
use url::Url;

use crate::article::{Article, Block, Inline, Kind};

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
    blocks(&mut article.blocks, base);
}

fn blocks(all: &mut [Block], base: &Url) {
    for block in all {
        match &mut block.kind {
            Kind::Heading { content, .. } | Kind::Paragraph(content) => run(content, base),
            Kind::List { items, .. } => items.iter_mut().for_each(|item| blocks(item, base)),
            Kind::Quote { blocks: inner, attribution } => {
                blocks(inner, base);
                if let Some(name) = attribution {
                    run(name, base);
                }
            }
            Kind::Note { blocks: inner, .. } => blocks(inner, base),
            Kind::Figure { caption, source, .. } => {
                if let Some(text) = caption {
                    run(text, base);
                }
                if let Some(address) = source {
                    make_absolute(address, base);
                }
            }
            Kind::Table { caption, header, rows } => {
                let cells = caption.iter_mut().chain(header).chain(rows.iter_mut().flatten());
                cells.for_each(|cell| run(cell, base));
            }
            Kind::Code { .. } | Kind::Rule => {}
        }
    }
}

fn run(content: &mut [Inline], base: &Url) {
    for inline in content {
        match inline {
            Inline::Link { target, content } => {
                make_absolute(target, base);
                run(content, base);
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Sub(inner)
            | Inline::Sup(inner)
            | Inline::Struck(inner)
            | Inline::Lang { content: inner, .. } => run(inner, base),
            _ => {}
        }
    }
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
