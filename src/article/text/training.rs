//! What a trainer needs of the model of plain text: what the model sees of a text, and texts read by another table.
//!
//! It is for `examples/train_roles`, and no part of the API.

use std::ops::Range;

use super::context::comments;
use super::facts::Fact;
use super::model::{self, LABELS, Label};
use super::{features, roles, units};
use crate::Article;

/// The names of all facts. A [`Sample`] names a fact by its place in this list.
pub const FACTS: &[&str] = Fact::NAMES;

/// A unit of a text, as the model sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// The facts that hold for it, in ascending order.
    pub facts: Vec<usize>,
    /// Which labels its form allows, in the order of [`labels`].
    pub allowed: [bool; LABELS],
}

/// The names of the labels, in the order of the table's columns.
pub fn labels() -> [String; LABELS] {
    Label::ALL.map(|label| format!("{label:?}"))
}

/// Whether what has each label is no part of the article, in the order of [`labels`].
pub fn outside() -> [bool; LABELS] {
    Label::ALL.map(Label::outside)
}

/// Every unit of a text, in order.
pub fn samples(text: &str) -> Vec<Sample> {
    let units = units::units(text);
    let facts = features::facts(&units, comments(&units));
    let allowed = roles::allowed(&units, &facts);
    let samples = units.into_iter().zip(&facts).zip(allowed);
    samples
        .map(|((unit, facts), allowed)| Sample { range: unit.range, facts: facts.iter().collect(), allowed })
        .collect()
}

/// A table of weights.
pub struct Model(model::Model);

impl Model {
    /// Reads a table in the form of `weights.tsv`. An error says what is wrong with it.
    pub fn parse(table: &str) -> Result<Model, String> {
        model::Model::parse(table).map(Model)
    }

    /// Understands plain text by this table, as [`read`](super::read) does by the one that is built in.
    pub fn read(&self, text: &str) -> Article {
        super::read_by(text, &self.0)
    }
}

#[test]
fn a_trainer_sees_what_the_reader_sees() {
    let text =
        "A heading\n\nA paragraph that goes on for a while, and ends with a stop.\n\n• an item\n• another\n";
    let samples = samples(text);
    let texts: Vec<&str> = samples.iter().map(|sample| &text[sample.range.clone()]).collect();
    assert_eq!(
        texts,
        [
            "A heading",
            "A paragraph that goes on for a while, and ends with a stop.",
            "• an item",
            "• another"
        ]
    );
    let stop = FACTS.iter().position(|name| *name == "Stop").unwrap();
    assert_eq!(
        samples.iter().map(|sample| sample.facts.contains(&stop)).collect::<Vec<_>>(),
        [false, true, false, false]
    );
    let item = labels().iter().position(|label| label == "Item").unwrap();
    let only_item = std::array::from_fn(|label| label == item || outside()[label]);
    assert_eq!(samples[2].allowed, only_item);
    let table = include_str!("weights.tsv");
    assert_eq!(Model::parse(table).unwrap().read(text), super::read(text));
}
