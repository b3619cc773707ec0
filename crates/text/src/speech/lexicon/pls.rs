//! Lexicons in the W3C's Pronunciation Lexicon Specification 1.0. <https://www.w3.org/TR/pronunciation-lexicon/>
//!
//! Read are `lexeme` with its `grapheme`s, and of its pronunciations the first `alias` and the first `phoneme` in the
//! IPA. Entities that the file declares are never expanded.

use super::{Case, Entry, How, ipa};
use crate::xml::{self, Element};

const NAMESPACE: &str = "http://www.w3.org/2005/01/pronunciation-lexicon";

/// Reads a lexicon; the error says which lexeme is wrong.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, String> {
    if !text.contains(NAMESPACE) {
        return Err(format!("it does not declare the namespace `{NAMESPACE}`"));
    }
    let tree = xml::parse(text).ok_or("it has too many elements")?;
    let root = tree.child("lexicon").ok_or("its root element is not `lexicon`")?;
    let language = root.attribute("lang");
    let alphabet = root.attribute("alphabet");
    let mut entries = Vec::new();
    for (n, lexeme) in root.elements().filter(|element| element.name == "lexeme").enumerate() {
        let graphemes: Vec<String> = texts(lexeme, "grapheme").collect();
        let name = graphemes.first().map_or(String::new(), |grapheme| format!(" (`{grapheme}`)"));
        let failed = |why: String| format!("lexeme {}{name}: {why}", n + 1);
        if graphemes.is_empty() {
            return Err(failed("it has no grapheme".into()));
        }
        let how = how(lexeme, alphabet.as_deref()).map_err(failed)?;
        entries.extend(graphemes.into_iter().map(|word| Entry {
            word,
            case: Case::Exact,
            role: None,
            within: language.clone(),
            how: how.clone(),
        }));
    }
    Ok(entries)
}

fn how(lexeme: &Element<'_>, alphabet: Option<&str>) -> Result<How, String> {
    let say = texts(lexeme, "alias").next();
    let phonemes = lexeme.elements().filter(|element| element.name == "phoneme");
    let mut other = None;
    let mut sounds = None;
    for phoneme in phonemes {
        let own = phoneme.attribute("alphabet");
        match own.as_deref().or(alphabet).unwrap_or("ipa") {
            "ipa" => sounds = sounds.or(Some(ipa::read(&phoneme.text())?)),
            name => other = Some(name.to_owned()),
        }
    }
    match (say, sounds, other) {
        (None, None, Some(name)) => Err(format!("its alphabet is `{name}`; only `ipa` is supported")),
        (None, None, None) => Err("it has neither `phoneme` nor `alias`".into()),
        (say, ipa, _) => Ok(How { say, ipa, ..How::default() }),
    }
}

/// The words of the elements of a name, without the white space around them.
fn texts<'a>(lexeme: &'a Element<'_>, name: &'a str) -> impl Iterator<Item = String> + 'a {
    let named = lexeme.elements().filter(move |element| element.name == name);
    let text = |element: &Element<'_>| element.text().split_whitespace().collect::<Vec<_>>().join(" ");
    named.map(text).filter(|text| !text.is_empty())
}
