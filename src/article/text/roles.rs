//! What each unit is, and whether it belongs to the article: what the model guesses, within what marks and words allow.

use std::collections::{BTreeMap, BTreeSet};

use super::context::{Around, comments, running};
use super::facts::{Fact, Facts};
use super::features::facts;
use super::marks::{self, Marker};
use super::measures::measures;
use super::model::{Guess, Model, ROLES, Role, Rows};
use super::phrases::fewer;
use super::pictures;
use super::scripts::{self, Shape, is_spaceless_text};
use super::talk;
use super::units::{Form, Unit};
use super::wording::{Terms, terms};
use crate::article::Why;

/// How many units after a phrase of the page's own may still belong to it.
const NEAR: usize = 4;

/// How likely what stands near a phrase of the page's own must at least be no part of the article to be left out.
const NEAR_PHRASE: f32 = 0.75;

/// How likely, if it says of itself that it is none.
const SAID: f32 = 0.5;

/// How likely, if it is long and says so.
const LONG_SAID: f32 = 0.95;

/// How likely, if nothing explains it, but it stands before or after all running text.
const EDGE: f32 = 0.85;

/// How likely a line must at least be a picture's text to be told as one: one that names a picture or its maker, another that
/// stands among running text, and one that does not. A name or a label that is told as a picture is worse than a picture's
/// text that is told as a line.
const PICTURE: [f32; 3] = [0.4, 0.65, 0.85];

/// From this many words on, what ends with a full stop is a sentence and no heading.
const SENTENCE: usize = 12;

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

/// What is seen of the units of a text, for the model.
pub(super) struct Seen {
    /// Where the comments start.
    thread: Option<usize>,
    facts: Vec<Facts>,
    /// The rows that the model weighs.
    pub(super) rows: Rows,
    /// The words of each unit.
    pub(super) terms: Vec<Terms>,
    /// Which roles the form of each unit allows.
    pub(super) may: Vec<[bool; ROLES]>,
}

impl Seen {
    /// Looks at all units of a text.
    pub(super) fn new(units: &[Unit]) -> Seen {
        let thread = comments(units);
        let around = Around::new(units, thread);
        let facts = facts(units, &around);
        let rows = Rows::seen(&facts, &measures(units, &facts, &around));
        let may = allowed(units, &facts);
        let terms = units.iter().map(|unit| terms(&unit.text)).collect();
        Seen { thread, facts, rows, terms, may }
    }
}

/// Weighs every unit by a model.
pub(super) fn verdicts(units: &[Unit], model: &Model) -> Vec<Verdict> {
    let Seen { thread, facts, rows, terms, may } = Seen::new(units);
    let guesses = model.guesses(&rows, &terms, &may);
    let thread = thread.unwrap_or(units.len());
    // Without running text there is no article to tell the rest from.
    let body = units.iter().any(running);
    let code =
        |n: usize| facts[n].has(Fact::CodeNear3) || matches!(units[n].form, Form::Code(_) | Form::Table(_));
    let body_ends =
        [units.iter().position(running), units.iter().rposition(running)].map(Option::unwrap_or_default);
    let is_edge = |n: usize| n < body_ends[0] || body_ends[1] < n;
    let verdict = |n: usize| Verdict {
        role: role(&guesses[n], may[n], least_of_picture(&facts[n])),
        aside: match &units[n].form {
            Form::Unsaid(why) => Some(*why),
            Form::Note(_) => None,
            _ if thread <= n => Some(Why::Comments),
            Form::Prose if pictures::is_credit(&units[n].text) || pictures::is_file(&units[n].text) => {
                Some(Why::Credits)
            }
            _ if body && !code(n) => {
                let own = said(&facts[n]);
                let why = own.or_else(|| reason(n, units, &facts));
                let sure = if own.is_some() { SAID } else { surety(n, units, &facts, (why, is_edge(n))) };
                (sure < guesses[n].outside).then(|| why.unwrap_or(Why::Outside))
            }
            _ => None,
        },
    };
    let mut verdicts: Vec<Verdict> = (0..units.len()).map(verdict).collect();
    // One line without a mark is no list.
    let is_item = |n: usize| verdicts.get(n).is_some_and(|verdict| verdict.role == Role::Item);
    let is_lone = |n: &usize| {
        is_item(*n) && is_plain(&units[*n]) && !is_item(n + 1) && !n.checked_sub(1).is_some_and(is_item)
    };
    for n in (0..units.len()).filter(is_lone).collect::<Vec<_>>() {
        verdicts[n].role = Role::Paragraph;
    }
    verdicts
}

