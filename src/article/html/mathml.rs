//! Presentation `MathML` as LaTeX (`MathML` Core, section 3).

use dom_query::NodeRef;

use super::{figure, page};

/// What nests deeper is taken as its words.
const DEEPEST: usize = 60;

/// No command has a name with more letters.
const LONGEST_NAME: usize = 40;

/// Signs and what they are called in LaTeX.
const SIGNS: &str = "× \\times ⋅ \\cdot · \\cdot ÷ \\div ± \\pm ∓ \\mp ≤ \\leq ⩽ \\leq ≥ \\geq ⩾ \\geq ≠ \\neq ≈ \\approx \
    ∼ \\sim ≃ \\simeq ≅ \\cong ≡ \\equiv ∝ \\propto ≪ \\ll ≫ \\gg → \\to ← \\leftarrow ↔ \\leftrightarrow ⇒ \\Rightarrow \
    ⟹ \\implies ⇐ \\Leftarrow ⇔ \\Leftrightarrow ⟺ \\iff ↦ \\mapsto ∞ \\infty ∑ \\sum ∏ \\prod ∐ \\coprod ∫ \\int ∬ \\iint \
    ∮ \\oint ∂ \\partial ∇ \\nabla ∈ \\in ∉ \\notin ∋ \\ni ⊂ \\subset ⊃ \\supset ⊆ \\subseteq ⊇ \\supseteq ∪ \\cup \
    ∩ \\cap ∖ \\setminus ∅ \\emptyset ∀ \\forall ∃ \\exists ∧ \\wedge ∨ \\vee ¬ \\neg ⊕ \\oplus ⊗ \\otimes ∘ \\circ \
    ∗ * ⋆ \\star † \\dagger ′ ' ″ '' … \\dots ⋯ \\cdots ⋮ \\vdots ⋱ \\ddots ⟨ \\langle ⟩ \\rangle ⌊ \\lfloor ⌋ \\rfloor \
    ⌈ \\lceil ⌉ \\rceil ‖ \\| ∥ \\parallel ⊥ \\perp ∠ \\angle △ \\triangle ℏ \\hbar ℓ \\ell ℜ \\Re ℑ \\Im ℵ \\aleph \
    − - ∣ | ⋃ \\bigcup ⋂ \\bigcap { \\{ } \\} % \\% & \\& # \\# $ \\$ _ \\_ \\ \\backslash ∴ \\therefore \
    α \\alpha β \\beta γ \\gamma δ \\delta ε \\varepsilon ϵ \\epsilon ζ \\zeta η \\eta θ \\theta ϑ \\vartheta ι \\iota \
    κ \\kappa λ \\lambda μ \\mu ν \\nu ξ \\xi π \\pi ϖ \\varpi ρ \\rho ϱ \\varrho σ \\sigma ς \\varsigma τ \\tau υ \\upsilon \
    φ \\varphi ϕ \\phi χ \\chi ψ \\psi ω \\omega Γ \\Gamma Δ \\Delta Θ \\Theta Λ \\Lambda Ξ \\Xi Π \\Pi Σ \\Sigma \
    Υ \\Upsilon Φ \\Phi Ψ \\Psi Ω \\Omega ℝ \\mathbb{R} ℕ \\mathbb{N} ℤ \\mathbb{Z} ℚ \\mathbb{Q} ℂ \\mathbb{C}";

/// Functions that LaTeX has a command for.
const FUNCTIONS: [&str; 27] = [
    "sin", "cos", "tan", "cot", "sec", "csc", "arcsin", "arccos", "arctan", "sinh", "cosh", "tanh", "log",
    "ln", "lg", "exp", "lim", "max", "min", "sup", "inf", "det", "dim", "ker", "gcd", "arg", "deg",
];

