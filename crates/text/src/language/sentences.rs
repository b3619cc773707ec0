//! `sentences.toml`: what a language knows about stops and the ends of sentences.

use serde::Deserialize;

use super::data::Files;
use super::list::List;
use super::primary;

static FILES: Files<Sentences> = Files::new("sentences");

/// What a language knows about stops. A list of abbreviations is in small letters and without their last stop; one
/// that is missing is empty.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Sentences {
    /// Abbreviations that always have something behind them: titles and the like.
    pub never: List,
    /// Those that a number follows, or else they are words: "No. 5", "Fig. 2".
    pub numbered: List,
    /// Those that stand at the end of a sentence and within it: "Inc.", "Jan.".
    pub sometimes: List,
    /// Those that are mostly last, unless the sentence has hardly begun: "a.m.", "etc.".
    pub last: List,
    /// What a number may follow when a longer word ends in it: "Goethestr. 5".
    pub endings: Vec<String>,
    /// Those of the lists above that end a sentence when they stand behind a number: "5 lb.", "44 B.C.".
    pub units: List,
    /// What may follow the time of day within a sentence: "5 p.m. Monday".
    pub clock: List,
    /// Those of the four lists above that are words of the language too, and abbreviations with a capital only.
    pub proper: List,
    /// Single capitals that are titles, as they are written: "M. Dupont".
    pub titles: Vec<String>,
    /// Words that with a capital open sentences more often than they are names.
    pub starters: List,
    /// Words with a capital everywhere, which therefore open nothing, as they are written.
    pub capitals: Vec<String>,
    /// Names that are written with an exclamation mark: "Yahoo!".
    pub exclaimed: List,
    /// Verbs that tell who spoke: "asked".
    pub verbs: List,
    /// Months and the like, before which a number and a stop are an ordinal: "3. Mai". Empty where "third" is never
    /// written "3.".
    pub months: List,
    /// Words after which a number and a stop are an ordinal: "der 3.".
    pub counted: List,
    /// Those of them after which a number of three digits or four is an ordinal too: articles and the like.
    pub determiners: List,
    /// Marks that are question marks in this language alone.
    pub question_marks: Vec<char>,
    /// Marks that are full stops in this language alone, with or without white space behind them.
    pub full_stops: Vec<char>,
}

/// What the language of a tag knows about stops. A language without a file has that of a relative, or else what all
/// languages share; a text without a language is taken for English.
pub fn sentences(tag: &str) -> &'static Sentences {
    let language = primary(tag);
    let of_relative = || FILES.get(relative(&language)?);
    FILES.get(&language).or_else(of_relative).unwrap_or_else(shared_sentences)
}

/// What all languages share: "Dr." and "Mr." stand before names everywhere.
pub fn shared_sentences() -> &'static Sentences {
    FILES.get("und").expect("the folder has the file")
}

/// The language of the same family whose abbreviations stand in for those of a language without a file.
fn relative(language: &str) -> Option<&'static str> {
    Some(match language {
        "" => "en",
        "gsw" | "lb" => "de",
        "ca" | "gl" => "es",
        "af" => "nl",
        "nb" | "nn" | "no" | "sv" => "da",
        "be" | "kk" => "ru",
        "mk" => "bg",
        "sk" => "cs",
        "az" => "tr",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_holds_single_words_in_small_letters() {
        for (language, rules) in FILES.all() {
            let lists = [
                &rules.never,
                &rules.numbered,
                &rules.sometimes,
                &rules.last,
                &rules.units,
                &rules.clock,
                &rules.proper,
                &rules.starters,
                &rules.verbs,
                &rules.exclaimed,
                &rules.counted,
                &rules.determiners,
                &rules.months,
            ];
            let words = lists.into_iter().flat_map(List::iter);
            for word in words.chain(rules.endings.iter().map(String::as_str)) {
                assert_eq!(word.to_lowercase(), *word, "{language}");
                let parted = word.contains(['-', '/', '\'', '’', ',', ' ']);
                assert!(!parted, "{language}: `{word}` is no one word and is never found");
                assert!(word.len() <= 24, "{language}: `{word}` is too long to be found");
            }
            for list in lists {
                let words: Vec<&str> = list.iter().collect();
                let twice = words.windows(2).find(|pair| pair[0] == pair[1]);
                assert_eq!(twice, None, "{language}: a word stands twice in a list");
            }
        }
    }

    #[test]
    fn a_word_means_one_thing() {
        for (language, rules) in FILES.all() {
            for word in rules.never.iter() {
                let twice = [&rules.sometimes, &rules.last].iter().any(|list| list.holds(word));
                assert!(!twice, "{language}: `{word}` never ends a sentence, and does");
            }
        }
    }

    #[test]
    fn a_language_without_a_file_has_a_relative_or_what_all_share() {
        assert!(sentences("de-AT").never.holds("bzw"));
        assert!(sentences("gsw-CH").never.holds("bzw"));
        assert!(sentences("").starters.holds("the") && sentences("EN_us").starters.holds("the"));
        let shared = sentences("tlh");
        assert!(
            std::ptr::eq(shared, shared_sentences())
                && shared.never.holds("dr")
                && shared.starters.is_empty()
        );
    }
}