/// Which roles the form of each unit allows.
fn allowed(units: &[Unit], facts: &[Facts]) -> Vec<[bool; ROLES]> {
    let speakers = talk::speakers(units.iter().filter(|unit| is_plain(unit)).map(|unit| unit.text.as_str()));
    let fields = fields(units);
    let verses = units.iter().filter(|unit| matches!(unit.form, Form::Verse(_))).count();
    let is_poem = units.len() <= 2 * verses;
    // What was saved from a page may hold the text of any picture; what somebody typed says so.
    let is_page = facts.iter().any(|facts| facts.has(Fact::AsideAny));
    let has_pictures = is_page || units.iter().zip(facts).any(|(unit, facts)| shows_picture(unit, facts));
    let allowed = |n: usize| {
        let unit = &units[n];
        let is_turn =
            is_plain(unit) && talk::speaker(&unit.text).is_some_and(|name| speakers.contains(&name));
        Role::ALL.map(|role| match role {
            Role::Heading | Role::Paragraph if is_of_row(n, units) => false,
            Role::Heading | Role::Figure | Role::Code if in_names(n, units) => false,
            Role::Heading if is_plain(unit) && (is_speech(&unit.text) || answers(n, units)) => false,
            Role::Heading if is_plain(unit) && leads_over(n, units) => false,
            role if is_plain(unit) && names_chapter(n, units) => role == Role::Heading,
            // A heading stands over something.
            Role::Heading if n + 1 == units.len() && !matches!(unit.form, Form::Heading(_)) => false,
            Role::Heading
                if is_plain(unit) && field(&unit.text).is_some_and(|name| fields.contains(name)) =>
            {
                false
            }
            // A turn belongs to its talk.
            role if is_turn => role == Role::Paragraph,
            role if is_plain(unit) && is_spaceless_text(&unit.text) => role == unspaced(n, units),
            Role::Figure if !has_pictures => false,
            role if is_poem && matches!(units[n].form, Form::Verse(_)) => role == Role::Paragraph,
            role => may(&units[n], &facts[n], role),
        })
    };
    (0..units.len()).map(allowed).collect()
}

/// What names the value after it on a line: `Best for: families`. A number makes a heading of it: `Step 2: Pack`.
fn field(text: &str) -> Option<&str> {
    const WORDS: usize = 5;
    let (name, _) = text.split_once(": ").filter(|(name, _)| name.len() <= 40)?;
    let fits = name.split_whitespace().count() <= WORDS && !name.contains(|c: char| c.is_numeric());
    (fits && !name.is_empty()).then_some(name)
}

/// The names of fields that several lines have: such a line says something of what stands above it, and heads nothing.
fn fields(units: &[Unit]) -> BTreeSet<&str> {
    const SEVERAL: usize = 3;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for name in units.iter().filter(|unit| is_plain(unit)).filter_map(|unit| field(&unit.text)) {
        *counts.entry(name).or_insert(0) += 1;
    }
    counts.into_iter().filter(|(_, count)| SEVERAL <= *count).map(|(name, _)| name).collect()
}

/// Whether a line is one of a row of names, each on a line of its own: none of them heads the others.
fn in_names(n: usize, units: &[Unit]) -> bool {
    const SEVERAL: usize = 5;
    let is_name = |unit: &Unit| {
        let mut words = unit.text.split_whitespace();
        is_plain(unit)
            && (2..=4).contains(&words.clone().take(5).count())
            && words.all(|word| {
                word.starts_with(char::is_uppercase) && word.chars().skip(1).any(char::is_lowercase)
                    || word.len() < 3
            })
            && !unit.text.contains(|c: char| c.is_ascii_digit() || ":!?".contains(c))
    };
    let below = units[n..].iter().skip(1).take(SEVERAL).take_while(|unit| unit.blanks == 0 && is_name(unit));
    let below = below.count();
    let mut above = 0;
    while above < SEVERAL && 0 < n - above && units[n - above].blanks == 0 && is_name(&units[n - above - 1]) {
        above += 1;
    }
    is_name(&units[n]) && SEVERAL <= above + 1 + below
}

/// Whether a line is what somebody says, in quotation marks.
fn is_speech(text: &str) -> bool {
    let ends = |c: char| ".!?…,—".contains(c);
    let inner = text
        .strip_prefix(['"', '“', '„', '«', '»'])
        .and_then(|text| text.strip_suffix(['"', '”', '“', '»', '«']));
    inner.is_some_and(|inner| inner.ends_with(ends) && !inner.contains(['"', '“', '”', '«', '»']))
}

