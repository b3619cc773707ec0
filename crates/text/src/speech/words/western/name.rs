//! Abbreviations, rows of capitals, and names that mix letters and digits.

use std::collections::BTreeMap;

use super::number::{self, Form};
use super::{Context, elided, roman, straight};
use crate::language::List;
use crate::language::western::Abbreviations;
use crate::speech::words::text::{Found, Kind};
use crate::writing::{capitalized, lowered};

fn tables<'a>(context: &Context<'a>) -> &'a Abbreviations {
    &context.tables.abbreviations
}

/// Recognises a sign of letters and marks before a number or a name: "n° 5", "c/ Mayor".
pub(super) fn sign(context: &Context<'_>, at: usize) -> Option<Found> {
    let after_mark = 0 < at && context.mark(at - 1).is_some_and(|c| "./".contains(c));
    if context.joined_left(at) || after_mark || context.mark(at + 1).is_none() {
        return None;
    }
    let signs = &tables(context).signs;
    let (said, next) =
        context.longest(at, 4, |sign| signs.get(sign).or_else(|| signs.get(&lowered(sign))))?;
    let after = context.past_space(next);
    let behind = context.word(after);
    let named = context.is(next - 1, '/')
        && (behind.starts_with(char::is_uppercase) || context.tables.fractions.of.holds(behind));
    let whole = context.kind(next - 1) == Some(Kind::Word) && !context.is_body(next);
    let numbered = context.kind(after) == Some(Kind::Digits)
        || context.mark(next - 1).is_some_and(|c| "°º".contains(c)) && !context.word(after).is_empty();
    (named || numbered || whole).then(|| Found { next, said: said.clone() })
}

/// Recognises an abbreviation.
pub(super) fn abbreviation(context: &Context<'_>, at: usize) -> Option<Found> {
    if context.joined_left(at) || context.is_body(at + 1) || 0 < at && context.is(at - 1, '.') {
        return None;
    }
    let (prefix, first) = elided(context.word(at));
    let (key, next) = written(context, at, first)?;
    // "S.M." in "S.M.I.C."
    if context.word(next).chars().count() == 1 && context.is(next + 1, '.') {
        return None;
    }
    let after = context.past_space(next);
    let number = context.kind(after) == Some(Kind::Digits)
        || context.mark(after).is_some_and(|c| "½¼¾".contains(c))
        || roman::is_numeral(context.word(after))
        // "art. L. 121"
        || 2 < key.chars().count() && context.word(after).chars().count() == 1 && context.is(after + 1, '.');
    let counted = context.index_before(at).is_some_and(|index| is_counted(context, index));
    // "S. A." are letters.
    let letters =
        key.chars().count() == 2 && context.word(after).chars().count() == 1 && context.is(after + 1, '.');
    let name = context.word(after).starts_with(char::is_uppercase)
        && (context.is_space(next) || 1 < context.word(after).chars().count())
        && !letters
        || next == after && context.is(after, '-') && context.word(after + 1).starts_with(char::is_uppercase)
        // "M. et Mme Dupont"
        || context.tables.roman.between.iter().any(|word| word == context.word(after)) && key.starts_with(char::is_uppercase);
    let tables = tables(context);
    let said = [
        (&tables.numbered, number),
        (&tables.after_number, counted),
        (&tables.titles, name && !is_initial(context, at, &key)),
        (&tables.before_given, name && is_given(context, context.word(after))),
        (&tables.anywhere, true),
    ]
    .into_iter()
    .filter(|(_, fits)| *fits)
    .find_map(|(table, _)| table.get(key.as_str()))?;
    let starts =
        first.starts_with(char::is_uppercase) && key.starts_with(char::is_lowercase) && prefix.is_empty();
    let said = if starts { capitalized(said) } else { said.clone() };
    // "Mme. Dupont"
    let stray = !key.ends_with('.') && key.starts_with(char::is_uppercase) && context.is(next, '.');
    let next = next + usize::from(stray && context.word_after(next + 1).starts_with(char::is_uppercase));
    // The last stop is the abbreviation's own, unless the sentence ends with it.
    let own = key.ends_with('.') && !goes_on(context, next);
    Some(Found { next: next - usize::from(own), said: format!("{}{said}", straight(prefix)) })
}

/// Whether a word is a given name: a ruler's or another.
fn is_given(context: &Context<'_>, word: &str) -> bool {
    let roman = &context.tables.roman;
    [&roman.masculine, &roman.feminine, &tables(context).given_names]
        .into_iter()
        .any(|names| names.holds(word))
}

/// Whether a letter with a stop is the initial of a second name: "Richard M. Stallman" within a sentence.
fn is_initial(context: &Context<'_>, at: usize, key: &str) -> bool {
    let Some(before) = context.index_before(at).filter(|before| !context.is_first(*before)) else {
        return false;
    };
    let word = context.word(before);
    key.chars().count() == 2
        && key.ends_with('.')
        && 1 < word.chars().count()
        && word.starts_with(char::is_uppercase)
        && !context.is(before + 1, '.')
}

