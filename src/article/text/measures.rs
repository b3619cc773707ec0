//! What can be counted of a unit: small numbers, each with a name, beside the yes-or-no facts.
//!
//! Every measure fits a byte. Shares are in fiftieths, distances in units.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::context::Around;
use super::facts::{Fact, Facts};
use super::lexicon::Fnv;
use super::pictures;
use super::units::Unit;

/// Declares the measures, in the order in which the model knows them.
macro_rules! measures {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A measure of a unit.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Measure { $($(#[$doc])* $name,)* }

        impl Measure {
            /// The names of all measures.
            pub(super) const NAMES: &[&str] = &[$(stringify!($name),)*];
        }
    };
}

measures! {
    /// How long it is: in fours of characters up to 128, then in sixteens.
    Length,
    /// Its words.
    Words,
    /// The share of its words that start with a capital.
    Capitals,
    /// The share of its words that only join others: of, in, the, ...
    Joining,
    /// How many of these are written small.
    JoiningSmall,
    /// How many of its words but the first start with a capital.
    CapitalsInside,
    /// How long its words are on average, in thirds of a tenth of a character.
    WordLength,
    /// How long its longest word is.
    Longest,
    /// The share of its characters that are digits.
    Digits,
    /// How many of its characters are neither letters nor digits nor spaces.
    Signs,
    /// Its commas.
    Commas,
    /// The empty lines above it.
    BlanksAbove,
    /// The empty lines below it.
    BlanksBelow,
    /// The kind of its first character.
    FirstKind,
    /// The kind of its last character.
    LastKind,
    /// Where it stands in the text, as a share.
    Position,
    /// How many units stand above it.
    FromStart,
    /// How many units stand below it.
    ToEnd,
    /// Its words in -ing.
    Ings,
    /// Whether its first word is one of these.
    IngFirst,
    /// Its words in -ed.
    Eds,
    /// Whether its first word is `a` or `an` (1) or `the` (2).
    Article,
    /// Whether it names a file.
    File,
    /// Its underscores, and its words with a hyphen.
    Joints,
    /// How often its words stand in the text.
    Copies,
    /// How far above they stood last.
    SinceCopy,
    /// How far below they stand next.
    ToCopy,
    /// How many units stand between it and the running text above.
    SinceRunning,
    /// How many units stand between it and the running text below.
    ToRunning,
    /// How many units stand between it and the line above that could be a heading.
    SinceHead,
    /// How many units stand between it and the line below that could be a heading.
    ToHead,
    /// The share of its longer words that the unit below holds.
    OverlapBelow,
    /// The share of its longer words that the unit above holds.
    OverlapAbove,
    /// The share of its longer words that the three below hold.
    OverlapBelow3,
    /// The share of its longer words that the three above hold.
    OverlapAbove3,
    /// The share of its longer words that the first three units hold.
    OverlapTitle,
    /// The share of its longer words that stand in no other unit.
    Rare,
    /// How many units the text has, as lengths are told.
    AllUnits,
    /// The share of units that are running text.
    AllRunning,
    /// The share of units that could be headings.
    AllHeads,
    /// The share of units that could be headings and stand over running text.
    AllOver,
    /// Which part of those that could be headings stands over running text.
    AllHeadsOver,
    /// How many short units name a picture.
    AllPictures,
    /// How many units describe a picture.
    AllDescriptions,
    /// How many units say whose picture it is.
    AllCredits,
    /// The share of units whose words stand elsewhere too.
    AllCopies,
    /// The share of units without an empty line above.
    AllTight,
    /// The share of units that are list items.
    AllItems,
    /// The share of units of at most three words.
    AllTiny,
    /// How many units name a file.
    AllFiles,
    /// The share of units that have many words and no verb.
    AllVerbless,
}

/// How many measures there are.
pub(super) const MEASURES: usize = Measure::NAMES.len();

/// The measures of a unit.
pub(super) type Measures = [u8; MEASURES];

/// Words that only join others.
const JOINS: [&str; 20] = [
    "of", "in", "on", "at", "with", "and", "for", "to", "by", "from", "the", "a", "an", "or", "as", "is",
    "are", "into", "over", "near",
];

/// From this many characters on, nothing more of a unit is looked at.
const LONGEST: usize = 1200;

fn byte(number: usize, most: u8) -> u8 {
    u8::try_from(number).map_or(most, |number| number.min(most))
}

/// A part of a whole, in fiftieths.
fn share(part: usize, whole: usize) -> u8 {
    byte((50 * part + whole / 2).checked_div(whole).unwrap_or(0), 50)
}

fn size(count: usize) -> u8 {
    byte(if count < 128 { count / 4 } else { 32 + (count - 128) / 16 }, 63)
}

/// The kind of a character at the edge of a text.
fn kind(c: Option<char>) -> u8 {
    match c {
        None => 0,
        Some(c) if c.is_uppercase() => 1,
        Some(c) if c.is_alphabetic() => 2,
        Some(c) if c.is_numeric() => 3,
        Some('"' | '“' | '‘' | '\'') => 4,
        Some('(' | '[') => 5,
        Some('.') => 6,
        Some('!' | '?') => 7,
        Some(':') => 8,
        Some(',') => 9,
        Some(')' | ']') => 10,
        Some(_) => 11,
    }
}

/// For each place how far above it the last true value is, up to a limit that also stands for none.
fn since(values: impl Iterator<Item = bool>) -> Vec<u8> {
    const FAR: u8 = 50;
    let mut far = FAR;
    let step = |value| {
        let before = far;
        far = if value { 0 } else { FAR.min(far + 1) };
        before
    };
    values.map(step).collect()
}

/// The same, below.
fn until(values: impl DoubleEndedIterator<Item = bool>) -> Vec<u8> {
    let mut all = since(values.rev());
    all.reverse();
    all
}

/// A unit's measures, which are being taken.
struct Taken<'a>(&'a mut Measures);

impl Taken<'_> {
    fn set(&mut self, measure: Measure, value: u8) {
        self.0[measure as usize] = value;
    }
}

