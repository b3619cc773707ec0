//! `phrases.toml`: what is said around an article, in its own language.

use serde::Deserialize;

use super::data::Files;
use super::primary;

static FILES: Files<Phrases> = Files::new("phrases");

/// The phrases of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrases {
    /// Before the description of a picture, and of what else is shown.
    pub figure_lead: String,
    /// Before the description of a drawing.
    pub drawing_lead: String,
    /// Before the description of a chart.
    pub chart_lead: String,
    /// Before the description of a map.
    pub map_lead: String,
    /// Before the description of a film.
    pub video_lead: String,
    /// Before the description of a recording.
    pub audio_lead: String,
    /// Before the description of something embedded.
    pub embed_lead: String,
    /// Before a caption that follows a description.
    pub caption_lead: String,
    /// Before a task that is done.
    pub done_lead: String,
    /// Before a task that is not done.
    pub todo_lead: String,
    /// The name of a chapter without one.
    pub introduction: String,
    /// Before the author's name.
    pub byline_lead: String,
    /// Before the number of a note.
    pub note_lead: String,
    /// What announces a table.
    pub table: String,
    /// Between that and its size.
    pub with: String,
    /// Between its rows and its columns.
    pub and: String,
    /// A row of a table.
    pub row: Counted,
    /// A column of a table.
    pub column: Counted,
    /// What announces code.
    pub code: String,
    /// Between what announces code and its language.
    pub code_in: String,
    /// A line of code.
    pub line: Counted,
    /// An entry of a list of sources.
    pub source: Counted,
    /// What is only counted.
    pub not_read: String,
}

/// A thing that is counted: its name for one of it, and for any other number.
#[derive(Debug, Deserialize)]
pub struct Counted(String, String);

impl Counted {
    /// A number of it: "3 rows".
    pub fn count(&self, number: usize) -> String {
        format!("{number} {}", if number == 1 { &self.0 } else { &self.1 })
    }
}

/// The phrases of the language of a tag: English where it has none.
pub fn phrases(tag: &str) -> &'static Phrases {
    FILES.get(&primary(tag)).unwrap_or_else(english_phrases)
}

/// The English phrases.
pub fn english_phrases() -> &'static Phrases {
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
