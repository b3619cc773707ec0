//! Lexicons: pronunciations that the user gives.
//!
//! An entry is a word or a phrase and how it is said: a respelling or other words, the International Phonetic
//! Alphabet, or a way to say it. Several lexicons lie on top of each other: what is nearest to the article wins.

mod ipa;
mod matcher;
mod pls;
mod table;

use super::words;
use matcher::Matcher;

pub use table::Entries;

/// The roles that an entry can be for, as cast files name them.
pub const ROLES: [&str; 9] =
    ["title", "heading", "narrator", "list_item", "quote", "aside", "table", "code", "note"];

/// A word or a phrase and how it is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entry {
    /// The word or the phrase as it is written.
    pub word: String,
    /// Which spellings are meant.
    pub case: Case,
    /// The role that says it so, one of [`ROLES`]; all if there is none.
    pub role: Option<String>,
    /// The language of the texts that it is for, a BCP 47 tag; all if there is none.
    pub within: Option<String>,
    /// How it is said.
    pub how: How,
}

/// Which spellings an entry is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Case {
    /// Any letters if the word has no capital, else exactly its own.
    #[default]
    Smart,
    /// Exactly its own letters.
    Exact,
    /// Large and small letters are the same.
    Any,
}

/// How a word is said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct How {
    /// A respelling or other words, for any engine.
    pub say: Option<String>,
    /// The International Phonetic Alphabet, for the engines that take it.
    pub ipa: Option<String>,
    /// How the letters are read.
    pub reading: Option<Reading>,
    /// The language that it is in, a BCP 47 tag: a voice of that language says it, if the cast has one.
    pub language: Option<String>,
}

/// How letters are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reading {
    /// One by one: "S Q L".
    Letters,
    /// As a word: "NASA".
    Word,
}

/// Pronunciations, the nearest first.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    entries: Vec<Entry>,
    matcher: Matcher,
}

impl PartialEq for Lexicon {
    fn eq(&self, other: &Lexicon) -> bool {
        self.entries == other.entries
    }
}

impl Eq for Lexicon {}

impl Lexicon {
    /// A lexicon of entries; of several that are for the same word in a text, the first wins.
    pub fn new(entries: Vec<Entry>) -> Lexicon {
        Lexicon { matcher: Matcher::new(&entries), entries }
    }

    /// Reads the text of a TOML file; the error says what is wrong, and where.
    pub fn of_toml(text: &str) -> Result<Vec<Entry>, String> {
        table::read(text)
    }

    /// Reads the text of a W3C PLS 1.0 file; the error says which lexeme is wrong.
    pub fn of_pls(text: &str) -> Result<Vec<Entry>, String> {
        pls::read(text)
    }

    /// Words and how each is said in the short form; the error says which word is wrong, and how.
    pub fn of_pairs<'a>(
        pairs: impl IntoIterator<Item = (&'a String, &'a String)>,
    ) -> Result<Vec<Entry>, String> {
        let entry = |(word, short): (&String, &String)| {
            table::short(word, short).map_err(|why| format!("`{word}`: {why}"))
        };
        pairs.into_iter().map(entry).collect()
    }

    /// This one with nearer entries on top.
    #[must_use]
    pub fn under(&self, mut nearer: Vec<Entry>) -> Lexicon {
        nearer.extend(self.entries.iter().cloned());
        Lexicon::new(nearer)
    }

    /// The entries, the nearest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The bytes of a text for which there are entries, where a role says it in a language.
    pub fn places(&self, text: &str, role: &str, language: &str) -> Vec<std::ops::Range<usize>> {
        self.find(text, role, language).into_iter().map(|hit| hit.shown).collect()
    }

    /// Where entries stand in a text that a role says in a language: in order, without overlap.
    pub(super) fn find(&self, text: &str, role: &str, language: &str) -> Vec<Hit<'_>> {
        let applies = |entry: &Entry| {
            entry.role.as_deref().is_none_or(|own| own == role)
                && entry.within.as_deref().is_none_or(|own| crate::language::is_same(own, language))
        };
        let find = |found: matcher::Found| {
            let how = &self.entries[found.entry].how;
            Hit { shown: found.range, end: found.end, how }
        };
        self.matcher.find(text, &self.entries, applies).into_iter().map(find).collect()
    }

    /// Whether any entry says that its word is in another language.
    pub(super) fn has_languages(&self) -> bool {
        self.entries.iter().any(|entry| entry.how.language.is_some())
    }
}

/// An entry's word in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Hit<'a> {
    /// The bytes of the word with its ending.
    pub(super) shown: std::ops::Range<usize>,
    /// Where the word ends and its ending, such as "'s", begins.
    pub(super) end: usize,
    /// How it is said.
    pub(super) how: &'a How,
}

impl Hit<'_> {
    /// The words for it, where the entry has any, and how they sound.
    pub(super) fn said(&self, text: &str, language: &str) -> Option<(String, Option<String>)> {
        let word = &text[self.shown.start..self.end];
        let ending = text[self.end..self.shown.end].replace('’', "'");
        let how = self.how;
        let say = match (&how.say, how.reading) {
            (Some(say), _) => respelled(say, language),
            (None, Some(Reading::Letters)) => words::letters(word),
            (None, Some(Reading::Word)) => as_word(word),
            (None, None) if how.ipa.is_some() => words::say(word, language).text,
            (None, None) => return None,
        };
        let sounds = how.ipa.as_ref().map(|ipa| format!("{ipa}{}", ipa::ending(ipa, &ending)));
        // A bare "s" behind a spelled letter would be read with it.
        let spelled = how.reading == Some(Reading::Letters) && ending == "s";
        Some((format!("{say}{}", if spelled { "'s" } else { &ending }), sounds))
    }
}

/// A text as its author says that it is said, in the short form of an entry: the words, and how they sound. None where that
/// is no such form.
pub(super) fn said(how: &str, text: &str, language: &str) -> Option<(String, Option<String>)> {
    let entry = table::short(text, how).ok()?;
    Hit { shown: 0..text.len(), end: text.len(), how: &entry.how }.said(text, language)
}

/// A respelling as engines read it. In "KEE-iv" capitals are stress and hyphens part syllables: engines would spell
/// the one and stop at the other, or take "iv" for a number. Other words stay as they are.
fn respelled(say: &str, language: &str) -> String {
    if say.contains(|c: char| c.is_numeric()) {
        return words::say(say, language).text;
    }
    let word = |word: &str| {
        let parts: Vec<&str> = word.split('-').collect();
        let large =
            |part: &&str| part.chars().any(char::is_uppercase) && !part.chars().any(char::is_lowercase);
        let small = |part: &&str| !part.is_empty() && !part.chars().any(char::is_uppercase);
        if 1 < parts.len() && parts.iter().any(large) && parts.iter().any(small) {
            parts.concat().to_lowercase()
        } else {
            word.to_owned()
        }
    };
    say.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Capitals as a word: "NATO" is "Nato", so that nobody spells it.
fn as_word(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => format!("{first}{}", letters.as_str().to_lowercase()),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests;
