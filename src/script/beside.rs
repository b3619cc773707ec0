//! What a page can show beside the words while they are spoken: pictures, and where links lead.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::article::address::is_of_the_web;
use crate::article::{Block, Inline, Kind, Medium, Origin, plain, tree};

/// A picture of the article, or another thing that is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The block that it is: lines that tell it have the same.
    pub origin: Origin,
    /// Whether it is a picture, a map, a film or a recording.
    pub medium: Medium,
    /// Its address, as the article has it.
    pub address: String,
    /// The text that stands for it; empty where there is none.
    pub alt: String,
}

/// A link of the article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The linked words.
    pub text: String,
    /// Where it leads: an address of the web.
    pub address: String,
}

/// The pictures and the links of blocks, in order; what leads to the same address counts once.
pub(super) fn collect(blocks: &[Block]) -> (Vec<Picture>, Vec<Link>) {
    let (mut pictures, mut links) = (Vec::new(), Vec::new());
    let mut addresses = HashSet::new();
    for block in tree::blocks(blocks) {
        if let Kind::Figure { medium, alt, source: Some(address), .. } = &block.kind {
            let alt = alt.clone().unwrap_or_default();
            let (medium, address) = (*medium, address.clone());
            pictures.push(Picture { origin: block.origin.clone(), medium, address, alt });
        }
        for inline in block.runs().flat_map(tree::inlines) {
            let Inline::Link { target, content } = inline else { continue };
            let text = plain(content).trim().to_owned();
            if is_of_the_web(target) && !text.is_empty() && addresses.insert(target) {
                links.push(Link { text, address: target.clone() });
            }
        }
    }
    (pictures, links)
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
