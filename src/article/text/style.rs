//! How the lines of a text resemble each other: headings of one look, lines that start or end alike, contents.

use std::collections::HashMap;

use super::context::digest;
use super::facts::{Fact, Facts};
use super::lexicon::Counts;
use super::phrases::words;
use super::units::{Form, Unit};

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
pub(super) struct Styles<'a> {
    units: &'a [Unit],
    keys: &'a [u32],
    looks: Vec<Option<Look>>,
    seen: HashMap<Look, Seen>,
    starts: Counts,
    ends: Counts,
    firsts: Counts,
    items: Counts,
    others: Counts,
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
    let all: Vec<&str> = words(&unit.text).take(13).collect();
    let [first, second, ..] = all[..] else { return None };
    let [.., before, last] = all[..] else { return None };
    let pair = |one: &str, two: &str| digest(one).rotate_left(1) ^ digest(two);
    (all.len() < 13).then(|| [digest(first), pair(first, second), pair(before, last)])
}

impl<'a> Styles<'a> {
    /// Reads the whole text; each unit's own facts are known.
    pub(super) fn new(units: &'a [Unit], keys: &'a [u32], facts: &[Facts]) -> Styles<'a> {
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
        for [first, start, end] in units.iter().filter_map(edges) {
            *firsts.entry(first).or_insert(0) += 1;
            *starts.entry(start).or_insert(0) += 1;
            *ends.entry(end).or_insert(0) += 1;
        }
        let (mut items, mut others) = (Counts::default(), Counts::default());
        for (unit, key) in units.iter().zip(keys) {
            let item = matches!(unit.form, Form::Item(_));
            *if item { &mut items } else { &mut others }.entry(*key).or_insert(0) += 1;
        }
        Styles { units, keys, looks, seen, starts, ends, firsts, items, others }
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
            set.add(Fact::StyleOnce, seen.all == 1);
            set.add(Fact::StyleCrowd, 20 < seen.all);
        }
        let unit = &self.units[n];
        if let Some([first, start, end]) = edges(unit) {
            set.add(Fact::SameFirst, self.firsts.get(&first).is_some_and(|count| 4 <= *count));
            set.add(Fact::SameStart, self.starts.get(&start).is_some_and(|count| 3 <= *count));
            set.add(Fact::SameEnd, self.ends.get(&end).is_some_and(|count| 3 <= *count));
        }
        let (key, item) = (self.keys[n], matches!(unit.form, Form::Item(_)));
        set.add(Fact::Contents, item && key != 0 && self.others.contains_key(&key));
        set.add(Fact::InContents, !item && key != 0 && self.items.contains_key(&key));
    }
}
