//! `articast script`: what will be said, and what became of every block.

use super::args::Script;
use super::output::Terminal;
use super::{Outcome, input, lexicon, places};
use crate::{Result, script, voice};

pub(super) fn run(arguments: &Script, terminal: &Terminal) -> Result<Outcome> {
    let places = places::find();
    let cast = voice::find(&arguments.voices.voices, &places::casts(&places))?;
    let input = input::article(&arguments.article, &arguments.input, terminal)?;
    let named = (arguments.article.as_str(), &input.article.meta);
    let house = lexicon::house(&cast.house, named, &arguments.lexicon, &places)?;
    let script = script::write(&input.article, &house);
    if arguments.json {
        terminal.json(&script)?
    } else {
        terminal.text(&script.to_string())?
    };
    Ok(strictly(arguments.strict, &script, input.warning, terminal))
}

/// Says what was lost, if `--strict` asks. What the page itself holds back, as a warning said, is lost too.
pub(super) fn strictly(
    strict: bool,
    script: &script::Script,
    warning: Option<&str>,
    terminal: &Terminal,
) -> Outcome {
    let lost: Vec<_> = script.ledger.lost().collect();
    if !strict || (lost.is_empty() && warning.is_none()) {
        return Outcome::Done;
    }
    for entry in lost {
        let why = entry.fate.why().map(super::super::article::Why::as_str).unwrap_or_default();
        terminal.note(&format!("lost ({why}): {}", entry.text.lines().next().unwrap_or_default()));
    }
    Outcome::Lost
}
