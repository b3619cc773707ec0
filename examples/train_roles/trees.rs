//! Gradient boosting (Friedman, 2001): each tree goes a step down the slope of the loss that the trees before it leave.
//!
//! The loss is that of a choice among the roles that a unit's form allows, and of a yes or no to being outside of the
//! article. Where a unit's role is not known, any that may be counts as right. A tree parts the units at each of its nodes
//! by the column and the bound that take most off the loss, as the slope alone tells it.

use std::thread;

use articast::article::text::training::{
    DEPTH, LEAVES, OUTPUTS, REACH, ROLES, Rows, SPLITS, Split, Tree, guess,
};

use crate::corpus::Target;

/// How many trees a stage has.
const TREES: usize = 150;
/// How far each tree goes.
const RATE: f32 = 0.15;
/// The share of columns that each tree may look at, and of units that it sees.
const COLUMNS: f32 = 0.1;
const UNITS: f32 = 0.6;
/// How much weight a leaf has towards saying nothing.
const PENALTY: f32 = 4.0;
/// The fewest units on a side of a split.
const FEWEST: f32 = 8.0;
/// In how many parts columns are looked at, at once. The best is the same for any number.
const LANES: usize = 4;

/// The slope at a unit: one number for each output, and one to count by.
type Slope = [f32; OUTPUTS + 1];

/// Chance that is the same on every run: xorshift64* (Marsaglia, 2003; Vigna, 2016).
struct Dice(u64);

impl Dice {
    /// True in this share of all throws.
    fn falls(&mut self, share: f32) -> bool {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 40;
        (number as f32) < share * (1_u32 << 24) as f32
    }
}

/// Units of many texts, column by column, with room for what is above the first and below the last of each text.
struct Table<'a> {
    columns: Vec<Vec<u8>>,
    /// The row of each unit.
    rows: Vec<usize>,
    targets: Vec<&'a Target>,
}

impl Table<'_> {
    fn new<'a>(texts: &[(&Rows, &'a [Target])]) -> Table<'a> {
        let width = texts.iter().map(|(rows, _)| rows.row(0).len()).next().unwrap_or(0);
        let all = texts.iter().map(|(rows, _)| rows.len() + REACH).sum::<usize>() + REACH;
        let mut table = Table { columns: vec![vec![0; all]; width], rows: Vec::new(), targets: Vec::new() };
        let mut at = REACH;
        for (rows, targets) in texts {
            for n in 0..rows.len() {
                for (column, cell) in table.columns.iter_mut().zip(rows.row(n)) {
                    column[at + n] = *cell;
                }
                table.rows.push(at + n);
            }
            table.targets.extend(*targets);
            at += rows.len() + REACH;
        }
        table
    }

    fn cell(&self, row: usize, split: Split) -> u8 {
        self.columns[usize::from(split.column)][row.wrapping_add_signed(isize::from(split.place))]
    }
}

/// How the loss falls with each output of a unit, and how that changes.
fn slope(sums: &[i32; OUTPUTS], target: &Target) -> (Slope, [f32; OUTPUTS]) {
    let guess = guess(sums, target.may);
    let (mut slope, mut bend) = ([0.0; OUTPUTS + 1], [0.0; OUTPUTS]);
    slope[OUTPUTS] = 1.0;
    let right: f32 = (0..ROLES).filter(|role| target.wanted[*role]).map(|role| guess.roles[role]).sum();
    if target.wanted != target.may {
        for role in 0..ROLES {
            let share = guess.roles[role];
            let wanted = if target.wanted[role] { share / right.max(f32::MIN_POSITIVE) } else { 0.0 };
            slope[role] = wanted - share;
            bend[role] = share * (1.0 - share);
        }
    }
    if let Some(outside) = target.outside {
        slope[ROLES] = f32::from(u8::from(outside)) - guess.outside;
        bend[ROLES] = guess.outside * (1.0 - guess.outside);
    }
    (slope, bend)
}

/// How much some units take off the loss if they are told apart from others.
fn gain(sum: &Slope) -> f32 {
    sum[..OUTPUTS].iter().map(|slope| slope * slope).sum::<f32>() / (sum[OUTPUTS] + PENALTY)
}

fn add(to: &mut Slope, what: &Slope) {
    for (to, what) in to.iter_mut().zip(what) {
        *to += what;
    }
}

/// The units that a tree sees, and at which node of a level each is.
struct Level<'a> {
    table: &'a Table<'a>,
    units: &'a [u32],
    slopes: &'a [Slope],
    nodes: &'a [u8],
    count: usize,
}

impl Level<'_> {
    /// For each node what the best bound of a column takes off the loss, and that bound.
    fn bounds(&self, place: i8, column: u8) -> Vec<(f32, u8)> {
        let cells = &self.table.columns[usize::from(column)];
        let cell = |unit: u32| cells[self.table.rows[unit as usize].wrapping_add_signed(isize::from(place))];
        let most = self.units.iter().map(|unit| cell(*unit)).max().unwrap_or(0);
        let bins = usize::from(most) + 1;
        let mut sums: Vec<Slope> = vec![[0.0; OUTPUTS + 1]; self.count * bins];
        for unit in self.units {
            let at = usize::from(self.nodes[*unit as usize]) * bins + usize::from(cell(*unit));
            add(&mut sums[at], &self.slopes[*unit as usize]);
        }
        sums.chunks(bins).map(best_bound).collect()
    }
}

