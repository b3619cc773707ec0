//! The audit: the words that a listener would stumble on, because no voice can know how they are said.
//!
//! A word is told when neither the lexicon nor a dictionary of common words knows it: a name, a word of another
//! language, letters that may be spelled or read, a number in a name. In languages without a dictionary only letters,
//! numbers in names and words that the article marks as foreign are told.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;

use super::{Line, ReadingStyle, Script};
use crate::language::dictionary::Dictionary;
use crate::speech::Utterance;
use crate::speech::homographs::{self, Homograph};

/// A word that a listener may stumble on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// The word as it is written.
    pub word: String,
    /// Why it is told.
    pub kind: Doubtful,
    /// How often it stands in the article.
    pub count: usize,
    /// The first sentence that it stands in.
    pub sentence: String,
    /// What engines get for it.
    pub said: String,
    /// How a voice would say that, in the International Phonetic Alphabet, where one was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ipa: Option<String>,
    /// The line for a lexicon, to be corrected by ear.
    pub line: String,
}

/// Why a word is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, strum::IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Doubtful {
    /// It has a capital and no dictionary knows it.
    Name,
    /// The article marks it as of another language, or its letters do.
    Foreign,
    /// Capitals that a voice may spell or read.
    Acronym,
    /// Digits and letters together, or digits without a rule: read one by one.
    Number,
    /// It is said in several ways, and the engine will decide.
    Homograph,
    /// No dictionary knows it.
    Unknown,
}

impl Doubtful {
    /// The reason in a word.
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The doubtful words of a script, each once, in the order in which they first stand there.
pub fn audit(script: &Script, reading: &ReadingStyle) -> Vec<Doubt> {
    let language = script.meta.language.as_deref().unwrap_or("en");
    let dictionary = Dictionary::of(language);
    let mut doubts: Vec<Doubt> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for line in script.lines() {
        let own = line.language.as_deref().unwrap_or(language);
        let given = reading.lexicon.places(&line.show, line.role.name(), own);
        let unsure: Vec<Homograph> =
            homographs::find(&line.show, own).into_iter().filter(|found| !found.is_sure).collect();
        for range in words(&line.show) {
            if given.iter().any(|given| given.start < range.end && range.start < given.end) {
                continue;
            }
            let word = &line.show[range.clone()];
            let homograph = unsure.iter().find(|found| found.shown == range);
            let told = || match homograph {
                Some(homograph) => Some(several(line, homograph)),
                None => doubt(line, range.clone(), dictionary),
            };
            if let Some(index) = known.get(word) {
                let is_same = doubts[*index].kind != Doubtful::Homograph || homograph.is_some();
                doubts[*index].count += usize::from(is_same);
            } else if let Some(doubt) = told() {
                known.insert(word.to_owned(), doubts.len());
                doubts.push(doubt);
            }
        }
    }
    doubts
}

/// The doubt about a word that is said in several ways.
fn several(line: &Line, homograph: &Homograph) -> Doubt {
    let word = &line.show[homograph.shown.clone()];
    Doubt {
        word: word.to_owned(),
        kind: Doubtful::Homograph,
        count: 1,
        sentence: line.show.clone(),
        said: said(&line.say, &homograph.shown),
        ipa: None,
        line: format!("{word} = {{ ipa = {} }}", quoted(homograph.ipa)),
    }
}

/// What is doubtful about a word of a line, if anything is.
fn doubt(line: &Line, range: Range<usize>, dictionary: Option<Dictionary>) -> Option<Doubt> {
    let word = &line.show[range.clone()];
    let said = said(&line.say, &range);
    let kind = kind(word, &said, line.language.is_some(), dictionary)?;
    let value = match (kind, &line.language) {
        (Doubtful::Foreign, Some(tag)) => format!("{{ language = {} }}", quoted(tag)),
        (Doubtful::Acronym, _) => "{ as = \"letters\" }".to_owned(),
        _ => quoted(&said),
    };
    let is_bare = word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let name = if is_bare { word.to_owned() } else { quoted(word) };
    let line_of_lexicon = format!("{name} = {value}");
    Some(Doubt {
        word: word.to_owned(),
        kind,
        count: 1,
        sentence: line.show.clone(),
        said,
        ipa: None,
        line: line_of_lexicon,
    })
}

fn kind(word: &str, said: &str, foreign: bool, dictionary: Option<Dictionary>) -> Option<Doubtful> {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let knows = |word: &str| dictionary.is_some_and(|dictionary| dictionary.knows(word));
    if 0 < digits {
        // What a rule understood is said in words.
        let words: Vec<&str> = said.split(|c: char| !c.is_alphanumeric() && c != '\'').collect();
        let spelled = words.iter().any(|word| word.chars().count() == 1 && !["a", "o"].contains(word));
        let understood =
            !spelled && words.iter().all(|word| word.is_empty() || word.len() == 1 || knows(word));
        let one_by_one = 4 < digits && words.len() == digits;
        let doubtful = if letters == 0 { one_by_one } else { dictionary.is_some() && !understood };
        return doubtful.then_some(Doubtful::Number);
    }
    if letters < 2 || knows(word) {
        return None;
    }
    if foreign {
        return Some(Doubtful::Foreign);
    }
    let large = word.chars().filter(|c| c.is_uppercase()).count();
    if large == letters && letters <= 6 {
        // Letters that a rule spells are sure.
        return (said == word).then_some(Doubtful::Acronym);
    }
    dictionary?;
    // What the rules made other words of, they know: "Dr", "kg".
    if !same(word, said) {
        return said
            .split(' ')
            .any(|part| 1 < part.chars().count() && !knows(part))
            .then_some(Doubtful::Unknown);
    }
    Some(match () {
        () if word.chars().any(|c| c.is_alphabetic() && !c.is_ascii()) => Doubtful::Foreign,
        () if word.starts_with(char::is_uppercase) => Doubtful::Name,
        () => Doubtful::Unknown,
    })
}

fn same(word: &str, said: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('’', "'");
    plain(word) == plain(said)
}

/// The words of a text: without the marks around them and the "'s" behind them; parts of compounds one by one;
/// addresses are none.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut chunk_at = 0;
    for chunk in text.split_inclusive(char::is_whitespace) {
        let start = chunk_at;
        chunk_at += chunk.len();
        let bare = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        if is_address(bare) {
            continue;
        }
        let mut at = start;
        for part in chunk.split_inclusive(|c: char| !c.is_alphanumeric() && !"'’.,_".contains(c)) {
            let word = part.trim_matches(|c: char| !c.is_alphanumeric());
            if let Some(offset) = part.find(word).filter(|_| !word.is_empty()) {
                let stem = word.strip_suffix("'s").or(word.strip_suffix("’s")).unwrap_or(word);
                found.push(at + offset..at + offset + stem.len());
            }
            at += part.len();
        }
    }
    found
}