/// The measures of every unit.
pub(super) fn measures(units: &[Unit], facts: &[Facts], around: &Around) -> Vec<Measures> {
    let mut all = vec![[0; MEASURES]; units.len()];
    for (n, unit) in units.iter().enumerate() {
        let taken = &mut Taken(&mut all[n]);
        wording(&unit.text, taken);
        edges(unit, taken);
        taken.set(Measure::BlanksAbove, byte(unit.blanks, 4));
        taken.set(Measure::BlanksBelow, units.get(n + 1).map_or(0, |next| byte(next.blanks, 4)));
        taken.set(Measure::Position, share(n, units.len() - 1));
        taken.set(Measure::FromStart, byte(n, 30));
        taken.set(Measure::ToEnd, byte(units.len() - 1 - n, 30));
        overlaps(n, around, taken);
    }
    distances(facts, around, &mut all);
    copies(around, &mut all);
    whole(facts, around, &mut all);
    all
}

/// What the words of a text come to.
fn wording(text: &str, taken: &mut Taken<'_>) {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let (mut words, mut letters, mut longest) = (0, 0, 0);
    let (mut capitals, mut inside, mut joining, mut small) = (0, 0, 0, 0);
    let (mut ings, mut eds) = (0, 0);
    for word in text[..end].split_whitespace() {
        let length = word.chars().count();
        let capital = word.starts_with(char::is_uppercase);
        let joins = length < 5 && JOINS.iter().any(|join| join.eq_ignore_ascii_case(word));
        capitals += usize::from(capital);
        inside += usize::from(capital && 0 < words);
        joining += usize::from(joins);
        small += usize::from(joins && !capital);
        ings += usize::from(4 < length && word.ends_with("ing"));
        eds += usize::from(4 < length && word.ends_with("ed"));
        letters += length;
        longest = longest.max(length);
        words += 1;
    }
    let mut first = text.split_whitespace();
    let first = first.next().unwrap_or_default();
    let article = match first {
        "a" | "an" | "A" | "An" => 1,
        "the" | "The" => 2,
        _ => 0,
    };
    taken.set(Measure::Words, byte(words, 63));
    taken.set(Measure::Capitals, share(capitals, words));
    taken.set(Measure::Joining, share(joining, words));
    taken.set(Measure::JoiningSmall, byte(small, 20));
    taken.set(Measure::CapitalsInside, byte(inside, 20));
    taken.set(Measure::WordLength, byte((10 * letters).checked_div(words).unwrap_or(0) / 3, 63));
    taken.set(Measure::Longest, byte(longest, 40));
    taken.set(Measure::Ings, byte(ings, 5));
    taken.set(Measure::IngFirst, u8::from(first.ends_with("ing")));
    taken.set(Measure::Eds, byte(eds, 5));
    taken.set(Measure::Article, article);
}

