//! What markup decides about how parts of a passage are said.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Markup, Passage, Span, times};
use crate::language::{self, is_same};
use crate::speech::Manner;
use crate::speech::code;
use crate::speech::lexicon::{self, Hit};
use crate::speech::math;
use crate::speech::words::{self, Given};
use crate::writing::key;

/// More words are not said for an abbreviation.
const LONGEST_TITLE: usize = 10;

/// The parts of a passage whose words the lexicon or the markup decides, in order, without overlap. The lexicon
/// wins, but has no say in formulas.
pub(in crate::speech) fn given(passage: &Passage, manner: &Manner<'_>) -> Vec<Given> {
    let mut given = of_lexicon(passage, manner);
    let by_user = given.len();
    for span in &passage.spans {
        let last = given[by_user..].last();
        let free = last.is_none_or(|last| last.shown.end <= span.range.start)
            && given[..by_user].iter().all(|known| !overlaps(&known.shown, &span.range));
        let words = || match &span.kind {
            Markup::Said(how) => lexicon::said(how, &passage.text[span.range.clone()], manner.language),
            _ => said(passage, span, manner.language).map(|said| (said, None)),
        };
        if let Some((said, ipa)) = free.then(words).flatten() {
            given.push(Given { shown: span.range.clone(), said, ipa });
        }
    }
    given.sort_by_key(|given| given.shown.start);
    given
}

fn overlaps(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// The words that the lexicon gives.
fn of_lexicon(passage: &Passage, manner: &Manner<'_>) -> Vec<Given> {
    // The author's word about one place goes before the lexicon.
    let is_decided = |range: &Range<usize>| {
        let decides = |span: &&Span| matches!(span.kind, Markup::Math | Markup::Said(_));
        passage.spans.iter().filter(decides).any(|span| overlaps(&span.range, range))
    };
    let given = |hit: Hit<'_>| {
        // Its own voice needs no help with it.
        let own = hit.how.language.as_ref().is_some_and(|tag| is_same(tag, manner.language));
        let (said, ipa) = hit.said(&passage.text, manner.language).filter(|_| !own)?;
        Some(Given { shown: hit.shown, said, ipa })
    };
    let hits = manner.lexicon.find(&passage.text, manner.role, manner.language);
    hits.into_iter().filter(|hit| !is_decided(&hit.shown)).filter_map(given).collect()
}

/// The words for one span, where its kind decides about them.
fn said(passage: &Passage, span: &Span, language: &str) -> Option<String> {
    let text = &passage.text[span.range.clone()];
    let rest = &passage.text[span.range.end..];
    let before = &passage.text[..span.range.start];
    match &span.kind {
        Markup::Math => Some(formula(text, language)),
        Markup::Code(name) => code::say(text, name, language),
        Markup::Abbreviation(title) => match serves(text, title) {
            Service::Instead if before.trim_end().ends_with(|c: char| c.is_ascii_digit()) => None,
            Service::Instead => Some(words::say(title, language).text),
            Service::Before if names(&passage.text, title) || rest.starts_with(['\'', '’']) => None,
            Service::Before => {
                let title = words::say(title, language).text;
                let short = words::say(text, language).text;
                let goes_on = rest.starts_with(char::is_whitespace)
                    && rest.trim_start().starts_with(char::is_alphanumeric);
                Some(format!("{title}, {short}{}", if goes_on { "," } else { "" }))
            }
            Service::None => None,
        },
        Markup::Sup => power(before, text, language),
        Markup::Sub => index(before, text, language),
        Markup::Time(datetime) => times::said(text, datetime, language),
        Markup::Said(_) | Markup::Language(_) | Markup::Pause(_) => None,
    }
}

/// A formula in words. Where a language has none for it, its voices say the signs that they know.
fn formula(latex: &str, language: &str) -> String {
    math::say(latex, language).unwrap_or_else(|| words::say(latex, language).text)
}

/// What the words that an abbreviation stands for do for a listener.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Service {
    /// They are said in its place: nobody says "approx.".
    Instead,
    /// They are said before it: "World Health Organization, W H O". From then on a listener knows it.
    Before,
    /// They are for eyes.
    None,
}