fn is_address(chunk: &str) -> bool {
    let mut labels = chunk.split('.').rev();
    let last = labels.next().unwrap_or_default();
    let is_host = 1 < last.len()
        && last.bytes().all(|b| b.is_ascii_lowercase())
        && labels.next().is_some_and(|label| 1 < label.len());
    chunk.contains("://") || chunk.contains('@') || is_host
}

/// What is said for a part of what is shown.
fn said(say: &Utterance, shown: &Range<usize>) -> String {
    let mut links =
        say.links.iter().filter(|link| link.shown.start < shown.end && shown.start < link.shown.end);
    let Some(first) = links.next() else { return String::new() };
    let last = links.next_back().unwrap_or(first);
    let said = say.text.get(first.said.start..last.said.end).unwrap_or_default();
    let said = said.trim_matches(|c: char| !c.is_alphanumeric());
    said.strip_suffix("'s").unwrap_or(said).to_owned()
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Source, read};
    use crate::script::write;
    use crate::speech::Lexicon;

    fn told(text: &str, lexicon: &str) -> Vec<Doubt> {
        let entries = Lexicon::of_toml(lexicon).unwrap();
        let reading = ReadingStyle { lexicon: Lexicon::new(entries), ..ReadingStyle::default() };
        let source = Source { name: "a.md".into(), bytes: text.as_bytes().to_vec(), ..Source::default() };
        audit(&write(&read(&source).unwrap(), &reading), &reading)
    }

    #[test]
    fn what_no_voice_can_know_is_told_once() {
        let text = "Kyiv and Lviv, Kyiv’s neighbour. The QUXAV flew an A320neo on 4 May 2024 for $3bn.\n\nThe naïvetéx of a \
                    kubectl user at example.com, the FBI and Dr. Smith in the 20th century.";
        let doubts = told(text, "Lviv = 'lviv'");
        let found: Vec<_> =
            doubts.iter().map(|doubt| (doubt.word.as_str(), doubt.kind, doubt.count)).collect();
        assert_eq!(
            found,
            [
                ("Kyiv", Doubtful::Name, 2),
                ("QUXAV", Doubtful::Acronym, 1),
                ("A320neo", Doubtful::Number, 1),
                ("naïvetéx", Doubtful::Foreign, 1),
                ("kubectl", Doubtful::Unknown, 1),
            ]
        );
        assert_eq!(doubts[0].sentence, "Kyiv and Lviv, Kyiv’s neighbour.");
        assert_eq!(doubts[1].line, "QUXAV = { as = \"letters\" }");
    }

    #[test]
    fn its_lines_are_a_lexicon_that_ends_the_doubts() {
        let text =
            "Kyiv, QUXAV, A320neo, Łódź and an O’Briainx with a <span lang=\"fr\">quelquechose</span>.";
        let doubts = told(text, "");
        assert_eq!(doubts.len(), 6, "{doubts:?}");
        let lines: Vec<&str> = doubts.iter().map(|doubt| doubt.line.as_str()).collect();
        assert_eq!(told(text, &lines.join("\n")), []);
    }

    #[test]
    fn a_word_that_is_said_in_several_ways_is_told_where_nothing_tells_which() {
        let doubts = told("Muscles contract.\n\nThe contract is signed.", "");
        let found: Vec<_> =
            doubts.iter().map(|doubt| (doubt.word.as_str(), doubt.kind, doubt.count)).collect();
        assert_eq!(found, [("contract", Doubtful::Homograph, 1)]);
        assert_eq!(doubts[0].line, "contract = { ipa = \"ˈkɒntɹækt\" }");
        assert_eq!(told("Muscles contract.", &doubts[0].line), []);
    }

    #[test]
    fn a_language_without_a_dictionary_tells_what_is_sure() {
        let doubts = told("---\nlang: sv\n---\nQUXAV är ett slags igelkott.", "");
        assert_eq!(doubts.len(), 1, "{doubts:?}");
        assert_eq!(doubts[0].kind, Doubtful::Acronym);
    }
}