/// What stands over or under a sign, and its command.
const ACCENTS: [(&str, &str); 14] = [
    ("¯", "\\overline"),
    ("‾", "\\overline"),
    ("―", "\\overline"),
    ("^", "\\hat"),
    ("ˆ", "\\hat"),
    ("~", "\\tilde"),
    ("˜", "\\tilde"),
    ("→", "\\vec"),
    ("⃗", "\\vec"),
    ("˙", "\\dot"),
    (".", "\\dot"),
    ("¨", "\\ddot"),
    ("⏞", "\\overbrace"),
    ("⏜", "\\overparen"),
];

/// A formula in LaTeX.
pub(super) fn latex(math: &NodeRef<'_>) -> String {
    let mut out = String::new();
    row(math, &mut out, 0);
    out.trim().to_owned()
}

/// The elements in a node.
fn parts<'a>(node: &NodeRef<'a>) -> Vec<NodeRef<'a>> {
    node.children_it(false).filter(NodeRef::is_element).collect()
}

/// Appends a piece so that a command before it stays one.
pub(crate) fn push(out: &mut String, piece: &str) {
    let mut before = out.bytes().rev().take(LONGEST_NAME + 1);
    let name = before.position(|byte| !byte.is_ascii_alphabetic());
    let command = name.is_some_and(|length| 0 < length && out.as_bytes()[out.len() - length - 1] == b'\\');
    if command && piece.starts_with(|c: char| c.is_ascii_alphabetic()) {
        out.push(' ');
    }
    out.push_str(piece);
}

fn row(node: &NodeRef<'_>, out: &mut String, depth: usize) {
    for child in node.children_it(false) {
        append(&child, out, depth + 1);
    }
}

/// A part between braces, which are left out around one sign.
fn group(node: Option<&NodeRef<'_>>, depth: usize) -> String {
    let mut inner = String::new();
    if let Some(node) = node {
        append(node, &mut inner, depth + 1);
    }
    format!("{{{}}}", inner.trim())
}

/// What a script stands at.
fn base(node: Option<&NodeRef<'_>>, depth: usize) -> String {
    let group = group(node, depth);
    let inner = &group[1..group.len() - 1];
    let is_command =
        inner.strip_prefix('\\').is_some_and(|name| name.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if inner.chars().count() == 1 || is_command { inner.to_owned() } else { group }
}

fn append(node: &NodeRef<'_>, out: &mut String, depth: usize) {
    if node.is_text() {
        return push(out, &signs(node.text().trim()));
    }
    let Some(name) = node.node_name().filter(|_| node.is_element()) else { return };
    if DEEPEST < depth {
        return push(out, &signs(&page::words_and_alts(node)));
    }
    let parts = parts(node);
    if !is_sound(node, &name, &parts) {
        return row(node, out, depth);
    }
    let [one, two, three] = [0, 1, 2].map(|at| parts.get(at));
    let piece = match &*name {
        "mi" | "mn" | "mo" => token(node),
        "mtext" | "ms" => format!("\\text{{{}}}", signs(&page::words_and_alts(node))),
        // What no formula holds, and pages put there all the same.
        name if figure::is_picture(name) => format!("\\text{{{}}}", signs(&page::words_and_alts(node))),
        "mspace" => " ".into(),
        "annotation" | "annotation-xml" | "mphantom" | "none" | "mprescripts" => String::new(),
        "semantics" | "maction" => return one.into_iter().for_each(|part| append(part, out, depth + 1)),
        "mfrac" if node.attr("linethickness").is_some_and(|width| width.starts_with('0')) => {
            format!("\\binom{}{}", group(one, depth), group(two, depth))
        }
        "mfrac" => format!("\\frac{}{}", group(one, depth), group(two, depth)),
        "msqrt" => {
            let mut inner = String::new();
            row(node, &mut inner, depth);
            format!("\\sqrt{{{}}}", inner.trim())
        }
        "mroot" => {
            let index = group(two, depth);
            format!("\\sqrt[{}]{}", &index[1..index.len() - 1], group(one, depth))
        }
        "msub" => format!("{}_{}", base(one, depth), group(two, depth)),
        "msup" => format!("{}^{}", base(one, depth), group(two, depth)),
        "msubsup" | "munderover" => {
            format!("{}_{}^{}", base(one, depth), group(two, depth), group(three, depth))
        }
        "munder" => above(one, two, '_', depth),
        "mover" => above(one, two, '^', depth),
        "mmultiscripts" => scripts(&parts, depth),
        "mfenced" => fenced(node, &parts, depth),
        "mtable" => table(&parts, depth),
        _ => return row(node, out, depth),
    };
    push(out, &piece);
}

/// Whether an element has the parts that its kind has, and no text between them: no word of another one may be lost.
fn is_sound(node: &NodeRef<'_>, name: &str, parts: &[NodeRef<'_>]) -> bool {
    let has_text = |node: &NodeRef<'_>| {
        node.children_it(false).any(|part| part.is_text() && !part.text().trim().is_empty())
    };
    let count = match name {
        "msubsup" | "munderover" => 3,
        "mfrac" | "mroot" | "msub" | "msup" | "munder" | "mover" => 2,
        "mtable" => return !has_text(node) && !parts.iter().any(has_text),
        "mfenced" | "mmultiscripts" => parts.len(),
        _ => return true,
    };
    parts.len() == count && !has_text(node)
}