/// What the best bound takes off the loss, and that bound, by the sum over the units of each value.
fn best_bound(sums: &[Slope]) -> (f32, u8) {
    let mut all = [0.0; OUTPUTS + 1];
    for sum in sums {
        add(&mut all, sum);
    }
    let own = gain(&all);
    let mut left = [0.0; OUTPUTS + 1];
    let mut best = (0.0, u8::MAX);
    for (most, sum) in (0..u8::MAX).zip(sums) {
        add(&mut left, sum);
        let right: Slope = std::array::from_fn(|n| all[n] - left[n]);
        if FEWEST <= left[OUTPUTS].min(right[OUTPUTS]) {
            let better = gain(&left) + gain(&right) - own;
            if best.0 < better {
                best = (better, most);
            }
        }
    }
    best
}

/// The best split of each node of a level, among these columns of units around.
fn best_splits(level: &Level<'_>, chosen: &[(i8, u8)]) -> Vec<Split> {
    let parts = thread::scope(|scope| {
        let look = |part: &[(i8, u8)]| {
            part.iter().map(|(place, column)| level.bounds(*place, *column)).collect::<Vec<_>>()
        };
        let parts = chosen.chunks(chosen.len().div_ceil(LANES).max(1));
        let started: Vec<_> = parts.map(|part| scope.spawn(move || look(part))).collect();
        started.into_iter().flat_map(|part| part.join().expect("it only counts")).collect::<Vec<_>>()
    });
    let mut best = vec![(0.0, Split { place: 0, column: 0, most: u8::MAX }); level.count];
    for ((place, column), bounds) in chosen.iter().zip(parts) {
        for (best, (gain, most)) in best.iter_mut().zip(bounds) {
            if best.0 < gain {
                *best = (gain, Split { place: *place, column: *column, most });
            }
        }
    }
    best.into_iter().map(|(_, split)| split).collect()
}

/// Fits a stage to texts: the rows of each, and what is known of its units. The same texts give the same trees.
pub(crate) fn fit(texts: &[(&Rows, &[Target])]) -> Vec<Tree> {
    let table = Table::new(texts);
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut scores = vec![[0; OUTPUTS]; table.rows.len()];
    let mut trees = Vec::with_capacity(TREES);
    for _ in 0..TREES {
        let (tree, nodes) = next(&table, &scores, &mut dice);
        for (sums, node) in scores.iter_mut().zip(nodes) {
            for (sum, output) in sums.iter_mut().zip(tree.leaves[usize::from(node)]) {
                *sum += i32::from(output);
            }
        }
        trees.push(tree);
    }
    trees
}

/// The next tree, and the leaf of each unit.
fn next(table: &Table<'_>, scores: &[[i32; OUTPUTS]], dice: &mut Dice) -> (Tree, Vec<u8>) {
    let (slopes, bends): (Vec<Slope>, Vec<[f32; OUTPUTS]>) =
        scores.iter().zip(&table.targets).map(|(sums, target)| slope(sums, target)).unzip();
    let says = |unit: &u32| slopes[*unit as usize][..OUTPUTS].iter().any(|slope| *slope != 0.0);
    let count = u32::try_from(table.rows.len()).expect("units are few");
    let units: Vec<u32> = (0..count).filter(says).filter(|_| dice.falls(UNITS)).collect();
    let reach = i8::try_from(REACH).expect("the reach is short");
    let width = u8::try_from(table.columns.len()).expect("columns are few");
    let columns = (-reach..=reach).flat_map(|place| (0..width).map(move |column| (place, column)));
    let chosen: Vec<(i8, u8)> = columns.filter(|_| dice.falls(COLUMNS)).collect();
    let mut splits = Vec::with_capacity(SPLITS);
    let mut nodes = vec![0; table.rows.len()];
    for depth in 0..DEPTH {
        let level = Level { table, units: &units, slopes: &slopes, nodes: &nodes, count: 1 << depth };
        let best = best_splits(&level, &chosen);
        for (node, row) in nodes.iter_mut().zip(&table.rows) {
            let split = best[usize::from(*node)];
            *node = 2 * *node + u8::from(split.most < table.cell(*row, split));
        }
        splits.extend(best);
    }
    let mut sums = [([0.0_f32; OUTPUTS], [0.0_f32; OUTPUTS]); LEAVES];
    for unit in units {
        let (slope, bend) = &mut sums[usize::from(nodes[unit as usize])];
        for output in 0..OUTPUTS {
            slope[output] += slopes[unit as usize][output];
            bend[output] += bends[unit as usize][output];
        }
    }
    // In hundredths, as the model has them.
    #[expect(clippy::cast_possible_truncation, reason = "it is clamped before")]
    let step = |slope: f32, bend: f32| {
        (100.0 * RATE * slope / (bend + PENALTY / 2.0)).round().clamp(-127.0, 127.0) as i8
    };
    let leaves = sums.map(|(slope, bend)| std::array::from_fn(|n| step(slope[n], bend[n])));
    (Tree { splits: splits.try_into().expect("each level is whole"), leaves }, nodes)
}
