//! How the lines of a text resemble each other: headings of one look, lines that start or end alike.

use std::collections::HashMap;

use super::context::digest;
use super::facts::{Fact, Facts};
use super::lexicon::Counts;
use super::phrases::words;
use super::units::Unit;

/// The look of a line that could be a heading: its case, its size, its end, its number, the gap above, its indentation.
type Look = (u8, u8, char, bool, bool, bool);

/// How many lines of a look there are, how many stand over running text, and how many between it.
#[derive(Default)]
struct Seen {
    all: usize,
    over: usize,
    between: usize,
}

/// What the lines of a text have in common.
pub(super) struct Styles {
    looks: Vec<Option<Look>>,
    seen: HashMap<Look, Seen>,
    starts: Counts,
    ends: Counts,
    firsts: Counts,
    edges: Vec<Option<[u32; 3]>>,
}

/// The look of a unit, by its own facts.
fn look(unit: &Unit, facts: &Facts) -> Option<Look> {
    if !facts.has(Fact::HeadLike) {
        return None;
    }
    let cases = [Fact::AllCaps, Fact::TitleCase, Fact::SentenceCase];
    let case = cases.iter().position(|case| facts.has(*case)).unwrap_or(3);
    let count = words(&unit.text).take(9).count();
    let end = unit.text.chars().next_back().filter(|c| "?!".contains(*c)).unwrap_or(' ');
    let size = u8::from(4 < count) + u8::from(8 < count);
    let case = u8::try_from(case).unwrap_or(3);
    Some((case, size, end, facts.has(Fact::Numbered), 1 < unit.blanks, 1 < unit.indent))
}

/// The first word, the first two and the last two of a short line of several words, each as a number.
fn edges(unit: &Unit) -> Option<[u32; 3]> {
    // Twelve words of this length are no short line.
    let all: Vec<&str> = words(&unit.text).take(13).collect();
    let [first, second, ..] = all[..] else { return None };
    let [.., before, last] = all[..] else { return None };
    let pair = |one: &str, two: &str| digest(one).rotate_left(1) ^ digest(two);
    (all.len() < 13).then(|| [digest(first), pair(first, second), pair(before, last)])
}

impl Styles {
    /// Reads the whole text; each unit's own facts are known.
    pub(super) fn new(units: &[Unit], facts: &[Facts]) -> Styles {
        let looks: Vec<Option<Look>> = units.iter().zip(facts).map(|(unit, set)| look(unit, set)).collect();
        let mut seen: HashMap<Look, Seen> = HashMap::new();
        for (look, set) in looks.iter().zip(facts) {
            let Some(look) = look else { continue };
            let seen = seen.entry(*look).or_default();
            seen.all += 1;
            seen.over += usize::from(set.has(Fact::Over));
            seen.between += usize::from(set.has(Fact::Between));
        }
        let (mut starts, mut ends, mut firsts) = (Counts::default(), Counts::default(), Counts::default());
        let edges: Vec<Option<[u32; 3]>> = units.iter().map(edges).collect();
        for [first, start, end] in edges.iter().flatten() {
            *firsts.entry(*first).or_insert(0) += 1;
            *starts.entry(*start).or_insert(0) += 1;
            *ends.entry(*end).or_insert(0) += 1;
        }
        Styles { looks, seen, starts, ends, firsts, edges }
    }

    /// The facts of one unit.
    pub(super) fn note(&self, n: usize, set: &mut Facts) {
        if let Some(seen) = self.looks[n].and_then(|look| self.seen.get(&look)) {
            let some = 3 <= seen.all;
            set.add(Fact::StyleOver, some && 3 * seen.all < 5 * seen.over);
            set.add(Fact::StyleSeldom, some && 10 * seen.over < 3 * seen.all);
            set.add(
                Fact::StyleMixed,
                some && 5 * seen.over <= 3 * seen.all && 3 * seen.all <= 10 * seen.over,
            );
            set.add(Fact::StyleBetween, 3 <= seen.between);
            set.add(Fact::StyleCrowd, 20 < seen.all);
        }
        if let Some([first, start, end]) = self.edges[n] {
            set.add(Fact::SameFirst, self.firsts.get(&first).is_some_and(|count| 4 <= *count));
            set.add(Fact::SameStart, self.starts.get(&start).is_some_and(|count| 3 <= *count));
            set.add(Fact::SameEnd, self.ends.get(&end).is_some_and(|count| 3 <= *count));
        }
    }
}
