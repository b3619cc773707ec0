//! How a formula is read aloud: LaTeX in, plain words out.
//!
//! The words are those of a mathematician at a blackboard: "x squared plus one, over two a". Brackets are said only
//! where the sense needs them, as "the quantity", and a comma ends what would else run on. A command that is not
//! known is said by its name.

mod names;
mod number;
mod tokens;
mod tree;
mod voice;

/// How a formula is said. `latex` is the body of a formula, with or without the dollars around it; plain text with
/// the signs of mathematics is read too. Any text has an answer, whose length is bounded by that of the text.
pub fn say(latex: &str) -> String {
    let tokens = tokens::cut(latex);
    voice::say(&tree::parse(&tokens))
}

#[cfg(test)]
mod tests;
