//! `math.toml`: the words in which a language says formulas.
//!
//! A file names every table. What is said for which part of a formula, and where pauses are needed, is in
//! `speech::math`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::data::Files;
use super::primary;

static FILES: Files<Math> = Files::new("math");

/// Parts of formulas by the names of their terms, and how they are said.
type Said = BTreeMap<String, String>;

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Math {
    /// The word that statements begin with ("is less than"). It is left out where they qualify a thing ("all x less
    /// than two") or follow one another.
    pub copula: String,
    /// The mark before decimal places. Languages whose rules say numbers in words do not need it, nor what follows.
    pub decimal: char,
    /// How one part of a whole is counted: "un tiers".
    pub one: String,
    /// An ordinal beyond the list, with its `{number}` in digits.
    pub ordinal: String,
    /// Ordinals from the first on, in the form that powers and roots take.
    pub ordinals: Vec<String>,
    /// One, two and three strokes behind a thing.
    pub primes: [String; 3],
    /// Greek letters.
    letters: Said,
    /// What stands for itself.
    things: Said,
    /// Marks over a thing.
    marks: Said,
    /// What stands between two things.
    signs: Said,
    /// Signs that have another form where they qualify a thing: bounds, quantifiers, the members of a set.
    qualifying: Said,
    /// Prepositions with the articles behind them, where both are one word or take other endings: "de el".
    pub contractions: Said,
    functions: Said,
    /// Sums, integrals, limits: what has bounds.
    sums: Said,
    /// Signs that have a meaning of their own above the line.
    pub raised: Said,
    /// Sets of numbers by their double-struck letters.
    pub sets: BTreeMap<char, String>,
    /// Parts of a whole by how many there are: one and several.
    pub fractions: BTreeMap<String, [String; 2]>,
    pub forms: Forms,
}

/// What is put together. A name in braces stands for a part of the formula; forms without any stand before what they
/// are said of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forms {
    pub fraction: String,
    /// A fraction whose halves are more than one term.
    pub long_fraction: String,
    pub derivative: String,
    /// A binomial coefficient.
    pub choice: String,
    pub square_root: String,
    pub cube_root: String,
    /// A root whose degree is a number, and one with any other.
    pub root: String,
    pub root_by: String,
    /// What several terms in brackets begin with.
    pub quantity: String,
    /// What is said before an index.
    pub index: String,
    pub squared: String,
    pub cubed: String,
    /// A power; one that is a whole number has its `{number}` or its `{ordinal}`.
    pub power: String,
    pub power_whole: String,
    /// How the square of a function's values is called: "sine squared".
    pub function_squared: String,
    pub inverse_function: String,
    /// What joins a thing with what it is taken of.
    pub of: String,
    /// The same for a function without brackets, and for one with a base; often nothing.
    pub function_of: String,
    pub based_of: String,
    /// What is said before the base of a logarithm.
    pub base: String,
    pub sum_range: String,
    pub sum_from: String,
    pub sum_to: String,
    pub sum_over: String,
    pub limit: String,
    /// The arrow below a limit, and from where it is gone to.
    pub goes_to: String,
    pub from_above: String,
    pub from_below: String,
    pub absolute_value: String,
    pub determinant: String,
    pub norm: String,
    pub norm_by: String,
    pub floor: String,
    pub ceiling: String,
    pub inner_product: String,
    pub set_of_all: String,
    pub set: String,
    pub pair: String,
    pub tuple: String,
    pub closed_interval: String,
    pub half_open_interval: String,
    pub column_vector: String,
    pub row_vector: String,
    pub matrix: String,
    /// How many entries a vector has, where they are too many to read.
    pub entries: String,
    pub row: String,
}

impl Math {
    /// How a term is said. One that is a punctuation mark is its own.
    pub(crate) fn said<'a>(&'a self, term: &'a str) -> &'a str {
        let tables = [&self.signs, &self.letters, &self.things, &self.functions, &self.sums, &self.marks];
        tables.iter().find_map(|table| table.get(term)).map_or(term, String::as_str)
    }

    /// How a sign is said where it qualifies a thing: without the word that makes it a statement.
    pub(crate) fn qualifying<'a>(&'a self, term: &'a str) -> &'a str {
        let said = self.said(term);
        let bare = || said.strip_prefix(&self.copula).and_then(|rest| rest.strip_prefix(' '));
        self.qualifying.get(term).map(String::as_str).or_else(bare).unwrap_or(said)
    }

    /// Whether a term makes a statement of what stands around it.
    pub(crate) fn is_statement(&self, term: &str) -> bool {
        self.said(term).strip_prefix(&self.copula).is_some_and(|rest| rest.starts_with(' '))
    }
}

/// The words of the language of a tag, if it has any of its own. An empty tag stands for English.
pub(crate) fn math(tag: &str) -> Option<&'static Math> {
    let language = primary(tag);
    FILES.get(if language.is_empty() { "en" } else { &language })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(math: &Math) -> Vec<&String> {
        let tables = [&math.letters, &math.things, &math.marks, &math.signs, &math.functions, &math.sums];
        tables.into_iter().flat_map(BTreeMap::keys).collect()
    }

    #[test]
    fn every_language_names_the_same_terms() {
        let english = math("en").unwrap();
        let mut all = terms(english);
        all.sort();
        assert!(all.windows(2).all(|pair| pair[0] != pair[1]), "a term stands in one table");
        for (language, own) in FILES.all() {
            assert_eq!(terms(own), terms(english), "{language}");
            assert!(own.raised.keys().eq(english.raised.keys()), "{language}");
            assert!(own.sets.keys().eq(english.sets.keys()), "{language}");
            assert!(own.qualifying.keys().all(|sign| own.signs.contains_key(sign)), "{language}");
            for said in terms(own)
                .into_iter()
                .map(|term| own.said(term))
                .chain(own.raised.values().map(String::as_str))
            {
                assert!(
                    !said.trim().is_empty() && !said.contains(|c: char| c.is_ascii_digit()),
                    "{language}: {said}"
                );
            }
        }
        assert!(7 <= FILES.all().count());
    }

    #[test]
    fn statements_qualify_without_their_verb() {
        let (english, french) = (math("en-GB").unwrap(), math("fr").unwrap());
        assert_eq!((english.said("lt"), english.qualifying("lt")), ("is less than", "less than"));
        assert_eq!((french.said("in"), french.qualifying("in")), ("appartient à", "dans"));
        assert!(english.is_statement("lt") && !english.is_statement("in"));
        assert_eq!(english.said(","), ",");
        assert!(math("fi").is_none());
    }
}
