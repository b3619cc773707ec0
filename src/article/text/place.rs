//! Where a unit stands: in the text, among its neighbours, and in runs of lines like it.

use super::facts::{Fact, Facts};
use super::marks;
use super::phrases::fewer;
use super::units::Unit;

/// What is known of each unit before its place is judged.
pub(super) struct Places<'a> {
    units: &'a [Unit],
    /// Which units are running text.
    running: &'a [bool],
    /// Which units have at most six words, and which at most three, as running totals.
    runs: [Vec<usize>; 2],
    /// How many units above each are running text.
    bodies: Vec<usize>,
    /// How much the units above each look like program code.
    codes: Vec<usize>,
}

/// Running totals: the sum of all values before each place, and of all.
pub(super) fn totals(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut sum = 0;
    let mut totals = vec![0];
    totals.extend(values.map(|value| {
        sum += value;
        sum
    }));
    totals
}

/// The sum of the values from `n - above` to `n + below`.
pub(super) fn around(totals: &[usize], n: usize, above: usize, below: usize) -> usize {
    totals[(n + below + 1).min(totals.len() - 1)] - totals[n.saturating_sub(above)]
}

/// For each value the length of the run of true ones that it is in.
fn runs(values: &[bool]) -> Vec<usize> {
    let mut lengths = vec![0; values.len()];
    let mut start = 0;
    for run in values.chunk_by(|a, b| a == b) {
        lengths[start..start + run.len()].fill(if run[0] { run.len() } else { 0 });
        start += run.len();
    }
    lengths
}

impl<'a> Places<'a> {
    /// Reads the whole text.
    pub(super) fn new(units: &'a [Unit], running: &'a [bool]) -> Places<'a> {
        let within =
            |most: usize| runs(&units.iter().map(|unit| fewer(&unit.text, most + 1)).collect::<Vec<_>>());
        Places {
            units,
            running,
            runs: [within(6), within(3)],
            bodies: totals(running.iter().map(|running| usize::from(*running))),
            codes: totals(units.iter().map(|unit| usize::from(marks::code(&unit.text)))),
        }
    }

    /// The facts of one unit.
    pub(super) fn note(&self, n: usize, set: &mut Facts) {
        self.indentation(n, set);
        self.position(n, set);
        set.add(Fact::CodeNear3, 3 <= around(&self.codes, n, 3, 3));
        let [short, tiny] = [self.runs[0][n], self.runs[1][n]];
        set.add(Fact::ShortRun4, 4 <= short);
        set.add(Fact::ShortRun8, 8 <= short);
        set.add(Fact::TinyRun4, 4 <= tiny);
        let own = usize::from(self.running[n]);
        set.add(Fact::Deep, 5 <= around(&self.bodies, n, 5, 5));
        set.add(Fact::Alone, around(&self.bodies, n, 5, 5) <= 1);
        set.add(Fact::BodyAbove10, own < around(&self.bodies, n, 10, 0));
        set.add(Fact::BodyBelow10, own < around(&self.bodies, n, 0, 10));
        set.add(Fact::BodyBelow3, own < around(&self.bodies, n, 0, 3));
    }

    fn indentation(&self, n: usize, set: &mut Facts) {
        let (unit, above) = (&self.units[n], n.checked_sub(1).map(|n| &self.units[n]));
        set.add(Fact::Indent4, 4 <= unit.indent);
        set.add(Fact::Deeper, above.is_some_and(|above| above.indent < unit.indent));
        set.add(Fact::Shallower, above.is_some_and(|above| unit.indent < above.indent));
    }

    fn position(&self, n: usize, set: &mut Facts) {
        let all = self.units.len();
        let parts = [
            (Fact::Past05, 5),
            (Fact::Past10, 10),
            (Fact::Past20, 20),
            (Fact::Past50, 50),
            (Fact::Past80, 80),
            (Fact::Past90, 90),
            (Fact::Past95, 95),
        ];
        for (fact, part) in parts {
            set.add(fact, part * (all - 1) <= 100 * n);
        }
    }
}