/// Whether a number or an ordinal ends at a token: "3e", `XVIIIe`.
fn is_counted(context: &Context<'_>, at: usize) -> bool {
    let numeral = roman::is_numeral(context.word(at).trim_end_matches(char::is_lowercase));
    let ordinal = context.tables.ordinals.written.contains_key(context.get(at));
    let before = at.saturating_sub(1 + usize::from(0 < at && context.is(at - 1, '.')));
    let ordinal = ordinal && !context.digits(before).is_empty();
    numeral || ordinal || !context.digits(at).is_empty()
}

/// Whether the sentence goes on behind an abbreviation's stop: with a word, a number, or a sign that is said.
fn goes_on(context: &Context<'_>, next: usize) -> bool {
    let said = |c| ".!?".contains(c) || context.tables.symbols.contains_key(&c);
    !context.is_last(next) || (next..context.len()).any(|index| context.mark(index).is_some_and(said))
}

/// The longest run of short words with stops that some table knows, without its white space, and the token behind it.
/// The first word comes without what an apostrophe joins to it.
fn written(context: &Context<'_>, at: usize, first: &str) -> Option<(String, usize)> {
    let mut key = String::new();
    let mut found = None;
    let mut index = at;
    let small = context.is_first(at) || first.chars().nth(1).is_some_and(char::is_lowercase);
    let known = |key: &str| {
        let lower = || Some(lowered(key)).filter(|lower| small && is_known(context, lower));
        if is_known(context, key) { Some(key.to_owned()) } else { lower() }
    };
    for _ in 0..6 {
        let word = if index == at { first } else { context.word(index) };
        if word.is_empty() {
            break;
        }
        key.push_str(word);
        // "Mª"
        if let Some(raised) = context.mark(index + 1).filter(|c| "ªº".contains(*c)) {
            key.push(raised);
            return known(&key).map(|whole| (whole, index + 2)).or(found);
        }
        if !context.is(index + 1, '.') {
            if let Some(whole) = known(&key).filter(|_| !context.is_body(index + 1)) {
                found = Some((whole, index + 1));
            }
            // "c. à s.", "a. de C."
            let small = context.is_space(index + 1) && index != at && word.chars().count() < 3;
            if !small && !context.is(index + 1, '-') {
                break;
            }
            if !small {
                key.push('-');
            }
            index += 2;
            continue;
        }
        if let Some(whole) = known(&key).filter(|_| found.is_none()) {
            found = Some((whole, index + 1));
        }
        key.push('.');
        index += 2;
        // "D.ª"
        let raised = context.mark(index).filter(|c| "ªº".contains(*c));
        if let Some(raised) = raised {
            key.push(raised);
            index += 1;
        }
        if let Some(whole) = known(&key) {
            found = Some((whole, index));
        }
        if context.is(index, '-') {
            key.push('-');
            index += 1;
        } else {
            index = context.past_space(index);
        }
    }
    found
}

fn is_known(context: &Context<'_>, key: &str) -> bool {
    let tables = tables(context);
    let all: [&BTreeMap<String, String>; 5] =
        [&tables.anywhere, &tables.numbered, &tables.after_number, &tables.titles, &tables.before_given];
    all.iter().any(|table| table.contains_key(key))
}

/// Recognises capitals: spelled ("SNCF", "O.M.S."), or said as a word ("O.N.U.").
pub(super) fn capitals(context: &Context<'_>, at: usize) -> Option<Found> {
    if context.joined_left(at) || context.is_body(at + 1) || context.word(at).is_empty() {
        return None;
    }
    let (prefix, word) = elided(context.word(at));
    let found = |next: usize, said: String| Some(Found { next, said: format!("{}{said}", straight(prefix)) });
    if let Some(said) = context.tables.letters.said.get(word) {
        return found(at + 1, said.clone());
    }
    if let Some((letters, next)) = stopped(context, at, word) {
        return found(next, row(context, &letters));
    }
    if word == "R" && context.is(at + 1, '&') && context.word(at + 2) == "D" {
        return None;
    }
    let stem = word.strip_suffix('s').filter(|stem| 1 < stem.len()).unwrap_or(word);
    if context.shouted || !is_spelled(context, stem) || is_emphasis(context, at, stem) {
        return None;
    }
    found(at + 1, spell(context, stem))
}

/// Whether capitals are an ordinary word among others that are shouted: "CECI EST UNE ERREUR".
fn is_emphasis(context: &Context<'_>, at: usize, word: &str) -> bool {
    let capitals = |word: &str| 1 < word.chars().count() && word.chars().all(char::is_uppercase);
    let beside = [context.word_before(at), context.word_after(at + 1)].map(|word| elided(word).1);
    let common = context.tables.grammar.no_nouns.holds(word) || context.tables.fractions.of.holds(word);
    let long = |word: &str| 4 < word.chars().count() && !is_spelled(context, word);
    let sayable = is_pronounceable(context, &word.to_lowercase());
    beside.into_iter().any(|beside| capitals(beside) && (common || sayable && long(beside)))
}