/// What the characters of a unit come to.
fn edges(unit: &Unit, taken: &mut Taken<'_>) {
    let text = unit.text.as_str();
    let (mut count, mut digits, mut signs, mut commas, mut joints) = (0, 0, 0, 0, 0);
    let mut before = ' ';
    let mut hyphen = false;
    for c in text.chars().take(LONGEST) {
        let sign = !c.is_alphanumeric() && !c.is_whitespace();
        count += 1;
        digits += usize::from(c.is_numeric());
        signs += usize::from(sign);
        commas += usize::from(c == ',');
        joints += usize::from(c == '_' || hyphen && c.is_alphanumeric());
        hyphen = c == '-' && before.is_alphanumeric();
        before = c;
    }
    taken.set(Measure::Length, size(count));
    taken.set(Measure::Digits, share(digits, count));
    taken.set(Measure::Signs, byte(signs, 30));
    taken.set(Measure::Commas, byte(commas, 10));
    taken.set(Measure::Joints, byte(joints, 10));
    taken.set(Measure::FirstKind, kind(text.chars().next()));
    taken.set(Measure::LastKind, kind(text.chars().next_back()));
    taken.set(Measure::File, u8::from(pictures::names_file(text)));
}

/// Which of the longer words of a unit others hold.
fn overlaps(n: usize, around: &Around, taken: &mut Taken<'_>) {
    const WORDS: u8 = 40;
    let (mine, all) = (around.contents(n), around.len());
    if mine.is_empty() || WORDS < taken.0[Measure::Words as usize] {
        return;
    }
    let held = |others: std::ops::Range<usize>| {
        let others = others.start..others.end.min(all);
        let held = |word: &&u32| others.clone().any(|k| k != n && around.contents(k).contains(word));
        // None at all is not the same as no words.
        1 + share(mine.iter().filter(held).count(), mine.len())
    };
    taken.set(Measure::OverlapBelow, held(n + 1..n + 2));
    taken.set(Measure::OverlapAbove, held(n.saturating_sub(1)..n));
    taken.set(Measure::OverlapBelow3, held(n + 1..n + 4));
    taken.set(Measure::OverlapAbove3, held(n.saturating_sub(3)..n));
    if 2 < n {
        taken.set(Measure::OverlapTitle, held(0..3));
    }
}

/// How far running text and lines like headings are.
fn distances(facts: &[Facts], around: &Around, all: &mut [Measures]) {
    let running = around.running();
    let heads = || facts.iter().map(|facts| facts.has(Fact::HeadLike));
    let columns = [
        (Measure::SinceRunning, since(running.iter().copied())),
        (Measure::ToRunning, until(running.iter().copied())),
        (Measure::SinceHead, since(heads())),
        (Measure::ToHead, until(heads())),
    ];
    for (measure, column) in columns {
        for (measures, value) in all.iter_mut().zip(column) {
            measures[measure as usize] = value;
        }
    }
}

