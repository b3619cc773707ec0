//! Times and dates whose text can be understood in two ways, said as their markup means them.

use crate::language::english::ENGLISH;
use crate::language::german::GERMAN;
use crate::language::primary;
use crate::speech::times::{Meant, meant};
use crate::speech::words;

/// The words for a text of figures, by the same in the form of ISO 8601. None where that adds nothing, and in languages
/// without rules for dates.
pub(super) fn said(text: &str, datetime: &str, language: &str) -> Option<String> {
    let is_german = primary(language) == "de";
    if !is_german && !words::is_english(language) {
        return None;
    }
    let written = match meant(text, datetime)? {
        Meant::Time { hour, minute } if is_german => format!("{hour}:{minute:02} Uhr"),
        Meant::Time { hour, minute } => {
            let shown = (hour + 11) % 12 + 1;
            format!("{shown}:{minute:02} {}", if hour < 12 { "am" } else { "pm" })
        }
        Meant::Date { year: Some(year), month, day } => format!("{year:04}-{month:02}-{day:02}"),
        Meant::Date { year: None, month, day } => {
            let month = usize::from(month) - 1;
            if is_german {
                format!("{day}. {}", GERMAN.calendar.months[month])
            } else {
                format!("{} {day}", ENGLISH.calendar.months[month])
            }
        }
    };
    Some(words::say(&written, language).text)
}

#[test]
fn figures_are_said_as_they_are_meant() {
    for (text, datetime, language, expected) in [
        ("05/06/2024", "2024-06-05", "en-US", "June fifth twenty twenty-four"),
        ("5/6", "2024-06-05", "en-US", "June fifth"),
        ("3:30", "15:30", "en", "three thirty PM"),
        ("5/6", "2024-06-05", "de", "fünfter Juni"),
        ("3:30", "15:30", "de", "fünfzehn Uhr dreißig"),
    ] {
        assert_eq!(said(text, datetime, language).as_deref(), Some(expected), "{text} {language}");
    }
    assert_eq!(said("5/6", "2024-06-05", "fr"), None);
}
