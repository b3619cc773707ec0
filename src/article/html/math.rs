//! Formulas of a page: `MathML`, what `KaTeX` and `MathJax` make of LaTeX, and pictures of formulas. Each is one formula
//! in LaTeX, whatever else a page holds of it.

use dom_query::NodeRef;

use super::{inline, page, table};
use crate::article::{Inline, Why, tree};
use crate::media;

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
    let said = |name: &str| page::filled(node, name).filter(|text| !media::describes_nothing(text));
    if let Some(words) = said("aria-label") {
        return Inline::Text(words);
    }
    let is_annotation = |node: &NodeRef<'_>| node.attr("encoding").is_some_and(|kind| &*kind == LATEX);
    if let Some(annotation) = node.descendants_it().find(is_annotation) {
        return latex(&annotation.text());
    }
    match said("alttext") {
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
    let alt = page::filled(image, "alt").filter(|alt| !media::describes_nothing(alt))?;
    Some(if is_prose(&alt) { Inline::Text(alt) } else { Inline::Math(bare(&alt).to_owned()) })
}

/// Whether a table only places formulas, each row with its number: it says so, or holds nothing else.
pub(super) fn is_equations(node: &NodeRef<'_>) -> bool {
    if !node.has_attr(HOLDS) {
        return false;
    }
    let class = page::attribute(node, "class").unwrap_or_default();
    let is_named = class.split_whitespace().any(|word| word.starts_with("ltx_eqn") || word == "ltx_equation");
    let rows = table::rows(node);
    let cells: Vec<NodeRef<'_>> = rows.iter().flat_map(table::cells).collect();
    if cells.iter().any(page::holds_blocks) {
        return false;
    }
    let is_formula = |cell: &NodeRef<'_>| {
        let content = table::content(cell);
        let mut all = tree::inlines(&content);
        all.all(|piece| match piece {
            Inline::Text(text) => !text.contains(char::is_alphanumeric),
            _ => true,
        }) && cell.has_attr(HOLDS)
    };
    let formulas = cells.iter().filter(|cell| is_formula(cell)).count();
    let numbers = cells.iter().filter(|cell| is_number(cell)).count();
    let empty = cells.iter().filter(|cell| page::words_and_alts(cell).is_empty()).count();
    is_named || 0 < formulas && 0 < numbers && formulas + numbers + empty == cells.len()
}

/// Whether a cell only numbers the formula beside it.
fn is_number(cell: &NodeRef<'_>) -> bool {
    let text = page::words(cell);
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.is_some_and(|number| {
        number.len() <= 8
            && number.contains(|c: char| c.is_ascii_digit())
            && number.chars().all(|c| c.is_ascii_alphanumeric() || c == '.')
    })
}

/// What a row of formulas tells, as one formula where it is nothing else, and the cells with its numbers.
pub(super) fn of_row<'a>(cells: &[NodeRef<'a>]) -> (Vec<Inline>, Vec<NodeRef<'a>>) {
    let (numbers, told): (Vec<NodeRef<'_>>, Vec<NodeRef<'_>>) =
        cells.iter().partition(|cell| is_number(cell) || cell.has_class("ltx_eqn_eqno"));
    let mut content: Vec<Inline> = Vec::new();
    for piece in told.iter().flat_map(table::content) {
        match (content.last_mut(), piece) {
            (Some(Inline::Math(before)), Inline::Math(formula)) => {
                before.push(' ');
                before.push_str(&formula);
            }
            (_, Inline::Text(text)) if text.trim().is_empty() => {}
            (_, Inline::Break) => {}
            (_, piece) => content.push(piece),
        }
    }
    let numbers = numbers.into_iter().filter(|cell| inline::unsaid(cell).is_none()).collect();
    (content, numbers)
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
    let mut formula = formula.trim();
    while let Some(rest) = SIZES.iter().find_map(|size| formula.strip_prefix(size)) {
        if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            break;
        }
        formula = rest.trim_start();
    }
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
    assert_eq!([bare("\\displaystyle c"), bare("\\displaystyle=\\sqrt{gh}")], ["c", "=\\sqrt{gh}"]);
    assert_eq!(bare(" x "), "x");
    assert!(is_prose("x squared") && !is_prose("x^2") && !is_prose("\\sin x"));
}

#[test]
fn rows_of_equations_are_formulas_without_their_numbers() {
    let cell = |formula: &str| format!("<td><math alttext='\\displaystyle{formula}'><mi>x</mi></math></td>");
    let table = format!("<table><tr>{}{}<td>(2.1)</td></tr></table>", cell(" c"), cell("=\\sqrt{gh}"));
    let article = super::read(&format!("<title>T</title><article>{table}<p>Thus.</p></article>"), None);
    assert_eq!(crate::article::text_of(&article.blocks), "c =\\sqrt{gh}\nThus.");
    assert!(article.skipped.iter().any(|left| left.text == "(2.1)"));
}

#[test]
fn the_signs_of_a_formula_go_before_a_text_that_says_nothing() {
    let page = "<title>T</title><p>It is <math alttext='Alternative text not available'><mi>x</mi><mo>+</mo><mn>1</mn></math>.</p>";
    assert_eq!(crate::article::text_of(&super::read(page, None).blocks), "It is x+1.");
}
