//! `page.toml`: what the page of an episode says itself.

use std::collections::BTreeMap;

use super::data::Files;
use super::primary;

/// What a page says, by the names that its template and its script ask for.
pub type PageTerms = BTreeMap<String, String>;

static FILES: Files<PageTerms> = Files::new("page");

/// What a page says in the language of a tag, and that language: English where it has no file.
pub fn page_terms(tag: &str) -> (&'static str, &'static PageTerms) {
    FILES.entry(&primary(tag)).or_else(|| FILES.entry("en")).expect("the folder has the file")
}

#[test]
fn every_language_says_everything() {
    let (_, english) = page_terms("en");
    for (language, terms) in FILES.all() {
        assert!(terms.keys().eq(english.keys()), "{language}");
        assert!(terms.values().all(|term| !term.is_empty()), "{language}");
    }
    assert_eq!([page_terms("de-CH").0, page_terms("tlh").0], ["de", "en"]);
}
