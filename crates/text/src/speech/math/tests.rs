//! How formulas are read, by example and by property.

mod languages;

use super::names::COMMANDS;
use proptest::prelude::*;

/// What is said in English.
fn say(latex: &str) -> String {
    super::say(latex, "en").unwrap()
}

#[track_caller]
fn check(pairs: &[(&str, &str)]) {
    for (latex, said) in pairs {
        assert_eq!(say(latex), *said, "for `{latex}`");
    }
}

#[test]
fn the_commands_are_sorted() {
    assert!(COMMANDS.is_sorted_by(|a, b| a.0 < b.0));
}

#[test]
fn powers_and_indices() {
    check(&[
        ("x^2 + y^3", "x squared plus y cubed"),
        ("x^n", "x to the n"),
        ("x^{10}", "x to the tenth"),
        ("x^{n+1} - 1", "x to the n plus one, minus one"),
        ("E = mc^2", "E equals m c squared"),
        ("a_1 + a_{i,j}", "a sub one plus a sub i j"),
        ("x_n^2", "x sub n squared"),
        ("A^{-1} A^T", "A inverse A transpose"),
        ("x^{-1}", "x to the minus one"),
        ("90^\\circ", "ninety degrees"),
        ("f'(x) + f''(x)", "f prime of x plus f double prime of x"),
        ("e^{i\\pi} + 1 = 0", "e to the i pi plus one equals zero"),
        ("n^{\\text{th}}", "n-th"),
        ("10^{-6}", "ten to the minus six"),
        ("πr²", "pi r squared"),
        ("2^{1/2}", "two to the one over two"),
    ]);
}

#[test]
fn fractions_and_roots() {
    check(&[
        ("\\frac{1}{2}", "one half"),
        ("\\frac34x", "three quarters x"),
        ("\\frac{a}{b}", "a over b"),
        ("\\frac{1}{2a}", "one over two a"),
        ("\\frac{a+b}{c}", "the fraction a plus b over c"),
        ("\\frac{a+b}{c} + d", "the fraction a plus b over c, plus d"),
        (
            "x = \\frac{-b \\pm \\sqrt{b^2-4ac}}{2a}",
            "x equals the fraction minus b plus or minus the square root of b squared minus four a c, over two a",
        ),
        ("\\sqrt[3]{x} \\cdot \\sqrt[n]{y}", "the cube root of x times the n-th root of y"),
        ("\\sqrt{a+b} - c", "the square root of a plus b, minus c"),
        ("\\binom{n}{k}", "n choose k"),
        ("\\frac{dy}{dx}", "d y by d x"),
        ("\\frac{\\partial^2 f}{\\partial x^2}", "partial squared f by partial x squared"),
        ("{a \\over b}", "a over b"),
        ("\\frac{\\frac{a}{b}}{c}", "the fraction a over b, over c"),
        ("\\frac{d}{dx} x^n", "d by d x of x to the n"),
        (
            "\\frac{n!}{k!(n-k)!}",
            "the fraction n factorial over k factorial times the quantity n minus k, factorial",
        ),
    ]);
}

#[test]
fn sums_integrals_and_limits() {
    check(&[
        ("\\sum_{i=1}^{n} i^2", "the sum from i equals one to n of i squared"),
        ("\\sum_{i \\in S} x_i", "the sum over i in S of x sub i"),
        ("\\prod_{k=1}^\\infty a_k", "the product from k equals one to infinity of a sub k"),
        ("\\int_0^1 f(x)\\,dx", "the integral from zero to one of f of x d x"),
        ("\\int x^2 dx", "the integral of x squared d x"),
        (
            "\\lim_{x \\to 0} \\frac{\\sin x}{x} = 1",
            "the limit as x goes to zero of sine x over x equals one",
        ),
        ("\\lim_{h\\to 0^+} g(h)", "the limit as h goes to zero from above of g of h"),
        ("\\max_{x} f(x)", "the maximum over x of f of x"),
    ]);
}

