//! Languages: what their tags say (BCP 47), which of them mean the same, and what is known of each as data.
//!
//! Tags come from articles, engines and people, and are not always well formed: `de_CH`, `en-us-nyc`. What is asked of
//! them here is answered for these too.
//!
//! Each language has a folder in `src/language/data/`, with one file for each kind of knowledge. Each kind has a module
//! here, which says what its file holds and what a language without the file has instead:
//!
//! | file | what it says | without it |
//! |---|---|---|
//! | `sentences.toml` | abbreviations, and what else tells where sentences end | what a relative has, or all languages share |
//! | `clauses.toml` | where a long sentence is cut | nothing: the words of all languages count together |
//! | `phrases.toml` | what is said around an article | English |
//! | `page.toml` | what the page of an episode says | English |
//! | `boilerplate.toml` | how pages name what is no running text | nothing: the words of all languages count together |
//! | `code.toml` | how the signs of program code are said | nothing: the engine gets them |
//! | `homographs.toml` | words that are written alike and said otherwise | nothing: engines decide |
//! | `math.toml` | how formulas are said | the engine gets their signs |
//! | `months.toml` | how dates name the months | the words of all languages count together |
//! | `words.toml` | how numbers, dates, units and abbreviations are said | the engine gets the text as it is |

pub mod boilerplate;
pub(crate) mod clauses;
pub(crate) mod code;
mod codes;
mod data;
pub mod dictionary;
pub(crate) mod english;
pub(crate) mod german;
pub(crate) mod homographs;
mod list;
mod math;
mod months;
mod near;
mod page;
mod phrases;
mod sentences;
pub(crate) mod western;

pub use codes::{shortest, three_letters};
pub(crate) use list::List;
pub(crate) use math::{Forms, Math, math};
pub use months::month;
pub(crate) use months::{month_name, own_month};
pub use near::{Near, direction, near};
pub use page::{PageTerms, page_terms};
pub use phrases::{Phrases, english_phrases, phrases};
pub use sentences::{Sentences, sentences, shared_sentences};

/// The primary subtag, in small letters: the language without its script and its region. Empty for an empty tag.
pub fn primary(tag: &str) -> String {
    subtags(tag).next().unwrap_or_default().to_ascii_lowercase()
}

/// The region subtag, in capital letters, if the tag has one: two letters, or three digits.
pub fn region(tag: &str) -> Option<String> {
    let is_region = |part: &&str| match part.len() {
        2 => part.bytes().all(|byte| byte.is_ascii_alphabetic()),
        3 => part.bytes().all(|byte| byte.is_ascii_digit()),
        _ => false,
    };
    // What stands behind a single letter or digit is no part of the language.
    let region = subtags(tag).skip(1).take_while(|part| part.len() != 1).find(is_region);
    region.map(str::to_ascii_uppercase)
}

/// A tag with hyphens between its parts: systems and engines write `de_CH`.
pub fn hyphenated(tag: &str) -> String {
    tag.trim().replace('_', "-")
}

/// Whether two tags are of one language, wherever it is spoken.
pub fn is_same(one: &str, other: &str) -> bool {
    primary(one) == primary(other)
}

/// Whether a tag is of English.
pub fn is_english(tag: &str) -> bool {
    primary(tag) == "en"
}

/// Whether a text has the form of a tag: a language of two or three letters, and parts of up to eight letters and
/// digits, with hyphens between them.
pub fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// The English names of the months from January.
pub fn english_months() -> &'static [String; 12] {
    &english::ENGLISH.calendar.months
}

fn subtags(tag: &str) -> impl Iterator<Item = &str> {
    tag.trim().split(['-', '_'])
}

#[test]
fn tags_say_their_language_and_their_region() {
    for (tag, language, place) in [
        ("en", "en", None),
        ("EN_gb", "en", Some("GB")),
        ("en-Latn-US", "en", Some("US")),
        ("zh-cmn-Hans-CN", "zh", Some("CN")),
        ("es-419", "es", Some("419")),
        ("de-CH-1996", "de", Some("CH")),
        ("sl-rozaj-biske", "sl", None),
        ("en-x-us", "en", None),
        ("en-u-ca-buddhist", "en", None),
        ("", "", None),
    ] {
        assert_eq!((primary(tag).as_str(), region(tag).as_deref()), (language, place), "{tag}");
    }
    assert!(is_same("de-CH", "DE_at") && !is_same("de", "nds"));
    assert!(["en", "de-CH", "zh-Hant-TW", "yue"].into_iter().all(is_tag));
    assert!(!["", "e", "english", "en_US", "en-", "en--us", "日本"].into_iter().any(is_tag));
    assert_eq!(
        ["ar-EG", "fa", "iw", "az-Arab", "ar-Latn", "far", ""].map(direction),
        ["rtl", "rtl", "rtl", "rtl", "ltr", "ltr", "ltr"]
    );
}
