//! Formulas of a page: `MathML`, what `KaTeX` and `MathJax` make of LaTeX, and pictures of formulas. Each is one formula
//! in LaTeX, whatever else a page holds of it.

use dom_query::NodeRef;

use super::page;
use crate::article::{Inline, Why};

/// The encoding of an annotation that holds a formula as its author wrote it.
const LATEX: &str = "application/x-tex";
/// Classes of pictures of formulas.
const PICTURES: [&str; 5] = ["tex", "latex", "math", "ee_img", "ql-img-inline-formula"];
/// Servers that draw formulas, by a part of their address.
const SERVERS: [&str; 4] = ["latex.php?", "latex.codecogs.com", "cht=tx", "/svg.latex?"];
/// Classes of what `MathJax` 2 shows of the script that follows.
const SHOWN: [&str; 8] = [
    "MathJax_Preview",
    "MathJax",
    "MathJax_Display",
    "MathJax_SVG",
    "MathJax_SVG_Display",
    "MathJax_CHTML",
    "mjx-chtml",
    "MJXc-display",
];

/// On an element: a formula stands in it.
const HOLDS: &str = "data-articast-math";
/// On an element: one of those right in it is a formula, or a span with one.
const SHOWS: &str = "data-articast-shows-math";

/// Marks the elements around formulas, so that whoever asks need not look through all that is in them.
pub(super) fn mark(body: &NodeRef<'_>) {
    let elements: Vec<NodeRef<'_>> = body.descendants_it().filter(NodeRef::is_element).collect();
    for element in &elements {
        element.remove_attrs(&[HOLDS, SHOWS]);
    }
    for formula in elements.iter().filter(|element| element.has_name("math")) {
        let mut inner = *formula;
        // The tree cannot be written while it is walked.
        while let Some(outer) = inner.parent() {
            if inner.has_name("span") || inner.has_name("math") {
                outer.set_attr(SHOWS, "");
            }
            if outer.has_attr(HOLDS) {
                break;
            }
            outer.set_attr(HOLDS, "");
            inner = outer;
        }
    }
}

/// A formula: as its author wrote it in LaTeX, if the page says that, in words, if it says those, or else from its signs.
pub(super) fn formula(node: &NodeRef<'_>) -> Inline {
    let latex = |text: &str| Inline::Math(bare(text).to_owned());
    if is_script(node) {
        return latex(&node.text());
    }
    if let Some(words) = page::filled(node, "aria-label") {
        return Inline::Text(words);
    }
    let is_annotation = |node: &NodeRef<'_>| node.attr("encoding").is_some_and(|kind| &*kind == LATEX);
    if let Some(annotation) = node.descendants_it().find(is_annotation) {
        return latex(&annotation.text());
    }
    match page::filled(node, "alttext") {
        Some(text) if is_prose(&text) => Inline::Text(text),
        Some(text) => latex(&text),
        None => Inline::Math(super::mathml::latex(node)),
    }
}

/// The formula that a picture shows, if it shows one and says which.
pub(super) fn pictured(image: &NodeRef<'_>) -> Option<Inline> {
    if !is_picture(image) {
        return None;
    }
    let alt = page::filled(image, "alt")?;
    Some(if is_prose(&alt) { Inline::Text(alt) } else { Inline::Math(bare(&alt).to_owned()) })
}

fn is_picture(image: &NodeRef<'_>) -> bool {
    let class = page::attribute(image, "class").unwrap_or_default();
    let marked = |word: &str| PICTURES.contains(&word) || word.starts_with("mwe-math-fallback-image");
    if class.split_whitespace().any(marked) {
        return true;
    }
    let source = page::attribute(image, "src").unwrap_or_default();
    SERVERS.iter().any(|server| source.contains(server))
}

/// Whether an element is a script that holds a formula for `MathJax` 2.
pub(super) fn is_script(node: &NodeRef<'_>) -> bool {
    node.has_name("script") && node.attr("type").is_some_and(|kind| kind.starts_with("math/tex"))
}

/// Why an element is not told, if it shows a formula that the page also holds in a better form.
pub(super) fn repeats(node: &NodeRef<'_>) -> Option<Why> {
    let holds_math = |outer: &NodeRef<'_>| outer.has_attr(HOLDS);
    let name = node.node_name()?;
    let repeats = match &*name {
        "img" => is_picture(node) && node.ancestors_it(Some(2)).any(|outer| outer.has_attr(SHOWS)),
        "mjx-math" | "svg" => {
            node.parent().is_some_and(|outer| outer.has_name("mjx-container") && holds_math(&outer))
        }
        "span" | "div" | "nobr" => {
            let class = node.attr("class").unwrap_or_default();
            let shows = |word: &str| SHOWN.contains(&word);
            (class.split_whitespace().any(|word| word == "katex-html")
                && node.parent().is_some_and(|outer| holds_math(&outer)))
                || (class.split_whitespace().any(shows) && script_follows(node))
                || (&*name == "nobr"
                    && node.parent().is_some_and(|outer| outer.has_class("MathJax") && holds_math(&outer)))
        }
        _ => false,
    };
    repeats.then_some(Why::Repeated)
}

/// Whether the script with the formula comes next, or after what else shows it.
fn script_follows(node: &NodeRef<'_>) -> bool {
    let mut next = node.next_element_sibling();
    for _ in 0..3 {
        match next {
            Some(node) if is_script(&node) => return true,
            Some(node) => next = node.next_element_sibling(),
            None => return false,
        }
    }
    false
}

/// Whether what stands for a formula are words to be read as they are.
fn is_prose(text: &str) -> bool {
    !text.contains(['\\', '^', '_', '{', '='])
        && text.split(|c: char| !c.is_alphabetic()).any(|word| 3 <= word.chars().count())
}

/// A formula without the braces that only set its size.
fn bare(formula: &str) -> &str {
    const SIZES: [&str; 3] = ["\\displaystyle", "\\textstyle", "\\scriptstyle"];
    let formula = formula.trim();
    let inner = formula.strip_prefix('{').and_then(|inner| inner.strip_suffix('}')).map(str::trim);
    let sized = inner.and_then(|inner| SIZES.iter().find_map(|size| inner.strip_prefix(size)));
    match sized {
        Some(inner) if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) && is_balanced(inner) => {
            inner.trim()
        }
        _ => formula,
    }
}

fn is_balanced(formula: &str) -> bool {
    let mut open = 0_i32;
    formula.bytes().all(|byte| {
        open += match byte {
            b'{' => 1,
            b'}' => -1,
            _ => 0,
        };
        0 <= open
    }) && open == 0
}

#[test]
fn a_formula_loses_the_braces_around_it() {
    assert_eq!(bare("{\\displaystyle {\\frac {a}{b}}}"), "{\\frac {a}{b}}");
    assert_eq!(bare("{\\displaystyle a}+{b}"), "{\\displaystyle a}+{b}");
    assert_eq!(bare(" x "), "x");
    assert!(is_prose("x squared") && !is_prose("x^2") && !is_prose("\\sin x"));
}
