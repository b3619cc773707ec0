//! The model: boosted trees that weigh what is seen of each unit, in two stages.
//!
//! The first stage sees the facts and measures of a unit and of the units around it, and what its words say by a lexicon
//! ([`super::wording`]). The second stage sees these too, and what the first thinks of all of them, so that it knows the
//! company a unit keeps. Trees add up whole numbers: the same text is read alike on every machine. `examples/train_roles`
//! fits lexicon and trees to labelled texts; these were fitted to 256 web articles of the WCXB corpus (CC-BY-4.0), saved as
//! plain text.
//!
//! `trees.bin` holds them. It starts with four bytes that stand for the names of all facts and measures ([`names`]), the
//! least significant first: trees know them by their places. The lexicon follows, two signed bytes for each bucket. For each
//! stage follow the number of its trees in two bytes, and its trees. A tree is of three bytes for each of its 31 splits
//! and one for each output of each of its 32 leaves. A split is the place of a unit (a signed byte: -1 is the unit above),
//! the column of that unit's row, and the most that goes left; after split `n` come `2n + 1` on the left and `2n + 2` on
//! the right, and the leaves after the last. An output is a signed byte in hundredths.

use std::sync::LazyLock;

use super::facts::{Fact, Facts};
use super::measures::{MEASURES, Measure, Measures};
use super::wording::{BUCKETS, Lexicon, Terms, WEIGHED};

/// What a unit of running text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A paragraph.
    Paragraph,
    /// A heading.
    Heading,
    /// The text of a picture.
    Figure,
    /// A list item.
    Item,
    /// A line of program code.
    Code,
    /// A table or a cell of one.
    Cell,
}

impl Role {
    /// Every role, in the order of the outputs.
    pub(super) const ALL: [Role; ROLES] =
        [Role::Paragraph, Role::Heading, Role::Figure, Role::Item, Role::Code, Role::Cell];
}

/// How many roles there are.
pub const ROLES: usize = 6;
/// What trees say of a unit: a number for each role, and one for whether it is no part of the article.
pub const OUTPUTS: usize = ROLES + 1;
/// How many splits lead to a leaf.
pub const DEPTH: usize = 5;
/// How far above and below a unit the trees look.
pub const REACH: usize = 4;
/// The splits of a tree.
pub const SPLITS: usize = (1 << DEPTH) - 1;
/// The leaves of a tree.
pub const LEAVES: usize = 1 << DEPTH;
/// The stages.
pub const STAGES: usize = 2;
/// What an output counts.
const UNIT: f32 = 0.01;
/// The columns of facts and measures.
const SEEN: usize = Fact::NAMES.len() + MEASURES;
/// The columns of each stage.
pub const WIDTHS: [usize; STAGES] = [SEEN + WEIGHED, SEEN + WEIGHED + 3 * OUTPUTS];

/// How likely each role is, and how likely it is that a unit is no part of the article.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Guess {
    /// The roles; they add up to one.
    pub roles: [f32; ROLES],
    /// Whether it is outside.
    pub outside: f32,
}

/// Rows of bytes, one for each unit, with empty ones before the first and after the last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rows {
    width: usize,
    cells: Vec<u8>,
}

impl Rows {
    fn new(width: usize, count: usize) -> Rows {
        Rows { width, cells: vec![0; width * (count + 2 * REACH)] }
    }

    /// What is seen of units.
    pub(super) fn seen(facts: &[Facts], measures: &[Measures]) -> Rows {
        let mut rows = Rows::new(SEEN, facts.len());
        for (n, (facts, measures)) in facts.iter().zip(measures).enumerate() {
            let row = rows.row_mut(n);
            facts.iter().for_each(|fact| row[fact] = 1);
            row[SEEN - MEASURES..].copy_from_slice(measures);
        }
        rows
    }

