//! What a page says itself, in the languages that it speaks.

use serde::Serialize;

use crate::language::{PageTerms, direction, page_terms, primary};
use crate::publish::blocks::language;

/// What a page says itself.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Terms {
    /// The language in which it says it, as a BCP 47 tag.
    pub(super) language: &'static str,
    /// Whether the text beside it is in another language.
    pub(super) differs: bool,
    /// The language of the text.
    pub(super) text: String,
    /// How that is written: `ltr` or `rtl`.
    pub(super) direction: &'static str,
    /// What it says, by name.
    pub(super) say: &'static PageTerms,
}

impl Terms {
    /// The terms for a page whose text is in a language: in the same where that is known, or else in English.
    pub(super) fn of(tag: &str) -> Terms {
        let text = language(tag);
        let (language, say) = page_terms(text);
        Terms {
            language,
            differs: language != primary(text),
            text: text.into(),
            direction: direction(text),
            say,
        }
    }

    /// What it says under a name.
    pub(super) fn get(&self, name: &str) -> &'static str {
        self.say.get(name).map_or("", String::as_str)
    }

    /// A length of time as people say it: `1 h 5 min`; less than a minute counts as one.
    pub(super) fn length(&self, seconds: u64) -> String {
        let minutes = ((seconds + 30) / 60).max(1);
        let (h, min) = (self.get("h"), self.get("min"));
        match (minutes / 60, minutes % 60) {
            (0, minutes) => format!("{minutes} {min}"),
            (hours, 0) => format!("{hours} {h}"),
            (hours, minutes) => format!("{hours} {h} {minutes} {min}"),
        }
    }
}

#[test]
fn a_page_speaks_the_language_of_its_text_or_english() {
    let german = Terms::of("de-CH");
    assert_eq!((german.language, german.differs, german.length(3900)), ("de", false, "1 Std. 5 Min.".into()));
    let hebrew = Terms::of("he");
    assert_eq!((hebrew.language, hebrew.differs, hebrew.direction), ("en", true, "rtl"));
    assert_eq!(Terms::of("\"><script>").text, "en");
}
