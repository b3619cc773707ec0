//! Lexicons in TOML: `Kyiv = "KEE-iv"`, or a table with more to say.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};

use super::{Case, Entry, How, ROLES, Reading, ipa};

/// Reads a lexicon file; the error says where it is wrong. It does not show the line: what is no lexicon may be
/// anything, and what is not even TOML is not quoted at all.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, String> {
    let entries: Result<Entries, _> = toml::from_str(text);
    entries.map(|entries| entries.0).map_err(|error| {
        let before = &text[..error.span().map_or(0, |span| span.start).min(text.len())];
        let (line, column) =
            (before.matches('\n').count() + 1, before.chars().rev().take_while(|c| *c != '\n').count() + 1);
        let is_quotable = text.parse::<toml::Table>().is_ok() || error.message() == "duplicate key";
        let why = if is_quotable { error.message() } else { "it is not TOML" };
        format!("line {line}, column {column}: {why}")
    })
}

/// An entry in the short form: a respelling, or the International Phonetic Alphabet between slashes.
pub(super) fn short(word: &str, text: &str) -> Result<Entry, String> {
    let text = text.trim();
    let phonetic = 1 < text.len() && text.starts_with('/') && text.ends_with('/');
    let how = if phonetic {
        How { ipa: Some(ipa::read(text)?), ..How::default() }
    } else {
        How { say: Some(speakable(text)?), ..How::default() }
    };
    if word.trim().is_empty() {
        return Err("the word is empty".into());
    }
    Ok(Entry { word: word.trim().into(), how, ..Entry::default() })
}

fn speakable(text: &str) -> Result<String, String> {
    let text: String = text.trim().chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.contains(char::is_alphanumeric) {
        Ok(text)
    } else {
        Err(format!("`{text}` has no letters to say"))
    }
}

/// The entries of a table of words, as a lexicon file or a cast file holds it.
#[derive(Debug, Clone, Default)]
pub struct Entries(
    /// In the order of the table.
    pub Vec<Entry>,
);

impl<'de> Deserialize<'de> for Entries {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Entries, D::Error> {
        deserializer.deserialize_map(Words)
    }
}

struct Words;

impl<'de> Visitor<'de> for Words {
    type Value = Entries;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table of words and their pronunciations")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Entries, A::Error> {
        let mut entries = Vec::new();
        while let Some((word, Forms(forms))) = map.next_entry::<String, Forms>()? {
            if word.trim().is_empty() {
                return Err(de::Error::custom("a word is empty"));
            }
            entries.extend(forms.into_iter().map(|form| Entry { word: word.trim().to_owned(), ..form }));
        }
        Ok(Entries(entries))
    }
}

/// What a table says of one word; what is for a role comes first.
struct Forms(Vec<Entry>);

/// One form with all its keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    say: Option<String>,
    ipa: Option<String>,
    #[serde(rename = "as")]
    reading: Option<Reading>,
    language: Option<String>,
    role: Option<String>,
    #[serde(default)]
    case: Case,
}

impl Form {
    /// The entry without its word.
    fn entry(self) -> Result<Entry, String> {
        if let Some(role) = self.role.as_ref().filter(|role| !ROLES.contains(&role.as_str())) {
            return Err(format!("there is no role `{role}`; the roles are {}", ROLES.join(", ")));
        }
        let how = How {
            say: self.say.as_deref().map(speakable).transpose()?,
            ipa: self.ipa.as_deref().map(ipa::read).transpose()?,
            reading: self.reading,
            language: self.language,
        };
        if how == How::default() {
            return Err("it needs one of `say`, `ipa`, `as` and `language`".into());
        }
        if how.say.is_some() && how.reading.is_some() {
            return Err("it has both `say` and `as`; remove one of them".into());
        }
        if how.language.as_ref().is_some_and(|tag| !crate::language::is_tag(tag)) {
            return Err("`language` must be a tag such as \"fr\" or \"pt-BR\"".into());
        }
        Ok(Entry { role: self.role, case: self.case, how, ..Entry::default() })
    }
}

impl<'de> Deserialize<'de> for Forms {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Forms, D::Error> {
        deserializer.deserialize_any(FormsVisitor)
    }
}

struct FormsVisitor;

impl<'de> Visitor<'de> for FormsVisitor {
    type Value = Forms;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "a respelling such as \"KEE-iv\", the sounds as in \"/ˈkiːɪv/\", a table, or a list of these",
        )
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Forms, E> {
        Ok(Forms(vec![short("-", text).map_err(E::custom)?]))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Forms, A::Error> {
        let form = Form::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Forms(vec![form.entry().map_err(de::Error::custom)?]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Forms, A::Error> {
        let mut all: Vec<Entry> = Vec::new();
        while let Some(Forms(forms)) = list.next_element()? {
            all.extend(forms);
        }
        all.sort_by(|a, b| (a.role.is_none(), &a.role).cmp(&(b.role.is_none(), &b.role)));
        let once = |pair: &[Entry]| pair[0].role != pair[1].role;
        if all.is_empty() || !all.windows(2).all(once) {
            return Err(de::Error::custom(
                "a list can have one form for each role, and at most one for all others",
            ));
        }
        Ok(Forms(all))
    }
}