    /// How many units there are.
    pub fn len(&self) -> usize {
        self.cells.len() / self.width - 2 * REACH
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row of a unit.
    pub fn row(&self, n: usize) -> &[u8] {
        &self.cells[self.start(n)..][..self.width]
    }

    fn row_mut(&mut self, n: usize) -> &mut [u8] {
        let start = self.start(n);
        &mut self.cells[start..][..self.width]
    }

    fn start(&self, n: usize) -> usize {
        (n + REACH) * self.width
    }

    /// These rows, each with some more columns.
    fn with(&self, columns: usize, more: impl Fn(usize, &mut [u8])) -> Rows {
        let mut wide = Rows::new(self.width + columns, self.len());
        for n in 0..self.len() {
            let (row, rest) = wide.row_mut(n).split_at_mut(self.width);
            row.copy_from_slice(self.row(n));
            more(n, rest);
        }
        wide
    }

    /// These rows with what the words of each unit say.
    #[must_use]
    pub fn worded(&self, lexicon: &Lexicon, terms: &[Terms]) -> Rows {
        self.with(WEIGHED, |n, cells| cells.copy_from_slice(&lexicon.scores(&terms[n])))
    }

    /// These rows with what the first stage thinks of each unit, and of all units of the text.
    #[must_use]
    pub fn widened(&self, guesses: &[Guess]) -> Rows {
        const WHOLE: u8 = 63;
        let whole = usize::from(WHOLE);
        let level = |share: f32| {
            (0..WHOLE).filter(|level| f32::from(*level) + 0.5 <= share * f32::from(WHOLE)).count()
        };
        let levels = |guess: &Guess| -> [usize; OUTPUTS] {
            std::array::from_fn(|n| level(guess.roles.get(n).copied().unwrap_or(guess.outside)))
        };
        let all: Vec<[usize; OUTPUTS]> = guesses.iter().map(levels).collect();
        let (mut means, mut tops) = ([0; OUTPUTS], [0; OUTPUTS]);
        for output in 0..OUTPUTS {
            let column = || all.iter().map(|levels| levels[output]);
            means[output] = (100 * column().sum::<usize>() / (whole * all.len().max(1))).min(whole);
            let three = column().fold([0; 3], |[a, b, c], new| match new {
                new if a < new => [new, a, b],
                new if b < new => [a, new, b],
                new => [a, b, c.max(new)],
            });
            tops[output] = three.iter().sum::<usize>() / 3;
        }
        self.with(3 * OUTPUTS, |n, cells| {
            for (cell, value) in cells.iter_mut().zip(all[n].iter().chain(&means).chain(&tops)) {
                *cell = u8::try_from(*value).unwrap_or(WHOLE);
            }
        })
    }
}

/// Where a tree parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Split {
    /// The unit that is looked at: 0 for the unit itself, -1 for the one above.
    pub place: i8,
    /// The column of its row.
    pub column: u8,
    /// The most that goes left.
    pub most: u8,
}

/// A tree of splits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// Its splits.
    pub splits: [Split; SPLITS],
    /// What its leaves say, in hundredths.
    pub leaves: [[i8; OUTPUTS]; LEAVES],
}

/// Trees, ready to weigh with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Model {
    pub(super) lexicon: Lexicon,
    pub(super) stages: [Vec<Tree>; STAGES],
}

/// The model that plain text is read by.
pub(super) static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_bytes!("trees.bin")).expect("the trees in the source are well formed")
});

/// Stands for the names of all facts and measures and their order.
fn names() -> [u8; 4] {
    // FNV-1a.
    let names = Fact::NAMES.iter().chain(Measure::NAMES);
    let hash = names
        .flat_map(|name| name.bytes().chain([0]))
        .fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash.to_le_bytes()
}

/// Takes so many bytes from the start.
fn take<'a>(bytes: &mut &'a [u8], count: usize) -> Result<&'a [u8], String> {
    let (taken, rest) = bytes.split_at_checked(count).ok_or("the trees end too early")?;
    *bytes = rest;
    Ok(taken)
}

fn tree(bytes: &mut &[u8], width: usize) -> Result<Tree, String> {
    let mut tree = Tree {
        splits: [Split { place: 0, column: 0, most: u8::MAX }; SPLITS],
        leaves: [[0; OUTPUTS]; LEAVES],
    };
    for split in &mut tree.splits {
        let &[place, column, most] = take(bytes, 3)? else { return Err("a split is cut off".into()) };
        *split = Split { place: place.cast_signed(), column, most };
        if REACH < usize::from(split.place.unsigned_abs()) || width <= usize::from(column) {
            return Err(format!("a tree looks at column {column} of place {}", split.place));
        }
    }
    for leaf in &mut tree.leaves {
        for (output, byte) in leaf.iter_mut().zip(take(bytes, OUTPUTS)?) {
            *output = byte.cast_signed();
        }
    }
    Ok(tree)
}

/// The sums of the outputs as likelihoods; `may` says which roles are possible.
pub fn guess(sums: &[i32; OUTPUTS], may: [bool; ROLES]) -> Guess {
    let best = (0..ROLES).filter(|role| may[*role]).map(|role| sums[role]).max().unwrap_or(0);
    // The sums are small, so that no digit is lost.
    #[expect(clippy::cast_precision_loss, reason = "some hundred trees of at most 127 hundredths")]
    let odds = |sum: i32| libm::expf((sum as f32 * UNIT).clamp(-40.0, 40.0));
    let roles: [f32; ROLES] =
        std::array::from_fn(|role| if may[role] { odds(sums[role] - best) } else { 0.0 });
    let all: f32 = roles.iter().sum();
    let outside = odds(sums[ROLES]);
    Guess { roles: roles.map(|role| role / all.max(f32::MIN_POSITIVE)), outside: outside / (1.0 + outside) }
}

/// A tree, laid out for rows of one width: split `n` leads to `2n` and `2n + 1`, from 1 on.
struct Walk<'a> {
    offsets: [isize; LEAVES],
    mosts: [u8; LEAVES],
    leaves: &'a [[i8; OUTPUTS]; LEAVES],
}

