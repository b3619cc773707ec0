//! What an episode will take, told before it is made.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::Outcome;
use super::output::{STRING, Terminal, count};
use crate::Result;
use crate::cast::{OpenedCast, Part};
use crate::produce::Estimated;
use crate::studio::Estimate;

/// Tells what an article's episode would take.
pub(super) fn tell(name: &str, estimated: &Estimated, as_json: bool, terminal: &Terminal) -> Result<Outcome> {
    let Estimated { cast, estimates, .. } = estimated;
    if as_json {
        return terminal.json(&json(Some(name), cast, estimates));
    }
    let mut text = String::new();
    for (part, estimate) in cast.parts.iter().zip(estimates) {
        writeln!(text, "{}: {}: {}", part.name, part.voice, sentence(part, estimate)).expect(STRING);
    }
    terminal.text(&text)
}

/// An estimate for people.
fn sentence(part: &Part, estimate: &Estimate) -> String {
    let Estimate { all, new, .. } = estimate;
    let kept = all.lines - new.lines;
    format!(
        "{}, {}; {} cached or repeated; to speak: {}",
        count(all.lines, "line"),
        count(all.characters, "character"),
        count(kept, "line"),
        to_say(part, estimate)
    )
}

/// What is to be said, and what it costs.
pub(super) fn to_say(part: &Part, estimate: &Estimate) -> String {
    let new = &estimate.new;
    let mut text = format!("{}, {}", count(new.lines, "line"), count(new.characters, "character"));
    if let (Some(cost), Some(price)) = (estimate.cost, part.price) {
        let places = if cost < 0.1 { 4 } else { 2 };
        write!(text, ", about {cost:.places$} (at {price} a million)").expect(STRING);
    }
    text
}

/// Estimates for programs.
pub(super) fn json(name: Option<&str>, opened: &OpenedCast, estimates: &[Estimate]) -> Value {
    let parts = opened.parts.iter().zip(estimates).map(|(part, estimate)| {
        json!({
            "part": part.name, "voice": part.voice, "lines": estimate.all.lines,
            "characters": estimate.all.characters, "new_lines": estimate.new.lines,
            "new_characters": estimate.new.characters, "price": part.price, "cost": estimate.cost,
        })
    });
    json!({ "event": "estimate", "article": name, "parts": parts.collect::<Vec<_>>() })
}
