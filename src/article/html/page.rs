//! The tree of a page: names, attributes, and what shows.

use dom_query::NodeRef;

/// How deep elements may nest. Browsers stop at 512; the parser takes time that grows with the square of the depth.
const DEEPEST: usize = 600;
/// How many attributes an element may have: the parser compares each with all before it.
const MOST_ATTRIBUTES: usize = 500;

/// Elements that end by themselves, or have no content.
const UNCLOSED: &[&str] = &[
    "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "br", "hr", "img", "input",
    "meta", "link", "source", "wbr", "area", "base", "col", "embed", "param", "track", "rt", "rp",
    "colgroup", "html", "head", "body", "frame", "basefont", "bgsound", "keygen", "image", "optgroup",
    "path",
];

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
    "noscript",
];

/// Whether a page is made to keep a parser busy: elements nested by the thousand, attributes without end.
pub(super) fn is_hostile(html: &str) -> bool {
    let (mut depth, mut rest) = (0_usize, html);
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        let closes = rest.starts_with('/');
        let name = &rest[usize::from(closes)..];
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            continue;
        }
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        if MOST_ATTRIBUTES < tag.matches(char::is_whitespace).take(20 * MOST_ATTRIBUTES).count()
            && MOST_ATTRIBUTES < tag.split_whitespace().take(MOST_ATTRIBUTES + 2).count()
        {
            return true;
        }
        if UNCLOSED.contains(&name.as_str()) || tag.ends_with('/') {
            continue;
        }
        if closes {
            depth = depth.saturating_sub(1);
        } else {
            depth += 1;
            if DEEPEST < depth {
                return true;
            }
        }
        rest = &rest[tag.len()..];
    }
    false
}

/// The words of a page's source without its tags, scripts and styles; tags that are blocks end a line.
pub(super) fn words_of_source(html: &str) -> String {
    let mut words = String::with_capacity(html.len() / 2);
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        rest = &rest[start..];
        let name = rest[1..].trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let name = name[..end].to_ascii_lowercase();
        if name.is_empty() && !rest.starts_with("<!") && !rest.starts_with("<?") {
            words.push('<');
            rest = &rest[1..];
            continue;
        }
        let close = if ["script", "style"].contains(&name.as_str()) && !rest.starts_with("</") {
            rest.find("</").filter(|at| 0 < *at)
        } else {
            rest.find('>').map(|at| at + 1)
        };
        if BLOCKS.contains(&name.as_str()) && !words.ends_with("\n\n") {
            words.push_str("\n\n");
        }
        rest = &rest[close.unwrap_or(rest.len())..];
    }
    words.push_str(rest);
    words
}

/// The name of an element in lower case; empty for what is none.
pub(super) fn name(node: &NodeRef<'_>) -> String {
    node.node_name().filter(|_| node.is_element()).map(|name| name.to_ascii_lowercase()).unwrap_or_default()
}

/// The value of an attribute.
pub(super) fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    node.attr(name).map(|value| value.to_string())
}

/// The value of an attribute, trimmed, if it is not empty.
pub(super) fn filled(node: &NodeRef<'_>, name: &str) -> Option<String> {
    attribute(node, name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty())
}

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element holds none of the page's words: code, styles, what is only there for other programs.
pub(super) fn is_machinery(name: &str) -> bool {
    matches!(
        name,
        "script" | "style" | "template" | "head" | "link" | "meta" | "title" | "base" | "datalist" | "slot"
    )
}

/// Whether an element does not show, whoever reads the page. What waits for a click (`aria-hidden`, closed details)
/// does show.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = attribute(node, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    // Formulas hide behind pictures of themselves.
    let shows = || node.descendants_it().any(|inner| name(&inner) == "math");
    (node.has_attr("hidden") || style.contains("display:none") || style.contains("visibility:hidden"))
        && !shows()
}

/// Whether an element or one around which it stands is a block.
pub(super) fn holds_blocks(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|inner| inner.is_element() && is_block(&name(&inner)))
}

/// The words of a node, its blocks and cells apart.
pub(super) fn words(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    let mut todo = vec![(*node, false)];
    while let Some((node, done)) = todo.pop() {
        let name = name(&node);
        if is_block(&name) || name == "br" {
            text.push('\n');
        }
        if done || is_machinery(&name) {
            continue;
        }
        if node.is_text() {
            text.push_str(&node.text());
            continue;
        }
        if is_block(&name) {
            todo.push((node, true));
        }
        todo.extend(node.children_it(true).map(|child| (child, false)));
    }
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn nests_that_no_page_has_are_found() {
    assert!(is_hostile(&"<ul><li>".repeat(1_000)));
    assert!(is_hostile(&format!("<a {}>", "b=c ".repeat(1_000))));
    assert!(!is_hostile(&"<p>text <b>bold</b> <br><li>item<img src=x>".repeat(10_000)));
    assert!(words_of_source("<b>a</b> < b<script>x<y</script><p>c").starts_with("a < b"));
}
