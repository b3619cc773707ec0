//! The language of whoever runs the program.

use std::env;

use crate::cast::BEST;
use crate::language::hyphenated;
use crate::voice::VoiceId;

/// The language of the system's messages as a BCP 47 tag, by `LC_ALL`, `LC_MESSAGES` or `LANG`; English where they say
/// nothing.
pub(super) fn language() -> String {
    let given = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().filter_map(|name| env::var(name).ok());
    tag(given.map(|text| text.trim().to_owned()).find(|text| !text.is_empty()).unwrap_or_default().as_str())
}

/// The tag of a locale such as `de_AT.UTF-8@euro`.
fn tag(locale: &str) -> String {
    let tag = hyphenated(locale.split(['.', '@']).next().unwrap_or_default());
    if matches!(tag.as_str(), "" | "C" | "POSIX") { "en".into() } else { tag }
}

/// The language of `best` or `best:de`, as what is to be got; None for another name.
pub(super) fn of_best(name: &str) -> Option<String> {
    let id = VoiceId::from(name);
    match (id.engine.as_str(), id.name) {
        (BEST, name) if name.is_empty() => Some(language()),
        (BEST, name) => Some(name),
        _ => None,
    }
}

#[test]
fn a_locale_is_a_language() {
    for (locale, wanted) in [("de_AT.UTF-8@euro", "de-AT"), ("C.UTF-8", "en"), ("", "en"), ("fr", "fr")] {
        assert_eq!(tag(locale), wanted, "{locale}");
    }
    assert_eq!(of_best("best:de").as_deref(), Some("de"));
    assert_eq!(of_best("piper:best"), None);
}
