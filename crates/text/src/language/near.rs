//! Which language a tag means, where it is at home and how it is written: CLDR's likely subtags and aliases.

use icu_locale::{LanguageIdentifier, Locale, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};

use super::hyphenated;

/// How near a voice is to a language; earlier is nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Near {
    /// It speaks the language as it is spoken where it is at home, or where the language's tag says.
    Home,
    /// It speaks a variety of it.
    Variety,
    /// It speaks it as it is spoken in another region.
    Region,
    /// It speaks it, but is known to read another script.
    Script,
}

/// How near the voice of a tag is to a language; None if it speaks another one.
pub fn near(voice: &str, language: &str) -> Option<Near> {
    let (voice, wanted) = (Place::of(voice)?, Place::of(language)?);
    match () {
        () if voice.id.language != wanted.id.language => None,
        () if voice.id.script != wanted.id.script => Some(Near::Script),
        () if voice.id.region != wanted.id.region => Some(Near::Region),
        () if voice.is_variety && !wanted.is_variety => Some(Near::Variety),
        () => Some(Near::Home),
    }
}

/// In which direction a language is written: `ltr` or `rtl`. What is no tag is written from the left.
pub fn direction(tag: &str) -> &'static str {
    let is_leftward = |place: Place| LocaleDirectionality::new_extended().is_right_to_left(&place.id);
    if Place::of(tag).is_some_and(is_leftward) { "rtl" } else { "ltr" }
}

/// A language with its script and its region, said or likely.
struct Place {
    id: LanguageIdentifier,
    /// Whether the tag says more than that.
    is_variety: bool,
}

impl Place {
    /// None for what is no tag.
    fn of(tag: &str) -> Option<Place> {
        let tag = hyphenated(tag);
        // Engines have tags with parts that no registry knows, such as `en-us-nyc`.
        let mut cuts = tag.match_indices('-').map(|(at, _)| at).chain([tag.len()]).rev();
        let (length, mut locale) = cuts.find_map(|at| Some((at, tag[..at].parse::<Locale>().ok()?)))?;
        LocaleCanonicalizer::new_extended().canonicalize(&mut locale);
        let is_variety =
            length < tag.len() || !locale.id.variants.is_empty() || !locale.extensions.is_empty();
        let mut id = locale.id;
        id.variants.clear();
        LocaleExpander::new_extended().maximize(&mut id);
        // CLDR has written Norwegian as both.
        if id.language.as_str() == "no" {
            id.language = "nb".parse().expect("it is a language");
        }
        Some(Place { id, is_variety })
    }
}

#[test]
fn a_language_is_at_home_somewhere() {
    for (voice, language, wanted) in [
        ("fr-fr", "fr", Some(Near::Home)),
        ("fr-be", "fr", Some(Near::Region)),
        ("fr-be", "fr-BE", Some(Near::Home)),
        ("en-us", "en", Some(Near::Home)),
        ("en", "en-US", Some(Near::Home)),
        ("en-gb-scotland", "en-GB", Some(Near::Variety)),
        ("en-gb-x-rp", "en_GB", Some(Near::Variety)),
        ("en-us-nyc", "en", Some(Near::Variety)),
        ("de_CH", "de", Some(Near::Region)),
        ("cmn", "zh", Some(Near::Home)),
        ("cmn", "zh-TW", Some(Near::Script)),
        ("cmn-latn-pinyin", "zh", Some(Near::Script)),
        ("yue", "zh", None),
        ("nb", "no", Some(Near::Home)),
        ("no", "nb", Some(Near::Home)),
        ("ms", "zsm", Some(Near::Home)),
        ("arb", "ar", Some(Near::Home)),
        ("ar", "arb", Some(Near::Home)),
        ("fa", "pes", Some(Near::Home)),
        ("fa-latn", "fa", Some(Near::Script)),
        ("pt-br", "pt", Some(Near::Home)),
        ("sw", "swh", Some(Near::Home)),
        ("de", "fr", None),
        ("?", "fr", None),
        ("", "fr", None),
    ] {
        assert_eq!(near(voice, language), wanted, "`{voice}` for `{language}`");
    }
}
