//! Formulas that stand in the text of a page in LaTeX, between the signs that `MathJax` and `KaTeX` look for.

use crate::article::{Block, Inline, tree};

/// What single dollar signs are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Dollars {
    /// Prices.
    Money,
    /// The edges of formulas, where they can be.
    Edges,
}

/// A formula with more bytes is none.
const LONGEST: usize = 4000;

/// What dollars are on a page: formulas, if it loads what shows them.
pub(super) fn dollars(html: &str) -> Dollars {
    let loads = ["MathJax", "mathjax", "katex", "KaTeX"].iter().any(|name| html.contains(name));
    if loads { Dollars::Edges } else { Dollars::Money }
}

/// Makes formulas of what stands between signs in the texts of blocks.
pub(super) fn find(blocks: &mut [Block], dollars: Dollars) {
    tree::visit_blocks(blocks, &mut |block| block.runs_mut().for_each(|content| run(content, dollars)));
}

fn run(content: &mut Vec<Inline>, dollars: Dollars) {
    let mut found = Vec::with_capacity(content.len());
    for mut inline in std::mem::take(content) {
        match &inline {
            Inline::Text(text) if text.contains(['\\', '$']) => found.append(&mut pieces(text, dollars)),
            _ => {
                if let Some(inner) = inline.children_mut() {
                    run(inner, dollars);
                }
                found.push(inline);
            }
        }
    }
    *content = found;
}

/// A text, with its formulas.
fn pieces(text: &str, dollars: Dollars) -> Vec<Inline> {
    let mut pieces = Vec::new();
    let (mut said, mut at) = (0, 0);
    let mut signs = Signs { text, next: [Some(0); SIGNS.len()] };
    while let Some(step) = text[at..].find(['\\', '$']) {
        let start = at + step;
        if let Some((formula, length)) = formula(&mut signs, start, dollars) {
            if said < start {
                pieces.push(Inline::Text(text[said..start].to_owned()));
            }
            pieces.push(Inline::Math(formula.to_owned()));
            at = start + length;
            said = at;
        } else {
            // A backslash takes the sign after it along.
            let next = text[start + 1..].chars().next().filter(|_| text[start..].starts_with('\\'));
            at = start + 1 + next.map_or(0, char::len_utf8);
        }
    }
    if said < text.len() || pieces.is_empty() {
        pieces.push(Inline::Text(text[said..].to_owned()));
    }
    pieces
}

/// The formula at a place in a text, and how many bytes it takes with its signs.
fn formula<'a>(signs: &mut Signs<'a>, start: usize, dollars: Dollars) -> Option<(&'a str, usize)> {
    let sure = dollars == Dollars::Edges;
    let (before, text) = signs.text.split_at(start);
    if let Some(name) = text.strip_prefix("\\begin{").filter(|_| sure) {
        let near = |text: &'a str| &text[..text.floor_char_boundary(LONGEST)];
        let name = &name[..near(name).find('}')?];
        let end = format!("\\end{{{name}}}");
        let length = near(text).find(&end)? + end.len();
        return Some((&text[..length], length)).filter(|_| length < LONGEST);
    }
    for (at, (open, _)) in SIGNS.iter().enumerate() {
        let Some(rest) = text.strip_prefix(open) else { continue };
        let inner = start + open.len();
        let end = signs.closing(at, inner)? - inner;
        let inner = &rest[..end];
        let formula = inner.trim();
        let fits = !formula.is_empty()
            && formula.len() < LONGEST
            && (is_tex(formula) || (sure && *open != "$" && formula.contains(char::is_alphanumeric)))
            && (*open != "$" || (sure && is_tight(inner, before, &rest[end + 1..])));
        return fits.then_some((formula, open.len() + end + open.len()));
    }
    None
}

/// The signs around formulas: they open with one and close with the other, which is as long.
const SIGNS: [(&str, &str); 4] = [("\\(", "\\)"), ("\\[", "\\]"), ("$$", "$$"), ("$", "$")];

/// Where the signs of a text stand. What was found is known for all that is before it, so that a text is read once for
/// each sign, however many are never closed.
struct Signs<'a> {
    text: &'a str,
    /// Where each sign that closes stands next: nowhere, or here or later.
    next: [Option<usize>; SIGNS.len()],
}

impl Signs<'_> {
    /// Where a sign stands next, from a place on, that no backslash takes its meaning.
    fn closing(&mut self, sign: usize, from: usize) -> Option<usize> {
        let mut at = self.next[sign]?;
        if at < from || !self.text[at..].starts_with(SIGNS[sign].1) {
            at = from.max(at);
            self.next[sign] = self.find(sign, at);
        }
        self.next[sign]
    }

    fn find(&self, sign: usize, mut at: usize) -> Option<usize> {
        loop {
            let found = at + self.text[at..].find(['\\', '$'])?;
            if self.text[found..].starts_with(SIGNS[sign].1) {
                return Some(found);
            }
            let is_escape = self.text[found..].starts_with('\\');
            let next = self.text[found + 1..].chars().next().filter(|_| is_escape);
            at = found + 1 + next.map_or(0, char::len_utf8);
        }
    }
}

/// Whether a text has what formulas have and prices have not.
fn is_tex(text: &str) -> bool {
    text.contains(['\\', '^', '_', '='])
        || (text.chars().count() == 1 && text.chars().all(char::is_alphabetic))
}

/// Whether single dollars stand at the words between them as edges do: `$x$`, and not `$5 and $6`.
fn is_tight(inner: &str, before: &str, after: &str) -> bool {
    !inner.starts_with(char::is_whitespace)
        && !inner.ends_with(char::is_whitespace)
        && !after.starts_with(|c: char| c.is_alphanumeric())
        && !before.ends_with(|c: char| c.is_alphanumeric())
}

#[test]
fn formulas_are_told_from_prices() {
    let find = |text: &str, dollars| {
        let pieces = pieces(text, dollars);
        let math = pieces.iter().filter_map(|piece| match piece {
            Inline::Math(formula) => Some(formula.as_str()),
            _ => None,
        });
        math.collect::<Vec<_>>().join("|")
    };
    for (text, expected) in [
        ("It costs $5 and $6.", ""),
        ("From $5-$10, A$AP Ke$ha", ""),
        ("Prices: $$ - $$$", ""),
        ("Here $x$ and $y_1 = 2$.", "x|y_1 = 2"),
        ("so \\(a+b\\), \\[c\\] and $$d^2$$", "a+b|c|d^2"),
        ("\\$5 is not $a_\\$b$", "a_\\$b"),
        ("\\begin{align}a&=b\\end{align} done", "\\begin{align}a&=b\\end{align}"),
        ("\\(open", ""),
        ("é\\é $é$", "é"),
    ] {
        assert_eq!(find(text, Dollars::Edges), expected, "{text}");
    }
    assert_eq!(find("Here $x$, \\(x^2\\), C:\\(new\\) and $$", Dollars::Money), "x^2");
    assert_eq!(find("I paid $x_1$", Dollars::Money), "");
}
