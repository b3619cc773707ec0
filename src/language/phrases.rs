//! `phrases.toml`: what is said around an article, in its own language.

use serde::Deserialize;

use super::data::Files;
use super::primary;

static FILES: Files<Phrases> = Files::new("phrases");

/// The phrases of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Phrases {
    /// Before the description of a picture, and of what else is shown.
    pub figure_lead: String,
    pub drawing_lead: String,
    pub chart_lead: String,
    pub map_lead: String,
    pub video_lead: String,
    pub audio_lead: String,
    pub embed_lead: String,
    /// Before a caption that follows a description.
    pub caption_lead: String,
    /// Before a task of a list.
    pub done_lead: String,
    pub todo_lead: String,
    /// The name of a chapter without one.
    pub introduction: String,
    /// Before the author's name.
    pub byline_lead: String,
    /// Before the number of a note.
    pub note_lead: String,
    /// What announces a table, and what stands between that and its size.
    pub table: String,
    pub with: String,
    pub and: String,
    pub row: Counted,
    pub column: Counted,
    /// What announces code, and what stands between that and its language.
    pub code: String,
    pub code_in: String,
    pub line: Counted,
    /// An entry of a list of sources.
    pub source: Counted,
    /// What is only counted.
    pub not_read: String,
}

/// A thing that is counted: its name for one of it, and for any other number.
#[derive(Debug, Deserialize)]
pub(crate) struct Counted(String, String);

impl Counted {
    /// A number of it: "3 rows".
    pub(crate) fn count(&self, number: usize) -> String {
        format!("{number} {}", if number == 1 { &self.0 } else { &self.1 })
    }
}

/// The phrases of the language of a tag: English where it has none.
pub(crate) fn phrases(tag: &str) -> &'static Phrases {
    FILES.get(&primary(tag)).unwrap_or_else(english_phrases)
}

/// The English phrases.
pub(crate) fn english_phrases() -> &'static Phrases {
    FILES.get("en").expect("the folder has the file")
}

#[test]
fn a_language_without_phrases_has_the_english_ones() {
    assert_eq!(phrases("de-CH").table, "Tabelle");
    assert_eq!(phrases("tlh").table, "Table");
    assert_eq!(phrases("nl").column.count(1), "1 kolom");
    assert_eq!(phrases("fr").row.count(0), "0 lignes");
    // None may be missing; reading them all shows it.
    assert!(6 < FILES.all().count());
}
