//! What is said around an article, in its own language.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The phrases of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phrases {
    /// Before the description of a picture, and of what else is shown.
    pub(super) figure_lead: String,
    pub(super) drawing_lead: String,
    pub(super) chart_lead: String,
    pub(super) map_lead: String,
    pub(super) video_lead: String,
    pub(super) audio_lead: String,
    pub(super) embed_lead: String,
    /// Before a caption that follows a description.
    pub(super) caption_lead: String,
    /// Before a task of a list.
    pub(super) done_lead: String,
    pub(super) todo_lead: String,
    /// The name of a chapter without one.
    pub(super) introduction: String,
    /// Before the author's name.
    pub(super) byline_lead: String,
    /// Before the number of a note.
    pub(super) note_lead: String,
    /// What announces a table, and what stands between that and its size.
    pub(super) table: String,
    pub(super) with: String,
    pub(super) and: String,
    pub(super) row: [String; 2],
    pub(super) column: [String; 2],
    /// What announces code, and what stands between that and its language.
    pub(super) code: String,
    pub(super) code_in: String,
    pub(super) line: [String; 2],
    /// An entry of a list of sources.
    pub(super) source: [String; 2],
    /// What is only counted.
    pub(super) not_read: String,
}

static ALL: LazyLock<BTreeMap<String, Phrases>> = LazyLock::new(|| {
    toml::from_str(include_str!("phrases.toml")).expect("the file is part of the program and tested")
});

/// The phrases of a language, a BCP 47 tag: English where there are none.
pub(super) fn of(language: &str) -> &'static Phrases {
    let primary = language.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    ALL.get(&primary).unwrap_or_else(english)
}

/// The English phrases.
pub(super) fn english() -> &'static Phrases {
    ALL.get("en").expect("the file has English")
}

/// A number of things: the first form for one, the second for any other number.
pub(super) fn count(number: usize, thing: &[String; 2]) -> String {
    format!("{number} {}", thing[usize::from(number != 1)])
}

#[test]
fn a_language_without_phrases_has_the_english_ones() {
    assert_eq!(of("de-CH").table, "Tabelle");
    assert_eq!(of("tlh").table, "Table");
    assert_eq!(count(1, &of("nl").column), "1 kolom");
    assert_eq!(count(0, &of("fr").row), "0 lignes");
}
