//! The language of an article, where its source does not say it or says it wrongly.
//!
//! What an author writes about a text holds. What a page or a document says is mostly right, but "English" is also
//! what templates and word processors say when nobody told them: that is corrected, and only by strong evidence.
//! English is the language of a text that says nothing and is too short to tell; it is never written down as a guess.

use whatlang::Lang;

use super::{Article, Kind};
use crate::language;

/// Who says the language of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// The author of a text: it holds.
    ByAuthor,
    /// A page or a document, perhaps by a template of its own.
    ByContainer,
}

/// Fewer letters tell no language. Of 1,418 strings of 100 characters that the detector was sure of, it was wrong
/// about 11; of 1,608 of 200 characters, about one (Django's translations, 57 languages).
const LEAST: usize = 150;
/// A declared language is only corrected if each third of this many letters or more agrees.
const STRONG: usize = 600;
/// More letters tell nothing new.
const MOST: usize = 6000;

/// Fills in the language of an article that does not say it, and corrects an English that is clearly none.
pub(super) fn settle(article: &mut Article, said: Said) {
    let declared = article.meta.language.as_deref().map(str::trim).filter(|tag| !tag.is_empty());
    let found = match declared {
        None => {
            let text = sample(article);
            let parts = if text.len() < 2 * LEAST { 1 } else { 2 };
            agreed(&text, LEAST, parts)
        }
        Some(tag) if language::is_english(tag) && said == Said::ByContainer => {
            agreed(&sample(article), STRONG, 3)
        }
        Some(_) => None,
    };
    if let Some(lang) = found.filter(|lang| *lang != Lang::Eng) {
        article.meta.language = Some(tag(lang).to_owned());
    }
}

/// The running text of an article, up to [`MOST`] letters: no code, no tables.
fn sample(article: &Article) -> Vec<char> {
    let mut text = Vec::new();
    for block in &article.blocks {
        if matches!(
            block.kind,
            Kind::Heading { .. } | Kind::Paragraph(_) | Kind::List { .. } | Kind::Quote { .. }
        ) {
            text.extend(block.text().chars().take(MOST));
            text.push('\n');
        }
        if MOST <= text.len() {
            break;
        }
    }
    text
}

/// The language that each of so many equal parts of a text is clearly in. None if it has fewer letters than `least`.
fn agreed(text: &[char], least: usize, parts: usize) -> Option<Lang> {
    if text.iter().filter(|c| c.is_alphabetic()).count() < least {
        return None;
    }
    let mut found = None;
    for part in text.chunks(text.len().div_ceil(parts)) {
        let part: String = part.iter().collect();
        let told = whatlang::detect(&part).filter(whatlang::Info::is_reliable)?.lang();
        if found.is_some_and(|known| known != told) {
            return None;
        }
        found = Some(told);
    }
    found
}

/// The BCP 47 tag of a language: of two letters where there is one (RFC 5646, section 2.2.1).
fn tag(lang: Lang) -> &'static str {
    language::shortest(lang.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Format, Source, read};

    const GERMAN: &str = "Der Fluss trat im Frühjahr über die Ufer und stand drei Wochen lang in den Wiesen. Als das \
        Wasser ging, lagen Äste und Schlamm auf den Wegen, und die Bauern räumten, was sie räumen konnten. Niemand \
        sprach davon, das Dorf aufzugeben. Im Herbst aber kamen die Pläne für einen neuen Deich. ";
    const ENGLISH: &str = "The river left its bed in spring and stood in the meadows for three weeks. When the water \
        went, branches and mud lay on the paths, and the farmers cleared away what they could. Nobody spoke of giving \
        up the village. ";

    fn language(text: &str, format: Format) -> Option<String> {
        let source = Source { bytes: text.as_bytes().to_vec(), format: Some(format), ..Source::default() };
        read(&source).unwrap().meta.language
    }

    fn page(lang: &str, text: &str) -> String {
        format!("<html{lang}><title>X</title><body><article><h1>X</h1><p>{text}</p></article></body></html>")
    }

    #[test]
    fn a_text_that_says_nothing_is_asked() {
        assert_eq!(language(GERMAN, Format::Text).as_deref(), Some("de"));
        assert_eq!(language(ENGLISH, Format::Text), None);
        assert_eq!(language("Der Fluss trat über die Ufer.", Format::Text), None);
        assert_eq!(language(&page("", &GERMAN.repeat(3)), Format::Html).as_deref(), Some("de"));
    }

    #[test]
    fn what_a_source_says_holds_unless_it_is_clearly_a_template() {
        let long = GERMAN.repeat(3);
        assert_eq!(language(&page(" lang=en", &long), Format::Html).as_deref(), Some("de"));
        assert_eq!(language(&page(" lang=en-US", GERMAN), Format::Html).as_deref(), Some("en-US"));
        assert_eq!(language(&page(" lang=fr", &long), Format::Html).as_deref(), Some("fr"));
        let mixed = GERMAN.repeat(2) + &ENGLISH.repeat(3);
        assert_eq!(language(&page(" lang=en", &mixed), Format::Html).as_deref(), Some("en"));
        let front = format!("---\nlang: en\n---\n\n{long}");
        assert_eq!(language(&front, Format::Markdown).as_deref(), Some("en"));
    }

    #[test]
    fn every_language_has_a_tag() {
        for lang in Lang::all() {
            let short = tag(*lang);
            assert_eq!(short.len(), 2, "{short}");
        }
    }
}
