//! What each unit is, and whether it belongs to the article: the facts weighed.

use super::context::{comments, running};
use super::facts::{Facts, holds};
use super::features::facts;
use super::phrases;
use super::pictures;
use super::units::{Form, Unit};
use super::weights::{BIAS, CHANGE, WEIGHTS};
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
}

/// How many units after a phrase of the page's own may still belong to it.
const NEAR: usize = 4;

/// What the facts say of a unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Verdict {
    /// What it is, if it belongs to the article.
    pub(super) role: Role,
    /// Why it does not belong to the article.
    pub(super) aside: Option<Why>,
}

/// The scores of a unit, each against being a paragraph of the article.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Score {
    heading: f32,
    figure: f32,
    aside: f32,
}

/// Weighs every unit.
pub(super) fn verdicts(units: &[Unit]) -> Vec<Verdict> {
    let facts = facts(units);
    let scores: Vec<Score> = (0..units.len()).map(|n| score(n, &facts)).collect();
    let mut asides = smooth(&scores.iter().map(|score| score.aside).collect::<Vec<_>>());
    let thread = comments(units).unwrap_or(units.len());
    // Without running text there is no article to tell the rest from.
    if !units.iter().any(running) {
        asides.fill(false);
    }
    let verdict = |n: usize| Verdict {
        role: role(&units[n], scores[n]),
        aside: match () {
            () if thread <= n => Some(Why::Comments),
            () if asides[n] => reason(n, units),
            () => None,
        },
    };
    (0..units.len()).map(verdict).collect()
}

fn role(unit: &Unit, score: Score) -> Role {
    match unit.form {
        Form::Heading(_) => Role::Heading,
        _ if pictures::describes_picture(&unit.text) => Role::Figure,
        _ if score.figure.max(0.0) < score.heading => Role::Heading,
        _ if 0.0 < score.figure && !is_lettered(&unit.text) => Role::Figure,
        _ => Role::Paragraph,
    }
}

/// Whether a text starts like an item of a lettered list, "a) …": no picture's text does.
fn is_lettered(text: &str) -> bool {
    let mut start = text.trim_start().trim_start_matches('(').chars();
    start.next().is_some_and(char::is_alphanumeric) && start.next() == Some(')')
}

/// The scores of a unit by its own facts and those of its neighbours.
fn score(n: usize, facts: &[Facts]) -> Score {
    let [heading, figure, aside] = BIAS;
    let mut score = Score { heading, figure, aside };
    let before = n.checked_sub(1).map_or(0, |n| facts[n]);
    let below = facts.get(n + 1).copied().unwrap_or(0);
    for weight in WEIGHTS {
        for (place, set) in [facts[n], before, below].into_iter().enumerate() {
            if holds(set, weight.fact) {
                score.heading += weight.heading[place];
                score.figure += weight.figure[place];
                score.aside += weight.aside[place];
            }
        }
    }
    score
}

/// The most likely course: what does not belong comes in runs, so each change has a price.
fn smooth(scores: &[f32]) -> Vec<bool> {
    let (mut inside, mut outside) = (0.0_f32, CHANGE);
    let mut came: Vec<[bool; 2]> = Vec::with_capacity(scores.len());
    for score in scores {
        // Whether the best way to this state comes from outside the article.
        let from = [outside + CHANGE < inside, outside <= inside + CHANGE];
        let next = [inside.min(outside + CHANGE), outside.min(inside + CHANGE)];
        came.push(from);
        let rest = next[0].min(next[1] - score);
        (inside, outside) = (next[0] - rest, next[1] - score - rest);
    }
    let mut state = outside < inside;
    let mut course = vec![false; scores.len()];
    for (n, from) in came.iter().enumerate().rev() {
        course[n] = state;
        state = from[usize::from(state)];
    }
    course
}

/// Why a unit does not belong: by its own words, or by those shortly before it. Without such words it stays, whatever
/// its score: clutter annoys, loss deceives.
fn reason(n: usize, units: &[Unit]) -> Option<Why> {
    let near = n.saturating_sub(NEAR)..=n;
    near.rev().find_map(|n| phrases::aside(&units[n].text))
}
