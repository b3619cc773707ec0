//! What leads through a page or a book and is no part of the text: numbers of printed pages, links at headings to
//! themselves, numbers of lines of code. The marks are attributes of our own, set on the tree before it is walked.

use dom_query::NodeRef;

use super::{inline, notes, page};
use crate::article::elements;

/// Classes of numbers of printed pages; types and roles (EPUB Structural Semantics, DPUB-ARIA) are the first two.
const PAGES: [&str; 13] = [
    "pagebreak",
    "doc-pagebreak",
    "pagenum",
    "pageno",
    "page-number",
    "pagenumber",
    "page-num",
    "page_number",
    "pagebreak-number",
    "page-break",
    "ws-pagenum",
    "x-ebookmaker-pageno",
    "pgnum",
];
/// What stands before the number of a page.
const LEADS: [&str; 9] = ["page", "pages", "pg", "p", "pp", "seite", "s", "página", "pág"];
/// Classes of links that lead to the place where they stand, or to an editor.
const LINKS: [&str; 17] = [
    "headerlink",
    "header-anchor",
    "heading-anchor",
    "heading-link",
    "header-link",
    "headinglink",
    "anchor-link",
    "anchorlink",
    "anchorjs-link",
    "hash-link",
    "permalink",
    "direct-link",
    "section-link",
    "mw-editsection",
    "elementor-anchor",
    "copy-link",
    "viewcode-link",
];
/// All that such a link in a heading shows, if it has no such class and no sign only.
const SHOWN: [&str; 8] =
    ["link", "edit", "[edit]", "[link]", "[source]", "permalink", "copy link", "edit source"];
/// Classes of numbers of lines of code.
const LINES: [&str; 21] = [
    "linenos",
    "linenodiv",
    "lineno",
    "line-number",
    "line-numbers",
    "linenumber",
    "linenumbers",
    "line-numbers-rows",
    "line-numbers-wrapper",
    "code-line-number",
    "react-syntax-highlighter-line-number",
    "lnt",
    "ln",
    "gutter",
    "rouge-gutter",
    "blob-num",
    "hljs-ln-numbers",
    "hljs-ln-n",
    "gl",
    "crayon-nums",
    "linenum",
];

/// What leads through a page has no more bytes of text.
const LONGEST: usize = 200;

/// Marks what leads through a page, so that it is not told.
pub(super) fn mark(body: &NodeRef<'_>) {
    for element in body.descendants_it().filter(NodeRef::is_element).collect::<Vec<_>>() {
        element.remove_attr(inline::WAY);
        if is_page_number(&element)
            || is_link_to_itself(&element)
            || numbers_lines(&element)
            || copies(&element)
        {
            element.set_attr(inline::WAY, "");
        }
    }
}

