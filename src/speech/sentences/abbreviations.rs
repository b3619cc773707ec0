//! Words that are written with a stop, by language, and words that open sentences.

mod english;
mod french;
mod german;
mod germanic;
mod others;
mod romance;
mod slavic;

use super::stops::Mark;
use crate::language::primary;

/// What a stop behind a word says about the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An ordinary word.
    Word,
    /// A title or the like: something follows always.
    Never,
    /// A number follows if it is an abbreviation: "No. 5", "Fig. 2".
    Numbered,
    /// Can stand at the end of a sentence and within it: "Inc.", "Jan.", "etc.".
    Sometimes,
    /// "a.m.", "etc.": mostly last, unless the sentence has hardly begun.
    Last,
    /// A number that the stop makes an ordinal.
    Ordinal,
}

/// What a language knows about stops. Lists are in lower case, without the last stop, and sorted.
#[derive(Debug)]
pub(super) struct Rules {
    never: &'static [&'static str],
    numbered: &'static [&'static str],
    sometimes: &'static [&'static str],
    last: &'static [&'static str],
    /// What a number may follow when a longer word ends in it: "Goethestr. 5".
    endings: &'static [&'static str],
    /// Those of the lists above that end a sentence when they stand behind a number: "5 lb.", "44 B.C.".
    units: &'static [&'static str],
    /// What may follow the time of day within a sentence: "5 p.m. Monday".
    clock: &'static [&'static str],
    /// Those of the four lists above that are words of the language too, and abbreviations with a capital only.
    proper: &'static [&'static str],
    /// Single capitals that are titles, as they are written.
    titles: &'static [&'static str],
    starters: &'static [&'static str],
    /// Words with a capital everywhere, which therefore open nothing.
    capitals: &'static [&'static str],
    /// Verbs that tell who spoke.
    verbs: &'static [&'static str],
    /// Words after which a number and a stop are an ordinal.
    counted: &'static [&'static str],
    /// Months and the like, before which a number and a stop are an ordinal.
    months: &'static [&'static str],
    /// Marks that other languages do not end sentences with.
    marks: &'static [(char, Mark)],
}

/// What a table does not say.
const NONE: Rules = Rules {
    never: &[],
    numbered: &[],
    sometimes: &[],
    last: &[],
    endings: &[],
    units: &[],
    clock: &[],
    proper: &[],
    titles: &[],
    starters: &[],
    capitals: &[],
    verbs: &[],
    counted: &[],
    months: &[],
    marks: &[],
};

impl Rules {
    /// What a stop behind this word means.
    pub(super) fn kind(&self, word: &str) -> Kind {
        if 24 < word.len() || word.is_empty() {
            return Kind::Word;
        }
        if self.is_title(word) {
            return Kind::Never;
        }
        if self.has_ordinals() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
            return Kind::Ordinal;
        }
        let lists = [
            (self.never, Kind::Never),
            (self.numbered, Kind::Numbered),
            (self.sometimes, Kind::Sometimes),
            (self.last, Kind::Last),
        ];
        let kind = match lists.into_iter().find(|(list, _)| holds(list, word)) {
            Some((_, kind)) => kind,
            // "Dr." and "Mr." stand before names in every language.
            None if holds(others::PLAIN.never, word) => Kind::Never,
            None if self.endings.iter().any(|ending| word.ends_with(ending)) => Kind::Numbered,
            None => Kind::Word,
        };
        let plain = word.starts_with(char::is_lowercase) && holds(self.proper, word);
        if plain { Kind::Word } else { kind }
    }

    /// Whether a single capital is a title: "M. Dupont".
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.titles.contains(&word)
    }

    /// Whether a word with a capital opens sentences more often than it is a name.
    pub(super) fn starts(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && holds(self.starters, word)
    }

    /// Whether a number is counted in this unit.
    pub(super) fn is_unit(&self, word: &str) -> bool {
        holds(self.units, word)
    }

    /// Whether a word says more of the time of day before it.
    pub(super) fn is_clock(&self, word: &str) -> bool {
        holds(self.clock, word)
    }

    /// Whether a word has its capital wherever it stands.
    pub(super) fn is_capital(&self, word: &str) -> bool {
        self.capitals.contains(&word)
    }

    /// Whether a word tells of speaking: "asked".
    pub(super) fn tells(&self, word: &str) -> bool {
        holds(self.verbs, word)
    }

    /// Whether the language writes "third" as "3.".
    pub(super) fn has_ordinals(&self) -> bool {
        !self.months.is_empty()
    }

    /// Whether a number and a stop before this word are an ordinal: "3. Mai".
    pub(super) fn is_month(&self, word: &str) -> bool {
        holds(self.months, word)
    }

    /// Whether a number and a stop after this word are an ordinal: "der 3.".
    pub(super) fn counts(&self, word: &str) -> bool {
        holds(self.counted, word)
    }

    /// The mark that a character is in this language alone.
    pub(super) fn mark(&self, c: char) -> Option<Mark> {
        self.marks.iter().find(|(own, _)| *own == c).map(|(_, mark)| *mark)
    }
}