/// Whether a question stands among what people say: it is said too.
fn answers(n: usize, units: &[Unit]) -> bool {
    const NEAR: usize = 2;
    units[n].text.ends_with('?') && units[..n].iter().rev().take(NEAR).any(|unit| is_speech(&unit.text))
}

/// Whether a line leads over to code or to names below it: "Install the tools first:".
fn leads_over(n: usize, units: &[Unit]) -> bool {
    let below = |unit: &Unit| matches!(unit.form, Form::Code(_)) || in_names(n + 1, units);
    units[n].text.ends_with(':') && units.get(n + 1).is_some_and(below)
}

/// Whether a line in capitals is the name of a chapter whose number stands above it: `IV`, then `THE BELL`.
fn names_chapter(n: usize, units: &[Unit]) -> bool {
    const LONGEST: usize = 60;
    let is_number = |text: &str| {
        let text = text.trim_end_matches('.');
        !text.is_empty() && text.len() < 8 && text.bytes().all(|b| b"IVXLC".contains(&b)) || is_chapter(text)
    };
    let text = &units[n].text;
    text.len() <= LONGEST
        && text.contains(char::is_alphabetic)
        && !text.contains(char::is_lowercase)
        && 0 < units[n].blanks
        && n.checked_sub(1).is_some_and(|above| is_plain(&units[above]) && is_number(&units[above].text))
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
fn unspaced(n: usize, units: &[Unit]) -> Role {
    let is_paragraph = |unit: &Unit| scripts::shape(&unit.text) == Shape::Paragraph;
    let below = units[n + 1..].iter().take(3);
    let heads = scripts::shape(&units[n].text) == Shape::Head && below.clone().any(is_paragraph);
    if heads { Role::Heading } else { Role::Paragraph }
}

/// Whether a unit is a lettered or numbered item right before or after the one with the next letter or number: neither heads
/// anything.
fn is_of_row(n: usize, units: &[Unit]) -> bool {
    const FAR: usize = 100;
    let marker = |n: usize| match units.get(n)?.form {
        Form::Item(marker) => Some(marker),
        _ => None,
    };
    // Items further right belong to the one above them.
    let next = |n: usize| {
        (n + 1..units.len())
            .take(FAR)
            .find(|m| marker(*m).is_none() || units[*m].indent <= units[n].indent + 1)
    };
    let is_pair = |a: usize, b: usize| match (marker(a), marker(b)) {
        (Some(Marker::Letter(a)), Some(Marker::Letter(b))) => a.precedes(b),
        (Some(Marker::Number(a)), Some(Marker::Number(b))) => a.checked_add(1) == Some(b),
        _ => false,
    };
    let above =
        || (0..n).rev().take(FAR).find(|m| marker(*m).is_none() || units[*m].indent <= units[n].indent + 1);
    marker(n).is_some()
        && (next(n).is_some_and(|next| is_pair(n, next)) || above().is_some_and(|above| is_pair(above, n)))
}

/// Whether the form of a unit lets it be this.
fn may(unit: &Unit, facts: &Facts, role: Role) -> bool {
    match &unit.form {
        Form::Prose if talk::is_illustration(&unit.text) => role == Role::Figure,
        Form::Prose if talk::is_remark(&unit.text) && !facts.has(Fact::PictureCredit) => {
            role == Role::Paragraph
        }
        Form::Prose | Form::Verse(_) if facts.has(Fact::Describes) => role == Role::Figure,
        Form::Prose if is_chapter(&unit.text) || is_named_chapter(&unit.text) => role == Role::Heading,
        Form::Prose if role == Role::Heading && facts.has(Fact::Stop) && !fewer(&unit.text, SENTENCE) => {
            false
        }
        Form::Prose if role == Role::Code && is_sentences(&unit.text) => false,
        // A number of several parts numbers a section.
        Form::Prose if marks::section(&unit.text).is_some() => role == Role::Heading,
        // A line that introduces a list heads nothing else.
        Form::Prose if role == Role::Heading => !facts.has(Fact::Introduces),
        Form::Prose => role != Role::Figure || !is_lettered(&unit.text),
        Form::Verse(_) if is_named_chapter(&unit.text) => role == Role::Heading,
        Form::Verse(lines) if lines.first().is_some_and(|line| line.ends_with(',')) => {
            role == Role::Paragraph
        }
        Form::Verse(_) => matches!(role, Role::Paragraph | Role::Heading | Role::Figure),
        Form::Item(Marker::Number(_)) => matches!(role, Role::Item | Role::Heading),
        Form::Item(Marker::Letter(_)) => matches!(role, Role::Item | Role::Heading | Role::Paragraph),
        Form::Item(Marker::Dash(_) | Marker::Bullet(_)) => role == Role::Item,
        Form::Heading(_) => role == Role::Heading,
        Form::Quote(_) | Form::Rule | Form::Note(_) | Form::Unsaid(_) => role == Role::Paragraph,
        Form::Table(_) => role == Role::Cell,
        Form::Code(_) => role == Role::Code,
    }
}

/// How likely a unit must at least be a picture's text.
fn least_of_picture(facts: &Facts) -> f32 {
    let has = |all: &[Fact]| all.iter().any(|fact| facts.has(*fact));
    let crowd = [Fact::ShortRun8, Fact::TinyRun4, Fact::Alone, Fact::Verb, Fact::CodeNear3];
    // What is said again and again in a word or two is a label.
    let is_label = facts.has(Fact::Often) && has(&[Fact::Words1, Fact::Words2]);
    match () {
        () if has(&[Fact::Picture, Fact::Describes, Fact::PictureCredit]) => PICTURE[0],
        () if has(&crowd) || is_label || !has(&[Fact::BodyBelow10]) => PICTURE[2],
        () => PICTURE[1],
    }
}

/// Whether a text is the number of a chapter, as books have it: `CHAPTER IV`, `Part 2.`
fn is_chapter(text: &str) -> bool {
    const NAMES: [&str; 6] = ["chapter", "part", "book", "act", "scene", "canto"];
    let Some((name, number)) = text.split_once(' ') else { return false };
    let number = number.trim_end_matches(['.', ':']);
    let is_number =
        number.bytes().all(|b| b.is_ascii_digit()) || number.bytes().all(|b| b"IVXLC".contains(&b));
    !number.is_empty() && is_number && NAMES.iter().any(|known| name.eq_ignore_ascii_case(known))
}

/// Whether a text is the number of a chapter in capitals with its name: `CHAPTER IV In which it snows`.
fn is_named_chapter(text: &str) -> bool {
    const WORDS: usize = 14;
    let mut words = text.splitn(3, ' ');
    let (Some(name), Some(number), Some(rest)) = (words.next(), words.next(), words.next()) else {
        return false;
    };
    let is_capital = name.bytes().all(|b| b.is_ascii_uppercase());
    is_capital
        && is_chapter(&text[..name.len() + 1 + number.len()])
        && fewer(rest, WORDS)
        && !rest.ends_with(['.', '!', '?'])
}

/// The likeliest role that a unit can have, if a picture's text must be at least so likely.
fn role(guess: &Guess, may: [bool; ROLES], least: f32) -> Role {
    let share = |role: &Role| guess.roles[*role as usize];
    let best = |least: f32| {
        let fits = |role: &Role| may[*role as usize] && (*role != Role::Figure || least <= share(role));
        Role::ALL.into_iter().filter(fits).max_by(|a, b| share(a).total_cmp(&share(b)))
    };
    best(least).or_else(|| best(0.0)).unwrap_or(Role::Paragraph)
}

/// Whether a text starts like an item of a lettered list, "a) …": no picture's text does.
fn is_lettered(text: &str) -> bool {
    let mut start = text.trim_start().trim_start_matches('(').chars();
    start.next().is_some_and(char::is_alphanumeric) && start.next() == Some(')')
}

/// How likely a text must be no part of the article to be left out: clutter annoys, loss deceives. The model does not decide
/// alone: a phrase says so, of the text or near it, or the text is short and stands outside of all running text.
fn surety(n: usize, units: &[Unit], facts: &[Facts], (why, is_edge): (Option<Why>, bool)) -> f32 {
    let text = units[n].text.as_str();
    let own = facts[n].has(Fact::AsideAny);
    let above = n.checked_sub(1).map(|above| &units[above].text);
    match (text.len() < LONG, why) {
        _ if talk::is_illustration(text) => f32::INFINITY,
        (true, Some(_)) => NEAR_PHRASE,
        // A list of sources names many pages.
        (false, Some(_)) if own && !matches!(units[n].form, Form::Item(_)) => LONG_SAID,
        // The model knows little of what has no words that it knows.
        (true, None) if is_spaceless_text(text) || matches!(units[n].form, Form::Verse(_)) => f32::INFINITY,
        // What is numbered, or has an order among others, was put there by its author.
        (true, None) if marks::section(text).is_some() || is_of_row(n, units) => f32::INFINITY,
        (true, None) if above.is_some_and(|above| marks::section(above).is_some()) => f32::INFINITY,
        (true, None) if is_edge => EDGE,
        _ => f32::INFINITY,
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