/// The words of an element without what leads elsewhere in it.
pub(super) fn words_without(element: &NodeRef<'_>) -> String {
    let mut words = String::new();
    let mut todo = vec![*element];
    while let Some(node) = todo.pop() {
        if node.is_text() {
            words.push_str(&node.text());
        } else if inline::leads(&node).is_none() && notes::reference(&node).is_none() {
            let apart = node.has_name("br") || elements::is_block(&page::name(&node));
            words.push_str(if apart { " " } else { "" });
            if !page::is_machinery(&page::name(&node)) {
                todo.extend(node.children_it(true));
            }
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an element is the number of a printed page. Words that are marked as one are told all the same.
fn is_page_number(element: &NodeRef<'_>) -> bool {
    notes::is(element, &PAGES)
        && page::is_short(element, LONGEST)
        && Some(page::words(element)).is_some_and(|text| !text.is_empty() && shows_page_number(&text))
}

fn shows_page_number(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let mut words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    if 1 < words.len() && LEADS.contains(&words[0]) {
        words.remove(0);
    }
    let is_number = |word: &&str| {
        let digits = LEADS.iter().find_map(|lead| word.strip_prefix(lead)).unwrap_or(word);
        let is_roman = || word.len() <= 8 && word.chars().all(|c| "ivxlcdm".contains(c));
        (1..=5).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit()) || is_roman()
    };
    words.len() <= 2 && words.iter().all(is_number)
}

/// Whether a link, or what stands around it in a heading, leads to the place where it stands.
fn is_link_to_itself(element: &NodeRef<'_>) -> bool {
    let name = page::name(element);
    if !matches!(name.as_str(), "a" | "span" | "button" | "small" | "sup") {
        return false;
    }
    if notes::is(element, &["mw-editsection"]) {
        return true;
    }
    let leads = page::filled(element, "href").is_some_and(|href| href.contains('#'));
    let is_named = notes::is(element, &LINKS);
    if !(leads || is_named) || !page::is_short(element, LONGEST) {
        return false;
    }
    let shown = page::words(element).to_lowercase();
    let is_sign = !shown.is_empty() && shown.chars().all(|c| !c.is_alphanumeric());
    if leads && is_sign {
        return notes::reference(element).is_none() && !"*†‡".contains(&*shown);
    }
    let outer = element.ancestors_it(Some(3)).find(|outer| is_titled(&page::name(outer)));
    // A heading that is a link as a whole is told.
    (is_named || SHOWN.contains(&shown.as_str()))
        && outer.is_some_and(|outer| page::has_words_beside(element, &outer))
}

/// Whether an element is a button that copies the code beside it.
fn copies(element: &NodeRef<'_>) -> bool {
    let class = page::attribute(element, "class").unwrap_or_default().to_lowercase();
    (class.contains("copy") || class.contains("clipboard"))
        && page::is_short(element, LONGEST)
        && matches!(
            page::words(element).to_lowercase().as_str(),
            "copy" | "copy code" | "copied" | "copied!" | "copy to clipboard"
        )
}

/// Whether an element is a heading or the name of what is explained under it.
fn is_titled(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "dt" | "summary" | "figcaption" | "caption")
}

/// Whether an element only numbers the lines of code beside it.
fn numbers_lines(element: &NodeRef<'_>) -> bool {
    notes::is(element, &LINES) && {
        let text = element.text();
        text.contains(|c: char| c.is_ascii_digit())
            && text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ':' | '|'))
    }
}

#[test]
fn numbers_of_pages_are_known_from_words() {
    for text in ["12", "[Pg 15]", "{17}", "p. 3", "xiv", "Page 9", "[12]", "p12"] {
        assert!(shows_page_number(text), "{text}");
    }
    for text in ["‘But", "He said", "Chapter 2 begins", "page of it"] {
        assert!(!shows_page_number(text), "{text}");
    }
}

#[test]
fn links_at_headings_and_numbers_of_lines_are_not_told() {
    let padding = "<p>The road was built for salt, and the salt has been gone for a century.</p>".repeat(12);
    let page = format!(
        "<title>Salt &#8212; Docs</title><article><h1>Salt<a class=headerlink href=#s>¶</a></h1>{padding}\
         <h2>Roads <span class=mw-editsection>[<a href=/e>edit</a>]</span></h2><p>He <span class=pagenum>[Pg 4]</span>went.</p>\
         <h3><a class=anchor href=#x>#</a> Carts</h3><p>He walked.</p><h2><a href=#y>Salt pans</a></h2>\
         <table class=highlighttable><tr><td class=linenos><pre>1\n2</pre><td class=code><pre>a = 1\nb = 2</pre></table>\
         <pre><span class=lineno>1 </span>c = 3</pre></article>"
    );
    let article = super::read(&page, None);
    let told = crate::article::text_of(&article.blocks);
    let told = told.split("century.\n").last().unwrap_or_default();
    assert_eq!(article.meta.title.as_deref(), Some("Salt"));
    assert_eq!(told, "Roads\nHe went.\nCarts\nHe walked.\nSalt pans\na = 1\nb = 2\nc = 3");
}