/// Whether a sorted list of lower-case words holds a word, whatever its case.
fn holds(list: &[&str], word: &str) -> bool {
    if word.is_ascii() {
        let lower = |a: &str| a.bytes().cmp(word.bytes().map(|b| b.to_ascii_lowercase()));
        return list.binary_search_by(|entry| lower(entry)).is_ok();
    }
    list.binary_search(&word.to_lowercase().as_str()).is_ok()
}

/// The languages that have a table, by the first part of their tag. A language of the same family stands in
/// for one without: its abbreviations are those that are shared.
static LANGUAGES: [(&str, &Rules); 34] = [
    ("en", &english::ENGLISH),
    ("", &english::ENGLISH),
    ("de", &german::GERMAN),
    ("gsw", &german::GERMAN),
    ("lb", &german::GERMAN),
    ("fr", &french::FRENCH),
    ("it", &romance::ITALIAN),
    ("es", &romance::SPANISH),
    ("ca", &romance::SPANISH),
    ("gl", &romance::SPANISH),
    ("pt", &romance::PORTUGUESE),
    ("ro", &romance::ROMANIAN),
    ("nl", &germanic::DUTCH),
    ("af", &germanic::DUTCH),
    ("da", &germanic::NORDIC),
    ("nb", &germanic::NORDIC),
    ("nn", &germanic::NORDIC),
    ("no", &germanic::NORDIC),
    ("sv", &germanic::NORDIC),
    ("ru", &slavic::RUSSIAN),
    ("be", &slavic::RUSSIAN),
    ("kk", &slavic::RUSSIAN),
    ("uk", &slavic::UKRAINIAN),
    ("bg", &slavic::BULGARIAN),
    ("mk", &slavic::BULGARIAN),
    ("pl", &slavic::POLISH),
    ("cs", &slavic::CZECH),
    ("sk", &slavic::CZECH),
    ("el", &others::GREEK),
    ("fi", &others::FINNISH),
    ("hu", &others::HUNGARIAN),
    ("tr", &others::TURKISH),
    ("az", &others::TURKISH),
    ("hy", &others::ARMENIAN),
];

/// The rules of a language, by the first part of its tag.
pub(super) fn rules(language: &str) -> &'static Rules {
    let primary = primary(language);
    let own = LANGUAGES.iter().find(|(name, _)| *name == primary);
    own.map_or(&others::PLAIN, |(_, rules)| rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_sorted_and_in_lower_case() {
        for (language, rules) in LANGUAGES {
            let lists = [
                rules.never,
                rules.numbered,
                rules.sometimes,
                rules.last,
                rules.endings,
                rules.units,
                rules.clock,
                rules.proper,
                rules.starters,
                rules.verbs,
                rules.counted,
                rules.months,
            ];
            for list in lists {
                for word in list {
                    assert_eq!(word.to_lowercase(), *word, "{language}");
                    let parted = word.contains(['-', '/', '\'', '’', ',', ' ']);
                    assert!(!parted, "{language}: `{word}` is no one word and is never found");
                    assert!(word.len() <= 24, "{language}: `{word}` is too long to be found");
                }
                for pair in list.windows(2) {
                    assert!(
                        pair[0] < pair[1],
                        "{language}: `{}` must not stand before `{}`",
                        pair[0],
                        pair[1]
                    );
                }
            }
        }
    }

    #[test]
    fn a_word_means_one_thing() {
        for (language, rules) in LANGUAGES {
            for word in rules.never {
                let twice = [rules.sometimes, rules.last].iter().any(|list| list.contains(word));
                assert!(!twice, "{language}: `{word}` never ends a sentence, and does");
            }
        }
    }

    #[test]
    fn a_tag_has_regions() {
        assert!(rules("de-AT").has_ordinals());
        assert!(!rules("EN_us").has_ordinals());
    }
}
