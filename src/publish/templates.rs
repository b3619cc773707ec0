//! The templates of pages and books. Whatever they show is escaped, unless it is a text of ours that is marked as safe.

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;

static TEMPLATES: LazyLock<Environment<'static>> = LazyLock::new(|| {
    let mut templates = Environment::new();
    // What HTML escapes is what XML escapes.
    templates.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    templates.set_syntax(syntax.expect("the usual delimiters are distinct"));
    for (name, text) in [
        ("blocks.html", include_str!("blocks.html")),
        ("shell.html", include_str!("page/shell.html")),
        ("episode.html", include_str!("page/episode.html")),
        ("index.html", include_str!("page/index.html")),
        ("package.opf", include_str!("book/package.opf")),
        ("nav.xhtml", include_str!("book/nav.xhtml")),
        ("chapter.xhtml", include_str!("book/chapter.xhtml")),
        ("chapter.smil", include_str!("book/chapter.smil")),
    ] {
        templates.add_template(name, text).expect("our templates are well-formed: tests render them");
    }
    templates
});

/// A template with what it shows. No character of it is one that XML forbids.
pub(super) fn render(name: &str, page: &impl Serialize) -> String {
    let template = TEMPLATES.get_template(name).expect("it was added above");
    let text = template.render(Serde(page)).expect("a template and its data are ours: tests render them");
    if text.chars().all(is_of_xml) { text } else { text.replace(|c| !is_of_xml(c), "\u{fffd}") }
}

/// Extensible Markup Language 1.0, section 2.2.
fn is_of_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}
