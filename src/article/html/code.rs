//! Code of a page: preformatted text, and tables with a row for each line.

use dom_query::NodeRef;

use super::{inline, page, table};
use crate::article::{Kind, preformatted};

/// Classes of tables that place lines of code.
const TABLES: [&str; 8] = [
    "hljs-ln",
    "highlight",
    "highlighttable",
    "rouge-table",
    "lntable",
    "blob-code-inner",
    "js-file-line-container",
    "diff-table",
];

/// Preformatted text: code, with its language where a class names it, or the paragraphs of verse and of letters.
pub(super) fn of(node: &NodeRef<'_>) -> Vec<Kind> {
    let inner = node.descendants_it().find(|inner| page::name(inner) == "code");
    let classes =
        [Some(*node), inner].into_iter().flatten().filter_map(|node| page::attribute(&node, "class"));
    let classes = classes.collect::<Vec<_>>().join(" ");
    let language = classes.split_whitespace().find_map(|class| {
        let name = class.strip_prefix("language-").or_else(|| class.strip_prefix("lang-"))?;
        Some(name.to_owned()).filter(|name| !name.is_empty())
    });
    let text = text(node).trim_end().to_owned();
    let is_marked = inner.is_some() || node.descendants_it().any(|inner| page::name(&inner) == "span");
    let prose = if ["verse", "poem", "poetry", "lyrics"].iter().any(|name| classes.contains(name)) {
        Some(preformatted::paragraphs(&text))
    } else if language.is_none() && !is_marked {
        preformatted::prose(&text)
    } else {
        None
    };
    match prose {
        Some(paragraphs) => paragraphs.into_iter().map(Kind::Paragraph).collect(),
        None => vec![Kind::Code { language, text }],
    }
}

/// A table whose rows are lines of code.
pub(super) fn of_rows(node: &NodeRef<'_>) -> Option<Kind> {
    let has = |node: &NodeRef<'_>, names: &[&str]| names.iter().any(|name| node.has_class(name));
    let is_code = has(node, &TABLES) || node.ancestors_it(Some(4)).any(|outer| page::name(&outer) == "pre");
    if !is_code || node.descendants_it().any(|inner| page::name(&inner) == "pre") {
        return None;
    }
    let lines: Vec<String> = table::rows(node)
        .iter()
        .map(|row| {
            let is_number = |text: &String| text.trim().bytes().all(|byte| byte.is_ascii_digit());
            let cells = table::cells(row);
            let lines = cells.iter().filter(|cell| inline::leads(cell).is_none()).map(text);
            let lines: Vec<String> = lines.filter(|text| !is_number(text)).collect();
            lines.join(" ").trim_end().to_owned()
        })
        .collect();
    (!lines.is_empty()).then(|| Kind::Code { language: None, text: lines.join("\n") })
}

/// The text of code without the numbers of its lines.
fn text(node: &NodeRef<'_>) -> String {
    let mut text = String::new();
    let mut todo: Vec<NodeRef<'_>> = node.children_it(true).collect();
    while let Some(part) = todo.pop() {
        if part.is_text() {
            text.push_str(&part.text());
        } else if page::name(&part) == "br" {
            text.push('\n');
        } else if inline::leads(&part).is_none() {
            todo.extend(part.children_it(true));
        }
    }
    text
}

#[test]
fn rows_of_code_are_its_lines() {
    let row = |number: u8, line: &str| {
        format!("<tr><td class='blob-num' data-line-number={number}><td class='blob-code'>{line}</tr>")
    };
    let page =
        format!("<table class='js-file-line-container'>{}{}</table>", row(1, "a = 1"), row(2, "  b = 2"));
    let document = dom_query::Document::from(page);
    let table = document.select("table");
    let Some(Kind::Code { text, .. }) = of_rows(&table.nodes()[0]) else { panic!("it is code") };
    assert_eq!(text, "a = 1\n  b = 2");
}
