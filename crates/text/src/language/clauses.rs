//! `clauses.toml`: the words at which a sentence that is too long is cut, or is not.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde::Deserialize;

use super::data::Files;

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Clauses {
    /// Words that join a clause to what stands before it: it is cut before them.
    joins: Vec<String>,
    /// Those of them that join equals as well, so that a cut is worse there: "heart and soul".
    pairs: Vec<String>,
    /// Words that belong to the next: it is not cut behind them.
    holds: Vec<String>,
}

static FILES: Files<Clauses> = Files::new("clauses");

fn of_all(list: fn(&'static Clauses) -> &'static [String]) -> HashSet<&'static str> {
    FILES.all().flat_map(|(_, clauses)| list(clauses)).map(String::as_str).collect()
}

/// Whether a word in small letters joins a clause to what stands before it, in any language.
pub(crate) fn joins(word: &str) -> bool {
    static JOINS: LazyLock<HashSet<&str>> = LazyLock::new(|| of_all(|clauses| &clauses.joins));
    JOINS.contains(word)
}

/// Whether such a word joins equals as well, in any language.
pub(crate) fn pairs(word: &str) -> bool {
    static PAIRS: LazyLock<HashSet<&str>> = LazyLock::new(|| of_all(|clauses| &clauses.pairs));
    PAIRS.contains(word)
}

/// Whether a word in small letters belongs to the next, in any language.
pub(crate) fn holds(word: &str) -> bool {
    static HOLDS: LazyLock<HashSet<&str>> = LazyLock::new(|| of_all(|clauses| &clauses.holds));
    HOLDS.contains(word)
}

#[test]
fn words_of_all_languages_are_known() {
    assert!(["because", "weil", "mais", "pero", "anche", "omdat"].into_iter().all(joins));
    assert!(["the", "der", "le", "los"].into_iter().all(holds));
    assert!(!joins("river") && !holds("river") && pairs("und") && !pairs("weil"));
    for (language, clauses) in FILES.all() {
        for word in clauses.joins.iter().chain(&clauses.holds) {
            assert_eq!(*word, word.to_lowercase(), "{language}");
        }
        assert!(clauses.pairs.iter().all(|word| clauses.joins.contains(word)), "{language}");
    }
}
