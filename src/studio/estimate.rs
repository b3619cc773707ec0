//! What an episode will take, before anything is said: lines and characters, and what they cost where somebody counts.

use std::collections::BTreeSet;

use crate::cast::OpenedCast;
use crate::script::Script;

/// Lines, and the characters that engines get of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Lines to speak.
    pub lines: usize,
    /// Unicode characters of what is said.
    pub characters: u64,
}

/// What one part will take.
#[derive(Debug, Clone, PartialEq)]
pub struct Estimate {
    /// All lines of the part.
    pub all: Count,
    /// Those that are to be said: not kept from before, and those that are the same counted once.
    pub new: Count,
    /// What the new ones cost, in the unit of the cast's price.
    pub cost: Option<f64>,
}

/// Estimates each part of an opened cast, in their order. Nothing is said.
pub fn estimate(script: &Script, opened: &OpenedCast) -> Vec<Estimate> {
    let nothing = Estimate { all: Count::default(), new: Count::default(), cost: None };
    let mut estimates = vec![nothing; opened.parts.len()];
    let mut seen = BTreeSet::new();
    for line in script.lines() {
        let number = opened.speaker(script, line);
        let (part, estimate) = (&opened.parts[number], &mut estimates[number]);
        let characters = line.say.text.chars().count() as u64;
        let add = |count: &mut Count| {
            count.lines += 1;
            count.characters += characters;
        };
        add(&mut estimate.all);
        let key = part.engine.key(&line.say);
        if seen.insert(key.clone()) && part.engine.recall(&key).is_none() {
            add(&mut estimate.new);
        }
    }
    for (part, estimate) in opened.parts.iter().zip(&mut estimates) {
        estimate.cost = part.price.map(|price| price * estimate.new.characters as f64 / 1e6);
    }
    estimates
}
