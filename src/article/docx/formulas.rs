//! Formulas of a document (Office Math Markup, ECMA-376 part 1, section 22.1) as LaTeX.

use super::super::html::{latex_of_function, latex_of_signs, push_latex};
use super::{runs, value};
use crate::xml::Element;

/// What nests deeper is taken as its words.
const DEEPEST: usize = 60;

/// A formula in LaTeX.
pub(super) fn latex(formula: &Element<'_>) -> String {
    let mut out = String::new();
    row(formula, &mut out, 0);
    out.trim().to_owned()
}

/// What stands in an element, one thing after the other.
fn row(element: &Element<'_>, out: &mut String, depth: usize) {
    for child in element.elements() {
        append(child, out, depth + 1);
    }
}

/// The part of that name, or nothing.
fn part(element: &Element<'_>, name: &str, depth: usize) -> String {
    let mut out = String::new();
    if let Some(part) = element.child(name) {
        row(part, &mut out, depth + 1);
    }
    out.trim().to_owned()
}

/// All parts of that name.
fn parts(element: &Element<'_>, name: &str, depth: usize) -> Vec<String> {
    let all = element.elements().filter(|part| part.name == name);
    all.map(|part| {
        let mut out = String::new();
        row(part, &mut out, depth + 1);
        out.trim().to_owned()
    })
    .collect()
}

/// What a script stands at: one letter or command stands alone, anything else between braces.
fn base(text: String) -> String {
    let is_command =
        text.strip_prefix('\\').is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if text.chars().count() == 1 || is_command { text } else { format!("{{{text}}}") }
}

fn append(element: &Element<'_>, out: &mut String, depth: usize) {
    if DEEPEST < depth {
        return push_latex(out, &latex_of_signs(&runs::words(element)));
    }
    let of = |name: &str| part(element, name, depth);
    let property = |name: &str, properties: &str| value(element.child(properties)?, name);
    let script = |sign: char, text: String| if text.is_empty() { text } else { format!("{sign}{{{text}}}") };
    let piece = match element.name {
        "r" => run(element),
        "t" => latex_of_signs(&element.text()),
        "f" if property("type", "fPr").as_deref() == Some("noBar") => {
            format!("\\binom{{{}}}{{{}}}", of("num"), of("den"))
        }
        "f" => format!("\\frac{{{}}}{{{}}}", of("num"), of("den")),
        "rad" => match of("deg") {
            index if index.is_empty() => format!("\\sqrt{{{}}}", of("e")),
            index => format!("\\sqrt[{index}]{{{}}}", of("e")),
        },
        "sSup" => format!("{}{}", base(of("e")), script('^', of("sup"))),
        "sSub" => format!("{}{}", base(of("e")), script('_', of("sub"))),
        "sSubSup" => format!("{}{}{}", base(of("e")), script('_', of("sub")), script('^', of("sup"))),
        "sPre" => format!("{{}}{}{}{}", script('_', of("sub")), script('^', of("sup")), base(of("e"))),
        "nary" => {
            let sign = property("chr", "naryPr").unwrap_or_else(|| "∫".into());
            let sign = latex_of_signs(&sign);
            let mut piece = format!("{sign}{}{}", script('_', of("sub")), script('^', of("sup")));
            push_latex(&mut piece, &of("e"));
            piece
        }
        "d" => fenced(element, depth),
        "func" => {
            let mut piece = latex_of_function(&of("fName"));
            push_latex(&mut piece, &of("e"));
            piece
        }
        "limLow" => format!("{}{}", base(latex_of_function(&of("e"))), script('_', of("lim"))),
        "limUpp" => format!("{}{}", base(of("e")), script('^', of("lim"))),
        "acc" => format!("\\{}{{{}}}", accent(property("chr", "accPr").as_deref()), of("e")),
        "bar" if property("pos", "barPr").as_deref() == Some("top") => format!("\\overline{{{}}}", of("e")),
        "bar" => format!("\\underline{{{}}}", of("e")),
        "m" => {
            let rows = element.elements().filter(|row| row.name == "mr");
            let rows: Vec<String> = rows.map(|row| parts(row, "e", depth).join(" & ")).collect();
            format!("\\begin{{matrix}}{}\\end{{matrix}}", rows.join(" \\\\ "))
        }
        "eqArr" => format!("\\begin{{aligned}}{}\\end{{aligned}}", parts(element, "e", depth).join(" \\\\ ")),
        "del" | "moveFrom" => String::new(),
        name if name.ends_with("Pr") => String::new(),
        _ => return row(element, out, depth),
    };
    push_latex(out, &piece);
}

