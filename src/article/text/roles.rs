//! What each unit is, and whether it belongs to the article: the likeliest reading of all clues.

use super::context::{comments, running};
use super::facts::{Fact, Facts};
use super::features::facts;
use super::marks::{self, Marker};
use super::model::{LABELS, Label, Model, Scores};
use super::scripts::{self, Shape, is_spaceless_text};
use super::talk;
use super::units::{Form, Unit};
use crate::article::Why;

/// What a unit of running text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A heading.
    Heading,
    /// The text of a picture.
    Figure,
    /// A paragraph.
    Paragraph,
    /// A list item.
    Item,
    /// A line of program code.
    Code,
    /// A cell of a table.
    Cell,
}

/// How many units after a phrase of the page's own may still belong to it.
const NEAR: usize = 4;

/// How likely anything must at least be no part of the article to be left out.
const LEAST: f32 = 0.6;

/// How likely, if it says of itself that it is none.
const SAID: f32 = 0.35;

/// How likely, if it is long and only what stands near it says so.
const AFAR: f32 = 0.99;

/// From this many bytes on, a text is long.
const LONG: usize = 120;

/// What the facts say of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Verdict {
    /// What it is, if it belongs to the article.
    pub(super) role: Role,
    /// Why it does not belong to the article.
    pub(super) aside: Option<Why>,
}

/// Weighs every unit by a model.
pub(super) fn verdicts(units: &[Unit], model: &Model) -> Vec<Verdict> {
    let thread = comments(units);
    let facts = facts(units, thread);
    let allowed = allowed(units, &facts);
    let likely = model.likelihoods(&facts, |n, label| allowed[n][label as usize]);
    let thread = thread.unwrap_or(units.len());
    // Without running text there is no article to tell the rest from.
    let body = units.iter().any(running);
    let outside = |scores: &Scores| -> f32 {
        Label::ALL.iter().filter(|label| label.outside()).map(|label| scores[*label as usize]).sum()
    };
    let code =
        |n: usize| facts[n].has(Fact::CodeNear3) || matches!(units[n].form, Form::Code(_) | Form::Table(_));
    let verdict = |n: usize| Verdict {
        role: role(&likely[n], &allowed[n]),
        aside: match &units[n].form {
            Form::Unsaid(why) => Some(*why),
            Form::Note(_) => None,
            _ if thread <= n => Some(Why::Comments),
            _ if body && !code(n) => {
                let own = said(&facts[n]);
                let why = own.or_else(|| reason(n, units, &facts));
                let sure = if own.is_some() { SAID } else { surety(n, units, &facts, why) };
                (sure < outside(&likely[n])).then(|| why.unwrap_or(Why::Outside))
            }
            _ => None,
        },
    };
    (0..units.len()).map(verdict).collect()
}

/// Which labels the form of each unit allows.
pub(super) fn allowed(units: &[Unit], facts: &[Facts]) -> Vec<[bool; LABELS]> {
    let speakers = talk::speakers(units.iter().filter(|unit| is_plain(unit)).map(|unit| unit.text.as_str()));
    let verses = units.iter().filter(|unit| matches!(unit.form, Form::Verse(_))).count();
    let is_poem = units.len() <= 2 * verses;
    // What was saved from a page may hold the text of any picture; what somebody typed says so.
    let is_page = facts.iter().any(|facts| facts.has(Fact::AsideAny));
    let has_pictures = is_page || units.iter().zip(facts).any(|(unit, facts)| shows_picture(unit, facts));
    let allowed = |n: usize| {
        let unit = &units[n];
        let is_turn =
            is_plain(unit) && talk::speaker(&unit.text).is_some_and(|name| speakers.contains(&name));
        Label::ALL.map(|label| match label {
            Label::Heading | Label::Paragraph if is_of_row(n, units) => false,
            // A turn belongs to its talk.
            label if is_turn => label == Label::Paragraph,
            label if label.outside() => true,
            label if is_plain(unit) && is_spaceless_text(&unit.text) => label == unspaced(n, units),
            Label::Figure if !has_pictures => false,
            label if is_poem && matches!(units[n].form, Form::Verse(_)) => label == Label::Paragraph,
            label => may(&units[n], &facts[n], label),
        })
    };
    (0..units.len()).map(allowed).collect()
}

/// Whether a text has the length of sentences, and nothing of a program in it.
fn is_sentences(text: &str) -> bool {
    const WORDS: usize = 12;
    WORDS <= text.split_whitespace().take(WORDS).count() && marks::code(text.get(..300).unwrap_or(text)) == 0
}

/// Whether a text tells by its words that a picture stood there: one that is short is no picture for that.
fn shows_picture(unit: &Unit, facts: &Facts) -> bool {
    let short = unit.text.len() < 200;
    let named = facts.has(Fact::Picture) && !facts.has(Fact::Stop) && short;
    // The text that stands for a picture and the one that is printed with it often say the same.
    let twice =
        short && !talk::is_remark(&unit.text) && (facts.has(Fact::Repeated) || facts.has(Fact::Often));
    is_plain(unit) && (facts.has(Fact::Describes) || facts.has(Fact::PictureCredit) || named || twice)
        || talk::is_illustration(&unit.text)
}

fn is_plain(unit: &Unit) -> bool {
    matches!(unit.form, Form::Prose)
}

