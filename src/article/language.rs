//! The language of an article, where its source does not say it or says it wrongly.
//!
//! What an author writes about a text holds. What a page or a document says is mostly right, but "English" is also
//! what templates and word processors say when nobody told them: that is corrected, and only by strong evidence.
//! English is the language of a text that says nothing and is too short to tell; it is never written down as a guess.

use std::collections::BTreeMap;

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
    let is_open = declared.is_none_or(|tag| said == Said::ByContainer && language::is_english(tag));
    if !is_open {
        return;
    }
    let text = sample(article);
    let found = match declared {
        Some(_) => agreed(&text, STRONG, 3),
        None if text.len() < 2 * LEAST => agreed(&text, LEAST, 1),
        None => agreed(&text, LEAST, 2),
    };
    let found = match found {
        Some(Lang::Eng) => None,
        Some(lang) => Some(tag(lang)),
        None => by_script(&text),
    };
    if let Some(tag) = found {
        article.meta.language = Some(tag.to_owned());
    }
}

/// The language of most of those that write as a text is written; none for Latin letters, which say nothing.
pub fn language_of_script(text: &str) -> Option<&'static str> {
    by_script(&text.chars().take(MOST).collect::<Vec<char>>())
}

/// The language of most of those that write as most letters of a text are written, however short it is; none for Latin
/// letters, which say nothing.
fn by_script(text: &[char]) -> Option<&'static str> {
    let letters = text.iter().filter(|c| c.is_alphabetic()).count();
    let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
    for tag in text.iter().filter_map(|c| script_language(*c)) {
        *counts.entry(tag).or_default() += 1;
    }
    // Japanese is Han with kana among them.
    if let Some(kana) = counts.get("ja").copied()
        && let Some(han) = counts.get_mut("zh")
        && *han < 20 * kana
    {
        let han = std::mem::take(han);
        counts.insert("ja", kana + han);
    }
    let (tag, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (letters < 2 * count).then_some(tag)
}

/// The language with the most readers of those that are written with a letter.
fn script_language(c: char) -> Option<&'static str> {
    Some(match u32::from(c) {
        0x370..=0x3ff | 0x1f00..=0x1fff => "el",
        0x400..=0x52f => "ru",
        0x531..=0x58f => "hy",
        0x5d0..=0x5ea => "he",
        0x620..=0x6ff => "ar",
        0x900..=0x97f => "hi",
        0x980..=0x9ff => "bn",
        0xa00..=0xa7f => "pa",
        0xa80..=0xaff => "gu",
        0xb80..=0xbff => "ta",
        0xc00..=0xc7f => "te",
        0xc80..=0xcff => "kn",
        0xd00..=0xd7f => "ml",
        0xd80..=0xdff => "si",
        0xe00..=0xe7f => "th",
        0xe80..=0xeff => "lo",
        0x1000..=0x109f => "my",
        0x10a0..=0x10ff => "ka",
        0x1200..=0x137f => "am",
        0x1780..=0x17ff => "km",
        0x1100..=0x11ff | 0xac00..=0xd7a3 => "ko",
        0x3041..=0x30ff => "ja",
        0x3400..=0x4dbf | 0x4e00..=0x9fff | 0x20000..=0x3ffff => "zh",
        _ => return None,
    })
}

/// The title and the running text of an article, up to [`MOST`] letters: no code, no tables.
fn sample(article: &Article) -> Vec<char> {
    let mut text: Vec<char> =
        article.meta.title.iter().flat_map(|title| title.chars().chain(['\n'])).collect();
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
    fn letters_tell_the_language_of_a_short_text() {
        for (text, tag) in [
            ("河水在春天漫过了堤岸。", Some("zh")),
            ("春になると川の水が堤防を越えた。", Some("ja")),
            ("봄에 강물이 둑을 넘었다.", Some("ko")),
            ("Река вышла из берегов весной.", Some("ru")),
            ("The word is 河.", None),
        ] {
            assert_eq!(language(text, Format::Text).as_deref(), tag, "{text}");
        }
        let page = page(" lang=en", "河水在春天漫过了堤岸。村里的人都站在桥上看。");
        assert_eq!(language(&page, Format::Html).as_deref(), Some("zh"));
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