/// What a title serves. It must really be what the letters stand for: tooltips hold other things too.
fn serves(text: &str, title: &str) -> Service {
    let letters = key(text);
    let words = title.split_whitespace().count();
    if letters.is_empty() || LONGEST_TITLE < words || key(title) == letters || !stands_for(&letters, title) {
        return Service::None;
    }
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    if 1 < capitals && 1 < words {
        Service::Before
    } else if capitals <= 1 && 1 < letters.chars().count() {
        Service::Instead
    } else {
        Service::None
    }
}

/// Whether the letters stand in the title in their order, beginning with its first.
fn stands_for(letters: &str, title: &str) -> bool {
    let title = key(title);
    let mut rest = title.chars();
    title.chars().next() == letters.chars().next() && letters.chars().all(|letter| rest.any(|c| c == letter))
}

/// Whether a text spells out what a title says.
fn names(text: &str, title: &str) -> bool {
    key(text).contains(&key(title))
}

impl Passage {
    /// Marks the words of which the lexicon says that they are in another language.
    pub(in crate::speech) fn mark_languages(&mut self, manner: &Manner<'_>) {
        for hit in manner.lexicon.find(&self.text, manner.role, manner.language) {
            let Some(tag) = &hit.how.language else { continue };
            self.spans.push(Span { range: hit.shown, kind: Markup::Language(tag.clone()) });
        }
        self.spans.sort_by_key(|span| span.range.start);
    }

    /// Forgets what stands for abbreviations that were introduced to the listener before, and remembers those that
    /// this passage introduces.
    pub fn introduce(&mut self, known: &mut BTreeSet<String>) {
        self.keep_introductions(|short| known.insert(short.to_owned()));
    }

    /// Forgets what would introduce an abbreviation: for what is said again and again, such as the names of columns.
    pub fn introduce_none(&mut self) {
        self.keep_introductions(|_| false);
    }

    fn keep_introductions(&mut self, mut is_kept: impl FnMut(&str) -> bool) {
        let text = &self.text;
        self.spans.retain(|span| match &span.kind {
            Markup::Abbreviation(title) => {
                let short = &text[span.range.clone()];
                serves(short, title) != Service::Before || is_kept(short)
            }
            _ => true,
        });
    }
}

/// A raised expression as a power, where its base can have one. One raised digit is a character of its own.
fn power(before: &str, raised: &str, language: &str) -> Option<String> {
    let base = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let based =
        before.ends_with(')') || base.chars().count() == 1 || base.bytes().all(|b| b.is_ascii_digit());
    let power = raised.replace(['−', '–'], "-");
    let number = power.strip_prefix('-').unwrap_or(&power);
    let numeric = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    let letter = number.chars().count() == 1 && number.starts_with(char::is_alphabetic) && number != "n";
    let counted = base.bytes().all(|b| b.is_ascii_digit());
    if base.is_empty() && !before.ends_with(')') || !based || power.chars().count() == 1 && numeric {
        return None;
    }
    if !(numeric || letter && !counted) {
        return None;
    }
    let known = language::math(language)?;
    let sign = if power.starts_with('-') { format!("{} ", known.said("minus")) } else { String::new() };
    let exponent = format!("{sign}{}", words::say(number, language).text);
    if words::is_english(language) {
        return Some(format!("to the power of {exponent}"));
    }
    Some(known.forms.power.replace("{power}", &exponent))
}

/// A lowered letter or word behind a letter: the index of a variable.
fn index(before: &str, lowered: &str, language: &str) -> Option<String> {
    let base = before.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let word = !lowered.is_empty() && lowered.chars().all(char::is_alphabetic);
    if base.chars().count() != 1 || !word || !base.starts_with(char::is_alphabetic) {
        return None;
    }
    let sub = &language::math(language)?.forms.index;
    Some(if lowered.chars().count() == 1 { format!("{sub} {lowered}") } else { lowered.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_serves_when_it_is_what_the_letters_stand_for() {
        for (text, title, service) in [
            ("WHO", "World Health Organization", Service::Before),
            ("approx.", "approximately", Service::Instead),
            ("Dr.", "Doctor", Service::Instead),
            ("WHO", "a link to the site", Service::None),
            ("HTML", "HTML", Service::None),
            ("", "nothing", Service::None),
        ] {
            assert_eq!(serves(text, title), service, "{text}: {title}");
        }
    }
}