/// An identifier, a number or an operator.
fn token(node: &NodeRef<'_>) -> String {
    let text: String = page::words_and_alts(node).split_whitespace().collect::<Vec<_>>().join(" ");
    let is_name = 1 < text.chars().count() && text.chars().all(char::is_alphabetic);
    if is_name { function(&text) } else { signs(&text) }
}

/// The name of a function: its command, or else letters that are one name. What is already LaTeX stays.
pub(crate) fn function(name: &str) -> String {
    if FUNCTIONS.contains(&name) {
        return format!("\\{name}");
    }
    let is_name = 1 < name.chars().count() && name.chars().all(char::is_alphabetic);
    if is_name { format!("\\mathrm{{{name}}}") } else { name.to_owned() }
}

/// Signs by their names in LaTeX; what is only for layout goes.
pub(crate) fn signs(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().filter(|c| !matches!(c, '\u{2061}'..='\u{2064}' | '\u{200b}' | '\u{feff}')) {
        let mut buffer = [0; 4];
        let sign: &str = c.encode_utf8(&mut buffer);
        let mut names = SIGNS.split(' ').filter(|name| !name.is_empty());
        let name =
            std::iter::from_fn(|| Some((names.next()?, names.next()?))).find(|(known, _)| *known == sign);
        push(&mut out, name.map_or(sign, |(_, name)| name));
    }
    out
}

/// Something with an accent, limits or a text over or under it.
fn above(one: Option<&NodeRef<'_>>, two: Option<&NodeRef<'_>>, sign: char, depth: usize) -> String {
    let mark = two.map(page::words).unwrap_or_default();
    let accent = ACCENTS.iter().find(|(known, _)| *known == mark.trim()).map(|(_, command)| *command);
    let accent = match (sign, mark.trim()) {
        ('_', "_" | "¯" | "‾" | "̲") => Some("\\underline"),
        ('_', "⏟") => Some("\\underbrace"),
        ('_', _) => None,
        _ => accent,
    };
    let base = base(one, depth);
    match accent {
        Some(accent) => format!("{accent}{}", group(one, depth)),
        // Limits of an operator, or a text at a brace.
        None if base.starts_with('\\')
            || base.starts_with("{\\underbrace")
            || base.starts_with("{\\overbrace") =>
        {
            format!("{base}{sign}{}", group(two, depth))
        }
        None => {
            let command = if sign == '_' { "underset" } else { "overset" };
            format!("\\{command}{}{}", group(two, depth), group(one, depth))
        }
    }
}