/// How often, and how far away, the words of each unit stand; and how many of its longer words stand nowhere else.
fn copies(around: &Around, all: &mut [Measures]) {
    const FAR: u8 = 50;
    let mut last: HashMap<u32, usize, BuildHasherDefault<Fnv>> = HashMap::default();
    let mut held: HashMap<u32, (usize, bool), BuildHasherDefault<Fnv>> = HashMap::default();
    for n in 0..all.len() {
        let key = around.key(n);
        all[n][Measure::Copies as usize] = byte(around.copies(n), 20);
        all[n][Measure::SinceCopy as usize] = FAR;
        all[n][Measure::ToCopy as usize] = FAR;
        if let Some(before) = last.insert(key, n).filter(|_| key != 0) {
            all[n][Measure::SinceCopy as usize] = byte(n - before, FAR);
            all[before][Measure::ToCopy as usize] = byte(n - before, FAR);
        }
        for word in around.contents(n) {
            let first = held.entry(*word).or_insert((n, true));
            first.1 &= first.0 == n;
        }
    }
    for (n, measures) in all.iter_mut().enumerate() {
        let mine = around.contents(n);
        let rare = mine.iter().filter(|word| held.get(*word).is_some_and(|(_, alone)| *alone)).count();
        measures[Measure::Rare as usize] = if mine.is_empty() { 0 } else { 1 + share(rare, mine.len()) };
    }
}

/// What the text as a whole is like: the same for each unit.
fn whole(facts: &[Facts], around: &Around, all: &mut [Measures]) {
    let count = |holds: &dyn Fn(&Facts) -> bool| facts.iter().filter(|facts| holds(facts)).count();
    let has = |fact: Fact| count(&|facts| facts.has(fact));
    let (units, heads, over) = (all.len(), has(Fact::HeadLike), has(Fact::Over));
    let short = |facts: &Facts| !facts.has(Fact::WordsMore);
    let tiny = |facts: &Facts| facts.has(Fact::Words1) || facts.has(Fact::Words2) || facts.has(Fact::Words4);
    let values = [
        (Measure::AllUnits, size(units)),
        (Measure::AllRunning, share(around.running().iter().filter(|running| **running).count(), units)),
        (Measure::AllHeads, share(heads, units)),
        (Measure::AllOver, share(over, units)),
        (Measure::AllHeadsOver, share(over, heads)),
        (Measure::AllPictures, byte(count(&|facts| short(facts) && facts.has(Fact::Picture)), 20)),
        (Measure::AllDescriptions, byte(has(Fact::Describes), 20)),
        (Measure::AllCredits, byte(has(Fact::PictureCredit), 20)),
        (Measure::AllCopies, share(has(Fact::Repeated) + has(Fact::Often), units)),
        (Measure::AllTight, share(has(Fact::Tight), units)),
        (Measure::AllItems, share(has(Fact::Item), units)),
        (Measure::AllTiny, share(count(&tiny), units)),
        (Measure::AllFiles, byte(all.iter().filter(|own| own[Measure::File as usize] == 1).count(), 20)),
        (
            Measure::AllVerbless,
            share(count(&|facts| facts.has(Fact::LongVerbless) || facts.has(Fact::Ing)), units),
        ),
    ];
    for measures in all {
        for (measure, value) in values {
            measures[measure as usize] = value;
        }
    }
}

#[test]
fn what_is_counted_of_a_text() {
    use super::units::units;
    let text = "The Night Ferry\n\nIt leaves at ten from the old pier, and nobody on the island has yet seen it come in late.\n\n\
        The night ferry\n\nmap.png\n";
    let units = units(text);
    let around = Around::new(&units, None);
    let facts = super::features::facts(&units, &around);
    let all = measures(&units, &facts, &around);
    let of = |n: usize, measure: Measure| all[n][measure as usize];
    assert_eq!([of(0, Measure::Words), of(0, Measure::Capitals), of(0, Measure::Article)], [3, 50, 2]);
    assert_eq!([of(0, Measure::Copies), of(0, Measure::ToCopy), of(2, Measure::SinceCopy)], [2, 2, 2]);
    assert_eq!(
        [of(0, Measure::ToRunning), of(2, Measure::SinceRunning), of(2, Measure::ToRunning)],
        [0, 0, 50]
    );
    assert_eq!(
        [of(2, Measure::OverlapAbove3), of(1, Measure::OverlapBelow), of(0, Measure::OverlapTitle)],
        [51, 1, 0]
    );
    assert_eq!([of(3, Measure::File), of(3, Measure::AllFiles), of(0, Measure::File)], [1, 1, 0]);
    assert_eq!([of(1, Measure::LastKind), of(1, Measure::BlanksAbove), of(1, Measure::Commas)], [6, 1, 1]);
}
