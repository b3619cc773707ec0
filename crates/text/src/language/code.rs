//! `code.toml`: how the signs of program code are said.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::data::Files;
use super::primary;

/// Signs and their words.
pub(crate) type Signs = BTreeMap<String, String>;

/// What a language says for code.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    /// In any code.
    signs: Signs,
    /// In any code, with white space on both sides.
    spaced: Signs,
    /// What is said otherwise in some languages of code.
    kinds: Vec<Kind>,
}

/// Languages of code that say the same.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Kind {
    /// Their names in fences of Markdown and classes of HTML, in small letters.
    names: Vec<String>,
    /// What starts a comment that ends with its line.
    comments: Vec<String>,
    /// What is said otherwise.
    signs: Signs,
}

static FILES: Files<Code> = Files::new("code");

/// What the language of a tag says for code; none where it has no file.
pub(crate) fn code(tag: &str) -> Option<&'static Code> {
    FILES.get(&primary(tag))
}

impl Code {
    /// What is said for code in a language, if that is known.
    pub(crate) fn kind(&self, name: &str) -> Option<&Kind> {
        let name = name.to_lowercase();
        self.kinds.iter().find(|kind| kind.names.contains(&name))
    }

    /// The longest sign that a text starts with, and its words; `is_spaced` says whether white space stands around a sign of so
    /// many bytes.
    pub(crate) fn sign<'a>(
        &'a self,
        kind: Option<&'a Kind>,
        text: &str,
        is_spaced: impl Fn(usize) -> bool,
    ) -> Option<(&'a str, &'a str)> {
        /// No sign has more characters.
        const LONGEST: usize = 3;
        (1..=LONGEST).rev().filter_map(|length| text.get(..length)).find_map(|sign| {
            let spaced = || self.spaced.get_key_value(sign).filter(|_| is_spaced(sign.len()));
            let own = || kind.and_then(|kind| kind.signs.get_key_value(sign));
            let (sign, words) = own().or_else(spaced).or_else(|| self.signs.get_key_value(sign))?;
            Some((sign.as_str(), words.as_str()))
        })
    }
}

impl Kind {
    /// What stands behind the mark of a comment that a text starts with.
    pub(crate) fn comment<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.comments.iter().find_map(|mark| text.strip_prefix(mark.as_str()))
    }
}

#[test]
fn every_sign_is_short_and_of_ascii() {
    for (language, code) in FILES.all() {
        let kinds = code.kinds.iter().flat_map(|kind| kind.signs.keys());
        for sign in code.signs.keys().chain(code.spaced.keys()).chain(kinds) {
            assert!(sign.is_ascii() && sign.len() < 4, "{language}: {sign}");
        }
        let mut names: Vec<&String> = code.kinds.iter().flat_map(|kind| &kind.names).collect();
        let count = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), count, "{language}: a name stands twice");
    }
}