/// Capitals as they are said.
fn row(context: &Context<'_>, letters: &str) -> String {
    if let Some(said) = context.tables.letters.said.get(letters) {
        return said.clone();
    }
    if is_spelled(context, letters) { spell(context, letters) } else { letters.to_owned() }
}

/// Letters with stops, "O.N.U.", without them; and the token behind the last.
fn stopped(context: &Context<'_>, at: usize, first: &str) -> Option<(String, usize)> {
    let (mut letters, mut next) = (String::new(), at);
    let mut word = first;
    while word.chars().count() == 1 && word.starts_with(char::is_uppercase) && context.is(next + 1, '.') {
        letters.push_str(word);
        next += 2;
        // "P.-D.G."
        let single = context.word(next + 1).chars().count() == 1;
        let apart = context.is(next, '-') || context.is_space(next) && context.is(next + 2, '.');
        next += usize::from(apart && single && context.word(next + 1).starts_with(char::is_uppercase));
        word = context.word(next);
    }
    // "O.N.U" without its last stop.
    let last =
        word.chars().count() == 1 && word.starts_with(char::is_uppercase) && !context.is_body(next + 1);
    if last && !letters.is_empty() && !context.is_space(next) {
        letters.push_str(word);
        return Some((letters, next + 1));
    }
    if letters.chars().count() < 2 || context.is_body(next) {
        return None;
    }
    Some((letters, if context.is_last(next) { next - 1 } else { next }))
}

/// Whether a row of capitals is spelled: nobody can say it, or nobody does.
fn is_spelled(context: &Context<'_>, word: &str) -> bool {
    let letters = &context.tables.letters;
    let count = word.chars().count();
    if count < 2 || !word.chars().all(char::is_uppercase) || letters.words.holds(word) {
        return false;
    }
    if letters.spelled.holds(word) || count == 2 {
        return true;
    }
    let sayable = is_pronounceable(context, &word.to_lowercase());
    if count == 3 { !(letters.short_words && sayable && is_short_word(word)) } else { count < 7 && !sayable }
}

fn is_vowel(c: char) -> bool {
    "aeiouyàáâãäèéêëìíîïòóôõöùúûü".contains(c.to_lowercase().next().unwrap_or(c))
}

/// Three letters that begin with one consonant, or have one between vowels.
fn is_short_word(word: &str) -> bool {
    let vowels: Vec<bool> = word.chars().map(is_vowel).collect();
    matches!(vowels.as_slice(), [false, true, _] | [true, false, true])
}

/// Whether a mouth can say letters as a word: by the consonants that it begins and ends with.
fn is_pronounceable(context: &Context<'_>, word: &str) -> bool {
    let letters = &context.tables.letters;
    let (Some(first), Some(last)) = (word.find(is_vowel), word.rfind(is_vowel)) else { return false };
    let head = &word[..first];
    let tail: String = word[last..].chars().skip(1).collect();
    let fits = |part: &str, known: &List| part.chars().count() < 2 || known.holds(part);
    fits(head, &letters.heads) && fits(&tail, &letters.tails)
}

/// Whether capitals in a shouted text are an ordinary word.
pub(super) fn is_sayable(context: &Context<'_>, word: &str) -> bool {
    let letters = &context.tables.letters;
    let rest = elided(word).1;
    let known = letters.words.holds(rest) || letters.spelled.holds(rest) || letters.said.contains_key(rest);
    !known && is_pronounceable(context, &rest.to_lowercase()) && roman::value_of(rest).is_none()
}

/// Letters one by one.
pub(super) fn spell(context: &Context<'_>, word: &str) -> String {
    let names = &context.tables.letters.names;
    let letters: Vec<String> =
        word.chars().map(|c| names.get(&c).cloned().unwrap_or_else(|| c.to_string())).collect();
    letters.join(" ")
}

/// Recognises a run of letters and digits that touch: "A7", "MP3", "G20", "5G", "H2O".
pub(super) fn serial(context: &Context<'_>, at: usize) -> Option<Found> {
    if context.joined_left(at) || !context.is_body(at) || !context.is_body(at + 1) {
        return None;
    }
    let end = (at..context.len()).find(|index| !context.is_body(*index)).unwrap_or(context.len());
    let mut next = end;
    let said: Vec<String> = (at..end)
        .map(|index| match context.digits(index) {
            "" => {
                let (prefix, word) = elided(context.word(index));
                format!("{}{}", straight(prefix), row(context, word))
            }
            digits if 4 < digits.len() => number::digits(context, digits),
            digits => match number::read(context, index)
                .filter(|number| index + 1 == end && !number.fraction.is_empty())
            {
                // "PM2,5"
                Some(number) if !context.is_body(number.next) => {
                    next = number.next;
                    number.said(context, Form::Alone)
                }
                _ => number::cardinal(context, digits, Form::Alone),
            },
        })
        .collect();
    Some(Found { next, said: said.join(" ") })
}
