//! What a noun asks of the number before it.

use super::number::{Form, Number};
use super::{Context, elided, straight};
use crate::language::List;
use crate::language::german::{Gender, Noun};
use crate::speech::words::text::Found;

/// The form of a number before what stands behind it.
pub(super) fn form(context: &Context<'_>, at: usize, number: &Number<'_>) -> Form {
    if !number.fraction.is_empty() || is_numbered(context, at) {
        return Form::Alone;
    }
    form_before(context, number.next, number.is_one())
}

/// The form of a number, or of one, before the noun behind a token.
pub(super) fn form_before(context: &Context<'_>, next: usize, is_one: bool) -> Form {
    let noun = context.word_after(next);
    let counts = if is_one { !context.tables.grammar.no_nouns.holds(noun) } else { is_plural(context, noun) };
    if noun.is_empty() || !counts {
        return Form::Alone;
    }
    let second = context.word_after(next + 2);
    let further = || gender(context, second).filter(|_| is_one || is_plural(context, second));
    gender(context, noun).or_else(further).map_or(Form::Masculine, Form::of)
}

/// Whether the word before a number is a thing that has a number of its own: "page 1".
pub(super) fn is_numbered(context: &Context<'_>, at: usize) -> bool {
    let before = elided(context.word_before(at)).1;
    context.tables.grammar.numbered.holds(before) || context.tables.roman.cues.holds(before)
}

fn is_plural(context: &Context<'_>, word: &str) -> bool {
    context.tables.grammar.plural_endings.iter().any(|ending| word.ends_with(ending.as_str()))
}

/// The gender of a noun, in the singular or the plural: by the lists, else by how it ends.
pub(super) fn gender(context: &Context<'_>, noun: &str) -> Option<Gender> {
    let grammar = &context.tables.grammar;
    let noun = noun.to_lowercase();
    if noun.is_empty() {
        return None;
    }
    let singular = || grammar.plural_endings.iter().filter_map(|ending| noun.strip_suffix(ending.as_str()));
    let holds = |list: &List| {
        list.holds(&noun)
            || singular()
                .any(|stem| list.holds(stem) || stem.strip_suffix('e').is_some_and(|stem| list.holds(stem)))
    };
    if holds(&grammar.feminine) {
        return Some(Gender::Feminine);
    }
    if holds(&grammar.masculine) {
        return Some(Gender::Masculine);
    }
    let longest = |endings: &[String]| {
        endings.iter().filter(|ending| noun.ends_with(ending.as_str())).map(String::len).max()
    };
    match (longest(&grammar.masculine_endings), longest(&grammar.feminine_endings)) {
        (None, None) => None,
        (masculine, feminine) if masculine < feminine => Some(Gender::Feminine),
        _ => Some(Gender::Masculine),
    }
}

/// Whether a noun behind a number is in the plural.
pub(super) fn takes_plural(context: &Context<'_>, number: &Number<'_>) -> bool {
    if context.tables.numbers.plural_from_two {
        return !matches!(number.whole.as_str(), "0" | "1");
    }
    !number.is_one()
}

/// A number and what it counts: "une tonne", "deux millions de tonnes".
pub(super) fn counted(context: &Context<'_>, number: &Number<'_>, Noun(gender, one, many): &Noun) -> String {
    let noun = if takes_plural(context, number) { many } else { one };
    let said = number.said(context, Form::of(*gender));
    if is_round(number) && *gender != Gender::Neuter {
        return format!("{said} {}", of(context, noun));
    }
    format!("{said} {noun}")
}

/// Whether a number ends with "millions", which stand before a noun as nouns do.
fn is_round(number: &Number<'_>) -> bool {
    6 < number.whole.len() && number.whole.ends_with("000000") && number.fraction.is_empty()
}

/// Whole millions before a noun: "deux millions d'habitants".
pub(super) fn millions(context: &Context<'_>, number: &Number<'_>) -> Option<Found> {
    let noun = context.word_after(number.next);
    let grammar = &context.tables.grammar;
    let own = !grammar.of_elided.is_empty() && straight(noun).starts_with(grammar.of_elided.as_str());
    let counts = is_round(number) && is_counted(context, number) && !grammar.of.is_empty() && !own;
    let said = || format!("{} {}", number.said(context, Form::Alone), of(context, noun));
    (counts && !grammar.no_nouns.holds(noun)).then(|| Found { next: number.next + 2, said: said() })
}

/// A noun that is counted by another: "d'euros", "de livres".
pub(super) fn of(context: &Context<'_>, noun: &str) -> String {
    let grammar = &context.tables.grammar;
    let vowel = noun.to_lowercase().starts_with(['a', 'e', 'i', 'o', 'u', 'é', 'è', 'h', 'y']);
    if vowel && !grammar.of_elided.is_empty() {
        return format!("{}{noun}", grammar.of_elided);
    }
    let space = if grammar.of.is_empty() { "" } else { " " };
    format!("{}{space}{noun}", grammar.of)
}

/// Whether something is counted by a number: a noun in the plural stands behind it.
pub(super) fn is_counted(context: &Context<'_>, number: &Number<'_>) -> bool {
    is_plural(context, context.word_after(number.next))
}
