//! Web pages: no word of a text on them is lost, and what hides their articles is told.
#![no_main]

use articast::article::Format;
use dom_query::{Document, NodeRef};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some(article) = articast_fuzz::read(bytes, Format::Html) else { return };
    let Ok(html) = std::str::from_utf8(bytes) else { return };
    if html.contains(|c: char| c.is_control() && c != '\n' && c != '\t') {
        return;
    }
    let document = Document::from(html);
    let Some(body) = document.body() else { return };
    let texts: Vec<String> =
        body.descendants_it().filter(is_shown).map(|node| node.text().to_string()).collect();
    articast_fuzz::assert_told(&article, texts.iter().map(String::as_str));
});

/// Whether a node is a text that is not the inside of a program or a style, nor a name of the page, which no browser
/// shows wherever it stands (HTML Standard, section 15.3.1).
fn is_shown(node: &NodeRef<'_>) -> bool {
    let programs = ["script", "style", "template", "title", "noscript", "noembed", "noframes", "iframe"];
    let is_program = |node: NodeRef<'_>| node.node_name().is_some_and(|name| programs.contains(&&*name));
    node.is_text() && !node.ancestors_it(None).any(is_program)
}
