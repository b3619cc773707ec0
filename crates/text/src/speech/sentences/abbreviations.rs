//! What a stop behind a word says about the sentence, by the language's lists of abbreviations.

use super::stops::Mark;
use crate::language::{Sentences, sentences, shared_sentences};

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

/// What a language knows about stops.
#[derive(Debug)]
pub(super) struct Rules(&'static Sentences);

/// The rules of a language, by its tag.
pub(super) fn rules(language: &str) -> Rules {
    Rules(sentences(language))
}

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
            (&self.0.never, Kind::Never),
            (&self.0.numbered, Kind::Numbered),
            (&self.0.sometimes, Kind::Sometimes),
            (&self.0.last, Kind::Last),
            // "Dr." and "Mr." stand before names in every language.
            (&shared_sentences().never, Kind::Never),
        ];
        let kind = match lists.into_iter().find(|(list, _)| list.holds(word)) {
            Some((_, kind)) => kind,
            None if self.0.endings.iter().any(|ending| word.ends_with(ending)) => Kind::Numbered,
            None => Kind::Word,
        };
        let plain = word.starts_with(char::is_lowercase) && self.0.proper.holds(word);
        if plain { Kind::Word } else { kind }
    }

    /// Whether a single capital is a title: "M. Dupont".
    pub(super) fn is_title(&self, word: &str) -> bool {
        self.0.titles.iter().any(|title| title == word)
    }

    /// Whether a word with a capital opens sentences more often than it is a name.
    pub(super) fn starts(&self, word: &str) -> bool {
        word.starts_with(char::is_uppercase) && self.0.starters.holds(word)
    }

    /// Whether a number is counted in this unit.
    pub(super) fn is_unit(&self, word: &str) -> bool {
        self.0.units.holds(word)
    }

    /// Whether a word says more of the time of day before it.
    pub(super) fn is_clock(&self, word: &str) -> bool {
        self.0.clock.holds(word)
    }

    /// Whether a word has its capital wherever it stands.
    pub(super) fn is_capital(&self, word: &str) -> bool {
        self.0.capitals.iter().any(|capital| capital == word)
    }

    /// Whether a name is written with an exclamation mark.
    pub(super) fn is_exclaimed(&self, word: &str) -> bool {
        let lists = [&self.0.exclaimed, &shared_sentences().exclaimed];
        word.starts_with(char::is_uppercase) && lists.iter().any(|list| list.holds(word))
    }

    /// Whether a word tells of speaking: "asked".
    pub(super) fn tells(&self, word: &str) -> bool {
        self.0.verbs.holds(word)
    }

    /// Whether the language writes "third" as "3.".
    pub(super) fn has_ordinals(&self) -> bool {
        !self.0.months.is_empty()
    }

    /// Whether a number and a stop before this word are an ordinal: "3. Mai".
    pub(super) fn is_month(&self, word: &str) -> bool {
        self.0.months.holds(word)
    }

    /// Whether a number and a stop after this word are an ordinal: "der 3.".
    pub(super) fn counts(&self, word: &str) -> bool {
        self.0.counted.holds(word)
    }

    /// Whether a number of three digits or four and a stop after this word are an ordinal: "der 128.".
    pub(super) fn determines(&self, word: &str) -> bool {
        self.0.determiners.holds(word)
    }

    /// The mark that a character is in this language alone.
    pub(super) fn mark(&self, c: char) -> Option<Mark> {
        let marks = [(&self.0.question_marks, Mark::Question), (&self.0.full_stops, Mark::Wide)];
        marks.into_iter().find(|(own, _)| own.contains(&c)).map(|(_, mark)| mark)
    }
}

#[test]
fn a_tag_has_regions() {
    assert!(rules("de-AT").has_ordinals());
    assert!(!rules("EN_us").has_ordinals());
    assert_eq!(rules("el").mark(';'), Some(Mark::Question));
    assert_eq!([rules("hy").mark(':'), rules("en").mark(';')], [Some(Mark::Wide), None]);
}