/// What a unit is whose words have no spaces between them, by its shape and what stands below: the model knows words.
fn unspaced(n: usize, units: &[Unit]) -> Label {
    let is_paragraph = |unit: &Unit| scripts::shape(&unit.text) == Shape::Paragraph;
    let below = units[n + 1..].iter().take(3);
    let heads = scripts::shape(&units[n].text) == Shape::Head && below.clone().any(is_paragraph);
    if heads { Label::Heading } else { Label::Paragraph }
}

/// Whether a unit is a lettered item right before or after the one with the next letter: neither heads anything.
fn is_of_row(n: usize, units: &[Unit]) -> bool {
    let letter = |n: usize| match units.get(n)?.form {
        Form::Item(Marker::Letter(letter)) => Some(letter),
        _ => None,
    };
    let is_pair = |a: usize| letter(a).zip(letter(a + 1)).is_some_and(|(a, b)| a.precedes(b));
    is_pair(n) || n.checked_sub(1).is_some_and(is_pair)
}

/// Whether the form of a unit lets it be this.
fn may(unit: &Unit, facts: &Facts, label: Label) -> bool {
    if label.outside() {
        return true;
    }
    match &unit.form {
        Form::Prose if talk::is_illustration(&unit.text) => label == Label::Figure,
        Form::Prose if talk::is_remark(&unit.text) && !facts.has(Fact::PictureCredit) => {
            label == Label::Paragraph
        }
        Form::Prose | Form::Verse(_) if facts.has(Fact::Describes) => label == Label::Figure,
        Form::Prose if label == Label::Code && is_sentences(&unit.text) => false,
        // A line that introduces a list heads nothing else.
        Form::Prose if label == Label::Heading => !facts.has(Fact::Introduces),
        Form::Prose => label != Label::Figure || !is_lettered(&unit.text),
        Form::Verse(_) => matches!(label, Label::Paragraph | Label::Heading | Label::Figure),
        Form::Item(Marker::Number(_) | Marker::Letter(_)) => {
            matches!(label, Label::Item | Label::Heading | Label::Paragraph)
        }
        Form::Item(Marker::Dash(_)) => matches!(label, Label::Item | Label::Paragraph),
        Form::Item(Marker::Bullet(_)) => label == Label::Item,
        Form::Heading(_) => label == Label::Heading,
        Form::Quote(_) | Form::Rule | Form::Note(_) | Form::Unsaid(_) => label == Label::Paragraph,
        Form::Table(_) => label == Label::Cell,
        Form::Code(_) => label == Label::Code,
    }
}

/// The likeliest content that a unit can be.
fn role(scores: &Scores, allowed: &[bool; LABELS]) -> Role {
    let inside = Label::ALL.into_iter().filter(|label| !label.outside() && allowed[*label as usize]);
    let best = inside.max_by(|a, b| scores[*a as usize].total_cmp(&scores[*b as usize]));
    match best {
        Some(Label::Heading) => Role::Heading,
        Some(Label::Figure) => Role::Figure,
        Some(Label::Item) => Role::Item,
        Some(Label::Code) => Role::Code,
        Some(Label::Cell) => Role::Cell,
        _ => Role::Paragraph,
    }
}

/// Whether a text starts like an item of a lettered list, "a) …": no picture's text does.
fn is_lettered(text: &str) -> bool {
    let mut start = text.trim_start().trim_start_matches('(').chars();
    start.next().is_some_and(char::is_alphanumeric) && start.next() == Some(')')
}

/// How likely a text must be no part of the article to be left out: clutter annoys, loss deceives. What is long, and
/// what nothing near it explains, needs more.
fn surety(n: usize, units: &[Unit], facts: &[Facts], why: Option<Why>) -> f32 {
    let own = facts[n].has(Fact::AsideAny);
    match (units[n].text.len() < LONG, why) {
        // The model knows little of what has no words that it knows.
        (_, None) if is_spaceless_text(&units[n].text) => f32::INFINITY,
        (_, None) if matches!(units[n].form, Form::Verse(_)) => f32::INFINITY,
        // So does what is short in a text of numbered sections.
        (_, None) if n.checked_sub(1).is_some_and(|above| marks::section(&units[above].text).is_some()) => {
            f32::INFINITY
        }
        (_, None) if marks::section(&units[n].text).is_some() => f32::INFINITY,
        _ if talk::is_illustration(&units[n].text) => f32::INFINITY,
        // What has an order among others was put there by its author.
        (true, None) if is_of_row(n, units) => f32::INFINITY,
        (true, Some(_)) => LEAST,
        (true, None) => 0.9,
        (false, Some(_)) if own => 0.95,
        (false, Some(_)) => AFAR,
        (false, None) => f32::INFINITY,
    }
}

/// What a text of any length says of itself: a notice for lawyers, the life of a writer.
fn said(facts: &Facts) -> Option<Why> {
    if facts.has(Fact::Legal) {
        return Some(Why::Copyright);
    }
    facts.has(Fact::Bio).then_some(Why::Credits)
}

/// Why a unit does not belong: by its own words, or by those shortly before it.
fn reason(n: usize, units: &[Unit], facts: &[Facts]) -> Option<Why> {
    let near = n.saturating_sub(NEAR)..=n;
    near.rev().filter(|n| facts[*n].has(Fact::AsideAny)).find_map(|n| units[n].aside())
}
