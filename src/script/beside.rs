//! What a page can show beside the words while they are spoken: pictures, and where links lead.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::article::address::is_of_the_web;
use crate::article::{Block, Inline, Kind, Medium, Origin, plain};

/// A picture of the article, or another thing that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The block that it is: lines that tell it have the same.
    pub origin: Origin,
    /// What it is.
    pub medium: Medium,
    /// Its address, as the article has it.
    pub address: String,
    /// The text that stands for it; empty where there is none.
    pub alt: String,
}

/// A link of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// Its text.
    pub text: String,
    /// Where it leads: an address of the web.
    pub address: String,
}

/// The pictures and the links of blocks, in order; what leads to the same address counts once.
pub(super) fn collect(blocks: &[Block]) -> (Vec<Picture>, Vec<Link>) {
    let mut found = Found::default();
    for block in blocks {
        visit(block, &mut found);
    }
    (found.pictures, found.links)
}

/// What was found so far.
#[derive(Default)]
struct Found<'a> {
    pictures: Vec<Picture>,
    links: Vec<Link>,
    addresses: HashSet<&'a str>,
}

fn visit<'a>(block: &'a Block, found: &mut Found<'a>) {
    let mut runs: Vec<&[Inline]> = Vec::new();
    let mut inner: Vec<&[Block]> = Vec::new();
    match &block.kind {
        Kind::Heading { content, .. } | Kind::Paragraph(content) => runs.push(content),
        Kind::List { items, .. } => inner.extend(items.iter().map(Vec::as_slice)),
        Kind::Quote { blocks, attribution } => {
            inner.push(blocks);
            runs.extend(attribution.as_deref());
        }
        Kind::Figure { medium, caption, alt, source } => {
            runs.extend(caption.as_deref());
            if let Some(address) = source {
                let alt = alt.clone().unwrap_or_default();
                let (medium, address) = (*medium, address.clone());
                found.pictures.push(Picture { origin: block.origin.clone(), medium, address, alt });
            }
        }
        Kind::Table { caption, header, rows } => {
            runs.extend(caption.as_deref());
            runs.extend(header.iter().chain(rows.iter().flatten()).map(Vec::as_slice));
        }
        Kind::Note { blocks, .. } => inner.push(blocks),
        Kind::Code { .. } | Kind::Rule => {}
    }
    for run in runs {
        links(run, found);
    }
    for block in inner.into_iter().flatten() {
        visit(block, found);
    }
}

fn links<'a>(content: &'a [Inline], found: &mut Found<'a>) {
    for inline in content {
        match inline {
            Inline::Link { target, content } => {
                let text = plain(content).trim().to_owned();
                if is_of_the_web(target) && !text.is_empty() && found.addresses.insert(target) {
                    found.links.push(Link { text, address: target.clone() });
                }
            }
            Inline::Emphasis(inner)
            | Inline::Strong(inner)
            | Inline::Sub(inner)
            | Inline::Sup(inner)
            | Inline::Lang { content: inner, .. } => links(inner, found),
            _ => {}
        }
    }
}

#[test]
fn pictures_and_links_are_found_wherever_they_are() {
    let source = crate::article::Source {
        name: "a.md".into(),
        bytes:
            "> See [*this*](HTTPS://example.org/a) and [that](#b).\n\n- [again](HTTPS://example.org/a)\n\n\
                ![A wren](wren.jpg \"In May\")\n"
                .into(),
        ..crate::article::Source::default()
    };
    let article = crate::article::read(&source).unwrap();
    let (pictures, links) = collect(&article.blocks);
    assert_eq!(links, [Link { text: "this".into(), address: "HTTPS://example.org/a".into() }]);
    assert_eq!(pictures.len(), 1);
    assert_eq!((pictures[0].address.as_str(), pictures[0].alt.as_str()), ("wren.jpg", "A wren"));
}
