//! The model: a table of weights, and the likeliest reading of a whole text by them.
//!
//! `weights.tsv` holds one row for each clue: a fact, or two facts together, of a unit or of the unit `@above` or
//! `@below` it, and what the clue counts towards each label. The rows `after …` say how well a label follows
//! another. Together they make a conditional random field on a line (Lafferty, `McCallum` and Pereira, 2001).
//! `examples/train_roles` fits the table to labelled texts.

use std::sync::LazyLock;

use super::facts::{Fact, Facts};

/// What a unit may be: six kinds of content, and three places outside of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Running text.
    Paragraph,
    /// A heading.
    Heading,
    /// The text of a picture.
    Figure,
    /// A list item.
    Item,
    /// Program code.
    Code,
    /// A table or a cell of one.
    Cell,
    /// What a page says before its article.
    Before,
    /// What it says beside it.
    Beside,
    /// What it says after it.
    After,
}

impl Label {
    /// Every label, in the order of the columns.
    pub(super) const ALL: [Label; LABELS] = [
        Label::Paragraph,
        Label::Heading,
        Label::Figure,
        Label::Item,
        Label::Code,
        Label::Cell,
        Label::Before,
        Label::Beside,
        Label::After,
    ];

    /// Whether what has this label is no part of the article.
    pub(super) fn outside(self) -> bool {
        matches!(self, Label::Before | Label::Beside | Label::After)
    }
}

/// How many labels there are.
pub(super) const LABELS: usize = 9;

/// A number for each label.
pub(super) type Scores = [f32; LABELS];

/// A fact of a unit (0), of the unit above it (1) or of the unit below it (2).
type Clue = (usize, Fact);

/// What a clue, perhaps together with a second one, counts.
struct Row {
    second: Option<Clue>,
    weights: Scores,
}

/// A table of weights, ready to weigh with.
pub(super) struct Model {
    bias: Scores,
    /// The rows by the place and the number of their first fact.
    rows: [Vec<Vec<Row>>; 3],
    first: Scores,
    /// How likely each label is after each, up to a common factor.
    steps: [Scores; LABELS],
}

/// The model that plain text is read by.
pub(super) static MODEL: LazyLock<Model> = LazyLock::new(|| {
    Model::parse(include_str!("weights.tsv")).expect("the table in the source is well formed")
});

/// The clue of this name; an error says which name is no clue's.
fn clue(name: &str) -> Result<Clue, String> {
    let (fact, place) = match name.split_once('@') {
        Some((fact, "above")) => (fact, 1),
        Some((fact, "below")) => (fact, 2),
        Some(_) => return Err(format!("`{name}` is no clue")),
        None => (name, 0),
    };
    let number = Fact::NAMES.iter().position(|known| *known == fact);
    number.map(|number| (place, Fact::ALL[number])).ok_or_else(|| format!("`{fact}` is no fact"))
}

impl Model {
    /// Reads a table of weights; an error says what is wrong with it.
    pub(super) fn parse(table: &str) -> Result<Model, String> {
        let empty = || Fact::ALL.iter().map(|_| Vec::new()).collect::<Vec<Vec<Row>>>();
        let mut model = Model {
            bias: [0.0; LABELS],
            rows: [empty(), empty(), empty()],
            first: [1.0; LABELS],
            steps: [[1.0; LABELS]; LABELS],
        };
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or_default();
            let mut weights = [0.0; LABELS];
            for (weight, cell) in weights.iter_mut().zip(cells) {
                *weight = cell.parse().map_err(|_| format!("`{cell}` is no number"))?;
            }
            if let Some(label) = name.strip_prefix("after ") {
                let odds = weights.map(libm::expf);
                match Label::ALL.iter().position(|known| format!("{known:?}") == label) {
                    Some(label) => model.steps[label] = odds,
                    None => model.first = odds,
                }
            } else if name == "Bias" {
                model.bias = weights;
            } else {
                let (first, second) = name.split_once('+').map_or((name, None), |(a, b)| (a, Some(b)));
                let (place, fact) = clue(first)?;
                let second = second.map(clue).transpose()?;
                model.rows[place][fact as usize].push(Row { second, weights });
            }
        }
        Ok(model)
    }

    /// What the clues of unit `n` count for each label.
    fn weigh(&self, n: usize, facts: &[Facts]) -> Scores {
        let at = |n: Option<usize>| n.and_then(|n| facts.get(n)).copied().unwrap_or_default();
        let sets = [facts[n], at(n.checked_sub(1)), at(Some(n + 1))];
        let mut scores = self.bias;
        for (set, rows) in sets.iter().zip(&self.rows) {
            for row in set.iter().flat_map(|fact| &rows[fact]) {
                if row.second.is_none_or(|(place, fact)| sets[place].has(fact)) {
                    for (score, weight) in scores.iter_mut().zip(row.weights) {
                        *score += weight;
                    }
                }
            }
        }
        scores
    }

    /// How likely each unit has each label, given all units: the forward-backward algorithm. `may` says which labels a
    /// unit's form allows.
    pub(super) fn likelihoods(&self, facts: &[Facts], may: impl Fn(usize, Label) -> bool) -> Vec<Scores> {
        let odds = |n: usize| {
            let scores = self.weigh(n, facts);
            let best = scores.iter().copied().fold(f32::MIN, f32::max);
            let odds = |label: Label| {
                // No label is impossible, so that some reading always is.
                if may(n, label) { libm::expf((scores[label as usize] - best).max(-40.0)) } else { 1e-30 }
            };
            Label::ALL.map(odds)
        };
        let own: Vec<Scores> = (0..facts.len()).map(odds).collect();
        let mut forward: Vec<Scores> = Vec::with_capacity(own.len());
        for (n, odds) in own.iter().enumerate() {
            let mut came = self.first;
            if let Some(before) = n.checked_sub(1).map(|n| forward[n]) {
                came = std::array::from_fn(|to| {
                    (0..LABELS).map(|from| before[from] * self.steps[from][to]).sum()
                });
            }
            forward.push(shares(std::array::from_fn(|label| came[label] * odds[label])));
        }
        let mut backward = [1.0; LABELS];
        for n in (0..own.len()).rev() {
            let next: Scores = std::array::from_fn(|label| backward[label] * own[n][label]);
            forward[n] = shares(std::array::from_fn(|label| forward[n][label] * backward[label]));
            backward = shares(std::array::from_fn(|from| {
                (0..LABELS).map(|to| self.steps[from][to] * next[to]).sum()
            }));
        }
        forward
    }
}

/// Values that add up to one.
fn shares(values: Scores) -> Scores {
    let sum: f32 = values.iter().sum();
    values.map(|value| value / sum.max(f32::MIN_POSITIVE))
}

#[test]
fn the_table_is_whole() {
    let rows = MODEL.rows.iter().flatten().flatten().count();
    assert!(100 < rows, "{rows}");
    assert!(MODEL.steps.iter().flatten().all(|odds| odds.is_finite() && 0.0 < *odds));
}

#[test]
fn a_table_that_is_no_table_is_refused() {
    let fails = |table: &str| Model::parse(table).err();
    assert_eq!(fails("Wordz1\t0.1").as_deref(), Some("`Wordz1` is no fact"));
    assert_eq!(fails("Stop+Colon@beside\t0.1").as_deref(), Some("`Colon@beside` is no clue"));
    assert_eq!(fails("Bias\tmuch").as_deref(), Some("`much` is no number"));
    assert_eq!(fails("# a comment\nBias\t0.5\nStop+Colon@below\t0.1\t-0.1"), None);
}
