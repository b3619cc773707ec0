//! The elements of HTML: which stand on lines of their own, which stand in running text, which have no content.

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "xmp",
];

/// Controls and parts of the document itself: nothing of them is running text either.
const APART: &[&str] = &["button", "frame", "frameset", "head", "html", "select", "textarea", "title"];

/// Elements that stand in running text, or hold none.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "area", "audio", "b", "base", "basefont", "bdi", "bdo", "big", "br", "canvas",
    "cite", "code", "col", "colgroup", "data", "datalist", "del", "dfn", "em", "embed", "font", "i",
    "iframe", "img", "input", "ins", "kbd", "label", "link", "map", "mark", "math", "meta", "meter", "nobr",
    "object", "output", "param", "picture", "progress", "q", "rb", "rp", "rt", "rtc", "ruby", "s", "samp",
    "script", "slot", "small", "source", "span", "strike", "strong", "style", "sub", "sup", "svg",
    "template", "time", "track", "tt", "u", "var", "video", "wbr",
];

/// Elements that never have content (HTML Standard, section 13.1.2).
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Elements whose end tag may be left out, and old ones that have none.
const OPEN: &[&str] = &[
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "rt", "rp", "colgroup",
    "html", "head", "body", "frame", "basefont", "bgsound", "keygen", "image", "optgroup", "path",
];

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether words on the two sides of an element do not touch.
pub(super) fn parts_words(name: &str) -> bool {
    is_block(name) || APART.contains(&name)
}

/// Whether an element stands in running text, or holds none.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Whether an element never has content.
pub(super) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}

/// Whether an element, in any case, ends without a tag that says so.
pub(super) fn ends_itself(name: &str) -> bool {
    VOID.iter().chain(OPEN).any(|known| known.eq_ignore_ascii_case(name))
}

#[test]
fn each_element_is_listed_once() {
    let mut all = [BLOCKS, APART, INLINE].concat();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), count);
    assert!(VOID.iter().all(|name| all.contains(name)) && !VOID.iter().any(|name| OPEN.contains(name)));
}
