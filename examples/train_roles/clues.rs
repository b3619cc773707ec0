//! Clues: a fact of a unit or of one beside it, or two facts together; and which of them each unit has.

use std::collections::{BTreeMap, BTreeSet};

use articast::article::text::training::{FACTS, Sample};

use crate::corpus::Document;

/// A fact at a place: the unit itself, the one above, the one below, times the number of facts, and the fact.
type Atom = u32;

/// The fewest texts in which a clue must occur to be learnt.
const TEXTS: usize = 8;

/// A fact, or two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Clue(Atom, Option<Atom>);

impl Clue {
    /// Whether it is two facts.
    pub(crate) fn is_pair(self) -> bool {
        self.1.is_some()
    }

    /// As the table names it.
    pub(crate) fn name(self) -> String {
        let name = |atom: Atom| {
            let place = ["", "@above", "@below"][atom as usize / FACTS.len()];
            format!("{}{place}", FACTS[atom as usize % FACTS.len()])
        };
        self.1.map_or_else(|| name(self.0), |second| format!("{}+{}", name(self.0), name(second)))
    }
}

/// The facts of unit `n` and of its neighbours, in ascending order.
fn atoms(samples: &[Sample], n: usize) -> Vec<Atom> {
    let count = FACTS.len();
    let places = [Some(n), n.checked_sub(1), Some(n + 1)];
    let of = |(place, n): (usize, Option<usize>)| {
        let facts = n.and_then(|n| samples.get(n)).map(|sample| sample.facts.as_slice()).unwrap_or_default();
        facts.iter().map(move |fact| Atom::try_from(place * count + fact).expect("facts are few"))
    };
    places.into_iter().enumerate().flat_map(of).collect()
}

/// Every clue that unit `n` could have: each fact, and each of its own with every other.
fn possible(samples: &[Sample], n: usize) -> Vec<Clue> {
    let atoms = atoms(samples, n);
    let own = samples[n].facts.len();
    let pairs = (0..own).flat_map(|first| {
        let atoms = &atoms;
        atoms[first + 1..].iter().map(move |second| Clue(atoms[first], Some(*second)))
    });
    atoms.iter().map(|atom| Clue(*atom, None)).chain(pairs).collect()
}

/// The clues that occur often enough to be learnt, in ascending order.
pub(crate) fn candidates(documents: &[&Document]) -> Vec<Clue> {
    let mut texts: BTreeMap<Clue, usize> = BTreeMap::new();
    for document in documents {
        let samples = &document.samples;
        let clues: BTreeSet<Clue> = (0..samples.len()).flat_map(|n| possible(samples, n)).collect();
        for clue in clues {
            *texts.entry(clue).or_insert(0) += 1;
        }
    }
    texts.into_iter().filter(|(_, texts)| TEXTS <= *texts).map(|(clue, _)| clue).collect()
}

/// The places, in a list of clues in ascending order, of those that each unit of a text has.
pub(crate) fn found(document: &Document, clues: &[Clue]) -> Vec<Vec<u32>> {
    let place = |clue: Clue| clues.binary_search(&clue).ok();
    let samples = &document.samples;
    let of = |n: usize| possible(samples, n).into_iter().filter_map(place);
    let number = |place: usize| u32::try_from(place).expect("clues are few");
    (0..samples.len()).map(|n| of(n).map(number).collect()).collect()
}
