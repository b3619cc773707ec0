//! What a context asks of an ending: genders of nouns, and the words that govern a case.

use super::super::text::Text;
use super::number;
use crate::language::german::{Case, GERMAN, Gender, Grammar};

/// What stands before an ordinal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Governor {
    /// "am", "des": the ending is "en".
    En,
    /// "das", "eine": the ending is "e".
    E,
    /// "der": the gender decides.
    Der,
    /// "die": as "das", or a plural.
    Die,
    /// "ein": the gender decides.
    Ein,
    /// A preposition without an article.
    Preposition(Case),
    /// Nothing.
    None,
}

fn grammar() -> &'static Grammar {
    &GERMAN.grammar
}

/// What a word asks of what follows, if it asks anything.
fn governs(word: &str) -> Option<Governor> {
    let word = word.to_lowercase();
    let grammar = grammar();
    let lists = [
        (&grammar.en, Governor::En),
        (&grammar.e, Governor::E),
        (&grammar.der, Governor::Der),
        (&grammar.dative, Governor::Preposition(Case::Dative)),
        (&grammar.accusative, Governor::Preposition(Case::Accusative)),
        (&grammar.dated, Governor::En),
    ];
    if word == "die" {
        return Some(Governor::Die);
    }
    if let Some((_, governor)) = lists.into_iter().find(|(list, _)| list.holds(&word)) {
        return Some(governor);
    }
    let ending =
        |stems: &[String]| stems.iter().find_map(|stem| word.strip_prefix(stem.as_str()).map(str::to_owned));
    if let Some(ending) = ending(&grammar.like_ein) {
        return match ending.as_str() {
            "" => Some(Governor::Ein),
            "e" => Some(Governor::E),
            "em" | "en" | "er" | "es" => Some(Governor::En),
            _ => None,
        };
    }
    match ending(&grammar.like_der)?.as_str() {
        "e" | "es" => Some(Governor::E),
        "er" => Some(Governor::Der),
        "em" | "en" => Some(Governor::En),
        _ => None,
    }
}

/// What governs the phrase that a token stands in: the nearest article or preposition before it, past adjectives,
/// days, other ordinals and the words between those.
pub(super) fn governor(text: &Text<'_>, at: usize) -> Governor {
    let mut index = at;
    for _ in 0..10 {
        let Some(before) = index.checked_sub(1) else { return Governor::None };
        index = before;
        let word = text.word(index);
        if word.is_empty() {
            if text.is_space(index)
                || !text.digits(index).is_empty()
                || text.mark(index).is_some_and(|c| ".,-–/".contains(c))
            {
                continue;
            }
            return Governor::None;
        }
        let between = matches!(word, "und" | "oder" | "sowie");
        let range = word == number::words().to && !text.digits(index.saturating_sub(3)).is_empty();
        if between || range {
            continue;
        }
        if let Some(governor) = governs(word) {
            return governor;
        }
        let day = super::date::is_weekday(word) || super::date::month(word).is_some();
        let adjective = word.starts_with(char::is_lowercase) && is_inflected(word);
        if !(day || adjective) {
            return Governor::None;
        }
    }
    Governor::None
}

/// Whether a word ends as adjectives do before a noun.
fn is_inflected(word: &str) -> bool {
    3 < word.len() && ["e", "en", "er", "es", "em"].iter().any(|ending| word.ends_with(ending))
}

/// The ending of an ordinal or another adjective before a noun of some gender.
pub(super) fn ending(governor: Governor, gender: Option<Gender>, plural: bool) -> &'static str {
    match (governor, gender) {
        (Governor::Die, _) if plural => "en",
        (Governor::En, _)
        | (Governor::Preposition(Case::Accusative), Some(Gender::Masculine) | None)
        | (Governor::Der, Some(Gender::Feminine | Gender::Neuter)) => "en",
        (Governor::Preposition(Case::Dative), Some(Gender::Feminine)) => "er",
        (Governor::Preposition(Case::Dative), _) => "em",
        (Governor::Der | Governor::E | Governor::Die, _) | (_, Some(Gender::Feminine)) => "e",
        (_, Some(Gender::Neuter)) => "es",
        _ => "er",
    }
}

/// The gender of a noun: of itself or of the end of a compound, and else by how it ends.
pub(super) fn gender(noun: &str) -> Option<Gender> {
    named_gender(noun).or_else(|| {
        let (grammar, noun) = (grammar(), noun.to_lowercase());
        let ends = |endings: &[String]| endings.iter().any(|ending| noun.ends_with(ending.as_str()));
        let kinds = [
            (&grammar.feminine_endings, Gender::Feminine),
            (&grammar.neuter_endings, Gender::Neuter),
            (&grammar.masculine_endings, Gender::Masculine),
        ];
        kinds.into_iter().find(|(endings, _)| ends(endings)).map(|(_, gender)| gender)
    })
}

/// The gender of a noun that the tables name, or of a compound with one.
pub(super) fn named_gender(noun: &str) -> Option<Gender> {
    if !noun.starts_with(char::is_uppercase) {
        return None;
    }
    let (grammar, noun) = (grammar(), noun.to_lowercase());
    let tables = [
        (&grammar.masculine, Gender::Masculine),
        (&grammar.feminine, Gender::Feminine),
        (&grammar.neuter, Gender::Neuter),
    ];
    // "Weltkriegs", "Jahre": the ending goes.
    let stems = ["", "s", "es", "n", "en", "e"].into_iter().filter_map(|ending| noun.strip_suffix(ending));
    let mut found: Option<(usize, Gender)> = None;
    for stem in stems {
        for (table, gender) in tables {
            for known in table.iter().filter(|known| stem.ends_with(known.as_str())) {
                let short = known.len() < 4 && known.len() != stem.len();
                if !short && found.is_none_or(|(length, _)| length < known.len()) {
                    found = Some((known.len(), gender));
                }
            }
        }
    }
    found.map(|(_, gender)| gender)
}

/// The noun of the phrase that goes on behind `next`: past one or two adjectives, and past "und 3.".
pub(super) fn noun<'a>(text: &Text<'a>, next: usize) -> &'a str {
    let passes = |index: usize| {
        let word = text.word(index);
        text.is_space(index)
            || !text.digits(index).is_empty()
            || text.mark(index).is_some_and(|c| ".-–/,".contains(c))
            || matches!(word, "und" | "oder" | "sowie" | "bis")
            || matches!(governs(word), Some(Governor::Der | Governor::Die | Governor::E | Governor::En))
            || is_inflected(word)
    };
    let nouns = |index: &usize| text.word(*index).starts_with(char::is_uppercase);
    let end = (next..next + 12).find(|index| nouns(index) || !passes(*index));
    end.map_or("", |index| if nouns(&index) { text.word(index) } else { "" })
}

/// "1" before a noun: "ein Jahr", "einer Woche", "einen Monat".
pub(super) fn one(text: &Text<'_>, at: usize, gender: Gender) -> &'static str {
    let case = match text.word_before(at).to_lowercase().as_str() {
        "seit" | "ab" => Case::Dative,
        word => match governs(word) {
            Some(Governor::Preposition(case)) => case,
            _ => Case::Nominative,
        },
    };
    grammar().one.get(gender, case)
}
