//! A list of words in which one is quickly found.

use serde::Deserialize;

/// Words in small letters, in any order in the file.
#[derive(Debug, Default, Deserialize)]
#[serde(from = "Vec<String>")]
pub struct List(Vec<String>);

impl From<Vec<String>> for List {
    fn from(mut words: Vec<String>) -> List {
        words.sort_unstable();
        List(words)
    }
}

impl List {
    /// Whether it holds a word, whatever the word's case.
    pub fn holds(&self, word: &str) -> bool {
        if word.is_ascii() {
            let lower =
                |entry: &String| entry.bytes().cmp(word.bytes().map(|byte| byte.to_ascii_lowercase()));
            return self.0.binary_search_by(lower).is_ok();
        }
        self.0.binary_search(&word.to_lowercase()).is_ok()
    }

    /// The words, sorted.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether it holds no word.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[test]
fn a_word_is_found_in_any_case() {
    let list = List::from(["über", "am", "zur"].map(String::from).to_vec());
    assert!(["am", "Am", "ZUR", "Über"].iter().all(|word| list.holds(word)));
    assert!(!["", "a", "uber", "zu"].iter().any(|word| list.holds(word)));
}