/// The name of an accent in LaTeX; a hat, where there is no sign.
fn accent(sign: Option<&str>) -> &'static str {
    match sign {
        Some("\u{303}" | "~") => "tilde",
        Some("\u{304}" | "\u{305}" | "¯") => "overline",
        Some("\u{307}") => "dot",
        Some("\u{308}") => "ddot",
        Some("\u{20d7}" | "→") => "vec",
        _ => "hat",
    }
}

/// Signs, or words that are marked as such.
fn run(run: &Element<'_>) -> String {
    let text: String = run.elements().filter(|part| part.name == "t").map(Element::text).collect();
    let is_words = run.child("rPr").is_some_and(|properties| properties.child("nor").is_some());
    if is_words && text.contains(char::is_alphabetic) {
        return format!("\\text{{{}}}", latex_of_signs(&text));
    }
    latex_of_signs(text.trim())
}

/// Parts between brackets.
fn fenced(element: &Element<'_>, depth: usize) -> String {
    let mark = |name: &str, default: &str| {
        let mark = element.child("dPr").and_then(|properties| properties.child(name));
        let mark = mark.map_or_else(|| default.to_owned(), |mark| mark.attribute("val").unwrap_or_default());
        latex_of_signs(&mark)
    };
    let mut out = mark("begChr", "(");
    push_latex(&mut out, &parts(element, "e", depth).join(&mark("sepChr", "|")));
    push_latex(&mut out, &mark("endChr", ")"));
    out
}

#[test]
fn office_formulas_become_latex() {
    let run = |text: &str| format!("<m:r><m:t>{text}</m:t></m:r>");
    let of = |name: &str, text: &str| format!("<m:{name}>{}</m:{name}>", run(text));
    for (formula, expected) in [
        (format!("<m:f>{}{}</m:f>", of("num", "1"), of("den", "2")), "\\frac{1}{2}"),
        (format!("{}<m:sSup>{}{}</m:sSup>", run("A="), of("e", "r"), of("sup", "2")), "A=r^{2}"),
        (
            format!("<m:rad><m:radPr><m:degHide m:val='1'/></m:radPr><m:deg/>{}</m:rad>", of("e", "x")),
            "\\sqrt{x}",
        ),
        (format!("<m:rad>{}{}</m:rad>", of("deg", "3"), of("e", "x")), "\\sqrt[3]{x}"),
        (
            format!(
                "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr>{}{}{}</m:nary>",
                of("sub", "i=1"),
                of("sup", "n"),
                of("e", "i")
            ),
            "\\sum_{i=1}^{n}i",
        ),
        (format!("<m:d>{}</m:d>", of("e", "a+b")), "(a+b)"),
        (format!("<m:func>{}{}</m:func>", of("fName", "sin"), of("e", "θ")), "\\sin\\theta"),
        (
            "<m:m><m:mr><m:e><m:r><m:t>1</m:t></m:r></m:e><m:e><m:r><m:t>0</m:t></m:r></m:e></m:mr></m:m>"
                .into(),
            "\\begin{matrix}1 & 0\\end{matrix}",
        ),
    ] {
        let text = format!("<m:oMath>{formula}</m:oMath>");
        let tree = crate::xml::parse(&text).unwrap_or_default();
        assert_eq!(latex(&tree), expected);
    }
}
