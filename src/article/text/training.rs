//! What a trainer needs of the model of plain text: what the model sees of a text, and texts read by other trees.
//!
//! It is for `examples/train_roles`, and no part of the API.

use std::ops::Range;

use super::model::{self, Role};
pub use super::model::{
    DEPTH, Guess, LEAVES, OUTPUTS, REACH, ROLES, Rows, SPLITS, STAGES, Split, Tree, WIDTHS, guess, sums,
};
use super::roles::Seen;
use super::units;
pub use super::wording::{BUCKETS, Lexicon, Terms, WEIGHED};
use crate::Article;

/// A text, as the model sees it.
#[derive(Debug, Clone)]
pub struct Text {
    /// The bytes of each unit in the text, in order.
    pub ranges: Vec<Range<usize>>,
    /// What is seen of each unit.
    pub rows: Rows,
    /// The words of each unit.
    pub terms: Vec<Terms>,
    /// Which roles the form of each unit allows, in the order of [`roles`].
    pub may: Vec<[bool; ROLES]>,
}

impl Text {
    /// Looks at a text.
    pub fn new(text: &str) -> Text {
        let units = units::units(text);
        let Seen { rows, terms, may, .. } = Seen::new(&units);
        Text { ranges: units.into_iter().map(|unit| unit.range).collect(), rows, terms, may }
    }
}

/// The names of the roles, in the order of the outputs.
pub fn roles() -> [String; ROLES] {
    Role::ALL.map(|role| format!("{role:?}"))
}

/// A lexicon, and trees of both stages.
pub struct Model(model::Model);

impl Model {
    /// A model of a lexicon and of trees.
    pub fn new(lexicon: Lexicon, stages: [Vec<Tree>; STAGES]) -> Model {
        Model(model::Model { lexicon, stages })
    }

    /// The trees in the form of `trees.bin`.
    pub fn bytes(&self) -> Vec<u8> {
        self.0.bytes()
    }

    /// How likely each unit of a text is what.
    pub fn guesses(&self, text: &Text) -> Vec<Guess> {
        self.0.guesses(&text.rows, &text.terms, &text.may)
    }

    /// Understands plain text by these trees, as [`read`](super::read) does by those that are built in.
    pub fn read(&self, text: &str) -> Article {
        super::read_by(text, &self.0)
    }
}

#[test]
fn a_trainer_sees_what_the_reader_sees() {
    let text =
        "A heading\n\nA paragraph that goes on for a while, and ends with a stop.\n\n• an item\n• another\n";
    let seen = Text::new(text);
    let texts: Vec<&str> = seen.ranges.iter().map(|range| &text[range.clone()]).collect();
    assert_eq!(
        texts,
        [
            "A heading",
            "A paragraph that goes on for a while, and ends with a stop.",
            "• an item",
            "• another"
        ]
    );
    let item = roles().iter().position(|role| role == "Item").unwrap();
    assert_eq!(seen.may[2], std::array::from_fn(|role| role == item));
    assert_eq!((seen.rows.len(), seen.rows.row(0).len()), (4, WIDTHS[0] - WEIGHED));
    let model = Model(model::MODEL.clone());
    assert_eq!(model.read(text), super::read(text));
    let guesses = model.guesses(&seen);
    assert!(guesses[1].roles[0] > 0.5 && guesses[2].roles[item] > 0.99, "{guesses:?}");
}