impl Walk<'_> {
    fn new(tree: &Tree, width: usize) -> Walk<'_> {
        let mut walk = Walk { offsets: [0; LEAVES], mosts: [0; LEAVES], leaves: &tree.leaves };
        for (n, split) in (1..).zip(&tree.splits) {
            walk.offsets[n] = isize::from(split.place) * width.cast_signed() + isize::from(split.column);
            walk.mosts[n] = split.most;
        }
        walk
    }

    /// The leaf of the unit whose row starts there.
    fn leaf(&self, cells: &[u8], start: usize) -> &[i8; OUTPUTS] {
        let mut at = 1;
        for _ in 0..DEPTH {
            let cell = cells[start.wrapping_add_signed(self.offsets[at % LEAVES])];
            at = 2 * at + usize::from(self.mosts[at % LEAVES] < cell);
        }
        &self.leaves[at % LEAVES]
    }
}

/// What trees add up to for each unit.
pub fn sums(trees: &[Tree], rows: &Rows) -> Vec<[i32; OUTPUTS]> {
    // So many rows stay near while all trees are walked.
    const NEAR: usize = 64;
    let walks: Vec<Walk<'_>> = trees.iter().map(|tree| Walk::new(tree, rows.width)).collect();
    let mut all = vec![[0; OUTPUTS]; rows.len()];
    for (block, sums) in all.chunks_mut(NEAR).enumerate() {
        for walk in &walks {
            for (n, sums) in (NEAR * block..).zip(&mut *sums) {
                for (sum, output) in sums.iter_mut().zip(walk.leaf(&rows.cells, rows.start(n))) {
                    *sum += i32::from(*output);
                }
            }
        }
    }
    all
}

impl Model {
    /// Reads trees; an error says what is wrong with them.
    pub(super) fn parse(mut bytes: &[u8]) -> Result<Model, String> {
        if take(&mut bytes, 4)? != names() {
            return Err("the trees were fitted to other facts: fit them anew by examples/train_roles".into());
        }
        let weights = take(&mut bytes, WEIGHED * BUCKETS)?.as_chunks().0.iter();
        let lexicon =
            Lexicon::new(weights.map(|weights: &[u8; WEIGHED]| weights.map(u8::cast_signed)).collect());
        let mut stages = [Vec::new(), Vec::new()];
        for (stage, width) in stages.iter_mut().zip(WIDTHS) {
            let &[low, high] = take(&mut bytes, 2)? else { return Err("a number is cut off".into()) };
            for _ in 0..u16::from_le_bytes([low, high]) {
                stage.push(tree(&mut bytes, width)?);
            }
        }
        if bytes.is_empty() { Ok(Model { lexicon, stages }) } else { Err("there is more than trees".into()) }
    }

    /// The trees in the form that is read.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = names().to_vec();
        bytes.extend(self.lexicon.weights().iter().flatten().map(|weight| weight.cast_unsigned()));
        for stage in &self.stages {
            bytes.extend(u16::try_from(stage.len()).unwrap_or(u16::MAX).to_le_bytes());
            for tree in stage {
                let split = |split: &Split| [split.place.cast_unsigned(), split.column, split.most];
                bytes.extend(tree.splits.iter().flat_map(split));
                bytes.extend(tree.leaves.iter().flatten().map(|output| output.cast_unsigned()));
            }
        }
        bytes
    }

    /// How likely each unit is what. `terms` are the words of each, and `may` says which roles its form allows.
    pub(super) fn guesses(&self, rows: &Rows, terms: &[Terms], may: &[[bool; ROLES]]) -> Vec<Guess> {
        let guesses = |trees: &[Tree], rows: &Rows| -> Vec<Guess> {
            sums(trees, rows).iter().zip(may).map(|(sums, may)| guess(sums, *may)).collect()
        };
        let [first, second] = &self.stages;
        let worded = rows.worded(&self.lexicon, terms);
        let before = guesses(first, &worded);
        guesses(second, &worded.widened(&before))
    }
}

#[test]
fn trees_are_written_as_they_are_read() {
    assert!(MODEL.stages.iter().all(|stage| 20 < stage.len()));
    assert_eq!(MODEL.bytes(), include_bytes!("trees.bin"));
}

#[test]
fn bytes_that_are_no_trees_are_refused() {
    let bytes = MODEL.bytes();
    assert_eq!(Model::parse(&bytes[..bytes.len() - 1]), Err("the trees end too early".into()));
    assert_eq!(Model::parse(&[bytes.as_slice(), b"x"].concat()), Err("there is more than trees".into()));
    let other = [b"abcd", &bytes[4..]].concat();
    assert!(Model::parse(&other).is_err_and(|error| error.contains("other facts")));
    let first = 6 + WEIGHED * BUCKETS;
    let mut far = bytes.clone();
    far[first] = 100;
    assert_eq!(Model::parse(&far), Err(format!("a tree looks at column {} of place 100", bytes[first + 1])));
}

#[test]
fn likelihoods_add_up_and_what_may_not_be_is_not() {
    let may = [true, true, false, false, false, false];
    let guess = guess(&[0, 0, 9000, 0, 0, 0, 0], may);
    assert_eq!(guess, Guess { roles: [0.5, 0.5, 0.0, 0.0, 0.0, 0.0], outside: 0.5 });
}