#[test]
fn relations_sets_and_functions() {
    check(&[
        ("x \\in \\mathbb{R}", "x in the real numbers"),
        ("v \\in \\mathbb{R}^n", "v in R n"),
        ("\\forall \\epsilon > 0", "for all epsilon greater than zero"),
        ("a \\le b \\ne c", "a less than or equal to b not equal to c"),
        ("A \\cup B \\subseteq C", "A union B is a subset of C"),
        ("\\{1, 2, 3\\}", "the set one, two, three"),
        ("\\{x \\in S \\mid x > 0\\}", "the set of all x in S such that x is greater than zero"),
        ("P(A|B)", "P of A given B"),
        ("f: A \\to B", "f: A to B"),
        ("a \\equiv b \\pmod{n}", "a is equivalent to b mod n"),
        ("\\log_2 n", "log base two n"),
        ("\\sin^2 x + \\cos^2 x", "sine squared x plus cosine squared x"),
        ("\\sin^{-1}(x)", "inverse sine of x"),
        ("\\ln(x+1)", "the natural log of x plus one"),
        ("|x| + |y|", "the absolute value of x plus the absolute value of y"),
        ("\\|v\\|_2", "the two norm of v"),
        ("O(n \\log n)", "O of n log n"),
        ("\\|x\\|_2^2", "the two norm of x, squared"),
        ("0 < x < 1", "zero less than x less than one"),
        ("p(x \\mid \\theta)", "p of x given theta"),
        ("\\mathbb{E}[X^2]", "E of X squared"),
        ("\\lfloor x \\rfloor", "the floor of x"),
        ("\\left\\{ x : x > 0 \\right\\}", "the set of all x such that x is greater than zero"),
        ("\\max(a, b)", "the maximum of a, b"),
        ("[0, 1)", "the half-open interval from zero to one"),
        ("f(x, y)", "f of x, y"),
        ("n!", "n factorial"),
        ("3 \\times 4 = 12", "three times four equals twelve"),
    ]);
}

#[test]
fn brackets_are_said_where_the_sense_needs_them() {
    check(&[
        ("(a+b)^2", "the quantity a plus b, squared"),
        ("2(x+1)", "two times the quantity x plus one"),
        ("(a+b)(c+d)", "the quantity a plus b, times the quantity c plus d"),
        ("(x)", "x"),
        ("\\left( \\frac{a}{b} \\right)^2", "a over b squared"),
    ]);
}

#[test]
fn accents_matrices_and_text() {
    check(&[
        ("\\hat{x} + \\bar y + \\vec{v}", "x hat plus y bar plus vector v"),
        ("\\mathbf{A}x = \\boldsymbol{b}", "A x equals b"),
        (
            "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}",
            "the two by two matrix, row one: a, b, row two: c, d",
        ),
        ("\\begin{bmatrix} x \\\\ y \\end{bmatrix}", "the column vector, x, y"),
        (
            "\\begin{cases} 0 & x < 0 \\\\ 1 & \\text{otherwise} \\end{cases}",
            "zero, x is less than zero; one, otherwise",
        ),
        ("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}", "a equals b; c equals d"),
        ("x \\text{ if } y > 2", "x if y is greater than two"),
        ("\\ce{H2O}", "H two O"),
        ("\\operatorname{rank}(A)", "rank A"),
        ("\\$100", "one hundred dollars"),
        ("\\foobar x", "foobar x"),
        ("$1.5x$ \\label{eq:a}", "one point five x"),
        ("1{,}000", "one thousand"),
    ]);
}

#[test]
fn hostile_nests_end() {
    for piece in [
        "{",
        "(",
        "\\frac",
        "\\sqrt",
        "x^",
        "\\left(",
        "\\begin{matrix}",
        "|",
        "[",
        "\\{",
        "\\hat",
        "\\over",
        "a_{",
        "}",
    ] {
        let latex = piece.repeat(20_000);
        assert!(say(&latex).len() < 64 * latex.len() + 64, "for `{piece}`");
    }
}

/// Pieces of which formulas are made.
const PIECE: &str = "[a-z]|[0-9]{1,3}|[{}()|&^_+=,.!' -]|\\\\frac|\\\\sqrt|\\\\sum|\\\\left|\\\\right|\\\\text\\{[a-z 0-9]{0,6}\\}\
|\\\\begin\\{cases\\}|\\\\end\\{cases\\}|\\\\\\\\|\\\\alpha|\\\\in|\\\\\\{|\\\\\\}|\\\\mathbb|\\\\lim|\\\\log|\\\\hat|\\\\over|\\\\not|\\\\mid|²|π|∑";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases * 8))]

    #[test]
    fn every_text_has_plain_words(latex in "\\PC{0,60}") {
        let said = say(&latex);
        prop_assert!(!said.chars().any(|c| c.is_control() || "\\{}^_$&".contains(c)), "{said:?}");
    }

    #[test]
    fn and_so_has_every_formula(pieces in prop::collection::vec(PIECE, 0..30)) {
        let latex = pieces.concat();
        let said = say(&latex);
        prop_assert!(!said.chars().any(|c| c.is_control() || c.is_ascii_digit() || "\\{}^_$&".contains(c)), "{latex:?}: {said:?}");
        prop_assert!(said.len() <= 64 * latex.len() + 64);
        prop_assert!(!said.contains("  ") && !said.starts_with([' ', ',']), "{latex:?}: {said:?}");
    }
}
