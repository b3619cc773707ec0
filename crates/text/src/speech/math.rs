//! How a formula is read aloud: LaTeX in, plain words out.
//!
//! The words are those of a mathematician at a blackboard: "x squared plus one, over two a". Brackets are said only
//! where the sense needs them, as "the quantity", and a comma ends what would else run on. A command that is not
//! known is said by its name. The words themselves are data of each language, `crate::language::math`.

mod names;
mod number;
mod tokens;
mod tree;
mod voice;

use self::number::Language;

/// How a formula is said in a language, a BCP 47 tag; an empty one stands for English. `latex` is the body of a
/// formula, with or without the dollars around it; plain text with the signs of mathematics is read too. Any text
/// has an answer, whose length is bounded by that of the text, if the language has words for formulas.
pub fn say(latex: &str, language: &str) -> Option<String> {
    let words = crate::language::math(language)?;
    let nodes = tree::parse(&tokens::cut(latex), words.decimal);
    Some(voice::say(&nodes, Language { tag: language, words }))
}

#[cfg(test)]
mod tests;