/// A base with scripts behind it and before it.
fn scripts(parts: &[NodeRef<'_>], depth: usize) -> String {
    let pairs = |parts: &[NodeRef<'_>]| {
        let script = |sign: char, part: Option<&NodeRef<'_>>| match group(part, depth) {
            empty if empty == "{}" => String::new(),
            script => format!("{sign}{script}"),
        };
        parts.chunks(2).map(|pair| script('_', pair.first()) + &script('^', pair.get(1))).collect::<String>()
    };
    let Some((first, rest)) = parts.split_first() else { return String::new() };
    let cut = rest.iter().position(|part| part.has_name("mprescripts")).unwrap_or(rest.len());
    let before = pairs(rest.get(cut + 1..).unwrap_or_default());
    let before = if before.is_empty() { before } else { format!("{{}}{before}") };
    format!("{before}{}{}", base(Some(first), depth), pairs(&rest[..cut]))
}

/// Parts between brackets that attributes name.
fn fenced(node: &NodeRef<'_>, parts: &[NodeRef<'_>], depth: usize) -> String {
    let mark =
        |name: &str, default: &str| signs(&page::attribute(node, name).unwrap_or_else(|| default.into()));
    let separators: Vec<char> = mark("separators", ",").chars().filter(|c| !c.is_whitespace()).collect();
    let mut inner = String::new();
    for (at, part) in parts.iter().enumerate() {
        if 0 < at {
            inner.extend(separators.get(at - 1).or(separators.last()));
        }
        append(part, &mut inner, depth + 1);
    }
    let mut out = mark("open", "(");
    push(&mut out, &inner);
    push(&mut out, &mark("close", ")"));
    out
}

/// Cells in rows.
fn table(rows: &[NodeRef<'_>], depth: usize) -> String {
    let row = |row: &NodeRef<'_>| {
        let cells = parts(row).into_iter().map(|cell| {
            let group = group(Some(&cell), depth + 1);
            group[1..group.len() - 1].to_owned()
        });
        cells.collect::<Vec<_>>().join(" & ")
    };
    format!("\\begin{{matrix}}{}\\end{{matrix}}", rows.iter().map(row).collect::<Vec<_>>().join(" \\\\ "))
}

#[test]
fn formulas_become_latex() {
    for (mathml, expected) in [
        ("<mfrac><mn>1</mn><mi>x</mi></mfrac>", "\\frac{1}{x}"),
        ("<msup><mi>x</mi><mn>2</mn></msup><mo>+</mo><mn>1</mn>", "x^{2}+1"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_{i}^{2}"),
        ("<msqrt><mi>a</mi><mo>−</mo><mi>b</mi></msqrt>", "\\sqrt{a-b}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", "\\sqrt[3]{x}"),
        (
            "<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>i</mi>",
            "\\sum_{i=1}^{n}i",
        ),
        ("<mover><mi>v</mi><mo>→</mo></mover>", "\\vec{v}"),
        ("<munder><mi>lim</mi><mrow><mi>x</mi><mo>→</mo><mn>0</mn></mrow></munder>", "\\lim_{x\\to0}"),
        (
            "<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable>",
            "\\begin{matrix}1 & 0 \\\\ 0 & 1\\end{matrix}",
        ),
        ("<mfenced open='[' close=']'><mi>a</mi><mi>b</mi></mfenced>", "[a,b]"),
        ("<mi>sin</mi><mo>\u{2061}</mo><mi>θ</mi><mi>d</mi><mi>rate</mi>", "\\sin\\theta d\\mathrm{rate}"),
        ("<mi>x</mi><mtext>if 50%</mtext>", "x\\text{if 50\\%}"),
        (
            "<mmultiscripts><mi>C</mi><mn>6</mn><none></none><mprescripts></mprescripts><none></none><mn>14</mn></mmultiscripts>",
            "{}^{14}C_{6}",
        ),
        ("<msup><mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mn>2</mn></msup>", "{(a)}^{2}"),
        ("<semantics><mi>q</mi><annotation>unused</annotation></semantics>", "q"),
    ] {
        let document = dom_query::Document::from(format!("<math>{mathml}</math>"));
        assert_eq!(latex(document.select("math").nodes().first().unwrap()), expected, "{mathml}");
    }
}
